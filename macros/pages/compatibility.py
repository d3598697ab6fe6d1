"""What can be protected: source types and operating systems."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from calculators.answers.wording import exact
from calculators.records.compatibility import (
    Area,
    Condition,
    GeneralCondition,
    Limit,
    Listing,
    OperatingSystem,
    SourceType,
    Verdict,
)
from macros.data.findings import source_page
from macros.data.loader import Data
from macros.pages.following import Follows, about
from macros.pages.page import GeneratedPage
from macros.pages.view import NOT_STATED, Cell, View, bullets, joined, quantity, stated, text

BADGES: dict[Verdict, tuple[str, str]] = {
    "supported": ("hb-yes", "supported"),
    "conditional": ("hb-maybe", "under a condition"),
    "unsupported": ("hb-no", "not supported"),
}
# A dash would leave open whether a reason was looked for.
NO_REASON = Markup('<span class="hb-quiet">No reason is published.</span>')
NO_REMEDY = Markup('<span class="hb-quiet">No remedy is published: ask technical support.</span>')
AREAS: tuple[str, ...] = Area.__value__.__args__
LISTINGS = {
    "agent-pre-settings": "Preparing agents",
    "om-management-linux-agent": "Operations guide",
    "om-management-windows-agent": "Operations guide",
    "zh-linux-agent": "Chinese page",
}

PAGE = """\
For engineers who judge hosts. See also:
[what supports what](matrix.md), [the other source types](index.md), or [RPO and RTO](../objectives.md).

{{ source_type(record) }}
"""


def source_pages(data: Data) -> Iterator[GeneratedPage]:
    """Yield a page for every source type."""
    for found in sources_by_mode(data):
        sections = ["conditions", "requirements", "limits", "versions"]
        if found.permissions or found.mode == "agentless":
            sections.append("permissions")
        if found.costs:
            sections.append("costs")
        sections.append("systems")
        parts = [_section(name) for name in sections]
        yield GeneratedPage(
            path=source_page(found),
            record=found.id,
            place=data.places[id(found)],
            title=found.name,
            description=f"{found.name} - conditions with verdict and remedy, requirements, limits, versions.",
            body="\n".join((PAGE, *parts)),
        )


def _section(name: str) -> str:
    """Return a part of the page of a source type; what decides about a host is open, the rest folded."""
    title = "Operating systems" if name == "systems" else name.capitalize()
    look = "" if name in ("conditions", "requirements", "limits") else " {: .hb-chapter }"
    return f"## {title}{look}\n\n{{{{ source_{name}(record) }}}}\n"


def sources_by_mode(data: Data) -> list[SourceType]:
    """Return the source types, agents first, each mode in the order of the names."""
    return sorted(data.sources, key=lambda found: (found.mode, found.name.casefold()))


def conditions_of(data: Data, found: SourceType) -> tuple[Condition, ...]:
    """Return the conditions of a source type and those that hold for its mode, in the order of their areas."""
    general = (item for item in data.general_conditions if found.mode in item.holds_for)
    return tuple(sorted((*found.conditions, *general), key=lambda item: AREAS.index(item.area)))


# --- one source type -----------------------------------------------------------------------------


def source_type(view: View, name: str) -> Markup:
    """Return what a source type is, as a short list."""
    found = _source(view, name)
    rows: list[tuple[str, str | Markup]] = [
        ("Mode", "Agent on each host" if found.mode == "agent" else "Agentless, through the platform"),
        ("Hosts", stated(found.applies_to)),
        ("Changed blocks", stated(found.increment_capture)),
        ("Consistency", stated(found.consistency)),
    ]
    if found.status:
        rows.insert(1, ("Status", joined(found.status.says, view.cite(found.status.source))))
    if found.conflicts:
        rows.append(("Open questions", _questions(view, found.conflicts)))
    items = Markup("").join(
        Markup("<dt>") + text(label) + Markup("</dt><dd>") + text(value) + Markup("</dd>") for label, value in rows
    )
    return (
        Markup(f'<dl class="hb-about"{about(view.data, found)}>')
        + items
        + Markup('</dl>\n<p class="hb-cite">Source: ')
        + view.cite(found.source)
        + Markup("</p>")
    )


def _questions(view: View, names: tuple[str, ...]) -> Markup:
    """Return the topics of disagreements, each with its mark."""
    topics = {conflict.id: conflict.topic for conflict in view.data.conflicts}
    return Markup("; ").join(joined(topics[name], view.disagreements([name])) for name in names)


def source_versions(view: View, name: str) -> Markup:
    """Return the versions that a source type works with."""
    return view.records(
        "Versions",
        ("Product", "Versions", "Note", "Source"),
        _source(view, name).versions,
        lambda item: (
            item.product,
            stated(", ".join(item.versions)),
            joined(item.note, view.disagreements(item.conflicts)) or None,
            view.cite(item.source),
        ),
    )


def source_requirements(view: View, name: str) -> Markup:
    """Return what must be in place."""
    return view.records(
        "Requirements",
        ("Subject", "Required", "Source"),
        _source(view, name).requirements,
        lambda item: (item.subject, joined(item.text, view.disagreements(item.conflicts)), view.cite(item.source)),
        anchor="requirement",
    )


def source_conditions(view: View, name: str) -> Markup:
    """Return what works, what works under a condition and what does not, area by area in one table."""
    return _conditions(view, "Conditions", conditions_of(view.data, _source(view, name)))


def general_conditions(view: View) -> Markup:
    """Return the conditions that are not about one source type."""
    caption = "Conditions for every source type of a mode"
    return _conditions(view, caption, view.data.general_conditions, follows="each")


def _conditions(
    view: View,
    caption: str,
    conditions: tuple[Condition, ...],
    follows: Follows | None = None,
) -> Markup:
    return view.records(
        caption,
        ("Condition", "Area", "Verdict", "Why", "Remedy", "Source"),
        conditions,
        lambda item: (
            joined(item.condition, _holds_for(item)),
            item.area,
            badge(item.verdict),
            joined(reason_of(item), view.disagreements(item.conflicts)) or None,
            remedy_of(item),
            view.cite(item.source),
        ),
        anchor="condition",
        sentences=True,
        follows=follows,
    )


def reason_of(condition: Condition) -> Cell:
    """Return why a condition is one, or that nobody says so; None where everything works."""
    return condition.reason or (None if condition.verdict == "supported" else NO_REASON)


def remedy_of(condition: Condition) -> Cell:
    """Return what to do about a condition, or whom to ask; None where everything works."""
    return condition.remedy or (None if condition.verdict == "supported" else NO_REMEDY)


def _holds_for(condition: Condition) -> Markup | None:
    """Return for which source types a general condition holds; None for one of a source type."""
    if not isinstance(condition, GeneralCondition):
        return None
    sources = f"{condition.holds_for[0]} source type" if len(condition.holds_for) == 1 else "source type"
    return Markup('<span class="hb-quiet">(every {})</span>').format(sources)


def source_limits(view: View, name: str) -> Markup:
    """Return the limits of a source type."""
    found = _source(view, name)
    if not found.limits:
        return _nothing("No page states limits.")
    return view.records(
        "Limits",
        ("Limit", "Value", "What follows", "Source"),
        found.limits,
        lambda item: (
            item.what,
            _limit(item),
            joined(item.note, view.disagreements(item.conflicts)) or NOT_STATED,
            view.cite(item.source),
        ),
        anchor="limit",
    )


def source_permissions(view: View, name: str) -> Markup:
    """Return the rights of the account that reads the platform."""
    found = _source(view, name)
    if not found.permissions:
        return _nothing("No page lists permissions.")
    rows = view.records(
        "Permissions",
        ("Category", "Permissions"),
        found.permissions,
        lambda group: (
            group.category,
            joined(bullets(group.permissions), group.note, view.disagreements(group.conflicts)),
        ),
    )
    source = Markup('\n<p class="hb-cite">Source: ') + view.cites(group.source for group in found.permissions)
    return rows + source + Markup("</p>")


def source_costs(view: View, name: str) -> Markup:
    """Return what the platform charges for."""
    return view.records(
        "What the platform charges for",
        ("Item", "Note", "Source"),
        _source(view, name).costs,
        lambda item: (item.item, item.note, view.cite(item.source)),
        anchor="cost",
    )


def source_systems(view: View, name: str) -> Markup:
    """Return the operating systems of an agent, or where the guests of an agentless source are listed."""
    found = _source(view, name)
    if found.mode == "agentless":
        return (
            Markup("<p>No page of the documentation names the guest systems. The vendor's sheet does: ")
            + guest_lists(view)
            + Markup(". It was not read for this guide. What is known about each system stands under ")
            + view.link("compatibility/operating-systems.md", "operating systems")
            + Markup(".</p>")
        )
    return operating_systems(view, name.removesuffix("-agent"))


def guest_lists(view: View) -> Markup:
    """Return links to the vendor's lists of systems that are read without an agent."""
    named = dict.fromkeys(item.guest_list for item in view.data.operating_systems)
    return Markup(", ").join(
        Markup(f'<a href="{escape(link.url)}" rel="noopener">') + text(link.title) + Markup("</a>")
        for link in view.data.links
        if link.id in named
    )


# --- all of them ---------------------------------------------------------------------------------


def source_overview(view: View) -> Markup:
    """Return the source types side by side: what each reads, and how."""
    return view.records(
        "Source types",
        ("Source type", "Hosts", "Changed blocks", "Consistency"),
        sources_by_mode(view.data),
        lambda found: (
            view.link(source_page(found), found.name),
            joined(stated(found.applies_to), found.status.says if found.status else None),
            stated(found.increment_capture),
            stated(found.consistency),
        ),
        anchor="source",
        follows="first",
    )


def mode_comparison(view: View) -> Markup:
    """Return agentless and agent mode side by side."""
    return view.records(
        "Agentless or agent",
        ("Aspect", "Agentless", "Agent", "Source"),
        view.data.modes.aspects,
        lambda item: (item.aspect, item.agentless, item.agent, view.cite(item.source)),
        anchor="mode",
    )


def mode_advice(view: View) -> Markup:
    """Return which mode suits which need."""
    return view.records(
        "Which mode suits",
        ("Need", "Mode", "Source"),
        view.data.modes.advice,
        lambda item: (item.need, item.mode, view.cite(item.source)),
        anchor="advice",
    )


def data_reduction(view: View) -> Markup:
    """Return what compression does and saves."""
    found = view.data.data_reduction
    words = (found.default, found.block_size, found.block_storage, found.object_storage)
    return (
        Markup("<p>")
        + joined(*words, view.disagreements(found.conflicts))
        + Markup(" ")
        + view.cited(found.source)
        + Markup("</p>\n")
        + view.records(
            "What compression saves",
            ("Data", "Saving"),
            found.ratios,
            lambda item: (item.data, item.reduction),
            anchor="reduction",
        )
    )


# --- operating systems ---------------------------------------------------------------------------


def operating_systems(view: View, kind: str) -> Markup:
    """Return the operating systems of one agent: linux or windows."""
    return view.records(
        f"{kind.capitalize()} systems",
        ("System", "Supported", "Under a condition", "Processor", "Note", "Source"),
        systems(view.data, kind),
        lambda item: (
            item.name,
            ", ".join(version for version in item.versions if version not in item.conditional) or None,
            joined(", ".join(item.conditional), deciding_conditions(view, item)) or None,
            item.architecture,
            joined(item.note, view.disagreements(item.conflicts)) or None,
            view.cite(item.source),
        ),
        anchor="system",
    )


def systems(data: Data, kind: str) -> list[OperatingSystem]:
    """Return the operating systems of one kind, linux or windows."""
    return [item for item in data.operating_systems if item.kind == kind]


def deciding_conditions(view: View, system: OperatingSystem) -> Markup:
    """Return links to the conditions that decide about a system, numbered when there are several."""
    owners = {item.id: found for found in view.data.sources for item in found.conditions}
    links = [
        view.link(source_page(owners[name]), "why" if number == 1 else f"why ({number})", f"condition-{name}")
        for number, name in enumerate(system.decided_by, 1)
    ]
    return Markup(", ").join(links)


def system_listings(view: View, kind: str) -> Markup:
    """Return which versions each page lists for the systems of one kind, linux or windows."""
    found = systems(view.data, kind)
    pages = list(dict.fromkeys(_listing_name(item) for system in found for item in system.other_listings))
    with_kernels = any(system.kernels for system in found)

    def cells(system: OperatingSystem) -> tuple[str | Markup | None, ...]:
        listed = {_listing_name(item): item for item in system.other_listings}
        return (
            system.name,
            joined(", ".join(system.versions), view.cite(system.source)),
            *(
                joined(", ".join(listed[page].versions), view.cite(listed[page].source))
                if page in listed
                else NOT_STATED
                for page in pages
            ),
            *((_kernel_count(view, system),) if with_kernels else ()),
            view.disagreements(system.conflicts) or None,
        )

    return view.records(
        f"{kind.capitalize()} versions, page by page",
        ("System", "Used here", *pages, *(("Prebuilt kernels",) if with_kernels else ()), "Disagreement"),
        found,
        cells,
        anchor="listing",
    )


def _kernel_count(view: View, system: OperatingSystem) -> Markup:
    lists = [item for item in view.data.kernel_lists if any(release.id in system.kernels for release in item.releases)]
    releases = [release for item in lists for release in item.releases if release.id in system.kernels]
    count = exact(sum(len(release.builds) for release in releases))
    return view.link(f"kernels/{lists[0].id}.md", f"{count} in {len(releases)} releases")


def _listing_name(listing: Listing) -> str:
    return LISTINGS[listing.source.document]


def patches(view: View) -> Markup:
    """Return the updates that systems need before an agent starts."""
    found = [patch for system in view.data.operating_systems for patch in system.patches]
    return view.records(
        "Updates that the agent needs",
        ("Update", "Needed on", "What to do", "Source"),
        found,
        lambda item: (
            item.id,
            ", ".join(item.required_on),
            joined(item.action, view.disagreements(item.conflicts)),
            view.cites(item.sources),
        ),
        anchor="patch",
    )


def processors(view: View) -> Markup:
    """Return the processor architectures with their verdict."""
    return view.records(
        "Processors",
        ("Architecture", "Verdict", "Source"),
        view.data.processors,
        lambda item: (item.name, badge(item.verdict), view.cite(item.source)),
        anchor="processor",
    )


def _source(view: View, name: str) -> SourceType:
    return next(item for item in view.data.sources if item.id == name)


def badge(verdict: Verdict) -> Markup:
    """Return a verdict as a word in its colour."""
    name, words = BADGES[verdict]
    return Markup(f'<span class="hb-badge {name}">{words}</span>')


def _limit(limit: Limit) -> str:
    return quantity(limit.value, limit.unit)


def _nothing(words: str) -> Markup:
    return Markup('<p class="hb-quiet">') + text(words) + Markup("</p>")
