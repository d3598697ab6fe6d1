"""Inputs of the project plan."""

import datetime
from dataclasses import dataclass

from calculators.plan.tasks import read_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as data/calculators/plan.yaml describes them."""

    first_day: str
    end: str | None
    country: str
    week: str
    hours_a_day: float
    hosts: float
    hosts_a_day: float
    used: float
    capacity_unit: str
    change_percent: float
    sync_hours: float | None
    link_mbps: float
    share_percent: float
    efficiency_percent: float
    throttled: str | None
    tasks: str | None
    people: str | None
    freeze: str | None
    days_off: str | None
    source: str
    storage: str
    disks: float | None
    largest_disk_gb: float | None
    folding: float
    tunnel: str
    rtt_ms: float
    loss_percent: float
    streams: float | None
    proxies: float | None
    window_kib: float
    source_read_mbps: float | None
    gateway_mbps: float | None
    target_write_mbps: float | None

    @property
    def first(self) -> datetime.date:
        """Return the first day of the project."""
        return read_day(self.first_day)

    @property
    def wanted(self) -> datetime.date | None:
        """Return the last day on which everything has to be done; None where nobody asks for one."""
        return read_day(self.end) if self.end else None
