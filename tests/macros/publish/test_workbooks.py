"""Workbooks as text. The browser tests read the same with the wheel for Pyodide's platform."""

import io
import json
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from calculators.inventory import archive as archives
from calculators.traces import read_trace
from macros.publish.extras import workbooks

type Rows = list[list[object]]

LETTERS = 20_000_000
ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Disk">
<table:table-row><table:table-cell office:value-type="string"><text:p>Time</text:p></table:table-cell><table:table-cell
 office:value-type="string"><text:p>write MB/s</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-11-23T08:00:00"/><table:table-cell
 office:value-type="float" office:value="1.5"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def answered(content: bytes, sheet: str | None = None, letters: int = LETTERS) -> Any:
    return json.loads(workbooks.answer(json.dumps({"sheet": sheet, "letters": letters}), content))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (datetime(2026, 11, 23, 8, 1), "2026-11-23 08:01:00"),
        (datetime(2026, 11, 23, 8, 1, 0, 500_000), "2026-11-23 08:01:00.500000"),
        (date(2026, 11, 23), "2026-11-23"),
        (time(8, 1), "08:01:00"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        (3, "3"),
        (-1.5, "-1.5"),
        (1e-7, "0.0000001"),
        (1e21, "1000000000000000000000"),
        (0.1 + 0.2, "0.3"),
        (123_456_789.25, "123456789.25"),
        (True, "TRUE"),
        ("write\tMB/s\r\nof disk", "write MB/s of disk"),
        ('"total"', '"""total"""'),
        ("206,057", "206,057"),
        ("#N/A", ""),
        ("Größe", "Größe"),
    ],
)
def test_a_cell_is_written_as_a_program_would(cell: object, text: str) -> None:
    assert answered(workbook(["a", "b"], ["x", cell]))["text"] == f"a\tb\nx\t{text}\n"


def test_empty_lines_are_left_out_and_columns_keep_their_place() -> None:
    content = workbook(["Disk of host 1"], [], ["Time", "write", "read"], ["08:00", None, 2])
    assert answered(content)["text"] == "Disk of host 1\t\t\nTime\twrite\tread\n08:00\t\t2\n"


def test_dates_counted_from_1904_are_the_same_dates() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([datetime(2026, 11, 23, 8, 1), 1])
    assert answered(saved(book))["text"] == "2026-11-23 08:01:00\t1\n"


def test_times_that_were_added_up_do_not_drift() -> None:
    book = openpyxl.Workbook()
    serial = 46349.0
    for _ in range(3000):
        book.active.append([serial, 1])
        book.active.cell(book.active.max_row, 1).number_format = "yyyy-mm-dd hh:mm:ss"
        serial += 1 / 1440
    first, *others = answered(saved(book))["text"].splitlines()
    assert first == "2026-11-23\t1"
    assert all(line.endswith(":00\t1") or line[10:] == "\t1" for line in others)


def test_a_workbook_is_the_same_trace_as_its_csv() -> None:
    start = datetime(2026, 11, 23, 23)
    rows: Rows = [[start + timedelta(minutes=minute), minute % 7 + 0.5, minute % 3] for minute in range(200)]
    text = answered(workbook(["Time", "write MB/s", "read MB/s"], *rows))["text"]
    csv = "Time,write MB/s,read MB/s\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    one, other = read_trace(text), read_trace(csv)
    assert one.trace == other.trace
    assert one.trace is not None
    assert one.notes == other.notes


def test_open_document_spreadsheets_are_read_too() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", ODS_CONTENT)
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
    assert answered(file.getvalue())["text"] == "Time\twrite MB/s\n2026-11-23 08:00:00\t1.5\n"


def test_the_first_sheet_with_cells_in_it_is_taken_and_the_visible_ones_are_offered() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Nothing"
    book.create_chartsheet("Chart")
    book.create_sheet("Disk").append(["x"])
    book.create_sheet("Secret").append(["y"])
    book["Secret"].sheet_state = "hidden"
    content = saved(book)
    assert answered(content) == {"sheet": "Disk", "sheets": ["Nothing", "Disk"], "text": "x\n"}
    assert answered(content, "Nothing") == {
        "sheet": "Nothing",
        "sheets": ["Nothing", "Disk"],
        "problem": "has nothing in its sheet 'Nothing'.",
    }


def test_a_sheet_that_the_field_does_not_take_is_named_with_the_others() -> None:
    found = answered(workbook(*([minute, minute] for minute in range(100))), letters=100)
    assert found["sheets"] == ["Sheet"]
    assert found["problem"].startswith("has more in its sheet 'Sheet' than the field takes, which is 100 characters.")


def with_cells(*places: str) -> bytes:
    book = openpyxl.Workbook()
    for number, place in enumerate(places):
        book.active[place] = number
    return saved(book)


@pytest.mark.parametrize("far", ["ZZ100000", "XFD2000", "XFD1048576", "C1048576"])
@pytest.mark.parametrize("chunk", [archives.PIECE, 7])
def test_a_far_cell_is_named_before_all_that_lies_between_takes_room(
    far: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "PIECE", chunk)

    def read(content: object) -> None:
        raise AssertionError("the library makes room for every place between the cells")

    monkeypatch.setattr(CalamineWorkbook, "from_filelike", read, raising=True)
    found = answered(with_cells("A1", "B2", far))
    assert found["problem"] == (
        f"has a cell at {far}, too far from the others to be read. Delete it, or save the part that counts as CSV."
    )


def test_cells_that_lie_together_may_lie_anywhere() -> None:
    assert answered(with_cells("XFC1048575", "XFD1048576"))["text"] == "0\t\n\t1\n"
    assert answered(with_cells("A1", "A1048576"))["text"] == "0\n1\n"


def test_a_far_cell_of_an_old_workbook_is_told_too() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Disk")
    sheet.write(0, 0, 1)
    sheet.write(65535, 255, 2)
    assert answered(saved(book))["problem"].startswith("has a cell in its sheet 'Disk' that is too far from the others")


@pytest.mark.parametrize(
    "content", [b"", b"time,write\n1,2\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 600]
)
def test_what_is_no_workbook_is_told(content: bytes) -> None:
    found = answered(content)
    assert "no workbook" in found["problem"]
    assert found["sheets"] == []


def test_no_byte_of_a_workbook_can_be_another_one_unseen() -> None:
    whole = workbook(["Time", "write MB/s"], *([minute, minute * 7 % 13] for minute in range(50)))
    right = answered(whole)["text"]
    for place in range(0, len(whole), 97):
        content = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        assert answered(content).get("text", right) == right, place


def every_sheet(content: bytes) -> Any:
    return json.loads(workbooks.answer(json.dumps({"sheet": None, "file": "a.zip", "letters": LETTERS}), content))


def archive(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, inside in files.items():
            parts.writestr(name.replace("_", "."), inside)
    return content.getvalue()


def test_an_archive_gives_the_text_of_its_files_and_names_what_is_left() -> None:
    found = every_sheet(
        archive(
            hosts_csv=b"VM,CPUs\nx,1\n", disks_xlsx=workbook(["VM", "Disk"], ["x", "y"]), bad_xlsx=b"PK\x03\x04broken"
        )
    )
    assert "==> a.zip hosts.csv <==\nVM,CPUs\nx,1\n" in found["text"]
    assert "==> a.zip disks.xlsx / Sheet <==\nVM\tDisk\nx\ty\n" in found["text"]
    (left,) = found["left"]
    assert left.startswith("a.zip / bad.xlsx is ")


def test_an_archive_without_a_list_says_so() -> None:
    assert every_sheet(archive(picture_png=b"x"))["problem"].startswith("holds no file that ends in")
