"""Whether operating systems name what exists."""

from pathlib import Path

from macros.data.checks.rule import Check, Found, advice
from macros.data.loader import Data


def _systems(data: Data, root: Path) -> Found:
    file = data.files["operating_systems.yaml"]
    conditions = {item.id for source in data.sources for item in source.conditions}
    releases = {item.id for kernels in data.kernel_lists for item in kernels.releases}
    links = {item.id for item in data.links}
    for index, system in enumerate(data.operating_systems):
        for attribute, known, what in (
            ("conditional", set(system.versions), "version"),
            ("decided_by", conditions, "condition"),
            ("kernels", releases, "release"),
        ):
            for place, name in enumerate(getattr(system, attribute)):
                if name not in known:
                    yield file, (index, attribute, place), f"there is no {what} '{name}'.{advice(name, known)}"
        if system.guest_list is not None and system.guest_list not in links:
            message = f"there is no link '{system.guest_list}' in data/links.yaml.{advice(system.guest_list, links)}"
            yield file, (index, "guest_list"), message
        if system.conditional and not (system.decided_by or system.conflicts):
            yield file, (index, "conditional"), "say why: name conditions in 'decided_by', or disagreements."
    used = {name for system in data.operating_systems for name in system.kernels}
    for kernels in data.kernel_lists:
        for index, release in enumerate(kernels.releases):
            if release.id not in used:
                message = f"no operating system names the release '{release.id}'."
                yield data.files[f"kernels/{kernels.id}.yaml"], ("releases", index), message


CHECKS = (Check("systems name what exists", _systems),)
