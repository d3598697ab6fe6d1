"""The case files themselves, and the reader that tells a maintainer what is wrong with one."""

import pytest

from calculators.answers.inputs import fields, read
from calculators.catalog import Catalog
from calculators.registry import CALCULATORS
from tests import cases
from tests.cases import Case, CaseError, ExpectedLine, Figure

GOOD = "- {name: a, inputs: {x: 1}, source: by hand, expected: {verdict: good}}"


def test_every_calculator_has_cases() -> None:
    assert {case.calculator for case in cases.load_all()} == set(CALCULATORS)


@pytest.mark.parametrize("case", cases.load_all(), ids=str)
def test_a_case_names_only_inputs_that_differ_from_the_default(case: Case, catalog: Catalog) -> None:
    form = CALCULATORS[case.calculator].form(catalog)
    defaults = {field.id: field.default for field in fields(form)}
    assert case.inputs.keys() <= defaults.keys()
    if len(case.inputs) == 1 and not case.expected.problems:
        assert read(form, case.inputs, catalog) != defaults or case.name.startswith("published rule")


@pytest.mark.parametrize("case", cases.load_all(), ids=str)
def test_a_case_says_where_its_values_are_known_from(case: Case) -> None:
    assert len(case.source) > 10


def test_a_good_case_is_read() -> None:
    (case,) = cases.read("any", GOOD)
    assert (case.name, case.inputs, case.expected.verdict) == ("a", {"x": 1}, "good")
    assert str(case) == "any: a"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("source: by hand, ", ""), "any.yaml: a: 'source' is missing."),
        (GOOD.replace("verdict", "verdikt"), "'verdikt' is not a key here. Allowed: verdict, answers"),
        (GOOD.replace("inputs", "input"), "'input' is not a key here. Allowed: name, inputs"),
        (GOOD.replace("{verdict: good}", "{}"), "nothing is expected. Allowed: verdict"),
        (GOOD + "\n" + GOOD, "this name stands here twice."),
        (GOOD.replace("verdict: good", "verdict: good, problems: [x]"), "there is nothing else."),
        (
            GOOD.replace("verdict: good", "answers: [{id: x, amount: 12.0, unit: h}]"),
            "write the figure 12.0 in quotes, as it is printed: '12.0'.",
        ),
        (GOOD.replace("verdict: good", "lines: [{name: x, figures: ['1e3']}]"), "write the figure 1e3"),
    ],
)
def test_a_bad_case_is_refused_with_its_name_and_what_is_allowed(text: str, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        cases.read("any", text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("printed", "inside", "outside"),
    [("12.0", (11.95, 12.05), (11.94, 12.06)), ("12", (11.5, 12.5), (11.49, 12.51)), ("5.243", (5.24288,), (5.2424,))],
)
def test_the_last_printed_digit_is_the_tolerance(
    printed: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    figure = Figure(printed=printed)
    assert all(figure.agrees(value) for value in inside)
    assert not any(figure.agrees(value) for value in outside)


def test_a_line_finds_grouped_figures_and_names_the_missing_ones() -> None:
    line = ExpectedLine(name="any", figures=(Figure(printed="1466"), Figure(printed="12.2"), Figure(printed="7")))
    assert line.missing("1\u202f466 Mbit/s, 12.22 of 3") == ("7",)
