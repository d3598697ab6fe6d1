"""What else a text could be read as: made from what is in it, in the form that is typed as the column."""

from calculators.traces.found import FIRST_VALUES, MOST_OFFERED, Found
from calculators.traces.model import Candidate, Choices, Part
from calculators.traces.selection import EVERY, written

LONGEST_VALUE = 24


def choices(found: Found) -> Choices:
    """Return what may be chosen in place of what was read, the largest parts first."""
    # Where nothing is called data written, a person chooses among the columns that are there.
    names, unnamed = (found.parts, found.unnamed) if found.parts else (found.unnamed, ())
    parts = sorted(dict.fromkeys(names), key=lambda name: -found.weights.get(name, 0.0))
    return Choices(
        parts=tuple(part for name in parts[:MOST_OFFERED] if (part := _part(name, names, found))),
        in_all=len(parts),
        others=_candidates(found.others, found),
        unnamed=_candidates(unnamed, found),
    )


def _spelled(chosen: set[str], found: Found) -> str | None:
    """Return what chooses these; where nothing counts by itself, the star stands for all that is asked about."""
    every = found.usual or found.parts or found.unnamed
    text = written(chosen, (*found.parts, *found.others, *found.unnamed), every)
    return text or (EVERY if text == "" and not found.usual else text)


def _part(name: str, names: tuple[str, ...], found: Found) -> Part | None:
    counting = set(found.added or found.value_columns) & set(names)
    counts = name in counting
    alone = _spelled({name}, found)
    turned = _spelled(counting ^ {name}, found) if counting else None
    if alone is None:
        return None
    return Part(
        label=found.labels_of.get(name, name),
        counts=counts,
        alone=alone,
        turned=turned,
        first=_first(name, found),
    )


def _candidates(names: tuple[str, ...], found: Found) -> tuple[Candidate, ...]:
    spelled = {name: _spelled({name}, found) for name in names[:MOST_OFFERED]}
    return tuple(
        Candidate(value=value, label=found.labels_of.get(name, name), first=_first(name, found))
        for name, value in spelled.items()
        if value
    )


def _first(name: str, found: Found) -> tuple[str, ...]:
    return tuple(cell[:LONGEST_VALUE] for cell in found.first.get(name, ())[:FIRST_VALUES])
