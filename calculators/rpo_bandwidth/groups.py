"""Groups of hosts as a reader pastes them, one a line: name; used data; change a day; RPO; tier; wave."""

import re
from dataclasses import dataclass

from calculators.answers.columns import COMMENTS, arranged, cells_of
from calculators.replication.quantities import (
    DATA,
    SHARE,
    TIME,
    UnclearError,
    half_width,
    measure,
    read_quantity,
    read_whole,
    size_unit,
)
from calculators.replication.units import MINUTE

COLUMNS = ("name", "used data", "change a day", "RPO", "tier", "wave")
ORDER = (("name",), ("used",), ("change",), ("rpo",), ("tier", "order"), ("order",))
"""The same in a table whose header names them."""
SHOWN_LETTERS = 40
"""How much of a wrong cell a message repeats."""
MOST_DATA = 1e20
"""Bytes; no form takes more."""
MOST_PERCENT = 1000.0
MOST_MINUTES = 43_200.0
"""The longest RPO of the form, 30 days."""

MOST_WAVE = 1_000

_WAVE = re.compile(r"(?:tier|order|wave)\s*", re.IGNORECASE)
_UNIT_IN_HEADER = re.compile(r"%|\b(?:[kmgtp]i?b|min(?:utes?)?|h(?:ours?)?|d(?:ays?)?)\b", re.IGNORECASE)
_OPEN = ("?", "-", "tbd", "tbc", "n/a", "na", "unknown", "open")
"""What stands where nobody knows a number yet: no title."""
_A_DAY = re.compile(r" ?(?:(?:/|\bper|\ba) ?d(?:ay)?|\bdaily)$", re.IGNORECASE)
_SHARE = re.compile(r"(?:%|percent|pct)$", re.IGNORECASE)


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
    wave: int | None
    """Wave of the first synchronisation; None where nobody says it."""


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

    Comments start with # or //. A first line of titles, without any number, is a header; units that it names count for
    numbers without one. Otherwise data is in GB and an RPO in minutes. A header that names the columns says their
    order.
    """
    groups: list[Group] = []
    slips: list[Slip] = []
    units = ("GB", "GB", "min")
    first = True
    for number, line in enumerate(arranged(half_width(text), ORDER).splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith(COMMENTS):
            continue
        cells = cells_of(line)
        if first and _titles(cells):
            units = _header_units(cells, units)
        else:
            try:
                groups.append(_group(number, cells, units))
            except _CellError as error:
                slips.append(Slip(line=number, column=error.column, message=str(error)))
        first = False
    return Reading(groups=tuple(groups), slips=tuple(slips))


def _titles(cells: list[str]) -> bool:
    """Return whether a line is a header: no column has a number, and the first two have titles."""
    if not (len(cells) > 1 and all(cells[:2])) or cells[1].casefold() in _OPEN:
        return False
    return not any(sign.isnumeric() for cell in cells[:4] for sign in cell)


def _header_units(cells: list[str], units: tuple[str, str, str]) -> tuple[str, str, str]:
    titles = (*cells, "", "", "")[1:4]
    used, change, rpo = (
        next((unit for unit in _UNIT_IN_HEADER.findall(title) if _kind(unit) in kinds), unit)
        for title, kinds, unit in zip(titles, ((DATA,), (DATA, SHARE), (TIME,)), units, strict=True)
    )
    return used, change, rpo


def _kind(unit: str) -> str | None:
    try:
        return measure(unit, TIME)[0]
    except UnclearError:  # bits, perhaps: every number in this unit is asked about
        return DATA


def _group(line: int, cells: list[str], units: tuple[str, str, str]) -> Group:
    if len(cells) > len(COLUMNS) and any(cells[len(COLUMNS) :]):
        raise _CellError(len(COLUMNS), f"there are more than {len(COLUMNS)} columns.")
    name, used, change, rpo, tier, wave = (*cells, *("",) * len(COLUMNS))[: len(COLUMNS)]
    if len(cells) == 1:
        raise _CellError(2, "there is only one column. Put a semicolon or a tab between columns.")
    if not used:
        raise _CellError(2, "this is empty. Write an amount of data, such as 500 or 1.5 TB.")
    size = _data(used, 2, units[0])
    if not size:
        raise _CellError(2, "a group without data needs nothing. Write an amount above 0.")
    changed, percent = _change(change, units[1])
    return Group(
        line=line,
        name=_short(name) or f"line {line}",
        used=size,
        change=changed,
        change_percent=percent,
        rpo_minutes=_rpo(rpo, units[2]),
        tier=_short(tier),
        wave=_wave(wave),
    )


def _wave(cell: str) -> int | None:
    try:
        return read_whole(_WAVE.sub("", cell, count=1), 0, MOST_WAVE) if cell else None
    except ValueError as error:
        raise _CellError(6, str(error)) from None


def _change(cell: str, unit: str) -> tuple[float | None, float | None]:
    """Return the amount and the share of a cell: one of them, or none."""
    cell = _A_DAY.sub("", cell)
    if not cell:
        return None, None
    if _SHARE.search(cell) or (unit == "%" and not re.search(r"[^\W\d]", cell)):
        return None, _read(cell, 3, "%", MOST_PERCENT)
    return _data(cell, 3, "GB" if unit == "%" else unit, ", or a share, such as 5 %"), None


def _rpo(cell: str, unit: str) -> float | None:
    if not cell:
        return None
    size = measure(unit, TIME)[1] / MINUTE
    minutes = _read(cell, 4, unit, MOST_MINUTES / size, " Write a time, such as 60 min or 4 h.") * size
    if not minutes:
        raise _CellError(4, "an RPO of 0 cannot be reached by cycles. Write a time.")
    return minutes


def _data(cell: str, column: int, unit: str, other: str = "") -> float:
    """Return bytes; `other` is what may stand there, too."""
    allowed = f" Write an amount of data, such as 500 GB or 1.5 TB{other}."
    try:
        own, size = size_unit(cell), measure(unit, DATA)[1]
    except UnclearError as error:
        raise _CellError(column, str(error)) from None
    if own:
        return _read(cell, column, "B", MOST_DATA, allowed)
    return _read(cell, column, unit, MOST_DATA / size, allowed) * size


def _read(cell: str, column: int, unit: str, most: float, allowed: str = "") -> float:
    """Return the amount of a cell in a unit, as every input is read."""
    try:
        amount = read_quantity(cell, unit)
    except UnclearError as error:
        raise _CellError(column, str(error)) from None
    except ValueError as error:
        raise _CellError(column, f"{error}{allowed}") from None
    if amount < 0:
        raise _CellError(column, f"'{_short(cell)}' is below 0.")
    if amount > most:
        raise _CellError(column, f"'{_short(cell)}' is out of range.")
    return amount


def _short(text: str) -> str:
    text = "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.replace("`", "'").split()))
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}..."
