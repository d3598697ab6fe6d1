"""HTML of macros passes Markdown unread and stands in the page as it was."""

import markdown
import pytest
from markupsafe import Markup

from macros.pages.blocks import Blocks, outside_elements

TABLE = '<div class="hb-table">\n<table><tr id="row-1"><td>*not* a [link](x.md)</td></tr></table>\n</div>'


def page(source: str, **held: str) -> tuple[str, set[str]]:
    """Return the page that Markdown makes when macros gave these blocks."""
    blocks = Blocks()
    tokens = {name: blocks.hold(Markup(html)) for name, html in held.items()}
    return blocks.put_back(markdown.markdown(source.format(**tokens), extensions=["md_in_html"]))


def test_a_block_stands_in_the_page_as_it_is_and_its_anchors_are_known():
    assert page("before\n\n{table}\n\nafter", table=TABLE) == (f"<p>before</p>\n{TABLE}\n<p>after</p>", {"row-1"})


def test_blocks_one_below_the_other_stand_in_no_paragraph():
    assert page("{one}\n{two}", one=TABLE, two="<ul></ul>")[0] == f"{TABLE}\n<ul></ul>"


@pytest.mark.parametrize("source", ["- {table}", "<div>{table}</div>", "1. a\n\n    {table}"])
def test_a_block_may_stand_in_a_list_or_in_html(source):
    found, _ = page(source, table=TABLE)
    assert TABLE in found
    assert "<p><div" not in found


@pytest.mark.parametrize("words", ["42", "<span>4</span> days", '<a href="x/">x</a>', "*no* ![star](x.png) <b>"])
def test_words_and_inline_html_stay_in_their_sentence_and_are_not_read(words):
    assert page("{words}", words=words)[0] == f"<p>{words}</p>"
    assert page("In {words}.", words=words)[0] == f"<p>In {words}.</p>"


def test_nothing_leaves_nothing():
    assert Blocks().hold("") == ""


def test_text_that_is_not_marked_as_html_is_escaped():
    blocks = Blocks()
    assert blocks.put_back(blocks.hold("<b>{{ 6 * 7 }}"))[0] == "&lt;b&gt;{{ 6 * 7 }}"


@pytest.mark.parametrize("sign", ["\ue0000\ue001", "\ue000block0\ue001", "\ue0000123456789abcdefblock0\ue001"])
def test_what_looks_like_a_token_is_left_alone(sign):
    assert page("{block}", block=f"<p>{sign}</p>")[0] == f"<p>{sign}</p>"
    assert page(f"{sign} {{block}}", block="<b>4</b>")[0] == f"<p>{sign} <b>4</b></p>"


def test_what_a_custom_element_shows_is_not_the_pages_own():
    table = '<div class="hb-table">\n<table></table></div>'
    assert outside_elements(f'<p>a</p><hb-calculator runtime="r/">{table}</hb-calculator>b') == "<p>a</p>b"
    both = f"<hb-work>{table}<hb-proof><p></p></hb-proof></hb-work>{table}<hb-proof></hb-proof>"
    assert outside_elements(both) == table
