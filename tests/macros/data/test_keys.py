"""What a key takes, however its type is written."""

from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Literal, Optional, Union, get_type_hints

import pytest

from calculators.records.ports import Connection
from macros.data.keys import bare, record_in, takes
from macros.data.loader import SUBJECTS

type Colour = Literal["red", "green"]
type Renamed = Colour
type Perhaps = Colour | None


@pytest.mark.parametrize(
    "holds",
    [
        Literal["red", "green"],
        Colour,
        Renamed,
        Perhaps,
        Colour | None,
        None | Colour,
        Optional[Colour],  # noqa: UP045  # what the line above becomes on some versions of Python
        Union[None, Colour],  # noqa: UP007
        Annotated[Colour | None, "words"],
        Annotated[Colour, "words"] | None,
        Perhaps | None,
    ],
    ids=str,
)
def test_a_choice_has_its_choices_however_it_is_written(holds: Any):
    assert bare(holds) == Literal["red", "green"]
    assert takes(holds) == "one of: red, green"


def test_a_union_of_several_kinds_stays_one():
    assert takes(float | str | None) == "a number or text"
    assert takes(tuple[Colour | None, ...]) == "a list, each one of: red, green"
    assert record_in(Optional[tuple[Connection, ...]]) is Connection  # noqa: UP045


def choices(record: Any, seen: set[Any]) -> list[tuple[Any, str]]:
    """Return the fields of a record and of those inside it whose types hold choices."""
    if record is None or record in seen or not is_dataclass(record):
        return []
    seen.add(record)
    hints = get_type_hints(record)
    found = [(hints[item.name], item.name) for item in fields(record) if "Literal" in repr(bare(hints[item.name]))]
    return found + [pair for item in fields(record) for pair in choices(record_in(hints[item.name]), seen)]


def test_every_choice_in_the_records_can_be_told():
    seen: set[Any] = set()
    found = [pair for subject in SUBJECTS for pair in choices(record_in(subject.holds), seen)]
    assert "flow" in {name for _, name in found}
    for holds, name in found:
        assert "one of: " in takes(holds), name
