"""The way through the guide: its stages in order, the lists beside it, and the addresses that lead into it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A page of the way."""

    page: str
    """Page of this guide, as a path below docs/."""
    title: str
    """Name in the menu and wherever the way is shown."""
    gives: str | None = None
    """What a reader has after it, as the home page says; a part of a sentence. Pages in front of the way have none."""
    tool: str | None = None
    """Id of the calculator on it, whose inputs show whether the reader's project got there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the way that is walked at one time."""

    id: str
    """Short name."""
    title: str
    """Name in the header."""
    question: str
    """What a reader asks in it."""
    stops: tuple[Stop, ...]
    """Its pages in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list, or all pages of one kind of record."""

    pages: str
    """Path below docs/; one with `*` means all pages that are made from records and match it."""
    title: str | None = None
    """Name in the menu; pages of records bring their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A list of pages beside the way, to look things up in."""

    id: str
    """Short name."""
    title: str
    """Name in the header, or in the menu of the list that it is a part of."""
    holds: tuple[Listed, ...]
    """Its pages in their order."""
    within: str | None = None
    """Id of the list that it is a part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """The page above pages that stand in no menu."""

    pages: str
    """Paths below docs/, with `*`."""
    page: str
    """Page of this guide that leads to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """An address that pages had before, or in the guide that this one grew from."""

    address: str
    """Path from the site's root; of a file `.html`, or of a folder with `/` at its end."""
    page: str
    """Page of this guide that stands in its place."""
    anchor: str | None = None
    """Place on that page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The one order of pages: header, menu, footer, "next" and the home page come from it."""

    before: tuple[Stop, ...]
    """Pages in front of the way: the first is the home page."""
    stages: tuple[Stage, ...]
    """Its stages in their order."""
    shelves: tuple[Shelf, ...]
    """The lists beside it."""
    parents: tuple[Parent, ...]
    """What stands above pages that are in no menu."""
    formerly: tuple[FormerAddress, ...]
    """Addresses that lead to a page of today."""
