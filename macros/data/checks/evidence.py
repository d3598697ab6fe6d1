"""Whether documents, disagreements, figures and series exist, are used and have evidence."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from calculators.records.evidence import Figure, Series, Source
from calculators.records.form import Field
from calculators.records.targets import Guide
from calculators.registry import CALCULATORS
from macros.data import references as named_facts
from macros.data.checks.rule import EVERYTHING, Check, Found, advice, references
from macros.data.datafile import DataFile, Problem
from macros.data.loader import Data

CONFLICT_KEYS = ("conflicts", "subnets_conflicts")
# A page in a repository, as it was at one commit.
COMMIT = re.compile(r"https://github\.com/[^/]+/[^/]+/(?:blob|raw|tree)/([^/]+)/")
FIGURE_ON_PAGE = re.compile(r"""\bfigure\(["']([^"']+)["']\)""")


def _documents(data: Data, root: Path) -> Found:
    known = {document.id for document in data.documents}
    yield from references(data, "document", known, "document", "data/documents.yaml")
    for index, document in enumerate(data.documents):
        commit = COMMIT.match(document.url)
        if commit and not re.fullmatch("[0-9a-f]{40}", commit[1]):
            message = f"'{commit[1]}' is no commit, so the page may change. Write its 40 hexadecimal digits."
            yield data.files["documents.yaml"], (index, "url"), message


def _cited(data: Data, root: Path) -> Found:
    used = {record.document for _, _, record in data.walk() if isinstance(record, (Source, Guide))}
    for index, document in enumerate(data.documents):
        if document.id not in used:
            message = f"no record names the document '{document.id}'. Delete it, or cite it."
            yield data.files["documents.yaml"], (index,), message


def _conflicts(data: Data, root: Path) -> Found:
    known = {conflict.id for conflict in data.conflicts}
    for file, location, record in data.walk():
        for attribute in CONFLICT_KEYS:
            for index, name in enumerate(getattr(record, attribute, ())):
                if name not in known:
                    message = f"there is no disagreement '{name}' in data/conflicts.yaml.{advice(name, known)}"
                    yield file, (*location, attribute, index), message
    for index, conflict in enumerate(data.conflicts):
        if len(conflict.statements) < 2:  # noqa: PLR2004  # a disagreement has two sides
            message = "a disagreement has at least two statements."
            yield data.files["conflicts.yaml"], (index, "statements"), message


def _marked_sources(data: Data, root: Path) -> Found:
    """Limitations pages say what can be protected, so a record of it must show that they disagree."""
    protected = ("sources/", "general_conditions.", "operating_systems.", "kernels/", "data_reduction.")
    named = {
        name
        for file, _, record in data.walk()
        if file.name.removeprefix("data/").startswith(protected)
        for name in getattr(record, "conflicts", ())
    }
    limitations = {document.id for document in data.documents if "/limitations/" in document.url}
    for index, conflict in enumerate(data.conflicts):
        if conflict.id not in named and any(side.source.document in limitations for side in conflict.statements):
            message = f"no source type and no system names '{conflict.id}', which is about a limitations page."
            yield data.files["conflicts.yaml"], (index, "id"), message


def _figures(data: Data, root: Path) -> Found:
    for index, figure in enumerate(data.figures):
        yield from _evidence(data.files["figures.yaml"], index, figure)
    for index, series in enumerate(data.series):
        yield from _evidence(data.files["series.yaml"], index, series)
    for index, series in enumerate(data.series):
        if list(series.values) != sorted(set(series.values)):
            yield data.files["series.yaml"], (index, "values"), "the values must rise."
    known = {figure.id for figure in data.figures}
    yield from references(data, "minimum_is", known, "figure", "data/figures.yaml")


def _wanted(data: Data, root: Path) -> Found:
    known = {figure.id for figure in data.figures}
    for module in CALCULATORS.values():
        for name in sorted(set(getattr(module, "FIGURES", ())) - known):
            yield data.files["figures.yaml"], (), f"the calculator {module.NAME} needs a figure '{name}'."
        for row in set(getattr(module, "SERIES", ())) - {series.id for series in data.series}:
            yield data.files["series.yaml"], (), f"the calculator {module.NAME} needs a series '{row}'."


def _evidence(file: DataFile, index: int, record: Figure | Series) -> Found:
    if record.basis in ("stated", "measured") and record.source is None:
        yield file, (index,), f"a number that is {record.basis} needs a source."
    if record.basis in ("derived", "assumed") and record.why is None:
        yield file, (index,), f"a number that is {record.basis} needs a why."
    if record.basis == "assumed" and record.source is not None:
        yield file, (index, "source"), "an assumed number has no source: say 'stated', or leave it out."


def dated(data: Data, today: datetime.date, oldest: datetime.timedelta) -> Iterator[Problem]:
    """Yield documents from the future, and as warnings those that were read longer ago than `oldest`."""
    file = data.files["documents.yaml"]
    for index, document in enumerate(data.documents):
        age = today - document.read
        if age < datetime.timedelta():
            message = (
                f"{document.read} lies in the future: today is {today}. Give the date of the version that was read."
            )
            yield file.problem((index, "read"), message)
        elif age > oldest:
            message = (
                f"this was read {age.days} days ago, more than {oldest.days}. Read the page again, mend what "
                "changed, and give the new address and date."
            )
            yield file.problem((index, "read"), message, "warning")


def unused(data: Data, root: Path) -> Iterator[Problem]:
    """Yield as warnings the disagreements and figures that nothing uses."""
    named = {name for _, _, record in data.walk() for key in CONFLICT_KEYS for name in getattr(record, key, ())}
    file = data.files["conflicts.yaml"]
    for index, conflict in enumerate(data.conflicts):
        if conflict.id not in named:
            message = f"no record names the disagreement '{conflict.id}'. Name it in the record that it is about."
            yield file.problem((index,), message, "warning")
    shown = {
        name for page in (root / "docs").rglob("[!.]*.md") for name in FIGURE_ON_PAGE.findall(page.read_text("utf-8"))
    }
    shown |= {name for module in CALCULATORS.values() for name in getattr(module, "FIGURES", ())}
    shown |= {record.minimum_is for _, _, record in data.walk() if isinstance(record, Field) and record.minimum_is}
    shown |= {reference.name for file in data.files.values() for reference in named_facts.references(file)}
    file = data.files["figures.yaml"]
    for index, figure in enumerate(data.figures):
        if figure.id not in shown:
            message = f"no calculator, no page and no record uses the figure '{figure.id}'. Use it, or delete it."
            yield file.problem((index,), message, "warning")


CHECKS = (
    Check("documents exist", _documents),
    Check("documents are used", _cited, EVERYTHING),
    Check("disagreements exist and have two sides", _conflicts),
    Check("disagreements of limitations pages are marked", _marked_sources, EVERYTHING),
    Check("figures have evidence", _figures),
    Check("calculators find their figures", _wanted, frozenset({"figures", "series"})),
)
