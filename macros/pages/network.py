"""The disaster recovery network."""

from markupsafe import Markup

from calculators.answers.wording import exact
from calculators.records.network import LinkMinimum, NetworkPlan
from macros.diagrams import network_picture
from macros.pages.following import part
from macros.pages.view import NOT_STATED, View, bullets, joined, text


def link_minimums(view: View) -> Markup:
    """Return what a link must reach."""
    return view.records(
        "What the link must reach",
        ("Traffic", "Bandwidth", "Round trip", "Packet loss", "Source"),
        view.data.network.minimums,
        lambda item: (
            item.applies_to,
            joined(f"≥ {exact(item.bandwidth_mbps)} Mbit/s", view.disagreements(item.conflicts)),
            _round_trip(item),
            NOT_STATED if item.loss_percent is None else f"< {exact(item.loss_percent)} %",
            view.cite(item.source),
        ),
        anchor="minimum",
        follows="each",
    )


def _round_trip(item: LinkMinimum) -> Markup:
    if item.latency_ms is None:
        return NOT_STATED
    return joined(f"< {exact(item.latency_ms)} ms", f"({item.note})" if item.note else None)


def latency_table(view: View) -> Markup:
    """Return what latency does to the transfer rate."""
    found = view.data.network.latency
    rows = (
        view.records(
            f"What latency leaves of a link of {exact(found.link_mbps)} Mbit/s, {found.storage} storage",
            ("Round trip, ms", "Rate, Mbit/s", "Share of the link (derived), %"),
            found.rows,
            lambda row: (
                f"{exact(row.from_ms)} to {exact(row.below_ms)}" if row.from_ms else f"below {exact(row.below_ms)}",
                _span(row.mbps_min, row.mbps_max),
                _span(100 * row.mbps_min / found.link_mbps, 100 * row.mbps_max / found.link_mbps),
            ),
            anchor="latency",
        )
        + Markup('\n<p class="hb-cite">Source: ') + view.cite(found.source) + Markup("</p>")
    )  # fmt: skip
    listed = Markup('<div data-follow="each" data-each="tables">\n')
    return listed + part(view.data, found, rows) + Markup("\n</div>")


def _span(low: float, high: float) -> str:
    return exact(low) if low == high else f"{exact(low)} to {exact(high)}"


def network_schemes(view: View) -> Markup:
    """Return the ways to carry data and users."""
    return view.records(
        "Ways to carry data and users",
        ("Storage", "Replicated data", "Users after a takeover", "Source"),
        view.data.network.schemes,
        lambda item: (f"{item.storage.capitalize()} storage", item.data, item.users, view.cite(item.source)),
        anchor="scheme",
        follows="each",
    )


def network_principles(view: View, topic: str) -> Markup:
    """Return the rules on one topic: addressing, placement, traffic, access or failback."""
    return view.entries(
        (item for item in view.data.network.principles if item.topic == topic),
        lambda item: joined(
            item.rule,
            view.cited(item.source),
            view.disagreements(item.conflicts),
        ),
        follows="each",
    )


def example_subnets(view: View) -> Markup:
    """Return the customer's network of the worked example."""
    network = view.data.network
    return (
        view.records(
            "The customer's network",
            ("Network", "Addresses", "For"),
            network.subnets,
            lambda item: (item.name, f"`{item.cidr}`", item.usage),
        )
        + Markup('\n<p class="hb-cite">Source: ')
        + view.cite(network.subnets_source)
        + Markup(" ")
        + view.disagreements(network.subnets_conflicts)
        + Markup("</p>")
    )


def network_plan(view: View, name: str) -> Markup:
    """Return one solution of the worked example: picture, subnets, policies, notes."""
    plan = next(item for item in view.data.network.plans if item.id == name)
    parts = [
        Markup("<p>") + text(plan.advice) + Markup("</p>"),
        network_picture(plan, view.data.network),
        Markup('<details class="hb-fold"><summary>Subnets and firewall policies</summary>\n')
        + view.records(
            f"Subnets: {plan.name}",
            ("Application", "Production", "After a takeover"),
            plan.mapping,
            lambda item: (item.application, f"`{item.production}`", f"`{item.takeover}`"),
        )
        + Markup("\n")
        + _rules(view, plan)
        + Markup("\n</details>"),
        bullets(plan.notes) if plan.notes else Markup(""),
        Markup('<p class="hb-cite">Source: ') + view.cite(plan.source) + Markup("</p>"),
        view.disagreements(plan.conflicts),
    ]
    return part(view.data, plan, Markup("\n").join(found for found in parts if found))


def _rules(view: View, plan: NetworkPlan) -> Markup:
    if not plan.rules:
        return Markup(
            "<p>There is no path between production and the takeover network, so there is no policy between them.</p>"
        )
    return view.records(
        f"Firewall policies: {plan.name}",
        ("Production", "Takeover network", "Production to takeover", "Takeover to production"),
        plan.rules,
        lambda rule: (
            ", ".join(f"`{item}`" for item in rule.production),
            f"`{rule.takeover}`",
            _badge(rule.to_takeover),
            _badge(rule.to_production),
        ),
    )


def _badge(word: str) -> Markup:
    return Markup(f'<span class="hb-badge {"hb-yes" if word == "allow" else "hb-no"}">{word}</span>')


def address_scenarios(view: View) -> Markup:
    """Return how far addresses can be kept."""
    return view.records(
        "How far addresses can be kept",
        ("Scenario", "Addresses", "Reaches production", "Users", "Effort", "Techniques", "Source"),
        view.data.network.scenarios,
        lambda item: (
            item.name,
            item.addresses,
            "yes" if item.production_reachable else "no",
            item.user_access,
            item.complexity,
            "; ".join(item.options),
            view.cite(item.source),
        ),
        anchor="address",
    )


def link_measurements(view: View) -> Markup:
    """Return how to measure a link."""
    return view.records(
        "How to measure the link",
        ("What", "How", "Note down", "Source"),
        view.data.network.measurements,
        lambda item: (item.what, item.command, item.proof, view.cite(item.source)),
        anchor="measurement",
    )
