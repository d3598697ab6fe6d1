"""Values that a dialect takes from a text one after the other: when, of what, how much, in which line."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from calculators.replication.units import DAY
from calculators.traces.amounts import Unit
from calculators.traces.devices import Devices
from calculators.traces.found import Found, weighed
from calculators.traces.times import split, time_of_day

GAP = 1.5
"""A step so many times the usual one is where another run may have begun."""


def begun_anew(times: Sequence[str]) -> set[str]:
    """Return which of the times of reports, in their order, come after a break: a run may begin there."""
    order = list(dict.fromkeys(times))
    clock = [time_of_day(split(time)[1]) for time in order]
    seconds = [found[0] for found in clock if found is not None]
    if len(seconds) != len(order) or len(order) < 3:  # noqa: PLR2004 - two steps, to know the usual one
        return set()
    steps = [(after - before) % DAY for before, after in pairwise(seconds)]
    usual = sorted(steps)[(len(steps) - 1) // 2]
    return {time for time, step in zip(order[1:], steps, strict=True) if step > GAP * usual}


def gone(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Return why names that only the report since boot has are doubtful."""
    there = set(after)
    missing = [name for name in dict.fromkeys(before) if name not in there]
    return [f"Only the report since boot names {', '.join(missing[:3])}."] if missing else []


@dataclass(slots=True)
class Rows:
    """Rows of a report; a report without times has blocks in their place."""

    times: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    lines: "array[int]" = field(default_factory=lambda: array("l"))
    blocks: "array[int]" = field(default_factory=lambda: array("l"))

    def add(self, number: int, value: str, *, time: str = "", label: str = "", block: int = 0) -> None:
        """Add a row of a line, or of the place in a text that has no lines."""
        self.times.append(time)
        self.labels.append(label)
        self.values.append(value)
        self.lines.append(number)
        self.blocks.append(block)

    @property
    def names(self) -> tuple[str, ...]:
        """The labels, each once."""
        return tuple(dict.fromkeys(self.labels))

    def found(
        self,
        *,
        title: str,
        column: str,
        unit: Unit | None,
        devices: Devices | None = None,
        places: Iterable[int] | None = None,
        **more: Any,
    ) -> Found:
        """Return what counts of the rows: of some devices, and of some places where not all do."""
        used = set(devices.added) if devices else None
        keep = [
            place
            for place in (range(len(self.values)) if places is None else places)
            if used is None or self.labels[place] in used
        ]
        clocked = bool(keep) and all(self.times[place] for place in keep)
        labels = [self.labels[place] for place in keep]
        several = len(set(labels)) > 1
        summed = f", sum of {len(set(labels))}" if several else f", {labels[0]}" if labels and labels[0] else ""
        return Found(
            format=f"{title}, column {column}{summed}",
            unit=unit,
            lines=array("l", (self.lines[place] for place in keep)),
            times=[self.times[place] for place in keep] if clocked else [],
            values=[[self.values[place] for place in keep]],
            labels=labels if several or not clocked else [],
            blocks=() if clocked else array("l", (self.blocks[place] for place in keep)),
            time_column="time",
            value_columns=(column,),
            columns=self.names if any(self.labels) else (column,),
            parts=self.names if devices else (),
            usual=devices.usual if devices else (),
            weights=weighed(self.names, zip(self.labels, self.values, strict=True)) if devices else {},
            added=tuple(devices.added) if devices else (),
            left_out=tuple(devices.left_out) if devices else (),
            doubts=list(devices.doubts) if devices else [],
            **more,
        )
