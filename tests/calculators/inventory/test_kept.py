"""What a project keeps of an inventory: the same as plain values, whatever somebody wrote there."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calculators.inventory.decisions import HandGroup, HostDecision, SystemDecision
from calculators.inventory.judge import VERDICTS
from calculators.inventory.kept import GROUPED_BY, KEYS, Grouping, Kept, read_kept, write_kept
from calculators.inventory.waves import GroupWish

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SAID = WORDS.filter(lambda text: text.strip() != "")
HOSTS = st.builds(
    HostDecision,
    name=SAID,
    uuid=WORDS,
    verdict=st.sampled_from(VERDICTS),
    system=st.none() | SAID,
    excluded=st.booleans(),
    why=SAID,
    since=WORDS,
)
SYSTEMS = st.builds(SystemDecision, text=SAID, means=SAID, why=SAID, since=WORDS)
HAND = st.builds(HandGroup, name=WORDS, uuid=SAID, group=SAID)
WISHES = st.builds(GroupWish, group=SAID, needs=WORDS, wave=st.none() | st.integers(1, 999))
GROUPINGS = st.builds(
    Grouping,
    by=st.sampled_from(GROUPED_BY),
    tag=WORDS,
    patterns=WORDS,
    hand=st.lists(HAND, max_size=3).map(tuple),
    waves=st.lists(WISHES, max_size=3).map(tuple),
    wave_hosts=st.none() | st.integers(1, 1000),
)
KEPT = st.builds(
    Kept,
    answers=st.dictionaries(WORDS, WORDS, max_size=3),
    hosts=st.lists(HOSTS, max_size=3).map(tuple),
    systems=st.lists(SYSTEMS, max_size=3).map(tuple),
    grouping=st.none() | GROUPINGS,
    way=WORDS,
    further=st.just({}) | st.just({"later": [1, {"a": None}]}),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
SHAPED = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(("name", "why", "group", "text"), JSON)) | JSON)
        | JSON
        for name in ("answers", "hosts", "systems", "grouping", "way")
    },
)


@given(kept=KEPT)
def test_what_is_written_is_read_again(kept: Kept) -> None:
    said: list[tuple[str, str]] = []
    assert read_kept(json.loads(json.dumps(write_kept(kept))), lambda *slip: said.append(slip)) == kept
    assert said == []


@given(given_=SHAPED | JSON)
def test_what_anybody_wrote_is_taken_or_told_and_kept(given_: Any) -> None:
    said: list[tuple[str, str]] = []
    kept = read_kept(given_, lambda *slip: said.append(slip))
    again = write_kept(kept)
    assert read_kept(json.loads(json.dumps(again))) == kept
    if not said and isinstance(given_, dict):
        # What this release does not know is kept even where it is empty.
        assert {key for key, value in given_.items() if key not in KEYS or value not in (None, "", [], {})} == set(
            again
        )
    lists = given_.items() if isinstance(given_, dict) else ()
    for key, items in lists:
        if key in ("hosts", "systems") and isinstance(items, list):
            written: Any = again.get(key, [])
            assert len(written) == len(items)


def test_names_of_hosts_stay_out_of_what_is_sent_on_where_an_identifier_finds_them() -> None:
    hosts = (
        HostDecision(name="secret", uuid="1", excluded=True, why="old"),
        HostDecision(name="b", excluded=True, why="x"),
    )
    hand = (HandGroup(name="secret", uuid="1", group="G"),)
    told = write_kept(Kept(hosts=hosts, grouping=Grouping(hand=hand)), named=False)
    assert "secret" not in json.dumps(told)
    assert [item.uuid or item.name for item in read_kept(told).hosts] == ["1", "b"]


def test_a_project_of_an_earlier_release_had_decisions_about_hosts_alone() -> None:
    decision = {"name": "a", "uuid": "", "verdict": None, "system": "CentOS 7", "excluded": False, "why": "seen"}
    older = {"hosts": [decision | {"since": "2026-01-01"}]}
    assert read_kept(older) == Kept(hosts=(HostDecision(name="a", system="CentOS 7", why="seen", since="2026-01-01"),))
