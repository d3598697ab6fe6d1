"""Whatever a file holds, it is read to its end, and what is not used is counted."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.inventory import read_inventory
from calculators.inventory.model import MOST_EXAMPLES
from calculators.inventory.secrets import looks_like_password
from tests.calculators.inventory.drawn import INVENTORIES, DrawnHost, tables, written
from tests.cases.inventory import InventoryCase, load

HEADER = "VM,Powerstate,CPUs,Memory,VM ID\n"


def is_document(name: str, text: str) -> bool:
    """Return whether a file is JSON, and not a part of it alone."""
    try:
        return name.endswith(".json") and json.loads(text) is not None
    except ValueError:
        return False


DOCUMENTS = [case for case in load() if all(is_document(*file) for file in case.files.items())]
TEXTS = [text for case in load() for text in case.files.values()]


def test_of_many_examples_the_first_are_shown_and_all_are_counted() -> None:
    rows = "".join(f"vm{number},poweredOn,-1,1,vm-{number}\n" for number in range(300))
    inventory = read_inventory([("a.csv", HEADER + rows)])
    (rejected,) = inventory.rejected
    assert (rejected.category, rejected.count, len(rejected.examples)) == ("negative", 300, MOST_EXAMPLES)
    assert len(inventory.hosts) == 300


def test_sixty_five_disks_are_sixty_five() -> None:
    disks = "".join(f"a,Hard disk {number},1,persistent,vm-1\n" for number in range(65))
    files = [
        ("vInfo.csv", f"{HEADER}a,poweredOn,1,1,vm-1\n"),
        ("vDisk.csv", f"VM,Disk,Capacity MiB,Disk Mode,VM ID\n{disks}"),
    ]
    (host,) = read_inventory(files).hosts
    assert (host.disk_count, host.disk_bytes) == (65, 65 << 20)


@given(hosts=INVENTORIES, data=st.data())
def test_a_file_that_is_cut_anywhere_loses_the_last_row_only(hosts: list[DrawnHost], data: st.DataObject) -> None:
    hosts = [DrawnHost(**{**vars(host), "name": f"vm{host.number}"}) for host in hosts]
    text = written(tables(hosts)["vInfo"], "vInfo", header="since 4.1.2", separator=",").replace("\r", "")
    first = text.index("\n") + 1
    cut = data.draw(st.integers(first, len(text)))
    read = [host.name for host in read_inventory([("vInfo.csv", text[:cut])]).hosts]
    whole = text[first:cut].count("\n")
    assert read[:whole] == [host.name for host in hosts[:whole]]
    assert len(read) <= whole + 1


@given(
    text=st.sampled_from(TEXTS),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(['"', ",", ";", "\n", "\0", "\t", "é", "=", "{", "-"])), max_size=6
    ),
)
def test_no_text_is_too_odd(text: str, cuts: list[tuple[float, str]]) -> None:
    for place, sign in cuts:
        at = int(place * len(text))
        text = text[:at] + sign + text[at + (sign == "{") :]
    inventory = read_inventory([("a.csv", text)])
    assert inventory.files
    assert all(host.name for host in inventory.hosts)


JUNK = st.sampled_from([None, "", "a", -1, 1.5, True, [], {}, [1], [None], {"a": 1}, [["x"]], [{"a": [2]}]])


def places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every list or mapping of a document with every key of it."""
    inner = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in list(inner):
        yield document, key
        if isinstance(value, dict | list):
            yield from places(value)


@given(case=st.sampled_from(DOCUMENTS), data=st.data())
def test_no_document_is_too_odd(case: InventoryCase, data: st.DataObject) -> None:
    files = []
    for name, text in case.files.items():
        document = json.loads(text)
        for holder, key in data.draw(st.lists(st.sampled_from(list(places(document))), max_size=3)):
            holder[key] = data.draw(JUNK)
        files.append((name, json.dumps(document)))
    inventory = read_inventory(files)
    assert len(inventory.files) == len(files)
    assert all(host.name for host in inventory.hosts)


@given(text=st.text(max_size=300))
def test_no_nonsense_is_a_host(text: str) -> None:
    assert read_inventory([("a.csv", text)]).hosts == ()


@pytest.mark.parametrize(
    "note",
    [
        "password: abc",
        "PW=x1",
        "root / Sup3rS3cret!",
        "Passwort: geheim",
        "pwd abc is pwd: abc",
        "密码：12345",
        "passe : abc",
        "api_key=77",
    ],
)
def test_a_note_with_a_password_is_recognised(note: str) -> None:
    assert looks_like_password(note)


@pytest.mark.parametrize(
    "note", ["", "Reset the password every year", "Compass: north", "root cause unknown", "bypass road"]
)
def test_a_note_without_one_is_not(note: str) -> None:
    assert not looks_like_password(note)
