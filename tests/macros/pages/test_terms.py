"""Words on a page that lead to the glossary."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.records.delivery import Term
from calculators.records.evidence import Source
from macros.data.loader import Data
from macros.pages.terms import Glossary
from tests.site.page import read_page


def term(name: str, words: str, *also: str, definition: str = "A word.") -> Term:
    return Term(id=name, term=words, definition=definition, source=Source(document="faq", section="Words"), also=also)


GLOSSARY = Glossary(
    (
        term("rpo", "RPO", "recovery point objective", definition='Data that `may` be lost: "a < b" & more.'),
        term("drill", "Drill"),
        term("host", "Transition host"),
        term("image", "Transition host image"),
        term("policy", "Policy", "policies"),
        term("om", "O&M platform"),
        term("tier", "Tier-0 to Tier-3", "Tier-0"),
    )
)
LINK = '<a class="hb-term" href="../glossary/#{}" title="A word.">{}</a>'


def linked(html: str) -> list[tuple[str, str]]:
    """Return the id and the words of every link to the glossary."""
    found = GLOSSARY.link(html, "../")
    return [
        (part.partition("glossary/#")[2].partition('"')[0], part.partition(">")[2].partition("<")[0])
        for part in found.split('<a class="hb-term"')[1:]
    ]


def test_only_the_first_occurrence_leads_to_the_glossary():
    html = "<p>A drill.</p><p>Another drill.</p>"
    assert GLOSSARY.link(html, "../") == f"<p>A {LINK.format('drill', 'drill')}.</p><p>Another drill.</p>"


@pytest.mark.parametrize("name", ["]x", "^x", "\\x", "-x", "[a-z]x"])
def test_a_word_may_begin_with_any_sign(name):
    found = Glossary([term("odd", name)]).link(f"<p>It is {name} here and x.</p>", "../")
    assert found == f"<p>It is {LINK.format('odd', name)} here and x.</p>"


def test_the_definition_is_escaped_and_without_backticks():
    found = GLOSSARY.link("<td>RPO</td>", "../")
    assert 'title="Data that may be lost: &quot;a &lt; b&quot; &amp; more."' in found


def test_other_words_for_a_term_count_as_the_same():
    assert linked("<p>The recovery point objective, RPO, RPOs</p>") == [("rpo", "recovery point objective")]


def test_the_longest_term_wins_and_leaves_the_shorter_one_for_later():
    html = "<p>A transition host image starts a transition host.</p>"
    assert linked(html) == [("image", "transition host image"), ("host", "transition host")]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Drill, drills</p>", [("drill", "Drill")]),
        ("<p>Three drills</p>", [("drill", "drills")]),
        ("<p>Policies</p>", [("policy", "Policies")]),
        ("<p>The O&amp;M platform</p>", [("om", "O&amp;M platform")]),
        ("<p>(RPO), 5 min</p>", [("rpo", "RPO")]),
        ("<p>Tier-0</p>", [("tier", "Tier-0")]),
        ("<li>An RPO.</li>", [("rpo", "RPO")]),
        ("<tbody><tr><th>RPO</th><td>Drill</td></tr></tbody>", [("rpo", "RPO"), ("drill", "Drill")]),
    ],
)
def test_a_word_is_found(html, expected):
    assert linked(html) == expected


@pytest.mark.parametrize(
    "words", ["rpo", "DRILL", "RPO-1", "pre-drill", "drilling", "a/drill", "drill.example", "x@RPO"]
)
def test_what_only_looks_like_the_word_is_left(words):
    assert linked(f"<p>{words}</p>") == []


@pytest.mark.parametrize(
    "html",
    [
        "<h2>RPO</h2>",
        '<a href="x">the <b>RPO</b> page</a>',
        "<p><code>RPO</code></p>",
        "<pre>RPO\nRPO</pre>",
        "<label>RPO</label>",
        "<form><p>RPO</p></form>",
        "<hb-calculator><div><p>RPO</p></div></hb-calculator>",
        "<table><caption>RPO</caption><thead><tr><th>RPO</th></tr></thead></table>",
        "<svg><title>RPO</title><text>RPO</text></svg>",
        "<details><summary>x</summary><details><p>y</p></details><p>RPO</p></details>",
        '<span class="hb-badge hb-good">RPO</span>',
        '<span class="hb-cite">Source: <span>x</span> RPO</span>',
        '<img alt="RPO" title="a > RPO">',
        "<!-- RPO -->",
    ],
)
def test_no_link_stands_where_it_would_disturb(html):
    assert GLOSSARY.link(html, "../") == html
    assert linked(f"{html}<p>RPO</p>") == [("rpo", "RPO")]


@given(st.text(alphabet="<>/ abhp'\"=RPO&;!-\n"))
def test_whatever_the_page_nothing_but_links_is_added(html: str):
    found = GLOSSARY.link(html, "")
    assert re.sub(r'<a class="hb-term"[^>]*>([^<]*)</a>', r"\1", found) == html


def test_every_term_of_the_data_can_be_found_by_its_words(data: Data):
    glossary = Glossary(data.terms)
    for item in data.terms:
        found = [glossary.link(f"<p>{name}</p>".replace("&", "&amp;"), "") for name in item.names]
        assert any(f"#{item.id}" in html for html in found), item.term
        for html in found:
            assert read_page(html).open_tags == []
