"""What travels to the browser in a form of its own: the parts that components are counted with, and kernels."""

from collections.abc import Iterable

from calculators.kernel_list.packing import pack
from calculators.records.compatibility import SourceType
from calculators.records.components import Sizing
from calculators.records.costs import Costs
from calculators.records.kernel_lookup import PackedKernels, PackedRelease
from calculators.records.kernels import KernelList
from calculators.records.parts import FurtherQuota, Licence, Origin, Parts, Platform, PlatformQuota
from calculators.records.targets import Target

# What the components calculator counts; the other components are tools of the preparation.
COUNTED_COMPONENTS = frozenset(
    {"console", "sync-proxy", "cloud-sync-gateway", "transition-host", "failback-transition-host"}
)
# Items of a platform's quota that the formulas of data/components.yaml give a number for.
COUNTED_RESOURCES = frozenset({"instances", "vcpus", "memory-mb", "disks", "volumes", "capacity-gb"})


def parts(sizing: Sizing, costs: Costs, targets: Iterable[Target], sources: Iterable[SourceType]) -> Parts:
    """Return what components are counted and sized with."""
    topics = {"gateway", "proxy"}
    return Parts(
        components=tuple(item for item in sizing.components if item.id in COUNTED_COMPONENTS),
        console_memory=sizing.console_memory,
        rules=tuple(rule for rule in sizing.rules if rule.topic in topics and rule.unit in ("disks", "hosts")),
        quotas=sizing.quotas,
        licences=tuple(
            Licence(id=rule.id, rule=rule.rule, value=rule.value, source=rule.source)
            for rule in costs.licences
            if rule.value is not None
        ),
        platforms=tuple(_platform(target) for target in targets),
        origins=tuple(Origin(id=item.id, name=item.name) for item in sources if item.mode == "agentless"),
    )


def packed(kernels: KernelList) -> PackedKernels:
    """Return a list of kernels in short."""
    return PackedKernels(
        id=kernels.id,
        name=kernels.name,
        generated=kernels.generated,
        source=kernels.source,
        releases=tuple(PackedRelease(name=release.name, packed=pack(release.builds)) for release in kernels.releases),
        confirm=kernels.confirm,
        note=kernels.note,
    )


def _platform(target: Target) -> Platform:
    quota = None
    if target.quota is not None:
        further = [item for item in target.quota.items if item.id not in COUNTED_RESOURCES]
        block = (
            FurtherQuota(resource=item.resource, least=item.block, storage="block") for item in further if item.block
        )
        objects = (
            FurtherQuota(resource=item.resource, least=item.object, storage="object") for item in further if item.object
        )
        quota = PlatformQuota(source=target.quota.source, more=(*block, *objects))
    return Platform(id=target.id, name=target.name, storages=tuple(mode.id for mode in target.modes), quota=quota)
