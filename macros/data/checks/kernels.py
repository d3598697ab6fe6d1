"""Whether kernels stand in the order of versions, within what is supported."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from calculators.kernel_list.names import X86, Order, order, version
from calculators.kernel_list.names import read as read_kernel
from calculators.records.kernel_lookup import KernelRange
from macros.data.checks.rule import Check, Found
from macros.data.loader import Data

BUILD = re.compile(r"(?:debuginfo-)?[0-9]+\.[\w.+-]+", re.ASCII)
# A word that names a processor, or is meant to.
PROCESSOR = re.compile(r"(?<![a-z0-9])(?:amd[0-9]+|x86(?:_[0-9]+)?)(?![a-z0-9])")
LINUX_AGENT = "linux-agent"


def _kernels(data: Data, root: Path) -> Found:
    for kernels in data.kernel_lists:
        file = data.files[f"kernels/{kernels.id}.yaml"]
        for index, release in enumerate(kernels.releases):
            for place, message in _build_problems(release.builds, data.kernel_rules.supported):
                yield file, ("releases", index, "builds", place), message


def _range(data: Data, root: Path) -> Found:
    rules = data.files["kernel_rules.yaml"]
    limits = {limit.id: limit.value for source in data.sources if source.id == LINUX_AGENT for limit in source.limits}
    for name, limit in (("lowest", "kernel-min"), ("highest", "kernel-max")):
        if limit in limits and getattr(data.kernel_rules.supported, name) != limits[limit]:
            message = f"the limit '{limit}' in data/sources/{LINUX_AGENT}.yaml is '{limits[limit]}'."
            yield rules, ("supported", name), message


@lru_cache(maxsize=256)
def _build_problems(builds: tuple[str, ...], supported: KernelRange) -> tuple[tuple[int, str], ...]:
    """Return the place of every kernel that is not where it belongs, with what is wrong.

    `make dev` asks again after every edit, and thousands of names take a while.
    """
    return tuple(_builds_out_of_place(builds, supported))


def _builds_out_of_place(builds: tuple[str, ...], supported: KernelRange) -> Iterator[tuple[int, str]]:
    lowest, highest = version(supported.lowest), version(supported.highest)
    # Those that are kernels, and the newest one up to each of them.
    before: list[str] = []
    newest: list[Order] = []
    last: Order = ((), "")
    for place, build in enumerate(builds):
        found = read_kernel(build)
        own = order(build)
        if not BUILD.fullmatch(build) or found.processor not in X86 or not {*PROCESSOR.findall(build)} <= {*X86}:
            yield place, f"'{build}' is not the name of an x86-64 kernel, such as 3.10.0-957.el7.x86_64."
            continue
        if not lowest <= found.version or found.version[: len(highest)] > highest:
            yield place, f"'{build}' is outside the supported range, {supported.lowest} to {supported.highest}."
            continue
        if before and build == before[-1]:
            yield place, f"'{build}' stands here twice."
        elif before and own < last:
            later = before[bisect_right(newest, own)]
            yield place, f"'{build}' belongs before '{later}': the order is that of versions."
        before.append(build)
        last = own
        newest.append(max(own, newest[-1]) if newest else own)


CHECKS = (
    Check("kernels stand in the order of versions", _kernels, frozenset({"kernel_lists", "kernel_rules"})),
    Check("the range of kernels is that of the agent", _range, frozenset({"kernel_rules", "sources"})),
)
