"""Medians, quartiles and ratios as a table."""

import statistics
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.bench.browser.subjects import Visit

COLD, REPEAT, OFFLINE = "first visit", "repeat visit", "offline"
MEGABYTE = 1e6
# What this site aims at, as parts of the plain way on the same line.
AIMS = {
    ("loopback", COLD): 0.12,
    ("loopback", REPEAT): 0.12,
    ("20 Mbit/s, 30 ms", COLD): 0.40,
}
AIM_MEGABYTES = 6.5


class Case(NamedTuple):
    """What was measured several times."""

    line: str
    subject: str
    kind: str


def print_table(visits: Mapping[Case, Sequence[Visit]], subjects: Sequence[str]) -> None:
    """Print a table for each line. The first subject is what the others are compared with, the second has the aims."""
    plain, ours, *_ = subjects
    for line in dict.fromkeys(case.line for case in visits):
        print(f"\n{line:<24}{'':<14}{'median':>8}{'quartiles':>15}{'ratio':>8}{'aim':>7}{'MB':>8}{'aim':>6}")
        for kind in (COLD, REPEAT, OFFLINE):
            for subject in subjects:
                case = Case(line, subject, kind)
                # There is no plain way without a network: its repeat visit comes nearest.
                base = Case(line, plain, COLD if kind == COLD else REPEAT)
                # Where the measuring was cut short, one of them may be missing.
                if case in visits and base in visits:
                    print(_row(case, visits[case], visits[base], has_aims=subject == ours))


def _row(case: Case, visits: Sequence[Visit], base: Sequence[Visit], *, has_aims: bool) -> str:
    times = [visit.milliseconds for visit in visits]
    median = statistics.median(times)
    low, _, high = statistics.quantiles(times, n=4, method="inclusive") if len(times) > 1 else times * 3
    ratio = median / statistics.median(visit.milliseconds for visit in base)
    sent = statistics.median(visit.sent for visit in visits) / MEGABYTE
    aim = f"{AIMS[case.line, case.kind]:.2f}" if has_aims and (case.line, case.kind) in AIMS else ""
    aim_sent = f"{AIM_MEGABYTES}" if has_aims and case.kind == COLD else ""
    paths = ", ".join(sorted({visit.path for visit in visits if visit.path}))
    spread = f"{low:.0f} to {high:.0f}"
    start = f"{case.subject:<24}{case.kind:<14}{median:>8.0f}{spread:>15}"
    return f"{start}{ratio:>8.3f}{aim:>7}{sent:>8.2f}{aim_sent:>6}  {paths}".rstrip()
