"""The delivery plan: chart, phases, milestones, schedules, durations."""

from markupsafe import Markup

from calculators.records.planning import Schedule
from macros.diagrams import gantt
from macros.pages.view import View, bullets, joined, text, unfolding


def plan_chart(view: View) -> Markup:
    """Return the phases as a chart with their dependencies."""
    return gantt(view.data.plan)


def public_holidays(view: View) -> Markup:
    """Return the public holidays that the plan knows, a line for a year of a country."""
    country_of = {id(year): country for country in view.data.holidays for year in country.years}
    return view.records(
        "Public holidays that the plan knows",
        ("Country", "Year", "Nobody works on", "Worked weekend days", "What is left out", "Source"),
        [year for country in view.data.holidays for year in country.years],
        lambda year: (
            country_of[id(year)].name,
            str(year.year),
            unfolding(f"{len(year.off)} days", bullets(f"{item.day.isoformat()} {item.name}" for item in year.off)),
            ", ".join(day.isoformat() for day in year.worked) or "none",
            country_of[id(year)].note,
            view.cite(country_of[id(year)].source),
        ),
    )


def plan_phases(view: View) -> Markup:
    """Return the phases as a table."""
    phases = view.data.plan.phases
    names = {phase.id: phase.name for phase in phases}
    return view.records(
        f"The {len(names)} phases",
        ("Phase", "Comes after", "What is done", "Result", "Source"),
        phases,
        lambda phase: (
            Markup(f"{phases.index(phase) + 1}. ") + view.link(phase.page, phase.name),
            ", ".join(names[name] for name in phase.after) or "nothing",
            joined(phase.work, phase.note),
            phase.result,
            view.cite(phase.source),
        ),
        anchor="phase",
    )


def plan_milestones(view: View) -> Markup:
    """Return the milestones as a table."""
    return view.records(
        "Milestones in order",
        ("Milestone", "What happens", "Source"),
        view.data.plan.milestones,
        lambda item: (item.name, item.event, view.cite(item.source)),
        anchor="milestone",
    )


def plan_schedules(view: View) -> Markup:
    """Return the published schedules, a table each."""
    return Markup("\n").join(_schedule(view, item) for item in view.data.plan.schedules)


def _schedule(view: View, schedule: Schedule) -> Markup:
    note = Markup("<p>") + text(schedule.note) + Markup(" Source: ") + view.cite(schedule.source) + Markup(". ")
    return (
        view.records(
            schedule.title,
            ("Phase", "From day", "To day", "Days"),
            schedule.bars,
            lambda bar: (bar.phase, str(bar.first_day), str(bar.last_day), str(bar.last_day - bar.first_day)),
        )
        + Markup("\n") + note + Markup("</p>") + view.disagreements(schedule.conflicts)
    )  # fmt: skip


def durations(view: View) -> Markup:
    """Return single activities with their time."""
    return view.records(
        "How long things took or take",
        ("Activity", "Takes", "Circumstances", "Source"),
        view.data.plan.durations,
        lambda item: (item.what, item.takes, item.note, view.cite(item.source)),
        anchor="duration",
    )


def migration_steps(view: View) -> Markup:
    """Return a migration project in steps."""
    found = view.data.migration
    return (
        bullets(found.frame, "ol", "Parts of a migration project")
        + Markup('\n<p class="hb-cite">Source: ') + view.cite(found.frame_source) + Markup("</p>\n")
        + view.records(
            "A migration project in steps",
            ("Step", "What is settled or done"),
            found.steps,
            lambda item: (item.name, item.work),
            anchor="step",
        )
        + Markup('\n<p class="hb-cite">Source: ') + view.cite(found.steps_source) + Markup("</p>")
    )  # fmt: skip


def migration_phases(view: View) -> Markup:
    """Return what is done in each phase of the implementation of a migration, and by whom."""
    return view.records(
        "Implementation and operation of a migration",
        ("Phase", "What is done", "Who", "Source"),
        view.data.migration.phases,
        lambda item: (item.name, bullets(item.items), item.executor, view.cite(item.source)),
        anchor="migration",
    )


def cutover_roles(view: View) -> Markup:
    """Return who takes part in a cutover."""
    found = view.data.migration
    return (
        view.records(
            "Who takes part in a cutover",
            ("Role", "What the role does"),
            found.roles,
            lambda item: (item.role, item.does),
            anchor="role",
        )
        + Markup('\n<p class="hb-cite">Source: ') + view.cite(found.roles_source) + Markup("</p>")
    )  # fmt: skip
