"""The page of one target platform."""

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from calculators.answers.render import page_url
from calculators.answers.wording import count
from calculators.records.targets import Guide, PreSetting, Target
from macros.data.addresses import target_page
from macros.data.holding import EVERY, Holding
from macros.data.loader import Data
from macros.pages.following import about
from macros.pages.page import GeneratedPage
from macros.pages.view import Cell, View, bullets, joined, quantity, text

OVERVIEW = "targets/index.md"
STORAGES = {"block": "Block storage", "object": "Object storage"}
USES = {"dr": "Disaster recovery", "migration": "Migration"}
YES = "yes"
NOT_LISTED = "not listed"
NOT_STATED = "not stated"
BODY = """For engineers who prepare this platform for recovered hosts. See also: [all targets](index.md),
[deploy with the checklist](../deploy.md), [the DR network](../network.md).

## At a glance

{{ target_at_a_glance(record) }}

## Storage types {: #storage }

{{ target_modes(record) }}

## Uses

{{ target_uses(record) }}

## Gateway

{{ target_gateway(record) }}

## Pre-settings

{{ target_pre_settings(record) }}

## Quota

{{ target_quota(record) }}

## Documents

{{ target_documents(record) }}

## Disagreements

{{ target_disagreements(record) }}
"""


def target_pages(data: Data) -> Iterator[GeneratedPage]:
    """Yield a page for each platform."""
    for target in data.targets:
        yield GeneratedPage(
            path=target_page(target),
            record=target.id,
            place=data.places[id(target)],
            title=f"Target: {target.name}",
            description=f"{target.name} as a recovery target: storage types, gateway, pre-settings, quota, documents.",
            body=BODY,
        )


def target_at_a_glance(view: View, name: str) -> Markup:
    """Return what a platform can do, in a few lines, with its notes."""
    target = target_of(view, name)
    store = {True: "listed", False: NOT_LISTED, None: NOT_STATED}[target.bucket_store]
    rows: list[tuple[str, Cell]] = [
        ("In the product", joined(target.product_label, view.disagreements(target.conflicts))),
        ("Storage", ", ".join(STORAGES[mode.id].lower() for mode in target.modes)),
        ("Documented for", ", ".join(USES[use.id].lower() for use in target.uses if use.listed) or "nothing"),
        ("Buckets for object storage", store),
        ("Gateway", (target.gateway and target.gateway.size) or _no_gateway(target)),
        ("To prepare", Markup('<a href="#pre-settings">') + text(prepared(view.data, target)) + Markup("</a>")),
    ]
    items = Markup("").join(
        Markup("<dt>") + text(label) + Markup("</dt><dd>") + text(value) + Markup("</dd>") for label, value in rows
    )
    listed = Markup(f'<dl class="hb-about"{about(view.data, target)}>') + items + Markup("</dl>")
    if not target.notes:
        return listed
    notes = view.entries(
        target.notes,
        lambda note: joined(note.text, view.cited(note.source), view.disagreements(note.conflicts)),
    )
    return listed + Markup("\n") + notes


def target_modes(view: View, name: str) -> Markup:
    """Return the storage types of a platform with engine, transition image and the lists that name it."""
    return view.records(
        "Storage types",
        ("Storage", "Engine", "Transition image", "Images for", "Listed in"),
        target_of(view, name).modes,
        lambda mode: (
            STORAGES[mode.id],
            mode.engine or NOT_STATED,
            mode.transition_image.build if mode.transition_image else NOT_STATED,
            ", ".join(mode.transition_image.systems) if mode.transition_image else NOT_STATED,
            joined(view.cites(mode.sources), view.disagreements(mode.conflicts)),
        ),
        anchor="mode",
        follows="each",
    )


def target_uses(view: View, name: str) -> Markup:
    """Return whether a platform is listed for disaster recovery and for migration."""
    return view.records(
        "Disaster recovery and migration",
        ("Use", "Listed", "Note", "Source"),
        target_of(view, name).uses,
        lambda use: (
            USES[use.id],
            YES if use.listed else NOT_LISTED,
            joined(use.note, view.disagreements(use.conflicts)) or None,
            view.cites(use.sources),
        ),
        anchor="use",
    )


def target_gateway(view: View, name: str) -> Markup:
    """Return the size of a platform's Cloud Sync Gateway, or that none is stated."""
    target = target_of(view, name)
    gateway = target.gateway
    if gateway is None:
        if "block" not in {mode.id for mode in target.modes}:
            return _paragraph("A Cloud Sync Gateway belongs to block storage, and this platform is not listed with it.")
        return _paragraph("No guide of this platform states a size. Ask technical support before you plan one.")
    disk = None if gateway.system_disk_gb is None else quantity(gateway.system_disk_gb, "GB")
    return view.records(
        "Cloud Sync Gateway",
        ("Flavor", "Bandwidth", "Public bandwidth", "System disk", "Note", "Source"),
        (gateway,),
        lambda item: (
            item.size or NOT_STATED,
            item.bandwidth or NOT_STATED,
            item.public_bandwidth or NOT_STATED,
            disk or NOT_STATED,
            joined(item.note, view.disagreements(item.conflicts)) or None,
            view.cite(item.source),
        ),
    )


def target_pre_settings(view: View, name: str) -> Markup:
    """Return what to prepare on a platform, an area after the other, with boxes to tick."""
    found = target_of(view, name).pre_settings
    if found is None:
        common = Markup(
            f'<a href="{escape(page_url(OVERVIEW, view.base))}#ports-of-the-console">rules for every target</a>'
        )
        return (
            Markup("<p>No page on preparing this platform is published. The ")
            + common
            + Markup(" hold; ask technical support for the rest.</p>")
        )
    parts = [Markup("<p>With pictures: ") + _guide(view, found.guide) + Markup(".</p>")]
    if found.like:
        other = target_of(view, found.like)
        link = target_link(view, other, "pre-settings", f"pre-settings of {other.name}")
        parts.append(Markup("<p>The same page holds for both: work through the ") + link + Markup(".</p>"))
    for area in view.data.target_rules.areas:
        settings = [item for item in found.settings if item.area == area.id]
        if settings:
            parts.append(Markup(f'<h3 id="settings-{area.id}">') + text(area.title) + Markup("</h3>"))
            parts.append(
                Markup('<ul class="hb-steps hb-todo">\n')
                + Markup("\n").join(_setting(view, item) for item in settings)
                + Markup("\n</ul>")
            )
    return Markup("\n").join(parts)


def target_quota(view: View, name: str) -> Markup:
    """Return how much quota must be left, a formula a resource and storage type."""
    target = target_of(view, name)
    quota = target.quota
    if quota is None:
        like = target.pre_settings.like if target.pre_settings else None
        other = target_of(view, like) if like else None
        if other and other.quota:
            link = target_link(view, other, "quota", f"quota of {other.name}")
            return Markup("<p>The same page holds for both: see the ") + link + Markup(".</p>")
        return _paragraph("No formula for this platform is published.")
    rule = joined(quota.rule, quota.note, view.disagreements(quota.conflicts))
    rows = view.records(
        "Least remaining quota",
        ("Resource", "Service", "Object storage", "Block storage"),
        quota.items,
        lambda item: (
            item.resource,
            item.service or NOT_STATED,
            item.object or NOT_STATED,
            item.block or NOT_STATED,
        ),
        anchor="quota",
        follows="columns",
        columns_for=(EVERY, EVERY, *(Holding(storage=(storage,)) for storage in ("object", "block"))),
    )
    return Markup("<div>") + rule + Markup("</div>\n") + rows + source_line(view.cite(quota.source))


def target_documents(view: View, name: str) -> Markup:
    """Return the published guides of a platform, and which are missing."""
    return view.records(
        "Guides",
        ("Storage", "Disaster recovery", "Migration"),
        target_of(view, name).modes,
        lambda mode: (STORAGES[mode.id], _guide(view, mode.guide), _guide(view, mode.migration_guide)),
        anchor="guide",
        follows="each",
    )


def target_disagreements(view: View, name: str) -> Markup:
    """Return which disagreements touch a platform, with the value that this guide uses."""
    found = set(conflicts_of(target_of(view, name)))
    if not found:
        return _paragraph("None is known for this platform.")
    here = page_url("disagreements.md", view.base)
    return bullets(
        Markup(f'<a href="{escape(here)}#{conflict.id}">') + text(conflict.topic) + Markup("</a>: ")
        + text(conflict.used)
        for conflict in view.data.conflicts
        if conflict.id in found
    )  # fmt: skip


def _setting(view: View, setting: PreSetting) -> Markup:
    details: list[Cell] = []
    if setting.image:
        image = setting.image
        checksum = f"MD5 `{image.md5}`" if image.md5 else "no MD5 published"
        details.append(f"`{image.file}`, {image.size}, {checksum}. For: {image.use}.")
    details.append(view.cited(setting.source))
    details.append(view.disagreements(setting.conflicts))
    rights = Markup("")
    if setting.permissions:
        names = Markup("").join(Markup("<li>") + text(f"`{item}`") + Markup("</li>") for item in setting.permissions)
        rights = Markup('\n<ul class="hb-names">') + names + Markup("</ul>")
    return (
        Markup(f'<li id="setting-{setting.id}" data-at="{escape(view.place(setting))}">')
        + Markup('<label><input type="checkbox"> <span>') + text(setting.text) + Markup("</span></label> ")
        + joined(*details) + rights + Markup("</li>")
    )  # fmt: skip


def conflicts_of(target: Target) -> tuple[str, ...]:
    """Return the disagreements that a platform names anywhere, each once."""
    records = (
        target,
        *target.modes,
        *target.uses,
        *target.notes,
        *settings_of(target),
        *(item for item in (target.gateway, target.quota) if item),
    )
    return tuple(dict.fromkeys(name for record in records for name in record.conflicts))


def prepared(data: Data, target: Target) -> str:
    """Return how much there is to prepare on a platform, in a word or two."""
    if found := len(settings_of(target)):
        return count(found, "setting")
    like = target.pre_settings.like if target.pre_settings else None
    return f"as {next(item.name for item in data.targets if item.id == like)}" if like else NOT_STATED


def settings_of(target: Target) -> tuple[PreSetting, ...]:
    """Return what has to be prepared on a platform."""
    return target.pre_settings.settings if target.pre_settings else ()


def _no_gateway(target: Target) -> str:
    return "size not stated" if "block" in {mode.id for mode in target.modes} else "none: it belongs to block storage"


def target_link(view: View, target: Target, anchor: str = "", words: str = "") -> Markup:
    """Return a link to a platform's page, or to a part of it."""
    way = page_url(target_page(target), view.base) + (f"#{anchor}" if anchor else "")
    return Markup(f'<a href="{escape(way)}">') + text(words or target.name) + Markup("</a>")


def _guide(view: View, guide: Guide | None) -> Markup:
    if guide is None:
        return text("none published")
    document = next(item for item in view.data.documents if item.id == guide.document)
    return Markup(f'<a href="{escape(document.url)}" rel="noopener">') + text(document.title) + Markup("</a>")


def target_of(view: View, name: str) -> Target:
    """Return the platform with this id."""
    return next(item for item in view.data.targets if item.id == name)


def _paragraph(words: str) -> Markup:
    return Markup("<p>") + text(words) + Markup("</p>")


def source_line(cited: Markup, tag: str = "p") -> Markup:
    """Return the line below a table that says where it stands; `tag` is div where the line opens something."""
    return Markup(f'\n<{tag} class="hb-cite">Source: ') + cited + Markup(f"</{tag}>")
