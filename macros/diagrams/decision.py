"""A decision flow as a drawing."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from calculators.flows import question
from calculators.records.flow import Flow, Option, Question
from macros.diagrams.drawing import LINE, Box, Size, arrow, drawing, label, wrap

QUESTION_LEFT, QUESTION_WIDTH = 60, 190
OPTION_LEFT, OPTION_WIDTH = 300, 240
FINDING_LEFT, FINDING_WIDTH, FINDING_ROW = 590, 350, 34
OPTION_GAP, QUESTION_GAP, MARGIN = 14, 44, 20


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

    Arrows on the left lead from a question to those that can follow it.
    """
    rows = _rows(flow)
    end = rows[-1].bottom + QUESTION_GAP
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
        *_draw_ways(flow, {row.question.id: row.middle for row in rows}),
        last.svg(),
    ]
    order = ", ".join(outcome.label for outcome in flow.outcomes)
    description = f"{len(flow.questions)} questions with their answers. The strictest verdict counts: {order}."
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
    lines = wrap(row.question.short, QUESTION_WIDTH - 30)
    height = len(lines) * LINE + 28
    asked = Box(
        x=QUESTION_LEFT,
        y=row.middle - height / 2,
        width=QUESTION_WIDTH,
        height=height,
        lines=lines,
        kind="hb-node hb-node-question",
        words="hb-strong",
        radius=10,
    )
    return asked.svg() + "".join(_draw_option(flow, row, *placed) for placed in row.options)


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
        after = f"go on to: {question(flow, option.next).short}" if option.next else "the decision ends"
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
            lines=[outcome.label + ("" if option.next else ": the decision ends here")],
            kind=f"hb-outcome hb-{outcome.level}",
            radius=14,
        )
        edge = f'<path class="hb-edge" d="M{OPTION_LEFT + OPTION_WIDTH} {middle:g} L{FINDING_LEFT} {y:g}"/>'
        parts.append(edge + raised.svg())
    return "".join(parts)


def _draw_ways(flow: Flow, middle: dict[str, float]) -> Iterator[str]:
    order = list(middle)
    for item in flow.questions:
        for following in dict.fromkeys(option.next for option in item.options if option.next):
            start, stop = middle[item.id], middle[following]
            if order.index(following) == order.index(item.id) + 1:
                path = f"M{QUESTION_LEFT + QUESTION_WIDTH / 2:g} {start + 26:g} V{stop - 26:g}"
            else:
                down = f"H40 Q30 {start:g} 30 {start + 10:g} V{stop - 10:g}"
                path = f"M{QUESTION_LEFT} {start:g} {down} Q30 {stop:g} 40 {stop:g} H58"
            yield arrow(flow.id, path)
