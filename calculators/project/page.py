"""The page for the customer: what a project comes to, on two sheets."""

from calculators.answers.inputs import fields
from calculators.answers.report import LINE_END, Answer, Report, Shade, Table, Verdict, verb
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.project.file import SAMPLE_ID
from calculators.project.model import Decision, Known, Project
from calculators.project.overview import Line, Open, lines, open_questions, strictest
from calculators.project.taken import chosen_unit
from calculators.records.evidence import Source
from calculators.records.form import Field

NAME = "project"
FIGURES = {
    "rpo_bandwidth": ("worst_age", "needed_link", "seed"),
    "replay": ("reached", "needed_link"),
    "recovery_time": ("rto", "host"),
    "components": ("sync_proxy", "cloud_sync_gateway", "licences"),
    "kernels": ("listed", "without"),
    "plan": ("end",),
}
"""Ids of the figures of each calculator that a customer asks for, the first one first."""
LEFT_OUT = frozenset({"kernels"})
"""Calculators that answer for hosts one by one: without a listing nothing of the project waits for them."""
NEEDED = {"plan": ("first_day",)}
"""Inputs of a calculator without which its answer is nobody's: a plan from an assumed first day has no dates."""
HEADING = ("name", "customer", "notes")
"""Values that stand above the answers, and not among what was given."""
SAMPLE = "This is a sample: it was invented, and nothing in it is a customer's."
STEPS = (
    ("", "rpo_bandwidth", "seed"),
    ("From then on, oldest recovery point", "rpo_bandwidth", "worst_age"),
    ("From then on, a drill or a takeover", "recovery_time", "rto"),
    ("", "rpo_bandwidth", "catch_up"),
)
"""What the engine knows of the time line: words in place of the figure's own, calculator, figure."""


def page(project: Project, catalog: Catalog) -> Report:
    """Return what the project comes to: verdict, figures that matter, answers, what is open, given and decided."""
    said = counted(lines(project, catalog))
    answered = [line for line in said if line.report and not line.report.example]
    questions = open_questions(project, catalog)
    shown = (_answers(said), *_time_line(answered), *_components(answered))
    answers = tuple(answer for line in answered for answer in _on_the_page(line, project))
    return Report(
        calculator=NAME,
        title=title(project),
        verdict=verdict(project, said, questions, catalog),
        given=(),
        answers=answers,
        matter=len(answers),
        warnings=tuple(
            f"{line.title}: {problem.field}: {problem.message}" for line in said for problem in line.problems
        ),
        tables=(*shown, *_open(questions), *_decisions(project.decisions), *_given(project, catalog)),
        listed=len(shown),
        behind="What is open, what was given, and the sources",
        notes=_notes(project),
        noted="Notes",
        sources=_sources(answered),
        data_date=catalog.date,
    )


def counted(said: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines that a project is judged by."""
    return tuple(
        line
        for line in said
        if line.calculator not in {*LEFT_OUT, *NEEDED}
        or (line.report and not line.report.example and _whole(line.report))
    )


def _whole(report: Report) -> bool:
    """Return whether nothing is assumed that its calculator needs."""
    needed = NEEDED.get(report.calculator, ())
    return not any(item.assumed for item in report.given if item.field in needed)


def is_sample(project: Project, catalog: Catalog) -> bool:
    """Tell whether a project still goes by a name of the sample, wherever it was opened, or begun in any language."""
    named = {item.id: str(item.value) for item in catalog.sample}
    # Nobody typed what has no day.
    is_begun = project.id == SAMPLE_ID
    return any(
        project.value(name) == named.get(name) or (is_begun and known is not None and not known.since)
        for name in ("name", "customer")
        for known in (project.values.get(name),)
    )


def figures(line: Line) -> tuple[Answer, ...]:
    """Return the figures of a calculator that matter, in their order."""
    if line.report is None:
        return ()
    found = {answer.id: answer for answer in line.report.answers}
    return tuple(found[name] for name in FIGURES.get(line.calculator, ()) if name in found)


def title(project: Project) -> str:
    """Return what a project is called, and whose it is."""
    customer = project.value("customer").strip()
    return f"{project.name} · {customer}" if customer else project.name


def verdict(project: Project, said: tuple[Line, ...], questions: tuple[Open, ...], catalog: Catalog) -> Verdict:
    """Return the strictest of what the lines say, in a few words, and what is still missing."""
    sample = f"{SAMPLE} " if is_sample(project, catalog) else ""
    answered = [line for line in said if line.report and not line.report.example]
    waiting = sum(1 for line in said if line.report and line.report.example)
    if not answered:
        text = "Say what is known of the project; each answer follows at once."
        return Verdict(level="example", label="Nothing is answered yet", text=sample + text)
    against = [line for line in answered if line.report and line.report.verdict.level in ("bad", "caution")]
    if against:
        speak = "speaks" if len(against) == 1 else "speak"
        label = f"{len(against)} of {count(len(said), 'answer')} {speak} against it"
    elif strictest(said) == "good":
        label = f"All {len(said)} answers speak for it"
    else:
        label = f"Nothing speaks against it in {len(answered)} of {count(len(said), 'answer')}"
    # Two calculators may say the same of one thing.
    told = list(dict.fromkeys(f"{line.report.verdict.label}." for line in against if line.report))
    refused = sum(1 for line in said if line.report is None)
    if refused:
        told.append(f"{count(refused, 'answer')} {'needs' if refused == 1 else 'need'} a correction.")
    if waiting:
        told.append(f"{count(waiting, 'answer')} {'waits' if waiting == 1 else 'wait'} for values.")
    if questions:
        told.append(f"{count(len(questions), 'value')} {verb(len(questions))} assumed until somebody knows.")
    level = "example" if sample else strictest(said)
    return Verdict(level=level, label=label, text=(sample + " ".join(told)).strip())


def _on_the_page(line: Line, project: Project) -> tuple[Answer, ...]:
    # Without a record of its own the replay starts from what the other calculator answers already.
    return () if line.calculator == "replay" and not project.traces else figures(line)


def _answers(said: tuple[Line, ...]) -> Table:
    rows: list[tuple[str, ...]] = []
    badges: list[Shade] = []
    for line in said:
        if line.report is None:
            rows.append((line.title, "No answer", line.problems[0].message if line.problems else ""))
            badges.append("mixed")
        elif line.report.example:
            rows.append((line.title, "Not answered yet", "Nothing that it asks is known."))
            badges.append("example")
        else:
            shown = line.report.verdict
            rows.append((line.title, shown.label, line.report.binds or shown.text))
            badges.append(shown.level)
    return Table(
        title="What each answer says", columns=("Question", "Answer", "Why"), rows=tuple(rows), badges=tuple(badges)
    )


def _time_line(answered: list[Line]) -> tuple[Table, ...]:
    found = {(line.calculator, answer.id): answer for line in answered if line.report for answer in line.report.answers}
    rows = tuple(
        (words or found[calculator, name].label, found[calculator, name].value, found[calculator, name].detail)
        for words, calculator, name in STEPS
        if (calculator, name) in found
    )
    return (Table(title="Time line", columns=("Step", "Time", "What it is"), rows=rows),) if rows else ()


def _components(answered: list[Line]) -> tuple[Table, ...]:
    found = [line.report.tables[0] for line in answered if line.calculator == "components" and line.report]
    return tuple(map(_briefly, found))


def _briefly(table: Table) -> Table:
    """Return the bill of materials without what follows from the rest, or stands among the sources."""
    kept = [index for index, name in enumerate(table.columns) if name not in ("All together", "Source")]
    return Table(
        title="Components",
        columns=tuple(table.columns[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in table.rows),
    )


def _open(questions: tuple[Open, ...]) -> tuple[Table, ...]:
    if not questions:
        return ()
    rows = tuple((item.field.label, item.taken or "nothing", "; ".join(item.calculators)) for item in questions)
    return (Table(title="Open questions", columns=("Question", "Assumed until then", "Needed for"), rows=rows),)


def _decisions(decisions: tuple[Decision, ...]) -> tuple[Table, ...]:
    if not decisions:
        return ()
    rows = tuple((item.what, item.why, item.who or "not said", item.since or "no date") for item in decisions)
    return (Table(title="Decisions", columns=("Decision", "Why", "Decided by", "Date"), rows=rows),)


def _given(project: Project, catalog: Catalog) -> tuple[Table, ...]:
    rows = tuple(
        (field.label, shown(field, known, project, catalog), origin(known), known.since)
        for field in fields(catalog.project)
        if field.id not in HEADING and (known := project.values.get(field.id)) and known.value.strip()
    )
    return (Table(title="What was given", columns=("Value", "As given", "Known", "Since"), rows=rows),) if rows else ()


def origin(known: Known) -> str:
    """Return how a value is known, and what it was measured from."""
    return f"{known.origin}: {known.source}" if known.source else known.origin


def shown(field: Field, known: Known, project: Project, catalog: Catalog) -> str:
    """Return a value in the words of its form, with its unit."""
    text = next((choice.label for choice in field.choices if choice.id == known.value), "")
    told = text or LINE_END.join(known.value.strip().split("\n"))
    unit = unit_of(field, project, catalog)
    # "1 h" names its unit already.
    is_named = any(sign.isalpha() or sign == "%" for sign in told)
    return told if text or not unit or is_named else f"{told} {unit}"


def unit_of(field: Field, project: Project, catalog: Catalog) -> str:
    """Return the unit of a value; nothing where it has none."""
    return chosen_unit(project, field.unit_from, catalog).value if field.unit_from else field.unit


def _notes(project: Project) -> tuple[str, ...]:
    return tuple(line.strip() for line in project.value("notes").splitlines() if line.strip())


def _sources(answered: list[Line]) -> tuple[Source, ...]:
    """Return each document once, with all places that were read in it."""
    places: dict[str, dict[str, None]] = {}
    for line in answered:
        for source in line.report.sources if line.report else ():
            places.setdefault(source.document, {})[source.section] = None
    return tuple(Source(document=document, section="; ".join(found)) for document, found in places.items())
