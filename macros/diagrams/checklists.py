"""Which checklists are published, as a tree that leads to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from markupsafe import Markup

from calculators.checklist.titles import NETWORKS, SOURCES
from calculators.records.delivery import Checklist
from macros.diagrams.drawing import LINE, MARGIN, NARROW, WIDE, Box, Sheet, boxed, edge, label, picture, pill, wrap

TITLE = "Which checklists are published: source, storage, network"
BACK = {"vmware": "Failback to VMware", "host": "Failback to hosts"}
ROW, GAP = 34.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Where a checklist is."""

    href: str
    """Address of its page."""
    title: str
    """The combination that it is for, in words."""
    cloud: str
    """Name of its platform."""


def checklist_tree(forms: tuple[Checklist, ...], leaves: Mapping[str, Leaf], unpublished: tuple[str, ...]) -> Markup:
    """Return a branch for each source, storage type and network, which ends in links to the checklists of each cloud.

    `leaves` are by the ids of the forms; `unpublished` names sources that no checklist is published for.
    """
    ordered = sorted(forms, key=lambda form: (form.direction, *_branch(forms, form)))
    clouds = tuple(dict.fromkeys(leaves[form.id].cloud for form in forms))

    def told() -> Iterator[str]:
        yield f"{len(forms)} checklists, each a link: choose source, storage, network and cloud, in this order."
        if unpublished:
            yield f"{_nothing(unpublished)}."

    wide = _wide(ordered, leaves, clouds, unpublished)
    return picture("checklists", TITLE, told(), wide, _narrow(ordered, leaves, unpublished), links=True)


def _branch(forms: tuple[Checklist, ...], form: Checklist) -> tuple[int, int, int]:
    """Return where a form stands: in the order in which sources, storage types and networks are first named."""
    sites, storages, networks = (
        list(dict.fromkeys(getattr(one, name) for one in forms)) for name in ("site", "storage", "network")
    )
    return sites.index(form.site), storages.index(form.storage), networks.index(form.network)


def _source(form: Checklist) -> str:
    return BACK[form.site] if form.direction == "failback" else SOURCES[form.site]


def _nothing(unpublished: tuple[str, ...]) -> str:
    return f"No steps are published for: {'; '.join(unpublished)}"


def _link(form: Checklist, leaf: Leaf, box: Box) -> str:
    # What is seen comes first, so that who speaks to the browser can say it.
    name = escape(f"{form.number} {leaf.cloud}, checklist: {leaf.title}")
    return f'<a class="hb-leaf" href="{escape(leaf.href)}" aria-label="{name}">{box.svg()}</a>'


def _wide(
    forms: list[Checklist], leaves: Mapping[str, Leaf], clouds: tuple[str, ...], unpublished: tuple[str, ...]
) -> Sheet:
    columns = ((MARGIN, 156.0), (190.0, 76.0), (290.0, 158.0))
    first, each = 472.0, 135.0
    lines: list[str] = []
    body, top = [], 40.0
    heads = ("Source", "Storage", "Network")
    body += [label(x, 16, [words], "hb-quiet hb-small", "start") for (x, _), words in zip(columns, heads, strict=True)]
    body.append(label(first, 16, ["Checklist"], "hb-quiet hb-small", "start"))
    for _, by_source in groupby(forms, lambda form: (form.direction, form.site)):
        storages = []
        for _, by_storage in groupby(by_source, lambda form: form.storage):
            networks = []
            for _, group in groupby(by_storage, lambda form: form.network):
                same = list(group)
                box = boxed(
                    NETWORKS[same[0].network], columns[2][0], top, columns[2][1], kind="hb-node", name="hb-small"
                )
                for form in same:
                    leaf = leaves[form.id]
                    at = first + (each + GAP) * clouds.index(leaf.cloud)
                    found = pill(f"{form.number} {leaf.cloud}", at, top + 2, each, kind="hb-node hb-node-question")
                    lines.append(edge(f"M{box.right:g} {box.middle:g} H{at:g}"))
                    body.append(_link(form, leaf, found))
                networks.append((box, same[0]))
                top = box.bottom + GAP
            storages.append((_over([box for box, _ in networks], same[0].storage.capitalize(), *columns[1]), same[0]))
            body += _branches(storages[-1][0], [box for box, _ in networks])
            top += GAP
        source = _over([box for box, _ in storages], _source(storages[0][1]), *columns[0], kind="hb-node hb-site")
        body += (*_branches(source, [box for box, _ in storages]), source.svg())
        top += GAP * 1.5
    if unpublished:
        box = boxed(_nothing(unpublished), MARGIN, top, WIDE - 2 * MARGIN, kind="hb-node hb-lost", name="hb-small")
        body.append(box.svg())
        top = box.bottom
    return Sheet(top + MARGIN, "".join(lines + body))


def _over(boxes: list[Box], words: str, x: float, width: float, kind: str = "hb-node") -> Box:
    """Return a box in the middle of those that it leads to."""
    height = len(wrap(words, width - 20)) * LINE + 12
    middle = (boxes[0].y + boxes[-1].bottom) / 2
    return Box(x=x, y=middle - height / 2, width=width, height=height, lines=wrap(words, width - 20), kind=kind)


def _branches(start: Box, boxes: list[Box]) -> Iterator[str]:
    for box in boxes:
        bend = (start.right + box.x) / 2
        yield edge(f"M{start.right:g} {start.middle:g} H{bend:g} V{box.middle:g} H{box.x:g}")
    yield from (box.svg() for box in boxes)


def _narrow(forms: list[Checklist], leaves: Mapping[str, Leaf], unpublished: tuple[str, ...]) -> Sheet:
    body, top, each = [], float(MARGIN), 140.0
    for _, by_source in groupby(forms, lambda form: (form.direction, form.site)):
        same = list(by_source)
        source = boxed(_source(same[0]), 2, top, NARROW - 4, kind="hb-node hb-site", name="hb-strong")
        body.append(source.svg())
        top = source.bottom + 6
        for _, by_way in groupby(same, lambda form: (form.storage, form.network)):
            group = list(by_way)
            form = group[0]
            words = f"{form.storage.capitalize()}, {NETWORKS[form.network].replace('Public', 'public')}"
            body += (
                edge(f"M14 {source.bottom:g} V{top + 10:g} H28"),
                label(34, top + 10, [words], "hb-small", "start"),
            )
            for index, one in enumerate(group):
                leaf = leaves[one.id]
                found = pill(
                    f"{one.number} {leaf.cloud}",
                    34 + (each + GAP) * index,
                    top + 22,
                    each,
                    kind="hb-node hb-node-question",
                )
                body.append(_link(one, leaf, found))
            top = found.bottom + GAP
        top += GAP
    if unpublished:
        box = boxed(_nothing(unpublished), 2, top, NARROW - 4, kind="hb-node hb-lost", name="hb-small")
        body.append(box.svg())
        top = box.bottom
    return Sheet(top + MARGIN, "".join(body), NARROW)
