"""What each calculator takes from a project."""

import dataclasses
from collections.abc import Mapping

from calculators import qualification, rpo_bandwidth, trace_replay
from calculators.answers.columns import rows
from calculators.answers.inputs import InputError, fields, read
from calculators.catalog import Catalog
from calculators.project.model import Known, Project, Recording
from calculators.registry import CALCULATORS
from calculators.replication.limits import LinkInputs
from calculators.replication.quantities import read_quantity
from calculators.replication.units import HOUR

AGENT = "agent"
REPLAY = "replay"
SHORT = "rpo_bandwidth"
"""The calculator that answers without a record."""
READING = tuple(item.name for item in dataclasses.fields(Recording) if item.name not in ("name", "text"))
"""Inputs of the replay that say how a recording is read."""
LINK = tuple(item.name for item in dataclasses.fields(LinkInputs))
"""Inputs about the link: both calculators have to go on the same one."""
HOURS = 24
BUSIEST = "busiest_hour_percent"
DAY = ("used", "change_percent", BUSIEST)
"""What a day of change is told by."""
UNIT = "capacity_unit"

SUMMED = (
    ("hosts", "hosts", "", sum),
    ("used", "used", "GB", sum),
    ("provisioned", "provisioned", "GB", sum),
    ("vcpu", "vcpu", "", sum),
    ("memory_gb", "memory", "GB", sum),
    ("largest_disk_gb", "largest", "GB", max),
    ("largest_disks", "disks", "", max),
)
"""What follows from groups that all name it: the value, the column, its unit, and how."""

CAPACITIES = ("used", "provisioned")

type Taken = Mapping[str, Mapping[str, Known]]


def taken(project: Project, catalog: Catalog) -> Taken:
    """Return what each calculator takes, by its name and the id of the input; what is not there keeps its default.

    What was given to a calculator only goes before what is said once. Values are as they were typed, to the last digit.
    """
    return {name: of_calculator(project, name, catalog) for name in CALCULATORS}


def of_calculator(project: Project, name: str, catalog: Catalog) -> dict[str, Known]:
    """Return what one calculator takes, by the id of the input."""
    # To tick nothing is an answer too.
    several = {field.id for field in fields(CALCULATORS[name].form(catalog)) if field.several}
    own = project.inputs.get(name, {}).items()
    return {
        **shared_with(project, name, catalog),
        **{field: known for field, known in own if known.value.strip() or field in several},
    }


def shared_with(project: Project, name: str, catalog: Catalog) -> dict[str, Known]:
    """Return the same without what was given to it only: what it would take then."""
    found: dict[str, Known] = {}
    if name == qualification.NAME:
        said = {field: known.value for field, known in project.values.items() if known.origin != "assumed"}
        answers = qualification.told(catalog.flow(name), said)
        found |= {field: Known(value=answer, origin="derived") for field, answer in answers.items()}
    for field in fields(CALCULATORS[name].form(catalog)):
        known = project.values.get(field.project or "")
        if known and known.value.strip() and _counts(project, name, field.id):
            found[field.id] = known
            if field.unit_from:
                found.setdefault(field.unit_from, chosen_unit(project, field.unit_from, catalog))
    if name == REPLAY:
        found = {**_link(project, catalog), **found}
    if name == REPLAY and (day := _day(project, catalog)):
        found["profile"] = day
    if name == REPLAY and (recording := next(iter(project.traces), None)):
        read = {"trace": recording.text} | {field: getattr(recording, field) for field in READING}
        found |= {field: Known(value=text, origin="measured") for field, text in read.items() if text.strip()}
    return {**_sums(project, name, catalog), **found}


def _link(project: Project, catalog: Catalog) -> dict[str, Known]:
    """Return what the calculator without a record goes on about the link where the project says nothing.

    That is what was given to it only, as in files of a time when the project did not ask for it, and what it assumes
    where the replay would leave the limit out.
    """
    own = project.inputs.get(SHORT, {})
    found = {}
    for field in fields(CALCULATORS[REPLAY].form(catalog)):
        if field.id not in LINK or project.value(field.id).strip():
            continue
        assumed = _default_of(SHORT, field.id, catalog)
        if field.id in own and own[field.id].value.strip():
            found[field.id] = own[field.id]
        elif field.default is None and assumed is not None:
            found[field.id] = Known(value=f"{assumed:g}", origin="assumed")
    return found


def _default_of(name: str, field: str, catalog: Catalog) -> float | None:
    found = next((item.default for item in fields(CALCULATORS[name].form(catalog)) if item.id == field), None)
    return found if isinstance(found, float | int) else None


def chosen_unit(project: Project, name: str, catalog: Catalog) -> Known:
    """Return the unit that a value of the project holds; what is assumed of it where nobody chose one.

    Calculators start with units of their own, and one number must not be two amounts.
    """
    known = project.values.get(name)
    if known and known.value.strip():
        return known
    return Known(value=str(_default(name, catalog)), origin="assumed")


def _default(name: str, catalog: Catalog) -> object:
    return next(field.default for field in fields(catalog.project) if field.id == name)


def _sums(project: Project, name: str, catalog: Catalog) -> dict[str, Known]:
    """Return what follows for a calculator from the groups of hosts: their hosts together, and the largest disk."""
    table = rows(project.value("groups"))
    if not table or any(row.longer for row in table):
        return {}
    known = {field.id for field in fields(CALCULATORS[name].form(catalog))}
    found = {}
    for field, column, unit, whole in SUMMED:
        texts = [row.cells.get(column, "") for row in table]
        if field not in known or not all(texts) or not _counts(project, name, field):
            continue
        try:
            amounts = [read_quantity(text, unit) for text in texts]
        except ValueError:
            continue  # the calculator that reads the groups says what is wrong with them
        # A capacity is in the unit that the project chose, unless it says another one.
        told = f"{whole(amounts):.12g} {unit if field in CAPACITIES else ''}".rstrip()
        found[field] = Known(value=told, origin="derived")
    return found


def _counts(project: Project, calculator: str, field: str) -> bool:
    # Streams count by host only where agents send: a Sync Proxy reads the disks of all hosts.
    return field != "hosts" or calculator not in (SHORT, REPLAY) or project.value("source") == AGENT


def _day(project: Project, catalog: Catalog) -> Known | None:
    """Return the 24 hours of a day with its busiest one, where used data and change are known.

    It is the day that the calculator without a record goes on, with that hour where it finds that it binds, so that
    both say the same of one project.
    """
    said = of_calculator(project, SHORT, catalog)
    missing = {name for name in DAY if name not in said} - _in_groups(project)
    if missing - {BUSIEST}:
        return None
    given = {name: known.value for name, known in said.items()}
    day = _read(given, catalog) or _read({name: given[name] for name in (*DAY, UNIT) if name in given}, catalog)
    if day is None:
        return None
    hours = [day.written * (1 - day.busiest) / (HOURS - 1)] * HOURS
    hours[int(day.place // HOUR)] = day.written * day.busiest
    own = project.inputs.get(REPLAY, {}).get("unit")
    told = trace_replay.profile_of(hours, own.value.strip() if own else "")
    if told is None:
        return None
    is_assumed = missing or any(said[name].origin == "assumed" for name in DAY if name in said)
    return Known(value=told, origin="assumed" if is_assumed else "derived")


def _in_groups(project: Project) -> set[str]:
    """Return what every group says of the day."""
    table = rows(project.value("groups")) or ()
    columns = {"used": "used", "change_percent": "change"}
    return {name for name, column in columns.items() if table and all(row.cells.get(column) for row in table)}


def _read(given: Mapping[str, str], catalog: Catalog) -> rpo_bandwidth.Day | None:
    try:
        inputs = CALCULATORS[SHORT].inputs(read(catalog.form(SHORT), given, catalog), catalog)
    except InputError:
        return None  # that calculator says what is wrong
    return rpo_bandwidth.day(inputs, catalog)
