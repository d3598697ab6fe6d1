"""Responsibilities, acceptance and operations."""

from html import escape

from markupsafe import Markup

from macros.pages.view import View, bullets, joined, text


def responsibilities(view: View) -> Markup:
    """Return who is responsible for what in a proof of concept."""
    return view.records(
        "Who does what in a proof of concept",
        ("Item", "Part of the project", "Vendor", "Customer", "Source"),
        view.data.checklists.responsibilities,
        lambda item: (item.item, item.area, item.vendor, item.customer, view.cite(item.source)),
    )


def acceptance_criteria(view: View, direction: str) -> Markup:
    """Return what acceptance is judged by, dr or failback, with boxes to tick in print."""
    items = Markup("\n").join(
        Markup(f'<li data-at="{escape(view.place(item))}">')
        + Markup('<label><input type="checkbox"> <span>') + text(item.criterion) + Markup("</span></label> ")
        + text(item.how) + Markup(" ") + view.cited(item.source) + Markup("</li>")
        for item in view.data.operations.criteria
        if item.direction == direction
    )  # fmt: skip
    return Markup('<ul class="hb-steps">\n') + items + Markup("\n</ul>")


def practices(view: View, topic: str) -> Markup:
    """Return what to do, check or know about one topic."""
    found = next(item for item in view.data.operations.topics if item.id == topic)
    return view.entries(
        (item for item in view.data.operations.practices if item.topic == found.id),
        lambda item: joined(
            item.text,
            view.cited(item.source),
            view.disagreements(item.conflicts),
        ),
        found.title,
        "each",
    )


def alarms(view: View, kind: str) -> Markup:
    """Return the alarms worth setting, resource or event."""
    return view.records(
        "Resource alarms" if kind == "resource" else "Event alarms",
        ("Watches", "Fires when", "Level", "Source"),
        (item for item in view.data.operations.alarms if item.kind == kind),
        lambda item: (item.watches, item.rule, item.level, view.cite(item.source)),
        anchor="alarm",
    )


def takeover_orders(view: View) -> Markup:
    """Return orders in which systems are taken over."""
    return view.records(
        "Orders of takeover",
        ("Project", "Order", "Source"),
        view.data.operations.takeover_orders,
        lambda item: (item.project, bullets(item.steps, "ol"), view.cite(item.source)),
        anchor="order",
    )
