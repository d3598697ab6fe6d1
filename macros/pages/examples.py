"""Worked examples: a published number beside what a calculator answers."""

from urllib.parse import urlencode

from markupsafe import Markup

from calculators.answers.inputs import fields
from calculators.answers.report import LINE_END, Answer, Report
from calculators.answers.wording import count, exact, number
from calculators.records.examples import Example, ExampleInput
from calculators.records.form import Field
from calculators.registry import CALCULATORS, run
from calculators.replication.units import DATA_UNITS, DAY, HOUR, MINUTE, from_bytes
from macros.pages.view import Cell, View, day, joined, unfolding

PAGES = {
    "components": "components.md",
    "plan": "plan.md",
    "recovery_time": "recovery-time.md",
    "replay": "replay.md",
    "rpo_bandwidth": "rpo-rto.md",
}
"""Page on which a calculator stands."""
KINDS = {
    "changed": ("Worked examples whose answer was corrected", ("What it was", "Why it changed")),
    "different": ("Worked examples that differ, or need a remark", ("Why, or what to know",)),
    "same": ("Worked examples that agree", ()),
}
"""Caption and more headings of each table."""
ALONE = ("never", "no time")
"""What stands in the place of a number, and of its unit."""
SECONDS = {"s": 1, "minutes": MINUTE, "hours": HOUR, "days": DAY}


def worked_examples(view: View, which: str) -> Markup:
    """Return the examples of one kind: `changed` ones, others that are `different` or need a remark, the `same` ones.

    Raises KeyError for another kind.
    """
    title, heading = KINDS[which]
    return view.records(
        title,
        ("Example", "Inputs", "Published or by hand", "Our answer", *heading, "Where from"),
        [example for example in view.data.examples if kind(example) == which],
        lambda example: _cells(view, example),
        anchor="example",
        sentences=True,
    )


def kind(example: Example) -> str:
    """Return in which of the tables an example stands."""
    if example.formerly is not None:
        return "changed"
    return "same" if example.why_different is None else "different"


def _cells(view: View, example: Example) -> tuple[Cell, ...]:
    report = run(example.calculator, inputs_of(example), view.data.catalog)
    query = urlencode([(given.id, _plain(given.value)) for given in example.inputs])
    address = view.url(PAGES[example.calculator]) + (f"?{query}" if query else "") + "#calculator"
    marks = view.disagreements(example.conflicts)
    where = view.cite(example.source) if example.source else f"By hand: {example.by_hand}"
    remark: tuple[Cell, ...] = (joined(example.why_different, marks),) if example.why_different else ()
    if example.formerly is not None:
        was, why = (
            example.formerly,
            joined(example.formerly.why, *([" ", example.why_different] if remark else []), marks),
        )
        figure = _counted(was.answer, example.unit)
        remark = (joined(f"{figure}, until", day(was.until)), why)
    return (
        example.what,
        _setting(view, example),
        _counted(example.published, example.unit),
        Markup('<a href="') + address + Markup('">') + answered(report, example) + Markup("</a>"),
        *remark,
        where if remark else joined(where, marks),
    )


def _counted(figure: str, unit: str) -> str:
    """Return a figure with its unit, one machine as such."""
    if figure in ALONE:
        return figure
    is_one = figure == "1" and not unit.endswith("/s")
    return f"{figure} {unit.removesuffix('s') if is_one else unit}"


def inputs_of(example: Example) -> dict[str, object]:
    """Return the inputs of an example as a calculator takes them."""
    return {given.id: given.value for given in example.inputs}


def answered(report: Report, example: Example) -> str:
    """Return what a report answers to an example: an amount in the example's unit, a row or a step of the working.

    Raises KeyError when the report has nothing of that name.
    """
    for answer in report.answers:
        if answer.id == example.answer:
            amount = _amount_in(answer, example.unit)
            if amount is None:
                return answer.value
            # As many decimals as what stands beside it: 115.2 is not compared with 115.
            figure = number(amount) if "." not in example.ours else exact(round(amount, _decimals(example.ours)))
            shown = _counted(figure, example.unit)
            return shown if answer.value.startswith(f"{figure} ") else f"{shown} ({answer.value})"
    for step in report.working:
        if step.label == example.answer:
            return f"{step.numbers} = {step.result}"
    for table in report.tables:
        for row in table.rows:
            if row[0] == example.answer:
                return row[1]
    raise KeyError(example.answer)


def _decimals(figure: str) -> int:
    return len(figure.partition(".")[2])


def _amount_in(answer: Answer, unit: str) -> float | None:
    """Return the amount of an answer in a unit; None where there is none, or where it is of another kind."""
    word = unit.partition(" ")[0].rstrip(",")
    if answer.amount is None or answer.unit == unit:
        return answer.amount
    if answer.unit == "bytes" and word in DATA_UNITS:
        return from_bytes(answer.amount, word)
    if answer.unit in SECONDS and word in SECONDS:
        return answer.amount * SECONDS[answer.unit] / SECONDS[word]
    return None


def _setting(view: View, example: Example) -> Cell:
    """Return the inputs in words, folded under how many they are."""
    known = {field.id: field for field in fields(CALCULATORS[example.calculator].form(view.data.catalog))}
    units = {field.unit_from for field in known.values()}
    given = inputs_of(example)
    parts = [_given(known[item.id], item, given) for item in example.inputs if item.id not in units]
    return unfolding(count(len(parts), "input"), f"{'; '.join(parts)}.") if parts else "the form as it starts"


def _given(field: Field, item: ExampleInput, given: dict[str, object]) -> str:
    if isinstance(item.value, str):
        chosen = next((choice.label for choice in field.choices if choice.id == item.value), None)
        return f"{field.label}: {chosen or f'`{LINE_END.join(item.value.splitlines())}`'}"
    unit = given.get(field.unit_from, "") if field.unit_from else field.unit
    return f"{field.label}: {exact(item.value)} {unit}".rstrip()


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.12g}"
