"""What a project takes from an inventory, with a preview of its groups and a word on what is left out."""

from dataclasses import replace
from typing import Any

from calculators.answers.inputs import fields
from calculators.answers.report import Table
from calculators.answers.wording import count, exact
from calculators.catalog import Catalog
from calculators.inventory.grouping import By, Filled, Group, Grouped, Part, ProjectValue, fill
from calculators.inventory.judge import Assessed
from calculators.inventory.kept import Grouping, Kept
from calculators.inventory.out.words import SAID
from calculators.inventory.waves import SystemNeeds, Wished

PREFIX_SIGNS = "-_."
_LEFT_OUT: dict[str, str] = {
    **{str(verdict): words for verdict, words in SAID.items()},
    "template": "template",
    "placeholder": "placeholder",
    "service": "made by the platform for itself",
    "left out by a decision": "left out by a decision of yours",
}
_SEVERAL = {"decision": "need a decision", "template": "templates", "placeholder": "placeholders"}


def filled(assessed: Assessed, kept: Kept, catalog: Catalog, systems: tuple[SystemNeeds, ...] = ()) -> Filled:
    """Return the groups and values as the project keeps it how hosts are grouped, and which way reads them.

    `systems` are those of the project's takeover order.
    """
    grouping = kept.grouping or Grouping()
    wished = Wished(
        most_hosts=grouping.wave_hosts or wave_hosts(catalog),
        groups=grouping.waves,
        systems=systems,
    )
    return fill(assessed, replace(_grouped(assessed, grouping), wished=wished), way_of(assessed, kept))


def wave_hosts(catalog: Catalog) -> int:
    """Return how many hosts make a wave at most where the reader says no other number."""
    return round(catalog.value("wave-hosts"))


def systems_of(given: object) -> tuple[SystemNeeds, ...]:
    """Return the systems of a project's takeover order as a page gives them; anybody may have written them."""
    items = given if isinstance(given, list) else []
    told = [{name: item.get(name) for name in ("name", "group", "needs")} for item in items if isinstance(item, dict)]
    return tuple(
        SystemNeeds(**{name: text if isinstance(text, str) else "" for name, text in item.items()}) for item in told
    )


def way_of(assessed: Assessed, kept: Kept) -> str | None:
    """Return the way that the project goes on; None where it is the best one of each host."""
    return kept.way if kept.way in assessed.ways else None


def _grouped(assessed: Assessed, chosen: Grouping) -> Grouped:
    tags = {name for judged in assessed.hosts for name, _ in judged.host.tags}
    tier_tag = next((name for name in sorted(tags) if name.casefold() in ("tier", "service level", "priority")), "")
    by: By
    tag = ""
    patterns: tuple[tuple[str, str], ...] = ()
    match chosen.by:
        case "folder" | "cluster":
            by = chosen.by
        case "tag":
            by, tag = "tag", chosen.tag.strip()
        case "name":
            by, patterns = "name", _prefixes(assessed)
        case "patterns":
            by, patterns = "name", _patterns(chosen.patterns)
        case "hand":
            by = "none"
        case _:
            by = "all"
    return Grouped(by=by, tag=tag, patterns=patterns, hand=chosen.hand, tier_tag=tier_tag)


def _prefixes(assessed: Assessed) -> tuple[tuple[str, str], ...]:
    """Return the beginnings of names that end with a sign, such as `erp` of `erp-db-01`, as patterns."""
    found: dict[str, str] = {}
    for judged in assessed.hosts:
        name = judged.host.name.casefold()
        places = [place for sign in PREFIX_SIGNS if (place := name.find(sign)) > 0]
        if places:
            prefix = name[: min(places)]
            if prefix.isalnum():
                found.setdefault(f"{prefix}[{PREFIX_SIGNS[1:]}{PREFIX_SIGNS[0]}]*", prefix)
    return tuple(found.items())


def _patterns(text: str) -> tuple[tuple[str, str], ...]:
    """Return the patterns of lines such as `ERP: erp-*, sap-*`, each with the name of its group."""
    found = []
    for line in text.splitlines():
        name, colon, patterns = line.partition(":")
        found += [
            (glob.strip(), name.strip()) for glob in patterns.split(",") if colon and glob.strip() and name.strip()
        ]
    return tuple(found)


def groups_table(filled: Filled) -> Table:
    """Return the groups as they would stand in the project; ≥ marks a sum to which some hosts say nothing."""
    waves = {item.name: item.wave for item in filled.waves.placed}
    return Table(
        title="Groups for the project",
        columns=(
            "Group", "Hosts", "Used GB", "Provisioned GB", "Most disks of a host", "vCPU", "Memory GB", "Tier", "Wave",
        ),
        rows=tuple((*_row(group), str(waves[group.name])) for group in filled.groups),
    )  # fmt: skip


def waves(filled: Filled, kept: Kept, catalog: Catalog) -> dict[str, Any]:
    """Return the waves for a page to change: each group with its wave, what it needs and why, and what cannot be so."""
    groups = {group.name: group for group in filled.groups}
    wishes = {wish.group: wish for wish in (kept.grouping or Grouping()).waves}
    return {
        "rows": [
            {
                "group": item.name,
                "hosts": groups[item.name].hosts,
                "used": _part(groups[item.name].used_gb),
                "wave": item.wave,
                "typed": item.typed,
                "needs": wishes[item.name].needs if item.name in wishes else "",
                "known": list(item.needs),
                "why": item.why,
            }
            for item in filled.waves.placed
        ],
        "told": list(filled.waves.told),
        "most": wave_hosts(catalog),
    }


def _row(group: Group) -> tuple[str, ...]:
    sums = (group.used_gb, group.provisioned_gb, group.most_disks, group.vcpu, group.memory_gb)
    return (group.name, exact(group.hosts), *map(_part, sums), group.tier or "not told")


def _part(part: Part) -> str:
    if not part.value:
        return "not known"
    return f"{'≥ ' if part.missing else ''}{exact(round(part.value, 1))}"


def left_out(filled: Filled) -> str:
    """Return how many hosts do not count, by why, as a sentence."""
    hosts = sum(filled.left_out.values())
    if not hosts:
        return "Every host counts."
    told = [f"{exact(number)} {_why(why, number)}" for why, number in filled.left_out.items()]
    counted = f"{count(len(filled.protected), 'host')} {'counts' if len(filled.protected) == 1 else 'count'}."
    return f"{counted} {count(hosts, 'host')} {'is' if hosts == 1 else 'are'} left out: {', '.join(told)}."


def _why(why: str, hosts: int) -> str:
    """Return why hosts are left out, to stand behind their number."""
    return (_SEVERAL.get(why) if hosts != 1 else None) or _LEFT_OUT.get(why, why)


def values(filled: Filled, way: str | None = None) -> dict[str, dict[str, str]]:
    """Return the values of the project by id: measured where every host says it, else derived as a lower bound.

    `way` is the one that the reader chose to read hosts.
    """
    found = {item.id: {"value": item.value, "origin": _origin(item)} for item in filled.values}
    if way is not None:
        found["source"] = {"value": way, "origin": "typed"}
    if filled.groups:
        found["groups"] = {"value": filled.table, "origin": "measured"}
    return found


def _origin(item: ProjectValue) -> str:
    return "measured" if item.whole else "derived"


def sentences(filled: Filled, catalog: Catalog) -> tuple[str, ...]:
    """Return what each value is worked out from, by the names that the project's form has for them."""
    known = {field.id: field for field in fields(catalog.project)}
    amounts = {item.id: f"{item.value} {known[item.id].unit}".rstrip() for item in filled.values}
    return tuple(f"{known[item.id].label}: {amounts[item.id]}; {item.source}." for item in filled.values)
