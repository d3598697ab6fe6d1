"""What each calculator takes from a project."""

from collections.abc import Mapping

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.project.model import Known, Project
from calculators.registry import CALCULATORS
from calculators.replication.quantities import read_quantity
from calculators.replication.units import DATA_UNITS, HOUR, to_bytes

AGENT = "agent"
HOURS = 24
BUSIEST = 10
"""The hour of the day, from 10:00 on, that is drawn as the busiest one: nobody says which it is."""
MEGABYTE = 1e6

type Taken = Mapping[str, Mapping[str, Known]]


def taken(project: Project, catalog: Catalog) -> Taken:
    """Return what each calculator takes, by its name and the id of the input; what is not there keeps its default.

    What was given to a calculator only goes before what is said once. Values are as they were typed, to the last digit.
    """
    return {name: of_calculator(project, name, catalog) for name in CALCULATORS}


def of_calculator(project: Project, name: str, catalog: Catalog) -> dict[str, Known]:
    """Return what one calculator takes, by the id of the input."""
    found: dict[str, Known] = {}
    for field in fields(CALCULATORS[name].form(catalog)):
        known = project.values.get(field.project or "")
        if known and known.value.strip() and _counts(project, name, field.id):
            found[field.id] = known
    if name == "replay" and (day := _day(project, catalog)):
        found["profile"] = day
        if trace := next(iter(project.traces), None):
            found["trace"] = Known(value=trace.text, origin="measured")
    own = project.inputs.get(name, {})
    return {**found, **{field: known for field, known in own.items() if known.value.strip()}}


def _counts(project: Project, calculator: str, field: str) -> bool:
    # Streams count by host only where agents send: a Sync Proxy reads the disks of all hosts.
    return (calculator, field) != ("rpo_bandwidth", "hosts") or project.value("source") == AGENT


def _day(project: Project, catalog: Catalog) -> Known | None:
    """Return a day with its busiest hour, as 24 rates in MB/s, where used data and change are known."""
    named = ("used", "change_percent", "busiest_hour_percent")
    defaults = {field.id: field.default for field in fields(catalog.project)}
    amounts = []
    origins = set()
    for name in named:
        known = project.values.get(name)
        value = known.value if known and known.value.strip() else None
        if value is None and name != "busiest_hour_percent":
            return None
        origins.add(known.origin if known and value else "assumed")
        amounts.append(str(defaults[name]) if value is None else value)
    unit = project.value("capacity_unit") or str(defaults["capacity_unit"])
    try:
        used = read_quantity(amounts[0], unit)
        change, busiest = (read_quantity(text, "%") for text in amounts[1:])
    except ValueError:
        return None
    if unit not in DATA_UNITS:
        return None
    daily = to_bytes(used, unit) * change / 100
    peak = max(busiest / 100, 1 / HOURS)
    rates = [daily * (1 - peak) / (HOURS - 1) / HOUR / MEGABYTE] * HOURS
    rates[BUSIEST] = daily * peak / HOUR / MEGABYTE
    told = " ".join(f"{rate:.12g}" for rate in rates)
    return Known(value=told, origin="assumed" if "assumed" in origins else "derived")
