"""What the Linux Agent says of itself: `egisplus-cli agent check`."""

import re

from calculators.proofs.model import Claim, Judgement, Value
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "egisplus-cli agent check"

WANTED = ("Agent service is started", "This agent is registered")
_HEAD = re.compile(r"^(?:Service status|Agent status)\s*$", re.MULTILINE)
_LINE = re.compile(r"^\s*(\S[^:\n]*?)\s*:\s*(Yes|No)\.?(?:\s|$)", re.MULTILINE)


def recognise(text: str) -> Claim:
    """Return how sure it is that a text is output of the agent's check."""
    if any(f"{name}:" in text for name in WANTED):
        return "sure"
    return "likely" if _HEAD.search(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether the agent runs and is registered."""
    said = [(found[1], found[2]) for found in _LINE.finditer(text)]
    values = tuple(
        Value(label=name, value=answer, wanted="Yes", holds=answer == "Yes")
        if name in WANTED
        else Value(label=name, value=answer)
        for name, answer in said
    )
    lines = tuple(shown(found[0]) for found in _LINE.finditer(text))
    # Outputs of several hosts may stand together: one that does not run shows.
    no = [name for name in WANTED if (name, "No") in said]
    if no:
        sentence = f"{' and '.join(no)}: No. Start it with `systemctl start egisplus-agent.service`, and read its log."
        return wanted.judgement("not proved", sentence, values=values, lines=lines)
    times = [sum(name == other for other, _ in said) for name in WANTED]
    missing = [name for name, many in zip(WANTED, times, strict=True) if many < max(1, *times)]
    if missing:
        sentence = f"The line `{missing[0]}` is missing: the output is cut. Paste all of it."
        return wanted.judgement("cannot tell", sentence, values=values, lines=lines)
    return wanted.judgement("proved", "The agent runs, and is registered.", values=values, lines=lines)
