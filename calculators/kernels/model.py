"""What the list of prebuilt modules says about each pasted kernel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculators.answers.inputs import InputError, InputProblem, Value
from calculators.catalog import Catalog
from calculators.kernel_list.lookup import Checked, Finding, look_up
from calculators.kernel_list.names import version
from calculators.kernels.found import NO_KERNEL
from calculators.kernels.reading import Reading, Row, fit, lines, read_text
from calculators.records.form import Form

NAME = "kernels"
WORST: tuple[Finding, ...] = (
    "processor",
    "outside",
    "cloud",
    "maker",
    "missing",
    "open",
    "unsure",
    "cloud-listed",
    "debuginfo",
    "elsewhere",
    "confirm",
    "system",
    "dkms",
    "listed",
)
"""Findings, what needs attention first in front."""
WITHOUT: tuple[Finding, ...] = ("processor", "outside", "cloud", "maker", "missing")
"""There is no module."""
ASKED: tuple[Finding, ...] = ("open", "unsure")
"""Nothing is known before somebody looks at the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What was pasted, and which list to look into."""

    kernels: str
    """Text with kernels."""
    distribution: str
    """Id of a distribution, or `all`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A host, or a kernel whose host is not named, with what holds for it."""

    row: Row
    """What was pasted."""
    finding: Finding
    """What holds."""
    checked: tuple[Checked, ...] = ()
    """Its kernels."""
    why: str = ""
    """What has to be asked; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is known about all that was pasted."""

    reading: Reading
    """What was read."""
    judged: tuple[Judged, ...]
    """Hosts and kernels, in the order in which they were pasted. Each counts once, under one finding."""
    newer_than_other: int
    """How many kernels are newer than the range of the other page."""

    @property
    def checked(self) -> tuple[Checked, ...]:
        """Return the kernels, each as often as rows name it."""
        return tuple(checked for item in self.judged for checked in item.checked)


def form(catalog: Catalog) -> Form:
    """Return the inputs."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value], catalog: Catalog) -> Inputs:
    """Return checked values as inputs. Raises InputError when the text names no kernel at all."""
    text = str(values["kernels"])
    reading = read_text(text)
    if not reading.named and not any(row.system for row in reading.rows):
        raise InputError([InputProblem("kernels", _nothing(reading, text))])
    return Inputs(kernels=text, distribution=str(values["distribution"]))


def _nothing(reading: Reading, text: str) -> str:
    advice = "Paste what `uname -r`, `rpm -q kernel` or `dpkg -l | grep linux-image` prints.".replace("`", "'")
    if reading.unread:
        first = reading.unread[0]
        why = "" if first.why == NO_KERNEL else f", {first.why}".replace("`", "'")
        return f"line {first.line} names no kernel{why}: '{first.text}'. {advice}"
    number, line = next((number, line) for number, line in enumerate(lines(text), start=1) if line.strip())
    if reading.beside or reading.removed:
        return f"line {number} is of another package or a removed one: '{fit(line)}'. {advice}"
    return f"line {number} is a command, a prompt or a heading: '{fit(line)}'. {advice}"


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return what the list and the rules say about each pasted kernel."""
    reading = read_text(inputs.kernels)
    # Thousands of hosts may run a handful of kernels.
    once = dict.fromkeys(reading.named)
    told = look_up(once, catalog.kernels, catalog.kernel_rules, inputs.distribution)
    end = version(catalog.kernel_rules.other.highest)
    return Result(
        reading=reading,
        judged=tuple(_judge(row, [told[named] for named in row.kernels]) for row in reading.rows),
        newer_than_other=sum(named.kernel.version[: len(end)] > end for named in once),
    )


def _judge(row: Row, checked: Sequence[Checked]) -> Judged:
    """Return what holds for a row. Of several installed kernels one runs, and the text does not say which."""
    if row.why:
        return Judged(row=row, finding="open", why=row.why)
    if row.system:
        return Judged(row=row, finding="system")
    findings = {item.finding for item in checked}
    if len(findings) == 1:
        return Judged(row=row, finding=findings.pop(), checked=tuple(checked), why=checked[0].named.doubt)
    return Judged(row=row, finding="unsure", checked=tuple(checked), why="which of its installed kernels runs")
