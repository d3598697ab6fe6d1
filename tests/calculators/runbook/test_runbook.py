"""Runbooks with a project's own words, and nights with what a project may take of them."""

import json
import re
from dataclasses import fields, replace
from datetime import UTC
from typing import Any

import pytest
from hypothesis import strategies as st

from calculators.bridge import answer
from calculators.catalog import load
from calculators.project import Known, Project, open_text, sample, write
from calculators.project.runbook import OUTCOMES, Contact, KeptRunbook, Log, Planned, Press, Real
from calculators.runbook import replied
from calculators.runbook.night import taken, walked
from calculators.takeover import TypedSystem

CATALOG = load()
KINDS = [kind.id for kind in CATALOG.runbooks.kinds]
WORDS = st.text(max_size=12)
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(lambda at: at.isoformat())


def some(kind: type[Any], most: int = 2, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return lists of records with any texts, but for the parts that are given."""
    texts = {item.name: WORDS for item in fields(kind)}
    return st.lists(st.builds(kind, **{**texts, **parts}), max_size=most).map(tuple)


RUNBOOKS = st.builds(
    KeptRunbook,
    systems=some(TypedSystem),
    contacts=some(Contact),
    logs=some(
        Log,
        1,
        started=MOMENTS,
        planned=some(Planned, 1),
        steps=some(Press, at=MOMENTS, outcome=st.sampled_from(OUTCOMES)),
    ),
    measured=some(Real),
)


def project(**values: str) -> Project:
    known = {name: Known(value=value, origin="typed") for name, value in values.items()}
    return Project(id="p", values={"name": Known(value="P", origin="typed"), **known})


def asked(of: Project, *wanted: str, **more: str) -> dict[str, Any]:
    return replied({"text": write(of, CATALOG), "wanted": list(wanted), **more}, CATALOG, "../")


@pytest.mark.parametrize("kind", KINDS)
def test_each_runbook_has_everything_that_a_step_needs_and_no_word_left_open(kind: str) -> None:
    of = replace(
        project(customer="<b>ACME</b>", target="huawei", console="dr.example", rto_minutes="4 h"),
        runbook=KeptRunbook(
            systems=(TypedSystem(id="1", name="Lagerdatenbank", restored_when="a stock is shown"),),
            contacts=(Contact(role="decider", name="The manager on duty"),),
        ),
    )
    said = asked(of, "steps", "file", "messages", kind=kind, format="markdown")
    planned = said["steps"]["planned"]
    assert len({step["id"] for step in planned}) == len(planned)
    for step in planned:
        assert all(step.get(name) for name in ("title", "owner", "trigger", "action", "proof", "fallback", "takes"))
    assert not re.search(r"\{\w+\}", json.dumps(planned, ensure_ascii=False))
    assert "Lagerdatenbank" in said["file"]
    assert "Decision maker: The manager on duty" in said["file"]
    assert "<b>ACME" not in said["steps"]["html"]
    assert any("<b>ACME</b>" in message["text"] for message in said["messages"])
    decisions = {step.get("decision") for step in planned}
    assert "declare" in decisions


def test_the_console_and_the_target_stand_in_the_steps_and_minutes_say_where_they_are_from() -> None:
    of = project(target="huawei", console="dr.example", rto_minutes="90")
    planned = {step["id"]: step for step in asked(of, "steps", kind="takeover")["steps"]["planned"]}
    assert "the console (dr.example)" in planned["takeover-ready"]["action"]
    assert "Huawei Cloud" in planned["takeover-address"]["action"]
    assert "assumed" in planned["takeover-declare"]["takes"]
    assert "minutes" not in planned["takeover-wave-1"]
    assert "name the systems first" in planned["takeover-wave-1"]["takes"]


def test_a_wave_of_the_order_is_a_step_with_the_minutes_of_its_slowest_system() -> None:
    systems = (
        TypedSystem(id="db", name="Data", minutes="40"),
        TypedSystem(id="mail", name="Mail", minutes="10"),
        TypedSystem(id="app", name="App", needs="data", minutes="20"),
    )
    of = replace(project(), runbook=KeptRunbook(systems=systems))
    waves = [step for step in asked(of, "steps", kind="drill")["steps"]["planned"] if "wave" in step["id"]]
    assert [(step["minutes"], step["systems"]) for step in waves] == [("40", "db mail"), ("20", "app")]


def test_groups_of_the_project_are_systems_until_some_are_named_and_bad_ones_do_not_stop_the_runbook() -> None:
    of = project(groups="name; hosts; order\nERP; 4; 1\nWeb; 2; 2")
    said = asked(of, "order", "steps", kind="takeover")
    assert said["order"]["from_groups"]
    assert "Web" in said["order"]["html"]
    broken = replace(of, runbook=KeptRunbook(systems=(TypedSystem(id="x", name="X", needs="Y"),)))
    said = asked(broken, "order", "steps", kind="takeover")
    assert [problem["id"] for problem in said["order"]["problems"]] == ["x"]
    assert "there is no system Y" in said["steps"]["html"]


def test_the_sample_says_that_it_is_one() -> None:
    said = asked(sample(CATALOG), "order", "steps", kind="takeover")
    for name in ("order", "steps"):
        assert "Sample: " in said[name]["html"]
        # It is nobody's, so it has no colour of a verdict.
        assert 'class="hb-verdict hb-example"' in said[name]["html"]


def night(*presses: tuple[str, str, str], wanted: str = "60") -> Log:
    """Return a night that began at 22:00, with presses (step, time, outcome)."""
    planned = (
        Planned(id="a", title="Decide", decision="declare", minutes="10"),
        Planned(id="b", title="Wave 1", systems="db", groups="ERP", minutes="15"),
        Planned(id="c", title="Wave 2", systems="app web", groups="ERP\nWeb"),
    )
    steps = tuple(
        Press(id=step, press=str(number), at=f"2027-03-20T{at}:00+01:00", outcome=outcome, by="KL")
        for number, (step, at, outcome) in enumerate(presses)
    )
    return Log(
        id="n", kind="takeover", started="2027-03-20T22:00:00+01:00", wanted=wanted, planned=planned, steps=steps
    )


def with_log(log: Log) -> Project:
    systems = tuple(TypedSystem(id=name, name=name.upper()) for name in ("db", "app", "web"))
    return replace(project(), runbook=KeptRunbook(systems=systems, logs=(log,)))


def test_a_night_gives_real_minutes_of_systems_and_real_rto_of_groups() -> None:
    log = night(("a", "22:08", "done"), ("b", "22:30", "failed"), ("b", "22:35", "done"), ("c", "23:10", "done"))
    found = {(item.kind, item.id): item.minutes for item in taken(log, with_log(log), CATALOG)}
    assert {name: minutes for (kind, name), minutes in found.items() if kind == "system"} == {
        "db": "27", "app": "35", "web": "35",
    }  # fmt: skip
    assert {name: minutes for (kind, name), minutes in found.items() if kind == "group"} == {"ERP": "70", "Web": "70"}
    said = asked(with_log(log), "night", "file", log="n", part="night", format="markdown")
    assert "10 min longer than the wanted 1 h" in said["file"]
    assert "failed at 22:30" in said["file"]


def test_a_real_rto_that_was_taken_stands_beside_what_the_order_says() -> None:
    of = with_log(night(("a", "22:08", "done")))
    systems = tuple(replace(item, group="ERP", minutes="20") for item in of.runbook.systems)
    real = (Real(group="ERP", minutes="70", source="Drill", since="2027-03-20"), Real(group="Gone", minutes="5"))
    of = replace(of, runbook=replace(of.runbook, systems=systems, measured=real))
    said = asked(of, "file", part="order", format="markdown")["file"]
    assert "| ERP | 70 min | 1 h 10 min | 4 h | Drill | 2027-03-20 |" in said
    assert "no such group any more" in said


def test_a_group_with_a_step_that_was_skipped_or_not_reached_has_no_real_rto() -> None:
    skipped = night(("a", "22:08", "done"), ("b", "22:20", "skipped"), ("c", "23:10", "done"))
    assert {item.id for item in taken(skipped, with_log(skipped), CATALOG) if item.kind == "group"} == {"Web"}
    stopped = night(("a", "22:08", "declined"))
    assert not list(taken(stopped, with_log(stopped), CATALOG))
    assert "Not declared at: Decide." in asked(with_log(stopped), "night", log="n")["night"]["html"]


def test_a_drill_counts_from_its_declaration_and_not_from_what_was_prepared_the_day_before() -> None:
    log = replace(night(("a", "22:08", "done"), ("b", "22:30", "done"), ("c", "22:48", "done")), kind="drill")
    assert {item.id: item.minutes for item in taken(log, with_log(log), CATALOG) if item.kind == "group"} == {
        "ERP": "40", "Web": "40",
    }  # fmt: skip
    assert not list(taken(replace(log, steps=()), with_log(log), CATALOG))


def test_of_two_presses_from_two_tabs_the_first_one_ends_the_step_and_both_stay_in_the_log() -> None:
    log = night(("a", "22:09", "done"), ("a", "22:08", "done"))
    first = walked(log)[0]
    assert (first.press and first.press.at[11:16], len(first.others)) == ("22:08", 1)


def test_a_file_gives_the_same_runbook_again_and_what_is_wrong_in_it_is_told() -> None:
    of = with_log(night(("a", "22:08", "done")))
    of = replace(of, runbook=replace(of.runbook, contacts=(Contact(role="network", name="N", reach="1"),)))
    assert open_text(write(of, CATALOG), CATALOG).project == of
    assert "runbook" not in json.loads(write(project(), CATALOG))


@pytest.mark.parametrize(
    ("place", "item", "told"),
    [
        (("systems",), {"id": "y", "name": 5}, "runbook.systems[3]: 'name' must be a text."),
        (("systems",), {"id": "y", "name": "Y", "colour": "red"}, "no other parts than id, name"),
        (("contacts",), "nobody", "runbook.contacts[0]: this must be a group"),
        (("logs", 0, "steps"), "now", "runbook.logs[0]: steps[1]: this must be a group"),
        (("logs", 0, "steps"), {"id": "a", "press": "9", "at": "22:10", "outcome": "done"}, "must be a moment"),
        (
            ("logs", 0, "steps"),
            {"id": "a", "press": "9", "at": "2027-03-20T22:10:00Z", "outcome": "repaired"},
            "'outcome' must be one of done, failed",
        ),
        (("rehearsals",), {"id": "r"}, "runbook.rehearsals: this release does not know it."),
    ],
)
def test_what_another_release_wrote_is_told_kept_and_read_again(place: tuple[Any, ...], item: Any, told: str) -> None:
    given = json.loads(write(with_log(night(("a", "22:08", "done"))), CATALOG))
    whole = given["runbook"]
    for name in place[:-1]:
        whole = whole[name]
    whole.setdefault(place[-1], []).append(item)
    opened = open_text(json.dumps(given), CATALOG)
    (slip,) = opened.slips
    assert told in f"{slip.place}: {slip.message}"
    assert "kept in the file" in slip.message
    kept = write(opened.project, CATALOG)
    assert json.dumps(item) in json.dumps(json.loads(kept))
    assert opened.project.runbook.logs == (() if place[0] == "logs" else (night(("a", "22:08", "done")),))
    again = open_text(kept, CATALOG)
    assert again.project == opened.project
    assert [slip.message for slip in again.slips] == [slip.message]


def test_a_runbook_that_is_no_group_is_told() -> None:
    given = json.loads(write(project(), CATALOG)) | {"runbook": "x"}
    assert [slip.place for slip in open_text(json.dumps(given), CATALOG).slips] == ["runbook"]


def test_the_bridge_answers_about_a_runbook_and_refuses_what_is_none() -> None:
    request = {"id": 1, "base": "", "runbook": {"text": write(project(), CATALOG), "wanted": ["contacts"]}}
    reply = json.loads(answer(json.dumps(request)))
    assert {"role", "title", "side", "does"} <= reply["result"]["contacts"][0].keys()
    request["runbook"] = {"text": write(project(), CATALOG), "wanted": ["night"], "log": "gone"}
    assert "no such log" in json.loads(answer(json.dumps(request)))["refused"]


def test_a_workbook_has_the_steps_and_the_order_as_sheets() -> None:
    of = replace(project(), runbook=KeptRunbook(systems=(TypedSystem(id="1", name="=1+1", minutes="5"),)))
    sheets = asked(of, "sheets", part="runbook", kind="drill")["sheets"]
    assert [sheet["name"] for sheet in sheets][1:4] == ["1 Steps", "2 Who is called", "3 Drafts of messages"]
    cells = [cell for sheet in sheets for row in sheet["rows"] for cell in row if isinstance(cell, str)]
    assert not any(cell.startswith("=") for cell in cells)
