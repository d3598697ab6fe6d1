"""What hosts of an inventory are judged by, put together from rules, conditions, the flow and the lists of systems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from calculators.qualification import NAME as QUALIFICATION
from calculators.records.assessment import (
    Assessment,
    Basis,
    HostAnswer,
    HostFinding,
    HostReferral,
    HostRule,
    HostVerdict,
    KnownProcessor,
    KnownSystem,
    Test,
    Way,
)
from calculators.records.compatibility import Condition, GeneralCondition, OperatingSystem, SourceType
from calculators.records.flow import Flow
from macros.data.findings import NO_REMEDY, SAID, Known, anchor, known_conditions, source_page

if TYPE_CHECKING:
    from macros.data.loader import Data

AGENT = "agent"
"""Id of the way by an agent, whichever."""
INSTALL_LIST = "batch-hosts"
"""Id of the list of hosts, in data/investigation.yaml, that the tool for many agents reads."""
VERDICTS: dict[str, HostVerdict] = {
    "recommend": "supported",
    "conditional": "conditional",
    "hybrid": "decision",
    "custom": "decision",
    "hosts-out": "unsupported",
    "not-suitable": "unsupported",
}
"""What an outcome of the flow is for a host."""
PAGE = "compatibility/index.md"


def assessment(data: Data) -> Assessment:
    """Return everything that hosts are judged by. What names something that is not there is left out."""
    known = known_conditions(data.sources, data.general_conditions)
    bases = {basis.id: basis for basis in _bases(data, known, decisions_of_flow(data.flows))}
    looked = {name for rule in data.host_rules.rules for name in _named(rule)}
    looked |= {name for system in data.operating_systems for name in system.decided_by}
    agentless = (source.id for source in data.sources if source.mode != AGENT)
    return Assessment(
        ways=tuple(_way(source, data, looked) for source in data.sources),
        tests=tuple(_test(rule, bases) for rule in data.host_rules.rules),
        bases=tuple(bases.values()),
        names=data.os_names,
        systems=tuple(_system(system) for system in data.operating_systems),
        processors=tuple(
            KnownProcessor(id=item.id, names=item.written, verdict=item.verdict) for item in data.processors
        ),
        platforms=data.host_rules.platforms,
        services=data.host_rules.services,
        preference=tuple(dict.fromkeys((*data.host_rules.preference, *agentless, AGENT))),
        installs=data.host_rules.installs,
        install_columns=next((item.columns for item in data.investigation.formats if item.id == INSTALL_LIST), ()),
    )


def decisions_of_flow(flows: tuple[Flow, ...]) -> dict[str, HostVerdict]:
    """Return what the flow makes of a host by each condition that it names."""
    return {
        referral.condition: VERDICTS[referral.outcome]
        for flow in flows
        if flow.id == QUALIFICATION
        for asked in flow.follow_ups
        for item in asked.items
        for referral in item.conditions
        if referral.outcome in VERDICTS
    }


def basis_of_answer(answer: HostAnswer) -> str:
    """Return the id of the rule that an answer of the flow is."""
    return f"{answer.question}-{answer.option}"


def holds(finding: HostFinding, source: SourceType) -> bool:
    """Return whether a finding holds for a source type; one that names the type itself goes before its mode."""
    return source.id in finding.holds_for or source.mode in finding.holds_for


def holds_condition(condition: Condition, source: SourceType) -> bool:
    """Return whether a condition is one of a source type, or a general one of its mode."""
    if isinstance(condition, GeneralCondition):
        return source.mode in condition.holds_for
    return any(own.id == condition.id for own in source.conditions)


def bases_for(rule: HostRule, source: SourceType, known: Known) -> Iterator[tuple[str, HostVerdict]]:
    """Yield the ids of what follows from a rule for a source type, each with what the host is then."""
    for referral in rule.conditions:
        if referral.condition in known and holds_condition(known[referral.condition][1], source):
            yield referral.condition, referral.outcome
    for answer in rule.answers:
        yield basis_of_answer(answer), answer.outcome
    for finding in rule.findings:
        if holds(finding, source):
            yield finding.id, finding.outcome


def _named(rule: HostRule) -> Iterator[str]:
    yield from (referral.condition for referral in rule.conditions)
    yield from (basis_of_answer(answer) for answer in rule.answers)
    yield from (finding.id for finding in rule.findings)


def _test(rule: HostRule, bases: dict[str, Basis]) -> Test:
    return Test(
        sign=rule.sign,
        values=rule.values,
        above=rule.above,
        least=rule.least,
        below=rule.below,
        most=rule.most,
        kind=rule.kind,
        bases=tuple(name for name in _named(rule) if name in bases),
    )


def _bases(data: Data, known: Known, decided: dict[str, HostVerdict]) -> Iterator[Basis]:
    systems = {name for system in data.operating_systems for name in system.decided_by}
    for name in sorted(systems & known.keys()):
        verdict = decided.get(name, known[name][1].verdict)
        yield _of_condition(HostReferral(outcome=verdict, condition=name), known, data)
    for rule in data.host_rules.rules:
        for referral in rule.conditions:
            if referral.condition in known:
                yield _of_condition(referral, known, data)
        for answer in rule.answers:
            yield from _of_answer(answer, data)
        for finding in rule.findings:
            yield Basis(
                id=finding.id,
                outcome=finding.outcome,
                text=finding.reason,
                remedy=finding.remedy or "",
                source=finding.source,
                page=PAGE,
                ways=tuple(source.id for source in data.sources if holds(finding, source)),
                conflicts=finding.conflicts,
            )


def _of_condition(referral: HostReferral, known: Known, data: Data) -> Basis:
    source, condition = known[referral.condition]
    said = f"{condition.condition}: {SAID[condition.verdict]}."
    nothing = NO_REMEDY if referral.outcome == "unsupported" else ""
    return Basis(
        id=condition.id,
        outcome=referral.outcome,
        text=f"{said} {condition.reason}" if condition.reason else said,
        remedy=condition.remedy or referral.remedy or nothing,
        source=condition.source,
        page=anchor(source, condition),
        ways=tuple(item.id for item in data.sources if holds_condition(condition, item)),
        conflicts=condition.conflicts,
    )


def _of_answer(answer: HostAnswer, data: Data) -> Iterator[Basis]:
    found = [
        finding
        for flow in data.flows
        if flow.id == QUALIFICATION
        for question in flow.questions
        if question.id == answer.question
        for option in question.options
        if option.id == answer.option
        for finding in option.findings
    ]
    for finding in found[:1]:
        yield Basis(
            id=basis_of_answer(answer),
            outcome=answer.outcome,
            text=finding.reason,
            remedy=finding.remedy or "",
            source=finding.source,
            page=finding.page,
            ways=tuple(source.id for source in data.sources),
            conflicts=finding.conflicts,
        )


def _way(source: SourceType, data: Data, looked: set[str]) -> Way:
    own = (*source.conditions, *(item for item in data.general_conditions if source.mode in item.holds_for))
    return Way(
        id=source.id,
        name=source.name,
        mode=source.mode,
        page=source_page(source),
        unseen=sum(item.verdict != "supported" and item.id not in looked for item in own),
    )


def _system(system: OperatingSystem) -> KnownSystem:
    return KnownSystem(
        id=system.id,
        name=system.name,
        versions=system.versions,
        conditional=system.conditional,
        decided_by=system.decided_by,
    )
