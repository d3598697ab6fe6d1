"""What tests of every room share."""

import dataclasses
import json
import shutil
from collections import Counter
from collections.abc import Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from calculators.catalog import DATASET, Catalog, dump
from macros.data.examined import read
from macros.data.loader import Data

ROOT = Path(__file__).parents[1]
# Folders of the pages in other languages.
LANGUAGES = tuple(path.parent.name for path in sorted((ROOT / "data").glob("*/language.yaml")))
# Pages that one template makes from records, or prose alone: the longest stands for the others where a look takes long.
MADE = (
    *("checklists/dr-*/", "checklists/fb-*/", "kernels/*/", "targets/*/"),
    *("compatibility/*-agent/", "compatibility/*-agentless/", "contribute/*/"),
)
# The rooms and files that take longest come first, and files with little in them last: so no processor is left without
# work while another one has minutes to go.
LONGEST = ("site", "macros/test_valid_changes.py", "browser", "calculators")
# How many files the list at the end of a run names.
SLOWEST = 10
# Where pytest keeps what each file took.
SECONDS = "guide/seconds"

# The same code gives the same result on every machine: no time limit, no chance. `make laws` tries many more.
settings.register_profile("guide", deadline=None, derandomize=True, print_blob=False, max_examples=15)
settings.register_profile("laws", deadline=None, print_blob=True, max_examples=250)
settings.load_profile("guide")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one processor, for what they share; and those that build the site, in this folder."""
    for item in items:
        room = item.path.relative_to(ROOT / "tests").parts
        item.add_marker(pytest.mark.xdist_group("site" if room[0] == "site" else "/".join(room)))
    items.sort(key=lambda item: place(item.path.relative_to(ROOT / "tests")))


def place(file: Path) -> int:
    """Return when the tests of a file, below tests/, have their turn."""
    names = (file.as_posix(), file.parts[0])
    return next((turn for turn, name in enumerate(LONGEST) if name in names), len(LONGEST))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print which files took longest, so that what slows the tests down is seen when it comes, and keep that."""
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    cache = getattr(terminalreporter.config, "cache", None)  # a run may do without
    if cache is not None:
        cache.set(
            SECONDS, (cache.get(SECONDS, None) or {}) | {file: round(taken, 1) for file, taken in seconds.items()}
        )
    if len(seconds) > SLOWEST:
        terminalreporter.section(f"slowest {SLOWEST} of {len(seconds)} files, {seconds.total():.0f} s in all")
        for file, taken in seconds.most_common(SLOWEST):
            terminalreporter.write_line(f"{taken:7.1f} s  {file}")


def seconds_known() -> dict[str, float]:
    """Return how many seconds each file took when it last ran here, as far as it did."""
    try:
        known: dict[str, float] = json.loads((ROOT / ".pytest_cache/v" / SECONDS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def one_of_each_kind(sizes: Mapping[str, int]) -> list[str]:
    """Return pages, given by address with their sizes, without those for which a longer one of their kind stands."""
    left_out: set[str] = set()
    for made in MADE:
        alike = sorted((name for name in sizes if fnmatch(name, made)), key=lambda name: (sizes[name], name))
        assert alike, f"no page has an address like {made}"
        left_out |= set(alike[:-1])
    return sorted(sizes.keys() - left_out)


@cache
def data_as_it_is() -> Data:
    """Return everything in data/, for what tests are made from: to read it takes a second."""
    return read(ROOT / "data")


@pytest.fixture(scope="session")
def data() -> Data:
    """Everything in data/, validated."""
    return data_as_it_is()


class NamedCatalog(Catalog):
    """A catalog that a failing test prints as a word, not as a page."""

    __slots__ = ()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("catalog")


@pytest.fixture(scope="session")
def catalog(data: Data) -> Catalog:
    """What the calculators know, from data/ as it is now."""
    return NamedCatalog(**{item.name: getattr(data.catalog, item.name) for item in dataclasses.fields(Catalog)})


@pytest.fixture(scope="session")
def package(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `calculators` as it is now and a dataset of data/ as it is now."""
    folder = tmp_path_factory.mktemp("package")
    skipped = shutil.ignore_patterns("__pycache__", DATASET)
    shutil.copytree(ROOT / "calculators", folder / "calculators", ignore=skipped)
    (folder / "calculators" / DATASET).write_text(dump(catalog), encoding="utf-8")
    return folder
