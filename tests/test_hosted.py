"""What hosts of repositories run is what `.ci/run` does, and names what is there."""

import json
import re
from pathlib import Path

import pytest
import yaml

from macros.commands.check import write_quality
from macros.data.datafile import Problem
from tests.conftest import ROOT

FILES = (".github/workflows/check.yml", ".gitlab-ci.yml")


def commands(value: object) -> list[str]:
    """Return every text in a file that may be a command."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in commands(item)]
    if isinstance(value, list):
        return [text for item in value for text in commands(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", FILES)
def test_a_host_runs_everything_and_keeps_the_site(name: str) -> None:
    texts = commands(yaml.safe_load((ROOT / name).read_text("utf-8")))
    assert [text for text in texts if text.endswith(".ci/run")]
    assert "make check" in texts
    assert {"site", "site/"} & set(texts)
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert {target for text in texts for target in re.findall(r"^make (?:--\S+ )*([a-z]+)", text)} <= targets


def test_actions_are_pinned_by_their_major_version() -> None:
    jobs = yaml.safe_load((ROOT / FILES[0]).read_text("utf-8"))["jobs"]
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", name) for name in used)


def test_problems_as_a_merge_request_shows_them(tmp_path: Path) -> None:
    write_quality(
        tmp_path, [Problem("data/a.yaml", 3, 5, "[0].id", "is taken."), Problem("data/b.yaml", 1, 1, "", "is.")]
    )
    found = json.loads((tmp_path / "build/problems.json").read_text("utf-8"))
    assert [(item["location"]["path"], item["location"]["lines"]["begin"]) for item in found] == [
        ("data/a.yaml", 3),
        ("data/b.yaml", 1),
    ]
    assert found[0]["description"] == "[0].id: is taken."
    assert len({item["fingerprint"] for item in found}) == 2
