"""A project at a glance: what each calculator says of it, what nobody knows yet, and which question to ask next."""

import functools
import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from calculators.answers.inputs import InputError, InputProblem, fields
from calculators.answers.report import Report
from calculators.answers.wording import sentence
from calculators.catalog import Catalog
from calculators.project.model import Known, Project
from calculators.project.taken import of_calculator
from calculators.records.flow import Level
from calculators.records.form import Field
from calculators.registry import CALCULATORS, run, run_begun

LEVELS: tuple[Level, ...] = ("bad", "caution", "mixed", "good")
"""The strictest first."""
FACTOR = 2.0
"""What an assumption is tried with beside itself: half of it, and twice as much."""
VERDICT_MOVES = 10.0
"""How much more it weighs that a verdict changes than that a figure doubles."""

MOST_NAMED = 3
"""How many values a sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one calculator says of a project."""

    calculator: str
    """Its name."""
    title: str
    """Its heading."""
    report: Report | None
    """The answer; None where the values give none."""
    problems: tuple[InputProblem, ...] = ()
    """Why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something that nobody knows yet."""

    field: Field
    """What is asked."""
    asked: bool
    """Whether the reader said that it is not known."""
    taken: str
    """What the answers go on instead, and why."""
    calculators: tuple[str, ...]
    """Titles of the calculators that take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What an open question moves."""

    field: str
    """Id of the project's value."""
    weight: float
    """How much it moves the answers: 10 for a verdict that changes, and how often a figure doubles; 10 for each
    calculator that waits for it; 0 for nothing."""
    told: tuple[str, ...]
    """What changes, a sentence each."""


def lines(project: Project, catalog: Catalog, *, briefly: bool = False) -> tuple[Line, ...]:
    """Return what every calculator says, in the order of the walk; `briefly` the verdicts and figures at least."""
    return tuple(_line(project, name, catalog, run_begun if briefly else run) for name in CALCULATORS)


def _line(project: Project, name: str, catalog: Catalog, answer: Callable[..., Report]) -> Line:
    form = CALCULATORS[name].form(catalog)
    try:
        report = _answered(answer, of_calculator(project, name, catalog), name, catalog)
    except InputError as error:
        return Line(calculator=name, title=form.title, report=None, problems=error.problems)
    return Line(calculator=name, title=form.title, report=report)


def _answered(answer: Callable[..., Report], given: Mapping[str, Known], name: str, catalog: Catalog) -> Report:
    typed = [field for field, known in given.items() if known.origin != "assumed"]
    return answer(name, {field: known.value for field, known in given.items()}, catalog, typed=typed)


def open_questions(project: Project, catalog: Catalog) -> tuple[Open, ...]:
    """Return what the project does not say, in the order of its form."""
    found = []
    # A unit alone is no question: it is told with the first value that is in it.
    used = {field.unit_from for field in fields(catalog.project) if project.value(field.id).strip()}
    units = {field.unit_from for field in fields(catalog.project)} - used
    # What stands folded away is told by those who know it: nobody is asked.
    for field in (field for group in catalog.project.groups if not group.folded for field in group.fields):
        if field.id in units:
            continue
        known = project.values.get(field.id)
        takers = tuple(taker for taker, _ in _takers(field, catalog))
        if (known and known.value.strip() and known.origin != "assumed") or not takers:
            continue
        told = [_instead(taken) for _, taken in _takers(field, catalog)]
        titles = tuple(CALCULATORS[name].form(catalog).title for name in takers)
        asked = known is not None and not known.value.strip()
        found.append(Open(field=field, asked=asked, taken=next(filter(None, told), ""), calculators=titles))
    return tuple(found)


def _takers(field: Field, catalog: Catalog) -> tuple[tuple[str, Field], ...]:
    return _all_takers(catalog).get(field.id, ())


@functools.lru_cache(maxsize=1)
def _all_takers(catalog: Catalog) -> Mapping[str, tuple[tuple[str, Field], ...]]:
    """Return which inputs of which calculators take a value of the project, by its id."""
    found: dict[str, tuple[tuple[str, Field], ...]] = {}
    for name, calculator in CALCULATORS.items():
        for field in fields(calculator.form(catalog)):
            if field.project:
                found[field.project] = (*found.get(field.project, ()), (name, field))
    return found


def _instead(field: Field) -> str:
    """Return what a calculator goes on when nobody gives an input."""
    if field.default is None:
        return sentence(field.empty_means) if field.empty_means else ""
    if field.choices:
        shown = next(choice.label for choice in field.choices if choice.id == field.default)
    else:
        shown = f"{field.default:g} {field.unit}".strip() if isinstance(field.default, float | int) else field.default
    return f"{shown}. {field.assumed or ''}".strip()


def influences(project: Project, catalog: Catalog, only: Collection[str] | None = None) -> tuple[Influence, ...]:
    """Return what each open question moves, the one that moves most first; `only` names those that are looked at.

    Each is answered in turn with half and twice of what is assumed, or with every other choice, and all calculators
    that take it are asked again. An example moves nothing of the project's: its calculator waits for what nobody can
    assume.
    """
    asked = [item.field for item in open_questions(project, catalog) if only is None or item.field.id in only]
    takers = {name for field in asked for name, _ in _takers(field, catalog)}
    before = {name: _safely(project, name, catalog, keep=True) for name in takers}
    found = [_influence(project, field, before, catalog) for field in asked]
    return tuple(sorted(found, key=lambda item: -item.weight))


def _influence(project: Project, field: Field, before: Mapping[str, Report | None], catalog: Catalog) -> Influence:
    weight = 0.0
    waiting: list[str] = []
    # By what a calculator would say, the values with which it does.
    told: dict[tuple[str, str], list[str]] = {}
    for name, taken in _takers(field, catalog):
        was = before[name]
        if was is None:
            continue
        if was.example:
            # The form starts with an amount, and no project has it.
            if field.default is None and taken.default is not None:
                waiting.append(f"{was.title}: an example so far")
            continue
        for value in _tried(taken):
            other = project.having(**{field.id: Known(value=value, origin="typed")})
            is_now = _safely(other, name, catalog)
            if is_now is None:
                continue
            moved, label = _moved(was, is_now)
            weight = max(weight, moved)
            if label:
                told.setdefault((is_now.title, label), []).append(_named(taken, value))
    sentences = (f"{title}: with {field.label} at {_few(values)}, {label}" for (title, label), values in told.items())
    return Influence(field=field.id, weight=weight + VERDICT_MOVES * len(waiting), told=(*waiting, *sentences))


def _few(values: list[str]) -> str:
    """Return values one after the other; of many the first ones, and how many more there are."""
    if len(values) <= MOST_NAMED:
        return " or ".join(values)
    return f"{', '.join(values[: MOST_NAMED - 1])} or one of {len(values) - MOST_NAMED + 1} others"


def _safely(project: Project, name: str, catalog: Catalog, *, keep: bool = False) -> Report | None:
    begun = functools.partial(run_begun, keep=keep)
    try:
        return _answered(begun, of_calculator(project, name, catalog), name, catalog)
    except InputError:
        return None


def _tried(field: Field) -> Iterator[str]:
    if field.choices:
        yield from (choice.id for choice in field.choices if choice.id != field.default)
    elif isinstance(field.default, float | int) and field.default:
        for value in (field.default / FACTOR, field.default * FACTOR):
            low, high = field.minimum or 0.0, field.maximum or math.inf
            if low <= value <= high:
                yield f"{math.ceil(value) if field.whole else value:g}"


def _named(field: Field, value: str) -> str:
    return next((choice.label for choice in field.choices if choice.id == value), f"{value} {field.unit}".strip())


def _moved(was: Report, is_now: Report) -> tuple[float, str]:
    """Return how much an answer moved, and its verdict where that got better or worse."""
    weight, label = 0.0, ""
    if was.verdict.level != is_now.verdict.level:
        weight, label = VERDICT_MOVES, is_now.verdict.label
    amounts = {item.id: item.amount for item in is_now.answers}
    for item in was.answers[: was.matter]:
        other = amounts.get(item.id)
        if item.amount and other and item.amount > 0 and other > 0:
            weight += abs(math.log2(other / item.amount))
        elif bool(item.amount) != bool(other):
            weight += 1.0
    return weight, label


def strictest(lines: tuple[Line, ...]) -> Level:
    """Return the level of the strictest verdict that is no example; `mixed` where one is missing and none stricter."""
    levels = {line.report.verdict.level for line in lines if line.report and not line.report.example}
    if any(line.report is None or line.report.example for line in lines):
        levels.add("mixed")
    return next((level for level in LEVELS if level in levels), "mixed")
