"""RPO and RTO around a disaster, as a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from macros.diagrams.drawing import LINE, MARGIN, NARROW, SMALL, WIDE, Box, Sheet, edge, label, picture, wrap

POINT, DISASTER, RESTORED = "Last recovery point", "Disaster", "Service restored"
RPO, RTO = "data that is lost, at most", "until the service is restored"
TRANSFER, SNAPSHOT = "Transfer", "Snapshot"
INTERVAL = "Synchronisation interval"
WHY = (
    "Not to scale. A recovery point holds the data of the moment at which its cycle began, and is there once transfer "
    "and snapshot are complete. Just before the next is complete it is oldest: interval + transfer + snapshot."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure that the reader's project may say."""

    id: str
    """Its id in data/project.yaml."""
    label: str
    """What it is called there."""
    unit: str
    """Unit of what the project says."""


def objectives_timeline(parts: Sequence[str], values: Sequence[Value]) -> Markup:
    """Return the cycles before a disaster and the parts of the recovery after it, with the RPO and the RTO between.

    `values` are the RPO, the RTO, the interval and the snapshot: docs/assets/following/values.mjs writes what
    the reader's project says of them into the picture and below it.
    """

    def told() -> Iterator[str]:
        yield f"{POINT}, then the RPO, then {DISASTER}, then the RTO, then {RESTORED}."
        yield f"RPO: {RPO}, from the last recovery point back to which data is kept. {WHY}"
        yield f"A cycle: {TRANSFER}, {SNAPSHOT}; the next begins after the {INTERVAL.lower()}."
        yield f"RTO: {RTO}, in this order: {', '.join(parts)}."

    said = ", ".join(f"{escape(each.label)} {_said(each, 'span', 'not said yet')}" for each in values)
    return picture(
        "objectives", "RPO and RTO around a disaster", told(), _wide(parts, values), _narrow(parts, values)
    ) + Markup(
        f'<p class="hb-cite hb-said">Your project says: {said}.</p>\n'
        '<p class="hb-cite hb-unsaid">Say the objectives in your project, and they stand in the picture.</p>'
    )  # fmt: skip


def _said(value: Value, tag: str, instead: str) -> str:
    return f'<{tag} class="hb-value" data-value="{escape(value.id)}" data-unit="{escape(value.unit)}">{instead}</{tag}>'


def _yours(value: Value, x: float, y: float, anchor: str = "middle") -> str:
    """Return the line of a figure, which the style sheet hides until the project says it."""
    return (
        f'<text class="hb-small hb-yours" text-anchor="{anchor}" dominant-baseline="central">'
        f'<tspan x="{x:g}" y="{y:g}">yours: {_said(value, "tspan", "?")}</tspan></text>'
    )


def _across(start: float, stop: float, y: float, kind: str = "") -> str:
    """Return a line with a bar at both ends."""
    return edge(f"M{start:g} {y - 6:g} V{y + 6:g} M{start:g} {y:g} H{stop:g} M{stop:g} {y - 6:g} V{y + 6:g}", kind)


def _down(x: float, start: float, stop: float, kind: str = "") -> str:
    return edge(f"M{x - 6:g} {start:g} H{x + 6:g} M{x:g} {start:g} V{stop:g} M{x - 6:g} {stop:g} H{x + 6:g}", kind)


def _wide(parts: Sequence[str], values: Sequence[Value]) -> Sheet:
    rpo, rto, interval, snapshot = values
    begun, transfer, shot, pause = 24.0, 72.0, 76.0, 18.0
    after = begun + transfer + shot + pause
    disaster, end, bar, top = after + transfer + shot, WIDE - 16.0, 30.0, 104.0
    each = (end - disaster) / len(parts)
    body = []
    for x, lost in ((begun, False), (after, True)):
        kind = "hb-node hb-lost" if lost else "hb-node hb-node-question"
        for left, width, words in ((x, transfer, TRANSFER), (x + transfer, shot, SNAPSHOT)):
            body.append(
                Box(x=left, y=top, width=width, height=bar, lines=[words], kind=kind, words="hb-small", radius=3).svg()
            )
    for index in range(len(parts)):
        box = Box(
            x=disaster + each * index, y=top, width=each, height=bar, lines=[str(index + 1)],
            kind="hb-node hb-recovering", words="hb-strong", radius=3,
        )  # fmt: skip
        body.append(box.svg())
    low = top + bar + 52
    body += [
        _across(begun, after, top - 20),
        label((begun + after) / 2, top - 36, [INTERVAL], "hb-small"),
        _yours(interval, (begun + after) / 2, top - 54),
        _yours(snapshot, begun + transfer, top + bar + 14, "start"),
        edge(f"M{begun:g} 30 V{low + 10:g}", "hb-moment"),
        edge(f"M{disaster:g} 30 V{low + 10:g}", "hb-moment hb-deny hb-solid"),
        edge(f"M{end:g} 30 V{low + 10:g}", "hb-moment hb-allow"),
        label(begun - 14, 16, [POINT], "hb-strong", "start"),
        label(disaster, 16, [DISASTER], "hb-strong hb-deny"),
        label(end, 16, [RESTORED], "hb-strong hb-allow", "end"),
        _across(begun, disaster, low, "hb-deny hb-solid"),
        label((begun + disaster) / 2, low + 20, ["RPO"], "hb-strong"),
        label((begun + disaster) / 2, low + 38, [RPO], "hb-small"),
        _yours(rpo, (begun + disaster) / 2, low + 56),
        _across(disaster, end, low, "hb-allow"),
        label((disaster + end) / 2, low + 20, ["RTO"], "hb-strong"),
        label((disaster + end) / 2, low + 38, [RTO], "hb-small"),
        _yours(rto, (disaster + end) / 2, low + 56),
    ]  # fmt: skip
    below = low + 80
    why = wrap(WHY, disaster - begun - 10, SMALL)
    lines = [f"{index + 1}  {name}" for index, name in enumerate(parts)]
    tall = max(len(why), len(lines)) * LINE
    body += [
        label(begun, below + len(why) * LINE / 2, why, "hb-small hb-quiet", "start"),
        label(disaster + 14, below + len(lines) * LINE / 2, lines, "", "start"),
    ]
    return Sheet(below + tall + MARGIN, "".join(body))


def _narrow(parts: Sequence[str], values: Sequence[Value]) -> Sheet:
    """Return the same from top to bottom."""
    rpo, rto, interval, snapshot = values
    left, width, high, axis = 132.0, NARROW - 134.0, 28.0, 118.0
    body, y = [], 38.0
    begun = y
    body.append(label(2, 16, [POINT], "hb-strong", "start"))
    for words, kind in (
        (TRANSFER, "hb-node hb-node-question"), (SNAPSHOT, "hb-node hb-node-question"), ("", ""),
        (TRANSFER, "hb-node hb-lost"), (SNAPSHOT, "hb-node hb-lost"),
    ):  # fmt: skip
        if words:
            body.append(Box(x=left, y=y, width=width, height=high, lines=[words], kind=kind, radius=3).svg())
        else:
            body += [
                label(left + width / 2, y + 20, [f"{INTERVAL} passes"], "hb-small hb-quiet"),
                _yours(interval, left + width / 2, y + 38),
                _yours(snapshot, left + width / 2, y + 56),
            ]
        y += high if words else 72
    disaster = y
    body += [
        edge(f"M2 {disaster:g} H{NARROW - 2:g}", "hb-moment hb-deny hb-solid"),
        label(2, disaster + 16, [DISASTER], "hb-strong hb-deny", "start"),
        _down(axis, begun, disaster, "hb-deny hb-solid"),
        edge(f"M2 {begun - 10:g} H{NARROW - 2:g}", "hb-moment"),
    ]
    top = disaster + 34
    y = top
    for name in parts:
        lines = wrap(name, width - 16, SMALL)
        box = Box(
            x=left, y=y, width=width, height=len(lines) * LINE + 10, lines=lines, kind="hb-node hb-recovering",
            words="hb-small", radius=3,
        )  # fmt: skip
        body.append(box.svg())
        y = box.bottom
    end = y
    body += [
        _down(axis, disaster, end, "hb-allow"),
        edge(f"M2 {end + 8:g} H{NARROW - 2:g}", "hb-moment hb-allow"),
        label(2, end + 24, [RESTORED], "hb-strong hb-allow", "start"),
    ]
    for name, words, value, middle in (("RPO", RPO, rpo, (begun + disaster) / 2), ("RTO", RTO, rto, (top + end) / 2)):
        lines = wrap(words, axis - 16, SMALL)
        body += [
            label(2, middle - 30, [name], "hb-strong", "start"),
            label(2, middle - 12 + (len(lines) - 1) * LINE / 2, lines, "hb-small", "start"),
            _yours(value, 2, middle - 12 + len(lines) * LINE, "start"),
        ]
    why = wrap(WHY, NARROW - 4, SMALL)
    body.append(label(2, end + 44 + len(why) * LINE / 2, why, "hb-small hb-quiet", "start"))
    return Sheet(end + 48 + len(why) * LINE + MARGIN, "".join(body), NARROW)
