"""Sizes, counts and formulas of the components calculator in words."""

from calculators.answers.wording import exact, number, rounded_down
from calculators.components.model import MB_IN_GB, Machines, Needed, Project, Result
from calculators.records.components import QuotaTerm, Resource, Size
from calculators.replication.units import from_bytes, to_bytes

RESOURCES: dict[Resource, str] = {
    "instances": "Instances",
    "vcpu": "vCPU",
    "memory": "Memory",
    "disks": "Disks",
    "capacity": "Capacity",
}
TOTALS: dict[Resource, str] = {
    "instances": "hosts",
    "vcpu": "vCPU",
    "memory": "memory",
    "disks": "disks",
    "capacity": "capacity",
}
SHORT = {
    "console": ("console", "consoles"),
    "sync-proxy": ("sync proxy", "sync proxies"),
    "cloud-sync-gateway": ("gateway", "gateways"),
    "transition-host": ("transition host", "transition hosts"),
    "failback-transition-host": ("failback transition host", "failback transition hosts"),
}


def number_of(machines: Machines) -> str:
    """Return how many machines there are, with a short name."""
    return f"{number(machines.count)} {SHORT[machines.component][machines.count != 1]}"


def platform(result: Result) -> str:
    """Return the name of the target platform."""
    return result.platform.name if result.platform else "this platform"


def size(found: Size) -> str:
    """Return a size; what is not stated is left out."""
    parts = (
        f"{exact(found.vcpu)} vCPU" if found.vcpu else "",
        f"{exact(found.memory_gb)} GB of memory" if found.memory_gb else "",
        f"{exact(found.disk_gb)} GB of disk" if found.disk_gb else "",
    )
    text = ", ".join(part for part in parts if part)
    return f"at least {text}" if text and found.at_least else text or "not stated"


def at_most(value: float) -> str:
    """Return how much room is left, with three figures and rounded down: what is shown fits in."""
    return number(rounded_down(value))


def amount(value: float, resource: Resource, result: Result) -> str:
    """Return an amount of a resource with its unit."""
    unit = {"memory": "MB", "capacity": result.unit, "vcpu": "vCPU"}.get(resource, TOTALS[resource])
    if resource == "instances":
        unit = "instances"
    return f"{number(value)} {unit}"


def formula(term: QuotaTerm) -> str:
    """Return a quota formula in words."""
    total = TOTALS[term.resource]
    factor = "" if term.per_source == 1 else f"{exact(term.per_source)} x "
    if term.per_gateway is None:
        return f"{factor}{total} + {total} of the gateways"
    each = "" if term.per_gateway == 1 else f"{exact(term.per_gateway)} x "
    return f"{factor}{total}" + (f" + {each}gateways" if term.per_gateway else "")


def quota_numbers(needed: Needed, inputs: Project, result: Result) -> str:
    """Return a quota formula with the numbers in place."""
    provisioned = from_bytes(to_bytes(inputs.provisioned, inputs.capacity_unit), result.unit)
    total = {
        "instances": inputs.hosts,
        "vcpu": inputs.vcpu,
        "memory": inputs.memory_gb * MB_IN_GB,
        "disks": inputs.disks,
        "capacity": provisioned,
    }[needed.resource]
    term = needed.term
    factor = "" if term.per_source == 1 else f"{exact(term.per_source)} x "
    text = f"{factor}{number(total)}"
    if term.per_gateway:
        each = "" if term.per_gateway == 1 else f"{exact(term.per_gateway)} x "
        text += f" + {each}{number(result.gateways.count)}"
    return text
