"""What follows what in minutes, drawn along one line of time: SVG that build and browser draw alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from calculators.answers.bars import LINE, Sheet, figure, name_lines, svg

TOP, BAR = 40, 18
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 10_080, 43_200)
"""Minutes between two marks of the axis."""
ROOM_OF_MARK = 64
MINUTES_OF_HOUR = 60


SHEETS = (
    Sheet(name="wide", width=960, left=190, right=30, row=34, letters=26, lines=2, above=False),
    Sheet(name="narrow", width=330, left=6, right=34, row=44, letters=44, lines=1, above=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One thing that takes its time."""

    id: str
    """Short name, unique in the course."""
    name: str
    """What it is called."""
    start: float
    """Minute at which it begins."""
    end: float
    """Minute at which it ends, to plan with."""
    high: float
    """Minute at which it ends at the latest."""
    decides: bool
    """Whether it is on the longest way."""
    known: bool
    """Whether its end is known."""
    after: tuple[str, ...] = ()
    """Ids of what it waits for."""
    told: str = ""
    """What is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Things that follow each other."""

    title: str
    """Caption."""
    summary: str
    """What it shows, in a sentence that is read out."""
    legs: tuple[Leg, ...]
    """The things, in the order of the rows."""
    wanted: float | None = None
    """Minute at which all has to be over; None where nobody asks, or several do."""


def to_html(course: Course, ident: str) -> str:
    """Return a figure that is named and described for those who do not see it; its table stands beside it."""
    charts = [_Chart(course, sheet) for sheet in SHEETS]
    drawings = (chart.svg(f"{ident}-{chart.sheet.name}") for chart in charts)
    return figure("hb-gantt hb-course", course.title, drawings, charts[0].legend())


def moment(minutes: float) -> str:
    """Return a moment as hours and minutes from the start: 0:45, 12:05."""
    whole = round(minutes)
    return f"{whole // MINUTES_OF_HOUR}:{whole % MINUTES_OF_HOUR:02}"


class _Chart:
    def __init__(self, course: Course, sheet: Sheet) -> None:
        self.course = course
        self.sheet = sheet
        self.end = max(1.0, course.wanted or 0, *(leg.high for leg in course.legs))
        self.each = (sheet.width - sheet.left - sheet.right) / self.end
        self.height = TOP + sheet.row * len(course.legs) + 10
        middle = sheet.row - BAR / 2 - 4 if sheet.above else sheet.row / 2
        self.row = {leg.id: TOP + sheet.row * place + middle for place, leg in enumerate(course.legs)}

    def svg(self, ident: str) -> str:
        """Return the drawing, named and described; `ident` keeps its ids apart."""
        # Names above the bars stand over the arrows, which run through their lines.
        body = "".join((*self.axis(), *self.arrows(ident), *self.mark(), *self.rows(ident)))
        return svg(self.sheet, self.height, ident, title=self.course.title, summary=self.course.summary, body=body)

    def x(self, minutes: float) -> float:
        return round(self.sheet.left + minutes * self.each, 1)

    def axis(self) -> Iterator[str]:
        step = next((step for step in STEPS if step * self.each >= ROOM_OF_MARK), STEPS[-1])
        at = 0
        while at <= self.end and at <= step * 100:
            x = self.x(at)
            yield f'<line class="hb-gantt-grid" x1="{x}" y1="{TOP - 10}" x2="{x}" y2="{self.height - 8}"/>'
            yield f'<text class="hb-gantt-date" x="{x + 3}" y="{TOP - 14}">{moment(at)}</text>'
            at += step

    def rows(self, ident: str) -> Iterator[str]:
        for leg in self.course.legs:
            middle = self.row[leg.id]
            yield self._name(leg, middle)
            left, top = self.x(leg.start), f"{middle - BAR / 2:g}"
            width = max(self.x(leg.end) - left, 2.0)
            kind = "hb-gantt-bar" + " hb-gantt-critical" * leg.decides + " hb-course-unknown" * (not leg.known)
            box = f'x="{left}" y="{top}" width="{width:.1f}" height="{BAR}" rx="2"'
            yield f'<rect class="{kind}" {box}><title>{escape(leg.told or leg.name)}</title></rect>'
            if leg.decides:
                yield f'<rect class="hb-gantt-pattern" fill="url(#{escape(ident)}-stripes)" {box}/>'
            if leg.high > leg.end and leg.known:
                right = self.x(leg.high)
                yield f'<path class="hb-course-late" d="M{left + width:.1f} {middle:g}H{right}m0 -5v10"/>'
            if not leg.known:
                yield f'<text class="hb-gantt-date" x="{left + width + 4:.1f}" y="{middle + 4:g}">?</text>'

    def _name(self, leg: Leg, middle: float) -> str:
        sheet = self.sheet
        lines = name_lines(leg.name, sheet) or [leg.id]
        top = middle - (BAR if sheet.above else (len(lines) - 1) * LINE / 2)
        x, anchor = (sheet.left, "start") if sheet.above else (sheet.left - 10, "end")
        spans = "".join(
            f'<tspan x="{x}" y="{top + place * LINE:g}">{escape(line[: sheet.letters])}</tspan>'
            for place, line in enumerate(lines)
        )
        kind = "hb-gantt-name hb-gantt-bold" if leg.decides else "hb-gantt-name"
        return f'<text class="{kind}" text-anchor="{anchor}" dominant-baseline="central">{spans}</text>'

    def arrows(self, ident: str) -> Iterator[str]:
        known = {leg.id: leg for leg in self.course.legs}
        for leg in self.course.legs:
            for name in leg.after:
                other = known[name]
                start, end = self.row[name], self.row[leg.id]
                edge = end + (-BAR / 2 - 1 if end > start else BAR / 2 + 1)
                bend = max(self.x(leg.start), self.x(other.end)) + 4
                kind = "hb-gantt-arrow hb-gantt-strong" if leg.decides and other.decides else "hb-gantt-arrow"
                path = f"M{self.x(other.end):g} {start:g}H{bend:g}V{edge:g}"
                yield f'<path class="{kind}" marker-end="url(#{escape(ident)}-arrow)" d="{path}"/>'

    def mark(self) -> Iterator[str]:
        if self.course.wanted is not None:
            x = self.x(self.course.wanted)
            yield (
                f'<line class="hb-gantt-wanted" x1="{x}" y1="{TOP - 10}" x2="{x}" y2="{self.height - 8}">'
                f"<title>Wanted: {moment(self.course.wanted)}</title></line>"
            )

    def legend(self) -> Iterator[str]:
        legs = self.course.legs
        shown = (
            ("critical", "Longest chain: striped", any(leg.decides for leg in legs)),
            ("plain", "Has room", any(not leg.decides and leg.known for leg in legs)),
            ("unknown", "?: nobody measured it, so its end is not known", any(not leg.known for leg in legs)),
            (
                "late",
                "Up to the latest end that the sources allow",
                any(leg.known and leg.high > leg.end for leg in legs),
            ),
            ("wanted", f"Wanted: {moment(self.course.wanted or 0)} h", self.course.wanted is not None),
        )
        for name, words, there in shown:
            if there:
                yield f'<li><span class="hb-gantt-key hb-gantt-key-{name}"></span>{escape(words)}</li>'
