"""What the page of inventories asks, as plain values.

What was read stays here under a key, so that a page can ask for one host without sending all files again.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from calculators.answers import render
from calculators.answers.report import Report, Verdict
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.inventory import account, comparing, detail, filling, listing, overview
from calculators.inventory.anonymise import Pseudonyms, anonymised
from calculators.inventory.compare import compare
from calculators.inventory.decisions import Decisions, HostDecision, identifiers
from calculators.inventory.judge import VERDICTS, Assessed, Judged, assess
from calculators.inventory.model import Inventory
from calculators.inventory.out import install_list
from calculators.inventory.out import report as assessed_report
from calculators.inventory.out import sheets as assessed_sheets
from calculators.inventory.out.words import SAID
from calculators.inventory.read import read_inventory

NAME = "inventory"
MOST_REASONS = 6
"""How many reasons a page shows before all of them; the strictest come first."""
MOST_HELD = 2
"""How many inventories stay here: the one that is shown, and the one that it is compared with."""
HOSTS, JSON, INSTALL = "csv", "json", "hosts_to_install"
FORMATS = (*render.FORMATS, INSTALL)
"""What an inventory comes to, for other programs and people."""


@dataclass(slots=True)
class Held:
    """An inventory that a page may go on to ask about."""

    inventory: Inventory
    assessed: Assessed
    decided: str
    """The decisions that it was judged with, as text."""


_held: dict[str, Held] = {}


def replied(asked: Mapping[str, Any], text: str, catalog: Catalog, base: str) -> dict[str, Any]:
    """Return what is asked about an inventory, by the names in `wanted`.

    `key` names the inventory. `text` holds its files, each behind a line `==> name <==`; without it the inventory must
    have come under this key before, or the answer is `{gone: true}`. `answers` are those to questions, by their keys;
    `decisions` those about hosts, as `HostDecision` has them.

    `summary` is the answer as HTML, `facts` what the page itself has to know, `columns` all hosts column by column,
    `host` the one at the place `at` as HTML, `file` the answer in `format`, `paper` the answer to print; `sheets` those
    of a workbook, `anonymous` the same without names and the map back; `filling` what a project takes when hosts are
    grouped as `calculators.inventory.filling.filled` has it; `comparison` what changed since the one under the key
    `before`, which is `days` older, null where it is gone.
    """
    key = asked["key"]
    decisions = asked.get("decisions") or []
    if text:
        _hold(key, read([("inventory", text)], catalog, answers=asked.get("answers") or {}, decisions=decisions))
    held = _held.get(key)
    if held is None:
        return {"gone": True}
    if held.decided != json.dumps(decisions):
        held = _judged(held.inventory, catalog, decisions)
        _hold(key, held)
    parts: dict[str, Callable[[], Any]] = {
        "summary": lambda: render.to_html(shown(held, catalog), catalog, base),
        "facts": lambda: _facts(held),
        "columns": lambda: columns(held),
        "host": lambda: _host(held.assessed.hosts[asked["at"]], catalog, base),
        "paper": lambda: render.to_paper(report(held, catalog), catalog, base),
        "file": lambda: written(held, catalog, asked["format"]),
        "sheets": lambda: sheets(held.assessed, catalog),
        "anonymous": lambda: anonymous(held, catalog),
        "filling": lambda: _filling(held, asked, catalog, base),
        "comparison": lambda: _comparison(held, asked, catalog, base),
    }
    return {name: parts[name]() for name in asked["wanted"]}


def read(
    files: Sequence[tuple[str, str]],
    catalog: Catalog,
    *,
    answers: Mapping[str, str] | None = None,
    decisions: Sequence[Mapping[str, Any]] = (),
) -> Held:
    """Return what the texts of files hold, each with its name, with every host judged."""
    return _judged(read_inventory(files, answers=answers), catalog, decisions)


def _judged(inventory: Inventory, catalog: Catalog, decisions: Sequence[Mapping[str, Any]]) -> Held:
    decided = Decisions(hosts=tuple(filter(None, map(_decision, decisions))))
    return Held(inventory, assess(inventory, catalog, decided), json.dumps(decisions))


def _decision(given: Mapping[str, Any]) -> HostDecision | None:
    """Return a decision as the page keeps it; None for what is none: anybody may have written it."""
    try:
        verdict = given.get("verdict") or None
        return HostDecision(
            name=str(given["name"]),
            uuid=str(given.get("uuid") or ""),
            verdict=verdict if verdict in VERDICTS else None,
            system=str(given["system"]) if given.get("system") else None,
            excluded=given.get("excluded") is True,
            why=str(given["why"]),
            since=str(given.get("since") or ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _hold(key: str, held: Held) -> None:
    _held.pop(key, None)
    while len(_held) >= MOST_HELD:
        del _held[next(iter(_held))]
    _held[key] = held


def forget() -> None:
    """Forget every inventory."""
    _held.clear()


def report(held: Held, catalog: Catalog) -> Report:
    """Return what an inventory comes to, with everything that was found while its files were read."""
    inventory = held.inventory
    told = assessed_report(held.assessed, catalog)
    return replace(
        told,
        read=account.read_lines(inventory),
        warnings=(*told.warnings, *account.doubts(inventory)),
        tables=(*told.tables, *account.tables(inventory)),
    )


def shown(held: Held, catalog: Catalog) -> Report:
    """Return the same as a page shows it: with a picture, the first of the reasons, and no list of hosts."""
    told = report(held, catalog)
    if not held.inventory.hosts:
        return replace(told, tables=())
    _, *tables = told.tables
    return replace(
        told,
        charts=(overview.chart(held.assessed),),
        reasons=told.reasons[:MOST_REASONS],
        tables=(overview.reasons(held.assessed.hosts), *tables),
        matter=len(told.answers),
        behind="All reasons, systems and clusters, what was not used, and what is known of how many",
    )


def _facts(held: Held) -> dict[str, Any]:
    inventory = held.inventory
    return {
        "hosts": len(inventory.hosts),
        "questions": [question.key for question in inventory.questions],
        "files": [
            {"name": file.name, "title": file.title, "problem": file.problem, "tool": file.tool}
            for file in inventory.files
        ],
    }


def _host(item: Judged, catalog: Catalog, base: str) -> str:
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


def _filling(held: Held, asked: Mapping[str, Any], catalog: Catalog, base: str) -> dict[str, Any]:
    found = filling.filled(held.assessed, asked)
    told = Report(
        calculator="inventory-filling",
        title="What the project takes",
        verdict=Verdict(
            level="mixed", label=f"{count(len(found.protected), 'host')} for the project", text=filling.left_out(found)
        ),
        given=(),
        tables=(filling.groups_table(found),),
        listed=1,
        notes=filling.sentences(found),
        noted="The values, and what they are worked out from",
        behind="The values, and what they are worked out from",
        data_date=catalog.date,
    )
    return {"html": render.to_html(told, catalog, base), "values": filling.values(found)}


def _comparison(held: Held, asked: Mapping[str, Any], catalog: Catalog, base: str) -> str | None:
    before = _held.get(asked["before"])
    if before is None:
        return None
    compared = compare(before.inventory, held.inventory, asked.get("days"))
    return render.to_html(comparing.report(compared, catalog), catalog, base)


def written(held: Held, catalog: Catalog, wanted: str) -> str:
    """Return the answer in one of `FORMATS`; as CSV it is the list of hosts."""
    if wanted == HOSTS:
        return hosts_csv(held, catalog)
    if wanted == INSTALL:
        return install_list(held.assessed.hosts, catalog.assessment).text
    told = report(held, catalog)
    if wanted == JSON:
        return json.dumps(render.as_dict(told, catalog) | {"hosts": _plain(held)}, ensure_ascii=False, indent=1) + "\n"
    return render.FORMATS[wanted](told, catalog)


def _plain(held: Held) -> list[dict[str, Any]]:
    """Return every host with its values by column, sizes in bytes, and with the reasons of each way to read it."""
    listed = columns(held)
    return [
        {item["id"]: listing.value_at(item, at) for item in listed}
        | {"ways": {way.way: [basis.id for basis in way.reasons] for way in judged.ways if way.applies}}
        for at, judged in enumerate(held.assessed.hosts)
    ]


def columns(held: Held) -> list[dict[str, Any]]:
    """Return all hosts column by column, as `calculators.inventory.listing.columns` does."""
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
    return listing.columns(held.inventory.hosts, more)


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
    inventory = anonymised(held.inventory, pseudonyms, catalog.assessment)
    return {"sheets": sheets(assess(inventory, catalog), catalog), "map": pseudonyms.back()}
