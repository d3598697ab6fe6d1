"""A network plan as a drawing."""

from collections.abc import Iterator

from markupsafe import Markup

from calculators.records.network import Mapping, NetworkPlan
from macros.diagrams.drawing import Box, Size, arrow, drawing, label

WIDTH, SITE, INNER, TOP, ROW = 860, 270, 230, 66, 96
"""The drawing, a site, a subnet in it, where the subnets begin, and the height of a row."""
LEFT, RIGHT = 10, WIDTH - 10 - SITE
MIDDLE = WIDTH / 2


def network_picture(plan: NetworkPlan) -> Markup:
    """Return one solution as a drawing: production left, takeover network right, what passes between."""
    height = TOP + len(plan.mapping) * ROW
    between = "VPN or dedicated line" if plan.path == "private" else "No private path"
    body = [
        _site(LEFT, height, "Production"),
        _site(RIGHT, height, "Takeover network in the cloud"),
        label(MIDDLE, 34, [between], "hb-quiet"),
        *(part for index, mapping in enumerate(plan.mapping) for part in _row(plan, mapping, TOP + 36 + index * ROW)),
    ]
    kept = "keeps the production addresses" if plan.addresses == "same" else "has addresses of its own"
    description = f"{plan.name}. The takeover network {kept}."
    return drawing(Size(WIDTH, height), plan.name, description, "".join(body), f"net-{plan.id}")


def _site(x: float, height: float, name: str) -> str:
    frame = Box(x=x, y=10, width=SITE, height=height - 20, lines=[], kind="hb-node hb-site", radius=10)
    return frame.svg() + label(x + SITE / 2, 34, [name], "hb-strong")


def _row(plan: NetworkPlan, mapping: Mapping, middle: float) -> Iterator[str]:
    inset = (SITE - INNER) / 2
    for x, cidr in ((LEFT + inset, mapping.production), (RIGHT + inset, mapping.takeover)):
        lines = [mapping.application, cidr]
        yield Box(x=x, y=middle - 32, width=INNER, height=64, lines=lines, kind="hb-node").svg()
    rule = next((item for item in plan.rules if item.takeover == mapping.takeover), None)
    if rule is None:
        yield label(MIDDLE, middle, ["public addresses only"], "hb-quiet")
        return
    near, far = LEFT + inset + INNER + 6, RIGHT + inset - 6
    for y, path, verdict in (
        (middle - 14, f"M{near:g} {middle - 14:g} H{far:g}", rule.to_takeover),
        (middle + 16, f"M{far:g} {middle + 16:g} H{near:g}", rule.to_production),
    ):
        yield arrow(f"net-{plan.id}", path, f"hb-edge hb-{verdict}")
        yield label(MIDDLE, y - 10, [verdict.upper()], f"hb-small hb-{verdict}")
