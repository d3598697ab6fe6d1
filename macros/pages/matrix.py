"""What supports what: source types against areas of conditions, and against operating systems."""

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from calculators.records.compatibility import OperatingSystem, SourceType, Verdict
from macros.data.findings import source_page
from macros.data.holding import EVERY, Holding, choice_of
from macros.pages.compatibility import (
    AREAS,
    BADGES,
    conditions_of,
    deciding_conditions,
    sources_by_mode,
    systems,
)
from macros.pages.view import NOT_STATED, View, joined, table

# The worst first: it decides. The sign says the same as the colour, and the words are read aloud.
SIGNS: dict[Verdict, str] = {"unsupported": "✕", "conditional": "!", "supported": "✓"}


def condition_matrix(view: View) -> Markup:
    """Return areas against source types: how many conditions of each verdict, with the way to the first of them."""
    sources = sources_by_mode(view.data)
    conditions = {item.id: item for source in sources for item in conditions_of(view.data, source)}
    frame = pd.DataFrame(
        {"area": item.area, "source": source.id, "verdict": item.verdict, "id": item.id}
        for source in sources
        for item in conditions_of(view.data, source)
    )
    found = dict(frame.groupby(["area", "source", "verdict"])["id"].agg(list))

    def count(source: SourceType, verdict: Verdict, ids: list[str]) -> Markup:
        rest = f", and {len(ids) - 1} more" if len(ids) > 1 else ""
        words = BADGES[verdict][1]
        return _badge_link(
            view.url(source_page(source), f"condition-{ids[0]}"),
            verdict,
            Markup('<span aria-hidden="true">{}</span> {}<span class="hb-spoken"> {}</span>').format(
                SIGNS[verdict], len(ids), words
            ),
            f"{words}: {conditions[ids[0]].condition}{rest}".replace("`", ""),
        )

    def cell(area: str, source: SourceType) -> Markup | None:
        verdicts = [verdict for verdict in SIGNS if (area, source.id, verdict) in found]
        counts = (count(source, verdict, found[area, source.id, verdict]) for verdict in verdicts)
        return Markup(" ").join(counts) or None

    areas = [area for area in AREAS if area in set(frame["area"])]
    return _matrix(
        table(
            "Conditions by area and source type",
            ("Area", *(_head(view, source) for source in sources)),
            ((area, *(cell(area, source) for source in sources)) for area in areas),
            (f"area-{area.lower().replace(' ', '-')}" for area in areas),
            follows="columns",
            columns_for=_columns_for(*([source] for source in sources)),
        )
    )


def condition_key(view: View) -> Markup:
    """Return what the signs of the matrix mean."""
    signs = (
        Markup(f'<span class="hb-badge {BADGES[verdict][0]}">{sign}</span> {BADGES[verdict][1]}')
        for verdict, sign in SIGNS.items()
    )
    silence = "no mark: no source says anything, which is neither yes nor no."
    return Markup('<p class="hb-key">') + Markup("; ").join((*signs, silence)) + Markup("</p>")


def system_matrix(view: View, kind: str) -> Markup:
    """Return the operating systems of one kind, linux or windows, against source types.

    Source types that say the same about every system share a column.
    """
    found = systems(view.data, kind)
    frame = pd.DataFrame(
        {
            "system": system.id,
            "source": source.id,
            "says": "versions" if source.mode == "agent" else system.guest_list or "",
        }
        for system in found
        for source in view.data.sources
        if source.mode == "agentless" or source.id == f"{kind}-agent"
    )
    sources = {source.id: source for source in sources_by_mode(view.data)}
    wide = frame.pivot(index="source", columns="system", values="says")
    wide = wide.reindex([name for name in sources if name in wide.index])
    columns = [
        [sources[str(name)] for name in same] for same in wide.groupby(list(wide.columns), sort=False).groups.values()
    ]

    def cell(system: OperatingSystem, source: SourceType) -> Markup:
        if source.mode == "agent":
            return _versions(view, system, source)
        link = next((link for link in view.data.links if link.id == system.guest_list), None)
        sheet = Markup('<a href="{}" rel="noopener">vendor\'s sheet</a>').format(link.url) if link else None
        return joined(NOT_STATED, sheet)

    return _matrix(
        view.records(
            f"{kind.capitalize()} systems by source type",
            ("System", *(Markup(", ").join(_head(view, source) for source in same) for same in columns)),
            found,
            lambda system: (system.name, *(cell(system, same[0]) for same in columns)),
            anchor="support",
            follows="columns",
            columns_for=_columns_for(*columns),
        )
    )


def _versions(view: View, system: OperatingSystem, source: SourceType) -> Markup:
    """Return the versions of a system by verdict, each verdict with the way to the row that says why."""
    why = view.url(source_page(source), f"system-{system.id}")
    parts = []
    if plain := [version for version in system.versions if version not in system.conditional]:
        parts.append(joined(_badge_link(why, "supported", BADGES["supported"][1]), ", ".join(plain)))
    if system.conditional:
        badge = _badge_link(why, "conditional", BADGES["conditional"][1])
        parts.append(joined(badge, ", ".join(system.conditional), deciding_conditions(view, system)))
    return joined(*parts, view.disagreements(system.conflicts))


def _badge_link(address: str, verdict: Verdict, inside: str, title: str = "") -> Markup:
    shown = Markup(' title="{}"').format(title) if title else ""
    return Markup('<a class="hb-badge {}" href="{}"{}>{}</a>').format(BADGES[verdict][0], address, shown, inside)


def _head(view: View, source: SourceType) -> Markup:
    """Return the link to a source type, without the word that most names share."""
    return view.link(source_page(source), source.name.removesuffix(" agentless"))


def _columns_for(*columns: Iterable[SourceType]) -> tuple[Holding, ...]:
    """Return for which projects the columns of a matrix are: the first names the rows, the others source types."""
    return EVERY, *(Holding(source=tuple(dict.fromkeys(map(choice_of, same)))) for same in columns)


def _matrix(html: Markup) -> Markup:
    return Markup('<div class="hb-matrix">\n') + html + Markup("\n</div>")
