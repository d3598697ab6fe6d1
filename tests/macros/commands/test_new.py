"""A new record starts as a skeleton, and the check tells what to fill in."""

import re

import pytest

from macros.commands import new
from macros.commands.new import kinds
from macros.data import schemas
from macros.data.datafile import parse_text
from tests.conftest import ROOT
from tests.macros.conftest import Project


@pytest.fixture(autouse=True)
def inside(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands work on the folder that they are called in."""
    monkeypatch.chdir(project.root)


def test_a_source_type_gets_a_file_and_the_check_names_only_what_is_to_fill_in(project: Project, capsys):
    assert new.main(["SOURCE", "my-cloud-agentless"]) == 0
    assert capsys.readouterr().out == (
        "data/sources/my-cloud-agentless.yaml:1: fill in what is empty, then run `make check`.\n"
    )
    lines = (project.root / "data/sources/my-cloud-agentless.yaml").read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../schemas/sources.json"
    problems = project.problems()
    assert len(problems) > 20
    for problem in problems:
        place = re.fullmatch(r"data/sources/my-cloud-agentless\.yaml:(\d+):\d+: .* an empty value is not.*", problem)
        assert place, problem
        assert re.search(r"(:|-)$|:  #", lines[int(place[1]) - 1])
    assert {"# Name as the product uses it. Text.", "# permissions:"} < set(lines)


@pytest.mark.parametrize("kind", sorted(name for name, kind in kinds().items() if not kind.within))
def test_a_new_file_names_its_schema(project: Project, kind: str):
    assert new.main([kind, "some-id"]) == 0
    for path, text in schemas.expected(project.root / "data"):
        assert path.suffix == ".json" or path.read_text("utf-8") == text


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_skeleton_is_yaml_with_every_key(kind: str):
    record = kinds()[kind].record
    text = new.skeleton(record, "some-id")
    value = parse_text(text, "skeleton").root.value
    assert value["id"] == "some-id"
    named = {line.strip("# ").partition(":")[0] for line in text.splitlines() if not line.startswith(" ")}
    assert set(record.__dataclass_fields__) <= named


def test_a_platform_is_one_to_recover_on(project: Project, capsys):
    assert new.main(["platform", "my-cloud"]) == 0
    assert capsys.readouterr().out == "data/targets/my-cloud.yaml:1: fill in what is empty, then run `make check`.\n"
    assert (project.root / "data/targets/my-cloud.yaml").is_file()


def test_a_record_of_a_list_goes_to_its_end(project: Project):
    assert new.main(["document", "my-guide"]) == 0
    text = (project.root / "data/documents.yaml").read_text("utf-8")
    assert text.startswith((ROOT / "data/documents.yaml").read_text("utf-8"))
    assert all("documents.yaml" in problem and "empty value" in problem for problem in project.problems())


def test_a_record_inside_another_is_printed_with_the_place_to_put_it(project: Project, capsys):
    assert new.main(["condition", "linux-fs-new"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("- id: linux-fs-new\n  # Group in the table")
    assert "data/sources/*.yaml, in the list 'conditions'" in shown.err
    assert project.problems() == []


@pytest.mark.parametrize("kind", ["source-type", "SOURCE", "sources"])
def test_an_id_that_is_taken_is_refused_with_both_places(project: Project, capsys, kind: str):
    assert new.main([kind, "linux-agent"]) == 1
    line = next(n for n, text in enumerate((ROOT / "data/sources/linux-agent.yaml").read_text("utf-8").splitlines(), 1)
                if text.startswith("id:"))  # fmt: skip
    assert capsys.readouterr().err == (
        f"data/sources/linux-agent.yaml:{line}: the id 'linux-agent' is taken, so none was added to "
        "data/sources/linux-agent.yaml. Choose another.\n"
    )
    assert project.problems() == []


def test_an_unfinished_record_does_not_stop_the_next_one_but_is_not_overwritten(project: Project, capsys):
    assert new.main(["source", "my-cloud"]) == 0
    assert new.main(["condition", "my-condition"]) == 0
    assert new.main(["source", "my-cloud"]) == 1


def test_alone_it_lists_the_kinds(capsys):
    assert new.main([]) == 0
    shown = capsys.readouterr()
    assert "  source-type          data/sources/*.yaml\n" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("given", [["sauce", "x"], ["source"], ["source", "x", "y"]])
def test_without_a_kind_and_an_id_the_kinds_are_listed(capsys, given: list[str]):
    assert new.main(given) == 1
    shown = capsys.readouterr().err
    assert "  source-type          data/sources/*.yaml\n" in shown
    assert "  condition            data/sources/*.yaml, in the list 'conditions'\n" in shown


@pytest.mark.parametrize("name", ["../escape", "my cloud", "8x", ""])
def test_an_id_that_cannot_stand_in_an_address_is_refused(project: Project, name: str):
    assert new.main(["source", name]) == 1
    assert project.problems() == []
