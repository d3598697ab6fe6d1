"""Whether kernels stand in the order of versions, within what is supported."""

import re
from collections.abc import Iterator
from pathlib import Path

from calculators.kernels.names import X86, order, version
from calculators.kernels.names import read as read_kernel
from calculators.records.kernel_lookup import KernelRange
from macros.data.checks.rule import Check, Found
from macros.data.loader import Data

BUILD = re.compile(r"(?:debuginfo-)?[0-9]+\.[\w.+-]+", re.ASCII)
LINUX_AGENT = "linux-agent"


def _kernels(data: Data, root: Path) -> Found:
    for kernels in data.kernel_lists:
        file = data.files[f"kernels/{kernels.id}.yaml"]
        for index, release in enumerate(kernels.releases):
            for place, message in _build_problems(release.builds, data.kernel_rules.supported):
                yield file, ("releases", index, "builds", place), message
    rules = data.files["kernel_rules.yaml"]
    limits = {limit.id: limit.value for source in data.sources if source.id == LINUX_AGENT for limit in source.limits}
    for name, limit in (("lowest", "kernel-min"), ("highest", "kernel-max")):
        if limit in limits and getattr(data.kernel_rules.supported, name) != limits[limit]:
            message = f"the limit '{limit}' in data/sources/{LINUX_AGENT}.yaml is '{limits[limit]}'."
            yield rules, ("supported", name), message


def _build_problems(builds: tuple[str, ...], supported: KernelRange) -> Iterator[tuple[int, str]]:
    """Yield the place of every kernel that is not where it belongs, with what is wrong."""
    lowest, highest = version(supported.lowest), version(supported.highest)
    for place, build in enumerate(builds):
        found = read_kernel(build)
        if not BUILD.fullmatch(build) or found.processor not in X86:
            yield place, f"'{build}' is not the name of an x86-64 kernel, such as 3.10.0-957.el7.x86_64."
        elif not lowest <= found.version or found.version[: len(highest)] > highest:
            yield place, f"'{build}' is outside the supported range, {supported.lowest} to {supported.highest}."
        elif place and build == builds[place - 1]:
            yield place, f"'{build}' stands here twice."
        elif place and order(build) < order(builds[place - 1]):
            after = next((other for other in builds[:place] if order(other) > order(build)), "")
            yield place, f"'{build}' belongs before '{after}': the order is that of versions."


CHECKS = (Check("kernels stand in the order of versions", _kernels),)
