"""What checklists are composed of for clouds that nobody published one for: the settings that their pages name."""

from collections.abc import Iterable, Iterator

from calculators.records.delivery import Preparation, Setting
from calculators.records.targets import Target


def preparations(targets: Iterable[Target]) -> tuple[Preparation, ...]:
    """Return what has to be prepared on each platform, with that of the platform whose page holds for it too."""
    known = {target.id: target for target in targets}
    return tuple(
        Preparation(
            id=target.id,
            name=target.name,
            listed=any(use.id == "dr" and use.listed for use in target.uses),
            storages=tuple(mode.id for mode in target.modes),
            settings=tuple(_settings(target, known)),
        )
        for target in known.values()
    )


def _settings(target: Target, known: dict[str, Target]) -> Iterator[Setting]:
    found = target.pre_settings
    like = known.get(found.like or "") if found else None
    # The ids are those of their own platform, so that both kinds can stand in one list.
    for owner in filter(None, (like, target)):
        for item in owner.pre_settings.settings if owner.pre_settings else ():
            yield Setting(id=f"{owner.id}-{item.id}", text=item.text, source=item.source)
