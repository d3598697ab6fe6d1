"""Files as texts: one table, or several behind lines such as `==> file.xlsx / sheet <==`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from calculators.inventory.decoding import mended

_HEAD = re.compile(r"^==> (?P<file>\S.{0,200}?)(?: / (?P<sheet>\S.{0,60}?))? <==[ \t]*$", re.MULTILINE)
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


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text with their line feeds.

    A text as a file of its own would take four bytes for each character.
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    if start < len(text):
        yield text[start:]
