"""What a dialect's tables have: which columns mean what, under which names, and how their cells are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from calculators.inventory import words
from calculators.inventory.model import Kind

type Reads = Literal["text", "word", "count", "size", "amount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by its names."""

    names: tuple[str, ...]
    """Plain names with `*` in the place of a unit; the first that a table has counts."""
    reads: Reads
    word: Callable[[str], Any] = words.text
    """How a cell of a text is read."""
    unit: int = 1
    """How many bytes the unit of a size has where the header names none; 0 where that has to be asked then."""
    fixed: bool = False
    """Whether that is its unit whatever the header says."""
    whole: bool = False
    """Whether the program writes whole numbers there."""


def text(*names: str, word: Callable[[str], Any] = words.text) -> Column:
    """Return a column of texts, read by a function that returns None for what says nothing."""
    return Column(names=names, reads="text", word=word)


def word(read: Callable[[str], Any], *names: str) -> Column:
    """Return a column of states, of which a word that the function does not know is told."""
    return Column(names=names, reads="word", word=read)


def count(*names: str) -> Column:
    """Return a column of numbers of things."""
    return Column(names=names, reads="count", whole=True)


def size(unit: int, *names: str, whole: bool = False, fixed: bool = False) -> Column:
    """Return a column of sizes."""
    return Column(names=names, reads="size", unit=unit, whole=whole, fixed=fixed)


def amount(*names: str) -> Column:
    """Return a column of sizes with a unit in every cell, such as `1.21 TB`."""
    return Column(names=names, reads="amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A kind of table."""

    kind: Kind
    columns: Mapping[str, Column]
    """By the name of the field that they fill."""
    needs: tuple[str, ...]
    """The fields without which a table is not of this kind."""
    late: frozenset[str] = frozenset()
    """The fields that are only asked for where a host stands in this table and in none of hosts."""
    notes: tuple[str, ...] = ()
    """Plain names of columns of free text, which are only searched for passwords."""
    others: frozenset[str] = frozenset()
    """Plain names of further columns that the program writes."""
    attributes: bool = False
    """Whether every other column is a tag or an attribute that the customer added."""
    prefix: str = ""
    """How the plain names of the program's own columns begin in its database; tags have `tags` behind it."""

    def found(self, names: Sequence[str]) -> dict[str, list[int]]:
        """Return for each field the places of the columns that have the first of its names that there is."""
        places: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            places.setdefault(name, []).append(place)
        return {
            field: next(places[name] for name in column.names if name in places)
            for field, column in self.columns.items()
            if not places.keys().isdisjoint(column.names)
        }

    def fits(self, names: Sequence[str]) -> bool:
        """Return whether a table with columns of these names has all that is needed."""
        there = set(names)
        return all(not there.isdisjoint(self.columns[field].names) for field in self.needs)

    @property
    def known(self) -> frozenset[str]:
        """All plain names that it has."""
        named = (name for column in self.columns.values() for name in column.names)
        return frozenset((*named, *self.notes, *self.others))
