"""Which lists of ports belong to a checklist."""

from collections.abc import Iterator

from calculators.records.delivery import Checklist
from calculators.records.ports import Ports, PortTable


def port_tables(ports: Ports, form: Checklist) -> Iterator[PortTable]:
    """Yield the lists for a checklist's direction, site and storage, those of a whole scenario first.

    A checklist installs a console of its own, so lists for the SaaS console are left out.
    """
    modes = {mode.id for mode in ports.modes if mode.direction == form.direction and form.site in mode.sites}
    found = [
        table
        for table in ports.tables
        if table.console == "self-hosted"
        and table.direction in (None, form.direction)
        and table.storage in (None, form.storage)
        and (not table.modes or not modes.isdisjoint(table.modes))
    ]
    yield from sorted(found, key=lambda table: table.extent != "whole")
