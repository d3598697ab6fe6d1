"""The delivery plan: chart, phases, milestones, schedules, durations."""

from markupsafe import Markup

from calculators.records.planning import Schedule
from macros.diagrams import gantt
from macros.view import View, joined, table, text


def plan_chart(view: View) -> Markup:
    """Return the phases as a chart with their dependencies."""
    return gantt(view.data.plan)


def plan_phases(view: View) -> Markup:
    """Return the phases as a table."""
    names = {phase.id: phase.name for phase in view.data.plan.phases}
    return table(
        f"The {len(names)} phases",
        ("Phase", "Comes after", "What is done", "Result", "Source"),
        (
            (
                Markup(f"{number}. ") + view.link(phase.page, phase.name),
                ", ".join(names[name] for name in phase.after) or "nothing",
                joined(phase.work, phase.note),
                phase.result,
                view.cite(phase.source),
            )
            for number, phase in enumerate(view.data.plan.phases, 1)
        ),
        (f"phase-{phase.id}" for phase in view.data.plan.phases),
    )


def plan_milestones(view: View) -> Markup:
    """Return the milestones as a table."""
    return table(
        "Milestones in order",
        ("Milestone", "What happens", "Source"),
        ((item.name, item.event, view.cite(item.source)) for item in view.data.plan.milestones),
    )


def plan_schedules(view: View) -> Markup:
    """Return the published schedules, a table each."""
    return Markup("\n").join(_schedule(view, item) for item in view.data.plan.schedules)


def _schedule(view: View, schedule: Schedule) -> Markup:
    rows = (
        (bar.phase, str(bar.first_day), str(bar.last_day), str(bar.last_day - bar.first_day)) for bar in schedule.bars
    )
    note = Markup("<p>") + text(schedule.note) + Markup(" Source: ") + view.cite(schedule.source) + Markup(". ")
    return (
        table(schedule.title, ("Phase", "From day", "To day", "Days"), rows)
        + Markup("\n") + note + Markup("</p>") + view.disagreements(schedule.conflicts)
    )  # fmt: skip


def durations(view: View) -> Markup:
    """Return single activities with their time."""
    return table(
        "How long things took or take",
        ("Activity", "Takes", "Circumstances", "Source"),
        ((item.what, item.takes, item.note, view.cite(item.source)) for item in view.data.plan.durations),
    )
