"""How long an inventory takes, beside pandas reading the same files: `make bench-inventory`.

Prints, for exports of RVTools with two disks and two file systems a host, the seconds of the processor until hosts are
read and how many times what pandas takes that is; then those until they are judged and added up, and until the page has
its list; and the most memory that all of it takes, and that pandas takes. pandas only makes columns of the cells; here
they become hosts, with what was doubted and not used.
"""

import csv
import gc
import io
import json
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

import openpyxl
import pandas as pd

from calculators.answers import render
from calculators.catalog import Catalog, load
from calculators.inventory import read_inventory, replies
from calculators.inventory.dialects.rvtools_columns import DISKS, INFO, PARTITIONS
from calculators.inventory.model import Inventory
from tests.calculators.inventory.drawn import workbook_text

SIZES = (1_000, 10_000, 50_000)
WORKBOOK = 2_000
"""A workbook of more hosts takes minutes to write."""
ROUNDS = 3
FILLED = "Some words"
HEADER = (
    f"{'hosts':>8} {'MB':>6} {'read':>7} {'pandas':>7} {'ratio':>6} {'judge':>7} {'a 10 000':>9} {'peak MB':>8} "
    f"{'pandas':>8}"
)

type Row = dict[str, object]


def main() -> None:
    """Print the measurements."""
    catalog = load()
    print("RVTools, CSV: seconds of the processor, the median of", ROUNDS)
    print(HEADER)
    for hosts in SIZES:
        texts = {tab: as_csv(rows) for tab, rows in export(hosts).items()}
        report(hosts, sum(map(len, texts.values())), partial(read_csv, texts), partial(pandas_csv, texts), catalog)
    print("RVTools, workbook: the same, with python-calamine for both")
    content = as_workbook(export(WORKBOOK))
    report(WORKBOOK, len(content), lambda: read_workbook(content), lambda: pandas_workbook(content), catalog)


def report(hosts: int, size: int, read: Callable[[], Inventory], other: Callable[[], object], catalog: Catalog) -> None:
    """Print one line of the table."""
    # They take turns, so that a busy minute hits both.
    turns = [(seconds(read), seconds(other)) for _ in range(ROUNDS)]
    own, pandas = (median(column) for column in zip(*turns, strict=True))
    inventory = read()
    judge = partial(answered, inventory, catalog)
    judged = median(seconds(judge) for _ in range(ROUNDS))
    del inventory, judge
    most, others = peak(lambda: answered(read(), catalog)), peak(other)
    print(
        f"{hosts:>8} {size / 1e6:>6.1f} {own:>7.2f} {pandas:>7.2f} {own / pandas:>6.2f} {judged:>7.2f} "
        f"{(own + judged) * 10_000 / hosts:>9.2f} {most:>8.0f} {others:>8.0f}"
    )
    sys.stdout.flush()


def answered(inventory: Inventory, catalog: Catalog) -> str:
    """Return what the page gets of an inventory: the answer, and the list of hosts."""
    held = replies.judged(inventory, catalog)
    return render.to_html(replies.shown(held, catalog), catalog, "../") + json.dumps(replies.columns(held))


def peak(action: Callable[[], object]) -> float:
    """Return the most memory that an action takes, in MB."""
    gc.collect()
    tracemalloc.start()
    made = action()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del made
    return most / 1e6


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action keeps the processor busy."""
    gc.collect()
    before = time.process_time()
    made = action()
    after = time.process_time()
    del made
    return after - before


def read_csv(texts: dict[str, str]) -> Inventory:
    """Read the files as the page does."""
    return read_inventory([(f"RVTools_tab{tab}.csv", text) for tab, text in texts.items()])


def pandas_csv(texts: dict[str, str]) -> object:
    """Read the files as a person with a notebook does."""
    return [pd.read_csv(io.StringIO(text)) for text in texts.values()]


def read_workbook(content: bytes) -> Inventory:
    """Read a workbook as the page does."""
    return read_inventory([("export.xlsx", workbook_text("export.xlsx", content))])


def pandas_workbook(content: bytes) -> object:
    """Read a workbook with the same library."""
    return pd.read_excel(io.BytesIO(content), sheet_name=None, engine="calamine")


def export(hosts: int) -> dict[str, list[Row]]:
    """Return the tables of an export, with all columns that RVTools writes."""
    chance = random.Random(hosts)
    tables: dict[str, list[Row]] = {"vInfo": [], "vDisk": [], "vPartition": []}
    for number in range(hosts):
        common = {
            "vm": f"app-{number:06}", "powerstate": "poweredOn", "template": "False", "srm placeholder": "False",
            "datacenter": f"DC{number % 3}", "cluster": f"CL{number % 20}", "host": f"esx{number % 200}.example.org",
            "folder": f"/DC/vm/app{number % 100}", "vm id": f"vm-{number}",
            "os according to the configuration file": "Red Hat Enterprise Linux 8 (64-bit)",
            "os according to the vmware tools": "Red Hat Enterprise Linux 8 (64-bit)",
            "vm uuid": f"5012{number:08x}-1111-4222-8333-{number:012x}", "vi sdk server": "vc1.example.org",
            "vi sdk uuid": "5d7f0f4e-1111-4222-8333-aaaaaaaaaaaa",
        }  # fmt: skip
        capacity = chance.randrange(20, 2000) * 1024
        tables["vInfo"].append(
            common
            | {"cpus": chance.choice([1, 2, 4, 8]), "memory": 8192, "disks": 2, "total disk capacity mib": 2 * capacity,
               "provisioned mib": 2 * capacity + 8192, "in use mib": capacity, "unshared mib": capacity - 5, "nics": 1,
               "firmware": "efi", "efi secure boot": "True", "hw version": "19", "connection state": "connected",
               "cbt": "False", "network #1": f"VLAN{number % 50}", "consolidation needed": "False",
               "primary ip address": f"10.0.{number >> 8 & 255}.{number & 255}",
               "dns name": f"app-{number:06}.example.org",
               "smbios uuid": f"4212{number:08x}-1111-4222-8333-{number:012x}", "owner": f"team {number % 30}"}
        )  # fmt: skip
        for disk in range(2):
            tables["vDisk"].append(
                common
                | {"disk": f"Hard disk {disk + 1}", "capacity mib": capacity, "raw": "False", "disk mode": "persistent",
                   "thin": "True", "controller": "SCSI controller 0", "sharing mode": "sharingNone",
                   "path": f"[store{number % 40}] app-{number:06}/app-{number:06}_{disk}.vmdk",
                   "disk uuid": f"6000c29{number:09x}{disk}", "shared bus": "noSharing"}
            )  # fmt: skip
            tables["vPartition"].append(
                common
                | {"disk": f"/mnt/{disk}", "capacity mib": capacity - 100, "consumed mib": capacity // 2,
                   "free mib": capacity - 100 - capacity // 2, "free %": 50}
            )  # fmt: skip
    return {tab: list(filled(rows, tab)) for tab, rows in tables.items()}


def filled(rows: list[Row], tab: str) -> Iterator[Row]:
    """Yield rows with words in every other column that RVTools writes there, as in a real export."""
    others = {"vInfo": INFO, "vDisk": DISKS, "vPartition": PARTITIONS}[tab].others
    rest = dict.fromkeys((name for name in sorted(others) if "*" not in name), FILLED)
    return (rest | row for row in rows)


def as_csv(rows: list[Row]) -> str:
    """Return a table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return out.getvalue()


def as_workbook(tables: dict[str, list[Row]]) -> bytes:
    """Return tables as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    for tab, rows in tables.items():
        sheet = book.create_sheet(tab)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
