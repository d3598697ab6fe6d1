"""What a maintainer is told of amounts that cannot be."""

import pytest

from macros.data.checks.numbers import AMOUNT
from tests.macros.conftest import Project

VALUE = "  label: Smallest RPO\n  value: 5\n"


@pytest.mark.parametrize("value", ["-20", "0", "-0.5"])
def test_a_figure_that_is_not_above_nothing(broken, value: str):
    at, found = broken("figures.yaml", VALUE, f"  label: Smallest RPO\n  →value: {value}\n")
    (problem,) = [line for line in found if ".value: " in line]
    assert problem == f"{at}: [0].value: {value} is not above 0, which no amount is. Write what the source says."


def test_a_number_in_a_list_and_the_start_of_a_step(project: Project):
    first = project.edit("series.yaml", "  values: [10, 20, ", "  values: [→-10, 20, ")
    second = project.edit("network.yaml", "from_ms: 0,", "→from_ms: -1,")
    assert project.problems() == [
        f"{second}: latency.rows[0].from_ms: -1 is below 0, which no amount is. Write what the source says.",
        f"{first}: [0].values[0]: -10 is not above 0, which no amount is. Write what the source says.",
    ]


def test_a_size_in_words(broken):
    at, found = broken("targets/ucloudstack.yaml", "size: 765 MB", "→size: -50 GB")
    (problem,) = found
    assert problem.startswith(f"{at}: ")
    assert problem.endswith(
        ".image.size: '-50 GB' is not more than nothing. Write an amount above 0, or leave the key out."
    )


@pytest.mark.parametrize("text", ["-50 GB", "−50GB", "0 MB", "0.0 GiB", "50 GB", "10 Mbit/s", "5 %"])
def test_what_an_amount_is(text: str):
    assert AMOUNT.fullmatch(text)


@pytest.mark.parametrize("text", ["-50 GB of it", "GB", "- 50", "0", "at least 50 GB", "2C4G"])
def test_what_no_amount_is(text: str):
    assert not AMOUNT.fullmatch(text)


def test_a_unit_that_nobody_knows(broken):
    at, found = broken("series.yaml", "  unit: Mbit/s\n", "  →unit: parsecs\n")
    assert found[0].startswith(f"{at}: [0].unit: 'parsecs' is not allowed. Allowed: , %, CNY a month, GB, ")
    assert found[0].endswith("Another unit belongs into calculators/records/units.py first.")
