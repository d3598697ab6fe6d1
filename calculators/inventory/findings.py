"""Collects what reading finds: counts all of a kind, and keeps the first examples."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from calculators.inventory.model import (
    MOST_EXAMPLES,
    Answered,
    Category,
    Choice,
    Doubt,
    Example,
    Place,
    Question,
    Rejected,
)

_LONGEST = 60
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d(?:[-_. T]{1,3}\d\d[-_.:]?\d\d(?:[-_.:]?\d\d)?)?(?!\d)")
"""A date, and a time behind it: all in which the names of two exports of one program differ."""


def shown(text: str) -> str:
    """Return what stood in a cell, cut short and without control characters."""
    clean = "".join(sign if sign.isprintable() else "·" for sign in text[: _LONGEST + 1])
    return clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST]}…"


@dataclass(slots=True)
class _Counted:
    count: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, example: Example | None, count: int) -> None:
        self.count += count
        if example is not None and len(self.examples) < MOST_EXAMPLES:
            self.examples.append(example)


@dataclass(slots=True)
class Findings:
    """What is to be told about all files."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """What a person has answered, by the keys of questions."""
    files: Collection[str] = ()
    """The names of all files that are read."""
    questions: dict[str, Question] = field(default_factory=dict)
    answered: dict[str, Answered] = field(default_factory=dict)
    _rejected: dict[tuple[Category, str, str, str, bool], _Counted] = field(default_factory=dict)
    _doubts: dict[tuple[str, str], _Counted] = field(default_factory=dict)

    def reject(self, category: Category, reason: str, example: Example, *, whole_row: bool, count: int = 1) -> None:
        """Note a row or a value that is not used."""
        key = (category, example.place.file, example.place.table, reason, whole_row)
        self._rejected.setdefault(key, _Counted()).add(example, count)

    def doubt(self, topic: str, text: str, example: Example | None = None, *, count: int = 1) -> None:
        """Note what was read and may not be so."""
        self._doubts.setdefault((topic, text), _Counted()).add(example, count)

    def answer(
        self, key: str, *, place: Place, column: str, text: str, choices: tuple[Choice, ...], values: int
    ) -> str | None:
        """Return what a person has answered to a question; None, and ask it, when nothing that is offered.

        An answer about an earlier export, whose name differs in its date alone, counts too.
        """
        question = Question(
            key=key, file=place.file, table=place.table, column=column, text=text, choices=choices, values=values
        )
        offered = {choice.value for choice in choices}
        if key in self.answers and self.answers[key] in offered:
            self.answered[key] = Answered(question=question, value=self.answers[key])
            return self.answers[key]
        earlier = self._earlier(key)
        if len(earlier) == 1 and (given := next(iter(earlier))) in offered:
            self.answered[key] = Answered(question=question, value=given, carried=True)
            return given
        self.questions[key] = question
        return None

    def _earlier(self, key: str) -> set[str]:
        """Return the answers to a question about exports that are not read now, and differ in their dates only."""
        wanted = _DATE.sub("#", key)
        if wanted == key:
            return set()
        return {
            value
            for other, value in self.answers.items()
            if _DATE.sub("#", other) == wanted and not self._is_of_now(other.partition(":")[2])
        }

    def _is_of_now(self, rest: str) -> bool:
        # A file that is read now has questions of its own.
        return any(rest == name or rest.startswith(f"{name}:") for name in self.files)

    def rejected(self) -> tuple[Rejected, ...]:
        """Return what is not used, by kind."""
        return tuple(
            Rejected(
                category=category,
                file=file,
                table=table,
                reason=reason,
                whole_row=whole_row,
                count=counted.count,
                examples=tuple(counted.examples),
            )
            for (category, file, table, reason, whole_row), counted in self._rejected.items()
        )

    def doubts(self) -> tuple[Doubt, ...]:
        """Return the doubts, by topic."""
        return tuple(
            Doubt(topic=topic, text=text, count=counted.count, examples=tuple(counted.examples))
            for (topic, text), counted in self._doubts.items()
        )
