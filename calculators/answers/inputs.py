"""From what a reader typed to checked values, with one clear message a problem."""

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from calculators.answers.report import BETWEEN, LINE_END, NOTHING, empty, following, lines_in
from calculators.answers.wording import sentence
from calculators.catalog import Catalog
from calculators.records.form import Field, Form
from calculators.records.repeated import repeated
from calculators.replication.quantities import IGNORABLE, UnclearError, read_quantity, seen, size_unit
from calculators.replication.units import DATA_UNITS, from_bytes, to_bytes

type Value = float | str | None
type Several = tuple[str, ...]

_SEEN = re.compile(rf"[^\s{IGNORABLE}]")
# A letter beyond U+FFFF travels as two halves. Half of one is no letter, and no file can hold it.
_HALF = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class InputProblem:
    """What is wrong with one input, and what is allowed."""

    field: str
    message: str

    def __str__(self) -> str:
        """Return `field: message`."""
        return f"{repeated(self.field)}: {self.message}"


class RefusedError(Exception):
    """Raised for what is none of its kind, with a sentence for the reader that says why."""


class InputError(Exception):
    """Raised with every problem of the inputs."""

    def __init__(self, problems: list[InputProblem]) -> None:
        """Keep the problems in the order of the form."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def filled[Made](kind: Callable[..., Made], values: Mapping[str, object]) -> Made:
    """Return a calculator's inputs from values that `read` has checked: each is of the type that its field says."""
    return kind(**values)


def fields(form: Form) -> tuple[Field, ...]:
    """Return all fields of a form, in order."""
    return tuple(field for group in form.groups for field in group.fields)


def smallest(field: Field, catalog: Catalog) -> float | None:
    """Return the smallest allowed number of a field, or None when there is no such bound."""
    return catalog.value(field.minimum_is) if field.minimum_is else field.minimum


def maximum(form: Form, name: str) -> float:
    """Return the largest allowed number of a form's field, infinity without such a bound. Raises KeyError."""
    field = {field.id: field for field in fields(form)}[name]
    return math.inf if field.maximum is None else field.maximum


def read(form: Form, raw: Mapping[str, object], catalog: Catalog) -> dict[str, Value | Several]:
    """Return the value of every field: what was given, else the default.

    Numbers come as floats, choices as their id, several choices as a tuple, texts as they are, an empty optional
    field as None.
    Raises InputError with one problem for each field that cannot be used, unknown ones included.
    """
    known = {field.id: field for field in fields(form)}
    problems: list[InputProblem] = []
    for name in raw:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean '{close[0]}'?" if close else ""
            message = f"there is no such input.{hint} Allowed: {_quoted(known)}."
            problems.append(InputProblem(name, message))
    given = {name: _shown(known[name], value) for name, value in raw.items() if name in known}
    values: dict[str, Value | Several] = {}
    for name, field in known.items():
        try:
            values[name] = (
                _value(field, _in_unit(field, known, given, catalog), catalog) if name in given else _default(field)
            )
        except ValueError as error:
            problems.append(InputProblem(name, str(error)))
    if problems:
        raise InputError(problems)
    return values


def allowed(field: Field, catalog: Catalog) -> str:
    """Return what a field takes, as the end of a sentence."""
    if field.choices:
        amount = "any, with commas between them," if field.several else "one"
        return f"choose {amount} of: {_quoted(choice.id for choice in field.choices)}"
    if field.lines is not None:
        text = f"paste at most {field.lines} lines with {field.letters} characters"
        return f"{text}, or leave it empty" if field.optional else text
    low = smallest(field, catalog)
    unit = f" {field.unit}" if field.unit else ""
    bounds: list[str] = []
    if low is not None:
        bounds.append(f"from {_plain(low)}")
    if field.maximum is not None:
        bounds.append(f"up to {_plain(field.maximum)}")
    text = f"enter a {'whole ' if field.whole else ''}number {' '.join(bounds)}{unit}"
    return f"{text}, or leave it empty" if field.optional else text


def _shown(field: Field, given: object) -> object:
    """Return what was given for a field, without the words that an answer shows with it."""
    if not isinstance(given, str):
        return given
    if field.lines is not None:
        given = given.replace(LINE_END, "\n")
    if not field.empty_means:
        return given
    words = empty(field)
    # A text may have a hundred million letters.
    if len(given) <= 2 * len(words) and seen(given) == seen(words):
        return None
    return given.removesuffix(following("", field))


def _quoted(names: Iterable[str]) -> str:
    """Return what somebody may type, as in every language."""
    return ", ".join(f"'{name}'" for name in names)


def _default(field: Field) -> Value | Several:
    return () if field.several else field.default


def _rule(field: Field, catalog: Catalog) -> str:
    """Return what a field takes as a sentence: only who is refused needs it."""
    return sentence(allowed(field, catalog))


def _text(field: Field, given: object, catalog: Catalog) -> Value:
    if given is None or (isinstance(given, str) and not _SEEN.search(given)):
        if field.optional:
            return None
        raise ValueError(f"this is empty. {_rule(field, catalog)}")
    if not isinstance(given, str):
        raise ValueError(f"'{repeated(str(given))}' is not a text. {_rule(field, catalog)}")
    if field.letters is not None and len(given) > field.letters:
        shorten = f" {field.shorten}" if field.shorten else ""
        raise ValueError(f"this has {len(given)} characters. {_rule(field, catalog)}{shorten}")
    if not given.isascii() and (half := _HALF.search(given)):
        raise ValueError(
            f"character {half.start() + 1}, {repeated(half[0])}, is half of a letter that was cut apart. "
            f"Delete it, or paste the text again. {_rule(field, catalog)}"
        )
    if field.lines is not None and lines_in(given) > field.lines:
        raise ValueError(f"this has {lines_in(given)} lines. {_rule(field, catalog)}")
    return given


def _value(field: Field, given: object, catalog: Catalog) -> Value | Several:
    if field.lines is not None:
        return _text(field, given, catalog)
    text = "" if given is None else seen(str(given))
    if field.several:
        if text == NOTHING:
            return ()
        names = given if isinstance(given, list | tuple) else _parted(field, text)
        wanted = {_choice(field, name, catalog) for name in (seen(str(name)) for name in names) if name}
        return tuple(choice.id for choice in field.choices if choice.id in wanted)
    if field.choices:
        return _choice(field, text, catalog)
    if not text:
        if field.optional:
            return None
        raise ValueError(f"this is empty. {_rule(field, catalog)}")
    value = _number(field, given, text, catalog)
    low = smallest(field, catalog)
    if (
        not math.isfinite(value)
        or (low is not None and value < low)
        or (field.maximum is not None and value > field.maximum)
    ):
        raise ValueError(f"{repeated(text)} is out of range. {_rule(field, catalog)}")
    if field.whole and value != int(value):
        raise ValueError(f"{repeated(text)} is not a whole number. {_rule(field, catalog)}")
    return value


def _parted(field: Field, text: str) -> list[str]:
    """Return several choices: their ids with commas between them, or their words as an answer shows them."""
    if BETWEEN in text or text in (choice.label for choice in field.choices):
        return text.split(BETWEEN)
    return text.split(",")


def _number(field: Field, given: object, text: str, catalog: Catalog) -> float:
    if isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given):
        return float(given)
    if not isinstance(given, str):
        raise ValueError(f"'{repeated(text)}' is not a number. {_rule(field, catalog)}")
    try:
        return read_quantity(text, field.unit)
    except UnclearError:
        raise
    except ValueError as error:
        raise ValueError(f"{error} {_rule(field, catalog)}") from None


def _in_unit(field: Field, known: Mapping[str, Field], raw: Mapping[str, object], catalog: Catalog) -> object:
    """Return what was given for a field, in the unit that another field holds when it came with one of its own."""
    given = raw[field.id]
    if not field.unit_from or not isinstance(given, str) or not (unit := size_unit(given)):
        return given
    chosen = known[field.unit_from]
    try:
        wanted = _choice(chosen, seen(str(raw.get(chosen.id, chosen.default))), catalog)
    except ValueError:
        return read_quantity(given, unit)  # the other field says what is wrong with it
    amount = read_quantity(given, unit)
    if wanted == unit:
        return amount
    size = to_bytes(amount, unit) if unit in DATA_UNITS else read_quantity(given, "B")
    return from_bytes(size, wanted)


def _choice(field: Field, text: str, catalog: Catalog) -> str:
    names = [choice.id for choice in field.choices]
    if text in names:
        return text
    plain = text.casefold()
    for alike in (
        [choice.id for choice in field.choices if choice.label == text],
        [choice.id for choice in field.choices if plain in (choice.id.casefold(), choice.label.casefold())],
    ):
        if len(alike) == 1:
            return alike[0]
    close = difflib.get_close_matches(text, names, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    raise ValueError(f"'{repeated(text)}' is not allowed.{hint} {_rule(field, catalog)}")


def _plain(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:g}"
