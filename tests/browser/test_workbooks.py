"""Workbooks in the place of a text: read in Python by a compiled extra, which comes only for them."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

import msoffcrypto.format.ooxml
import openpyxl
import pytest
import xlwt
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, begin
from tests.browser.test_texts import choose, drop, note

pytestmark = pytest.mark.browser

type Rows = list[list[object]]

HEADER = ["Time", "write MB/s", "read MB/s", "Latency ms"]
# More than a field shows.
MINUTES = 4000
ROWS: Rows = [
    HEADER,
    *(
        [datetime(2026, 11, 23, 8) + timedelta(minutes=minute), minute * 7 % 13 + 0.25, minute % 11, minute % 5]
        for minute in range(MINUTES)
    ),
]


def workbook(**sheets: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def old_workbook(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Disk")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(place, column, cell, *((moment,) if isinstance(cell, datetime) else ()))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def locked(content: bytes) -> bytes:
    file = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(content)).encrypt("secret", file)
    return file.getvalue()


def with_far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "near"
    book.active["XFD1048576"] = "far"
    return saved(book)


def bomb() -> bytes:
    """A workbook of 400 kB that holds 410 MB."""
    file = io.BytesIO(workbook(Disk=ROWS[:3]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", b" " * 410_000_000)
    return file.getvalue()


def csv(rows: Rows) -> str:
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


# Made when a test first asks for it: every run of tests reads this module.
@cache
def week() -> bytes:
    return workbook(Disk=ROWS)


@pytest.fixture
def page(live: Callable[..., Page]) -> Page:
    """The page of the replay, with Python running."""
    return live("replay/")


def area(page: Page):
    return page.get_by_label("Change trace", exact=True)


def answers(page: Page) -> list[str]:
    """What the whole answer says, but for the note that names what separates the columns."""
    expect(page.locator(".hb-answer")).to_have_class("hb-answer")
    return [text for text in page.locator("[data-answer]").all_inner_texts() if "separated by" not in text]


def status(page: Page):
    return page.locator(".hb-status-text")


def test_a_workbook_gives_the_same_answer_as_the_csv_and_nothing_comes_for_it_before(visitor: Visitor) -> None:
    asked: list[str] = []
    page = visitor.blank()
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    begin(page, f"{visitor.site}replay/")
    drop(page, ("week.csv", csv(ROWS).encode()))
    peak = page.locator("[data-answer=peak] strong")
    expect(peak).to_have_text("98 Mbit/s")
    expect(status(page)).to_have_text("Up to date")
    expected = answers(page)
    assert not {"workbooks.zip", "pyodide.asm.wasm"} & set(asked)
    for name, content in (("week.xlsx", week()), ("week.xls", old_workbook(ROWS))):
        page.get_by_role("button", name="Reset", exact=True).click()
        expect(peak).not_to_have_text("98 Mbit/s")
        choose(page, name, content)
        expect(page.locator(".hb-taken")).to_contain_text("is used as a whole")
        expect(peak).to_have_text("98 Mbit/s")
        expect(status(page)).to_have_text("Up to date")
        assert answers(page) == expected
        lines = area(page).input_value().splitlines()
        assert lines[:2] == ["Time\twrite MB/s\tread MB/s\tLatency ms", "2026-11-23 08:00:00\t0.25\t0\t0"]
        assert lines[-1] == "…"
        expect(page.locator(".hb-sheets")).to_be_hidden()
    assert {"workbooks.zip", "pyodide.asm.wasm"} <= set(asked)


def test_of_several_sheets_the_reader_chooses(page: Page) -> None:
    other = [HEADER, *([row[0], 5, 0, 0] for row in ROWS[1:4])]
    former = "time,write MB/s\n2026-11-23 08:00,1\n2026-11-23 08:01,2\n"
    area(page).fill(former)
    drop(page, ("two.xlsx", workbook(Nothing=[], Disk=ROWS[:4], Other=other)))
    peak = page.locator("[data-answer=peak] strong")
    expect(peak).to_have_text("58 Mbit/s")
    assert "sheet Disk, is in the field." in note(page)
    choice = page.get_by_label("Sheet", exact=True)
    expect(choice).to_have_value("Disk")
    choice.select_option("Other")
    expect(peak).to_have_text("40 Mbit/s")
    choice.select_option("Nothing")
    expect(page.locator(".hb-taken")).to_have_text(
        "two.xlsx has nothing in its sheet 'Nothing'. The field stays as it was."
    )
    expect(peak).to_have_text("40 Mbit/s")
    choice.select_option("Disk")
    expect(peak).to_have_text("58 Mbit/s")
    page.get_by_role("button", name="Put the former text back").click()
    expect(peak).to_have_text("16 Mbit/s")
    assert area(page).input_value() == former
    expect(choice).to_be_hidden()


def damaged_in_the_middle() -> bytes:
    return week()[:40_000] + bytes(500) + week()[40_500:]


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut-short": (lambda: week()[: len(week()) // 2], "is damaged, or no workbook."),
    "damaged": (damaged_in_the_middle, "is damaged, or no workbook."),
    "locked": (lambda: locked(week()), "is protected with a password."),
    "old": (lambda: old_workbook(ROWS[:9])[:1500], "is damaged, protected with a password, or no workbook."),
    "empty": (lambda: workbook(Disk=[], Other=[]), "has no sheet with anything in it."),
    "too-much": (bomb, "holds more than 400 MB when it is unpacked."),
}


def test_a_workbook_that_cannot_be_read_leaves_the_field_as_it_was(page: Page) -> None:
    peak = page.locator("[data-answer=peak] strong")
    for name, (content, reason) in UNREADABLE.items():
        area(page).fill("time,write MB/s\n2026-11-23 08:00,1\n2026-11-23 08:01,2\n")
        expect(peak).to_have_text("16 Mbit/s")
        drop(page, (f"{name}.xlsx", content()))
        expect(page.locator(".hb-taken")).to_contain_text(f"{name}.xlsx {reason}")
        expect(page.locator(".hb-taken")).to_contain_text("The field stays as it was.")
        area(page).fill("time,write MB/s\n2026-11-23 08:00,2\n2026-11-23 08:01,3\n")
        expect(peak).to_have_text("24 Mbit/s")


def test_what_breaks_the_reader_does_not_break_the_calculator(page: Page) -> None:
    drop(page, ("far.xlsx", with_far_cell()))
    expect(page.locator(".hb-taken")).to_contain_text("far.xlsx ", timeout=60_000)
    expect(page.locator(".hb-taken")).to_contain_text("The field stays as it was.", timeout=60_000)
    drop(page, ("disk.xlsx", workbook(Disk=ROWS[:4])))
    expect(page.locator("[data-answer=peak] strong")).to_have_text("58 Mbit/s")


def test_an_extra_that_does_not_come_is_told_and_the_calculator_goes_on(
    live: Callable[..., Page], visitor: Visitor
) -> None:
    page = live("replay/", alone=True)
    for file in ("workbooks.zip", "pyodide.asm.wasm"):
        page.route(f"**/{file}*", lambda route: route.abort())
        drop(page, (f"{file}.xlsx", week()))
        expect(page.locator(".hb-taken")).to_have_text(
            f"{file}.xlsx cannot be read: the part of this guide that reads workbooks is missing "
            f"({file} did not arrive). Save the sheet as CSV. The field stays as it was."
        )
        page.unroute(f"**/{file}*")
    drop(page, ("week.csv", csv(ROWS).encode()))
    expect(page.locator("[data-answer=peak] strong")).to_have_text("98 Mbit/s")
    expect(status(page)).to_have_text("Up to date")
    # The browser itself notes the requests that were held back.
    visitor.faults[:] = [fault for fault in visitor.faults if "Failed to load resource" not in fault]
