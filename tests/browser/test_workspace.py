"""Form and answer of the calculators beside each other: in sight, in reach, and answers kept to compare."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]

PAGES = ("qualify/", "rpo-rto/", "replay/", "recovery-time/", "components/", "kernels/", "plan/")
# Among them half of 1280, which is what a window of 1280 has at a zoom of 200 %.
WIDTHS = (320, 390, 640, 768, 1100, 1219, 1220, 1280, 1440, 1600, 1920)
UNFOLD = "document.querySelectorAll('details.hb-group').forEach((group) => { group.open = true; })"
# The fields whose verdict is out of the window, or below the header, while they have the focus.
OUT_OF_SIGHT = """() => {
  const head = document.querySelector(".md-header").getBoundingClientRect().bottom;
  const fields = [...document.querySelectorAll(".hb-field :is(input, select, textarea)")];
  return fields.filter((field) => field.checkVisibility()).filter((field) => {
    field.focus();
    const { top, bottom, height } = document.querySelector(".hb-verdict-label").getBoundingClientRect();
    return !height || top < head || bottom > innerHeight;
  }).map(({ name }) => name);
}"""
OVERLAP = """() => {
  const [form, short] = [".hb-form", ".hb-short"].map((name) => document.querySelector(name).getBoundingClientRect());
  return form.right > short.left && short.right > form.left && form.bottom > short.top && short.bottom > form.top;
}"""
# Where what stays in sight beside the form lies on what follows it, wherever the page is scrolled to.
LAID_ON = """async () => {
  const after = ".hb-answer > :not(.hb-rail, .hb-read), hb-calculator > .hb-actions, hb-calculator ~ *";
  const laid = [];
  for (let at = 0; at < document.documentElement.scrollHeight - innerHeight; at += 90) {
    scrollTo(0, at);
    await new Promise(requestAnimationFrame);
    for (const part of document.querySelectorAll(after)) {
      const box = part.getBoundingClientRect();
      for (let y = Math.max(box.top + 2, 60); y < Math.min(box.bottom, innerHeight); y += 20) {
        for (const x of [0.5, 0.7, 0.95].map((part) => box.left + box.width * part)) {
          const found = document.elementFromPoint(x, y)?.closest(".hb-rail > *");
          if (found) laid.push([at, found.className, part.className]);
        }
      }
    }
  }
  return laid;
}"""
# At how many places of the page the end of the short answer can be seen, once it is scrolled to its own end.
END_IN_SIGHT = """async () => {
  const short = document.querySelector(".hb-rail > .hb-short");
  const last = short.lastElementChild;
  short.scrollTop = short.scrollHeight;
  let seen = 0;
  for (let at = 0; at <= document.documentElement.scrollHeight - innerHeight; at += 20) {
    scrollTo(0, at);
    await new Promise(requestAnimationFrame);
    const { left, bottom } = last.getBoundingClientRect();
    if (last.contains(document.elementFromPoint(left + 20, bottom - 4))) seen += 1;
  }
  return seen;
}"""
# What has the focus, and whether nothing of it can be seen because something else lies on it.
FOCUSED = """() => {
  const focused = document.activeElement;
  if (!focused.closest("hb-calculator")) return null;
  const box = focused.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some((part) => {
    const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part);
    return found && (focused.contains(found) || found.contains(focused));
  });
  return [`${focused.tagName} ${focused.name ?? ""} ${focused.textContent.slice(0, 30)}`, seen];
}"""


@pytest.mark.parametrize("path", PAGES)
def test_verdict_and_figures_are_in_sight_from_every_field_and_no_width_lays_one_on_the_other(
    live: Open, path: str
) -> None:
    page = live(path)
    page.emulate_media(reduced_motion="reduce")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.evaluate(OVERLAP), width
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(UNFOLD)
    assert page.evaluate(OUT_OF_SIGHT) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    assert page.evaluate(OUT_OF_SIGHT) == []
    page.locator(".hb-form").evaluate("(form) => form.scrollIntoView()")
    for figure in page.locator(".hb-short .hb-answers strong").all():
        expect(figure).to_be_in_viewport(ratio=1)


def test_the_picture_of_a_plan_is_in_sight_beside_its_long_form(live: Open) -> None:
    page = live("plan/")
    page.emulate_media(reduced_motion="reduce")
    for width in (1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        for name in ("link_mbps", "throttled", "tasks", "people", "freeze", "days_off"):
            page.locator(f"[name={name}]").focus()
            expect(page.locator(".hb-gantt svg:visible .hb-gantt-bar").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", ["plan/", "kernels/"])
def test_what_stays_in_sight_beside_the_form_lies_on_nothing_that_follows(live: Open, path: str) -> None:
    page = live(path)
    page.set_viewport_size({"width": 1280, "height": 720})
    assert page.evaluate(LAID_ON) == []


@pytest.mark.parametrize("path", (*PAGES, "plan/"))
def test_the_end_of_a_long_answer_can_be_read(live: Open, path: str) -> None:
    page = live(path)
    page.emulate_media(reduced_motion="reduce")
    for width, height in ((1280, 720), (1440, 900), (2560, 1440)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(END_IN_SIGHT), (width, height)


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_the_word_in_another_language_lies_on_nothing_that_is_pressed(visitor: Visitor, size: tuple[int, int]) -> None:
    page = visitor.open("rpo-rto/", locale="zh-CN", viewport={"width": size[0], "height": size[1]})
    page.locator("[name=used]").scroll_into_view_if_needed()
    bar = page.locator(".hb-share" if size[0] == 1280 else ".hb-peek")
    expect(bar).to_be_in_viewport()
    word, below = page.locator(".hb-offer").bounding_box(), bar.bounding_box()
    assert word is not None and below is not None
    assert word["y"] + word["height"] <= below["y"]


def test_a_window_enlarged_to_400_percent_has_room_for_the_form(live: Open) -> None:
    page = live("rpo-rto/")
    page.set_viewport_size({"width": 320, "height": 225})
    page.evaluate("scrollTo(0, 0)")
    page.locator("label[for=__search], .md-skip").first.focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("scrollY") < 100
    page.locator("[name=link_mbps]").scroll_into_view_if_needed()
    bar = page.locator(".hb-status-line").bounding_box()
    assert bar is not None
    assert bar["height"] < 225 * 0.3
    expect(page.locator(".md-header")).not_to_be_in_viewport()


@pytest.mark.parametrize(
    ("path", "sizes"),
    [
        ("rpo-rto/", ((1280, 720), (640, 360), (390, 844), (320, 568))),
        ("qualify/", ((1280, 720), (390, 844))),
    ],
)
def test_what_has_the_focus_is_never_hidden(live: Open, path: str, sizes: tuple[tuple[int, int], ...]) -> None:
    page = live(path)
    page.locator(".hb-status-line").wait_for(state="attached")
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        page.locator(".hb-field :is(input, select)").first.focus()
        stops = []
        while (stop := page.evaluate(FOCUSED)) and len(stops) < 200:
            stops.append(stop)
            page.keyboard.press("Tab")
        assert len(stops) > 10
        assert [name for name, seen in stops if not seen] == [], (width, height)


def test_the_bar_of_a_phone_tells_the_verdict_and_leads_to_the_answer(live: Open) -> None:
    page = live("rpo-rto/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[name=used]").scroll_into_view_if_needed()
    bar = page.locator(".hb-peek")
    expect(bar).to_be_visible()
    expect(bar).to_contain_text(page.locator(".hb-verdict-label").inner_text())
    expect(bar).to_contain_text(page.locator(".hb-short .hb-answers strong").first.inner_text())
    bar.press("Enter")
    expect(page.locator(".hb-verdict-label")).to_be_in_viewport()
    expect(page.locator(".hb-short")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_help_opens_by_key_and_describes_its_field_while_closed(live: Open, visitor: Visitor, scripts: bool) -> None:
    page = live("rpo-rto/") if scripts else visitor.open("rpo-rto/", java_script_enabled=False)
    link = page.get_by_role("textbox", name="Link bandwidth")
    expect(link).to_have_accessible_description(re.compile("^Mbit/s As the carrier sells it, .*of the cloud[.]$"))
    help_text = page.locator("#rpo_bandwidth-link_mbps-help")
    expect(help_text).to_be_hidden()
    page.get_by_title("About: Link bandwidth").press("Enter")
    expect(help_text).to_be_visible()


def test_what_changed_is_marked_for_a_moment_with_what_it_was(live: Open) -> None:
    page = live("rpo-rto/")
    marks = page.locator(".hb-short [data-was]")
    link = page.get_by_role("textbox", name="Link bandwidth")
    usable = page.locator("[data-answer=usable]")
    link.fill("50")
    expect(usable.locator("strong")).to_have_text("47.5 Mbit/s")
    expect(marks).to_have_count(0)  # before it there was an example
    link.fill("5")
    expect(usable).to_have_attribute("data-was", "was 47.5 Mbit/s")
    former = "was RPO of 60 min is held, before the snapshot, on assumptions"
    expect(page.locator(".hb-verdict")).to_have_attribute("data-was", former)
    link.fill("50")
    expect(usable.locator("strong")).to_have_text("47.5 Mbit/s")
    expect(marks).to_have_count(0)
    link.fill("40")
    expect(usable).to_have_attribute("data-was", "was 47.5 Mbit/s")
    expect(marks).to_have_count(0)


def test_kept_answers_stand_beside_the_next_and_lead_back(live: Open) -> None:
    page = live("rpo-rto/")
    link, usable = page.get_by_role("textbox", name="Link bandwidth"), page.locator("[data-answer=usable] strong")
    kept = page.get_by_role("group", name="Kept answers", exact=True)
    for rate, answer in (("50", "47.5 Mbit/s"), ("60", "57 Mbit/s"), ("70", "66.5 Mbit/s")):
        link.fill(rate)
        expect(usable).to_have_text(answer)
        page.get_by_role("button", name="Keep this answer").click()
        expect(page.get_by_role("button", name="Kept", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Keep this answer")).to_be_visible()
    link.fill("80")
    expect(usable).to_have_text("76 Mbit/s")
    page.get_by_role("button", name="Keep this answer").click()
    expect(page.get_by_role("button", name="3 are kept: remove one")).to_be_visible()
    cells = kept.get_by_role("row", name="Usable rate").locator("td")
    expect(cells).to_have_text(["47.5 Mbit/s", "57 Mbit/s", "66.5 Mbit/s", "76 Mbit/s"])
    given = kept.locator(".hb-kept-input")
    expect(given).to_have_count(1)
    expect(given.locator("td")).to_have_text(["50 Mbit/s", "60 Mbit/s", "70 Mbit/s", "80 Mbit/s"])
    kept.get_by_role("button", name="Copy the comparison").click()
    expect(kept.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "| Usable rate | 47.5 Mbit/s | 57 Mbit/s | 66.5 Mbit/s | 76 Mbit/s |" in copied
    back = kept.get_by_role("button", name="Restore Kept 2")
    back.press("Enter")
    expect(link).to_have_value("60")
    expect(usable).to_have_text("57 Mbit/s")
    expect(back).to_be_focused()
    kept.get_by_role("button", name="Remove Kept 1").click()
    expect(cells).to_have_text(["57 Mbit/s", "66.5 Mbit/s", "57 Mbit/s"])
    page.reload()
    expect(cells.first).to_have_text("57 Mbit/s")
    for _ in range(2):
        kept.get_by_role("button", name="Remove Kept 1").click()
    expect(kept).to_have_count(0)


def test_an_answer_to_other_inputs_is_not_kept(live: Open) -> None:
    page = live("rpo-rto/")
    page.get_by_role("textbox", name="Link bandwidth").fill("fast")
    expect(page.locator("[data-field=link_mbps] .hb-problem")).to_be_visible()
    page.get_by_role("button", name="Keep this answer").click()
    expect(page.get_by_role("button", name="Inputs need a correction")).to_be_visible()
    expect(page.get_by_role("group", name="Kept answers", exact=True)).to_have_count(0)


def test_the_navigation_is_one_press_or_some_tabs_away(live: Open) -> None:
    page = live("rpo-rto/")
    entry = page.locator(".md-sidebar--primary").get_by_role("link", name="Recovery time")
    expect(entry).not_to_be_in_viewport()
    menu = page.get_by_role("button", name="Menu")
    menu.click()
    expect(entry).to_be_in_viewport()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(entry).not_to_be_in_viewport()
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.click()
    page.locator(".md-overlay").click(position={"x": 900, "y": 400})
    expect(entry).not_to_be_in_viewport()
    entry.focus()
    expect(entry).to_be_in_viewport()


def test_what_another_answer_leaves_as_it_was_stays_the_same_element(live: Open) -> None:
    page = live("rpo-rto/")
    for link in ("77", "78"):
        page.get_by_label("Link bandwidth").fill(link)
        expect(page.locator("hb-calculator .hb-working")).to_contain_text(f"{link} Mbit/s")
        there = page.evaluate(
            """() => [".hb-sources", ".hb-working"].map((name) => {
              const part = document.querySelector(`.hb-answer ${name}`);
              return [part.seen, (part.seen = true)][0] ?? false;
            })"""
        )
    # The sources are those of before, the numbers in the working are others.
    assert there == [True, False]


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [("rpo-rto/", "link_mbps", "60"), ("components/", "target", "aws"), ("plan/", "hosts", "7")],
)
def test_a_reset_without_a_project_brings_the_example_back_and_can_be_undone(
    live: Open, path: str, name: str, value: str
) -> None:
    page = live(path)
    field, verdict = page.locator(f":is(input, select)[name={name}]"), page.locator(".hb-verdict-label")
    before = field.input_value()
    example = verdict.inner_text()
    assert example.startswith("Example: ")
    if name == "target":
        field.select_option(value)
    else:
        field.fill(value)
    expect(verdict).not_to_have_text(re.compile("^Example"))
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(verdict).to_have_text(example)
    expect(field).to_have_value(before)
    said = page.locator(".hb-loaded")
    expect(said).to_contain_text("Back to the example that this page began with.")
    said.get_by_role("button", name="Undo").click()
    expect(field).to_have_value(value)
    expect(verdict).not_to_have_text(re.compile("^Example"))
