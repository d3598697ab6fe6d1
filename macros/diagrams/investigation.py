"""What the investigation decides, as a picture."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from calculators.records.planning import Conclusion, Investigation
from macros.diagrams.drawing import LINE, MARGIN, NARROW, WIDE, Box, Sheet, arrow, boxed, edge, label, picture, wrap

PLAN = "Delivery plan"
GAP = 10


def inquiries(investigation: Investigation) -> Markup:
    """Return the three inquiries, with lines to what their facts decide, which the plan is made of."""
    areas: dict[str, str] = {area.id: area.title for area in investigation.areas}

    def told() -> Iterator[str]:
        for conclusion in investigation.conclusions:
            named = [areas[name] for name in _areas(investigation, conclusion)]
            # "Hosts decide", but "Network decides".
            decide = "decide" if len(named) > 1 or named[0].endswith("s") else "decides"
            yield f"{' and '.join(named)} {decide}: {conclusion.name}."
        yield f"{PLAN}: all of it goes into the plan, which names {', '.join(investigation.result)}."

    return picture("inquiries", "What the investigation decides", told(), _wide(investigation), _narrow(investigation))


def _areas(investigation: Investigation, conclusion: Conclusion) -> tuple[str, ...]:
    """Return the areas whose facts lead to a conclusion."""
    return tuple(
        area.id for area in investigation.areas if any(fact.id in conclusion.facts for fact in area.facts)
    )  # fmt: skip


def _wide(investigation: Investigation) -> Sheet:
    decided: dict[str, Box] = {}
    top = float(MARGIN)
    for conclusion in investigation.conclusions:
        decided[conclusion.id] = boxed(conclusion.name, 240, top, 290)
        top = decided[conclusion.id].bottom + GAP
    bottom = top - GAP
    each = (bottom - MARGIN - 2 * GAP) / len(investigation.areas)
    asked: dict[str, Box] = {
        area.id: Box(
            x=MARGIN, y=MARGIN + (each + GAP) * index, width=130, height=each, lines=[area.title],
            kind="hb-node hb-node-question", words="hb-strong", radius=10,
        )
        for index, area in enumerate(investigation.areas)
    }  # fmt: skip
    plan = Box(x=590, y=MARGIN, width=WIDE - 590 - MARGIN, height=bottom - MARGIN, lines=[], kind="hb-node hb-site")
    lines = [line for words in investigation.result for line in wrap(f"- {words}", plan.width - 24)]
    heading = label(plan.x + 12, plan.y + 26, [PLAN], "hb-strong", "start")
    named = label(plan.x + 12, plan.y + 48 + len(lines) * LINE / 2, lines, "", "start")
    body = []
    for conclusion in investigation.conclusions:
        box = decided[conclusion.id]
        for name in _areas(investigation, conclusion):
            start = asked[name]
            # Lines leave an inquiry at the height of what they lead to, as far as it reaches.
            y = min(max(box.middle, start.y + 14), start.bottom - 14)
            bend = f"C{start.right + 50:g} {y:g} {box.x - 50:g} {box.middle:g}"
            body.append(edge(f"M{start.right:g} {y:g} {bend} {box.x:g} {box.middle:g}"))
        body.append(arrow(f"M{box.right:g} {box.middle:g} H{plan.x:g}", plan.x, box.middle, "right", "hb-way"))
    body += [box.svg() for box in (*asked.values(), *decided.values(), plan)] + [heading, named]
    return Sheet(bottom + MARGIN, "".join(body))


def _narrow(investigation: Investigation) -> Sheet:
    """Return what each group of inquiries decides, below it, and the plan at the end."""
    titles: dict[str, str] = {area.id: area.title for area in investigation.areas}
    body, top, stem = [], float(MARGIN), 14.0
    boxes = []
    for names, group in groupby(investigation.conclusions, lambda one: _areas(investigation, one)):
        head = boxed(
            " + ".join(titles[name] for name in names),
            2,
            top,
            NARROW - 4,
            kind="hb-node hb-node-question",
            name="hb-strong",
        )
        boxes.append(head)
        top = head.bottom + 8
        for conclusion in group:
            box = boxed(conclusion.name, 34, top, NARROW - 36)
            body.append(edge(f"M{stem:g} {head.bottom:g} V{box.middle:g} H{box.x:g}"))
            boxes.append(box)
            top = box.bottom + 6
        top += GAP
    plan = boxed(f"{PLAN}: {', '.join(investigation.result)}", 2, top + 12, NARROW - 4, kind="hb-node hb-site")
    body.append(arrow(f"M{NARROW / 2:g} {boxes[-1].bottom:g} V{plan.y:g}", NARROW / 2, plan.y, "down", "hb-way"))
    body += [box.svg() for box in (*boxes, plan)]
    return Sheet(plan.bottom + MARGIN, "".join(body), NARROW)
