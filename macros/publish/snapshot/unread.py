"""What lies in the module's data for modules that the page cannot import: there is nothing to import from."""

import _imp
from importlib import import_module

CODECS = ("_codecs_cn", "_codecs_hk", "_codecs_jp", "_codecs_kr", "_codecs_tw")
"""Modules of the encodings of East Asia. They keep their tables in capsules for one another."""


def frozen() -> list[str]:
    """Return the bytecode of the modules that Python starts with, which it reads once, as hexadecimal digits."""
    found = (_imp.find_frozen(name, withdata=True) for name in _imp._frozen_module_names())  # type: ignore[attr-defined]  # private, so untyped
    return sorted({bytes(item[0]).hex() for item in found if item is not None and item[0] is not None})


def tables() -> list[int]:
    """Return the addresses of the capsules with tables of encodings; those of pairs of letters have another form."""
    named = [item for name in CODECS for item in vars(import_module(name)).items()]
    return [id(value) for name, value in named if name.startswith("__map_") and not name.endswith("_pair")]
