"""What hosts of an inventory are judged by, beside the conditions on the pages of the source types."""

from markupsafe import Markup

from calculators.inventory.out.words import LEVELS, SAID
from calculators.records.assessment import HostFinding, HostReferral, HostVerdict
from macros.pages.view import View, folded, joined, text

_SIGNS = {
    "cbt": "changed block tracking",
    "service": "made by the platform",
    "machine": "kind of machine",
    "snapshots": "Snapshots",
}
"""What a reader calls signs whose ids are short."""


def host_findings(view: View) -> Markup:
    """Return the rules that no condition of a source type holds, with what to do and where each was read."""
    rules = view.data.host_rules.rules

    def cells(item: HostFinding) -> tuple[Markup, Markup, Markup, Markup]:
        marks = view.disagreements(item.conflicts)
        return text(item.reason) + marks, _badge(item.outcome), text(item.remedy or ""), view.cite(item.source)

    found = [finding for rule in rules for finding in rule.findings]
    listed = view.records(
        "Rules beside the conditions", ("Rule", "A host with it", "What to do", "Source"), found, cells, sentences=True
    )
    return folded(f"{len(found)} rules beside the conditions", listed)


def host_remedies(view: View) -> Markup:
    """Return what to do where a condition itself names no remedy."""
    referrals = [item for rule in view.data.host_rules.rules for item in rule.conditions if item.remedy]
    listed = view.records("Remedies", ("What to do", "A host with it"), referrals, _referral)
    return folded(f"{len(referrals)} remedies", listed)


def _referral(item: HostReferral) -> tuple[Markup, Markup]:
    return text(item.remedy or ""), _badge(item.outcome)


def _badge(verdict: HostVerdict) -> Markup:
    return Markup('<span class="hb-badge hb-{}">{}</span>').format(LEVELS[verdict], SAID[verdict])


def host_silences(view: View) -> Markup:
    """Return the signs whose absence from a file says nothing, with why."""
    silences = view.data.host_rules.silences
    listed = view.records(
        "What may be missing",
        ("Sign", "Why its absence says nothing"),
        silences,
        lambda item: (_SIGNS.get(item.sign, item.sign.replace("-", " ")), text(item.why)),
        sentences=True,
    )
    return folded(f"{len(silences)} signs", listed)


def host_names(view: View) -> Markup:
    """Return the platforms, the machines that a platform makes for itself, and what the installing tool needs."""
    rules = view.data.host_rules
    platforms = ", ".join(platform.name for platform in rules.platforms)
    services = view.entries(rules.services, lambda item: text(f"{item.prefix}: {item.name}"), "Machines of platforms")
    needs = view.entries(
        rules.installs,
        lambda item: joined(text(f"{item.protocol}, port {item.port}: {item.needs}."), view.cited(item.source)),
    )
    return (
        Markup("<p>")
        + text(
            f"Platforms that are known: {platforms}. Names that begin so are machines that a platform makes for itself:"
        )
        + Markup("</p>\n")
        + services
        + Markup("\n<p>")
        + text("What the tool that installs many agents needs on a host:")
        + Markup("</p>\n")
        + needs
    )


def system_names(view: View) -> Markup:
    """Return what systems are called by tools, and what such a name leaves open."""
    listed = view.records(
        "Names of systems",
        ("System", "How it is known that tools write so", "What the name leaves open"),
        view.data.os_names,
        lambda item: (item.label, item.basis, item.leaves_open),
    )
    return folded(f"{len(view.data.os_names)} names of systems", listed)
