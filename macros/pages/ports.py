"""Ports to open: an index, every published list, and what the ports are for."""

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup, escape

from calculators.records.ports import Connection, PortTable
from macros.data.holding import EVERY, Holding, of_mode
from macros.pages.evidence import disagreement_marks, disagreement_notes
from macros.pages.following import attributes, held_for
from macros.pages.view import Cell, View, joined, table, text

CONSOLES = {"self-hosted": "console of your own", "saas": "SaaS console"}
DIRECTIONS = {"dr": "Disaster recovery", "failback": "Failback", None: "Both directions"}
NONE_PUBLISHED = Markup('<span class="hb-none">none published</span>')
CONNECTION_COLUMNS = ("From", "To", "Ports", "Protocol", "Flow", "Note")


def port_index(view: View, direction: str) -> Markup:
    """Return which lists are published for one direction, dr or failback, by source, storage and console."""
    ports = view.data.ports
    found = [item for item in ports.tables if item.direction in (direction, None)]
    named = {name for item in found if item.direction for name in item.modes}
    modes = [mode for mode in ports.modes if mode.id in named]
    columns = [
        (storage, console)
        for storage in ("block", "object")
        for console in (("self-hosted", "saas") if any(item.console == "saas" for item in found) else ("self-hosted",))
    ]
    frame = pd.DataFrame(
        [
            (mode.id, f"{item.storage} {item.console}", counted_link(view, item))
            if item.extent == "whole"
            else (mode.id, "parts", list_link(view, item))
            for mode in modes
            for item in found
            if mode.id in item.modes
        ],
        columns=["mode", "column", "link"],
    )
    links = frame.groupby(["mode", "column"])["link"].agg(list).to_dict()
    rows = (
        (
            mode.name,
            *(stacked(links.get((mode.id, f"{storage} {console}"), ())) for storage, console in columns),
            stacked(links.get((mode.id, "parts"), ()), Markup("–")),
        )
        for mode in modes
    )
    heads = (f"{storage.capitalize()} storage, {CONSOLES[console]}" for storage, console in columns)
    first = "Source" if direction == "dr" else "Failback with"
    caption = f"{DIRECTIONS[direction]}: published port lists"
    return table(
        caption,
        (first, *heads, "More connections, from other pages"),
        rows,
        holding=[held_for(of_mode(view.data, mode, direction)) for mode in modes],
        follows="nearest",
        columns_for=(EVERY, *(Holding(storage=(storage,)) for storage, _ in columns), EVERY),
    )


def list_link(view: View, item: PortTable) -> Markup:
    """Return a link to a list of ports, by its title."""
    return view.link(f"ports/#list-{item.id}", item.title)


def counted_link(view: View, item: PortTable) -> Markup:
    """Return a link to the list of a scenario, by the number of its connections and what sets it apart."""
    count = f"{len(item.connections)} connections"
    return view.link(f"ports/#list-{item.id}", f"{count}, {item.variant}" if item.variant else count)


def stacked(links: Iterable[Markup], instead: Markup = NONE_PUBLISHED) -> Markup:
    """Return links below each other, or a word for none."""
    return Markup("<br>").join(links) or instead


def port_lists(view: View, direction: str) -> Markup:
    """Return every list of one direction, dr, failback or both, with a heading each; those of a scenario first."""
    found = [item for item in view.data.ports.tables if (item.direction or "both") == direction]
    lists = Markup("\n").join(
        Markup(f'<section{attributes(view.data, item)}>\n<h3 id="list-{escape(item.id)}">')
        + text(item.title) + Markup("</h3>\n") + port_list(view, item) + Markup("\n</section>")
        for item in sorted(found, key=lambda item: item.extent != "whole")
    )  # fmt: skip
    label = f"Port lists, {DIRECTIONS[None if direction == 'both' else direction].lower()}"
    return (
        Markup(f'<div data-follow="nearest" data-each="lists" role="group" aria-label="{label}">\n') + lists
        + Markup("\n</div>")
    )  # fmt: skip


def port_list(view: View, item: PortTable) -> Markup:
    """Return one list with what it holds for, its source and where sources disagree."""
    modes = {mode.id: mode.name for mode in view.data.ports.modes}
    scenario = (
        DIRECTIONS[item.direction],
        f"{item.storage} storage" if item.storage else "block and object storage",
        " or ".join(modes[name] for name in item.modes) or "every source",
        CONSOLES[item.console],
        *((item.variant,) if item.variant else ()),
    )
    extent = "The list of this scenario." if item.extent == "whole" else "Some connections only, not a whole list."
    count = len(item.connections)
    return Markup("\n").join(
        (
            Markup("<p>")
            + joined("; ".join(scenario) + ".", extent)
            + Markup(' <span class="hb-cite">Source: ') + view.cite(item.source) + Markup("</span></p>"),
            Markup('<div class="hb-ports">'),
            view.records(
                f"{item.title}: {count} connection{'s' if count > 1 else ''}",
                CONNECTION_COLUMNS,
                item.connections,
                lambda row: connection_cells(view, row),
                anchor="port",
            ),
            Markup("</div>"),
            disagreement_notes(view, (name for row in item.connections for name in row.conflicts)),
        )
    )  # fmt: skip


def connection_cells(view: View, row: Connection) -> tuple[Cell, ...]:
    """Return a connection as cells under CONNECTION_COLUMNS."""
    remarks = {item.id: item.text for item in view.data.ports.remarks}
    return (
        row.origin,
        row.destination,
        ports_cell(row.ports),
        f"{row.protocol}, {row.opened}",
        row.flow or "not stated",
        joined(*(remarks[name] for name in row.remarks), row.note, disagreement_marks(view, row.conflicts)) or None,
    )


def ports_cell(numbers: Iterable[int]) -> Markup:
    """Return ports as code, or that none is stated."""
    return Markup(", ").join(Markup(f"<code>{number}</code>") for number in numbers) or Markup("not stated")


def all_connections(view: View) -> Markup:
    """Return the connections of all lists in one table."""
    owners = {row.id: item for item in view.data.ports.tables for row in item.connections}
    # The search finds them in their lists already.
    return (
        Markup('<section class="hb-ports" data-search-exclude>\n')
        + view.records(
            f"All {len(owners)} connections",
            ("List", *CONNECTION_COLUMNS),
            (row for item in view.data.ports.tables for row in item.connections),
            lambda row: (list_link(view, owners[row.id]), *connection_cells(view, row)),
            anchor="all",
            follows="each",
            holder=lambda row: owners[row.id],
        )
        + Markup("\n</section>")
    )


def port_uses(view: View) -> Markup:
    """Return what the ports of the product are for."""
    return view.records(
        "What the ports are for",
        ("Port", "What it is for", "Source"),
        view.data.ports.uses,
        lambda item: (
            ports_cell([item.port]),
            joined(item.use, view.disagreements(item.conflicts)),
            view.cite(item.source),
        ),
        anchor="use",
    )


def transports(view: View) -> Markup:
    """Return the protocols that carry the data, recommended or deprecated."""
    return view.records(
        "Protocols for the data to the Cloud Sync Gateway",
        ("Protocol", "Standing", "Source"),
        view.data.ports.transports,
        lambda item: (item.name, item.standing, view.cite(item.source)),
        anchor="transport",
    )


def saas_addresses(view: View) -> Markup:
    """Return the addresses of the SaaS console."""
    return view.records(
        "Addresses of the SaaS console",
        ("Address", "What it is for", "Source"),
        view.data.ports.addresses,
        lambda item: (
            f"`{item.address}`",
            joined(item.use, view.disagreements(item.conflicts)),
            view.cite(item.source),
        ),
        anchor="address",
    )
