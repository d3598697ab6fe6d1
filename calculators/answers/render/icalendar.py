"""Timetables as a calendar that calendar programs open: iCalendar, RFC 5545."""

import datetime
import re
from collections.abc import Iterator

from calculators.answers.report import Bar, Report, Timetable

OCTETS = 75
"""Longest line, without its end."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def to_ics(report: Report) -> str:
    """Return the timetable of a report as a calendar with an event a task; one without tasks where it has none.

    Work takes whole days; what runs around the clock has its hours, in local time wherever it is read.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//HyperBDR delivery guide//Project plan//EN"]
    if report.timetable is not None:
        lines += [f"X-WR-CALNAME:{_text(report.timetable.title)}"]
        for bar in report.timetable.bars:
            lines += _event(bar, report.timetable, report.data_date)
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line))


def _event(bar: Bar, timetable: Timetable, stamp: datetime.date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(bar.id)}-{timetable.first:%Y%m%d}@hyperbdr-delivery-guide"
    # No clock is asked: the date of the data stands for the time of writing.
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    if bar.elapsed and not bar.milestone:
        yield f"DTSTART:{bar.start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{bar.end:%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{bar.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{bar.last_day + datetime.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(bar.name)}"
    if bar.told:
        yield f"DESCRIPTION:{_text(chr(10).join(bar.told))}"
    if bar.track:
        yield f"CATEGORIES:{_text(bar.track)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    plain = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a line, each of at most 75 octets; all but the first begin with a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > OCTETS:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
