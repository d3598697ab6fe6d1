"""Checklists: how to find one, every step, and a page for each."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from calculators.checklist.ports import port_tables
from calculators.checklist.steps import steps_of
from calculators.checklist.titles import NETWORKS, SITES, lead, title
from calculators.records.delivery import Checklist, ChecklistPlatform, Step
from macros.data.addresses import checklist_page
from macros.data.holding import choice_of, sources_of_site
from macros.data.loader import Data
from macros.pages import delivery
from macros.pages.following import about
from macros.pages.page import GeneratedPage
from macros.pages.ports import list_link, port_list
from macros.pages.view import Cell, View, bullets, joined, text

SHORT = {"vmware": "VMware", "agent": "Agent", "aws": "AWS", "host": "hosts"}
STORAGES = ("block", "object")


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


def platform_of(data: Data, form: Checklist) -> ChecklistPlatform:
    """Return the cloud that a checklist is for."""
    return next(item for item in data.checklists.platforms if item.id == form.platform)


def form_of(view: View, name: str) -> Checklist:
    """Return a published checklist by its id."""
    return next(item for item in view.data.checklists.forms if item.id == name)


def site_name(form: Checklist) -> str:
    """Return what the site of a checklist is called on its page."""
    return "VMware" if form.direction == "failback" and form.site == "vmware" else SITES[form.site]


def checklist_about(view: View, name: str) -> Markup:
    """Return what a checklist is for, as a short list."""
    form = form_of(view, name)
    cloud = platform_of(view.data, form).name
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
        ("From" if failback else "Source type", cloud if failback else site_name(form)),
        ("Back to" if failback else "Target", site_name(form) if failback else cloud),
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
    form = form_of(view, name)
    platform = platform_of(view.data, form)
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


def who_does(view: View, step: Step) -> Markup:
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


def checklist_ports(view: View, name: str) -> Markup:
    """Return the lists of ports that belong to a checklist: those of its scenario whole, links to the others."""
    found = list(port_tables(view.data.ports, form_of(view, name)))
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
    return delivery.acceptance_criteria(view, form_of(view, name).direction)
