"""Files for long text fields: chosen, dropped, refused; and the replay that reads them."""

import json
import os
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, FilePayload, Page, expect

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]

TABLE = "time,write MB/s\n2026-11-23 08:00,1\n2026-11-23 08:01,2\n2026-11-23 08:02,3\n"
WEEK = "time,write MB/s\n" + "".join(
    f"2026-11-{23 + minute // 1440} {minute // 60 % 24:02}:{minute % 60:02},{minute * 7 % 13}\n"
    for minute in range(10080)
)
DROP = """(area, files) => {
  const given = new DataTransfer();
  for (const [name, packed] of files) {
    given.items.add(new File([Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))], name));
  }
  for (const kind of ["dragover", "drop"]) {
    area.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: given }));
  }
}"""


@pytest.fixture
def page(live: Open) -> Page:
    """The page of the replay, with Python running."""
    return live("replay/")


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    given = [[name, b64encode(content).decode()] for name, content in files]
    page.get_by_label("Change trace", exact=True).evaluate(DROP, given)


def choose(page: Page, name: str, content: bytes) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files, or drop them here").click()
    chooser.value.set_files(FilePayload(name=name, mimeType="", buffer=content))


def note(page: Page) -> str:
    return page.locator(".hb-taken").inner_text()


def test_a_dropped_file_is_read_and_answered(page: Page) -> None:
    drop(page, ("disk.csv", TABLE.encode()))
    expect(page.locator("[data-answer=peak] strong")).to_have_text("24 Mbit/s")
    assert page.get_by_label("Change trace", exact=True).input_value() == TABLE
    assert note(page) == "disk.csv (0.1 kB) is in the field."


def test_what_a_text_asks_is_answered_by_buttons_above_the_verdict(page: Page) -> None:
    drop(page, ("x.csv", b"time,x,y\n2026-11-23 08:00,1,7\n2026-11-23 08:01,2,8\n2026-11-23 08:02,3,9\n"))
    page.locator(".hb-read").get_by_role("button", name="y 7, 8, 9").click()
    expect(page.get_by_label("Column", exact=True)).to_have_value("y")
    page.locator(".hb-read").get_by_role("button", name="MB/s", exact=True).click()
    expect(page.get_by_label("Unit of the values")).to_have_value("MB-s")
    expect(page.locator("[data-answer=peak] strong")).to_have_text("72 Mbit/s")
    page.locator(".hb-read").get_by_role("button", name="Change: Zone").click()
    expect(page.get_by_label("Local time ahead of UTC")).to_be_focused()


def test_devices_are_chosen_by_key_and_one_press_takes_it_back(page: Page) -> None:
    rows = "".join(f"2026-11-23 08:0{at},1,2\n" for at in range(4))
    drop(page, ("disks.csv", f"time,sda write MB/s,sdb write MB/s\n{rows}".encode()))
    read, mean = page.locator(".hb-read"), page.locator("[data-answer=mean] strong")
    expect(mean).to_have_text("24 Mbit/s")
    read.locator("summary", has_text="Leave out or add").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(read.get_by_role("button", name="without sda write MB/s")).to_be_focused()
    page.keyboard.press("Enter")
    expect(mean).to_have_text("16 Mbit/s")
    expect(page).to_have_url(re.compile("column="))
    # The fold stays open and the focus in the same line, for the next press.
    expect(read.get_by_role("button", name="with sda write MB/s")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.field") == "column"
    read.get_by_role("button", name="As read").focus()
    page.keyboard.press("Enter")
    expect(mean).to_have_text("24 Mbit/s")
    expect(page.get_by_label("Column", exact=True)).to_have_value("")
    expect(page).not_to_have_url(re.compile("column="))
    assert page.evaluate("document.activeElement.dataset.field") == "column"


def test_a_file_is_left_out_by_a_button(page: Page) -> None:
    drop(page, ("a.csv", TABLE.encode()), ("b.csv", TABLE.encode()))
    page.locator(".hb-read").get_by_role("button", name="Leave out b.csv").click()
    expect(page.locator(".hb-verdict")).to_contain_text("1 of 2 records added up.")
    expect(page.locator("[data-answer=mean] strong")).to_have_text("16 Mbit/s")
    page.locator(".hb-read").get_by_role("button", name="Count b.csv again").click()
    expect(page.locator("[data-answer=mean] strong")).to_have_text("32 Mbit/s")


def test_several_files_are_added_up(page: Page) -> None:
    drop(page, ("a.csv", TABLE.encode("utf-8-sig")), ("b.csv", TABLE.encode("utf-16")))
    expect(page.locator(".hb-taken")).to_have_text("2 files (0.2 kB) are in the field.")
    expect(page.locator(".hb-verdict")).to_contain_text("2 records added up.")
    expect(page.locator("[data-answer=mean] strong")).to_have_text("32 Mbit/s")
    assert page.get_by_label("Change trace", exact=True).input_value().startswith("==> a.csv <==\n")


def test_a_chosen_file_is_read_in_its_encoding(page: Page) -> None:
    area = page.get_by_label("Change trace", exact=True)
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        area.fill("")
        choose(page, "disk.csv", TABLE.replace("write", f"Größe {encoding} write").encode(encoding))
        expect(area).to_have_value(re.compile(f"Größe {encoding} write"))
        expect(page.locator("[data-answer=peak] strong")).to_have_text("24 Mbit/s")


@pytest.mark.parametrize(
    ("encoding", "header"),
    [
        ("gbk", "时间,写入速率(MB/s)"),
        ("cp932", "日時,書き込み(MB/s)"),
        ("cp1251", "Время,Запись (MB/s)"),
        ("utf-16-le", "time,write (MB/s)"),
    ],
)
def test_a_file_says_by_its_words_in_which_encoding_it_is(page: Page, encoding: str, header: str) -> None:
    choose(page, "disk.csv", TABLE.replace(TABLE.splitlines()[0], header).encode(encoding))
    expect(page.locator("[data-answer=peak] strong")).to_have_text("24 Mbit/s")
    assert page.get_by_label("Change trace", exact=True).input_value().startswith(header)


def test_a_long_text_counts_as_a_whole_and_the_field_shows_how_it_begins(page: Page) -> None:
    area = page.get_by_label("Change trace", exact=True)
    choose(page, "week.csv", WEEK.encode())
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    assert "7 days" in (page.locator("[data-answer=mean]").text_content() or "")
    assert area.input_value() == "".join(WEEK.splitlines(keepends=True)[:20]) + "…"
    expect(area).not_to_be_editable()
    page.get_by_label("Link bandwidth").fill("33")
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("[data-answer=peak] strong")).to_have_text("48 Mbit/s")
    assert area.input_value() == ""
    expect(area).to_be_editable()


def test_a_refused_file_leaves_a_long_text_as_it_was(page: Page) -> None:
    choose(page, "week.csv", WEEK.encode())
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    drop(page, ("disk.blg", b"\x7fELF\x02\x01\0\0\0"))
    expect(page.locator(".hb-taken")).to_contain_text("The field stays as it was.")
    page.get_by_label("Link bandwidth").fill("33")
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    page.get_by_role("button", name="Remove its text").click()
    expect(page.locator("[data-answer=peak] strong")).to_have_text("48 Mbit/s")


def test_a_file_after_a_long_text_can_be_taken_back(page: Page) -> None:
    choose(page, "week.csv", WEEK.encode())
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    choose(page, "disk.csv", TABLE.encode())
    expect(page.locator("[data-answer=peak] strong")).to_have_text("24 Mbit/s")
    expect(page.get_by_label("Change trace", exact=True)).to_be_editable()
    page.get_by_role("button", name="Put the former text back").click()
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    expect(page.locator(".hb-taken")).to_contain_text("The former text is used as a whole.")
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.locator("[data-answer=peak] strong")).to_have_text("48 Mbit/s")
    expect(page.get_by_label("Change trace", exact=True)).to_be_editable()
    expect(page.locator(".hb-taken")).to_be_empty()


def test_a_long_text_that_is_pasted_is_held_and_saved_and_loaded(page: Page) -> None:
    area = page.get_by_label("Change trace", exact=True)
    area.evaluate(
        """(area, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
        }""",
        WEEK,
    )
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    assert note(page).startswith("The pasted text is used as a whole.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save inputs").click()
    file = saved.value.path()
    assert json.loads(file.read_text("utf-8"))["inputs"]["trace"] == WEEK
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.locator("[data-answer=peak] strong")).to_have_text("48 Mbit/s")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Load a saved file").click()
    chooser.value.set_files(file)
    expect(page.locator("[data-answer=peak] strong")).to_have_text("96 Mbit/s")
    assert note(page).startswith("The text is used as a whole.")
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(page.locator("[data-answer=peak] strong")).to_have_text("48 Mbit/s")
    page.get_by_role("button", name="Copy link").click()
    expect(
        page.get_by_role("button", name="Copied").or_(page.get_by_role("button", name="Copy it below"))
    ).to_be_visible()


REFUSED = {
    "disk.blg is a binary file, not text.": [("disk.blg", b"\x7fELF\x02\x01\0\0\0")],
    "disk.zip is an archive, not text, and no workbook.": [("disk.zip", b"PK\x03\x04rest")],
    "disk.gz is an archive, not text, and no workbook.": [("disk.gz", b"\x1f\x8brest")],
    "b.bin is a binary file, not text.": [("a.csv", b"1"), ("b.bin", b"\0\1\2\3" * 9)],
}


def test_a_refused_file_leaves_the_field_as_it_was(page: Page) -> None:
    area = page.get_by_label("Change trace", exact=True)
    for reason, files in REFUSED.items():
        area.fill(TABLE)
        drop(page, *files)
        expect(page.locator(".hb-taken")).to_contain_text(reason)
        expect(page.locator(".hb-taken")).to_contain_text("The field stays as it was.")
        assert area.input_value() == TABLE


def test_a_file_is_not_lost_without_a_word_where_what_reads_it_does_not_come(live: Open) -> None:
    page = live("replay/", alone=True)
    other = {"content_type": "text/javascript", "body": "export {};"}
    page.route("**/contents.mjs", lambda route: route.fulfill(**other))
    drop(page, ("disk.csv", TABLE.encode()))
    expect(page.locator(".hb-taken")).to_contain_text(
        "disk.csv could not be read: a part of this guide did not come. Load the page again. The field stays as it was."
    )


def test_a_file_that_is_too_large_is_refused(page: Page) -> None:
    page.get_by_label("Change trace", exact=True).evaluate(
        """(area) => {
          const given = new DataTransfer();
          given.items.add(new File(["1,2\\n".repeat(27_500_001)], "year.csv"));
          area.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given }));
        }"""
    )
    expect(page.locator(".hb-taken")).to_contain_text("year.csv is too large: the field takes 110\u202f000\u202f000")
    expect(page.locator(".hb-taken")).to_contain_text("of a recording of esxtop keep the columns of writes: python3 -c")
    assert page.get_by_label("Change trace", exact=True).input_value() == ""


def test_the_text_that_a_file_replaced_comes_back(page: Page) -> None:
    area = page.get_by_label("Change trace", exact=True)
    area.fill(TABLE)
    drop(page, ("other.csv", b"time,write MB/s\n2026-11-23 08:00,5\n2026-11-23 08:01,5\n"))
    expect(page.locator("[data-answer=peak] strong")).to_have_text("40 Mbit/s")
    page.get_by_role("button", name="Put the former text back").click()
    expect(page.locator("[data-answer=peak] strong")).to_have_text("24 Mbit/s")
    assert area.input_value() == TABLE
    expect(area).to_be_focused()


def test_what_is_wrong_in_a_text_is_said_at_its_field(page: Page) -> None:
    page.get_by_label("Change trace", exact=True).fill("lorem ipsum")
    expect(page.locator("[data-field=trace] .hb-problem")).not_to_be_empty()
    page.get_by_label("Change trace", exact=True).fill("")
    page.get_by_label("Throttled hours").fill("Mon 08:00-18:00 30%\nsometimes")
    expect(page.locator("[data-field=throttled] .hb-problem")).to_contain_text("Line 2, 'sometimes': it names no hours")


def test_short_texts_take_no_file(page: Page) -> None:
    assert page.locator(".hb-choose").count() == 1


def test_a_long_file_that_changes_is_told_and_can_be_chosen_again(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "week.csv"
    file.write_text(WEEK)
    peak = page.locator("[data-answer=peak] strong")

    def choose_again() -> None:
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files, or drop them here").click()
        chooser.value.set_files(file)

    choose_again()
    expect(peak).to_have_text("96 Mbit/s")
    file.write_text(WEEK.replace(",12\n", ",24\n"))
    os.utime(file, (0, 0))
    page.get_by_label("Link bandwidth").fill("33")
    expect(page.locator(".hb-status-text")).to_have_text(
        "This could not be worked out: the file has changed or is gone. Choose it again."
    )
    choose_again()
    expect(peak).to_have_text("192 Mbit/s")
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")


# Longer than an address may be. Each group is worked out anew at every visit.
GROUPS = "\n".join(f"{number} databases of {'accounts ' * 20}; 500; 20; 60; gold tier" for number in range(12))


def test_a_list_that_is_too_long_for_the_address_outlives_a_reload(live: Open) -> None:
    page = live("rpo-rto/?link_mbps=50")
    groups = page.locator("textarea[name=groups]")
    page.locator("details:has(textarea[name=groups]) > summary").click()
    answer = page.locator("[data-answer=usable] strong")
    verdict = page.locator(".hb-verdict")
    without = verdict.inner_text()
    groups.fill(GROUPS)
    expect(verdict).not_to_have_text(without, use_inner_text=True)
    expect(page.locator(".hb-answer")).to_have_class("hb-answer")
    before = verdict.inner_text()
    page.reload()
    expect(groups).to_have_value(GROUPS)
    expect(answer).to_have_text("47.5 Mbit/s")
    expect(verdict).to_have_text(before, use_inner_text=True)
    page.goto(page.url.replace("rpo-rto/", "replay/"))
    page.go_back()
    expect(groups).to_have_value(GROUPS)
    # Who asks for the page anew gets it as it is.
    page.goto(page.url.partition("#")[0])
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    expect(groups).not_to_have_value(GROUPS)
    page.reload()
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    expect(groups).not_to_have_value(GROUPS)


def test_a_long_file_outlives_a_reload(page: Page) -> None:
    choose(page, "week.csv", WEEK.encode())
    peak = page.locator("[data-answer=peak] strong")
    expect(peak).to_have_text("96 Mbit/s")
    page.reload()
    expect(page.locator(".hb-taken")).to_contain_text("is used as a whole")
    page.locator("hb-calculator form").first.hover()
    expect(peak).to_have_text("96 Mbit/s")
    page.get_by_role("button", name="Remove it").click()
    expect(peak).to_have_text("48 Mbit/s")


def test_a_text_that_the_tab_cannot_keep_is_not_left_without_a_question(page: Page) -> None:
    choose(page, "large.csv", b"1\n" * 1_100_000)
    expect(page.locator(".hb-taken")).to_contain_text("is used as a whole")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert not page.is_closed()
    page.get_by_role("button", name="Remove it").click()
    page.close(run_before_unload=True)
    if not page.is_closed():
        page.wait_for_event("close")
    assert asked == ["beforeunload"]
