"""Whether the Linux Agent knows a kernel: `uname -r`, answered by the list of kernels."""

from calculators.answers.inputs import InputError
from calculators.kernels.reading import read_text
from calculators.proofs.model import Claim, Judgement, Value
from calculators.proofs.wanted import Wanted
from calculators.registry import run

TITLE = "uname -r"
MOST_LINES = 200
"""A longer text is no answer of `uname`."""


def recognise(text: str) -> Claim:
    """Return how sure it is that a text names kernels, and little else."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        return "no"
    reading = read_text(text)
    named = sum(row.times for row in reading.rows if row.kernels)
    return "sure" if named and named * 2 >= len(lines) else "likely" if named else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return what the list of kernels says of every kernel in a text."""
    try:
        report = run("kernels", {"kernels": text}, wanted.catalog, typed=["kernels"])
    except InputError as error:
        return wanted.judgement("cannot tell", " ".join(problem.message for problem in error.problems))
    unread = sum(1 for row in read_text(text).rows if row.why)
    sentence = f"{report.verdict.label}. {report.verdict.text}"
    values = tuple(Value(label=item.label, value=item.value) for item in report.answers[: report.matter])
    if report.verdict.level == "bad":
        return wanted.judgement("not proved", sentence, values=values)
    if report.verdict.level != "good" or unread:
        return wanted.judgement("cannot tell", sentence, values=values)
    return wanted.judgement("proved", sentence, values=values)
