"""Bring Python to the point where the next answer comes at once. Runs while the snapshot is made."""

import gc
import json
import linecache
import random  # the page seeds it anew after each restore
import re
import sys
from typing import Any

from calculators.answers.render import DATED, FORMATS
from calculators.bridge import PAPER, answer
from calculators.catalog import load
from calculators.kernel_list import forget as forget_kernels
from calculators.project import pack, sample, write
from calculators.registry import CALCULATORS, run
from calculators.registry import forget as forget_answers


def requests() -> list[str]:
    """Return questions for every calculator: its defaults, its samples, bad input, every format; and nonsense."""
    found: list[dict[str, Any]] = [{"id": 0, "calculator": "?"}]
    for name in CALCULATORS:
        first = CALCULATORS[name].form(load()).groups[0].fields[0].id
        samples = getattr(CALCULATORS[name], "SAMPLES", ())
        asked = {"id": 0, "calculator": name, "base": "../"}
        found += ({**asked, "inputs": inputs} for inputs in ({}, {first: "?"}, *samples))
        found += ({**asked, "inputs": {}, "format": form} for form in (*FORMATS, PAPER))
        if run(name, {}, load()).timetable is not None:
            found += ({**asked, "inputs": inputs, "format": form} for inputs in ({}, *samples) for form in DATED)
    project = write(sample(load()), load())
    wanted = ("file", "values", "slips", "link", "taken", "lines", "open", "page", "sheets")
    found += ({"id": 0, "project": {"text": text, "wanted": wanted}, "base": "../"} for text in (project, "?", "{}"))
    found += (
        {"id": 0, "project": {"text": project, "wanted": ["page"], "format": form}, "base": "../"}
        for form in (*FORMATS, PAPER)
    )
    letters = {"letters": pack(sample(load()), load()), "wanted": ["values", "slips", "influences"]}
    found.append({"id": 0, "project": letters, "base": "../"})
    return [*map(json.dumps, found), "?"]


def exercise() -> None:
    """Load the dataset and answer every question."""
    for request in requests():
        answer(request)


def addresses() -> dict[str, int]:
    """Return where the functions lie that docs/assets/python/machine.mjs calls. Their modules keep them there."""
    return {"answer": id(answer), "seed": id(random.seed)}


def tidy() -> None:
    """Forget what belongs to this run only, so that the memory is the same on every build and holds no litter."""
    forget_answers()
    forget_kernels()
    linecache.clearcache()
    re.purge()
    random.seed(0)
    sys.last_exc = sys.last_value = sys.last_traceback = sys.last_type = None  # type: ignore[assignment]  # typed as set
    sys._clear_internal_caches()  # type: ignore[attr-defined]  # private, so untyped
    for _ in range(3):
        gc.collect()
