"""The published schema of a project's file takes every file that the guide writes, and no other."""

import json
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from calculators.catalog import Catalog
from calculators.project import Project, sample, write
from macros.publish.project_file import project_schema
from tests.calculators.project.test_file import CATALOG, PROJECTS
from tests.conftest import ROOT

# Takes the schema, then a file a line; prints what is wrong with each.
VALIDATE = """
import Ajv from "ajv/dist/2020.js";
import { createInterface } from "node:readline";
let validate;
const ajv = new Ajv({ strict: true, strictRequired: false, validateFormats: false });
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (validate) console.log(JSON.stringify(validate(given) ? "" : ajv.errorsText(validate.errors)));
  else validate = ajv.compile(given);
}
"""

type Problem = Callable[[Any], str]


@pytest.fixture(scope="module")
def problem() -> Iterator[Problem]:
    """Tells what the schema says of a file; nothing where it takes it. One Node answers for all: it starts slowly."""
    command = ["node", "--input-type=module", "-e", VALIDATE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as node:
        assert node.stdin and node.stdout
        sent, told = node.stdin, node.stdout
        sent.write(json.dumps(project_schema(CATALOG)) + "\n")

        def ask(file: Any) -> str:
            sent.write(json.dumps(file) + "\n")
            sent.flush()
            return str(json.loads(told.readline()))

        yield ask
        sent.close()


@settings(max_examples=30)
@given(project=PROJECTS)
def test_every_file_that_is_written_is_valid(project: Project, problem: Problem) -> None:
    assert problem(json.loads(write(project, CATALOG))) == ""


def test_what_no_release_writes_is_invalid(catalog: Catalog, problem: Problem) -> None:
    good = json.loads(write(sample(catalog), catalog))
    hosts = good["values"]["hosts"]
    bad: list[Any] = [
        [],
        good | {"format": "rvtools"},
        good | {"version": 2},
        {key: value for key, value in good.items() if key != "values"},
        good | {"values": {"hosts": 120}},
        good | {"values": {"hosts": hosts | {"value": 120}}},
        good | {"values": {"hosts": hosts | {"origin": "guessed"}}},
        good | {"values": {"hosts": hosts | {"since": "yesterday"}}},
        good | {"values": {"target": hosts | {"value": "moon"}}},
        good | {"inputs": {"rpo_bandwidth": {"outage_hours": "4"}}},
        good | {"decisions": [{"why": "because"}]},
        good | {"traces": {}},
        good | {"work": {"steps": {"a/b": {"status": "perhaps"}}}},
    ]
    assert [file for file in bad if not problem(file)] == []
    later = good | {"plan": {"begins": "2027-01-04"}, "inputs": {"later": {"a": {}}}}
    assert (problem(good), problem(later)) == ("", "")


@pytest.mark.parametrize("part", ["values", "inputs"])
def test_every_input_is_described(part: str, catalog: Catalog) -> None:
    described = project_schema(catalog)["properties"][part]["properties"]
    forms = [described] if part == "values" else [group["properties"] for group in described.values()]
    for form in forms:
        assert all(known["description"].strip(" .") for known in form.values())
