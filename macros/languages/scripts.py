"""What the scripts of pages say, as far as texts in them look like it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase

from calculators.words import Memory
from calculators.words.keys import HOLE, UNITS

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/|(?:(?<=\s)|^)//[^\n]*|`|[{}]', re.DOTALL | re.MULTILINE)
"""What tells texts from the code around them."""
FILLED = "\0"
"""What stands in a text for what the script puts there."""
PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|[A-Z][a-z]+(?: [^<>#=]*)?[ .…:!?]?")
SIGNS = " ↑↓←→·"
"""What may stand before the first word of a text."""
NO_PROSE = re.compile(r"[<>=\[\]$]|^\.|--|\.mjs|hb-|aria-|data-|function|=>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
UNSAID_BEFORE = re.compile(r"(?:[!=]== |\b(?:startsWith|includes|act)(?:\(|: )|\bconsole\.[a-z]+\()$")
"""What stands before a text that a script compares, or tells another script or the browser's log."""
LOOK_BACK = 20
LIST = re.compile(r"""(?:\s*\+\s*"[^"\n]*")*\s*\)?\s*\.split\(""")
"""What stands behind a text that is a list of words."""
FILLED_IN = re.compile(rf"\{{[a-z]?\}}(?: (?:{'|'.join(UNITS)})(?![A-Za-z0-9_]))?")
BEHIND = re.compile(r"(?<=[.!?])\{[a-z]\}$")
"""What may follow a whole sentence: it is another one."""


@dataclass(slots=True)
class Literal:
    """A text in a script."""

    start: int
    end: int
    text: str
    """With `FILLED` for what the script puts in."""
    is_within: bool
    """Whether it is a part of what is put into another text."""


def said(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what scripts say and the file, with a hole for what they put in."""
    for file in sorted(folder.rglob("*.mjs")):
        source = file.read_text("utf-8")
        for literal in literals(source):
            if UNSAID_BEFORE.search(source, max(0, literal.start - LOOK_BACK), literal.start):
                continue
            text = ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), literal.text).replace("\\n", " ")
            is_piece = literal.is_within and text[:1].islower()
            bare = text.replace(FILLED, "")
            if (
                not is_piece
                and PROSE.search(bare)
                and PROSE.match(bare.lstrip(SIGNS))
                and not NO_PROSE.search(bare)
                and not LIST.match(source, literal.end)
            ):
                yield _holed(text).strip(), file.relative_to(folder).as_posix()


def literals(source: str) -> list[Literal]:
    """Return the texts in a script."""
    found: list[Literal] = []
    _code(source, 0, found, is_within=False)
    return found


def _code(source: str, at: int, found: list[Literal], *, is_within: bool) -> int:
    """Add the texts in code from a place on, up to the brace that closes it; return where that ends."""
    depth = 0
    while token := TOKEN.search(source, at):
        at = token.end()
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth < 0:
                break
        elif token[0] == "`":
            at = _template(source, at, found, is_within=is_within)
        elif token[0].startswith('"'):
            found.append(Literal(token.start(), at, token[0][1:-1], is_within))
    return at if token else len(source)


def _template(source: str, at: int, found: list[Literal], *, is_within: bool) -> int:
    """Add a text in backticks, and those in what is put into it; return where it ends."""
    own = Literal(at - 1, at, "", is_within)
    found.append(own)
    while at < len(source) and source[at] != "`":
        if source.startswith("${", at):
            own.text += FILLED
            at = _code(source, at + 2, found, is_within=True)
        else:
            step = 2 if source[at] == "\\" else 1
            own.text += source[at : at + step]
            at += step
    own.end = at + 1
    return own.end


def _holed(text: str) -> str:
    """Return a text of a script with `{a}`, `{b}` … for what it puts in."""
    first, *others = text.split(FILLED)
    return first + "".join(f"{{{letter}}}{part}" for letter, part in zip(ascii_lowercase, others, strict=False))


def forms_of(memory: Memory) -> frozenset[str]:
    """Return the English of a memory with one hole for figures and words."""
    return frozenset(FILLED_IN.sub(HOLE, english) for english in memory.exact)


def missing_in(text: str, memory: Memory, forms: Collection[str]) -> list[str]:
    """Return what has no words in a text of a script, where nothing tells figures and words that it puts in apart.

    `forms` are those of the memory.
    """
    found = memory.missing(text)
    if found and BEHIND.search(text):
        found = memory.missing(BEHIND.sub("", text))
    return [key for key in found if not any(form in forms for form in _whole(FILLED_IN.sub(HOLE, key)))]


def _whole(form: str) -> tuple[str, ...]:
    """Return what a form may be a part of: an element stands behind it, or a name before it."""
    return form, f"{form}.", f"{form} {HOLE}.", f"{form} <1/>.", f"{HOLE} {form}"
