"""What an answer says about the limits of a link, whichever calculator gives it."""

import math
from dataclasses import replace

from calculators.answers.report import Given, Table, following
from calculators.answers.wording import capitalised, count, exact, mbps, mbps_at_least, number
from calculators.catalog import Catalog
from calculators.records.form import Field
from calculators.replication.limits import LinkInputs, Streams
from calculators.replication.link import Link, Term
from calculators.replication.units import rate_to_mbps

NEARLY = 1e-9
OF_STREAMS = ("window", "loss")
"""Limits that more streams lift."""


def limits(link: Link) -> Table:
    """Return what limits the usable rate, and which one binds."""
    return Table(
        title="Limits of the usable rate",
        columns=("Limit", "Rate", "Binds"),
        rows=tuple(
            (capitalised(term.label), mbps(rate_to_mbps(term.rate)), "yes" if term == link.usable else "no")
            for term in link.terms
        ),
    )


def beyond(limit: Term, needed: float) -> str:
    """Return where a limit ends, and what would be needed; rates in bytes a second."""
    ends, least = mbps(rate_to_mbps(limit.rate)), mbps_at_least(rate_to_mbps(needed))
    return f"{limit.label} ends at {ends}, and {least} are needed"


def needed_streams(link: Link, rate: float) -> int:
    """Return how many streams carry a rate, by their window and the packet loss."""
    return math.ceil(rate / min(link.window, link.loss) - NEARLY)


def filled(limit: Term | None, link: Link, needed: float | None, most: float) -> str:
    """Return how many streams the needed rate takes, with a space before it; nothing where streams are not what binds.

    `most` is how many the form takes.
    """
    if needed is None or limit is None or limit.id not in OF_STREAMS:
        return ""
    streams = needed_streams(link, needed)
    return f" It takes {number(streams)} streams." if streams <= most else ""


def unpublished(inputs: LinkInputs, catalog: Catalog) -> list[tuple[bool, str]]:
    """Return what the product does not promise for such a link, each with whether that is so here."""
    latency, loss = catalog.value(f"{inputs.storage}-latency-maximum"), catalog.value("loss-maximum")
    return [
        (
            (inputs.rtt_ms or 0.0) >= latency,
            f"The round trip must stay below {exact(latency)} ms for {inputs.storage} storage.",
        ),
        (inputs.loss_percent >= loss, f"Packet loss must stay below {exact(loss)} %."),
    ]


def not_the_link(link: Link) -> tuple[bool, str]:
    """Return what limits where it is not the link, and whether that is so here."""
    return (
        link.usable.id != "link",
        f"The link is not what limits: {link.usable.label} binds. More bandwidth changes nothing.",
    )


def as_counted(shown: Given, field: Field, inputs: LinkInputs, streams: Streams) -> Given:
    """Return an input as it was used: streams that nobody named as they follow from disks and hosts."""
    if field.id != "streams" or inputs.streams is not None:
        return shown
    value = following(count(streams.total, "stream"), field)
    return replace(shown, value=value, assumed=None if streams.known else shown.assumed)
