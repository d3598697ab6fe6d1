"""What strangers write stays words in spreadsheets and in Markdown."""

import contextlib
import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from calculators.answers.escaping import link, markdown, spreadsheet_cell
from calculators.answers.inputs import InputError
from calculators.answers.render import to_csv, to_markdown
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.registry import CALCULATORS, run
from tests.conftest import ROOT

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What a cell begins with that some spreadsheet takes for a formula.
STARTS = re.compile(r"[\s\ufeff]*[=+@＝＋－＠-]|[\t\r\n]")
SIGNS = st.text("=+-@＝＠'`*_[]()<>!|\\~&#;:/.\"\t\n 1ax", max_size=24)


# --- spreadsheets --------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["-5", "+3.2", "0", "-1e-7", "12.5%", "-0.5E+10", "5"])
def test_a_number_stays_a_number(number):
    assert spreadsheet_cell(number) == number


@pytest.mark.parametrize("words", ["", "web", "5 minutes", "a=b", "–", "'=1", "e-mail@example.org"])
def test_other_words_stay_as_they_are(words):
    assert spreadsheet_cell(words) == words


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1+1", "-2+3", "@SUM(1)", "＝1", "＋1", "－1", "＠A", "\t=1", "\r=1", " =1", "\ufeff=1", "-", "1=\n"],
)
def test_a_formula_gets_an_apostrophe(formula):
    expected = formula if formula == "1=\n" else f"'{formula}"
    assert spreadsheet_cell(formula) == expected


@given(SIGNS)
def test_no_text_begins_like_a_formula_but_numbers(words):
    cell = spreadsheet_cell(words)
    assert cell in (words, f"'{words}")
    if STARTS.match(cell):
        float(cell.rstrip("%"))


def test_the_page_has_the_same_rule(tmp_path: Path):
    node = shutil.which("node") or str(Path(sys.executable).with_name("node"))
    texts = [
        first + rest
        for first in "=+-@＝＋－＠'\t\r\n \u00a0\u3000\ufeff1a−"
        for rest in ("", "1", "=1", "1e5%", ".5", "a\n=1")
    ]
    program = (
        f"import {{ harmless }} from {json.dumps((ROOT / 'docs/assets/tables/spreadsheet.mjs').as_uri())};"
        "let text = ''; for await (const part of process.stdin) text += part;"
        "console.log(JSON.stringify(JSON.parse(text).map(harmless)));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "--eval", program],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [spreadsheet_cell(text) for text in texts]


# --- Markdown ------------------------------------------------------------------------------------


def seen(text: str) -> str:
    """Return a text without what Markdown may change: white space and backticks."""
    return re.sub(r"[\s`]", "", text)


def parts(source: str) -> list[str]:
    """Return the kinds of everything in Markdown, inline parts by their own kind."""
    found = []
    for token in MARKDOWN.parse(source):
        found += [part.type for part in token.children or ()] if token.type == "inline" else [token.type]
    return found


def shown(source: str) -> str:
    return "".join(part.content for token in MARKDOWN.parse(source) for part in token.children or ())


@given(SIGNS)
@example("![x](http://evil.test/i.png)")
@example("[x]: http://evil.test")
@example("<!-- x")
@example("a\\|b `a\\|b` `|`")
@example("`` ` ``")
@example("1. x")
@example("---")
def test_a_text_is_one_line_of_words(words):
    lines = {
        f"- {markdown(words)}": ["bullet_list_open", "list_item_open", "paragraph_open", "paragraph_close"],
        f"**a.** {markdown(words)}": ["paragraph_open", "paragraph_close"],
    }
    for source, blocks in lines.items():
        found = [kind for kind in parts(source) if kind not in ("text", "code_inline", "strong_open", "strong_close")]
        assert [kind for kind in found if kind in blocks] == [kind for kind in blocks if kind in found]
        assert set(found) <= {*blocks, "list_item_close", "bullet_list_close"}
        assert seen(shown(source).removeprefix("a.")) == seen(words)


@given(SIGNS)
@example("a\\|b")
@example("`a\\|b`")
@example("a\\")
def test_a_text_is_one_cell_of_a_table(words):
    tokens = MARKDOWN.parse(f"| a | b |\n| --- | --- |\n| {markdown(words, cell=True)} | end |")
    cells = [token for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens].count("tr_open") == 2
    assert len(cells) == 4
    assert {part.type for part in cells[2].children or ()} <= {"text", "code_inline"}
    assert seen("".join(part.content for part in cells[2].children or ())) == seen(words)
    assert cells[3].content == "end"


def test_words_without_markup_stay_readable():
    for words in (
        "At 25 Mbit/s it takes 5 h < 8 h.",
        "link_mbps is 5 - 3",
        "R&D, 5 > 3!",
        "`kernel-devel` on the host",
    ):
        assert markdown(words) == words


def test_bare_addresses_do_not_become_links():
    assert markdown("http://evil.test and www.evil.test") == "http\\://evil.test and www\\.evil.test"


def test_a_link_has_its_words_and_its_address():
    (token,) = (token for token in MARKDOWN.parse(link("A [b](c)", "https://x.test/a_(b)?c=d e")) if token.children)
    children = token.children or []
    assert children[0].attrs == {"href": "https://x.test/a_%28b%29?c=d%20e"}
    assert [part.type for part in children] == ["link_open", "text", "link_close"]
    assert children[1].content == "A [b](c)"


# --- answers of every calculator -----------------------------------------------------------------

NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?")
HOSTILE = (
    "=HYPERLINK(1)", "+1+cmd", "-2+3+cmd", "@SUM(1)", "＝1+1", "![x](http://evil.test/i.png)",
    "[t](javascript:alert(1))", "<img src=x onerror=1>", "a\\|b", "<http://evil.test>", "**x** ~~y~~", "`x", "| a |",
    "# x",
)  # fmt: skip
HOUR = "2026-03-0{day} 0{hour}:00,{value}"


def rows(name: str) -> str:
    return "\n".join(
        ["time," + name, *(HOUR.format(day=day, hour=hour, value=day) for day in (2, 3) for hour in range(9))]
    )


# Where a reader's words stand in an answer, by calculator.
PLACES: dict[str, tuple[Callable[[str], dict[str, str]], ...]] = {
    "rpo_bandwidth": (lambda name: {"groups": f"{name}; 500; 20; 60; {name}\n{name} 2; 400; 10"},),
    "recovery_time": (lambda name: {"groups": f"{name}; 5; 500; 2; {name}"},),
    "plan": (
        lambda name: {"tasks": f"a; {name}; 1 day; ; {name}\nb; B; 1 day; ; {name}", "people": f"{name}; 1"},
        lambda name: {"freeze": f"2027-01-12 {name}", "first_day": "2027-01-12"},
    ),
    "kernels": (lambda name: {"kernels": f"{name}\n6.8.0-31-generic\n{name}4.18.0-80.el8.x86_64"},),
    "replay": (
        lambda name: {"trace": rows(f'"{name}"')},
        lambda name: {"trace": rows(f'"{name}","other"').replace(",2", ",2,3"), "column": name},
    ),
}  # fmt: skip


def questions(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the calculators with inputs that hold a name."""
    for calculator in CALCULATORS:
        for place in PLACES.get(calculator, ()):
            yield calculator, place(name)


def answers(name: str, catalog: Catalog) -> Iterator[Report]:
    """Yield the answers to everything that is not refused."""
    for calculator, inputs in questions(name):
        with contextlib.suppress(InputError):
            yield run(calculator, inputs, catalog)


def test_every_calculator_that_takes_long_texts_is_tried(catalog: Catalog):
    long = {
        name
        for name, calculator in CALCULATORS.items()
        for group in calculator.form(catalog).groups
        for field in group.fields
        if field.lines is not None
    }
    assert long == set(PLACES)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_answer_passes_on_formulas_or_markup(name, catalog: Catalog):
    tried = set()
    for report in answers(name, catalog):
        tried.add(report.calculator)
        found = Counter(parts(to_markdown(report, catalog)))
        assert found["link_open"] == len(report.sources)
        headings = 3 + len(report.charts) + len(report.tables) + bool(report.working) + bool(report.sources)
        assert found["heading_open"] == headings
        assert not found.keys() & {
            "image",
            "html_inline",
            "html_block",
            "em_open",
            "s_open",
            "hr",
            "fence",
            "code_block",
        }
        for row in csv.reader(io.StringIO(to_csv(report, catalog))):
            for cell in row:
                assert not STARTS.match(cell) or NUMBER.fullmatch(cell), cell
    assert len(tried) > 1
