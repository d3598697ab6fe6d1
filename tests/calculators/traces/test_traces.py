"""A change trace from each kind of file, in each style of numbers and times, and from files that are wrong."""

import math
from array import array
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.traces import UNIT_NAMES, Note, Reading, Trace, read_profile, read_trace
from calculators.traces.amounts import parse_unit, unit_in
from calculators.traces.model import MOST_NOTES

T0 = datetime(2026, 11, 23, tzinfo=UTC).timestamp()


def trace(text: str, **options: Any) -> Trace:
    reading = read_trace(text, **options)
    assert reading.trace is not None, reading.notes
    return reading.trace


def rows(found: Trace) -> list[tuple[float, float, float]]:
    """Return start after T0, duration and size of each interval."""
    return [
        (round(start - T0, 6), round(duration, 6), size)
        for start, duration, size in zip(found.starts, found.durations, found.sizes, strict=True)
    ]


def messages(reading: Reading, level: str = "problem") -> list[str]:
    return [note.message for note in reading.notes if note.level == level]


def clean(text: str, **options: Any) -> Trace:
    reading = read_trace(text, **options)
    assert reading.notes == ()
    assert reading.trace is not None
    return reading.trace


# -- tables --------------------------------------------------------------------------------------------------------

TWO = [(0, 300, 450e6), (300, 300, 600e6)]


@pytest.mark.parametrize(
    "text",
    [
        "time,write MB/s\n2026-11-23 00:00,1.5\n2026-11-23 00:05,2\n",
        "\ufefftime,write MB/s\r\n2026-11-23 00:00,1.5\r\n2026-11-23 00:05,2\r\n",
        "time,write MB/s\r2026-11-23 00:00,1.5\r2026-11-23 00:05,2",
        '"time","write MB/s"\n"2026-11-23 00:00","1.5"\n"2026-11-23 00:05","2"\n',
        "time\twrite MB/s\n2026-11-23T00:00:00Z\t1.5\n2026-11-23T00:05:00Z\t2\n",
        "time;write MB/s\n2026-11-23 01:00+01:00;1,5\n2026-11-23 01:05+01:00;2,0\n",
        "Zeit;geschrieben (MB/s)\n23.11.2026 00:00;1,5\n23.11.2026 00:05;2,0\n",
        "time,write MB/s\n11/23/2026 00:00:00.000,1.5\n11/23/2026 00:05:00.000,2\n",
        "time,write MB/s\n23/11/2026 00:00,1.5\n23/11/2026 00:05,2\n",
        "time,write MB/s\n11/23/2026 12:00 AM,1.5\n11/23/2026 12:05 AM,2\n",
        "time,write MB/s\n23-Nov-2026 00:00,1.5\n23-Nov-2026 00:05,2\n",
        'time,write MB/s\n"Nov 23, 2026 12:00:00 AM",1.5\n"Nov 23, 2026 12:05:00 AM",2\n',
        "time,write MB/s\n1795392000,1.5\n1795392300,2\n",
        "time,write MB/s\n1795392000000,1.5\n1795392300000,2\n",
        "1795392000,1.5 MB/s\n1795392300,2 MB/s\n",
        "time write (MB/s)\n2026-11-23 00:00:00 1.5\n2026-11-23 00:05:00 2\n",
        "date time write_MB/s\n2026-11-23 00:00:00 1,5\n2026-11-23 00:05:00 2\n",
        "Date,Time,write MB/s\n11/23/2026,00:00:00,1.5\n11/23/2026,00:05:00,2\n",
        "# made by hand\n\ntime|write MB/s\n2026-11-23 00:00|1.5\n\n2026-11-23 00:05|2\n# end\n",
        "until,write MB/s\n2026-11-23 00:05,1.5\n2026-11-23 00:10,2\n",
        "time,write Mbit/s\n2026-11-23 00:00,12\n2026-11-23 00:05,16\n",
        "time,write_mbps\n2026-11-23 00:00,12\n2026-11-23 00:05,16\n",
        "time,bytes written\n2026-11-23 00:00,450000000\n2026-11-23 00:05,600000000\n",
        "time,GB/h written\n2026-11-23 00:00,5.4\n2026-11-23 00:05,7.2\n",
    ],
)
def test_one_trace_in_many_forms(text: str) -> None:
    found = rows(clean(text))
    assert [row[:2] for row in found] == [row[:2] for row in TWO]
    assert [row[2] for row in found] == pytest.approx([row[2] for row in TWO])


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (["1.234,5", "2,0"], 1234.5),
        (["1,234.5", "2.0"], 1234.5),
        (["1 234,5", "2,0"], 1234.5),
        (["1\u202f234,5", "2,0"], 1234.5),
        (["1'234.5", "2.0"], 1234.5),
        (["1’234.5", "2.0"], 1234.5),
        (["1.234.567,5", "2,0"], 1234567.5),
        (["1,234,567", "2"], 1234567),
        (["1.234.567", "2"], 1234567),
        (["0,125", "2,5"], 0.125),
        (["1,5", "12,25"], 1.5),
        (["1.5e3", "2E0"], 1500),
        ([".5", "2."], 0.5),
        (["+7", "2"], 7),
    ],
)
def test_numbers_as_people_write_them(cells: list[str], value: float) -> None:
    text = "time;B\n" + "".join(f"{1795392000 + 60 * place};{cell}\n" for place, cell in enumerate(cells))
    assert clean(text).sizes[0] == value


def test_a_comma_before_three_digits_is_said() -> None:
    cells = "time{0}B\n1795392000{0}{1}\n1795392060{0}{1}\n"
    decimal = read_trace(cells.format(";", "1,234"))
    assert decimal.trace and decimal.trace.sizes[0] == 1.234
    assert messages(decimal, "warning")[0].startswith(
        "Every comma has three digits behind it: it is read as a mark of d"
    )
    thousands = read_trace(cells.format(",", '"1,234"'))
    assert thousands.trace and thousands.trace.sizes[0] == 1234
    assert "a mark of thousands" in messages(thousands, "warning")[0]


def test_marks_that_contradict_each_other() -> None:
    reading = read_trace("time;B\n1795392000;1.234,5\n1795392060;1,234.5\n")
    assert reading.trace and list(reading.trace.sizes) == [1234.5, 1234.5]
    assert messages(reading)[0].startswith("Some numbers have a decimal point and some a decimal comma.")


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("B/s", 60), ("kB/s", 60e3), ("KB/s", 60 * 1024), ("KiB/s", 60 * 1024), ("MB/s", 60e6),
        ("MiB/s", 60 * 2**20), ("Mbit/s", 7.5e6), ("Gbit/s", 7.5e9), ("GB", 1e9), ("GiB", 2**30), ("MB/min", 1e6),
        ("MB per second", 60e6), ("Bytes/sec", 60), ("MBps", 60e6), ("Mbps", 7.5e6), ("KBps", 60 * 1024),
        ("blocks/s", 60 * 512), ("megabytes", 1e6), ("GB/day", 1e9 / 1440),
    ],
)  # fmt: skip
def test_units_from_the_argument_and_from_the_name(unit: str, size: float) -> None:
    lines = "1795392000;1\n1795392060;1\n"
    assert trace(f"time;written\n{lines}", unit=unit).sizes[0] == pytest.approx(size)
    assert trace(f"time;written ({unit})\n{lines}").sizes[0] == pytest.approx(size)
    assert trace(f"time;written {unit}\n{lines}").sizes[0] == pytest.approx(size)


@pytest.mark.parametrize("unit", UNIT_NAMES)
def test_the_units_on_offer_are_their_own_names(unit: str) -> None:
    parsed = parse_unit(unit)
    assert parsed is not None
    assert parsed.name == unit


@pytest.mark.parametrize("name", ["disk", "sda", "written", "b", "used", "x" * 10_000])
def test_names_without_a_unit(name: str) -> None:
    assert unit_in(name) is None


def test_a_unit_that_nothing_names_is_asked_for() -> None:
    text = "time,written\n1795392000,1\n1795392060,1\n"
    reading = read_trace(text)
    assert reading.trace is None
    assert reading.question and reading.question.field == "unit"
    assert tuple(candidate.value for candidate in reading.question.candidates) == UNIT_NAMES
    assert {candidate.first for candidate in reading.question.candidates} == {("1", "1")}
    assert messages(reading) == ["Nothing names the unit of 'written'. Choose the unit, such as MB/s."]
    assert clean(text, unit="B/s").sizes[0] == 60


def test_a_capital_k_is_1024_and_that_is_said() -> None:
    reading = read_trace("time,write KB/s\n1795392000,1\n1795392060,1\n")
    assert messages(reading, "warning") == ["KB/s is read as 1024 bytes for each KB. Choose kB/s if it means 1000."]
    assert read_trace("time,write KB/s\n1795392000,1\n1795392060,1\n", unit="kB/s").notes == ()


def test_an_unknown_unit_keeps_the_one_of_the_text() -> None:
    reading = read_trace("time,write MB/s\n1795392000,1\n1795392060,1\n", unit="furlong")
    assert reading.unit == "MB/s"
    assert messages(reading)[0].startswith("'furlong' is not a unit. Allowed: B/s, kB/s,")


COLUMNS = "time,read MB/s,write MB/s,total MB/s,write latency ms,IOPS\n1795392000,1,2,3,4,5\n1795392060,1,2,3,4,5\n"


def test_the_written_column_is_chosen_and_the_others_are_listed() -> None:
    reading = read_trace(COLUMNS)
    assert reading.trace and reading.trace.sizes[0] == 120e6
    assert messages(reading, "warning") == [
        "Column 'write MB/s' is used. Also there: 'read MB/s', 'total MB/s'.",
    ]
    assert reading.columns == ("read MB/s", "write MB/s", "total MB/s")


def test_another_column_can_be_asked_for() -> None:
    assert clean(COLUMNS, column="TOTAL MB/s").sizes[0] == 180e6
    reading = read_trace(COLUMNS, column="nonsense")
    assert reading.trace and reading.trace.sizes[0] == 120e6
    assert messages(reading)[0].startswith("There is no column 'nonsense'. Choose one of: 'read MB/s', 'write MB/s',")


@pytest.mark.parametrize("name", ["IOPS", "read MB/s", "write latency (ms)", "cpu %"])
def test_what_is_no_data_written_is_never_taken_for_it(name: str) -> None:
    reading = read_trace(f"time,{name}\n1795392000,1\n1795392060,1\n")
    assert reading.trace is None
    assert messages(reading)[0].startswith(f"No column is data written: '{name}'.")


def test_a_column_may_state_the_interval() -> None:
    assert list(clean("interval,MB/s\n60,5\n60,6\n").durations) == [60, 60]


def test_the_end_of_each_interval_beside_its_start_is_no_value() -> None:
    assert read_trace("start,end,bytes\n1795392000,1795392300,5\n1795392300,1795392600,6\n").columns == ("bytes",)


@pytest.mark.parametrize("head", ["interval 60\nMB/s\n", "# interval: 60 s\nMB/s\n", "interval=1 min\nMB/s\n"])
def test_values_in_stated_intervals(head: str) -> None:
    found = clean(head + "1,5\n2,5\n")
    assert list(found.starts) == [0, 60]
    assert list(found.sizes) == [90e6, 150e6]
    assert not found.has_clock


def test_values_with_an_interval_from_the_argument() -> None:
    assert list(clean("MiB\n1\n2\n", interval_seconds=300).durations) == [300, 300]
    reading = read_trace("MiB\n1\n2\n")
    assert reading.trace is None
    assert messages(reading) == [
        "There is no column of times. State the interval in seconds, or add a line such as: interval 60."
    ]


def test_a_bad_value_in_equal_intervals_is_a_gap() -> None:
    reading = read_trace("interval 60\nMB/s\n1\nx\n3\n")
    assert reading.trace
    assert list(reading.trace.starts) == [0, 120]
    assert list(reading.trace.gaps()) == [(60, 60)]


def test_seconds_since_the_start() -> None:
    found = clean("seconds,MB/s\n10,1\n20,2\n")
    assert list(found.starts) == [0, 10]
    assert not found.has_clock


def test_times_of_day_go_on_after_midnight() -> None:
    reading = read_trace("time MB/s\n23:50 1\n23:55 2\n00:00 3\n")
    assert reading.trace
    assert [start % 86400 for start in reading.trace.starts] == [85800, 86100, 0]
    assert list(reading.trace.durations) == [300, 300, 300]
    assert messages(reading, "warning") == ["The times have no date. The first day is taken as a Monday."]
    assert datetime.fromtimestamp(reading.trace.starts[0], UTC).weekday() == 0


def test_local_times_are_moved_by_the_offset() -> None:
    text = "time,MB/s\n2026-11-23 01:00,1\n2026-11-23 01:05,1\n"
    assert rows(clean(text, utc_offset_minutes=60))[0][0] == 0
    zoned = "time,MB/s\n2026-11-23 01:00+01:00,1\n2026-11-23 01:05+01:00,1\n"
    assert rows(clean(zoned, utc_offset_minutes=-300))[0][0] == 0


def test_devices_of_a_table_are_added_up() -> None:
    found = clean("time,disk,MB/s\n1795392000,a,1\n1795392000,b,2\n1795392060,a,3\n1795392060,b,4\n")
    assert rows(found) == [(0, 60, 180e6), (60, 60, 420e6)]


# -- day and month -------------------------------------------------------------------------------------------------


def test_the_whole_column_decides_about_day_and_month() -> None:
    text = "time,MB/s\n01/11/2026 00:00,1\n13/11/2026 00:00,1\n"
    assert clean(text).durations[0] == 12 * 86400
    text = "time,MB/s\n11/01/2026 00:00,1\n11/13/2026 00:00,1\n"
    assert clean(text).durations[0] == 12 * 86400


def test_days_that_follow_each_other_decide_when_nothing_else_does() -> None:
    reading = read_trace("time,MB/s\n01/02/2026 00:00,1\n02/02/2026 00:00,1\n03/02/2026 00:00,1\n")
    assert reading.trace
    assert list(reading.trace.durations) == [86400] * 3
    assert messages(reading, "warning") == [
        "No date shows whether the day or the month stands first. They are read with the day first, because the days "
        "then lie closer together. Write dates as 2026-11-23 if that is wrong."
    ]


def test_one_ambiguous_day_is_read_as_usual_and_said() -> None:
    reading = read_trace("time,MB/s\n01/02/2026 00:00,1\n01/02/2026 00:05,1\n")
    assert reading.trace
    assert datetime.fromtimestamp(reading.trace.starts[0], UTC).month == 1
    assert "with the month first, as is usual with '/'" in messages(reading, "warning")[0]


def test_day_and_month_in_both_places() -> None:
    reading = read_trace("time,MB/s\n13/01/2026 00:00,1\n14/01/2026 00:00,1\n01/15/2026 00:00,1\n")
    assert reading.trace
    assert len(reading.trace.starts) == 2
    assert messages(reading)[0].startswith("In some dates the day stands first and in others the month.")


# -- known exports -------------------------------------------------------------------------------------------------

# sar(1) of sysstat 12: "wkB/s: Number of kilobytes written to the device per second"; the time is the end of the
# interval. https://man7.org/linux/man-pages/man1/sar.1.html
SAR_D = """\
Linux 5.14.0-427.el9.x86_64 (db1) \t11/23/2026 \t_x86_64_\t(8 CPU)

11:40:01 PM       DEV       tps     rkB/s     wkB/s     dkB/s   areq-sz    aqu-sz     await     %util
11:50:01 PM    dev8-0      5.10      1.00    100.00      0.00     20.00      0.01      1.00      0.50
11:50:01 PM   dev8-16      5.10      1.00     50.00      0.00     20.00      0.01      1.00      0.50
11:50:01 PM  dev253-0      5.10      1.00    150.00      0.00     20.00      0.01      1.00      0.50

11:50:01 PM       DEV       tps     rkB/s     wkB/s     dkB/s   areq-sz    aqu-sz     await     %util
12:00:01 AM    dev8-0      5.10      1.00    200.00      0.00     20.00      0.01      1.00      0.50
12:00:01 AM   dev8-16      5.10      1.00      0.00      0.00     20.00      0.01      1.00      0.50
12:00:01 AM  dev253-0      5.10      1.00    200.00      0.00     20.00      0.01      1.00      0.50
Average:       dev8-0      5.10      1.00    150.00      0.00     20.00      0.01      1.00      0.50
Average:      dev8-16      5.10      1.00     25.00      0.00     20.00      0.01      1.00      0.50
"""


def test_sar_d() -> None:
    reading = read_trace(SAR_D)
    assert reading.trace
    assert rows(reading.trace) == [(85201, 600, 150 * 1024 * 600), (85801, 600, 200 * 1024 * 600)]
    assert reading.format == "sar -d report, column wkB/s, sum of 2 devices (column DEV)"
    assert reading.columns == ("dev8-0", "dev8-16", "dev253-0")
    assert messages(reading, "warning") == [
        "The disks 'dev8-0', 'dev8-16' are used. Left out, because what is written to them also reaches a disk: "
        "'dev253-0'. Choose one device if that is wrong."
    ]


def test_one_device_of_sar_d() -> None:
    assert clean(SAR_D, column="dev8-16").sizes[0] == 50 * 1024 * 600


# sar(1): "bwrtn/s: Total amount of data written to devices in blocks per second", blocks of 512 bytes.
SAR_B = """\
Linux 6.1.0-18-amd64 (web) \t2026-11-23 \t_x86_64_\t(4 CPU)

00:00:01          tps      rtps      wtps      dtps   bread/s   bwrtn/s   bdscd/s
00:10:01        10.00      1.00      9.00      0.00      8.00    400.00      0.00
00:20:01        10.00      1.00      9.00      0.00      8.00    800.00      0.00

00:25:12     LINUX RESTART\t(4 CPU)

00:30:01          tps      rtps      wtps      dtps   bread/s   bwrtn/s   bdscd/s
00:40:01        10.00      1.00      9.00      0.00      8.00    200.00      0.00
00:50:01        10.00      1.00      9.00      0.00      8.00    200.00      0.00
Average:        10.00      1.00      9.00      0.00      8.00    400.00      0.00
"""


def test_sar_b_with_a_restart() -> None:
    reading = read_trace(SAR_B)
    assert reading.trace
    assert [row[2] for row in rows(reading.trace)] == [blocks * 512 * 600 for blocks in (400, 800, 200, 200)]
    assert [(start - T0, length) for start, length in reading.trace.gaps()] == [(1201, 600)]
    assert reading.format == "sar -b report, column bwrtn/s"
    assert messages(reading) == [
        "Nothing is known about 10 min in all, the longest gap being 10 min; the usual interval is 10 min. "
        "Gaps count as no data, not as nothing written."
    ]


# sadf(1): "-d: print the contents of the data file in a format that can easily be ingested by a relational database".
SADF = """\
# hostname;interval;timestamp;DEV;tps;rkB/s;wkB/s;dkB/s;areq-sz;aqu-sz;await;%util
db1;600;2026-11-23 00:10:00 UTC;sda;5.1;1.0;100.0;0.0;20.0;0.0;1.0;0.5
db1;600;2026-11-23 00:10:00 UTC;sdb;5.1;1.0;50.0;0.0;20.0;0.0;1.0;0.5
db1;600;2026-11-23 00:20:00 UTC;sda;5.1;1.0;200.0;0.0;20.0;0.0;1.0;0.5
db1;600;2026-11-23 00:20:00 UTC;sdb;5.1;1.0;0.0;0.0;20.0;0.0;1.0;0.5
"""


def test_sadf() -> None:
    assert rows(trace(SADF)) == [(0, 600, 150 * 1024 * 600), (600, 600, 200 * 1024 * 600)]


# iostat(1): "The first report generated by the iostat command provides statistics concerning the time since the system
# was booted"; "wkB/s: The number of sectors (kilobytes, megabytes) written to the device per second".
# https://man7.org/linux/man-pages/man1/iostat.1.html
IOSTAT_HEAD = "Device            r/s     rkB/s   r_await     w/s     wkB/s   w_await  aqu-sz  %util\n"
IOSTAT_XT = "Linux 5.14.0-427.el9.x86_64 (db1) \t11/23/2026 \t_x86_64_\t(8 CPU)\n\n" + "".join(
    f"11/23/2026 {when}\n"
    "avg-cpu:  %user   %nice %system %iowait  %steal   %idle\n"
    "           8.50    0.00    3.20    1.30    0.00   87.00\n\n"
    f"{IOSTAT_HEAD}"
    f"sda              1.00     10.00    0.20    5.00  {written}    0.50    0.01   0.30\n"
    f"dm-0             1.00     10.00    0.20    5.00  {written}    0.50    0.01   0.30\n\n\n"
    for when, written in (("12:00:00 AM", "9999.00"), ("12:00:30 AM", "100.00"), ("12:01:00 AM", "50.00"))
)


def test_iostat_with_times() -> None:
    reading = read_trace(IOSTAT_XT)
    assert reading.trace
    assert rows(reading.trace) == [(0, 30, 100 * 1024 * 30), (30, 30, 50 * 1024 * 30)]
    assert reading.format == "iostat report, column wkB/s, device sda"
    assert "The first report of iostat is the average since the machine started. It is left out." in messages(
        reading, "warning"
    )


IOSTAT_DK = "".join(
    "Device:            tps    kB_read/s    kB_wrtn/s    kB_read    kB_wrtn\n"
    f"sda               1.00         0.00      {written}          0        100\n"
    f"sdb               1.00         0.00      {written}          0        100\n\n"
    for written in ("999,00", "10,00", "20,50")
)


def test_iostat_without_times_needs_the_interval() -> None:
    found = trace(IOSTAT_DK, interval_seconds=10)
    assert not found.has_clock
    assert list(found.sizes) == [2 * 10 * 1024 * 10, 2 * 20.5 * 1024 * 10]
    assert read_trace(IOSTAT_DK).trace is None


# relog, typeperf and PerfMon write PDH-CSV; the head names the zone and its minutes to be added for UTC.
# https://learn.microsoft.com/windows-server/administration/windows-commands/typeperf
PERFMON = (
    ",".join(
        [
            r'"(PDH-CSV 4.0) (W. Europe Standard Time)(-60)"',
            r'"\\SRV\PhysicalDisk(_Total)\Disk Write Bytes/sec"',
            r'"\\SRV\PhysicalDisk(0 C:)\Disk Write Bytes/sec"',
            r'"\\SRV\PhysicalDisk(_Total)\Disk Read Bytes/sec"',
            r'"\\SRV\PhysicalDisk(_Total)\Avg. Disk Bytes/Write"',
        ]
    )
    + """
"11/23/2026 01:00:00.000"," "," "," "," "
"11/23/2026 01:00:15.000","1000.5","1","7","4096"
"11/23/2026 01:00:30.000","2000","1","7","4096"
"""
)


def test_perfmon_takes_the_total_and_the_zone_of_the_head() -> None:
    reading = read_trace(PERFMON, utc_offset_minutes=540)
    assert reading.notes == ()
    assert reading.trace
    assert rows(reading.trace) == [(0, 15, 15007.5), (15, 15, 30000)]
    assert reading.format == "Windows counter log (PDH), PhysicalDisk, one counter"


def test_perfmon_without_a_total_is_added_up() -> None:
    text = PERFMON.replace("(_Total)\\Disk Write", "(1 D:)\\Disk Write")
    assert [row[2] for row in rows(clean(text))] == [1001.5 * 15, 2001 * 15]
    one = r"\\SRV\PhysicalDisk(0 C:)\Disk Write Bytes/sec"
    assert [row[2] for row in rows(clean(text, column=one))] == [15, 15]


def test_perfmon_written_anew_by_a_spreadsheet() -> None:
    text = PERFMON.replace('","', '";"').replace("1000.5", "1000,5")
    assert rows(clean(text)) == [(0, 15, 15007.5), (15, 15, 30000)]


def test_perfmon_without_write_counters_says_what_to_log() -> None:
    reading = read_trace(
        '"(PDH-CSV 4.0) (UTC)(0)","\\\\S\\Processor(_Total)\\% Processor Time"\n"11/23/2026 01:00:00.000","1"'
    )
    assert reading.trace is None
    assert "Disk Write Bytes/sec" in messages(reading)[0]


# esxtop -b; names as in https://knowledge.broadcom.com/external/article/370279
ESXTOP = (
    ",".join(
        [
            r'"(PDH-CSV 4.0) (UTC)(0)"',
            r'"\\esx1\Physical Disk Adapter(vmhba0)\MBytes Written/sec"',
            r'"\\esx1\Physical Disk Adapter(vmhba1)\MBytes Written/sec"',
            r'"\\esx1\Virtual Disk(vm1)\MBytes Written/sec"',
            r'"\\esx1\Virtual Disk(vm1:scsi0:0)\MBytes Written/sec"',
            r'"\\esx1\Virtual Disk(vm2:scsi0:0)\MBytes Written/sec"',
            r'"\\esx1\Virtual Disk(vm1)\Average MilliSec/Write"',
        ]
    )
    + """
"11/23/2026 00:00:05","10","1","3","3","4","0.5"
"11/23/2026 00:00:10","20","1","5","5","6","0.5"
"""
)


def test_esxtop_uses_one_level_and_counts_nothing_twice() -> None:
    reading = read_trace(ESXTOP)
    assert reading.trace
    assert rows(reading.trace) == [(0, 5, 7 * 2**20 * 5), (5, 5, 11 * 2**20 * 5)]
    assert messages(reading, "warning")[0] == (
        "Virtual Disk is used. Levels show the same writes again and are never added. "
        "Also there: 'Physical Disk Adapter'."
    )
    physical = trace(ESXTOP, column="Physical Disk Adapter")
    assert [row[2] for row in rows(physical)] == [11 * 2**20 * 5, 21 * 2**20 * 5]


def test_a_head_of_thousands_of_counters() -> None:
    names = ",".join(rf'"\\esx1\Virtual Disk(vm{place}:scsi0:0)\MBytes Written/sec"' for place in range(5000))
    values = ",".join('"1"' for _ in range(5000))
    text = f'"(PDH-CSV 4.0) (UTC)(0)",{names}\n"11/23/2026 00:00:05",{values}\n"11/23/2026 00:00:10",{values}\n'
    reading = read_trace(text)
    assert reading.trace and reading.trace.sizes[0] == 5000 * 2**20 * 5
    assert len(reading.columns) == 100


def test_a_vsphere_chart() -> None:
    text = (
        'Time,"Write rate for vm1 (KBps)","Read rate for vm1 (KBps)"\n'
        '"11/23/2026, 12:00:20 AM",120,3\n"11/23/2026, 12:00:40 AM",140,3\n'
    )
    reading = read_trace(text)
    assert reading.trace
    assert rows(reading.trace) == [(0, 20, 120 * 1024 * 20), (20, 20, 140 * 1024 * 20)]
    assert reading.format.startswith("vSphere performance data (separated by commas)")


# Get-Stat | Export-Csv of PowerCLI; https://developer.broadcom.com/powercli: the instance of a total has no name.
GET_STAT = """\
"MetricId","Timestamp","Value","Unit","Entity","Instance"
"disk.write.average","11/23/2026 12:00:20 AM","10","KBps","vm1",""
"disk.write.average","11/23/2026 12:00:20 AM","10","KBps","vm1","naa.1"
"disk.write.average","11/23/2026 12:00:20 AM","5","KBps","vm2",""
"disk.write.average","11/23/2026 12:00:40 AM","20","KBps","vm1",""
"disk.write.average","11/23/2026 12:00:40 AM","20","KBps","vm1","naa.1"
"disk.read.average","11/23/2026 12:00:40 AM","999","KBps","vm1",""
"""


def test_get_stat_adds_machines_and_not_their_disks() -> None:
    assert rows(trace(GET_STAT)) == [(0, 20, 15 * 1024 * 20), (20, 20, 20 * 1024 * 20)]


# -- wrong input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is nothing in it."),
        ("\ufeff \r\n\t\n", "There is nothing in it."),
        ("time,MB/s\n", "No line of up to 100000 characters has a number or a time by itself,"),
        ("hello\n", "No line of up to 100000 characters has a number or a time by itself,"),
        ("a\0b,1\n", "This is a binary file, or a text in UTF-16."),
        ("\x01\x02\x03\x04" * 100, "This is a binary file, not text."),
        ("PK\x03\x04\x14", "This is a workbook or an archive, not text."),
        ("time,name\n2026-11-23 00:00,x\n", "There is no column of numbers beside the time."),
        ("time,MB/s\n2026-11-23 00:00,1\n", "There is one row only, which does not tell how long its interval is."),
        (SAR_D.splitlines()[2], "There are heads of sar or iostat and no lines of data below them."),
        (
            '"(PDH-CSV 4.0) (UTC)(0)","\\\\S\\PhysicalDisk(_Total)\\Disk Write Bytes/sec"',
            "There is a header and no line",
        ),
    ],
    ids=lambda text: text[:20],
)
def test_what_cannot_be_read_says_why(text: str, message: str) -> None:
    reading = read_trace(text)
    assert reading.trace is None
    assert messages(reading)[-1].startswith(message)


def test_a_single_row_with_an_interval() -> None:
    assert rows(clean("time,MB/s\n2026-11-23 00:00,1\n", interval_seconds=60)) == [(0, 60, 60e6)]


def five_minutes(*cells: object) -> str:
    return "time,MB/s\n" + "".join(f"{int(T0) + 300 * place},{cell}\n" for place, cell in enumerate(cells))


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("-5", "'-5' is negative. Data written is 0 or more; the line is left out."),
        ("abc", "'abc' is not a number up to 10^18. The line is left out."),
        ("nan", "There is no value. The line is left out."),
        ("", "There is no value. The line is left out."),
        ("N/A", "There is no value. The line is left out."),
        ("inf", "'inf' is not a number up to 10^18. The line is left out."),
        ("1e999", "'1e999' is not a number up to 10^18. The line is left out."),
        ("1_0", "'1_0' is not a number up to 10^18. The line is left out."),
        ("0x10", "'0x10' is not a number up to 10^18. The line is left out."),
        ("9" * 5000, f"'{'9' * 40}...' is not a number up to 10^18. The line is left out."),
    ],
)
def test_a_bad_value_is_named_and_the_rest_is_kept(cell: str, message: str) -> None:
    reading = read_trace(five_minutes(1, 2, cell, 4, 5))
    assert reading.notes[0] == Note(level="problem", message=message, line=4, column="MB/s")
    assert reading.trace
    assert list(reading.trace.sizes) == [size * 300e6 for size in (1, 2, 4, 5)]
    assert [(start - T0, length) for start, length in reading.trace.gaps()] == [(600, 300)]


def test_the_same_problem_on_many_lines_is_one_note() -> None:
    (note, *_) = read_trace(five_minutes(1, 2, 3, "x", "y", "z", 4, 5, 6)).notes
    assert (note.line, note.count) == (5, 3)
    assert note.message.startswith("'x' is not a number")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1795392030", "The line has 1 column; 2 are needed. It is left out."),
        ("x" * 100_001, "The line is longer than 100000 characters. It is left out."),
        (
            "yesterday,5",
            "'yesterday' is not a time from 1980 to 2199. The line is left out. Write 2026-11-23 14:05:00.",
        ),
    ],
    ids=["short", "long", "time"],
)
def test_a_bad_line_is_named_and_the_rest_is_kept(line: str, message: str) -> None:
    reading = read_trace(five_minutes(1, 2) + line + "\n1795392600,3\n")
    assert reading.notes[0].message == message
    assert reading.notes[0].line == 4
    assert reading.trace and len(reading.trace.starts) == 3


@pytest.mark.parametrize(
    "bad", ["2026-02-30 00:00", "2026-13-01 00:00", "2026-11-23 25:00", "2026-11-23 00:61", "1066-10-14 09:00"]
)
def test_times_that_do_not_exist(bad: str) -> None:
    reading = read_trace(f"time,MB/s\n2026-11-23 00:00,1\n{bad},1\n2026-11-23 00:05,1\n")
    assert reading.trace and len(reading.trace.starts) == 2
    assert messages(reading)[0].startswith(f"'{bad}' is not a time")


def test_the_same_time_twice_keeps_the_larger_value() -> None:
    reading = read_trace("time,MB/s\n1795392000,1\n1795392000,3\n1795392060,2\n")
    assert reading.trace
    assert rows(reading.trace) == [(0, 60, 180e6), (60, 60, 120e6)]
    assert messages(reading) == ["The same time occurs more than once. The largest of its values is kept."]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["2026-11-23 08:00,1", "2026-11-23 08:01,1", "2026-11-23 08:01,5", "2026-11-23 08:02,2"], 4),
        (["2026-11-23 08:02,1", "2026-11-23 08:00,1", "2026-11-23 08:01,5", "2026-11-23 08:01,2"], 3),
        (["2026-11-23 08:00,1", "2026-11-23 08:01,1", "2026-11-23 12:00,1", "2026-11-23 12:01,2"], 4),
        (["2026-11-23 08:00Z,1", "2026-11-23 08:01+01:00,1", "2026-11-23 08:02,5", "2026-11-23 08:03Z,2"], 4),
        (["2026-11-23 08:00Z,1", "x,1", "2026-11-23 09:02+01:00,5", "2026-11-23 08:03Z,2"], 4),
    ],
    ids=["double", "order", "gap", "no zone", "zones"],
)
def test_what_is_wrong_with_times_names_the_first_line_and_the_column(lines: list[str], line: int) -> None:
    reading = read_trace("\n".join(["when,write MB/s", *lines]))
    assert reading.trace and len(reading.trace.starts) >= 3
    assert (line, "when") in [(note.line, note.column) for note in reading.notes]


def test_a_double_line_of_a_device_is_named() -> None:
    moments = ("08:00,a,1", "08:00,b,1", "08:00,a,2", "08:05,a,1")
    reading = read_trace("time,device,write MB/s\n" + "".join(f"2026-11-23 {moment}\n" for moment in moments))
    assert [(note.line, note.column) for note in reading.notes if "same device" in note.message] == [(4, "time")]


def test_lines_out_of_order_are_sorted() -> None:
    reading = read_trace("time,MB/s\n1795392060,2\n1795392000,1\n1795392120,3\n")
    assert reading.trace
    assert [row[2] for row in rows(reading.trace)] == [60e6, 120e6, 180e6]
    assert messages(reading, "warning") == ["The lines are not in the order of time. They have been sorted."]


def test_a_gap_is_no_data() -> None:
    times = [0, 60, 120, 3600, 3660]
    reading = read_trace("time,MB/s\n" + "".join(f"{int(T0) + time},1\n" for time in times))
    assert reading.trace
    assert reading.trace.covered == 300
    assert reading.trace.total == 300e6
    assert [(start - T0, length) for start, length in reading.trace.gaps()] == [(180, 3420)]
    assert messages(reading)[0].startswith(
        "Nothing is known about 57 min in all, the longest gap being 57 min; the usual"
    )


def test_an_interval_that_was_changed_is_no_gap() -> None:
    times = [0, 60, 120, 180, 240, 300, 900, 1500, 2100, 2700]
    found = clean("time,MB/s\n" + "".join(f"{int(T0) + time},1\n" for time in times))
    assert list(found.gaps()) == []
    assert found.durations[-1] == 600


def test_times_with_and_without_a_zone() -> None:
    reading = read_trace("time,MB/s\n2026-11-23 01:00,1\n2026-11-23T00:05:00Z,1\n", utc_offset_minutes=60)
    assert reading.trace
    assert rows(reading.trace)[0] == (0, 300, 300e6)
    assert messages(reading) == ["Some times have a time zone and some have none. Those without are read as UTC+01:00."]


def test_several_zones() -> None:
    reading = read_trace("time,MB/s\n2026-10-25 02:55+02:00,1\n2026-10-25 02:00+01:00,1\n2026-10-25 02:05+01:00,1\n")
    assert reading.trace
    assert list(reading.trace.durations) == [300, 300, 300]
    assert messages(reading, "warning") == [
        "The times are in several time zones (UTC+01:00, UTC+02:00). Each is read in its own."
    ]


@pytest.mark.parametrize("step", [5, 15, 30, 60])
def test_the_hour_that_the_end_of_summer_time_repeats(step: int) -> None:
    # Central Europe, 25 October 2026: at 3:00 it is 2:00 again.
    start = datetime(2026, 10, 24, 20, tzinfo=UTC)
    lines = []
    for place in range(12 * 60 // step):
        moment = start + timedelta(minutes=place * step)
        local = moment + timedelta(
            hours=2 if moment.timestamp() < datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp() else 1
        )
        lines.append(f"{local:%Y-%m-%d %H:%M},1\n")
    reading = read_trace("time,MB/s\n" + "".join(lines), utc_offset_minutes=120)
    assert reading.trace
    assert reading.trace.starts[0] == start.timestamp()
    assert list(reading.trace.gaps()) == []
    assert len(reading.trace.starts) == 12 * 60 // step
    assert messages(reading, "warning") == [
        "The clock goes back by an hour, as at the end of summer time. What follows counts an hour later."
    ]


@pytest.mark.parametrize("step", [5, 30, 60])
def test_the_hour_that_the_start_of_summer_time_leaves_out(step: int) -> None:
    # Central Europe, 29 March 2026: at 2:00 it is 3:00.
    start = datetime(2026, 3, 28, 20, tzinfo=UTC)
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    moments = [start + timedelta(minutes=place * step) for place in range(12 * 60 // step)]
    local = [moment + timedelta(hours=1 if moment < change else 2) for moment in moments]
    text = "time,MB/s\n" + "".join(f"{moment:%Y-%m-%d %H:%M},1\n" for moment in local)
    reading = read_trace(text, utc_offset_minutes=60)
    assert reading.trace
    assert list(reading.trace.starts) == [moment.timestamp() for moment in moments]
    assert messages(reading, "warning") == [
        "The clock goes forward by an hour, as at the start of summer time. What follows counts an hour earlier."
    ]
    # A week later it is a gap, if a wide one.
    later = read_trace(text.replace("2026-03-29", "2026-03-30").replace("2026-03-28", "2026-03-29"))
    assert later.trace and len(list(later.trace.gaps())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "time,MB/s\n" + "a" + " " * 90_000 + "b,1\n" + "1795392000,1\n1795392060,2\n",
        "time;MB/s\n1795392000;1,5\n1795392060;2.5\n1795392120;" + "." * 90_000 + "\n",
        "time,MB" + " " * 90_000 + "x\n1795392000,1\n1795392060,2\n",
        ("1 " * 40_000 + "\n") * 10,
        '"(PDH-CSV 4.0) (UTC)(0)","\\\\h\\a' + " " * 90_000 + '("\n"11/23/2026 00:00:05","1"\n',
        "Linux " + " " * 90_000 + "\nDevice wkB/s\nsda 1\n",
        "interval " * 10_000 + "\n1795392000,1\n1795392060,2\n",
    ],
    ids=["time", "number", "name", "columns", "counter", "host", "interval"],
)
def test_nothing_takes_long(text: str) -> None:
    # What grows with the square of a length takes minutes here.
    start = process_time()  # of this process alone, however busy the machine is
    read_trace(text)
    assert process_time() - start < 20


def test_half_of_the_values_bad() -> None:
    reading = read_trace(five_minutes(*(place if place % 2 else "x" for place in range(100))))
    assert reading.trace and len(reading.trace.sizes) == 50
    assert reading.notes[0].count == 50


def test_notes_are_few_however_much_is_wrong() -> None:
    devices = "".join(f"{IOSTAT_HEAD}sda 1 1 1 1 x 1 1 1\n\n" for _ in range(300))
    head = ",".join(rf'"\\esx1\Virtual Disk(v{place}:scsi0:0)\MBytes Written/sec"' for place in range(200))
    bad = ",".join('"x"' for _ in range(200))
    pdh = f'"(PDH-CSV 4.0) (UTC)(0)",{head}\n"11/23/2026 00:00:05",{bad}\n'
    for text in (devices, pdh):
        assert len(read_trace(text).notes) <= MOST_NOTES


def test_the_first_million_lines_are_read() -> None:
    text = "interval 1\nB\n" + "7\n" * 1_000_010
    reading = read_trace(text)
    assert reading.trace and len(reading.trace.sizes) == 999_998
    assert messages(reading)[0].startswith("Only the first 1 000 000 lines are read.")


# -- properties ----------------------------------------------------------------------------------------------------


def sound(found: Trace) -> bool:
    """Return whether a trace keeps its promises."""
    finite = all(map(math.isfinite, (*found.starts, *found.durations, *found.sizes)))
    ends = [start + duration for start, duration in zip(found.starts, found.durations, strict=True)]
    follow = all(end <= start + 1e-3 for end, start in zip(ends, found.starts[1:], strict=False))
    lengths = {len(found.starts), len(found.durations), len(found.sizes)}
    return finite and follow and len(lengths) == 1 and min(found.sizes) >= 0 and min(found.durations) > 0


PIECES = st.sampled_from(
    [
        "time", "MB/s", "write", "interval 60", "2026-11-23 00:00", "11/12/2026", "1795392000", "12:00:01 AM", "DEV",
        "wkB/s", "bwrtn/s", "sda", "Device", "Average:", "Linux 5 (a) 11/23/2026", "LINUX RESTART", "MetricId", "Value",
        "Timestamp", "Instance", "disk.write.average", '"(PDH-CSV 4.0) (UTC)(0)"',
        "\\\\h\\Virtual Disk(v)\\MBytes Written/sec",
        "nan", "inf", "1e308", "-1", "1,5", "1.234,5", "0", "7", "'", '"', "#", "\n", "\n", "\n", ",", ";", "\t", " ",
        "|", "\r", "\x0b", "\u2028", "\ufeff", "e", "T", "Z", "+25:99", "99:99", "²", "٣", "1e-320",
    ]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)),
    st.sampled_from([None, "MB/s", "GB", "", "x"]),
    st.sampled_from([None, "sda", "Value", "x"]),
    st.sampled_from([None, 60.0, 0.0, math.nan, math.inf]),
)
def test_no_text_raises_and_no_trace_is_unsound(
    text: str, unit: str | None, column: str | None, interval: float | None
) -> None:
    reading = read_trace(text, unit=unit, column=column, interval_seconds=interval)
    assert reading.trace is None or sound(reading.trace)
    assert reading.trace is not None or messages(reading)
    assert len(reading.notes) <= MOST_NOTES
    assert all(len(note.message) < 700 for note in reading.notes)


@given(st.data())
def test_a_damaged_export_never_raises(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SAR_D, SAR_B, SADF, IOSTAT_XT, IOSTAT_DK, PERFMON, ESXTOP, GET_STAT]))
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 80)))
        text = text[:start] + data.draw(st.one_of(PIECES, st.text(max_size=5))) + text[end:]
    reading = read_trace(text, interval_seconds=data.draw(st.sampled_from([None, 60.0])))
    assert reading.trace is None or sound(reading.trace)
    assert reading.trace is not None or messages(reading)


STYLES = {
    "plain": lambda value: f"{value:.3f}",
    "English": lambda value: f'"{value:,.3f}"',
    "German": lambda value: f"{value:,.3f}".replace(",", "_").replace(".", ",").replace("_", "."),
    "French": lambda value: f"{value:,.3f}".replace(",", "\u202f").replace(".", ","),
    "Swiss": lambda value: f"{value:,.3f}".replace(",", "'"),
}
MOMENTS = {
    "iso": lambda when: f"{when:%Y-%m-%dT%H:%M:%SZ}",
    "local": lambda when: f"{when:%Y-%m-%d %H:%M:%S}",
    "German": lambda when: f"{when:%d.%m.%Y %H:%M:%S}",
    "American": lambda when: f"{when:%m/%d/%Y %I:%M:%S %p}",
    "epoch": lambda when: f"{when.timestamp():.0f}",
    "milliseconds": lambda when: f"{when.timestamp() * 1000:.0f}",
}
THOUSANDTHS = st.lists(st.integers(0, 10**9), min_size=2, max_size=20)


# A counter is no value of an interval.
@given(
    THOUSANDTHS,
    st.sampled_from([name for name in UNIT_NAMES if name != "counter"]),
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(sorted(MOMENTS)),
)
def test_a_written_trace_is_read_as_the_same(values: list[int], unit: str, style: str, moment: str) -> None:
    # One value shows beyond doubt which mark is the decimal one.
    numbers = [1234.5, *(value / 1000 for value in values)]
    start = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    lines = "".join(
        f"{MOMENTS[moment](start + timedelta(minutes=10 * place))};{STYLES[style](value)}\n"
        for place, value in enumerate(numbers)
    )
    reading = read_trace(f"time;written ({unit})\n{lines}")
    parsed = parse_unit(unit)
    assert reading.trace and parsed
    factor = parsed.size * (600 / parsed.period if parsed.period else 1)
    assert reading.unit == unit
    assert list(reading.trace.sizes) == pytest.approx([value * factor for value in numbers])
    assert list(reading.trace.starts) == [start.timestamp() + 600 * place for place in range(len(numbers))]
    assert list(reading.trace.durations) == [600] * len(numbers)


@given(st.data())
def test_the_order_of_the_lines_does_not_matter(data: st.DataObject) -> None:
    minutes = data.draw(st.lists(st.integers(0, 5000), min_size=2, max_size=30))
    lines = [
        f"{datetime.fromtimestamp(T0 + 60 * minute, UTC):%Y-%m-%d %H:%M},{data.draw(st.integers(0, 99))}\n"
        for minute in minutes
    ]
    shuffled = data.draw(st.permutations(lines))
    one, other = (read_trace("time,MB/s\n" + "".join(order)).trace for order in (lines, shuffled))
    assert one == other


# -- a day's profile -----------------------------------------------------------------------------------------------


def test_a_profile_is_a_day_by_its_hours() -> None:
    found = read_profile([float(hour) for hour in range(24)], "MB/s")
    assert [start % 86400 for start in found.starts] == [3600 * hour for hour in range(24)]
    assert list(found.sizes) == [hour * 3600e6 for hour in range(24)]
    assert found.has_clock
    assert read_profile([1.0] * 24, "GB").total == 24e9


@pytest.mark.parametrize(
    ("values", "unit", "message"),
    [
        ([1.0] * 23, "MB/s", "A day has 24 hours, and there are 23 values."),
        ([1.0] * 24, "miles", "'miles' is not a unit. Allowed: B/s,"),
        ([1.0] * 23 + [-1.0], "MB/s", "Hour 23: -1.0 is out of range."),
        ([math.nan] * 24, "MB/s", "Hour 0: nan is out of range."),
        ([math.inf] * 24, "MB/s", "Hour 0: inf is out of range."),
    ],
)
def test_a_profile_that_is_none(values: list[float], unit: str, message: str) -> None:
    with pytest.raises(ValueError, match="^" + message.replace("(", r"\(")):
        read_profile(values, unit)


def test_a_trace_holds_arrays() -> None:
    found = clean(five_minutes(1, 2))
    assert all(isinstance(part, array) for part in (found.starts, found.durations, found.sizes))
