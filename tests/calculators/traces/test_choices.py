"""Which devices and columns count, as a person chooses them: what is offered, typed back, gives what it says."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.traces import Contents, mistakable, parse_unit, read_trace, selected, written
from calculators.traces.model import Part
from calculators.traces.selection import LONGEST
from tests.cases.traces import TraceCase, load

# Names as files have them, and such as only an enemy gives.
NAMES = st.lists(
    st.one_of(
        st.sampled_from(["sda", "sdb", "SDA", "a + b", "a", "b", "*", "* - a", '"a"', "Disk 0, C:", "a - b", '"', "+"]),
        st.text(alphabet='ab+-* ",', min_size=1, max_size=7).map(str.strip).filter(bool),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


def wide(values: dict[str, list[float]]) -> str:
    """Return a table with a column of data written for each device."""
    head = "\t".join(["time", *(f"{name} write MB/s" for name in values)])
    rows = (f"2026-11-23 09:0{at}:00\t" + "\t".join(map(str, row)) for at, row in enumerate(zip(*values.values())))  # noqa: B905
    return "\n".join([head, *rows, ""])


def sar(values: dict[str, list[float]]) -> str:
    """Return a report of `sar -d` with devices that write so many kB a second."""
    head = "00:00:01          DEV       tps     rkB/s     wkB/s     %util\n"
    rows = (
        f"00:{10 + 10 * at}:01     {name}      5.10      1.00    {value}      1.00\n"
        for at, row in enumerate(zip(*values.values()))  # noqa: B905
        for name, value in zip(values, row, strict=True)
    )
    return "Linux 5.14.0 (db1) \t2026-11-23 \t_x86_64_\t(4 CPU)\n\n" + head + "".join(rows)


def contents(text: str, column: str | None = None, **more: Any) -> Contents:
    reading = read_trace(text, column=column, **more)
    assert reading.contents is not None, reading
    return reading.contents


@given(NAMES, st.data())
def test_a_choice_that_is_written_reads_back_as_the_same_set(names: list[str], data: st.DataObject) -> None:
    every = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    chosen = set(data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True)))
    text = written(chosen, names, every)
    if text == "":
        assert chosen == set(every)
    elif text is not None:
        assert set(selected(text, names, every) or ()) == chosen
    # Only such names have no form as are nothing but signs of the form themselves.
    assert text is not None or any(set(name) & set('"*+-') for name in names)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("sda", ["sda"]),
        (" SDB ", ["sdb"]),
        ("sda + sdb", ["sda", "sdb"]),
        ("*", ["sda", "sdb", "0 C:, D:"]),
        ("* - sda", ["sdb", "0 C:, D:"]),
        ("* - sda - sdb", ["0 C:, D:"]),
        ("0 C:, D: + sda", ["0 C:, D:", "sda"]),
        ('"a + b" + sda', ["a + b", "sda"]),
        ("a + b + sda", ["a + b", "sda"]),
        ("* - sda - sdb - 0 C:, D:", None),
        ("sda + sdx", None),
        ("sdx", None),
        ("", None),
    ],
)
def test_a_choice_is_a_name_several_or_all_but_some(text: str, chosen: list[str] | None) -> None:
    assert selected(text, ["sda", "sdb", "0 C:, D:", "a + b"], ["sda", "sdb", "0 C:, D:"]) == chosen


def test_the_shortest_form_is_written_and_none_that_no_address_holds() -> None:
    many = [f"disk-of-a-machine-{number}" for number in range(400)]
    assert written(many[1:], many, many) == f"* - {many[0]}"
    assert written(many[:1], many, many) == many[0]
    assert written(many[::2], many, many) is None
    assert len(written(many[:50], many, many) or "") <= LONGEST


FIGURES = st.integers(0, 10_000).map(float)
DEVICES = st.dictionaries(
    st.sampled_from(["sda", "sdb", "vdc", "nvme0n1", "xvda"]),
    st.lists(FIGURES, min_size=3, max_size=3),
    min_size=2,
    max_size=5,
)


@pytest.mark.parametrize("made", [wide, sar])
@given(values=DEVICES)
def test_the_means_of_each_alone_add_up_to_the_mean_of_all(
    made: Callable[[dict[str, list[float]]], str], values: dict[str, list[float]]
) -> None:
    text = made(values)
    every = contents(text)
    assert len(every.choices.parts) == len(values) == len(every.added)
    alone = [contents(text, part.alone) for part in every.choices.parts]
    assert {one.added for one in alone} == {(name,) for name in every.added}
    assert math.fsum(one.mean for one in alone) == pytest.approx(every.mean)
    for part, one in zip(every.choices.parts, alone, strict=True):
        assert part.turned is not None
        without = contents(text, part.turned)
        assert set(without.added) == set(every.added) - set(one.added)
        assert without.mean + one.mean == pytest.approx(every.mean)
        # Turned twice it is as it was.
        (again,) = (each for each in without.choices.parts if each.label == part.label)
        assert not again.counts and again.turned == ""
    assert contents(text, "*") == every


PARTS = [
    (case, part)
    for case in load()
    if case.right is not None and (found := read_trace(case.text, **case.given, **case.answers).contents)
    for part in found.choices.parts
    if found.choices.in_all > 1
]


@pytest.mark.parametrize(("case", "part"), PARTS, ids=lambda one: getattr(one, "label", None) or str(one))
def test_what_a_case_offers_is_read_as_it_says(case: TraceCase, part: Part) -> None:
    given = {**case.given, **case.answers}
    before = contents(case.text, **{"column": None, **given})
    for column, counts in ((part.alone, True), (part.turned, not part.counts)):
        if column is None:
            continue
        after = read_trace(case.text, **{**given, "column": column})
        assert not any("There is no column" in note.message for note in after.notes)
        if after.contents is None:
            assert after.question or after.notes
            continue
        (same,) = (each for each in after.contents.choices.parts if each.label == part.label)
        assert same.counts == counts
        if column == part.alone and column:
            assert len(after.contents.added) == 1 or before.added == after.contents.added


def test_what_lies_on_another_device_may_be_chosen_and_is_then_an_upper_bound() -> None:
    text = sar({"sda": [100, 200, 300], "dm-0": [100, 200, 300]})
    assert contents(text).added == ("sda",)
    reading = read_trace(text, column="sda + dm-0")
    assert reading.contents is not None and reading.contents.added == ("sda", "dm-0")
    assert "upper bound" in reading.doubts[0]
    assert not read_trace(text, column="dm-0").doubts


def test_a_name_that_is_not_there_is_a_doubt() -> None:
    reading = read_trace(sar({"sda": [1, 2, 3], "sdb": [1, 2, 3]}), column="sdx")
    assert reading.trace is not None
    assert "There is no column 'sdx'" in reading.doubts[0]


def test_of_many_devices_the_ten_largest_are_offered() -> None:
    found = contents(sar({f"sd{chr(97 + at // 20)}{chr(97 + at % 20)}": [at, at, at] for at in range(40)}))
    assert (len(found.choices.parts), found.choices.in_all) == (10, 40)
    assert [part.label for part in found.choices.parts][:2] == ["sdbt", "sdbs"]


def test_of_many_columns_the_ten_largest_are_offered_beside_others_that_are_not_written() -> None:
    head = ",".join(["time", "other MB/s", *(f"vm{at} write MB/s" for at in range(30))])
    row = ",".join(["100", *(str(at) for at in range(30))])
    found = contents(f"{head}\n" + "".join(f"2026-11-23 09:0{at}:00,{row}\n" for at in range(3)))
    assert (len(found.added), found.choices.in_all) == (30, 30)
    assert [part.label for part in found.choices.parts][:2] == ["vm29 write MB/s", "vm28 write MB/s"]
    assert [each.value for each in found.choices.unnamed] == ["other MB/s"]


def test_columns_that_nothing_calls_data_written_count_by_choice_only() -> None:
    text = "time,write MB/s,backup MB/s,cpu %\n" + "".join(f"2026-11-23 09:0{at}:00,{at},9,50\n" for at in range(3))
    found = contents(text)
    assert (found.added, found.own) == (("write MB/s",), ())
    assert [each.value for each in found.choices.unnamed] == ["backup MB/s"]
    assert found.choices.unnamed[0].first == ("9", "9", "9")
    assert contents(text, "backup MB/s").own == ("backup MB/s",)


def test_of_many_columns_that_a_question_added_up_the_largest_are_offered() -> None:
    head = ",".join(["time", *(f"vm{at}" for at in range(30))])
    row = ",".join(str(at) for at in range(30))
    text = f"{head}\n" + "".join(f"2026-11-23 09:0{at}:00,{row}\n" for at in range(3))
    found = contents(text, "*", unit="MB/s").choices
    assert ([part.label for part in found.parts][:2], found.in_all) == (["vm29", "vm28"], 30)


def test_columns_that_a_question_added_up_are_chosen_one_by_one_like_any_others() -> None:
    text = "time,web01,db01,mail\n" + "".join(f"2026-11-23 09:0{at}:00,1,2,4\n" for at in range(3))
    assert read_trace(text, unit="MB/s").question
    every = contents(text, "*", unit="MB/s")
    assert every.mean == pytest.approx(7e6)
    assert [(part.label, part.alone, part.turned) for part in every.choices.parts] == [
        ("web01", "web01", "* - web01"),
        ("db01", "db01", "* - db01"),
        ("mail", "mail", "* - mail"),
    ]
    without = contents(text, "* - db01", unit="MB/s")
    assert without.mean == pytest.approx(5e6)
    assert without.own == ("web01", "mail")
    assert [part.turned for part in without.choices.parts] == ["mail", "*", "web01"]


def test_a_device_of_a_long_table_may_be_chosen() -> None:
    text = "time,machine,write MB/s\n" + "".join(
        f"2026-11-23 09:0{at}:00,{name},{value}\n" for at in range(3) for name, value in (("db", 1), ('"web, 1"', 3))
    )
    every, one = contents(text), contents(text, "web, 1")
    assert every.mean == pytest.approx(4e6)
    assert one.added == ("web, 1",)
    assert one.mean == pytest.approx(3e6)


def test_counters_of_windows_may_be_chosen_one_by_one_and_by_level() -> None:
    paths = [rf"\\HOST\PhysicalDisk({disk})\Disk Write Bytes/sec" for disk in ("0 C:", "1 D:", "_Total")]
    rows = "".join(f'"11/23/2026 09:0{at}:00.000","100","300","400"\r\n' for at in range(4))
    text = '"(PDH-CSV 4.0) (UTC)(0)",' + ",".join(f'"{path}"' for path in paths) + "\r\n" + rows
    found = contents(text)
    assert [(part.label, part.counts) for part in found.choices.parts] == [
        ("0 C:", False),
        ("1 D:", False),
        ("_Total", True),
    ]
    assert contents(text, " + ".join(paths[:2])).mean == pytest.approx(found.mean)
    both = read_trace(text, column=f"{paths[0]} + {paths[2]}")
    assert "upper bound" in both.doubts[0]


@pytest.mark.parametrize(
    ("name", "some"), [("MB/s", "MiB/s"), ("MB/s", "kB/s"), ("KiB/s", "kB/s"), ("MB/s", "Mbit/s"), ("MB", "MB/s")]
)
def test_units_that_are_mistaken_for_one_another(name: str, some: str) -> None:
    unit = parse_unit(name)
    assert unit is not None
    assert some in mistakable(unit)
    assert name not in mistakable(unit)
