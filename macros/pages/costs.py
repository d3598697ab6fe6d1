"""Licences, the published calculator and cost examples."""

from collections.abc import Callable

from markupsafe import Markup

from calculators.answers.wording import exact
from calculators.records.costs import Amount, CalculatorInput, ComparedCost
from macros.pages.view import Cell, View, bullets, joined, text


def licences(view: View) -> Markup:
    """Return how licences are counted, bought and used."""
    return view.records(
        "Licences",
        ("Subject", "Rule", "Number", "Source"),
        view.data.costs.licences,
        lambda item: (
            item.subject,
            joined(item.rule, view.disagreements(item.conflicts)),
            None if item.value is None else f"{exact(item.value)} {item.unit}",
            view.cite(item.source),
        ),
        anchor="licence",
    )


def calculator_inputs(view: View, part: str) -> Markup:
    """Return what the published calculator asks: service, or rough for the rough estimate."""
    found = [item for item in view.data.costs.calculator.inputs if item.part == part]
    cells: dict[str, Callable[[CalculatorInput], str | None]] = {
        "Example": _example,
        "Limit": _limit,
        "Note": lambda item: item.note,
    }
    shown = {column: cell for column, cell in cells.items() if any(cell(item) for item in found)}
    return view.records(
        "Choice of the service" if part == "service" else "Rough estimate",
        ("Asked", *shown),
        found,
        lambda item: (item.label, *(cell(item) for cell in shown.values())),
        anchor="input",
    ) + _source(view)


def _example(item: CalculatorInput) -> str | None:
    if item.example is None:
        return None
    shown = exact(item.example) if isinstance(item.example, float) else item.example
    return f"{shown} {item.unit}".rstrip()


def _limit(item: CalculatorInput) -> str | None:
    if item.minimum is not None:
        return f"≥ {exact(item.minimum)} {item.unit}".rstrip()
    return None if item.maximum is None else f"≤ {exact(item.maximum)} {item.unit}".rstrip()


def _source(view: View) -> Markup:
    return Markup('\n<p class="hb-cite">Source: ') + view.cite(view.data.costs.calculator.source) + Markup("</p>")


def bill_items(view: View) -> Markup:
    """Return what the bill of the published calculator holds."""
    return view.records(
        "What the bill holds",
        ("Part", "Block storage", "Object storage"),
        view.data.costs.calculator.bill,
        lambda item: (item.item, item.block, item.object),
        anchor="bill",
    ) + _source(view)


def cost_comparison(view: View) -> Markup:
    """Return block and object storage side by side, with the totals, which the page does not print."""
    found = view.data.costs.calculator.comparison
    block, object_ = (exact(round(sum(getattr(row, name) for row in found.rows), 2)) for name in ("block", "object"))
    return (
        bullets(_amount(item) for item in found.case)
        + view.records(
            f"Published comparison, in {found.currency}",
            ("Part", "Block storage", "Object storage"),
            found.rows,
            lambda row: (row.item, _price(row, "block"), _price(row, "object")),
            anchor="compared",
        )
        + Markup("\n<p>")
        + text(f"Together {block} {found.currency} for block storage and {object_} {found.currency} for object storage")
        + Markup(' (derived). <span class="hb-cite">Source: ')
        + view.cite(found.source)
        + Markup("</span></p>")
    )


def _price(row: ComparedCost, storage: str) -> str:
    units = row.block_units if storage == "block" else row.object_units
    machines = "" if units is None else f" for {exact(units)} machine{'s' if units > 1 else ''}"
    return exact(row.block if storage == "block" else row.object) + machines


def cost_example(view: View, name: str) -> Markup:
    """Return a published example of time or cost: what it starts from and what it comes to."""
    found = next(item for item in view.data.costs.examples if item.id == name)

    def cells(item: Amount) -> tuple[Cell, ...]:
        shown = f"{exact(item.value)} {item.unit}".rstrip()
        return item.what, f"{item.printed} ({shown})" if item.printed else shown

    note = Markup("\n<p>") + text(found.note) + Markup("</p>") if found.note else Markup("")
    return (
        view.records(f"{found.title}: starts from", ("Input", "Value"), found.inputs, cells, anchor=f"{name}-from")
        + Markup("\n")
        + view.records(f"{found.title}: comes to", ("Result", "Printed"), found.results, cells, anchor=f"{name}-to")
        + note
        + Markup('\n<p class="hb-cite">Source: ')
        + view.cite(found.source)
        + Markup("</p>")
        + view.disagreements(found.conflicts)
    )


def _amount(item: Amount) -> str:
    return f"{item.what}: {exact(item.value)} {item.unit}".rstrip()
