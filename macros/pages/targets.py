"""All target platforms side by side, what is common to them, and the way back."""

from html import escape

import pandas as pd
from markupsafe import Markup

from calculators.answers.render import page_url
from calculators.answers.wording import count
from calculators.records.targets import ImageFile, Target, TargetMode, TargetUse
from macros.data.addresses import target_page
from macros.data.holding import Holding
from macros.data.loader import Data
from macros.pages.following import held_for
from macros.pages.target_page import (
    NOT_LISTED,
    NOT_STATED,
    OVERVIEW,
    STORAGES,
    USES,
    YES,
    conflicts_of,
    prepared,
    settings_of,
    source_line,
    target_link,
    target_of,
)
from macros.pages.view import Cell, View, bullets, joined, table, text

CHOICES = STORAGES | {"generic": "Generic mode"}
DISPUTED = "disputed"
# Looks of the words that have any; other words stand as they are.
LOOKS = {YES: " hb-yes", DISPUTED: " hb-maybe", NOT_LISTED: "", NOT_STATED: " hb-open"}
COLUMNS = {
    "block": "Block storage",
    "object": "Object storage",
    "dr": "DR",
    "migration": "Migration",
    "bucket": "Object bucket store",
    "gateway": "Gateway size",
    "settings": "Pre-settings",
}


def target_matrix(view: View) -> Markup:
    """Return every platform with what is published about it; each cell leads to the reason."""
    frame = _frame(view.data)

    def cells(target: Target) -> list[Cell]:
        words = frame.loc[target.id]
        return [
            _matrix_name(view, target),
            *(_matrix_cell(view, target, column, str(words[column])) for column in COLUMNS),
        ]

    targets = [target_of(view, str(name)) for name in frame.index]
    found = view.records(
        "Targets by storage type and use",
        ("Platform", *COLUMNS.values()),
        targets,
        cells,
        anchor="target",
        follows="first",
    )
    return Markup('<div class="hb-choosable">\n{}\n</div>').format(found)


def target_counts(view: View) -> Markup:
    """Return how many platforms are listed with block storage, with object storage and with both."""
    names = {
        (True, True): "Block and object storage",
        (True, False): "Block storage only",
        (False, True): "Object storage only",
    }
    listed = _frame(view.data)[list(STORAGES)] != NOT_LISTED
    rows = []
    for (block, stored), name in names.items():
        found = listed.index[(listed["block"] == block) & (listed["object"] == stored)]
        links = Markup(", ").join(target_link(view, target_of(view, str(target))) for target in found)
        rows.append((name, str(len(found)), links))
    return table("Platforms by storage type", ("Listed with", "Platforms", "Which"), rows)


def _frame(data: Data) -> pd.DataFrame:
    """Return one row a platform and one column a question, with the answer in a word or two."""
    rows = {target.id: _answers(data, target) for target in sorted(data.targets, key=lambda item: item.name.casefold())}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))


def _answers(data: Data, target: Target) -> list[str]:
    modes: dict[str, TargetMode] = {mode.id: mode for mode in target.modes}
    uses: dict[str, TargetUse] = {use.id: use for use in target.uses}
    answers = []
    for storage in STORAGES:
        mode = modes.get(storage)
        answers.append(NOT_LISTED if mode is None else DISPUTED if mode.conflicts else YES)
    for name in USES:
        use = uses[name]
        answers.append(DISPUTED if use.conflicts else YES if use.listed else NOT_LISTED)
    answers.append({True: YES, False: NOT_LISTED, None: NOT_STATED}[target.bucket_store])
    if target.gateway and target.gateway.size_is:
        answers.append(YES if target.gateway.size_is == "minimum" else "example only")
    else:
        answers.append(NOT_STATED if "block" in modes else "no block storage")
    answers.append(prepared(data, target))
    return answers


def _matrix_name(view: View, target: Target) -> Markup:
    found = len(conflicts_of(target))
    words = count(found, "disagreement")
    marked = Markup('<span class="hb-quiet">') + target_link(view, target, "disagreements", words) + Markup("</span>")
    return joined(target_link(view, target), marked if found else None)


def _matrix_cell(view: View, target: Target, column: str, word: str) -> Cell:
    here = f"{page_url(target_page(target), view.base)}#"
    overview = f"{page_url(OVERVIEW, view.base)}#"
    way = {
        "block": f"{overview}list-block" if word == NOT_LISTED else f"{here}mode-block",
        "object": f"{overview}list-object-recovery" if word == NOT_LISTED else f"{here}mode-object",
        "dr": f"{here}use-dr",
        "migration": f"{here}use-migration",
        "bucket": f"{overview}list-object-bucket",
        "gateway": f"{here}gateway",
        "settings": f"{here}pre-settings",
    }[column]
    if column == "bucket" and word == YES:
        store = next(item for item in view.data.target_rules.bucket_stores if target.id in item.targets)
        way = f"{overview}store-{store.id}"
    look = f' class="hb-badge{LOOKS[word]}"' if word in LOOKS else ""
    return Markup(f'<a{look} href="{escape(way)}">{escape(word)}</a>')


def target_lists(view: View) -> Markup:
    """Return the lists of the documentation that name platforms."""
    return view.records(
        "Lists that were read",
        ("List", "Source"),
        view.data.target_rules.lists,
        lambda item: (item.what, view.cite(item.source)),
        anchor="list",
    )


def bucket_stores(view: View) -> Markup:
    """Return the platforms that hold object buckets."""
    source = next(item.source for item in view.data.target_rules.lists if item.id == "object-bucket")
    return view.records(
        "Stores for object buckets",
        ("Name in the list", "Targets in this guide"),
        view.data.target_rules.bucket_stores,
        lambda item: (
            item.name,
            Markup(", ").join(target_link(view, target_of(view, name)) for name in item.targets) or None,
        ),
        anchor="store",
        follows="each",
    ) + source_line(view.cite(source))


def bucket_rules(view: View) -> Markup:
    """Return the rules for buckets."""
    return view.records(
        "Rules for buckets",
        ("Rule", "Source"),
        view.data.target_rules.bucket_rules,
        lambda item: (item.text, view.cite(item.source)),
        anchor="bucket",
        sentences=True,
    )


def storage_choices(view: View) -> Markup:
    """Return which storage suits which use."""
    return view.records(
        "Which storage suits",
        ("Use", "Storage", "Why", "Source"),
        view.data.target_rules.storage_choices,
        lambda item: (USES[item.use], CHOICES[item.storage], item.why, view.cite(item.source)),
        anchor="choice",
    )


def console_ports(view: View) -> Markup:
    """Return the ports that every platform opens towards the console."""
    group = view.data.target_rules.security_group
    return view.records(
        "Inbound ports of the console",
        ("Port", "For"),
        group.ports,
        lambda item: (item.port, item.purpose),
        anchor="port",
    ) + source_line(joined(view.cite(group.source), view.disagreements(group.conflicts)), tag="div")


def transition_images(view: View) -> Markup:
    """Return what transition images do, and every image file with its checksum and its platforms."""
    rules = view.records(
        "Transition images",
        ("Rule", "Source"),
        view.data.target_rules.transition_images,
        lambda item: (item.text, view.cite(item.source)),
        anchor="transition",
        sentences=True,
    )
    platforms: dict[ImageFile, list[Target]] = {}
    for target in view.data.targets:
        for setting in settings_of(target):
            if setting.image:
                platforms.setdefault(setting.image, []).append(target)
    files = table(
        "Image files",
        ("File", "File size", "MD5", "For", "Platforms"),
        (
            (
                f"`{image.file}`",
                image.size,
                f"`{image.md5}`" if image.md5 else "none published",
                image.use,
                Markup(", ").join(target_link(view, item, "settings-image") for item in found),
            )
            for image, found in platforms.items()
        ),
        holding=[held_for(Holding(target=tuple(item.id for item in found))) for found in platforms.values()],
        follows="each",
    )
    return rules + Markup("\n") + files


def failback_methods(view: View) -> Markup:
    """Return the ways back, and how their data is read on the cloud."""
    failback = view.data.target_rules.failback
    methods = view.records(
        "Methods of failback",
        ("Method", "Back to", "Automation", "Complexity", "How it works", "Time", "Source"),
        failback.methods,
        lambda item: (
            item.name,
            item.to,
            item.automation,
            item.complexity,
            item.mechanism,
            joined(item.time, view.disagreements(item.conflicts)),
            view.cite(item.source),
        ),
        anchor="method",
    )
    data = view.records(
        "How the data is read on the cloud",
        ("Mode", "Clouds", "Source"),
        failback.data,
        lambda item: (
            item.id.capitalize(),
            joined(item.clouds, view.disagreements(item.conflicts)),
            view.cite(item.source),
        ),
        anchor="read",
    )
    return methods + Markup("\n") + data


def failback_routes(view: View) -> Markup:
    """Return the ways back that a published checklist covers, and what the network must be."""
    failback = view.data.target_rules.failback
    routes = view.records(
        "Failback with a published checklist",
        ("From", "To", "Storage", "Network", "Source"),
        failback.routes,
        lambda item: (
            target_link(view, target_of(view, item.target)),
            item.to,
            " or ".join(item.storage),
            item.network,
            view.cite(item.source),
        ),
        anchor="route",
        follows="nearest",
    )
    rule = Markup("\n<p>") + text(failback.network.text) + Markup(" ")
    return routes + rule + view.cited(failback.network.source) + Markup("</p>")


def failback_host(view: View) -> Markup:
    """Return what the transition host at the destination must be."""
    return view.records(
        "Transition host of a failback",
        ("Rule", "Source"),
        view.data.target_rules.failback.transition_host,
        lambda item: (item.text, view.cite(item.source)),
        anchor="host",
        sentences=True,
    )


def failback_permissions(view: View) -> Markup:
    """Return the rights that a failback to VMware needs."""
    failback = view.data.target_rules.failback
    return view.records(
        "Rights of the VMware account",
        ("Group", "Rights"),
        failback.permissions,
        lambda item: (item.group, bullets(item.permissions)),
        anchor="right",
    ) + source_line(view.cite(failback.permissions_source))
