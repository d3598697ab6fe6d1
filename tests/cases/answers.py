"""`python -m tests.cases.answers FILE`: what the calculators say of every case, as a JSON list of answers.

`make words` looks in them for sentences that have no words in another language: no page of the site shows them all.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from calculators.answers.inputs import fields
from calculators.answers.render import to_html
from calculators.bridge import answer
from calculators.catalog import load
from calculators.inventory import replies
from calculators.inventory.kept import GROUPED_BY
from calculators.project import Known, Project, Recording, sample, write
from calculators.project.runbook import Contact, KeptRunbook, Log, Planned, Press, Real
from calculators.records.form import Field
from calculators.registry import CALCULATORS
from calculators.takeover import TypedSystem
from calculators.words.own import marked, names_in
from tests import cases
from tests.calculators.inventory import judged
from tests.cases import inventory, proofs, traces

CATALOG = load()
BAD = ("?", "-1", "0", "1e99", "1.5", "NaN", "2027-02-30", "nobody; 5; x", "80 Mbps")
"""What somebody may type where something else is meant."""
LISTINGS = Path(__file__).parents[1] / "calculators" / "kernels" / "listings.yaml"
HOSTS = Path(__file__).parent / "judged" / "hosts.yaml"
MOST_HOSTS = 40
TRACES = "replay"


def requests() -> Iterator[dict[str, Any]]:
    """Yield what a page would ask of every case, of every value of every form, and of projects in several states."""
    for case in cases.load_all():
        yield {"calculator": case.calculator, "inputs": dict(case.inputs), "typed": [*case.inputs]}
    for trace in traces.load():
        yield {"calculator": TRACES, "inputs": {"trace": trace.text, **trace.given}}
        if trace.answers:
            yield {"calculator": TRACES, "inputs": {"trace": trace.text, **trace.given, **trace.answers}}
    for listing in YAML(typ="safe").load(LISTINGS):
        yield {"calculator": "kernels", "inputs": {"kernels": listing["text"]}}
    yield from _forms()
    yield from _inventories()
    for proof in proofs.load():
        values = {name: Known(value=value, origin="typed") for name, value in proof.project.items()}
        told = write(Project(id="", values=values), CATALOG)
        yield {"proof": {"id": proof.proof, "text": proof.text, "project": told}}
        yield {"proof": {"id": "", "text": proof.text}}
    yield from _projects()


def _forms() -> Iterator[dict[str, Any]]:
    """Yield every choice of every form, its least and greatest value, and what is none."""
    for name, calculator in CALCULATORS.items():
        for item in fields(calculator.form(CATALOG)):
            for value in (*_values(item), *BAD):
                yield {"calculator": name, "inputs": {item.id: value}, "typed": [item.id]}


def _values(item: Field) -> list[str]:
    if item.choices:
        return [choice.id for choice in item.choices]
    return [f"{value:g}" for value in (item.minimum, item.maximum) if value is not None]


def _inventories() -> Iterator[dict[str, Any]]:
    wanted = ["facts", "summary", "columns", "filling", "sheets", "paper", "systems"]
    for case in inventory.load():
        text = "\n".join(f"==> {name} <==\n{text}" for name, text in case.files.items())
        kept = {"answers": case.answers}
        yield {"inventory": {"key": "one", "wanted": wanted, "kept": kept}, "inputs": {"files": [text]}}
        for at in range(min(MOST_HOSTS, len(case.expected.get("hosts", ())))):
            yield {"inventory": {"key": "one", "wanted": ["host"], "at": at, "kept": kept}}
        for by in GROUPED_BY:
            grouping = {"by": by, "tag": "Tier", "patterns": "A: a*"}
            kept_so = {"grouping": grouping, "way": "agent"}
            yield {"inventory": {"key": "one", "wanted": ["filling"], "kept": kept_so}}
        yield {"inventory": {"key": "other", "wanted": ["facts"]}, "inputs": {"files": [text.replace("a", "b")]}}
        yield {"inventory": {"key": "one", "before": "other", "days": 30, "wanted": ["comparison"]}}


def _projects() -> Iterator[dict[str, Any]]:
    wanted = ["values", "slips", "taken", "lines", "open", "measured", "influences", "page", "sheets"]
    paper = {"format": "paper"}
    for checklist in CATALOG.checklists.forms:
        asked = {"text": write(sample(CATALOG), CATALOG), "wanted": ["checklist", "checklist_sheets"]}
        yield {"project": {**asked, "checklist": checklist.id}}
    for project in (Project(id=""), sample(CATALOG), *_own_projects()):
        text = write(project, CATALOG)
        yield {"project": {"text": text, "wanted": wanted}}
        for kind in CATALOG.runbooks.kinds if project.id == "own" or not project.values else CATALOG.runbooks.kinds[:1]:
            asked = ["order", "steps", "contacts", "messages", "file", "sheets"]
            yield {"runbook": {"text": text, "kind": kind.id, "wanted": asked, **paper}}
            yield {"runbook": {"text": text, "kind": kind.id, "part": "order", "wanted": ["file", "sheets"], **paper}}
        for log in project.runbook.logs:
            wanted_so = ["night", "file", "sheets"]
            yield {"runbook": {"text": text, "log": log.id, "part": "night", "wanted": wanted_so, **paper}}
    for text in ("?", "{}", "[]", write(sample(CATALOG), CATALOG).replace('"typed"', '"told"').replace("120", "many")):
        yield {"project": {"text": text, "wanted": ["slips", "lines"]}}


def _own_projects() -> Iterator[Project]:
    """Yield projects for every target and source, and with what only nights and mistakes bring about."""
    # What goes by a name of the sample has no names of its own.
    own_name = {name: Known(value="ACME", origin="typed") for name in ("name", "customer")}
    named = sample(CATALOG).having(**own_name)
    for item in fields(CATALOG.project):
        if item.choices:
            for choice in item.choices:
                yield sample(CATALOG).having(**{item.id: Known(value=choice.id, origin="measured")})
    record = Recording(name="day.csv", text="time,MB/s\n2026-01-05 00:00,1\n2026-01-05 01:00,2\n2026-01-05 02:00,1\n")
    yield replace(named, id="own", traces=(record,))
    systems = (
        TypedSystem(id="db", name="Data", minutes="40", group="ERP", rto="30"),
        TypedSystem(id="mail", name="Mail", hosts="3"),
        TypedSystem(id="app", name="App", needs="data", minutes="20", group="ERP", restored_when="it is up"),
    )
    bad = (
        TypedSystem(id="x", name="X", needs="Y", minutes="-5", hosts="1.5", rto="soon"),
        TypedSystem(id="y", name=" ", needs="X", minutes="NaN"),
        TypedSystem(id="z", name="X", needs="X"),
    )
    circle = tuple(replace(item, needs=other) for item, other in zip(systems, ("App", "Data", "Mail"), strict=True))
    contacts = (Contact(role="decider", name="N. N.", reach="1", deputy="M. M."),)
    for own in (systems, (*systems[:1], *bad), circle):
        yield replace(named, id="own", runbook=KeptRunbook(systems=own, contacts=contacts))
    planned = (
        Planned(id="a", title="Decide", decision="declare", minutes="10"),
        Planned(id="b", title="Wave 1", systems="db", groups="ERP", minutes="15"),
        Planned(id="c", title="Wave 2", systems="app mail", groups="ERP"),
    )
    real = (Real(group="ERP", minutes="70", source="Drill", since="2027-03-20"), Real(group="Gone", minutes="5"))
    for outcomes in (("done", "done", "done"), ("done", "failed", "skipped"), ("declined",), ()):
        steps = tuple(
            Press(id="abc"[at], press=str(at), at=f"2027-03-20T22:{10 + 20 * at}:00+01:00", outcome=outcome, by="KL")
            for at, outcome in enumerate(outcomes)
        )
        for kind in CATALOG.runbooks.kinds:
            log = Log(
                id="n", kind=kind.id, started="2027-03-20T22:00:00+01:00", wanted="30", planned=planned, steps=steps
            )
            real = (
                Real(group="ERP", minutes="70", source="Drill", since="2027-03-20"),
                Real(group="Gone", minutes="5"),
            )
            kept = KeptRunbook(systems=systems, logs=(log,), measured=real)
            yield replace(named, id="own", runbook=kept)


def answers() -> Iterator[Any]:
    """Yield the answers, and what is shown of the hosts of the oracle."""
    for asked in requests():
        request = {"id": 0, "base": "../", "own": True, **asked}
        reply = json.loads(answer(json.dumps(request)))
        if "error" in reply:
            raise RuntimeError(f"{json.dumps(asked)[:300]}: {reply['error']}")
        yield reply
    yield from _judged()


def _judged() -> Iterator[Any]:
    held = replies.judged(judged.inventory(*(item.host for item in judged.expected())), CATALOG)
    names = names_in(replies.names_of(*held.inventory.hosts))
    yield marked(to_html(replies.shown(held, CATALOG), CATALOG, "../"), names)
    yield replies.columns(held)
    for item in held.assessed.hosts:
        yield marked(replies.host_html(item, CATALOG, "../"), names_in(replies.names_of(item.host)))


def main() -> None:
    """Write the answers."""
    Path(sys.argv[1]).write_text(json.dumps([*answers()], ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
