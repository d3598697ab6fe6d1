"""Every case of tests/cases/traces: read right, asked or refused, by one dialect, and no guess is a sure answer."""

from datetime import UTC, datetime
from typing import Any

import pytest

from calculators.answers.inputs import InputError
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.traces import Reading, read_trace
from calculators.traces.dialects import claims
from calculators.traces.document import Document
from tests.cases.traces import TraceCase, load

CASES = load()


def agrees(reading: Reading, right: dict[str, Any]) -> list[str]:
    """Return where a trace is not what it should be."""
    trace, contents = reading.trace, reading.contents
    if trace is None or contents is None:
        return [f"nothing was read: {[note.message for note in reading.notes]}"]
    wrong = []
    figures = {
        "intervals": len(trace.starts),
        "total_bytes": trace.total,
        "mean_bytes_per_second": contents.mean,
        "peak_bytes_per_second": contents.peak,
        "gaps": contents.gaps,
        "restarts": contents.restarts,
    }
    for name, figure in figures.items():
        if name in right and figure != pytest.approx(float(right[name]), rel=2e-5):
            wrong.append(f"{name} is {figure}, not {right[name]}")
    if "seconds_each" in right and list(trace.durations) != pytest.approx([right["seconds_each"]] * len(trace.starts)):
        wrong.append(f"the intervals last {list(trace.durations)}, not {right['seconds_each']}")
    if "first_interval_starts" in right:
        start = f"{datetime.fromtimestamp(trace.starts[0], UTC):%Y-%m-%d %H:%M:%S}"
        if right["first_interval_starts"].removesuffix(" UTC") not in start:
            wrong.append(f"it starts at {start}, not {right['first_interval_starts']}")
    if "host" in right and contents.host != right["host"]:
        wrong.append(f"the host is {contents.host!r}, not {right['host']!r}")
    if "added" in right and list(contents.added) != right["added"]:
        wrong.append(f"added up are {contents.added}, not {right['added']}")
    if "left_out" in right and [left.name for left in contents.left_out] != right["left_out"]:
        wrong.append(f"left out are {contents.left_out}, not {right['left_out']}")
    return wrong


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_is_read_right_asked_or_refused(case: TraceCase) -> None:
    reading = read_trace(case.text, **case.given)
    if case.answers or case.asked:
        assert reading.trace is None
        assert reading.question is not None
        assert not case.asked or reading.question.field == case.asked
        if not case.answers:
            return
        offered = {candidate.value for candidate in reading.question.candidates}
        assert not offered or case.answers[reading.question.field] in {*offered, "*"}
        reading = read_trace(case.text, **case.given, **case.answers)
    if case.right is None:
        assert reading.trace is None
        assert case.refused in " ".join(note.message for note in reading.notes)
        return
    assert agrees(reading, case.right) == []
    assert bool(reading.doubts) == case.doubted, reading.doubts


@pytest.mark.parametrize("case", CASES, ids=str)
def test_at_most_one_dialect_is_sure_of_a_case(case: TraceCase) -> None:
    sure, likely = claims(Document(case.text))
    assert len(sure) <= 1 + (case.refused == "output of several programs")
    assert likely
    if case.dialect is not None:
        assert [dialect.TITLE for dialect in sure] == [case.dialect]


def verdict(case: TraceCase, catalog: Catalog) -> Report | None:
    names = {"interval_seconds": "trace_seconds", "unit": "unit", "column": "column"}
    given = {names[name]: str(value).replace("/", "-") for name, value in case.given.items()}
    try:
        return run(
            "replay",
            {"trace": case.text, **given, "rpo_minutes": 60, "link_mbps": 100_000, "way": "continuous"},
            catalog,
        )
    except InputError:
        return None


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_answer_is_sure_where_something_is_asked_or_doubted(case: TraceCase, catalog: Catalog) -> None:
    report = verdict(case, catalog)
    if report is None:
        assert case.right is None
        return
    if case.answers or case.asked:
        assert report.verdict.level == "caution"
        assert report.verdict.label.startswith(("Choose", "State"))
        assert not report.answers
    elif case.doubted:
        assert report.verdict.level != "good"
    else:
        assert report.verdict.level == "good"
        assert report.read[0].label == "Program"
