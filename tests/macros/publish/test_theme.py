"""The sheet of every page holds what some page can match, and no more of the theme."""

from pathlib import Path

import pytest

from macros.publish import theme
from macros.publish.bundle import BundleError

FONTS = {"letters.woff2": "page/letters.0123abcd.woff2", "others.woff2": "page/others.0123abcd.woff2"}
SHEET = """
:root { --used: 1px; --kept-for-a-drawing: 2px; --gone: 3px }
.page { width: var(--used) }
.page.never { color: red }
.md-made-by-a-script { color: green }
.word-of-a-script { color: green }
[data-state=on] > p { color: blue }
[data-state=off] > p { color: blue }
h5 { color: black }
.page { animation: move 1s }
@keyframes move { to { top: 0 } }
@keyframes rest { to { top: 0 } }
@media print { .never { display: none } }
"""


def test_what_nothing_on_any_page_can_match_goes() -> None:
    page = '<!doctype html><body data-state="on"><p class="page">Text</p></body>'
    text = theme.purged(
        SHEET, [page], 'x.className = "md-made-by-a-script"; // word-of-a-script', "stroke: var(--kept-for-a-drawing)"
    )
    for kept in ("--used", "--kept-for-a-drawing", ".page", ".md-made-by-a-script", "=on]", "keyframes move"):
        assert kept in text, kept
    for gone in ("--gone", "never", "word-of-a-script", "=off]", "h5", "keyframes rest"):
        assert gone not in text, gone


def test_a_sheet_that_is_none_stops_the_build() -> None:
    with pytest.raises(BundleError, match=r"^purge\.mjs failed:\n"):
        theme.purged("a { color: red", ["<a>"], "", "")


def test_the_theme_shows_focus_as_browsers_do_without_its_script() -> None:
    text = theme.theirs()
    assert ":focus-visible" in text and ".focus-visible" not in text
    assert "sourceMappingURL" not in text


def test_a_theme_with_other_sheets_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "THEIRS", ("main.*.min.css", "extra.*.min.css"))
    with pytest.raises(BundleError, match="not one sheet of each of"):
        theme.theirs()


def test_the_name_of_the_sheet_tells_what_it_holds_and_each_page_asks_for_it(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    page = tmp_path / "guide" / "index.html"
    page.parent.mkdir()
    page.write_text(f'<link rel="stylesheet" href="../{theme.FRAME}"><p class="md-content">', "utf-8")
    whole = tmp_path / theme.FRAME
    whole.parent.mkdir(parents=True)
    whole.write_text(theme.frame(root, FONTS), "utf-8")
    size = whole.stat().st_size
    theme.make_frame_smaller(tmp_path, root, FONTS)
    (sheet,) = whole.parent.iterdir()
    assert page.read_text("utf-8").startswith(f'<link rel="stylesheet" href="../assets/page/{sheet.name}">')
    text = sheet.read_text("utf-8")
    assert theme.named_by_content(theme.FRAME, text.encode()) == f"assets/page/{sheet.name}"
    assert 'url("letters.0123abcd.woff2")' in text and len(text) < size / 2
