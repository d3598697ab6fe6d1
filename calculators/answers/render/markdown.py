"""Reports as Markdown, to paste into a message or a ticket."""

from collections.abc import Iterable

from calculators.answers import charts, instructions
from calculators.answers.escaping import link, markdown
from calculators.answers.report import Answer, Report, Table, citation
from calculators.catalog import Catalog


def to_summary(report: Report, catalog: Catalog) -> str:
    """Return the short answer as Markdown: verdict, the figures that matter, what decides, what to change."""
    lines = [*_short(report), *_ending(report)]
    return "\n".join(lines) + "\n"


def to_markdown(report: Report, catalog: Catalog) -> str:
    """Return the report as Markdown: the short answer, and all else as its appendix."""
    lines = _short(report)
    for reason in report.reasons:
        cited = citation(reason.source, catalog)
        where = f"(Source: {markdown(cited.title)}, {markdown(cited.section)})"
        lines += [f"- **{markdown(reason.label)}:** {markdown(reason.sentences)} {where}"]
    if report.reasons:
        lines.append("")
    lines += instructions.to_markdown(report.instructions)
    for table in report.tables[: report.listed]:
        lines += _titled(table)
    behind = _appendix(report, catalog)
    if behind:
        lines += ["## Appendix", "", *behind]
    while not lines[-1]:
        lines.pop()
    return "\n".join([*lines, "", *_ending(report)]) + "\n"


def _appendix(report: Report, catalog: Catalog) -> list[str]:
    lines = _figures(report.answers[report.matter :])
    for chart in report.charts:
        before, columns, points, behind = charts.to_markdown(chart)
        lines += [*before, *_markdown_table(columns, points), "", *behind, *[""] * bool(behind)]
    for table in report.tables[report.listed :]:
        lines += _titled(table)
    if report.working:
        lines += ["### Working", ""]
        for step in report.working:
            label, formula, numbers, result = map(markdown, (step.label, step.formula, step.numbers, step.result))
            lines.append(f"- {label}: {formula} = {numbers} = **{result}**")
        lines.append("")
    rows = [(given.label, given.value, f"assumed: {given.assumed}" if given.assumed else "") for given in report.given]
    if rows:
        lines += ["### Inputs", "", *_markdown_table(("Input", "Value", "Note"), rows), ""]
    lines += [f"- {markdown(note)}" for note in report.notes]
    if report.sources:
        lines += ["", "### Sources", ""]
        for source in report.sources:
            cited = citation(source, catalog)
            lines.append(f"- {link(cited.title, cited.url)}, {markdown(cited.section)}, {cited.read.isoformat()}")
    return lines


def _titled(table: Table) -> list[str]:
    return [f"### {markdown(table.title)}", "", *_markdown_table(table.columns, table.rows), ""]


def _short(report: Report) -> list[str]:
    label = f"Example: {report.verdict.label}" if report.example else report.verdict.label
    lines = [f"# {markdown(report.title)}", ""]
    if report.told:
        told = "; ".join(f"{line.label}: {line.value}" for line in report.told)
        lines += [f"What was read: {markdown(told)}.", ""]
    lines += [f"**{markdown(label)}.** {markdown(report.verdict.text)}", ""]
    if report.assumed:
        lines += [markdown(report.assumed), ""]
    lines += _figures(report.answers[: report.matter])
    if report.binds:
        lines += [f"What decides: {markdown(report.binds)}", ""]
    if report.change:
        lines += [*(f"- Change: {markdown(text)}" for text in report.change), ""]
    if report.warnings:
        lines += [*(f"- Watch out: {markdown(text)}" for text in report.warnings), ""]
    return lines


def _figures(answers: tuple[Answer, ...]) -> list[str]:
    rows = [(answer.label, answer.value, answer.detail) for answer in answers]
    return [*_markdown_table(("Answer", "Value", "Meaning"), rows), ""] if rows else []


def _ending(report: Report) -> list[str]:
    return [f"Data of {report.data_date.isoformat()}."]


def _markdown_table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(markdown(cell, cell=True) for cell in cells) + " |"

    return [line(columns), "|" + " --- |" * len(columns), *(line(row) for row in rows)]
