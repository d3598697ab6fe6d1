"""What the reader calls groups, systems and a project stays as it is, even where the language has a word for it."""

import json
import re
from typing import Any

import pytest

from calculators.bridge import answer
from calculators.catalog import load
from calculators.project import Known, Project, sample, write
from calculators.project.runbook import Contact, KeptRunbook
from calculators.takeover import TypedSystem
from calculators.words.own import marked
from macros.languages.files import languages
from macros.languages.markup import Translator
from tests.conftest import ROOT

NAMES = ("Database", "Web", "Backup", "Console", "Port")
GROUPS = "name; hosts; used TB; order; RPO minutes\n" + "".join(f"{name}; 2; 1; 1; 60\n" for name in NAMES)
CATALOG = load()
WORDS = languages(ROOT)[0]
HAN = re.compile("[\u3400-\u9fff]")


def typed(value: str) -> Known:
    return Known(value=value, origin="typed", since="2026-11-28")


PROJECT = Project(
    id="p",
    values={"name": typed("Storage"), "customer": typed("Customer"), "groups": typed(GROUPS)},
    runbook=KeptRunbook(
        systems=tuple(TypedSystem(id=name, name=name, group=name, minutes="30") for name in NAMES),
        contacts=(Contact(role="decider", name="Partner"),),
    ),
)


def asked(**request: Any) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(answer(json.dumps({"id": 0, "base": "../", "own": True, **request})))
    assert "result" in reply, reply
    return reply


def in_chinese(html: str) -> str:
    return Translator(WORDS.memory()).page(html)[0]


@pytest.mark.parametrize(
    "request_",
    [
        {"calculator": "rpo_bandwidth", "inputs": {"groups": GROUPS}},
        {"calculator": "recovery_time", "inputs": {"groups": GROUPS, "rto_minutes": "240"}},
        {"project": {"text": write(PROJECT, CATALOG), "wanted": ["page"]}},
        {"runbook": {"text": write(PROJECT, CATALOG), "wanted": ["order"], "kind": "takeover"}},
    ],
    ids=["rpo", "recovery", "project", "order"],
)
def test_names_like_known_words_stay_in_answers(request_: dict[str, Any]) -> None:
    result = asked(**request_)["result"]
    html = result.get("html") or result.get("page") or result["order"]["html"]
    told = in_chinese(html)
    assert HAN.search(told)
    for name in NAMES:
        assert f'<bdi translate="no">{name}</bdi>' in told
    # No cell of a row begins with what the words for a name would be.
    rows = re.findall(r'<th scope="row">(.*?)</th>', told)
    for name in NAMES:
        word = WORDS.memory().text(name).text
        assert word == name or word not in rows


def test_names_stay_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculators.bridge._words", WORDS.memory())
    project = {"text": write(PROJECT, CATALOG), "wanted": ["page"], "format": "markdown"}
    told = asked(project=project, told=True)["result"]["page"]
    assert "Customer" in told
    assert "Storage" in told
    assert HAN.search(told)
    told = asked(calculator="rpo_bandwidth", inputs={"groups": GROUPS}, format="markdown", told=True)["result"]["text"]
    for name in NAMES:
        assert re.search(rf"^\| {name} \|", told, re.MULTILINE)


def test_names_come_with_sheets_and_those_of_the_sample_are_ours() -> None:
    project = {"text": write(PROJECT, CATALOG), "wanted": ["sheets"]}
    assert {*NAMES, "Customer", "Storage", "Partner"} <= {*asked(project=project)["own"]}
    assert asked(project={"text": write(sample(CATALOG), CATALOG), "wanted": ["sheets"]})["own"] == []


def test_a_name_is_marked_where_it_stands_as_a_word_and_not_in_labels() -> None:
    names = ("Web", "Web shop", "a<b")
    html = "<table><thead><tr><th>Web</th></tr></thead><td>Web shop, Webmail, a&lt;b</td><dt>Web</dt><dt>Web: 5</dt>"
    assert marked(html, names) == (
        '<table><thead><tr><th>Web</th></tr></thead><td><bdi translate="no">Web shop</bdi>, Webmail, '
        '<bdi translate="no">a&lt;b</bdi></td><dt>Web</dt><dt><bdi translate="no">Web</bdi>: 5</dt>'
    )
    assert marked("<svg><text>Web</text></svg>", names) == '<svg><text><tspan translate="no">Web</tspan></text></svg>'


COUNTERS = """"(PDH-CSV 4.0) (X)(-60)","\\\\SRV-A\\PhysicalDisk(_Total)\\Disk Write Bytes/sec"
"03/12/2024 09:00:00.000","1000.5"
"03/12/2024 09:00:15.000","2000.5"
"03/12/2024 09:00:30.000","1500.5"
"""
CONTAINERS = """       Name                     Command                  State                Ports
-------------------------------------------------------------------------------------
mariadb                docker-entrypoint.sh mysqld      Up             3306/tcp
"""


def test_a_column_of_a_trace_is_a_name_as_a_whole_and_its_words_are_none() -> None:
    html = asked(calculator="replay", inputs={"trace": COUNTERS})["result"]["html"]
    assert r'<bdi translate="no">\\SRV-A\PhysicalDisk(_Total)\Disk Write Bytes/sec</bdi>' in html
    assert not re.findall(r'<bdi translate="no">(?:Disk|Write)</bdi>', html)
    assert "文本读取为" in in_chinese(html)


def test_what_a_program_printed_stays_in_what_its_text_proves() -> None:
    html = asked(proof={"id": "console-services", "text": CONTAINERS})["result"]["html"]
    told = in_chinese(html)
    assert '<bdi translate="no">Up</bdi>' in told
    assert "状态" in told
