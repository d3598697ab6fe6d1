"""Why a file is no inventory, and which tool takes it instead."""

import json
import re

from calculators.traces.dialects import claims
from calculators.traces.document import Document, refusal

TRACES = "trace_replay"
_FORMATS = (
    "It takes exports of RVTools, vCenter's list of machines, PowerShell's Get-VM, Live Optics, Azure Migrate, Nutanix "
    "Collector, vROps, Prophet, lists of AWS, Azure and Huawei Cloud, this guide's own template, and any table with a "
    "row for each host below a header that names at least the host and its system, processors, memory or address."
)
_KINDS = {
    "%PDF": "a PDF", "\x89PNG": "a picture", "\u2030PNG": "a picture", "\ufffdPNG": "a picture",
    "\u00ff\u00d8\u00ff": "a picture", "GIF8": "a picture", "{\\rtf": "a letter",
    "<!doctype html": "a page of the web", "<html": "a page of the web",
}  # fmt: skip
"""How files begin that hold no table, and what they are."""
_ENCRYPTED = re.compile(r"E\0?n\0?c\0?r\0?y\0?p\0?t\0?e\0?d\0?P\0?a\0?c\0?k\0?a\0?g\0?e")


def tool_for(text: str) -> str | None:
    """Return the tool that takes a text which is no inventory; None when none is sure of it."""
    if not text.strip() or refusal(text):
        return None
    sure, _ = claims(Document(text))
    return TRACES if sure else None


def _broken_at(text: str) -> int:
    """Return the line at which JSON breaks off; 0 where it does not."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno
    except (ValueError, RecursionError):
        return 0
    return 0


def why_not(text: str, tool: str | None) -> str:
    """Return why nothing of a text is read, and what to do, in words for a reader."""
    if not text.strip():
        return "There is nothing in it."
    if tool is not None:
        return "This is a record of what was written when, not a list of hosts. The replay of change traces takes it."
    if _ENCRYPTED.search(text[:20_000]):
        return "It is protected with a password. Save it without one."
    begins = text[:20].lstrip().casefold()
    kind = next((kind for sign, kind in _KINDS.items() if begins.startswith(sign.casefold())), None)
    if kind is not None:
        return f"It is {kind}, and no list of hosts. Export the list as .csv or .xlsx."
    if text.startswith("PK\x03\x04"):
        return "It is a workbook or an archive that could not be opened here. Save each sheet as CSV."
    if begins[:1] in ("{", "[") and (line := _broken_at(text)):
        return f"It is JSON that is damaged or was cut off: see line {line}. Export it again."
    if reason := refusal(text):
        return reason.replace(" Make text of it:", "").split(" of a file of sar")[0]
    return f"No table in it has the columns of a list of hosts. {_FORMATS}"
