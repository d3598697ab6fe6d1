"""Cases of the calculators, as a maintainer writes them in the YAML files beside this module.

A case names the inputs that differ from the form's defaults, what must come out, and where that is known from.
Figures are quoted, as the source prints them: '12.0' means 11.95 to 12.05, '12' means 11.5 to 12.5.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.cases.reading import read_yaml

FOLDER = Path(__file__).parent
FIGURE = re.compile(r"-?\d+(\.\d+)?")
# A figure on a page groups its thousands with narrow no-break spaces.
SHOWN_FIGURE = re.compile(r"\d+(?:\u202f\d{3})*(?:\.\d+)?")
# The last digit of a float must not decide on which side of the tolerance it lies.
SLACK = 1e-9


class CaseError(Exception):
    """Raised for a case that cannot be read, with its file and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as its source prints it."""

    printed: str
    """The digits; the last one gives the tolerance."""

    @property
    def amount(self) -> float:
        """Return the number."""
        return float(self.printed)

    @property
    def tolerance(self) -> float:
        """Return half a unit of the last printed digit."""
        exponent = Decimal(self.printed).as_tuple().exponent
        assert isinstance(exponent, int)
        return 0.5 * 10.0**exponent

    def agrees(self, amount: float) -> bool:
        """Return whether `amount` rounds to the printed digits."""
        return abs(amount - self.amount) <= self.tolerance + SLACK * abs(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAnswer:
    """One answer of a report."""

    id: str
    """Id of the answer, as in `data-answer` on the page."""
    amount: Figure | None
    """The number; None where there is none, such as for what never completes."""
    unit: str
    """Unit of the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLine:
    """A row of a table or a step of the working that shows certain numbers."""

    name: str
    """First cell of the row, or label of the step."""
    figures: tuple[Figure, ...]
    """Numbers that stand in it."""

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the figures that no number in `text` agrees with."""
        shown = [float(found.replace("\u202f", "")) for found in SHOWN_FIGURE.findall(text)]
        return tuple(figure.printed for figure in self.figures if not any(figure.agrees(value) for value in shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What must come out. What a case leaves empty is not looked at."""

    verdict: str | None = None
    """Level of the verdict: good, mixed, caution or bad."""
    answers: tuple[ExpectedAnswer, ...] = ()
    """Answers; others may stand beside them."""
    lines: tuple[ExpectedLine, ...] = ()
    """Rows and steps; others may stand beside them."""
    reasons: tuple[str, ...] | None = None
    """Level of every reason, in order; an empty list means that there is none."""
    problems: tuple[str, ...] = ()
    """Ids of the inputs that cannot be used, in order. Then there is no report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Inputs of a calculator and what must come out."""

    calculator: str
    """Name of the calculator: the name of the file."""
    name: str
    """What is special about it."""
    inputs: Mapping[str, object]
    """Inputs that differ from the form's defaults."""
    expected: Expected
    """What must come out."""
    source: str
    """Where the expected values come from."""

    def __str__(self) -> str:
        """Return the name for the list of tests."""
        return f"{self.calculator}: {self.name}"


def load(calculator: str) -> tuple[Case, ...]:
    """Return the cases of a calculator, in the order of its file. Raises CaseError."""
    path = FOLDER / f"{calculator}.yaml"
    return read(calculator, path.read_text(encoding="utf-8"))


def load_all() -> tuple[Case, ...]:
    """Return the cases of every calculator. Raises CaseError."""
    return tuple(case for path in sorted(FOLDER.glob("*.yaml")) for case in load(path.stem))


def read(calculator: str, text: str) -> tuple[Case, ...]:
    """Return the cases in a YAML text, which may hold what data/ may not: the bytes of a program. Raises CaseError."""
    return tuple(_cases(calculator, read_yaml(text)))


def _cases(calculator: str, records: Any) -> Iterator[Case]:
    names: set[str] = set()
    for record in records:
        where = f"{calculator}.yaml: {record.get('name', 'a case without a name')}"
        _known(record, Case, where, without={"calculator"})
        _known(record["expected"], Expected, where)
        if record["name"] in names:
            raise CaseError(f"{where}: this name stands here twice.")
        names.add(record["name"])
        yield Case(
            calculator=calculator,
            name=record["name"],
            inputs=record["inputs"],
            expected=_expected(record["expected"], where),
            source=record["source"],
        )


def _expected(record: Any, where: str) -> Expected:
    if not record:
        raise CaseError(f"{where}: nothing is expected. Allowed: {_names(Expected)}.")
    if "problems" in record and len(record) > 1:
        raise CaseError(f"{where}: where there are problems there is nothing else.")
    answers = record.get("answers", [])
    lines = record.get("lines", [])
    for item in answers:
        _known(item, ExpectedAnswer, where)
    for item in lines:
        _known(item, ExpectedLine, where)
    return Expected(
        verdict=record.get("verdict"),
        answers=tuple(
            ExpectedAnswer(
                id=item["id"],
                unit=item["unit"],
                amount=None if item["amount"] is None else _figure(item["amount"], where),
            )
            for item in answers
        ),
        lines=tuple(
            ExpectedLine(
                name=item["name"],
                figures=tuple(_figure(figure, where) for figure in item["figures"]),
            )
            for item in lines
        ),
        reasons=tuple(record["reasons"]) if "reasons" in record else None,
        problems=tuple(record.get("problems", ())),
    )


def _figure(printed: object, where: str) -> Figure:
    if not isinstance(printed, str) or not FIGURE.fullmatch(printed):
        raise CaseError(f"{where}: write the figure {printed} in quotes, as it is printed: '12.0'.")
    return Figure(printed=printed)


def _known(record: Mapping[str, object], kind: type, where: str, without: set[str] = frozenset()) -> None:
    fields = {item.name: item for item in dataclasses.fields(kind) if item.name not in without}
    for name in record:
        if name not in fields:
            raise CaseError(f"{where}: '{name}' is not a key here. Allowed: {', '.join(fields)}.")
    for name, item in fields.items():
        if name not in record and item.default is dataclasses.MISSING:
            raise CaseError(f"{where}: '{name}' is missing.")


def _names(kind: type) -> str:
    return ", ".join(item.name for item in dataclasses.fields(kind))
