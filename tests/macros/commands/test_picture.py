"""The README shows what the calculator answers today."""

from calculators.catalog import Catalog
from macros.commands.picture import CAPTION, PICTURE, caption, described, description
from tests.conftest import ROOT


def test_the_readme_and_its_picture_say_the_figure_of_today(catalog: Catalog) -> None:
    words = caption(catalog)
    found = CAPTION.search((ROOT / "README.md").read_text("utf-8"))
    assert found is not None
    assert found[1] == words, "run `make picture`"
    assert description((ROOT / PICTURE).read_bytes()) == words, "run `make picture`"


def test_a_picture_keeps_its_words() -> None:
    plain = (ROOT / PICTURE).read_bytes()
    again = described(plain[:33] + plain[33:], "34 min")
    assert description(again) == "34 min"
    assert description(b"\x89PNG\r\n\x1a\n") == ""
