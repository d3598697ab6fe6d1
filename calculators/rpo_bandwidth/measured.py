"""The age of the newest recovery point as the reader's own report shows it: it goes before what is worked out."""

from collections.abc import Sequence
from dataclasses import replace

from calculators.answers.report import Answer, Verdict
from calculators.answers.wording import duration_given
from calculators.replication.units import MINUTE
from calculators.rpo_bandwidth.model import Inputs, Result
from calculators.rpo_bandwidth.words import names

AGE = "worst_age"


def as_measured(verdict: Verdict, inputs: Inputs, result: Result) -> Verdict:
    """Return a verdict that goes by the measured age; the same where nobody measured it.

    A measured age that is too old is bad whatever is worked out. One that is young enough does not make good what is
    worked out to be missed: the report may not show the busiest hour.
    """
    if inputs.age_minutes is None:
        return verdict
    age = inputs.age_minutes * MINUTE
    told = f"Your own report shows a recovery point that became {duration_given(age)} old."
    missed = [share.load.name for share in result.shares if age > share.load.rpo]
    rpo = "RPO of every group" if result.grouped else f"RPO of {duration_given(inputs.rpo_minutes * MINUTE)}"
    worked_out = f"{told} Worked out: {verdict.label}. {verdict.text}"
    if missed and len(missed) == len(result.shares):
        return replace(verdict, level="bad", label=f"The {rpo} is missed, as measured", text=worked_out)
    if missed:
        told = f"{told} If it is of {names(missed)}, theirs is missed."
        if verdict.level == "good":
            verdict = replace(verdict, level="caution", label=f"{verdict.label}, with a doubt")
    elif verdict.level == "bad":
        label = f"The {rpo} is held as measured, not as worked out"
        return replace(verdict, level="caution", label=label, text=worked_out)
    return replace(verdict, text=f"{verdict.text} {told}".strip())


def with_measured(answers: Sequence[Answer], inputs: Inputs) -> tuple[Answer, ...]:
    """Return the figures with the measured age in the place of the one that is worked out."""
    if inputs.age_minutes is None:
        return tuple(answers)
    shown = duration_given(inputs.age_minutes * MINUTE)
    return tuple(
        replace(
            answer,
            label="Oldest recovery point, as measured",
            value=shown,
            detail=f"From your own report. Worked out for this link: {answer.value}.",
            amount=inputs.age_minutes,
        )
        if answer.id == AGE
        else answer
        for answer in answers
    )
