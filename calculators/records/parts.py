"""What the components calculator reads, in a short form of what is known about components, targets and licences."""

from dataclasses import dataclass

from calculators.records.components import Component, ConsoleMemory, QuotaFormula, SizingRule
from calculators.records.evidence import Source
from calculators.records.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherQuota:
    """A resource that no formula counts, such as images and addresses."""

    resource: str
    """What is counted."""
    least: str
    """What must be left."""
    storage: Storage
    """Storage type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """How licences are counted or used."""

    id: str
    """Id of the record in data/costs.yaml."""
    rule: str
    """The rule."""
    value: float
    """The number in the rule."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformQuota:
    """What the page of a platform says about its quota."""

    source: Source
    """Where it stands."""
    more: tuple[FurtherQuota, ...]
    """Resources that no formula counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A target platform."""

    id: str
    """Id of the record in data/targets/."""
    name: str
    """Name as people say it."""
    storages: tuple[Storage, ...]
    """Storage types that it is listed with."""
    quota: PlatformQuota | None
    """What its own page says about quotas; None when no page says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A source type that is read by a Sync Proxy."""

    id: str
    """Id of the record in data/sources/."""
    name: str
    """Name as people say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that components are counted and sized with."""

    components: tuple[Component, ...]
    """The machines that are counted, with every published size."""
    console_memory: ConsoleMemory
    """Memory of the console in object mode."""
    rules: tuple[SizingRule, ...]
    """What gateways and proxies carry."""
    quotas: tuple[QuotaFormula, ...]
    """Formulas for the quota on the target."""
    licences: tuple[Licence, ...]
    """How licences are counted."""
    platforms: tuple[Platform, ...]
    """Target platforms."""
    origins: tuple[Origin, ...]
    """Agentless source types."""
