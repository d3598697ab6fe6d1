"""Reports as HTML, Markdown, plain text, CSV and JSON. Only this, its charts and escaping hold markup."""

import csv
import dataclasses
import io
import json
import math
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from calculators.answers import charts
from calculators.answers.escaping import link, markdown, spreadsheet_cell
from calculators.answers.inputs import InputError
from calculators.answers.report import Answer, PageLink, Reason, Report, Table, citation
from calculators.catalog import Catalog
from calculators.records.evidence import Source

MOST_ROWS = 300
"""How many rows of a table a page shows; the other formats have all."""


def to_html(report: Report, catalog: Catalog, base: str) -> str:
    """Return the report as HTML without blank lines. `base` leads from the page to the site's root."""
    verdict = report.verdict
    link = f'<p class="hb-next">{_link(verdict.link, base)}</p>' if verdict.link else ""
    parts = [
        f'<div class="hb-verdict hb-{verdict.level}"><p class="hb-verdict-label">{escape(verdict.label)}</p>'
        f"<p>{code(verdict.text)}</p>{link}</div>",
        _html_list("hb-warnings", "Watch out", report.warnings),
        _html_reasons(report.reasons, catalog, base),
        _html_answers(report.answers),
        *(charts.to_html(chart, f"chart-{report.calculator}-{chart.id}") for chart in report.charts),
        *(_html_table(table) for table in report.tables),
        _html_working(report),
        _html_given(report),
        _html_list("hb-notes", "What the answer takes for granted", report.notes),
        _html_sources(report, catalog),
    ]
    return "\n".join(part for part in parts if part)


def to_paper(report: Report, catalog: Catalog, base: str) -> str:
    """Return the report as HTML for a sheet of paper: every input first, nothing folded away but a chart's numbers."""
    verdict = report.verdict
    inputs = Table(
        title="Inputs",
        columns=("Input", "Value", "Note"),
        rows=tuple(
            (given.label, given.value, f"Assumed: {given.assumed}" if given.assumed else "") for given in report.given
        ),
    )
    parts = [
        f"<h1>{escape(report.title)}</h1>",
        f'<div class="hb-verdict hb-{verdict.level}"><p class="hb-verdict-label">{escape(verdict.label)}</p>'
        f"<p>{code(verdict.text)}</p></div>",
        _html_table(inputs),
        _html_list("hb-warnings", "Watch out", report.warnings),
        _html_reasons(report.reasons, catalog, base),
        _html_answers(report.answers),
        *(charts.to_html(chart, f"paper-{report.calculator}-{chart.id}") for chart in report.charts),
        *(_html_table(table) for table in report.tables),
        _html_working(report).replace("<details ", "<details open ", 1),
        _html_list("hb-notes", "What the answer takes for granted", report.notes),
        _html_sources(report, catalog).replace("<details ", "<details open ", 1),
        f'<p class="hb-quiet">Data of {report.data_date.isoformat()}.</p>',
    ]
    return "\n".join(part for part in parts if part)


def to_markdown(report: Report, catalog: Catalog) -> str:
    """Return the report as Markdown, to paste into a message or a ticket."""
    lines = [f"# {markdown(report.title)}", ""]
    lines += [f"**{markdown(report.verdict.label)}.** {markdown(report.verdict.text)}", ""]
    if report.warnings:
        lines += [*(f"- Watch out: {markdown(text)}" for text in report.warnings), ""]
    for reason in report.reasons:
        cited = citation(reason.source, catalog)
        where = f"(Source: {markdown(cited.title)}, {markdown(cited.section)})"
        lines += [f"- **{markdown(reason.label)}:** {markdown(reason.sentences)} {where}"]
    if report.reasons:
        lines.append("")
    if report.answers:
        rows = [(answer.label, answer.value, answer.detail) for answer in report.answers]
        lines += [*_markdown_table(("Answer", "Value", "Meaning"), rows), ""]
    for chart in report.charts:
        before, columns, points, behind = charts.to_markdown(chart)
        lines += [*before, *_markdown_table(columns, points), "", *behind, *[""] * bool(behind)]
    for table in report.tables:
        lines += [f"## {markdown(table.title)}", "", *_markdown_table(table.columns, table.rows), ""]
    if report.working:
        lines += ["## Working", ""]
        for step in report.working:
            label, formula, numbers, result = map(markdown, (step.label, step.formula, step.numbers, step.result))
            lines.append(f"- {label}: {formula} = {numbers} = **{result}**")
        lines.append("")
    rows = [(given.label, given.value, f"assumed: {given.assumed}" if given.assumed else "") for given in report.given]
    lines += ["## Inputs", "", *_markdown_table(("Input", "Value", "Note"), rows), ""]
    lines += [f"- {markdown(note)}" for note in report.notes]
    if report.sources:
        lines += ["", "## Sources", ""]
        for source in report.sources:
            cited = citation(source, catalog)
            lines.append(f"- {link(cited.title, cited.url)}, {markdown(cited.section)}, {cited.read.isoformat()}")
    lines += ["", f"Data of {report.data_date.isoformat()}."]
    return "\n".join(lines) + "\n"


def to_text(report: Report, catalog: Catalog) -> str:
    """Return the report as plain text for a terminal."""
    lines = [f"{report.verdict.label}. {report.verdict.text}"]
    lines += [f"! {text}" for text in report.warnings]
    lines += [f"- {reason.label}: {reason.sentences}" for reason in report.reasons]
    if report.answers:
        width = max(len(answer.label) for answer in report.answers)
        lines += ["", *(f"{answer.label:<{width}}  {answer.value}" for answer in report.answers)]
    for chart in report.charts:
        lines += ["", *charts.to_text(chart)]
    for table in report.tables:
        if table.badges:
            lines += ["", f"{table.title}:", *_text_rows(table)]
    assumed = [given for given in report.given if given.assumed]
    if assumed:
        lines += ["", "Assumed:", *(f"  {given.label}: {given.value}" for given in assumed)]
    lines += [f"* {note}" for note in report.notes]
    return "\n".join(lines) + "\n"


def _text_rows(table: Table) -> list[str]:
    """Return a line a row: what it is about, its state, and each further cell with the heading of its column."""
    rows = [[cell.replace("`", "") for cell in row] for row in table.rows]
    widths = [max(len(row[place]) for row in rows) for place in (0, 1)]
    return [
        f"  {row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  "
        + "; ".join(
            f"{column.lower()}: {cell}" for column, cell in zip(table.columns[2:], row[2:], strict=True) if cell
        )
        for row in rows
    ]


def to_csv(report: Report, catalog: Catalog) -> str:
    """Return the report as CSV with a line for each input, answer, reason, warning, point, row, step, note and source.

    The id of a row is the level of its state, or the title of its table where rows have no state.
    """
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")

    def row(*cells: str) -> None:
        written.writerow([spreadsheet_cell(cell) for cell in cells])

    row("kind", "id", "label", "value", "unit", "text")
    row("verdict", report.verdict.level, report.verdict.label, "", "", report.verdict.text)
    for answer in report.answers:
        amount = "" if answer.amount is None else repr(answer.amount)
        row("answer", answer.id, answer.label, amount, answer.unit, answer.value)
    for reason in report.reasons:
        row("reason", reason.level, reason.label, "", "", reason.sentences)
    for text in report.warnings:
        row("warning", "", "", "", "", text)
    for table in report.tables:
        for index, (name, state, *others) in enumerate(table.rows):
            pairs = zip(table.columns[2:], (cell.replace("`", "") for cell in others), strict=True)
            rest = "; ".join(f"{column}: {cell}" for column, cell in pairs if cell)
            mark = table.badges[index] if table.badges else table.title
            row("row", mark, name.strip("`"), state, "", rest)
    for chart in report.charts:
        for cells in charts.csv_rows(chart):
            row(*cells)
    for given in report.given:
        row("input", given.field, given.label, given.value, "", given.assumed or "")
    for step in report.working:
        row("working", "", step.label, step.result, "", f"{step.formula} = {step.numbers}")
    for note in report.notes:
        row("note", "", "", "", "", note)
    for source in report.sources:
        cited = citation(source, catalog)
        row("source", "", cited.title, cited.read.isoformat(), "", f"{cited.section}, {cited.url}")
    row("data", "", "Date of the data", report.data_date.isoformat(), "", "")
    return out.getvalue()


def to_json(report: Report, catalog: Catalog) -> str:
    """Return the report as JSON text, sources with title, address and date."""
    return json.dumps(as_dict(report, catalog), ensure_ascii=False, indent=2) + "\n"


def as_dict(report: Report, catalog: Catalog) -> dict[str, Any]:
    """Return the report as plain values."""

    def plain(value: Any) -> Any:
        if isinstance(value, Source):
            cited = citation(value, catalog)
            return {
                "title": cited.title,
                "section": cited.section,
                "url": cited.url,
                "read": cited.read.isoformat(),
            }
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if isinstance(value, float) and not math.isfinite(value):
            return None  # JSON has no word for it
        return value.isoformat() if hasattr(value, "isoformat") else value

    result: dict[str, Any] = plain(report)
    return result


FORMATS: dict[str, Callable[[Report, Catalog], str]] = {
    "text": to_text,
    "json": to_json,
    "markdown": to_markdown,
    "csv": to_csv,
}
"""What a report can be written as, on the command line and for the page."""


def problems(error: InputError) -> list[dict[str, str]]:
    """Return the problems of the inputs as plain values."""
    return [{"field": problem.field, "message": problem.message} for problem in error.problems]


def code(text: str) -> str:
    """Return text as HTML in which only `backticks` mean something."""
    if "`" not in text:
        return escape(text)
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:  # an odd number of backticks: leave them as they are
        return "`".join(pieces)
    return "".join(f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))


def page_url(page: str, base: str) -> str:
    """Return the address of a page below docs/, from a page whose way to the root is `base`."""
    file, hash_sign, anchor = page.partition("#")
    if not file.endswith(".md"):
        return base + page
    folder, _, name = file.rpartition("/")
    path = folder if name == "index.md" else file.removesuffix(".md")
    return (f"{base}{path}/" if path else base or "./") + hash_sign + anchor


def _link(link: PageLink, base: str) -> str:
    return f'<a href="{escape(page_url(link.page, base))}">{escape(link.label)}</a>'


def _source(source: Source, catalog: Catalog) -> str:
    cited = citation(source, catalog)
    return (
        f'<a class="hb-source" href="{escape(cited.url)}">{escape(cited.title)}</a>, '
        f"{escape(cited.section)} ({cited.read.isoformat()})"
    )


def _html_list(name: str, title: str, items: tuple[str, ...]) -> str:
    if not items:
        return ""
    lines = "".join(f"<li>{code(item)}</li>" for item in items)
    return f'<div class="{name}"><p class="hb-part">{title}</p><ul>{lines}</ul></div>'


def _html_reasons(reasons: tuple[Reason, ...], catalog: Catalog, base: str) -> str:
    if not reasons:
        return ""
    lines = "".join(
        f'<li class="hb-{reason.level}"><span class="hb-badge">{escape(reason.label)}</span> {code(reason.text)} '
        + (f'<span class="hb-remedy">{code(reason.remedy)}</span> ' if reason.remedy else "")
        + f'<span class="hb-cite">{_link(reason.link, base)}. {_html_conflicts(reason.conflicts, base)}'
        f"Source: {_source(reason.source, catalog)}</span></li>"
        for reason in reasons
    )
    return f'<div class="hb-reasons"><p class="hb-part">Why, and what to do</p><ul>{lines}</ul></div>'


def _html_conflicts(names: tuple[str, ...], base: str) -> str:
    links = (PageLink(page=f"disagreements.md#{name}", label="Sources disagree about this") for name in names)
    return "".join(f"{_link(link, base)}. " for link in links)


def _html_answers(answers: tuple[Answer, ...]) -> str:
    if not answers:
        return ""
    cells = "".join(
        f'<div data-answer="{escape(answer.id)}"><dt>{escape(answer.label)}</dt>'
        f"<dd><strong>{escape(answer.value)}</strong><span>{code(answer.detail)}</span></dd></div>"
        for answer in answers
    )
    return f'<dl class="hb-answers">{cells}</dl>'


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{code(row[0])}</th>{_html_cells(table, index)}</tr>'
        for index, row in enumerate(table.rows[:MOST_ROWS])
    )
    more = (
        f'<p class="hb-quiet">{len(table.rows) - MOST_ROWS} more rows are not shown here. '
        "Copy as Markdown and the files take all of them.</p>"
        if len(table.rows) > MOST_ROWS
        else ""
    )
    return (
        f'<div class="hb-table" role="group" tabindex="0" aria-label="{escape(table.title)}">'
        f"<table><caption>{escape(table.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _html_cells(table: Table, index: int) -> str:
    """Return the cells of a row after its first."""
    cells = [code(cell) for cell in table.rows[index][1:]]
    if table.badges:
        cells[0] = f'<span class="hb-badge hb-{table.badges[index]}">{cells[0]}</span>'
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _html_working(report: Report) -> str:
    if not report.working:
        return ""
    lines = "".join(
        f"<li><b>{escape(step.label)}</b><br>{escape(step.formula)}<br>= {escape(step.numbers)}<br>"
        f"= <strong>{escape(step.result)}</strong></li>"
        for step in report.working
    )
    return (
        f'<details class="hb-working"><summary>Working, with the numbers in place</summary><ol>{lines}</ol></details>'
    )


def _html_given(report: Report) -> str:
    if not any(given.assumed for given in report.given):
        return ""
    lines = "".join(
        f"<li>{escape(given.label)}: <b>{escape(given.value)}</b>. {code(given.assumed)}</li>"
        for given in report.given
        if given.assumed
    )
    count = sum(1 for given in report.given if given.assumed)
    return (
        f'<details class="hb-assumed"><summary>{count} assumed '
        f"{'inputs' if count > 1 else 'input'}, until you replace them</summary><ul>{lines}</ul></details>"
    )


def _html_sources(report: Report, catalog: Catalog) -> str:
    if not report.sources:
        return ""
    lines = "".join(f"<li>{_source(source, catalog)}</li>" for source in report.sources)
    return f'<details class="hb-sources"><summary>Sources, with dates</summary><ul>{lines}</ul></details>'


def _markdown_table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(markdown(cell, cell=True) for cell in cells) + " |"

    return [line(columns), "|" + " --- |" * len(columns), *(line(row) for row in rows)]
