"""Days and people as a reader types them: freezes, days off, and how many people a track has."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from calculators.answers.columns import cells_of
from calculators.plan.tasks import read_day
from calculators.records.repeated import repeated
from calculators.replication.quantities import read_number, seen

MOST_DAYS = 366
"""Days that one line may name."""
_SPAN = re.compile(
    r"(?P<first>\d{4}-\d{2}-\d{2})(?:\s*(?:to|until|–|/)\s*(?P<last>\d{4}-\d{2}-\d{2}))?(?P<why>.*)", re.ASCII
)


@lru_cache(maxsize=16)
def read_days(text: str, why: str) -> dict[datetime.date, str]:
    """Return the days that the lines of a text name, with the reason of each; `why` where a line gives none.

    Raises ValueError with a message that names the line.
    """
    days: dict[datetime.date, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        plain = seen(line)
        if not plain:
            continue
        found = _SPAN.fullmatch(plain)
        if not found:
            example = "2027-03-25 to 2027-04-02 quarter end"
            raise ValueError(f"line {number}, '{repeated(plain)}': it begins with no date. Write {example}.")
        try:
            first, last = read_day(found["first"]), read_day(found["last"] or found["first"])
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
        if last < first:
            raise ValueError(f"line {number}: {last} lies before {first}. Write the earlier day first.")
        length = (last - first).days + 1
        if length > MOST_DAYS:
            raise ValueError(f"line {number} names {length} days. Write at most {MOST_DAYS} in a line.")
        reason = repeated(found["why"].strip(" ,;:")) or why
        days |= {first + datetime.timedelta(days=ahead): reason for ahead in range(length)}
    return days


@dataclass(frozen=True, slots=True)
class Track:
    """People who can be asked at the same time."""

    name: str
    people: int


@lru_cache(maxsize=16)
def read_people(text: str) -> tuple[Track, ...]:
    """Return how many people each track has. Raises ValueError with a message that names the line."""
    tracks: list[Track] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not seen(line):
            continue
        cells = cells_of(line)
        if len(cells) != 2 or not cells[0]:  # noqa: PLR2004 - a name and a number
            raise ValueError(f"line {number}, '{repeated(seen(line))}': it is no track with people. Write partner; 2.")
        try:
            people = read_number(cells[1])
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
        if not 0 <= people <= 10_000 or people != int(people):  # noqa: PLR2004 - as the message says
            raise ValueError(f"line {number}: '{repeated(cells[1])}' is no number of people. Write 0 to 10000.")
        if any(track.name.casefold() == cells[0].casefold() for track in tracks):
            raise ValueError(f"line {number}: the track '{repeated(cells[0])}' stands there twice.")
        tracks.append(Track(repeated(cells[0]), int(people)))
    return tuple(tracks)
