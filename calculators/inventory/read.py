"""Reads an inventory from the texts of all files of a customer together."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

from calculators.inventory.dialects import own_list
from calculators.inventory.documents import tables_in
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts
from calculators.inventory.making import make_hosts, same_names, with_shared_disks
from calculators.inventory.merging import merged
from calculators.inventory.model import File, Inventory, TableRead
from calculators.inventory.refusal import tool_for, why_not
from calculators.inventory.registry import KNOWN, Dialect, claims
from calculators.inventory.tables import Table, parted, table_in
from calculators.inventory.texts import Part, parts


def read_inventory(
    files: Sequence[tuple[str, str]],
    *,
    answers: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> Inventory:
    """Return the inventory in texts, each with the name of its file. Never raises for any text.

    A text may hold several files or sheets, each behind a line `==> file / sheet <==`. `answers` are what a person has
    answered to the questions of an earlier reading, by their keys; `problems` why files have no text, by their names.
    """
    # What is made here has no circles. To look for them again and again takes as long as a tenth of the reading.
    with _collector_paused():
        given = ((name, [text]) for name, text in files)
        return _read(given, Findings(answers=dict(answers or {})), problems or {})


def read_pieces(pieces: list[str], answers: Mapping[str, str]) -> Inventory:
    """Return the inventory in a text that came in pieces of whole lines, with `answers` to questions.

    The list is emptied meanwhile: a long text takes memory once.
    """
    with _collector_paused():
        return _read([("inventory", pieces)], Findings(answers=dict(answers)), {})


@contextmanager
def _collector_paused() -> Iterator[None]:
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(files: Iterable[tuple[str, list[str]]], findings: Findings, problems: Mapping[str, str]) -> Inventory:
    told = {name: File(name=name, dialect="", title="", problem=problem) for name, problem in problems.items()}
    hosts = _hosts(_by_file(files), told, findings)
    return _inventory(hosts, told, findings)


def _hosts(given: dict[str, list[Part]], told: dict[str, File], findings: Findings) -> list[Hosts]:
    """Return the hosts of all files by tables, and note what was read of each file. The texts are gone then."""
    findings.files = tuple(given)
    takers: dict[str, tuple[Dialect, list[Table]]] = {}
    for name, own in given.items():
        kept = list(map(parted, own))
        tables = [table for part in kept for table in _tables(part)]
        dialect = _dialect(tables)
        if dialect is None and not _tool_of(own) and (tables := _guessed(kept)):
            dialect = cast("Dialect", own_list)
        if dialect is None:
            told[name] = _refused(name, own)
            continue
        told[name] = File(name=name, dialect=dialect.ID, title=dialect.TITLE)
        _tell_unread(kept, tables, told)
        if dialect.ID == own_list.ID:
            tables = [one for table in tables for one in own_list.apart(table, findings)]
        takers.setdefault(dialect.ID, (dialect, []))[1].extend(tables)
    hosts: list[Hosts] = []
    for dialect, tables in takers.values():
        found = dialect.read(tables, findings)
        hosts += found.hosts
        _tell(found, told)
    return hosts


def _by_file(files: Iterable[tuple[str, list[str]]]) -> dict[str, list[Part]]:
    """Return the parts of each file.

    Exports of several vCenters have files of the same name: each after the first gets a number behind it.
    """
    given: dict[str, list[Part]] = {}
    for name, pieces in files:
        called: dict[str, str] = {}
        for part in parts(name, pieces):
            here = called.get(part.file)
            if here is None or any(part.sheet == other.sheet for other in given[here]):
                here = part.file
                number = 1
                while here in given:
                    number += 1
                    here = f"{part.file} ({number})"
                called[part.file] = here
            given.setdefault(here, []).append(replace(part, file=here))
    return given


def _tables(part: Part) -> list[Table]:
    found = tables_in(part)
    if found:
        return found
    table = table_in(part, KNOWN)
    return [] if table is None else [table]


def _guessed(own: Sequence[Part]) -> list[Table]:
    """Return tables whose headers nobody knows."""
    return [table for part in own if (table := own_list.guessed(part)) is not None]


def _tool_of(own: Sequence[Part]) -> str | None:
    """Return the tool that is sure of a file which is no inventory."""
    return next((tool for part in own if (tool := tool_for(part.text))), None)


def _dialect(tables: Sequence[Table]) -> Dialect | None:
    """Return the dialect that is sure of the tables of a file, or else the one to which they are likely."""
    if not tables:
        return None
    sure, likely = claims(tables)
    # A test proves that no two are sure of one file.
    return next(iter((*sure, *likely)), None)


def _refused(name: str, own: Sequence[Part]) -> File:
    text = next((part.text for part in own if part.text.strip()), "")
    tool = tool_for(text)
    return File(name=name, dialect="", title="", problem=why_not(text, tool), tool=tool)


def _tell_unread(own: Sequence[Part], tables: Sequence[Table], told: dict[str, File]) -> None:
    """Note the sheets of a file that have no table of hosts or of their parts."""
    read = {table.part for table in tables}
    for part in own:
        if part not in read and not any(table.records for table in tables):
            entry = TableRead(name=part.sheet, kind=None, rows=max(0, part.text.count("\n") - 1))
            told[part.file] = replace(told[part.file], tables=(*told[part.file].tables, entry))


def _tell(found: Found, told: dict[str, File]) -> None:
    """Note what a dialect read of each file."""
    counts: dict[str, int] = {}
    for hosts in found.hosts:
        counts[hosts.file] = counts.get(hosts.file, 0) + len(hosts)
    for name, tables in found.tables.items():
        file = told[name]
        version = found.versions.get(name)
        told[name] = replace(
            file,
            title=f"{file.title} {version}" if version else file.title,
            tables=(*tables, *file.tables),
            exported=found.exported.get(name),
            hosts=counts.get(name, 0),
        )


def _inventory(tables: Sequence[Hosts], told: dict[str, File], findings: Findings) -> Inventory:
    groups = merged(tables, findings)
    hosts = make_hosts(tables, groups.rows, findings)
    hosts = with_shared_disks(hosts, findings)
    same_names(hosts, findings)
    return Inventory(
        hosts=tuple(hosts),
        files=tuple(told.values()),
        rejected=findings.rejected(),
        doubts=findings.doubts(),
        questions=tuple(findings.questions.values()),
        answered=tuple(findings.answered.values()),
        merged=groups.merged(),
    )
