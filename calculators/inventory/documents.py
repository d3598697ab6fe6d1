"""Tables in JSON, as the command lines of clouds write it: a row a record, with a column for each path of keys."""

import json
from collections.abc import Iterator
from typing import Any

from calculators.inventory.tables import Table
from calculators.inventory.texts import Part

MOST_COLUMNS = 2000
_RECORDS = ("Reservations", "Instances", "Volumes", "InstanceTypes", "servers", "volumes", "flavors", "value", "data")
"""The keys under which clouds put their lists."""


def tables_in(part: Part) -> list[Table]:
    """Return the tables of a text in JSON; none where it is none, or holds no list of records."""
    if part.text.lstrip()[:1] not in ("{", "["):
        return []
    try:
        document = json.loads(part.text)
    except (ValueError, RecursionError):
        return []
    return [table for name, records in _lists(document) if (table := _table(part, name, records)) is not None]


def _lists(document: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the lists of records of a document, each with the key that it stands under."""
    if isinstance(document, list):
        records = _records(document)
        if records and all("Instances" in record for record in records):
            yield from _lists({"Reservations": records})
        elif records and all(_is_page(record) for record in records):
            for record in records:
                yield from _lists(record)
        elif records:
            yield "", records
        elif document and all(isinstance(inner, list) for inner in document):
            # A query of the command line may leave lists in lists.
            yield from _lists([record for inner in document for record in inner])
        return
    if not isinstance(document, dict):
        return
    if isinstance(document.get("server"), dict):
        # One of them alone, as its own details have it.
        yield "server", [document["server"]]
    for name in _RECORDS:
        records = _records(document.get(name))
        if name == "Reservations":
            records = [
                {"OwnerId": group.get("OwnerId"), **instance}
                for group in records
                for instance in _records(group.get("Instances"))
            ]
        if records:
            yield name, records


def _records(value: Any) -> list[dict[str, Any]]:
    """Return the records of a list; none of anything else."""
    return [record for record in value if isinstance(record, dict)] if isinstance(value, list) else []


def _is_page(record: dict[str, Any]) -> bool:
    return any(isinstance(record.get(name), list) and record[name] for name in _RECORDS)


def _table(part: Part, name: str, records: list[dict[str, Any]]) -> Table | None:
    rows = [dict(_flat("", record)) for record in records]
    header = list(dict.fromkeys(key for row in rows for key in row))[:MOST_COLUMNS]
    if not header:
        return None
    return Table(
        part=Part(part.file, name or part.sheet, ""),
        separator=",",
        header=tuple(header),
        header_line=0,
        records=[[row.get(key, "") for key in header] for row in rows],
    )


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the values of a record with their paths, and lists as JSON."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{path}.{key}" if path else str(key), inner)
        if path.casefold() in ("tags", "metadata", "addresses"):
            yield f"{path}{{}}", json.dumps(value, ensure_ascii=False)
    elif isinstance(value, list):
        yield path, json.dumps(value, ensure_ascii=False)
    else:
        yield path, "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
