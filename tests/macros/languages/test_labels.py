"""Labels of pictures, which are broken into lines: they are turned whole and broken anew."""

import re

import pytest

from calculators.words import memory_of
from macros.languages.markup import Translator, broken
from tests.calculators.words.test_memory import CASES
from tests.conftest import ROOT

ENTRIES = {"Operations go on": "持续运维", "on": "开机", "link": "链接", "link {}": "链接 {}"}
MEMORY = memory_of(CASES | {"entries": CASES["entries"] | ENTRIES})
LABEL = '<text class="x"><tspan x="1" y="2">{}</tspan><tspan x="1" y="20">{}</tspan></text>'


def test_a_label_of_two_lines_is_one_text() -> None:
    html, count = Translator(MEMORY).page(f"<svg>{LABEL.format('Operations go', 'on')}</svg>")
    assert html == f"<svg>{LABEL.format('持续', '运维')}</svg>"
    assert count.missing == 0


def test_a_list_in_one_label_is_turned_line_by_line() -> None:
    html, _ = Translator(MEMORY).page(f"<svg>{LABEL.format('on', 'on')}</svg>")
    assert html == f"<svg>{LABEL.format('开机', '开机')}</svg>"


def test_a_name_and_the_days_below_it_stay_apart() -> None:
    html, _ = Translator(MEMORY).page(f"<svg>{LABEL.format('link', 'Mon 2027-01-11 to Tue 2027-01-12')}</svg>")
    assert html == f"<svg>{LABEL.format('链接', '2027-01-11 周一至 2027-01-12 周二')}</svg>"


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_lines_hold_the_whole_text_and_break_no_word(lines: int) -> None:
    text = "RPO（占 RTO 的百分比），源端主机不受支持"
    parts = broken(text, lines)
    assert len(parts) == lines and "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert all(part.count("RTO") + part.count("RPO") == part.count("R") for part in parts)
    assert not any(part.startswith(("，", "）")) for part in parts)


def test_no_style_sheet_says_a_word_that_is_in_no_language_else() -> None:
    sheets = [sheet.read_text("utf-8") for sheet in (ROOT / "docs/assets").rglob("*.css")]
    contents = [content for sheet in sheets for content in re.findall(r"content:([^;]*);", sheet)]
    assert [content for content in contents if re.search(r'"[^"]*[A-Za-z]{2}', content)] == []
    script = (ROOT / "docs/assets/words/page.mjs").read_text("utf-8")
    told = set(re.findall(r'"([a-z-]+)"', re.search(r"const ATTRIBUTES = \[(.*?)\]", script)[1]))
    assert {name for content in contents for name in re.findall(r"attr\(([a-z-]+)", content)} <= told
