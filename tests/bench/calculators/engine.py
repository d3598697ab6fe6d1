"""What is measured in CPython and, as it stands, in the browser's Python: standard library and calculators only."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from calculators.answers.inputs import fields
from calculators.bridge import answer
from calculators.catalog import load
from calculators.project import Known, sample, write
from calculators.replication.curve import Trace
from calculators.replication.cycles import cycles
from calculators.replication.rates import smallest_cycle_rate, smallest_rate
from calculators.replication.replay import continuous
from calculators.replication.units import HOUR, MINUTE
from calculators.traces import read_trace

START = datetime(2026, 11, 23, tzinfo=UTC)


def sizes(points: int) -> list[float]:
    """Return what is written in each minute: uneven, and the same every time."""
    return [float((minute * 7919 % 1009) ** 2) for minute in range(points)]


def text(points: int) -> str:
    """Return the same as the text of a file."""
    lines = (
        f"{START + timedelta(minutes=minute):%Y-%m-%d %H:%M},{size / 1000:.1f}\n"
        for minute, size in enumerate(sizes(points))
    )
    return "time,write kB/s\n" + "".join(lines)


def plain(values: list[float]) -> float:
    """Return a sum that a plain loop makes, with a division a value: the yardstick."""
    total = 0.0
    for value in values:
        total += value / MINUTE
    return total


def milliseconds(action: Callable[[], object], runs: int) -> list[float]:
    """Return how long each run of an action takes."""
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def engine(points: int, runs: int) -> dict[str, float]:
    """Return the median milliseconds of the yardstick, of reading, and of each pass of the engine."""
    written = sizes(points)
    trace = Trace.regular(0, MINUTE, written)
    rate = trace.mean * 1.2
    actions: dict[str, Callable[[], object]] = {
        "plain loop": partial(plain, written),
        "read the text": partial(read_trace, text(points)),
        "replay, continuous": partial(continuous, trace, rate, HOUR),
        "smallest rate": partial(smallest_rate, trace, HOUR),
        "replay, cycles": partial(cycles, trace, rate, HOUR, interval=HOUR / 2),
        "smallest rate, cycles": partial(smallest_cycle_rate, trace, HOUR, interval=HOUR / 2),
    }
    return {name: statistics.median(milliseconds(action, runs)) for name, action in actions.items()}


def reading(written: str) -> dict[str, float]:
    """Return the milliseconds of reading a text, and of the yardstick over a million values."""
    values = sizes(1_000_000)
    (read,) = milliseconds(partial(read_trace, written), 1)
    return {"read": read, "plain loop": statistics.median(milliseconds(partial(plain, values), 3))}


def projects(count: int, wanted: list[str]) -> list[dict[str, object]]:
    """Return so many questions about a project, each with other values for every calculator."""
    catalog = load()
    targets = [choice.id for field in fields(catalog.project) if field.id == "target" for choice in field.choices]
    asked: list[dict[str, object]] = []
    for number in range(count):
        told = {"link_mbps": 200 + number, "used": 40 + number, "hosts": 60 + number, "rto_minutes": 240 + number}
        values = {name: Known(value=str(value), origin="typed") for name, value in told.items()}
        values["target"] = Known(value=targets[number % len(targets)], origin="typed")
        kernel = Known(value=f"6.8.0-{200 + number}-generic", origin="typed")
        project = replace(sample(catalog).having(**values), inputs={"kernels": {"kernels": kernel}})
        asked.append({"id": number, "project": {"text": write(project, catalog), "wanted": wanted}, "base": "../"})
    return asked


def recalculated(count: int, wanted: list[str]) -> list[float]:
    """Return the milliseconds of each such question."""
    turns = iter([json.dumps(asked) for asked in projects(count, wanted)])
    return milliseconds(lambda: answer(next(turns)), count)


def answers(calculator: str, inputs: list[dict[str, str]], runs: int, *, short: bool = False) -> list[float]:
    """Return the milliseconds of each answer, inputs by turns, as the worker asks for it."""
    asked = {"id": 1, "calculator": calculator, "base": "../", "short": short}
    requests = [json.dumps({**asked, "inputs": given}) for given in inputs]
    turns = iter(requests[run % len(requests)] for run in range(runs))
    return milliseconds(lambda: answer(next(turns)), runs)
