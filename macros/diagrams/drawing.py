"""Pieces of inline SVG that the diagrams share; colours come from the page's style sheet."""

import textwrap
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

LINE = 18
"""Height of a line of text, in units of the drawing."""
LETTER = 7.6
"""Width of an average letter; text is wrapped by it, so it errs on the wide side."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a drawing, in its own units."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle with text in its middle."""

    x: float
    y: float
    width: float
    height: float
    lines: list[str]
    kind: str
    """Classes of the rectangle."""
    words: str = ""
    """Classes of the text."""
    radius: float = 6

    def svg(self) -> str:
        """Return the rectangle and its text."""
        return (
            f'<rect class="{self.kind}" x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" '
            f'height="{self.height:g}" rx="{self.radius:g}"/>'
            + label(self.x + self.width / 2, self.y + self.height / 2, self.lines, self.words)
        )


def label(x: float, y: float, lines: list[str], name: str = "", anchor: str = "middle") -> str:
    """Return lines of text whose middle stands at y."""
    top = y - (len(lines) - 1) * LINE / 2
    spans = "".join(
        f'<tspan x="{x:g}" y="{top + index * LINE:g}">{escape(line)}</tspan>' for index, line in enumerate(lines)
    )
    return f'<text class="{name}" text-anchor="{anchor}" dominant-baseline="central">{spans}</text>'


def wrap(words: str, width: float, letter: float = LETTER) -> list[str]:
    """Return words in lines of at most `width`, by the width of an average letter."""
    return textwrap.wrap(words, int(width / letter), break_long_words=False)


def drawing(size: Size, title: str, description: str, body: str, ident: str) -> Markup:
    """Return a figure that is named and described for those who do not see it; `ident` keeps its ids apart."""
    box = f'viewBox="0 0 {size.width:g} {size.height:g}" width="{size.width:g}" height="{size.height:g}"'
    marker = (
        f'<defs><marker id="{ident}-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path class="hb-arrowhead" d="M0 0 10 5 0 10z"/></marker></defs>'
    )
    return Markup(
        f'<figure class="hb-diagram" role="group" aria-label="{escape(title)}" tabindex="0">'
        f'<svg {box} role="img" aria-labelledby="{ident}-title {ident}-desc" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{ident}-title">{escape(title)}</title><desc id="{ident}-desc">{escape(description)}</desc>'
        f"{marker}{body}</svg></figure>"
    )


def arrow(ident: str, path: str, kind: str = "hb-edge hb-way") -> str:
    """Return a line with a head at its end; `ident` is that of the drawing."""
    return f'<path class="{kind}" marker-end="url(#{ident}-arrow)" d="{path}"/>'
