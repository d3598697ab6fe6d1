"""What an answer shows may be typed back: every input gives the same answer, every figure is read as what it is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.answers.inputs import InputError, fields, read, smallest
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.records.form import Field
from calculators.registry import CALCULATORS, run
from calculators.replication.quantities import TIME, measure, read_quantity

TEXTS = {
    ("rpo_bandwidth", "groups"): [
        "web; 500; 20; 60; 2",
        "Name;Used TB;Change %;RPO h;Tier\nweb;1,5;5;1;2\n\ndb; 800 GiB; 20 GB / day; 15 min; Tier 1",
        "a\t500\t5 %\nb\t1 024,5\t\t4 h",
    ],
    ("rpo_bandwidth", "throttled"): ["weekdays 8-18 30%", "Mon–Fri 08:00-18:00 20 Mbit/s\n\nweekend  all day 0"],
    ("rpo_bandwidth", "start"): ["Fri 18:00", "2027-03-19 6pm"],
    ("replay", "throttled"): ["daily 22:00-06:00 0\nweekend all day 30,5 %"],
    ("replay", "profile"): [" ".join(["1,5"] * 24), ", ".join(["1.5", "20"] * 12), "\n".join(["2"] * 24)],
    ("plan", "first_day"): ["2027-03-19"],
    ("plan", "end"): ["2027-06-30"],
    ("plan", "tasks"): ["a; A; 3 days\nb; B; sync; a\n\nc; C; 4 h; b SS + 2 h; x; 2"],
    ("plan", "people"): ["x; 1\ny; 3"],
    ("plan", "freeze"): ["2027-03-25 to 2027-04-02 quarter end\n2027-05-01"],
    ("plan", "days_off"): ["2027-05-14 day off"],
    ("plan", "throttled"): ["weekdays 8-18 30%"],
    ("recovery_time", "groups"): ["ERP; 12; 500 GB; 2; 1; 4 h\nweb; 30"],
}


def numbers(field: Field, catalog: Catalog) -> st.SearchStrategy[str]:
    """Return numbers that a field takes, as people write them."""
    low, high = smallest(field, catalog) or 0.0, field.maximum or 1e9
    if field.whole:
        return st.integers(int(low), int(high)).map(str)
    usual = min(high, max(low, 1.0) * 100)
    within = st.one_of(st.floats(low, high), st.floats(low, usual), st.sampled_from([low, high]))
    written = within.map(lambda value: min(max(float(f"{value:.9g}"), low), high))
    unit = f" {field.unit}" if field.unit and not field.unit_from else ""
    return st.tuples(written, st.sampled_from(["", unit])).map(lambda pair: f"{pair[0]!r}{pair[1]}")


def typed(name: str, field: Field, catalog: Catalog) -> st.SearchStrategy[str]:
    if field.several:
        ids = [choice.id for choice in field.choices]
        return st.lists(st.sampled_from(ids), unique=True).map(",".join)
    if field.choices:
        return st.sampled_from([choice.id for choice in field.choices])
    if field.lines is not None:
        return st.sampled_from(TEXTS[name, field.id])
    some = numbers(field, catalog)
    return st.one_of(some, some, st.just("")) if field.optional else some


def told(report: Report) -> dict[str, Any]:
    """Return what must be the same again."""
    return {
        "verdict": report.verdict,
        "answers": report.answers,
        "warnings": report.warnings,
        "tables": report.tables,
        "binds": report.binds,
    }


@pytest.mark.parametrize("name", CALCULATORS)
@settings(max_examples=15)
@given(data=st.data())
def test_an_input_as_it_is_shown_gives_the_same_answer(name: str, data: st.DataObject, catalog: Catalog) -> None:
    every = [
        field for field in fields(CALCULATORS[name].form(catalog)) if field.lines is None or (name, field.id) in TEXTS
    ]
    raw: dict[str, Any] = {}
    for field in data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=3, unique_by=lambda item: item.id)):
        raw[field.id] = data.draw(typed(name, field, catalog), label=field.id)
    try:
        first = run(name, raw, catalog)
    except InputError:
        assume(False)
    shown = {item.field: item.value for item in first.given}
    again = run(name, {**raw, **{key: shown[key] for key in raw if key in shown}}, catalog)
    assert told(again) == told(first)


@pytest.mark.parametrize("name", CALCULATORS)
def test_every_input_of_an_example_may_be_typed_back_as_it_is_shown(name: str, catalog: Catalog) -> None:
    first = run(name, {}, catalog)
    every = {field.id: field for field in fields(CALCULATORS[name].form(catalog))}
    for item in first.given:
        field = every[item.field]
        if field.lines is None or field.default is None:
            assert run(name, {item.field: item.value}, catalog).answers == first.answers, item


AMOUNT = re.compile(
    r"(?<![\w.,])(?:about )?\d[\d\u202f]*(?:\.\d+)? (?:Mbit/s|Gbit/s|[MGT]i?B|min|h|days|months|years|ms|s|%)(?![\w/])"
    r"(?: \d+ min)?(?: \([\d\u202f.]+ [MGT]iB\))?"
)


MONTH = 365.25 * 86400 / 12
SIZES = {unit: measure(unit)[1] for unit in ("Mbit/s", "Gbit/s", "MB", "GB", "TB", "MiB", "GiB", "TiB", "%")} | {
    "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "days": 86400.0, "months": MONTH, "years": 12 * MONTH,
}  # fmt: skip
KINDS = {unit: measure(unit)[0] or TIME for unit in SIZES} | {"months": TIME, "years": TIME}


def texts(report: Report) -> Iterator[str]:
    yield report.verdict.label
    yield report.verdict.text
    yield from (text for answer in report.answers for text in (answer.value, answer.detail))
    yield from (cell for table in report.tables for row in table.rows for cell in row)
    yield from report.warnings


@pytest.mark.parametrize("name", ["rpo_bandwidth", "replay", "recovery_time", "components"])
def test_every_figure_with_a_unit_can_be_pasted_into_a_field_of_its_kind(name: str, catalog: Catalog) -> None:
    pasted = 0
    for sample in ({}, *getattr(CALCULATORS[name], "SAMPLES", ())[:4]):
        try:
            report = run(name, sample, catalog)
        except InputError:
            continue
        for found in (found[0] for text in texts(report) for found in AMOUNT.finditer(text)):
            parts = found.removeprefix("about ").replace("\u202f", "").partition(" (")[0].split(" ")
            amounts = [float(number) * SIZES[unit] for number, unit in zip(parts[::2], parts[1::2], strict=True)]
            field = next(one for one in ("Mbit/s", "GB", "minutes", "%") if measure(one)[0] == KINDS[parts[1]])
            assert read_quantity(found, field) * measure(field)[1] == pytest.approx(sum(amounts)), found
            pasted += 1
    assert pasted > 10


def test_data_in_a_unit_of_its_own_is_shown_in_the_unit_of_the_field(catalog: Catalog) -> None:
    for name, field, unit in (
        ("rpo_bandwidth", "used", "capacity_unit"),
        ("components", "used", "capacity_unit"),
        ("components", "provisioned", "capacity_unit"),
    ):
        first = run(name, {field: "14 TB", unit: "GB"}, catalog)
        shown = next(item.value for item in first.given if item.field == field)
        assert shown == "14\u202f000 GB"


def test_a_count_that_is_no_whole_number_is_refused_everywhere(catalog: Catalog) -> None:
    for name, calculator in CALCULATORS.items():
        form = calculator.form(catalog)
        for field in fields(form):
            counted = field.unit in ("hosts", "disks", "waves", "snapshots", "vCPU", "streams", "machines")
            assert field.whole or not counted, f"{name}.{field.id}"
            if field.whole:
                with pytest.raises(InputError, match="is not a whole number"):
                    read(form, {field.id: "1.5"}, catalog)


@pytest.mark.parametrize(
    ("typed", "told"), [("60", "60 min"), ("480", "8 h"), ("8 h", "8 h"), ("1:30", "90 min"), ("2 d", "2 days")]
)
@pytest.mark.parametrize(
    ("name", "field"), [("rpo_bandwidth", "rpo_minutes"), ("replay", "rpo_minutes"), ("recovery_time", "rto_minutes")]
)
def test_every_calculator_tells_an_objective_by_one_rule(
    name: str, field: str, typed: str, told: str, catalog: Catalog
) -> None:
    objective = field.partition("_")[0].upper()
    assert run(name, {field: typed}, catalog).verdict.label.startswith(f"{objective} of {told} is ")
