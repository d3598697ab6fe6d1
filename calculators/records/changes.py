"""What changed in the data, version by version."""

import datetime
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One key of a record that changed."""

    field: str
    """The key, with the way to it from the record."""
    old: str | None = None
    """Value before, of a list what it lost; nothing when the key is new."""
    new: str | None = None
    """Value after, of a list what it gained; nothing when the key is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """A file or a record that came, went or changed."""

    record: str
    """File and place, such as `data/sources/linux-agent.yaml: limits[cpu]`."""
    change: Literal["added", "removed", "changed"]
    """What happened to it."""
    inside: int | None = None
    """How many records came or went with it."""
    fields: tuple[FieldChange, ...] = ()
    """What changed in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataVersion:
    """A version of the data, with what changed since the one before."""

    version: str
    """Name of the version, made from what the data holds."""
    date: datetime.date
    """Day on which it was committed."""
    records: tuple[RecordChange, ...]
    """What changed, in the order of files."""
