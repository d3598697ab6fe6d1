"""Steps to work through, one after the other, as HTML and as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from calculators.answers.escaping import markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One step to work through, with the words of a project in place."""

    id: str
    """Short name, unique in the answer."""
    number: int
    """Its place, from 1."""
    title: str
    """What it is called."""
    owner: str
    """Who does it: the role, and the name where it is known."""
    trigger: str
    """What begins it."""
    action: str
    """What to do."""
    command: str
    """What is typed; empty where nothing is."""
    proof: str
    """What shows that it is done."""
    minutes: float | None
    """How long it takes; None where nobody knows."""
    takes: str
    """The same in words, with where it is from."""
    fallback: str
    """What to do where it fails."""
    restored_when: str
    """What must hold before the next step; empty where the proof is enough."""
    decision: str
    """What is decided: `declare`, `abort`, or nothing."""
    source: str
    """Where it was read, and whether it was concluded from there."""


PARTS = (
    ("trigger", "Begins when"),
    ("action", "Do"),
    ("command", "Type"),
    ("proof", "Done when"),
    ("restored_when", "Restored when"),
    ("fallback", "If it fails"),
    ("takes", "Takes"),
)
"""Parts of a step in their order, with the words before each."""
DECISIONS = {"declare": "Decision: declare", "abort": "Decision: go on or give up"}


def to_html(steps: Sequence[Instruction]) -> str:
    """Return the steps as a list, each folded under its title; paper has all of them, and cuts none."""
    return f'<ol class="hb-instructions">{"".join(map(_html, steps))}</ol>'


def _html(step: Instruction) -> str:
    decision = f'<span class="hb-badge hb-caution">{escape(DECISIONS[step.decision])}</span> ' if step.decision else ""
    parts = "".join(f"<div><dt>{words}</dt><dd>{_code(name, text)}</dd></div>" for name, words, text in _parts(step))
    return (
        f'<li><details class="hb-instruction"><summary class="hb-instruction-title">'
        f'<span class="hb-instruction-number">{step.number}</span> <span>{decision}<b>{escape(step.title)}</b></span> '
        f'<span class="hb-instruction-owner">{escape(step.owner)}</span></summary>'
        f'<dl id="{escape(step.id)}">{parts}</dl><p class="hb-quiet">{escape(step.source)}</p></details></li>'
    )


def _code(name: str, text: str) -> str:
    return f"<code>{escape(text)}</code>" if name == "command" else escape(text)


def _parts(step: Instruction) -> Iterable[tuple[str, str, str]]:
    return ((name, words, getattr(step, name)) for name, words in PARTS if getattr(step, name))


def to_markdown(steps: Sequence[Instruction]) -> list[str]:
    """Return the steps as lines of Markdown, each with a box to tick."""
    lines: list[str] = []
    for step in steps:
        decision = f"{DECISIONS[step.decision]}. " if step.decision else ""
        lines += [f"## {step.number}. {markdown(step.title)}", "", f"- [ ] {decision}**{markdown(step.owner)}**"]
        for name, words, text in _parts(step):
            told = f"`{text.replace('`', '')}`" if name == "command" else markdown(text)
            lines.append(f"- {words}: {told}")
        lines += [f"- {markdown(step.source)}", "- Time: ________  Name: ________", ""]
    return lines
