"""Reports as CSV."""

import csv
import io

from calculators.answers import charts
from calculators.answers.escaping import spreadsheet_cell
from calculators.answers.report import Report, citation
from calculators.catalog import Catalog


def to_csv(report: Report, catalog: Catalog) -> str:
    """Return the report as CSV with a line for each input, answer, reason, warning, point, row, step, note and source.

    The id of a row is the level of its state, or the title of its table where rows have no state.
    """
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")

    def row(*cells: str) -> None:
        written.writerow([spreadsheet_cell(cell) for cell in cells])

    row("kind", "id", "label", "value", "unit", "text")
    level = "example" if report.example else report.verdict.level
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
