"""Starts as readers type them, and moments in words."""

import pytest

from calculators.replication.calendar import MONDAY
from calculators.replication.hours import Start, read_start
from calculators.replication.units import DAY, HOUR


@pytest.mark.parametrize("text", ["Fri 18:00", "friday 18:00", " FRI, 18:00:00 "])
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
