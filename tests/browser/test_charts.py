"""Charts of an answer as a reader sees, hears and prints them, and the answer and the inputs as files."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, until

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]

FIGURE = "#chart-rpo_bandwidth-worst_age"
LINE = f"{FIGURE} svg.hb-chart-lines > path.hb-stroke-1"


def drawing(page: Page) -> Any:
    """Return the numbers that the chart is read out from."""
    return json.loads(page.locator(FIGURE).get_attribute("data-chart") or "")


def saved(page: Page, button: str) -> tuple[str, str]:
    """Return name and text of the file that a button of the calculator offers."""
    with page.expect_download() as found:
        page.locator("hb-calculator").get_by_role("button", name=button, exact=True).click()
    return found.value.suggested_filename, Path(found.value.path()).read_text("utf-8")


def test_the_chart_follows_the_form_and_what_was_unfolded_stays(live: Open) -> None:
    page = live("rpo-rto/")
    before = page.locator(LINE).get_attribute("d") or ""
    assert len(before) > 100
    page.locator(f"{FIGURE} summary").click()
    page.get_by_label("Link bandwidth").fill("15")
    expect(page.locator(f"{FIGURE} .hb-chart-summary")).to_contain_text("With your 15 Mbit/s")
    expect(page.locator(LINE)).not_to_have_attribute("d", before)
    expect(page.locator(f"{FIGURE} details")).to_have_attribute("open", "")
    assert drawing(page)["markers"][0]["x"] == 15


def rows(page: Page, figure: str) -> list[list[str]]:
    """Return the rows of the table behind a chart."""
    script = "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    found: list[list[str]] = page.locator(f"{figure} tbody tr").evaluate_all(script)
    return found


def shown(cell: str) -> Any:
    """Return what a cell of three figures may be a number of; a dash is a gap."""
    return None if cell == "–" else pytest.approx(float(cell.replace("\u202f", "")), rel=5e-3)


def test_the_table_of_a_short_chart_holds_every_number_that_is_drawn(live: Open) -> None:
    page = live("rpo-rto/")
    numbers = drawing(page)
    points = zip(numbers["x"], *(series["values"] for series in numbers["series"]), strict=True)
    assert [list(point) for point in points] == [[shown(cell) for cell in row] for row in rows(page, FIGURE)]
    expect(page.locator(f"{FIGURE} .hb-numbers")).not_to_contain_text(" points, ")


def test_the_table_holds_numbers_that_are_drawn_from_the_first_to_the_last(live: Open) -> None:
    figure = "#chart-replay-change"
    page = live("replay/")
    numbers = json.loads(page.locator(figure).get_attribute("data-chart") or "")
    moments = [datetime.fromtimestamp(moment, UTC).strftime("%A %H:%M") for moment in numbers["x"]]
    moments[-1] += " of week 2"
    points = list(zip(moments, *(series["values"] for series in numbers["series"]), strict=True))
    table = rows(page, figure)
    assert len(table) < len(points)
    wanted = [(row[0], *map(shown, row[1:])) for row in table]
    places = [-1]
    for row in wanted:
        places.append(next(place for place in range(places[-1] + 1, len(points)) if points[place] == row))
    assert (places[1], places[-1]) == (0, len(points) - 1)
    told = page.locator(f"{figure} .hb-numbers").text_content() or ""
    assert f"{len(table)} of {len(points)} points" in told


def test_arrow_keys_read_the_values_out(live: Open) -> None:
    page = live("rpo-rto/")
    numbers = drawing(page)
    stage = page.get_by_role("group", name="Worst age of the newest recovery point, by link. The arrow keys")
    stage.focus()
    spoken = page.locator(f"{FIGURE} .hb-spoken")
    stage.press("End")
    last = f"{numbers['x'][-1]:g}"
    expect(spoken).to_contain_text(f"Link bandwidth (Mbit/s): {last}. Worst age")
    expect(spoken).to_contain_text("RPO (minutes): 60")
    stage.press("ArrowLeft")
    expect(spoken).not_to_contain_text(f"(Mbit/s): {last}.")
    stage.press("Home")
    expect(spoken).to_contain_text("no value")
    expect(page.locator(f"{FIGURE} .hb-reading")).to_contain_text(f"(Mbit/s): {numbers['x'][0]:.3g}.")
    place = numbers["x"].index(100)
    for _ in range(place):
        stage.press("ArrowRight")
    expect(spoken).to_contain_text("Your link: 100 Mbit/s")


def test_without_javascript_and_in_the_dark_the_chart_is_drawn_too(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/", java_script_enabled=False, viewport={"width": 320, "height": 800})
    expect(page.locator(f"{FIGURE} .hb-chart-summary")).to_be_visible()
    box = page.locator(LINE).bounding_box()
    assert box is not None and box["width"] > 150 and box["height"] > 50
    page.locator(f"{FIGURE} summary").click()
    expect(page.locator(f"{FIGURE} tbody tr").first).to_be_visible()


def test_a_chart_fits_and_prints_in_light_colours(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/", color_scheme="dark", viewport={"width": 320, "height": 800})
    until(lambda: page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page)
    ink = f"getComputedStyle(document.querySelector('{FIGURE} .hb-plot')).color"
    dark = page.evaluate(ink)
    page.emulate_media(media="print")
    assert page.evaluate(ink) != dark
    expect(page.locator(LINE)).to_be_visible()
    expect(page.locator(f"{FIGURE} details")).to_be_hidden()


def test_days_of_a_first_synchronisation_are_read_and_its_hours_are_told_apart(live: Open) -> None:
    page = live("rpo-rto/?used=4&waves=3&throttled=Mon-Fri+08%3A00-18%3A00+30%25")
    figure = page.locator("#chart-rpo_bandwidth-first_synchronisation")
    expect(figure.locator("figcaption")).to_be_hidden()
    page.locator("details.hb-more > summary").click()
    expect(figure.locator("figcaption")).to_be_visible()
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".hb-key-of-chart")).to_contain_text("Night, 22:00 to 06:00")
    expect(figure.locator(".hb-key-of-chart")).to_contain_text("Throttled to 30 %")
    figure.locator(".hb-plot").press("Home")
    expect(figure.locator(".hb-spoken")).to_contain_text("Local time: Fri, 18:00. In sync (TB): 0.")
    figure.locator(".hb-plot").press("End")
    expect(figure.locator(".hb-spoken")).to_contain_text("Fri, 05:29. In sync (TB): 4.4.")
    expect(page.locator("[data-answer=seed] span")).to_contain_text("it ends on Friday 05:29.")


def test_the_answer_comes_as_files(live: Open) -> None:
    page = live("rpo-rto/?link_mbps=10")
    expect(page.locator("[data-answer=usable] strong")).to_have_text("9.5 Mbit/s")
    name, text = saved(page, "Markdown")
    assert re.fullmatch(r"rpo-bandwidth-answer-\d{4}-\d\d-\d\d\.md", name)
    assert text.startswith("# RPO and bandwidth") and "10 Mbit/s" in text
    name, text = saved(page, "CSV")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert name.endswith(".csv")
    assert next(row["text"] for row in rows if row["id"] == "usable") == "9.5 Mbit/s"
    points = [row for row in rows if row["kind"] == "point" and row["id"] == "worst_age"]
    assert len(points) == 2 * len(drawing(page)["x"])
    name, text = saved(page, "JSON")
    report = json.loads(text)
    assert name.endswith(".json")
    assert next(item["value"] for item in report["answers"] if item["id"] == "usable") == "9.5 Mbit/s"
    assert report["charts"][0]["x"] == drawing(page)["x"]


def pages_of(page: Page, form: str) -> int:
    """Return how many sheets a page takes on paper of a format."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=form)))


@pytest.mark.parametrize(
    ("path", "most", "part"),
    [
        ("rpo-rto/", 2, "[data-answer=usable] strong"),
        ("plan/", 3, ".hb-gantt svg"),
        ("checklists/dr-huawei-vmware-block-vpn/", 4, ".hb-criterion"),
    ],
)
def test_the_browsers_own_print_has_what_matters_on_few_sheets(
    path: str, most: int, part: str, visitor: Visitor
) -> None:
    page = visitor.open(path)
    page.emulate_media(media="print")
    expect(page.locator(part).first).to_be_visible()
    for form in ("A4", "Letter"):
        assert pages_of(page, form) <= most


def test_bad_inputs_give_no_file(live: Open) -> None:
    page = live("rpo-rto/")
    page.get_by_label("Link bandwidth").fill("fast")
    page.locator("hb-calculator").get_by_role("button", name="CSV", exact=True).click()
    expect(page.get_by_role("button", name="Inputs need a correction")).to_be_visible()


def test_print_makes_a_sheet_with_everything_and_nothing_else(live: Open) -> None:
    page = live("rpo-rto/?link_mbps=10", color_scheme="dark")
    page.evaluate("() => { window.printed = new Promise((resolve) => { window.print = resolve; }); }")
    expect(page.locator("[data-answer=usable] strong")).to_have_text("9.5 Mbit/s")
    page.locator("hb-calculator").get_by_role("button", name="Print", exact=True).click()
    page.evaluate("() => window.printed")
    sheet = page.locator(".hb-paper")
    page.emulate_media(media="print")
    for words in ("Link bandwidth", "Usable rate"):
        expect(sheet.get_by_text(words, exact=True).first).to_be_visible()
    for words in ("Appendix", "Sources, with dates", "Data of", "Printed on"):
        expect(sheet.get_by_text(words).first).to_be_visible()
    # Nothing of it is folded, and the short answer stands before all else.
    expect(sheet.locator("details.hb-more")).to_have_count(0)
    expect(sheet.locator(".hb-appendix ~ .hb-verdict")).to_have_count(0)
    expect(sheet.locator(".hb-verdict ~ .hb-appendix ~ .hb-table").first).to_contain_text("10 Mbit/s")
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator(".hb-form").first).to_be_hidden()
    assert sheet.locator("svg.hb-chart-lines").count() == 2
    for line in sheet.locator("svg.hb-chart-lines > path.hb-stroke-1").all():
        expect(line).to_be_visible()
    for form in ("A4", "Letter"):
        assert pages_of(page, form) <= 2
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)
    expect(page.locator(".md-header")).to_be_visible()


def give(page: Page, name: str, content: bytes) -> None:
    """Choose a file for the calculator."""
    page.locator("hb-calculator input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def test_saved_inputs_come_back_with_a_long_text(live: Open) -> None:
    page = live("kernels/")
    text = "\n".join(f"6.8.0-{number}-generic" for number in range(300))
    page.locator("textarea[name=kernels]").fill(text)
    name, content = saved(page, "Save inputs")
    assert re.fullmatch(r"kernels-inputs-\d{4}-\d\d-\d\d\.json", name)
    kept = json.loads(content)
    assert kept["calculator"] == "kernels" and kept["inputs"]["kernels"] == text
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", kept["data"]) and kept["saved"] in name
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.locator(".hb-loaded")).to_contain_text("Back to the example that this page began with.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("textarea[name=kernels]")).to_have_value(text)
    page.get_by_role("button", name="Reset", exact=True).click()
    give(page, name, content.encode())
    expect(page.locator("textarea[name=kernels]")).to_have_value(text)
    expect(page.locator(".hb-loaded")).to_contain_text(f"Loaded “{name}”, saved on {kept['saved']}")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("textarea[name=kernels]")).not_to_have_value(text)


def test_saved_choices_come_back(live: Open) -> None:
    page = live("qualify/?closer=linux&linux=btrfs&linux=luks&rpo=zero")
    reasons = page.locator(".hb-reasons").inner_text()
    name, content = saved(page, "Save inputs")
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.get_by_label("Linux hosts with an agent")).not_to_be_checked()
    give(page, name, content.encode())
    expect(page.get_by_label("Btrfs")).to_be_checked()
    expect(page.locator(".hb-reasons")).to_have_text(reasons, use_inner_text=True)


def inputs_file(**changes: Any) -> bytes:
    good = {
        "format": "hyperbdr-guide-inputs", "version": 1, "calculator": "rpo_bandwidth", "name": "RPO and bandwidth",
        "data": "2026-01-01", "saved": "2026-01-02", "inputs": {"link_mbps": "77"},
    }  # fmt: skip
    return json.dumps(good | changes).encode()


WRONG_FILES = {
    "empty": (b"", "is not a file that was saved here"),
    "binary": (b"\x89PNG\r\n\x1a\n\xff\x00", "is not a file that was saved here"),
    "list": (b"[1, 2]", "is not a file that was saved here"),
    "other-object": (b'{"link_mbps": 5}', "is not a file that was saved here"),
    "inputs-are-a-list": (inputs_file(inputs=[1]), "is not a file that was saved here"),
    "version": (inputs_file(version=2), "was saved by another version of this guide"),
    "other-calculator": (
        inputs_file(calculator="kernels", name="Kernels <b>"),
        "holds the inputs of another calculator: Kernels <b>.",
    ),
    "100-mb": (b"0" * 100_100_000, "has 100.1 MB. A file that was saved here has less than 100 MB."),
}


def test_a_wrong_file_changes_nothing(live: Open, tmp_path: Path) -> None:
    page = live("rpo-rto/?link_mbps=50")
    for name, (content, message) in WRONG_FILES.items():
        file = tmp_path / f"{name}.json"
        file.write_bytes(content)
        page.locator("hb-calculator input[type=file]").set_input_files(file)
        expect(page.locator(".hb-loaded")).to_contain_text(f"“{name}.json” {message}")
        expect(page.locator(".hb-loaded")).to_contain_text("Your inputs are as they were.")
        expect(page.get_by_label("Link bandwidth")).to_have_value("50")


def test_what_does_not_fit_is_said_and_can_be_undone(live: Open) -> None:
    page = live("rpo-rto/?link_mbps=50")
    values = {"link_mbps": "-5", "storage": "tape", "speed": "9", "used": {"a": 1}, "rtt_ms": 30}
    give(page, "odd.json", inputs_file(inputs=values))
    expect(page.locator("[data-field=link_mbps] .hb-problem")).to_contain_text("-5 is out of range")
    expect(page.locator("[data-field=storage] .hb-left-out")).to_contain_text("“tape” is not offered here")
    expect(page.locator(".hb-loaded")).to_contain_text("this form has no such input: speed, used.")
    expect(page.locator("[name=rtt_ms]")).to_have_value("30")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Link bandwidth")).to_have_value("50")
    expect(page.locator("[name=rtt_ms]")).to_have_value("20")
    expect(page.locator("[data-field=link_mbps] .hb-problem")).to_be_hidden()


def test_a_file_can_be_dropped_on_the_form(live: Open) -> None:
    page = live("rpo-rto/")
    page.evaluate(
        """(text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "dropped.json"));
          const form = document.querySelector("hb-calculator form");
          for (const kind of ["dragover", "drop"]) {
            form.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }""",
        # A file of an earlier release, which named the unit otherwise.
        inputs_file(inputs={"link_mbps": "77", "used_unit": "GB"}).decode(),
    )
    expect(page.get_by_label("Link bandwidth")).to_have_value("77")
    expect(page.locator("[name=capacity_unit]")).to_have_value("GB")
    expect(page.locator(".hb-loaded")).to_contain_text("Loaded “dropped.json”")
