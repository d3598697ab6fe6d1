"""Pieces of inline SVG that the pictures share; colours come from the page's style sheet.

A picture is drawn twice: on a wide sheet for screens and paper, and on a narrow one for phones. The style sheet shows
the one that fits.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from markupsafe import Markup

LINE = 18
"""Height of a line of text, in units of the drawing."""
LETTER, SMALL, STRONG = 7.6, 6.4, 8.4
"""Widths of an average letter, in small and in bold text; text is wrapped by them, so they err on the wide side."""
WIDE, NARROW = 760, 330
"""Widths of the two sheets."""
MARGIN = 10
HEAD = 8
"""Length of an arrow's head."""

type Way = Literal["right", "left", "down", "up"]
# Where the two back corners of a head lie, seen from its point.
_BACK: dict[Way, tuple[tuple[int, int], tuple[int, int]]] = {
    "right": ((-1, -1), (-1, 1)),
    "left": ((1, -1), (1, 1)),
    "down": ((-1, -1), (1, -1)),
    "up": ((-1, 1), (1, 1)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle with text in its middle."""

    x: float
    y: float
    width: float
    height: float
    lines: list[str]
    kind: str = "hb-node"
    """Classes of the rectangle."""
    words: str = ""
    """Classes of the text."""
    radius: float = 6
    at_start: bool = False
    """Whether the text begins at the left edge."""

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2

    def svg(self) -> str:
        """Return the rectangle and its text."""
        anchor = "start" if self.at_start else "middle"
        return (
            f'<rect class="{self.kind}" x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" '
            f'height="{self.height:g}" rx="{self.radius:g}"/>'
            + label(self.x + (8 if self.at_start else self.width / 2), self.middle, self.lines, self.words, anchor)
        )


def boxed(words: str, x: float, y: float, width: float, *, kind: str = "hb-node", name: str = "") -> Box:
    """Return a box that is as high as its words need; `name` holds the classes of the words."""
    lines = wrap(words, width - 20, _letter(name))
    return Box(x=x, y=y, width=width, height=len(lines) * LINE + 12, lines=lines, kind=kind, words=name)


def pill(words: str, x: float, y: float, width: float, *, kind: str) -> Box:
    """Return a rounded box with small words, such as a verdict."""
    lines = wrap(words, width - 16, SMALL)
    height = len(lines) * LINE + 8
    return Box(x=x, y=y, width=width, height=height, lines=lines, kind=kind, words="hb-small", radius=13)


def flowed(boxes: Iterable[Box], across: int = 1, gap: float = 6) -> list[Box]:
    """Return boxes below each other, or so many beside each other and the rest below; the first stays where it is."""
    placed: list[Box] = []
    for index, box in enumerate(boxes):
        above = placed[index - index % across - across : index - index % across] if index >= across else []
        y = max(one.bottom for one in above) + gap if above else placed[0].y if placed else box.y
        x = placed[index % across].x if above else box.x + (box.width + gap) * (index % across)
        placed.append(replace(box, x=x, y=y))
    return placed


def _letter(name: str) -> float:
    return SMALL if "hb-small" in name else STRONG if "hb-strong" in name else LETTER


def label(x: float, y: float, lines: list[str], name: str = "", anchor: str = "middle") -> str:
    """Return lines of text whose middle stands at y."""
    if not lines:
        return ""
    top = y - (len(lines) - 1) * LINE / 2
    spans = "".join(
        f'<tspan x="{x:g}" y="{top + index * LINE:g}">{escape(line)}</tspan>' for index, line in enumerate(lines)
    )
    return f'<text class="{name}" text-anchor="{anchor}" dominant-baseline="central">{spans}</text>'


def wrap(words: str, width: float, letter: float = LETTER) -> list[str]:
    """Return words in lines of at most `width`, by the width of an average letter."""
    return textwrap.wrap(words, int(width / letter), break_long_words=False, break_on_hyphens=False)


def edge(path: str, kind: str = "") -> str:
    """Return a line."""
    return f'<path class="hb-edge {kind}" d="{path}"/>'


def arrow(path: str, x: float, y: float, way: Way, kind: str = "") -> str:
    """Return a line with a head at its end, which lies at x and y; its colour is that of the line."""
    corners = " ".join(f"L{x + across * HEAD * 0.75:g} {y + down * HEAD * 0.75:g}" for across, down in _BACK[way])
    return edge(path, kind) + f'<path class="hb-head {kind}" d="M{x:g} {y:g} {corners}Z"/>'


def cross(x: float, y: float, kind: str) -> str:
    """Return the end of a line that goes no further."""
    return edge(
        f"M{x - 6:g} {y - 6:g} L{x + 6:g} {y + 6:g} M{x - 6:g} {y + 6:g} L{x + 6:g} {y - 6:g}", f"hb-cross {kind}"
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the two drawings of a picture."""

    height: float
    body: str
    width: float = WIDE


def picture(ident: str, title: str, told: Iterable[str], wide: Sheet, narrow: Sheet, *, links: bool = False) -> Markup:
    """Return a figure whose title and sentences say what it shows to those who do not see it.

    `ident` keeps its ids apart. A picture with links is read link by link.
    """
    words = " ".join(told)
    return Markup(
        f'<figure class="hb-diagram" data-picture="{ident}">'
        + "".join(
            _svg(f"{ident}-{name}", sheet, f'class="hb-{name}" role="{"group" if links else "img"}"', (title, words))
            for name, sheet in (("wide", wide), ("narrow", narrow))
        )
        + "</figure>"
    )


def _svg(ident: str, sheet: Sheet, attributes: str, told: tuple[str, str]) -> str:
    title, words = told
    size = f'viewBox="0 0 {sheet.width:g} {sheet.height:g}" width="{sheet.width:g}" height="{sheet.height:g}"'
    return (
        f'<svg {attributes} {size} aria-labelledby="{ident}-title" aria-describedby="{ident}-desc" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{ident}-title">{escape(title)}</title>'
        f'<desc id="{ident}-desc">{escape(words)}</desc>{sheet.body}</svg>'
    )
