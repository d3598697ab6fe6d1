"""What the page's worker asks and gets."""

import json
from typing import Any

import pytest

from calculators import bridge
from calculators.answers import render
from calculators.catalog import Catalog, DatasetMissingError
from calculators.registry import CALCULATORS, run


@pytest.fixture(autouse=True)
def loaded(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "load", lambda: catalog)


def answer(calculator: str, inputs: dict[str, Any], name: Any = 7) -> dict[str, Any]:
    request = {"id": name, "calculator": calculator, "inputs": inputs, "base": "../../"}
    reply: dict[str, Any] = json.loads(bridge.answer(json.dumps(request)))
    return reply


@pytest.mark.parametrize("name", CALCULATORS)
def test_a_result_is_the_same_as_on_the_built_page(name: str, catalog: Catalog) -> None:
    report = run(name, {}, catalog)
    assert answer(name, {}) == {
        "id": 7,
        "result": {
            "html": render.to_html(report, catalog, "../../"),
            "markdown": render.to_summary(report, catalog),
        },
    }


def test_what_the_reader_gave_is_not_assumed_even_where_it_is_the_default() -> None:
    inputs = {"rpo_minutes": "60", "link_mbps": "100"}
    asked = {"id": 7, "calculator": "rpo_bandwidth", "inputs": inputs, "base": ""}
    replies = [json.loads(bridge.answer(json.dumps(asked | {"typed": typed}))) for typed in ([], ["rpo_minutes"])]
    example, own = (reply["result"]["markdown"] for reply in replies)
    assert "**Example: " in example
    assert "**Example: " not in own
    assumed = [int(text.partition(" inputs are assumed")[0].split()[-3]) for text in (example, own)]
    assert assumed[0] == assumed[1] + 1


def test_the_inputs_count(catalog: Catalog) -> None:
    html = answer("rpo_bandwidth", {"link_mbps": "10", "rpo_minutes": "15"})["result"]["html"]
    assert "RPO of 15 min" in html
    assert html == render.to_html(
        run("rpo_bandwidth", {"link_mbps": 10, "rpo_minutes": 15}, catalog), catalog, "../../"
    )


@pytest.mark.parametrize("name", CALCULATORS)
@pytest.mark.parametrize("form", [*render.FORMATS, bridge.PAPER])
def test_a_format_gets_its_text_alone(name: str, form: str, catalog: Catalog) -> None:
    report = run(name, {}, catalog)
    text = render.to_paper(report, catalog, "../") if form == "paper" else render.FORMATS[form](report, catalog)
    request = {"id": 7, "calculator": name, "inputs": {}, "base": "../", "format": form}
    assert json.loads(bridge.answer(json.dumps(request))) == {"id": 7, "result": {"text": text}}


def test_the_sheets_of_a_plan_hold_its_days_as_days_and_name_the_days_off() -> None:
    inputs = {"first_day": "2027-03-22", "country": "germany"}
    request = {"id": 1, "calculator": "plan", "inputs": inputs, "base": "../", "format": "sheets"}
    sheets = json.loads(bridge.answer(json.dumps(request)))["result"]["sheets"]
    tasks = next(sheet for sheet in sheets if "Task" in sheet["columns"] and "Begins" in sheet["columns"])
    assert {"Begins", "Ends"} <= {*tasks["dates"]}
    begins = [row[tasks["columns"].index("Begins")] for row in tasks["rows"]]
    assert min(begins) == "2027-03-22"
    off = next(sheet for sheet in sheets if sheet["name"] == "Days off")
    assert ["2027-03-26", "Good Friday"] in off["rows"]


def test_a_format_that_does_not_exist_is_an_error() -> None:
    request = {"id": 7, "calculator": "kernels", "inputs": {}, "base": "../", "format": "pdf"}
    assert json.loads(bridge.answer(json.dumps(request))).keys() == {"id", "error"}


def test_problems_come_by_field() -> None:
    reply = answer("rpo_bandwidth", {"link_mbps": "", "rpo_minutes": "4"})
    assert reply.keys() == {"id", "problems"}
    assert [problem["field"] for problem in reply["problems"]] == ["rpo_minutes", "link_mbps"]
    assert all(problem["message"] for problem in reply["problems"])


@pytest.mark.parametrize("name", [0, 12, "seven", None])
def test_the_id_comes_back(name: Any) -> None:
    assert answer("qualification", {}, name)["id"] == name
    assert answer("qualification", {"rpo": "soon"}, name)["id"] == name
    assert answer("no such calculator", {}, name)["id"] == name


def test_a_failure_comes_as_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Catalog:
        raise DatasetMissingError("the dataset is missing")

    monkeypatch.setattr(bridge, "load", missing)
    reply = answer("qualification", {})
    assert reply.keys() == {"id", "error"}
    assert "the dataset is missing" in reply["error"]


@pytest.mark.parametrize(
    "request_text",
    [
        '{"id": 3, "calculator": "rpo", "inputs": {}, "base": ""}',
        '{"id": 3, "calculator": "qualification", "base": ""}',
        '{"id": 3, "calculator": "qualification", "inputs": [1], "base": ""}',
        '{"id": 3, "calculator": "qualification", "inputs": {}}',
        '{"id": 3}',
    ],
)
def test_a_request_with_something_missing_is_an_error_not_an_exception(request_text: str) -> None:
    reply = json.loads(bridge.answer(request_text))
    assert reply.keys() == {"id", "error"}
    assert reply["id"] == 3 and reply["error"]


@pytest.mark.parametrize("request_text", ["", "{", "[]", "3", "{}", '{"calculator": "qualification"}'])
def test_a_request_that_is_none_is_an_error_not_an_exception(request_text: str) -> None:
    reply = json.loads(bridge.answer(request_text))
    assert reply.keys() == {"id", "error"}
    assert reply["id"] is None and reply["error"]


def test_a_long_text_comes_before_the_request_in_pieces() -> None:
    trace = 'seconds,MB/s\n0,1\n60,"2"\n'
    request = {"id": 7, "calculator": "replay", "inputs": {"rpo_minutes": 5}, "base": ""}
    within = bridge.answer(json.dumps(request | {"inputs": {"rpo_minutes": 5, "trace": trace}}))
    for piece in ("what was kept before\n", "", *trace.splitlines(keepends=True)):
        bridge.keep(piece)
    before = bridge.answer(json.dumps(request | {"long": "trace"}))
    assert json.loads(before) == json.loads(within)
    assert "html" in json.loads(before)["result"]
    # It is about that request only.
    again = json.loads(bridge.answer(json.dumps(request | {"long": "trace"})))
    assert again == json.loads(bridge.answer(json.dumps(request | {"inputs": {"rpo_minutes": 5, "trace": ""}})))


def test_the_reply_is_json_that_any_browser_parses() -> None:
    request = {"id": 1, "calculator": "rpo_bandwidth", "inputs": {"link_mbps": 1e-3}, "base": ""}
    text = bridge.answer(json.dumps(request))

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    assert json.loads(text, parse_constant=refuse)["id"] == 1
