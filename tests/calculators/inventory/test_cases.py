"""Every case of tests/cases/inventory: read right, asked or refused, by one dialect, with all doubts counted."""

from typing import Any

import pytest

from calculators.inventory import read_inventory
from calculators.inventory.documents import tables_in
from calculators.inventory.model import Host, Inventory
from calculators.inventory.read import read_pieces
from calculators.inventory.registry import DIALECTS, KNOWN, claims
from calculators.inventory.tables import table_in
from calculators.inventory.texts import parts
from tests.cases.inventory import InventoryCase, load

CASES = load()


def value(host: Host, name: str) -> Any:
    """A field of a host, or what a case looks at of its disks."""
    if name == "raws":
        return [disk.raw for disk in host.disks or ()]
    if name == "disk_sizes":
        return [disk.size_bytes for disk in host.disks or ()]
    if name == "read_from_row":
        return host.read_from[0].row
    found = getattr(host, name)
    if isinstance(found, tuple):
        return [list(item) if isinstance(item, tuple) else item for item in found]
    return found


def counts(inventory: Inventory) -> dict[str, Any]:
    rejected: dict[str, int] = {}
    for entry in inventory.rejected:
        rejected[entry.category] = rejected.get(entry.category, 0) + entry.count
    return {
        "doubts": {doubt.topic: doubt.count for doubt in inventory.doubts},
        "rejected": rejected,
        "questions": [question.key for question in inventory.questions],
        "merged": {merged.by: merged.count for merged in inventory.merged},
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_is_read_right(case: InventoryCase) -> None:
    inventory = read_inventory(list(case.files.items()), answers=case.answers)
    expected = case.expected
    assert [host.name for host in inventory.hosts] == [host["name"] for host in expected["hosts"]]
    for host, right in zip(inventory.hosts, expected["hosts"], strict=True):
        assert {name: value(host, name) for name in right} == right
    nothing: dict[str, Any] = {"doubts": {}, "rejected": {}, "questions": [], "merged": {}}
    assert counts(inventory) == {name: expected.get(name, none) for name, none in nothing.items()}
    files = {file.name: file for file in inventory.files}
    assert {name: files[name].title for name in expected.get("titles", {})} == expected.get("titles", {})
    assert {name: files[name].exported for name in expected.get("exported", {})} == expected.get("exported", {})
    assert {name: files[name].tool for name in expected.get("tools", {})} == expected.get("tools", {})
    assert all(files[name].problem for name in expected.get("unread", ()))
    if "counted_disk_bytes" in expected:
        disks = [disk for host in inventory.hosts for disk in host.disks or () if not disk.counted_elsewhere]
        assert sum(disk.size_bytes or 0 for disk in disks) == expected["counted_disk_bytes"]
    assert not [secret for secret in expected.get("absent", ()) if secret in repr(inventory)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_at_most_one_dialect_is_sure_of_a_file(case: InventoryCase) -> None:
    for name, text in case.files.items():
        own = list(parts(name, [text]))
        tables = [table for part in own for table in (tables_in(part) or filter(None, [table_in(part, KNOWN)]))]
        if not tables:
            continue
        sure, likely = claims(tables)
        assert len(sure) <= 1
        if case.dialect is not None:
            assert [dialect.ID for dialect in sure or likely[:1]] == [case.dialect]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_in_pieces_is_read_as_in_one(case: InventoryCase) -> None:
    text = "".join(f"==> {name} <==\n{text}\n" for name, text in case.files.items() if not text.startswith("==>"))
    pieces = text.splitlines(keepends=True)
    assert read_pieces(pieces, case.answers) == read_inventory([("inventory", text)], answers=case.answers)
    assert pieces == []


def test_every_dialect_has_a_case() -> None:
    assert {dialect.ID for dialect in DIALECTS} == {case.dialect for case in CASES} - {None}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_shown_says_where_it_stands(case: InventoryCase) -> None:
    inventory = read_inventory(list(case.files.items()), answers=case.answers)
    names = {file.name for file in inventory.files}
    for host in inventory.hosts:
        assert {place.file for place in host.read_from} <= names
        assert all(place.row > 0 for place in host.read_from)
    for entry in (*inventory.rejected, *inventory.doubts):
        assert {example.place.file for example in entry.examples} <= names
        assert len(entry.examples) <= entry.count
