"""Whether platforms have sources, areas and stores for buckets."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from calculators.records.targets import PreSettings, Target
from macros.data.checks.rule import Check, Found, advice
from macros.data.datafile import Location
from macros.data.loader import Data
from macros.data.parts import COUNTED_RESOURCES


def _targets(data: Data, root: Path) -> Found:
    known = {target.id: target for target in data.targets}
    areas = {area.id for area in data.target_rules.areas}
    for target in data.targets:
        file = data.files[f"targets/{target.id}.yaml"]
        yield from ((file, location, message) for location, message in target_problems(target, known, areas))


def _routes(data: Data, root: Path) -> Found:
    known = {target.id: target for target in data.targets}
    yield from _bucket_stores(data, known)
    rules = data.files["target_rules.yaml"]
    for index, route in enumerate(data.target_rules.failback.routes):
        if route.target not in known:
            message = f"there is no platform '{route.target}' in data/targets/.{advice(route.target, known)}"
            yield rules, ("failback", "routes", index, "target"), message


def _uses(data: Data, root: Path) -> Found:
    rules = data.files["target_rules.yaml"]
    items = {item.id for target in data.targets if target.quota for item in target.quota.items}
    for name in sorted(COUNTED_RESOURCES - items):
        # macros/data/parts.py leaves it out of what is told beside the counted quota.
        message = f"no platform has a quota '{name}', which the components calculator counts.{advice(name, items)}"
        yield rules, (), message
    used = {setting.area for target in data.targets if target.pre_settings for setting in target.pre_settings.settings}
    for index, area in enumerate(data.target_rules.areas):
        if area.id not in used:
            yield rules, ("areas", index), f"no pre-setting belongs to the area '{area.id}'."


def target_problems(target: Target, known: Mapping[str, Target], areas: set[str]) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with a platform: claims without a source, areas and platforms that do not exist."""
    if not target.modes:
        yield ("modes",), "a platform needs a storage type."
    for index, mode in enumerate(target.modes):
        if not mode.sources:
            yield ("modes", index, "sources"), f"a platform with {mode.id} storage needs a source that lists it."
    for index, use in enumerate(target.uses):
        if not use.sources:
            yield ("uses", index, "sources"), "a claim needs a source."
    for name in ("dr", "migration"):
        if name not in {use.id for use in target.uses}:
            yield ("uses",), f"say whether the platform is listed for '{name}'."
    if target.gateway and (target.gateway.size is None) != (target.gateway.size_is is None):
        yield ("gateway",), "'size' and 'size_is' belong together."
    for index, item in enumerate(target.quota.items if target.quota else ()):
        if item.object is None and item.block is None:
            yield ("quota", "items", index), "a resource needs a formula for object or block storage."
    if target.pre_settings:
        yield from _setting_problems(target.id, target.pre_settings, known, areas)


def _setting_problems(
    name: str, found: PreSettings, known: Mapping[str, Target], areas: set[str]
) -> Iterator[tuple[Location, str]]:
    for index, setting in enumerate(found.settings):
        if setting.area not in areas:
            message = f"there is no area '{setting.area}' in data/target_rules.yaml.{advice(setting.area, areas)}"
            yield ("pre_settings", "settings", index, "area"), message
        if setting.image and setting.image.md5 and not re.fullmatch("[0-9a-f]{32}", setting.image.md5):
            at = ("pre_settings", "settings", index, "image", "md5")
            yield at, f"'{setting.image.md5}' is no MD5 sum, which has 32 hexadecimal digits in small letters."
    if found.like is not None and (found.like not in known or found.like == name):
        message = f"there is no other platform '{found.like}' in data/targets/.{advice(found.like, known)}"
        yield ("pre_settings", "like"), message


def _bucket_stores(data: Data, known: Mapping[str, Target]) -> Found:
    """A platform is a store for buckets exactly when an entry of the list stands for it."""
    named = set()
    for index, store in enumerate(data.target_rules.bucket_stores):
        for place, name in enumerate(store.targets):
            named.add(name)
            if name not in known:
                at = ("bucket_stores", index, "targets", place)
                message = f"there is no platform '{name}' in data/targets/.{advice(name, known)}"
                yield data.files["target_rules.yaml"], at, message
    for target in data.targets:
        file = data.files[f"targets/{target.id}.yaml"]
        if target.bucket_store and target.id not in named:
            yield file, ("bucket_store",), "no entry of 'bucket_stores' in data/target_rules.yaml names this platform."
        if not target.bucket_store and target.id in named:
            yield file, ("bucket_store",), "'bucket_stores' in data/target_rules.yaml names this platform: say true."


BOTH = frozenset({"targets", "target_rules"})
CHECKS = (
    Check("targets have sources and areas", _targets, "file"),
    Check("bucket stores and ways back are of targets that exist", _routes, BOTH),
    Check("quotas and areas are used", _uses, BOTH),
)
