"""Glossary, disagreements, documents."""

from markupsafe import Markup

from calculators.records.evidence import Figure, Series
from calculators.wording import number
from macros.view import View, joined, quantity, table, text


def glossary(view: View) -> Markup:
    """Return the terms in alphabetical order."""
    items = Markup("\n").join(
        Markup(f'<dt id="{term.id}">') + text(term.term) + Markup("</dt>\n<dd>") + text(term.definition)
        + (Markup(" ") + view.link(term.page, "More") if term.page else Markup(""))
        + Markup(' <span class="hb-cite">') + view.cite(term.source) + Markup("</span></dd>")
        for term in sorted(view.data.terms, key=lambda term: term.term.casefold())
    )  # fmt: skip
    return Markup('<dl class="hb-glossary">\n') + items + Markup("\n</dl>")


def all_disagreements(view: View) -> Markup:
    """Return every place where sources contradict each other."""
    return table(
        "Disagreements",
        ("Topic", "What the sources say", "Used here", "Why"),
        (
            (conflict.topic, view.statements(conflict.statements), conflict.used, conflict.why)
            for conflict in view.data.conflicts
        ),
        (conflict.id for conflict in view.data.conflicts),
    )


def documents(view: View) -> Markup:
    """Return every document that facts were read from."""
    return table(
        "Documents",
        ("Document", "Language", "Version of"),
        (
            (
                Markup(f'<a href="{item.url}" rel="noopener">') + text(item.title) + Markup("</a>"),
                "Chinese" if item.language == "zh" else "English",
                item.read.isoformat(),
            )
            for item in view.data.documents
        ),
        (f"document-{item.id}" for item in view.data.documents),
    )


def figures(view: View) -> Markup:
    """Return every number that the calculators use, with where it comes from."""
    found: tuple[Figure | Series, ...] = (*view.data.figures, *view.data.series)
    return table(
        "Numbers that the calculators use",
        ("Number", "Value", "Basis", "Why, or where it was read"),
        (
            (
                item.label,
                quantity(", ".join(number(value) for value in _values(item)), item.unit),
                item.basis,
                joined(
                    item.why,
                    view.cite(item.source) if item.source else None,
                    view.disagreements(item.conflicts) if isinstance(item, Figure) else None,
                ),
            )
            for item in found
        ),
        (f"figure-{item.id}" for item in found),
    )


def _values(item: Figure | Series) -> tuple[float, ...]:
    return (item.value,) if isinstance(item, Figure) else item.values


def data_date(view: View) -> str:
    """Return the date of the data."""
    return view.data.catalog.date.isoformat()


def counted(view: View, what: str) -> str:
    """Return how many records of a kind there are."""
    counts = {
        "checklists": len(view.data.checklists.forms),
        "conflicts": len(view.data.conflicts),
        "documents": len(view.data.documents),
        "phases": len(view.data.plan.phases),
        "questions": sum(len(flow.questions) for flow in view.data.flows),
        "terms": len(view.data.terms),
    }
    return str(counts[what])
