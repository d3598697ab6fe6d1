"""Numbers mean what the whole file says that their marks mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.inventory.numbers import NotReadError, decimal_mark, marks_in, number


@pytest.mark.parametrize(
    ("cells", "whole", "separator", "mark"),
    [
        (["206,057", "16,384"], True, ",", "."),
        (["206.057", "16.384"], True, ";", ","),
        (["206,057"], True, "\t", "."),
        (["206.057"], True, "\t", None),
        (["206.057"], True, ",", None),
        (["206,057"], True, ";", None),
        (["206.057", "40960"], True, ";", None),
        (["206.057", "40960"], False, ";", "."),
        (["206.057"], False, ";", None),
        (["1.234.567", "206.057"], False, ",", ","),
        (["1,234.5", "206,057"], False, ";", "."),
        (["1.5", "206,057"], False, ";", "."),
        (["1.5", "1,5"], False, ";", None),
        (["0.125"], False, ";", "."),
        (["206,057", "1.234"], True, ",", None),
        (["100", ""], True, ",", "."),
        (["1.21 TB", "187,76 GB"], False, ",", None),
        (["1,21 TB", "1.024 GB"], False, ",", ","),
    ],
)
def test_the_decimal_mark_is_told_by_the_file_or_asked(
    cells: list[str], whole: bool, separator: str, mark: str | None
) -> None:
    assert decimal_mark([marks_in(cells, whole=whole)], separator) == mark


def test_columns_of_a_file_tell_for_each_other() -> None:
    columns = [marks_in(["206.057"], whole=False), marks_in(["1,5"], whole=False)]
    assert decimal_mark(columns, ",") == ","


@given(value=st.integers(0, 10**12), decimals=st.integers(0, 99), mark=st.sampled_from([".", ","]))
def test_a_number_is_read_in_every_style(value: int, decimals: int, mark: str) -> None:
    other = "," if mark == "." else "."
    for group in ("", other, " ", "\u00a0", "\u202f", "'", "’"):
        text = f"{value:,}".replace(",", group) + f"{mark}{decimals:02}"
        assert number(text, mark) == pytest.approx(value + decimals / 100)


@pytest.mark.parametrize(
    ("cell", "category"),
    [("-1", "negative"), ("x", "not a number"), ("nan", "not a number"), ("inf", "not a number"),
     ("1_000", "not a number"),
          ("=1+1", "formula"), ("9" * 30, "too large"), ("1e30", "too large"), ("1,23,4", "not a number"),
     ("٣", "not a number")],
)  # fmt: skip
def test_what_is_no_number_is_told(cell: str, category: str) -> None:
    with pytest.raises(NotReadError) as error:
        number(cell, ".")
    assert error.value.category == category


@pytest.mark.parametrize("cell", ["", " ", "-", "n/a", "None"])
def test_what_says_nothing_is_missing(cell: str) -> None:
    assert number(cell, ".") is None
