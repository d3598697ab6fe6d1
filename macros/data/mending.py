"""Stand-ins for wrong values, so that what is right beside them can be looked at too."""

import copy
import dataclasses
import datetime
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from macros.data.datafile import DataFile, Location, Problem
from macros.data.keys import bare, is_union, keys, record_in
from macros.data.validation import found_at, type_at, validated

# Behind a wrong value others may show up that the validator did not come to.
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Mended:
    """The record or the records of a file, with stand-ins."""

    value: Any
    """None when too much is wrong for any stand-in."""

    problems: tuple[Problem, ...] = ()

    places: tuple[Location, ...] = ()
    """Where a stand-in is, or a key was left out or added."""

    nameless: bool = False
    """Whether a record may have another id than it has now, so that nobody can say which ids there are."""


def mended(file: DataFile, holds: Any, problems: Sequence[Problem]) -> Mended:
    """Return what a file with these problems holds, with a stand-in in each of their places."""
    value = copy.deepcopy(file.root.value)
    places: list[Location] = []
    for _ in range(ROUNDS):
        try:
            nameless = any(place[-1:] == ("id",) or record_in(type_at(holds, place)) for place in places)
            return Mended(validated(value, holds), tuple(problems), tuple(places), nameless)
        except ValidationError as error:
            for location, unknown in found_at(error, holds):
                if location not in places:
                    places.append(location)
                    value = _without(value, location) if unknown else _with_stand_in(value, location, holds)
    return Mended(None, tuple(problems), tuple(places), nameless=True)


def stand_in(holds: Any) -> Any:
    """Return a value of a type, as JSON has it."""
    holds = bare(holds)
    if typing.get_origin(holds) is Literal:
        return typing.get_args(holds)[0]
    if typing.get_origin(holds) is tuple:
        return []
    if is_union(holds):
        return stand_in(typing.get_args(holds)[0])
    if dataclasses.is_dataclass(holds) and isinstance(holds, type):
        return {key.name: stand_in(key.holds) for key in keys(holds) if key.required}
    # No zero, which a check may divide by.
    return {str: "", float: 1, int: 1, bool: False, datetime.date: "2000-01-01"}[holds]


def _without(value: Any, location: Location) -> Any:
    _at(value, location[:-1]).pop(location[-1])
    return value


def _with_stand_in(value: Any, location: Location, holds: Any) -> Any:
    new = stand_in(type_at(holds, location))
    if not location:
        return new
    _at(value, location[:-1])[location[-1]] = new
    return value


def _at(value: Any, location: Location) -> Any:
    for part in location:
        value = value[part]
    return value
