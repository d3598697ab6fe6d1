"""What a text costs grows as the text does: steps of Python and room, for texts of one and of four sizes."""

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from calculators.traces import read_trace

FEW, MANY = 80, 320
# Four times the text takes four times the steps; sorting a little more.
MOST = 4.6


def counters(count: int) -> str:
    names = ",".join(f'"\\\\host{place}\\PhysicalDisk(_Total)\\Disk Write Bytes/sec"' for place in range(count))
    row = ",1" * count
    return f'"(PDH-CSV 4.0) (UTC)(0)",{names}\n11/23/2026 08:00:00{row}\n11/23/2026 08:01:00{row}\n'


def machines(count: int) -> str:
    names = ",".join(f'"\\\\esx\\Virtual Disk(vm{place}:scsi0:0)\\MBytes Written/sec"' for place in range(count))
    return f'"(PDH-CSV 4.0) (UTC)(0)",{names}\n11/23/2026 08:00:00{",1" * count}\n11/23/2026 08:01:00{",1" * count}\n'


def levels(count: int) -> str:
    names = ",".join(f'"\\\\host\\Level {place}\\Write Bytes/sec"' for place in range(count))
    return f'"(PDH-CSV 4.0) (UTC)(0)",{names}\n11/23/2026 08:00:00{",1" * count}\n11/23/2026 08:01:00{",1" * count}\n'


def sparse_reports(count: int) -> str:
    """One wide report, then as many with one device."""
    wide = "Device wkB/s\n" + "".join(f"disk{place} 1\n" for place in range(count)) + "\n"
    return wide * 2 + "Device wkB/s\ndisk0 1\n\n" * count


def devices(count: int) -> str:
    both = "".join(f"12:00:01 nvme{place}n1 1\n12:00:01 vol{place} 1\n" for place in range(count))
    return f"12:00:00 DEV wkB/s\n{both}"


def labels(count: int) -> str:
    rows = "".join(f"2026-11-23 08:0{place % 5},nvme{place}n1,1\n" for place in range(count))
    return f"time,device,write MB/s\n{rows}"


def columns(count: int) -> str:
    return f"time{',write MB/s' * count}\n" + "".join(f"2026-11-23 08:0{at}{',1' * count}\n" for at in range(5))


def dates(count: int) -> str:
    return "time,write MB/s\n" + "".join(f"{place % 28 + 1}/1/{1980 + place % 200} 08:00,1\n" for place in range(count))


def falling(count: int) -> str:
    return "time,write MB/s\n" + "".join(f"{2_000_000_000 - place * 60},1\n" for place in range(count))


def gaps(count: int) -> str:
    return "time,write MB/s\n" + "".join(f"{1_700_000_000 + place * place},1\n" for place in range(count))


def unreadable(count: int) -> str:
    return "time,write MB/s\n2026-11-23 08:00,1\n2026-11-23 08:01,1\n" + "".join(f"x,{at}\n" for at in range(count))


def steps(text: str) -> int:
    """Return how many instructions of Python reading a text takes."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        read_trace(text, interval_seconds=60)
    finally:
        sys.settrace(before)
    return count


def room(text: str) -> int:
    """Return how many bytes reading a text takes at most."""
    tracemalloc.start()
    try:
        read_trace(text, interval_seconds=60)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


SHAPES = (counters, machines, levels, sparse_reports, devices, labels, columns, dates, falling, gaps, unreadable)


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_four_times_the_steps(shape: Callable[[int], str]) -> None:
    steps(shape(FEW))  # what is worked out once is worked out now
    assert steps(shape(MANY)) < MOST * steps(shape(FEW))


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_four_times_the_room(shape: Callable[[int], str]) -> None:
    room(shape(FEW))
    assert room(shape(MANY)) < MOST * room(shape(FEW))
