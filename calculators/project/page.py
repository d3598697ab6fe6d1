"""The page for the customer: what a project comes to, on two sheets."""

from calculators.answers.inputs import fields
from calculators.answers.report import LINE_END, Answer, Given, Report, Table, Verdict, verb
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.project.model import Decision, Known, Project
from calculators.project.overview import Line, Open, lines, open_questions, strictest
from calculators.records.evidence import Source
from calculators.records.flow import Level
from calculators.records.form import Field

NAME = "project"
MOST_EACH = 2
"""How many figures of a calculator stand on the page."""
LEFT_OUT = frozenset({"kernels"})
"""Calculators that answer for hosts one by one, not for the project."""
HEADING = ("name", "customer", "notes")
"""Values that stand above the answers, and not among what was given."""


def page(project: Project, catalog: Catalog) -> Report:
    """Return what the project comes to: verdict, figures that matter, answers, what is open, given and assumed."""
    said = tuple(line for line in lines(project, catalog) if line.calculator not in LEFT_OUT)
    answered = [line for line in said if line.report and not line.report.example]
    questions = open_questions(project, catalog)
    return Report(
        calculator=NAME,
        title=_title(project),
        verdict=_verdict(said, answered, questions),
        given=(*_given(project, catalog), *map(_assumed, questions)),
        answers=tuple(answer for line in answered for answer in _figures(line)),
        matter=len(answered) * MOST_EACH,
        warnings=tuple(
            f"{line.title}: {problem.field}: {problem.message}" for line in said for problem in line.problems
        ),
        tables=(_answers(said), *_components(answered), *_open(questions), *_decisions(project.decisions)),
        notes=_notes(project),
        sources=_sources(answered),
        data_date=catalog.date,
    )


def _title(project: Project) -> str:
    customer = project.value("customer").strip()
    return f"{project.name}, {customer}" if customer else project.name


def _verdict(said: tuple[Line, ...], answered: list[Line], questions: tuple[Open, ...]) -> Verdict:
    level = strictest(said)
    examples = len(said) - len(answered)
    if not answered:
        label, text = "Nothing is answered yet", "Say what is known of the project; each answer follows at once."
        return Verdict(level="mixed", label=label, text=text)
    against = [line for line in answered if line.report and line.report.verdict.level in ("bad", "caution")]
    if against:
        label = (
            f"{count(len(against), 'answer')} of {len(said)} {'speaks' if len(against) == 1 else 'speak'} against it"
        )
    elif level == "good":
        label = f"All {len(said)} answers speak for it"
    else:
        label = f"Nothing speaks against it in {len(answered)} of {len(said)} answers"
    first = [line.report.verdict.label for line in against if line.report]
    text = " ".join(f"{words}." for words in first)
    if examples:
        text += f" {count(examples, 'answer')} {'waits' if examples == 1 else 'wait'} for values."
    if questions:
        text += f" {count(len(questions), 'value')} {verb(len(questions))} assumed until somebody knows."
    return Verdict(level=level, label=label, text=text.strip())


def _figures(line: Line) -> tuple[Answer, ...]:
    return line.report.answers[:MOST_EACH] if line.report else ()


def _answers(said: tuple[Line, ...]) -> Table:
    rows: list[tuple[str, ...]] = []
    badges: list[Level] = []
    for line in said:
        if line.report is None:
            rows.append((line.title, "No answer", line.problems[0].message if line.problems else ""))
            badges.append("mixed")
        elif line.report.example:
            rows.append((line.title, "Not answered yet", "Nothing that it asks is known."))
            badges.append("mixed")
        else:
            verdict = line.report.verdict
            rows.append((line.title, verdict.label, line.report.binds or verdict.text))
            badges.append(verdict.level)
    return Table(
        title="What each answer says", columns=("Question", "Answer", "Why"), rows=tuple(rows), badges=tuple(badges)
    )


def _components(answered: list[Line]) -> tuple[Table, ...]:
    found = [line.report.tables[0] for line in answered if line.calculator == "components" and line.report]
    return tuple(found)


def _open(questions: tuple[Open, ...]) -> tuple[Table, ...]:
    if not questions:
        return ()
    rows = tuple((item.field.label, item.taken or "nothing", ", ".join(item.calculators)) for item in questions)
    return (Table(title="Open questions", columns=("Question", "Until then", "Needed for"), rows=rows),)


def _decisions(decisions: tuple[Decision, ...]) -> tuple[Table, ...]:
    if not decisions:
        return ()
    rows = tuple((item.what, item.why, item.since or "no date") for item in decisions)
    return (Table(title="Decisions", columns=("Decision", "Why", "Since"), rows=rows),)


def _given(project: Project, catalog: Catalog) -> list[Given]:
    return [
        Given(field=field.id, label=field.label, value=_shown(field, known, project), assumed=None)
        for field in fields(catalog.project)
        if field.id not in HEADING and (known := project.values.get(field.id)) and known.value.strip()
    ]


def _shown(field: Field, known: Known, project: Project) -> str:
    text = next((choice.label for choice in field.choices if choice.id == known.value), "")
    unit = project.value(field.unit_from) if field.unit_from else field.unit
    told = text or LINE_END.join(known.value.split("\n"))
    if not text and unit and not known.value.rstrip().endswith(unit):
        told += f" {unit}"
    since = f", {known.since}" if known.since else ""
    return f"{told} ({known.origin}{since})"


def _assumed(item: Open) -> Given:
    return Given(field=item.field.id, label=item.field.label, value="not known", assumed=item.taken or "Nothing.")


def _notes(project: Project) -> tuple[str, ...]:
    return tuple(line.strip() for line in project.value("notes").splitlines() if line.strip())


def _sources(answered: list[Line]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for line in answered if line.report for source in line.report.sources))
