"""What reading the files of an inventory found, in the vocabulary of answers."""

from calculators.answers.report import Option, ReadLine, Table
from calculators.answers.wording import count, exact
from calculators.inventory.model import Answered, Doubt, Example, File, Inventory, Question
from calculators.inventory.out.shown import MOST_NAMED
from calculators.inventory.units import GIB

_ROWS_SHOWN = 50


def gib(amount: int | None) -> str:
    """Return bytes in GiB; nothing where they are not known."""
    return "" if amount is None else f"{exact(round(amount / GIB, 1))} GiB"


def read_lines(inventory: Inventory) -> tuple[ReadLine, ...]:
    """Return the files with what was read of each, and the questions with their answers to choose from or to change."""
    files = (ReadLine(label=file.name, value=_file(file)) for file in inventory.files)
    return (*files, *questions(inventory), *map(_answered, inventory.answered))


def questions(inventory: Inventory) -> tuple[ReadLine, ...]:
    """Return each question with its answers to choose from."""
    return tuple(map(_question, inventory.questions))


def _file(file: File) -> str:
    if file.problem is not None:
        return f"Not read. {file.problem}"
    tables = [
        f"{count(table.rows, 'row')} of {table.kind}" if table.kind else f"{_called(table.name)} left out"
        for table in file.tables
    ]
    exported = f", written {file.exported}" if file.exported else ""
    return f"{file.title}{exported}: {', '.join(tables) or 'nothing in it'}"


def _called(table: str) -> str:
    return f"'{table}'" if table else "a table"


def _question(question: Question) -> ReadLine:
    return ReadLine(
        label=f"To be answered: {_where(question)}",
        value=f"{question.text} Values that wait for it: {exact(question.values)}.",
        field=question.key,
        options=_options(question),
    )


def _answered(item: Answered) -> ReadLine:
    earlier = " You said so of an earlier export; see that it holds for this one." if item.carried else ""
    return ReadLine(
        label=f"As you said: {_where(item.question)}",
        value=f"{item.label}.{earlier}",
        field=item.question.key,
        options=_options(item.question),
    )


def _where(question: Question) -> str:
    column = f"'{question.column}'" if question.column else ""
    return ", ".join(part for part in (question.file, question.table, column) if part)


def _options(question: Question) -> tuple[Option, ...]:
    return tuple(Option(value=choice.value, label=choice.label) for choice in question.choices)


def doubts(inventory: Inventory) -> tuple[str, ...]:
    """Return what was read and may not be so, a sentence each."""
    return tuple(map(_doubt, inventory.doubts))


def _doubt(doubt: Doubt) -> str:
    times = f" {exact(doubt.count)} times." if doubt.count > 1 else ""
    return f"{doubt.text}{times}{_first(doubt.examples)}"


def _first(examples: tuple[Example, ...]) -> str:
    names = list(dict.fromkeys(example.host for example in examples if example.host))
    if not names:
        return ""
    more = f" and {count(len(names) - MOST_NAMED, 'other')}" if len(names) > MOST_NAMED else ""
    return f" Such as: {', '.join(names[:MOST_NAMED])}{more}."


def tables(inventory: Inventory) -> tuple[Table, ...]:
    """Return what was not used, what became one host, and the units that sizes were read in."""
    found = (_rejected(inventory), _merged(inventory), _units(inventory))
    return tuple(table for table in found if table.rows)


def _rejected(inventory: Inventory) -> Table:
    return Table(
        title="Rows and values that were not used",
        columns=("Why", "How many", "What is left out", "Where", "Such as"),
        rows=tuple(
            (
                item.reason,
                exact(item.count),
                "the row" if item.whole_row else "the value: it counts as missing",
                ", ".join(part for part in (item.file, item.table) if part),
                "; ".join(_told(example) for example in item.examples[:3]),
            )
            for item in inventory.rejected
        ),
    )


def _told(example: Example) -> str:
    parts = (example.host, example.column, example.found)
    return ", ".join((f"row {example.place.row}", *(f"'{part}'" for part in parts if part)))


def _merged(inventory: Inventory) -> Table:
    return Table(
        title="Rows that are one host, and count once",
        columns=("By", "How many", "Such as"),
        rows=tuple(
            (item.by, exact(item.count), "; ".join(_told(example) for example in item.examples[:3]))
            for item in inventory.merged
        ),
    )


def _units(inventory: Inventory) -> Table:
    return Table(
        title="Units in which sizes were read",
        columns=("Column", "Unit", "Table", "File"),
        rows=tuple(
            (f"`{column}`", unit, table.name or (table.kind or "").capitalize(), file.name)
            for file in inventory.files
            for table in file.tables
            for column, unit in table.units
        )[:_ROWS_SHOWN],
    )
