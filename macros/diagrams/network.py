"""A network plan as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from calculators.records.network import FirewallRule, Mapping, Network, NetworkPlan
from macros.diagrams.drawing import (
    LINE,
    MARGIN,
    NARROW,
    WIDE,
    Box,
    Sheet,
    Way,
    arrow,
    boxed,
    cross,
    edge,
    label,
    picture,
)

USERS = "Users"
SIDES = ("Production", "Takeover network")
BETWEEN = {"private": "VPN gateway or dedicated line", "internet": "Internet: no private path"}


def network_picture(plan: NetworkPlan, network: Network) -> Markup:
    """Return one solution as a picture: production, what passes to the takeover network and back, and the way of users.

    A denied way ends at the gateway.
    """
    return picture(f"net-{plan.id}", plan.name, _told(plan, network), _wide(plan, network), _narrow(plan, network))


def _told(plan: NetworkPlan, network: Network) -> Iterator[str]:
    kept = "keeps the production addresses" if plan.addresses == "same" else "has addresses of its own"
    yield f"The takeover network {kept}. Between the sides: {BETWEEN[plan.path]}."
    for mapping in plan.mapping:
        with_others = f", {others}" if (others := _others(plan, mapping, network)) else ""
        yield f"{mapping.application}{with_others}: {mapping.production} becomes {mapping.takeover}."
        if rule := _rule(plan, mapping):
            yield (
                f"From production to {rule.takeover}: {rule.to_takeover}. From {rule.takeover} to production: "
                f"{rule.to_production}."
            )
    yield f"{USERS}: {plan.users}. What leads them there: {plan.switched}."


def _rule(plan: NetworkPlan, mapping: Mapping) -> FirewallRule | None:
    return next((item for item in plan.rules if item.takeover == mapping.takeover), None)


def _others(plan: NetworkPlan, mapping: Mapping, network: Network) -> str:
    """Return which other production networks the rule of an application is for."""
    rule = _rule(plan, mapping)
    names = {subnet.cidr: subnet.name for subnet in network.subnets}
    others = [names.get(item, item) for item in rule.production if item != mapping.production] if rule else []
    return f"with {' and '.join(others).lower()}" if others else ""


def _production(plan: NetworkPlan, mapping: Mapping, network: Network) -> list[str]:
    others = _others(plan, mapping, network)
    return [mapping.application, mapping.production, *([others] if others else [])]


def _way(plan: NetworkPlan) -> tuple[tuple[str, str, str], ...]:
    """Return the users' way: who, what leads them, how they get there; each with the classes of its box and words."""
    return (
        (USERS, "hb-node hb-node-question", "hb-strong"),
        (_begun(plan.switched), "hb-node", ""),
        (_begun(plan.users), "hb-node", ""),
    )


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _wide(plan: NetworkPlan, network: Network) -> Sheet:
    site, inner, gate, row = 250.0, 218.0, (318.0, 124.0), 104.0
    right = WIDE - MARGIN - site
    places = ((MARGIN, 100.0), (170.0, 230.0), (right, site))
    way = [
        boxed(words, x, MARGIN, width, kind=kind, name=name)
        for (words, kind, name), (x, width) in zip(_way(plan), places, strict=True)
    ]
    height = max(one.height for one in way)
    way = [replace(one, height=height) for one in way]
    top = way[0].bottom + 34
    bottom = top + 46 + row * len(plan.mapping)
    body = [
        *(one.svg() for one in way),
        *(
            arrow(f"M{one.right:g} {one.middle:g} H{to.x:g}", to.x, to.middle, "right", "hb-way")
            for one, to in pairwise(way)
        ),
        arrow(f"M{right + site / 2:g} {way[2].bottom:g} V{top:g}", right + site / 2, top, "down", "hb-way"),
        *(_site(x, top, site, bottom - top, name) for x, name in zip((MARGIN, right), SIDES, strict=True)),
        Box(x=gate[0], y=top, width=gate[1], height=bottom - top, lines=[], kind="hb-node hb-gate").svg(),
        label(gate[0] + gate[1] / 2, top + 28, _gate_lines(plan), "hb-strong"),
    ]  # fmt: skip
    for index, mapping in enumerate(plan.mapping):
        middle = top + 46 + row * (index + 0.5)
        inset = (site - inner) / 2
        near = Box(x=MARGIN + inset, y=middle - 40, width=inner, height=80, lines=_production(plan, mapping, network))
        far = Box(x=right + inset, y=middle - 40, width=inner, height=80, lines=[mapping.application, mapping.takeover])
        body += (near.svg(), far.svg())
        rule = _rule(plan, mapping)
        if rule is None:
            body.append(label(gate[0] + gate[1] / 2, middle, ["no rule"], "hb-small hb-quiet"))
            continue
        passing: tuple[Passing, ...] = (
            Passing(at=middle - 14, start=near.right, stop=far.x, gate=gate[0], verdict=rule.to_takeover, way="right"),
            Passing(
                at=middle + 22, start=far.x, stop=near.right, gate=sum(gate), verdict=rule.to_production, way="left"
            ),
        )
        for one in passing:
            words = label(sum(gate) - gate[1] / 2, one.at - 11, [one.verdict.upper()], f"hb-small hb-{one.verdict}")
            body += (one.svg(), words)
    return Sheet(bottom + MARGIN, "".join(body))


def _gate_lines(plan: NetworkPlan) -> list[str]:
    return ["VPN gateway", "or line"] if plan.path == "private" else ["Internet,", "no private path"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """What goes one way between the two sides: across a wide sheet, down or up a narrow one."""

    at: float
    """Its height, or its place across where it goes down or up."""
    start: float
    stop: float
    gate: float
    """Where the gateway begins on its way."""
    verdict: str
    way: Way

    def svg(self) -> str:
        """Return a line to the other side; one that is denied ends at the gateway."""
        name = f"hb-{self.verdict}"
        end = self.stop if self.verdict == "allow" else self.gate
        if self.way in ("right", "left"):
            path, x, y = f"M{self.start:g} {self.at:g} H{end:g}", end, self.at
        else:
            path, x, y = f"M{self.at:g} {self.start:g} V{end:g}", self.at, end
        return arrow(path, x, y, self.way, name) if self.verdict == "allow" else edge(path, name) + cross(x, y, name)


def _site(x: float, y: float, width: float, height: float, name: str) -> str:
    frame = Box(x=x, y=y, width=width, height=height, lines=[], kind="hb-node hb-site", radius=10)
    return frame.svg() + label(x + width / 2, y + 22, [name], "hb-strong")


def _narrow(plan: NetworkPlan, network: Network) -> Sheet:
    """Return production above, the gateway, and the takeover network below; an application is a column."""
    width, each = NARROW - 2.0, (NARROW - 2.0 - 3 * MARGIN) / len(plan.mapping)
    across = [1 + MARGIN + (each + MARGIN) * index for index in range(len(plan.mapping))]
    lines = [[mapping.application, mapping.production] for mapping in plan.mapping]
    others = dict.fromkeys(_others(plan, mapping, network) for mapping in plan.mapping)
    more = next(iter(others)) if len(others) == 1 else ""
    body = [_site(1, 4, width, 100 + (LINE if more else 0), SIDES[0])]
    near = [Box(x=x, y=40, width=each, height=50, lines=words) for x, words in zip(across, lines, strict=True)]
    body += [one.svg() for one in near]
    body.append(label(NARROW / 2, 104, [more], "hb-small") if more else "")
    gate = Box(x=1, y=166 if more else 148, width=width, height=88, lines=[], kind="hb-node hb-gate")
    body.append(gate.svg())
    low = gate.bottom + 44
    body.append(_site(1, low, width, 100, SIDES[1]))
    far = [
        Box(x=x, y=low + 40, width=each, height=50, lines=[mapping.application, mapping.takeover])
        for x, mapping in zip(across, plan.mapping, strict=True)
    ]
    body += [one.svg() for one in far]
    top = 104 + (LINE if more else 0)
    for mapping, box in zip(plan.mapping, near, strict=True):
        rule = _rule(plan, mapping)
        if rule is None:
            body.append(label(box.x + each / 2, gate.bottom - 26, ["no rule"], "hb-small hb-quiet"))
            continue
        passing: tuple[Passing, ...] = (
            Passing(at=box.x + each * 0.26, start=top, stop=low, gate=gate.y, verdict=rule.to_takeover, way="down"),
            Passing(
                at=box.x + each * 0.74, start=low, stop=top, gate=gate.bottom, verdict=rule.to_production, way="up"
            ),
        )
        for one in passing:
            name = f"hb-small hb-over hb-{one.verdict}"
            body += (one.svg(), label(one.at, gate.bottom - 26, [one.verdict.upper()], name))
    body.append(label(NARROW / 2, gate.y + 18, [BETWEEN[plan.path]], "hb-strong hb-over"))
    # Upwards: how they get there is next to the network, who they are comes last.
    above = low + 100
    for words, kind, name in reversed(_way(plan)):
        box = boxed(words, 1, above + 24, width, kind=kind, name=name)
        body += (box.svg(), arrow(f"M{NARROW / 2:g} {box.y:g} V{above:g}", NARROW / 2, above, "up", "hb-way"))
        above = box.bottom
    return Sheet(above + MARGIN, "".join(body), NARROW)
