"""Which resources the site API has, what is in a row, and that a new subject needs no code."""

import dataclasses
import datetime
from dataclasses import dataclass

import pytest

from calculators.records.evidence import Document, Source
from macros.data import loader
from macros.data.datafile import parse
from macros.data.loader import Data, Subject
from macros.data.schemas import list_schema
from macros.data.validation import validate
from macros.publish import api


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A port that must be open."""

    number: int
    """Its number."""
    why: str | None = None
    """What for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part stands."""

    room: str
    """Name of the room."""
    tags: tuple[str, ...]
    """Words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the product."""

    id: str
    """Short name."""
    place: Place
    """Where it stands."""
    ports: tuple[Port, ...]
    """What must be open."""
    source: Source
    """Where it was read."""


DATA = """\
- id: console
  place: {room: left, tags: [a, b]}
  ports: [{number: 443}, {number: 80, why: '=1+1'}]
  source: {document: guide, section: One}
- id: proxy
  place: {room: right, tags: []}
  ports: [{number: 443}]
  source: {document: guide, section: Two}
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class SmallData:
    """As much of Data as the API reads."""

    parts: tuple[Part, ...]
    documents: tuple[Document, ...]
    files: dict

    catalog = Data.catalog
    places = Data.places
    resources = Data.resources
    roots = Data.roots
    _roots_of = Data._roots_of
    walk = Data.walk
    _walked = Data._walked


@pytest.fixture
def found(tmp_path, monkeypatch):
    """A new subject, read from its file."""
    monkeypatch.setattr(loader, "SUBJECTS", (Subject("parts", "parts.yaml", tuple[Part, ...]),))
    monkeypatch.setattr(api, "SUBJECTS", loader.SUBJECTS)
    (tmp_path / "parts.yaml").write_text(DATA, "utf-8")
    file = parse(tmp_path / "parts.yaml", "data/parts.yaml")
    document = Document(id="guide", title="Guide", url="https://example.org", read=datetime.date(2030, 1, 2))
    parts = validate(file, tuple[Part, ...])

    class Catalog:
        def document(self, source: Source) -> Document:
            return document

    data = SmallData(parts=parts, documents=(document,), files={"parts.yaml": file})
    monkeypatch.setattr(SmallData, "catalog", Catalog())
    for name in ("places", "resources"):
        monkeypatch.setattr(SmallData, name, property(getattr(Data, name).func))
    return data


def rows(data, name: str) -> list[dict]:
    (resource,) = (item for item in api.resources(data) if item.name == name)
    return list(api.json_rows(data, resource, {"data/parts.yaml:1": "parts/#part-console"}))


def test_a_new_subject_and_its_lists_are_resources(found):
    assert [(item.name, item.about, len(item.rows)) for item in api.resources(found)] == [
        ("parts", "A part of the product.", 2),
        ("parts-ports", "A port that must be open.", 3),
    ]


def test_a_row_knows_its_source_page_and_place(found):
    console, proxy = rows(found, "parts")
    source = {"document": "guide", "section": "One", "title": "Guide", "url": "https://example.org"}
    assert console["source"] == source | {"date": "2030-01-02"}
    assert (console["key"], console["href"], console["data_at"]) == (
        "console",
        "parts/#part-console",
        "data/parts.yaml:1",
    )
    assert (proxy["href"], proxy["data_at"]) == (None, "data/parts.yaml:5")


def test_a_row_of_a_list_belongs_to_its_record_and_has_its_source(found):
    assert [(row["key"], row["of"], row["source"]["section"]) for row in rows(found, "parts-ports")] == [
        ("console/443", "console", "One"),
        ("console/80", "console", "One"),
        ("proxy/443", "proxy", "Two"),
    ]


def test_a_csv_file_has_plain_columns_and_no_formulas(found):
    resource, ports = api.resources(found)
    lines = api.csv_text(resource, rows(found, "parts")).splitlines()
    assert lines[0] == (
        "key,id,place_room,place_tags,source_document,source_section,source_title,source_url,source_date,href,data_at"
    )
    assert lines[1].startswith("console,console,left,a; b,guide,One,Guide,https://example.org,2030-01-02,")
    assert "80,'=1+1" in api.csv_text(ports, rows(found, "parts-ports"))


def test_the_words_of_a_schema_are_those_of_the_records(found):
    (resource, _) = api.resources(found)
    assert list(api.fields(resource))[:4] == [
        ("key", "string", api.ADDED["key"]),
        ("id", "string", "Short name."),
        ("place", "Place", "Where it stands."),
        ("ports", "list of Port", "What must be open."),
    ]


def test_a_record_that_extends_another_has_its_words_too():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class LocalPort(Port):
        """A port on this machine."""

    properties = list_schema(LocalPort)["$defs"]["LocalPort"]["properties"]
    assert [rule["description"] for rule in properties.values()] == ["Its number.", "What for."]


def test_no_record_has_a_key_that_the_api_adds(data: Data):
    for resource in api.resources(data):
        own = {field.name for field in dataclasses.fields(resource.kind)}
        assert not own & {"key", "of", "href", "data_at"}, resource.name


def test_view_and_api_call_a_list_by_the_same_name(data: Data):
    named = {id(row.record): resource.name for resource in api.resources(data) for row in resource.rows}
    assert {key: data.resources[key] for key in named} == named
    assert len(named) == sum(len(resource.rows) for resource in api.resources(data))


def test_the_address_of_a_row_is_the_first_with_an_anchor():
    pages = [
        ("./", '<tr data-at="data/a.yaml:1"><tr data-at="data/b.yaml:2" class="x">'),
        ("more/", '<tr id="row-a" data-at="data/a.yaml:1">'),
        ("last/", '<dt id="again" data-at="data/a.yaml:1"><p id="none">'),
    ]
    assert api.hrefs_of(pages) == {"data/a.yaml:1": "more/#row-a", "data/b.yaml:2": ""}
