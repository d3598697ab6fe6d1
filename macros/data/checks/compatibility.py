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


def _releases(data: Data, root: Path) -> Found:
    used = {name for system in data.operating_systems for name in system.kernels}
    for kernels in data.kernel_lists:
        for index, release in enumerate(kernels.releases):
            if release.id not in used:
                message = f"no operating system names the release '{release.id}'."
                yield data.files[f"kernels/{kernels.id}.yaml"], ("releases", index), message


def _verdicts(data: Data, root: Path) -> Found:
    """A property of a host is judged once by a source type."""
    for source in data.sources:
        file = data.files[f"sources/{source.id}.yaml"]
        seen: dict[tuple[str, str], int] = {}
        for index, condition in enumerate(source.conditions):
            first = seen.setdefault((condition.area, " ".join(condition.condition.casefold().split())), index)
            if first != index:
                line, _, _ = file.mark(("conditions", first))
                verdict = source.conditions[first].verdict
                message = f"line {line} judges '{condition.condition}' already: '{verdict}'. Keep one of them."
                yield file, ("conditions", index, "condition"), message


CHECKS = (
    Check("a condition has one verdict", _verdicts),
    Check("systems name what exists", _systems),
    Check("a system names every release", _releases, frozenset({"operating_systems", "kernel_lists"})),
)
