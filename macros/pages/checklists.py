"""Checklists: how to find one, every step, and a page for each."""

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from calculators.checklist.ports import port_tables
from calculators.checklist.report import scope_key
from calculators.checklist.steps import steps_of
from calculators.checklist.titles import NETWORKS, SITES, SOURCES, lead, title
from calculators.checklist.worklist import PREPARING, SETTING, edition, worklist
from calculators.project import Project, write
from calculators.records.delivery import Checklist, ChecklistPlatform, Setting, Step, StepPhase
from calculators.records.evidence import Source
from macros.data.addresses import checklist_page
from macros.data.holding import choice_of, of_mode, sources_of_site
from macros.data.loader import Data
from macros.diagrams import Leaf, checklist_tree
from macros.pages import delivery
from macros.pages.evidence import disagreement_marks, disagreement_notes
from macros.pages.following import about, held_for
from macros.pages.page import GeneratedPage
from macros.pages.ports import CONSOLES, NONE_PUBLISHED, counted_link, list_link, port_list, stacked
from macros.pages.proofs import outputs
from macros.pages.view import Cell, View, bullets, joined, table, text

SHORT = {"vmware": "VMware", "agent": "Agent", "aws": "AWS", "host": "hosts"}
STORAGES = ("block", "object")
OWNERS = (
    "The owners are those of a proof of concept. Stated names the place that says who does a step; inferred means that "
    "no document does. Who does it in a migration project comes from another page and may differ."
)
SIGN_OFF = Markup(
    '<p class="hb-work-step-sign" aria-hidden="true"><span class="hb-line">Who</span>'
    '<span class="hb-line">Date</span></p>'
)


# --- a page for each checklist -------------------------------------------------------------------


def checklist_pages(data: Data) -> Iterator[GeneratedPage]:
    """Yield a page for every published checklist."""
    for form in data.checklists.forms:
        yield GeneratedPage(
            path=checklist_page(form),
            record=form.id,
            place=data.places[id(form)],
            title=short_title(data, form),
            description=f"{lead(form, _cloud(data, form))}: every step with owner and proof, and the ports to open.",
            heading=title_of(data, form),
            body=PAGE,
        )


PAGE = """\
For engineers who deploy this combination. Work through the steps: what you enter stays in your browser, with your
[project](../project.md), and works offline.

## Steps

{{ checklist_phases(record) }}

## Success criteria

Show these before the project is accepted.

{{ checklist_criteria(record) }}

## Ports to open

{{ checklist_ports(record) }}

## Prepare the target

{{ checklist_target(record) }}

## At a glance

Check that this combination is yours; the [finder](../deploy.md#finder) has the others.

{{ checklist_about(record) }}
"""


def title_of(data: Data, form: Checklist) -> str:
    """Return the combination that a checklist is for, in plain text."""
    return title(form, _cloud(data, form))


def short_title(data: Data, form: Checklist) -> str:
    """Return the combination in the few words that a browser's tab has room for."""
    cloud = _cloud(data, form)
    failback = form.direction == "failback"
    ends = f"Failback {cloud} to {SHORT[form.site]}" if failback else f"{SHORT[form.site]} to {cloud}"
    return f"{ends}, {form.storage}, {'VPN' if form.network == 'vpn' else 'public'}"


def _cloud(data: Data, form: Checklist) -> str:
    # The checks make the titles, too, before they know that there is such a platform.
    return {item.id: item.name for item in data.checklists.platforms}.get(form.platform, form.platform)


def _platform(data: Data, form: Checklist) -> ChecklistPlatform:
    return next(item for item in data.checklists.platforms if item.id == form.platform)


def _form(view: View, name: str) -> Checklist:
    return next(item for item in view.data.checklists.forms if item.id == name)


def _site(form: Checklist) -> str:
    return "VMware" if form.direction == "failback" and form.site == "vmware" else SITES[form.site]


def checklist_about(view: View, name: str) -> Markup:
    """Return what a checklist is for, as a short list."""
    form = _form(view, name)
    cloud = _platform(view.data, form).name
    steps = steps_of(view.data.checklists, form)
    phases = len({step.phase for step in steps})
    limits = joined(
        *(
            view.link(f"compatibility/{item.id}.md", item.name)
            for item in view.data.sources
            if form.direction == "dr" and choice_of(item) in sources_of_site(view.data, form.site)
        )
    )
    failback = form.direction == "failback"
    rows: tuple[tuple[str, Cell], ...] = (
        ("Direction", "Failback" if failback else "Disaster recovery"),
        ("From" if failback else "Source type", cloud if failback else _site(form)),
        ("Back to" if failback else "Target", _site(form) if failback else cloud),
        ("Storage", view.link("objectives/#block-or-object-storage", f"{form.storage.capitalize()} storage")),
        ("Network", view.link("network.md", NETWORKS[form.network])),
        ("Steps", f"{len(steps)} in {phases} phases"),
        ("Original form", joined(_form_link(form), "at Google, outside this guide")),
        ("Listed in", view.cite(form.source)),
    )
    if limits:
        rows = (*rows, ("What can be protected", limits))
    items = Markup("").join(
        Markup("<dt>") + text(label) + Markup("</dt><dd>") + text(value) + Markup("</dd>") for label, value in rows
    )
    return (
        Markup(f'<dl class="hb-about"{about(view.data, form)}>') + items + Markup("</dl>\n<p>")
        + text(
            "The form itself was not read for this guide. The steps, their order and their proofs come from the pages "
            "of the documentation about this combination; each step names its page."
        )
        + Markup("</p>")
    )  # fmt: skip


def _form_link(form: Checklist) -> Markup:
    return Markup(f'<a href="{escape(form.form)}" rel="noopener">Checklist {form.number}</a>')


def checklist_target(view: View, name: str) -> Markup:
    """Return where the settings of a checklist's cloud stand."""
    form = _form(view, name)
    platform = _platform(view.data, form)
    cited = {source.document for step in steps_of(view.data.checklists, form) for source in step.sources}
    titles = {item.id: item for item in view.data.documents}
    way = view.link(f"targets/{platform.id}.md", f"the page of {platform.name}")
    return (
        Markup("<p>Settings, quotas and images for these steps stand on ")
        + way
        + Markup(". They were read from:</p>\n")
        + bullets(
            Markup(f'<a href="{escape(titles[item].url)}" rel="noopener">') + text(titles[item].title) + Markup("</a>")
            for item in platform.documents
            if item in cited
        )
    )


def checklist_phases(view: View, name: str) -> Markup:
    """Return the steps of a checklist, a list a phase: to work through in a browser, to sign on paper without one."""
    data = view.data
    form = _form(view, name)
    found = worklist(data.catalog, name)
    steps = steps_of(data.checklists, form)
    sources = sources_of_site(data, form.site) if form.direction == "dr" else ()
    started = {
        "name": short_title(data, form),
        "target": form.platform,
        "storage": form.storage,
        "network": form.network,
        # Where hosts of one kind are read in several ways the project says which.
        **({"source": sources[0]} if len(sources) == 1 else {}),
    }
    lists = (
        _phase(view, phase, [_task(view, step, _sources(data, form, step)) for step in steps if step.phase == phase.id])
        for phase in (found.phases if found else ())
    )
    phases = found.phases if found else ()
    ways = bullets(
        (Markup(f'<a href="#phase-{escape(phase.id)}">') + text(phase.name) + Markup("</a>") for phase in phases),
        "ol",
        "Phases",
    )
    content = Markup('<div class="hb-phases">') + ways + Markup("</div>\n") + numbered(lists)
    return Markup("\n").join(
        (
            _work(view, {"id": name, "start": started}, phases, content),
            Markup('<p class="hb-quiet">') + text(OWNERS) + Markup(" "),
            view.cited(data.checklists.executor_source) + Markup("</p>"),
        )
    ) + disagreement_notes(view, (name for step in steps for name in step.conflicts))


def composed_phases(view: View) -> Markup:
    """Return every step and every setting of a cloud; docs/assets/checklists/ shows those of one combination."""
    data = view.data
    owners: dict[str, list[str]] = {}
    settings: dict[str, Setting] = {}
    for cloud in data.preparations:
        for setting in cloud.settings:
            settings[setting.id] = setting
            owners.setdefault(setting.id, []).append(cloud.id)
    lists = []
    for phase in data.checklists.phases:
        of_cloud = settings.values() if phase.id == PREPARING else ()
        tasks = [_setting(view, setting, owners[setting.id]) for setting in of_cloud]
        tasks += [
            _task(view, step, step.sources, rules=True) for step in data.checklists.steps if step.phase == phase.id
        ]
        lists.append(_phase(view, phase, tasks))
    known = {"known": finder_data(view), "sources": {mode: _of_mode(data, mode) for mode in SOURCES}}
    return _work(view, known, data.checklists.phases, numbered(lists))


def _of_mode(data: Data, site: str) -> str:
    sources = sources_of_site(data, site)
    return sources[0] if len(sources) == 1 else ""


def numbered(lists: Iterable[Markup]) -> Markup:
    """Return lists of steps one after the other, whose numbers go on from list to list."""
    whole = "\n".join(lists)
    numbers = itertools.count(1)
    # Built from one pattern below: nothing of data/ can look like it, as text is escaped.
    return Markup(
        re.sub(r'<b class="hb-work-step-no"></b>', lambda _: f'<b class="hb-work-step-no">{next(numbers)}</b>', whole)
    )


def _work(view: View, known: Mapping[str, Any], phases: Iterable[StepPhase], content: Markup) -> Markup:
    """Return the element that steps are worked through in, with what it has to know."""
    told = {
        **known,
        "data": view.data.catalog.date.isoformat(),
        "phases": [{"id": phase.id, "name": phase.name, "after": phase.after} for phase in phases],
        "empty": json.loads(write(Project(id=""), view.data.catalog)),
    }
    content_known = escape(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    return (
        Markup(
            f'<hb-work class="hb-work" runtime="{view.base}{view.runtime}/" base="{view.base}" '
            f'worker="{view.base}assets/python/worker.mjs" data-known="'
        )
        + content_known
        + Markup('">\n')
        + content
        + Markup("\n</hb-work>")
    )


def _phase(view: View, phase: StepPhase, tasks: Iterable[Markup]) -> Markup:
    # The search finds the steps on the page of all steps; 28 copies would bury everything else.
    return (
        Markup(f'<section class="hb-phase" id="phase-{escape(phase.id)}" data-phase="{escape(phase.id)}" ')
        + Markup("data-search-exclude>\n<h3>")
        + text(phase.name)
        + Markup('</h3>\n<ol class="hb-work-steps">\n')
        + Markup("\n").join(tasks)
        + Markup("\n</ol>\n</section>")
    )  # fmt: skip


def _task(view: View, step: Step, sources: Iterable[Source], *, rules: bool = False) -> Markup:
    """Return a step as an item of a list; with its `rules` where the list shows one combination of many."""
    held = ""
    if rules:
        applies = [[rule.site, rule.storage, rule.network] for rule in step.applies]
        held = f' data-direction="{step.direction}" data-applies="{escape(json.dumps(applies))}"'
    opening = (
        f'<li class="hb-work-step" id="step-{escape(step.id)}" data-step="{escape(step.id)}" '
        f'data-at="{escape(view.place(step))}" '
        f'data-edition="{edition(step.action, step.proof)}" data-owner="{escape(step.owner)}"{held}>'
    )  # fmt: skip
    proof = joined(step.proof, disagreement_marks(view, step.conflicts))
    about = joined(_who(view, step), view.cited_all(sources))
    return _item(opening, step.action, proof, about, _outputs(view, step))


def _outputs(view: View, step: Step) -> Markup:
    """Return the commands whose output proves a step, with what they print then; output is read where it is pasted."""
    parts = []
    for proof in (item for item in view.data.proofs if item.id in step.outputs):
        parts.append(
            Markup(
                f'<details class="hb-work-step-output" data-proof="{escape(proof.id)}"><summary>Prove it by a command: '
            )
            + text(proof.title)
            + Markup("</summary><p>")
            + joined(proof.reads, view.cited(proof.source))
            + Markup("</p>")
            + outputs(proof)
            + Markup("</details>")
        )
    return Markup("").join(parts)


def _setting(view: View, setting: Setting, platforms: Iterable[str]) -> Markup:
    opening = (
        f'<li class="hb-work-step" id="step-{SETTING}{escape(setting.id)}" data-step="{SETTING}{escape(setting.id)}" '
        f'data-edition="{edition(setting.text, "")}" data-owner="" data-direction="dr" '
        f'data-platforms="{escape(" ".join(platforms))}">'
    )
    return _item(opening, setting.text, Markup(""), view.cited(setting.source))


def _item(opening: str, action: str, proof: Markup, about: Markup, outputs: Cell = "") -> Markup:
    shown = Markup('<p class="hb-work-step-proof"><b>Done when:</b> ') + proof + Markup("</p>") if proof else Markup("")
    return (
        Markup(opening)
        + Markup('<p class="hb-work-step-do"><span class="hb-tick" aria-hidden="true">☐</span> ')
        + Markup('<b class="hb-work-step-no"></b> ')
        + Markup('<span class="hb-work-step-words">') + text(action) + Markup("</span></p>")
        + shown
        + text(outputs)
        + Markup('<p class="hb-work-step-about">') + about + Markup("</p>")
        + SIGN_OFF
        + Markup("</li>")
    )  # fmt: skip


def _who(view: View, step: Step) -> Markup:
    """Return who does a step, and whether that is stated or inferred."""
    basis = "Inferred." if step.owner_basis == "inferred" else f"Stated: {step.owner_basis}."
    executor = f"In a migration project: {step.executor}." if step.executor else ""
    return (
        Markup('<span class="hb-stated">')
        + text(step.owner)
        + Markup('</span> <span class="hb-basis">')
        + joined(basis, executor)
        + Markup("</span>")
    )


def _sources(data: Data, form: Checklist, step: Step) -> tuple[Source, ...]:
    """Return the sources of a step without those about another cloud, unless there are no others."""
    others = {name for item in data.checklists.platforms if item.id != form.platform for name in item.documents}
    return tuple(source for source in step.sources if source.document not in others) or step.sources


def checklist_ports(view: View, name: str) -> Markup:
    """Return the lists of ports that belong to a checklist: those of its scenario whole, links to the others."""
    found = list(port_tables(view.data.ports, _form(view, name)))
    whole = [item for item in found if item.extent == "whole"]
    parts = [list_link(view, item) for item in found if item.extent == "part"]
    if not whole:
        shown = Markup('<p class="hb-none">No published port list for this combination.</p>')
    else:
        shown = Markup("\n").join(Markup("<h3>") + text(item.title) + Markup("</h3>\n") + port_list(view, item)
                                  for item in whole)  # fmt: skip
    more = Markup("<p>More connections that other pages name:</p>\n") + bullets(parts) if parts else Markup("")
    return Markup("<section data-search-exclude>\n") + shown + Markup("\n") + more + Markup("\n</section>")


def checklist_criteria(view: View, name: str) -> Markup:
    """Return what is shown before a project with this checklist is accepted."""
    return delivery.acceptance_criteria(view, _form(view, name).direction)


# --- how to find one -----------------------------------------------------------------------------


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
        form.id: Leaf(href=view.url(checklist_page(form)), title=title_of(data, form), cloud=_platform(data, form).name)
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
                _platform(view.data, form).name,
                _site(form),
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


# --- all steps -----------------------------------------------------------------------------------


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
            _who(view, step),
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
