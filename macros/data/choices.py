"""What a form offers because records are there, and what it takes from the project: nothing is entered twice."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from calculators.records.compatibility import SourceType
from calculators.records.form import Choice, Field, Form
from calculators.records.holidays import HolidayCalendar
from calculators.records.kernels import KernelList
from calculators.records.targets import Target

type Offered = Target | SourceType | KernelList | HolidayCalendar


def offer(form: Form, records: Mapping[str, Iterable[Offered]]) -> Form:
    """Return the form with a choice for each of the `records` that a field's `choices_from` names."""
    groups = (
        replace(group, fields=tuple(_offering(field, records) for field in group.fields)) for group in form.groups
    )
    return replace(form, groups=tuple(groups))


def shared(form: Form, project: Form) -> Form:
    """Return the form with what its fields leave out and the project's value that they name says."""
    known = {field.id: field for group in project.groups for field in group.fields}
    groups = (
        replace(group, fields=tuple(_sharing(field, known.get(field.project or "")) for field in group.fields))
        for group in form.groups
    )
    return replace(form, groups=tuple(groups))


SHARED = (
    "label", "help", "unit", "minimum", "minimum_is", "maximum", "whole", "choices", "choices_from", "lines", "letters",
)  # fmt: skip
"""What is the same wherever a value of the project is asked for."""
USUAL = ("default", "optional", "empty_means", "assumed", "source")
"""What holds where an input says nothing of its own about it."""


def _sharing(field: Field, value: Field | None) -> Field:
    if value is None:
        return field
    own = field.default is not None or field.optional
    taken = {name: getattr(value, name) for name in SHARED}
    taken |= {name: getattr(value, name) for name in USUAL if not own}
    if own and field.assumed is None and field.default == value.default:
        taken["assumed"] = value.assumed
    # Each record stands in one place, by which it is known.
    taken["choices"] = tuple(replace(choice) for choice in value.choices)
    taken["help"] = f"{value.help} {field.here}" if field.here else value.help
    return replace(field, **taken)


def _offering(field: Field, records: Mapping[str, Iterable[Offered]]) -> Field:
    if field.choices_from is None:
        return field
    named = sorted(records[field.choices_from], key=lambda record: record.name.casefold())
    found = {record.id: Choice(id=record.id, label=record.name) for record in named}
    fixed = (choice for choice in field.choices if choice.id not in found)
    return replace(field, choices=(*fixed, *found.values()))
