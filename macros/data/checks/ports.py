"""Whether lists of ports can be found and hold ports."""

from collections.abc import Iterator
from pathlib import Path

from calculators.records.ports import Connection, Ports, PortTable
from macros.data.checks.rule import Check, Found, advice
from macros.data.datafile import Location
from macros.data.loader import Data

PORTS = range(1, 65536)


def _ports(data: Data, root: Path) -> Found:
    file = data.files["ports.yaml"]
    for location, message in (*_lists(data.ports), *_port_words(data.ports)):
        yield file, location, message


def _lists(ports: Ports) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the lists: scenarios that nothing leads to, doubles, unknown modes."""
    modes = {mode.id for mode in ports.modes}
    scenarios: dict[tuple[object, ...], str] = {}
    for index, table in enumerate(ports.tables):
        at = ("tables", index)
        for place, name in enumerate(table.modes):
            if name not in modes:
                yield (*at, "modes", place), f"there is no mode '{name}'.{advice(name, modes)}"
        if table.extent == "whole":
            if not (table.direction and table.storage and table.modes):
                message = "the list of a scenario needs a direction, a storage and modes, or nothing leads to it."
                yield (*at, "extent"), message
            key = (table.direction, table.storage, table.modes, table.console, table.variant)
            if key in scenarios:
                message = f"the list '{scenarios[key]}' is for the same scenario. Tell them apart by 'variant'."
                yield at, message
            scenarios[key] = table.id
        for row, connection in enumerate(table.connections):
            yield from _connection((*at, "connections", row), connection, table, ports)


def _connection(at: Location, connection: Connection, table: PortTable, ports: Ports) -> Iterator[tuple[Location, str]]:
    remarks = {remark.id for remark in ports.remarks}
    if not connection.id.startswith(f"{table.id}-"):
        yield (*at, "id"), f"the id must begin with '{table.id}-'."
    for place, port in enumerate(connection.ports):
        if port not in PORTS:
            yield (*at, "ports", place), f"{port} is no port: they go from {PORTS[0]} to {PORTS[-1]}."
    for place, name in enumerate(connection.remarks):
        if name not in remarks:
            yield (*at, "remarks", place), f"there is no remark '{name}'.{advice(name, remarks)}"


def _port_words(ports: Ports) -> Iterator[tuple[Location, str]]:
    """Yield modes, remarks and explained ports that no list uses."""
    connections = [connection for table in ports.tables for connection in table.connections]
    opened = {port for connection in connections for port in connection.ports}
    for index, mode in enumerate(ports.modes):
        if not any(mode.id in table.modes for table in ports.tables):
            yield ("modes", index), f"no list names the mode '{mode.id}'."
    for index, remark in enumerate(ports.remarks):
        if not any(remark.id in connection.remarks for connection in connections):
            yield ("remarks", index), f"no connection names the remark '{remark.id}'."
    for index, use in enumerate(ports.uses):
        if use.port not in opened:
            yield ("uses", index, "port"), f"no list opens the port {use.port}."
        if use.id != f"port-{use.port}":
            yield ("uses", index, "id"), f"the id must be 'port-{use.port}'."


CHECKS = (Check("lists of ports can be found and hold ports", _ports, "file"),)
