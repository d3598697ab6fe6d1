"""What `make quick` runs and leaves out."""

from pathlib import Path

import pytest

from tests import quick
from tests.conftest import ROOT
from tests.quick import Selection, selection


def first(found: Selection, count: int) -> set[str]:
    return set(found.run[:count])


@pytest.mark.parametrize(
    ("changed", "nearest"),
    [
        ("calculators/replication/units.py", "tests/calculators/replication/test_units.py"),
        ("calculators/bridge.py", "tests/calculators/test_bridge.py"),
        ("macros/pages/forms.py", "tests/macros/pages/test_forms.py"),
        ("tests/calculators/test_bridge.py", "tests/calculators/test_bridge.py"),
        ("tests/cases/replay.yaml", "tests/cases/test_cases.py"),
        ("data/figures.yaml", "tests/macros/data/test_loader.py"),
        ("CONTRIBUTING.md", "tests/macros/test_contributing.py"),
    ],
)
def test_the_tests_of_the_room_come_first(changed: str, nearest: str) -> None:
    distances = quick.distances_from([changed])
    assert distances[nearest] == 0
    assert nearest in selection([changed], {}).run


def test_who_imports_a_module_is_tested_after_its_own_room() -> None:
    distances = quick.distances_from(["calculators/replication/calendar.py"])
    assert distances["tests/calculators/replication/test_calendar.py"] == 0
    assert distances["tests/calculators/trace_replay/test_trace_replay.py"] > 0


def test_what_a_minute_has_no_room_for_is_named() -> None:
    changed = ["calculators/replication/units.py"]
    whole = selection(changed, {})
    distances = quick.distances_from(changed)
    slow = next(file for file in whole.run if distances[file] > 0)
    found = selection(changed, {slow: 1000.0})
    assert slow in found.far
    assert {*found.run, *found.far} == {*whole.run, *whole.far}
    assert f"no room for them: {', '.join(found.far)}" in "\n".join(quick.left_out(found))


def test_what_needs_the_site_is_named_and_not_run() -> None:
    found = selection(["docs/assets/guide.css", "tests/browser/test_tables.py"], {})
    assert not [file for file in found.run if file.startswith(quick.NEED_SITE)]
    assert "tests/site, tests/browser" in "\n".join(quick.left_out(found))


def test_every_reader_is_there() -> None:
    for readers in quick.READERS.values():
        for reader in readers:
            assert list((ROOT / reader).rglob("test_*.py")) or Path(ROOT, reader).is_file(), reader
