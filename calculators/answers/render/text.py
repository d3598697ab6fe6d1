"""Reports as plain text for a terminal."""

from calculators.answers import charts
from calculators.answers.report import Report, Table
from calculators.catalog import Catalog


def to_text(report: Report, catalog: Catalog) -> str:
    """Return the report as plain text for a terminal."""
    example = "Example: " if report.example else ""
    lines = [f"  {line.label}: {line.value}" for line in report.told]
    lines += [f"{example}{report.verdict.label}. {report.verdict.text}"]
    lines += [report.assumed] if report.assumed else []
    lines += [f"! {text}" for text in report.warnings]
    lines += [f"= What decides: {report.binds}"] if report.binds else []
    lines += [f"> {text}" for text in report.change]
    lines += [f"- {reason.label}: {reason.sentences}" for reason in report.reasons]
    if report.answers:
        width = max(len(answer.label) for answer in report.answers)
        lines += ["", *(f"{answer.label:<{width}}  {answer.value}" for answer in report.answers)]
    for chart in report.charts:
        lines += ["", *charts.to_text(chart)]
    for index, table in enumerate(report.tables):
        if table.badges or index < report.listed:
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
