"""What the keys of a record are, from its dataclass and the docstrings under its fields."""

import ast
import dataclasses
import datetime
import functools
import inspect
import re
import textwrap
import types
import typing
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a record."""

    name: str
    """As it stands in the file."""

    about: str
    """The docstring of the field."""

    holds: Any
    """Type of the value, without None."""

    required: bool
    """Whether the key must be there."""


@functools.cache
def keys(record: type) -> tuple[Key, ...]:
    """Return the keys of a record in their order."""
    hints = typing.get_type_hints(record)
    about = _docstrings(record)
    return tuple(
        Key(
            name=field.name,
            about=about.get(field.name, ""),
            holds=bare(hints[field.name]),
            required=field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(record)
    )


def bare(holds: Any) -> Any:
    """Return a type without its alias, without what is said about it and without None."""
    while True:
        if isinstance(holds, typing.TypeAliasType):
            holds = holds.__value__
        elif typing.get_origin(holds) is typing.Annotated:
            holds = typing.get_args(holds)[0]
        elif is_union(holds):
            rest = [item for item in typing.get_args(holds) if item is not types.NoneType]
            if len(rest) != 1:
                return holds
            (holds,) = rest
        else:
            return holds


def is_union(holds: Any) -> bool:
    """Return whether a type is one of several: `float | None`, or `Optional[...]`, as some versions keep it."""
    return typing.get_origin(holds) in (types.UnionType, typing.Union)


def takes(holds: Any) -> str:
    """Return in words what a value of this type may be."""
    holds = bare(holds)
    if typing.get_origin(holds) is Literal:
        return "one of: " + ", ".join(str(choice) for choice in typing.get_args(holds))
    if typing.get_origin(holds) is tuple:
        return f"a list, each {takes(typing.get_args(holds)[0])}"
    if is_union(holds):
        return " or ".join(takes(item) for item in typing.get_args(holds) if item is not types.NoneType)
    words = {str: "text", float: "a number", int: "a whole number", bool: "true or false", datetime.date: "a date"}
    return words.get(holds, "a group of keys")


def record_in(holds: Any) -> type | None:
    """Return the record that a type is, or is a list of; None for plain values."""
    holds = bare(holds)
    if typing.get_origin(holds) is tuple:
        return record_in(typing.get_args(holds)[0])
    return holds if isinstance(holds, type) and dataclasses.is_dataclass(holds) else None


def kind(record: type) -> str:
    """Return the name of a kind of record as a maintainer types it: `source-type`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", record.__name__).lower()


def _docstrings(record: type) -> dict[str, str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    assert isinstance(definition, ast.ClassDef)
    found = {}
    for field, words in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(words, ast.Expr) and isinstance(field.target, ast.Name):
            found[field.target.id] = " ".join(str(ast.literal_eval(words.value)).split())
    return found
