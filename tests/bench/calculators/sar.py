"""A day of `sar -A` by minutes on a large machine, as sysstat writes it: one report below the other."""

from collections.abc import Iterator

MINUTES = 1_440
PROCESSORS = 128
WIDTH = 10
FIGURES = 10_007
ROW = "".join(f"{place * 7919 % 9_973 / 100:{WIDTH}.2f}" for place in range(FIGURES))
"""Figures of columns, from which each line takes some."""
# Names of columns, what the lines are about, and how many of them each time has; in the order of the program.
CPUS = ("all", *map(str, range(PROCESSORS)))
DISKS = (*(f"nvme{place}n1" for place in range(100)), *(f"dm-{place}" for place in range(60)))
CARDS = tuple(f"ens{place}f0" for place in range(64))
MOUNTS = tuple(f"/dev/nvme{place}n1p1" for place in range(100))
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("CPU %usr %nice %sys %iowait %steal %irq %soft %guest %gnice %idle", CPUS),
    ("proc/s cswch/s", ()),
    ("pswpin/s pswpout/s", ()),
    ("pgpgin/s pgpgout/s fault/s majflt/s pgfree/s pgscank/s pgscand/s pgsteal/s %vmeff", ()),
    ("tps rtps wtps dtps bread/s bwrtn/s bdscd/s", ()),
    ("kbmemfree kbavail kbmemused %memused kbbuffers kbcached kbcommit %commit kbactive kbinact kbdirty", ()),
    ("dentunusd file-nr inode-nr pty-nr", ()),
    ("runq-sz plist-sz ldavg-1 ldavg-5 ldavg-15 blocked", ()),
    ("DEV tps rkB/s wkB/s dkB/s areq-sz aqu-sz await %util", DISKS),
    ("IFACE rxpck/s txpck/s rxkB/s txkB/s rxcmp/s txcmp/s rxmcst/s %ifutil", CARDS),
    ("IFACE rxerr/s txerr/s coll/s rxdrop/s txdrop/s txcarr/s rxfram/s rxfifo/s txfifo/s", CARDS),
    ("totsck tcpsck udpsck rawsck ip-frag tcp-tw", ()),
    ("CPU total/s dropd/s squeezd/s rx_rps/s flw_lim/s blg_len", CPUS),
    ("CPU wghMHz", CPUS),
    ("MBfsfree MBfsused %fsused %ufsused Ifree Iused %Iused FILESYSTEM", MOUNTS),
)


def day() -> str:
    """Return about a hundred megabytes."""
    return "".join(_parts())


def _parts() -> Iterator[str]:
    yield f"Linux 5.14.0-427.13.1.el9_4.x86_64 (db-01) \t2026-11-23 \t_x86_64_\t({PROCESSORS} CPU)\n"
    for head, items in SECTIONS:
        names = head.split()
        yield f"\n00:00:01    {''.join(f'{name:>{WIDTH}}' for name in names)}\n"
        for minute in range(1, MINUTES):
            yield "".join(_lines(f"{minute // 60:02}:{minute % 60:02}:01    ", names, items, minute))
        yield "".join(_lines("Average:    ", names, items, 0))


def _lines(begin: str, names: list[str], items: tuple[str, ...], minute: int) -> Iterator[str]:
    """Yield a line for each item of one time; the item stands first, or last where the head has it there."""
    width = WIDTH * (len(names) - bool(items))
    for place, item in enumerate(items or ("",)):
        at = WIDTH * ((minute * 7919 + place * 83) % (FIGURES - len(names)))
        figures = ROW[at : at + width]
        if names[-1] == "FILESYSTEM":
            yield f"{begin}{figures} {item}\n"
        else:
            yield f"{begin}{item:>{WIDTH}}{figures}\n" if items else f"{begin}{figures}\n"
