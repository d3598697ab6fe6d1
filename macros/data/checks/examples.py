"""Whether examples can be worked out and say where they are from."""

from pathlib import Path

from calculators.answers.inputs import InputError
from calculators.answers.inputs import fields as form_fields
from calculators.answers.inputs import read as read_inputs
from macros.data.checks.rule import EVERYTHING, Check, Found, advice
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


def _differ(published: str, ours: str) -> bool:
    """Return whether ours does not round to the published digits."""
    try:
        places = len(published.partition(".")[2])
        return abs(float(published) - float(ours)) > 0.5 * 10.0**-places
    except ValueError:
        return published != ours


CHECKS = (Check("examples can be worked out and say where they are from", _examples, EVERYTHING),)
