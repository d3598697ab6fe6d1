"""Small traces of each kind: the browser's Python goes through them once while it is made, so that it can do them."""

_SAR = """Linux 5.14.0 (host) \t11/23/2026 \t_x86_64_\t(4 CPU)

12:00:01 AM       DEV       tps     rkB/s     wkB/s     dkB/s   areq-sz    aqu-sz     await     %util
12:10:01 AM       sda      5.10      1.00    512.00      0.00     20.00      0.01      1.00      1.00
12:10:01 AM      dm-0      5.10      1.00    512.00      0.00     20.00      0.01      1.00      1.00
12:20:01 AM       sda      5.10      1.00   1024.50      0.00     20.00      0.01      1.00      1.00
12:20:01 AM      dm-0      5.10      1.00   1024.50      0.00     20.00      0.01      1.00      1.00
Average:          sda      5.10      1.00    768.00      0.00     20.00      0.01      1.00      1.00
"""
_PDH = (
    '"(PDH-CSV 4.0) (W. Europe Standard Time)(-60)","\\\\HOST\\PhysicalDisk(0 C:)\\Disk Write Bytes/sec"\r\n'
    '"11/23/2026 08:00:00.000"," "\r\n"11/23/2026 08:01:00.000","1048576.5"\r\n'
    '"11/23/2026 08:02:00.000","2097152"\r\n"11/23/2026 08:09:00.000","3145728"\r\n'
)
_TABLE = (
    "\ufeffZeit;Gerät;geschrieben (MB/s)\r\n23.11.2026 08:00;a;1,5\r\n23.11.2026 08:00;b;2,0\r\n"
    "23.11.2026 08:05;a;x\r\n23.11.2026 08:05;b;-1\r\n23.11.2026 08:30;a;1.234,5\r\n23.11.2026 08:30;a;2\r\n"
)
_EPOCHS = 'time,"bytes ""written"""\n' + "".join(f"{1795420800 + 60 * step},{step * 1000}\n" for step in range(1200))
_ZONED = "# change\ntime\twrite MB/s\n" + "".join(
    f"2026-11-{23 + hour // 24}T{hour % 24:02}:00:00Z\t{hour % 7}\n" for hour in range(72)
)
_HOURS = "Mon-Fri 08:00-18:00 30%\nsat, sun 22:30-06:00 0%"
_BURST = "0 0 0 0 0 0 0 0 0 0 11.25 0 0 0 0 0 0 0 0 0 0 0 0 0"

SAMPLES = tuple(
    {**sample, **more}
    for sample in (
        {"trace": _SAR},
        {"trace": _PDH, "column": "nothing"},
        {"trace": _TABLE, "utc_offset_minutes": "60"},
        {"trace": _EPOCHS, "link_mbps": "0.1"},
        {"trace": _ZONED},
        {"trace": "1\n2\n3\n", "unit": "MB-s", "trace_seconds": "60"},
        {"trace": "interval 60\n1e3\n\n2 000\n"},
        {"trace": "time,write MB/s\n"},
        {"trace": "PK\x03\x04"},
        {"trace": "\x7fELF\0\0"},
        {"profile": _BURST, "rpo_minutes": "15", "link_mbps": "72", "efficiency_percent": "100"},
        {"profile": _BURST, "rpo_minutes": "15", "link_mbps": "1"},
        {"profile": "1 2 x"},
        {"throttled": "sometimes"},
    )
    for more in (
        {"way": "continuous"},
        {"way": "cycles"},
        {"way": "continuous", "throttled": _HOURS},
        {"way": "cycles", "throttled": _HOURS, "folding_percent": "25", "snapshot_minutes": "3"},
    )
)
"""Inputs as a reader gives them."""
