"""The report of a checklist: how far it is, every step with what was entered, criteria, and room to sign."""

import re
from collections.abc import Iterator, Mapping

from calculators.answers.report import Answer, PageLink, Report, Table, Verdict, verb
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.checklist.progress import Progress, Worked, progress
from calculators.checklist.work import PARTIES, CriterionWork, Evidence, StepWork, Work
from calculators.checklist.worklist import Worklist
from calculators.records.form import PLACE

NAME = "checklist"
WORDS = {"": "to do", "begun": "begun", "waiting": "waits", "done": "done", "skipped": "skipped"}
"""What each status is called, in the order in which they are counted from the end."""
SIGN_OFF = "Sign-off"
NOTHING = CriterionWork()


ENTERED = ("State", "Owner", "What came of it", "Date", "Initials")
"""Columns of what was entered for a step."""


def report(
    found: Worklist, work: Work, catalog: Catalog, said: Mapping[str, str], *, name: str = "", in_one: bool = False
) -> Report:
    """Return the report of a checklist; `said` has the project's words by what stands in their place in steps.

    `name` is that of the project. The steps stand in a table for each phase, or all `in_one`, to be sorted.
    """
    reached = progress(found, work)
    steps = (_steps(found, reached, said),) if in_one else _phases(found, reached, said)
    tables = (
        _overview(found, reached),
        *steps,
        *_gone(reached),
        *_criteria(found, work, catalog),
        _signing(found, work),
    )
    counts = reached.counts()
    return Report(
        calculator=NAME,
        title=f"Checklist of {name}: {found.title}" if name else f"Checklist: {found.title}",
        verdict=_verdict(reached, said),
        given=(),
        answers=tuple(
            Answer(
                id=status or "open",
                label=words.capitalize(),
                value=count(counts[status], "step"),
                amount=counts[status],
            )
            for status, words in WORDS.items()
        ),
        warnings=tuple(_warnings(found, reached)),
        tables=tables,
        listed=len(tables),
        data_date=catalog.date,
    )


def filled(words: str, said: Mapping[str, str]) -> str:
    """Return the words of a step with what the project says in its places, and what stands there until it does."""
    return re.sub(PLACE, lambda found: said.get(found[1], found[1]), words)


def _verdict(reached: Progress, said: Mapping[str, str]) -> Verdict:
    counts, total = reached.counts(), len(reached.worked)
    label = f"{counts['done']} of {count(total, 'step')} done"
    if not total:
        return Verdict(level="caution", label="No steps", text="The data has no steps for this checklist.")
    each = "" if counts["skipped"] == 1 else "each "
    skipped = f"{count(counts['skipped'], 'step')} {verb(counts['skipped'])} skipped, {each}with its reason below."
    following = reached.following
    if following is None:
        return Verdict(
            level="good", label=label, text=skipped if counts["skipped"] else "Nothing is left to do.",
            link=PageLink(page="accept.md", label="Synchronise, drill, accept"),
        )  # fmt: skip
    parts = [skipped] if counts["skipped"] else []
    if counts["waiting"]:
        parts.append(
            f"{count(counts['waiting'], 'step')} {'waits' if counts['waiting'] == 1 else 'wait'} for somebody."
        )
    owner = owner_of(following)
    whose = f", {owner}" if owner else ""
    parts.append(f"Next: step {following.number}{whose}: {filled(following.item.action, said)}")
    return Verdict(level="mixed", label=label, text=" ".join(parts))


def owner_of(step: Worked) -> str:
    """Return who does a step: whom the reader named, or else whom the data does."""
    return step.work.owner or step.item.owner


def _overview(found: Worklist, reached: Progress) -> Table:
    heads = ("Phase", "Steps", *(words.capitalize() for words in WORDS.values()))
    rows = []
    for phase in (*found.phases, None):
        counts = reached.counts(phase.id if phase else None)
        rows.append((phase.name if phase else "All", str(sum(counts.values())), *(str(counts[name]) for name in WORDS)))
    return Table(title="Progress", columns=heads, rows=tuple(rows))


def _phases(found: Worklist, reached: Progress, said: Mapping[str, str]) -> Iterator[Table]:
    for phase in found.phases:
        own = [step for step in reached.worked if step.item.phase == phase.id]
        rows = tuple((f"{step.number}. {filled(step.item.action, said)}", *_worked(step)) for step in own)
        yield Table(title=phase.name, columns=("Step", *ENTERED), rows=rows)


def _steps(found: Worklist, reached: Progress, said: Mapping[str, str]) -> Table:
    phases = {phase.id: phase.name for phase in found.phases}
    return Table(
        title="Steps",
        columns=("Step number", "Phase", "Step", *ENTERED),
        rows=tuple(
            (str(step.number), phases[step.item.phase], filled(step.item.action, said), *_worked(step))
            for step in reached.worked
        ),
    )


def _worked(step: Worked) -> tuple[str, ...]:
    return _state(step), owner_of(step) or "not stated", _entered(step.work), step.work.when, step.work.by


def _state(step: Worked) -> str:
    words = WORDS[step.work.status]
    if step.work.reason:
        words = f"{words}{' for' if step.work.status == 'waiting' else ':'} {step.work.reason}"
    elif step.waits_for:
        words = f"cannot start yet: waits for {', '.join(step.waits_for)}"
    marks = ["new in this release"] if step.is_new else []
    marks += [f"entered for: {step.work.action}"] if step.is_changed else []
    return f"{words} ({'; '.join(marks)})" if marks else words


def _entered(work: StepWork) -> str:
    return "; ".join(filter(None, (work.value, work.note, *map(_shown, work.evidence.values()))))


def _shown(item: Evidence) -> str:
    if item.kind == "picture":
        return f"picture {item.name}".strip()
    return " ".join(item.text.split()) if item.kind != "output" else f"output: {' '.join(item.text.split())}"


def _gone(reached: Progress) -> Iterator[Table]:
    rows = tuple(
        (work.action or name, WORDS[work.status], work.owner, _entered(work), work.when, work.by)
        for name, work in reached.gone.items()
    )
    if rows:
        title = "Entered for steps that this release no longer has"
        yield Table(title=title, columns=("Step", *ENTERED), rows=rows)


def _criteria(found: Worklist, work: Work, catalog: Catalog) -> Iterator[Table]:
    rows = tuple(
        (item.criterion, entered.status or "still open", entered.note, entered.when, entered.by)
        for item in catalog.criteria
        if item.direction == found.direction
        for entered in [work.criteria.get(item.id, NOTHING)]
    )
    yield Table(title="Success criteria", columns=("Criterion", "State", "Evidence", "Date", "Initials"), rows=rows)
    agreed = {"met": "agreed", "not met": "not agreed", "": "still open"}
    people = [(responsibility_key(item.area, item.item), item) for item in catalog.checklists.responsibilities]
    if any(key in work.criteria for key, _ in people):
        yield Table(
            title="Who does what",
            columns=("Item", "Vendor", "Customer", "Agreed", "Who", "Note"),
            rows=tuple(
                (
                    f"{item.area}: {item.item}",
                    item.vendor,
                    item.customer,
                    agreed[entered.status],
                    entered.owner,
                    entered.note,
                )
                for key, item in people
                for entered in [work.criteria.get(key, NOTHING)]
            ),
        )
    scope = [(scope_key(item.id), item) for item in catalog.checklists.scope]
    if any(key in work.criteria for key, _ in scope):
        yield Table(
            title="Scope of the proof of concept",
            columns=("Item", "Part of it", "Agreed", "Note"),
            rows=tuple(
                (item.text, "yes" if item.within else "no", agreed[entered.status], entered.note)
                for key, item in scope
                for entered in [work.criteria.get(key, NOTHING)]
            ),
        )


def responsibility_key(area: str, item: str) -> str:
    """Return the name under which it is kept what was agreed on about an item of the responsibility matrix."""
    return f"who/{area}: {item}"


def scope_key(name: str) -> str:
    """Return the name under which it is kept what was agreed on about an item of the scope."""
    return f"scope/{name}"


def _signing(found: Worklist, work: Work) -> Table:
    signed = ((party, work.signoff.get(f"{found.id}/{party}")) for party in PARTIES)
    return Table(
        title=SIGN_OFF,
        columns=("Signed for", "Signed by", "Date", "Signature"),
        rows=tuple(
            (f"The {party}", item.name if item else "", item.when if item else "", "") for party, item in signed
        ),
    )


def _warnings(found: Worklist, reached: Progress) -> Iterator[str]:
    if found.composed:
        yield "This checklist was composed from the data; it is not a published form."
    fresh = sum(1 for step in reached.worked if step.is_new)
    changed = sum(1 for step in reached.worked if step.is_changed)
    if fresh:
        yield f"{count(fresh, 'step')} {verb(fresh)} new since the work on this checklist began."
    if changed:
        have = "has" if changed == 1 else "have"
        yield f"{count(changed, 'step')} {have} other words now than when something was entered."
    if reached.gone:
        yield f"{count(len(reached.gone), 'step')} with entries {verb(len(reached.gone))} no longer part of it."
