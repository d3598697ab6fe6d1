"""The drawing of a day: bars that follow the text and write it, by pointer, by finger and by keys."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]

EXAMPLE = "1 1 6 6 1 1 1 2 4 5 5 4 3 4 5 5 4 3 2 2 1 1 1 1"


@pytest.fixture
def page(live: Open) -> Page:
    """The page of the replay, with Python running and the day drawn."""
    page = live("replay/")
    bars(page).wait_for()
    return page


def bars(page: Page) -> Locator:
    return page.locator(".hb-day-bars")


def text(page: Page) -> Locator:
    return page.locator("textarea[name=profile]")


def slider(page: Page, hour: int) -> Locator:
    return page.get_by_role("slider", name=f"{hour:02}:00 to {hour + 1:02}:00")


def height(page: Page, hour: int) -> float:
    return float(slider(page, hour).evaluate("(item) => item.parentElement.style.getPropertyValue('--hb-part')"))


def numbers(page: Page) -> list[float]:
    return [float(word) for word in text(page).input_value().split()]


def place(page: Page, hour: float, part: float) -> tuple[float, float]:
    """Return where the pointer is above an hour, so high on the scale."""
    box = bars(page).bounding_box()
    assert box is not None
    return box["x"] + (hour + 0.5) / 24 * box["width"], box["y"] + (1 - part) * box["height"]


def test_bars_stand_as_the_text_says_and_follow_what_is_typed(page: Page) -> None:
    assert page.get_by_role("slider").count() == 24
    assert height(page, 2) == pytest.approx(6 / 10)
    expect(slider(page, 2)).to_have_attribute("aria-valuetext", "6 MB/s")
    text(page).fill(EXAMPLE.replace("6", "40"))
    expect(slider(page, 2)).to_have_attribute("aria-valuetext", "40 MB/s")
    assert height(page, 2) == pytest.approx(40 / 50)


def test_bars_read_commas_as_the_calculator_does(page: Page) -> None:
    text(page).fill(" ".join(["1,5", "20"] * 12))
    expect(slider(page, 0)).to_have_attribute("aria-valuetext", "1.5 MB/s")
    text(page).fill(",".join(["2.5", "20"] * 12))
    expect(slider(page, 0)).to_have_attribute("aria-valuetext", "2.5 MB/s")
    for typed in (" ".join(["1,5"] * 12), ",".join(["1,5"] * 24), " ".join(["1,500"] * 24)):
        text(page).fill(typed)
        expect(slider(page, 0)).to_be_disabled()
        expect(page.locator("[data-field=profile] .hb-problem")).to_be_visible()


def test_a_stroke_across_the_hours_writes_each_of_them(page: Page) -> None:
    text(page).scroll_into_view_if_needed()
    page.mouse.move(*place(page, 0, 0.1))
    page.mouse.down()
    page.mouse.move(*place(page, 10, 0.5))
    page.mouse.up()
    drawn = numbers(page)
    assert len(drawn) == 24
    assert drawn[:11] == pytest.approx([1 + 0.4 * hour for hour in range(11)], abs=0.11)
    assert drawn[11:] == [float(word) for word in EXAMPLE.split()][11:]
    expect(page.locator("[data-answer=peak] strong")).to_have_text("40 Mbit/s")
    expect(slider(page, 10)).to_be_focused()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(text(page)).to_have_value(EXAMPLE)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_hidden()


def test_keys_choose_an_hour_and_change_it(page: Page) -> None:
    slider(page, 0).focus()
    page.keyboard.press("ArrowRight")
    expect(slider(page, 1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert numbers(page)[:3] == [1, 1.1, 6]
    expect(slider(page, 1)).to_have_attribute("aria-valuetext", "1.1 MB/s")
    expect(page.locator(".hb-day-reading")).to_have_text("01:00 to 02:00: 1.1 MB/s")
    page.keyboard.press("Home")
    assert numbers(page)[1] == 0
    page.keyboard.press("End")
    assert numbers(page)[1] == 10
    # At the top there is a way on.
    page.keyboard.press("ArrowUp")
    assert numbers(page)[1] > 10
    page.keyboard.press("Tab")
    expect(page.locator(".hb-day-bars :focus")).to_have_count(0)


def test_a_finger_draws_and_does_not_scroll_the_page(live: Open) -> None:
    page = live("replay/", viewport={"width": 320, "height": 640}, has_touch=True)
    bars(page).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    touch = page.context.new_cdp_session(page)
    down, up = place(page, 12, 0.2), place(page, 14, 0.9)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": down[0], "y": down[1]}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": up[0], "y": up[1]}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    drawn = numbers(page)
    assert drawn[12] == pytest.approx(2, abs=0.3) and drawn[14] == pytest.approx(9, abs=0.3)
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_unit_is_the_chosen_one(page: Page) -> None:
    page.get_by_label("Unit of the values").select_option("Mbit-s")
    expect(slider(page, 3)).to_have_attribute("aria-valuetext", "6 Mbit/s")
    expect(page.locator(".hb-day-top")).to_have_text("10 Mbit/s")


def test_nothing_is_drawn_over_a_text_that_is_not_a_day(page: Page) -> None:
    text(page).fill("1 2 x")
    expect(slider(page, 0)).to_be_disabled()
    expect(page.locator(".hb-day-reading")).to_contain_text("not 24 numbers")
    bars(page).click()
    expect(text(page)).to_have_value("1 2 x")
    page.get_by_role("button", name="Start from an empty day").click()
    assert numbers(page) == [0] * 24
    expect(slider(page, 0)).to_be_focused()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(text(page)).to_have_value("1 2 x")
    page.get_by_role("button", name="Reset").click()
    expect(slider(page, 2)).to_have_attribute("aria-valuetext", "6 MB/s")


def test_an_address_and_a_saved_file_move_the_bars(live: Open) -> None:
    page = live("replay/?profile=" + "+".join(["3"] * 24))
    expect(slider(page, 7)).to_have_attribute("aria-valuetext", "3 MB/s")
    about = {"format": "hyperbdr-guide-inputs", "version": 1, "calculator": "replay"}
    saved = json.dumps({**about, "inputs": {"profile": "8 " * 24}})
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Load a saved file").press("Enter")  # a chart above may still come
    chooser.value.set_files(FilePayload(name="a.json", mimeType="", buffer=saved.encode()))
    expect(slider(page, 7)).to_have_attribute("aria-valuetext", "8 MB/s")


def test_the_bars_are_printed_without_their_buttons(page: Page) -> None:
    slider(page, 0).focus()
    page.keyboard.press("ArrowUp")
    page.emulate_media(media="print")
    expect(bars(page)).to_be_visible()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_hidden()
