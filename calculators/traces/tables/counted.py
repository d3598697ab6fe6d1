"""Which columns of a table are the data written, in which unit, and what may be chosen in their stead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from calculators.traces.amounts import BYTES_PER_SECOND, COUNTER, Unit, parse_unit, unit_in
from calculators.traces.found import Unclear, listed, several, which_column
from calculators.traces.layout import Layout, interval_in
from calculators.traces.model import LeftOut, Notebook, shown
from calculators.traces.sysstat import SYSSTAT
from calculators.traces.words import BOTH, CHANGED, NO_DATA, READ, SIZE, STATISTIC, TOTALS, says_written

# What Prometheus calls a counter: https://prometheus.io/docs/practices/naming/
_COUNTER_NAME = re.compile(r"_total(?:\b|\{)|_bytes_total")
_RATE_OF = re.compile(r"\b(?:i?rate|deriv)\(")
_TRANSFERS = re.compile(r"(?:tps|t/s|[km]b/t|xfr|r\+w/s)$", re.IGNORECASE)
_LABELS = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W_]+|\W|_")


@dataclass(slots=True, kw_only=True)
class Values:
    """The columns of values that count, by their places, and what may be chosen in their stead, by name."""

    used: list[int]
    doubts: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def value_columns(names: dict[int, str], layout: Layout, column: str | None, notebook: Notebook) -> Values:
    """Return the columns that count, what is doubtful about them, and those that do not count.

    Raises Unclear where nothing is chosen and no column says that it counts.
    """
    places = {name: place for place, name in reversed(names.items())}
    offered = {name: place for name, place in reversed(places.items()) if is_data(name)}
    written = [name for name in dict.fromkeys(names.values()) if _is_written(name)]
    unclear: Unclear | None = None
    usual: list[str] = []
    try:
        usual = _together(written, layout, places) if written else [names[place] for place in _is_plain(names, layout)]
    except Unclear as several_kinds:
        unclear = several_kinds
    wanted = several(column, tuple(names.values()), notebook, every=usual or written or list(offered))
    if not wanted and not usual:
        raise unclear or _which(names, offered, layout)
    used = [places[name] for name in wanted or usual]
    doubts = [
        "In " + shown(names[place]) + " reads and writes may be one number. That is an upper bound of what was written."
        for place in used
        if wanted and not _is_written(names[place]) and (BOTH.search(names[place]) or _transferred(names[place], names))
    ][:1]
    every = list(names.values())
    doubts += [
        f"There are {every.count(names[place])} columns {shown(names[place])}. The first one is read."
        for place in used
        if wanted and every.count(names[place]) > 1
    ][:1]
    doubts += [
        f"{shown(names[place])} is the largest of each interval, not its mean. That is an upper bound."
        for place in used
        if STATISTIC.search(names[place])
    ][:1]
    left_out = [
        LeftOut(
            name=name, reason="a sum of columns that count" if name in written and _is_total(name) else "not chosen"
        )
        for place, name in names.items()
        if place not in used and (name in written or is_data(name))
    ]
    if not wanted and len(used) == 1:
        others = [name for place, name in names.items() if place not in used and is_data(name)]
        if others:
            first = names[used[0]]
            notebook.warning("choice", f"Column {shown(first)} is used. Also there: {listed(others)}.", column=first)
    parts = written or usual
    return Values(
        used=used,
        doubts=doubts,
        left_out=left_out,
        parts=tuple(parts),
        usual=tuple(usual),
        unnamed=tuple(name for name in offered if name not in parts),
        own=tuple(name for name in wanted if name not in parts),
    )


def _is_written(name: str) -> bool:
    """Return whether a column's name says that it is the data written."""
    if name in SYSSTAT:
        return True
    if SIZE.search(name) or (NO_DATA.search(_LABELS.sub("", name)) and not unit_in(name)):
        return False
    changed = CHANGED.search(name) is not None and "%" not in name and unit_in(name) is not None
    return says_written(name) or changed


def is_data(name: str) -> bool:
    """Return whether a column may be data at all, and be offered."""
    return not (SIZE.search(name) or (NO_DATA.search(name) and not unit_in(name)))


def _is_plain(names: dict[int, str], layout: Layout) -> list[int]:
    """Return the column of a table in this guide's own form: a time, and one column named by its unit or not at all."""
    own = [place for place, name in names.items() if name.strip().casefold() != "interval"]
    if len(own) != 1 or (layout.header and parse_unit(names[own[0]]) is None):
        return []
    # Words above that are no name of the column tell that it is about something else.
    above = [line.strip() for line in layout.heading.splitlines()]
    # A unit alone is the name of the only column; above two columns it is what is left of a head.
    unit = parse_unit if layout.width == 1 else lambda _: None
    words = [line for line in above if line and line[0] != "#" and not interval_in(line) and not unit(line)]
    return [] if words and not layout.header else own


def _transferred(name: str, names: dict[int, str]) -> bool:
    """Return whether a column stands beside numbers of transfers, which are reads and writes."""
    return parse_unit(name) is not None and any(_TRANSFERS.match(other) for other in names.values())


def _which(names: dict[int, str], offered: dict[str, int], layout: Layout) -> Unclear:
    """Return the question which column counts."""
    candidates = offered or {name: place for place, name in names.items()}
    return which_column(
        f"No column is data written: {listed(names.values())}. Name the column, or choose one of these.",
        [(name, [row[place] for row in layout.sample[:3] if place < len(row)]) for name, place in candidates.items()],
        together=not any(READ.search(name) or BOTH.search(name) for name in candidates),
    )


def _is_total(name: str) -> bool:
    return any(word.casefold() in TOTALS for word in re.split(r"[^\w]+", name))


def _together(written: list[str], layout: Layout, places: dict[str, int]) -> list[str]:
    """Return which of several columns of data written count: one for each device, or the sum over them.

    Raises Unclear when they are not one figure of several devices.
    """
    if len(written) == 1:
        return written
    for name in written:
        others = [other for other in written if other != name]
        if _is_sum(places[name], [places[other] for other in others], layout):
            return [name]
    if len({_pattern(name, written) for name in written}) == 1 and len({_unit_of(name) for name in written}) == 1:
        return written
    raise which_column(
        f"Several columns are data written: {listed(written)}. Choose one, or several with + between them.",
        [(name, [row[places[name]] for row in layout.sample[:3] if places[name] < len(row)]) for name in written],
        together=True,
    )


def _unit_of(name: str) -> str:
    unit = SYSSTAT.get(name) or unit_in(name)
    return unit.name if unit else ""


def _is_sum(place: int, others: Sequence[int], layout: Layout) -> bool:
    """Return whether a column is, in every line looked at, the sum of others that are not all nothing."""
    if len(others) < 2:  # noqa: PLR2004 - the same column twice is no sum
        return False
    seen = False
    for row in layout.sample:
        try:
            whole = float(row[place])
            parts = sum(float(row[other]) for other in others)
        except (ValueError, IndexError):
            return False
        if abs(whole - parts) > 1e-3 * max(whole, parts):
            return False
        seen = seen or whole > 0
    return seen


def _pattern(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the words that all names share in their order, or the name itself when what differs is no device."""
    words = {each: _WORD.findall(_LABELS.sub("{}", each)) for each in names}
    shared = set.intersection(*(set(each) for each in words.values()))
    own = [word for word in words[name] if word not in shared]
    if any(STATISTIC.search(word) or BOTH.search(word) or READ.search(word) or _is_unit(word) for word in own):
        return (name,)
    return tuple(word for word in words[name] if word in shared and not word.isspace())


def _is_unit(word: str) -> bool:
    """Return whether a word is a unit: of a single letter nobody knows, as it may be the name of a machine."""
    return len(word) > 1 and parse_unit(word) is not None


def table_unit(layout: Layout, used: Sequence[int], notebook: Notebook) -> Unit | None:
    """Return the unit of the columns that count; None where nothing names it."""
    name = layout.name(used[0])
    if _RATE_OF.search(name):
        return BYTES_PER_SECOND if "byte" in name else None
    if "increase(" in name:
        return None
    if _COUNTER_NAME.search(name) and "byte" in name:
        return COUNTER
    if unit := SYSSTAT.get(name) or (unit_in(_LABELS.sub("", name)) if layout.header else unit_in(layout.heading)):
        return unit
    cells = [row[used[0]] for row in layout.sample]
    for cell in cells[:1]:
        if unit := unit_in(cell.lstrip("0123456789.,+-'’ \u00a0\u202f")):
            return unit
    return None
