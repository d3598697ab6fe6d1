"""What supports what: source types against features of hosts, and against operating systems."""

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from calculators.records.compatibility import Condition, OperatingSystem, SourceType, Verdict
from macros.data.findings import source_page
from macros.data.holding import EVERY, Holding, choice_of
from macros.pages.compatibility import (
    AREAS,
    BADGES,
    badge,
    conditions_of,
    deciding_conditions,
    reason_of,
    remedy_of,
    sources_by_mode,
    systems,
)
from macros.pages.view import NOT_STATED, View, joined, table, text

# The worst first: it decides. The sign says the same as the colour, and the words are read aloud.
SIGNS: dict[Verdict, str] = {"unsupported": "✕", "conditional": "!", "supported": "✓"}
VALUES: dict[Verdict, str] = {"supported": "yes", "conditional": "if", "unsupported": "no"}


def condition_matrix(view: View) -> Markup:
    """Return features of hosts against source types: what each says, with the reason and the remedy in its cell."""
    sources = sources_by_mode(view.data)
    rows: dict[tuple[int, str], dict[str, list[Condition]]] = {}
    for source in sources:
        for item in conditions_of(view.data, source):
            row = rows.setdefault((AREAS.index(item.area), item.feature or item.condition), {})
            row.setdefault(source.id, []).append(item)
    # What is about one platform only comes last, and first in an area what most of the source types speak of.
    found = sorted(rows.items(), key=lambda pair: (AREAS[pair[0][0]] == "Platform", pair[0][0], -len(pair[1])))
    return _matrix(
        table(
            "Features by source type",
            ("Feature", *(_head(view, source) for source in sources)),
            (
                (
                    joined(feature, Markup('<span class="hb-quiet">{}</span>').format(AREAS[area])),
                    *(_cell(view, source, feature, said.get(source.id, [])) for source in sources),
                )
                for (area, feature), said in found
            ),
            (f"feature-{next(iter(said.values()))[0].id}" for _, said in found),
            sentences=True,
            follows="columns",
            columns_for=_columns_for(*([source] for source in sources)),
        )
    )


def _cell(view: View, source: SourceType, feature: str, conditions: list[Condition]) -> Markup | None:
    """Return what a source type says of a feature: the worst of it in a word, all of it where that is unfolded."""
    if not conditions:
        return None
    worst = min((item.verdict for item in conditions), key=list(SIGNS).index)
    told = Markup("").join(_told(view, source, feature, item) for item in conditions)
    return Markup('<details class="hb-worst"><summary>{}</summary>{}</details>').format(_value(worst), told)


def _told(view: View, source: SourceType, feature: str, item: Condition) -> Markup:
    """Return a condition with its reason, its remedy and the way to its row."""
    what = joined(item.condition, badge(item.verdict)) if item.condition != feature else badge(item.verdict)
    row = view.link(source_page(source), "Source and row", f"condition-{item.id}")
    words = (what, reason_of(item), remedy_of(item), row)
    return Markup('<span class="hb-told">{}</span>').format(Markup("<br>").join(text(part) for part in words if part))


def _value(verdict: Verdict) -> Markup:
    """Return a verdict as a word that fits a narrow column, with its sign."""
    return Markup('<span class="hb-badge {}"><span aria-hidden="true">{}</span> {}</span>').format(
        BADGES[verdict][0], SIGNS[verdict], VALUES[verdict]
    )


def condition_key(view: View) -> Markup:
    """Return what the words of the matrix mean."""
    words = (joined(_value(verdict), BADGES[verdict][1]) for verdict in VALUES)
    silence = "a dash: no source says anything, which is neither yes nor no."
    return Markup('<p class="hb-key">') + Markup("; ").join((*words, silence)) + Markup("</p>")


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


def _badge_link(address: str, verdict: Verdict, inside: str) -> Markup:
    return Markup('<a class="hb-badge {}" href="{}">{}</a>').format(BADGES[verdict][0], address, inside)


def _head(view: View, source: SourceType) -> Markup:
    """Return the link to a source type, without the word that most names share."""
    return view.link(source_page(source), source.name.removesuffix(" agentless"))


def _columns_for(*columns: Iterable[SourceType]) -> tuple[Holding, ...]:
    """Return for which projects the columns of a matrix are: the first names the rows, the others source types."""
    return EVERY, *(Holding(source=tuple(dict.fromkeys(map(choice_of, same)))) for same in columns)


def _matrix(html: Markup) -> Markup:
    return Markup('<div class="hb-matrix">\n') + html + Markup("\n</div>")
