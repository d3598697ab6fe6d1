"""Small traces of each kind: the browser's Python goes through them once while it is made, so that it can do them."""

_SAR = """Linux 5.14.0 (host) \t11/23/2026 \t_x86_64_\t(4 CPU)

12:00:01 AM       DEV       tps     rkB/s     wkB/s     dkB/s   areq-sz    aqu-sz     await     %util
12:10:01 AM       sda      5.10      1.00    512.00      0.00     20.00      0.01      1.00      1.00
12:10:01 AM      dm-0      5.10      1.00    512.00      0.00     20.00      0.01      1.00      1.00
12:20:01 AM       sda      5.10      1.00   1024.50      0.00     20.00      0.01      1.00      1.00
12:20:01 AM      dm-0      5.10      1.00   1024.50      0.00     20.00      0.01      1.00      1.00
Average:          sda      5.10      1.00    768.00      0.00     20.00      0.01      1.00      1.00
"""
# Python looks for words in a text of 30 000 letters and more in another way than in a short one.
_LONG_SAR = _SAR.replace(
    "12:00:01 AM       DEV",
    "12:00:01 AM       CPU     %idle\n" + "12:10:01 AM         1     98.00\n" * 1500 + "\n12:00:01 AM       DEV",
)
_PDH = (
    '"(PDH-CSV 4.0) (W. Europe Standard Time)(-60)","\\\\HOST\\PhysicalDisk(0 C:)\\Disk Write Bytes/sec"\r\n'
    '"11/23/2026 08:00:00.000"," "\r\n"11/23/2026 08:01:00.000","1048576.5"\r\n'
    '"11/23/2026 08:02:00.000","2097152"\r\n"11/23/2026 08:09:00.000","3145728"\r\n'
)
_TABLE = (
    "\ufeffZeit;Gerät;geschrieben (MB/s)\r\n23.11.2026 08:00;a;1,5\r\n23.11.2026 08:00;b;2,0\r\n"
    "23.11.2026 08:05;a;x\r\n23.11.2026 08:05;b;-1\r\n23.11.2026 08:30;a;1.234,5\r\n23.11.2026 08:30;a;2\r\n"
)
_EPOCHS = 'time,"bytes ""written"""\n' + "".join(f"{1795420800 + 60 * step},{step * 1000}\n" for step in range(2400))
_ZONED = "# change\ntime\twrite MB/s\n" + "".join(
    f"2026-11-{23 + hour // 24}T{hour % 24:02}:00:00Z\t{hour % 7}\n" for hour in range(72)
)
_IOSTAT = "Linux 5.14.0 (host) \t11/23/2026 \t_x86_64_\t(4 CPU)\n\n" + "".join(
    f"11/23/2026 {when}\nDevice      tps    kB_read/s    kB_wrtn/s    kB_read    kB_wrtn\n"
    f"sda        1.00         0.00      {written}          0          0\nsda1       1.00         0.00      {written}"
    "          0          0\n\n"
    for when, written in (("09:00:00", "900.00"), ("09:01:00", "10.0k"), ("09:02:00", "x"), ("09:03:00", "1.5M"))
)
_SADF = "# hostname;interval;timestamp;DEV;tps;rkB/s;wkB/s\n" + "".join(
    f"host;60;2026-11-23 09:0{minute}:00 {zone};{disk};5.0;1.0;{minute}00.0\n"
    for minute, zone in ((1, "EST"), (2, "UTC"), (3, "CST"))
    for disk in ("sda", "dm-0", "md0")
    if minute < 3 or disk == "sda"  # noqa: PLR2004 - devices that go
)
_JSON = (
    '{"sysstat": {"hosts": [{"nodename": "host", "statistics": [{"timestamp": {"date": "2026-11-23", '
    '"time": "00:10:00", "utc": 1, "interval": 600}, "disk": [{"disk-device": "sda", "wkB": 100.0}]}]}]}}'
)
_XML = (
    '<?xml version="1.0"?><sysstat><host nodename="host"><timestamp date="2026-11-23" time="00:10:00" interval="600">'
    '<disk-device dev="sda" wkB="100.00"/></timestamp><timestamp date="2026-11-23" time="00:20:00" interval="600">'
    '<disk-device dev="sda" wkB="100.00"/></timestamp></host></sysstat>'
)
_VMSTAT = " r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n" + "".join(
    f" 1  0      0      0      0      0    0    0     1   {written}    1    1  0  0 99  0  0\n" for written in (9, 1, 2)
)
_SOLARIS = "".join(
    f"Mon Nov 23 09:0{minute}:00 2026\n    r/s    w/s   kr/s   kw/s device\n    9.0   20.0  800.0  1{minute}.0 c0t0d0\n"
    for minute in range(4)
)
_COUNTER = '"Time","node_disk_written_bytes_total{device=""sda""}"\n' + "".join(
    f"2026-11-23 09:0{minute}:00,{500_000 + value}\n" for minute, value in enumerate((0, 9, 20, 1, 30))
)
_CLOUDWATCH = (
    '{"Label": "VolumeWriteBytes", "Datapoints": [{"Timestamp": "2026-11-23T09:05:00Z", "Sum": 600.0}, '
    '{"Timestamp": "2026-11-23T09:00:00Z", "Sum": 300.0}]}'
)
_PRTG = (
    '"Date Time","Date Time(RAW)","Write (Speed)","Write (Speed)(RAW)"\n"a","46349.3784722222","1 kB/s","1024.0000"\n'
    '"b","46349.3819444444","3 kB/s","3072.0000"\n'
)
_ZABBIX = '{"jsonrpc": "2.0", "result": [{"itemid": "1", "clock": "1795424400", "value": "1.5", "ns": "1"}]}'
_AWR = "<html><title>AWR Report for DB</title><h1>WORKLOAD REPOSITORY report for</h1><table>" + "".join(
    f"<tr><td>{'</td><td>'.join(cells)}</td></tr>"
    for cells in (
        ("Begin Snap:", "1", "23-Nov-26 09:00:00"),
        ("End Snap:", "2", "23-Nov-26 10:00:00"),
        ("Elapsed:", "&#160;", "60.00 (mins)"),
        ("physical write total bytes", "3,600,000", "1,000.0"),
    )
)
_REPORT = "Host Name,Task Status,Start Time,End Time,Sync Mode,Synced Size(GB)\n" + "".join(
    f"{host},{state},2026-11-23 {hour:02}:00:00,2026-11-23 {hour:02}:20:00,{mode},{hour / 7}\n"
    for host in ("a", "b")
    for hour, mode, state in ((8, "full", "Done"), (9, "incremental", "Failed"), (10, "incremental", "Done"))
)
_GSTAT = "".join(
    f"dT: 1.0s  w: 1.0s\n L(q)  ops/s    r/s   kBps   ms/r    w/s   kBps   ms/w   %busy Name\n"
    f"    0      5      1   9999    0.1      4    {written}    0.2    0.1| ada0\n"
    for written in (100, 200)
)
_CHINESE = "时间,写入速率(MB/s)\n2026年11月23日 下午01:00,1\n2026年11月23日 下午01:01,3\n"
_ASKING = '"Time","sda","sdb"\n2026-11-23 09:00:00,1,2\n2026-11-23 09:01:00,1 MB/s,\n'
_HOURS = "Mon-Fri 08:00-18:00 30%\nsat, sun 22:30-06:00 0%"
_BURST = "0 0 0 0 0 0 0 0 0 0 11.25 0 0 0 0 0 0 0 0 0 0 0 0 0"

SAMPLES = tuple(
    {**sample, **more}
    for sample in (
        {"trace": _SAR},
        {"trace": _LONG_SAR},
        {"trace": _PDH, "column": "nothing"},
        {"trace": _TABLE, "utc_offset_minutes": "60"},
        {"trace": _EPOCHS, "link_mbps": "0.1"},
        {"trace": _ZONED},
        {"trace": _IOSTAT},
        {"trace": _SADF},
        {"trace": _JSON},
        {"trace": _XML},
        {"trace": _VMSTAT, "trace_seconds": "60"},
        {"trace": _SOLARIS},
        {"trace": _COUNTER},
        {"trace": _CLOUDWATCH},
        {"trace": _PRTG},
        {"trace": _CHINESE},
        {"trace": _ZABBIX},
        {"trace": _AWR},
        {"trace": _REPORT},
        {"trace": _GSTAT, "trace_seconds": "60"},
        {"trace": _ASKING},
        {"trace": _ASKING, "column": "*", "unit": "MB-s"},
        {"trace": _SADF, "column": '"sda" + md0'},
        {"trace": _SADF, "column": "* - sda"},
        {"trace": f"==> a <==\n{_ZONED}==> b <==\n{_ZONED}"},
        {"trace": f"==> a <==\n{_ZONED}==> b <==\n{_ZONED}", "left_out_files": "b"},
        {"trace": "<html></html>"},
        {"trace": "1\n2\n3\n", "unit": "MB-s", "trace_seconds": "60"},
        {"trace": "interval 60\n1e3\n\n2 000\n"},
        {"trace": "time,write MB/s\n"},
        {"trace": "PK\x03\x04"},
        {"trace": "\x7fELF\0\0"},
        {"profile": _BURST, "rpo_minutes": "15", "link_mbps": "72", "efficiency_percent": "100", "tunnel": "ipsec"},
        {"profile": _BURST, "rpo_minutes": "15", "link_mbps": "1"},
        {"profile": "1 2 x"},
        {"throttled": "sometimes"},
    )
    for more in (
        {"way": "continuous"},
        {"way": "cycles"},
        {"way": "continuous", "throttled": _HOURS},
        {"way": "cycles", "throttled": _HOURS, "folding": "4", "snapshot_minutes": "3"},
    )
)
"""Inputs as a reader gives them."""
