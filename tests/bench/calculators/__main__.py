"""`make bench-calculators`: how long a reader waits for an answer, in CPython and in Chromium, beside the aims.

Milliseconds depend on the machine and on what else it does, ratios less so: each stands beside a plain loop of the same
Python, or beside CPython, measured in the same run. Nothing is asserted about time.
"""

import math
import statistics
from collections.abc import Sequence
from typing import Any

from calculators.registry import CALCULATORS, forget
from tests.bench import stoppable
from tests.bench.calculators import engine, pages, sar

KEYS = 60
PROJECTS = 12
# What the page of a project asks for: what stands on it at once, then the page for the customer.
ASKED = {"its lines": ["lines", "open", "slips"], "its page for the customer": ["page"]}
RUNS = 120
WEEK = 10_080
MILLION = 1_000_000
GROWTH = (10_000, 100_000, MILLION)
DROPS = 3
LINKS = [{"link_mbps": str(mbps)} for mbps in range(20, 60)]
# In milliseconds, as the project set them.
AIM_KEY, AIM_SLOWEST_KEY = 8, 16
AIM_PROJECT = 150
AIM_MILLION, AIM_SAR = 5_000, 10_000
AIM_WEEK_NATIVE, AIM_WEEK_BROWSER = 20, 100
# What a browser counts as a long task, and a reader begins to feel.
AIM_FREEZE = 50

# What happens between a key or a file and the painted answer: from which mark to which.
STEPS = {
    "form, and the question": ("begun", "asked"),
    "Python, and the way there and back": ("asked", "answered"),
    "answer put in place": ("answered", "swapped"),
    "painted": ("swapped", "painted"),
}

type Marks = dict[str, Any]


def main() -> None:
    """Print the measurements, or at Ctrl+C those that are there."""
    with stoppable():
        measure()


def measure() -> None:
    """Print the measurements."""
    print("Each calculator with its defaults in CPython, from JSON to JSON with the HTML of the answer")
    for name in CALCULATORS:
        print(_row(name, [*map(_anew, [name] * RUNS)]))
    native = engine.answers("rpo_bandwidth", LINKS, RUNS, short=True)
    weeks = {"CPython": engine.engine(WEEK, 5)}
    with pages.opened() as site:
        for path in pages.TYPED:
            _print_keys(path, *site.keystrokes(path, KEYS), native if path == "rpo-rto/" else ())
        _print_project(site)
        weeks["browser"] = site.measure(f"engine({WEEK}, 5)")
        _print_week(weeks)
        _print_drops([site.drop(engine.text(WEEK)) for _ in range(DROPS)], f"{WEEK} minutes")
        _print_large(site)
        print(f"  Stop answers after {site.stop(MILLION):.0f} ms")
    _print_growth()


def _anew(name: str) -> float:
    forget()
    (taken,) = engine.answers(name, [{}], 1)
    return taken


def _row(label: str, taken: Sequence[float], note: str = "") -> str:
    median = statistics.median(taken)
    p99 = statistics.quantiles(taken, n=100, method="inclusive")[98] if len(taken) > 1 else median
    return f"  {label:<38} median {median:8.1f} ms   p99 {p99:8.1f} ms   {note}".rstrip()


def _between(found: Sequence[Marks], begin: str, end: str) -> list[float]:
    return [marks[end] - marks[begin] for marks in found]


def _print_keys(path: str, keys: Sequence[Marks], work: dict[str, float], native: Sequence[float]) -> None:
    known = [marks for marks in keys if "asked" not in marks]
    begun, *asked = [marks for marks in keys if "asked" in marks]
    print(f"\nFrom a key to the answer in its place, {path} in Chromium, {len(asked)} keys")
    (first,) = _between([begun], "begun", "swapped")
    every = _between(asked, "begun", "swapped")
    print(_row("all of it", every, f"aims {AIM_KEY} and {AIM_SLOWEST_KEY} ms; the first key {first:.1f} ms"))
    for label, (begin, end) in STEPS.items():
        print(_row(f"  {label}", _between(asked, begin, end)))
    if known:
        print(_row(f"back to what is there already, {len(known)} keys", _between(known, "begun", "swapped")))
    python = [marks["python"] for marks in asked]
    print(_row("  of this, Python in the worker", python))
    told = ", ".join(f"{name} {milliseconds:.1f}" for name, milliseconds in work.items())
    print(f"  processor time a key, what follows in the pause included: {told} ms")
    if native:
        print(
            _row(
                "CPython, the same call",
                native,
                f"of which the worker takes {statistics.median(python) / statistics.median(native):.1f} times",
            )
        )


def _print_project(site: pages.Site) -> None:
    """Print what a project takes of which every value changed that a calculator takes."""
    print(f"\nThe whole project recalculated, all calculators with other inputs; aim {AIM_PROJECT} ms in the browser")
    for name, wanted in ASKED.items():
        print(_row(f"{name}, CPython", engine.recalculated(PROJECTS, wanted)))
        first, *others = site.asked(engine.projects(PROJECTS, wanted))
        print(_row(f"{name}, browser", others, f"the first one {first:.1f} ms"))


def _print_week(weeks: dict[str, dict[str, float]]) -> None:
    print(f"\nReplay of a week by minutes, {WEEK} points, each part alone; median, and beside a plain loop over them")
    for place, taken in weeks.items():
        passes = taken["replay, continuous"] + taken["smallest rate"]
        aim = AIM_WEEK_NATIVE if place == "CPython" else AIM_WEEK_BROWSER
        print(f"  {place}: replay and smallest rate {passes:.1f} ms, aim {aim} ms")
        for part, milliseconds in taken.items():
            print(f"    {part:<22} {milliseconds:8.1f} ms {milliseconds / taken['plain loop']:8.1f} loops")


def _print_drops(drops: Sequence[Marks], name: str, note: str = "") -> None:
    print(f"\nFrom a dropped file to the painted answer, {name}, in Chromium, each in a fresh page")
    print(_row("all of it", _between(drops, "begun", "painted"), note))
    for label, (begin, end) in STEPS.items():
        print(_row(f"  {label}", _between(drops, begin, end)))
    tasks = [task for marks in drops for task in marks["gaps"]["tasks"]]
    gap = max(marks["gaps"]["longest"] for marks in drops)
    print(f"  longest task of the page {max(tasks, default=0):.0f} ms, longest gap {gap:.0f} ms, aim {AIM_FREEZE} ms")


def _print_large(site: pages.Site) -> None:
    """Print what the largest files take: a million points, and a day of everything that sar knows."""
    points, day = engine.text(MILLION), sar.day()
    for name, text, source, aim in (
        (f"{MILLION} points", points, f"text({MILLION})", AIM_MILLION),
        (f"{len(day) / 1e6:.0f} MB of `sar -A`", day, "day()", AIM_SAR),
    ):
        dropped = site.drop(text)
        _print_drops([dropped], name, f"aim {aim} ms")
        reading = {"the browser's Python": site.measure(f"reading({source})"), "CPython": engine.reading(text)}
        for place, taken in reading.items():
            loops = taken["read"] / taken["plain loop"]
            print(f"  reading alone in {place:<20} {taken['read']:8.1f} ms {loops:8.1f} loops over {MILLION}")
        python, resident = dropped["bytes"] / 1e6, dropped["resident"] / 1e6
        print(f"  most memory: Python {python:.0f} MB, the page's process with all of it {resident:.0f} MB")


def _print_growth() -> None:
    """Print how each part grows: n log n gives 1.00 or less at each step, a part that is quadratic gives 8 and more."""
    print("\nGrowth in CPython: time, and how it compares with n log n from the size before")
    found = {points: engine.engine(points, 3 if points < MILLION else 1) for points in GROWTH}
    for part in found[GROWTH[0]]:
        cells = []
        for points, before in zip(GROWTH, (None, *GROWTH), strict=False):
            text = f"{found[points][part]:9.1f} ms"
            if before is not None:
                expected = points * math.log(points) / (before * math.log(before))
                text += f" {found[points][part] / found[before][part] / expected:5.2f}"
            cells.append(text)
        print(f"  {part:<22} {'   '.join(cells)}")


if __name__ == "__main__":
    main()
