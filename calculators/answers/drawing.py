"""The picture of a chart as HTML and SVG, drawn alike by build and browser: it prints, and follows the page's colours.

Places are parts of the width and height, so that a picture is as wide as its page while its text stays as large as the
rest. Nothing is told by a colour alone: lines differ by their dashes, and what is filled by its hatch.
"""

import math
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


@dataclass(frozen=True, slots=True)
class _Scale:
    """From where to where an axis reaches."""

    low: float
    high: float

    def part(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    def percent(self, value: float) -> str:
        return f"{self.part(value) * 100:.2f}%"


def to_html(chart: Chart) -> str:
    """Return what is drawn, which readers of the table behind it do not miss."""
    if chart.x_kind == "category":
        chart = _as_lanes(chart)
    if not chart.lanes and not chart.x:
        return ""
    body = "".join(_lanes(chart) if chart.lanes else _plot(chart))
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


def _plot(chart: Chart) -> Iterator[str]:
    x = _Scale(*reach(chart))
    left, beside = _rise(chart, "left")
    right, beside_right = _rise(chart, "right")
    widths = [max((len(label) for _, label in found), default=0) * LETTER + 8 for found in (beside, beside_right)]
    second = f'<span class="hb-right">{escape(chart.y2_label)}</span>' if chart.y2_label else ""
    yield f'<p class="hb-axis-names"><span>{escape(chart.y_label)}</span>{second}</p>'
    room = f"--hb-left:{widths[0]:.0f}px;--hb-right:{widths[1] if chart.y2_label else 0:.0f}px"
    yield f'<div class="hb-area" style="{room}">'
    yield from _marks(chart, x, left)
    yield f'<div class="hb-field" style="height:{HEIGHT}px">'
    names = list(dict.fromkeys(band.label for band in chart.bands if not band.faint))
    for band in chart.bands:
        start, width = x.percent(band.start), f"{(x.part(band.end) - x.part(band.start)) * 100:.2f}%"
        kind = "hb-band-faint" if band.faint else f"hb-band-{names.index(band.label) % FILLS + 1}"
        yield f'<i class="hb-band {kind}" style="left:{start};width:{width}"></i>'
    for tick, label in beside:
        yield f'<i class="hb-grid" style="bottom:{left.percent(tick)}"><b>{escape(label)}</b></i>'
    for tick, label in beside_right if chart.y2_label else ():
        yield f'<i class="hb-grid-right" style="bottom:{right.percent(tick)}"><b>{escape(label)}</b></i>'
    yield f'<svg viewBox="0 0 {SCALE} {SCALE}" preserveAspectRatio="none">'
    for place, series in enumerate(chart.series):
        yield from _line(chart.x, series, place, x, left if series.axis == "left" else right)
    yield "</svg>"
    for marker in chart.markers:
        if marker.y is not None and math.isfinite(marker.y):
            at = f"left:{x.percent(marker.x)};bottom:{left.percent(marker.y)}"
            yield f'<i class="hb-point" style="{at}"></i>'
    yield from _labels(chart, left, right)
    yield "</div>"
    yield _below(_x_ticks(chart, x), x)
    yield f'</div><p class="hb-axis-name">{escape(chart.x_label)}</p>'
    yield from _key(
        ("hb-band-faint" if band.faint else f"hb-band-{names.index(band.label) % FILLS + 1}", band.label)
        for band in {band.label: band for band in chart.bands}.values()
    )


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
    step = series.kind == "step"
    height: Callable[[float], float] = lambda value: (1 - y.part(value)) * SCALE  # noqa: E731 - one line of arithmetic
    if series.kind == "area":
        zero = height(max(y.low, 0.0))
        areas = "".join(f"{_path(run, height, step=False)}V{zero:.0f}H{run[0][0]:.1f}Z" for run in runs if len(run) > 1)
        yield f'<path class="hb-filled hb-line-{kind}" d="{areas}"/>'
    path = "".join(_path(run, height, step=step) for run in runs)
    yield f'<path class="hb-line hb-line-{kind}" d="{path}"/>'


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
        now = f"{height(then):.0f}"
        if step:
            parts.append(f"H{at:.1f}" if now == last else f"H{at:.1f}V{now}")
        else:
            parts.append(f"H{at:.1f}" if now == last else f"L{at:.1f} {now}")
        last = now
    return "".join(parts)


def _labels(chart: Chart, left: _Scale, right: _Scale) -> Iterator[str]:
    """Yield the name of each line at its end, none over another."""
    found: list[tuple[float, int, int, str]] = []
    for place, series in enumerate(chart.series):
        known = [value for value in series.values if value is not None and math.isfinite(value)]
        if not known:
            continue
        scale = left if series.axis == "left" else right
        name = series.name if chart.y2_label else series.name.removesuffix(f" ({chart.y_label})")
        name = name.removesuffix(f" ({chart.y_label.casefold()})") if not chart.y2_label else name
        lines = math.ceil((len(name) + 4) / LABEL_LETTERS)
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
        sample = f'<svg class="hb-sample" viewBox="0 0 26 6"><path class="hb-line hb-line-{kind}" d="M0 3H26"/></svg>'
        yield f'<span class="hb-label hb-label-{kind}" style="top:{top:.0f}px">{sample}{escape(name)}</span>'


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


def _lanes(chart: Chart) -> Iterator[str]:
    x = _Scale(*reach(chart))
    labels = list(dict.fromkeys(span.label for lane in chart.lanes for span in lane.spans))
    longest = max(len(lane.name) for lane in chart.lanes)
    short = " hb-area-short" if longest <= LONGEST_NAME // 2 else ""
    room = f"--hb-left:{min(longest, LONGEST_NAME) * LETTER + 12:.0f}px"
    yield f'<div class="hb-area hb-area-lanes{short}" style="{room}">'
    yield from _marks(chart, x, None)
    yield '<div class="hb-lanes">'
    found = _x_ticks(chart, x)
    for lane in chart.lanes:
        yield f'<div class="hb-lane"><b>{escape(lane.name)}</b><div class="hb-track">'
        for at, _ in found:
            yield f'<i class="hb-grid-up" style="left:{x.percent(at)}"></i>'
        for span in sorted(lane.spans, key=lambda span: not span.ground):
            start, end = x.part(span.start), x.part(span.end)
            ground = " hb-ground" if span.ground else ""
            fill = f"hb-fill-{labels.index(span.label) % FILLS + 1}"
            place = f"left:{start * 100:.2f}%;width:{(end - start) * 100:.2f}%"
            yield f'<i class="hb-span {fill}{ground}" style="{place}"></i>'
        for span in lane.spans:
            if span.says:
                follows = any(other is not span and other.start >= span.end for other in lane.spans)
                yield _says(span, x, inside=follows or chart.stacked)
        yield "</div></div>"
    for marker in chart.markers:
        yield f'<i class="hb-upright" style="{_across(x.part(marker.x))}"></i>'
    yield "</div>"
    yield _below(found, x)
    yield f'</div><p class="hb-axis-name">{escape(chart.x_label)}</p>'
    if any(labels):
        yield from _key((f"hb-fill-{place % FILLS + 1}", label) for place, label in enumerate(labels))


def _says(span: Span, x: _Scale, *, inside: bool) -> str:
    """Return the words of a span: in it where others follow, or at its end where there is room."""
    start, end = x.part(span.start), x.part(span.end)
    if inside:
        # Half of the letters' width suffices on a wide page, and where they do not fit they are in the table.
        fits = (end - start) * HEIGHT * 2 > len(span.says) * LETTER + 6
        return f'<b class="hb-inside" style="left:{(start + end) * 50:.2f}%">{escape(span.says)}</b>' if fits else ""
    if end > BESIDE:
        return f'<b class="hb-before" style="right:{(1 - start) * 100:.2f}%">{escape(span.says)}</b>'
    return f'<b class="hb-behind" style="left:{end * 100:.2f}%">{escape(span.says)}</b>'


# --- what both have ------------------------------------------------------------------------------


def _marks(chart: Chart, x: _Scale, y: _Scale | None) -> Iterator[str]:
    """Yield the words of the markers above what is drawn, each in a line of its own, with a line down through it."""
    if not chart.markers:
        return
    count = len(chart.markers)
    yield f'<div class="hb-marks" style="height:{count * LABEL_LINE}px">'
    for row, marker in enumerate(chart.markers):
        part = x.part(marker.x)
        down = f"height:{(count - row) * LABEL_LINE + (HEIGHT if y else 0)}px"
        side = f"right:{(1 - part) * 100:.2f}%" if part > BESIDE else f"left:{part * 100:.2f}%"
        yield f'<i class="hb-mark" style="left:{part * 100:.2f}%;top:{row * LABEL_LINE}px;{down}"></i>'
        yield f'<b class="hb-mark-name" style="{side};top:{row * LABEL_LINE}px">{escape(marker.label)}</b>'
    yield "</div>"


def _across(part: float) -> str:
    """Return where a line stands over all lanes, beside their names."""
    return f"left:calc(var(--hb-left) + (100% - var(--hb-left)) * {part:.4f})"


def _below(found: ticks.Ticks, x: _Scale) -> str:
    """Return the ticks of the axis below; every other one gives way where the page is narrow."""
    ticked = "".join(
        f'<b class="hb-tick{" hb-odd" if place % 2 else ""}" style="left:{x.percent(at)}">{escape(label)}</b>'
        for place, (at, label) in enumerate(found)
    )
    return f'<div class="hb-ticks">{ticked}</div>'


def _x_ticks(chart: Chart, x: _Scale) -> ticks.Ticks:
    if chart.x_kind == "clock":
        return ticks.hours_of_a_day()
    if chart.x_kind in ("weekday", "date"):
        return ticks.moments(x.low, x.high, dated=chart.x_kind == "date")
    whole = all(at == int(at) for at in chart.x)
    return ticks.within(x.low, x.high, chart.x_label, whole=whole)


def _key(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    items = "".join(f'<li><i class="hb-swatch {kind}"></i>{escape(label)}</li>' for kind, label in entries if label)
    if items:
        yield f'<ul class="hb-key-of-chart">{items}</ul>'


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
