"""Bring Python to the point where the next answer comes at once. Runs while the snapshot is made.

What a calculator alone does not need is imported when the questions about it are asked for.
"""

import functools
import gc
import json
import linecache
import random  # the page seeds it anew after each restore
import re
import sys
import zipimport
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from calculators.answers.render import DATED, FORMATS
from calculators.bridge import ALONE, PAPER, SHEETS, answer, forget_parts, keep
from calculators.catalog import _hints, load
from calculators.kernel_list import forget as forget_kernels
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

type Request = tuple[str, str]
"""A question, and the long text that is kept for it or none."""

FORGET: list[Callable[[], object]] = [forget_answers, forget_parts, forget_kernels]
"""What forgets a question."""


def alone() -> list[Request]:
    """Return questions for the calculators that pages ask alone: about defaults, samples, bad input, every format."""
    return [request for name in ALONE for request in _of_calculator(name)]


def rest() -> list[Request]:
    """Return questions about what needs more: recordings, plans, projects, proofs, runbooks, inventories; nonsense."""
    from calculators.inventory.replies import forget

    FORGET.append(forget)
    found = [request for name in CALCULATORS if name not in ALONE for request in _of_calculator(name)]
    return [*found, *_projects(), *_inventories(), ('{"id": 0, "calculator": "?"}', ""), ("?", "")]


def requests() -> list[Request]:
    """Return all questions."""
    return [*alone(), *rest()]


def _of_calculator(name: str) -> Iterator[Request]:
    """Yield questions for a calculator."""
    first = CALCULATORS[name].form(load()).groups[0].fields[0].id
    samples = getattr(CALCULATORS[name], "SAMPLES", ())
    asked: dict[str, Any] = {"id": 0, "calculator": name, "base": "../"}
    found = [{**asked, "inputs": inputs} for inputs in ({}, {first: "?"}, *samples)]
    found += [{**asked, "inputs": {}, "own": True}]
    found += [{**asked, "inputs": {}, "format": form} for form in (*FORMATS, PAPER, SHEETS)]
    # In parts: of an answer that is there already, then of one that is not.
    part = {**asked, "inputs": {}, "part": True}
    found += [part, part, part, {**asked, "inputs": {}, "short": True, "anew": True}, part]
    if run(name, {}, load()).timetable is not None:
        found += [{**asked, "inputs": inputs, "format": form} for inputs in ({}, *samples) for form in DATED]
    yield from ((json.dumps(request), "") for request in found)


def _projects() -> Iterator[Request]:
    """Yield what is asked about a project, its runbooks and what outputs of commands prove of it."""
    import calculators.project.names
    import calculators.proofs
    import calculators.runbook  # noqa: F401  # bridge imports them, which Python cannot once the snapshot is made
    from calculators.project import pack, sample, write

    project = write(sample(load()), load())
    wanted = ("file", "values", "slips", "link", "taken", "lines", "open", "page", "sheets")
    found: list[dict[str, Any]] = [{"project": {"text": text, "wanted": wanted}} for text in (project, "?", "{}")]
    found += [{"project": {"text": project, "wanted": ["page"], "format": form}} for form in (*FORMATS, PAPER)]
    found += [{"project": {"letters": pack(sample(load()), load()), "wanted": ["values", "slips", "influences"]}}]
    parts = ("order", "steps", "contacts", "messages")
    found += [
        {"runbook": {"text": project, "wanted": parts}, "own": True},
        {"proof": {"text": "eth0", "project": project}},
    ]
    yield from ((json.dumps({"id": 0, **request, "base": "../"}), "") for request in found)


def _inventories() -> Iterator[Request]:
    """Yield what the page of inventories asks, one after the other: of an export, and of a later one."""
    from calculators.inventory.kept import GROUPED_BY
    from calculators.inventory.replies import FORMATS as INVENTORY_FORMATS

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


def _asked(inventory: dict[str, Any]) -> Request:
    return json.dumps({"id": 0, "inventory": inventory, "inputs": {}, "base": "../"}), ""


def exercise(requests: Iterable[Request]) -> None:
    """Answer questions."""
    for _ in answers(requests):
        pass


def answers(requests: Iterable[Request], asked: Callable[[str], str] = str) -> Iterator[str]:
    """Yield the answer to each question, as `asked` puts it."""
    for request, text in requests:
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
    for forget in FORGET:
        forget()
    _forget_inputs()
    linecache.clearcache()
    re.purge()
    random.seed(0)
    sys.last_exc = sys.last_value = sys.last_traceback = sys.last_type = None  # type: ignore[assignment]  # typed as set
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]  # private, so untyped
    sys._clear_internal_caches()  # type: ignore[attr-defined]  # private, so untyped
    for _ in range(3):
        gc.collect()
