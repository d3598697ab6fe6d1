"""Parts of pages that are folded under their headings."""

from macros.pages.chapters import chaptered

PAGE = (
    '<h2 id="a">A</h2><p>open</p><h2 class="hb-chapter" id="b">B <code>x</code>'
    '<a class="headerlink" href="#b" title="Link to this section">¶</a></h2><h3 id="c">C</h3><p>folded</p>'
    '<h2 class="hb-chapter" id="d">D</h2><p>last</p>'
)


def test_a_chapter_reaches_to_the_next_heading_of_its_rank():
    assert chaptered(PAGE) == (
        '<h2 id="a">A</h2><p>open</p>'
        '<details class="hb-chapter">\n<summary><h2 id="b">B <code>x</code></h2></summary>'
        '<h3 id="c">C</h3><p>folded</p></details>\n'
        '<details class="hb-chapter">\n<summary><h2 id="d">D</h2></summary><p>last</p></details>\n'
    )


def test_many_chapters_can_be_shown_at_once():
    many = PAGE + '<h2 class="hb-chapter" id="e">E</h2><p>more</p>'
    assert chaptered(many).count("data-chapters") == 1
    assert chaptered(many).index("data-chapters") < chaptered(many).index("<details")
    assert "data-chapters" not in chaptered(PAGE)


def test_a_page_without_chapters_stays_as_it_is():
    assert chaptered('<h2 id="a">A</h2><p>x</p>') == '<h2 id="a">A</h2><p>x</p>'
