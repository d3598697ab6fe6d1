"""What drawings of bars along a line of time share: their sheets, the lines of a name, the frame of the SVG."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

LINE = 13
"""From one line of a name to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How a drawing is laid out; the style sheet shows the one that fits the window."""

    name: str
    width: int
    left: int
    """Where the line of time begins."""
    right: int
    """Room behind its end."""
    row: int
    """Room for a bar: all of it, or what its name is given at least."""
    letters: int
    """Letters of a name in a line."""
    lines: int
    """Lines of a name."""
    above: bool
    """Whether names stand above their bars, and not beside them."""


def name_lines(name: str, sheet: Sheet) -> list[str]:
    """Return a name in no more lines than the sheet has room for; none for an empty one."""
    lines = textwrap.wrap(name, sheet.letters)
    if len(lines) > sheet.lines:
        lines = [*lines[: sheet.lines - 1], f"{lines[sheet.lines - 1][: sheet.letters - 1]}…"]
    return lines


def svg(sheet: Sheet, height: float, ident: str, *, title: str, summary: str, body: str) -> str:
    """Return a drawing, named and described, with an arrow's head and stripes to draw with; `ident` keeps ids apart."""
    name, width = escape(ident), sheet.width
    return (
        f'<svg class="hb-{sheet.name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(summary)}</desc>'
        f'<defs><marker id="{name}-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" '
        'orient="auto"><path class="hb-gantt-head" d="M0 0 10 5 0 10z"/></marker>'
        f'<pattern id="{name}-stripes" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hb-gantt-stripe" d="M0 0V6"/></pattern></defs>'
        f"{body}</svg>"
    )


def figure(kind: str, title: str, drawings: Iterable[str], legend: Iterable[str]) -> str:
    """Return the figure of a drawing on each sheet, with a legend of what is drawn. Where it is cut, keys scroll."""
    return (
        f'<figure class="{kind}" tabindex="0" aria-label="{escape(title)}"><figcaption>{escape(title)}</figcaption>'
        f'{"".join(drawings)}<ul class="hb-gantt-legend">{"".join(legend)}</ul></figure>'
    )
