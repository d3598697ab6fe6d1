"""Published sums, done again: what data/ says that they give is what they give."""

import ast
import math
import operator
import re

import pytest

from macros.data.loader import Data
from macros.pages import evidence
from macros.pages.view import View
from tests.macros.pages.test_pages import rows
from tests.site.page import read_page, squeezed

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def value(node: ast.expr) -> float:
    """Return what a sum of numbers, + - * / and ceil() gives."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.BinOp():
            return OPERATORS[type(node.op)](value(node.left), value(node.right))
        case ast.Call(func=ast.Name(id="ceil"), args=[inner]):
            return math.ceil(value(inner))
    raise AssertionError(ast.dump(node))


def places(number: float) -> int:
    """Return the number of decimal places that a number is written with."""
    text = str(number)
    return 0 if text.endswith(".0") else len(text.partition(".")[2])


def test_every_sum_gives_what_data_says(data: Data):
    for item in data.arithmetic.sums:
        assert len(item.working) == len(item.computed), item.id
        for working, computed in zip(item.working, item.computed, strict=True):
            given = value(ast.parse(working, mode="eval").body)
            # Half of the last place, and a little for sums that end on exactly half.
            assert given == pytest.approx(computed, abs=0.5 / 10 ** places(computed) + 1e-9), item.id


def test_an_exact_sum_is_printed_with_its_digits(data: Data):
    for item in data.arithmetic.sums:
        printed = item.printed.replace(",", "").split()
        if item.outcome == "exact" and item.unit not in ("minutes", "s"):
            assert any(float(word) in item.computed for word in printed if word[0].isdigit()), item.id
        if item.outcome == "wrong" and item.unit in ("KiB", "blocks", "USD"):
            assert not any(float(word) in item.computed for word in printed if word[0].isdigit()), item.id


def test_a_sum_that_comes_out_as_printed_is_not_called_anything_else(data: Data):
    for item in data.arithmetic.sums:
        printed = [float(word) for word in re.findall(r"\d+(?:\.\d+)?", item.printed.replace(",", ""))]
        if item.outcome in ("rounded", "differs", "wrong"):
            assert not set(item.computed) <= set(printed), f"{item.id} is exact"


def test_the_page_says_how_each_sum_came_out(view: View):
    page = read_page(evidence.recomputed_sums(view))
    assert len(rows(page, "sum-")) == len(view.data.arithmetic.sums)
    for item in view.data.arithmetic.sums:
        assert squeezed(item.printed) in page.words
    assert squeezed("round up (2508800 ÷ 512) ÷ 1000 × 0.0006 0.00294 USD wrong") in page.words


def test_conventions_stand_with_their_page(view: View):
    assert len(rows(read_page(evidence.conventions(view)), "convention-")) == len(view.data.arithmetic.conventions)
