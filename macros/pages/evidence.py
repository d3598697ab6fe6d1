"""Glossary, disagreements, documents."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from calculators.answers.wording import exact
from calculators.records.arithmetic import Outcome
from calculators.records.evidence import Conflict, Figure, Series
from macros.pages.view import View, bullets, day, folded, joined, quantity, table, text, unfolding


def glossary(view: View) -> Markup:
    """Return the terms in alphabetical order."""
    items = Markup("\n").join(
        Markup(f'<dt id="{term.id}" data-at="{view.place(term)}">') + text(term.term)
        + Markup("</dt>\n<dd>") + text(term.definition)
        + (text(f" Also: {', '.join(term.also)}.") if term.also else Markup(""))
        + (Markup(" ") + view.link(term.page, "More") if term.page else Markup(""))
        + Markup(" ") + view.cited(term.source) + Markup("</dd>")
        for term in sorted(view.data.terms, key=lambda term: term.term.casefold())
    )  # fmt: skip
    return Markup('<dl class="hb-glossary">\n') + items + Markup("\n</dl>")


def all_disagreements(view: View) -> Markup:
    """Return every place where sources contradict each other: a line a topic, with its sides folded."""
    found = view.data.conflicts

    def sides(conflict: Conflict) -> Markup:
        why = Markup("<p><b>Why:</b> ") + text(conflict.why) + Markup("</p>")
        return unfolding(f"{len(conflict.statements)} statements", view.statements(conflict.statements) + why)

    return table(
        "Disagreements",
        ("Topic", "Used here", "What the sources say, and why"),
        ((conflict.topic, conflict.used, sides(conflict)) for conflict in found),
        (conflict.id for conflict in found),
        places=map(view.place, found),
        resources=("conflicts",),
    )


def disagreement_marks(view: View, names: Iterable[str]) -> Markup:
    """Return a link for each disagreement to what every side says, for cells that have no room for it."""
    return joined(*(view.link(f"disagreements/#{name}", "sources disagree") for name in names))


def disagreement_notes(view: View, names: Iterable[str]) -> Markup:
    """Return each disagreement once, with its topic and what is used here, to stand below a table."""
    found = {conflict.id: conflict for conflict in view.data.conflicts}
    return Markup("\n").join(
        Markup('<div class="hb-beside"><b>')
        + text(found[name].topic)
        + Markup(":</b> ")
        + text(found[name].used)
        + view.disagreements([name])
        + Markup("</div>")
        for name in dict.fromkeys(names)
    )


def conventions(view: View) -> Markup:
    """Return how pages of the documentation count."""
    return view.records(
        "How pages count",
        ("What counts how", "Source"),
        view.data.arithmetic.conventions,
        lambda item: (item.counts, view.cite(item.source)),
        anchor="convention",
        sentences=True,
    )


def recomputed_sums(view: View) -> Markup:
    """Return published sums with what they give when they are done again, folded."""
    sums = view.data.arithmetic.sums
    found = view.records(
        "Published sums, done again",
        ("What", "Printed", "Sum", "Gives", "The page is", "Remark", "Source"),
        sums,
        lambda item: (
            item.what,
            item.printed,
            bullets(_sum(working) for working in item.working) if len(item.working) > 1 else _sum(item.working[0]),
            f"{' to '.join(exact(value) for value in item.computed)} {item.unit}",
            _outcome(item.outcome),
            joined(item.remark, view.disagreements(item.conflicts)) or None,
            view.cite(item.source),
        ),
        anchor="sum",
        sentences=True,
    )
    return folded(f"{len(sums)} published sums, done again", found)


def _sum(working: str) -> str:
    for sign, shown in (("*", " × "), ("/", " ÷ "), ("+", " + "), ("-", " − "), ("ceil", "round up ")):
        working = working.replace(sign, shown)
    return working


def _outcome(outcome: Outcome) -> Markup:
    kinds = {"exact": "hb-yes", "rounded": "hb-yes", "differs": "hb-maybe", "wrong": "hb-no", "derived": "hb-maybe"}
    return Markup(f'<span class="hb-badge {kinds[outcome]}">{outcome}</span>')


def documents(view: View) -> Markup:
    """Return every document that facts were read from."""
    return view.records(
        "Documents",
        ("Document", "Language", "Version of"),
        view.data.documents,
        lambda item: (
            Markup(f'<a href="{escape(item.url)}" rel="noopener">') + text(item.title) + Markup("</a>"),
            "Chinese" if item.language == "zh" else "English",
            day(item.read),
        ),
        anchor="document",
    )


def figures(view: View) -> Markup:
    """Return every number that the calculators use, with where it comes from."""
    found: tuple[Figure | Series, ...] = (*view.data.figures, *view.data.series)
    return view.records(
        "Numbers that the calculators use",
        ("Number", "Value", "Basis", "Why, or where it was read"),
        found,
        lambda item: (
            item.label,
            quantity(", ".join(exact(value) for value in _values(item)), item.unit),
            item.basis,
            joined(
                item.why,
                view.cite(item.source) if item.source else None,
                view.disagreements(item.conflicts) if isinstance(item, Figure) else None,
            ),
        ),
        anchor="figure",
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
        "sources": len(view.data.sources),
        "targets": len(view.data.targets),
        "terms": len(view.data.terms),
    }
    return str(counts[what])
