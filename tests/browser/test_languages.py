"""A page in another language answers in it, and the switch keeps page, inputs and the reader's choice."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser
HAN = re.compile("[\u3400-\u9fff]")


def test_an_answer_stays_chinese_and_the_switch_keeps_it(visitor: Visitor) -> None:
    page = visitor.open("zh/rpo-rto/")
    verdict = page.locator(".hb-verdict").first
    expect(verdict).to_contain_text("示例：")
    page.locator("[name=rpo_minutes]").fill("240")
    expect(verdict).to_contain_text(re.compile("^\\s*可满足 4 小时的 RPO"))
    expect(page).to_have_url(re.compile("#rpo_minutes=240$"))
    page.locator("a.hb-language").click()
    expect(page).to_have_url(f"{visitor.site}rpo-rto/#rpo_minutes=240")
    expect(page.locator("[name=rpo_minutes]")).to_have_value("240")
    expect(page.locator(".hb-offer")).to_have_count(0)


def test_what_scripts_say_of_a_project_is_chinese_and_its_own_name_stays(visitor: Visitor) -> None:
    page = visitor.open("zh/project/#sample")
    strip = page.locator(".hb-project-line")
    expect(strip).to_contain_text("示例：120 台虚拟机到华为云")
    expect(strip).to_contain_text("VMware 无代理 → 华为云 · 块存储 · 120 台主机")
    page.goto(f"{visitor.site}zh/deploy/")
    expect(strip).to_contain_text("VMware 无代理 → 华为云 · 块存储 · 120 台主机 · 14 TB · 每天 3%")
    expect(page.locator(".hb-chip-page")).to_contain_text("适用于示例：120 台虚拟机到华为云：VMware 无代理 → 华为云")
    expect(page.locator("#finder-platform option[value=azure]")).to_have_text("Microsoft Azure（由数据组成）")
    page.goto(f"{visitor.site}zh/runbook/")
    expect(page.locator(".hb-order .hb-verdict").first).to_contain_text("全部恢复需")
    expect(page.locator(".hb-systems [data-label]").first).to_have_attribute("data-label", "系统")
    expect(page.locator(".hb-order [lang=en]:not(.hb-source)")).to_have_count(0)
    # What the form holds is called as the answer calls it.
    fields = [field.input_value() for field in page.locator(".hb-systems-table [name=name]").all()]
    assert "数据库" in fields and not [name for name in fields if not HAN.search(name)]
    page.set_viewport_size({"width": 390, "height": 800})
    labels = {
        cell.get_attribute("data-label") or "" for cell in page.locator(".hb-systems-table tbody [data-label]").all()
    }
    assert not [label for label in labels if label and not HAN.search(label)]


def test_why_a_workbook_is_not_read_is_chinese(visitor: Visitor) -> None:
    page = visitor.open("zh/inventory/")
    chooser = page.locator("hb-inventory input[type=file]").first
    chooser.set_input_files(
        {"name": "主机 1.xlsx", "mimeType": "application/zip", "buffer": b"PK\x03\x04" + bytes(500)}
    )
    expect(page.locator("hb-inventory")).to_contain_text("主机 1.xlsx 已损坏，或不是")
    expect(page.locator("hb-inventory")).not_to_contain_text("damaged")


def test_the_verdict_is_marked_in_the_chinese_diagram(visitor: Visitor) -> None:
    page = visitor.open("zh/qualify/")
    page.locator("label", has_text="只有云原生服务").first.click()
    expect(page.locator(".hb-marked")).to_contain_text("当前结论：不适合")


def test_a_term_in_a_sentence_stays_as_the_page_has_it(visitor: Visitor) -> None:
    page = visitor.open("zh/runbook/")
    expect(page.locator(".hb-order .hb-verdict").first).to_contain_text("全部恢复需")
    expect(page.locator("a.hb-term", has_text="恢复时间目标")).to_have_count(0)
