"""What the page of the runbook asks, as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, get_args

from calculators import takeover
from calculators.answers import render
from calculators.answers.instructions import PARTS
from calculators.answers.render.sheets import Sheet, sheets_of
from calculators.answers.report import Report, Table, as_sample, as_typed
from calculators.catalog import Catalog
from calculators.project import Project, ProjectError, open_text
from calculators.project.page import is_sample
from calculators.records.runbook import RunbookKind
from calculators.replication.quantities import read_quantity
from calculators.runbook import night, page
from calculators.runbook.model import Order, Step, order, said, steps
from calculators.runbook.words import filled
from calculators.takeover.answer import GROUPS

KINDS: tuple[RunbookKind, ...] = get_args(RunbookKind.__value__)
PAPER, MARKDOWN, HTML = "paper", "markdown", "html"


def replied(
    asked: Mapping[str, Any], catalog: Catalog, base: str, dress: render.Write = render.write
) -> dict[str, Any]:
    """Return what is asked about the runbook of a project, by the names in `wanted`.

    The project comes as `text` of its file; `kind` names the runbook, and `log` a night by its id. `order` is the
    takeover order with what is wrong with systems, `steps` the runbook as HTML with the steps as a log keeps them,
    `contacts` and `messages` what stands beside it; `file` the runbook, the order or the night of `part` in `format`,
    and `sheets` the same for a workbook; `night` the log as HTML with what the project may take. `dress` writes a
    report in a format, which the reader's language may ask for. Raises ProjectError where there is no project, or no
    such night.
    """
    project = open_text(asked["text"], catalog).project
    kind: RunbookKind = asked["kind"] if asked.get("kind") in KINDS else KINDS[0]
    found = order(project, catalog)

    def file_of(report: Report) -> str:
        wanted = asked.get("format", HTML)
        return render.to_paper(report, catalog, base) if wanted == PAPER else dress(report, wanted, catalog)

    parts: dict[str, Callable[[], Any]] = {
        "order": lambda: _order(project, found, catalog, base),
        "steps": lambda: _steps(project, found, kind, catalog, base),
        "contacts": lambda: _contacts(project, catalog),
        "messages": lambda: _messages(project, found, kind, catalog),
        "night": lambda: _night(project, asked, catalog, base),
        "file": lambda: file_of(_part(project, found, kind, asked, catalog)),
        "sheets": lambda: _sheets(_part(project, found, kind, asked, catalog), project, found, kind, catalog),
    }
    return {name: parts[name]() for name in asked["wanted"]}


def order_report(project: Project, found: Order, catalog: Catalog) -> Report | None:
    """Return the takeover order as a report; None where something is wrong with it."""
    if found.result is None or found.inputs is None:
        return None
    made = takeover.report(found.systems, found.inputs, found.result, found.levers, catalog)
    real = _real(project, made)
    made = replace(made, tables=(*made.tables, *real), listed=made.listed + len(real))
    return _of_sample(as_typed(made, found.typed | {"systems"}), project, catalog)


def _real(project: Project, made: Report) -> tuple[Table, ...]:
    """Return the recovery times that nights took, beside what the order says now; nothing where none was taken."""
    said = {row[0]: row[2:4] for table in made.tables if table.title == GROUPS for row in table.rows}
    rows = tuple(
        (
            item.group,
            f"{item.minutes} min",
            *said.get(item.group, ("no such group any more", "")),
            item.source,
            item.since,
        )
        for item in project.runbook.measured
    )
    columns = ("Group", "Really took", "By the order now", "Wanted", "Measured in", "On")
    return (Table(title="Real RTO by group", columns=columns, rows=rows),) if rows else ()


def runbook_report(project: Project, found: Order, kind: RunbookKind, catalog: Catalog) -> Report:
    """Return a runbook as a report, which says where it is that of the sample."""
    return _of_sample(page.report(project, found, kind, catalog), project, catalog)


def _of_sample(report: Report, project: Project, catalog: Catalog) -> Report:
    return as_sample(report) if is_sample(project, catalog) else report


def _order(project: Project, found: Order, catalog: Catalog, base: str) -> dict[str, Any]:
    made = order_report(project, found, catalog)
    named = {system.id: system.name for system in found.systems}
    circles = found.result.circles if found.result else ()
    return {
        "html": render.to_html(made, catalog, base) if made else "",
        "problems": [asdict(problem) for problem in found.problems],
        "refused": [asdict(problem) for problem in found.refused],
        "circles": [
            [{"one": one, "other": other, "names": [named[one], named[other]]} for one, other in cycle.edges]
            for cycle in circles
        ],
        "from_groups": found.from_groups,
        "is_sample": is_sample(project, catalog),
    }


def _steps(project: Project, found: Order, kind: RunbookKind, catalog: Catalog, base: str) -> dict[str, Any]:
    made = runbook_report(project, found, kind, catalog)
    return {
        "html": render.to_html(made, catalog, base),
        "planned": [_planned(step) for step in steps(project, found, kind, catalog)],
        "wanted": _wanted(project),
    }


def _planned(step: Step) -> dict[str, str]:
    """Return a step as a log keeps it: texts only, without those that are empty."""
    item = step.instruction
    texts = {name: getattr(item, name) for name in ("id", "title", "owner", *(name for name, _ in PARTS), "decision")}
    texts["minutes"] = "" if item.minutes is None else f"{item.minutes:g}"
    texts |= {"systems": " ".join(step.systems), "groups": "\n".join(step.groups)}
    return {name: text for name, text in texts.items() if text}


def _wanted(project: Project) -> str:
    """Return the wanted recovery time in minutes, as a number; empty where nobody said one."""
    try:
        value = project.value("rto_minutes").strip()
        return f"{read_quantity(value, 'minutes'):g}" if value else ""
    except ValueError:
        return ""


def _contacts(project: Project, catalog: Catalog) -> list[dict[str, str]]:
    known = {item.role: item for item in project.runbook.contacts}
    return [
        {
            "role": role.id,
            "title": role.name,
            "side": role.side,
            "does": role.does or "",
            **({key: getattr(known[role.id], key) for key in ("name", "reach", "deputy")} if role.id in known else {}),
        }
        for role in catalog.runbooks.roles
        if role.side != "console"
    ]


def _messages(project: Project, found: Order, kind: RunbookKind, catalog: Catalog) -> list[dict[str, str]]:
    own = said(project, found, catalog)
    return [
        {"id": item.id, "title": item.title, "to": item.to, "text": filled(item.text, own)}
        for item in page.messages(kind, catalog)
    ]


def _log(project: Project, asked: Mapping[str, Any]) -> Any:
    found = next((log for log in project.runbook.logs if log.id == asked.get("log")), None)
    if found is None:
        raise ProjectError("This project has no such log. It may have been removed in another tab.")
    return found


def _night(project: Project, asked: Mapping[str, Any], catalog: Catalog, base: str) -> dict[str, Any]:
    log = _log(project, asked)
    return {
        "html": render.to_html(night.report(log, project, catalog), catalog, base),
        "taken": [asdict(item) for item in night.taken(log, project, catalog)],
    }


def _part(project: Project, found: Order, kind: RunbookKind, asked: Mapping[str, Any], catalog: Catalog) -> Report:
    if asked.get("part") == "night":
        return night.report(_log(project, asked), project, catalog)
    if asked.get("part") == "order":
        made = order_report(project, found, catalog)
        if made is None:
            raise ProjectError("There is no order yet: correct the systems first.")
        return made
    return runbook_report(project, found, kind, catalog)


def _sheets(report: Report, project: Project, found: Order, kind: RunbookKind, catalog: Catalog) -> list[Sheet]:
    """Return the tables of a report as sheets; a runbook has its steps before them, and the takeover order after."""
    tables = report.tables
    if report.instructions:
        order_made = order_report(project, found, catalog)
        tables = (
            page.step_table(steps(project, found, kind, catalog)),
            *tables,
            *(order_made.tables if order_made else ()),
        )
    return sheets_of(replace(report, tables=tables))
