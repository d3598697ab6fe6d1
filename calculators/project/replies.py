"""What a page asks about a project, as plain values."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from calculators.answers import render
from calculators.answers.render.sheets import sheets_of
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.project.file import Opened, open_text, pack, unpack, write
from calculators.project.measured import measured
from calculators.project.model import Project
from calculators.project.overview import Line, influences, lines, open_questions
from calculators.project.page import counted, figures, is_sample, page, title, verdict
from calculators.project.sheets import sheets
from calculators.project.taken import shared_with, taken
from calculators.project.worked import checklist

PAPER, HTML = "paper", "html"
MOST_FIGURES = 2
"""How many figures of a calculator a line shows."""


def replied(
    asked: Mapping[str, Any], catalog: Catalog, base: str, dress: render.Write = render.write
) -> dict[str, Any]:
    """Return what is asked about a project, by the names in `wanted`.

    The project comes as `text` of a file, or as `letters` of a link. `file` is its text again and `link` its letters,
    `values` its plain values, `slips` what could not be taken; `taken` what each calculator takes; `lines` what each
    says, with title, the strictest `verdict` and whether it is the `sample`; `open` what nobody knows, `influences`
    what that moves, of `fields` where they are named; `measured` what the recording in use tells; `page` the page for
    the customer in `format`, and `sheets` the same for a workbook; `checklist` the report of the one that is named so,
    in `format`, and `checklist_sheets` the same for a workbook. `dress` writes a report in a format, which the reader's
    language may ask for. Raises ProjectError where there is no project.
    """
    opened = unpack(asked["letters"], catalog) if "letters" in asked else open_text(asked["text"], catalog)
    project = opened.project

    def dressed(report: Report) -> str:
        return _dressed(report, catalog, base, asked.get("format", HTML), dress)

    parts: dict[str, Callable[[], Any]] = {
        "file": lambda: write(project, catalog),
        "values": lambda: json.loads(write(project, catalog)),
        "slips": lambda: _slips(opened),
        "link": lambda: pack(project, catalog),
        "taken": lambda: _taken(project, catalog),
        "lines": lambda: _lines(project, catalog),
        "open": lambda: _open(project, catalog),
        "measured": lambda: [asdict(item) for item in measured(project, catalog)],
        "influences": lambda: [asdict(item) for item in influences(project, catalog, asked.get("fields"))],
        "sheets": lambda: sheets(project, catalog),
        "checklist": lambda: dressed(checklist(project, asked["checklist"], catalog)),
        "checklist_sheets": lambda: sheets_of(checklist(project, asked["checklist"], catalog, in_one=True)),
        "page": lambda: dressed(page(project, catalog)),
    }
    return {name: parts[name]() for name in asked["wanted"]}


def _slips(opened: Opened) -> list[dict[str, str]]:
    return [asdict(slip) for slip in opened.slips]


def _taken(project: Project, catalog: Catalog) -> dict[str, Any]:
    """Return what each calculator takes; what was given to it only has what it would take `instead`."""
    found = {
        name: {field: asdict(known) for field, known in values.items()}
        for name, values in taken(project, catalog).items()
    }
    for name, own in project.inputs.items():
        for field, known in shared_with(project, name, catalog).items():
            if field in own:
                found[name][field]["instead"] = asdict(known)
    return found


def _lines(project: Project, catalog: Catalog) -> dict[str, Any]:
    said = lines(project, catalog, briefly=True)
    questions = open_questions(project, catalog)
    return {
        "title": title(project),
        "sample": is_sample(project, catalog),
        "verdict": asdict(verdict(project, counted(said), questions, catalog)),
        "lines": [_line(line) for line in said],
    }


def _line(line: Line) -> dict[str, Any]:
    report = line.report
    told: dict[str, Any] = {"calculator": line.calculator, "title": line.title}
    if report is None:
        return told | {"problems": [asdict(problem) for problem in line.problems]}
    return told | {
        "level": report.verdict.level,
        "label": report.verdict.label,
        "text": report.verdict.text,
        "example": report.example,
        "assumed": sum(1 for item in report.given if item.assumed),
        "given": len(report.given),
        "figures": [{"label": item.label, "value": item.value} for item in figures(line)[:MOST_FIGURES]],
    }


def _open(project: Project, catalog: Catalog) -> list[dict[str, Any]]:
    return [
        {
            "field": item.field.id,
            "label": item.field.label,
            "asked": item.asked,
            "taken": item.taken,
            "calculators": item.calculators,
        }
        for item in open_questions(project, catalog)
    ]


def _dressed(report: Report, catalog: Catalog, base: str, wanted: str, dress: render.Write) -> str:
    if wanted == HTML:
        return render.to_html(report, catalog, base)
    if wanted == PAPER:
        return render.to_paper(report, catalog, base, appended=report.tables[report.listed :])
    return dress(report, wanted, catalog)
