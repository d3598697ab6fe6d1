"""What is known about the pasted kernels as a report."""

from collections import Counter
from collections.abc import Iterable, Mapping

from calculators.answers.inputs import fields
from calculators.answers.report import Answer, Given, PageLink, Reason, Report, Table, Verdict
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.kernel_list.lookup import NEAR, Checked, Finding
from calculators.kernels.advice import binds, changes
from calculators.kernels.model import ASKED, NAME, WITHOUT, WORST, Inputs, Judged, Result, form
from calculators.kernels.reading import lines
from calculators.kernels.words import FINDINGS, kind, line_numbers
from calculators.records.evidence import Source
from calculators.records.flow import Level
from calculators.records.kernel_lookup import KernelRules

AGENT = PageLink(page="compatibility/linux-agent.md", label="What the Linux Agent needs")
LISTS = PageLink(page="kernels.md", label="Kernels of the Linux Agent")
WINDOWS = PageLink(page="compatibility/windows-agent.md", label="What the Windows Agent needs")
WINDOWS_NAME = "windows"
DISAGREE = PageLink(page="disagreements.md", label="Where sources disagree")
LINKS: Mapping[Finding, PageLink] = {
    "outside": DISAGREE,
    "cloud": DISAGREE,
    "cloud-listed": DISAGREE,
    "confirm": DISAGREE,
    "debuginfo": LISTS,
    "elsewhere": LISTS,
    "open": LISTS,
    "unsure": LISTS,
    "system": WINDOWS,
}
"""What to read next about a finding; the page of the agent where nothing else is named."""
DOUBTFUL: tuple[Finding, ...] = ("cloud-listed", "debuginfo", "elsewhere", "confirm")
MOST_NAMED = 5
"""How many hosts or kernels a sentence names."""


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    counts = Counter(item.finding for item in result.judged)
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(result, counts, catalog),
        given=_given(inputs, catalog),
        answers=_answers(result, counts),
        matter=len(_answers(result, counts)),
        binds=binds(result),
        change=changes(result, catalog),
        reasons=_reasons(result, counts, catalog),
        tables=(_table(result),),
        notes=_notes(result, catalog),
        sources=_sources(result, counts, catalog),
        data_date=catalog.date,
    )


def _verdict(result: Result, counts: Counter[Finding], catalog: Catalog) -> Verdict:
    total = len(result.judged)
    groups = (
        (counts["listed"], "in the list without a doubt"),
        (_sum(counts, DOUBTFUL), "with a doubt"),
        (counts["dkms"], "to be built on the host"),
        (_sum(counts, WITHOUT), "without a module"),
        (_sum(counts, ASKED), "to be asked about"),
        (counts["system"], "with another system than Linux"),
    )
    parts = [f"{amount} {words}" for amount, words in groups if amount]
    made = ", ".join(dict.fromkeys(kernels.generated for kernels in catalog.kernels))
    counted = f"{count(total, kind(result))} read: {', '.join(parts)}. " if total > 1 else ""
    level, label = _headline(result, counts)
    return Verdict(level=level, label=label, text=f"{counted}The list was generated on {made}.")


def _headline(result: Result, counts: Counter[Finding]) -> tuple[Level, str]:
    total, noun = len(result.judged), kind(result)
    without, asked, doubtful = _sum(counts, WITHOUT), _sum(counts, ASKED), _sum(counts, DOUBTFUL)
    if without == total:
        return "bad", f"No module for this {noun}" if total == 1 else f"No module for any of the {total} {noun}s"
    if without:
        also = f", {asked} to ask about" if asked else ""
        return "caution", f"No module for {without} of {total} {noun}s{also}"
    if asked:
        some = f"Ask technical support: {asked} of {total} {noun}s"
        return "caution", f"Ask about this {noun}" if total == 1 else some
    if doubtful:
        return "caution", "Listed, but to be confirmed" if total == 1 else f"Confirm {doubtful} of {total} {noun}s"
    if counts["system"]:
        linux = total - counts["system"]
        return "mixed", f"{counts['system']} of {total} {noun}s run no Linux" if linux else "No Linux here"
    if counts["dkms"]:
        built = counts["dkms"]
        return "mixed", "Not listed, DKMS may build it" if total == 1 else f"Build {built} of {total} with DKMS"
    return "good", "A prebuilt module is listed" if total == 1 else f"All {total} {noun}s have a prebuilt module"


def _given(inputs: Inputs, catalog: Catalog) -> tuple[Given, ...]:
    text, chosen = fields(form(catalog))
    count = sum(1 for line in lines(inputs.kernels) if line.strip())
    value = inputs.kernels.strip() if count == 1 else f"{count} lines"
    assumed = text.assumed if inputs.kernels == text.default else None
    label = next(choice.label for choice in chosen.choices if choice.id == inputs.distribution)
    return (
        Given(field=text.id, label=text.label, value=" ".join(value.split())[:200], assumed=assumed),
        Given(field=chosen.id, label=chosen.label, value=label, assumed=None),
    )


def _answers(result: Result, counts: Counter[Finding]) -> tuple[Answer, ...]:
    """Return how many hosts or kernels there are of each kind. They add up to all that were read."""

    def answer(name: str, label: str, amount: int, detail: str) -> Answer:
        return Answer(
            id=name,
            label=label,
            value=str(amount),
            detail=detail,
            amount=amount,
            unit=f"{kind(result)}s",
        )

    return (
        answer("listed", "Listed", counts["listed"], "The agent brings a prebuilt module."),
        answer("doubtful", "Listed with a doubt", _sum(counts, DOUBTFUL), "Confirm them with technical support."),
        answer("dkms", "DKMS may build it", counts["dkms"], "The module is built on the host."),
        answer("without", "No module", _sum(counts, WITHOUT), "Neither listed, nor named for building."),
        answer("asked", "To ask about", _sum(counts, ASKED), "No kernel, or none for sure, was read."),
        answer("system", "No Linux", counts["system"], "Not judged here."),
    )


def _table(result: Result) -> Table:
    ranks = {finding: rank for rank, finding in enumerate(WORST)}
    judged = sorted(result.judged, key=lambda item: (ranks[item.finding], item.row.line))
    hosts = any(item.row.host for item in judged)
    columns = ("Kernel", "Result", "Host", "In the list", "Next older in the list", "Next newer in the list", "Line")
    return Table(
        title=f"Each {'host' if hosts else 'kernel'}, what needs attention first",
        columns=tuple(column for column in columns if hosts or column != "Host"),
        rows=tuple(_row(item, hosts=hosts) for item in judged),
        badges=tuple(FINDINGS[item.finding][0] for item in judged),
    )


def _row(item: Judged, *, hosts: bool) -> tuple[str, ...]:
    row = item.row
    near = [one for one in item.checked if one.finding in NEAR]
    names = [f"`{one.named.written}`" for one in item.checked]
    return (
        ", ".join(names) or row.system or "none read",
        FINDINGS[item.finding][1],
        *((row.host or "not named",) if hosts else ()),
        _listed(item),
        ", ".join(dict.fromkeys(_nearest(one.below) for one in near)),
        ", ".join(dict.fromkeys(_nearest(one.above) for one in near)),
        f"{row.line}, {row.times} times" if row.times > 1 else str(row.line),
    )


def _listed(item: Judged) -> str:
    """Return where the list holds the kernels of a row, or why that cannot be said."""
    if item.finding == "open":
        return f"{item.why}: `{item.row.text}`"
    if item.finding == "system":
        where = f": see '{WINDOWS.label}'" if WINDOWS_NAME in item.row.system.lower() else ""
        return f"no Linux{where}"
    places = [_place(one) for one in item.checked]
    told = (
        places[0]
        if len(places) == 1
        else "; ".join(f"`{one.named.written}` {FINDINGS[one.finding][1]}" for one in item.checked)
    )
    return f"{told}; {item.why}" if item.finding == "unsure" else told


def _nearest(build: str | None) -> str:
    return f"`{build}`" if build else "none"


def _place(item: Checked) -> str:
    if item.entry is not None:
        releases = ", ".join(dict.fromkeys(release for _, release in item.entry.places))
        return f"{releases}: `{item.entry.build}`"
    if item.maker is not None:
        return f"no: {item.maker.maker}"
    if item.finding in ("processor", "outside", "unsure"):
        return "no"
    return "no" if item.below or item.above else "no, and none of its kind"


def _reasons(result: Result, counts: Counter[Finding], catalog: Catalog) -> tuple[Reason, ...]:
    rules = catalog.kernel_rules
    ask = "Ask technical support."
    confirm = "Confirm with technical support before you promise these hosts."
    found: dict[Finding, tuple[str, str, Source | None]] = {
        "processor": (rules.processor.text, "Keep these hosts out of the project.", rules.processor.source),
        "outside": (
            f"The supported range is {rules.supported.lowest} to {rules.supported.highest}.",
            ask,
            rules.supported.source,
        ),
        "cloud": (rules.cloud.text, ask, rules.cloud.source),
        "maker": (f"{rules.cloud.text} These are: {_makers(result)}.", ask, rules.cloud.source),
        "missing": (_missing(result, rules), _missing_remedy(result, rules), rules.dkms.source),
        "open": (
            f"Nothing is known of {_open(result)}.",
            "Enter what `uname -r` prints there, or take the line out if it names no host.",
            catalog.kernels[0].source,
        ),
        "unsure": (
            f"Not sure: {_unsure(result)}.",
            "Enter what `uname -r` prints on these hosts.",
            catalog.kernels[0].source,
        ),
        "cloud-listed": (f"{rules.cloud.text} The list of prebuilt modules holds it all the same.", confirm, None),
        "debuginfo": (
            "The list holds this name, which is that of a package with debugging symbols. No kernel reports it.",
            "Enter what `uname -r` prints.",
            None,
        ),
        "elsewhere": (
            "The kernel stands in the list of another distribution only.",
            "Check which distribution the host runs.",
            None,
        ),
        "confirm": (_to_confirm(result), confirm, None),
        "system": (
            f"Hosts with another system have no kernel to look up: {_systems(result)}.",
            "See what the agent of their system needs.",
            rules.supported.source,
        ),
        "dkms": (_dkms(result, rules), _dkms_remedy(rules), rules.dkms.source),
    }
    # Installed kernels of one host can differ: then only the host counts, as one to ask about.
    anywhere = {item.finding: item for item in reversed(result.checked)}
    reasons = []
    for finding, (text, remedy, source) in found.items():
        if counts[finding]:
            level, label = FINDINGS[finding]
            reasons.append(
                Reason(
                    level=level,
                    label=label,
                    text=text,
                    remedy=remedy,
                    source=source or _source(anywhere[finding], rules),
                    link=LINKS.get(finding, AGENT),
                )
            )
    return tuple(reasons)


def _makers(result: Result) -> str:
    return ", ".join(dict.fromkeys(item.maker.maker for item in result.checked if item.maker))


def _open(result: Result) -> str:
    found = [item.row for item in result.judged if item.finding == "open"]
    named = list(dict.fromkeys(row.host for row in found if row.host))
    hosts = f"{', '.join(named[:MOST_NAMED])}{' and others' if len(named) > MOST_NAMED else ''}, " if named else ""
    return f"{hosts}{line_numbers([row.line for row in found])}"


def _unsure(result: Result) -> str:
    found = [item for item in result.judged if item.finding == "unsure"]
    told = [f"{item.row.host or f'`{item.checked[0].named.written}`'}, {item.why}" for item in found[:MOST_NAMED]]
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return "; ".join(told) + more


def _systems(result: Result) -> str:
    found = list(dict.fromkeys(item.row.system for item in result.judged if item.row.system))
    return ", ".join(found[:MOST_NAMED]) + (" and others" if len(found) > MOST_NAMED else "")


def _source(item: Checked, rules: KernelRules) -> Source:
    if item.finding == "cloud-listed" or item.entry is None:
        return rules.cloud.source
    return item.entry.places[0][0].source


def _missing(result: Result, rules: KernelRules) -> str:
    text = "There is no prebuilt module."
    if any(item.finding == "missing" and item.named_for_dkms for item in result.checked):
        dkms = rules.dkms
        text += f" Systems of this kind can build one, but only for kernels {dkms.lowest} to {dkms.highest}."
    return text


def _missing_remedy(result: Result, rules: KernelRules) -> str:
    near = any(item.finding == "missing" and (item.below or item.above) for item in result.checked)
    return "Ask technical support, or start the host with a kernel of the list." if near else "Ask technical support."


def _dkms(result: Result, rules: KernelRules) -> str:
    systems = dict.fromkeys(system for item in result.checked for system in item.systems)
    named = ", ".join(f"{system.name} (HyperBDR {system.hyperbdr} or later)" for system in systems)
    return (
        "There is no prebuilt module, but one can be built on the host for kernels "
        f"{rules.dkms.lowest} to {rules.dkms.highest}, on {named}."
    )


def _dkms_remedy(rules: KernelRules) -> str:
    needs = ", ".join(rules.dkms.needs[:-1])
    return f"Install the agent with `{rules.dkms.flag}`. The host needs {needs} and {rules.dkms.needs[-1]}."


def _to_confirm(result: Result) -> str:
    entries = [item.entry for item in result.checked if item.finding == "confirm" and item.entry]
    texts = dict.fromkeys(kernels.confirm for entry in entries for kernels, _ in entry.places if kernels.confirm)
    return " ".join(texts)


def _notes(result: Result, catalog: Catalog) -> tuple[str, ...]:
    rules, reading = catalog.kernel_rules, result.reading
    entries = [item.entry for item in result.checked if item.entry]
    lists = dict.fromkeys(kernels.note for entry in entries for kernels, _ in entry.places if kernels.note)
    other = catalog.document(rules.other.source).title
    rule = (
        f"{result.newer_than_other} of the kernels are newer than {rules.other.highest}, where another page "
        f"('{other}') ends the range. This guide goes by the list, which names each kernel."
    )
    return (
        "The list names exact kernels. Modules that were made after its date are not in it.",
        "'Next older' and 'next newer' are of the same series, such as el7, el7uek or generic.",
        *((rule,) if result.newer_than_other else ()),
        *((f"Other packages, such as headers: {count(reading.beside, 'line')}.",) if reading.beside else ()),
        *((f"Packages that are not installed: {count(reading.removed, 'line')}.",) if reading.removed else ()),
        *(
            (f"Installed kernels of hosts that say which one they run, not judged: {reading.not_running}.",)
            if reading.not_running
            else ()
        ),
        *lists,
        rules.upgrade.text,
    )


def _sources(result: Result, counts: Counter[Finding], catalog: Catalog) -> tuple[Source, ...]:
    rules = catalog.kernel_rules
    entries = [item.entry for item in result.checked if item.entry]
    found = [kernels.source for entry in entries for kernels, _ in entry.places]
    found += [rules.supported.source, rules.other.source, rules.upgrade.source]
    if _sum(counts, ("dkms", "missing")):
        found.append(rules.dkms.source)
    if counts["processor"]:
        found.append(rules.processor.source)
    return tuple(dict.fromkeys(found))


def _sum(counts: Counter[Finding], findings: Iterable[str]) -> int:
    return sum(count for finding, count in counts.items() if finding in findings)
