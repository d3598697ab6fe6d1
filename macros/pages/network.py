"""The disaster recovery network."""

from markupsafe import Markup

from calculators.records.network import NetworkPlan
from calculators.wording import number
from macros.diagrams import network_picture
from macros.view import View, bullets, joined, table, text


def link_minimums(view: View) -> Markup:
    """Return what a link must reach."""
    return table(
        "What the link must reach",
        ("Traffic", "Bandwidth", "Round trip", "Packet loss", "Source"),
        (
            (
                item.applies_to,
                joined(f"≥ {number(item.bandwidth_mbps)} Mbit/s", view.disagreements(item.conflicts)),
                None if item.latency_ms is None else f"< {number(item.latency_ms)} ms",
                None if item.loss_percent is None else f"< {number(item.loss_percent)} %",
                view.cite(item.source),
            )
            for item in view.data.network.minimums
        ),
    )


def latency_table(view: View) -> Markup:
    """Return what latency does to the transfer rate."""
    found = view.data.network.latency
    return (
        table(
            f"What latency leaves of a link of {number(found.link_mbps)} Mbit/s, {found.storage} storage",
            ("Round trip, ms", "Rate, Mbit/s", "Share of the link (derived), %"),
            ((row.latency, row.speed, row.share) for row in found.rows),
        )
        + Markup('\n<p class="hb-cite">Source: ') + view.cite(found.source) + Markup("</p>")
    )  # fmt: skip


def network_schemes(view: View) -> Markup:
    """Return the ways to carry data and users."""
    return table(
        "Ways to carry data and users",
        ("Storage", "Replicated data", "Users after a takeover", "Source"),
        (
            (f"{item.storage.capitalize()} storage", item.data, item.users, view.cite(item.source))
            for item in view.data.network.schemes
        ),
    )


def network_principles(view: View, topic: str) -> Markup:
    """Return the rules on one topic: addressing, placement, traffic, access or failback."""
    return bullets(
        joined(
            item.rule,
            Markup('<span class="hb-cite">') + view.cite(item.source) + Markup("</span>"),
            view.disagreements(item.conflicts),
        )
        for item in view.data.network.principles
        if item.topic == topic
    )


def example_subnets(view: View) -> Markup:
    """Return the customer's network of the worked example."""
    network = view.data.network
    return (
        table(
            "The customer's network",
            ("Network", "Addresses", "For"),
            ((item.name, f"`{item.cidr}`", item.usage) for item in network.subnets),
        )
        + Markup('\n<p class="hb-cite">Source: ')
        + view.cite(network.subnets_source)
        + Markup("</p>")
        + view.disagreements(network.subnets_conflicts)
    )


def network_plan(view: View, name: str) -> Markup:
    """Return one solution of the worked example: picture, subnets, policies, notes."""
    plan = next(item for item in view.data.network.plans if item.id == name)
    parts = [
        Markup("<p>") + text(plan.advice) + Markup("</p>"),
        network_picture(plan),
        table(
            f"Subnets: {plan.name}",
            ("Application", "Production", "After a takeover"),
            ((item.application, f"`{item.production}`", f"`{item.takeover}`") for item in plan.mapping),
        ),
        _rules(plan),
        bullets(plan.notes) if plan.notes else Markup(""),
        Markup('<p class="hb-cite">Source: ') + view.cite(plan.source) + Markup("</p>"),
        view.disagreements(plan.conflicts),
    ]
    return Markup("\n").join(part for part in parts if part)


def _rules(plan: NetworkPlan) -> Markup:
    if not plan.rules:
        return Markup(
            "<p>There is no path between production and the takeover network, so there is no policy between them.</p>"
        )
    return table(
        f"Firewall policies: {plan.name}",
        ("Production", "Takeover network", "Production to takeover", "Takeover to production"),
        (
            (
                ", ".join(f"`{item}`" for item in rule.production),
                f"`{rule.takeover}`",
                _badge(rule.to_takeover),
                _badge(rule.to_production),
            )
            for rule in plan.rules
        ),
    )


def _badge(word: str) -> Markup:
    return Markup(f'<span class="hb-badge {"hb-yes" if word == "allow" else "hb-no"}">{word}</span>')


def address_scenarios(view: View) -> Markup:
    """Return how far addresses can be kept."""
    return table(
        "How far addresses can be kept",
        ("Scenario", "Addresses", "Reaches production", "Users", "Effort", "Techniques", "Source"),
        (
            (
                item.name,
                item.addresses,
                "yes" if item.production_reachable else "no",
                item.user_access,
                item.complexity,
                "; ".join(item.options),
                view.cite(item.source),
            )
            for item in view.data.network.scenarios
        ),
    )


def link_measurements(view: View) -> Markup:
    """Return how to measure a link."""
    return table(
        "How to measure the link",
        ("What", "How", "Note down", "Source"),
        ((item.what, item.command, item.proof, view.cite(item.source)) for item in view.data.network.measurements),
    )
