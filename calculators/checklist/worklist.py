"""A checklist to work through: a published one, or one that is composed from the data for another combination."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast, get_args

from calculators.catalog import Catalog
from calculators.checklist.steps import steps_of
from calculators.checklist.titles import title
from calculators.records.delivery import (
    Checklist,
    Combination,
    Direction,
    Network,
    Preparation,
    Site,
    Step,
    StepPhase,
)
from calculators.records.storage import Storage

PREPARING = "cloud-pre-settings"
"""Phase that the settings of a cloud belong to."""
SETTING = "set-"
"""How the id of a step begins that is a setting of a cloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A step as it is worked through."""

    id: str
    """Unique among all steps."""
    phase: str
    """Id of its phase."""
    action: str
    """What to do."""
    proof: str
    """What proves it done; empty where nothing is published."""
    owner: str
    """Who does it; empty where nothing is published."""

    @property
    def edition(self) -> str:
        """Return what changes with the words of the step."""
        return edition(self.action, self.proof)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """A checklist with its steps."""

    id: str
    """That of the published one, or of the combination that it is composed for."""
    title: str
    """The combination in plain text."""
    direction: Direction
    """Disaster recovery, or failback."""
    composed: bool
    """Whether nobody published it."""
    phases: tuple[StepPhase, ...]
    """Those that have steps here, in order."""
    items: tuple[Item, ...]
    """Steps in order."""


def edition(action: str, proof: str) -> str:
    """Return eight digits that differ where the words of a step differ."""
    return f"{zlib.crc32(f'{action}\n{proof}'.encode()):08x}"


def worklist(catalog: Catalog, name: str) -> Worklist | None:
    """Return the checklist with an id, published or composed; nothing for an id that the data has no steps for."""
    form: Checklist | Combination | None = next((item for item in catalog.checklists.forms if item.id == name), None)
    is_composed = form is None
    if form is None:
        form = combination(name)
        # One that is published is worked through under the name that it has there.
        if form is None or published(catalog, form) or obstacle(catalog, form):
            return None
    steps = steps_of(catalog.checklists, form)
    cloud = next((item for item in catalog.preparations if item.id == form.platform), None)
    settings = tuple(_settings(cloud)) if is_composed and cloud and form.direction == "dr" else ()
    items = tuple(_in_order(catalog, steps, settings))
    used = {item.phase for item in items}
    return Worklist(
        id=name,
        title=title(form, cloud.name if cloud else form.platform),
        direction=form.direction,
        composed=is_composed,
        phases=tuple(phase for phase in catalog.checklists.phases if phase.id in used),
        items=items,
    )


def combination(name: str) -> Combination | None:
    """Return what a checklist with an id is composed for; nothing for any other id."""
    parts = name.split(".")
    kinds = (Direction, None, Site, Storage, Network)
    if len(parts) != len(kinds):
        return None
    if any(kind and part not in get_args(kind.__value__) for part, kind in zip(parts, kinds, strict=True)):
        return None
    direction, platform, site, storage, network = parts
    return Combination(
        direction=cast("Direction", direction),
        platform=platform,
        site=cast("Site", site),
        storage=cast("Storage", storage),
        network=cast("Network", network),
    )


def published(catalog: Catalog, form: Combination) -> Checklist | None:
    """Return the published checklist for a combination."""
    return next((item for item in catalog.checklists.forms if _same(item, form)), None)


def obstacle(catalog: Catalog, form: Combination) -> str:
    """Return why no checklist can be composed for a combination, as a sentence; nothing where one can be."""
    cloud = next((item for item in catalog.preparations if item.id == form.platform), None)
    if cloud is None:
        return f"There is no target platform '{form.platform}'."
    if not cloud.listed:
        return f"The documentation does not name {cloud.name} as a target of disaster recovery."
    if form.storage not in cloud.storages:
        return f"{cloud.name} is listed with {' and '.join(cloud.storages)} storage only."
    forms = [item for item in catalog.checklists.forms if item.direction == form.direction]
    if form.site not in {item.site for item in forms}:
        return "No steps are published for this source."
    if form.network not in {item.network for item in forms}:
        return "Every published failback runs over a VPN or a dedicated line."
    return ""


def _same(one: Checklist, other: Combination) -> bool:
    kinds = ("direction", "platform", "site", "storage", "network")
    return all(getattr(one, kind) == getattr(other, kind) for kind in kinds)


def _in_order(catalog: Catalog, steps: tuple[Step, ...], settings: tuple[Item, ...]) -> Iterator[Item]:
    for phase in catalog.checklists.phases:
        if phase.id == PREPARING:
            yield from settings
        for step in steps:
            if step.phase == phase.id:
                yield Item(id=step.id, phase=phase.id, action=step.action, proof=step.proof, owner=step.owner)


def _settings(cloud: Preparation) -> Iterator[Item]:
    for setting in cloud.settings:
        yield Item(id=f"{SETTING}{setting.id}", phase=PREPARING, action=setting.text, proof="", owner="")
