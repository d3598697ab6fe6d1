"""The order of a takeover: laws beside brute force, circles, times that nobody knows, and changes that were tried."""

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.answers.course import Course, Leg
from calculators.answers.course import to_html as drawn
from calculators.answers.inputs import read
from calculators.answers.render import to_html
from calculators.catalog import load
from calculators.recovery_time import form
from calculators.recovery_time.groups import read_groups
from calculators.recovery_time.model import Inputs, rto
from calculators.registry import CALCULATORS
from calculators.takeover import Result, System, TypedSystem, calculate, levers, of_groups, report
from calculators.takeover import read as read_systems

CATALOG = load()
IDS = "abcdefg"


def given_inputs(**values: str) -> Inputs:
    found: Inputs = CALCULATORS["recovery_time"].inputs(
        read(form(CATALOG), {"application_minutes": "0", **values}, CATALOG), CATALOG
    )
    return found


INPUTS = given_inputs()


def system(name: str, needs: str = "", **texts: str) -> TypedSystem:
    return TypedSystem(id=name, name=name, needs=needs, **texts)


def systems(*typed: TypedSystem) -> tuple[System, ...]:
    found, problems = read_systems(typed)
    assert not problems
    return found


@st.composite
def orders(draw: st.DrawFn) -> tuple[System, ...]:
    """Return systems without a circle, in any order of the rows."""
    count = draw(st.integers(1, len(IDS)))
    typed = [
        system(
            name,
            ",".join(draw(st.lists(st.sampled_from(IDS[:place]), unique=True, max_size=3)) if place else []),
            minutes=str(draw(st.integers(1, 90))),
            hosts=str(draw(st.integers(1, 5))),
            group=draw(st.sampled_from(["", "x", "y"])),
        )
        for place, name in enumerate(IDS[:count])
    ]
    return systems(*draw(st.permutations(typed)))


def longest(of: Sequence[System], name: str) -> float:
    """Return when a system works, by looking at every way to it."""
    named = {item.id: item for item in of}
    return (named[name].minutes or 0) + max((longest(of, other) for other in named[name].needs), default=0.0)


def ends(result: Result) -> dict[str, float]:
    return {item.system.id: item.end.plan for item in result.placed}


@given(orders())
def test_nothing_begins_before_what_it_needs_and_the_longest_chain_is_that_of_brute_force(
    of: tuple[System, ...],
) -> None:
    result = calculate(of, INPUTS, CATALOG)
    placed = {item.system.id: item for item in result.placed}
    assert set(placed) == {item.id for item in of}
    for item in result.placed:
        assert item.end.plan == pytest.approx(longest(of, item.system.id))
        for other in item.system.needs:
            assert placed[other].end.plan <= item.start.plan
            assert placed[other].wave < item.wave
    chain = [placed[name] for name in result.chain]
    assert sum(item.system.minutes or 0 for item in chain) == pytest.approx(max(ends(result).values()))
    assert all(one.system.id in two.system.needs for one, two in pairwise(chain))


@given(orders(), st.data())
def test_removing_a_need_never_delays_and_a_longer_system_never_ends_earlier(
    of: tuple[System, ...], data: st.DataObject
) -> None:
    before = ends(calculate(of, INPUTS, CATALOG))
    place = data.draw(st.integers(0, len(of) - 1))
    longer = dataclasses.replace(of[place], minutes=(of[place].minutes or 0) + 17)
    after = ends(calculate((*of[:place], longer, *of[place + 1 :]), INPUTS, CATALOG))
    assert all(after[name] >= before[name] for name in before)
    assert after[longer.id] == pytest.approx(before[longer.id] + 17)
    if of[place].needs:
        freer = dataclasses.replace(of[place], needs=of[place].needs[1:])
        after = ends(calculate((*of[:place], freer, *of[place + 1 :]), INPUTS, CATALOG))
        assert all(after[name] <= before[name] for name in before)


@given(orders(), st.integers(1, 20))
def test_where_hosts_must_wait_nothing_is_sooner_than_without_and_needs_still_hold(
    of: tuple[System, ...], limit: int
) -> None:
    free = calculate(of, INPUTS, CATALOG)
    held = calculate(of, given_inputs(recovered_hosts=str(limit)), CATALOG)
    placed = {item.system.id: item for item in held.placed}
    assert held.in_step == (sum(item.hosts for item in of) > limit)
    for item in held.placed:
        assert all(placed[other].end.plan <= item.start.plan for other in item.system.needs)
    assert held.least.plan >= free.least.plan


GIVEN = st.fixed_dictionaries(
    {"storage": st.sampled_from(("block", "object")), "clock": st.sampled_from(("disaster", "restore"))},
    optional={
        "recovered_hosts": st.integers(1, 40).map(str),
        "application_minutes": st.integers(0, 60).map(str),
        "notice_minutes": st.integers(0, 60).map(str),
        "address_minutes": st.integers(0, 60).map(str),
    },
)


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(1, 4_000), st.integers(1, 9), st.integers(1, 3)),
        min_size=1, max_size=5,
    ),
    GIVEN,
)  # fmt: skip
def test_a_project_with_groups_in_an_order_has_the_times_that_recovery_time_says(
    of: list[tuple[int, int, int, int]], more: dict[str, str]
) -> None:
    """Two ways to one answer: also with applications to start, which count once in both."""
    text = "\n".join(
        f"S{place}; {hosts}; {used} GB; {disks}; {order}; " for place, (hosts, used, disks, order) in enumerate(of)
    )
    inputs = given_inputs(groups=text, **more)
    whole, found = rto(inputs, CATALOG), calculate(of_groups(read_groups(text)), inputs, CATALOG)
    assert (found.total is None) == (whole.total is None)
    for part in ("plan", "high") if found.total else ():
        times = {item.name: getattr(item.total, part) for item in found.groups}
        assert times == pytest.approx({item.group.name: getattr(item.total, part) for item in whole.groups})


def test_the_start_of_the_applications_counts_once_and_not_for_what_was_measured_until_it_worked() -> None:
    """By hand: three hosts one after the other and 20 minutes for all applications; all measured, there are none."""
    inputs = given_inputs(clock="restore", application_minutes="20", address_minutes="0", check_minutes="0")
    chain = systems(system("db"), system("app", "db"), system("web", "app"))
    host = calculate(chain[:1], inputs, CATALOG).placed[0].end.plan
    assert calculate(chain, inputs, CATALOG).least.plan == pytest.approx(3 * host + 20)
    measured = systems(system("db", minutes="15"), system("app", "db", minutes="5"), system("web", "app", minutes="5"))
    assert calculate(measured, inputs, CATALOG).least.plan == pytest.approx(25)
    mixed = systems(system("db"), system("app", "db", minutes="5"))
    assert calculate(mixed, inputs, CATALOG).least.plan == pytest.approx(host + 5 + 20)


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 4_000), st.integers(1, 9)), min_size=1, max_size=4),
    GIVEN,
)
@settings(max_examples=40)
def test_systems_without_needs_have_the_time_that_recovery_time_says_of_them_as_groups(
    of: list[tuple[int, int, int]], more: dict[str, str]
) -> None:
    text = "\n".join(f"S{place}; {hosts}; {used} GB; {disks}; 1; " for place, (hosts, used, disks) in enumerate(of))
    typed = systems(
        *(
            TypedSystem(
                id=f"S{place}",
                name=f"S{place}",
                group=f"S{place}",
                hosts=f"{hosts}",
                largest_disk=f"{used}",
                disks=f"{disks}",
            )
            for place, (hosts, used, disks) in enumerate(of)
        )
    )
    inputs = given_inputs(groups=text, **more)
    whole, found = rto(inputs, CATALOG), calculate(typed, inputs, CATALOG)
    assert (found.total is None) == (whole.total is None)
    if found.total and whole.total:
        assert dataclasses.astuple(found.total) == pytest.approx(dataclasses.astuple(whole.total))
        times = {item.name: item.total.plan for item in found.groups}
        assert times == pytest.approx({item.group.name: item.total.plan for item in whole.groups if item.total})


def test_a_circle_is_named_with_all_members_and_edges_and_gives_no_order() -> None:
    of = systems(system("a", "c"), system("b", "a"), system("c", "b, d"), system("d"), system("e", "a"))
    result = calculate(of, INPUTS, CATALOG)
    (circle,) = result.circles
    assert circle.members == ("a", "b", "c")
    assert set(circle.edges) == {("a", "c"), ("b", "a"), ("c", "b")}
    assert not result.placed
    told = report(of, INPUTS, result, (), CATALOG).verdict
    assert told.level == "bad"
    assert "a needs c; b needs a; c needs b" in told.text


def test_unknown_minutes_are_said_and_what_is_behind_them_is_a_least_time() -> None:
    inputs = given_inputs(target="aws", rto_minutes="600")
    of = systems(system("db"), system("app", "db", minutes="30", group="x"), system("other", minutes="5", group="y"))
    result = calculate(of, inputs, CATALOG)
    made = report(of, inputs, result, levers(of, inputs, result, CATALOG), CATALOG)
    assert result.unknown == ("db",)
    assert result.total is None
    assert {group.name: group.met for group in result.groups} == {"No group": "unknown", "x": "unknown", "y": "yes"}
    assert made.verdict.level == "mixed"
    assert "db" in made.verdict.text
    assert next(item for item in made.answers if item.id == "rto").amount is None


def test_what_is_missed_without_the_unknown_is_missed() -> None:
    inputs = given_inputs(target="aws", rto_minutes="60")
    of = systems(system("db"), system("app", "db", minutes="90"))
    assert [group.met for group in calculate(of, inputs, CATALOG).groups] == ["no"]


@pytest.mark.parametrize("limit", ["", "3"])
def test_every_change_that_is_named_meets_the_wanted_times_when_it_is_made(limit: str) -> None:
    inputs = given_inputs(rto_minutes="100", clock="disaster", **({"recovered_hosts": limit} if limit else {}))
    of = systems(
        system("db", minutes="30", hosts="4"), system("app", "db", minutes="20"), system("web", "app", minutes="10")
    )
    result = calculate(of, inputs, CATALOG)
    assert [group.met for group in result.groups] == ["no"]
    found = levers(of, inputs, result, CATALOG)
    assert found
    assert found[0].asks == min(lever.asks for lever in found)
    made = report(of, inputs, result, found, CATALOG)
    assert made.verdict.level == "bad"
    # 35 min before, 60 min of the chain and 15 min after are 110: ten have to go.
    faster = [lever for lever in found if "works within" in lever.text]
    assert {round(lever.asks) for lever in faster} == {10}
    shorter = systems(
        system("db", minutes="20", hosts="4"), system("app", "db", minutes="20"), system("web", "app", minutes="10")
    )
    assert [group.met for group in calculate(shorter, inputs, CATALOG).groups] == ["yes"]


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        (system("a", "nobody"), "needs", "there is no system nobody."),
        (system("a", "Dat base"), "needs", "Did you mean data base?"),
        (system("a", "A"), "needs", "a system cannot wait for itself"),
        (system("a", minutes="-5"), "minutes", "-5 is out of range. Allowed is 0.1 to 100000 minutes."),
        (system("a", minutes="NaN"), "minutes", "NaN"),
        (system("a", minutes="9999 days"), "minutes", "out of range"),
        (system("a", hosts="1.5"), "hosts", "not a whole number"),
        (system("a", rto="soon"), "rto", "soon"),
        (system("data  BASE"), "name", "another system is called data BASE too"),
        (system(" "), "name", "this is empty"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(typed: TypedSystem, field: str, told: str) -> None:
    _, problems = read_systems([TypedSystem(id="first", name="Data base"), typed])
    assert [(item.id, item.field) for item in problems] == [(typed.id, field)]
    assert told in problems[0].message


def test_names_with_markup_stay_text_in_the_table_and_in_the_picture() -> None:
    of = systems(system("<img src=x>", minutes="5"), system('"b"', "<img src=x>", minutes="5"))
    html = to_html(report(of, INPUTS, calculate(of, INPUTS, CATALOG), (), CATALOG), CATALOG, "../")
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


def test_the_picture_is_named_described_and_has_a_row_for_each() -> None:
    legs = (
        Leg(id="a", name="A", start=0, end=10, high=20, decides=True, known=True),
        Leg(id="b", name="B", start=10, end=10, high=10, decides=False, known=False, after=("a",)),
    )
    html = drawn(Course(title="T", summary="S", legs=legs, wanted=60), "x")
    for sheet in ("wide", "narrow"):
        drawing = html.split(f'<svg class="hb-{sheet}"')[1].split("</svg>")[0]
        assert f'role="img" aria-labelledby="x-{sheet}-title" aria-describedby="x-{sheet}-desc"' in drawing
        assert drawing.count('class="hb-gantt-name') == len(legs)
    assert "Wanted: 1:00 h" in html
    assert "nobody measured it" in html
