"""The JSON Schema of a project's file, from data/project.yaml and the calculators' forms."""

import dataclasses
from typing import Any

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.checklist.work import JUDGED, KINDS, STATES
from calculators.project.file import FORMAT, VERSION
from calculators.project.model import ORIGINS
from calculators.project.runbook import LISTS, OUTCOMES, PARTS, UNREAD
from calculators.project.taken import READING
from calculators.records.form import Field, Form
from calculators.registry import CALCULATORS
from macros.data.schemas import DIALECT

SCHEMA_FILE = "project.schema.json"

_TEXT = {"type": "string"}
_SINCE = {
    "type": "string",
    "pattern": r"^(\d{4}-\d\d-\d\d)?$",
    "description": "Day from which it holds, as YYYY-MM-DD; empty where nobody says.",
}


def project_schema(catalog: Catalog) -> dict[str, Any]:
    """Return the JSON Schema of a project's file.

    What a later release may add stays in a file that this one writes again, so no part is closed.
    """
    inputs = {name: _values(CALCULATORS[name].form(catalog)) for name in CALCULATORS}
    return {
        "$schema": DIALECT,
        "title": "Project",
        "description": "What a reader of this guide says of a project once, and how it is known.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION, "description": "Version of this format."},
            "id": _TEXT | {"description": "A name of its own, in letters, digits and hyphens; or empty."},
            "data": _TEXT | {"format": "date", "description": "Date of the data of the release that wrote it."},
            "values": _values(catalog.project) | {"description": "What is said once, by name."},
            "inputs": {
                "type": "object",
                "description": "What was given to one calculator only, by its name and the name of the input.",
                "properties": inputs,
            },
            "traces": _list(
                "A recording of change; the first one is the one in use.",
                name="What its reader calls it.",
                text="What it holds.",
                **{name: f"How it is read: the input '{name}' of the replay, or nothing." for name in READING},
            ),
            "decisions": _list(
                "Something that was decided.",
                what="What.",
                why="The reason.",
                who="Who decided it.",
                since="Day of it, as YYYY-MM-DD; empty where nobody says.",
            ),
            "work": _work(),
            "pictures": {
                "type": "object",
                "description": "Pictures that are evidence, by the names that `work` has for them, as data: addresses.",
                "additionalProperties": _TEXT,
            },
            "runbook": _runbook(),
        },
        "required": ["format", "version", "values"],
        "$defs": {
            "Origin": {
                "enum": list(ORIGINS),
                "description": "Measured at the customer's, typed by the reader, derived from others, or assumed.",
            },
        },
    }


def _work() -> dict[str, Any]:
    evidence = _entries(
        "What shows a step done.",
        kind={"enum": list(KINDS), "description": "A text, an address, pasted output, a picture, or judged output."},
        text=_TEXT | {"description": "What it says."},
        name=_TEXT | {"description": "Name of the file of a picture."},
        picture=_TEXT | {"description": "Name of the picture among `pictures`."},
        when=_SINCE,
    )
    judged = {"enum": ["", *JUDGED], "description": "Met, or agreed on; empty while it is open."}
    return {
        "type": "object",
        "description": "What was worked through of checklists.",
        "properties": {
            "steps": _entries(
                "What was entered for a step, by `checklist/step`.",
                status={"enum": ["", *STATES], "description": "How far it is; empty for to do."},
                reason=_TEXT | {"description": "Why it is skipped, or what it waits for."},
                owner=_TEXT | {"description": "Who does it; empty where that is who the data names."},
                note=_TEXT | {"description": "What else has to be known."},
                value=_TEXT | {"description": "What came of it."},
                when=_SINCE,
                by=_TEXT | {"description": "Initials of who gave the status."},
                edition=_TEXT | {"description": "What changes with the words of the step, as eight digits."},
                action=_TEXT | {"description": "What the step asked for at that time."},
                evidence=evidence,
            ),
            "criteria": _entries(
                "What was entered for a criterion, or for something that is agreed on.",
                status=judged,
                note=_TEXT | {"description": "What shows it."},
                owner=_TEXT | {"description": "Who answers for it."},
                when=_SINCE,
                by=_TEXT | {"description": "Initials of who gave the status."},
            ),
            "signoff": _entries("Who signs, by `checklist/party`.", name=_TEXT | {"description": "Name."}, when=_SINCE),
            "checklists": _entries(
                "A checklist as it was when its work began.",
                steps=_TEXT | {"description": "Ids of its steps, parted by spaces."},
                data=_TEXT | {"description": "Date of the data."},
            ),
        },
    }


def _entries(about: str, **parts: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": about,
        "additionalProperties": {"type": "object", "properties": parts},
    }


def _runbook() -> dict[str, Any]:
    unread = {"type": "object", "description": "What the release that wrote the file could not take, by its list."}
    parts = {name: _records(kind) for name, kind in PARTS.items()} | {UNREAD: unread}
    about = "Systems of the takeover order, who is called, logs of nights, and real recovery times."
    return {"type": "object", "description": about, "properties": parts}


def _records(kind: type[Any]) -> dict[str, Any]:
    """Return the schema of a list of records that hold texts, and lists of such records."""
    items = dataclasses.fields(kind)
    return {
        "type": "array",
        "items": {
            "type": "object",
            "description": (kind.__doc__ or "").partition("\n")[0],
            "properties": {item.name: _part(item.name) for item in items},
            "required": [item.name for item in items if item.default is dataclasses.MISSING],
        },
    }


def _part(name: str) -> dict[str, Any]:
    if name in LISTS:
        return _records(LISTS[name])
    return {"enum": list(OUTCOMES)} if name == "outcome" else _TEXT


def _values(form: Form) -> dict[str, Any]:
    return {"type": "object", "properties": {field.id: _known(field) for field in fields(form)}}


def _known(field: Field) -> dict[str, Any]:
    about = " ".join(filter(None, (f"{field.label}.", field.help, field.unit and f"In {field.unit}.")))
    return {
        "type": "object",
        "description": about,
        "properties": {
            "value": {
                "type": "string",
                "description": "As it was typed; empty where nobody knows it and the assumption counts.",
                **_allowed(field),
            },
            "origin": {"$ref": "#/$defs/Origin"},
            "since": _SINCE,
            "source": _TEXT | {"description": "What it was measured from."},
        },
        "required": ["value", "origin"],
        "additionalProperties": False,
    }


def _allowed(field: Field) -> dict[str, Any]:
    """Return what bounds a text. Numbers are as people write them, so that only a calculator knows theirs."""
    if field.choices and not field.several:
        return {"enum": ["", *(choice.id for choice in field.choices)]}
    return {"maxLength": field.letters} if field.letters else {}


def _list(about: str, **texts: str) -> dict[str, Any]:
    first = next(iter(texts))
    return {
        "type": "array",
        "items": {
            "type": "object",
            "description": about,
            "properties": {name: _TEXT | {"description": told} for name, told in texts.items()},
            "required": [first],
        },
    }
