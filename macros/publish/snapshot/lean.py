"""Have records made in their plain form. Runs before the calculators are imported, while the snapshot is made.

Records are frozen for those who write calculators, and tests see to it. In the page nobody writes any: there a record
that could be changed takes a third less room, and is made faster.
"""

import dataclasses
import sys
from types import ModuleType
from typing import Any

_made = dataclasses._process_class  # type: ignore[attr-defined]  # private, so untyped
_OPTIONS = (
    "init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot",
)  # fmt: skip


def _plain(cls: type, *options: bool) -> type:
    """Return the record that the library makes, with the hash of a frozen one, without what refuses changes."""
    given = dict(zip(_OPTIONS, options, strict=True))
    hashed = given["unsafe_hash"] or (given["frozen"] and given["eq"] and "__hash__" not in cls.__dict__)
    made: type = _made(cls, *(given | {"repr": False, "frozen": False, "unsafe_hash": hashed}).values())
    return made


class _Unsigned(ModuleType):
    """What records need of `inspect`: not the signatures that they get for want of a docstring."""

    @staticmethod
    def signature(*_: Any, **__: Any) -> None:
        raise TypeError

    @staticmethod
    def unwrap(function: Any) -> Any:
        while hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        return function


dataclasses._process_class = _plain  # type: ignore[attr-defined]  # private, so untyped
# Annotations of what is generated keep each class in memory as it was before it got its slots.
dataclasses._make_annotate_function = lambda *_: None  # type: ignore[attr-defined]  # private, so untyped
for name in ("inspect", "dis", "opcode", "_opcode_metadata", "tokenize", "token", "ast", "_ast"):
    sys.modules.pop(name, None)
sys.modules["inspect"] = dataclasses.inspect = _Unsigned("inspect")  # type: ignore[attr-defined]  # imported there
