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


@dataclass(frozen=True, slots=True)
class Part:
    """The text of a file, or of one sheet of it."""

    file: str
    sheet: str
    text: str


def parts(name: str, text: str) -> Iterator[Part]:
    """Yield the tables of a text that was given under a name."""
    text = mended(text)
    heads = list(_HEAD.finditer(text)) if _FIRST.match(text) else []
    if not heads:
        yield Part(name, "", text)
        return
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield Part(head["file"], head["sheet"] or "", text[head.end() + 1 : end])


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
