"""What decides the answer of the kernel lookup, and what to do about it."""

from collections.abc import Iterator

from calculators.answers.changes import MOST
from calculators.answers.wording import count
from calculators.catalog import Catalog
from calculators.kernel_list.lookup import Checked
from calculators.kernels.model import ASKED, WITHOUT, WORST, Judged, Result
from calculators.kernels.words import FINDINGS, kind, line_numbers

MOST_NAMED = 3
"""How many hosts or kernels a sentence names."""


def binds(result: Result) -> str:
    """Return what decides the answer, in a sentence; empty where all is listed."""
    finding = min((item.finding for item in result.judged), key=WORST.index)
    if finding == "listed":
        return ""
    found = [item for item in result.judged if item.finding == finding]
    return f"{_named(found)}: {FINDINGS[finding][1]}."


def _named(found: list[Judged]) -> str:
    """Return the first hosts or kernels of a list, and how many more there are."""
    names = [
        f"{item.row.host}" if item.row.host
        else f"`{item.checked[0].named.written}`" if item.checked
        else item.row.system or line_numbers([item.row.line]).capitalize()
        for item in found
    ]  # fmt: skip
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def changes(result: Result, catalog: Catalog) -> tuple[str, ...]:
    """Return what to do, a sentence each: what turns most hosts or kernels into listed ones comes first."""
    return tuple(_changes(result, catalog))[:MOST]


def _changes(result: Result, catalog: Catalog) -> Iterator[str]:
    asked = [item for item in result.judged if item.finding in ASKED]
    if asked:
        yield f"Enter what `uname -r` prints for {line_numbers([item.row.line for item in asked])}."
    wanted: dict[str, tuple[Checked, int]] = {}
    rest = 0
    for item in result.judged:
        if item.finding not in (*WITHOUT, "dkms"):
            continue
        checked = item.checked[0]
        if checked.above is None and checked.below is None:
            rest += item.finding != "dkms"
            continue
        first, amount = wanted.get(checked.named.kernel.plain, (checked, 0))
        wanted[checked.named.kernel.plain] = (first, amount + item.row.times)
    for checked, amount in sorted(wanted.values(), key=lambda pair: -pair[1])[: MOST - 1]:
        yield _start(checked, amount)
    built = sum(item.finding == "dkms" for item in result.judged)
    if built:
        noun = count(built, kind(result))
        yield f"Build the module on the host for {noun}: install the agent with `{catalog.kernel_rules.dkms.flag}`."
    if rest:
        yield f"Ask technical support: {count(rest, kind(result))} without a neighbour in the list."


def _start(checked: Checked, amount: int) -> str:
    """Return which kernel of the list to start instead: an update is asked for sooner than an older one."""
    which = f"`{checked.above}`, the next newer one" if checked.above else f"`{checked.below}`, the next older one"
    times = f" ({amount} times)" if amount > 1 else ""
    sure = ", and confirm it" if checked.cloud else ""
    return f"Instead of `{checked.named.written}`{times} start {which} of the list{sure}."
