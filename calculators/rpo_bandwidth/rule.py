"""The vendor's own planning rule, where it says something else than the verdict."""

from dataclasses import replace

from calculators.answers.report import Verdict
from calculators.replication.units import DAY
from calculators.rpo_bandwidth.model import Inputs, Result
from calculators.rpo_bandwidth.words import NEARLY, in_mbps


def beside(verdict: Verdict, inputs: Inputs, result: Result) -> Verdict:
    """Return a verdict with what the published rule says, where that is something else."""
    said = ruled(inputs, result)
    return replace(verdict, text=f"{verdict.text} {said}".strip()) if said else verdict


def ruled(inputs: Inputs, result: Result) -> str:
    """Return in a sentence that the published rule disagrees about the RPO, and why; nothing where it agrees."""
    enough = result.usable.rate >= result.published * (1 - NEARLY)
    if enough == result.held:
        return ""
    rule = f"The published planning rule asks for {in_mbps(result.published)}, "
    if not enough:
        return (
            f"{rule}more than there is: it sends the change of a whole day within one RPO, a cycle only what changed "
            "since the last."
        )
    reasons = "it counts network time only, without interval, snapshot and busiest hour"
    if any(share.load.rpo > DAY for share in result.shares):
        reasons += ", and one day's change however long the RPO"
    if result.grown != 1:
        reasons += ", and today's data"
    if inputs.throttled:
        reasons += ", and no throttled hours"
    return f"{rule}and would call this link enough: {reasons}."
