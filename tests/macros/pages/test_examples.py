"""Worked examples: what is published stands beside what the calculator answers."""

import re

import pytest
from markupsafe import Markup

from calculators.answers.inputs import read
from calculators.registry import CALCULATORS, run
from macros.data import examined
from macros.data.checks import unanswered
from macros.pages import examples
from macros.pages.view import View
from tests.cases import FIGURE, ExpectedLine, Figure
from tests.macros.conftest import Project, numberless
from tests.site.page import read_page, squeezed


def test_every_example_comes_out_as_its_record_says(view: View):
    wrong = []
    for example in view.data.examples:
        report = run(example.calculator, examples.inputs_of(example), view.data.catalog)
        shown = examples.answered(report, example)
        if not FIGURE.fullmatch(example.ours):
            agreed = shown == example.ours
        else:
            agreed = not ExpectedLine(name="", figures=(Figure(printed=example.ours),)).missing(shown)
        if not agreed:
            wrong.append(f"{example.id}: {shown}, not {example.ours}")
    assert wrong == []


def test_every_example_stands_in_one_table_with_what_is_published(view: View):
    html = Markup("").join(examples.worked_examples(view, which) for which in examples.KINDS)
    found = re.findall(r'<tr id="example-([^"]+)".*?</tr>', html, re.DOTALL)
    assert sorted(found) == sorted(example.id for example in view.data.examples)
    for example in view.data.examples:
        (row,) = re.findall(rf'<tr id="example-{example.id}".*?</tr>', html, re.DOTALL)
        words = read_page(row).words
        unit = example.unit.removesuffix("s") if example.published == "1" else example.unit
        unit = "" if example.published in ("never", "no time") else unit
        assert squeezed(f"{example.published} {unit}") in words
        assert squeezed((example.why_different or "").replace("`", "")) in words
        if example.formerly is not None:
            assert squeezed(example.formerly.why) in words
            assert squeezed(f"{example.formerly.answer} {example.unit}, until") in words


def test_an_answer_that_was_corrected_is_another_one_now(view: View):
    changed = [example for example in view.data.examples if example.formerly is not None]
    assert changed
    assert all(example.formerly and example.formerly.answer != example.ours for example in changed)


def test_the_link_of_an_example_leads_to_its_inputs(view: View):
    html = Markup("").join(examples.worked_examples(view, which) for which in examples.KINDS)
    addresses = re.findall(r'href="(\.\./[a-z-]+/(?:\?[^"]*)?#calculator)"', html)
    assert len(addresses) == len(view.data.examples)
    assert any("groups=first%3B+432%3B+432%0Asecond" in address for address in addresses)


def test_examples_change_something_or_are_the_form_as_it_starts(view: View):
    for example in view.data.examples:
        form = CALCULATORS[example.calculator].form(view.data.catalog)
        given = read(form, examples.inputs_of(example), view.data.catalog)
        plain = read(form, {}, view.data.catalog)
        assert given != plain or not example.inputs or example.id == "rpo-bandwidth-60", example.id


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  ours: '699'", "  →ours: '733'", "this is not what is published: say why in `why_different`."),
        (
            "    - {id: rpo_minutes, value: 10}",
            "    - {→id: rpo_minute, value: 10}",
            "the calculator has no input 'rpo_minute'. Did you mean 'rpo_minutes'?",
        ),
        ("  by_hand: V / (B - c) has no value\n", "", "an example has a source where it is printed, or a sum by hand"),
    ],
)
def test_an_example_that_cannot_be_worked_out_is_refused(broken, old: str, new: str, message: str):
    _, problems = broken("examples.yaml", old, new)
    assert any(message in problem for problem in problems)


def test_an_example_whose_answer_does_not_exist_is_told_with_its_place(project: Project):
    at = project.edit("examples.yaml", "  answer: catch_up\n", "  →answer: catch_pu\n")
    (problem,) = unanswered(examined.read(project.root / "data"))
    message = "the calculator answers nothing of the name 'catch_pu'. Did you mean 'catch_up'?"
    assert numberless(str(problem)) == f"{at}: [N].answer: {message}"
    assert problem.level == "error"
