"""When the first synchronisation ends: by the engine that answers RPO and bandwidth, with its throttled hours."""

import datetime
import math
from collections.abc import Callable
from functools import cache

from calculators.catalog import Catalog
from calculators.plan.inputs import Inputs
from calculators.plan.workdays import DAY
from calculators.replication import units
from calculators.replication.limits import LinkInputs, link_of, slow_disk, streams_of
from calculators.replication.seeding import wave_times
from calculators.replication.units import HOUR, MINUTE, to_bytes

AGENT = "agent"
EPOCH = datetime.date(1970, 1, 1).toordinal() * DAY
"""The moment from which the engine counts seconds."""
NEARLY = 1e-6


def finishing(inputs: Inputs, catalog: Catalog) -> Callable[[int], int] | None:
    """Return what tells when the first synchronisation ends that begins at a moment; None where it never does."""
    if inputs.sync_hours is not None:
        whole = math.ceil(inputs.sync_hours * HOUR / MINUTE - NEARLY)
        return lambda begin: begin + whole
    used = to_bytes(inputs.used, inputs.capacity_unit)
    change = used * inputs.change_percent / 100 / inputs.folding / units.DAY
    asked = _asked(inputs)
    link = link_of(asked, catalog.value)
    rate, week = link.usable.rate, link.week
    largest = to_bytes(inputs.largest_disk_gb or 0.0, "GB")
    disk = slow_disk(largest, [(used, change)], link, streams_of(asked, catalog.value).each) if largest else None

    def seconds(at: float) -> float | None:
        return wave_times([(used, change)], rate, at, week, disk)[0]

    @cache
    def ends(begin: int) -> int:
        return begin + math.ceil((seconds((begin - EPOCH) * MINUTE) or 0.0) / MINUTE - NEARLY)

    return None if seconds(0.0) is None else ends


def _asked(inputs: Inputs) -> LinkInputs:
    """Return what is said of the link."""
    return LinkInputs(
        storage=inputs.storage,
        link_mbps=inputs.link_mbps,
        share_percent=inputs.share_percent,
        efficiency_percent=inputs.efficiency_percent,
        tunnel=inputs.tunnel,
        throttled=inputs.throttled,
        rtt_ms=inputs.rtt_ms,
        loss_percent=inputs.loss_percent,
        streams=inputs.streams,
        window_kib=inputs.window_kib,
        disks=inputs.disks,
        hosts=inputs.hosts if inputs.source == AGENT else None,
        proxies=inputs.proxies,
        source_read_mbps=inputs.source_read_mbps,
        gateway_mbps=inputs.gateway_mbps,
        target_write_mbps=inputs.target_write_mbps,
    )
