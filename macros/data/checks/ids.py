"""Whether ids and words are unique and can stand where they are used."""

from dataclasses import fields
from pathlib import Path

from calculators.records.compatibility import Condition, Limit
from calculators.records.form import Field
from macros.data.checks.rule import ID, Check, Found
from macros.data.datafile import Location
from macros.data.loader import Data


def _texts(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        for item in fields(record):
            value = getattr(record, item.name)
            # A constant has no unit, and ids have a check of their own.
            if isinstance(value, str) and not value.strip() and item.name not in ("unit", "id"):
                if isinstance(record, Field) and record.project:
                    continue  # the project says it
                yield file, (*location, item.name), "this is empty. Write a text, or leave the key out."


def _empty(data: Data, root: Path) -> Found:
    """A key with nothing behind it may be forgotten: nothing is said by `null`, or by leaving the key out."""
    for file in data.files.values():
        for location in file.empty:
            yield file, location, "this is empty. Write a value; if there is none, write null or leave the key out."


def _readable_ids(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        name = getattr(record, "id", "id")
        if not ID.fullmatch(name):
            message = f"the id '{name}' must be made of letters, digits, - and _, with a letter first."
            yield file, (*location, "id"), message


def _unique_ids(data: Data, root: Path) -> Found:
    """Ids are unique within a list; condition ids also across all source types and the general ones."""
    seen: dict[tuple[str, Location, str], Location] = {}
    owner: dict[str, str] = {}
    for file, location, record in data.walk():
        name = getattr(record, "id", None)
        if isinstance(name, str) and location and isinstance(location[-1], int):
            first = seen.setdefault((file.name, location[:-1], name), location)
            if first is not location:
                line, _, _ = file.mark(first)
                message = f"the id '{name}' stands in line {line} already. Give one of them another."
                yield file, (*location, "id"), message
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
    Check("no key is empty", _empty),
    Check("ids can stand in an address", _readable_ids),
    Check("ids are unique", _unique_ids),
    Check("a word stands for one term", _terms),
    Check("versions are text", _versions),
)
