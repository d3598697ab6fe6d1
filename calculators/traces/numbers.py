"""A column of numbers as people and programs write them, read with one style for the whole column."""

import math
import re
from array import array
from collections.abc import Callable, Sequence
from operator import mul

from calculators.traces.model import Notebook, shown

# No disk writes that much in a second, and no machine in an interval.
MOST = 1e18
NOTHING = math.nan
# No number is longer. It also keeps the patterns below quick.
LONGEST = 64

_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f'’"))
_ODD_SPACES = re.compile(
    r"^(?![+-]?\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,][^\n \u00a0\u2009\u202f'’]*)?$)"
    r"[^\n]*[ \u00a0\u2009\u202f'’][^\n]*$",
    re.MULTILINE,
)
_GROUPED = r"[1-9]\d{0,2}(?:%s\d{3})+"
_DOTS = re.compile(rf"^[+-]?{_GROUPED % '[.]'}$", re.MULTILINE)
_COMMAS = re.compile(rf"^[+-]?{_GROUPED % ','}$", re.MULTILINE)
_WITH_DOT = re.compile(r"^[^\n,]*[.][^\n,]*$", re.MULTILINE)
_WITH_COMMA = re.compile(r"^[^\n.]*,[^\n.]*$", re.MULTILINE)
_COMMA_LAST = re.compile(r"[.][^\n,]*,[^\n.,]*$", re.MULTILINE)
_DOT_LAST = re.compile(r",[^\n.]*[.][^\n.,]*$", re.MULTILINE)
_PLAIN = re.compile(r"[+-]?(?:\d+[.]?\d*|[.]\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_MANY_DOTS = re.compile(r"[.]\d{3}[.]")
_MANY_COMMAS = re.compile(r",\d{3},")
# What may be a number in some style, with a unit behind it or not.
LIKE_NUMBER = re.compile(r"[+-]?[.,]?\d[\d.,'’ \u00a0\u2009\u202f]*(?:[eE][+-]?\d+)?", re.ASCII)
# In front of an exponent a letter is part of the number.
_LETTERS = re.compile(r"[^\W\d_eE]|\d[eE](?![+-]?\d)|%|/")
EMPTY = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", "nil"})


def decimal_mark(text: str, *, comma_separates: bool, column: str, notebook: Notebook) -> str:
    """Return the decimal mark of cells, one a line and without spaces: `.` or `,`, or nothing when they disagree.

    `comma_separates` is whether the fields of the file are separated by commas. It decides what nothing else does.
    """
    if "," not in text:
        if _MANY_DOTS.search(text):
            return ","
        return "."
    if "." not in text:
        if _MANY_COMMAS.search(text):
            return "."
        if len(_COMMAS.findall(text)) < len(_WITH_COMMA.findall(text)):
            return ","
        mark, meaning = (".", "thousands") if comma_separates else (",", "decimals")
        notebook.warning(
            "comma",
            f"Every comma has three digits behind it: it is read as a mark of {meaning}. "
            "Write the numbers with a point and without thousands separators if that is wrong.",
            column=column,
        )
        return mark
    comma_last, dot_last = bool(_COMMA_LAST.search(text)), bool(_DOT_LAST.search(text))
    if comma_last == dot_last:
        # Both or none: each mark may still be one of thousands wherever it stands.
        dots, commas = len(_WITH_DOT.findall(text)), len(_WITH_COMMA.findall(text))
        comma_last = not dot_last and len(_DOTS.findall(text)) == dots and len(_COMMAS.findall(text)) < commas
        dot_last = not comma_last and not _COMMA_LAST.search(text) and len(_COMMAS.findall(text)) == commas
    if comma_last:
        return ","
    return "." if dot_last else ""


def _plain(cell: str, mark: str) -> str:
    if mark == "":
        mark = "," if cell.rfind(",") > cell.rfind(".") else "."
    other = "." if mark == "," else ","
    return cell.replace(other, "").replace(mark, ".")


def _odd_groups(other: str, mark: str) -> re.Pattern[str]:
    """Return what finds numbers whose marks of thousands do not stand before three figures, or after the decimals."""
    group, decimal = re.escape(other), re.escape(mark)
    whole = rf"[+-]?\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}(?:{decimal}\d*(?:[eE][+-]?\d+)?)?$"
    return re.compile(rf"^(?!{whole})[^\n]*{group}[^\n]*$", re.MULTILINE)


def _one(cell: str) -> float:
    """Return a number in plain writing; NaN when it is none or too large."""
    if not _PLAIN.fullmatch(cell):
        return NOTHING
    value = float(cell)
    return value if abs(value) <= MOST else NOTHING


def _short(cell: str) -> str:
    """Return a cell, or what is no number in place of one that is too long to be any."""
    return cell if len(cell) <= LONGEST else "x"


def read_numbers(
    cells: Sequence[str],
    lines: Sequence[int],
    *,
    comma_separates: bool,
    column: str,
    notebook: Notebook,
    factor: Callable[[str], float | None] | None = None,
) -> "array[float]":
    """Return the value of each cell, 0 or more; NaN where a cell holds none. What is not read is noted.

    `factor` returns by how much a number counts for what stands behind it, such as ` kB/s`; None when it is no unit.
    """
    if (values := _usual(cells)) is not None:
        return values
    texts = list(cells) if max(map(len, cells)) <= LONGEST else [_short(cell) for cell in cells]
    text = "\n".join(texts)
    factors: list[float] = []
    if factor is not None and _LETTERS.search(text):
        texts, factors = _apart(text.split("\n"), factor)
        text = "\n".join(texts)
    values = _plain_numbers(text, cells, lines, comma_separates=comma_separates, column=column, notebook=notebook)
    return array("d", map(mul, values, factors)) if factors else values


def _usual(cells: Sequence[str]) -> "array[float] | None":
    """Return numbers that are written as programs do, all of them; None where one is written in another way."""
    text = "\n".join(cells)
    # Python also takes spaces around a number, 1_000, nan and inf for one.
    if not text.isascii() or any(sign in text for sign in " \t_nN") or max(map(len, cells)) > LONGEST:
        return None
    try:
        values = array("d", map(float, cells))
    except ValueError:
        return None
    return values if min(values) >= 0 and max(values) <= MOST else None


def _apart(texts: Sequence[str], factor: Callable[[str], float | None]) -> tuple[list[str], list[float]]:
    """Return numbers without the units behind them, and how much each counts for its unit."""
    numbers, factors = [], []
    known: dict[str, float | None] = {}
    for text in texts:
        found = LIKE_NUMBER.match(text)
        behind = text[found.end() :].strip() if found else ""
        if behind not in known:
            known[behind] = factor(behind)
        by = known[behind]
        numbers.append(found[0].strip() if found and by is not None else text)
        factors.append(1.0 if by is None else by)
    return numbers, factors


def _plain_numbers(
    text: str, cells: Sequence[str], lines: Sequence[int], *, comma_separates: bool, column: str, notebook: Notebook
) -> "array[float]":
    if any(chr(sign) in text for sign in _SPACES):
        text = _ODD_SPACES.sub("x", text).translate(_SPACES)
    mark = decimal_mark(text, comma_separates=comma_separates, column=column, notebook=notebook)
    if mark and ("," in text or mark == ","):
        other = "." if mark == "," else ","
        if other in text:
            text = _odd_groups(other, mark).sub("x", text)
        text = _plain(text, mark)
    # Python reads 1_000 and words as numbers, too.
    if mark and not re.search("[_a-df-zA-DF-Z]", text):
        try:
            values = array("d", map(float, text.split("\n")))
        except (ValueError, OverflowError):
            pass
        else:
            if len(values) == len(cells) and min(values) >= 0 and max(values) <= MOST:
                return values
    return _slowly(text.split("\n"), cells, lines, mark, column=column, notebook=notebook)


def _slowly(
    plain: Sequence[str], cells: Sequence[str], lines: Sequence[int], mark: str, *, column: str, notebook: Notebook
) -> "array[float]":
    values = array("d", bytes(8 * len(cells)))
    if not mark:
        notebook.problem(
            "mixed marks",
            "Some numbers have a decimal point and some a decimal comma. The last mark of each is read as the decimal "
            "one.",
            column=column,
        )
    for place, cell in enumerate(plain):
        value = _one(cell if mark else _plain(cell, ""))
        if value >= 0:
            values[place] = value
            continue
        values[place] = NOTHING
        raw = cells[place].strip()
        if value < 0:
            topic, message = "negative", f"{shown(raw)} is negative. Data written is 0 or more; the line is left out."
        elif raw.casefold() in EMPTY:
            topic, message = "empty", "There is no value. The line is left out."
        else:
            topic, message = "no number", f"{shown(raw)} is not a number up to 10^18. The line is left out."
        notebook.problem(topic, message, line=lines[place], column=column)
    return values
