"""A recording that is kept answers as its file did, and offers what it measures."""

import json
from dataclasses import replace
from typing import Any

import pytest

from calculators.catalog import Catalog
from calculators.project import Known, Project, Recording, lines, open_text, page, unpack, write
from calculators.project.file import pack
from calculators.project.replies import replied
from calculators.registry import run

HOURS = [1.0] * 24 * 3
HOURS[30:32] = [10.0, 7.0]
TABLE = "time,sda,sdb\n" + "".join(
    f"2026-11-{23 + hour // 24}T{hour % 24:02}:00:00Z,{rate},{rate / 2}\n" for hour, rate in enumerate(HOURS)
)
READING = {"column": "sda", "unit": "MB-s"}


def kept(**values: str) -> Project:
    given = {name: Known(value=value, origin="typed") for name, value in values.items()}
    return Project(id="x", values=given, traces=(Recording(name="week.csv", text=TABLE, **READING),))


def measured(project: Project, catalog: Catalog) -> dict[str, dict[str, Any]]:
    found = replied({"text": write(project, catalog), "wanted": ["measured"]}, catalog, "")["measured"]
    return {item["field"]: item for item in found}


def test_a_kept_recording_answers_as_its_file_did(catalog: Catalog) -> None:
    project = kept(link_mbps="60", rtt_ms="20")
    for opened in (open_text(write(project, catalog), catalog), unpack(pack(project, catalog), catalog)):
        assert opened.slips == () and opened.project == project
        said = next(line.report for line in lines(opened.project, catalog) if line.calculator == "replay")
        direct = run("replay", {"trace": TABLE, **READING, "link_mbps": "60", "rtt_ms": "20"}, catalog)
        assert said is not None
        assert (said.verdict, said.answers, said.tables) == (direct.verdict, direct.answers, direct.tables)


def test_the_first_recording_is_the_one_in_use(catalog: Catalog) -> None:
    project = kept()
    other = Recording(name="other.csv", text=TABLE.replace(",1.0,", ",2.0,"), **READING)
    means = []
    for traces in ((other, *project.traces), (*project.traces, other)):
        said = next(
            line.report for line in lines(replace(project, traces=traces), catalog) if line.calculator == "replay"
        )
        assert said is not None
        means.append(next(item.amount or 0.0 for item in said.answers if item.id == "mean"))
    assert means[0] > means[1] > 0


def test_what_a_recording_measures_is_that_of_its_busiest_day(catalog: Catalog) -> None:
    """24 hours with both bursts write 39 MB/s hours: 140.4 GB of 10 TB, and 10 of 39 in one hour."""
    found = measured(kept(used="10", capacity_unit="TB"), catalog)
    assert float(found["change_percent"]["value"]) == pytest.approx(1.404, rel=5e-3)
    assert float(found["busiest_hour_percent"]["value"]) == pytest.approx(100 * 10 / 39, rel=5e-3)
    assert found["change_percent"]["source"] == "week.csv, 2026-11-23 00:00 to 2026-11-26 00:00"
    assert "change_percent" not in measured(kept(), catalog)


@pytest.mark.parametrize("text", ["", "time,x\n", TABLE[:200], "<html>", TABLE.replace("sda", "sdc")])
def test_what_is_not_sure_or_too_short_measures_nothing(text: str, catalog: Catalog) -> None:
    project = replace(kept(used="10"), traces=(Recording(name="x", text=text, **READING),))
    assert measured(project, catalog) == {}


def test_what_is_taken_says_what_it_was_measured_from(catalog: Catalog) -> None:
    known = Known(value="1.41", origin="measured", since="2026-11-28", source="week.csv, 3 days")
    project = kept(used="10").having(change_percent=known)
    assert open_text(write(project, catalog), catalog).project == project
    given = next(table for table in page(project, catalog).tables if table.title == "What was given")
    assert ("Change per day", "1.41 % of used data", "measured: week.csv, 3 days", "2026-11-28") in given.rows
    plain = json.loads(write(kept(used="10"), catalog))
    assert "source" not in plain["values"]["used"]
