"""The project plan's result as a report."""

from collections.abc import Iterator

from calculators.answers.inputs import fields
from calculators.answers.report import Answer, Option, ReadLine, Report, Table, Verdict, Working, given
from calculators.answers.wording import count, data, dated, exact, listed, mbps_given
from calculators.catalog import Catalog
from calculators.plan.inputs import Inputs
from calculators.plan.levelling import Waiting
from calculators.plan.model import NAME, Result, form, proposed
from calculators.plan.schedule import last_day
from calculators.plan.tables import baseline_table, clash_table, half_table, milestone_table, task_table
from calculators.plan.tasks import written
from calculators.plan.timetable import timetable
from calculators.plan.words import around_the_clock, final_day, first_day, later, takes, when, worked
from calculators.plan.workdays import DAY, day_of
from calculators.records.evidence import Source
from calculators.replication.units import to_bytes

MOST_CHANGES = 4
MOST_TOLD = 5
"""How many tasks of the way to the end a sentence names."""


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    every = fields(form(catalog))
    answers = tuple(_answers(inputs, result))
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(inputs, result),
        read=(_read(inputs, catalog), *map(_wait, result.waitings)),
        given=tuple(given(field, inputs) for field in every),
        answers=answers,
        binds=_binds(result),
        change=tuple(_change(inputs, result)),
        warnings=(*_holidays(result), *result.warnings),
        tables=(
            *milestone_table(result),
            task_table(result),
            *clash_table(result),
            *baseline_table(result),
            *half_table(result),
            *_origins(inputs, result, catalog),
        ),
        listed=len(tuple(milestone_table(result))) + 1,
        timetable=timetable(inputs, result, form(catalog).title),
        working=tuple(_working(inputs, result)),
        notes=tuple(_notes(inputs, result)),
        sources=_sources(inputs, result, catalog),
        data_date=catalog.date,
    )


def _verdict(inputs: Inputs, result: Result) -> Verdict:
    end = dated(result.end)
    days = (result.end - day_of(result.schedule.start)).days + 1
    text = f"From {dated(day_of(result.schedule.start))} to {end} are {count(days, 'day')}."
    doubt = _doubt(result)
    if inputs.wanted is not None and result.spare is not None and result.spare < 0:
        label = f"The wanted end is missed by {count(-result.spare, 'day')}"
        return Verdict(level="bad", label=label, text=f"{text} Wanted is {dated(inputs.wanted)}. {_way_out(result)}")
    if result.spare is None:
        label = f"Done on {end}"
    else:
        room = "to the day" if not result.spare else f"with {count(result.spare, 'day')} to spare"
        label = f"The wanted end is met {room}"
    if doubt:
        return Verdict(level="caution", label=f"{label}, if {doubt[0]}", text=" ".join((text, *doubt[1:])))
    return Verdict(level="good", label=label, text=text)


def _doubt(result: Result) -> tuple[str, ...]:
    """Return what the dates rest on without anybody knowing it: as the end of a label, then as sentences."""
    if result.clashes:
        return "clashes are solved", f"{count(len(result.clashes), 'clash', 'clashes')} of people: see below."
    if result.unknown_years:
        years = listed([str(year) for year in result.unknown_years])
        return f"{years} had no holidays", "Nobody knows them here: enter them as days off."
    if result.country is None:
        return "there is no holiday", "No public holidays count: choose a country, or enter days off."
    return ()


def _way_out(result: Result) -> str:
    if not result.levers:
        return f"Nothing that this page knows meets it alone. Agree on {dated(result.end)}, or plan fewer tasks."
    return "Each change named below meets it alone."


def _read(inputs: Inputs, catalog: Catalog) -> ReadLine:
    """Return which tasks were taken, with a button that puts the proposed ones into the form."""
    text = written(proposed(catalog))
    if inputs.tasks is None:
        amount = len(proposed(catalog))
        put = Option(value=text, label="Edit these tasks", detail="puts them into the form")
        return ReadLine(label="Tasks", value=f"{amount} proposed ones", field="tasks", options=(put,), offer=True)
    back = Option(value="", label="Take the proposed ones", undo=True)
    return ReadLine(label="Tasks", value="Yours", field="tasks", options=(back,))


def _wait(item: Waiting) -> ReadLine:
    """Return a task that could wait so that a clash is gone, with a button that lets it."""
    return ReadLine(
        label=f"Clash of {item.clash.track}",
        value=f"one move ends it: {item.later} behind {item.earlier}",
        field="tasks",
        options=(
            Option(
                value=item.tasks,
                label=f"Let {item.later} wait for {item.earlier}",
                detail=f"everything is done on {dated(item.end)}",
            ),
        ),
        offer=True,
    )


def _binds(result: Result) -> str:
    names = {item.task.id: item for item in result.schedule.tasks}
    path = [names[name].task.name for name in result.schedule.path]
    if len(path) > MOST_TOLD:
        path = [*path[: MOST_TOLD - 2], f"{len(path) - MOST_TOLD + 1} more", path[-1]]
    return f"The way to the end: {', '.join(path)}. {_delayed(result)}"


def _delayed(result: Result) -> str:
    """Return what a day more on the way to the end does: tasks before days off have room though they are on it."""
    way = [item for item in result.schedule.tasks if item.task.id in result.schedule.path]
    day = result.calendar.length
    loose = sum(item.latest is not None and item.slack >= (day if item.worked else DAY) for item in way)
    if not loose:
        return "A day more on it is a day more in all, free days aside."
    has = "has" if loose == 1 else "have"
    return f"{count(loose, 'task')} of it {has} room for a day more: what follows waits for a working day."


def _change(inputs: Inputs, result: Result) -> Iterator[str]:
    for lever in result.levers[:MOST_CHANGES]:
        yield f"{lever.text}: done on {dated(lever.end)}."
    if result.levers and inputs.wanted is not None:
        yield f"Or agree on {dated(result.end)}."
    for clash in result.clashes[:MOST_CHANGES]:
        names = {item.task.id: item.task.name for item in result.schedule.tasks}
        tasks = listed([names[name] for name in clash.tasks])
        yield (
            f"{clash.track}: {clash.needed} people are needed from {when(clash.start)} to "
            f"{when(last_day(clash.start, clash.end))}, and it has {clash.limit}. Let one of {tasks} "
            "wait for another, or ask for more people."
        )
    for item in result.waitings:
        days = (item.end - result.end).days
        moved = (
            f"{count(days, 'day')} later" if days > 0 else "no later" if not days else f"{count(-days, 'day')} earlier"
        )
        yield f"Moving {item.later} behind {item.earlier} ends it; all is done {moved}, on {dated(item.end)}."


def _answers(inputs: Inputs, result: Result) -> Iterator[Answer]:
    schedule = result.schedule
    days = (result.end - day_of(schedule.start)).days + 1
    yield Answer(
        id="end",
        label="Everything is done",
        value=dated(result.end),
        detail=f"{count(days, 'day')} after {dated(day_of(schedule.start))}, both counted.",
        amount=float(days),
        unit="days",
    )
    if result.spare is not None:
        yield Answer(
            id="spare",
            label="Room until the wanted end",
            value=count(result.spare, "day") if result.spare >= 0 else f"{count(-result.spare, 'day')} too late",
            detail=f"Wanted is {dated(inputs.wanted)}." if inputs.wanted else "",
            amount=float(result.spare),
            unit="days",
        )
    syncs = [item for item in schedule.tasks if item.task.takes.kind == "sync"]
    if syncs:
        last = max(syncs, key=lambda item: item.end)
        yield Answer(
            id="sync",
            label="First synchronisation",
            value=around_the_clock(last.end - last.start),
            detail=f"From {dated(first_day(last))} to {dated(final_day(last))}, on weekends too.",
            amount=(last.end - last.start) / 60,
            unit="hours",
        )
    critical = [item for item in schedule.tasks if item.critical]
    yield Answer(
        id="critical",
        label="Tasks that decide the end",
        value=f"{len(critical)} of {len(schedule.tasks)}",
        detail="Any delay of one of them moves the end.",
        amount=float(len(critical)),
        unit="tasks",
    )
    if syncs and inputs.sync_hours is None:
        yield _half(result)


def _half(result: Result) -> Answer:
    label = "With half the bandwidth"
    if result.half is None or result.half_end is None:
        return Answer(id="half", label=label, value="never done", detail="The data would change as fast as it is sent.")
    moved = (day_of(last_day(result.schedule.start, result.half_end)) - result.end).days
    dates = f"{count(len(result.half), 'date')} {'moves' if len(result.half) == 1 else 'move'}: see the table."
    return Answer(
        id="half",
        label=label,
        value=later(moved) if moved else "the same end",
        detail=dates if result.half else "No date moves.",
        amount=float(moved),
        unit="days",
    )


def _origins(inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Table]:
    """Yield where the times of the proposed tasks come from; nothing where the tasks are the reader's."""
    if inputs.tasks is not None:
        return
    placed = {item.task.id: item for item in result.schedule.tasks}
    hosts = f"{exact(inputs.hosts)} hosts at {exact(inputs.hosts_a_day)} a day, in whole days."
    yield Table(
        title="Where the times come from",
        columns=("Task", "Time", "Takes", "Why"),
        rows=tuple(
            (
                item.name,
                "assumed" if placed[item.id].task.assumed else "worked out",
                takes(placed[item.id], result.calendar),
                f"{item.why} {hosts}" if placed[item.id].task.takes.kind == "hosts" else item.why,
            )
            for item in catalog.plan.tasks
        ),
        badges=tuple("caution" if placed[item.id].task.assumed else "good" for item in catalog.plan.tasks),
    )


def _holidays(result: Result) -> Iterator[str]:
    if result.unknown_years and result.country is not None:
        years = listed([str(year) for year in result.unknown_years])
        known = listed([str(year.year) for year in result.country.years])
        yield (
            f"The public holidays of {years} are not known for {result.country.name}, only those of {known}. All "
            "weekdays of that time count as worked: enter its holidays as further days off."
        )


def _working(inputs: Inputs, result: Result) -> Iterator[Working]:
    placed = {item.task.takes.kind: item for item in result.schedule.tasks}
    if item := placed.get("hosts"):
        yield Working(
            label="Source hosts prepared",
            formula="hosts / hosts a day, in whole days",
            numbers=f"{exact(inputs.hosts)} / {exact(inputs.hosts_a_day)}",
            result=worked(result.calendar.done(item.end) - result.calendar.done(item.start), result.calendar),
        )
    if (item := placed.get("sync")) and inputs.sync_hours is None:
        used = to_bytes(inputs.used, inputs.capacity_unit)
        yield Working(
            label="First synchronisation",
            formula="used data / (what the link carries - the change meanwhile), hour by hour",
            numbers=(
                f"{data(used)}, {exact(inputs.change_percent)} % change a day, {mbps_given(inputs.link_mbps)} x "
                f"{exact(inputs.share_percent)} % x {exact(inputs.efficiency_percent)} %"
                f"{', throttled hours as given' if inputs.throttled else ''}"
            ),
            result=around_the_clock(item.end - item.start),
        )


def _notes(inputs: Inputs, result: Result) -> Iterator[str]:
    opening, closing = result.calendar.opening, result.calendar.opening + result.calendar.length
    hours = " to ".join(f"{at // 60:02}:{at % 60:02}" for at in (opening, closing))
    yield f"People work from {hours}, {exact(inputs.hours_a_day)} h a day; the hour itself is taken for granted."
    yield "What runs around the clock begins at once when its time comes, also at night, but never in a freeze."
    yield "The first synchronisation sends all hosts at once. With waves it may be shorter: enter its hours."
    free = sorted(day for day in result.calendar.free if inputs.first <= day <= result.end)
    if result.country is not None:
        amount = count(len(free), "holiday or day off", "holidays and days off")
        yield f"Public holidays of {result.country.name}: {amount} in the plan. {result.country.note or ''}".rstrip()
    limited = {"", *(track.name.casefold() for track in result.tracks)}
    tracks = sorted({item.task.track for item in result.schedule.tasks if item.task.track.casefold() not in limited})
    if tracks:
        yield f"Clashes are not looked for where no number of people is given: {listed(tracks)}."
    yield "A day of a published chart counts as a working day; the charts do not say."


def _sources(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Source, ...]:
    every = [field.source for field in fields(form(catalog)) if field.source]
    if inputs.tasks is None:
        every += [task.source for task in catalog.plan.tasks]
    if result.country is not None:
        every.append(result.country.source)
    return tuple(dict.fromkeys(every))
