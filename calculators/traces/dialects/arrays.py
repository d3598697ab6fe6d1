"""Screens of the command lines of storage arrays, which are no tables: refused, with the export that is one."""

import re

from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import Found
from calculators.traces.model import Notebook

TITLE = "command line of an array"
_PERIODIC = re.compile(r"^\S+: \S+: \d{1,2}/\d{1,2}/\d{4} \d\d:\d\d:\d\d\s*$", re.MULTILINE)
_EXPORT = "Export the write throughput of the volumes as CSV with times: System Manager, Unified Manager or Harvest."
_NO_TIME = f"statistics show-periodic of NetApp says neither when its lines are nor how long its bytes took. {_EXPORT}"
# How each looks, by a word that is found fast, and what to export of it.
_SCREENS = (
    (
        "KBytes per sec",
        re.compile(r"I/O per second +KBytes per sec"),
        "statvv, statvlun and statpd of 3PAR print reads, writes and both below each other. Export the history: "
        "`srstatvv -csvtable`, with the column KB_Wr/s.",
    ),
    (
        "KBytes/s",
        re.compile(r"-IO/s-.*-KBytes/s-"),
        "srstatvv of 3PAR prints its heads in two lines. Export it with the option -csvtable.",
    ),
    (" nfs-ops ", _PERIODIC, _NO_TIME),
    ("Constituents", _PERIODIC, _NO_TIME),
    (
        " CIFS ",
        re.compile(r"^ *CPU +NFS +CIFS ", re.MULTILINE),
        f"sysstat of NetApp has no times, and its disks also write parity and moved blocks. {_EXPORT}",
    ),
)


def _screen(document: Document) -> str:
    start = document.start[:20_000]
    return next((told for word, form, told in _SCREENS if word in start and form.search(start)), "")


def recognise(document: Document) -> Claim:
    """Return whether it is one of the screens."""
    return Claim.SURE if _screen(document) else Claim.NO


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return None, and note what to export."""
    notebook.problem("screen", _screen(document))
    return None
