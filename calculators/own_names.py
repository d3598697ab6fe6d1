"""The names that a request holds: what its reader calls groups, systems, hosts, columns, people."""

from collections.abc import Iterator, Mapping
from typing import Any

from calculators.answers.naming import names_of
from calculators.catalog import Catalog
from calculators.registry import CALCULATORS
from calculators.words.own import names_in


def own_names(asked: Mapping[str, Any], catalog: Catalog) -> frozenset[str]:
    """Return the names in a request; none where it holds none, or the sample's, whose names are ours."""
    return names_in(_texts(asked, catalog))


def _texts(asked: Mapping[str, Any], catalog: Catalog) -> Iterator[str]:
    # What few pages need is imported for them: see calculators/bridge.py.
    if "inventory" in asked:
        from calculators.inventory.replies import names as names_of_hosts

        yield from names_of_hosts(*(asked["inventory"].get(name, "") for name in ("key", "before")))
        return
    told = asked.get("project") or asked.get("runbook") or asked.get("proof", {}).get("project")
    if told:
        from calculators.project.names import names as names_of_project

        yield from names_of_project(told, catalog)
        return
    calculator = CALCULATORS.get(asked.get("calculator", ""))
    inputs = asked.get("inputs")
    if calculator and isinstance(inputs, dict):
        yield from names_of(calculator.form(catalog), inputs)
        # What is a name in a text that programs wrote, its reader knows.
        if hasattr(calculator, "names"):
            yield from calculator.names(inputs, catalog)
