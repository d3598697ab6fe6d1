"""The ways to a checklist, and what all of them hold."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from calculators.checklist.report import scope_key
from calculators.checklist.steps import steps_of
from calculators.checklist.titles import NETWORKS, SITES
from calculators.records.delivery import Step
from macros.data.addresses import checklist_page
from macros.data.holding import of_mode
from macros.diagrams import Leaf, checklist_tree
from macros.pages import delivery
from macros.pages.checklists import STORAGES, platform_of, site_name, title_of, who_does
from macros.pages.following import held_for
from macros.pages.ports import CONSOLES, NONE_PUBLISHED, counted_link, stacked
from macros.pages.view import View, joined, table


def checklist_finder(view: View) -> Markup:
    """Return the data of the finder; docs/assets/checklists/finder.mjs makes a form of it."""
    content = escape(json.dumps(finder_data(view), ensure_ascii=False, separators=(",", ":")))
    return Markup(
        '<div class="hb-live">\n<hb-finder data-known="') + content + Markup('">\n'
        "<p>Every published combination stands in the tables below; a cell leads to its checklist.</p>\n"
        "</hb-finder>\n</div>"
    )  # fmt: skip


def finder_data(view: View) -> dict[str, Any]:
    """Return what can be chosen, which checklists are published, and what others are composed of."""
    data = view.data
    modes = [mode for mode in data.ports.modes if mode.direction == "dr"]
    lists = [
        {"site": mode, "storage": item.storage, "title": item.title, "url": f"{view.base}ports/#list-{item.id}"}
        for item in data.ports.tables
        if item.direction == "dr" and item.extent == "whole" and item.console == "self-hosted"
        for mode in item.modes
    ]
    covered = {item.id for item in data.checklists.platforms}
    # Those that checklists are published for come first.
    clouds = sorted(data.preparations, key=lambda cloud: (cloud.id not in covered, cloud.name.lower()))
    options = {
        "direction": ("Direction", {"dr": "Disaster recovery", "failback": "Failback"}),
        "platform": ("Cloud", {cloud.id: cloud.name for cloud in clouds}),
        "site": ("Production site", {mode.id: mode.name for mode in modes} | {"host": "Hosts (failback)"}),
        "storage": ("Storage", {name: f"{name.capitalize()} storage" for name in STORAGES}),
        "network": ("Network", NETWORKS),
    }
    return {
        "questions": [{"id": name, "label": label, "options": words} for name, (label, words) in options.items()],
        "checklists": [
            {
                "direction": form.direction,
                "platform": form.platform,
                "site": form.site,
                "storage": form.storage,
                "network": form.network,
                "title": title_of(data, form),
                "steps": len(steps_of(data.checklists, form)),
                "url": f"{view.base}checklists/{form.id}/",
            }
            for form in data.checklists.forms
        ],
        "clouds": {
            cloud.id: {"listed": cloud.listed, "storages": cloud.storages, "settings": len(cloud.settings)}
            for cloud in clouds
        },
        "composed": f"{view.base}checklists/composed/",
        "targets": f"{view.base}targets/",
        "lists": lists,
        "sites": {source: mode.id for mode in modes for source in of_mode(data, mode, "dr").source},
    }


def checklist_picture(view: View) -> Markup:
    """Return which checklists are published as a tree that leads to them."""
    data = view.data
    forms = data.checklists.forms
    leaves = {
        form.id: Leaf(
            href=view.url(checklist_page(form)), title=title_of(data, form), cloud=platform_of(data, form).name
        )
        for form in forms
    }
    published = {form.site for form in forms}
    others = (mode.name for mode in data.ports.modes if mode.direction == "dr" and published.isdisjoint(mode.sites))
    return checklist_tree(forms, leaves, tuple(others))


def checklist_coverage(view: View, direction: str) -> Markup:
    """Return for which combinations of one direction, dr or failback, checklists and port lists are published."""
    data = view.data
    forms = [form for form in data.checklists.forms if form.direction == direction]
    frame = pd.DataFrame(
        {
            "site": [form.site for form in forms],
            "storage": [form.storage for form in forms],
            "cloud": [(form.platform, form.network) for form in forms],
            "link": [view.link(checklist_page(form), f"Checklist {form.number}") for form in forms],
        }
    )
    wide = frame.pivot(index=["site", "storage"], columns="cloud", values="link")
    found = wide.to_dict("index")
    clouds = [(platform, network) for platform in data.checklists.platforms for network in NETWORKS]
    consoles = ("self-hosted", "saas") if direction == "dr" else ("self-hosted",)
    named = {mode.id: mode for mode in data.ports.modes}
    rows = (
        (
            f"{label}; {storage} storage",
            *(_cell(found.get((site, storage), {}).get((cloud.id, network))) for cloud, network in clouds),
            *(stacked(_lists(view, direction, modes, storage, console)) for console in consoles),
        )
        for label, site, modes in _sites(view, direction)
        for storage in STORAGES
    )
    heads = (
        *(f"{cloud.name}, {NETWORKS[network].lower().replace('vpn', 'VPN')}" for cloud, network in clouds),
        *(f"Ports, {CONSOLES[console]}" for console in consoles),
    )
    caption = "Disaster recovery: what is published" if direction == "dr" else "Failback: what is published"
    return table(
        caption,
        ("Source type" if direction == "dr" else "Back to", *heads),
        rows,
        holding=[
            held_for(*(replace(of_mode(data, named[mode], direction), storage=(storage,)) for mode in modes))
            for _, _, modes in _sites(view, direction)
            for storage in STORAGES
        ],
        follows="nearest",
    )


def _cell(link: object) -> Markup:
    return link if isinstance(link, Markup) else NONE_PUBLISHED


def _sites(view: View, direction: str) -> Iterator[tuple[str, str, set[str]]]:
    """Yield each row's name, its site in the checklists, and its modes in the port lists."""
    modes = [mode for mode in view.data.ports.modes if mode.direction == direction]
    if direction == "dr":
        yield from ((mode.name, mode.id, {mode.id}) for mode in modes)
    else:
        for site in dict.fromkeys(site for mode in modes for site in mode.sites):
            yield ("VMware" if site == "vmware" else "Hosts", site, {mode.id for mode in modes if site in mode.sites})


def _lists(view: View, direction: str, modes: set[str], storage: str, console: str) -> Iterable[Markup]:
    return (
        counted_link(view, item)
        for item in view.data.ports.tables
        if (item.direction, item.storage, item.console, item.extent) == (direction, storage, console, "whole")
        and not modes.isdisjoint(item.modes)
    )


def checklist_matrix(view: View, direction: str) -> Markup:
    """Return every published checklist of one direction, dr or failback, with its page and its form."""
    forms = [form for form in view.data.checklists.forms if form.direction == direction]
    return (
        view.records(
            "Disaster recovery checklists" if direction == "dr" else "Failback checklists",
            (
                "Checklist",
                "Cloud",
                "Source type" if direction == "dr" else "Back to",
                "Storage",
                "Network",
                "Steps",
                "Form",
            ),
            forms,
            lambda form: (
                view.link(checklist_page(form), f"Checklist {form.number}"),
                platform_of(view.data, form).name,
                site_name(form),
                f"{form.storage.capitalize()} storage",
                NETWORKS[form.network],
                str(len(steps_of(view.data.checklists, form))),
                Markup(f'<a href="{escape(form.form)}" rel="noopener">Original form {form.number}</a>'),
            ),
            anchor="checklist",
            follows="nearest",
        )
        + Markup('\n<p class="hb-cite">Source: ')
        + view.cites(form.source for form in forms)
        + Markup("</p>")
    )


def checklist_steps(view: View, direction: str) -> Markup:
    """Return every step of one direction, one table for all phases, with owner, proof and where it holds."""
    found = view.data.checklists
    names = {phase.id: phase.name for phase in found.phases if phase.direction == direction}
    order = list(names)
    shown = view.records(
        "Steps for disaster recovery" if direction == "dr" else "Steps for failback",
        ("Step", "Phase", "Holds for", "Who", "Done when", "Source"),
        sorted((step for step in found.steps if step.phase in names), key=lambda step: order.index(step.phase)),
        lambda step: (
            step.action,
            names[step.phase],
            _holds_for(step),
            who_does(view, step),
            joined(step.proof, view.disagreements(step.conflicts)),
            view.cites(step.sources),
        ),
        anchor="step",
        sentences=True,
        follows="each",
    )
    if direction == "failback":
        return shown
    source = Markup('\n<p class="hb-cite">Who does it in a migration project: {}</p>')
    return shown + source.format(view.cite(found.executor_source))


def _holds_for(step: Step) -> str:
    if not step.applies:
        return "every checklist"
    words = []
    for rule in step.applies:
        parts = (
            " or ".join(SITES[site] for site in rule.site),
            " or ".join(f"{storage} storage" for storage in rule.storage),
            " or ".join(NETWORKS[network] for network in rule.network),
        )
        words.append("; ".join(part for part in parts if part))
    return " / ".join(words)


def poc_scope(view: View) -> Markup:
    """Return what belongs to a proof of concept and what does not."""
    return view.records(
        "Scope of a proof of concept",
        ("Item", "Part of it", "Agreed", "Source"),
        view.data.checklists.scope,
        lambda item: (
            item.text,
            "yes" if item.within else "no",
            delivery.judged(scope_key(item.id), item.text),
            view.cite(item.source),
        ),
        anchor="scope",
        sentences=True,
    )
