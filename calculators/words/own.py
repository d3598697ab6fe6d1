"""Names that the reader gave, such as those of groups and hosts: no language has other words for them.

In HTML they are marked as what nobody translates, this site or a browser; a text hides them while it is looked up.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from html import escape

from calculators.words.forms import put_in
from calculators.words.keys import MARK, WORD, is_name
from calculators.words.memory import Memory, Told

MOST = 500
"""So many names are told apart; what is longer is no list that a page shows."""
CELLS = re.compile(r"[;,\t|\n\r]+")
LONGEST = 200
PIECES = re.compile(r"(<[^>]*>)")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
UNTOLD = frozenset(("thead", "script", "style", "textarea", "select", "title", "desc", "code", "bdi"))
"""Elements that hold no names, or nothing but text."""
LABELS = frozenset(("dt", "caption", "summary", "b", "label", "h1", "h2", "h3"))
"""Elements whose whole text is never a name of the reader."""


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the cells of texts that could be taken for words: code and the like stays in every language anyway."""
    found: set[str] = set()
    for text in texts:
        if text in found:
            continue
        for cell in (text, *CELLS.split(text[: LONGEST * MOST])):
            name = " ".join(cell.split())
            if 1 < len(name) <= LONGEST and _may_be_words(name):
                found.add(name)
        if len(found) >= MOST:
            break
    return frozenset(found)


def _may_be_words(name: str) -> bool:
    return any(len(word) > 1 and not is_name(word) for word in WORD.findall(name))


def marked(html: str, names: Collection[str]) -> str:
    """Return HTML in which names are marked as what nobody translates."""
    found = _pattern([escape(name) for name in names if escape(name) in html])
    return "".join(_pieces(html, found)) if found else html


def _pieces(html: str, found: re.Pattern[str]) -> Iterator[str]:
    untold, within, in_picture = 0, "", False
    for piece in PIECES.split(html):
        tag = TAG.match(piece)
        if tag is None:
            whole = within in LABELS and found.fullmatch(piece.strip())
            name = "tspan" if in_picture else "bdi"
            yield piece if untold or whole else found.sub(rf'<{name} translate="no">\g<0></{name}>', piece)
            continue
        yield piece
        ends, name = bool(tag[1]), tag[2].lower()
        within = "" if ends else name
        if name == "svg":
            in_picture = not ends
        if name in UNTOLD:
            untold += -1 if ends else 1


def _pattern(names: Collection[str]) -> re.Pattern[str] | None:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])") if longest else None


def spared(names: Collection[str]) -> Callable[[str, Memory], Told]:
    """Return what tells a text in a language and leaves these names in it as they are."""

    def told(text: str, memory: Memory) -> Told:
        found = _pattern([name for name in names if name in text])
        if found is None or MARK.search(text):
            return memory.text(text)
        held: list[str] = []

        def hide(match: re.Match[str]) -> str:
            held.append(match[0])
            return f"<{len(held)}/>"

        hidden = memory.text(found.sub(hide, text))
        if not hidden.known and held:
            # It may be one of our own sentences that has the word.
            whole = memory.text(text)
            if whole.known:
                return whole
        return Told(put_in(hidden.text, lambda mark: (held[int(mark[2]) - 1],) * 2), hidden.known)

    return told
