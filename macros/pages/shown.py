"""What a reader sees of a version of data/, line by line, so that two versions can be compared."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from calculators.answers.inputs import InputError, fields
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.records.form import Form
from calculators.registry import CALCULATORS, run

CELLS = frozenset(("td", "th"))
LINES = frozenset(
    (
        *(
            "p",
            "li",
            "dt",
            "dd",
            "tr",
            "caption",
            "div",
            "summary",
            "figcaption",
            "legend",
            "label",
            "option",
            "button",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "dl", "table", "section", "form", "br"),
    )
)
# A drawing says nothing in lines. The default answer of a calculator is told field by field, by `answers`.
LEFT_OUT = frozenset(("svg", "script", "style"))
ANSWER = "hb-answer"
BETWEEN_CELLS = " | "

type Answers = dict[tuple[str, str], dict[str, str]]
"""What each calculator answers to each of some inputs, part by part."""
DEFAULT = "default answer"


def lines(page: str) -> list[str]:
    """Return the lines of text of a page, given as Markdown with HTML; a row of a table is one line."""
    reader = _Lines()
    reader.feed(page)
    reader.close()
    return reader.found()


def answers(catalog: Catalog, amounts: Iterable[tuple[str, float]] = ()) -> Answers:
    """Return the parts of what calculators answer, by calculator and inputs.

    The inputs are the defaults, each choice that is not the default, and each of `amounts`, as unit and number, for
    every input in that unit, with each choice.
    """
    found: Answers = {}
    given = tuple(amounts)
    for name, calculator in CALCULATORS.items():
        for inputs in _tried(calculator.form(catalog), given):
            words = ", ".join(
                f"{key}={value:g}" if isinstance(value, float) else f"{key}={value}" for key, value in inputs.items()
            )
            try:
                parts = dict(_parts(run(name, inputs, catalog)))
            except InputError as error:
                parts = {"problem": str(error)}
            found[name, f"with {words}" if words else DEFAULT] = parts
    return found


def users(figure: str) -> list[str]:
    """Return the calculators that work with a number, by its id."""
    return [name for name, calculator in CALCULATORS.items() if figure in getattr(calculator, "FIGURES", ())]


def _tried(form: Form, amounts: Iterable[tuple[str, float]]) -> Iterator[dict[str, str | float]]:
    chosen: list[dict[str, str | float]] = [{}]
    for field in fields(form):
        chosen += ({field.id: choice.id} for choice in field.choices if choice.id != field.default)
    yield from chosen
    for unit, amount in amounts:
        for field in fields(form):
            if field.unit == unit and not field.choices:
                yield from ({**choice, field.id: amount} for choice in chosen)


def _parts(report: Report) -> Iterator[tuple[str, str]]:
    """Yield every part of a report by a name of its own."""
    yield "verdict", f"{report.verdict.label}. {report.verdict.text}"
    for given in report.given:
        yield f"input {given.label}", given.value
    for answer in report.answers:
        yield answer.label, " ".join((answer.value, answer.detail)).strip()
    for number, reason in enumerate(report.reasons, 1):
        yield f"finding {number}", f"{reason.label}: {reason.sentences}"
    for table in report.tables:
        for number, row in enumerate(table.rows, 1):
            yield f"{table.title}, row {number}", BETWEEN_CELLS.join(row)
    for step in report.working:
        yield f"working of {step.label}", f"{step.numbers} = {step.result}"
    for kind, texts in (("warning", report.warnings), ("note", report.notes)):
        for number, text in enumerate(texts, 1):
            yield f"{kind} {number}", text


class _Lines(HTMLParser):
    """Collects text, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self._text: list[str] = []
        self._depth = 0
        self._closes = ""

    def found(self) -> list[str]:
        every = (re.sub(r"\s+", " ", line).strip(" |") for line in "".join(self._text).split("\n"))
        return [line for line in every if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._depth += tag == self._closes
        elif tag in LEFT_OUT or dict(attrs).get("class") == ANSWER:
            self._depth, self._closes = 1, tag
        else:
            self._text.append(BETWEEN_CELLS if tag in CELLS else "\n" if tag in LINES else "")

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= tag == self._closes
        elif tag in LINES:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._depth:
            # A line break inside a table's row is white space; in Markdown it ends a line.
            self._text.append(data)
