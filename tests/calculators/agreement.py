"""What a report shows of a case, and where the two disagree."""

from calculators.answers.inputs import InputError
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.registry import run
from tests.cases import Case


def disagreements(case: Case, catalog: Catalog) -> list[str]:
    """Return a sentence for everything in which a calculator does not do what the case expects."""
    try:
        report = run(case.calculator, case.inputs, catalog)
    except InputError as error:
        told = tuple(problem.field for problem in error.problems)
        return [] if told == case.expected.problems else [f"the fields with a problem are {told}"]
    return ["no field has a problem"] if case.expected.problems else _differences(case, report)


def shown_lines(report: Report) -> dict[str, str]:
    """Return the text of every table row by its first cell, and of every step of the working by its label."""
    rows = {row[0]: " ".join(row[1:]) for table in report.tables for row in table.rows}
    steps = {step.label: f"{step.formula} = {step.numbers} = {step.result}" for step in report.working}
    return rows | steps


def _differences(case: Case, report: Report) -> list[str]:
    expected, found = case.expected, []
    if expected.verdict not in (None, report.verdict.level):
        found.append(f"the verdict is {report.verdict.level}: {report.verdict.label}. {report.verdict.text}")
    answers = {answer.id: answer for answer in report.answers}
    for wanted in expected.answers:
        answer = answers[wanted.id]
        if answer.unit != wanted.unit:
            found.append(f"{wanted.id} is in {answer.unit}")
        if wanted.amount is None or answer.amount is None:
            agreed = wanted.amount is None and answer.amount is None
        else:
            agreed = wanted.amount.agrees(answer.amount)
        if not agreed:
            found.append(f"{wanted.id} is {answer.amount}")
    lines = shown_lines(report)
    for line in expected.lines:
        missing = line.missing(lines.get(line.name, ""))
        if missing:
            found.append(f"'{line.name}' shows no {', '.join(missing)}: {lines.get(line.name, 'no such line')}")
    levels = tuple(reason.level for reason in report.reasons)
    if expected.reasons not in (None, levels):
        found.append(f"the reasons are {levels}")
    return found
