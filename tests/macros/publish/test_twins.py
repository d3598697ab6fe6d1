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


def test_a_form_keeps_its_values_with_their_units_and_help_as_a_list():
    assert twin(
        '<form class="hb-form"><fieldset class="hb-group"><legend>Data</legend>'
        '<div class="hb-field"><label for="a">Used data</label><p class="hb-problem" hidden></p>'
        '<div class="hb-input"><input id="a" type="text" value="1"><select><option>GB</option>'
        "<option selected>TiB</option></select></div>"
        '<details class="hb-hint"><summary title="About"></summary><p class="hb-help">Blocks in use.</p></details>'
        "</div>"
        '<div class="hb-field"><label for="b">Snapshot</label><div class="hb-input">'
        '<input id="b" type="text" placeholder="not measured"><span class="hb-unit">minutes</span></div>'
        '<p class="hb-help">Measure it.</p></div>'
        '<div class="hb-field"><label for="c">Groups</label><textarea id="c"></textarea>'
        '<p class="hb-help">One a line.</p></div></fieldset>'
        "<details><summary>More</summary>"
        '<fieldset class="hb-question hb-field"><legend>Which?</legend>'
        '<label class="hb-option"><input type="radio" checked> <span>x86</span> <small>Intel or AMD.</small></label>'
        '<label class="hb-option"><input type="radio"> <span>ARM</span></label></fieldset></details></form>'
        "<p>For <input> <select><option selected>one</option></select> all.</p>"
    ) == (
        "**Data**\n\n- **Used data**: 1 TiB. Blocks in use.\n- **Snapshot**: not measured. Measure it.\n"
        "- **Groups**: One a line.\n\n**More**\n\n**Which?**\n\n- [x] x86: Intel or AMD.\n- [ ] ARM\n\nFor all.\n"
    )


def test_figures_are_parted_from_what_is_said_of_them():
    assert twin("<dl><dt>RPO</dt><dd><strong>46 min</strong><span>At most.</span></dd></dl>") == (
        "**RPO**\n\n**46 min** At most.\n"
    )
    assert twin("<p>Take <span><b>two</b></span>.</p>") == "Take **two**.\n"


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
