"""Pictures of pages are compared by fingerprints that stand in Git."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.commands.screenshots.__main__ import ACCEPTED, read, written
from macros.commands.screenshots.fingerprints import LETTERS, Fingerprint, changes, fingerprint, parse
from macros.commands.screenshots.subjects import SUBJECTS, TRANSLATED, VIEWS
from tests.conftest import ROOT

PAGE = fingerprint(800, 400, [250, 250, 250], [[0.0] * 8, [40.0] * 8, [0.0] * 8, [60.0] * 8])
MARKS = st.builds(
    Fingerprint,
    width=st.integers(1, 9999),
    height=st.integers(1, 99999),
    colour=st.tuples(*[st.integers(0, 255)] * 3),
    rows=st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1).map(tuple),
    sheets=st.integers(0, 99),
)


def with_cells(height: int, *rows: float) -> Fingerprint:
    return fingerprint(800, height, [250, 250, 250], [[row] * 8 for row in rows])


@given(MARKS)
def test_a_fingerprint_is_read_as_it_was_written(mark: Fingerprint) -> None:
    assert parse(str(mark)) == mark
    assert read(written("Chromium 1", {"home/light": mark})) == ("Chromium 1", {"home/light": mark})


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (PAGE, None),
        (with_cells(400, 3, 42, 0, 57), None),
        (with_cells(400, 0, 40, 0, 0), "25 % of it, from 300 px down"),
        (with_cells(300, 0, 40, 0), "25 % of it, from 300 px down; 800 × 300 px instead of 800 × 400"),
        (fingerprint(800, 400, [20, 20, 20], [[0.0] * 8, [40.0] * 8, [0.0] * 8, [60.0] * 8]), "its colours"),
        (fingerprint(800, 400, [250] * 3, [[0.0] * 8, [40.0] * 8, [0.0] * 8, [60.0] * 8], 2), "2 sheets instead of 0"),
    ],
)
def test_what_differs_is_told_and_smoothing_is_not(now: Fingerprint, told: str | None) -> None:
    found = changes({"home/light": PAGE}, {"home/light": now})
    assert [change.words for change in found.values()] == ([told] if told else [])


def test_what_changed_most_comes_first_and_a_new_picture_is_one_too() -> None:
    accepted = {"a": PAGE, "b": PAGE, "c": PAGE}
    found = changes(
        accepted, {"a": with_cells(400, 0, 40, 0, 0), "b": with_cells(400, 9, 9, 9, 9), "c": PAGE, "d": PAGE}
    )
    assert list(found) == ["b", "d", "a"]
    assert found["d"].words == "new"


@pytest.mark.parametrize("line", ["", "800x400", "800x400 #fff AAA", "800x400 #ffffff A B"])
def test_what_is_no_fingerprint_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="is no fingerprint of a picture"):
        parse(line)


def test_what_was_accepted_is_what_is_pictured() -> None:
    _, accepted = read((ROOT / ACCEPTED).read_text("utf-8"))
    assert accepted.keys() == {f"{one.name}/{view.name}" for one in SUBJECTS for view in VIEWS if one.is_met(view)}
    assert {one.name for one in SUBJECTS} >= TRANSLATED
