"""The page of the runbook with the sample; docs/assets/runbook/page.mjs puts the reader's project in its place."""

import json
from html import escape
from typing import Any

from markupsafe import Markup

from calculators.project import sample, write
from calculators.records.runbook import Runbook
from calculators.runbook import replied
from macros.pages.view import View

FIRST = "takeover"
"""The runbook that the page begins with."""


def runbook_page(view: View) -> Markup:
    """Return takeover order, runbooks and nights, with those of the sample until scripts have come."""
    catalog = view.data.catalog
    order = _replied(view, FIRST, "order")["html"]
    kinds = {kind.id: kind.title for kind in catalog.runbooks.kinds}
    others = "\n".join(_folded(view, kind) for kind in catalog.runbooks.kinds if kind.id != FIRST)
    project = json.dumps(json.loads(write(sample(catalog), catalog)), ensure_ascii=False, separators=(",", ":"))
    return Markup(
        f'<div class="hb-live">\n<hb-runbook runtime="{view.base}{view.runtime}/" base="{view.base}" '
        f'worker="{view.base}assets/python/worker.mjs" data-kinds="{escape(json.dumps(kinds))}" '
        f'data-sample="{escape(project)}" data-given="{escape(_given(view))}">\n'
        '<p class="hb-noscript">Systems and nights of your own need JavaScript, which is off or did not arrive. What '
        "stands here is a sample: it was invented.</p>\n"
        '<div class="hb-told" role="status"></div>\n<p class="hb-starting hb-quiet"></p>\n'
        '<h3 id="order">Takeover order</h3>\n'
        '<p class="hb-order-sample hb-quiet">A sample: these systems were invented. What you change here becomes a '
        "project that is called a sample; for your own systems begin a new project at the top of the page.</p>\n"
        '<section class="hb-systems" aria-label="Systems" hidden></section>\n'
        '<p class="hb-order-groups hb-quiet" hidden>These are the groups of your project, in their order. '
        "Add systems to say what needs what.</p>\n"
        '<p class="hb-order-wrong hb-problem" role="alert"></p>\n'
        f'<section class="hb-answer hb-order" aria-label="The takeover order">\n{order}\n</section>\n'
        '<div class="hb-actions hb-order-outgoing"></div>\n'
        '<h3 id="steps">Runbook</h3>\n'
        '<div class="hb-kinds" role="radiogroup" aria-label="Runbook" hidden></div>\n'
        '<div class="hb-clock" role="group" aria-label="The night itself" hidden></div>\n'
        '<section class="hb-nights" aria-label="Nights" hidden></section>\n<p class="hb-all-steps" hidden></p>\n'
        f'<section class="hb-answer hb-runbook-steps" aria-label="Steps">\n{_replied(view, FIRST, "steps")["html"]}\n'
        "</section>\n"
        '<div class="hb-actions hb-runbook-outgoing"></div>\n'
        f'<div class="hb-runbook-others">\n{others}\n</div>\n'
        '<details class="hb-fold"><summary><h3 id="people">Who is called</h3></summary>\n'
        '<section class="hb-people" aria-label="Who is called" hidden></section>\n</details>\n'
        '<details class="hb-fold"><summary><h3 id="messages">Drafts of messages</h3></summary>\n'
        '<section class="hb-drafts" aria-label="Drafts of messages" hidden></section>\n</details>\n'
        '<p class="hb-noscript">Without JavaScript both stand in the tables of each runbook.</p>\n'
        "</hb-runbook>\n</div>"
    )


def _replied(view: View, kind: str, wanted: str) -> Any:
    catalog = view.data.catalog
    asked = {"text": write(sample(catalog), catalog), "kind": kind, "wanted": [wanted]}
    return replied(asked, catalog, view.base)[wanted]


def _given(view: View) -> str:
    """Return what Python would say of the sample beside the HTML that is there, so that no reader waits for it."""
    found = {name: _replied(view, FIRST, name) for name in ("order", "steps", "contacts", "messages")}
    for name in ("order", "steps"):
        found[name].pop("html")
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _folded(view: View, kind: Runbook) -> str:
    return (
        f'<details class="hb-runbook-kind"><summary>{escape(kind.title)}</summary>\n<div class="hb-answer">\n'
        f"{_replied(view, kind.id, 'steps')['html']}\n</div></details>"
    )
