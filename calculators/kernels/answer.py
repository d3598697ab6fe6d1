"""What is known about the pasted kernels as a report."""

from collections import Counter
from collections.abc import Iterable, Mapping

from calculators.answers.inputs import fields
from calculators.answers.report import Answer, Given, PageLink, Reason, Report, Table, Verdict
from calculators.catalog import Catalog
from calculators.kernels.model import NAME, NEAR, Checked, Finding, Inputs, Result, form
from calculators.kernels.reading import lines
from calculators.records.evidence import Source
from calculators.records.flow import Level
from calculators.records.kernel_lookup import KernelRules

AGENT = PageLink(page="compatibility/linux-agent.md", label="What the Linux Agent needs")
LISTS = PageLink(page="kernels.md", label="Kernels of the Linux Agent")
DISAGREE = PageLink(page="disagreements.md", label="Where sources disagree")
LINKS: Mapping[Finding, PageLink] = {
    "outside": DISAGREE,
    "cloud": DISAGREE,
    "cloud-listed": DISAGREE,
    "confirm": DISAGREE,
    "debuginfo": LISTS,
    "elsewhere": LISTS,
}
"""What to read next about a finding; the page of the agent where nothing else is named."""
MOST_LINES = 5
"""How many lines without a kernel are repeated."""

# What needs attention first comes first in the table.
FINDINGS: Mapping[Finding, tuple[Level, str]] = {
    "processor": ("bad", "other processor"),
    "outside": ("bad", "outside the range"),
    "cloud": ("bad", "cloud kernel, not listed"),
    "missing": ("bad", "not listed"),
    "cloud-listed": ("caution", "listed, cloud tag"),
    "debuginfo": ("caution", "listed as debuginfo"),
    "elsewhere": ("caution", "listed elsewhere"),
    "confirm": ("caution", "listed, to confirm"),
    "dkms": ("mixed", "DKMS may build it"),
    "listed": ("good", "listed"),
}
WITHOUT = ("processor", "outside", "cloud", "missing")
DOUBTFUL = ("cloud-listed", "debuginfo", "elsewhere", "confirm")


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    counts = Counter(item.finding for item in result.checked)
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(result, counts, catalog),
        given=_given(inputs, catalog),
        answers=_answers(counts),
        reasons=_reasons(result, counts, catalog),
        warnings=_warnings(result),
        tables=(_table(result),),
        notes=_notes(result, catalog),
        sources=_sources(result, counts, catalog),
        data_date=catalog.date,
    )


def _verdict(result: Result, counts: Counter[Finding], catalog: Catalog) -> Verdict:
    total = len(result.checked)
    listed, without = counts["listed"], _sum(counts, WITHOUT)
    doubtful, built = _sum(counts, DOUBTFUL), counts["dkms"]
    level, label = _headline(total, without, doubtful, built)
    parts = [
        f"{listed} of {total} stand in the list without a doubt" if total > 1 and listed else "",
        f"{doubtful} with a doubt" if total > 1 and doubtful else "",
        f"{built} can be built on the host" if total > 1 and built else "",
        f"{without} have no module" if total > 1 and without else "",
    ]
    made = ", ".join(dict.fromkeys(kernels.generated for kernels in catalog.kernels))
    counted = ", ".join(part for part in parts if part)
    text = f"The list was generated on {made}."
    return Verdict(level=level, label=label, text=f"{counted[0].upper()}{counted[1:]}. {text}" if counted else text)


def _headline(total: int, without: int, doubtful: int, built: int) -> tuple[Level, str]:
    if without == total:
        return "bad", "No module for this kernel" if total == 1 else f"No module for any of the {total} kernels"
    if without:
        return "caution", f"No module for {without} of {total} kernels"
    if doubtful:
        return "caution", "Listed, but to be confirmed" if total == 1 else f"Confirm {doubtful} of {total} kernels"
    if built:
        return "mixed", "Not listed, DKMS may build it" if total == 1 else f"Build {built} of {total} with DKMS"
    return "good", "A prebuilt module is listed" if total == 1 else f"All {total} kernels have a prebuilt module"


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


def _answers(counts: Counter[Finding]) -> tuple[Answer, ...]:
    def answer(name: str, label: str, count: int, detail: str) -> Answer:
        return Answer(id=name, label=label, value=str(count), detail=detail, amount=count, unit="kernels")

    return (
        answer("listed", "Listed", counts["listed"], "The agent brings a prebuilt module."),
        answer("doubtful", "Listed with a doubt", _sum(counts, DOUBTFUL), "Confirm them with technical support."),
        answer("dkms", "DKMS may build it", counts["dkms"], "The module is built on the host."),
        answer("without", "No module", _sum(counts, WITHOUT), "Neither listed, nor named for building."),
    )


def _table(result: Result) -> Table:
    ranks = {finding: rank for rank, finding in enumerate(FINDINGS)}
    checked = sorted(result.checked, key=lambda item: (ranks[item.finding], item.named.line))
    return Table(
        title="Each kernel, what needs attention first",
        columns=("Kernel", "Result", "In the list", "Next older in the list", "Next newer in the list", "Line"),
        rows=tuple(_row(item) for item in checked),
        badges=tuple(FINDINGS[item.finding][0] for item in checked),
    )


def _row(item: Checked) -> tuple[str, ...]:
    times = f", {item.named.times} times" if item.named.times > 1 else ""
    below, above = (_nearest(build) if item.finding in NEAR else "" for build in (item.below, item.above))
    return (
        f"`{item.named.written}`",
        FINDINGS[item.finding][1],
        _place(item),
        below,
        above,
        f"{item.named.line}{times}",
    )


def _nearest(build: str | None) -> str:
    return f"`{build}`" if build else "none"


def _place(item: Checked) -> str:
    if item.entry is not None:
        releases = ", ".join(dict.fromkeys(release for _, release in item.entry.places))
        return f"{releases}: `{item.entry.build}`"
    if item.finding in ("processor", "outside"):
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
        "missing": (_missing(result, rules), _missing_remedy(result, rules), rules.dkms.source),
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
        "dkms": (_dkms(result, rules), _dkms_remedy(rules), rules.dkms.source),
    }
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


def _warnings(result: Result) -> tuple[str, ...]:
    unread = result.reading.unread
    told = [f"Line {line.number} names no kernel and was left out: `{line.text}`" for line in unread[:MOST_LINES]]
    if len(unread) > MOST_LINES:
        numbers = ", ".join(str(line.number) for line in unread[MOST_LINES : 4 * MOST_LINES])
        more = " and more" if len(unread) > 4 * MOST_LINES else ""
        told.append(f"{len(unread) - MOST_LINES} further lines name no kernel and were left out: {numbers}{more}.")
    return tuple(told)


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
        *((f"{reading.beside} lines are of packages beside a kernel, such as headers.",) if reading.beside else ()),
        *((f"{reading.removed} lines are of packages that were removed.",) if reading.removed else ()),
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
