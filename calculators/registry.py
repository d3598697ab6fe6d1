"""Every calculator by name, and the one way to run one."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from calculators.answers.inputs import Several, Value, read
from calculators.answers.report import Report, as_typed
from calculators.catalog import Catalog
from calculators.records.form import Form


class Calculator(Protocol):
    """What a calculator's module offers: `report`, or `stages`, where verdict and figures come long before the rest."""

    NAME: str

    def form(self, catalog: Catalog) -> Form:
        """Return the inputs."""

    def inputs(self, values: Mapping[str, Value | Several], catalog: Catalog) -> Any:
        """Return checked values as the calculator's own inputs."""

    def calculate(self, inputs: Any, catalog: Catalog) -> Any:
        """Return the result."""

    def report(self, inputs: Any, result: Any, catalog: Catalog) -> Report:
        """Return the result as it is shown."""

    def stages(self, inputs: Any, result: Any, catalog: Catalog) -> Iterator[Report]:
        """Yield the result as it is shown, as far as it is worked out: verdict and figures first, all of it last."""


_MODULES = {
    "qualification": "calculators.qualification",
    "rpo_bandwidth": "calculators.rpo_bandwidth",
    "replay": "calculators.trace_replay",
    "recovery_time": "calculators.recovery_time",
    "components": "calculators.components",
    "kernels": "calculators.kernels",
    "plan": "calculators.plan",
}


class _Calculators(Mapping[str, Any]):
    """The modules by name, each imported when somebody asks for it: a page needs one, and they are most of the code."""

    def __getitem__(self, name: str) -> Any:
        return import_module(_MODULES[name])

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


CALCULATORS: Mapping[str, Any] = _Calculators()


MOST_LETTERS = 2_000_000
"""Answers to inputs with more letters are not kept: they would take the room that the next one needs."""


@dataclass(slots=True)
class _Answer:
    """What was worked out for inputs, as far as somebody asked for it."""

    catalog: Catalog
    key: tuple[tuple[str, str], ...]
    stages: Iterator[Report]
    short: Report | None = None
    told: Report | None = None
    is_whole: bool = False


_answers: dict[str, _Answer] = {}
"""The last one of each calculator: the whole answer follows a short one, and most of a project stays as it was."""


def run(name: str, raw: Mapping[str, object], catalog: Catalog, *, typed: Collection[str] | None = None) -> Report:
    """Return the report of a calculator for what a reader gave; defaults fill the rest.

    `typed` names the inputs that the reader gave, where `raw` holds defaults too, as a form does.
    Raises KeyError for an unknown calculator and InputError with every problem of the inputs.
    """
    answer = _worked_out(name, raw, catalog)
    while not answer.is_whole:
        _go_on(name, answer)
    return _whole(answer, raw, typed)


def run_in_parts(
    name: str, raw: Mapping[str, object], catalog: Catalog, *, typed: Collection[str] | None = None
) -> Iterator[Report | None]:
    """Yield None after each stage of what `run` returns, and it at the end: others need not wait for all of it.

    Raises what `run` raises.
    """
    answer = _worked_out(name, raw, catalog)
    while not answer.is_whole:
        _go_on(name, answer)
        yield None
    yield _whole(answer, raw, typed)


def run_short(
    name: str, raw: Mapping[str, object], catalog: Catalog, *, typed: Collection[str] | None = None
) -> Report | None:
    """Return the verdict and the figures of what `run` returns; None where a calculator takes no longer for all of it.

    Raises what `run` raises.
    """
    if not hasattr(CALCULATORS[name], "stages"):
        return None
    return run_begun(name, raw, catalog, typed=typed)


def run_begun(
    name: str, raw: Mapping[str, object], catalog: Catalog, *, typed: Collection[str] | None = None, keep: bool = True
) -> Report:
    """Return what `run` returns, as far as it comes at once: verdict and figures at least.

    Without `keep` it is forgotten, as what was tried with inputs that nobody gave. Raises what `run` raises.
    """
    answer = _worked_out(name, raw, catalog, keep=keep)
    if answer.short is None:
        _go_on(name, answer)
    assert answer.short is not None
    return as_typed(answer.short, raw.keys() if typed is None else typed)


def _whole(answer: _Answer, raw: Mapping[str, object], typed: Collection[str] | None) -> Report:
    assert answer.told is not None
    return as_typed(answer.told, raw.keys() if typed is None else typed)


def _go_on(name: str, answer: _Answer) -> None:
    """Work out the next stage of an answer, or find that there is none."""
    try:
        further = next(answer.stages, None)
    except Exception:
        # Asked again, it would look whole.
        _answers.pop(name, None)
        raise
    if further is None:
        answer.is_whole = True
    else:
        answer.told = further
        answer.short = answer.short or further


def _worked_out(name: str, raw: Mapping[str, object], catalog: Catalog, *, keep: bool = True) -> _Answer:
    calculator: Calculator = CALCULATORS[name]
    key = tuple(sorted((field, str(value)) for field, value in raw.items()))
    known = _answers.get(name)
    if known is not None and known.catalog is catalog and known.key == key:
        return known
    inputs = calculator.inputs(read(calculator.form(catalog), raw, catalog), catalog)
    stages = getattr(calculator, "stages", _at_once(calculator))
    answer = _Answer(catalog=catalog, key=key, stages=stages(inputs, calculator.calculate(inputs, catalog), catalog))
    if keep:
        _answers.pop(name, None)
        if sum(len(value) for _, value in key) <= MOST_LETTERS:
            _answers[name] = answer
    return answer


def _at_once(calculator: Calculator) -> Callable[[Any, Any, Catalog], Iterator[Report]]:
    def stages(inputs: Any, result: Any, catalog: Catalog) -> Iterator[Report]:
        yield calculator.report(inputs, result, catalog)

    return stages


def forget(name: str | None = None) -> None:
    """Forget every answer that was kept, or that of one calculator."""
    for known in list(_answers) if name is None else [name]:
        _answers.pop(known, None)
