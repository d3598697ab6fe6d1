"""The list of hosts that the tool for many agents reads, without a word that could be a secret."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculators.answers.escaping import spreadsheet_cell
from calculators.inventory.judge import AGENT, Judged
from calculators.inventory.out.words import SAID
from calculators.records.assessment import Assessment, InstallRule

FILE = "hosts_to_install.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallList:
    """The list, and the hosts that cannot stand in it."""

    text: str
    """The file, with the product's own header. User names and passwords are empty: nobody should send them."""
    hosts: int
    """How many hosts stand in it."""
    left_out: tuple[tuple[str, str], ...]
    """Hosts that do not, each with why."""


def install_list(hosts: Sequence[Judged], assessment: Assessment) -> InstallList:
    """Return the list of hosts to install agents on, of those that are protected by an agent."""
    rules: Mapping[str, InstallRule] = {rule.kind: rule for rule in assessment.installs}
    out = io.StringIO()
    written = csv.DictWriter(out, assessment.install_columns, restval="", lineterminator="\n", extrasaction="ignore")
    written.writeheader()
    count, left_out = 0, []
    for judged in hosts:
        rule = rules.get(judged.placed.kind or "")
        why = _why_not(judged, rule)
        if why or rule is None:
            left_out.append((judged.host.name, why))
            continue
        cells = {
            "ip": (judged.host.addresses or ("",))[0],
            "protocol": rule.protocol,
            "port": rule.port,
            "os_type": rule.kind,
            "hostname": judged.host.name,
        }
        written.writerow({name: spreadsheet_cell(cell) for name, cell in cells.items()})
        count += 1
    return InstallList(text=out.getvalue(), hosts=count, left_out=tuple(left_out))


def _why_not(judged: Judged, rule: InstallRule | None) -> str:
    if rule is None:
        return "its system is not known, or has no agent"
    if judged.placed.system in rule.not_for:
        return f"the tool does not install on {judged.placed.label}: it needs {rule.needs}"
    if not judged.host.addresses:
        return "no file says its address"
    verdict = judged.way(AGENT).verdict
    return f"by an agent it is '{SAID[verdict]}'" if verdict in ("unsupported", "missing") else ""
