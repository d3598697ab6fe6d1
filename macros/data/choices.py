"""What a form offers because records are there, so that a new record needs no second entry."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from calculators.records.compatibility import SourceType
from calculators.records.form import Choice, Field, Form
from calculators.records.kernels import KernelList
from calculators.records.targets import Target

type Offered = Target | SourceType | KernelList


def offer(form: Form, records: Mapping[str, Iterable[Offered]]) -> Form:
    """Return the form with a choice for each of the `records` that a field's `choices_from` names."""
    groups = (
        replace(group, fields=tuple(_offering(field, records) for field in group.fields)) for group in form.groups
    )
    return replace(form, groups=tuple(groups))


def _offering(field: Field, records: Mapping[str, Iterable[Offered]]) -> Field:
    if field.choices_from is None:
        return field
    named = sorted(records[field.choices_from], key=lambda record: record.name.casefold())
    found = {record.id: Choice(id=record.id, label=record.name) for record in named}
    fixed = (choice for choice in field.choices if choice.id not in found)
    return replace(field, choices=(*fixed, *found.values()))
