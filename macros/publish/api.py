"""The site API: every list of records in data/ as JSON and CSV below api/v1/, with its schema.

What is a resource follows from SUBJECTS and the records' types, so a new subject needs no code here.
"""

import csv
import dataclasses
import datetime
import functools
import io
import json
import re
import types
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculators.answers.escaping import spreadsheet_cell
from calculators.answers.wording import exact
from calculators.records.evidence import Source
from macros.data.changes import records, version
from macros.data.loader import SUBJECTS, Data
from macros.data.schemas import DIALECT, list_schema, schema_text
from macros.publish.project_file import SCHEMA_FILE, project_schema

VERSION = 1
FOLDER = f"api/v{VERSION}"
SEPARATOR = "; "

# What a link has in place of an address, until all pages are there: the file, or file and line, in data/.
LEADS_TO = "data-leads-to"

ADDED = {
    "key": "Name of the row, unique in this resource: the ids of the records around it and its own.",
    "of": "Key of the record that this one belongs to, in the resource that is one part of the name shorter.",
    "source": "Where it was read; for a record without a source of its own, that of the list it stands in.",
    "href": "Page of the site that shows it, with its anchor where it has one, from the site's root.",
    "data_at": "File and line in data/.",
}
"""Keys that the API adds to the records' own, and what they mean."""

SOURCE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A place in a document.",
    "properties": {
        "document": {"type": "string", "description": "Key of the document in the resource `documents`."},
        "section": {"type": "string", "description": "Heading, table or picture on that page."},
        "title": {"type": "string", "description": "Title of the document."},
        "url": {"type": "string", "description": "Address of the exact version that was read."},
        "date": {"type": "string", "format": "date", "description": "Date of that version."},
    },
    "required": ["document", "section", "title", "url", "date"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record and where it stands among the others."""

    key: str
    of: str | None
    source: Source | None
    """That of the nearest list around it."""
    record: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A list of records that the API gives out."""

    name: str
    kind: type
    nested: bool
    """Whether its rows belong to rows of another resource."""
    rows: tuple[Row, ...]

    @property
    def about(self) -> str:
        """Return what a row is, in one sentence."""
        return (self.kind.__doc__ or "").partition("\n")[0]


@functools.lru_cache(maxsize=1)
def resources(data: Data) -> tuple[Resource, ...]:
    """Return every list of records in data/, in the order of SUBJECTS, also those that are empty."""
    found: dict[str, tuple[type, bool, list[Row]]] = {}
    for subject in SUBJECTS:
        for name, kind, nested in _kinds(subject.holds, (subject.attribute,), many=subject.many_files):
            found[name] = kind, nested, []
        for name, row in _rows(getattr(data, subject.attribute), (subject.attribute,), None, None):
            found[name][2].append(row)
    return tuple(
        Resource(name=name, kind=kind, nested=nested, rows=tuple(rows)) for name, (kind, nested, rows) in found.items()
    )


def api_files(data: Data, hrefs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every file of the API by its path in the site; `hrefs` are the addresses of rows by their place."""
    found = resources(data)
    for resource in found:
        rows = tuple(json_rows(data, resource, hrefs))
        yield f"{FOLDER}/{resource.name}.json", _json_text(data, resource, rows)
        yield f"{FOLDER}/{resource.name}.csv", csv_text(resource, rows)
        yield f"{FOLDER}/schemas/{resource.name}.json", schema_text(schema(resource))
    yield f"{FOLDER}/{SCHEMA_FILE}", schema_text(project_schema(data.catalog))
    yield f"{FOLDER}/index.json", _index_text(data, found)


def json_rows(data: Data, resource: Resource, hrefs: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a resource as JSON values, each source with the document it points to."""
    sourced = any(row.source for row in resource.rows)
    for row in resource.rows:
        value = {"key": row.key} | ({"of": row.of} if resource.nested else {}) | _plain(data, row.record)
        if sourced and not {"source", "sources"} & value.keys():
            value["source"] = _plain(data, row.source) if row.source else None
        file, line = data.places[id(row.record)]
        place = f"{file}:{line}"
        yield value | {"href": hrefs.get(place), "data_at": place}


def csv_text(resource: Resource, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as CSV: groups become columns, lists of texts one text.

    Lists of records are left out, because each of them is a resource of its own. A text that a spreadsheet would take
    for a formula has an apostrophe in front.
    """
    flat = [_flat(row, "") for row in rows]
    columns = dict.fromkeys(column for row in flat for column in row)
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(columns or _columns(resource)))
    writer.writeheader()
    writer.writerows({column: _cell(value) for column, value in row.items()} for row in flat)
    return written.getvalue()


def schema(resource: Resource) -> dict[str, Any]:
    """Return the JSON Schema of a resource's file, with the records' own docstrings."""
    made = list_schema(resource.kind)
    definitions = made["$defs"]
    if "Source" in definitions:
        definitions["Source"] = SOURCE_SCHEMA
    row = definitions[resource.kind.__name__]
    own = row["properties"]
    added = ["key", *(["of"] if resource.nested else []), "href", "data_at"]
    if not {"source", "sources"} & own.keys() and any(item.source for item in resource.rows):
        definitions["Source"] = SOURCE_SCHEMA
        nothing = [] if all(item.source for item in resource.rows) else [{"type": "null"}]
        own["source"] = {"anyOf": [{"$ref": "#/$defs/Source"}, *nothing], "description": ADDED["source"]}
        row["required"] = [*row.get("required", []), "source"]
    texts: dict[str, Any] = {"type": "string"}
    mine = {name: texts | {"description": ADDED[name]} for name in added}
    mine["href"] = {"anyOf": [texts, {"type": "null"}], "description": ADDED["href"]}
    first = {name: mine.pop(name) for name in added if name in ("key", "of")}
    row["properties"] = first | own | mine
    # The API writes every key, also those that a data file may leave out.
    row["required"] = list(row["properties"])
    return {
        "$schema": DIALECT,
        "title": resource.name,
        "description": resource.about,
        "type": "object",
        "properties": {
            "version": {"const": VERSION, "description": "Version of the API."},
            "date": {"type": "string", "format": "date", "description": "Date of the data."},
            "resource": {"const": resource.name},
            "schema": texts | {"description": "This schema, from the file's own folder."},
            "sources": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "document": texts,
                        "title": texts,
                        "url": texts,
                        "date": texts | {"format": "date"},
                    },
                    "required": ["document", "title", "url", "date"],
                    "additionalProperties": False,
                },
                "description": "The documents that the records were read from.",
            },
            "records": {"type": "array", "items": made["items"]},
        },
        "required": ["version", "date", "resource", "schema", "sources", "records"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def fields(resource: Resource) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and meaning of every key of a resource's rows."""
    definitions = schema(resource)["$defs"]
    for name, rule in definitions[resource.kind.__name__]["properties"].items():
        # A record in a record may be described at its type only.
        target = definitions.get(rule.get("$ref", "").rpartition("/")[2], {})
        yield name, _type_words(rule, definitions), rule.get("description") or target.get("description", "")


def hrefs_of(pages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the first address of every place in data/ on pages, which come as address and HTML."""
    found: dict[str, str] = {}
    for url, html in pages:
        address = url.removeprefix("./")
        for tag in re.finditer(r"<\w+(?=[^>]* data-at=)[^>]*>", html):
            given = dict(re.findall(r' (id|data-at)="([^"]*)"', tag[0]))
            href = f"{address}#{given['id']}" if "id" in given else address
            if "#" not in found.get(given["data-at"], ""):
                found[given["data-at"]] = href
    return found


def pages_of(hrefs: Mapping[str, str]) -> dict[str, str]:
    """Return the page that shows most of each file in data/, by `hrefs`, where each place is shown."""
    shown = Counter((place.rpartition(":")[0], href.partition("#")[0]) for place, href in hrefs.items())
    return {file: page for (file, page), _ in reversed(shown.most_common())}


def fill_links(html: str, hrefs: Mapping[str, str], base: str) -> str:
    """Return a page whose links to places in data/ lead to where the site shows them; `base` leads to its root.

    `hrefs` has places and whole files. What nothing shows is no link.
    """

    def filled(link: re.Match[str]) -> str:
        href = hrefs.get(link[1])
        return f'<a href="{base}{href}">{link[2]}</a>' if href else link[2]

    return re.sub(rf'<a {LEADS_TO}="([^"]*)">(.*?)</a>', filled, html)


# --- from types and values to resources --------------------------------------------------------------


def _kinds(holds: Any, path: tuple[str, ...], *, many: bool = False) -> Iterator[tuple[str, type, bool]]:
    """Yield name, type and whether it is nested of every list of records in a type."""
    item = _item(holds)
    kind = item or _bare(holds)
    listed = many or item is not None
    if listed or _has_values_of_its_own(kind):
        yield _name(path), kind, False
    for name, inner in _parts(kind):
        for found, deeper, nested in _kinds(inner, (*path, name)):
            # What stands once in a record of a list is part of that record.
            if listed and not nested and found == _name((*path, name)) and _item(inner) is None:
                continue
            yield found, deeper, nested or listed


def _rows(value: Any, path: tuple[str, ...], of: str | None, source: Source | None) -> Iterator[tuple[str, Row]]:
    """Yield every record of a value, however deep, with the name of its resource."""
    name = _name(path)
    if isinstance(value, tuple):
        for record, own in zip(value, _keys(value), strict=True):
            key = f"{of}/{own}" if of else own
            yield name, Row(key=key, of=of, source=source, record=record)
            yield from _deeper(record, path, key, source)
    elif value is not None:
        if of is None and _has_values_of_its_own(type(value)):
            yield name, Row(key=name, of=None, source=source, record=value)
        yield from _deeper(value, path, of, source)


def _deeper(record: object, path: tuple[str, ...], of: str | None, source: Source | None) -> Iterator[tuple[str, Row]]:
    own = getattr(record, "source", None) or source
    kind: type = type(record)
    for name, _ in _parts(kind):
        yield from _rows(getattr(record, name), (*path, name), of, own)


@functools.cache
def _parts(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return the fields that hold records, other than sources."""
    return tuple(
        (name, hint)
        for name, hint in typing.get_type_hints(kind).items()
        if dataclasses.is_dataclass(inner := _item(hint) or _bare(hint)) and inner is not Source
    )


def _has_values_of_its_own(kind: type) -> bool:
    return len(dict(_parts(kind))) < len(dataclasses.fields(kind))


def _item(holds: Any) -> type | None:
    """Return the record that a list holds, or None when it is no list of records."""
    holds = _bare(holds)
    inner = _bare(typing.get_args(holds)[0]) if typing.get_origin(holds) is tuple else None
    return inner if dataclasses.is_dataclass(inner) and isinstance(inner, type) else None


def _bare(holds: Any) -> Any:
    """Return a type without the name of its alias and without None."""
    while isinstance(holds, typing.TypeAliasType):
        holds = holds.__value__
    if isinstance(holds, types.UnionType):
        rest = [item for item in typing.get_args(holds) if item is not types.NoneType]
        return _bare(rest[0]) if len(rest) == 1 else holds
    return holds


def _name(path: Iterable[str]) -> str:
    return "-".join(path).replace("_", "-")


def _keys(records: Sequence[Any]) -> list[str]:
    """Return the records' ids; without ids as many of their first fields as tell them apart."""
    if all(hasattr(record, "id") for record in records):
        return [record.id for record in records]
    texts = [[_slug(getattr(record, item.name)) for item in dataclasses.fields(record)] for record in records]
    for count in range(1, max(map(len, texts), default=0) + 1):
        keys = ["-".join(filter(None, parts[:count])) for parts in texts]
        if len(set(keys)) == len(keys) and all(keys):
            return keys
    return [str(index) for index, _ in enumerate(records, 1)]


def _slug(value: Any) -> str:
    if isinstance(value, tuple):
        return "-".join(filter(None, map(_slug, value)))
    text = str(value) if isinstance(value, str | int) else f"{value:g}" if isinstance(value, float) else ""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")


# --- from records to files ---------------------------------------------------------------------------


def _plain(data: Data, value: Any) -> Any:
    """Return a record as JSON values; a source says what document it points to."""
    if isinstance(value, Source):
        document = data.catalog.document(value)
        return {
            "document": value.document,
            "section": value.section,
            "title": document.title,
            "url": document.url,
            "date": document.read.isoformat(),
        }
    kind: type = type(value)
    if names := _field_names(kind):
        return {name: _plain(data, getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_plain(data, item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    """Return the names of a record's fields; of what is no record none."""
    return tuple(item.name for item in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def _flat(value: Mapping[str, Any], start: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, item in value.items():
        column = start + name
        if isinstance(item, Mapping):
            row |= _flat(item, f"{column}_")
        elif not isinstance(item, list):
            row[column] = ("false", "true")[item] if isinstance(item, bool) else item
        elif column == "sources":
            row[column] = SEPARATOR.join(f"{source['title']}, {source['section']}" for source in item)
        elif not any(isinstance(part, Mapping) for part in item):
            row[column] = SEPARATOR.join(exact(part) if isinstance(part, float) else str(part) for part in item)
    return row


def _cell(value: Any) -> Any:
    return spreadsheet_cell(value) if isinstance(value, str) else value


def _columns(resource: Resource) -> list[str]:
    return [name for name, _, _ in fields(resource)]


def _json_text(data: Data, resource: Resource, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return a resource's file, a row a line, so that a comparison of two shows the rows that changed."""
    head = {
        "version": VERSION,
        "date": data.catalog.date.isoformat(),
        "resource": resource.name,
        "schema": f"schemas/{resource.name}.json",
        "sources": _cited(rows),
    }
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return json.dumps(head, ensure_ascii=False, indent=1)[:-2] + f',\n "records": [\n{lines}\n]}}\n'


def _cited(rows: Iterable[Any]) -> list[dict[str, str]]:
    """Return the documents that rows point to, each once."""
    found: dict[str, dict[str, str]] = {}
    keys = SOURCE_SCHEMA["properties"].keys()

    def look(parts: Iterable[Any]) -> None:
        for part in parts:
            if isinstance(part, list):
                look(part)
            elif isinstance(part, dict):
                if part.keys() == keys:
                    found[part["document"]] = {name: text for name, text in part.items() if name != "section"}
                look(part.values())

    look(rows)
    return list(found.values())


def _index_text(data: Data, found: Sequence[Resource]) -> str:
    listed = [
        {
            "name": resource.name,
            "about": resource.about,
            "records": len(resource.rows),
            "json": f"{resource.name}.json",
            "csv": f"{resource.name}.csv",
            "schema": f"schemas/{resource.name}.json",
        }
        for resource in found
    ]
    sources = [
        {"document": item.id, "title": item.title, "url": item.url, "date": item.read.isoformat()}
        for item in data.documents
    ]
    head = {
        "version": VERSION,
        "date": data.catalog.date.isoformat(),
        "data": version(records(data.files.values())),
        "resources": listed,
        "project": SCHEMA_FILE,
        "sources": sources,
    }
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def _type_words(rule: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """Return a JSON type in words: the choices of a text, the items of a list."""
    if "$ref" in rule:
        name = rule["$ref"].rpartition("/")[2]
        target = definitions[name]
        return name if target.get("type") == "object" else _type_words(target, definitions)
    if "anyOf" in rule:
        words = [_type_words(item, definitions) for item in rule["anyOf"]]
        return " or ".join(words)
    if "enum" in rule or "const" in rule:
        return " | ".join(f"`{choice}`" for choice in rule.get("enum", [rule.get("const")]))
    if rule.get("type") == "array":
        return f"list of {_type_words(rule['items'], definitions)}"
    return "date" if rule.get("format") == "date" else str(rule.get("type", "any"))
