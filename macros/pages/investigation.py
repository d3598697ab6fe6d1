"""What to collect, with which command, and why."""

from markupsafe import Markup, escape

from calculators.records.planning import ExportFormat, Fact
from macros.diagrams import inquiries
from macros.pages.view import View, bullets, joined, text, unfolding

SYSTEMS = {"linux": "Linux", "windows": "Windows", "vmware": "VMware", "any": "Any"}


def investigation_picture(view: View) -> Markup:
    """Return what the inquiries decide as a picture."""
    return inquiries(view.data.investigation)


def conclusions(view: View) -> Markup:
    """Return what the facts decide, with those that decide it and the page that works it out."""
    found = view.data.investigation
    facts = {fact.id: fact.what for area in found.areas for fact in area.facts}
    return view.records(
        "What the facts decide",
        ("Decided", "Follows from"),
        found.conclusions,
        lambda item: (
            view.link(item.page, item.name),
            bullets(dict.fromkeys(facts[name] for name in item.facts)),
        ),
        anchor="conclusion",
    )


def facts_to_collect(view: View, area: str) -> Markup:
    """Return what to collect in one area: host, network or application."""
    found = next(item for item in view.data.investigation.areas if item.id == area)
    purpose = Markup("<p>") + text(found.purpose) + Markup("</p>\n")
    if area == "host":
        systems = [name for name in SYSTEMS if any(fact.system == name for fact in found.facts)]
        tables = (
            _table(view, f"Hosts: {SYSTEMS[name]}", [fact for fact in found.facts if fact.system == name])
            for name in systems
        )
        return purpose + Markup("\n").join(tables)
    return purpose + _table(view, found.title, list(found.facts))


def _table(view: View, caption: str, facts: list[Fact]) -> Markup:
    with_how = any(fact.command or fact.read_from for fact in facts)
    columns = ("What", "How", "Why", "Source") if with_how else ("What", "Why", "Source")
    return view.records(caption, columns, facts, lambda fact: _row(view, fact, with_how=with_how), anchor="fact")


def _row(view: View, fact: Fact, *, with_how: bool) -> tuple[str | Markup | None, ...]:
    how = joined(_command(fact.command), f"What to read: {fact.read_from}" if fact.read_from else None, fact.note)
    why = text(fact.why) if with_how else joined(fact.why, fact.note)
    middle = (how or None, why) if with_how else (why,)
    return (fact.what, *middle, view.cite(fact.source))


def _command(command: str | None) -> str:
    if command is None:
        return ""
    return command if "`" in command else f"`{command}`"


def export_formats(view: View) -> Markup:
    """Return the files in which inventories arrive."""
    return view.records(
        "Inventory files",
        ("File", "Type", "How to get it", "Columns", "Source"),
        view.data.investigation.formats,
        lambda item: (
            item.name,
            item.format,
            joined(item.how, _watch_out(view, item)),
            unfolding(f"{len(item.columns)} columns", ", ".join(item.columns)) if item.columns else "not read",
            view.cite(item.source),
        ),
        anchor="format",
    )


def _watch_out(view: View, item: ExportFormat) -> Markup | None:
    note = joined(item.note, view.disagreements(item.conflicts))
    return Markup('<p class="hb-part">Watch out</p><p>{}</p>').format(note) if note else None


def investigation_result(view: View) -> Markup:
    """Return what the plan names that the investigation leads to."""
    found = view.data.investigation
    source = Markup('\n<p class="hb-cite">Source: ') + view.cite(found.result_source) + Markup("</p>")
    return bullets(found.result, name="The plan names") + source


def links(view: View, group: str) -> Markup:
    """Return the links of one group: compatibility, checklist, investigation, pre-settings or costs."""
    return view.records(
        "Pre-settings of targets without a form" if group == "pre-settings" else "Links outside this guide",
        ("Where to", "What is there", "Found in"),
        (item for item in view.data.links if item.group == group),
        lambda item: (
            Markup(f'<a href="{escape(item.url)}" rel="noopener">') + text(item.title) + Markup("</a>"),
            item.what,
            view.cite(item.source),
        ),
        anchor="link",
    )
