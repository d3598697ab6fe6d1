"""Pages as Markdown: what a reader of the page reads, and no more."""

from markdown_it import MarkdownIt

from macros.publish.twins import at_root, twin


def test_headings_lists_links_code_and_words_in_bold_come_as_markdown():
    assert twin(
        '<h1>Ports<a class="headerlink" href="#p">&para;</a></h1><p>For <em>all</em>, see <a href="../deploy/">the\n'
        'checklist</a> and <a class="hb-term" href="#x">RPO</a>: <code>a|b</code>.</p>'
        "<ol><li>One</li><li>Two<ul><li>Inner</li></ul></li></ol><pre><code>- a\n\n- b\n</code></pre>"
        "<button>Press</button><script>run()</script><p hidden>gone</p>"
    ) == (
        "# Ports\n\nFor *all*, see [the checklist](<../deploy/>) and RPO: `a|b`.\n\n"
        "1. One\n2. Two\n   - Inner\n\n````\n- a\n\n- b\n````\n"
    )


def test_a_table_keeps_its_caption_heads_and_cells_on_a_line_each():
    assert (
        twin(
            "<table><caption>Rates</caption><thead><tr><th>From</th><th>Rate</th></tr></thead>"
            '<tr><th scope="row">a|b</th><td><p>1 Mbit/s</p><ul><li>x</li><li>y</li></ul></td></tr></table>'
        )
        == "**Rates**\n\n| From | Rate |\n| --- | --- |\n| a\\|b | 1 Mbit/s ; x ; y |\n"
    )


def test_text_of_data_stays_text():
    hostile = "&lt;script&gt; *em* [t](javascript:x) # no `code`"
    tokens = MarkdownIt("commonmark").parse(twin(f"<p>{hostile}</p>"))
    assert {part.type for token in tokens for part in token.children or ()} == {"text"}


def test_links_of_a_page_lead_there_from_a_file_at_the_root_too():
    text = "[a](<../deploy/#x>) [b](<#here>) [c](<https://example.org/>)"
    assert at_root("rpo-rto/", text) == "[a](<deploy/#x>) [b](<rpo-rto/#here>) [c](<https://example.org/>)"
