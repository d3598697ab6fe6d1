"""The names that a reader typed into a form: of groups, systems, hosts, columns."""

from collections.abc import Iterator, Mapping

from calculators.answers.inputs import fields
from calculators.records.form import Field, Form

TRACE, KERNELS = "trace", "kernels"
"""Texts that programs wrote. What is a name in a trace, its reader knows; names of kernels stand between spaces."""
MOST_LETTERS = 20_000
"""Of a text that programs wrote, names stand at its beginning."""


def names_of(form: Form, inputs: Mapping[str, object]) -> Iterator[str]:
    """Yield the texts of a form's inputs that hold names; none of a default, whose names are ours."""
    known = {item.id: item for item in fields(form)}
    for name, value in inputs.items():
        if name in known and isinstance(value, str):
            yield from _of_field(known[name], value)


def _of_field(item: Field, value: str) -> Iterator[str]:
    if item.lines is None or value == item.default or item.id == TRACE:
        return
    text = value[:MOST_LETTERS]
    if item.id == KERNELS:
        yield from text.split()
    yield text
