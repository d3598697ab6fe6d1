"""Several records at once: their sum, each alone, and what keeps them from being added up."""

import pytest

from calculators.answers.inputs import InputError
from calculators.answers.report import Report, Table
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.trace_replay.several import MOST_RECORDS, parted


def table(values: list[float], hour: int = 8) -> str:
    """Return a record of a value a minute, in MB/s, from an hour of a day on."""
    rows = (f"2026-11-23 {hour + place // 60:02}:{place % 60:02},{value}" for place, value in enumerate(values))
    return "time,write MB/s\n" + "\n".join(rows) + "\n"


def joined(**records: str) -> str:
    return "".join(f"==> {name}.csv <==\n{text}\n" for name, text in records.items())


def answered(text: str, catalog: Catalog, **more: object) -> Report:
    return run(
        "replay",
        {"trace": text, "way": "continuous", "rpo_minutes": 5, "link_mbps": 100, "efficiency_percent": 100, **more},
        catalog,
    )


def named(report: Report, words: str) -> Table:
    return next(one for one in report.tables if words in one.title)


def test_what_records_write_together_is_one_record(catalog: Catalog) -> None:
    # Their peaks fall together: 6 + 9 MB/s; their sum of the peaks is as much.
    report = answered(joined(a=table([1, 6, 1] * 40), b=table([2, 9, 2] * 40)), catalog, link_mbps=100)
    amounts = {one.id: one.amount for one in report.answers}
    assert amounts["peak"] == pytest.approx(15 * 8)
    assert amounts["mean"] == pytest.approx((8 + 13) / 3 * 8)
    assert report.verdict.text.startswith("2 records added up.")
    # The same record by hand has the same answers.
    one = answered(table([3, 15, 3] * 40), catalog, link_mbps=100)
    assert {answer.id: answer.amount for answer in one.answers} == amounts


def test_peaks_at_other_times_do_not_add_up(catalog: Catalog) -> None:
    report = answered(joined(a=table([9, 1] * 60), b=table([1, 9] * 60)), catalog, link_mbps=100)
    assert next(one.amount for one in report.answers if one.id == "peak") == pytest.approx(10 * 8)


def test_each_record_has_a_verdict_of_its_own(catalog: Catalog) -> None:
    report = answered(joined(small=table([1] * 120), large=table([20] * 120)), catalog, link_mbps=100)
    rows = {row[0]: row for row in named(report, "link for itself").rows}
    assert {name: row[1] for name, row in rows.items()} == {
        "small.csv": "held",
        "large.csv": "missed",
        "Together": "missed",
    }
    assert rows["Together"][5] == next(one.value for one in report.answers if one.id == "needed_link")
    assert [line.label for line in report.read] == ["small.csv", "large.csv"]


def test_what_one_record_does_not_know_is_left_out_and_told(catalog: Catalog) -> None:
    report = answered(joined(a=table([5] * 120), b=table([5] * 120, hour=9)), catalog)
    assert "Left out: a.csv 60 min, b.csv 60 min." in " ".join(report.warnings)
    assert next(one.amount for one in report.answers if one.id == "mean") == pytest.approx(80)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (joined(a=table([1] * 60), b="nothing here"), "b.csv: "),
        (joined(a=table([1] * 60), b=table([1] * 60, hour=20)), "no time in common"),
        (joined(a=table([1] * 60), b="MB/s\n" + "5\n" * 60), "b.csv"),
        ("".join(f"==> {n} <==\n{table([1])}" for n in range(MOST_RECORDS + 1)), f"at most {MOST_RECORDS}"),
    ],
)
def test_records_that_cannot_be_added_up_say_why(text: str, message: str, catalog: Catalog) -> None:
    with pytest.raises(InputError) as caught:
        answered(text, catalog, trace_seconds=60)
    assert message in str(caught.value)


def test_a_record_that_asks_something_is_named(catalog: Catalog) -> None:
    report = answered(joined(a=table([1] * 60), b="time,x,y\n2026-11-23 08:00,1,2\n2026-11-23 08:01,2,3\n"), catalog)
    assert "b.csv" in report.verdict.text and report.verdict.level != "good"


def test_a_file_is_left_out_by_a_button_and_counts_again_by_another(catalog: Catalog) -> None:
    text = joined(a=table([1] * 60), b=table([2] * 60), c=table([4] * 60))

    def mean(**more: object) -> tuple[float, Report]:
        report = answered(text, catalog, **more)
        return next(one.amount or 0.0 for one in report.answers if one.id == "mean"), report

    every, report = mean()
    assert every == pytest.approx(56)
    for line, expected in zip(report.read, (48, 40, 24), strict=True):
        (option,) = line.options
        assert option.label == f"Leave out {line.label}"
        left, after = mean(**{line.field: option.value})
        assert left == pytest.approx(expected)
        (back,) = (one for one in after.read if one.label == line.label)
        assert back.value == "left out (your choice)"
        assert [(one.value, one.undo) for one in back.options] == [("", True)]
    # The last one stays.
    alone, report = mean(left_out_files="a.csv + c.csv")
    assert alone == pytest.approx(16)
    assert [len(line.options) for line in report.read] == [1, 0, 1]


def test_each_file_says_what_was_read_of_it(catalog: Catalog) -> None:
    first = answered(joined(a=table([1] * 60), b=table([2] * 60)), catalog).read[0]
    for words in ("table", "unit MB/s", "interval 60 s", "gaps none", "mean 8 Mbit/s", "2026-11-23 08:00"):
        assert words in first.value


def test_a_file_that_asks_or_cannot_be_read_can_be_left_out(catalog: Catalog) -> None:
    asks = joined(a=table([1] * 60), b="time,x,y\n2026-11-23 08:00,1,2\n2026-11-23 08:01,2,3\n")
    (line,) = (one for one in answered(asks, catalog).read if one.field == "left_out_files")
    assert answered(asks, catalog, left_out_files=line.options[0].value).verdict.level == "good"
    broken = joined(a=table([1] * 60), b="nothing here")
    with pytest.raises(InputError, match=r"type b\.csv as the files left out"):
        answered(broken, catalog)
    assert answered(broken, catalog, left_out_files="b.csv").verdict.level == "good"


@pytest.mark.parametrize(
    ("left_out", "message"), [("d.csv", "Allowed: 'a.csv', 'b.csv'"), ("a.csv + b.csv", "Let one count at least")]
)
def test_files_that_are_not_there_or_all_of_them_cannot_be_left_out(
    left_out: str, message: str, catalog: Catalog
) -> None:
    with pytest.raises(InputError, match="left_out_files.*" + message):
        answered(joined(a=table([1] * 60), b=table([1] * 60)), catalog, left_out_files=left_out)


def test_names_that_are_alike_are_told_apart_and_other_texts_are_one_record() -> None:
    assert [name for name, _ in parted("==> a <==\n1\n==> a <==\n2\n")] == ["a", "a (2)"]
    assert parted("\ufeff==> a <==\r\n\ufefftime\r\n")[0] == ("a", "time\r\n")
    assert parted("time,a\n==> a <==\n1\n") == []
