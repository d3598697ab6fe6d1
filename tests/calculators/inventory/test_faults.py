"""Every fault that a customer's file may have, as a file: told apart, counted, explained, and never in the way."""

import io
import zipfile

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from calculators.catalog import Catalog
from calculators.inventory import files, replies
from calculators.inventory.archive import MOST_UNPACKED
from calculators.inventory.files import texts_of
from calculators.inventory.replies import Held
from macros.publish.extras.workbooks import answer
from tests.calculators.inventory.drawn import workbook_text

INFO = (
    "VM", "Powerstate", "Template", "SRM Placeholder", "Connection state", "CPUs", "Memory", "In Use MiB",
    "OS according to the VMware Tools", "Annotation", "VM ID",
)  # fmt: skip
MANY = 20
LINUX = "Red Hat Enterprise Linux 8 (64-bit)"
ODD = {
    "template": {"Template": "True"},
    "placeholder": {"SRM Placeholder": "True"},
    "orphan": {"Connection state": "orphaned"},
    "secret": {"Annotation": "root password: Winter-2019"},
    "=cmd|'/c calc'!A0": {"Annotation": "=1+1"},
    "twin": {"In Use MiB": 10},
    "negative": {"In Use MiB": -5},
    "many disks": {"OS according to the VMware Tools": "Microsoft Windows Server 2019 (64-bit)"},
}
"""Hosts by name, with what is odd about each."""

type Rows = list[list[object]]


def host(name: str, number: int, **odd: object) -> list[object]:
    usual = dict.fromkeys(INFO, "") | {
        "VM": name, "Powerstate": "poweredOn", "Template": "False", "SRM Placeholder": "False", "CPUs": 2,
        "Connection state": "connected", "Memory": 4096, "In Use MiB": 1000, "VM ID": f"vm-{number}",
        "OS according to the VMware Tools": LINUX,
    }  # fmt: skip
    return list((usual | odd).values())


def saved(**sheets: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place, value)
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def customer() -> bytes:
    """Return a workbook with a title, two headers, rows without anything, and every odd host twice or more."""
    hosts: Rows = [["Export of vCenter 1"], [], list(INFO)]
    hosts += [host(name, number, **odd) for number, (name, odd) in enumerate(ODD.items())]
    hosts += [[], list(INFO), host("twin", 90), *(host(f"n{number}", 100 + number, CPUs=-1) for number in range(MANY))]
    hosts += [host("", 80), host("", 81, **{"VM ID": ""}), []]
    many = list(ODD).index("many disks")
    disks: Rows = [["VM", "Disk", "Capacity MiB", "Disk Mode", "VM ID"]]
    disks += [["many disks", f"Hard disk {number}", 10, "persistent", f"vm-{many}"] for number in range(65)]
    return saved(Start=[], vInfo=hosts, vDisk=disks, vNetwork=[["VM", "NIC"], ["a", "b"]], Notes=[["Nothing"]])


def held(*given: tuple[str, bytes], catalog: Catalog) -> Held:
    return replies.read(texts_of(given, workbook_text).texts, catalog)


@pytest.fixture(scope="module")
def faults(catalog: Catalog) -> Held:
    return held(("export.xlsx", customer()), catalog=catalog)


def test_every_row_is_a_host_or_told_of_with_the_number_that_the_sheet_has(faults: Held) -> None:
    inventory = faults.inventory
    assert len(inventory.hosts) == len(ODD) + 2 + MANY
    rows = {item.name: item.read_from[0].row for item in inventory.hosts}
    # Three rows stand above the first host, an empty one among them.
    assert rows["template"] == 4
    assert rows["n0"] == rows["many disks"] + 4
    told = {item.category: item for item in inventory.rejected}
    assert {name: item.count for name, item in told.items()} == {
        "negative": 1 + MANY, "header again": 1, "no name": 1,
    }  # fmt: skip
    assert told["header again"].examples[0].place.row == rows["many disks"] + 2
    # A host without a name counts by its identifier; a row without either is told.
    assert rows["vm-80"] == rows[f"n{MANY - 1}"] + 1
    assert told["no name"].examples[0].place.row == rows["vm-80"] + 1
    negative = [
        example.place.row for item in inventory.rejected if item.category == "negative" for example in item.examples
    ]
    assert {rows["negative"], rows["n0"]} <= set(negative)


def test_what_is_no_machine_counts_apart_and_stays_in_the_totals(faults: Held, catalog: Catalog) -> None:
    verdict = replies.report(faults, catalog).verdict
    assert f"{len(faults.inventory.hosts)} hosts" in verdict.label
    assert "1 template" in verdict.text and "1 placeholder of SRM" in verdict.text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("template", "template"),
        ("placeholder", "placeholder"),
        ("orphan", "connection-lost"),
        ("many disks", "win-disks-gt-32"),
    ],
)
def test_an_odd_host_is_judged_and_a_reason_names_what_is_odd(name: str, reason: str, faults: Held) -> None:
    (judged,) = [item for item in faults.assessed.hosts if item.host.name == name]
    assert reason in {basis.id for way in judged.ways if way.applies for basis in way.reasons}
    assert judged.verdict != "supported"


def test_two_hosts_of_one_name_are_two_and_doubted(faults: Held) -> None:
    (doubt,) = [item for item in faults.inventory.doubts if item.topic == "same name"]
    assert (doubt.count, {example.host for example in doubt.examples}) == (2, {"twin"})


def test_passwords_and_formulas_come_out_harmless(faults: Held, catalog: Catalog) -> None:
    written = "\n".join(replies.written(faults, catalog, form) for form in replies.FORMATS)
    assert "Winter-2019" not in written
    assert "Notes of 1 host look like passwords" in written
    cells = [cell for sheet in replies.sheets(faults.assessed, catalog) for row in sheet["rows"] for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    assert "'=cmd|'/c calc'!A0" in cells


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_same_as_text_is_the_same(separator: str, encoding: str, faults: Held, catalog: Catalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(customer()))
    given = []
    for name in ("vInfo", "vDisk"):
        lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in book[name].values]
        given.append((f"RVTools_tab{name}.csv", "\r\n".join(lines).encode(encoding)))
    found = held(*given, catalog=catalog)
    assert [item.host.name for item in found.assessed.hosts] == [item.host.name for item in faults.assessed.hosts]
    assert [item.verdict for item in found.assessed.hosts] == [item.verdict for item in faults.assessed.hosts]
    assert [item.host.read_from[0].row for item in found.assessed.hosts] == [
        item.host.read_from[0].row for item in faults.assessed.hosts
    ]
    assert [(item.category, item.count) for item in found.inventory.rejected] == [
        (item.category, item.count) for item in faults.inventory.rejected
    ]


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_csv", ".csv"), content)
    return file.getvalue()


def locked() -> bytes:
    file = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(customer())).encrypt("secret", file)
    return file.getvalue()


def bomb() -> bytes:
    with zipfile.ZipFile(io.BytesIO(customer())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open("xl/media/large.bin", "w") as part:
            for _ in range(MOST_UNPACKED // 10_000_000 + 1):
                part.write(bytes(10_000_000))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "It is a PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "It is a picture"),
        ("a.docx", packed(**{"[Content_Types]_xml": b"<a/>", "word__document_xml": b"<a/>"}), "no workbook"),
        ("a.xlsx", locked(), "protected with a password"),
        ("a.xlsx", customer()[:4000], "or no workbook"),
        ("a.xlsx", bomb(), "holds more than 400 MB"),
        ("a.zip", packed(a_csv=bytes(50_000_000)), "unpacks to over"),
        ("a.xlsx", saved(A=[], B=[]), "no sheet with anything in it"),
        ("a.csv", b"", "nothing in it"),
    ],
    ids=["wrong kind", "picture", "letter", "password", "truncated", "bomb", "packed bomb", "empty sheets", "empty"],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, told: str) -> None:
    found = texts_of([(name, content), ("b.csv", b"VM,Powerstate,VM ID\nb,poweredOn,vm-1\n")], workbook_text)
    inventory = replies.read_inventory(found.texts, problems=found.problems)
    # What stands beside it is read all the same.
    assert [item.name for item in inventory.hosts] == ["b"]
    (file,) = [file for file in inventory.files if file.name.startswith(name)]
    assert told in str(file.problem)


def test_a_file_that_is_too_large_is_told_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    found = texts_of([("large.csv", b"VM,Powerstate\n" + b"a,poweredOn\n" * 100)], workbook_text)
    assert found.texts == []
    assert "Save a part of it as a file of its own" in found.problems["large.csv"]


def test_a_workbook_with_macros_is_read_without_them(catalog: Catalog) -> None:
    content = io.BytesIO(customer())
    with zipfile.ZipFile(content, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    found = held(("export.xlsm", content.getvalue()), catalog=catalog)
    assert len(found.inventory.hosts) == len(ODD) + 2 + MANY
    asked = '{"sheet": null, "letters": 10000000, "file": "export.xlsm"}'
    assert "has macros. They were not run" in answer(asked, content.getvalue())
