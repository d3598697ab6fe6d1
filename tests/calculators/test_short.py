"""What a page shows first is what the whole answer begins with, and what comes piece by piece is it, to the letter."""

import json
from collections.abc import Mapping

import pytest

from calculators import registry
from calculators.answers.inputs import InputError
from calculators.bridge import answer
from calculators.catalog import Catalog
from calculators.registry import CALCULATORS, run, run_short
from tests import cases
from tests.cases import Case

STAGED = [name for name, tool in CALCULATORS.items() if hasattr(tool, "stages")]
CASES = [case for name in STAGED for case in cases.load(name) if not case.expected.problems]


def asked(calculator: str, inputs: Mapping[str, object], **more: object) -> dict[str, str]:
    request = {"id": 1, "calculator": calculator, "inputs": inputs, "typed": list(inputs), "base": "../", **more}
    result: dict[str, str] = json.loads(answer(json.dumps(request)))["result"]
    return result


def in_parts(calculator: str, inputs: Mapping[str, object]) -> dict[str, str]:
    while result := asked(calculator, inputs, part=True):
        if "more" not in result:
            break
    return result


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_whole_answer_begins_with_the_short_one(case: Case, catalog: Catalog) -> None:
    short = run_short(case.calculator, case.inputs, catalog)
    rest = in_parts(case.calculator, case.inputs)
    # Worked out anew, not from what the short one left.
    registry.forget()
    whole = run(case.calculator, case.inputs, catalog)
    assert short is not None
    assert rest == asked(case.calculator, case.inputs)
    assert (short.verdict, short.given, short.answers, short.matter, short.read) == (
        whole.verdict, whole.given, whole.answers, whole.matter, whole.read,
    )  # fmt: skip


def test_a_page_asks_for_the_short_answer_then_for_the_whole_one() -> None:
    inputs: dict[str, object] = {"link_mbps": "33"}
    short, whole = asked("rpo_bandwidth", inputs, short=True), asked("rpo_bandwidth", inputs)
    assert set(short) == {"short"}
    assert whole["html"].startswith(f'<div class="hb-rail"><div class="hb-short">\n{short["short"]}')
    assert whole == asked("rpo_bandwidth", inputs)


def test_what_is_asked_between_two_parts_changes_neither() -> None:
    here: dict[str, object] = {"link_mbps": "33"}
    there: dict[str, object] = {"link_mbps": "70"}
    whole = [asked("rpo_bandwidth", inputs) for inputs in (here, there)]
    asked("rpo_bandwidth", there, short=True, anew=True)
    # By turns: each ends, though both work out what the other has not.
    turns = [[asked("rpo_bandwidth", inputs, part=True) for inputs in (here, there)] for _ in range(60)]
    ends = [[result for result in results if "more" not in result] for results in zip(*turns, strict=True)]
    assert [results[0] for results in ends] == whole


def test_an_answer_that_broke_off_is_not_taken_for_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked("components", {}, short=True, anew=True)
    with monkeypatch.context() as broken:
        broken.setattr("calculators.components.tables.all_tables", lambda *_: 1 / 0)
        with pytest.raises(KeyError, match="result"):
            in_parts("components", {})
    assert in_parts("components", {}) == asked("components", {}, anew=True)


def test_what_was_left_for_other_inputs_is_not_taken() -> None:
    asked("rpo_bandwidth", {"link_mbps": "33"}, short=True)
    assert "<strong>" in (other := asked("rpo_bandwidth", {"link_mbps": "70"}))["html"]
    assert other == asked("rpo_bandwidth", {"link_mbps": "70"})


def test_a_calculator_that_takes_no_longer_answers_whole_at_once() -> None:
    assert {"html", "markdown"} == set(asked("qualification", {}, short=True))


def test_wrong_inputs_are_told_at_the_first_question(catalog: Catalog) -> None:
    with pytest.raises(InputError, match="link_mbps"):
        run_short("rpo_bandwidth", {"link_mbps": "fast"}, catalog)
