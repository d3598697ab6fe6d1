"""The order of a takeover as a report."""

from collections.abc import Iterator, Sequence

from calculators.answers.course import Course, Leg
from calculators.answers.inputs import fields
from calculators.answers.report import Answer, Report, Table, Verdict, given
from calculators.answers.wording import count, listed
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.flow import Level
from calculators.recovery_time.model import Inputs, Met, form, hosts_at_once, stands_in
from calculators.recovery_time.words import STANDS_IN, START, clock, spell, stated
from calculators.takeover.levers import Lever
from calculators.takeover.model import GroupTime, Placed, Result
from calculators.takeover.order import Cycle
from calculators.takeover.systems import NO_GROUP, System

NAME = "takeover"
TITLE = "Takeover order"
GROUPS = "Recovery time by group"
MOST_NAMED = 6
MOST_LEVERS = 5
LEVEL: dict[Met, Level] = {"yes": "good", "by plan": "caution", "no": "bad", "unknown": "mixed"}
SAID: dict[Met, str] = {"yes": "met", "by plan": "met, with a doubt", "no": "missed", "unknown": "not known"}
ORIGIN = {
    "your own": "your own drill",
    "stated": "published",
    "measured": "published",
    "interpolated": "between published times",
    "extrapolated": "extrapolated, nobody measured it",
    "not measured": "not measured",
}
"""Where the minutes of a system come from, by the origin that the engine names."""


def report(
    systems: Sequence[System], inputs: Inputs, result: Result, found: Sequence[Lever], catalog: Catalog
) -> Report:
    """Return the order as it is shown; `found` are the changes that meet what is wanted."""
    tables = tuple(_tables(result))
    return Report(
        calculator=NAME,
        title=TITLE,
        verdict=_verdict(systems, inputs, result, found),
        given=tuple(given(field, inputs) for field in fields(form(catalog)) if field.id != "groups"),
        answers=tuple(_answers(inputs, result)),
        binds=_binds(result),
        change=tuple(_change(result, found)),
        warnings=tuple(_warnings(inputs, result)),
        course=_course(result) if result.placed else None,
        tables=tables,
        listed=len(tables),
        behind="What it rests on",
        notes=tuple(_notes(inputs, result)),
        sources=_sources(catalog),
        data_date=catalog.date,
    )


def _verdict(systems: Sequence[System], inputs: Inputs, result: Result, found: Sequence[Lever]) -> Verdict:
    if result.circles:
        told = " ".join(_circle(systems, cycle) for cycle in result.circles)
        label = f"{count(sum(len(cycle.members) for cycle in result.circles), 'system')} wait in a circle"
        return Verdict(level="bad", label=label, text=f"{told} Which one can start without the other is yours to say.")
    if not result.placed:
        return Verdict(level="example", label="No system is named yet", text="Name the systems and what each needs.")
    missed = [group for group in result.groups if group.met == "no"]
    waves = count(max(item.wave for item in result.placed), "wave")
    text = f"{count(len(result.placed), 'system')} in {waves}, counted from {START[inputs.clock]}."
    if missed:
        worst = max(missed, key=lambda group: group.total.plan - group.wanted)
        label = f"{_named(worst, result)} takes {_time(worst)}, and {stated(worst.wanted)} is wanted"
        if len(missed) > 1:
            label = f"{len(missed)} of {count(len(result.groups), 'group')} miss the wanted RTO"
        way = f"The smallest change that meets it: {_lower(found[0].text)}." if found else "No single change meets it."
        return Verdict(level="bad", label=label, text=f"{text} {way}")
    if result.unknown:
        label = f"Not known: nobody measured {count(len(result.unknown), 'system')}"
        return Verdict(level="mixed", label=label, text=f"{text} {_unknown(result)} Recover them in a drill.")
    label = f"All back in {clock(result.least.plan)}"
    doubts = list(_doubts(systems, inputs, result))
    if doubts:
        return Verdict(level="caution", label=f"{label}, with a doubt", text=f"{text} {' '.join(doubts)}")
    return Verdict(level="good", label=label, text=f"{text} Every group meets its wanted RTO.")


def _doubts(systems: Sequence[System], inputs: Inputs, result: Result) -> Iterator[str]:
    late = [group for group in result.groups if group.met == "by plan"]
    if late:
        yield f"The sources allow up to {clock(max(group.total.high for group in late))}."
    if stands_in(inputs):
        yield STANDS_IN
    if any(item.host.guessed for item in result.placed):
        yield "The time of some systems is extrapolated: nobody measured it."
    if _application_missing(inputs, result):
        yield "How long applications take to start is not in it: nobody said."
    if len(systems) > 1 and not any(system.needs for system in systems):
        yield "Nobody said which system needs which: all start at once."


def _application_missing(inputs: Inputs, result: Result) -> bool:
    return inputs.application_minutes is None and any(item.system.minutes is None for item in result.placed)


def _circle(systems: Sequence[System], cycle: Cycle) -> str:
    named = {system.id: system.name for system in systems}
    edges = [f"{named[one]} needs {named[other]}" for one, other in cycle.edges]
    return f"{listed([named[name] for name in cycle.members], MOST_NAMED)} wait for each other: {'; '.join(edges)}."


def _unknown(result: Result) -> str:
    named = {item.system.id: item.system.name for item in result.placed}
    return f"No time is known for {listed([named[name] for name in result.unknown], MOST_NAMED)}."


def _answers(inputs: Inputs, result: Result) -> Iterator[Answer]:
    if not result.placed:
        return
    total, least = result.total, result.least
    yield Answer(
        id="rto",
        label="All systems work again",
        value=f"at least {clock(least.plan)}" if total is None else spell(total),
        detail=" ".join(filter(None, (f"From {START[inputs.clock]}.", _planned(result)))),
        amount=None if total is None else total.plan,
        unit="minutes",
    )
    named = {item.system.id: item.system.name for item in result.placed}
    yield Answer(
        id="chain",
        label="Longest chain",
        value=count(len(result.chain), "system"),
        detail=f"{' → '.join(named[name] for name in result.chain)}.",
        amount=float(len(result.chain)),
        unit="systems",
    )
    yield Answer(
        id="waves",
        label="Waves",
        value=count(max(item.wave for item in result.placed), "wave"),
        detail="A wave needs nothing of itself and of later ones.",
        amount=float(max(item.wave for item in result.placed)),
        unit="waves",
    )
    yield Answer(
        id="unknown",
        label="Systems without a time",
        value=str(len(result.unknown)) if result.unknown else "none",
        detail=_unknown(result) if result.unknown else "Each has a published or a measured time.",
        amount=float(len(result.unknown)),
        unit="systems",
    )


def _planned(result: Result) -> str:
    """Return what to plan with, and how much of it is behind the last system in the picture and in the table."""
    if result.total is None:
        return ""
    parts = []
    if result.applications.plan and any(not item.measured for item in result.placed):
        parts.append(f"{clock(result.applications.plan)} for the start of the applications")
    if result.after.plan:
        parts.append(f"{clock(result.after.plan)} for addresses and checks")
    behind = f", with {' and '.join(parts)} after the last system" if parts else ""
    return f"Plan with {clock(result.total.plan)}{behind}."


def _binds(result: Result) -> str:
    if not result.chain:
        return ""
    named = {item.system.id: item for item in result.placed}
    told = [f"{named[name].system.name} ({_takes(named[name])})" for name in result.chain]
    return f"The longest chain: {', then '.join(told)}."


def _change(result: Result, found: Sequence[Lever]) -> Iterator[str]:
    for lever in found[:MOST_LEVERS]:
        yield f"{lever.text}: all back in {clock(lever.plan)}, and every group meets its wanted RTO."
    missed = [group for group in result.groups if group.met == "no"]
    if missed and not found:
        worst = clock(max(group.total.plan for group in missed))
        yield f"No single change that this page tries is enough. Agree on {worst}, or change several at once."


def _warnings(inputs: Inputs, result: Result) -> Iterator[str]:
    if result.unknown:
        yield f"{_unknown(result)} Every time behind them is a least one, marked with ?."
    if result.placed and _application_missing(inputs, result):
        yield (
            "The start of the applications is not in the times, since nobody said how long it takes. Enter it under "
            "Recovery time, or measure a system until it works."
        )
    if result.in_step:
        limit = hosts_at_once(inputs)
        yield f"Only {limit} hosts may restore at once, so each wave waits for all of the one before it."


def _tables(result: Result) -> Iterator[Table]:
    if not result.placed:
        return
    named = {item.system.id: item.system.name for item in result.placed}
    if any(group.name != NO_GROUP for group in result.groups) or len(result.groups) == 1:
        yield Table(
            title=GROUPS,
            columns=("Group", "Wanted RTO", "Takes", "Wanted", "Systems"),
            rows=tuple(
                (
                    _named(group, result), SAID[group.met], _time(group), stated(group.wanted),
                    ", ".join(named[name] for name in group.systems),
                )
                for group in result.groups
            ),
            badges=tuple(LEVEL[group.met] for group in result.groups),
        )  # fmt: skip
    yield Table(
        title="Order of the takeover",
        columns=("System", "Wave", "Needs", "Begins", "Runs", "Takes", "Where the time is from", "Restored when"),
        rows=tuple(
            (
                item.system.name + (f" (tier {item.system.tier})" if item.system.tier is not None else ""),
                str(item.wave),
                ", ".join(named[name] for name in item.system.needs) or "nothing",
                _at(result, item.start.plan, known=item.known or not item.wave > 1),
                _at(result, item.end.plan, known=item.known),
                _takes(item),
                ORIGIN[item.host.origin],
                item.system.restored_when or "its owner says so",
            )
            for item in result.placed
        ),
    )


def _course(result: Result) -> Course:
    before = result.before.plan
    wanted = {group.wanted for group in result.groups}
    named = {item.system.id: item.system.name for item in result.placed}
    least = "" if result.total else " at least, since nobody measured some of them"
    return Course(
        title="Systems along the line of time, up to addresses and checks",
        summary=(
            f"{count(len(result.placed), 'system')} from the start of the clock on. The longest chain is "
            f"{', then '.join(named[name] for name in result.chain)}; all work after {clock(result.least.plan)}{least}."
        ),
        legs=tuple(
            Leg(
                id=item.system.id,
                name=item.system.name,
                start=before + item.start.plan,
                end=before + item.end.plan,
                high=before + item.end.high,
                decides=item.system.id in result.chain,
                known=item.known,
                after=item.system.needs,
                told=f"{item.system.name}: wave {item.wave}, {_takes(item)}",
            )
            for item in result.placed
        ),
        wanted=wanted.pop() if len(wanted) == 1 else None,
    )


def _notes(inputs: Inputs, result: Result) -> Iterator[str]:
    yield (
        "A system begins when the hosts of everything that it needs run, and takes as long as its slowest host. One "
        "that you measured counts until it works."
    )
    yield (
        f"Before the first restore the clock counts {clock(result.before.plan)}; after the last system "
        f"{clock(result.after.plan)} for addresses and checks. Both come from Recovery time, like all else here."
    )
    yield "Times are from the engine of Recovery time. A measured system was measured with all hosts, until it worked."
    if inputs.application_minutes:
        yield (
            f"The start of the applications, {clock(inputs.application_minutes)}, is that of all of them in their "
            "order, and counts once, after the last system, as in Recovery time. Where all of a chain is measured, it "
            "is in those times."
        )
    if inputs.recovered_hosts is None:
        yield "No number of hosts at once was given, so all hosts of a system, and all systems that can, go together."
    yield "Failures and repeats are not in it. A drill in this order is the only proof."


def _sources(catalog: Catalog) -> tuple[Source, ...]:
    recovery = catalog.recovery
    return (recovery.block.source, recovery.object.source)


def _takes(item: Placed) -> str:
    return "not measured" if item.takes is None else spell(item.takes)


def _at(result: Result, minutes: float, *, known: bool) -> str:
    told = clock(result.before.plan + minutes)
    return told if known else f"{told} at least ?"


def _time(group: GroupTime) -> str:
    return spell(group.total) if group.known else f"at least {clock(group.total.plan)} ?"


def _named(group: GroupTime, result: Result) -> str:
    return "All systems" if group.name == NO_GROUP and len(result.groups) == 1 else group.name


def _lower(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith("The ") else text
