"""Fingerprints of pictures: small enough to be kept in Git, and good enough to say which page changed, and where.

A picture is cut into square cells. Each is one letter: how much is drawn there, by the deviation of its brightness.
So a line that came or went shows, and the smoothing of letters on another machine does not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SMOOTHING = 2
"""By how many letters a cell may differ before it counts as changed."""
TINGE = 6
"""By how much, of 255, the mean colour of a picture may differ."""
WRITTEN = re.compile(r"(\d+)x(\d+) #([0-9a-f]{6}) ([\w/-]*)(?: (\d+) sheets?)?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """What is kept of a picture."""

    width: int
    """In pixels, as the height."""
    height: int
    colour: tuple[int, int, int]
    """The mean of its red, green and blue, 0 to 255."""
    rows: tuple[str, ...]
    """Its cells from the top, a letter a cell."""
    sheets: int = field(default=0)
    """How many sheets of paper the page takes; 0 where it is not printed."""

    def __str__(self) -> str:
        """Return it as one line, which `parse` reads."""
        paper = f" {self.sheets} sheet{'s' * (self.sheets != 1)}" if self.sheets else ""
        return f"{self.width}x{self.height} #{bytes(self.colour).hex()} {'/'.join(self.rows)}{paper}"


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a picture differs from the accepted one."""

    share: float
    """How much of it differs, above 0 to 1."""
    words: str
    """The same for a reader, with the place where it begins."""


def parse(text: str) -> Fingerprint:
    """Return the fingerprint that a line tells; raise ValueError where it tells none."""
    found = WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(f"{text[:40]!r} is no fingerprint of a picture")
    width, height, colour, rows, sheets = found.groups()
    red, green, blue = bytes.fromhex(colour)
    return Fingerprint(
        width=int(width),
        height=int(height),
        colour=(red, green, blue),
        rows=tuple(rows.split("/")),
        sheets=int(sheets or 0),
    )


def fingerprint(width: int, height: int, colour: list[int], cells: list[list[float]], sheets: int = 0) -> Fingerprint:
    """Return the fingerprint of a picture from the deviation of brightness in each of its cells, 0 to 128."""
    rows = tuple("".join(LETTERS[min(int(cell / 2), len(LETTERS) - 1)] for cell in row) for row in cells)
    red, green, blue = colour
    return Fingerprint(width=width, height=height, colour=(red, green, blue), rows=rows, sheets=sheets)


def change(accepted: Fingerprint, now: Fingerprint) -> Change | None:
    """Return how a picture differs from the accepted one; nothing where it does not."""
    longest = max(len(accepted.rows), len(now.rows))
    columns = max(map(len, (*accepted.rows, *now.rows)))
    differing = [
        sum(_differs(*pair) for pair in zip_longest(old, new))
        for old, new in zip_longest(accepted.rows, now.rows, fillvalue="")
    ]
    told = []
    share = sum(differing) / (longest * columns)
    if share:
        first = next(place for place, count in enumerate(differing) if count)
        told.append(f"{max(1, round(share * 100))} % of it, from {round(first * now.width / columns):,} px down")
    if accepted.width != now.width or accepted.height != now.height:
        told.append(f"{now.width} × {now.height:,} px instead of {accepted.width} × {accepted.height:,}")
    if any(abs(one - other) > TINGE for one, other in zip(accepted.colour, now.colour, strict=True)):
        told.append("its colours")
    if accepted.sheets != now.sheets:
        told.append(f"{now.sheets} sheets instead of {accepted.sheets}")
    return Change(share=share or 1 / (longest * columns), words="; ".join(told)) if told else None


def changes(accepted: Mapping[str, Fingerprint], now: Mapping[str, Fingerprint]) -> dict[str, Change]:
    """Return by name which pictures differ, the one that differs most first. A new one differs as a whole."""
    found = {name: change(accepted[name], mark) for name, mark in now.items() if name in accepted}
    new = {name: Change(share=1, words="new") for name in now if name not in accepted}
    told = new | {name: one for name, one in found.items() if one}
    return dict(sorted(told.items(), key=lambda item: (-item[1].share, item[0])))


def _differs(old: str | None, new: str | None) -> bool:
    if old is None or new is None:
        return True
    return abs(LETTERS.index(old) - LETTERS.index(new)) > SMOOTHING
