"""The qualification: what the answers ask, what they lead to, and the report of it."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from calculators.answers.inputs import Several, Value
from calculators.answers.report import BETWEEN, NOTHING, Given, PageLink, Reason, Report, Verdict
from calculators.catalog import Catalog
from calculators.qualification import flows
from calculators.records.flow import Finding, FollowUp, Item, Outcome, Question
from calculators.records.form import Choice, Field, Form, Group

NAME = "qualification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The answers by the id of the question or the follow-up."""

    answers: flows.Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the answers lead to."""

    asked: tuple[tuple[Question, str], ...]
    """Questions that count with these answers, each with the id of its answer."""
    opened: tuple[tuple[FollowUp, tuple[Item, ...]], ...]
    """Follow-ups that count with these answers, each with its chosen items."""
    outcome: Outcome
    """The strictest outcome of all findings."""
    findings: tuple[Finding, ...]
    """Every finding, the strictest first."""


@functools.lru_cache(maxsize=1)
def form(catalog: Catalog) -> Form:
    """Return the inputs: one choice for each question of the flow, any number for each follow-up."""
    flow = catalog.flow(NAME)
    questions = tuple(
        Field(
            id=item.id,
            label=item.text,
            help=item.why,
            default=item.options[0].id,
            choices=tuple(Choice(id=option.id, label=option.label) for option in item.options),
        )
        for item in flow.questions
    )
    follow_ups = tuple(
        Field(
            id=asked.id,
            label=asked.text,
            help=asked.why,
            default=None,
            choices=tuple(Choice(id=item.id, label=item.label) for item in asked.items),
            several=True,
            optional=True,
            empty_means=NOTHING,
        )
        for asked in flow.follow_ups
    )
    return Form(
        id=NAME,
        title=flow.title,
        summary="The strictest outcome that any answer raises, with every reason, its remedy and its source.",
        groups=(Group(title="Answers", fields=questions), Group(title="Follow-ups", fields=follow_ups)),
    )


def inputs(values: Mapping[str, Value | Several], catalog: Catalog) -> Inputs:
    """Return checked values as inputs."""
    return Inputs(answers={name: value if isinstance(value, tuple) else str(value) for name, value in values.items()})


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return the outcome of the answers. Questions that are not asked do not count."""
    flow = catalog.flow(NAME)
    rank = {outcome.id: position for position, outcome in enumerate(flow.outcomes)}
    raised = flows.findings(flow, inputs.answers)
    return Result(
        asked=tuple((item, option.id) for item, option in flows.route(flow, inputs.answers)),
        opened=flows.opened(flow, inputs.answers),
        outcome=flows.strictest(flow, raised),
        findings=tuple(sorted(raised, key=lambda finding: -rank[finding.outcome])),
    )


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    flow = catalog.flow(NAME)
    outcomes = {outcome.id: outcome for outcome in flow.outcomes}
    reasons = tuple(
        Reason(
            level=outcomes[finding.outcome].level,
            label=outcomes[finding.outcome].mark,
            text=finding.reason,
            remedy=finding.remedy,
            source=finding.source,
            link=PageLink(page=finding.page, label=finding.page_label),
            conflicts=finding.conflicts,
        )
        for finding in result.findings
    )
    answered = tuple(
        Given(field=item.id, label=item.text, value=flows.chosen(item, {item.id: answer}).label, assumed=None)
        for item, answer in result.asked
    )
    followed = tuple(
        Given(
            field=asked.id,
            label=asked.text,
            value=BETWEEN.join(item.label for item in items) or NOTHING,
            assumed=None,
        )
        for asked, items in result.opened
    )
    return Report(
        calculator=NAME,
        title=flow.title,
        verdict=Verdict(
            level=result.outcome.level,
            label=result.outcome.label,
            text=result.outcome.summary,
            link=PageLink(page=result.outcome.next_page, label=result.outcome.next_label),
        ),
        given=answered + followed,
        required=tuple(item.id for item, _ in result.asked),
        reasons=reasons,
        notes=(
            "Hosts that differ are decided apart: answer once for each group of hosts that are alike.",
            "This is a first decision: each host is still checked against the compatibility pages.",
        ),
        sources=tuple(dict.fromkeys(finding.source for finding in result.findings)),
        data_date=catalog.date,
    )
