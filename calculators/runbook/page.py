"""The runbook of a project as a report: steps, contacts, drafts, and what is not known."""

from collections.abc import Iterator

from calculators.answers.report import Report, Table, Verdict
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.project import Project
from calculators.records.runbook import RunbookKind, RunbookMessage
from calculators.recovery_time.words import clock
from calculators.runbook.model import Order, Step, said, steps
from calculators.runbook.words import filled

NAME = "runbook"
NO_NAME = "nobody named yet"


def report(project: Project, found: Order, kind: RunbookKind, catalog: Catalog) -> Report:
    """Return a runbook as it is shown, printed and sent on."""
    runbook = next(item for item in catalog.runbooks.kinds if item.id == kind)
    made, own = steps(project, found, kind, catalog), said(project, found, catalog)
    unknown = [step for step in made if step.instruction.minutes is None]
    minutes = sum(step.instruction.minutes or 0 for step in made)
    told = f"{filled(runbook.summary, own)} {count(len(unknown), 'step')} without a known time are not in it."
    return Report(
        calculator=NAME,
        title=f"{runbook.title}: {project.name}",
        verdict=Verdict(
            level="mixed",
            label=f"{count(len(made), 'step')}, {clock(minutes)} and what nobody measured",
            text=f"{told} It is over when: {filled(runbook.restored_when, own)}",
        ),
        given=(),
        warnings=tuple(_warnings(project, found, made)),
        instructions=tuple(step.instruction for step in made),
        tables=(contact_table(project, made, catalog), message_table(kind, own, catalog)),
        listed=2,
        behind="What it rests on",
        notes=(
            "A wave begins when the one before is done. A system of a later wave that needs nothing of it may begin "
            "sooner, as the takeover order says.",
            "Where a step is concluded by this guide, its source says so much that it follows, not the step itself.",
        ),
        sources=tuple(dict.fromkeys(step.source for step in catalog.runbooks.steps if step.kind == kind)),
        data_date=catalog.date,
    )


def _warnings(project: Project, found: Order, made: tuple[Step, ...]) -> Iterator[str]:
    if not project.name or not found.systems:
        yield "No system is named, so all hosts are one wave. Name the systems under Takeover order."
    for problem in found.problems:
        yield f"The order of the systems is not known: {problem.message}"
    for refused in found.refused:
        yield f"No minutes from Recovery time: {refused.field}: {refused.message}"
    if found.result and found.result.circles:
        yield "Systems wait for each other in a circle, so there is no order. See Takeover order."
    filled_in = {item.role for item in project.runbook.contacts if item.name}
    nameless = list(
        dict.fromkeys(step.role.name for step in made if step.role.side != "console" and step.role.id not in filled_in)
    )
    if nameless:
        yield f"Nobody is named for: {', '.join(nameless)}."


def contact_table(project: Project, made: tuple[Step, ...], catalog: Catalog) -> Table:
    """Return who is called, in the order of the roles."""
    known = {item.role: item for item in project.runbook.contacts}
    owners = {step.role.id for step in made} | {"vendor"}
    rows = []
    for role in catalog.runbooks.roles:
        if role.side == "console" or role.id not in owners:
            continue
        contact = known.get(role.id)
        name = (contact.name if contact else "") or NO_NAME
        rows.append(
            (
                role.name,
                role.side,
                name,
                contact.reach if contact else "",
                contact.deputy if contact else "",
                role.does or "",
            )
        )
    columns = ("Role", "Of", "Name", "Reached by", "Deputy", "Does")
    return Table(title="Who is called", columns=columns, rows=tuple(rows))


def messages(kind: RunbookKind, catalog: Catalog) -> tuple[RunbookMessage, ...]:
    """Return the drafts of a runbook."""
    return tuple(message for message in catalog.runbooks.messages if kind in message.kinds)


def message_table(kind: RunbookKind, own: dict[str, str], catalog: Catalog) -> Table:
    """Return the drafts with the project's words; what is only known on the night stands in square brackets."""
    return Table(
        title="Drafts of messages",
        columns=("When", "Recipient", "Text"),
        rows=tuple((item.title, item.to, filled(item.text, own)) for item in messages(kind, catalog)),
    )


def step_table(made: tuple[Step, ...]) -> Table:
    """Return the steps as a table, with a place for what is noted."""
    return Table(
        title="Steps",
        columns=(
            "Step", "Owner", "Begins when", "Do", "Type", "Done when", "Restored when", "Minutes", "If it fails",
            "Time", "Name",
        ),
        rows=tuple(
            (
                f"{item.number}. {item.title}", item.owner, item.trigger, item.action, item.command, item.proof,
                item.restored_when, item.takes, item.fallback, "", "",
            )
            for item in (step.instruction for step in made)
        ),
    )  # fmt: skip
