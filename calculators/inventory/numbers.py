"""Numbers as programs of many countries write them, with the marks that a whole file agrees on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from calculators.inventory.model import Category

MOST = float(1 << 60)
"""No host has so many bytes, processors or disks."""
LONGEST = 40
THOUSAND = 3

# What stands between thousands in some countries, and cannot stand for decimals in any.
_GROUPS = dict.fromkeys(map(ord, " \u00a0\u2007\u2009\u202f'\u2019"))
_BODY = re.compile(r"[+-]?((?:\d[\d.,]*)|(?:[.,]\d+))")
_PLAIN = re.compile(r"[+-]?(?:\d+[.]?\d*|[.]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_LONG = re.compile(r"^[+-]?\d{4,}$", re.MULTILINE | re.ASCII)
EMPTY = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", "nil", "unknown", "not available", "未知", "无"})

LONGEST_EMPTY = max(map(len, EMPTY))


class NotReadError(ValueError):
    """Raised with the category of what is no number, or none that can be."""

    def __init__(self, category: Category) -> None:
        """Keep the category."""
        super().__init__(category)
        self.category: Category = category


@dataclass(slots=True)
class Marks:
    """What a column tells of the marks in its numbers."""

    whole: bool
    """Whether the program writes whole numbers there, so that a mark can only part thousands."""
    decimal: set[str] = field(default_factory=set)
    """Marks that can only be those of decimals, by at least one number."""
    unclear: dict[str, str] = field(default_factory=dict)
    """Marks with three figures behind them, each with a number that has it."""
    long: bool = False
    """Whether a number of four figures or more has no mark at all."""


def marks_in(cells: Sequence[str], *, whole: bool) -> Marks:
    """Return what the cells of a column tell."""
    marks = Marks(whole=whole)
    text = "\n".join(cells)
    if "," not in text and "." not in text:
        return marks
    marks.long = _LONG.search(text) is not None
    for cell in {cell for cell in cells if "," in cell or "." in cell}:
        found = _BODY.match(cell.translate(_GROUPS))
        if found:
            _note(found[1], marks)
    return marks


def _note(body: str, marks: Marks) -> None:
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        marks.decimal.add("." if body.rindex(".") > body.rindex(",") else ",")
        return
    if not dots and not commas:
        return
    mark, other = (".", ",") if dots else (",", ".")
    if dots + commas > 1:
        marks.decimal.add(other)
        return
    before, _, behind = body.partition(mark)
    if len(behind) != THOUSAND or not 1 <= len(before) <= THOUSAND or before.startswith("0"):
        marks.decimal.add(mark)
    else:
        marks.unclear.setdefault(mark, body)


def decimal_mark(columns: Iterable[Marks], separator: str) -> str | None:
    """Return the decimal mark of a file, `.` or `,`; None when only a person can tell.

    `separator` is what parts the fields of the file: it tells the country where a mark alone does not.
    """
    columns = list(columns)
    sure = set().union(*(marks.decimal for marks in columns))
    if len(sure) == 1:
        return str(*sure)
    unclear = [marks for marks in columns if marks.unclear]
    found = set().union(*(marks.unclear for marks in unclear))
    if sure or len(found) > 1:
        return None
    if not found:
        return "."
    mark = str(*found)
    other = "." if mark == "," else ","
    if any(not marks.whole and marks.long for marks in unclear):
        # Who parts thousands would have parted those of the long number, too.
        return mark
    country = separator == ";" if mark == "." else separator in (",", "\t")
    if country and all(marks.whole and not marks.long for marks in unclear):
        return other
    return None


def own_mark(cell: str) -> str | None:
    """Return the decimal mark that a number proves by itself; None where it has none, or may mean two things."""
    found = _BODY.match(cell.translate(_GROUPS))
    if not found:
        return None
    marks = Marks(whole=False)
    _note(found[1], marks)
    return next(iter(marks.decimal), None)


def is_unclear(cell: str) -> bool:
    """Return whether a number means another one with the other decimal mark."""
    found = _BODY.match(cell.translate(_GROUPS))
    if not found:
        return False
    marks = Marks(whole=False)
    _note(found[1], marks)
    return bool(marks.unclear)


def number(cell: str, decimal: str) -> float | None:
    """Return the number of a cell, 0 or more; None for an empty one. Raises NotReadError for what is none."""
    text = cell.strip()
    if text.isascii() and text.isdigit() and len(text) <= LONGEST:
        value = float(text)
    else:
        if text.casefold() in EMPTY and text.casefold() != "nan":
            return None
        value = _other(text, decimal)
    if value < 0:
        raise NotReadError("negative")
    if value > MOST:
        raise NotReadError("too large")
    return value


def _other(text: str, decimal: str) -> float:
    if text[:1] in "=@":
        raise NotReadError("formula")
    other = "." if decimal == "," else ","
    plain = text.translate(_GROUPS) if len(text) <= LONGEST else ""
    if other in plain:
        groups = re.fullmatch(rf"[+-]?\d{{1,3}}(?:{re.escape(other)}\d{{2,3}})+(?:{re.escape(decimal)}\d*)?", plain)
        if not groups:
            raise NotReadError("not a number")
        plain = plain.replace(other, "")
    plain = plain.replace(decimal, ".")
    if not _PLAIN.fullmatch(plain):
        raise NotReadError("not a number")
    return float(plain)
