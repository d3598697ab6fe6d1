"""Escaping, citations, disagreements and tables."""

import pytest
from markupsafe import Markup

from calculators.records.evidence import Source
from macros.pages.view import View, bullets, joined, quantity, stated, table, text
from tests.site.page import read_page, squeezed

NASTY = "<script>alert(\"1\")</script> & 'x' {{ 7 * 7 }} {% raw %} [a](b) *b* | # ~"
SAFE = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#x27;x&#x27; {{ 7 * 7 }} {% raw %} [a](b) *b* | # ~"


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (NASTY, SAFE),
        ("two\nlines", "two lines"),
        ("run `ls -l`", "run <code>ls -l</code>"),
        ("`<a>` and `b`", "<code>&lt;a&gt;</code> and <code>b</code>"),
        ("one ` alone", "one ` alone"),
        (12345.678, "12\u202f345.678"),
        (0.1, "0.1"),
        (None, "–"),
        (Markup("<b>kept</b>"), "<b>kept</b>"),
    ],
)
def test_a_value_as_html(value, html):
    assert text(value) == html


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(300.0, "MB", "300 MB"), ("5.4", "version", "5.4"), (1.22, "", "1.22"), ("2 to 4", "TB", "2 to 4 TB")],
)
def test_a_value_with_its_unit(value, unit, shown):
    assert quantity(value, unit) == shown


def test_parts_that_are_there():
    assert joined("a", None, "", Markup(""), Markup("<b>b</b>"), "<c>") == "a <b>b</b> &lt;c&gt;"


def test_a_list():
    assert bullets(["<a>", None], "ol") == "<ol>\n<li>&lt;a&gt;</li>\n<li>–</li>\n</ol>"


def test_every_cell_of_a_table_is_escaped():
    html = table(NASTY, [NASTY, NASTY], [[NASTY, NASTY], [NASTY, None]], ['row"1', "row-2"])
    page = read_page(html)
    assert page.open_tags == []
    assert page.all("script") == []
    assert html.count(SAFE) == 1 + 1 + 2 + 3  # label, caption, head, body
    assert page.ids == ['row"1', "row-2"]
    assert [cell.attributes.get("scope") for cell in page.all("th")] == ["col", "col", "row", "row"]
    assert page.all("div", role="group", tabindex="0")[0].attributes["aria-label"] == NASTY


def test_a_link_to_a_page(view: View):
    assert view.link("rpo-rto.md", "<more>") == '<a href="../rpo-rto/">&lt;more&gt;</a>'
    assert view.link("compatibility/index.md", "x") == '<a href="../compatibility/">x</a>'
    assert view.link("index.md", "x") == '<a href="../">x</a>'
    assert view.link("index.md", "x", "y-z") == '<a href="../#y-z">x</a>'


def test_a_value_that_no_source_states():
    assert stated("<b>") == "&lt;b&gt;"
    assert read_page(stated(None)).words == "notstated"


def test_a_citation_names_document_section_and_date(view: View):
    document = view.data.documents[0]
    html = view.cite(Source(document=document.id, section='Limits <"new">'))
    page = read_page(html)
    (link,) = page.all("a")
    assert link.attributes["href"] == document.url
    assert document.read.isoformat() in link.attributes["title"]
    assert page.words == squeezed(f'{document.title}, Limits <"new">')
    assert page.open_tags == []


def test_citations_are_not_repeated(view: View):
    first, second = (Source(document=view.data.documents[0].id, section=name) for name in ("a", "b"))
    assert view.cites([first, second, first]) == f"{view.cite(first)}; {view.cite(second)}"


def test_no_mark_without_a_disagreement(view: View):
    assert view.disagreements([]) == ""


def test_a_mark_opens_what_every_side_says(view: View):
    for conflict in view.data.conflicts:
        mark = view.disagreements([conflict.id])
        (button,) = read_page(mark).all("button", type="button")
        html = view.sides(mark)
        page = read_page(html)
        (panel,) = (element for element in page.elements if "popover" in element.attributes)
        assert button.attributes["popovertarget"] == panel.attributes["id"]
        assert page.open_tags == []
        sides = [part for side in conflict.statements for part in (side.says, side.source.section)]
        for said in (conflict.topic, *sides, conflict.used, conflict.why):
            assert squeezed(said.replace("`", "")) in page.words
        urls = [view.data.catalog.document(side.source).url for side in conflict.statements]
        assert [link.attributes["href"] for link in page.all("a")] == [*urls, f"../disagreements/#{conflict.id}"]


def test_what_several_marks_open_stands_on_a_page_once(view: View):
    first, second = (conflict.id for conflict in view.data.conflicts[:2])
    page = read_page(view.sides(view.disagreements([second, first]) + view.disagreements([first])))
    assert page.ids == [f"sides-{first}", f"sides-{second}"]
    assert view.sides("<p>sources agree</p>") == ""
