"""The typeface of the pages: small, whole in what the guide is written in, and not called as its makers call theirs."""

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from macros.publish import typeface
from macros.publish.bundle import BundleError
from tests.conftest import ROOT
from tests.site.weight import FACE, RANGE


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The file as its makers give it."""
    return typeface.original(ROOT).read_bytes()


@pytest.fixture(scope="module")
def made(whole: bytes) -> bytes:
    """The file of what the guide is written in."""
    return typeface.subset(whole)


def font(content: bytes) -> TTFont:
    """Return a font file, read."""
    return TTFont(io.BytesIO(content))


def test_the_letters_of_the_guide_take_little_more_than_half_and_look_as_they_did(whole: bytes, made: bytes) -> None:
    assert len(made) < 0.6 * len(whole)
    before, after = font(whole), font(made)
    assert set(after.getBestCmap()) == set(typeface.WRITTEN)
    letters = [before.getBestCmap()[number] for number in typeface.WRITTEN]
    assert [after["hmtx"][name] for name in letters] == [before["hmtx"][name] for name in letters]
    (weight,), (weight_before,) = after["fvar"].axes, before["fvar"].axes
    assert (weight.minValue, weight.maxValue) == (weight_before.minValue, weight_before.maxValue)
    digits = {after["hmtx"][after.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(digits) == 1  # they stand below each other


def test_what_was_changed_has_a_name_of_its_own_and_keeps_the_notice(whole: bytes, made: bytes) -> None:
    names = {name.nameID: str(name) for name in font(made)["name"].names}
    assert "Reserved Font Name" in names[0] and names[0] == str(font(whole)["name"].getDebugName(0))
    assert not [text for number, text in names.items() if number not in (0, 5) and "Source" in text]
    assert names[1] == names[16] == typeface.NAME


def test_it_is_the_same_each_time(whole: bytes, made: bytes) -> None:
    assert typeface.subset(whole) == made


def test_the_sheet_tells_browsers_what_each_file_is_for() -> None:
    sheet = (ROOT / "docs/assets/page/tokens.css").read_text("utf-8")
    numbers = {}
    for face in FACE.findall(sheet):
        (called,) = re.findall(r'url\("([^"]+)"\)', face)
        ranges = [range(int(first, 16), int(last or first, 16) + 1) for first, last in RANGE.findall(face)]
        numbers[called] = {number for one in ranges for number in one}
    assert numbers[typeface.LETTERS] == set(typeface.WRITTEN)
    # The one that comes later wins where both have a letter.
    assert list(numbers) == [typeface.OTHERS, typeface.LETTERS]
    assert {ord(letter) for letter in "äöüßéèñçøåŒœı"} <= numbers[typeface.OTHERS] - numbers[typeface.LETTERS]


def test_a_missing_package_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"^node_modules/\S+\.woff2 is missing\. Run `make serve`"):
        typeface.typeface(tmp_path)
