"""Hours, days and starts as readers type them, and moments in words."""

import pytest

from calculators.replication.calendar import MONDAY
from calculators.replication.hours import Start, read_hours, read_start, read_values
from calculators.replication.units import DAY, HOUR


@pytest.mark.parametrize(
    "text",
    ["Fri 18:00", "friday 18:00", " FRI, 18:00:00 ", "Fri 6pm", "周五 18:00", "Ｆｒｉ　１８：００", "\ufeffFri 1800"],
)
def test_a_weekday_with_a_time(text: str) -> None:
    start = read_start(text)
    assert (start.at, start.dated) == (MONDAY + 4 * DAY + 18 * HOUR, False)
    assert start.moment(start.at) == "Friday 18:00"
    assert start.moment(start.at + 2 * DAY) == "Sunday 18:00"
    assert start.moment(start.at + 7 * DAY) == "Friday 18:00 of week 2"
    assert start.moment(start.at + 14 * DAY) == "Friday 18:00 of week 3"
    assert start.moment(start.at + 31 * DAY) == "Monday of week 5"
    assert start.to_the_minute(start.at + 31 * DAY) == "Monday 18:00 of week 5"


@pytest.mark.parametrize("text", ["2027-03-19 18:00", "2027-03-19T18:00"])
def test_a_date_with_a_time(text: str) -> None:
    start = read_start(text)
    assert start.dated
    assert start.moment(start.at) == "Friday 2027-03-19 18:00"
    assert start.moment(start.at + 14 * DAY) == "Friday 2027-04-02 18:00"
    assert start.moment(start.at + 15 * DAY) == "Saturday 2027-04-03"
    assert start.to_the_minute(start.at + 15 * DAY) == "Saturday 2027-04-03 18:00"


def test_what_rounding_leaves_of_a_minute_and_what_no_calendar_holds() -> None:
    start = Start(0.0, dated=True)
    assert start.moment(HOUR - 1e-6) == "Thursday 1970-01-01 01:00"
    assert start.moment(1e12) == "a day more than a century later"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("soon", "'soon' is no day with a time."),
        ("Fri", "'Fri' is no day with a time."),
        ("Fr 18:00", "'fr' is not a day."),
        ("Fri 25:00", "25:00 is no time of a day."),
        ("2027-02-30 08:00", "there is no day 2027-02-30."),
        ("19.3.2027 18:00", "is no day with a time."),
        ("Fri 18:00\nSat 18:00", "is no day with a time."),
    ],
)
def test_what_is_no_start_is_refused_with_what_is_wanted(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="Write") as caught:
        read_start(text)
    assert message in str(caught.value)


LINE = 200.0
WORKDAYS, WEEKEND, DAILY = set(range(5)), {5, 6}, set(range(7))


@pytest.mark.parametrize(
    ("line", "days", "start", "end", "share"),
    [
        ("Mon-Fri 08:00-18:00 30%", WORKDAYS, 8, 18, 0.3),
        ("  fri-mon 22:30 - 06:00 0 %", {4, 5, 6, 0}, 22.5, 6, 0),
        ("Sat, Sunday 00:00-24:00 50.5%", WEEKEND, 0, 24, 0.505),
        ("daily 9:00-10:00 100%", DAILY, 9, 10, 1),
        *((f"{days} 08:00-18:00 30%", WORKDAYS, 8, 18, 0.3) for days in (
            "weekdays", "Weekday", "workdays", "working days", "Mon–Fri", "Mon — Fri", "Mon−Fri", "Mon - Fri",
            "Monday to Friday", "Mondays, Tue & wed, thu and fri", "Mon\u200b-Fri", "周一至周五", "周一到五",
            "星期一-星期五", "工作日", "Ｍｏｎ－Ｆｒｉ",
        )),
        *((f"{days} 08:00-18:00 30%", DAILY, 8, 18, 0.3) for days in ("every day", "Everyday", "all days", "每天")),
        *((f"{days} 08:00-18:00 30%", WEEKEND, 8, 18, 0.3) for days in ("weekend", "weekends", "周末", "Sat/Sun")),
        *((f"weekdays {hours} 30%", WORKDAYS, 8, 18, 0.3) for hours in (
            "08:00 – 18:00", "8-18", "8am-6pm", "8 am to 6 pm", "8.00-18.00", "0800-1800", "8h-18h", "8-18h",
            "08h00-18h00",
            "08：00－18：00", "8:00～18:00", "8点-18点", "08:00:00-18:00:00",
        )),
        ("Sat 12am-12pm 30%", {5}, 0, 12, 0.3),
        ("Sat 10pm-2am 30%", {5}, 22, 2, 0.3),
        ("weekend all day 30%", WEEKEND, 0, 24, 0.3),
        ("周末 全天 30%", WEEKEND, 0, 24, 0.3),
        *((f"daily 8-18 {share}", DAILY, 8, 18, 0.305) for share in (
            "30,5%", "30.5 %", "30.5 percent", "３０．５％", "~30.5%", ": 30.5%", "max. 61 Mbit/s", "61 Mbps",
            "0.061 Gbit/s",
            "7.625 MB/s", "61 mbit",
        )),
        ("daily 8-18 0", DAILY, 8, 18, 0),
        ("daily 8-18 0 Mbit/s", DAILY, 8, 18, 0),
        ("daily 8-18 300 Mbit/s", DAILY, 8, 18, 1),
    ],
)  # fmt: skip
def test_throttled_hours_are_read(line: str, days: set[int], start: float, end: float, share: float) -> None:
    (period,) = read_hours(f"\n{line}\n\n", LINE)
    assert (set(period.days), period.start, period.end) == (days, start, end)
    assert period.share == pytest.approx(share)


def test_several_lines_may_stand_in_one() -> None:
    assert read_hours("weekdays 8-18 30%; weekend 8-18 0", LINE) == read_hours(
        "Mon-Fri 08:00-18:00 30%\nSat, Sun 08:00-18:00 0%", LINE
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "sometimes",
            "line 2, 'sometimes': it names no hours. Write days, hours and a share or a rate, such as Mon-Fri",
        ),
        ("Mon-Fri 30%", "line 2, 'Mon-Fri 30%': it names no hours. Write days, hours"),
        ("08:00-18:00 30%", "line 2, '08:00-18:00 30%': it names no day. Write days, hours"),
        ("Mon 08:00-18:00", "line 2, 'Mon 08:00-18:00': it does not say what remains. Write days, hours"),
        ("Mox 08:00-18:00 30%", "line 2: 'mox' is not a day. Write Mon, Tue"),
        ("m 08:00-18:00 30%", "line 2: 'm' is not a day."),
        ("Mon 08:61-18:00 30%", "line 2: 08:61 is no time of a day. Write 00:00 to 24:00."),
        ("Mon 08:00-24:01 30%", "line 2: 24:01 is no time of a day."),
        ("Mon 13pm-3pm 30%", "line 2: 13pm is no time of a day."),
        ("Mon 9-5pm 30%", "line 2: 9 may be am or pm. Write which one."),
        ("Mon 08:00-18:00 101%", "line 2: a share of 101 % is out of range. Write 0% to 100%."),
        ("Mon 08:00-18:00 -5%", "line 2: a share of -5 % is out of range."),
        ("Mon 08:00-18:00 -5 Mbit/s", "line 2: -5 Mbit/s is below 0."),
        ("Mon 08:00-18:00 30", "line 2: '30' has no unit. Write 30% or 30 Mbit/s."),
        ("Mon 08:00-18:00 half", "line 2: 'half' is neither a share nor a rate. Write 30% or 20 Mbit/s."),
        ("Mon 08:00-18:00 30 GB", "line 2: '30 GB' is neither a share nor a rate."),
        ("Mon 08:00-18:00 30 mb/s", "line 2: 'mb/s' may mean bits or bytes. Write Mbit/s or MB/s."),
        ("Mon 08:00-18:00 1,500 Mbit/s", "line 2: '1,500' may mean 1500 or 1.5. Write one of the two."),
    ],
)
def test_wrong_throttled_hours_are_named_with_their_line(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^line 2") as caught:
        read_hours(f"Mon 08:00-18:00 30%\n{line}", LINE)
    assert str(caught.value).startswith(message)


HALVES = [1.5] * 24


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (" ".join(["1.5"] * 24), HALVES),
        (",".join(["1.5"] * 24), HALVES),
        (", ".join(["1.5"] * 24), HALVES),
        (",".join(["2"] * 24) + ",", [2.0] * 24),
        ("，".join(["２"] * 24), [2.0] * 24),
        *((between.join(["1,5"] * 24), HALVES) for between in (" ", "\n", ";", "; ", ", ", "\t", "\r\n", " | ")),
        ("\n".join([",".join(["1.5"] * 6)] * 4), HALVES),
        ("\ufeff" + " ".join(["1,5", "1.5"] * 12), HALVES),
    ],
)
def test_the_hours_of_a_day_as_people_write_them(text: str, values: list[float]) -> None:
    assert read_values(text, 24) == values


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *((between.join(["1,5"] * 12), "24 values are wanted, and there are 12. Commas are decimal marks here: "
           "put a blank or ; between values.") for between in (" ", "\n", ";", ", ")),
        (",".join(["1,5"] * 24), "24 values are wanted, and there are 48. Commas part values here: "
         "write 1.5 with a point, or put a blank or ; between values."),
        ("\n".join([",".join(["1,5"] * 6)] * 4), "24 values are wanted, and there are 48. Commas part values here:"),
        (" ".join(["1.024,5"] * 24), "24 values are wanted, and there are 48. Commas part values here:"),
        ("1 2 3", "24 values are wanted, and there are 3."),
        (" ".join(["1,500"] * 24), "value 1: '1,500' may mean 1500 or 1.5. Write one of the two."),
        (" ".join(["1.500"] * 24), "value 1: '1.500' may mean 1500 or 1.5."),
        ("1 2 x", "value 3, 'x', is not a number. Write numbers such as 12 or 1.5."),
        ("1 nan 2", "value 2, 'nan', is not a number."),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_read_is_never_read_otherwise(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="value") as caught:
        read_values(text, 24)
    assert str(caught.value).startswith(message)
