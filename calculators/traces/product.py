"""The product's own reports of tasks: names of their columns, and the words for the state of a task.

Names of columns: HyperBDR/docs, src/userguide/dr/operations/reports.md. The Chinese page prints the same English names;
the Chinese words here are those that it explains them with.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from calculators.traces.layout import splitter

type Names = Mapping[str, tuple[str, ...]]
"""Words for a column, by what it is called here."""

TASKS: Names = {
    "host": ("host name", "主机名称"),
    "address": ("host ip", "主机ip地址"),
    "status": ("status", "当前状态", "状态"),
    "task": ("task status", "任务状态"),
    "start": ("start time", "任务开始时间", "开始时间"),
    "end": ("end time", "任务结束时间", "结束时间"),
}
"""What every report of tasks has."""
FAILED = re.compile(r"fail|abnormal|error|cancel|interrupt|异常|失败|取消|中断|未完成", re.IGNORECASE)
RUNNING = re.compile(r"running|progress|synci?ng|waiting|queue|进行|等待|正在|^\d{1,2}(?:\.\d+)? ?%$", re.IGNORECASE)
DONE = re.compile(r"\b(?:completed?|success\w*|succeeded|finished|done)\b|^100 ?%$|完成|成功", re.IGNORECASE)
FULL = re.compile(r"\bfull\b|全量", re.IGNORECASE)
CHANGE = re.compile(r"incremental|增量", re.IGNORECASE)
_BEHIND = re.compile(r"\s*[(（].*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a report."""

    line: int
    """Its number, from 1."""
    delimiter: str
    names: tuple[str, ...]
    """As they stand."""
    places: dict[str, int]
    """Where the columns are."""


def head(lines: Iterable[str], names: Names, needed: Sequence[str], instead: Sequence[str] = ()) -> Head | None:
    """Return the first line that names all needed columns, or all words in `instead`; None where none does."""
    for line, text in enumerate(lines, 1):
        delimiter = max("\t;|,", key=text.count)
        cells = splitter(delimiter)(text)
        plain = [_BEHIND.sub("", name).strip().casefold() for name in cells]
        places = {
            key: next(plain.index(name) for name in words if name in plain)
            for key, words in names.items()
            if any(name in plain for name in words)
        }
        if all(key in places for key in needed) or (instead and all(name in plain for name in instead)):
            return Head(line=line, delimiter=delimiter, names=tuple(cells), places=places)
    return None
