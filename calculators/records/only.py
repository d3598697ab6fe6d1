"""For which projects something holds that does not hold for all of them."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What a project must have chosen; a list left out means any choice."""

    for_sources: tuple[str, ...] = ()
    """Ids of the source types."""
    for_targets: tuple[str, ...] = ()
    """Ids of the target platforms."""
    storage: tuple[Storage, ...] = ()
    """Storage types."""
    network: tuple[Literal["vpn", "public"], ...] = ()
    """Ways of the data."""
