"""Archives, encodings and workbooks: unpacked within limits, or told why not."""

import io
import struct
import zipfile

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from calculators.inventory import read_inventory
from calculators.inventory.archive import MOST_FILES
from calculators.inventory.files import texts_of

CSV = "VM,Powerstate,CPUs,VM ID\nÄpfel,poweredOn,2,vm-1\n"


def archive(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def names_of(name: str, content: bytes) -> list[str]:
    found = texts_of([(name, content)])
    return [host.name for host in read_inventory(found.texts, problems=found.problems).hosts]


def problem_of(content: bytes) -> str:
    found = texts_of([("a.zip", content)])
    (file,) = read_inventory(found.texts, problems=found.problems).files
    assert found.texts == []
    assert file.problem is not None
    return file.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_file_is_read_in_any_encoding_and_with_any_line_ends(encoding: str, ends: str) -> None:
    assert names_of("vInfo.csv", CSV.replace("\n", ends).encode(encoding)) == ["Äpfel"]


def test_the_files_of_an_archive_are_one_inventory() -> None:
    disks = "VM,Disk,Capacity MiB,Disk Mode,VM ID\nÄpfel,Hard disk 1,5,persistent,vm-1\n"
    content = archive({"x/vInfo.csv": CSV.encode(), "x/vDisk.csv": disks.encode("utf-16"), "x/readme.pdf": b"%PDF"})
    found = texts_of([("export.zip", content)])
    inventory = read_inventory(found.texts, problems=found.problems)
    assert [(host.name, host.disk_bytes) for host in inventory.hosts] == [("Äpfel", 5 << 20)]
    assert [file.name for file in inventory.files] == ["export.zip / vInfo.csv", "export.zip / vDisk.csv"]


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked() -> None:
    assert "unpacks to over" in problem_of(archive({"a.csv": bytes(50_000_000)}))


def test_what_the_head_of_a_file_says_of_its_size_is_not_believed() -> None:
    content = archive({"a.csv": bytes(50_000_000)})
    assert "unpacks to over" in problem_of(content.replace(struct.pack("<I", 50_000_000), struct.pack("<I", 100)))


def test_files_that_are_too_many_or_none_are_told() -> None:
    assert f"{MOST_FILES} at most" in problem_of(archive({f"{number}.csv": b"a" for number in range(MOST_FILES + 1)}))
    assert "holds no file" in problem_of(archive({"a.pdf": b"%PDF"}))


def test_a_damaged_archive_is_told() -> None:
    content = archive({"a.csv": CSV.encode() * 100})
    assert "damaged" in problem_of(content[: len(content) // 2])
    start = content.index(b"a.csv") + 5
    assert "damaged" in problem_of(content[:start] + bytes(20) + content[start + 20 :])


def test_an_archive_with_a_password_is_told() -> None:
    content = bytearray(archive({"a.csv": CSV.encode()}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in problem_of(bytes(content))


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["VM", "Powerstate"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_goes_to_what_reads_workbooks() -> None:
    seen: list[str] = []

    def reader(name: str, content: bytes) -> str:
        seen.append(name)
        if name.endswith("bad.xlsx"):
            raise ValueError("It has no sheet with anything in it.")
        return f"==> {name} / vInfo <==\nVM\tPowerstate\na\tpoweredOn\n"

    files = [("a.xlsx", workbook()), ("b.zip", archive({"c.xlsx": workbook()})), ("bad.xlsx", workbook())]
    found = texts_of(files, reader)
    assert seen == ["a.xlsx", "b.zip / c.xlsx", "bad.xlsx"]
    assert found.problems == {"bad.xlsx": "It has no sheet with anything in it."}
    assert len(read_inventory(found.texts).files) == 2
    assert "Save each of its sheets as CSV" in problem_of(workbook())


def test_a_workbook_with_a_password_goes_there_too() -> None:
    file = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(workbook())).encrypt("secret", file)
    assert "workbook" in problem_of(file.getvalue())


def test_files_of_one_name_are_several_files() -> None:
    other = CSV.replace("vm-1", "vm-2").replace("Äpfel", "Birnen")
    inventory = read_inventory([("vInfo.csv", CSV), ("vInfo.csv", other)])
    assert [(host.name, host.read_from[0].file) for host in inventory.hosts] == [
        ("Äpfel", "vInfo.csv"),
        ("Birnen", "vInfo.csv (2)"),
    ]
    heads = f"==> vInfo.csv <==\n{CSV}==> vInfo.csv <==\n{other}"
    assert [file.name for file in read_inventory([("pasted", heads)]).files] == ["vInfo.csv", "vInfo.csv (2)"]
