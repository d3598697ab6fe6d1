"""RPO and bandwidth: its cases, and what holds for any inputs."""

import csv
import io
import json
import math
import re
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from calculators import rpo_bandwidth
from calculators.answers import render
from calculators.answers.inputs import fields, read, smallest
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.units import MINUTE, rate_to_mbps, to_bytes
from calculators.rpo_bandwidth import Inputs, Result
from tests import cases
from tests.calculators.agreement import disagreements
from tests.cases import Case

NAME = rpo_bandwidth.NAME
# What a float or a missing value would look like in a text. Only Python's own "None" has a capital letter here.
NONSENSE = re.compile(r"(?i:\bnan\b|\binf(inity)?\b|\de\+\d)|\bNone\b")

ENDLESS = re.compile(r"\d{20}")
# "mbit" would be a thousandth of a bit.
MISSPELT = re.compile(r"\b[mg]bit|Mbps/s|MBit")


@pytest.mark.parametrize("case", cases.load(NAME), ids=str)
def test_case(case: Case, catalog: Catalog) -> None:
    assert disagreements(case, catalog) == []


def result(raw: dict[str, Any], catalog: Catalog) -> Result:
    return rpo_bandwidth.calculate(given_inputs(raw, catalog), catalog)


def given_inputs(raw: dict[str, Any], catalog: Catalog) -> Inputs:
    return rpo_bandwidth.inputs(read(rpo_bandwidth.form(catalog), raw, catalog), catalog)


def texts(report: Report, catalog: Catalog) -> dict[str, str]:
    """Return the report in every format; of JSON and CSV what is not a bare number for machines."""

    def words(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [word for item in value.values() for word in words(item)]
        if isinstance(value, list):
            return [word for item in value for word in words(item)]
        return [value] if isinstance(value, str) else []

    rows = list(csv.DictReader(io.StringIO(render.to_csv(report, catalog))))
    return {
        "html": render.to_html(report, catalog, "../"),
        "markdown": render.to_markdown(report, catalog),
        "text": render.to_text(report, catalog),
        "json": "\n".join(words(json.loads(render.to_json(report, catalog)))),
        "csv": "\n".join(
            cell
            for row in rows
            for name, cell in row.items()
            if row["kind"] not in ("answer", "point", "marker") or name != "value"
        ),
    }


def anything(catalog: Catalog) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for any inputs within the bounds of the form."""
    form = {field.id: field for field in fields(rpo_bandwidth.form(catalog))}
    every = {name: values(field, catalog) for name, field in form.items()}
    least = smallest(form["largest_disk_gb"], catalog)
    return st.fixed_dictionaries({}, optional=every).map(lambda raw: with_room_for_the_disk(raw, least))


def with_room_for_the_disk(raw: dict[str, Any], least: float) -> dict[str, Any]:
    """Return inputs whose largest disk is part of the data: another one is refused, which has a test of its own."""
    if raw.get("largest_disk_gb") is None:
        return raw
    used = 500.0 if raw.get("groups") else raw.get("used", 1) * to_bytes(1, raw.get("capacity_unit", "TiB")) / 1e9
    # Of so little data no disk is the largest that may be given.
    return {**raw, "largest_disk_gb": min(raw["largest_disk_gb"], used) if used >= least else None}


def values(field: Any, catalog: Catalog) -> st.SearchStrategy[Any]:
    if field.lines is not None:
        return st.one_of(st.none(), TEXTS[field.id])
    if field.choices:
        return st.sampled_from([choice.id for choice in field.choices])
    bounds = {"min_value": smallest(field, catalog), "max_value": field.maximum}
    usual = [] if field.default is None else [field.default]
    amounts = st.floats(**bounds)
    if field.whole:
        amounts = st.integers(math.ceil(bounds["min_value"]), math.floor(bounds["max_value"])).map(float)
    number = st.one_of(amounts, st.sampled_from([*usual, field.maximum]))
    return st.one_of(st.none(), number) if field.optional else number


def group_lines() -> st.SearchStrategy[str]:
    """Return a strategy for pasted groups: one that can be used, and more with anything in their cells."""
    cell = st.one_of(
        st.sampled_from(["", "0", "5 %", "1,5 TB", "20 GB/day", "4 h", "Tier 1", "gold", "1,024", "x", "-3"]),
        st.text(alphabet=" ;\t.,%0123456789eEGTiB", max_size=14),
    )
    line = st.lists(cell, min_size=1, max_size=6).map(";".join)
    return st.lists(line, max_size=5).map(lambda lines: "\n".join(("a; 500 GB; 5 %; 60; 1", *lines)))


HOURS = st.sampled_from(
    ["Mon-Fri 08:00-18:00 30%", "daily 22:00-02:00 0%", "Sat, Sun 00:00-24:00 50%\ndaily 07:00-07:30 0%"]
)
TEXTS = {
    "groups": group_lines(),
    "throttled": st.one_of(HOURS, st.just("daily 00:00-24:00 0%")),
    "start": st.sampled_from(["Mon 00:00", "2027-03-19 18:00", "sunday, 23:59"]),
}


@settings(max_examples=30)
@given(chosen=st.data())
def test_any_allowed_inputs_give_an_answer_in_plain_words_and_finite_numbers(
    chosen: st.DataObject, catalog: Catalog
) -> None:
    raw = chosen.draw(anything(catalog))
    report = run(NAME, raw, catalog)
    for answer in report.answers:
        assert answer.amount is None or math.isfinite(answer.amount)
        assert answer.amount is None or answer.amount >= 0
    for form, text in texts(report, catalog).items():
        # What a chart is drawn from is for scripts.
        words = re.sub(r' data-chart="[^"]*"', "", text)
        assert not NONSENSE.search(words), form
        assert not ENDLESS.search(words), form
        assert not MISSPELT.search(text), form


# What projects are like: any data, change and link, in the usual orders of magnitude.
PROJECTS = st.fixed_dictionaries(
    {
        "storage": st.sampled_from(["block", "object"]),
        "used": st.floats(min_value=1, max_value=5000),
        "capacity_unit": st.sampled_from(["GB", "GiB", "TB", "TiB"]),
        "change_percent": st.one_of(st.just(0.0), st.floats(min_value=0.01, max_value=100)),
        "busiest_hour_percent": st.floats(min_value=4.17, max_value=100),
        "rpo_minutes": st.integers(min_value=5, max_value=2880),
        "interval_minutes": st.integers(min_value=5, max_value=1440),
        "snapshot_minutes": st.one_of(st.none(), st.integers(min_value=0, max_value=120)),
        "throttled": st.one_of(st.none(), HOURS),
        "link_mbps": st.floats(min_value=1, max_value=100_000),
        "share_percent": st.floats(min_value=1, max_value=100),
        "loss_percent": st.one_of(st.just(0.0), st.floats(min_value=0.01, max_value=5)),
        "streams": st.integers(min_value=1, max_value=64),
        "gateway_mbps": st.one_of(st.none(), st.floats(min_value=1, max_value=10_000)),
    }
)
MORE = st.floats(min_value=1.01, max_value=20)


@given(raw=PROJECTS, more=MORE)
def test_more_bandwidth_never_worsens_the_worst_age(raw: dict[str, Any], more: float, catalog: Catalog) -> None:
    before = result(raw, catalog)
    after = result({**raw, "link_mbps": min(raw["link_mbps"] * more, 1_000_000)}, catalog)
    if before.worst_age is not None:
        assert after.worst_age is not None and after.worst_age <= before.worst_age * (1 + 1e-9)
    if before.held:
        assert after.held
    if before.seed is not None:
        assert after.seed is not None and after.seed <= before.seed


@given(raw=PROJECTS, longer=st.integers(min_value=1, max_value=2880))
def test_a_longer_rpo_never_needs_more(raw: dict[str, Any], longer: int, catalog: Catalog) -> None:
    before = result(raw, catalog)
    after = result({**raw, "rpo_minutes": raw["rpo_minutes"] + longer}, catalog)
    if before.needed_link is not None:
        assert after.needed_link is not None and after.needed_link <= before.needed_link * (1 + 1e-9)
    assert after.burst <= before.burst
    assert after.published < before.published or raw["change_percent"] == 0
    assert after.held or not before.held


@given(raw=PROJECTS, more=MORE, which=st.sampled_from(["used", "change_percent"]))
def test_more_data_never_needs_less(raw: dict[str, Any], more: float, which: str, catalog: Catalog) -> None:
    before = result(raw, catalog)
    after = result({**raw, which: min(raw[which] * more, 1000) if which != "used" else raw[which] * more}, catalog)
    if after.needed_link is not None:
        assert before.needed_link is not None and before.needed_link <= after.needed_link * (1 + 1e-9)
    if before.seed is None:
        assert after.seed is None
    elif after.seed is not None:
        assert after.seed >= before.seed
    assert before.worst_age is not None or after.worst_age is None


@given(raw=PROJECTS)
def test_the_usable_rate_is_the_smallest_limit(raw: dict[str, Any], catalog: Catalog) -> None:
    found = result(raw, catalog)
    assert found.usable in found.link.terms
    assert found.usable.rate == min(term.rate for term in found.link.terms)
    given_limit = raw["gateway_mbps"]
    assert given_limit is None or rate_to_mbps(found.usable.rate) <= given_limit * (1 + 1e-9)


@given(raw=PROJECTS)
@example(raw={"interval_minutes": 60, "rpo_minutes": 60, "change_percent": 0})
@example(raw={"interval_minutes": 30, "rpo_minutes": 60, "snapshot_minutes": 30, "change_percent": 0})
def test_the_two_answers_agree_the_link_that_is_needed_holds_the_rpo(raw: dict[str, Any], catalog: Catalog) -> None:
    needed = result(raw, catalog).needed_link
    assume(needed is not None and needed * 1.001 <= 1_000_000)
    assert needed is not None
    # Limits other than the link are lifted, because no link helps against them.
    free = {**raw, "gateway_mbps": None, "loss_percent": 0, "streams": 10_000, "window_kib": 1_048_576}
    enough = result({**free, "link_mbps": needed * 1.0001}, catalog)
    assert enough.held
    assert enough.worst_age is not None and enough.worst_age <= given_inputs(raw, catalog).rpo_minutes * MINUTE
    if needed > enough.link_minimum:
        assert not result({**free, "link_mbps": needed * 0.999}, catalog).held


@given(raw=PROJECTS)
@example(raw={"interval_minutes": 60, "rpo_minutes": 60, "change_percent": 0})
@example(raw={"interval_minutes": 30, "rpo_minutes": 60, "snapshot_minutes": 30, "change_percent": 0})
def test_a_held_rpo_is_one_that_some_link_holds(raw: dict[str, Any], catalog: Catalog) -> None:
    found = result(raw, catalog)
    assert not found.held or found.needed is not None
    report = run(NAME, raw, catalog)
    if report.verdict.level == "good":
        assert not any("can never hold" in warning for warning in report.warnings)


def used_starts(found: Result) -> list[int]:
    worst = found.solution.worst
    assert worst is not None
    return worst.runs.begins


@given(raw=PROJECTS)
def test_a_snapshot_of_the_time_that_is_left_for_it_still_holds_the_rpo(raw: dict[str, Any], catalog: Catalog) -> None:
    raw = {**raw, "snapshot_minutes": None}
    before = result(raw, catalog)
    assume(before.held)
    assert before.snapshot_room is not None
    # One part in a million less, because the room ends exactly where the next start would be missed.
    room = before.snapshot_room / MINUTE
    after = result({**raw, "snapshot_minutes": room * (1 - 1e-6)}, catalog)
    assert after.held and used_starts(after) == used_starts(before)
    beyond = result({**raw, "snapshot_minutes": room * 1.001 + 0.001}, catalog)
    assert not beyond.held or used_starts(beyond) != used_starts(before)


@given(raw=PROJECTS)
def test_a_good_verdict_is_given_only_where_the_rpo_is_held(raw: dict[str, Any], catalog: Catalog) -> None:
    report, found = run(NAME, raw, catalog), result(raw, catalog)
    assert (report.verdict.level == "bad") == (not found.held)
    age = next(answer.amount for answer in report.answers if answer.id == "worst_age")
    if report.verdict.level == "good":
        assert age is not None and age <= raw["rpo_minutes"] * (1 + 1e-9)
        assert raw["link_mbps"] >= found.link_minimum


@given(raw=PROJECTS)
def test_the_link_is_never_less_than_the_published_minimum(raw: dict[str, Any], catalog: Catalog) -> None:
    found = result(raw, catalog)
    minimum = {"block": 20, "object": 10}[raw["storage"]]
    assert found.link_minimum == minimum
    assert found.needed_link is None or found.needed_link >= minimum
    assert found.link_step is None or (found.needed_link is not None and found.link_step >= found.needed_link)


def test_what_was_not_given_is_called_assumed_and_what_was_given_is_not(catalog: Catalog) -> None:
    def assumed(raw: dict[str, Any]) -> set[str]:
        return {item.field for item in run(NAME, raw, catalog).given if item.assumed}

    untouched = assumed({})
    assert {"used", "change_percent", "link_mbps", "rpo_minutes"} <= untouched
    assert assumed({"used": 7, "link_mbps": 250}) == untouched - {"used", "link_mbps"}


def test_every_figure_and_series_that_the_calculator_names_is_in_the_data(catalog: Catalog) -> None:
    for name in rpo_bandwidth.FIGURES:
        assert catalog.figure(name).unit is not None
    for name in rpo_bandwidth.SERIES:
        assert catalog.values(name)


@pytest.mark.parametrize(("storage", "other"), [("block", "object"), ("object", "block")])
def test_the_sources_are_those_of_the_chosen_storage(storage: str, other: str, catalog: Catalog) -> None:
    sections = [source.section for source in run(NAME, {"storage": storage}, catalog).sources]
    assert any(f"HyperBDR {storage.title()} Storage" in section for section in sections)
    assert not any(f"HyperBDR {other.title()} Storage" in section for section in sections)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ({"interval_minutes": 60}, "can never hold"),
        ({"link_mbps": 15}, "below the published minimum of 20 Mbit/s"),
        ({"link_mbps": 9, "storage": "object"}, "below the published minimum of 10 Mbit/s"),
        ({"rtt_ms": 100}, "must stay below 100 ms"),
        ({"rtt_ms": 200, "storage": "object"}, "must stay below 200 ms"),
        ({"loss_percent": 1}, "must stay below 1 %"),
        ({"gateway_mbps": 30}, "the gateway limit binds"),
        ({"interval_minutes": 10, "snapshot_minutes": 25}, "only one of 3 starts"),
        ({}, "snapshot is not measured"),
        ({"rpo_minutes": 5, "interval_minutes": 5}, "smallest"),
    ],
    ids=str,
)
def test_what_may_spoil_the_answer_is_said(raw: dict[str, Any], word: str, catalog: Catalog) -> None:
    assert any(word in warning for warning in run(NAME, raw, catalog).warnings)


def test_no_warning_without_a_reason(catalog: Catalog) -> None:
    assert run(NAME, {"snapshot_minutes": 5}, catalog).warnings == ()
    assert run(NAME, {"snapshot_minutes": 5, "rtt_ms": 150, "storage": "object"}, catalog).warnings == ()
