"""The product's report of synchronisations: how old the newest recovery point of each host became, against the RPO."""

from collections.abc import Mapping
from itertools import pairwise

from calculators.answers.wording import count, duration, rounded_up
from calculators.proofs.model import Claim, Judgement, Value, Verdict
from calculators.proofs.tasks import Task, Tasks, UnreadError, named, read_tasks, report_head
from calculators.proofs.wanted import Wanted
from calculators.replication.units import MINUTE

TITLE = "a Host Sync Data Detailed Report"

_COLUMNS = {"mode": ("sync mode", "同步模式")}


def recognise(text: str) -> Claim:
    """Return whether a head has the columns of the report."""
    return "sure" if report_head(text, _COLUMNS, ("mode",)) is not None else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether no recovery point became older than the RPO."""
    try:
        return _judged(read_tasks(text, report_head(text, _COLUMNS, ("mode",))), wanted)
    except UnreadError as error:
        return wanted.judgement("cannot tell", str(error))


def oldest(tasks: tuple[Task, ...], until: float) -> float | None:
    """Return how old the newest recovery point became, in seconds; None where no task followed another.

    A point holds the state at the start of its task, as far as is published, and is the newest until the next task
    ends. The first full copy is left out: until it ends there is no point at all.
    """
    counted = tasks[1:] if tasks and tasks[0].full else tasks
    ages = [after.end - before.start for before, after in pairwise(counted)]
    # What came after the last task of the host is known as long as the report tells of any, also of one that failed.
    return max(*ages, until - counted[-1].start) if ages else None


def _judged(found: Tasks, wanted: Wanted) -> Judgement:
    ages = {host: oldest(own, found.until) for host, own in found.done.items()}
    known = {host: age for host, age in ages.items() if age is not None}
    hosts = sorted({*ages, *found.failed, *found.running})
    unknown = [host for host in hosts if host not in known]
    limits = tuple(wanted.limits("rpo_minutes"))
    rpo = limits[0].shortly if limits else "not said"
    rows = (
        ("Host", "Oldest recovery point", "Wanted", "Outcome"),
        *(
            (host, duration(known[host]) if host in known else "-", rpo, _outcome(host, known, found, wanted))
            for host in hosts
        ),
    )
    values: tuple[Value, ...] = (Value(label="Hosts", value=str(len(hosts))),)
    if not known:
        sentence = "No host has two synchronisations that ended well, one after the other. Choose a longer time range."
        return wanted.judgement("cannot tell", sentence, values=values, rows=rows)
    worst = max(known, key=lambda host: known[host])
    age = wanted.held("rpo_minutes", f"Oldest recovery point, {worst}", known[worst] / MINUTE, duration(known[worst]))
    values += (age,)
    verdict: Verdict
    if age.holds is False:
        verdict, sentence = (
            "not proved",
            f"The recovery point of {worst} became {age.value} old. Wanted is {age.wanted}.",
        )
    elif unknown:
        verdict = "cannot tell"
        sentence = f"Nothing is known of {named(unknown)}: no two synchronisations follow each other there."
    elif age.holds is None:
        verdict, sentence = "cannot tell", f"The oldest recovery point was {age.value} old. The project says no RPO."
    else:
        verdict = "proved"
        many = count(len(hosts), "host")
        sentence = f"No recovery point of {many} became older than {age.value}; wanted is {age.wanted}."
    source = f"{wanted.proof.title}, {count(len(hosts), 'host')}, oldest at {worst}"
    offers = () if unknown else wanted.offer("age_minutes", rounded_up(known[worst] / MINUTE), source)
    return wanted.judgement(verdict, sentence, values=values, rows=rows, offers=offers)


def _outcome(host: str, known: Mapping[str, float], found: Tasks, wanted: Wanted) -> str:
    failed = f", {count(found.failed[host], 'task')} failed" if host in found.failed else ""
    if host not in known:
        return f"not known{failed}"
    held = wanted.held("rpo_minutes", "", known[host] / MINUTE, "").holds
    return f"{'within' if held else 'too old' if held is False else 'done'}{failed}"
