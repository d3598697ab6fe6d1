"""Bring Python to the point where the next answer comes at once. Runs in Pyodide while the snapshot is made."""

import gc
import importlib
import json
import linecache
import random  # the page seeds it anew after each restore
import re
import sys
import zipimport

from calculators.bridge import PAPER, answer
from calculators.catalog import load
from calculators.registry import CALCULATORS
from calculators.render import FORMATS

ARCHIVE = "/lib/python314.zip"


def exercise() -> None:
    """Load the dataset, run every calculator with its defaults, its samples and bad input, and ask for nonsense."""
    load()
    for name in CALCULATORS:
        first = CALCULATORS[name].form(load()).groups[0].fields[0].id
        samples = getattr(CALCULATORS[name], "SAMPLES", ())
        for inputs in ({}, {first: "?"}, *samples):
            answer(json.dumps({"id": 0, "calculator": name, "inputs": inputs, "base": "../"}))
        for form in (*FORMATS, PAPER):
            answer(json.dumps({"id": 0, "calculator": name, "inputs": {}, "base": "../", "format": form}))
    answer('{"id": 0, "calculator": "?"}')
    answer("?")


def tidy() -> None:
    """Forget what belongs to this run only, so that the memory is the same on every build and holds no litter."""
    linecache.clearcache()
    re.purge()
    random.seed(0)
    sys.last_exc = sys.last_value = sys.last_traceback = sys.last_type = None  # type: ignore[assignment]  # typed as set
    _forget_archive()
    sys._clear_internal_caches()  # type: ignore[attr-defined]  # private, so untyped
    for _ in range(3):
        gc.collect()


def _forget_archive() -> None:
    """Forget what the library's archive holds: the page has none until the whole library has come.

    With the old directory even the text of a traceback would fail, for it looks for sources in there.
    """
    importlib.invalidate_caches()
    directories = zipimport._zip_directory_cache  # type: ignore[attr-defined]  # private, so untyped
    for path in [path for path in directories if path.startswith(ARCHIVE)]:
        directories[path] = {}
    directories[ARCHIVE] = {}
    for module in list(sys.modules.values()):
        loader = getattr(module, "__loader__", None)
        if isinstance(loader, zipimport.zipimporter):
            loader._files = {}  # type: ignore[attr-defined]  # private, so untyped
