"""The picture of a chart as HTML and SVG, drawn alike by build and browser: it prints, and follows the page's colours.

Places are parts of the width and height, so that a picture is as wide as its page while its text stays as large as the
rest. Nothing is told by a colour alone: lines differ by their dashes, and what is filled by its hatch.
"""

import math
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

from calculators.answers import ticks
from calculators.answers.report import Chart, Lane, Series, Span
from calculators.answers.wording import number

FILLS = 6
"""How many lines, hatches and bands are told apart."""
HEIGHT = 240
"""Pixels of what is drawn."""
LETTER = 6.6
"""Pixels of a letter."""
LABEL_LETTERS, LABEL_LINE = 22, 15
"""Letters in a line of a label at the end of its line, and the pixels of one."""
SCALE = 1000
"""Units of an SVG in both directions."""
BESIDE = 0.6
"""From this part of the width on words stand before what they belong to, not behind it."""
LONGEST_NAME = 24
"""Letters of a lane's name in a line."""
LETTERS_OF_ROOM, ROOMS = 4, 6
"""Rooms at the left are told apart by so many letters, as many as the style sheet has."""
LEAST = 0.003
"""The narrowest part of the width that is seen."""
FEW_TICKS = 4
"""So many ticks have room on a phone."""
BANDS = 3
_TINT, _UP, _DOWN = "M0 0H8V8H0Z", "M-2 2L2 -2M0 8L8 0M6 10L10 6", "M-2 6L2 10M0 0L8 8M6 -2L10 2"
HATCHES = {
    "fill-1": f'<path class="hb-tint-strong" d="{_TINT}"/>',
    "fill-2": f'<path class="hb-tint" d="{_TINT}"/><path class="hb-hatch" d="{_UP}"/>',
    "fill-3": f'<path class="hb-tint" d="{_TINT}"/><circle class="hb-dot" cx="4" cy="4" r="1.5"/>',
    "fill-4": f'<path class="hb-tint" d="{_TINT}"/><path class="hb-hatch" d="{_DOWN}"/>',
    "fill-5": "",
    "fill-6": f'<path class="hb-tint" d="{_TINT}"/><path class="hb-hatch" d="M0 4H8"/>',
    "missed": f'<path class="hb-tint-strong" d="{_TINT}"/>',
    "faint": f'<path class="hb-tint" d="{_TINT}"/>',
    "band-1": f'<path class="hb-tint" d="{_TINT}"/><path class="hb-hatch" d="{_UP}"/>',
    "band-2": '<circle class="hb-dot" cx="4" cy="4" r="1.2"/>',
    "band-3": '<path class="hb-hatch" d="M0 4H8"/>',
}
"""What fills look like on a square of eight pixels."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """From where to where an axis reaches."""

    low: float
    high: float

    def part(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    def percent(self, value: float) -> str:
        return f"{self.part(value) * 100:.2f}%"


def to_html(chart: Chart, ident: str) -> str:
    """Return what is drawn, which readers of the table behind it do not miss; `ident` is unique on the page.

    No element has a style of its own, which pages do not allow: places are attributes of SVG.
    """
    if chart.x_kind == "category":
        chart = _as_lanes(chart)
    if not chart.lanes and not chart.x:
        return ""
    body = "".join(_lanes(chart, ident) if chart.lanes else _plot(chart, ident))
    return f'<div class="hb-plot"><div class="hb-drawing" aria-hidden="true">{body}</div></div>'


def reach(chart: Chart) -> tuple[float, float]:
    """Return from where to where the axis below goes: every point and every mark."""
    ends = [
        *chart.x,
        *(marker.x for marker in chart.markers),
        *(end for band in chart.bands for end in (band.start, band.end)),
        *(end for lane in chart.lanes for span in lane.spans for end in (span.start, span.end)),
    ]
    low, high = min(ends), max(ends)
    return (low, high) if low < high else (low - 1, high + 1)


# --- lines over an axis --------------------------------------------------------------------------


def _plot(chart: Chart, ident: str) -> Iterator[str]:
    x = _Scale(*reach(chart))
    left, beside = _rise(chart, "left")
    right, beside_right = _rise(chart, "right")
    second = f'<span class="hb-right">{escape(chart.y2_label)}</span>' if chart.y2_label else ""
    yield f'<p class="hb-axis-names"><span>{escape(chart.y_label)}</span>{second}</p>'
    room = _room(max(len(label) for _, label in beside) + 1) + (" hb-two-axes" if second else "")
    yield f'<div class="hb-area {room}">'
    yield from _marks(chart, x, HEIGHT)
    names = list(dict.fromkeys(band.label for band in chart.bands if not band.faint))
    fills = {
        band.label: "faint" if band.faint else f"band-{names.index(band.label) % BANDS + 1}" for band in chart.bands
    }
    yield f'<div class="hb-stage"><svg class="hb-chart-field" width="100%" height="{HEIGHT}">'
    yield _patterns(fills.values(), ident)
    for band in chart.bands:
        where = f'x="{x.percent(band.start)}" width="{(x.part(band.end) - x.part(band.start)) * 100:.2f}%"'
        yield f'<rect class="hb-band" {where} y="0" height="100%" fill="url(#{ident}-{fills[band.label]})"/>'
    for tick, label in beside:
        y = f"{_down(left, tick):.1f}"
        yield f'<line class="hb-grid" x1="0" x2="100%" y1="{y}" y2="{y}"/>'
        yield f'<text class="hb-quiet-text" x="0" dx="-6" y="{y}" dy="4" text-anchor="end">{escape(label)}</text>'
    for tick, label in beside_right if second else ():
        yield f'<text class="hb-quiet-text" x="100%" dx="6" y="{_down(right, tick):.1f}" dy="4">{escape(label)}</text>'
    size = f'width="100%" height="{HEIGHT}" viewBox="0 0 {SCALE} {SCALE}"'
    yield f'<svg class="hb-chart-lines" {size} preserveAspectRatio="none">'
    for place, series in enumerate(chart.series):
        side = left if series.axis == "left" else right
        if series.kind == "band":
            yield _band(chart, place, x, side)
        yield from _line(chart.x, series, place, x, side)
    yield "</svg>"
    yield f'<line class="hb-axis" x1="0" x2="100%" y1="{HEIGHT}" y2="{HEIGHT}"/>'
    for marker in chart.markers:
        if marker.y is not None and math.isfinite(marker.y):
            where = f'cx="{x.percent(marker.x)}" cy="{_down(left, marker.y):.1f}"'
            yield f'<circle class="hb-point" {where} r="5"/>'
    yield from _labels(chart, left, right)
    yield f"</svg></div>{_below(_x_ticks(chart, x), x)}"
    yield f'</div><p class="hb-axis-name">{escape(chart.x_label)}</p>'
    yield from _key_of_lines(chart)
    yield from _key(((fill, label) for label, fill in fills.items()), ident)


def _down(scale: _Scale, value: float) -> float:
    """Return how many pixels below the top a value stands."""
    return (1 - scale.part(value)) * HEIGHT


def _rise(chart: Chart, axis: str) -> tuple[_Scale, ticks.Ticks]:
    """Return how far an axis at the side reaches, from zero to the first tick above all, with its ticks."""
    values = [value for one in chart.series if one.axis == axis for value in one.values if _known(value)]
    if axis == "left":
        values += [marker.y for marker in chart.markers if _known(marker.y)]
    numbers = [0.0, *(value for value in values if value is not None)]
    low, high = min(numbers), max(numbers)
    label = chart.y_label if axis == "left" else chart.y2_label
    whole = all(value == int(value) for value in numbers)
    found = ticks.plain(low, high if high > low else low + 1, label, whole=whole)
    return _Scale(found[0][0], found[-1][0]), found


def _line(places: tuple[float, ...], series: Series, place: int, x: _Scale, y: _Scale) -> Iterator[str]:
    kind = place % FILLS + 1
    points = [(x.part(at) * SCALE, value) for at, value in zip(places, series.values, strict=True)]
    runs = list(_runs(points))
    step = series.kind in ("step", "band")
    height: Callable[[float], float] = lambda value: (1 - y.part(value)) * SCALE  # noqa: E731 - one line of arithmetic
    if series.kind == "area":
        zero = height(max(y.low, 0.0))
        areas = "".join(f"{_path(run, height, step=False)}V{zero:.0f}H{run[0][0]:.1f}Z" for run in runs if len(run) > 1)
        yield f'<path class="hb-under hb-stroke-{kind}" d="{areas}"/>'
    path = "".join(_path(run, height, step=step) for run in runs)
    yield f'<path class="hb-stroke hb-stroke-{kind}" d="{path}"/>'


def _band(chart: Chart, place: int, x: _Scale, y: _Scale) -> str:
    """Return what lies between the steps of a series and those of the next, which have a value everywhere."""
    height: Callable[[float], float] = lambda value: (1 - y.part(value)) * SCALE  # noqa: E731 - one line of arithmetic
    at = [x.part(each) * SCALE for each in chart.x]
    highs, lows = ([value or 0.0 for value in series.values] for series in chart.series[place : place + 2])
    back = "".join(f"V{height(low):.0f}H{start:.1f}" for start, low in reversed(list(zip(at, lows, strict=True))[:-1]))
    over = _path(list(zip(at, highs, strict=True)), height, step=True)
    return f'<path class="hb-under hb-stroke-{place % FILLS + 1}" d="{over}{back}Z"/>'


def _runs(points: Iterable[tuple[float, float | None]]) -> Iterator[list[tuple[float, float]]]:
    """Yield what can be drawn without lifting the pen."""
    run: list[tuple[float, float]] = []
    for at, value in points:
        if value is not None and math.isfinite(value):
            run.append((at, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(run: list[tuple[float, float]], height: Callable[[float], float], *, step: bool) -> str:
    """Return a path: straight lines from point to point, or steps that rise where the next value begins."""
    (first, value), *rest = run
    last = f"{height(value):.0f}"
    parts = [f"M{first:.1f} {last}"]
    if not rest:
        parts.append("h3")  # one point alone would not be seen
    for at, then in rest:
        level = f"{height(then):.0f}"
        if step:
            parts.append(f"H{at:.1f}" if level == last else f"H{at:.1f}V{level}")
        else:
            parts.append(f"H{at:.1f}" if level == last else f"L{at:.1f} {level}")
        last = level
    return "".join(parts)


def _labels(chart: Chart, left: _Scale, right: _Scale) -> Iterator[str]:
    """Yield the name of each line at its end, none over another."""
    found: list[tuple[float, int, int, str]] = []
    for place, series in enumerate(chart.series):
        known = [value for value in series.values if value is not None and math.isfinite(value)]
        if not known:
            continue
        scale = left if series.axis == "left" else right
        name = _name(chart, series)
        lines = max(1, len(textwrap.wrap(name, LABEL_LETTERS)))
        found.append(((1 - scale.part(known[-1])) * HEIGHT, place, lines, name))
    found.sort()
    tops: list[float] = []
    for wanted, _, lines, _ in found:
        top = wanted - lines * LABEL_LINE / 2
        before = tops[-1] + found[len(tops) - 1][2] * LABEL_LINE if tops else 0.0
        tops.append(max(top, before))
    below = float(HEIGHT)
    for index in range(len(found) - 1, -1, -1):
        below = tops[index] = min(tops[index], below - found[index][2] * LABEL_LINE)
    for top, (_, place, _, name) in zip(tops, found, strict=True):
        kind = place % FILLS + 1
        words = textwrap.wrap(name, LABEL_LETTERS) or [""]
        spans = "".join(
            f'<tspan x="40" y="{(row + 0.75) * LABEL_LINE:.0f}">{escape(line)}</tspan>'
            for row, line in enumerate(words)
        )
        sample = f'<line class="hb-stroke hb-stroke-{kind}" x1="8" x2="34" y1="7" y2="7"/>'
        text = f'<text class="hb-halo">{spans}</text>'
        yield f'<svg class="hb-label hb-fill-{kind}" x="100%" y="{top:.0f}">{sample}{text}</svg>'


def _name(chart: Chart, series: Series) -> str:
    """Return the name of a line, without the unit where the only axis says it."""
    if chart.y2_label:
        return series.name
    return series.name.removesuffix(f" ({chart.y_label})").removesuffix(f" ({chart.y_label.casefold()})")


def _key_of_lines(chart: Chart) -> Iterator[str]:
    """Yield the names of the lines for narrow pages, which have no room at the ends of lines."""
    items = "".join(
        '<li><svg class="hb-swatch" width="26" height="12">'
        f'<line class="hb-stroke hb-stroke-{place % FILLS + 1}" x1="0" x2="26" y1="6" y2="6"/></svg>'
        f"{escape(_name(chart, series))}</li>"
        for place, series in enumerate(chart.series)
        if any(_known(value) for value in series.values)
    )
    yield f'<ul class="hb-key-of-lines">{items}</ul>' if items else ""


# --- lanes ---------------------------------------------------------------------------------------


def _as_lanes(chart: Chart) -> Chart:
    """Return bars by name as lanes: their parts one after the other."""
    lanes = []
    for place in chart.x:
        spans, at = [], 0.0
        for series in chart.series:
            value = series.values[chart.x.index(place)]
            if value is not None and math.isfinite(value) and value > 0:
                spans.append(Span(start=at, end=at + value, label=series.name, says=number(value)))
                at += value
        name = chart.x_names[int(place)] if place < len(chart.x_names) else number(place)
        lanes.append(Lane(name=name, spans=tuple(spans)))
    if not any(lane.spans for lane in lanes):
        lanes = [Lane(name=lane.name, spans=(Span(start=0.0, end=0.0),)) for lane in lanes]
    return replace(
        chart, x_kind="number", x=(0.0,), x_label=chart.y_label, y_label=chart.x_label, series=(), lanes=tuple(lanes)
    )


def _lanes(chart: Chart, ident: str) -> Iterator[str]:
    x = _Scale(*reach(chart))
    labels = list(dict.fromkeys(span.label for lane in chart.lanes for span in lane.spans))
    fills = {label: f"fill-{place % FILLS + 1}" for place, label in enumerate(labels)}
    fills |= {span.label: "missed" for lane in chart.lanes for span in lane.spans if span.missed}
    longest = max(len(lane.name) for lane in chart.lanes)
    short = " hb-area-short" if longest <= LONGEST_NAME // 2 else ""
    yield f'<div class="hb-area hb-area-lanes{short} {_room(longest + 2)}">'
    yield from _marks(chart, x, 0)
    yield '<div class="hb-lanes">'
    found = _x_ticks(chart, x)
    for place, lane in enumerate(chart.lanes):
        defined = "" if place else _patterns(fills.values(), ident)
        yield f'<div class="hb-chart-lane"><b>{escape(lane.name)}</b><svg class="hb-track" width="100%">{defined}'
        yield from (_upright("hb-grid", x, at) for at, _ in found)
        for span in sorted(lane.spans, key=lambda span: not span.ground):
            start, end = x.part(span.start), x.part(span.end)
            where = f'x="{start * 100:.2f}%" width="{max(end - start, LEAST) * 100:.2f}%"'
            size = 'y="2" height="22"' if span.ground else 'y="5" height="16"'
            ground = " hb-ground" if span.ground else ""
            fill = f'fill="url(#{ident}-{fills[span.label]})"'
            yield f'<rect class="hb-span hb-{fills[span.label]}{ground}" {where} {size} {fill}/>'
        yield from (_upright("hb-mark", x, marker.x) for marker in chart.markers)
        for span in lane.spans:
            follows = any(other is not span and other.start >= span.end for other in lane.spans)
            yield _says(span, x, inside=follows or chart.stacked) if span.says else ""
        yield "</svg></div>"
    yield f'</div>{_below(found, x)}</div><p class="hb-axis-name">{escape(chart.x_label)}</p>'
    if any(labels):
        yield from _key(((fill, label) for label, fill in fills.items()), ident)


def _upright(kind: str, x: _Scale, at: float) -> str:
    return f'<line class="{kind}" x1="{x.percent(at)}" x2="{x.percent(at)}" y1="0" y2="100%"/>'


def _says(span: Span, x: _Scale, *, inside: bool) -> str:
    """Return the words of a span: in it where others follow, or at its end where there is room."""
    start, end = x.part(span.start), x.part(span.end)
    words = escape(span.says)
    if inside:
        # Where they do not fit they are in the table.
        fits = (end - start) * HEIGHT * 2 > len(span.says) * LETTER + 6
        place = f'x="{(start + end) * 50:.2f}%" text-anchor="middle"'
        return f'<text class="hb-halo" {place} y="17">{words}</text>' if fits else ""
    if end > BESIDE:
        return f'<text class="hb-halo" x="{start * 100:.2f}%" dx="-5" y="17" text-anchor="end">{words}</text>'
    return f'<text class="hb-halo" x="{end * 100:.2f}%" dx="5" y="17">{words}</text>'


# --- what both have ------------------------------------------------------------------------------


def _room(letters: int) -> str:
    """Return the name of the room at the left for so many letters, as the style sheet knows them."""
    return f"hb-room-{min(math.ceil(letters / LETTERS_OF_ROOM), ROOMS)}"


def _marks(chart: Chart, x: _Scale, below: int) -> Iterator[str]:
    """Yield the words of markers above what is drawn, each in a line of its own, with a line down, also `below`."""
    if not chart.markers:
        return
    height = len(chart.markers) * LABEL_LINE
    # Those whose words go to the left from the right on, then the others from the left on: no line goes through a word.
    placed = [(x.part(marker.x), marker) for marker in chart.markers]
    leftwards = sorted((each for each in placed if each[0] > BESIDE), key=lambda each: -each[0])
    markers = [marker for _, marker in leftwards + sorted((e for e in placed if e[0] <= BESIDE), key=lambda e: e[0])]
    yield f'<svg class="hb-marks" width="100%" height="{height}">'
    for row, marker in enumerate(markers):
        at = x.percent(marker.x)
        yield f'<line class="hb-mark" x1="{at}" x2="{at}" y1="{row * LABEL_LINE}" y2="{height + below}"/>'
    for row, marker in enumerate(markers):
        at, top = x.percent(marker.x), row * LABEL_LINE
        side = 'dx="-5" text-anchor="end"' if x.part(marker.x) > BESIDE else 'dx="5"'
        yield f'<text class="hb-halo" x="{at}" y="{top + 11}" {side}>{escape(marker.label)}</text>'
    yield "</svg>"


def _below(found: ticks.Ticks, x: _Scale) -> str:
    """Return the ticks of the axis below; of many every other one gives way where the page is narrow."""
    odd = " hb-odd" if len(found) > FEW_TICKS else ""
    ticked = "".join(
        f'<g class="hb-chart-tick{odd if place % 2 else ""}">'
        f'<line x1="{x.percent(at)}" x2="{x.percent(at)}" y1="0" y2="5"/>'
        f'<text class="hb-quiet-text" x="{x.percent(at)}" y="17" text-anchor="middle">{escape(label)}</text></g>'
        for place, (at, label) in enumerate(found)
    )
    return f'<svg class="hb-ticks" width="100%" height="22">{ticked}</svg>'


def _patterns(names: Iterable[str], ident: str) -> str:
    """Return the hatches of a chart, each once."""
    made = "".join(
        f'<pattern id="{ident}-{name}" width="8" height="8" patternUnits="userSpaceOnUse" class="hb-{name}">'
        f'<path class="hb-paper-ground" d="M0 0H8V8H0Z"/>{HATCHES[name]}</pattern>'
        for name in dict.fromkeys(names)
    )
    return f"<defs>{made}</defs>" if made else ""


def _x_ticks(chart: Chart, x: _Scale) -> ticks.Ticks:
    if chart.x_kind == "clock":
        return ticks.hours_of_a_day()
    if chart.x_kind in ("weekday", "date"):
        return ticks.moments(x.low, x.high, dated=chart.x_kind == "date")
    whole = all(at == int(at) for at in chart.x)
    return ticks.within(x.low, x.high, chart.x_label, whole=whole)


def _key(entries: Iterable[tuple[str, str]], ident: str) -> Iterator[str]:
    items = "".join(
        f'<li><svg class="hb-swatch" width="26" height="12"><rect class="hb-span hb-{fill}" x="0.5" y="0.5" width="25" '
        f'height="11" fill="url(#{ident}-{fill})"/></svg>{escape(label)}</li>'
        for fill, label in entries
        if label
    )
    if items:
        yield f'<ul class="hb-key-of-chart">{items}</ul>'


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
