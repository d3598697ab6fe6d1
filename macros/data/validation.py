"""Validate JSON values against the records, in words that say what is allowed."""

import dataclasses
import difflib
import functools
import json
import re
import typing
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from macros.data.datafile import NUMBER, DataError, DataFile, Location, Problem
from macros.data.keys import bare, is_union, keys, takes

NUMBER_IN_GROUPS = re.compile(r"[-+]?\d{1,3}(?:[_,' ]\d{3})+|[-+]?\d+(?:_\d+)+")
NUMBER_WITH_COMMA = re.compile(r"[-+]?\d+,\d+")
NUMBER_WITH_UNIT = re.compile(r"[-+]?\d[\d.]*\s*[^\d\s.,:-]")
# Without `use_attribute_docstrings`: to read them from the sources takes longer than to validate all of data/.
RECORD_CONFIG = ConfigDict(extra="forbid", strict=True)


def validate(file: DataFile, holds: Any) -> Any:
    """Return the record or records of a parsed file. Raises DataError with every problem in it."""
    try:
        return validated(file.root.value, holds)
    except ValidationError as error:
        raise DataError(_explain(file, holds, detail) for detail in error.errors()) from None


def validated(values: Any, holds: Any) -> Any:
    """Return the record or records of JSON values. Raises pydantic's ValidationError."""
    adapter, unpack = _adapter(holds)
    return unpack(adapter.validate_json(json.dumps(values if unpack is _same else [values])))


def found_at(error: ValidationError, holds: Any) -> Iterator[tuple[Location, bool]]:
    """Yield where the problems of an error are, and whether each is a key that is not known."""
    for detail in error.errors():
        yield _location(detail, holds), detail["type"] == "unexpected_keyword_argument"


def _same(value: Any) -> Any:
    return value


def _only(values: tuple[Any, ...]) -> Any:
    return values[0]


@functools.cache
def _adapter(holds: Any) -> tuple[TypeAdapter[Any], Any]:
    # pydantic takes no config beside a bare dataclass, so a single record travels in a tuple.
    if typing.get_origin(holds) is tuple:
        return TypeAdapter(holds, config=RECORD_CONFIG), _same
    return TypeAdapter(tuple[holds, ...], config=RECORD_CONFIG), _only


def _location(detail: Any, holds: Any) -> Location:
    """Return where a problem is. pydantic reports every kind of a union, with its name as the last part."""
    location: Location = detail["loc"] if _adapter(holds)[1] is _same else detail["loc"][1:]
    # A key may be called like a kind, so the type decides.
    return location[:-1] if is_union(type_at(holds, location[:-1])) else location


def _explain(file: DataFile, holds: Any, detail: Any) -> Problem:
    """Return what pydantic found in words that say what is allowed."""
    location = _location(detail, holds)
    kind, value = detail["type"], detail["input"]
    if kind == "unexpected_keyword_argument":
        key = str(location[-1])
        allowed = sorted(item.name for item in dataclasses.fields(type_at(holds, location[:-1])))
        return file.problem(location, f"'{key}' is not a key here.{_advice(key, allowed)}")
    if kind in ("missing", "missing_argument"):
        (absent,) = (item for item in keys(type_at(holds, location[:-1])) if item.name == location[-1])
        message = f"'{absent.name}' is missing. It takes {takes(absent.holds)}: {_lower(absent.about)}"
        return file.problem(location[:-1], message)
    wanted = type_at(holds, location)
    if is_union(wanted):
        return file.problem(location, f"must be a number or text, but {_shown(file, location, value)} is not.")
    shown = _shown(file, location, value)
    if kind == "literal_error":
        allowed = sorted(str(choice) for choice in _choices(wanted))
        more = " Another unit belongs into calculators/records/units.py first." if "Mbit/s" in allowed else ""
        return file.problem(location, f"{shown} is not allowed.{_advice(str(value), allowed)}{more}")
    if kind == "string_type" and isinstance(value, (int, float)):
        return file.problem(location, f"must be text, but {shown} is not: put it in quotes.")
    wants = {
        "string_type": "must be text",
        "float_type": "must be a number",
        "int_type": "must be a whole number",
        "int_from_float": "must be a whole number",
        "bool_type": "must be true or false",
        "tuple_type": "must be a list",
        "dataclass_type": "must be a group of keys",
        "date_parsing": "must be a date such as 2026-08-07",
        "date_type": "must be a date such as 2026-08-07",
        "date_from_datetime_parsing": "must be a date such as 2026-08-07",
    }
    if kind in wants:
        number = kind in ("float_type", "int_type") and isinstance(value, str)
        hint = _number_hint(value) if number else ""
        return file.problem(location, f"{wants[kind]}, but {shown} is not.{hint}")
    return file.problem(location, f"{detail['msg'][0].lower()}{detail['msg'][1:]}.")


def _shown(file: DataFile, location: Location, value: Any) -> str:
    """Return a value as it stands in the file, text in quotes: 8.10 stays 8.10."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "an empty value"
    written = file.at(location)[1].written.replace("\n", "\\n")[:60]
    return f"'{written}'" if isinstance(value, str) else written


def _advice(word: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(word, allowed, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"{hint} Allowed: {', '.join(allowed)}."


def type_at(holds: Any, location: Location) -> Any:
    """Return the type that a location must have, without `None`."""
    for part in location:
        holds = bare(holds)
        if isinstance(part, int):
            holds = typing.get_args(holds)[0]
        elif dataclasses.is_dataclass(holds):
            hints = typing.get_type_hints(holds)
            if part in hints:
                holds = hints[part]
    return bare(holds)


def _number_hint(written: str) -> str:
    """Return what to do about a text that should be a number."""
    if NUMBER_IN_GROUPS.fullmatch(written):
        comma = " If the comma stands for the point, write a point." if "," in written else ""
        return f" Write {re.sub('[^-+0-9]', '', written)}, without a sign between the digits.{comma}"
    if NUMBER_WITH_COMMA.fullmatch(written):
        return " Write a point for the comma."
    if NUMBER_WITH_UNIT.match(written):
        return " Write the number alone: the name of the key or the key 'unit' says the unit."
    return " Write it without quotes." if NUMBER.fullmatch(written) else ""


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _choices(holds: Any) -> tuple[Any, ...]:
    return typing.get_args(holds) if typing.get_origin(holds) is Literal else ()
