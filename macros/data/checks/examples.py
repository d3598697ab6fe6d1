"""Whether examples can be worked out and say where they are from."""

from collections.abc import Iterator
from pathlib import Path

from calculators.answers.inputs import InputError
from calculators.answers.inputs import fields as form_fields
from calculators.answers.inputs import read as read_inputs
from calculators.answers.report import Report
from calculators.registry import run
from macros.data.checks.rule import EVERYTHING, Check, Found, advice
from macros.data.datafile import Problem
from macros.data.loader import Data


def _examples(data: Data, root: Path) -> Found:
    forms = {form.id: {field.id for field in form_fields(form)} for form in data.catalog.forms}
    for index, example in enumerate(data.examples):
        file = data.files["examples.yaml"]
        if example.calculator not in forms:
            message = f"there is no form of a calculator '{example.calculator}'.{advice(example.calculator, forms)}"
            yield file, (index, "calculator"), message
            continue
        known = forms[example.calculator]
        for place, given in enumerate(example.inputs):
            if given.id not in known:
                message = f"the calculator has no input '{given.id}'.{advice(given.id, known)}"
                yield file, (index, "inputs", place, "id"), message
        try:
            values = {item.id: item.value for item in example.inputs}
            read_inputs(data.catalog.form(example.calculator), values, data.catalog)
        except KeyError:
            pass  # a figure is missing, and its own check tells
        except InputError as error:
            for problem in error.problems:
                yield file, (index, "inputs"), f"the calculator refuses this: {problem}"
        if (example.source is None) == (example.by_hand is None):
            yield file, (index,), "an example has a source where it is printed, or a sum by hand, and not both."
        if example.why_different is None and _differ(example.published, example.ours):
            yield file, (index, "ours"), "this is not what is published: say why in `why_different`."


def unanswered(data: Data) -> Iterator[Problem]:
    """Yield a problem for each example whose calculator answers nothing of the name that it asks for.

    Every example is worked out, which takes as long as all the checks, so this stands beside them.
    """
    for index, example in enumerate(data.examples):
        inputs = {given.id: given.value for given in example.inputs}
        known = _names(run(example.calculator, inputs, data.catalog))
        if example.answer not in known:
            message = f"the calculator answers nothing of the name '{example.answer}'.{advice(example.answer, known)}"
            yield data.files["examples.yaml"].problem((index, "answer"), message)


def _names(report: Report) -> set[str]:
    rows = (row[0] for table in report.tables for row in table.rows)
    return {*(answer.id for answer in report.answers), *(step.label for step in report.working), *rows}


def _differ(published: str, ours: str) -> bool:
    """Return whether ours does not round to the published digits."""
    try:
        places = len(published.partition(".")[2])
        return abs(float(published) - float(ours)) > 0.5 * 10.0**-places
    except ValueError:
        return published != ours


CHECKS = (Check("examples can be worked out and say where they are from", _examples, EVERYTHING),)
