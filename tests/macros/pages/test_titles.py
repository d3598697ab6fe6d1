"""A table's caption that only repeats its heading is read out, and not shown twice."""

import pytest

from macros.pages.titles import named_alone, said_once

TABLE = '<div class="hb-table">\n<table>\n<caption>{}</caption>\n<tr><td>1</td></tr></table></div>'
HEADING = '<h2 id="limits">Limits<a class="headerlink" href="#limits" title="Link">&para;</a></h2>\n'


@pytest.mark.parametrize(
    ("page", "hidden"),
    [
        (HEADING + TABLE.format("Limits"), 1),
        (HEADING + "<p>What must not be passed.</p>\n" + TABLE.format("Limits"), 1),
        (HEADING + TABLE.format("Limits") + HEADING + TABLE.format("Limits"), 2),
        (HEADING + TABLE.format("Limits of disks"), 0),
        # Each of these has something in between that the caption tells it from.
        (HEADING + TABLE.format("Disks") + TABLE.format("Limits"), 0),
        (HEADING + "<h3>Disks</h3>" + TABLE.format("Limits"), 0),
    ],
)
def test_a_caption_is_hidden_where_the_heading_above_says_the_same(page: str, hidden: int) -> None:
    found = said_once(page)
    assert found.count('<caption class="hb-spoken hb-titled">') == hidden
    assert found.replace(' class="hb-spoken hb-titled"', "") == page


def test_the_sign_of_a_heading_is_no_part_of_its_name_and_no_stop_of_the_keyboard() -> None:
    found = named_alone(HEADING)
    assert '<a class="headerlink" tabindex="-1" aria-hidden="true" href="#limits"' in found
    assert found.replace(' tabindex="-1" aria-hidden="true"', "") == HEADING
