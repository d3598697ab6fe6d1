"""Listings as hosts and their tools print them: what is read, and that nothing is lost when a listing is damaged."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from calculators import kernels
from calculators.answers.inputs import InputError
from calculators.catalog import Catalog
from calculators.kernel_list.lookup import ALL
from calculators.kernel_list.names import read
from calculators.kernels.model import ASKED, Judged, calculate
from calculators.kernels.reading import read_text
from calculators.registry import run
from macros.data.loader import Data
from tests.cases.reading import read_yaml

CASES: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("listings.yaml").read_text("utf-8"))
TRIES = settings.default.max_examples // 4
"""How many damaged copies of each listing are read; `make laws` reads many more."""


def judged(text: str, catalog: Catalog) -> tuple[Judged, ...]:
    return calculate(kernels.Inputs(kernels=text, distribution=ALL), catalog).judged


def shown(item: Judged) -> str:
    """Return a row as the case file writes it."""
    names = " ".join(kernel.written for kernel in item.row.kernels)
    said = "no Linux" if item.row.system else names
    if item.finding == "open" or (item.finding == "unsure" and len(item.row.kernels) == 1):
        said = f"?{names}"
    return f"{item.row.host}: {said}" if item.row.host else said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_host_and_kernel_is_read_or_asked_about(case: dict[str, Any], catalog: Catalog) -> None:
    assert [shown(item) for item in judged(case["text"], catalog)] == case["rows"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_counts_add_up_and_nothing_unread_is_green(case: dict[str, Any], catalog: Catalog) -> None:
    agrees(case["text"], catalog)


def agrees(text: str, catalog: Catalog) -> None:
    """Check that each row has one line in the answer, and that none of them is green by not being known."""
    try:
        report = run(kernels.NAME, {"kernels": text}, catalog)
    except InputError:
        assert not read_text(text).named
        return
    rows = read_text(text).rows
    assert len(report.tables[0].rows) == len(rows) == sum(answer.amount or 0 for answer in report.answers)
    asked = sum(item.finding in ASKED for item in judged(text, catalog))
    assert {answer.id: answer.amount for answer in report.answers}["asked"] == asked
    everything_listed = all(item.finding == "listed" for item in judged(text, catalog))
    assert (report.verdict.level == "good") == everything_listed
    assert bool(report.binds) != everything_listed and bool(report.change) >= bool(asked)


# --- damaged listings ----------------------------------------------------------------------------


def cut(text: str, chance: random.Random) -> str:
    """Cut some lines off, as a narrow screen does."""
    return "\n".join(line[: chance.randrange(len(line))] if line and chance.random() < 0.3 else line for line in text.split("\n"))  # fmt: skip  # noqa: E501


def parted(text: str, chance: random.Random) -> str:
    """Put other separators between the words."""
    return re.sub(r"[,;\t]|  +", lambda _: chance.choice([",", ";", "\t", "|", "  "]), text)


def lost(text: str, chance: random.Random) -> str:
    """Leave kernels out, so that hosts stand without one."""
    return re.sub(r"[0-9]+\.[0-9]+\.[0-9]+-\S+", lambda found: "" if chance.random() < 0.4 else found.group(), text)


def dropped(text: str, chance: random.Random) -> str:
    """Leave whole lines out."""
    return "\n".join(line for line in text.split("\n") if chance.random() > 0.2)


@pytest.fixture(scope="module")
def listed(data: Data) -> frozenset[str]:
    """The plain names of all kernels of the list."""
    builds = (build for kernels in data.kernel_lists for release in kernels.releases for build in release.builds)
    return frozenset(read(build).plain for build in builds)


@pytest.mark.parametrize("damage", [cut, parted, lost, dropped])
def test_a_damaged_listing_adds_up_and_names_no_listed_kernel_that_was_not_there(
    damage: Callable[[str, random.Random], str], catalog: Catalog, listed: frozenset[str]
) -> None:
    chance = random.Random(20_26)
    there = {named.kernel.plain for case in CASES for named in read_text(case["text"]).named}
    for case in CASES:
        for _ in range(TRIES):
            text = damage(case["text"], chance)
            sure = {named.kernel.plain for named in read_text(text).named if not named.doubt}
            assert not (sure - there) & listed, text
        agrees(text, catalog)


HOSTS = [f"srv{number:02}" for number in range(12)]
FORMS = {
    "colons": lambda rows: "\n".join(f"{host}: {kernel}".rstrip() for host, kernel in rows),
    "semicolons": lambda rows: "host;kernel\n" + "\n".join(f"{host};{kernel}" for host, kernel in rows),
    "commas": lambda rows: "Kernel,Name\n" + "\n".join(f'{kernel},"{host}"' for host, kernel in rows),
    "ansible": lambda rows: "\n".join(f"{host} | CHANGED | rc=0 >>\n{kernel}" for host, kernel in rows),
    "salt": lambda rows: "\n".join(f"{host}:\n    {kernel}" for host, kernel in rows),
    "equals": lambda rows: "\n".join(f"== {host} ==\n{kernel}" for host, kernel in rows),
    "bars": lambda rows: "| host | kernel |\n|---|---|\n" + "\n".join(f"| {host} | {name} |" for host, name in rows),
}  # fmt: skip
KERNELS = ("5.4.0-150-generic", "4.12.14-122.231-default", "3.10.0-957.el7.x86_64", "3.10.0-999.el7.x86_64", "")


@pytest.mark.parametrize("form", FORMS)
def test_an_inventory_has_a_line_for_every_host_whatever_is_missing(form: str) -> None:
    chance = random.Random(form)
    for _ in range(TRIES):
        rows = [(host, chance.choice(KERNELS)) for host in HOSTS]
        text = FORMS[form]([*rows[:-1], (rows[-1][0], KERNELS[0])])
        read_rows = read_text(text).rows
        assert [row.host for row in read_rows] == HOSTS, text
        assert [bool(row.why) for row in read_rows[:-1]] == [not kernel for _, kernel in rows[:-1]], text
