"""The schemas that editors check data/ by."""

import json

import pytest

from calculators.records.evidence import Figure
from macros.data import schemas
from macros.data.loader import SUBJECTS
from tests.conftest import ROOT
from tests.macros.conftest import Project


def test_the_schemas_in_data_are_those_of_the_records():
    wanted = {path: text for path, text in schemas.expected(ROOT / "data") if path.suffix == ".json"}
    stale = [path.name for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    left = [path.name for path in (ROOT / "data/schemas").glob("*") if path not in wanted]
    assert (stale, left) == ([], []), "data/schemas/ is not that of the records. Run `make schemas`."


def test_a_data_file_that_names_a_schema_names_its_own():
    wanted = {path: text for path, text in schemas.expected(ROOT / "data") if path.suffix == ".yaml"}
    naming = {path: text for path in wanted if (text := path.read_text("utf-8")).startswith(schemas.MARK)}
    wrong = [path.name for path, text in naming.items() if text != wanted[path]]
    assert wrong == [], "A data file names another schema. Run `make schemas`."


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.attribute)
def test_a_schema_says_what_every_key_is_for(subject):
    schema = schemas.file_schema(subject)
    assert schema["$schema"].startswith("https://json-schema.org/")
    for name, definition in schema["$defs"].items():
        if definition.get("type") == "object":
            assert definition["additionalProperties"] is False, name
            assert definition["description"], name
            # A record in a record may be described at its type only.
            rules = definition["properties"].items()
            assert [key for key, rule in rules if not {"description", "$ref"} & rule.keys()] == [], name


def test_the_command_makes_everything_anew_and_keeps_the_data(project: Project, monkeypatch, capsys):
    monkeypatch.chdir(project.root)
    glossary = project.root / "data/glossary.yaml"
    before = glossary.read_text("utf-8").removeprefix(f"{schemas.MARK}schemas/terms.json\n")
    glossary.write_text(f"{schemas.MARK}schemas/old.json\n{before}", "utf-8")
    (project.root / "data/schemas/terms.json").unlink()
    (project.root / "data/schemas/gone.json").write_text("{}", "utf-8")
    assert schemas.main() == 0
    told = capsys.readouterr().out
    assert "data/schemas/gone.json is removed" in told
    assert "data/schemas/terms.json is written" in told
    assert glossary.read_text("utf-8") == f"{schemas.MARK}schemas/terms.json\n{before}"
    flow = (project.root / "data/flows/qualification.yaml").read_text("utf-8")
    assert flow.startswith(f"{schemas.MARK}../schemas/flows.json\n")
    assert json.loads((project.root / "data/schemas/terms.json").read_text("utf-8"))["items"]
    assert project.problems() == []
    assert schemas.main() == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def fresh(monkeypatch):
    """As a new build starts: with no schema made."""
    monkeypatch.setattr(schemas, "_kept", {})
    schemas._list_schema.cache_clear()
    yield
    schemas._list_schema.cache_clear()


def test_a_build_takes_up_the_schemas_of_the_one_before(fresh, tmp_path, monkeypatch):
    made = schemas.list_schema(Figure)
    schemas.keep(tmp_path)
    schemas._list_schema.cache_clear()
    schemas._kept.clear()
    schemas.recall(tmp_path)
    monkeypatch.setattr(schemas, "_made", lambda kind: pytest.fail("made once more"))
    assert schemas.list_schema(Figure) == made


def test_schemas_of_other_code_are_made_anew(fresh, tmp_path, monkeypatch):
    schemas.list_schema(Figure)
    with monkeypatch.context() as before:
        before.setattr(schemas, "_code", lambda: "the code of yesterday")
        schemas.keep(tmp_path)
    schemas._kept.clear()
    schemas.recall(tmp_path)
    assert schemas._kept == {}
