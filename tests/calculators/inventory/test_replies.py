"""What the page of inventories asks, and gets."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest

from calculators import bridge
from calculators.catalog import Catalog
from calculators.inventory import overview, replies
from calculators.recovery_time.groups import read_groups as read_recovery
from calculators.registry import run
from macros.pages.inventory import sample_files

HOSTILE = '=HYPERLINK("http://x")'
HEADER = (
    "VM,Powerstate,CPUs,Memory,Disks,Provisioned MiB,In Use MiB,Cluster,OS according to the VMware Tools,"
    "VM UUID,Annotation"
)
ROWS = (
    "db-1,poweredOn,4,8192,1,40960,20480,Prod,Microsoft Windows Server 2019 (64-bit),a-1,",
    "web-1,poweredOn,2,4096,1,20480,10240,Prod,Ubuntu Linux (64-bit),a-2,password: summer-2014",
    '"=HYPERLINK(""http://x"")",poweredOff,2,4096,1,2048,1024,Test,<img src=x onerror=alert(1)>,a-3,',
)


@pytest.fixture(autouse=True)
def loaded(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(bridge, "load", lambda: catalog)
    replies.forget()
    yield
    replies.forget()


def asked(wanted: list[str], files: str = "", **more: Any) -> dict[str, Any]:
    request = {
        "id": 1,
        "inventory": {"key": "a", "wanted": wanted} | more,
        "inputs": {},
        "base": "../",
        "long": "files",
    }
    bridge.keep("")
    bridge.keep(files)
    reply: dict[str, Any] = json.loads(bridge.answer(json.dumps(request)))
    assert reply.get("error") is None, reply
    result: dict[str, Any] = reply["result"]
    return result


def inventory(*rows: str) -> str:
    return f"==> RVTools_tabvInfo.csv <==\n{HEADER}\n" + "\n".join(rows) + "\n"


def values(columns: list[dict[str, Any]], name: str) -> list[Any]:
    column = next(item for item in columns if item["id"] == name)
    return [column["words"][at] for at in column["at"]] if "at" in column else column["values"]


def test_columns_come_in_parts_and_are_the_same() -> None:
    text = inventory(*ROWS)
    whole = asked(["columns"], text)["columns"]
    parts = [asked(["columns"], between=[first, first + 5])["columns"] for first in range(0, len(whole) + 5, 5)]
    assert [column for part in parts for column in part] == whole
    assert parts[-1] == []


def test_every_host_is_listed_with_its_values() -> None:
    columns = asked(["columns"], inventory(*ROWS))["columns"]
    assert values(columns, "name") == ["db-1", "web-1", HOSTILE]
    assert values(columns, "in_use") == [20480 * 2**20, 10240 * 2**20, 1024 * 2**20]
    assert values(columns, "identifier") == ["a-1", "a-2", "a-3"]


def test_a_host_can_be_asked_for_without_the_files_until_they_are_gone() -> None:
    asked(["facts"], inventory(*ROWS))
    assert "db-1" not in asked(["host"], at=1)["host"]
    assert "Ubuntu Linux" in asked(["host"], at=1)["host"]
    replies.forget()
    assert asked(["host"], at=1) == {"gone": True}


def test_what_can_be_read_in_two_ways_is_asked_and_missing_until_it_is_answered() -> None:
    files = inventory('db-1,poweredOn,4,8192,1,"40,960","20,480",Prod,Debian 12,b-1,', ROWS[0])
    said = asked(["facts", "summary", "columns"], files)
    (key,) = said["facts"]["questions"]
    assert f'data-field="{key}"' in said["summary"]
    assert values(said["columns"], "in_use")[0] is None
    kept = {"answers": {key: "."}}
    said = asked(["facts", "columns", "summary"], files, kept=kept)
    assert (said["facts"]["questions"], said["facts"]["answered"]) == ([], [key])
    assert f'data-field="{key}"' in said["summary"]
    assert values(said["columns"], "in_use")[0] == 20480 * 2**20


def test_names_of_hosts_are_no_markup_and_no_formulas() -> None:
    said = asked(["summary", "host", "paper"], inventory(*ROWS), at=2)
    assert not any("<img" in text for text in said.values())
    rows = list(csv.reader(io.StringIO(asked(["file"], format="csv")["file"])))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))] == []
    assert f"'{HOSTILE}" in {cell for row in rows for cell in row}


def test_paper_has_every_host_with_what_needs_attention_first() -> None:
    said = asked(["columns", "paper"], inventory(*ROWS))
    names = values(said["columns"], "name")
    listed = re.findall(r'<th scope="row">([^<]+)</th>', said["paper"].partition("Each host")[2])
    assert sorted(listed) == sorted(escape(name) for name in names)
    assert '<th scope="col">First reason</th>' in said["paper"]


@pytest.mark.parametrize("form", replies.FORMATS)
def test_a_password_in_a_note_is_told_and_never_written(form: str) -> None:
    said = asked(["summary", "columns", "file", "paper"], inventory(*ROWS), format=form)
    assert "look like passwords" in said["summary"]
    assert "summer-2014" not in json.dumps(said)


def test_a_decision_counts_at_its_host_and_keeps_its_reason() -> None:
    decision = {"name": "db-1", "uuid": "a-1", "verdict": "supported", "why": "Tested last year", "since": "2026-01-01"}
    asked(["facts"], inventory(*ROWS))
    said = asked(["columns", "host"], at=0, kept={"hosts": [decision, {"name": "web-1"}, "nonsense"]})
    assert values(said["columns"], "verdict")[0] == "supported"
    assert "Tested last year" in said["host"]
    assert values(asked(["columns"])["columns"], "verdict")[0] != "supported"


def test_what_cannot_be_read_says_so_and_where_it_belongs() -> None:
    trace = '"(PDH-CSV 4.0) (UTC)(0)","\\\\SQL1\\PhysicalDisk(_Total)\\Disk Write Bytes/sec"\n'
    trace += "".join(f'"11/23/2026 08:{minute:02}:00.000","{minute}"\n' for minute in range(30))
    said = asked(["facts", "summary"], f"==> trace.csv <==\n{trace}==> empty.csv <==\n\n")
    assert [file["tool"] for file in said["facts"]["files"]] == ["trace_replay", None]
    assert said["facts"]["hosts"] == 0
    assert "No hosts" in said["summary"]


def test_the_sample_has_every_verdict_and_names_what_was_not_used(catalog: Catalog) -> None:
    held = replies.read(sample_files(), catalog)
    assert {item.verdict for item in held.assessed.hosts} >= {"conditional", "decision", "missing", "unsupported"}
    assert held.inventory.rejected
    assert held.inventory.merged
    assert len(held.assessed.hosts) == len(held.inventory.hosts)


def test_the_project_takes_hosts_and_groups_and_the_rest_is_counted() -> None:
    found = asked(["filling"], inventory(*ROWS), kept={"grouping": {"by": "cluster"}})["filling"]
    left = len(ROWS) - int(found["values"].get("hosts", {"value": "0"})["value"])
    assert f"{left} host" in found["html"]


def test_waves_of_groups_become_the_waves_of_both_calculators(catalog: Catalog) -> None:
    files = "".join(f"==> {name} <==\n{text}\n" for name, text in sample_files())
    first = asked(["filling"], files, kept={"grouping": {"by": "cluster"}})["filling"]
    names = [row["group"] for row in first["waves"]["rows"]]
    assert len(names) > 1
    systems = [{"name": "x", "group": names[0], "needs": "y"}, {"name": "y", "group": names[1]}, None, {"name": 1}]
    wish = {"group": names[0], "wave": 9}
    grouping = {"by": "cluster", "waves": [wish], "wave_hosts": 1}
    found = asked(["filling"], kept={"grouping": grouping}, systems=systems)["filling"]
    rows = {row["group"]: row for row in found["waves"]["rows"]}
    assert (rows[names[0]]["wave"], rows[names[0]]["typed"], rows[names[0]]["known"]) == (9, True, [names[1]])
    assert found["waves"]["most"] == 50 and rows[names[1]]["wave"] == 1
    groups = found["values"]["groups"]["value"]
    assert {group.name: group.order for group in read_recovery(groups)} == {name: rows[name]["wave"] for name in rows}
    shown = run("rpo_bandwidth", {"groups": groups}, catalog)
    order = next(table for table in shown.tables if table.title.startswith("Order of"))
    assert [row[0] for row in order.rows] == sorted(f"Wave {row['wave']}" for row in rows.values())


def test_an_answer_counts_for_an_export_of_another_day_and_for_no_other_file() -> None:
    row = 'db-1,poweredOn,4,8192,1,"40,960","20,480",Prod,Debian 12,b-1,'

    def files(*names: str) -> str:
        return "".join(f"==> {name} <==\n{HEADER}\n{row}\n{ROWS[0]}\n" for name in names)

    old, new, other = (f"RVTools_vc{name}.csv" for name in ("1_2026-01-05_10.30", "1_2026-06-01_09.15", "2_2026-06-01"))
    (key,) = asked(["facts"], files(old))["facts"]["questions"]
    kept = {"answers": {key: "."}}
    said = asked(["facts", "summary"], files(new, other), kept=kept)
    assert [name.partition(":")[2] for name in said["facts"]["answered"]] == [new]
    assert [name.partition(":")[2] for name in said["facts"]["questions"]] == [other]
    assert "of an earlier export" in said["summary"]
    # Beside the file that it is about, it is no answer about another one.
    assert len(asked(["facts"], files(old, new), kept=kept)["facts"]["questions"]) == 1


def test_one_decision_about_a_text_counts_for_every_host_that_has_it() -> None:
    rows = [f"h-{place},poweredOn,4,8192,1,40960,20480,Prod,Other Linux (64-bit),c-{place}," for place in range(3)]
    said = asked(["systems", "facts"], inventory(*rows, ROWS[0]))
    (text,) = said["systems"]["unplaced"]
    assert (text["text"], text["hosts"], said["facts"]["unplaced"]) == ("Other Linux (64-bit)", 3, 1)
    means = next(name for name in said["systems"]["known"] if name.startswith("CentOS 7"))
    systems = [{"text": text["text"], "means": means, "why": "Seen on two of them"}]
    said = asked(["systems", "columns"], kept={"systems": systems})
    assert said["systems"]["unplaced"] == []
    assert [(item["known"], item["hosts"]) for item in said["systems"]["decided"]] == [(True, 3)]
    assert "needs a decision" not in values(said["columns"], "verdict")[:3]
    said = asked(["systems", "facts"], inventory(ROWS[0]), kept={"systems": systems})
    assert said["facts"]["unused"] == ["No host has 'Other Linux (64-bit)' any more (Seen on two of them)."]


def test_the_way_that_is_chosen_counts_hosts_and_is_the_source_of_the_project() -> None:
    ways = asked(["facts"], inventory(*ROWS))["facts"]["ways"]
    assert {"vmware-agentless", "agent"} <= {way["id"] for way in ways}
    assert all(sum(way["verdicts"].values()) == way["hosts"] for way in ways)
    values = asked(["filling"], kept={"way": "agent"})["filling"]["values"]
    assert values["source"] == {"value": "agent", "origin": "typed"}
    assert "source" not in asked(["filling"], kept={"way": "none of them"})["filling"]["values"]


def test_two_exports_are_compared() -> None:
    asked(["facts"], inventory(*ROWS[:2]), key="older")
    said = asked(["comparison"], inventory(*ROWS[1:]), key="newer", before="older")["comparison"]
    assert "1 added, 1 removed, 0 changed." in said["html"]
    assert (said["days"], said["offer"]) == (None, None)
    assert "neither export says when it was made" in said["html"]
    assert asked(["comparison"], key="newer", before="nothing")["comparison"] is None


@pytest.mark.parametrize(
    ("newer", "more", "days", "offer"),
    [
        ("2026-07-02", {}, 181, ("100", "measured", "2026-07-02")),
        ("2026-07-02", {"days": 365.25}, 365.25, ("41", "measured", "2026-07-02")),
        ("2026-01-09", {}, 7, None),
        ("2026-01-02", {}, None, None),
    ],
)
def test_growth_between_two_exports_is_offered_to_the_sizing(
    newer: str, more: dict[str, Any], days: float | None, offer: tuple[str, str, str] | None
) -> None:
    def files(day: str, used: int) -> str:
        rows = f"db-1,poweredOn,4,8192,1,409600,{used},Prod,Debian 12,b-1,"
        return f"==> RVTools_vInfo_{day}.csv <==\n{HEADER}\n{rows}\n"

    asked(["facts"], files("2026-01-02", 100_000), key="older")
    said = asked(["comparison"], files(newer, 141_000), key="newer", before="older", **more)["comparison"]
    assert said["days"] == days
    if offer is None:
        assert said["offer"] is None
        return
    told = said["offer"]
    assert (told["calculator"], told["field"]) == ("rpo_bandwidth", "growth_percent")
    assert abs(float(told["value"]) - float(offer[0])) <= 0.1
    assert (told["origin"], told["since"]) == offer[1:]


def test_what_was_decided_holds_without_the_names() -> None:
    decision = {"name": "db-1", "uuid": "a-1", "verdict": "unsupported", "why": "Muster AG keeps it", "excluded": True}
    files = inventory(*(row.replace("Prod", "Muster") for row in ROWS))
    said = asked(["anonymous", "sheets"], files, kept={"hosts": [decision]})
    named, nameless = (sheets[0]["rows"] for sheets in (said["sheets"], said["anonymous"]["sheets"]))
    assert [row[1:4] for row in nameless] == [row[1:4] for row in named]
    assert named[0][1:4] == ["left out", named[0][2], "the reader"]
    assert not any(secret in json.dumps(nameless) for secret in ("Muster", "db-1", "a-1"))


def test_the_capacity_in_the_picture_is_that_of_the_answer(catalog: Catalog) -> None:
    held = replies.read(sample_files(), catalog)
    drawn = overview.capacity_chart(held.assessed)
    (told,) = (answer for answer in replies.report(held, catalog).answers if answer.label == "Capacity, disks")
    assert drawn is not None
    assert told.amount is not None
    assert sum(sum(series.values) for series in drawn.series) == pytest.approx(told.amount / 1024, abs=0.01)


def test_the_list_to_install_says_who_is_not_in_it() -> None:
    install = asked(["install"], inventory(*ROWS))["install"]
    assert install["text"].startswith("ip,")
    assert "<li>The list has 0 hosts.</li>" in install["told"]
    left_out = [line for line in install["told"].split("<li>") if "left out" in line]
    assert sum(int(line.split()[0]) for line in left_out) == len(ROWS)
