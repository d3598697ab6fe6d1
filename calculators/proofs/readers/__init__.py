"""One module for each command whose output is read.

A reader has `TITLE`, the command's name; `recognise(text)`, which says how sure it is that a text is output of it; and
`judge(text, wanted)`, which says what that proves. A value that it is not sure of is never `proved`.
"""

from collections.abc import Mapping
from typing import Protocol, cast

from calculators.proofs.model import Claim, Judgement
from calculators.proofs.readers import (
    agent,
    clock,
    containers,
    disks,
    files,
    http,
    iperf,
    kernel,
    name,
    ping,
    port,
    recovery_report,
    service,
    sync_report,
)
from calculators.proofs.wanted import Wanted


class Reader(Protocol):
    """What the module of a reader offers."""

    TITLE: str

    def recognise(self, text: str) -> Claim:
        """Return how sure it is that a text is output of its command."""

    def judge(self, text: str, wanted: Wanted) -> Judgement:
        """Return what a text proves."""


READERS = cast(
    "Mapping[str, Reader]",
    {
        "agent": agent,
        "clock": clock,
        "containers": containers,
        "disks": disks,
        "files": files,
        "http": http,
        "iperf": iperf,
        "kernel": kernel,
        "name": name,
        "ping": ping,
        "port": port,
        "recovery_report": recovery_report,
        "service": service,
        "sync_report": sync_report,
    },
)
"""Readers by the name that proofs use."""
