"""The delivery plan as a drawing."""

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from calculators.records.planning import Phase, Plan
from macros.diagrams.drawing import Size, arrow, drawing, label, wrap

LEFT, COLUMN, ROW, TOP, BAR = 240, 86, 48, 74, 26
BOLD_LETTER, SMALL_LETTER = 9, 6.4
"""Widths of an average letter in names and in small text."""


def gantt(plan: Plan) -> Markup:
    """Return the phases as bars between milestones, with an arrow for every dependency.

    Columns show order and overlap only: the source prints no durations.
    """
    chart = _Chart(plan)
    body = [*chart.milestones(), *(chart.bar(phase) for phase in plan.phases), *chart.dependencies()]
    after = (
        f"{phase.name} comes after {', '.join(chart.phases[name].name for name in phase.after)}."
        for phase in plan.phases
        if phase.after
    )
    description = "Bars show order and overlap, not length: the source prints no durations. " + " ".join(after)
    return drawing(chart.size, "The phases of a delivery", description, "".join(body), "plan")


class _Chart:
    """Places of milestones and phases."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.phases = {phase.id: phase for phase in plan.phases}
        self._column = {milestone.id: index for index, milestone in enumerate(plan.milestones)}
        self._row = {phase.id: index for index, phase in enumerate(plan.phases)}
        self.size = Size(LEFT + COLUMN * (len(plan.milestones) - 0.5) + 4, TOP + ROW * len(plan.phases) + 10)

    def x(self, milestone: str) -> float:
        """Return where a milestone stands."""
        return LEFT + COLUMN * self._column[milestone]

    def y(self, phase: Phase) -> float:
        """Return the middle of a phase's row."""
        return TOP + ROW * (self._row[phase.id] + 0.5)

    def milestones(self) -> Iterator[str]:
        """Yield a line and a name for each milestone."""
        for milestone in self.plan.milestones:
            x = self.x(milestone.id)
            yield f'<line class="hb-lane" x1="{x:g}" y1="{TOP - 8}" x2="{x:g}" y2="{self.size.height - 6:g}"/>'
            yield label(x, TOP / 2 - 4, wrap(milestone.name, COLUMN, SMALL_LETTER), "hb-small")

    def bar(self, phase: Phase) -> str:
        """Return the name and the bar of a phase."""
        left, right, middle = self.x(phase.begins), self.x(phase.ends), self.y(phase)
        name = label(LEFT - 14, middle, wrap(phase.name, LEFT - 20, BOLD_LETTER), "hb-strong", "end")
        return (
            f'{name}<rect class="hb-bar" data-kind="{phase.kind}" x="{left + 3:g}" y="{middle - BAR / 2:g}" '
            f'width="{right - left - 6:g}" height="{BAR}" rx="5">'
            f"<title>{escape(phase.name)}: {escape(phase.work)}</title></rect>"
        )

    def dependencies(self) -> Iterator[str]:
        """Yield an arrow from the end of a phase to the start of each that comes after it."""
        for phase in self.plan.phases:
            for first in (self.phases[name] for name in phase.after):
                below = self.y(phase) > self.y(first)
                edge = self.y(phase) + (-BAR / 2 - 2 if below else BAR / 2 + 2)
                start, bend = self.x(first.ends) - 3, self.x(phase.begins) + 13
                yield arrow("plan", f"M{start:g} {self.y(first):g} H{bend:g} V{edge:g}")
