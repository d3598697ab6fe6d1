"""What the record of change that is in use says of the project: offered, and taken by the reader only."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculators.answers.inputs import InputError, fields, maximum, read
from calculators.answers.wording import duration, rounded_up
from calculators.catalog import Catalog
from calculators.project.model import Project
from calculators.project.taken import REPLAY, chosen_unit, of_calculator
from calculators.registry import CALCULATORS
from calculators.replication.curve import Trace, amounts
from calculators.replication.load import EVEN
from calculators.replication.quantities import read_quantity
from calculators.replication.units import DATA_UNITS, DAY, HOUR, to_bytes
from calculators.trace_replay.model import Recorded
from calculators.trace_replay.moments import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A value of the project that a record tells."""

    field: str
    """Id of the value."""
    label: str
    """What it is called."""
    value: str
    """As it would be typed."""
    told: str
    """The same in words, with its unit."""
    source: str
    """What it is measured from: the name of the record, and its period."""


def measured(project: Project, catalog: Catalog) -> tuple[Measured, ...]:
    """Return what the record in use tells: the change of a day where the used data is known, and the busiest hour.

    Both are those of the busiest 24 hours in the record. Nothing of a record of less than a day, of one that asks
    something back, and of one in which nothing is written.
    """
    if not project.traces:
        return ()
    given = {name: known.value for name, known in of_calculator(project, REPLAY, catalog).items()}
    try:
        inputs = CALCULATORS[REPLAY].inputs(read(catalog.form(REPLAY), given, catalog), catalog)
    except InputError:
        return ()
    if not isinstance(inputs, Recorded) or not inputs.trace or inputs.doubts:
        return ()
    return tuple(_measured(project, inputs, catalog))


def _measured(project: Project, inputs: Recorded, catalog: Catalog) -> Iterator[Measured]:
    day, hour = most_within(inputs.change, DAY), most_within(inputs.change, HOUR)
    if not day:
        return
    clock = Clock(inputs)
    period = duration(inputs.change.end - inputs.change.start)
    if inputs.has_clock:
        period = f"{clock.moment(inputs.change.start)} to {clock.moment(inputs.change.end)}"
    source = f"{project.traces[0].name}, {period}"
    used = _used(project, catalog)
    known = {field.id: field for field in fields(catalog.project)}
    shares = {"change_percent": day / used if used else 0.0, "busiest_hour_percent": max(hour / day, EVEN)}
    for name, share in shares.items():
        percent = rounded_up(share * 100)
        if 0 < percent <= maximum(catalog.project, name):
            field = known[name]
            told = f"{percent:g} {field.unit}"
            yield Measured(field=name, label=field.label, value=f"{percent:g}", told=told, source=source)


def most_within(trace: Trace, length: float) -> float:
    """Return the most bytes that were written in any stretch of so many seconds; 0 for a shorter record."""
    last = trace.end - length
    if last < trace.start:
        return 0.0
    times, so_far = trace.written
    # The amount runs straight between moments at which a stretch begins or ends where an interval does.
    edges = (at for time in times for at in (time, time - length) if trace.start <= at <= last)
    begins = sorted({trace.start, last, *edges})
    before, after = (amounts(times, so_far, [at + later for at in begins]) for later in (0.0, length))
    return max(end - begin for begin, end in zip(before, after, strict=True))


def _used(project: Project, catalog: Catalog) -> float | None:
    unit = chosen_unit(project, "capacity_unit", catalog).value
    try:
        return to_bytes(read_quantity(project.value("used"), unit), unit) if unit in DATA_UNITS else None
    except ValueError:
        return None
