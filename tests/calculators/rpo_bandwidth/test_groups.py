"""Groups of hosts as readers paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import rpo_bandwidth
from calculators.answers.inputs import maximum
from calculators.answers.report import Report, Table
from calculators.catalog import Catalog
from calculators.registry import run
from calculators.replication.units import DATA_UNITS
from calculators.rpo_bandwidth.groups import Group, read_groups


def only(text: str) -> Group:
    reading = read_groups(text)
    assert reading.slips == ()
    (group,) = reading.groups
    return group


def slip(text: str) -> str:
    (found,) = read_groups(text).slips
    return str(found)


def test_a_line_takes_the_rpos_of_the_form(catalog: Catalog) -> None:
    # A text is read before the form is at hand, so the bound stands beside the reader, too.
    longest = maximum(rpo_bandwidth.form(catalog), "rpo_minutes")
    assert only(f"ERP; 1 TB; 5 %; {longest:g} min").rpo_minutes == longest
    assert "out of range" in slip(f"ERP; 1 TB; 5 %; {longest + 1:g} min")


AMOUNT = "Write an amount of data, such as 500 GB or 1.5 TB"


@pytest.mark.parametrize("separator", [";", "\t", "|", " ; ", "；"])
def test_columns_stand_between_semicolons_tabs_or_bars(separator: str) -> None:
    group = only(separator.join(("web", "500", "20", "60", "2")))
    assert (group.name, group.used, group.change, group.rpo_minutes, group.tier) == ("web", 500e9, 20e9, 60, "2")


@pytest.mark.parametrize(
    ("cell", "used"),
    [
        ("500", 500e9),
        ("1,5 TB", 1.5e12),
        ("1.5TiB", 1.5 * 2**40),
        ("1 024 GiB", 1024 * 2**30),
        ("1\u202f024,5 GB", 1024.5e9),
        ("1.024,5", 1024.5e9),
        ("1,024.5", 1024.5e9),
        ("1,024,000 MB", 1024000e6),
        ("1'500", 1500e9),
        ("0,250", 0.25e9),
        ("12 gb", 12e9),
        ("1e3", 1e12),
        ("~500 GB", 500e9),
        ("1½ TB", 1.5e12),
        ("1.1 TB (1 TiB)", 1.1e12),
        ("\u200b５００", 500e9),
        ("2 PB", 2e15),
    ],
)
def test_amounts_as_people_and_spreadsheets_write_them(cell: str, used: float) -> None:
    assert only(f"a; {cell}").used == pytest.approx(used)


@pytest.mark.parametrize(
    ("cell", "change", "percent"),
    [
        ("", None, None),
        ("20", 20e9, None),
        ("5 %", None, 5),
        ("2,5%", None, 2.5),
        ("20 GB/day", 20e9, None),
        ("20 GB per day", 20e9, None),
        ("~5 percent", None, 5),
    ],
)
def test_the_change_is_an_amount_or_a_share(cell: str, change: float | None, percent: float | None) -> None:
    group = only(f"a; 100; {cell}")
    assert (group.change, group.change_percent) == (change, percent)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("", None),
        ("60", 60),
        ("15 min", 15),
        ("4 h", 240),
        ("1 day", 1440),
        ("1 h 30 min", 90),
        ("1:30", 90),
        ("4小时", 240),
        ("about 5 h", 300),
    ],
)
def test_the_rpo_is_a_time(cell: str, minutes: float | None) -> None:
    assert only(f"a; 100; 5; {cell}").rpo_minutes == minutes


def test_a_header_gives_units_and_comments_are_no_groups() -> None:
    group = only("Name;Used TB;Change %;RPO h;Tier\n# production\n\n// of June\nweb;2;5;1;1\n")
    assert (group.used, group.change_percent, group.rpo_minutes, group.line) == (2e12, 5, 60, 5)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("web", "line 1, column 2 (used data): there is only one column. Put a semicolon or a tab between columns."),
        ("a; 1\nb;;5", "line 2, column 2 (used data): this is empty. Write an amount of data, such as 500 or 1.5 TB."),
        ("a; 1\nb; x", f"line 2, column 2 (used data): 'x' is not a number. {AMOUNT}."),
        ("web; TBD; 5; 60", f"line 1, column 2 (used data): 'TBD' is not a number. {AMOUNT}."),
        ("a; 1,024", "line 1, column 2 (used data): '1,024' may mean 1024 or 1.024. Write one of the two."),
        ("a; 1.500", "line 1, column 2 (used data): '1.500' may mean 1500 or 1.5. Write one of the two."),
        ("a; 1,500", "line 1, column 2 (used data): '1,500' may mean 1500 or 1.5. Write one of the two."),
        ("a; 500 Gb", "line 1, column 2 (used data): 'Gb' is bits. Are bytes meant? Then write GB."),
        ("name; Gb\na; 500", "line 2, column 2 (used data): 'Gb' is bits. Are bytes meant? Then write GB."),
        ("a; 5 T", "line 1, column 2 (used data): 'T' alone may mean TB or TiB. Write one of the two."),
        (
            "a; 5-6",
            f"line 1, column 2 (used data): '5-6' is a range. Write one number, the one to plan with. {AMOUNT}.",
        ),
        ("a; 1e30", "line 1, column 2 (used data): '1e30' is out of range."),
        ("a; 5 km", f"line 1, column 2 (used data): 'km' in '5 km' is not a unit that is known here. {AMOUNT}."),
        (
            "a; 5; 3 x",
            "line 1, column 3 (change a day): 'x' in '3 x' is not a unit that is known here. "
            f"{AMOUNT}, or a share, such as 5 %.",
        ),
        ("a; 5; 2,500", "line 1, column 3 (change a day): '2,500' may mean 2500 or 2.5. Write one of the two."),
        ("a; 5; 2000 %", "line 1, column 3 (change a day): '2000 %' is out of range."),
        (
            "a; 5; 3; 2 TB",
            "line 1, column 4 (RPO): '2 TB' is an amount of data. Write a time, such as 60 min or 4 h.",
        ),
        ("a; 5; 3; 31 d", "line 1, column 4 (RPO): '31 d' is out of range."),
        ("a; 5; 3; 0", "line 1, column 4 (RPO): an RPO of 0 cannot be reached by cycles. Write a time."),
        ("a; -5", "line 1, column 2 (used data): '-5' is below 0."),
        ("a; 0", "line 1, column 2 (used data): a group without data needs nothing. Write an amount above 0."),
        ("a;1;1;1;1;x", "line 1, column 6 (wave): 'x' is not a number."),
        ("a;1;1;1;1;1;x", "line 1, column 6 (wave): there are more than 6 columns."),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_with_its_column(line: str, message: str) -> None:
    assert slip(line) == message


@given(text=st.text(alphabet=st.sampled_from(" ;|\t\n#/.,%-+'0123456789eabGTiBhmxé\u202f\ufeff"), max_size=80))
def test_any_text_is_read_and_every_line_is_a_group_or_a_slip_once(text: str) -> None:
    reading = read_groups(text)
    lines = [item.line for item in (*reading.groups, *reading.slips)]
    assert len(lines) == len(set(lines))
    assert all(group.used > 0 and (group.rpo_minutes or 1) > 0 for group in reading.groups)


def test_every_unit_of_data_is_known() -> None:
    assert [only(f"a; 1 {unit}").used for unit in DATA_UNITS] == list(DATA_UNITS.values())


def table(report: Report, title: str) -> Table:
    return next(table for table in report.tables if table.title.startswith(title))


def test_a_line_that_cannot_be_used_is_told_and_the_rest_is_kept(catalog: Catalog) -> None:
    report = run("rpo_bandwidth", {"groups": "a; 100; 5\nb; x\nc; 200; 5"}, catalog)
    assert [row[0] for row in table(report, "Each group").rows] == ["a", "c", "All together"]
    assert report.warnings[0] == f"Line 2, column 2 (used data): 'x' is not a number. {AMOUNT}. It was left out."


def test_many_lines_that_cannot_be_used_are_counted(catalog: Catalog) -> None:
    text = "\n".join(("a; 100", *(f"b{number}; x" for number in range(8))))
    warnings = run("rpo_bandwidth", {"groups": text}, catalog).warnings
    assert warnings[5] == "3 further lines were left out: 7, 8, 9."


def test_empty_columns_take_the_values_of_the_form(catalog: Catalog) -> None:
    given = {"used": 1, "capacity_unit": "TB", "change_percent": 7, "rpo_minutes": 120, "interval_minutes": 20}
    alone = run("rpo_bandwidth", given, catalog)
    grouped = run("rpo_bandwidth", {**given, "groups": "all; 1 TB"}, catalog)
    amounts = {answer.id: answer.amount for answer in alone.answers}
    assert {answer.id: answer.amount for answer in grouped.answers} == pytest.approx(amounts)


def test_groups_that_are_busy_at_once_may_miss_what_they_hold_apart(catalog: Catalog) -> None:
    # Each of the two needs 24 Mbit/s in its busiest hour.
    given = {"groups": "a; 2 TB; 108; 60\nb; 2 TB; 108; 60", "efficiency_percent": 100, "rpo_minutes": 60}
    verdicts = [
        run("rpo_bandwidth", {**given, "link_mbps": link}, catalog).verdict.level for link in (20, 30, 40, 47, 49)
    ]
    assert verdicts == ["bad", "caution", "caution", "caution", "good"]


def test_what_prepares_the_browser_uses_groups_waves_and_lines_that_are_left_out(catalog: Catalog) -> None:
    report = run("rpo_bandwidth", rpo_bandwidth.SAMPLES[0], catalog)
    assert [row[0] for row in table(report, "Each group").rows] == ["web", "db", "file", "late", "All together"]
    assert [row[0] for row in table(report, "Order of").rows] == ["Tier 1", "Tier 2", "gold", "Without a tier"]
    assert sum("left out" in warning for warning in report.warnings) == 2


def test_what_is_not_worked_out_for_several_groups_is_said(catalog: Catalog) -> None:
    lines = ("A; 1 TB; 5 %; 60 min", "B; 1 TB; 5 %; 2 h")
    one, two = (run(rpo_bandwidth.NAME, {"groups": "\n".join(lines[:most])}, catalog) for most in (1, 2))
    titles = [{table.title for table in report.tables} for report in (one, two)]
    said = ["parts of the time" in " ".join(report.notes) for report in (one, two)]
    assert [any("part" in title.lower() for title in found) for found in titles] == [True, False]
    assert said == [False, True]
