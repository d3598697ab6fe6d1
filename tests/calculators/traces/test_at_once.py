"""What is read by columns, many lines at once, is what the same lines give one by one."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from calculators.traces import Reading, numbers, read_trace, sums, times
from calculators.traces.dialects import sar
from calculators.traces.tables import cells
from tests.calculators.traces.mutations import tries
from tests.cases.traces import load

# Each way to read many at once, and what says that it cannot.
WAYS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "lines of sar": (sar._Table, "columns_of", lambda *_: (0, 0)),
    "lines of a table": (cells, "_even_columns", lambda *_: None),
    "dates and times of day": (times, "_even_parts", lambda *_: None),
    "usual numbers": (numbers, "_usual", lambda *_: None),
    "reports with all devices": (sums, "_whole_reports", lambda *_: None),
}
HEAD = "00:00:01 DEV tps rkB/s wkB/s\n"
MINUTES = [f"{minute // 60:02}:{minute % 60:02}:01" for minute in range(1, 200)]
ODD = {
    "a figure too many, then one too few": "00:40:01 sda 1 2 3 4\n00:41:01 sda 1 2\n",
    "a figure too few, then one too many": "00:40:01 sda 1 2\n00:41:01 sda 1 2 3 4\n",
    "a comment": "00:40:01 COM a b c\n",
    "no figure": "00:40:01 sda 1 2 nan\n",
    "an average": "Average: sda 1 2 3\n",
    "an empty line": "\n",
    "another report": "00:40:01 IFACE rxpck/s txpck/s rxkB/s\n00:40:01 eth0 7 8 9\n",
    "a clock of twelve hours": "01:40:01 PM sda 1 2 3\n",
}


def sar_text(odd: str) -> str:
    lines = [
        f"{minute} {disk} {len(disk)} 2 {place}.5\n" for place, minute in enumerate(MINUTES) for disk in ("sda", "sdb")
    ]
    lines.insert(80, odd)
    return f"Linux 5.14.0 (db-01) \t2026-11-23 \t_x86_64_\t(4 CPU)\n\n{HEAD}{''.join(lines)}"


@cache
def texts() -> list[tuple[str, dict[str, Any]]]:
    cases = [(case.text, case.given) for case in load()]
    damaged = [(tried.text, tried.case.given) for tried in tries(80)]
    return [*cases, *damaged, *((sar_text(odd), {}) for odd in ODD.values())]


@cache
def readings() -> list[Reading]:
    return [read_trace(text, **given) for text, given in texts()]


@pytest.mark.parametrize("way", WAYS)
def test_reading_at_once_gives_what_reading_one_by_one_gives(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = readings()
    monkeypatch.setattr(*WAYS[way])
    for (text, given), reading in zip(texts(), at_once, strict=True):
        careful = read_trace(text, **given)
        assert careful.notes == reading.notes, text[:300]
        assert careful.doubts == reading.doubts, text[:300]
        assert careful.question == reading.question
        if careful.trace is None or reading.trace is None:
            assert careful.trace is reading.trace
            continue
        assert careful.trace.starts == reading.trace.starts, text[:300]
        assert careful.trace.durations == reading.trace.durations
        assert list(careful.trace.sizes) == pytest.approx(list(reading.trace.sizes), rel=1e-12)


def test_a_plain_day_of_sar_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise AssertionError("a plain line was read alone")

    monkeypatch.setattr(sar._Reader, "_line_by_line", refuse)
    trace = read_trace(sar_text("")).trace
    assert trace is not None
    assert trace.total == pytest.approx(2 * 60 * 1024 * sum(place + 0.5 for place in range(len(MINUTES))))
