"""Waves of groups: nothing before what it needs, no wave too large, and a reason for each."""

from dataclasses import dataclass

import hypothesis.strategies as st
from hypothesis import given

from calculators.inventory.waves import GroupWish, SystemNeeds, Waves, Wished, propose


@dataclass(frozen=True)
class Asked:
    name: str
    hosts: int = 10
    used_bytes: float | None = 1.0
    tier: str = ""


def waves(found: Waves) -> dict[str, int]:
    return {item.name: item.wave for item in found.placed}


BASE, DATA, SHOP = Asked("Base", 4, 5.0), Asked("Data", 8, 9.0), Asked("Shop", 30, 1.0, "1")


def test_what_is_needed_comes_before_and_as_early_as_who_needs_it() -> None:
    wished = Wished(groups=(GroupWish(group="shop", needs="data"), GroupWish(group="Data", needs="Base")))
    found = propose([SHOP, DATA, BASE, Asked("Other", 5, 0.5, "3")], wished)
    assert waves(found) == {"Base": 1, "Data": 2, "Shop": 3, "Other": 4}
    assert {item.name: item.why for item in found.placed} == {
        "Base": "Before Data, which needs it.",
        "Data": "After Base, which it needs; before Shop, which needs it.",
        "Shop": "After Data, which it needs; tier 1.",
        "Other": "Tier 3.",
    }
    assert found.told == ()


def test_the_smallest_goes_first_and_a_wave_has_so_many_hosts_at_most() -> None:
    groups = [Asked("large", 40, 9.0), Asked("small", 20, 1.0), Asked("middle", 20, 2.0), Asked("huge", 90, 3.0)]
    found = propose(groups, Wished(most_hosts=50))
    assert waves(found) == {"small": 1, "middle": 1, "huge": 2, "large": 3}
    (huge,) = [item for item in found.placed if item.name == "huge"]
    assert huge.why == "Alone, since it has 90 hosts and a wave 50."
    assert found.placed[0].why == "The smallest first."


def test_systems_of_the_takeover_order_say_what_their_groups_need() -> None:
    systems = (
        SystemNeeds(name="Directory", group="Base"),
        SystemNeeds(name="Web", group="Shop", needs="Orders, Directory"),
        SystemNeeds(name="Orders", group="Shop", needs="Directory"),
    )
    found = propose([SHOP, BASE], Wished(systems=systems))
    assert {item.name: item.needs for item in found.placed} == {"Base": (), "Shop": ("Base",)}
    typed = propose([SHOP, BASE], Wished(systems=systems, groups=(GroupWish(group="Base", needs="Shop"),)))
    (told,) = typed.told
    assert "wait for each other" in told
    assert sorted(waves(typed).values()) == [1, 2]


def test_a_typed_wave_holds_and_what_cannot_be_is_told() -> None:
    wished = Wished(groups=(
        GroupWish(group="Shop", needs="Base, nobody, Shop", wave=1),
        GroupWish(group="Base", wave=2),
        GroupWish(group="gone", wave=7),
    ))  # fmt: skip
    found = propose([SHOP, BASE, DATA], wished)
    assert waves(found)["Shop"] == 1 and waves(found)["Base"] == 2
    assert [item.why for item in found.placed if item.typed] == ["You put it there."] * 2
    assert found.told == (
        "Shop needs 'nobody', and no group is called so.",
        "Shop cannot need itself.",
        "Shop is in wave 1 and needs Base, which is in wave 2.",
    )


NAMES = "ABCDEFGH"


@given(data=st.data(), most=st.integers(1, 40))
def test_every_group_has_one_wave_behind_what_it_needs(data: st.DataObject, most: int) -> None:
    groups = [
        Asked(
            name,
            data.draw(st.integers(1, 30)),
            data.draw(st.one_of(st.none(), st.floats(1, 100))),
            data.draw(st.sampled_from(["", "0", "1", "2"])),
        )
        for name in NAMES
    ]
    wishes = tuple(
        GroupWish(group=name, needs=", ".join(data.draw(st.lists(st.sampled_from(NAMES), max_size=2))))
        for name in NAMES
    )
    found = propose(groups, Wished(most_hosts=most, groups=wishes))
    placed = waves(found)
    assert sorted(placed) == list(NAMES)
    for item in found.placed:
        assert all(placed[other] < item.wave for other in item.needs)
    hosts = {group.name: group.hosts for group in groups}
    for wave in set(placed.values()):
        inside = [name for name in NAMES if placed[name] == wave]
        assert len(inside) == 1 or sum(hosts[name] for name in inside) <= most
