"""The parts of a page that a search leads to."""

import pytest

from macros.publish.search.sections import sections


def parts(html: str) -> list[tuple[str, str, str]]:
    return [(section.anchor, *section.named()) for section in sections(html)]


def test_a_page_falls_into_its_sections_terms_and_rows_that_have_a_name():
    assert parts(
        '<h1>Ports<a class="headerlink" href="#ports">&para;</a></h1><p>For <b>engineers</b> &amp; others.</p>'
        '<h2 id="uses">What for</h2><p>First.</p><table><thead><tr><th>Port</th></tr></thead>'
        '<tr id="port-902" title="a > b"><th scope="row"><code>902</code></th><td>Data.</td><td>ESXi</td></tr></table>'
        '<p>Last.</p><dl><dt id="rpo">RPO</dt><dd>Loss.</dd></dl><h4>Small</h4><h2 id="more">More</h2>text'
    ) == [
        ("", "Ports", "For engineers & others."),
        ("uses", "What for", "First. · Last."),
        ("port-902", "902", "Data. · ESXi"),
        ("rpo", "RPO", "Loss. · Small"),
        ("more", "More", "text"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        "<script>secret()</script>",
        "<section data-search-exclude><div><section>secret</section></div></section>",
        '<section class="hb-answer" aria-label="The answer"><p>secret</p></section>',
        "<select><option>secret</option></select>",
        '<p hidden>secret</p><!-- <p>secret</p> --><p class="hb-cite">secret</p>',
        '<h2 id="out" data-search-exclude>secret</h2><p>secret</p>',
    ],
)
def test_what_no_reader_reads_or_looks_for_is_left_out(html: str):
    found = parts(f"<h1>Title</h1><p>Before</p>{html}<h2 id='no'></h2><h2 id=\"after\">After</h2>")
    assert ("after", "After", "") in found
    assert "secret" not in str(found)


def test_text_that_looks_like_a_tag_stays_text():
    assert parts('<h1>T</h1><p title="<i>no</i>">&lt;script&gt; a &lt; b</p>') == [("", "T", "<script> a < b")]
