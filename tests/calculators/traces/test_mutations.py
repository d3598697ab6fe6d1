"""Some hundred damaged texts; `python -m tests.calculators.traces.mutations 2000` tries more."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.traces import read_trace
from tests.calculators.traces.mutations import KINDS, Damage, Try, right, tries, wrong
from tests.cases.traces import TraceCase, load

CASES = [case for case in load() if len(case.text) < 5_000]
WHOLE = {case.name: right(case).trace for case in load() if case.right is not None}


@pytest.mark.parametrize("damaged", tries(250), ids=lambda damaged: f"{damaged.case.name}-{damaged.kind}")
def test_a_damaged_text_is_right_refused_asked_or_doubted(damaged: Try) -> None:
    whole = WHOLE[damaged.case.name]
    assert whole is not None
    assert wrong(damaged, whole) == ""


@given(st.sampled_from(CASES), st.lists(st.sampled_from(KINDS), min_size=1, max_size=4), st.integers(0, 10**6))
def test_no_damage_raises(case: TraceCase, kinds: list[Damage], seed: int) -> None:
    text, chance = case.text, random.Random(seed)
    for kind in kinds:
        text = kind(text, chance) if len(text) > 8 else text
    reading = read_trace(text, **case.given)
    assert reading.trace is not None or reading.notes
    assert reading.trace is None or min(reading.trace.durations) > 0
