"""The words of a project that take the place of those in braces."""

import re
from collections.abc import Mapping

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.project import Project
from calculators.recovery_time.words import stated
from calculators.replication.quantities import read_quantity
from calculators.takeover import Placed

MOST_NAMED = 12
"""How many systems a sentence names before it counts the others."""

_NAMED = re.compile(r"\{(\w+)\}")


def words(
    project: Project, systems: tuple[str, ...], groups: tuple[str, ...], waves: int, catalog: Catalog
) -> dict[str, str]:
    """Return the words of a project by the names in `PLACES`; where it says nothing, what stands for it."""
    known = {field.id: field for field in fields(catalog.project)}

    def said(name: str, otherwise: str) -> str:
        value = project.value(name).strip()
        if not value or value == "none":
            return otherwise
        return next((choice.label for choice in known[name].choices if choice.id == value), value)

    def time(name: str, otherwise: str) -> str:
        value = project.value(name).strip()
        try:
            return stated(read_quantity(value, "minutes")) if value else otherwise
        except ValueError:
            return value

    return {
        "project": project.name,
        "customer": said("customer", "the customer"),
        "target": said("target", "the target"),
        "storage": said("storage", "the storage"),
        "console": f"the console ({console})" if (console := said("console", "")) else "the console",
        "rpo": time("rpo_minutes", "[RPO]"),
        "rto": time("rto_minutes", "[RTO]"),
        "systems": named(systems) or "all protected systems",
        "groups": named(groups) or "all groups",
        "waves": f"{waves} waves" if waves > 1 else "1 wave",
    }


def of_wave(number: int, placed: tuple[Placed, ...]) -> dict[str, str]:
    """Return the words of a wave."""
    told = [f"{item.system.name}: {item.system.restored_when}" for item in placed if item.system.restored_when]
    return {
        "wave": str(number),
        "wave_systems": named(tuple(item.system.name for item in placed)) or "all protected systems",
        "wave_proof": f"{'; '.join(told)}." if told else "Its owners log in.",
    }


def filled(text: str, said: Mapping[str, str]) -> str:
    """Return a text with the words of a project in the place of those in braces."""
    return _NAMED.sub(lambda found: said.get(found[1], found[0]), text)


def named(names: tuple[str, ...]) -> str:
    """Return names one after the other; of many how many more there are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
