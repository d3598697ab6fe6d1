"""Checklists, acceptance and operations."""

from markupsafe import Markup

from calculators.checklists import applies
from calculators.records.delivery import Checklist, Step
from macros.view import View, bullets, joined, table, text

SITES = {
    "vmware": "VMware, agentless",
    "agent": "Linux or Windows hosts, agent",
    "aws": "AWS, agentless",
    "host": "Host",
}
NETWORKS = {"vpn": "VPN or dedicated line", "public": "Public network"}


def checklist_matrix(view: View, direction: str) -> Markup:
    """Return every published checklist of one direction, dr or failback, with the link to its form."""
    first = "Source" if direction == "dr" else "Back to"
    return table(
        "Disaster recovery checklists" if direction == "dr" else "Failback checklists",
        ("Cloud", first, "Storage", "Network", "Steps", "Original form"),
        (
            (
                form.cloud,
                _site(form),
                f"{form.storage.capitalize()} storage",
                NETWORKS[form.network],
                str(
                    sum(1 for step in view.data.checklists.steps if step.direction == direction and applies(step, form))
                ),
                Markup(f'<a href="{form.form}" rel="noopener">Checklist {form.number}</a>'),
            )
            for form in view.data.checklists.forms
            if form.direction == direction
        ),
        (f"checklist-{form.id}" for form in view.data.checklists.forms if form.direction == direction),
    ) + _matrix_source(view, direction)


def _site(form: Checklist) -> str:
    return "VMware" if form.direction == "failback" and form.site == "vmware" else SITES[form.site]


def _matrix_source(view: View, direction: str) -> Markup:
    forms = [form for form in view.data.checklists.forms if form.direction == direction]
    return Markup('\n<p class="hb-cite">Source: ') + view.cites(form.source for form in forms) + Markup("</p>")


def checklist_steps(view: View, direction: str) -> Markup:
    """Return every step of one direction, a table a phase, with owner, proof and where it holds."""
    found = view.data.checklists
    tables = []
    for phase in found.phases:
        if phase.direction != direction:
            continue
        steps = [step for step in found.steps if step.phase == phase.id]
        tables.append(
            table(
                # Both directions stand on one page, and each table needs a name of its own.
                phase.name if direction == "dr" else f"{phase.name} (failback)",
                ("Step", "Holds for", "Who", "Done when", "Source"),
                (
                    (
                        step.action,
                        _holds_for(step),
                        joined(step.owner, "(inferred)" if step.owner_basis.startswith("inferred") else None),
                        joined(step.proof, view.disagreements(step.conflicts)),
                        view.cites(step.sources),
                    )
                    for step in steps
                ),
                (f"step-{step.id}" for step in steps),
                sentences=True,
            )
        )
    return Markup("\n").join(tables)


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


def responsibilities(view: View) -> Markup:
    """Return who is responsible for what in a proof of concept."""
    return table(
        "Who does what in a proof of concept",
        ("Item", "Part of the project", "Vendor", "Customer", "Source"),
        (
            (item.item, item.area, item.vendor, item.customer, view.cite(item.source))
            for item in view.data.checklists.responsibilities
        ),
    )


def acceptance_criteria(view: View, direction: str) -> Markup:
    """Return what acceptance is judged by, dr or failback, with boxes to tick in print."""
    items = Markup("\n").join(
        Markup('<li><label><input type="checkbox"> <span>') + text(item.criterion) + Markup("</span></label> ")
        + text(item.how) + Markup(' <span class="hb-cite">') + view.cite(item.source) + Markup("</span></li>")
        for item in view.data.operations.criteria
        if item.direction == direction
    )  # fmt: skip
    return Markup('<ul class="hb-steps">\n') + items + Markup("\n</ul>")


def practices(view: View, topic: str) -> Markup:
    """Return what to do, check or know about one topic."""
    found = next(item for item in view.data.operations.topics if item.id == topic)
    return bullets(
        (
            joined(
                item.text,
                Markup('<span class="hb-cite">') + view.cite(item.source) + Markup("</span>"),
                view.disagreements(item.conflicts),
            )
            for item in view.data.operations.practices
            if item.topic == found.id
        ),
        name=found.title,
    )


def alarms(view: View, kind: str) -> Markup:
    """Return the alarms worth setting, resource or event."""
    return table(
        "Resource alarms" if kind == "resource" else "Event alarms",
        ("Watches", "Fires when", "Level", "Source"),
        (
            (item.watches, item.rule, item.level, view.cite(item.source))
            for item in view.data.operations.alarms
            if item.kind == kind
        ),
    )


def takeover_orders(view: View) -> Markup:
    """Return orders in which systems are taken over."""
    return table(
        "Orders of takeover",
        ("Project", "Order", "Source"),
        (
            (item.project, bullets(item.steps, "ol"), view.cite(item.source))
            for item in view.data.operations.takeover_orders
        ),
    )
