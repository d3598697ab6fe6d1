"""What can be protected: source types and operating systems."""

from markupsafe import Markup

from calculators.records.compatibility import Limit, SourceType, Verdict
from macros.view import View, bullets, joined, quantity, table, text

BADGES: dict[Verdict, tuple[str, str]] = {
    "supported": ("hb-yes", "supported"),
    "conditional": ("hb-maybe", "under a condition"),
    "unsupported": ("hb-no", "not supported"),
}


def source_type(view: View, name: str) -> Markup:
    """Return what a source type is, as a short list."""
    found = _source(view, name)
    rows = (
        ("Mode", "Agent on each host" if found.mode == "agent" else "Agentless, through the platform"),
        ("Hosts", found.applies_to),
        ("Changed blocks", found.increment_capture),
        ("Consistency", found.consistency),
    )
    items = Markup("").join(
        Markup("<dt>") + text(label) + Markup("</dt><dd>") + text(value) + Markup("</dd>") for label, value in rows
    )
    return (
        Markup('<dl class="hb-about">')
        + items
        + Markup('</dl>\n<p class="hb-cite">Source: ')
        + view.cite(found.source)
        + Markup("</p>")
    )


def source_versions(view: View, name: str) -> Markup:
    """Return the versions that a source type works with."""
    return table(
        "Versions",
        ("Product", "Versions", "Note", "Source"),
        (
            (
                item.product,
                ", ".join(item.versions),
                joined(item.note, view.disagreements(item.conflicts)) or None,
                view.cite(item.source),
            )
            for item in _source(view, name).versions
        ),
    )


def source_requirements(view: View, name: str) -> Markup:
    """Return what must be in place."""
    return table(
        "Requirements",
        ("Subject", "Required", "Source"),
        (
            (item.subject, joined(item.text, view.disagreements(item.conflicts)), view.cite(item.source))
            for item in _source(view, name).requirements
        ),
    )


def source_conditions(view: View, name: str) -> Markup:
    """Return what works, what works under a condition and what does not, a table an area."""
    found = _source(view, name)
    tables = []
    for area in dict.fromkeys(item.area for item in found.conditions):
        conditions = [item for item in found.conditions if item.area == area]
        tables.append(
            table(
                area,
                ("Condition", "Verdict", "Why", "Remedy", "Source"),
                (
                    (
                        item.condition,
                        _badge(item.verdict),
                        joined(item.reason, view.disagreements(item.conflicts)) or None,
                        item.remedy,
                        view.cite(item.source),
                    )
                    for item in conditions
                ),
                (f"condition-{item.id}" for item in conditions),
                sentences=True,
            )
        )
    return Markup("\n").join(tables)


def source_limits(view: View, name: str) -> Markup:
    """Return the limits of a source type."""
    return table(
        "Limits",
        ("Limit", "Value", "What follows", "Source"),
        (
            (
                item.what,
                _limit(item),
                joined(item.note, view.disagreements(item.conflicts)) or None,
                view.cite(item.source),
            )
            for item in _source(view, name).limits
        ),
    )


def source_permissions(view: View, name: str) -> Markup:
    """Return the rights of the account that reads the platform."""
    found = _source(view, name)
    rows = ((group.category, bullets(group.permissions)) for group in found.permissions)
    source = Markup('\n<p class="hb-cite">Source: ') + view.cites(group.source for group in found.permissions)
    return table("Permissions", ("Category", "Permissions"), rows) + source + Markup("</p>")


def source_overview(view: View) -> Markup:
    """Return the source types side by side, with how many conditions speak for and against."""

    def counted(found: SourceType, verdict: Verdict) -> str:
        return str(sum(1 for item in found.conditions if item.verdict == verdict))

    return table(
        "Source types in this guide, with the number of conditions by verdict",
        ("Source type", "Mode", "Consistency", "Supported", "Under a condition", "Not supported"),
        (
            (
                view.link(f"compatibility/{found.id}.md", found.name),
                found.mode,
                found.consistency,
                *(counted(found, verdict) for verdict in BADGES),
            )
            for found in view.data.sources
        ),
    )


def mode_comparison(view: View) -> Markup:
    """Return agentless and agent mode side by side."""
    return table(
        "Agentless or agent",
        ("Aspect", "Agentless", "Agent", "Source"),
        ((item.aspect, item.agentless, item.agent, view.cite(item.source)) for item in view.data.modes.aspects),
    )


def mode_advice(view: View) -> Markup:
    """Return which mode suits which need."""
    return table(
        "Which mode suits",
        ("Need", "Mode", "Source"),
        ((item.need, item.mode, view.cite(item.source)) for item in view.data.modes.advice),
    )


def operating_systems(view: View, kind: str) -> Markup:
    """Return the operating systems of one agent: linux or windows."""
    return table(
        "Linux systems" if kind == "linux" else "Windows systems",
        ("System", "Versions", "Processor", "Note", "Source"),
        (
            (
                item.name,
                ", ".join(item.versions),
                item.architecture,
                joined(item.note, view.disagreements(item.conflicts)) or None,
                view.cite(item.source),
            )
            for item in view.data.operating_systems
            if item.kind == kind
        ),
        (f"system-{item.id}" for item in view.data.operating_systems if item.kind == kind),
    )


def _source(view: View, name: str) -> SourceType:
    return next(item for item in view.data.sources if item.id == name)


def _badge(verdict: Verdict) -> Markup:
    name, words = BADGES[verdict]
    return Markup(f'<span class="hb-badge {name}">{words}</span>')


def _limit(limit: Limit) -> str:
    return quantity(limit.value, limit.unit)
