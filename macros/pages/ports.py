"""Ports to open: the list of a scenario, an index, every published list, and what the ports are for."""

import json
from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup, escape

from calculators.records.ports import Connection, PortMode, PortTable
from macros.data.holding import EVERY, Holding, of_mode
from macros.pages.evidence import disagreement_marks, disagreement_notes
from macros.pages.following import attributes, held_for
from macros.pages.view import Cell, View, folded, joined, table, text

CONSOLES = {"self-hosted": "console of your own", "saas": "SaaS console"}
DIRECTIONS = {"dr": "Disaster recovery", "failback": "Failback", None: "Both directions"}
NONE_PUBLISHED = Markup('<span class="hb-none">none published</span>')
STORAGES = {"block": "block storage", "object": "object storage"}
PARTS = ("dr", "failback", "both")
CONNECTION_COLUMNS = ("From", "To", "Ports", "Protocol", "Flow", "Note")


def port_index(view: View, direction: str) -> Markup:
    """Return which lists are published for one direction, dr or failback, by source, storage and console; folded."""
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
    index = table(
        caption,
        (first, *heads, "More connections, from other pages"),
        rows,
        holding=[held_for(of_mode(view.data, mode, direction)) for mode in modes],
        follows="nearest",
        columns_for=(EVERY, *(Holding(storage=(storage,)) for storage, _ in columns), EVERY),
    )
    return folded(caption, index)


def list_link(view: View, item: PortTable) -> Markup:
    """Return a link to a list of ports, by its title."""
    return view.link(f"ports/#list-{item.id}", item.title)


def counted_link(view: View, item: PortTable) -> Markup:
    """Return a link to the list of a scenario, by the number of its connections and what sets it apart."""
    words = f"{connections(item)}, {item.variant}" if item.variant else connections(item)
    return view.link(f"ports/#list-{item.id}", words)


def stacked(links: Iterable[Markup], instead: Markup = NONE_PUBLISHED) -> Markup:
    """Return links below each other, or a word for none."""
    return Markup("<br>").join(links) or instead


def port_choice(view: View) -> Markup:
    """Return the choice of a scenario with its list: the first of all, until ports.mjs takes another."""
    ports = view.data.ports
    listed = [item for direction in PARTS for item in _lists_of(view, direction)]
    known = {
        "lists": [
            {"id": item.id, "whole": item.extent == "whole", "modes": item.modes, "storage": item.storage,
             "console": item.console, "title": item.title}
            for item in listed
        ],
        "sources": {mode.id: of_mode(view.data, mode, mode.direction).source for mode in ports.modes},
    }  # fmt: skip
    shown = listed[0]
    modes = "".join(
        f'<optgroup label="{DIRECTIONS[direction]}">'
        + "".join(_option(mode.id, mode.name, shown.modes) for mode in _asked(view, direction))
        + "</optgroup>"
        for direction in ("dr", "failback")
    )
    fields = (
        ("mode", "How hosts are read, or failback with", modes),
        ("storage", "Storage", "".join(_option(one, words, (shown.storage,)) for one, words in STORAGES.items())),
        ("console", "Console", "".join(_option(one, words, (shown.console,)) for one, words in CONSOLES.items())),
    )
    form = "\n".join(
        f'<div class="hb-field"><label for="ports-{name}">{label}</label><div class="hb-input">'
        f'<select id="ports-{name}" name="{name}" autocomplete="off">{options}</select></div></div>'
        for name, label, options in fields
    )
    return (
        Markup(
            f'<hb-port-choice data-known="{escape(json.dumps(known, ensure_ascii=False))}">\n'
            f'<form class="hb-form" aria-label="Scenario"><div class="hb-fields">\n{form}\n</div></form>\n'
            '<p class="hb-noscript">Without JavaScript, open the list of your scenario further below.</p>\n'
            '<p class="hb-port-said" role="status">An example choice, the first of all: choose your own above.</p>\n'
            '</hb-port-choice>\n<div class="hb-port-chosen">\n'
        )
        + _folded(view, shown, opened=True)
        + Markup("\n</div>")
    )  # fmt: skip


def _asked(view: View, direction: str) -> list[PortMode]:
    """Return the ways to read hosts, or to bring them back, that a list of one direction is for."""
    found = (item for item in view.data.ports.tables if item.direction == direction)
    named = {name for item in found for name in item.modes}
    return [mode for mode in view.data.ports.modes if mode.direction == direction and mode.id in named]


def _option(value: str, words: str, chosen: Iterable[str | None]) -> str:
    selected = " selected" if value in chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(words[0].upper() + words[1:])}</option>'


def _lists_of(view: View, direction: str) -> list[PortTable]:
    """Return the lists of one direction, dr, failback or both; those of a scenario first."""
    found = [item for item in view.data.ports.tables if (item.direction or "both") == direction]
    return sorted(found, key=lambda item: item.extent != "whole")


def port_lists(view: View, direction: str) -> Markup:
    """Return every list of one direction, dr, failback or both, folded, but that of `port_choice`."""
    chosen = _lists_of(view, PARTS[0])[0]
    lists = Markup("\n").join(_folded(view, item) for item in _lists_of(view, direction) if item is not chosen)
    label = f"Port lists, {DIRECTIONS[None if direction == 'both' else direction].lower()}"
    return (
        Markup(
            f'<div class="hb-port-lists" id="lists-{direction}" data-follow="nearest" data-each="lists" role="group" '
            f'aria-label="{label}">\n'
        )
        + lists
        + Markup("\n</div>")
    )


def _folded(view: View, item: PortTable, *, opened: bool = False) -> Markup:
    """Return a list under its title; `data-home` names the group that it belongs to, wherever it stands."""
    return (
        Markup(
            f'<details class="hb-fold" data-home="lists-{item.direction or "both"}"{attributes(view.data, item)}'
            f'{" open" if opened else ""}>\n<summary><h3 id="list-{escape(item.id)}">'
        )
        + text(item.title)
        + Markup(f'</h3> <span class="hb-quiet">{connections(item)}</span></summary>\n')
        + port_list(view, item)
        + Markup("\n</details>")
    )


def connections(item: PortTable) -> str:
    """Return how many connections a list has."""
    count = len(item.connections)
    return f"{count} connection{'s' if count > 1 else ''}"


def beside(view: View, item: PortTable) -> list[PortTable]:
    """Return what other pages name for the scenario of a list: these connections are to be opened, too."""
    return [
        other
        for other in view.data.ports.tables
        if other.extent == "part"
        and other.direction in (None, item.direction)
        and (not other.storage or other.storage == item.storage)
        # What is about a console of one's own is not about another; what is about a source is, whatever the console.
        and (set(other.modes) & set(item.modes) if other.modes else other.console == item.console)
    ]


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
    others = beside(view, item) if item.extent == "whole" else []
    return Markup("\n").join(
        (
            Markup("<p>")
            + joined("; ".join(scenario) + ".", extent)
            + Markup(' <span class="hb-cite">Source: ') + view.cite(item.source) + Markup("</span></p>"),
            Markup('<div class="hb-ports">'),
            view.records(
                f"{item.title}: {connections(item)}",
                CONNECTION_COLUMNS,
                item.connections,
                lambda row: connection_cells(view, row),
                anchor="port",
            ),
            Markup("</div>"),
            disagreement_notes(view, (name for row in item.connections for name in row.conflicts)),
            Markup("<p>Open these as well: ")
            + Markup("; ").join(list_link(view, other) for other in others)
            + Markup(".</p>")
            if others
            else Markup(""),
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
    found = view.records(
        f"All {len(owners)} connections",
        ("List", *CONNECTION_COLUMNS),
        (row for item in view.data.ports.tables for row in item.connections),
        lambda row: (list_link(view, owners[row.id]), *connection_cells(view, row)),
        anchor="all",
        follows="each",
        holder=lambda row: owners[row.id],
    )
    # The search finds them in their lists already.
    return folded(
        f"All {len(owners)} connections",
        Markup('<section class="hb-ports" data-search-exclude>\n') + found + Markup("\n</section>"),
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
