"""The pictures that go with links: small, of one size, and each tells its page."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from macros.data.loader import Data
from macros.pages.way import stage_title
from macros.publish.previews import SIZE, Painter, Preview, name_of
from macros.publish.typeface import original
from tests.conftest import ROOT

LONG = (
    "Conditions, limits and permissions of every platform that a host may come from or go to, with their sources " * 3
)
MOST_BYTES = 40_000


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    return Painter(tmp_path_factory.mktemp("project"), original(ROOT))


@pytest.mark.parametrize(
    ("stage", "title", "about"), [("Size", "RPO", "How much."), ("", "A" * 80, ""), (LONG[:40], LONG, LONG)]
)
def test_a_picture_has_the_size_that_chats_ask_for(painter: Painter, stage: str, title: str, about: str) -> None:
    png = painter.png(Preview("The guide", stage, title, about))
    assert len(png) < MOST_BYTES
    image = Image.open(BytesIO(png)).convert("RGB")
    assert image.size == SIZE
    # Nothing is cut at the edges: there is paper.
    for edge in ((40, 0, SIZE[0], 2), (40, SIZE[1] - 2, *SIZE), (SIZE[0] - 2, 0, *SIZE)):
        assert len(image.crop(edge).getcolors() or ()) == 1


def test_each_page_has_its_own_and_the_same_one_is_drawn_once(
    painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Preview("The guide", "Size", "RPO", ""), Preview("The guide", "Size", "RTO", "")
    assert painter.png(first) != painter.png(second)
    drawn = painter.png(first)
    monkeypatch.setattr(Painter, "_drawn", None)
    assert painter.png(first) == drawn


def test_a_page_tells_its_stage_or_its_list(data: Data) -> None:
    assert stage_title(data.way, "rpo-rto.md") == "Size"
    assert stage_title(data.way, "index.md") == ""
    assert all(stage_title(data.way, stop.page) == stage.title for stage in data.way.stages for stop in stage.stops)
    assert name_of("targets/huawei.md") == "assets/previews/targets/huawei.png"
    assert Path(name_of("index.md")).suffix == ".png"
