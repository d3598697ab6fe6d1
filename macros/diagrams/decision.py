"""A decision flow as a drawing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from calculators.records.flow import Flow, FollowUp, Option, Outcome, Question
from macros.diagrams.drawing import LETTER, LINE, Box, Size, arrow, drawing, label, wrap

QUESTION_LEFT, QUESTION_WIDTH = 60, 190
OPTION_LEFT, OPTION_WIDTH = 300, 240
FINDING_LEFT, FINDING_WIDTH, FINDING_ROW = 590, 350, 34
OPTION_GAP, QUESTION_GAP, MARGIN = 14, 44, 20
FOLLOW_UP_HEIGHT, FOLLOW_UP_GAP, PILL_GAP = 46, 26, 8


@dataclass(frozen=True, slots=True)
class Row:
    """A question with the places of its answers."""

    question: Question
    options: tuple[tuple[Option, float, float], ...]
    """Each answer with its top and its height."""

    @property
    def middle(self) -> float:
        """The height at which the question stands."""
        _, top, _ = self.options[0]
        return (top + self.bottom) / 2

    @property
    def bottom(self) -> float:
        """The lower end of the last answer."""
        _, top, height = self.options[-1]
        return top + height


def flow_diagram(flow: Flow) -> Markup:
    """Return a flow as a drawing: a row a question, its answers to the right, what they raise behind them.

    A follow-up has one box for all of its answers. Arrows on the left lead from a question to those that can follow it.
    """
    rows = _rows(flow)
    first = rows[-1].bottom + QUESTION_GAP + FOLLOW_UP_HEIGHT / 2
    step = FOLLOW_UP_HEIGHT + FOLLOW_UP_GAP
    below = {asked.id: first + step * index for index, asked in enumerate(flow.follow_ups)}
    end = max((rows[-1].bottom, *(middle + FOLLOW_UP_HEIGHT / 2 for middle in below.values()))) + QUESTION_GAP
    width = FINDING_LEFT + FINDING_WIDTH + 10
    mildest = flow.outcomes[0]
    last = Box(
        x=OPTION_LEFT,
        y=end,
        width=width - OPTION_LEFT - 10,
        height=36,
        lines=[f"Nothing raised on the way: {mildest.label}"],
        kind=f"hb-outcome hb-{mildest.level}",
        radius=18,
    )
    body = [
        *(_draw_row(flow, row) for row in rows),
        *(_draw_follow_up(flow, asked, below[asked.id]) for asked in flow.follow_ups),
        *_draw_ways(flow, {row.question.id: row.middle for row in rows} | below),
        last.svg(),
    ]
    order = ", ".join(outcome.label for outcome in flow.outcomes)
    description = (
        f"{len(flow.questions)} questions with their answers, then {len(flow.follow_ups)} follow-ups with any number "
        f"of answers. The strictest verdict counts: {order}."
    )
    return drawing(Size(width, end + 36 + MARGIN), flow.title, description, "".join(body), flow.id)


def _rows(flow: Flow) -> list[Row]:
    rows, top = [], float(MARGIN)
    for item in flow.questions:
        options = []
        for option in item.options:
            letters = len(wrap(option.label, OPTION_WIDTH - 20)) * LINE + 16
            height = float(max(letters, len(option.findings) * FINDING_ROW))
            options.append((option, top, height))
            top += height + OPTION_GAP
        rows.append(Row(item, tuple(options)))
        top += QUESTION_GAP - OPTION_GAP
    return rows


def _draw_row(flow: Flow, row: Row) -> str:
    return _draw_asked(row.question, row.middle) + "".join(_draw_option(flow, row, *placed) for placed in row.options)


def _draw_asked(asked: Question | FollowUp, middle: float) -> str:
    lines = wrap(asked.short, QUESTION_WIDTH - 30)
    height = len(lines) * LINE + 28
    return Box(
        x=QUESTION_LEFT,
        y=middle - height / 2,
        width=QUESTION_WIDTH,
        height=height,
        lines=lines,
        kind="hb-node hb-node-question",
        words="hb-strong",
        radius=10,
    ).svg()


def _draw_follow_up(flow: Flow, asked: FollowUp, middle: float) -> str:
    right = QUESTION_LEFT + QUESTION_WIDTH
    box = Box(
        x=OPTION_LEFT,
        y=middle - FOLLOW_UP_HEIGHT / 2 + 5,
        width=OPTION_WIDTH,
        height=FOLLOW_UP_HEIGHT - 10,
        lines=[f"none, or any of {len(asked.items)} answers"],
        kind="hb-node",
    )
    raised = {finding.outcome for item in asked.items for finding in item.findings}
    outcomes = [outcome for outcome in flow.outcomes if outcome.id in raised]
    edges = f'<path class="hb-edge" d="M{right} {middle:g} H{OPTION_LEFT}"/>'
    if not outcomes:
        quiet = label(FINDING_LEFT, middle, ["nothing raised; opens what follows"], "hb-quiet", "start")
        return _draw_asked(asked, middle) + edges + box.svg() + quiet
    edges += f'<path class="hb-edge" d="M{OPTION_LEFT + OPTION_WIDTH} {middle:g} H{FINDING_LEFT}"/>'
    return _draw_asked(asked, middle) + edges + box.svg() + _draw_marks(outcomes, middle)


def _draw_marks(outcomes: Iterable[Outcome], middle: float) -> str:
    """Return what a follow-up can raise, side by side."""
    parts, left = [], float(FINDING_LEFT)
    for outcome in outcomes:
        width = len(outcome.mark) * LETTER + 2 * PILL_GAP
        pill = Box(
            x=left,
            y=middle - 14,
            width=width,
            height=28,
            lines=[outcome.mark],
            kind=f"hb-outcome hb-{outcome.level}",
            radius=14,
        )
        parts.append(pill.svg())
        left += width + PILL_GAP
    return "".join(parts)


def _draw_option(flow: Flow, row: Row, option: Option, top: float, height: float) -> str:
    right, middle = QUESTION_LEFT + QUESTION_WIDTH, top + height / 2
    curve = f"C{right + 30} {row.middle:g} {OPTION_LEFT - 30} {middle:g} {OPTION_LEFT} {middle:g}"
    answer = Box(
        x=OPTION_LEFT,
        y=top,
        width=OPTION_WIDTH,
        height=height,
        lines=wrap(option.label, OPTION_WIDTH - 20),
        kind="hb-node",
    )
    edge = f'<path class="hb-edge" d="M{right} {row.middle:g} {curve}"/>'
    return edge + answer.svg() + _draw_findings(flow, option, middle)


def _draw_findings(flow: Flow, option: Option, middle: float) -> str:
    if not option.findings:
        short = {item.id: item.short for item in flow.questions} | {item.id: item.short for item in flow.follow_ups}
        onward = ", ".join(short[name] for name in _onward(option))
        after = f"go on to: {onward}" if onward else "the decision ends"
        return label(FINDING_LEFT, middle, [f"nothing raised; {after}"], "hb-quiet", "start")
    outcomes = {outcome.id: outcome for outcome in flow.outcomes}
    parts = []
    for index, finding in enumerate(option.findings):
        outcome = outcomes[finding.outcome]
        y = middle + (index - (len(option.findings) - 1) / 2) * FINDING_ROW
        raised = Box(
            x=FINDING_LEFT,
            y=y - 14,
            width=FINDING_WIDTH,
            height=28,
            lines=[outcome.label + ("" if _onward(option) else ": the decision ends here")],
            kind=f"hb-outcome hb-{outcome.level}",
            radius=14,
        )
        edge = f'<path class="hb-edge" d="M{OPTION_LEFT + OPTION_WIDTH} {middle:g} L{FINDING_LEFT} {y:g}"/>'
        parts.append(edge + raised.svg())
    return "".join(parts)


def _draw_ways(flow: Flow, middle: dict[str, float]) -> Iterator[str]:
    order = list(middle)
    for name, following in _ways(flow):
        start, stop = middle[name], middle[following]
        if order.index(following) == order.index(name) + 1:
            path = f"M{QUESTION_LEFT + QUESTION_WIDTH / 2:g} {start + 26:g} V{stop - 26:g}"
        else:
            down = f"H40 Q30 {start:g} 30 {start + 10:g} V{stop - 10:g}"
            path = f"M{QUESTION_LEFT} {start:g} {down} Q30 {stop:g} 40 {stop:g} H58"
        yield arrow(flow.id, path)


def _onward(option: Option) -> tuple[str, ...]:
    return (*((option.next,) if option.next else ()), *option.opens)


def _ways(flow: Flow) -> Iterator[tuple[str, str]]:
    for item in flow.questions:
        names = dict.fromkeys(name for option in item.options for name in _onward(option))
        yield from ((item.id, name) for name in names)
    for asked in flow.follow_ups:
        names = dict.fromkeys(name for item in asked.items for name in item.opens)
        yield from ((asked.id, name) for name in names)
