"""The charts of a report as HTML, Markdown, plain text and rows of CSV: title, summary and the numbers behind it."""

import datetime
import json
import math
from collections.abc import Iterator
from html import escape

from calculators.answers import drawing
from calculators.answers.escaping import markdown
from calculators.answers.report import Chart
from calculators.answers.wording import number
from calculators.replication.hours import Start

MOST_POINTS = 50
"""How many points the table on a page shows: nobody reads more of them one by one. CSV and JSON have all."""
COMPACT_POINTS = 20
"""How many points Markdown and plain text show."""
EPOCH = datetime.datetime(1970, 1, 1)

type Columns = tuple[str, ...]


def to_html(chart: Chart, ident: str) -> str:
    """Return a figure with its table folded away; of lines the arrow keys read `data-chart` out.

    docs/assets/charts/charts.mjs adds the keys.
    """
    places = _places(chart, MOST_POINTS)
    columns = _columns(chart)
    look = "" if chart.lanes else ' class="hb-amount"'  # values of series; names and ends of lanes are words
    head = f'<th scope="col">{escape(columns[0])}</th>' + "".join(
        f'<th scope="col"{look}>{escape(column)}</th>' for column in columns[1:]
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td{look}>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in _rows(chart, places)
    )
    marks = "".join(f"<li>{escape(line)}</li>" for line in _marks(chart))
    fewer = f'<p class="hb-quiet">{escape(_fewer(chart, places))}</p>' if len(places) < len(chart.x) else ""
    read = f' data-chart="{escape(_read(chart))}"' if chart.series and chart.x and chart.x_kind != "category" else ""
    return (
        f'<figure class="hb-chart" id="{escape(ident)}"{read}>'
        f"<figcaption>{escape(chart.title)}</figcaption>"
        f'<p class="hb-chart-summary">{escape(chart.summary)}</p>{drawing.to_html(chart, escape(ident))}'
        f'<details class="hb-numbers"><summary>Show the numbers</summary>{f"<ul>{marks}</ul>" if marks else ""}'
        f'<div class="hb-table" role="group" tabindex="0" aria-label="{escape(chart.title)}">'
        f"<table><caption>{escape(chart.title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"</div>{fewer}</details></figure>"
    )


def to_markdown(chart: Chart) -> tuple[list[str], Columns, list[Columns], list[str]]:
    """Return the lines before the table, its columns and rows, and the lines behind it."""
    places = _places(chart, COMPACT_POINTS)
    fewer = [_fewer(chart, places)] if len(places) < len(chart.x) else []
    marks = [f"- {markdown(line)}" for line in _marks(chart)]
    before = [f"### {markdown(chart.title)}", "", markdown(chart.summary), "", *marks]
    return before + [""] * bool(chart.markers or chart.bands), _columns(chart), list(_rows(chart, places)), fewer


def to_text(chart: Chart) -> list[str]:
    """Return lines for a terminal: title, summary, marks and a table of few points."""
    places = _places(chart, COMPACT_POINTS)
    table = [_columns(chart), *_rows(chart, places)]
    widths = [max(len(row[index]) for row in table) for index in range(len(table[0]))]
    lines = [f"{chart.title}: {chart.summary}", *(f"  {line}" for line in _marks(chart))]
    lines += [
        "  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in table
    ]
    return lines + ([f"  {_fewer(chart, places)}"] if len(places) < len(chart.x) else [])


def csv_rows(chart: Chart) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `calculators.answers.render.to_csv`: the chart, every point of every series, every mark."""
    yield ("chart", chart.id, chart.title, "", "", chart.summary)
    for series in chart.series:
        for place, value in enumerate(series.values):
            yield ("point", chart.id, series.name, _bare(value), chart.x_label, _bare_x(chart, chart.x[place]))
    for lane in chart.lanes:
        for part in lane.spans:
            ends = f"{_bare_x(chart, part.start)} to {_bare_x(chart, part.end)}"
            yield ("span", chart.id, lane.name, part.label, chart.x_label, ends)
    for marker in chart.markers:
        yield ("marker", chart.id, marker.label, _bare(marker.y), chart.x_label, _bare_x(chart, marker.x))
    for band in chart.bands:
        span = f"{_bare_x(chart, band.start)} to {_bare_x(chart, band.end)}"
        yield ("band", chart.id, band.label, "", chart.x_label, span)


def _read(chart: Chart) -> str:
    """Return what is read out as JSON, with the ends of the axis below; what is not finite is a gap."""
    low, high = drawing.reach(chart)
    read = {
        "x": chart.x,
        "xLabel": chart.x_label,
        "xKind": chart.x_kind,
        "from": low,
        "to": high,
        "series": [
            {"name": series.name, "values": [value if _known(value) else None for value in series.values]}
            for series in chart.series
        ],
        "markers": [{"x": marker.x, "label": marker.label} for marker in chart.markers],
    }
    return json.dumps(read, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _places(chart: Chart, most: int) -> list[int]:
    """Return which points a table shows: all, or evenly spread ones with the first and the last."""
    count = len(chart.x)
    if count <= most:
        return list(range(count))
    return [round(index * (count - 1) / (most - 1)) for index in range(most)]


def _fewer(chart: Chart, places: list[int]) -> str:
    return f"{len(places)} of {len(chart.x)} points, evenly spread. The CSV and JSON files have all of them."


def _columns(chart: Chart) -> Columns:
    if chart.lanes:
        what = ("What",) if _named(chart) else ()
        return (chart.y_label, *what, f"Begin ({chart.x_label})", "End")
    return (chart.x_label, *(series.name for series in chart.series))


def _rows(chart: Chart, places: list[int]) -> Iterator[Columns]:
    for lane in chart.lanes:
        for span in lane.spans:
            what = (span.label or "–",) if _named(chart) else ()
            yield (lane.name, *what, _x(chart, span.start), _x(chart, span.end))
    if chart.lanes:
        return
    for place in places:
        yield (_x(chart, chart.x[place]), *(_value(series.values[place]) for series in chart.series))


def _named(chart: Chart) -> bool:
    """Return whether parts of lanes have names of their own."""
    return any(span.label for lane in chart.lanes for span in lane.spans)


def _marks(chart: Chart) -> list[str]:
    """Return markers and bands in words."""
    at = chart.x_label
    found = [
        f"{marker.label} ({at}: {_x(chart, marker.x)}"
        + (f"; {chart.y_label}: {_value(marker.y)})" if _known(marker.y) else ")")
        for marker in chart.markers
    ]
    return found + [f"{band.label} ({at}: {_x(chart, band.start)} to {_x(chart, band.end)})" for band in chart.bands]


def _x(chart: Chart, value: float) -> str:
    if chart.x_kind in ("weekday", "date"):
        return Start(chart.x[0], dated=chart.x_kind == "date").to_the_minute(value)
    if chart.x_kind == "clock":
        minutes = round(value * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    name = _name(chart, value)
    return number(value) if name is None else name


def _bare_x(chart: Chart, value: float) -> str:
    if chart.x_kind == "date":
        return (EPOCH + datetime.timedelta(seconds=value)).isoformat()
    if chart.x_kind in ("weekday", "clock"):
        return _x(chart, value)
    name = _name(chart, value)
    return repr(value) if name is None else name


def _name(chart: Chart, value: float) -> str | None:
    """Return the name of a place of a category axis; None where there is none, such as between two places."""
    if chart.x_kind != "category" or value != int(value) or not 0 <= value < len(chart.x_names):
        return None
    return chart.x_names[int(value)]


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _value(value: float | None) -> str:
    return number(value) if value is not None and math.isfinite(value) else "–"


def _bare(value: float | None) -> str:
    return repr(value) if _known(value) else ""
