"""Every calculator by name, and the one way to run one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from calculators import components, kernels, qualification, recovery_time, rpo_bandwidth, trace_replay
from calculators.answers.inputs import Several, Value, read
from calculators.answers.report import Report, as_typed
from calculators.catalog import Catalog
from calculators.records.form import Form


class Calculator(Protocol):
    """What a calculator's module offers."""

    NAME: str

    def form(self, catalog: Catalog) -> Form:
        """Return the inputs."""

    def inputs(self, values: Mapping[str, Value | Several], catalog: Catalog) -> Any:
        """Return checked values as the calculator's own inputs."""

    def calculate(self, inputs: Any, catalog: Catalog) -> Any:
        """Return the result."""

    def report(self, inputs: Any, result: Any, catalog: Catalog) -> Report:
        """Return the result as it is shown."""


CALCULATORS: Mapping[str, Any] = {
    module.NAME: module for module in (qualification, rpo_bandwidth, trace_replay, recovery_time, components, kernels)
}


@dataclass(slots=True)
class _Last:
    """What was worked out for a short answer, which the whole one begins with."""

    key: tuple[object, ...] = ()
    worked_out: tuple[Any, Any] | None = None


_last = _Last()


def run_short(
    name: str, raw: Mapping[str, object], catalog: Catalog, *, typed: Collection[str] | None = None
) -> Report | None:
    """Return the verdict and the figures of what `run` returns; None where a calculator takes no longer for all of it.

    Raises what `run` raises.
    """
    calculator = CALCULATORS[name]
    if not hasattr(calculator, "short"):
        return None
    inputs = calculator.inputs(read(calculator.form(catalog), raw, catalog), catalog)
    result = calculator.calculate(inputs, catalog)
    _last.key, _last.worked_out = _key(name, raw, catalog), (inputs, result)
    return as_typed(calculator.short(inputs, result, catalog), raw.keys() if typed is None else typed)


def forget() -> None:
    """Forget what was worked out for a short answer."""
    _last.key, _last.worked_out = (), None


def _key(name: str, raw: Mapping[str, object], catalog: Catalog) -> tuple[object, ...]:
    return (name, id(catalog), *sorted((field, str(value)) for field, value in raw.items()))


def run(name: str, raw: Mapping[str, object], catalog: Catalog, *, typed: Collection[str] | None = None) -> Report:
    """Return the report of a calculator for what a reader gave; defaults fill the rest.

    `typed` names the inputs that the reader gave, where `raw` holds defaults too, as a form does.
    Raises KeyError for an unknown calculator and InputError with every problem of the inputs.
    """
    calculator: Calculator = CALCULATORS[name]
    known = _last.worked_out if _last.key and _last.key == _key(name, raw, catalog) else None
    forget()
    if known is None:
        inputs = calculator.inputs(read(calculator.form(catalog), raw, catalog), catalog)
        known = inputs, calculator.calculate(inputs, catalog)
    return as_typed(calculator.report(*known, catalog), raw.keys() if typed is None else typed)
