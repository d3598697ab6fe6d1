"""The buttons of the lines over the verdict: each does what it says, and one press takes it back."""

import pytest

from calculators.answers.report import Option, Report
from calculators.catalog import Catalog
from calculators.registry import run

SAR = "Linux 5.14.0 (db1) \t2026-11-23 \t_x86_64_\t(4 CPU)\n\n" + "".join(
    f"00:{at}0:01          DEV       tps     rkB/s     wkB/s     %util\n"
    + "".join(
        f"00:{at + 1}0:01     {name}      5.10      1.00    {size * (at + 1)}.00      1.00\n"
        for name, size in (("sda", 4000), ("sdb", 2000), ("dm-0", 6000))
    )
    for at in range(4)
)
WIDE = "time,web write MB/s,db write MB/s,other MB/s\n" + "".join(f"2026-11-23 09:0{at}:00,1,2,4\n" for at in range(5))
UNTIMED = "interval 60\nMB/s\n1\n2\n3\n4\n"
TEXTS = {"sar": SAR, "wide": WIDE, "untimed": UNTIMED}


def answered(text: str, catalog: Catalog, **more: object) -> Report:
    return run("replay", {"trace": text, "way": "continuous", **more}, catalog)


def mean(report: Report) -> float:
    return next(one.amount or 0.0 for one in report.answers if one.id == "mean")


def options(report: Report, label: str) -> dict[str, Option]:
    return {one.label: one for line in report.read if line.label == label for one in line.options}


@pytest.mark.parametrize("name", TEXTS)
def test_each_button_changes_the_line_and_one_press_takes_it_back(name: str, catalog: Catalog) -> None:
    text = TEXTS[name]
    before = answered(text, catalog)
    assert not any(one.undo for line in before.read for one in line.options)
    pressed = [(line.field, one) for line in before.read for one in line.options]
    assert pressed
    for field, option in pressed:
        after = answered(text, catalog, **{field: option.value})
        (changed,) = (line for line in after.read if line.field == field)
        assert changed.value.endswith("(your choice)")
        assert changed.value not in [line.value for line in before.read]
        (back,) = (one for one in changed.options if one.label == "As read")
        assert back.undo
        assert answered(text, catalog, **{field: back.value}).read == before.read


def test_each_device_alone_and_each_left_out_is_a_button(catalog: Catalog) -> None:
    every = answered(SAR, catalog)
    found = options(every, "Added up (2)")
    assert set(found) == {"sda", "sdb", "dm-0", "without sda", "without sdb", "with dm-0"}
    alone = [mean(answered(SAR, catalog, column=found[name].value)) for name in ("sda", "sdb")]
    assert sum(alone) == pytest.approx(mean(every))
    assert mean(answered(SAR, catalog, column=found["without sdb"].value)) == pytest.approx(alone[0])
    both = answered(SAR, catalog, column=found["with dm-0"].value, link_mbps=1000)
    assert both.verdict.level == "caution"
    assert "upper bound" in both.verdict.text


def test_a_column_that_nothing_calls_data_written_is_folded_away_and_told_in_the_verdict(catalog: Catalog) -> None:
    found = options(answered(WIDE, catalog), "Added up (2)")
    assert found["other MB/s"].group.startswith("Other columns of the text")
    assert found["other MB/s"].detail == "4, 4, 4"
    report = answered(WIDE, catalog, column=found["other MB/s"].value)
    assert "other MB/s is data written is your own choice" in report.verdict.text
    assert "your own choice" not in answered(WIDE, catalog, column=found["db write MB/s"].value).verdict.text


def test_another_unit_or_interval_counts(catalog: Catalog) -> None:
    every = answered(UNTIMED, catalog)
    assert mean(answered(UNTIMED, catalog, unit=options(every, "Unit")["MiB/s"].value)) == pytest.approx(
        mean(every) * 1.048576
    )
    minutes = options(every, "Interval")["5 min"]
    assert "20 min" in next(
        one.detail for one in answered(UNTIMED, catalog, trace_seconds=minutes.value).answers if one.id == "mean"
    )
    # Times tell the interval, so there is nothing to choose.
    assert not [line for line in answered(SAR, catalog).read if line.field == "trace_seconds"]


def test_what_was_told_of_a_text_that_asks_for_more_can_be_taken_back(catalog: Catalog) -> None:
    asks = "time,x,y\n2026-11-23 08:00,1,2\n2026-11-23 08:01,2,3\n"
    report = answered(asks, catalog, column="y")
    assert options(report, "Column")["As read"].undo
    assert "MB/s" in options(report, "Unit of the values")


def test_of_many_devices_ten_are_offered_and_the_field_takes_the_rest(catalog: Catalog) -> None:
    many = {f"sd{chr(97 + at // 20)}{chr(97 + at % 20)}": at + 1 for at in range(60)}
    text = "Linux 5.14.0 (db1) \t2026-11-23 \t_x86_64_\t(4 CPU)\n\n" + "".join(
        f"00:{at}0:01          DEV       tps     rkB/s     wkB/s\n"
        + "".join(f"00:{at + 1}0:01     {name}      5.10      1.00    {size}.00\n" for name, size in many.items())
        for at in range(4)
    )
    report = answered(text, catalog)
    groups = [one.group for line in report.read for one in line.options if line.field == "column"]
    assert len(groups) == 20
    assert groups[0] == "Only one, the 10 largest of 60"
    assert mean(report) == pytest.approx(
        mean(answered(text, catalog, column="* - sdaa")) + mean(answered(text, catalog, column="sdaa"))
    )
