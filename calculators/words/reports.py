"""An answer in the words of another language."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from calculators.words.forms import Language
from calculators.words.keys import MARK, balanced
from calculators.words.memory import Memory, Told

KEPT = frozenset(
    (
        *("id", "field", "bar", "page", "level", "kind", "axis", "x_kind", "calculator", "unit"),
        *("conflicts", "source", "sources", "required", "rests_on"),
    )
)
"""Fields whose texts are no words: ids, and what is looked up by them."""
CODE = re.compile(r"`[^`]+`")
LINE = re.compile(r"(\s*(?:#+ |[-*] |\| )?)(.*?)( \|)?")
RULE = re.compile(r"\|(?: -+ \|)+")
WIDE = "[\u3400-\u9fff\uff09]"
HAN = re.compile("[\u3400-\u9fff]")
SOURCE = "Source"
CITED = re.compile(r" \(Source: (.*)\)$")
IN_BRACKETS = re.compile(r" \(([^()]*[\u3400-\u9fff][^()]*)\)")
STOP = re.compile(rf"(?<={WIDE})\.(?=\*\*|\s|$)")
BEHIND_SIGN = re.compile(r"(?<=[\u3002\uff0c\uff1a\uff1b]) +(?=[^\s|])")
"""A space that a full-width sign brings itself; before the line of a cell it stands."""
BETWEEN_CELLS = " | "
BOLD_OR_LINK = re.compile(r"(\*\*)(.+?)(\*\*)|(\[)([^]]+)(\]\([^)]*\))")


def memory_of(words: Mapping[str, Any]) -> Memory:
    """Return the memory of words as JSON has them: `language` and `entries`."""
    given = dict(words["language"])
    given |= {"names": frozenset(given["names"]), "days": tuple(given["days"])}
    return Memory(Language(**given), words["entries"].items())


type Spare = Callable[[str, Memory], Told]
type Tell = Callable[[str], Told]
"""Returns a text in the language."""


def in_words[Record](record: Record, memory: Memory, spare: Spare | None = None) -> Record:
    """Return a record of the answers, such as a report, with its texts in the language; numbers and ids stay.

    `spare` looks texts up and leaves the reader's own names in them as they are.
    """
    told: Record = _told(record, _teller(memory, spare))
    return told


def lines_in_words(text: str, memory: Memory, spare: Spare | None = None) -> str:
    """Return Markdown or plain text with the words around the texts of an answer in the language, line by line."""
    tell = _teller(memory, spare)
    language = memory.language
    named = f"{tell(SOURCE).text}{language.colon}"
    lines = (CITED.sub(lambda cited: language.brackets.format(named + cited[1]), line) for line in text.split("\n"))
    return "\n".join(_signed(_line(line, tell), language) for line in lines)


def _signed(line: str, language: Language) -> str:
    """Return a line in which the signs that a writer put between texts are those of the language, too."""
    if not HAN.search(line):
        return line
    for sign, own in ((": ", language.colon), ("; ", language.semicolon)):
        line = re.sub(f"(?<={WIDE}){sign}|{sign}(?={WIDE})", own, line)
    line = re.sub(rf"(?<={WIDE}):(?=\*\*)", language.colon, line)
    line = IN_BRACKETS.sub(lambda found: language.brackets.format(found[1]), line)
    return BEHIND_SIGN.sub("", STOP.sub(language.ends.get(".", "."), line))


def _teller(memory: Memory, spare: Spare | None) -> Tell:
    return memory.text if spare is None else lambda text: spare(text, memory)


def _line(line: str, tell: Tell) -> str:
    found = LINE.fullmatch(line)
    if found is None or not found[2] or RULE.fullmatch(line):
        return line
    start, said, end = found[1], found[2], found[3] or ""
    parts = said.split(BETWEEN_CELLS) if end else [said]
    return f"{start}{BETWEEN_CELLS.join(_marked_up(part, tell) for part in parts)}{end}"


def _marked_up(text: str, tell: Tell) -> str:
    """Return a piece of Markdown in the language, as it is where not all of it is known."""
    around: list[tuple[str, str]] = []

    def mark(match: re.Match[str]) -> str:
        around.append((match[1] or match[4], match[3] or match[6]))
        return f"<{len(around)}>{match[2] or match[5]}</{len(around)}>"

    told = tell(BOLD_OR_LINK.sub(mark, text))
    if not told.known or not balanced(told.text):
        return text
    return MARK.sub(lambda found: around[int(found[2]) - 1][bool(found[1])], told.text)


def _told(value: Any, tell: Tell) -> Any:
    if isinstance(value, str):
        return _text(value, tell)
    if isinstance(value, tuple):
        return tuple(_told(item, tell) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            item.name: told
            for item in fields(value)
            if item.name not in KEPT and (told := _told(was := getattr(value, item.name), tell)) is not was
        }
        return replace(value, **changed) if changed else value
    return value


def _text(text: str, tell: Tell) -> str:
    """Return a text in the language; `code` in it stays."""
    if "`" not in text:
        return tell(text).text
    codes: list[str] = []

    def mark(match: re.Match[str]) -> str:
        codes.append(match[0])
        return f"<{len(codes)}/>"

    return MARK.sub(lambda found: codes[int(found[2]) - 1], tell(CODE.sub(mark, text)).text)
