"""Whatever stands in the fields, a reader gets an answer or sentences, in every calculator."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import bridge
from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.records.form import Field
from calculators.registry import CALCULATORS

HALF = "\ud800"
UNSEEN = ("\ufeff", "\u200b", "\u2060\u00ad", "\u3164", " \ufeff\n\u200b ")
# What is a number, a text or a time elsewhere, or was one before it was copied.
ODD = (
    "", *UNSEEN, HALF, f"a{HALF}b", "\udfff\ud800", "\0", "\x1b[2J", "\u2028", "\u202e1", "nan", "NaN", "inf",
    "-Infinity", "1e999", "-0", "1e-320", "1e308", "9" * 400, "1_000", "²", "½", "\u0663", "１", "0", "-1", "0.0000001",
    "#", "-", ";;;;;",
    "9999-12-31 23:59", "0001-01-01 00:00", "2199-12-31 24:00", "1980-01-01 00:00", "Mon 24:00",
    "daily 00:00-24:00 0%", "Mon-Sun 00:00-24:00 0.000000000001%", "sat 23:00-24:00 1%\ndaily 00:00-23:00 0%",
    "a; 999999999999 TB; 999999999999 TB; 999999999999 d; t", "a; 0.001 MB; 0; 1; 1\nb; 1e9; ²; 5", "x\ny",
    "1e18 " * 24, "0 " * 24, "0 " * 23 + "1e18", "time,GB/s\n0,1\n1e18,1",
    "time,MB/s\n2026-01-01 00:00,1e18\n2026-01-01 00:01,0",
    "time,write B\n1980-01-01 00:00,1\n2199-12-31 23:59,1e18", "write GB\n1e18\n1e18", "interval 60\nnan\ninf\n1",
    '"(PDH-CSV 4.0) (x)(-9999)","\\\\a\\b\\write byte/"\n"12/31/2199 23:59:59.999","inf"',
    "12:00:00 DEV wkB/s\n12:00:00 a 1\n11:00:00 a 1",
    "99.99.99-9.el7", "kernel-3.10.0-957.el7.x86_64\n\ufeff",
)  # fmt: skip


@pytest.fixture(autouse=True)
def loaded(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "load", lambda: catalog)


def ask(calculator: str, inputs: dict[str, Any], **more: str) -> dict[str, Any]:
    """Return the reply of the bridge, which must be an answer or sentences."""
    request = {"id": 1, "calculator": calculator, "inputs": inputs, "base": "../", **more}
    text = bridge.answer(json.dumps(request))
    text.encode("utf-8")
    reply: dict[str, Any] = json.loads(text, parse_constant=_refuse)
    assert reply.keys() in ({"id", "result"}, {"id", "problems"}), reply
    for problem in reply.get("problems", ()):
        assert problem["message"].isprintable() and problem["message"][-1] == ".", problem
    return reply


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def values(field: Field) -> st.SearchStrategy[Any]:
    """Return what may stand in a field: what it takes up to its bounds, and what it does not."""
    odd = st.sampled_from(ODD)
    if field.choices:
        ids = st.sampled_from([choice.id for choice in field.choices])
        return st.one_of(st.lists(ids, max_size=3), odd) if field.several else st.one_of(ids, ids, odd)
    if field.lines is not None:
        return st.one_of(odd, odd, st.lists(odd, min_size=2, max_size=4).map("\n".join), st.text(max_size=40))
    low, high = field.minimum or 0, field.maximum or 1e9
    within = st.sampled_from([low, high, low + 1e-9, (low + high) / 2]) | st.floats(low, high)
    return st.one_of(within, within, within, odd, st.none() if field.optional else within)


@pytest.mark.parametrize("name", CALCULATORS)
@settings(max_examples=20)
@given(data=st.data())
def test_the_page_gets_an_answer_or_sentences(name: str, data: st.DataObject, catalog: Catalog) -> None:
    form = CALCULATORS[name].form(catalog)
    chosen = data.draw(
        st.lists(st.sampled_from(fields(form)), min_size=1, max_size=5, unique_by=lambda field: field.id)
    )
    ask(name, {field.id: data.draw(values(field), label=field.id) for field in chosen}, format="json")


@pytest.mark.parametrize("name", CALCULATORS)
def test_nothing_but_what_cannot_be_seen_is_an_empty_field(name: str, catalog: Catalog) -> None:
    for field in fields(CALCULATORS[name].form(catalog)):
        empty = ask(name, {field.id: ""})
        for text in UNSEEN:
            assert ask(name, {field.id: text}) == empty, (field.id, text)


@pytest.mark.parametrize("name", CALCULATORS)
def test_half_of_a_letter_is_told_where_it_stands(name: str, catalog: Catalog) -> None:
    for field in fields(CALCULATORS[name].form(catalog)):
        (problem,) = ask(name, {field.id: f"ab{HALF}"})["problems"]
        assert problem["field"] == field.id
        assert "U+D800" in problem["message"]
    assert ask(name, {HALF: "1"})["problems"][0]["message"].startswith("there is no such input.")


@pytest.mark.parametrize("name", CALCULATORS)
@pytest.mark.parametrize("word", ["nan", "NaN", "inf", "-inf", "Infinity", "1e999", "1_000"])
def test_words_that_python_takes_for_numbers_are_none(name: str, word: str, catalog: Catalog) -> None:
    for field in fields(CALCULATORS[name].form(catalog)):
        if field.lines is None and not field.choices:
            (problem,) = ask(name, {field.id: word})["problems"]
            assert problem["field"] == field.id
            assert word in problem["message"]


@pytest.mark.parametrize("begin", ["9999-12-31 23:59", "9900-01-01 00:00", "0001-01-01 00:00", "1979-12-31 24:00"])
def test_a_begin_at_the_end_of_the_calendar_is_out_of_range(begin: str) -> None:
    (problem,) = ask("rpo_bandwidth", {"start": begin})["problems"]
    assert problem == {
        "field": "start",
        "message": f"the year {begin[:4]} is out of range. Write a day from 1980 to 2199.",
    }


@pytest.mark.parametrize("way", ["cycles", "continuous"])
@pytest.mark.parametrize("folding", [1, 100_000])
def test_a_week_in_which_nothing_is_ever_sent_is_a_sentence(way: str, folding: int) -> None:
    reply = ask("replay", {"throttled": "daily 00:00-24:00 0%", "folding": folding, "way": way})
    assert [problem["field"] for problem in reply["problems"]] == ["throttled"]
