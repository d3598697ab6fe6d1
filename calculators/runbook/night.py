"""A night as it was: the log with real minutes beside the expected ones, and what of it a project may take."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from calculators.answers.report import Answer, Report, Table, Verdict
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.project import Project
from calculators.project.runbook import Log, Planned, Press, moment
from calculators.recovery_time.words import clock
from calculators.replication.units import MINUTE
from calculators.takeover.systems import NO_GROUP

NAME = "night"
TAKEOVER, DECLARE = "takeover", "declare"
ENDING = ("done", "skipped")
"""Outcomes after which the next step begins."""
STOPPING = ("declined", "given up")
"""Outcomes after which nothing follows."""
WORDS = {
    "done": "done", "failed": "failed", "skipped": "skipped", "declined": "not declared", "given up": "given up",
    "note": "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A step of a night with its real times."""

    step: Planned
    """The step."""
    begun: datetime.datetime | None
    """When the one before had ended; None where that is not known."""
    press: Press | None
    """What ended it; None where nothing did."""
    ended: datetime.datetime | None
    """When."""
    others: tuple[Press, ...]
    """Failures and notes."""

    @property
    def minutes(self) -> float | None:
        """Return how long it took; None where it did not end, or was skipped."""
        if self.begun is None or self.ended is None or self.press is None or self.press.outcome != "done":
            return None
        return max(0.0, (self.ended - self.begun).total_seconds() / MINUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A real time that a project may take."""

    kind: str
    """`system` or `group`."""
    id: str
    """Id of the system, or the group."""
    label: str
    """What it is called."""
    minutes: str
    """Minutes, as they would be typed."""
    told: str
    """In words."""
    source: str
    """The night it is from."""
    since: str
    """Day of it, as YYYY-MM-DD."""


def walked(log: Log) -> tuple[Done, ...]:
    """Return the steps of a night in order. Of two presses that end a step, from two tabs, the first one counts."""
    found = []
    begun = moment(log.started)
    stopped = False
    for step in log.planned:
        own = sorted((press for press in log.steps if press.id == step.id), key=_when)
        ending = next((press for press in own if press.outcome in (*ENDING, *STOPPING)), None)
        ended = moment(ending.at) if ending else None
        others = tuple(press for press in own if press is not ending)
        found.append(Done(step=step, begun=None if stopped else begun, press=ending, ended=ended, others=others))
        begun = ended
        stopped = stopped or bool(ending and ending.outcome in STOPPING)
    return tuple(found)


def begun(log: Log) -> datetime.datetime | None:
    """Return when the wanted time begins: with the failure in a takeover, else with the declaration, once there is one.

    What is prepared a day before a drill or a failback takes nobody's service away.
    """
    if log.kind == TAKEOVER:
        return moment(log.started)
    declared = [step.id for step in log.planned if step.decision == DECLARE]
    ends = [
        item.ended for item in walked(log) if item.step.id in declared and item.press and item.press.outcome == "done"
    ]
    return next((end for end in ends if end), None if declared else moment(log.started))


def _when(press: Press) -> float:
    at = moment(press.at)
    return at.timestamp() if at else 0.0


def title(log: Log, project: Project, catalog: Catalog) -> str:
    """Return what a night is called."""
    name = next((item.title for item in catalog.runbooks.kinds if item.id == log.kind), log.kind)
    return f"{name} of {log.started[:16].replace('T', ' ')}: {project.name}"


def report(log: Log, project: Project, catalog: Catalog) -> Report:
    """Return the log as it is shown and sent on."""
    steps = walked(log)
    started = begun(log)
    ends = [item.ended for item in steps if item.ended]
    total = (max(ends) - started).total_seconds() / MINUTE if ends and started else None
    done = [item for item in steps if item.press and item.press.outcome == "done"]
    stopped = next((item for item in steps if item.press and item.press.outcome in STOPPING), None)
    finished = bool(steps) and all(item.press for item in steps)
    label = f"{len(done)} of {count(len(steps), 'step')} done"
    if total is not None:
        label += f" in {clock(total)}"
    text = "It is not finished." if not finished else "It was worked through to its end."
    if stopped and stopped.press:
        text = f"{WORDS[stopped.press.outcome].capitalize()} at: {stopped.step.title}."
    real = tuple(taken(log, project, catalog))
    groups = tuple(item for item in real if item.kind == "group")
    late = [item for item in groups if _number(log.wanted) and float(item.minutes) > (_number(log.wanted) or 0)]
    return Report(
        calculator=NAME,
        title=title(log, project, catalog),
        verdict=Verdict(
            level="bad" if late else "mixed" if not finished or stopped else "good", label=label, text=text
        ),
        given=(),
        answers=tuple(
            Answer(
                id=f"group-{number}",
                label=f"Real RTO: {item.label}",
                value=item.told,
                detail=_against(item, log),
                amount=float(item.minutes),
                unit="minutes",
            )
            for number, item in enumerate(groups, 1)
        ),
        tables=(_table(steps),),
        listed=1,
        behind="What it rests on",
        notes=(
            "A step begins when the one before has ended. Times are those at which somebody pressed.",
            "The real RTO of a takeover counts from the start of the clock, that of other nights from the declaration.",
        ),
        data_date=catalog.date,
    )


def _against(item: Taken, log: Log) -> str:
    wanted = _number(log.wanted)
    if not wanted:
        return "No recovery time was wanted."
    over = float(item.minutes) - wanted
    return (
        f"{clock(over)} longer than the wanted {clock(wanted)}." if over > 0 else f"Within the wanted {clock(wanted)}."
    )


def _table(steps: tuple[Done, ...]) -> Table:
    rows = []
    for number, item in enumerate(steps, 1):
        expected = _number(item.step.minutes)
        noted = "; ".join(
            _noted(press) for press in (*item.others, *([item.press] if item.press else [])) if _noted(press)
        )
        rows.append(
            (
                f"{number}. {item.step.title}",
                WORDS.get(item.press.outcome, item.press.outcome) if item.press else "not reached",
                item.press.at[:19].replace("T", " ") if item.press else "",
                "" if item.minutes is None else clock(item.minutes),
                "not known" if expected is None else clock(expected),
                item.press.by if item.press else "",
                noted,
            )
        )
    columns = ("Step", "Outcome", "At", "Took", "Expected", "Who", "Notes")
    return Table(title="What was done when", columns=columns, rows=tuple(rows))


def _noted(press: Press) -> str:
    if press.outcome == "note":
        return press.note
    told = f"{press.outcome} at {press.at[11:16]}" if press.outcome == "failed" else ""
    return ": ".join(filter(None, (told, press.note)))


def taken(log: Log, project: Project, catalog: Catalog) -> Iterator[Taken]:
    """Yield the real minutes of each system and the real recovery time of each group whose waves are all done.

    A system took as long as the step of its wave, at most.
    """
    started = begun(log)
    if started is None:
        return
    named = {system.id: system.name for system in project.runbook.systems}
    source, since = title(log, project, catalog), log.started[:10]
    ends: dict[str, float | None] = {}
    for item in walked(log):
        if not item.step.systems and not item.step.groups:
            continue
        for system in item.step.systems.split():
            if item.minutes is not None and item.minutes > 0 and system in named:
                yield _taken("system", (system, named[system]), item.minutes, source, since)
        for group in filter(None, item.step.groups.split("\n")):
            done = item.ended is not None and item.press is not None and item.press.outcome == "done"
            end = (item.ended - started).total_seconds() / MINUTE if done and item.ended else None
            before = ends.get(group, 0.0)
            ends[group] = None if end is None or before is None else max(before, end)
    for group, end in ends.items():
        if end is not None and end > 0:
            yield _taken("group", (group, "all systems" if group == NO_GROUP else group), end, source, since)


def _taken(kind: str, named: tuple[str, str], minutes: float, source: str, since: str) -> Taken:
    shown = f"{max(minutes, 0.1):.1f}".rstrip("0").rstrip(".")
    ident, label = named
    return Taken(kind=kind, id=ident, label=label, minutes=shown, told=clock(minutes), source=source, since=since)


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
