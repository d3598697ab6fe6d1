"""Hosts of the oracle: tests/cases/judged/hosts.yaml, as the model has them."""

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from calculators.inventory.model import Disk, Host, Inventory, Partition
from tests.conftest import ROOT

FILE = ROOT / "tests/cases/judged/hosts.yaml"
GIB = 1024**3
EVERY = "every agentless"
OTHER = "unsupported other-platform"
NO_WAYS = ("name", "like", "with", "best")


@dataclass(frozen=True)
class Expected:
    """A host, and what a person made of it."""

    host: Host
    ways: dict[str, tuple[str, frozenset[str]]]
    """Verdict and ids of reasons by way; `every agentless` for the others."""
    best: str

    def way(self, name: str) -> tuple[str, frozenset[str]]:
        return self.ways.get(name) or self.ways.get(EVERY) or told(OTHER)

    def __str__(self) -> str:
        return self.host.name


def told(text: str) -> tuple[str, frozenset[str]]:
    verdict, *reasons = text.split()
    return verdict, frozenset(reasons)


def disk(values: dict[str, Any]) -> Disk:
    own = dict(values)
    size = own.pop("gib", None)
    return Disk(**own, size_bytes=None if size is None else int(size * GIB))


def partition(values: dict[str, Any]) -> Partition:
    size, free = values["gib"], values.get("free")
    return Partition(
        name=values["name"], capacity_bytes=int(size * GIB), free_bytes=None if free is None else int(free * GIB)
    )


def host(name: str, values: dict[str, Any]) -> Host:
    own = dict(values)
    times = own.pop("times", 1)
    for key, made in (("disks", disk), ("partitions", partition)):
        if own.get(key) is not None:
            own[key] = tuple(made(item) for item in own[key])
    if times > 1:
        own["disks"] = own["disks"] * times
    return Host(name=name, **own)


@cache
def expected() -> tuple[Expected, ...]:
    document = yaml.safe_load(FILE.read_text("utf-8"))
    bases = document["bases"]
    return tuple(
        Expected(
            host=host(row["name"], {**bases[row["like"]], **row.get("with", {})}),
            ways={name: told(text) for name, text in row.items() if name not in NO_WAYS},
            best=row["best"],
        )
        for row in document["hosts"]
    )


def complete(name: str, /, **changes: Any) -> Host:
    """Return the complete host of the oracle with this name, changed."""
    (found,) = (item.host for item in expected() if item.host.name == name)
    return dataclasses.replace(found, **changes)


def inventory(*hosts: Host) -> Inventory:
    return Inventory(hosts=hosts, files=())
