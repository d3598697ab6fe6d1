"""Reports as CSV."""

import csv
import io
from collections.abc import Iterator
from itertools import chain

from calculators.answers import charts
from calculators.answers.escaping import spreadsheet_cell
from calculators.answers.report import Report, Table, citation
from calculators.catalog import Catalog


def to_csv(report: Report, catalog: Catalog) -> str:
    """Return the report as CSV with a line for each thing that was read, answer, reason, row, point, input and so on.

    The id of a row is the level of its state, or the title of its table where rows have no state.
    """
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")

    def row(*cells: str) -> None:
        written.writerow([spreadsheet_cell(cell) for cell in cells])

    row("kind", "id", "label", "value", "unit", "text")
    level = "example" if report.example else report.verdict.level
    for line in report.told:
        row("read", line.field, line.label, "", "", line.value)
    row("verdict", level, report.verdict.label, "", "", report.verdict.text)
    for answer in report.answers:
        amount = "" if answer.amount is None else repr(answer.amount)
        row("answer", answer.id, answer.label, amount, answer.unit, answer.value)
    for reason in report.reasons:
        row("reason", reason.level, reason.label, "", "", reason.sentences)
    told = (("warning", report.warnings), ("binds", filter(None, (report.binds,))), ("change", report.change))
    for kind, texts in told:
        for text in texts:
            row(kind, "", "", "", "", text)
    for cells in chain(*map(_table_rows, report.tables), *map(charts.csv_rows, report.charts)):
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


def _table_rows(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield a line for each row of a table."""
    for index, (name, state, *others) in enumerate(table.rows):
        pairs = zip(table.columns[2:], (cell.replace("`", "") for cell in others), strict=True)
        rest = "; ".join(f"{column}: {cell}" for column, cell in pairs if cell)
        yield "row", table.badges[index] if table.badges else table.title, name.strip("`"), state, "", rest
