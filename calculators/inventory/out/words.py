"""Words and colours of verdicts."""

from collections.abc import Mapping

from calculators.records.assessment import HostVerdict
from calculators.records.flow import Level

SAID: Mapping[HostVerdict, str] = {
    "supported": "supported",
    "conditional": "conditional",
    "decision": "needs a decision",
    "missing": "missing data",
    "unsupported": "unsupported",
}
LEVELS: Mapping[HostVerdict, Level] = {
    "supported": "good",
    "conditional": "mixed",
    "decision": "caution",
    "missing": "caution",
    "unsupported": "bad",
}


def said_of(verdict: HostVerdict, amount: int) -> str:
    """Return what so many hosts are, to stand behind their number."""
    return "need a decision" if verdict == "decision" and amount != 1 else SAID[verdict]
