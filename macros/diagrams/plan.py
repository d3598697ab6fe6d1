"""The phases of a delivery as a picture."""

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from calculators.records.planning import Phase, Plan
from macros.diagrams.drawing import LINE, NARROW, SMALL, STRONG, WIDE, Sheet, arrow, label, picture, wrap

GAP = 7
"""Between a bar and the milestones at its ends, where the arrows run."""
BAR = 24


def gantt(plan: Plan) -> Markup:
    """Return the phases as bars between milestones, with who works in them and an arrow for every dependency.

    Columns show order and overlap only: the source prints no durations.
    """
    wide, narrow = _Wide(plan), _Narrow(plan)
    names = {phase.id: phase.name for phase in plan.phases}
    milestones = {milestone.id: milestone.name for milestone in plan.milestones}

    def told() -> Iterator[str]:
        yield "Bars show order and overlap, not length: the source prints no durations."
        for phase in wide.phases:
            who = f", {by}" if (by := wide.who(phase)) else ""
            after = f", after {' and '.join(names[name] for name in phase.after)}" if phase.after else ""
            yield f"{phase.name}{who}: from {milestones[phase.begins]} to {milestones[phase.ends]}{after}."

    return picture("plan", "The phases of a delivery", told(), wide.sheet(), narrow.sheet())


class _Wide:
    """Names at the left, milestones above."""

    width, left, row, top, end = WIDE, 204.0, 60.0, 104.0, 58.0

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.column = {milestone.id: index for index, milestone in enumerate(plan.milestones)}
        # The longer one of two that begin together comes first: then no arrow has to cross a bar.
        self.phases = sorted(plan.phases, key=lambda phase: (self.column[phase.begins], -self.column[phase.ends]))
        self.by_id = {phase.id: phase for phase in plan.phases}
        self.each = (self.width - self.left - self.end) / (len(plan.milestones) - 1)

    def who(self, phase: Phase) -> str:
        """Return who works in a phase, as far as its tasks say."""
        return " and ".join(
            dict.fromkeys(task.track for task in self.plan.tasks if task.phase == phase.id and task.track)
        )

    def sheet(self) -> Sheet:
        height = self.top + self.row * len(self.phases) + 10
        body = (*self.milestones(height), *self.dependencies(), *map(self.bar, self.phases))
        return Sheet(height, "".join(body), self.width)

    def x(self, milestone: str) -> float:
        """Return where a milestone stands."""
        return self.left + self.each * self.column[milestone]

    def y(self, phase: Phase) -> float:
        """Return the middle of a phase's bar."""
        return self.top + self.row * (self.phases.index(phase) + 0.5)

    def line(self, milestone: str, top: float, height: float) -> str:
        x = self.x(milestone)
        return f'<line class="hb-lane" x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{height - 6:g}"/>'

    def milestones(self, height: float) -> Iterator[str]:
        """Yield a line and a name for each milestone; names take turns on two heights, because they are wide."""
        for index, milestone in enumerate(self.plan.milestones):
            lines = wrap(milestone.name, self.each * 1.6, SMALL)
            foot = self.top - 12 - (2 * LINE + 6) * (index % 2 == 0)
            yield self.line(milestone.id, foot + 4, height)
            yield label(self.x(milestone.id), foot - len(lines) * LINE / 2, lines, "hb-small")

    def name(self, phase: Phase) -> str:
        """Return what a phase is called, and who works in it."""
        lines, by = wrap(phase.name, self.left - 20, STRONG), self.who(phase)
        top = self.y(phase) - (len(lines) + bool(by)) * LINE / 2
        words = label(self.left - 14, top + len(lines) * LINE / 2, lines, "hb-strong", "end")
        below = top + (len(lines) + 0.5) * LINE
        return words + (label(self.left - 14, below, [by], "hb-small hb-quiet", "end") if by else "")

    def bar(self, phase: Phase) -> str:
        """Return the name and the bar of a phase."""
        left, right, middle = self.x(phase.begins), self.x(phase.ends), self.y(phase)
        return (
            f'{self.name(phase)}<rect class="hb-bar" data-phase="{phase.id}" data-kind="{phase.kind}" '
            f'x="{left + GAP:g}" y="{middle - BAR / 2:g}" width="{right - left - 2 * GAP:g}" height="{BAR}" rx="5">'
            f"<title>{escape(phase.name)}: {escape(phase.work)}</title></rect>"
        )

    def dependencies(self) -> Iterator[str]:
        """Yield an arrow from the end of a phase to the start of each that comes after it, along the milestone."""
        for phase in self.phases:
            for first in (self.by_id[name] for name in phase.after):
                at = self.x(phase.begins)
                path = f"M{self.x(first.ends) - GAP:g} {self.y(first):g} H{at:g} V{self.y(phase):g} H{at + GAP:g}"
                yield arrow(path, at + GAP, self.y(phase), "right", "hb-way")


class _Narrow(_Wide):
    """Names above the bars; milestones are numbers, which are told below."""

    width, left, row, top, end = NARROW, 14.0, 76.0, 34.0, 26.0

    def sheet(self) -> Sheet:
        whole = super().sheet()
        lines = [f"{index + 1}  {milestone.name}" for index, milestone in enumerate(self.plan.milestones)]
        below = label(self.left, whole.height + 12 + len(lines) * LINE / 2, lines, "hb-small", "start")
        return Sheet(whole.height + len(lines) * LINE + 24, whole.body + below, self.width)

    def y(self, phase: Phase) -> float:
        return super().y(phase) + 20

    def milestones(self, height: float) -> Iterator[str]:
        for index, milestone in enumerate(self.plan.milestones):
            yield self.line(milestone.id, self.top - 8, height)
            yield label(self.x(milestone.id), self.top - 20, [str(index + 1)], "hb-small")

    def name(self, phase: Phase) -> str:
        by = self.who(phase)
        words = label(
            self.left, self.y(phase) - (45 if by else 27), [phase.name], "hb-small hb-strong hb-over", "start"
        )
        return words + (label(self.left, self.y(phase) - 27, [by], "hb-small hb-quiet hb-over", "start") if by else "")
