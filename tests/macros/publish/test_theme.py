"""The theme's script loads nothing from another host."""

from pathlib import Path

import pytest

from macros.publish.bundle import BundleError
from macros.publish.theme import keep_to_the_site


def bundle(site: Path, text: str) -> Path:
    file = site / "assets/javascripts/bundle.0123abcd.min.js"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def test_what_it_would_load_from_elsewhere_is_nowhere(tmp_path: Path) -> None:
    copies = 'x("nav",{class:"md-code__nav"});'
    asks = 'a=typeof ResizeObserver=="undefined"?f("https://unpkg.com/resize-observer-polyfill"):0'
    file = bundle(tmp_path, copies + asks)
    keep_to_the_site(tmp_path)
    once = file.read_text("utf-8")
    assert "unpkg" not in once
    assert once.startswith("window.ResizeObserver=window.ResizeObserver||function(){")
    assert once.endswith('f("data:,"):0')
    assert 'x("div",{class:"md-code__nav"})' in once
    keep_to_the_site(tmp_path)
    assert file.read_text("utf-8") == once


def test_a_theme_that_is_built_in_another_way_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no assets/javascripts"):
        keep_to_the_site(tmp_path)
    file = bundle(tmp_path, "nothing")
    with pytest.raises(BundleError, match="loads nothing from"):
        keep_to_the_site(tmp_path)
    file.write_text('f("https://unpkg.com/x")', "utf-8")
    with pytest.raises(BundleError, match="copies code in another way"):
        keep_to_the_site(tmp_path)
