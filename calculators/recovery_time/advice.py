"""What the recovery time calculator recommends: the storage type, the means of the tier, and the recovery host."""

from collections.abc import Iterator
from dataclasses import replace

from calculators.answers.report import PageLink, Reason
from calculators.answers.wording import exact, number
from calculators.catalog import Catalog
from calculators.records.flow import Level
from calculators.recovery_time.model import MEMORY_CLASS, Inputs, Outcome, Result, stands_in
from calculators.recovery_time.words import STANDS_IN, clock

TIERS = PageLink(page="objectives.md#tiers", label="Tiers")
STORAGES = PageLink(page="objectives.md#block-or-object-storage", label="Block or object storage")
HOSTS = PageLink(page="objectives.md#recovery-hosts-for-object-storage", label="Recovery hosts")
# Tiers that no storage type reaches without something in the application or the database.
BEYOND_STORAGE = ("tier-0", "tier-1")


def reasons(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Reason, ...]:
    """Return what is recommended, the most important first."""
    storage = _storage(inputs, result, catalog)
    if stands_in(inputs):
        level: Level = "caution" if storage.level == "good" else storage.level
        storage = replace(storage, level=level, text=f"{storage.text} {STANDS_IN}")
    return (
        *_means(inputs, result),
        storage,
        *(_recovery_host(inputs, result, catalog) if inputs.storage == "object" else ()),
    )


def _means(inputs: Inputs, result: Result) -> Iterator[Reason]:
    if inputs.tier in BEYOND_STORAGE:
        tier = result.tier
        yield Reason(
            level="mixed",
            label=f"{tier.name}: more than storage",
            text=f"The usual RTO is {tier.rto} and the usual RPO {tier.rpo}. {tier.means}",
            remedy="Plan it for the application itself, and the hosts beside it here.",
            source=tier.source,
            link=TIERS,
        )


def _storage(inputs: Inputs, result: Result, catalog: Catalog) -> Reason:
    """Return the storage type that fits: the chosen one where the reader's own drill meets the wanted RTO with it.

    Without that, by published times: object where it meets the RTO, else block where that does.
    """
    found = result.storages
    if inputs.host_minutes is not None and result.outcome.met == "yes" and inputs.tier not in BEYOND_STORAGE:
        other = "block" if inputs.storage == "object" else "object"
        text = (
            f"By the time of your own drill {inputs.storage} storage takes {_plan(result.outcome)}, within the wanted "
            f"RTO. {_published(other, found[other])}"
        )
        remedy = "Repeat the drill with all hosts of a wave."
        return _reason("good", f"Stay with {inputs.storage} storage: your drill meets the RTO", text, remedy, catalog)
    source = next(item for item in catalog.recovery.objectives if item.storage == "object").source
    if found["object"].met == "yes" and inputs.tier not in BEYOND_STORAGE:
        text = (
            f"Object storage meets the wanted RTO ({_plan(found['object'])}), and it needs no gateway and no cloud "
            f"disks before a recovery. Block storage would take {_plan(found['block'])}."
        )
        remedy = "Prove it with the largest host in a drill."
        if found["object"].guessed:
            text = f"{text} The time from object storage is extrapolated: nobody measured it."
            return _reason("caution", "Object storage, if a drill proves it", text, remedy, catalog)
        return _reason("good", "Recommended: object storage", text, remedy, catalog)
    if found["block"].met == "yes":
        text = (
            f"Block storage takes {_plan(found['block'])}, whatever the data volume is; object storage: "
            f"{_plan(found['object'])}."
        )
        remedy = "Prove it with all hosts of a wave in a drill."
        return _reason("good", "Recommended: block storage", text, remedy, catalog)
    if found["block"].total is None and found["object"].total is None:
        text = "No published time fits your platform, so the RTO cannot decide between block and object storage."
        remedy = "Recover one host of each kind in a drill and enter its time."
        return Reason(
            level="caution", label="Storage: not decided", text=text, remedy=remedy, source=source, link=STORAGES
        )
    text = (
        f"Neither block storage ({_plan(found['block'])}) nor object storage ({_plan(found['object'])}) meets the "
        "wanted RTO with these waves and parts."
    )
    remedy = "Shorten what is listed under what would change the RTO, beginning with the waves."
    return _reason("bad", "Storage alone does not do it", text, remedy, catalog)


def _reason(level: Level, label: str, text: str, remedy: str, catalog: Catalog) -> Reason:
    block = next(item for item in catalog.recovery.objectives if item.storage == "block")
    return Reason(
        level=level,
        label=label,
        text=text,
        remedy=remedy,
        source=block.source,
        link=STORAGES,
        conflicts=block.conflicts,
    )


def _published(storage: str, outcome: Outcome) -> str:
    """Return what published times say of the other storage, where there are any."""
    if outcome.total is None:
        return f"No time is published for {storage} storage."
    return f"By published times {storage} storage would take {_plan(outcome)}."


def _plan(outcome: Outcome) -> str:
    total = outcome.total
    if total is None:
        return "no published time"
    high, plan = clock(total.high), clock(total.plan)
    return plan if high == plan else f"{plan}, up to {high}"


def _recovery_host(inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Reason]:
    host, table = result.recovery_host, catalog.recovery.flavors
    limit = exact(catalog.value(MEMORY_CLASS))
    families = "; ".join(f"{row.family}: {', '.join(row.series)}" for row in table.rows if row.memory == host.memory)
    if host.by_disks:
        why = f"The disks of a host need {number(host.memory_gb)} GB to be restored at once, more than {limit} GB."
    elif host.small is None or host.large is None:
        why = f"The disks of a host need {number(host.memory_gb)} GB to be restored at once."
        why += " The published times do not compare the two classes for it."
    elif not host.fits_small:
        why = f"With up to {limit} GB the RTO is {clock(host.small)}, with more it is {clock(host.large)}."
    else:
        why = f"All disks of a host are restored at once, and the RTO is {clock(host.small)}."
        if host.large < host.small:
            why += f" More than {limit} GB would make it {clock(host.large)}."
    needed = number(host.memory_gb)
    if host.by_disks:
        take = f"at least {needed} GB"
    elif not host.fits_small:
        take = f"more than {limit} GB"
    else:
        take = f"{needed} to {limit} GB" if needed != limit else f"{limit} GB"
    yield Reason(
        level="good",
        label=f"Recovery host: {host.memory} of memory",
        text=f"{why} Advised on {table.platform}: {families}.",
        remedy=f"Take {take}.",
        source=table.source,
        link=HOSTS,
    )
