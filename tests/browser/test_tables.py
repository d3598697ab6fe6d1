"""Tables in the browser: filter, sorting, rows to link to, downloads, phones, and nothing lost without JavaScript."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Visitor, until
from tests.browser.test_pages import AXE

pytestmark = pytest.mark.browser

PAGE = "sources/"
PHONE = {"width": 390, "height": 844}
NASTY = ("=1+1", "+49 30", "-12 hosts", "@now", "-5.5", "a,b", 'say "so"', "😀 <b>bold</b>", "two  spaces", "–")
ROWS = (
    ("Zebra", "1 Gbit/s", "8.10", *NASTY[:2]),
    ("apple", "100 Mbit/s", "8.9", *NASTY[2:4]),
    ("Éclair", "20 Mbit/s", "10.1", *NASTY[4:6]),
    ("banana", "–", "6.x", *NASTY[6:8]),
    ("(a|b)*[c", "5 to 10 Mbit/s", "8.9.1", *NASTY[8:10]),
    *((f"row {number}", f"{number}00 Mbit/s", "7", "", "") for number in range(2, 7)),
)


def table(page: Page, name: str) -> Locator:
    return page.locator(f'.hb-table[aria-label="{name}"]')


def tools(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"Tools for {name}")


def shown(box: Locator) -> list[str]:
    return [text.removeprefix("#").strip() for text in box.locator("tbody tr:not([hidden]) th").all_text_contents()]


def cell(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def with_rows(visitor: Visitor, rows=ROWS, **options: object) -> Page:
    """Open a page whose first table holds rows that no data would."""

    def answer(route: Route) -> None:
        response = route.fetch()
        html = response.text()
        columns = ("Name", "Rate", "Version", "First", "Second")[: len(rows[0])]
        head = "".join(f'<th scope="col">{column}</th>' for column in columns)
        body = "".join(
            f'<tr id="made-{index}" data-at="data/made.yaml:{index}"><th scope="row">{cell(row[0])}</th>'
            + "".join(f"<td>{cell(text)}</td>" for text in row[1:])
            + "</tr>"
            for index, row in enumerate(rows)
        )
        html = re.sub(r' data-records="[^"]*"', "", html, count=1)
        html = re.sub(r"(?s)<thead><tr>.*?</tr></thead>", f"<thead><tr>{head}</tr></thead>", html, count=1)
        start, end = html.index("<tbody>"), html.index("</tbody>")
        route.fulfill(response=response, body=f"{html[:start]}<tbody>{body}{html[end:]}")

    page = visitor.blank(**options)
    page.route(re.compile(r"/sources/(#.*)?$"), answer)
    page.goto(visitor.site + PAGE)
    return page


def download(page: Page, button: Locator) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def read_csv(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


# --- filter ------------------------------------------------------------------------------------------


def test_the_filter_counts_hits_and_says_when_nothing_is_found(visitor: Visitor) -> None:
    page = with_rows(visitor)
    box, above = table(page, "Documents"), tools(page, "Documents")
    search, status = above.get_by_role("searchbox"), above.get_by_role("status")
    expect(above.locator(".hb-tools-count")).to_have_text("10 rows")
    expect(status).to_have_count(0)  # a page that comes with many tables says nothing of each
    search.fill("mbit row")
    expect(status).to_have_text("5 of 10 rows")
    assert shown(box) == [f"row {number}" for number in range(2, 7)]
    search.fill("no such thing")
    expect(status).to_have_text("No row contains “no such thing”.")
    assert shown(box) == []
    above.get_by_role("button", name="Clear the filter").click()
    expect(status).to_have_text("10 rows")
    expect(search).to_be_focused()
    expect(above.get_by_role("button", name="Clear the filter")).to_be_hidden()
    assert len(shown(box)) == 10


HITS = {"(a|b)*[c": 1, ".*": 0, '"so"': 1, "\\": 0, "😀": 1, "   ": 10, "<b>bold": 1, "ZEBRA": 1, "ÉCLAIR": 1}


def test_what_is_typed_is_only_text(visitor: Visitor) -> None:
    page = with_rows(visitor)
    for typed, hits in HITS.items():
        tools(page, "Documents").get_by_role("searchbox").fill(typed)
        assert (typed, len(shown(table(page, "Documents")))) == (typed, hits)


def test_the_keyboard_reaches_filter_sorting_and_the_way_past_the_table(visitor: Visitor) -> None:
    page = with_rows(visitor)
    box, above = table(page, "Documents"), tools(page, "Documents")
    search = above.get_by_role("searchbox")
    search.focus()
    page.keyboard.type("apple")
    expect(above.get_by_role("status")).to_have_text("1 of 10 rows")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    box.get_by_role("button", name="Name").focus()
    page.keyboard.press("Enter")
    expect(box.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    search.focus()
    page.keyboard.press("Shift+Tab")
    skip = above.get_by_role("link", name="Skip this table")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector('.hb-table').compareDocumentPosition(document.activeElement)"
        " & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    assert not page.evaluate("document.querySelector('.hb-table').contains(document.activeElement)")


def test_many_rows_are_all_there_soon_after_the_filter_is_cleared(visitor: Visitor) -> None:
    page = with_rows(visitor, [(f"kernel {index}", "x") for index in range(600)])
    above = tools(page, "Documents")
    above.get_by_role("searchbox").fill("kernel 59")
    expect(above.get_by_role("status")).to_have_text("16 of 600 rows")
    above.get_by_role("searchbox").fill("")
    expect(table(page, "Documents").locator("tbody tr:not([hidden])")).to_have_count(600)


# --- sorting -----------------------------------------------------------------------------------------


UPWARDS = {
    "Name": ["(a|b)*[c", "apple", "banana", "Éclair", "row 2"],
    "Rate": ["(a|b)*[c", "Éclair", "apple", "row 2", "row 3"],
    "Version": ["banana", "row 2", "row 3", "row 4", "row 5"],
}


def test_columns_sort_by_what_they_hold(visitor: Visitor) -> None:
    page = with_rows(visitor)
    box = table(page, "Documents")
    listed = shown(box)
    for column, upwards in UPWARDS.items():
        button = box.get_by_role("button", name=column)
        button.click()
        expect(page.get_by_role("status").filter(has_text=f"Sorted by {column}, upwards")).to_have_count(1)
        assert shown(box)[:5] == upwards
        button.click()
        head = box.locator("thead th", has=page.get_by_role("button", name=column))
        expect(head).to_have_attribute("aria-sort", "descending")
        if column == "Version":
            assert shown(box)[:4] == ["Éclair", "Zebra", "(a|b)*[c", "apple"]
        if column == "Rate":
            assert (shown(box)[0], shown(box)[-1]) == ("Zebra", "banana")  # a dash stands last either way
        button.click()
        expect(head).not_to_have_attribute("aria-sort", re.compile(""))
        assert shown(box) == listed


# --- taking rows along -------------------------------------------------------------------------------


def test_a_table_without_records_is_saved_as_it_is_shown(visitor: Visitor) -> None:
    page = with_rows(visitor)
    above = tools(page, "Documents")
    name, content = download(page, above.get_by_role("button", name="CSV"))
    assert name == "documents.csv"
    lines = read_csv(content)
    assert lines[0] == ["Name", "Rate", "Version", "First", "Second"]
    safe = ["'=1+1", "'+49 30", "'-12 hosts", "'@now", "-5.5", "a,b", 'say "so"', "😀 <b>bold</b>", "two spaces", "–"]
    assert [field for line in lines[1:6] for field in line[3:]] == safe
    above.get_by_role("searchbox").fill("apple")
    name, content = download(page, above.get_by_role("button", name="JSON"))
    assert name == "documents-part.json"
    assert json.loads(content) == [
        {"Name": "apple", "Rate": "100 Mbit/s", "Version": "8.9", "First": "-12 hosts", "Second": "@now"}
    ]
    above.get_by_role("checkbox", name="all rows").check()
    _, content = download(page, above.get_by_role("button", name="JSON"))
    assert len(json.loads(content)) == len(ROWS)


def test_a_table_of_records_is_saved_as_the_api_has_them(visitor: Visitor) -> None:
    page = visitor.open(PAGE)
    above = tools(page, "Documents")
    api = page.request.get(f"{visitor.site}api/v1/documents.json").json()
    _, content = download(page, above.get_by_role("button", name="JSON"))
    assert json.loads(content) == api["records"]
    lines = read_csv(download(page, above.get_by_role("button", name="CSV"))[1])
    text = page.request.get(f"{visitor.site}api/v1/documents.csv").text()
    assert lines == list(csv.reader(io.StringIO(text, newline="")))
    title = api["records"][3]["title"]
    above.get_by_role("searchbox").fill(title)
    _, content = download(page, above.get_by_role("button", name="JSON"))
    assert title in [record["title"] for record in json.loads(content)]
    assert len(json.loads(content)) < len(api["records"])


def test_records_of_two_lists_and_no_network(visitor: Visitor) -> None:
    page = visitor.open(PAGE)
    above = tools(page, "Numbers that the calculators use")
    _, content = download(page, above.get_by_role("button", name="JSON"))
    assert {"value", "values"} <= {key for record in json.loads(content) for key in record}
    page.route("**/api/v1/*.csv", lambda route: route.fulfill(status=404))
    with (
        page.expect_console_message(lambda message: "figures.csv" in message.location["url"]),
        page.expect_console_message(lambda message: "series.csv" in message.location["url"]),
    ):
        _, content = download(page, above.get_by_role("button", name="CSV"))
    visitor.faults.clear()  # the browser's own words about the files that this test took away
    assert read_csv(content)[0] == ["Number", "Value", "Basis", "Why, or where it was read"]


def test_a_copy_pastes_into_a_spreadsheet(visitor: Visitor) -> None:
    page = with_rows(visitor, permissions=["clipboard-read", "clipboard-write"])
    above = tools(page, "Documents")
    above.get_by_role("searchbox").fill("zebra")
    above.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("^Copied 1 row$"))).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == (
        "Name\tRate\tVersion\tFirst\tSecond\nZebra\t1 Gbit/s\t8.10\t'=1+1\t'+49 30"
    )
    html = page.evaluate(
        """navigator.clipboard.read().then(([item]) => item.getType("text/html")).then((part) => part.text())"""
    )
    assert "<td>Zebra</td>" in html


def test_one_table_is_printed_alone(visitor: Visitor) -> None:
    page = visitor.open(PAGE)
    page.evaluate("window.print = () => { window.printed = true; }")
    tools(page, "Numbers that the calculators use").get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(table(page, "Numbers that the calculators use")).to_be_visible()
    for other in (table(page, "Documents"), page.locator("h1"), page.locator(".hb-tools").first):
        expect(other).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".hb-tools").first).to_be_hidden()


# --- rows --------------------------------------------------------------------------------------------


def test_a_row_shows_its_link_and_copies_its_address(visitor: Visitor) -> None:
    page = visitor.open(PAGE, permissions=["clipboard-read", "clipboard-write"])
    row = table(page, "Documents").locator("tbody tr").nth(2)
    link = row.get_by_role("link", name="Link to this row")
    expect(link).to_have_css("opacity", "0")
    row.hover()
    expect(link).to_have_css("opacity", "1")
    link.click()
    address = f"{visitor.site}{PAGE}#{row.get_attribute('id')}"
    assert page.url == address
    expect(page.get_by_role("status").filter(has_text="Address copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_the_row_of_the_address_is_never_hidden(visitor: Visitor) -> None:
    page = visitor.open(PAGE)
    above = tools(page, "Documents")
    first, last = (table(page, "Documents").locator("tbody tr").nth(index) for index in (0, -1))
    page.goto(page.url + f"#{last.get_attribute('id')}")
    above.get_by_role("searchbox").fill("no such thing")
    expect(last).to_be_visible()
    expect(above.get_by_role("status")).to_contain_text(
        "No row contains “no such thing”. The linked row stays in sight."
    )
    expect(first).to_be_hidden()
    page.evaluate(f"location.hash = '{first.get_attribute('id')}'")
    expect(first).to_be_visible()
    expect(last).to_be_hidden()
    page.evaluate("location.hash = '%E0%A4%A'")
    expect(first).to_be_hidden()


def test_an_address_leads_to_its_row_below_the_header(visitor: Visitor) -> None:
    for path, size in (("sources/#figure-rpo-minimum", None), ("disagreements/#min-bandwidth", PHONE)):
        page = visitor.blank(**({"viewport": size} if size else {}))
        page.goto(visitor.site + path)
        row = page.locator(f"[id={path.partition('#')[2]}]")
        expect(row).to_be_in_viewport()
        page.wait_for_timeout(500)
        top = row.evaluate("(row) => row.getBoundingClientRect().top")
        assert 48 <= top < page.viewport_size["height"] - 40


def test_without_a_repository_the_place_of_the_data_can_be_copied(visitor: Visitor) -> None:
    page = visitor.open(PAGE, permissions=["clipboard-read", "clipboard-write"])
    row = table(page, "Documents").locator("tbody tr").nth(1)
    row.get_by_role("link", name="Link to this row").focus()
    page.keyboard.press("Tab")
    edit = row.get_by_role("button", name=f"This data stands in {row.get_attribute('data-at')}")
    expect(edit).to_be_focused()
    page.keyboard.press("Enter")
    expect(row.locator(".hb-bubble")).to_have_text(f"Copied: {row.get_attribute('data-at')}")
    assert page.evaluate("navigator.clipboard.readText()") == row.get_attribute("data-at")


def test_an_item_of_a_list_leads_to_its_data_too(visitor: Visitor) -> None:
    for path, kind in (("operate/", "li"), ("glossary/", "dt")):
        page = visitor.open(path, permissions=["clipboard-read", "clipboard-write"])
        item = page.locator(f"{kind}[data-at]").nth(1)
        place = item.get_attribute("data-at")
        height = item.bounding_box()["height"]
        item.hover()
        edit = item.get_by_role("button", name=f"This data stands in {place}")
        edit.click()
        expect(item.locator(".hb-bubble")).to_have_text(f"Copied: {place}")
        assert page.evaluate("navigator.clipboard.readText()") == place
        assert item.bounding_box()["height"] == height
        assert page.locator(".hb-edit").count() == 1


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("https://code.example/x/edit/main/{file}#L{line}", "https://code.example/x/edit/main/data/documents.yaml#L"),
        ("https://code.example/x/-/edit/main/{file}", "https://code.example/x/-/edit/main/data/documents.yaml"),
        ("javascript:alert(1)//{file}", None),
    ],
)
def test_with_a_repository_a_row_leads_to_its_line(visitor: Visitor, pattern: str, address: str | None) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        meta = f'<meta name="hb-edit" content="{pattern}"></head>'
        route.fulfill(response=response, body=response.text().replace("</head>", meta))

    page = visitor.blank()
    page.route(f"**/{PAGE}", answer)
    page.goto(visitor.site + PAGE)
    row = table(page, "Documents").locator("tbody tr").nth(1)
    row.hover()
    edit = row.locator(".hb-edit")
    if address is None:
        expect(edit).to_have_js_property("localName", "button")
    else:
        line = row.get_attribute("data-at").partition(":")[2]
        expect(edit).to_have_attribute("href", address + line if address.endswith("#L") else address)


# --- screens -----------------------------------------------------------------------------------------


def test_head_and_first_column_stay_in_sight(visitor: Visitor) -> None:
    page = visitor.open(PAGE)
    page.mouse.wheel(0, 1500)
    head = table(page, "Documents").locator("thead th").first
    expect(head).to_be_in_viewport()
    until(lambda: head.evaluate("(head) => head.getBoundingClientRect().top") == pytest.approx(48, abs=1), page)
    wide = with_rows(
        visitor,
        [(f"row {index}", *("long-word-" * 4,) * 4) for index in range(40)],
        viewport={"width": 760, "height": 600},
    )
    box = table(wide, "Documents")
    box.evaluate("(box) => box.scrollTo(300, 300)")
    left = box.evaluate("(box) => box.getBoundingClientRect().left")
    top = box.evaluate("(box) => box.getBoundingClientRect().top")
    first = box.locator("tbody tr").nth(20).locator("th")
    assert first.evaluate("(cell) => cell.getBoundingClientRect().left") == pytest.approx(left, abs=2)
    assert box.locator("thead th").nth(1).evaluate("(cell) => cell.getBoundingClientRect().top") == pytest.approx(
        top, abs=2
    )


@pytest.mark.parametrize("width", [390, 320])
def test_a_table_that_does_not_fit_a_phone_becomes_cards(visitor: Visitor, width: int) -> None:
    page = with_rows(visitor, viewport={"width": width, "height": 800})
    box, above = table(page, "Documents"), tools(page, "Documents")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    card = box.get_by_role("row").first
    expect(card.get_by_role("rowheader")).to_contain_text("Zebra")
    rate = card.get_by_role("cell").first
    assert rate.evaluate("(cell) => getComputedStyle(cell, '::before').content") == '"Rate: "'
    title, version = card.get_by_role("rowheader").bounding_box(), card.get_by_role("cell").nth(1).bounding_box()
    assert title["width"] > width / 2
    assert rate.bounding_box()["y"] >= title["y"] + title["height"] - 1
    assert version["x"] + version["width"] <= width
    above.get_by_label("Sort by").select_option("Sort: Name")
    assert shown(box)[0] == "(a|b)*[c"
    above.get_by_role("searchbox").fill("zebra")
    assert shown(box) == ["Zebra"]
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(box.get_by_role("button", name="Rate")).to_be_visible()
    expect(above.get_by_label("Sort by")).to_be_hidden()


def test_a_card_is_no_wider_than_the_phone_whatever_is_in_it(visitor: Visitor) -> None:
    page = visitor.open("investigate/", viewport=PHONE)
    cards = table(page, "Inventory files")
    cards.evaluate("(box) => { for (let at = box; at; at = at.parentElement) if ('open' in at) at.open = true; }")
    expect(cards).to_have_class(re.compile("hb-cards"))
    cut = "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"
    assert cards.locator("tbody :is(th, td)").evaluate_all(cut) == []
    assert cards.locator("code", has_text="https://").first.bounding_box()["width"] <= PHONE["width"]


def test_columns_of_the_matrix_are_chosen_and_go_along(visitor: Visitor) -> None:
    page = visitor.open("compatibility/matrix/", viewport={"width": 1280, "height": 900})
    name = "Features by source type"
    above, heads = tools(page, name), page.get_by_role("group", name=name, exact=True).locator("thead th:visible")
    all_heads = heads.all_text_contents()
    opener = above.get_by_role("button", name=re.compile("^Columns"))
    expect(opener).to_have_text("Columns: all")
    opener.press("Enter")
    choice = above.get_by_role("group", name="Show only")
    choice.get_by_role("checkbox", name="VMware").press("Space")
    choice.get_by_role("checkbox", name="Linux Agent").press("Space")
    expect(heads).to_have_text(["Feature", "Linux Agent", "VMware"])
    expect(opener).to_have_text(re.compile(r"Columns: 2 of \d+"))
    # Neither of the two says anything of it.
    expect(page.locator("#feature-win-lang")).to_be_hidden()
    choice.get_by_role("checkbox", name="VMware").press("Escape")
    expect(choice).to_be_hidden()
    expect(opener).to_be_focused()
    saved, content = download(page, above.get_by_role("button", name="CSV"))
    assert saved.endswith(".csv")
    assert read_csv(content)[0] == ["Feature", "Linux Agent", "VMware"]
    opener.press("Enter")
    for column in ("VMware", "Linux Agent"):
        choice.get_by_role("checkbox", name=column).press("Space")
    assert heads.all_text_contents() == all_heads
    # A phone has room for one.
    page.set_viewport_size(PHONE)
    expect(opener).to_be_hidden()
    above.get_by_label("Column", exact=True).select_option("VMware")
    expect(heads).to_have_text(["Feature", "VMware"])


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_in_use_has_no_barrier(visitor: Visitor, viewport: dict, scheme: str) -> None:
    page = visitor.open(PAGE, viewport=viewport, color_scheme=scheme)
    tools(page, "Documents").get_by_role("searchbox").fill("no such thing")
    figures = "Numbers that the calculators use"
    tools(page, figures).get_by_role("searchbox").fill("a")
    row = table(page, figures).locator("tbody tr:not([hidden])").first
    row.hover()
    row.get_by_role("link").first.focus()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [(item["id"], node["html"][:200]) for item in found["violations"] for node in item["nodes"]] == []


def test_without_javascript_a_table_is_complete_and_scrolls(visitor: Visitor) -> None:
    page = visitor.open(PAGE, java_script_enabled=False, viewport=PHONE)
    expect(page.locator(".hb-tools")).to_have_count(0)
    expect(table(page, "Documents").locator("caption")).to_be_visible()
    rows = table(page, "Documents").locator("tbody tr")
    assert rows.count() > 100
    expect(rows.last).to_be_visible()


def test_nothing_is_loaded_where_there_is_no_table_and_no_record(visitor: Visitor) -> None:
    page = visitor.blank()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(visitor.site)
    page.wait_for_load_state("networkidle")
    own = re.compile(r"/assets/(?:together/tables|tables/.*)\.mjs$")
    assert [url for url in asked if own.search(url)] == []
    page.goto(visitor.site + PAGE)
    page.wait_for_load_state("networkidle")
    assert [url.rpartition("/")[2] for url in asked if own.search(url)] == ["tables.mjs"]


def test_the_answer_of_a_calculator_is_left_alone(visitor: Visitor) -> None:
    page = visitor.open("components/")
    page.get_by_role("button", name="Show all parts").click()
    expect(page.locator(".hb-tools").first).to_be_attached()
    expect(page.locator("hb-calculator .hb-table")).not_to_have_count(0)
    expect(page.locator("hb-calculator .hb-row-tools")).to_have_count(0)
    expect(page.locator("hb-calculator .hb-tools")).to_have_count(0)


def test_a_program_of_the_site_api_can_be_copied(visitor: Visitor) -> None:
    page = visitor.open("api/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("heading", name="Keys").click()
    page.locator("#api-documents > summary").click()
    page.locator("#api-documents").get_by_title("Copy: documents with curl").click()
    expect(page.locator("#api-documents").get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "curl -fsS http://127.0.0.1:8000/api/v1/documents.json"
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [(item["id"], node["html"][:200]) for item in found["violations"] for node in item["nodes"]] == []
