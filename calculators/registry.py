"""Every calculator by name, and the one way to run one."""

from collections.abc import Collection, Mapping
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

    def inputs(self, values: Mapping[str, Value | Several]) -> Any:
        """Return checked values as the calculator's own inputs."""

    def calculate(self, inputs: Any, catalog: Catalog) -> Any:
        """Return the result."""

    def report(self, inputs: Any, result: Any, catalog: Catalog) -> Report:
        """Return the result as it is shown."""


CALCULATORS: Mapping[str, Any] = {
    module.NAME: module for module in (qualification, rpo_bandwidth, trace_replay, recovery_time, components, kernels)
}


def run(name: str, raw: Mapping[str, object], catalog: Catalog, *, typed: Collection[str] | None = None) -> Report:
    """Return the report of a calculator for what a reader gave; defaults fill the rest.

    `typed` names the inputs that the reader gave, where `raw` holds defaults too, as a form does.
    Raises KeyError for an unknown calculator and InputError with every problem of the inputs.
    """
    calculator: Calculator = CALCULATORS[name]
    inputs = calculator.inputs(read(calculator.form(catalog), raw, catalog))
    return as_typed(
        calculator.report(inputs, calculator.calculate(inputs, catalog), catalog),
        raw.keys() if typed is None else typed,
    )
