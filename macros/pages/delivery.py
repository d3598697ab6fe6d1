"""Responsibilities, acceptance and operations."""

from typing import Literal

from markupsafe import Markup, escape

from calculators.checklist.report import responsibility_key
from macros.pages.view import View, bullets, joined, text


def responsibilities(view: View) -> Markup:
    """Return who is responsible for what in a proof of concept."""
    return view.records(
        "Who does what in a proof of concept",
        ("Item", "Part of the project", "Vendor", "Customer", "Agreed", "Source"),
        view.data.checklists.responsibilities,
        lambda item: (
            item.item,
            item.area,
            item.vendor,
            item.customer,
            judged(responsibility_key(item.area, item.item), item.item),
            view.cite(item.source),
        ),
    )


def acceptance_criteria(view: View, direction: str) -> Markup:
    """Return what acceptance is judged by, dr or failback: in a browser it is judged there, on paper in boxes."""
    items = Markup("\n").join(
        Markup(f'<li data-at="{escape(view.place(item))}"><p class="hb-criterion">') + text(item.criterion)
        + Markup('</p><p class="hb-criterion-how">') + text(item.how) + Markup(" ") + view.cited(item.source)
        + Markup("</p>") + judged(item.id, item.criterion, "met") + Markup("</li>")
        for item in view.data.operations.criteria
        if item.direction == direction
    )  # fmt: skip
    return Markup('<ul class="hb-criteria">\n') + items + Markup("\n</ul>")


def judged(key: str, words: str, kind: Literal["met", "agreed"] = "agreed") -> Markup:
    """Return a box to tick on paper; docs/assets/checklists/judged.mjs puts a choice in its place and keeps it."""
    return (
        Markup(f'<span class="hb-judged" data-judged="{escape(key)}" data-kind="{kind}" data-words="')
        + escape(words.replace("`", ""))
        + Markup('"><span class="hb-tick" aria-hidden="true">☐</span></span>')
    )


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
