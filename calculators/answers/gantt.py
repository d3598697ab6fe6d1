"""A timetable as a Gantt chart: SVG that build and browser draw alike. The table of its tasks stands beside."""

import datetime
from collections.abc import Iterator
from html import escape

from calculators.answers.bars import LINE, Sheet, figure, name_lines, svg
from calculators.answers.report import Bar, Timetable
from calculators.answers.wording import dated

TOP, BAR, BASE = 46, 16, 5
MOST_DAYS_WITH_FREE = 400
"""Of a longer plan single free days would be too thin to see."""
STEPS = (1, 2, 7, 14, 28, 91, 182, 364, 728, 1820)
"""Days between two dates on the axis."""
LETTER_OF_DATE = 78
"""Room for a date."""


SHEETS = (
    Sheet(name="wide", width=700, left=244, right=20, row=26, letters=34, lines=2, above=False),
    Sheet(name="narrow", width=330, left=6, right=14, row=62, letters=44, lines=1, above=True),
)


def to_html(timetable: Timetable, ident: str) -> str:
    """Return a figure that is named and described for those who do not see it, with a legend of all that is drawn."""
    charts = [_Chart(timetable, sheet) for sheet in SHEETS]
    drawings = (chart.svg(f"{ident}-{chart.sheet.name}") for chart in charts)
    return figure("hb-gantt", timetable.title, drawings, charts[0].legend())


class _Chart:
    def __init__(self, timetable: Timetable, sheet: Sheet) -> None:
        self.table = timetable
        self.sheet = sheet
        bars = timetable.bars
        days = [
            *(bar.start.date() for bar in bars),
            *(bar.last_day for bar in bars),
            *(day for bar in bars for day in (bar.planned_start, bar.planned_end) if day),
            *([timetable.wanted] if timetable.wanted else []),
        ]
        self.first, self.last = min(days), max(days)
        self.count = (self.last - self.first).days + 1
        self.each = (sheet.width - sheet.left - sheet.right) / self.count
        self.names = {bar.id: _name(bar, sheet) for bar in bars}
        self.row: dict[str, float] = {}
        self.height = TOP
        for bar in bars:
            room = sheet.row if sheet.above else max(sheet.row, LINE * len(self.names[bar.id]) + 6)
            self.row[bar.id] = self.height + (room - BAR - 2 if sheet.above else room / 2)
            self.height += room
        self.height += 10

    def svg(self, ident: str) -> str:
        """Return the drawing, named and described; `ident` keeps its ids apart."""
        body = "".join((*self.days(), *self.arrows(ident), *self.rows(), *self.marks()))
        body = body.replace("@stripes", f"url(#{escape(ident)}-stripes)")
        return svg(self.sheet, self.height, ident, title=self.table.title, summary=self.table.summary, body=body)

    def x(self, day: datetime.date, hour: float = 0.0) -> float:
        return round(self.sheet.left + ((day - self.first).days + hour / 24) * self.each, 1)

    def left(self, bar: Bar) -> float:
        """Return where a bar begins: work fills its days, what runs around the clock its hours."""
        return self.x(bar.start.date(), _hour(bar.start) if bar.elapsed or bar.milestone else 0.0)

    def right(self, bar: Bar) -> float:
        if bar.elapsed or bar.milestone:
            return self.x(bar.end.date(), _hour(bar.end))
        return self.x(bar.last_day, 24)

    def days(self) -> Iterator[str]:
        bottom = self.height - 8
        if self.count <= MOST_DAYS_WITH_FREE:
            for off in self.table.off:
                if self.first <= off.day <= self.last:
                    kind = "hb-gantt-off" if off.usual else "hb-gantt-off hb-gantt-holiday"
                    yield (
                        f'<rect class="{kind}" x="{self.x(off.day)}" y="{TOP - 6}" width="{self.each:.2f}" '
                        f'height="{bottom - TOP + 6}"><title>{off.day}: {escape(off.why)}</title></rect>'
                    )
        step = next((step for step in STEPS if step * self.each >= LETTER_OF_DATE), STEPS[-1])
        # From a Monday on where weeks part the axis.
        ahead = (7 - self.first.weekday()) % 7 if step >= 7 else 0  # noqa: PLR2004 - days of a week
        for number in range(ahead if ahead < self.count else 0, self.count, step):
            day = self.first + datetime.timedelta(days=number)
            x = self.x(day)
            yield f'<line class="hb-gantt-grid" x1="{x}" y1="{TOP - 10}" x2="{x}" y2="{bottom}"/>'
            if x + LETTER_OF_DATE <= self.sheet.width:
                yield f'<text class="hb-gantt-date" x="{x + 3}" y="{TOP - 14}">{day}</text>'

    def rows(self) -> Iterator[str]:
        for bar in self.table.bars:
            middle = self.row[bar.id]
            yield self._name(bar, middle)
            if bar.planned_start and bar.planned_end:
                left, right = self.x(bar.planned_start), self.x(bar.planned_end, 24)
                yield (
                    f'<rect class="hb-gantt-base" x="{left}" y="{middle + BAR / 2 + 1}" width="{right - left:.1f}" '
                    f'height="{BASE}"><title>Baseline: {bar.planned_start} to {bar.planned_end}</title></rect>'
                )
            kind = "hb-gantt-bar" + " hb-gantt-critical" * bar.critical + " hb-gantt-done" * bar.ended
            told = f"<title>{escape(_told(bar))}</title>"
            left, right = self.left(bar), self.right(bar)
            if bar.milestone:
                yield (f'<path class="{kind}" d="M{left} {middle - 9}l9 9l-9 9l-9 -9z">{told}</path>')
                continue
            width = max(right - left, 2.0)
            box = f'x="{left}" y="{middle - BAR / 2:g}" width="{width:.1f}" height="{BAR}" rx="2"'
            yield f'<rect class="{kind}" {box}>{told}</rect>'
            if bar.critical:
                # Not by its colour alone.
                yield f'<rect class="hb-gantt-pattern" fill="@stripes" {box}/>'

    def _name(self, bar: Bar, middle: float) -> str:
        sheet, rows = self.sheet, self.names[bar.id]
        x, anchor = (sheet.left, "start") if sheet.above else (sheet.left - 10, "end")
        top = middle - (BAR / 2 + 4 + LINE * len(rows) - LINE / 2 if sheet.above else (len(rows) - 1) * LINE / 2)
        spans = "".join(
            f'<tspan class="{kind}" x="{x}" y="{top + place * LINE:g}">{escape(line)}</tspan>'
            for place, (line, kind) in enumerate(rows)
        )
        kind = "hb-gantt-name hb-gantt-bold" if bar.critical else "hb-gantt-name"
        return f'<text class="{kind}" text-anchor="{anchor}" dominant-baseline="central">{spans}</text>'

    def arrows(self, ident: str) -> Iterator[str]:
        known = {bar.id: bar for bar in self.table.bars}
        for bar in self.table.bars:
            for follows in bar.follows:
                other = known[follows.bar]
                begin = self.right(other) if follows.kind == "finish" else self.left(other)
                start, end = self.row[other.id], self.row[bar.id]
                edge = end + (-BAR / 2 - 1 if end > start else BAR / 2 + 1)
                bend = max(self.left(bar), begin) + 4
                kind = "hb-gantt-arrow hb-gantt-strong" if bar.critical and other.critical else "hb-gantt-arrow"
                path = f"M{begin:g} {start:g}H{bend:g}V{edge:g}"
                yield f'<path class="{kind}" marker-end="url(#{escape(ident)}-arrow)" d="{path}"/>'

    def marks(self) -> Iterator[str]:
        if self.table.wanted:
            x = self.x(self.table.wanted, 24)
            yield (
                f'<line class="hb-gantt-wanted" x1="{x}" y1="{TOP - 10}" x2="{x}" y2="{self.height - 8}">'
                f"<title>Wanted end: {self.table.wanted}</title></line>"
            )

    def legend(self) -> Iterator[str]:
        bars = self.table.bars
        shown = (
            ("critical", "Decides the end: striped", any(bar.critical for bar in bars)),
            ("plain", "Has room", any(not bar.critical and not bar.milestone for bar in bars)),
            ("done", "Ended", any(bar.ended for bar in bars)),
            ("base", "Baseline", any(bar.planned_start and bar.planned_end for bar in bars)),
            ("off", "Not worked", any(off.usual for off in self.table.off) and self.count <= MOST_DAYS_WITH_FREE),
            (
                "holiday",
                "Holiday, day off or freeze",
                any(not off.usual for off in self.table.off) and self.count <= MOST_DAYS_WITH_FREE,
            ),
            ("wanted", f"Wanted end: {self.table.wanted}", self.table.wanted is not None),
        )
        for name, words, there in shown:
            if there:
                yield f'<li><span class="hb-gantt-key hb-gantt-key-{name}"></span>{escape(words)}</li>'


def _name(bar: Bar, sheet: Sheet) -> list[tuple[str, str]]:
    """Return the lines at a bar, each with its kind: its name, and below it who works on it."""
    lines = name_lines(bar.name, sheet) or [bar.id]
    # On a narrow sheet also when: there dates of the axis are far away.
    below = " · ".join(filter(None, (_days(bar) if sheet.above else "", bar.track)))[: sheet.letters + 6]
    return [*((line[: sheet.letters], "") for line in lines), *([(below, "hb-gantt-who")] if below else [])]


def _hour(at: datetime.datetime) -> float:
    return at.hour + at.minute / 60


def _told(bar: Bar) -> str:
    return f"{bar.name}: {_days(bar)}"


def _days(bar: Bar) -> str:
    first = dated(bar.start.date())
    return first if bar.milestone or bar.last_day == bar.start.date() else f"{first} to {dated(bar.last_day)}"
