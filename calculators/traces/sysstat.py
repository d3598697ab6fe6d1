"""What sar, sadf, iostat and pidstat share: names of data written, the line that a run begins with, idle devices."""

import re
from collections.abc import Iterable

from calculators.traces.amounts import unit_named

# iostat(1), sar(1) of sysstat: "kB_wrtn/s: The amount of data written to the device(s) expressed in kilobytes per
# second"; they are sectors of 512 bytes divided by 2. https://man7.org/linux/man-pages/man1/iostat.1.html
SYSSTAT = {
    "wkB/s": unit_named("KiB", "s"),
    "wkB": unit_named("KiB", "s"),
    "kB_wrtn/s": unit_named("KiB", "s"),
    "wMB/s": unit_named("MiB", "s"),
    "MB_wrtn/s": unit_named("MiB", "s"),
    "wr_sec/s": unit_named("blocks", "s"),
    "wr_sec": unit_named("blocks", "s"),
    "wsec/s": unit_named("blocks", "s"),
    "Blk_wrtn/s": unit_named("blocks", "s"),
    "bwrtn/s": unit_named("blocks", "s"),
}
HOST = re.compile(
    r"^Linux .*?\((?P<host>[^)\n]{1,255})\)\s+"
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日)(?:\s|$)"
)
"""The first line of a run: kernel, host and date."""


def is_idle(numbers: Iterable[str]) -> bool:
    """Return whether all numbers of a device are nothing; option -z leaves such devices out."""
    return not any(number.strip("0.,%kKMGB") for number in numbers)
