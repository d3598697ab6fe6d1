"""Whether ids and words are unique and can stand where they are used."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from calculators.records.compatibility import Condition, Limit
from macros.data.checks.rule import ID, Check, Found
from macros.data.datafile import DataFile, Location
from macros.data.loader import Data


def _texts(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        for item in fields(record):
            value = getattr(record, item.name)
            # A constant has no unit, and ids have a check of their own.
            if isinstance(value, str) and not value.strip() and item.name not in ("unit", "id"):
                yield file, (*location, item.name), "this is empty. Write a text, or leave the key out."


def _readable_ids(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        name = getattr(record, "id", "id")
        if not ID.fullmatch(name):
            message = f"the id '{name}' must be made of letters, digits, - and _, with a letter first."
            yield file, (*location, "id"), message


def _unique_ids(data: Data, root: Path) -> Found:
    """Ids are unique within a list; condition ids also across all source types and the general ones."""

    def repeated(file: DataFile, location: Location, records: Any) -> Found:
        if isinstance(records, tuple):
            seen: dict[str, int] = {}
            for index, record in enumerate(records):
                name = getattr(record, "id", None)
                if isinstance(name, str) and name in seen:
                    line, _, _ = file.mark((*location, seen[name]))
                    message = f"the id '{name}' stands in line {line} already. Give one of them another."
                    yield file, (*location, index, "id"), message
                elif isinstance(name, str):
                    seen[name] = index
                yield from repeated(file, (*location, index), record)
        elif hasattr(records, "__dataclass_fields__"):
            for item in fields(records):
                yield from repeated(file, (*location, item.name), getattr(records, item.name))

    for file, records in data.roots():
        yield from repeated(file, (), records)
    owner: dict[str, str] = {}
    for file, location, record in data.walk():
        if isinstance(record, Condition):
            other = owner.setdefault(record.id, file.name)
            if other != file.name:
                message = f"the id '{record.id}' stands in {other} already. Give one of them another."
                yield file, (*location, "id"), message


def _terms(data: Data, root: Path) -> Found:
    file = data.files["glossary.yaml"]
    owner: dict[str, str] = {}
    for index, term in enumerate(data.terms):
        for place, name in enumerate(term.names):
            other = owner.setdefault(name.casefold(), term.id)
            if other != term.id or name in term.names[:place]:
                at = (index, "also", place - 1) if place else (index, "term")
                yield file, at, f"'{name}' is a word for the term '{other}' already."


def _versions(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        if isinstance(record, Limit) and record.unit == "version" and not isinstance(record.value, str):
            yield file, (*location, "value"), "a version must be text, or 8.10 becomes 8.1: put it in quotes."


CHECKS = (
    Check("no text is empty", _texts),
    Check("ids can stand in an address", _readable_ids),
    Check("ids are unique", _unique_ids),
    Check("a word stands for one term", _terms),
    Check("versions are text", _versions),
)
