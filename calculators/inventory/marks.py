"""The decimal mark of a file: told by its numbers together, or asked."""

from collections.abc import Sequence

from calculators.inventory.findings import Findings, shown
from calculators.inventory.model import Choice, Example, Place
from calculators.inventory.numbers import decimal_mark, is_unclear
from calculators.inventory.taken import Taken


def decimal_of(takens: Sequence[Taken], findings: Findings) -> str | None:
    """Return the decimal mark of a file by all its tables; None where it is asked and nobody has answered."""
    columns = [marks for taken in takens for marks in taken.marks()]
    mark = decimal_mark(columns, takens[0].table.separator)
    if mark is not None:
        return mark
    unclear = {mark: number for marks in columns for mark, number in marks.unclear.items()}
    table = takens[0].table
    if not unclear:
        text = "Some numbers have a decimal point and some a decimal comma. Each is read by its own mark."
        findings.doubt(
            "mixed marks", text, Example(place=Place(file=table.file, table=table.sheet, row=table.header_line))
        )
        return None
    example = next(iter(unclear.values()))
    whole = example.replace(",", "").replace(".", "")
    parted = example.replace(",", ".")
    sign = "," if "," in example else "."
    other = "." if sign == "," else ","
    values = sum(
        is_unclear(cell)
        for taken in takens
        for name, cells in taken.cells.items()
        if taken.sheet.columns[name].reads in ("count", "size", "amount")
        for cell in cells
        if "," in cell or "." in cell
    )
    return findings.answer(
        f"decimal:{table.file}",
        place=Place(file=table.file, table=table.sheet, row=table.header_line),
        column="",
        text=f"Numbers such as '{shown(example)}' mean two things, and nothing in the file tells which is right.",
        choices=(
            Choice(value=other, label=f"'{shown(example)}' is {whole}: the mark parts thousands"),
            Choice(value=sign, label=f"'{shown(example)}' is {parted}: the mark begins the decimals"),
        ),
        values=values,
    )
