"""Whether forms fit their calculators."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from calculators import kernel_list, kernels
from calculators.answers.inputs import fields as form_fields
from calculators.answers.inputs import smallest
from calculators.components import model as components
from calculators.project import wrong
from calculators.qualification import NAME as QUALIFICATION
from calculators.records.form import Field, Form
from calculators.registry import CALCULATORS
from macros.data.checks.rule import EVERYTHING, Check, Found, advice
from macros.data.choices import SHARED
from macros.data.datafile import DataFile, Location
from macros.data.loader import Data

# Of an input whose choices follow from records: the choice beside them that the calculator knows, and the records.
KNOWN_CHOICES = {
    (components.NAME, "source"): (components.AGENT, "agentless_sources"),
    (components.NAME, "target"): (components.NO_TARGET, "targets"),
    (kernels.NAME, "distribution"): (kernel_list.ALL, "kernel_lists"),
}

EMPTY = "only an optional input may start empty."


def _missing(data: Data, root: Path) -> Found:
    for name in sorted(set(CALCULATORS) - {QUALIFICATION} - {form.id for form in data.forms}):
        message = f"the calculator {name} needs data/calculators/{name}.yaml."
        yield data.files["documents.yaml"], (), message


def _forms(data: Data, root: Path) -> Found:
    for form in data.forms:
        file = data.files[f"calculators/{form.id}.yaml"]
        module = CALCULATORS.get(form.id)
        if module is None:
            message = f"there is no calculator '{form.id}'.{advice(form.id, CALCULATORS)}"
            yield file, ("id",), message
            continue
        yield from _form_names(file, form, {item.name for item in fields(module.Inputs)})
        yield from _taken(file, form, data.project)
        for group, at in groups(form):
            for index, field in enumerate(group):
                problems = list(_choice_problems(form.id, field))
                # What is wrong with what the project says is told in data/project.yaml.
                if not field.project or _says(file, (*at, "fields", index), "default", "optional"):
                    # Without its choices the default would seem wrong.
                    problems = problems or list(_field_problems(field, data))
                for message in problems:
                    yield file, (*at, "fields", index), f"{field.id}: {message}"


def _choice_problems(form: str, field: Field) -> Iterator[str]:
    """Yield what is missing among the choices that a calculator knows by name."""
    wanted = KNOWN_CHOICES.get((form, field.id))
    if wanted is not None:
        fixed, records = wanted
        if fixed not in {choice.id for choice in field.choices}:
            yield f"the calculator needs the choice '{fixed}'."
        if field.choices_from != records:
            yield f"the calculator takes 'choices_from: {records}'."


def groups(form: Form) -> Iterator[tuple[tuple[Field, ...], Location]]:
    """Yield the fields of each group with the place of the group."""
    for index, group in enumerate(form.groups):
        yield group.fields, ("groups", index)


def _form_names(file: DataFile, form: Form, wanted: set[str]) -> Found:
    given = Counter(field.id for field in form_fields(form))
    for name in sorted(wanted - set(given)):
        yield file, ("groups",), f"the calculator needs an input '{name}'."
    for group, at in groups(form):
        for index, field in enumerate(group):
            if field.id not in wanted:
                message = f"the calculator has no input '{field.id}'.{advice(field.id, wanted)}"
                yield file, (*at, "fields", index, "id"), message
            elif given[field.id] > 1:
                yield file, (*at, "fields", index, "id"), f"the input '{field.id}' stands here twice."
            units = {other.id for other in form_fields(form) if other.choices}
            for key, unit in (("unit_from", field.unit_from), ("hourly", field.hourly)):
                if unit is not None and unit not in units:
                    message = f"there is no input '{unit}' with choices.{advice(unit, units)}"
                    yield file, (*at, "fields", index, key), message


def _taken(file: DataFile, form: Form, project: Form) -> Found:
    """Yield what a form says again, or otherwise, of what the project says once."""
    known = {field.id for field in form_fields(project)}
    for group, at in groups(form):
        for index, field in enumerate(group):
            place = (*at, "fields", index)
            if field.project is None:
                if field.id in known:
                    message = f"the project has a value '{field.id}'. Add 'project: {field.id}', or choose another id."
                    yield file, (*place, "id"), message
                for key in ("here", "why", "placeholder"):
                    if getattr(field, key) is not None:
                        yield file, (*place, key), f"only what a project says has a '{key}'."
                continue
            if field.project not in known:
                message = f"the project has no value '{field.project}'.{advice(field.project, known)}"
                yield file, (*place, "project"), message
            elif field.project != field.id:
                yield file, (*place, "id"), f"it takes the project's value '{field.project}', so that is its id."
            for key in (*SHARED, "placeholder"):
                if _says(file, place, key):
                    message = f"'{key}' of '{field.project}' stands in data/project.yaml. Delete it here."
                    yield file, (*place, key), message


def _says(file: DataFile, place: Location, *keys: str) -> bool:
    """Return whether one of some keys stands in the file itself."""
    return any(key in (file.at(place)[1].children or {}) for key in keys)


def _project(data: Data, root: Path) -> Found:
    # Forms are lost where a choice is, and without all of its choices a default would seem wrong.
    taken = {field.project for form in data.forms for field in form_fields(form)}
    file = data.files["project.yaml"]
    for group, at in groups(data.project):
        for index, field in enumerate(group):
            problems = _text_problems(field) if field.lines is not None else _field_problems(field, data)
            for message in problems:
                # A project may leave open whatever its calculators may not.
                if message != EMPTY:
                    yield file, (*at, "fields", index), f"{field.id}: {message}"
    for group, at in groups(data.project):
        for index, field in enumerate(group):
            if field.why is None and field.id not in taken and field.lines is None:
                yield file, (*at, "fields", index), f"{field.id}: no calculator takes it. Say in 'why' what it is for."


def _placeholders(data: Data, root: Path) -> Found:
    file = data.files["project.yaml"]
    owner: dict[str, str] = {}
    for group, at in groups(data.project):
        for index, field in enumerate(group):
            if field.placeholder and (other := owner.setdefault(field.placeholder, field.id)) != field.id:
                message = f"'{field.placeholder}' stands in the place of '{other}' already. Write other words."
                yield file, (*at, "fields", index, "placeholder"), message


def _sample(data: Data, root: Path) -> Found:
    known = {field.id for field in form_fields(data.project)}
    for index, given in enumerate(data.sample):
        if given.id not in known:
            message = f"the project has no value '{given.id}'.{advice(given.id, known)}"
            yield data.files["sample_project.yaml"], (index, "id"), message
        elif problem := wrong(data.catalog, given.id, str(given.value)):
            yield data.files["sample_project.yaml"], (index, "value"), problem


def _field_problems(field: Field, data: Data) -> Iterator[str]:
    if field.default is None and not field.optional:
        yield EMPTY
    if field.optional and not field.empty_means:
        yield "an optional input needs 'empty_means'."
    if field.hourly is not None and (field.lines is None or not field.unit):
        yield "only a text with a 'unit' may be 'hourly'."
    if field.several:
        yield "only a flow's follow-up may have several choices."
    elif field.choices:
        if field.default not in {choice.id for choice in field.choices}:
            yield f"the default '{field.default}' is not one of its choices."
    elif field.lines is not None or field.letters is not None:
        yield from _text_problems(field)
    elif isinstance(field.default, str):
        yield f"the default '{field.default}' is not a number, and there are no choices."
    elif field.default is not None and (field.minimum_is is None or field.minimum is None):
        low = smallest(field, data.catalog) if _known_figure(field, data) else None
        if (low is not None and field.default < low) or (field.maximum is not None and field.default > field.maximum):
            yield f"the default {field.default:g} is outside its own bounds."
    if field.minimum_is and field.minimum is not None:
        yield "either 'minimum' or 'minimum_is', not both."


def _text_problems(field: Field) -> Iterator[str]:
    if field.lines is None or field.letters is None:
        yield "a text needs both 'lines' and 'letters'."
    elif isinstance(field.default, str):
        if len(field.default) > field.letters or len(field.default.splitlines()) > field.lines:
            yield "the default is longer than it may be."
    elif field.default is not None:
        yield f"the default {field.default:g} is not a text."


def _known_figure(field: Field, data: Data) -> bool:
    return field.minimum_is is None or field.minimum_is in {figure.id for figure in data.figures}


CHECKS = (
    Check("every calculator has a form", _missing, frozenset({"forms"})),
    Check("forms fit their calculator", _forms, "file"),
    Check("the project asks for what is used", _project, frozenset({"project", "forms"})),
    Check("each placeholder stands for one value", _placeholders, "file"),
    Check("the sample is a project", _sample, EVERYTHING),
)
