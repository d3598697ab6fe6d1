"""The pictures that a chat or a mail shows with a link to a page: its stage, title and first sentence, and the mark."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from macros.publish.offline import PREVIEWS

STORE = Path("build/previews")
"""Where drawn ones are kept, by what they show."""
SIZE = (1200, 630)
EDGE = 80
INK, MUTED, ACCENT, PAGE = "#10222b", "#4d5b64", "#138099", "#ffffff"
TITLE_SIZES = (92, 76, 62)
TITLE_LINES = 3
ABOUT_LINES = 2
FINE = 4
"""So many times larger the mark is drawn, for smooth edges."""
COLOURS = 32

type Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class Preview:
    """What a picture shows, in plain text."""

    site: str
    stage: str
    title: str
    about: str


def name_of(path: str) -> str:
    """Return the path in the site of the picture for a page, which is given as a path below docs/."""
    return f"{PREVIEWS}/{path.removesuffix('.md')}.png"


class Painter:
    """Draws pictures in one typeface, and keeps them in `build/`."""

    def __init__(self, root: Path, font: Path) -> None:
        """Take the project's folder and the file of the typeface, whose weight varies."""
        self._store = root / STORE
        self._font = font
        self._fonts: dict[tuple[int, int], Font] = {}
        self._key = hashlib.sha256(font.read_bytes() + Path(__file__).read_bytes()).hexdigest()

    def png(self, preview: Preview) -> bytes:
        """Return a picture as PNG."""
        shown = hashlib.sha256(f"{self._key} {asdict(preview)}".encode()).hexdigest()[:24]
        file = self._store / f"{shown}.png"
        if not file.is_file():
            self._store.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self._drawn(preview))
        return file.read_bytes()

    def _drawn(self, preview: Preview) -> bytes:
        image = Image.new("RGB", SIZE, PAGE)
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, 14, SIZE[1]), fill=ACCENT)
        image.paste(self._mark, (EDGE, 64), self._mark)
        if preview.site != preview.title:
            draw.text((EDGE + 92, 104), preview.site, font=self._of(38, 600), fill=INK, anchor="lm")
        width = SIZE[0] - 2 * EDGE
        font, lines = self._title(preview.title, width)
        y = 210
        if preview.stage:
            draw.text((EDGE, y), preview.stage, font=self._of(36, 600), fill=ACCENT)
            y += 54
        for line in lines:
            draw.text((EDGE, y), line, font=font, fill=INK)
            y += round(font.size * 1.12)
        y = max(y + 24, SIZE[1] - 150)
        about = self._of(34, 400)
        for line in _cut(_wrapped(preview.about, about, width), ABOUT_LINES):
            draw.text((EDGE, y), line, font=about, fill=MUTED)
            y += 44
        file = BytesIO()
        # The quickest way of several, and the files are as small.
        image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
        return file.getvalue()

    def _title(self, title: str, width: int) -> tuple[Font, list[str]]:
        """Return the largest font in which a title fits, and its lines."""
        for size in TITLE_SIZES:
            font = self._of(size, 700)
            lines = list(_wrapped(title, font, width))
            if len(lines) <= (2 if size == TITLE_SIZES[0] else TITLE_LINES):
                break
        return font, _cut(lines, TITLE_LINES)

    def _of(self, size: int, weight: int) -> Font:
        found = self._fonts.get((size, weight))
        if found is None:
            found = self._fonts[size, weight] = ImageFont.truetype(str(self._font), size)
            found.set_variation_by_axes([weight])
        return found

    @cached_property
    def _mark(self) -> Image.Image:
        """The mark of the guide, as images/logo.svg has it."""
        side = 80
        scale = side * FINE / 48
        large = Image.new("RGBA", (side * FINE, side * FINE))
        draw = ImageDraw.Draw(large)

        def at(*places: float) -> list[float]:
            return [place * scale for place in places]

        line = round(4.5 * scale)
        draw.rounded_rectangle(at(2, 20, 24, 44), 4.75 * scale, outline=ACCENT, width=line)
        draw.rounded_rectangle(at(25, 20, 46, 44), 4 * scale, fill=ACCENT)
        draw.arc(at(10.75, 6, 37.25, 27), 195, 345, fill=ACCENT, width=line)
        return large.resize((side, side), Image.Resampling.LANCZOS)


def _wrapped(text: str, font: Font, width: int) -> Iterator[str]:
    """Yield the lines of a text that are no wider than so many pixels."""
    line = ""
    for word in (part for whole in text.split() for part in _parts(whole, font, width)):
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _parts(word: str, font: Font, width: int) -> Iterator[str]:
    """Yield a word, in parts where it is wider than a line."""
    while font.getlength(word) > width:
        most = next(count for count in range(len(word) - 1, 0, -1) if font.getlength(word[:count]) <= width)
        yield word[:most]
        word = word[most:]
    yield word


def _cut(lines: Iterator[str] | list[str], most: int) -> list[str]:
    """Return at most so many lines; the last one tells when there are more."""
    given = list(lines)
    return given if len(given) <= most else [*given[: most - 1], f"{given[most - 1].rstrip(' .,;:')} …"]
