"""Bring Python to the point where the next answer comes at once. Runs while the snapshot is made."""

import functools
import gc
import json
import linecache
import random  # the page seeds it anew after each restore
import re
import sys
import zipimport
from collections.abc import Callable, Iterator
from typing import Any

from calculators.answers.render import DATED, FORMATS
from calculators.bridge import PAPER, answer, keep
from calculators.catalog import _hints, load
from calculators.inventory.kept import GROUPED_BY
from calculators.inventory.replies import FORMATS as INVENTORY_FORMATS
from calculators.inventory.replies import forget as forget_inventories
from calculators.kernel_list import forget as forget_kernels
from calculators.project import pack, sample, write
from calculators.registry import CALCULATORS, run
from calculators.registry import forget as forget_answers

MANY = 500
"""How many rows a long file has."""
# Files of several programs, with what is wrong in such files.
INVENTORIES = """==> RVTools.xlsx / vInfo <==
VM\tPowerstate\tTemplate\tCPUs\tMemory\tDisks\tTotal disk capacity MiB\tPrimary IP Address\tNetwork #1\t\
Folder\tProvisioned MiB\t\
In Use MiB\tEFI Secure boot\tFirmware\tHW version\tAnnotation\tTier\tCluster\t\
OS according to the configuration file\t\
OS according to the VMware Tools\tVM ID\tVM UUID\tVI SDK UUID
erp-db-1\tpoweredOn\tFalse\t8\t65536\t2\t"1,048,576"\t192.0.2.1\tLAN\t/dc/ERP\t1052672\t524288\tFalse\tefi\t\
19\tpassword: x\ttier-1\tA\t\
Microsoft Windows Server 2019 (64-bit)\tMicrosoft Windows Server 2019 (64-bit)\tvm-1\tu-1\tv-1
erp-app-1\tpoweredOff\tFalse\t4\tmany\t1\t-1\t192.0.2.2\tLAN\t/dc/ERP\t\t\tTrue\tbios\t8\t\ttier-2\tB\t\
Other Linux (64-bit)\t\tvm-2\tu-2\tv-1
erp-app-1\tpoweredOn\tTrue\t4\t4096\t1\t4096\t\tLAN\t/dc/X\t4096\t2048\tFalse\tbios\t8\t\t\tB\t\
Red Hat Enterprise Linux 7 (64-bit)\tRed Hat Enterprise Linux 7.9 3.10.0-1160.el7.x86_64\tvm-3\tu-2\tv-1
short\tpoweredOn

==> RVTools.xlsx / vDisk <==
VM\tDisk\tCapacity MiB\tRaw\tDisk Mode\tSharing mode\tThin\tController\tShared Bus\tPath\tRaw Comp. Mode\t\
VM ID\tVM UUID\tVI SDK UUID
erp-db-1\tHard disk 1\t524288\tFalse\tindependent_persistent\tsharingMultiWriter\tTrue\tSCSI\tnoSharing\t\
[a] q.vmdk\t\tvm-1\tu-1\tv-1
erp-app-1\tHard disk 1\t524288\tTrue\tpersistent\tsharingMultiWriter\tTrue\tSCSI\tnoSharing\t[a] q.vmdk\t\
physicalMode\tvm-2\tu-2\tv-1

==> RVTools.xlsx / vPartition <==
VM\tDisk\tCapacity MiB\tConsumed MiB\tFree MiB\tVM ID\tVM UUID\tVI SDK UUID
erp-db-1\tC:\\\t524288\t500000\t24288\tvm-1\tu-1\tv-1

==> ExportList.csv <==
Name,State,Provisioned Space,Used Space,CPUs,Memory Size,Guest OS,UUID
web,Powered On,1.21 TB,"1,234 GB",2,4 GB,Ubuntu Linux (64-bit),u-9

==> instances.json <==
{\
"\
Reservations": [{"Instances": [{"InstanceId": "i-1", "InstanceType": "m5.large", "State": {"Name": "running"},
"Architecture": "x86_64", "PlatformDetails": "Linux/UNIX", "PrivateIpAddress": "192.0.2.9"}]}]}

==> nothing.txt <==
nothing of the kind
"""


def requests() -> list[tuple[str, str]]:
    """Return questions for every calculator, each with the long text that is kept for it or none.

    They are about its defaults, its samples, bad input, every format; and nonsense.
    """
    found: list[dict[str, Any]] = [{"id": 0, "calculator": "?"}]
    for name in CALCULATORS:
        first = CALCULATORS[name].form(load()).groups[0].fields[0].id
        samples = getattr(CALCULATORS[name], "SAMPLES", ())
        asked = {"id": 0, "calculator": name, "base": "../"}
        found += ({**asked, "inputs": inputs} for inputs in ({}, {first: "?"}, *samples))
        found += ({**asked, "inputs": {}, "format": form} for form in (*FORMATS, PAPER))
        # In parts: of an answer that is there already, then of one that is not.
        part = {**asked, "inputs": {}, "part": True}
        found += (part, part, part, {**asked, "inputs": {}, "short": True, "anew": True}, part)
        if run(name, {}, load()).timetable is not None:
            found += ({**asked, "inputs": inputs, "format": form} for inputs in ({}, *samples) for form in DATED)
    project = write(sample(load()), load())
    wanted = ("file", "values", "slips", "link", "taken", "lines", "open", "page", "sheets")
    found += ({"id": 0, "project": {"text": text, "wanted": wanted}, "base": "../"} for text in (project, "?", "{}"))
    found += (
        {"id": 0, "project": {"text": project, "wanted": ["page"], "format": form}, "base": "../"}
        for form in (*FORMATS, PAPER)
    )
    letters = {"letters": pack(sample(load()), load()), "wanted": ["values", "slips", "influences"]}
    found.append({"id": 0, "project": letters, "base": "../"})
    return [*((json.dumps(request), "") for request in found), *_inventories(), ("?", "")]


def _inventories() -> Iterator[tuple[str, str]]:
    """Yield what the page of inventories asks, one after the other: of an export, and of a later one."""
    decision = {"name": "web", "uuid": "", "verdict": "supported", "why": "It was tested.", "since": "2026-01-01"}
    system = {"text": "Other Linux", "means": "Debian 12", "why": "It was looked at.", "since": "2026-01-01"}
    kept = {"hosts": [decision], "systems": [system], "answers": {"?": "?"}}
    wanted = [
        "facts", "summary", "columns", "host", "filling", "comparison", "sheets", "install", "paper", "anonymous",
        "systems",
    ]  # fmt: skip
    # Of a long file less is looked at than of a short one.
    rows = "".join(f"host-{place},poweredOn,{place},{place}.5,{place},u-{place}\n" for place in range(MANY))
    many = f"==> many.csv <==\nVM,Powerstate,CPUs,Provisioned MiB,Memory,VM UUID\n{rows}"
    for key, text in (
        ("bad", "?"),
        ("long", many),
        ("older", INVENTORIES),
        ("newer", INVENTORIES.replace("erp-app-1", "new")),
    ):
        asked = {"key": key, "wanted": ["facts"]}
        yield json.dumps({"id": 0, "inventory": asked, "inputs": {}, "long": "files", "base": "../"}), text
    hand = [{"name": "new", "uuid": "", "group": "Shop"}]
    for by in GROUPED_BY:
        grouping = {"by": by, "tag": "Tier", "patterns": "ERP: erp-*, new*", "hand": hand}
        yield _asked({"key": "newer", "wanted": ["filling"], "kept": {"grouping": grouping, "way": "agent"}})
    for form in INVENTORY_FORMATS:
        yield _asked({"key": "newer", "wanted": ["file"], "format": form})
    yield _asked({"key": "newer", "wanted": wanted, "at": 0, "before": "older", "days": 30, "kept": kept})


def _asked(inventory: dict[str, Any]) -> tuple[str, str]:
    return json.dumps({"id": 0, "inventory": inventory, "inputs": {}, "base": "../"}), ""


def exercise() -> None:
    """Load the dataset and answer every question."""
    for _ in answers():
        pass


def answers(asked: Callable[[str], str] = str) -> Iterator[str]:
    """Yield the answer to every question, as `asked` puts it."""
    for request, text in requests():
        keep("")
        keep(text)
        yield answer(asked(request))


def addresses() -> dict[str, int]:
    """Return where the functions lie that docs/assets/python/machine.mjs calls. Their modules keep them there."""
    return {"answer": id(answer), "keep": id(keep), "seed": id(random.seed)}


def _forget_inputs() -> None:
    """Empty what remembers the numbers of a project, which no reader has. What follows from the data alone stays."""
    _hints.cache_clear()
    kept = [item for item in gc.get_objects() if isinstance(item, functools._lru_cache_wrapper)]
    for remembered in kept:
        if remembered.cache_parameters()["maxsize"] is not None:
            remembered.cache_clear()


def tidy() -> None:
    """Forget what belongs to this run only, so that the memory is the same on every build and holds no litter."""
    forget_answers()
    forget_kernels()
    forget_inventories()
    _forget_inputs()
    linecache.clearcache()
    re.purge()
    random.seed(0)
    sys.last_exc = sys.last_value = sys.last_traceback = sys.last_type = None  # type: ignore[assignment]  # typed as set
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]  # private, so untyped
    sys._clear_internal_caches()  # type: ignore[attr-defined]  # private, so untyped
    for _ in range(3):
        gc.collect()
