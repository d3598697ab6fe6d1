"""What the page of inventories asks, as plain values.

What was read stays here under a key, so that a page can ask for one host without sending all files again.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from html import escape
from typing import Any

from calculators.answers import render
from calculators.answers.report import Chart, Report, Table, Verdict
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.inventory import account, comparing, detail, filling, listing, overview
from calculators.inventory.anonymise import Pseudonyms, anonymised_verdicts
from calculators.inventory.compare import compare
from calculators.inventory.dates import exported_on
from calculators.inventory.decisions import Decisions, identifiers
from calculators.inventory.judge import RANK, VERDICTS, Assessed, Judged, assess
from calculators.inventory.kept import Kept, read_kept
from calculators.inventory.model import Host, Inventory
from calculators.inventory.out import install_list
from calculators.inventory.out import report as assessed_report
from calculators.inventory.out import sheets as assessed_sheets
from calculators.inventory.out.words import SAID
from calculators.inventory.read import read_inventory, read_pieces
from calculators.inventory.systems import Systems, known_systems

NAME = "inventory"
MOST_REASONS = 6
"""How many reasons a page shows before all of them; the strictest come first."""
MOST_HELD = 2
"""How many inventories stay here: the one that is shown, and the one that it is compared with."""
ON_PAPER = ("name", "verdict", "reason", "system", "vcpus", "memory", "disks", "in_use", "cluster")
"""Columns of the list on paper: those that a page begins with and a sheet has room for."""
HOSTS, JSON, INSTALL = "csv", "json", "hosts_to_install"
FORMATS = (*render.FORMATS, INSTALL)
"""What an inventory comes to, for other programs and people."""


@dataclass(slots=True)
class Held:
    """An inventory that a page may go on to ask about."""

    inventory: Inventory
    assessed: Assessed
    decided: Decisions
    """The decisions that it was judged with."""


_held: dict[str, Held] = {}


def replied(
    asked: Mapping[str, Any], pieces: list[str], catalog: Catalog, base: str, dress: render.Write = render.write
) -> dict[str, Any]:
    """Return what is asked about an inventory, by the names in `wanted`.

    `key` names the inventory. `pieces` are those of a text that holds its files, each behind a line `==> name <==`:
    they are forgotten as they are read. Without any the inventory must have come under this key, or the answer is
    `{gone: true}`. `kept` is what the project keeps of it, as
    `calculators.inventory.kept` has it: answers to questions, decisions, how hosts are grouped, the way that counts.

    `summary` is the answer as HTML, `facts` what the page itself has to know, `columns` all hosts column by column,
    as many columns as `between` says where it is given: first and last place, the latter left out, `host` the one at
    the place `at` as HTML, `file` the answer in `format`, `paper` the answer to print; `sheets` those of a workbook,
    `install` the list of hosts to install agents on, and which are not in it as HTML, `anonymous` the same without
    names and the map back; `filling` what a project takes, where `systems` are those of its takeover order; `systems`
    the texts for operating systems that a person may place, with names of systems to choose from; `comparison` what
    changed since the one under the key `before`, null where it is gone: `days` older, or as the files say it. `dress`
    writes a report in a format, which the reader's language may ask for.
    """
    key = asked["key"]
    kept = read_kept(asked.get("kept"))
    if pieces:
        _hold(key, judged(read_pieces(pieces, kept.answers), catalog, kept))
    held = _held.get(key)
    if held is None:
        return {"gone": True}
    if held.decided != kept.decisions:
        held = judged(held.inventory, catalog, kept)
        _hold(key, held)
    parts: dict[str, Callable[[], Any]] = {
        "summary": lambda: render.to_html(shown(held, catalog), catalog, base),
        "facts": lambda: _facts(held),
        "columns": lambda: columns(held, slice(*asked.get("between", (None,)))),
        "host": lambda: host_html(held.assessed.hosts[asked["at"]], catalog, base),
        "paper": lambda: _paper(held, catalog, base),
        "file": lambda: written(held, catalog, asked["format"], dress),
        "sheets": lambda: sheets(held.assessed, catalog),
        "install": lambda: _install(held, catalog),
        "anonymous": lambda: anonymous(held, catalog),
        "filling": lambda: _filling(held, kept, asked.get("systems"), catalog, base),
        "systems": lambda: _systems(held, kept, catalog),
        "comparison": lambda: _comparison(held, asked, catalog, base),
    }
    return {name: parts[name]() for name in asked["wanted"]}


def read(files: Sequence[tuple[str, str]], catalog: Catalog, kept: Kept | None = None) -> Held:
    """Return what the texts of files hold, each with its name, with every host judged as the project keeps it."""
    known = kept or Kept()
    return judged(read_inventory(files, answers=known.answers), catalog, known)


def judged(inventory: Inventory, catalog: Catalog, kept: Kept | None = None) -> Held:
    """Return an inventory with every host judged as the project keeps it."""
    known = kept or Kept()
    return Held(inventory, assess(inventory, catalog, known.decisions), known.decisions)


def _hold(key: str, held: Held) -> None:
    _held.pop(key, None)
    while len(_held) >= MOST_HELD:
        del _held[next(iter(_held))]
    _held[key] = held


def names(*keys: str) -> Iterator[str]:
    """Yield what the files of inventories call hosts and what hosts belong to; nothing where they are gone."""
    return names_of(*(host for key in keys if key in _held for host in _held[key].inventory.hosts))


def names_of(*hosts: Host) -> Iterator[str]:
    """Yield what hosts are called, what they belong to and what they say of themselves."""
    for host in hosts:
        yield from filter(None, (host.cluster, host.folder, host.datacenter, host.resource_pool))
        yield from (host.folder or "").split("/")
        yield from (value for _, value in host.tags)
        yield from filter(None, (host.os_reported, host.os_configured))
    yield from (host.name for host in hosts if host.name)


def forget() -> None:
    """Forget every inventory."""
    _held.clear()


def report(held: Held, catalog: Catalog, *, listed: bool = True) -> Report:
    """Return what an inventory comes to, with everything that was found while its files were read.

    `listed` is whether its first table has every host.
    """
    inventory = held.inventory
    told = assessed_report(held.assessed, catalog, listed=listed)
    return replace(
        told,
        read=account.read_lines(inventory),
        warnings=(*told.warnings, *account.doubts(inventory)),
        tables=(*told.tables, *account.tables(inventory)),
    )


def shown(held: Held, catalog: Catalog) -> Report:
    """Return the same as a page shows it: with a picture, the first of the reasons, and no list of hosts."""
    told = report(held, catalog, listed=False)
    if not held.inventory.hosts:
        return replace(told, tables=())
    return replace(
        told,
        charts=_charts(held),
        reasons=told.reasons[:MOST_REASONS],
        tables=(overview.reasons(held.assessed.hosts), *told.tables),
        matter=len(told.answers),
        behind="All reasons, systems and clusters, what was not used, and what is known of how many",
    )


def _charts(held: Held) -> tuple[Chart, ...]:
    return tuple(filter(None, (overview.chart(held.assessed), overview.capacity_chart(held.assessed))))


def _facts(held: Held) -> dict[str, Any]:
    inventory = held.inventory
    return {
        "hosts": len(inventory.hosts),
        "questions": [question.key for question in inventory.questions],
        "answered": [item.question.key for item in inventory.answered],
        "files": [
            {"name": file.name, "title": file.title, "problem": file.problem, "tool": file.tool}
            for file in inventory.files
        ],
        "exported": exported.day.isoformat() if (exported := exported_on(inventory)) else None,
        "ways": _ways(held.assessed),
        "unplaced": len(held.assessed.unplaced),
        "unused": [*held.assessed.carried, *held.assessed.unused],
    }


def _ways(assessed: Assessed) -> list[dict[str, Any]]:
    """Return each way that reads the platform of a host, with how many hosts have which verdict for it."""
    found = []
    for name in assessed.ways:
        own = [item for item in assessed.hosts if item.way(name).applies]
        if own:
            counts = Counter(item.verdict_for(name) for item in own)
            told = {SAID[verdict]: counts[verdict] for verdict in VERDICTS}
            found.append({"id": name, "name": own[0].way(name).name, "hosts": len(own), "verdicts": told})
    return found


def _systems(held: Held, kept: Kept, catalog: Catalog) -> dict[str, Any]:
    """Return the texts that a person may place, what was decided about texts, and names of systems to choose from."""
    systems = Systems(catalog.assessment)
    return {
        "unplaced": [asdict(item) for item in held.assessed.unplaced],
        "decided": [
            asdict(item) | {"known": systems.place(item.means).names_one, "hosts": _hosts_with(held, item.text)}
            for item in kept.systems
        ],
        "known": sorted(set(known_systems(catalog.assessment))),
    }


def _hosts_with(held: Held, text: str) -> int:
    return sum(text in (host.os_reported, host.os_configured) for host in held.inventory.hosts)


def host_html(item: Judged, catalog: Catalog, base: str) -> str:
    """Return what is known of a host and what comes of it, as HTML."""
    known = detail.tables(item.host)
    told = Report(
        calculator=NAME,
        title=item.host.name,
        verdict=overview.host_verdict(item),
        given=(),
        reasons=overview.host_reasons(item),
        tables=(overview.host_ways(item), *known),
        listed=1 + len(known),
        notes=detail.places(item.host),
        noted="Where it was read",
        behind="Where it was read",
        data_date=catalog.date,
    )
    return render.to_html(told, catalog, base)


def _filling(held: Held, kept: Kept, systems: object, catalog: Catalog, base: str) -> dict[str, Any]:
    found = filling.filled(held.assessed, kept, catalog, filling.systems_of(systems))
    told = Report(
        calculator="inventory-filling",
        title="What the project takes",
        verdict=Verdict(
            level="mixed", label=f"{count(len(found.protected), 'host')} for the project", text=filling.left_out(found)
        ),
        given=(),
        warnings=found.told,
        tables=(filling.groups_table(found),),
        listed=1,
        notes=filling.sentences(found, catalog),
        noted="The values, and what they are worked out from",
        behind="The values, and what they are worked out from",
        data_date=catalog.date,
    )
    html = render.to_html(told, catalog, base)
    return {
        "html": html,
        "values": filling.values(found, filling.way_of(held.assessed, kept)),
        "waves": filling.waves(found, kept, catalog),
    }


def _comparison(held: Held, asked: Mapping[str, Any], catalog: Catalog, base: str) -> dict[str, Any] | None:
    before = _held.get(asked["before"])
    if before is None:
        return None
    days = asked.get("days")
    typed = float(days) if isinstance(days, int | float) and not isinstance(days, bool) else None
    time = comparing.between(before.inventory, held.inventory, typed)
    compared = compare(before.inventory, held.inventory, time.days)
    told = comparing.report(compared, time, catalog, before.inventory)
    return {
        "html": render.to_html(told, catalog, base),
        "days": time.days,
        "told": time.told,
        "questions": [question.key for question in before.inventory.questions],
        "offer": comparing.offer(compared, time, catalog),
    }


def written(held: Held, catalog: Catalog, wanted: str, dress: render.Write = render.write) -> str:
    """Return the answer in one of `FORMATS`, written by `dress`; as CSV it is the list of hosts."""
    if wanted == HOSTS:
        return hosts_csv(held, catalog)
    if wanted == INSTALL:
        return install_list(held.assessed.hosts, catalog.assessment).text
    told = report(held, catalog)
    if wanted == JSON:
        return json.dumps(render.as_dict(told, catalog) | {"hosts": _plain(held)}, ensure_ascii=False, indent=1) + "\n"
    return dress(told, wanted, catalog)


def _install(held: Held, catalog: Catalog) -> dict[str, str]:
    """Return the list of hosts to install agents on, and how many are not in it for which reason as HTML."""
    found = install_list(held.assessed.hosts, catalog.assessment)
    reasons = Counter(why for _, why in found.left_out)
    told = [f"The list has {count(found.hosts, 'host')}."]
    told += [f"{count(hosts, 'host')} left out: {why}." for why, hosts in reasons.most_common()]
    return {"text": found.text, "told": f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in told)}</ul>"}


def _plain(held: Held) -> list[dict[str, Any]]:
    """Return every host with its values by column, sizes in bytes, and with the reasons of each way to read it."""
    listed = columns(held)
    return [
        {item["id"]: listing.value_at(item, at) for item in listed}
        | {"ways": {way.way: [basis.id for basis in way.reasons] for way in judged.ways if way.applies}}
        for at, judged in enumerate(held.assessed.hosts)
    ]


def columns(held: Held, which: slice = slice(None)) -> list[dict[str, Any]]:
    """Return all hosts by the columns that are asked for, as `calculators.inventory.listing.columns` does."""
    judged = held.assessed.hosts
    more: dict[str, tuple[str, listing.Kind, list[listing.Value]]] = {
        "verdict": ("Verdict", "badge", [SAID[item.verdict] for item in judged]),
        "reason": ("First reason", "words", [overview.first_reason(item) for item in judged]),
        "way": ("Best way", "words", [item.best.name for item in judged]),
    }
    more["identifier"] = ("Identifier", "words", [next(iter(identifiers(item.host)), None) for item in judged])
    for way in held.assessed.ways:
        verdicts: list[listing.Value] = [
            SAID[item.verdict_for(way)] if item.way(way).applies else None for item in judged
        ]
        if any(verdicts):
            more[way] = (judged[0].way(way).name, "badge", verdicts)
    return listing.columns(held.inventory.hosts, more, which)


def _paper(held: Held, catalog: Catalog, base: str) -> str:
    """Return the answer to print, and behind it every host, what needs attention first."""
    judged = held.assessed.hosts
    order = sorted(range(len(judged)), key=lambda at: (-RANK[judged[at].verdict], judged[at].host.name.casefold()))
    hosts = host_table(held, "Each host, what needs attention first", ON_PAPER, order)
    told = replace(report(held, catalog, listed=False), charts=_charts(held))
    return render.to_paper(told, catalog, base, appended=[hosts] if order else [])


def host_table(held: Held, title: str, names: Collection[str], order: Iterable[int]) -> Table:
    """Return hosts as a table, in an order of their places, with the columns of some ids as the list has them."""
    listed = [item for item in columns(held) if item["id"] in names]
    return Table(
        title=title,
        columns=tuple(item["label"] for item in listed),
        rows=tuple(tuple(listing.shown(item, at) for item in listed) for at in order),
    )


def sheets(assessed: Assessed, catalog: Catalog) -> list[dict[str, Any]]:
    """Return the sheets of a workbook as `{name, columns, rows}`."""
    return [asdict(sheet) for sheet in assessed_sheets(assessed, catalog)]


def hosts_csv(held: Held, catalog: Catalog) -> str:
    """Return every host as a line of CSV below a header, with nothing in it that a spreadsheet takes for a formula."""
    hosts = assessed_sheets(held.assessed, catalog)[0]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(hosts.columns)
    writer.writerows(hosts.rows)
    return out.getvalue()


def anonymous(held: Held, catalog: Catalog) -> dict[str, Any]:
    """Return the sheets with words in the place of names, and the map back, which the reader alone keeps."""
    pseudonyms = Pseudonyms()
    assessed = anonymised_verdicts(held.assessed, pseudonyms, catalog.assessment)
    return {"sheets": sheets(assessed, catalog), "map": pseudonyms.back()}
