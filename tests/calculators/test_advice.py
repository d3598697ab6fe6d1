"""Advice that names a value can be followed: the form takes the value, and with it the answer is not worse."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.answers.inputs import InputError, read
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.records.form import Form
from calculators.registry import CALCULATORS, run

WORSE = {"good": 0, "mixed": 1, "caution": 1, "bad": 2}
TIME = r"([\d.\u202f]+ (?:s|min|h|days))"
RATE = r"([\d.\u202f]+ [MG]bit/s)"
ADVICE = {
    "link_mbps": re.compile(rf"(?:needs|takes) a link of {RATE}"),
    "streams": re.compile(r"It takes ([\d\u202f]+) streams"),
    "interval_minutes": re.compile(rf"(?:such as |[.] |But .*[.] ){TIME}(?:[.]| would do)|With an interval of {TIME}"),
    "rpo_minutes": re.compile(rf"may hold an RPO of {TIME}"),
}
"""How the answers name a value of an input that would do."""
PROJECTS = st.fixed_dictionaries(
    {
        "used": st.sampled_from(["1 TB", "20 TB", "300 TB"]),
        "change_percent": st.sampled_from([0, 1, 5, 30]),
        "rpo_minutes": st.sampled_from([5, 6, 7, 10, 15, 60, 240, 1440]),
        "interval_minutes": st.sampled_from([5, 5.5, 7, 7.5, 10, 30, 60, 90, 240, 1441]),
        "snapshot_minutes": st.sampled_from([0, 0, 3, 8, 25]),
        "link_mbps": st.sampled_from([1, 20, 100, 1000]),
        "loss_percent": st.sampled_from([0, 0, 0.1, 5]),
        "window_kib": st.sampled_from([1, 64, 4096]),
        "rtt_ms": st.sampled_from([1, 20, 400]),
        "streams": st.sampled_from([1, 2, 16]),
        "seed_within_days": st.sampled_from([None, None, 7]),
        "throttled": st.sampled_from([None, None, "weekdays 8-18 30%", "daily all day 0"]),
    }
)


def told(report: Report) -> str:
    details = " ".join(answer.detail for answer in report.answers)
    return " ".join((report.verdict.label, report.verdict.text, *report.warnings, details, *report.change))


def advised(report: Report) -> list[tuple[str, str]]:
    """Return the inputs that an answer names a better value for, and the values."""
    text = told(report)
    return [
        (name, next(filter(None, found.groups())))
        for name, pattern in ADVICE.items()
        for found in pattern.finditer(text)
    ]


@settings(max_examples=20)
@given(raw=PROJECTS)
def test_what_the_answer_advises_can_be_done_and_makes_nothing_worse(raw: dict[str, Any], catalog: Catalog) -> None:
    before = run("rpo_bandwidth", raw, catalog)
    for name, value in advised(before):
        if name == "link_mbps" and value.endswith("Gbit/s") and float(value.split()[0].replace("\u202f", "")) > 1000:
            continue  # a line that nobody sells
        after = run("rpo_bandwidth", {**raw, name: value}, catalog)
        assert WORSE[after.verdict.level] <= WORSE[before.verdict.level], (name, value)


@pytest.mark.parametrize(
    ("raw", "advice"),
    [
        ({"rpo_minutes": 10, "interval_minutes": 10}, [("interval_minutes", "5 min")]),
        ({"rpo_minutes": "1 d", "interval_minutes": "1 d"}, [("interval_minutes", "12 h")]),
        ({"rpo_minutes": 60, "interval_minutes": 7.5}, [("interval_minutes", "7 min")]),
        ({"loss_percent": 10}, [("streams", "6")]),
    ],
)
def test_the_value_that_would_do_is_named(raw: dict[str, Any], advice: list[tuple[str, str]], catalog: Catalog) -> None:
    assert set(advice) <= set(advised(run("rpo_bandwidth", raw, catalog)))


@pytest.mark.parametrize("snapshot", [0, 3])
def test_no_shorter_interval_is_advised_than_there_is(snapshot: int, catalog: Catalog) -> None:
    text = told(run("rpo_bandwidth", {"rpo_minutes": 5, "interval_minutes": 5, "snapshot_minutes": snapshot}, catalog))
    assert "horter" not in text
    assert "No bandwidth holds an RPO of 5 min with any interval" in text
    assert "Promise more." in text


def test_where_nothing_is_ever_sent_no_interval_is_blamed(catalog: Catalog) -> None:
    text = run("rpo_bandwidth", {"throttled": "daily all day 0"}, catalog).verdict.text
    assert "leave hours in which something is sent" in text
    assert "interval" not in text


def test_no_more_streams_are_asked_for_than_the_form_takes(catalog: Catalog) -> None:
    report = run("rpo_bandwidth", {"used": "20 TB", "window_kib": 1, "rtt_ms": 10000}, catalog)
    assert "streams." not in report.verdict.text
    raw = {"used": "20 TB", "window_kib": 64, "rtt_ms": 100, "link_mbps": 10_000}
    asked = re.search(r"It takes (\d+) streams\.", run("rpo_bandwidth", raw, catalog).verdict.text)
    assert asked
    fewer = limited(catalog, "rpo_bandwidth", "streams", float(asked[1]) - 1)
    assert "streams." not in run("rpo_bandwidth", raw, fewer).verdict.text


def limited(catalog: Catalog, name: str, wanted: str, most: float) -> Catalog:
    """Return the data with another largest number in one field of a form."""

    def changed(form: Form) -> Form:
        groups = (
            replace(
                group, fields=tuple(replace(one, maximum=most) if one.id == wanted else one for one in group.fields)
            )
            for group in form.groups
        )
        return replace(form, groups=tuple(groups)) if form.id == name else form

    return replace(catalog, forms=tuple(map(changed, catalog.forms)))


def test_an_interval_that_a_long_record_takes_is_taken(catalog: Catalog) -> None:
    text = "time,MB/s\n2000-01-01 00:00,1\n2000-01-01 01:00,2\n2020-01-01 00:00,1\n2020-01-01 01:00,1\n"
    asked = {"trace": text, "interval_minutes": 5}
    replay = CALCULATORS["replay"]
    form = replay.form(catalog)
    with pytest.raises(InputError) as caught:
        replay.inputs(read(form, asked, catalog), catalog)
    found = re.search(r"Enter (\d+) minutes or more", str(caught.value))
    assert found
    replay.inputs(read(form, {**asked, "interval_minutes": found[1]}, catalog), catalog)


@pytest.mark.parametrize("name", ["rpo_bandwidth", "replay"])
@pytest.mark.parametrize("hours", ["weekdays 8-18 10 Mbit/s", "weekdays 8-18 60 Mbit/s"])
def test_a_link_is_advised_beside_a_throttled_rate_only_where_it_does(name: str, hours: str, catalog: Catalog) -> None:
    raw = {"link_mbps": 10, "throttled": hours, "snapshot_minutes": 0}
    links = [found for text in run(name, raw, catalog).change for found in re.findall(rf"A link of {RATE}", text)]
    for link in links:
        assert " is held" in run(name, {**raw, "link_mbps": link}, catalog).verdict.label
    assert bool(links) == (hours == "weekdays 8-18 60 Mbit/s")


@pytest.mark.parametrize("name", ["rpo_bandwidth", "replay"])
def test_no_rpo_is_promised_that_no_form_takes(name: str, catalog: Catalog) -> None:
    changes = run(name, {"link_mbps": 0.001, "throttled": "Mon 0-1 100%"}, catalog).change
    assert not any("Promise" in text for text in changes)
    missed = {"link_mbps": 50 if name == "replay" else 20, "rpo_minutes": 5}
    assert any("Promise" in text for text in run(name, missed, catalog).change)
    shorter = limited(catalog, name, "rpo_minutes", 5)
    assert not any("Promise" in text for text in run(name, missed, shorter).change)
