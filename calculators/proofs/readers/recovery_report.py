"""The product's report of drills or takeovers: how long each host took, against the RTO."""

import re
from collections.abc import Mapping

from calculators.answers.wording import count, duration, rounded_up
from calculators.proofs.model import Claim, Judgement, Value, Verdict
from calculators.proofs.tasks import Tasks, UnreadError, named, read_tasks, report_head
from calculators.proofs.wanted import Wanted
from calculators.replication.units import MINUTE

TITLE = "a Host DR Drill or Takeover Detailed Report"

# What this report has and that of synchronisations has not.
_COLUMNS = {"flavors": ("flavors", "flavor", "规格")}
_SYNCED = {"mode": ("sync mode", "同步模式")}
_DRILL = re.compile(r"Drill Detailed Report|演练.*报告", re.IGNORECASE)
_TAKEOVER = re.compile(r"Takeover Detailed Report|接管.*报告", re.IGNORECASE)


def recognise(text: str) -> Claim:
    """Return whether a head has the columns of the report."""
    found, other = report_head(text, _COLUMNS, ("flavors",)), report_head(text, _SYNCED, ("mode",))
    return "sure" if found and (other is None or other.line != found.line) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether every host came up within the RTO."""
    head = report_head(text, _COLUMNS, ("flavors",))
    above = "\n".join(text.split("\n")[: head.line - 1]) if head else ""
    other = {"drill": _TAKEOVER, "takeover": _DRILL}.get(wanted.proof.kind or "")
    if other and other.search(above):
        sentence = f"This is the other report. Wanted is that of the {wanted.proof.kind}."
        return wanted.judgement("another command", sentence)
    try:
        return _judged(read_tasks(text, head), wanted)
    except UnreadError as error:
        return wanted.judgement("cannot tell", str(error))


def _judged(found: Tasks, wanted: Wanted) -> Judgement:
    worst = {host: max(task.end - task.start for task in own) for host, own in found.done.items()}
    hosts = sorted({*worst, *found.failed, *found.running})
    limits = tuple(wanted.limits("rto_minutes"))
    rto = limits[0].shortly if limits else "not said"
    rows = (
        ("Host", "Recovery", "Wanted", "Outcome"),
        *(
            (host, duration(worst[host]) if host in worst else "-", rto, _outcome(host, worst, found, wanted))
            for host in hosts
        ),
    )
    values: tuple[Value, ...] = (Value(label="Hosts", value=str(len(hosts))),)
    if not worst:
        sentence = f"No task came to its end; {count(sum(found.failed.values()), 'task')} failed."
        return wanted.judgement("not proved" if found.failed else "cannot tell", sentence, values=values, rows=rows)
    slowest = max(worst, key=lambda host: worst[host])
    minutes = worst[slowest] / MINUTE
    every = [task for own in found.done.values() for task in own]
    whole = (max(task.end for task in every) - min(task.start for task in every)) / MINUTE
    values += (
        wanted.held("rto_minutes", f"Slowest host, {slowest}", minutes, duration(worst[slowest])),
        wanted.held("rto_minutes", "All hosts, from the first start to the last end", whole, duration(whole * MINUTE)),
    )
    source = f"{wanted.proof.title}, {count(len(worst), 'host')}, slowest {slowest}"
    offers = wanted.offer("host_minutes", rounded_up(minutes), source) if not found.failed else ()
    verdict, sentence = _verdict(found, values, hosts)
    return wanted.judgement(verdict, sentence, values=values, rows=rows, offers=offers)


def _outcome(host: str, worst: Mapping[str, float], found: Tasks, wanted: Wanted) -> str:
    if host in found.failed:
        return f"{count(found.failed[host], 'task')} failed"
    if host in found.running:
        return "still running"
    held = wanted.held("rto_minutes", "", worst[host] / MINUTE, "").holds
    return "within" if held else "too long" if held is False else "done"


def _verdict(found: Tasks, values: tuple[Value, ...], hosts: list[str]) -> tuple[Verdict, str]:
    if found.failed:
        return "not proved", (
            f"Tasks of {named(sorted(found.failed))} failed. Repeat them, and export the report for the time range of "
            "that run."
        )
    if found.running:
        return "cannot tell", f"Tasks of {named(sorted(found.running))} still run. Export the report once they end."
    slowest, whole = values[1], values[2]
    if slowest.holds is False:
        return "not proved", f"{slowest.label} took {slowest.value}. Wanted is {slowest.wanted}."
    if slowest.holds is None:
        return (
            "cannot tell",
            f"{_came(hosts)}, the slowest in {slowest.value}. The project says no RTO.",
        )
    if not whole.holds:
        return "cannot tell", (
            f"Each host came up in time, but {whole.value} lie between the first start and the last end. If the report "
            "holds several runs, export it for the time range of one."
        )
    return "proved", f"{_came(hosts)}, the slowest in {slowest.value}; wanted is {slowest.wanted}."


def _came(hosts: list[str]) -> str:
    return f"All {len(hosts)} hosts came up" if len(hosts) > 1 else "1 host came up"
