"""A decision flow as a picture, on which docs/assets/diagrams/answers.mjs marks the reader's answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

from markupsafe import Markup

from calculators.records.flow import Flow, FollowUp, Option, Outcome, Question
from macros.diagrams.drawing import (
    LINE,
    MARGIN,
    NARROW,
    WIDE,
    Box,
    Sheet,
    arrow,
    boxed,
    edge,
    flowed,
    label,
    picture,
    pill,
    wrap,
)

GAP, SECTION = 10, 30
"""Between answers, and between questions."""
LANE = 12
"""Where the ways from question to question run, at the left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where a sheet has its columns: left edge and width of questions, answers and verdicts."""

    width: float
    asked: tuple[float, float]
    answers: tuple[float, float]
    verdicts: tuple[float, float]
    beside: bool
    """Whether answers stand beside their question, not below it."""
    marks: bool
    """Whether verdicts are told by their marks, which are shorter."""


COLUMNS = (
    Columns(width=WIDE, asked=(30, 150), answers=(216, 240), verdicts=(492, 262), beside=True, marks=False),
    Columns(width=NARROW, asked=(26, 302), answers=(40, 148), verdicts=(198, 130), beside=False, marks=True),
)


def flow_diagram(flow: Flow) -> Markup:
    """Return a flow as a picture: each question with its answers, and what an answer raises behind it.

    A follow-up has one box for all of its answers. Arrows at the left lead from a question to those that can follow it.
    """
    wide, narrow = (_sheet(flow, columns) for columns in COLUMNS)
    note = Markup(
        '<p class="hb-marked">Not answered yet: your answers to the questions of this page are marked here.</p>\n'
    )
    return note + picture(flow.id, flow.title, _told(flow), wide, narrow)


def _sheet(flow: Flow, columns: Columns) -> Sheet:
    body: list[str] = []
    boxes: dict[str, Box] = {}
    top = float(MARGIN)
    for question in flow.questions:
        asked, drawn, top = _question(flow, columns, question, top)
        boxes[question.id] = asked
        body += drawn
        top += SECTION - GAP
    for follow_up in flow.follow_ups:
        asked, drawn, top = _follow_up(flow, columns, follow_up, top)
        boxes[follow_up.id] = asked
        body += drawn
        top += SECTION - GAP
    ladder, top = _ladder(flow, columns, top)
    return Sheet(top + MARGIN, "".join((*_ways(flow, boxes), *body, *ladder)), columns.width)


def _question(flow: Flow, columns: Columns, question: Question, top: float) -> tuple[Box, list[str], float]:
    """Return the box of a question, everything that is drawn of it, and where the next one may begin."""
    asked = boxed(
        question.short, columns.asked[0], top, columns.asked[1], kind="hb-node hb-node-question", name="hb-strong"
    )
    below = top if columns.beside else asked.bottom + GAP
    drawn = []
    for option in question.options:
        answer = boxed(option.label, columns.answers[0], below, columns.answers[1])
        verdicts = _verdicts(flow, columns, option, below)
        low = max(answer.bottom, verdicts[-1].bottom)
        answer = replace(answer, height=low - below)
        drawn.append((option, answer, _centred(verdicts, answer.middle)))
        below = low + GAP
    if columns.beside:
        middle = (drawn[0][1].y + drawn[-1][1].bottom - asked.height) / 2
        asked = replace(asked, y=middle)
    parts = [_group("asked", question.id, asked.svg())]
    for option, answer, verdicts in drawn:
        lines = _to_answer(columns, asked, answer) + "".join(
            edge(f"M{answer.right:g} {answer.middle:g} L{found.x:g} {found.middle:g}") for found in verdicts
        )
        svg = lines + answer.svg() + "".join(found.svg() for found in verdicts) + _tick(answer)
        parts.append(_group("answer", f"{question.id}={option.id}", svg))
    return asked, parts, below


def _follow_up(flow: Flow, columns: Columns, asked: FollowUp, top: float) -> tuple[Box, list[str], float]:
    box = boxed(asked.short, columns.asked[0], top, columns.asked[1], kind="hb-node hb-node-question", name="hb-strong")
    below = top if columns.beside else box.bottom + GAP
    words = f"none, or any of {len(asked.items)} answers"
    answer = boxed(words, columns.answers[0], below, columns.answers[1])
    raised = {finding.outcome for item in asked.items for finding in item.findings}
    outcomes = [outcome for outcome in flow.outcomes if outcome.id in raised]
    x, width = columns.verdicts
    if outcomes:
        across = 2 if columns.beside else 1
        each = (width - 6 * (across - 1)) / across
        found = flowed((pill(outcome.mark, x, below, each, kind=_level(outcome)) for outcome in outcomes), across)
    else:
        found = [_quiet("opens what you tick", x, below, width)]
    low = max(answer.bottom, *(one.bottom for one in found), *([box.bottom] if columns.beside else ()))
    answer = replace(answer, height=low - below)
    found = _centred(found, answer.middle)
    if columns.beside:
        box = replace(box, height=low - below)
    lines = _to_answer(columns, box, answer) + edge(f"M{answer.right:g} {answer.middle:g} H{x:g}")
    svg = lines + answer.svg() + "".join(one.svg() for one in found) + _tick(answer)
    return box, [_group("asked", asked.id, box.svg()), _group("any", asked.id, svg)], low + GAP


def _verdicts(flow: Flow, columns: Columns, option: Option, top: float) -> list[Box]:
    """Return what an answer raises, below each other."""
    x, width = columns.verdicts
    outcomes = {outcome.id: outcome for outcome in flow.outcomes}
    if not option.findings:
        return [_quiet(_fine(flow, option), x, top, width)]
    end = "" if _onward(option) else "; it ends here"
    raised = [outcomes[name] for name in dict.fromkeys(finding.outcome for finding in option.findings)]
    return flowed(
        pill((outcome.mark if columns.marks else outcome.label) + end, x, top, width, kind=_level(outcome))
        for outcome in raised
    )


def _quiet(words: str, x: float, top: float, width: float) -> Box:
    """Return words where a verdict would stand, close to the line that leads to them."""
    return replace(pill(words, x, top, width, kind="hb-none"), at_start=True)


def _fine(flow: Flow, option: Option) -> str:
    names = ", ".join(_short(flow)[name] for name in _onward(option))
    return f"{flow.outcomes[0].mark}. Next: {names}" if names else flow.outcomes[0].mark


def _level(outcome: Outcome) -> str:
    return f"hb-outcome hb-{outcome.level}"


def _centred(boxes: list[Box], middle: float) -> list[Box]:
    moved = middle - (boxes[0].y + boxes[-1].bottom) / 2
    return [replace(box, y=box.y + moved) for box in boxes]


def _to_answer(columns: Columns, asked: Box, answer: Box) -> str:
    if columns.beside:
        bend = (asked.right + answer.x) / 2
        middle = f"{bend:g} {asked.middle:g} {bend:g} {answer.middle:g}"
        return edge(f"M{asked.right:g} {asked.middle:g} C{middle} {answer.x:g} {answer.middle:g}")
    stem = asked.x + 6
    return edge(f"M{stem:g} {asked.bottom:g} V{answer.middle:g} H{answer.x:g}")


def _tick(answer: Box) -> str:
    """Return the mark of an answer that was chosen; the style sheet hides it until then."""
    x, y = answer.x + 3, answer.y + 3
    return (
        f'<g class="hb-tick"><circle cx="{x:g}" cy="{y:g}" r="8"/>'
        f'<path d="M{x - 4:g} {y:g} L{x - 1:g} {y + 3:g} L{x + 4:g} {y - 3:g}"/></g>'
    )


def _group(kind: str, name: str, svg: str) -> str:
    return f'<g data-{kind}="{name}">{svg}</g>'


def _ladder(flow: Flow, columns: Columns, top: float) -> tuple[list[str], float]:
    """Return the verdicts in order, of which the strictest that was raised counts, and where they end."""
    x = columns.asked[0]
    width = (columns.width - x - MARGIN - GAP * 2) / 3 if columns.beside else columns.width - x - MARGIN
    heading = wrap("The strictest verdict that an answer raises counts; from mild to strict:", columns.width - x - 10)
    middle = top + len(heading) * LINE / 2
    body = [label(x, middle, heading, "hb-strong" if columns.beside else "", "start")]
    top = middle + len(heading) * LINE / 2 + 6
    across = 3 if columns.beside else 1
    boxes = []
    for index, outcome in enumerate(flow.outcomes):
        words = f"{index + 1}. {outcome.label}"
        if columns.marks and not outcome.label.startswith(outcome.mark):
            words += f" ({outcome.mark})"
        boxes.append(pill(words, x, top, width, kind=_level(outcome)))
    placed = flowed(boxes, across, GAP)
    for outcome, box in zip(flow.outcomes, placed, strict=True):
        said = f'data-outcome="{outcome.id}" data-label="{escape(outcome.label)}"'
        body.append(f"<g {said}>{box.svg()}{_tick(box)}</g>")
    return body, placed[-1].bottom


def _ways(flow: Flow, boxes: dict[str, Box]) -> Iterator[str]:
    for name, following in _steps(flow):
        start, stop = boxes[name], boxes[following]
        down = f"H{LANE + 8:g} Q{LANE:g} {start.middle:g} {LANE:g} {start.middle + 8:g} V{stop.middle - 8:g}"
        path = (
            f"M{start.x:g} {start.middle:g} {down} Q{LANE:g} {stop.middle:g} {LANE + 8:g} {stop.middle:g} H{stop.x:g}"
        )
        yield arrow(path, stop.x, stop.middle, "right", "hb-way")


def _onward(option: Option) -> tuple[str, ...]:
    return (*((option.next,) if option.next else ()), *option.opens)


def _steps(flow: Flow) -> Iterator[tuple[str, str]]:
    for item in flow.questions:
        names = dict.fromkeys(name for option in item.options for name in _onward(option))
        yield from ((item.id, name) for name in names)
    for asked in flow.follow_ups:
        names = dict.fromkeys(name for item in asked.items for name in item.opens)
        yield from ((asked.id, name) for name in names)


def _short(flow: Flow) -> dict[str, str]:
    return {item.id: item.short for item in flow.questions} | {item.id: item.short for item in flow.follow_ups}


def _told(flow: Flow) -> Iterator[str]:
    """Yield the picture in sentences."""
    outcomes = {outcome.id: outcome for outcome in flow.outcomes}
    for question in flow.questions:
        for option in question.options:
            labels = dict.fromkeys(outcomes[finding.outcome].label for finding in option.findings)
            raised = ", ".join(labels) + ("" if _onward(option) else "; it ends here")
            yield f"{question.short}, {option.label}: {raised if labels else _fine(flow, option)}."
    for asked in flow.follow_ups:
        yield f"{asked.short}: none, or any of {len(asked.items)} answers; {_can_raise(flow, asked)}."
    yield f"The strictest verdict counts, from mild to strict: {', '.join(outcome.label for outcome in flow.outcomes)}."


def _can_raise(flow: Flow, asked: FollowUp) -> str:
    raised: Iterable[str] = {finding.outcome for item in asked.items for finding in item.findings}
    labels = ", ".join(outcome.label for outcome in flow.outcomes if outcome.id in raised)
    return f"they can raise: {labels}" if labels else "each opens what follows"
