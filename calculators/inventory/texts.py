"""Files as texts: one table, or several behind lines such as `==> file.xlsx / sheet <==`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from calculators.inventory.decoding import mended

_HEAD = re.compile(r"^==> (?P<file>\S.{0,200}?)(?: / (?P<sheet>\S.{0,60}?))? <==[ \t\r]*$", re.MULTILINE)
_BLOCK = 500_000
# Signs that end a line for Python, and none for the programs that write tables.
_OTHER_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_FIRST = re.compile(r"\s*==> ")


@dataclass(slots=True, eq=False)
class Part:
    """The text of a file, or of one sheet of it."""

    file: str
    sheet: str
    text: str
    """Empty once nothing of it is needed any more: texts take more memory than all that is read from them."""


def parts(name: str, pieces: list[str]) -> Iterator[Part]:
    """Yield the tables of a text that was given under a name, in pieces of whole lines.

    Each piece is taken out of the list once it is read: so the text is never there twice.
    """
    pieces.reverse()
    if len(pieces) == 1:
        # Nothing shows in a text of a wrong encoding before it is mended, not even where it is parted.
        pieces[0] = mended(pieces[0])
    file, sheet, held = name, "", list[str]()
    is_parted = bool(pieces) and _FIRST.match(pieces[-1]) is not None
    is_begun = not is_parted
    while pieces:
        text, start = pieces.pop(), 0
        for head in _HEAD.finditer(text) if is_parted else ():
            held.append(text[start : head.start()])
            if is_begun:
                yield Part(file, sheet, _joined(held))
            held.clear()
            file, sheet, start, is_begun = head["file"], head["sheet"] or "", head.end() + 1, True
        held.append(text[start:] if start else text)
        del text
    yield Part(file, sheet, _joined(held))


def _joined(pieces: list[str]) -> str:
    text = "".join(pieces)
    pieces.clear()
    return mended(text)


def lines_of(text: str, start: int = 0) -> Iterator[str]:
    """Yield the lines of a text from a place on, with their line feeds.

    In blocks: a text as a file of its own would take four bytes for each character, and all lines at once two.
    """
    while start < len(text):
        end = text.find("\n", start + _BLOCK) + 1 or len(text)
        block = text[start:end]
        if any(sign in block for sign in _OTHER_ENDS):
            lines = [f"{line}\n" for line in block.split("\n")]
            yield from lines[:-1] if block.endswith("\n") else [*lines[:-1], lines[-1][:-1]]
        else:
            yield from block.splitlines(keepends=True)
        start = end
