"""What flows and proofs say by the conditions of source types, in full, so that calculators need only those."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from calculators.records.compatibility import Condition, GeneralCondition, SourceType, Verdict
from calculators.records.flow import Finding, Flow, Item, Referral
from calculators.records.proofs import Proof, ProofSign

SAID: dict[Verdict, str] = {
    "supported": "supported",
    "conditional": "supported under a condition",
    "unsupported": "not supported",
}
NO_REMEDY = "The documents name no remedy. Leave these hosts out, or ask technical support."


type Known = Mapping[str, tuple[SourceType | None, Condition | GeneralCondition]]


def known_conditions(sources: Sequence[SourceType], general: Sequence[GeneralCondition]) -> Known:
    """Return every condition by its id, with its source type; None for a condition of several source types."""
    own: Known = {condition.id: (source, condition) for source in sources for condition in source.conditions}
    return {**own, **{condition.id: (None, condition) for condition in general}}


def complete(flow: Flow, known: Known) -> Flow:
    """Return the flow with a finding for each condition that it refers to. Unknown conditions are left out."""
    return replace(
        flow,
        follow_ups=tuple(
            replace(asked, items=tuple(_complete_item(item, known) for item in asked.items))
            for asked in flow.follow_ups
        ),
    )


def signed(proof: Proof, known: Known) -> Proof:
    """Return a proof whose signs say what their conditions do. Unknown conditions are left out."""
    return replace(
        proof, signs=tuple(_said(sign, known[sign.condition][1]) for sign in proof.signs if sign.condition in known)
    )


def _said(sign: ProofSign, condition: Condition | GeneralCondition) -> ProofSign:
    said = f"{condition.condition}: {SAID[condition.verdict]}."
    return replace(
        sign,
        verdict=condition.verdict,
        said=f"{said} {condition.reason}" if condition.reason else said,
        remedy=condition.remedy,
    )


def source_page(source: SourceType) -> str:
    """Return the page of a source type, as a path below docs/."""
    return f"compatibility/{source.id}.md"


def anchor(source: SourceType | None, condition: Condition | GeneralCondition) -> str:
    """Return the place of a condition on the page of its source type, or of all of them."""
    page = source_page(source) if source else "compatibility/index.md"
    return f"{page}#condition-{condition.id}"


def _complete_item(item: Item, known: Known) -> Item:
    made = tuple(
        _finding(referral, *known[referral.condition]) for referral in item.conditions if referral.condition in known
    )
    return replace(item, findings=item.findings + made, conditions=())


def _finding(referral: Referral, source: SourceType | None, condition: Condition | GeneralCondition) -> Finding:
    said = f"{condition.condition}: {SAID[condition.verdict]}" + (f" with {source.name}." if source else ".")
    nothing = NO_REMEDY if condition.verdict == "unsupported" else None
    return Finding(
        outcome=referral.outcome,
        reason=f"{said} {condition.reason}" if condition.reason else said,
        remedy=referral.remedy or condition.remedy or nothing,
        source=condition.source,
        page=anchor(source, condition),
        page_label=f"The condition on the page {source.name if source else 'What can be protected'}",
        conflicts=condition.conflicts,
    )
