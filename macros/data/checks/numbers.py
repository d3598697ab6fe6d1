"""Whether numbers can be what they say: amounts are not negative, and those that something divides by are not zero."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from calculators.records.arithmetic import Recomputation
from calculators.records.costs import Amount, CalculatorInput, ComparedCost
from calculators.records.examples import ExampleInput
from calculators.records.form import Field
from macros.data.checks.rule import Check, Found
from macros.data.loader import Data

# What a reader types may be below zero, such as the distance to another time zone.
SIGNED = (Field, ExampleInput)
# What something costs, and what follows from it, may be nothing.
MAY_BE_ZERO = (Amount, CalculatorInput, ComparedCost, Recomputation)
# So may the start of the first step, the recovery time of what never stops, and a part that is not needed.
FIELDS_THAT_MAY_BE_ZERO = frozenset(
    {"from_ms", "from_tb", "per_gateway", "rpo_minutes_max", "rto_minutes_max", "rto_minutes_min"}
)
# The whole text is one amount, such as the size of an image.
AMOUNT = re.compile(r"([-−–]?)\s*([0-9]+(?:\.[0-9]+)?)\s*(?:[kKMGTP]i?[Bb](?:/s|it/s|ps)?|%|vCPU|ms|minutes|hosts)")


def _numbers(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        if isinstance(record, SIGNED):
            continue
        for item in fields(record):
            value = getattr(record, item.name)
            zero = item.name in FIELDS_THAT_MAY_BE_ZERO or isinstance(record, MAY_BE_ZERO)
            if isinstance(value, tuple):
                for index, number in enumerate(value):
                    if message := _problem(number, zero):
                        yield file, (*location, item.name, index), message
            elif message := _problem(value, zero):
                yield file, (*location, item.name), message


def _problem(value: Any, zero: bool) -> str | None:
    if isinstance(value, str):
        # Most texts are not looked at twice.
        found = AMOUNT.fullmatch(value) if value and value[0] in "-−–0" else None
        if found and (found[1] or float(found[2]) == 0):
            return f"'{value}' is not more than nothing. Write an amount above 0, or leave the key out."
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and (value < 0 or (value == 0 and not zero)):
        return f"{value:g} is {'below' if zero else 'not above'} 0, which no amount is. Write what the source says."
    return None


CHECKS = (Check("amounts are not negative", _numbers),)
