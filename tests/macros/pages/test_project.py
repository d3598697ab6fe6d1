"""The page of a project: every calculator has its line and its page, and every value its question."""

import json
import re
from html import unescape

import pytest

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.project import lines, open_text, sample
from calculators.registry import CALCULATORS
from macros.data.loader import Data
from macros.pages import project
from macros.pages.view import View
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def view(data: Data) -> View:
    return View(data, "../", "assets/runtime/x")


def test_each_calculator_stands_where_its_line_leads_to() -> None:
    assert set(project.PAGES) == set(CALCULATORS)
    for name, page in project.PAGES.items():
        file, _, anchor = page.partition("#")
        words = (ROOT / "docs" / file).read_text("utf-8")
        assert f'calculator("{name}")' in words, name
        assert not anchor or f"#{anchor}" in words, name


def test_a_line_says_what_its_calculator_says_of_the_sample(view: View, catalog: Catalog) -> None:
    html = str(project.project_glance(view))
    for line in lines(sample(catalog), catalog):
        assert line.report is not None
        (shown,) = re.findall(rf'<li class="hb-said" data-calculator="{line.calculator}">(.*?)</li>', html)
        badge = re.search(r'hb-badge hb-(\w+)">(.*?)</span>', shown)
        assert badge
        told = ("example", "Not answered yet")
        if not line.report.example:
            told = (line.report.verdict.level, line.report.verdict.label)
        assert (badge[1], unescape(badge[2])) == told
    assert "This is a sample" in html


def test_the_page_brings_the_sample_and_an_empty_project(view: View, catalog: Catalog) -> None:
    html = str(project.project_glance(view))
    given = {name: unescape(text) for name, text in re.findall(r' data-(empty|sample)="([^"]*)"', html)}
    assert open_text(given["sample"], catalog).project == sample(catalog)
    assert open_text(given["empty"], catalog).project.values == {}
    assert json.loads(given["empty"])["data"] == catalog.date.isoformat()


def test_every_value_has_one_question_that_starts_unsaid(view: View, catalog: Catalog) -> None:
    html = str(project.project_questions(view))
    controls = re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', html)
    names = [name for name in controls if not name.endswith("-measured")]
    assert sorted(names) == sorted(field.id for field in fields(catalog.project))
    units = {field.unit_from for field in fields(catalog.project)}
    for select in re.findall(r'<select id="project-([^"]+)"[^>]*>(.*?)</select>', html):
        assert select[0] in units or select[1].startswith('<option value="">'), select[0]
    assert ' value="100"' not in html


def test_every_question_says_why_it_is_asked_and_what_counts_without_it(view: View, catalog: Catalog) -> None:
    html = str(project.project_questions(view))
    for field in fields(catalog.project):
        shown = re.search(rf'data-value="{field.id}">(.*?)(?=<div class="hb-field|</form>)', html, re.DOTALL)
        if shown is None:  # a unit stands beside the first value that is in it
            assert field.id in {other.unit_from for other in fields(catalog.project)}
            continue
        assert ("Why we ask" in shown[1]) is (field.why is not None)
        if field.id not in project.ABOUT:
            assert "Don't know" in shown[1]
            assert re.search(r"Until somebody knows: \S", shown[1]), field.id
