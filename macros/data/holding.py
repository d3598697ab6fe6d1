"""For which projects a record holds: by how hosts are read, target, storage and way of the data.

The ids are those that the choices of data/project.yaml have. The browser compares them with what the reader's project
says, and decides nothing itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from calculators.answers.inputs import fields as form_fields
from calculators.components.model import AGENT, NO_TARGET
from calculators.records.compatibility import GeneralCondition, SourceType
from calculators.records.components import QuotaFormula, Size, SizingRule
from calculators.records.delivery import Applies, Checklist, Practice, Step
from calculators.records.network import LatencyTable, LinkMinimum, NetworkPlan, Principle, Scheme
from calculators.records.ports import PortMode, PortTable
from calculators.records.recovery import (
    BlockTable,
    FlavorTable,
    ObjectTable,
    RecoveryFact,
    SnapshotFact,
    StartTime,
    StorageObjective,
)
from calculators.records.storage import Storage
from calculators.records.targets import BucketStore, FailbackRoute, Target, TargetMode
from macros.data.loader import Data

type Restricted = LinkMinimum | Practice | Principle | RecoveryFact | SnapshotFact | StartTime
"""What says itself, in `only`, for which projects it holds."""

type Measured = BlockTable | FlavorTable | ObjectTable | StorageObjective
"""What was measured with one storage type on one platform."""

type Record = (
    Applies
    | BucketStore
    | Checklist
    | FailbackRoute
    | GeneralCondition
    | LatencyTable
    | Measured
    | NetworkPlan
    | PortTable
    | QuotaFormula
    | Restricted
    | Scheme
    | Size
    | SizingRule
    | SourceType
    | Step
    | Target
    | TargetMode
)
"""What holds for some projects and not for others."""

NETWORKS = {"internet": "public", "private": "vpn", "Internet": "public", "VPN or dedicated line": "vpn"}
"""Ways of the data in the project's words, by the path of a network plan, and by the data of a network scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A combination that something holds for. A part without ids leaves that to the project."""

    source: tuple[str, ...] = ()
    """How hosts are read."""
    target: tuple[str, ...] = ()
    """Target platforms."""
    storage: tuple[str, ...] = ()
    """Storage types."""
    network: tuple[str, ...] = ()
    """Ways of the data."""

    def __str__(self) -> str:
        """Return it as pages write it: `source=agent storage=block`; nothing where it holds for every project."""
        parts = ((item.name, getattr(self, item.name)) for item in fields(self))
        return " ".join(f"{name}={','.join(ids)}" for name, ids in parts if ids)


EVERY = Holding()


def holdings(data: Data, record: Record) -> tuple[Holding, ...]:
    """Return for which projects a record holds: for any of these combinations. Only `EVERY` holds for all."""
    match record:
        case Step():
            found = tuple(_of_step(data, record))
        case PortTable():
            found = (_of_ports(data, record),)
        case Size() | SizingRule():
            found = tuple(_of_size(data, record))
        case LinkMinimum() | Practice() | Principle() | RecoveryFact() | SnapshotFact() | StartTime():
            found = (_of_only(data, record),)
        case BlockTable() | ObjectTable() | FlavorTable() | StorageObjective():
            found = (_of_measured(data, record),)
        case _:
            found = (_of_one(data, record),)
    # Something that holds for every project needs no further combination.
    return (EVERY,) if EVERY in found else tuple(dict.fromkeys(found))


def _of_one(data: Data, record: Record) -> Holding:
    """Return the combination of a record that has one only."""
    match record:
        case Checklist():
            # A project does not say where a failback goes to, which is what `site` means there.
            source = sources_of_site(data, record.site) if record.direction == "dr" else ()
            return Holding(
                source=source, target=(record.platform,), storage=(record.storage,), network=(record.network,)
            )
        case GeneralCondition():
            source = _read(data, (item.id for item in data.sources if item.mode in record.holds_for))
            return Holding(source=source if set(source) != set(choices(data, "source")) else ())
        case QuotaFormula() | LatencyTable():
            return Holding(storage=(record.storage,))
        case Scheme():
            return Holding(storage=(record.storage,), network=(NETWORKS[record.data],))
        case NetworkPlan():
            return Holding(network=(NETWORKS[record.path],))
        case TargetMode():
            return Holding(storage=(record.id,))
        case FailbackRoute():
            return Holding(target=(record.target,), storage=record.storage)
        case BucketStore():
            return Holding(target=record.targets)
        case Target():
            return Holding(target=(record.id,))
        case SourceType():
            return Holding(source=(choice_of(record),))
        case _:
            raise TypeError(record)


def of_mode(data: Data, mode: PortMode, direction: str) -> Holding:
    """Return for which projects a way to read hosts holds in the lists of ports of one direction, dr or failback.

    Where a failback goes to no project says.
    """
    if direction == "failback":
        return EVERY
    return Holding(source=_read(data, mode.for_sources), target=mode.for_targets)


def named(data: Data, record: Record) -> tuple[Holding, ...]:
    """Return the projects whose platform a record names, so that theirs can be found among others."""
    match record:
        case Target() | SourceType():
            return holdings(data, record)
        case StorageObjective():
            return (Holding(storage=(record.storage,)),)
        case Size() | SizingRule():
            return tuple(_of_names(data, record))
        case QuotaFormula(for_targets=targets) if targets:
            return (Holding(target=targets),)
        case _:
            return ()


def choice_of(source: SourceType) -> str:
    """Return the project's choice for a source type: all agents are one."""
    return AGENT if source.mode == AGENT else source.id


def sources_of_site(data: Data, site: str) -> tuple[str, ...]:
    """Return the project's choices for a site of the checklists for disaster recovery; none where it names none."""
    modes = (mode for mode in data.ports.modes if mode.direction == "dr" and site in mode.sites)
    return _read(data, (name for mode in modes for name in mode.for_sources))


def _of_only(data: Data, record: Restricted) -> Holding:
    if record.only is None:
        return EVERY
    only = record.only
    return Holding(
        source=_read(data, only.for_sources), target=only.for_targets, storage=only.storage, network=only.network
    )


def _of_measured(data: Data, record: Measured) -> Holding:
    storage: Storage = "object"
    if isinstance(record, StorageObjective):
        storage = record.storage
    elif isinstance(record, BlockTable):
        storage = "block"
    # These name a platform in words.
    target = tuple(target.id for target in data.targets if target.name == record.platform)
    return Holding(storage=(storage,), target=target)


def _of_step(data: Data, step: Step) -> Iterator[Holding]:
    for rule in step.applies or (Applies(),):
        sites = rule.site if step.direction == "dr" else ()
        source = tuple(name for site in sites for name in sources_of_site(data, site))
        yield Holding(source=source, storage=rule.storage, network=rule.network)


def _of_ports(data: Data, table: PortTable) -> Holding:
    storage = (table.storage,) if table.storage else ()
    modes = [of_mode(data, mode, table.direction or "dr") for mode in data.ports.modes if mode.id in table.modes]
    return Holding(
        source=tuple(name for mode in modes for name in mode.source),
        target=tuple(name for mode in modes for name in mode.target),
        storage=storage,
    )


def _of_names(data: Data, item: Size | SizingRule) -> Iterator[Holding]:
    if item.for_targets:
        yield Holding(target=item.for_targets)
    if item.for_sources:
        yield Holding(source=_read(data, item.for_sources))


def _of_size(data: Data, item: Size | SizingRule) -> Iterator[Holding]:
    """Yield what a size or a rule names, any project where it names nothing.

    The size to plan with holds wherever no other one names the platform, too.
    """
    names = tuple(_of_names(data, item))
    yield from names or (EVERY,)
    owner = next((one for one in data.sizing.components if any(size is item for size in one.sizes)), None)
    if not names or owner is None or item.id != owner.plan_with:
        return
    others = [name for size in owner.sizes if size is not item for name in _of_names(data, size)]
    for kind in ("source", "target"):
        if any(getattr(name, kind) for name in names):
            taken = {choice for name in (*names, *others) for choice in getattr(name, kind)}
            # Nobody reads hosts with agents through the machine of an agentless source.
            rest = tuple(choice for choice in choices(data, kind) if choice not in {*taken, AGENT})
            if rest:
                yield replace(EVERY, **{kind: rest})


def choices(data: Data, kind: str) -> tuple[str, ...]:
    """Return the choices that a project has for one of its values, without that nothing is chosen."""
    field = next(field for field in form_fields(data.project) if field.id == kind)
    return tuple(choice.id for choice in field.choices if choice.id != NO_TARGET)


def _read(data: Data, names: Iterable[str]) -> tuple[str, ...]:
    """Return the project's choices for source types, each once."""
    known = {source.id: choice_of(source) for source in data.sources}
    return tuple(dict.fromkeys(known[name] for name in names if name in known))
