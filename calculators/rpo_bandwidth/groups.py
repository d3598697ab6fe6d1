"""Groups of hosts as a reader pastes them, one a line: name; used data; change a day; RPO; tier."""

import re
from dataclasses import dataclass

from calculators.replication.units import DATA_UNITS, HOUR, MINUTE, to_bytes

COLUMNS = ("name", "used data", "change a day", "RPO", "tier")
SHOWN_LETTERS = 40
"""How much of a wrong cell a message repeats."""
MOST_DIGITS = 12
"""No amount of data needs more."""

_SEPARATORS = (";", "\t", "|")
_COMMENTS = ("#", "//")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’_]+")
_AMOUNT = re.compile(r"([+-]?[\d.,]+)(.*)")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})+")
_UNCLEAR = re.compile(r"[1-9]\d{0,2},\d{3}")
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")
_UNIT_IN_HEADER = re.compile(r"%|\b(?:[mgt]i?b|min(?:utes?)?|h(?:ours?)?)\b", re.IGNORECASE)
_DATA_UNITS = {name.lower(): name for name in DATA_UNITS}
_PER_DAY = ("/d", "/day", "aday", "perday", "daily")
_TIMES = {
    "min": 1.0, "mins": 1.0, "minute": 1.0, "minutes": 1.0, "m": 1.0,
    "h": HOUR / MINUTE, "hour": HOUR / MINUTE, "hours": HOUR / MINUTE,
    "s": 1 / MINUTE, "sec": 1 / MINUTE, "d": 24.0 * HOUR / MINUTE, "day": 24.0 * HOUR / MINUTE,
    "days": 24.0 * HOUR / MINUTE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A line that can be used."""

    line: int
    """Number of the line, from 1."""
    name: str
    """What the reader calls it."""
    used: float
    """Bytes in use."""
    change: float | None
    """Bytes that change in a day; None where it is a share, or the form's."""
    change_percent: float | None
    """Share of the used data that changes in a day; None where it is an amount, or the form's."""
    rpo_minutes: float | None
    """RPO; None for the form's."""
    tier: str
    """Tier as written; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A line that cannot be used, and why."""

    line: int
    """Number of the line, from 1."""
    column: int
    """Number of the column, from 1."""
    message: str
    """What is wrong, and what is expected."""

    def __str__(self) -> str:
        """Return the place and the message."""
        return f"line {self.line}, column {self.column} ({COLUMNS[self.column - 1]}): {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was pasted."""

    groups: tuple[Group, ...]
    """Groups, in the order of the lines."""
    slips: tuple[Slip, ...]
    """Lines that were left out."""


class _CellError(ValueError):
    """Raised for a cell that cannot be read."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(message)
        self.column = column


def read_groups(text: str) -> Reading:
    """Return the groups in a pasted text, and the lines that were left out.

    Comments start with # or //. A first line without any digit in its second cell is a header; units that it names
    count for numbers without one. Otherwise data is in GB and an RPO in minutes.
    """
    groups: list[Group] = []
    slips: list[Slip] = []
    units = ("gb", "gb", "min")
    first = True
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith(_COMMENTS):
            continue
        cells = _cells(line)
        if first and not any(sign.isdigit() for sign in (cells[1] if len(cells) > 1 else "")) and _titles(cells):
            units = _header_units(cells, units)
        else:
            try:
                groups.append(_group(number, cells, units))
            except _CellError as error:
                slips.append(Slip(line=number, column=error.column, message=str(error)))
        first = False
    return Reading(groups=tuple(groups), slips=tuple(slips))


def _cells(line: str) -> list[str]:
    separator = next((sign for sign in _SEPARATORS if sign in line), ";")
    return [cell.strip().strip('"').strip() for cell in line.split(separator)]


def _titles(cells: list[str]) -> bool:
    """Return whether a line without a number is a header: every column has a title."""
    return len(cells) > 1 and all(cells[:2])


def _header_units(cells: list[str], units: tuple[str, str, str]) -> tuple[str, str, str]:
    found = [_UNIT_IN_HEADER.search(cell) for cell in (*cells, "", "", "")[1:4]]
    used, change, rpo = (match.group().lower() if match else unit for match, unit in zip(found, units, strict=True))
    return used, change, rpo


def _group(line: int, cells: list[str], units: tuple[str, str, str]) -> Group:
    if len(cells) > len(COLUMNS) and any(cells[len(COLUMNS) :]):
        raise _CellError(len(COLUMNS), f"there are more than {len(COLUMNS)} columns.")
    name, used, change, rpo, tier = (*cells, "", "", "", "", "")[:5]
    if len(cells) == 1:
        raise _CellError(2, "there is only one column. Put a semicolon or a tab between columns.")
    if not used:
        raise _CellError(2, "this is empty. Write an amount of data, such as 500 or 1.5 TB.")
    amount, unit = _amount(used, 2, units[0])
    if unit not in _DATA_UNITS:
        raise _CellError(2, f"'{_short(used)}' has no unit of data. Write GB, TB, GiB or TiB.")
    changed, percent = _change(change, units[1])
    return Group(
        line=line,
        name=_short(name) or f"line {line}",
        used=to_bytes(amount, _DATA_UNITS[unit]),
        change=changed,
        change_percent=percent,
        rpo_minutes=_rpo(rpo, units[2]),
        tier=_short(tier),
    )


def _change(cell: str, unit: str) -> tuple[float | None, float | None]:
    if not cell:
        return None, None
    amount, unit = _amount(cell, 3, unit)
    for ending in _PER_DAY:
        unit = unit.removesuffix(ending)
    if unit == "%":
        return None, amount
    if unit not in _DATA_UNITS:
        raise _CellError(3, f"'{_short(cell)}' is neither an amount a day nor a share: 20 GB or 5 %.")
    return to_bytes(amount, _DATA_UNITS[unit]), None


def _rpo(cell: str, unit: str) -> float | None:
    if not cell:
        return None
    amount, unit = _amount(cell, 4, unit)
    if unit not in _TIMES:
        raise _CellError(4, f"'{_short(cell)}' is not a time. Write minutes, such as 60 or 60 min, or 4 h.")
    if amount == 0:
        raise _CellError(4, "an RPO of 0 cannot be reached by cycles. Write a time.")
    return amount * _TIMES[unit]


def _amount(cell: str, column: int, unit: str) -> tuple[float, str]:
    """Return the number at the start of a cell and the unit behind it, in small letters."""
    match = _AMOUNT.fullmatch(_SPACES.sub("", cell))
    if match is None:
        raise _CellError(column, f"'{_short(cell)}' does not start with a number.")
    digits, behind = match.group(1), match.group(2).lower()
    if digits[0] == "-":
        raise _CellError(column, f"'{_short(cell)}' is below 0.")
    plain = _plain(digits.lstrip("+"), cell, column)
    if not _NUMBER.fullmatch(plain) or len(plain) > MOST_DIGITS:
        raise _CellError(column, f"'{_short(cell)}' is not a number.")
    value = float(plain)
    if column == 2 and value == 0:  # noqa: PLR2004  # the used data
        raise _CellError(column, "a group without data needs nothing. Write an amount above 0.")
    return value, behind or unit


def _plain(digits: str, cell: str, column: int) -> str:
    """Return digits with a point before the decimals and no grouping. Raises _CellError where that is not clear."""
    if _GROUPED.fullmatch(digits):
        return digits.replace(",", "").replace(".", "")
    if "," in digits and "." in digits:
        decimal = max(",.", key=digits.rfind)
        return digits.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    if _UNCLEAR.fullmatch(digits):
        meant = digits.replace(",", "")
        raise _CellError(
            column, f"'{_short(cell)}' may mean {meant} or {digits.replace(',', '.')}. Write one of the two."
        )
    return digits.replace(",", ".")


def _short(text: str) -> str:
    text = "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.replace("`", "'").split()))
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}..."
