"""`make bench-browser`: from intent to the first live answer, beside other ways to run Python in a page.

Milliseconds depend on the machine, ratios less so: in each round every subject is visited once on every line, each
time with a new profile, and another one comes first. A first visit has empty caches; a repeat visit opens the page
anew with the same profile. Nothing is asserted about time.
"""

import argparse
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from calculators.catalog import load
from tests.bench import stoppable
from tests.bench.browser.line import Line, served
from tests.bench.browser.subjects import BenchError, Site, Subject, Visit, all_subjects
from tests.bench.browser.table import COLD, OFFLINE, REPEAT, Case, print_table
from tests.browser.conftest import FLAGS

LINES = (Line("loopback"), Line("20 Mbit/s, 30 ms", mbps=20, round_trip=0.03))
ROUNDS = 7


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.browser", description="Measure Python in the browser.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"fresh contexts a figure; default: {ROUNDS}")
    rounds = parser.parse_args().rounds
    visits: dict[Case, list[Visit]] = defaultdict(list)
    with stoppable(), TemporaryDirectory() as scratch:
        subjects: Sequence[Subject] = all_subjects(Path(scratch), load())
        names = [subject.name for subject in subjects]
        try:
            with sync_playwright() as playwright:
                for number in range(rounds):
                    subjects = visit_all(playwright, subjects, number, visits)
                    print(f"round {number + 1} of {rounds} is over")
        finally:
            print("\nFrom intent to the first live answer, medians of fresh contexts, in milliseconds")
            print_table(visits, names)
    if not any(subject.works_offline for subject in subjects):
        print("offline: not available in this build, the site has no sw.js")


def visit_all(
    playwright: Playwright, subjects: Sequence[Subject], number: int, visits: dict[Case, list[Visit]]
) -> Sequence[Subject]:
    """Add a visit of every kind to every subject on every line; another subject comes first in each round.

    Returns the subjects that answered: a peer that gives no answer is said and not waited for again. Raises BenchError
    where it is the site that gives none.
    """
    first = number % len(subjects)
    silent: set[str] = set()
    for line in LINES:
        for subject in (*subjects[first:], *subjects[:first]):
            if subject.name in silent:
                continue
            try:
                for kind, visit in visit_in_turn(playwright, subject, line):
                    visits[Case(line.name, subject.name, kind)].append(visit)
                    print(f"{line.name:<20}{subject.name:<24}{kind:<14}{visit.milliseconds:>8.0f}")
            except BenchError as error:
                if isinstance(subject, Site):
                    raise
                print(f"{line.name:<20}{subject.name:<24}is left out: {error}")
                silent.add(subject.name)
    return [subject for subject in subjects if subject.name not in silent]


def visit_in_turn(playwright: Playwright, subject: Subject, line: Line) -> Iterator[tuple[str, Visit]]:
    """Give a first visit, a repeat visit and, where there is a service worker, one without a network."""
    with ExitStack() as stack:
        address = stack.enter_context(served(subject.host, subject.folder, line))
        # A profile on disk, as a reader has one. Without it Chromium does not cache files of several megabytes.
        profile = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=FLAGS, viewport={"width": 1280, "height": 900}
        )
        stack.callback(context.close)
        visit = partial(visit_once, context, subject, line, address)
        yield COLD, visit()
        yield REPEAT, visit()
        if subject.works_offline:
            stack.callback(setattr, line, "is_cut", False)
            line.is_cut = True
            context.set_offline(True)
            yield OFFLINE, visit()


def visit_once(context: BrowserContext, subject: Subject, line: Line, address: str) -> Visit:
    """Open a page, show intent, and leave the page when it has nothing more to do."""
    page = subject.open(context, address)
    before = line.sent
    found = subject.start(page)
    sent = line.sent - before
    subject.settle(page, line)
    page.close()
    return Visit(milliseconds=found["milliseconds"], sent=sent, path=found["path"])


if __name__ == "__main__":
    try:
        main()
    except BenchError as error:
        sys.exit(str(error))
