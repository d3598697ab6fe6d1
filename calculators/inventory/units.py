"""Units of sizes. What exports call MB or GB is counted in powers of 1024 by all programs that are read here."""

import re

KIB, MIB, GIB, TIB, PIB = (1 << bits for bits in (10, 20, 30, 40, 50))

BYTES = {
    "b": 1, "byte": 1, "bytes": 1,
    "k": KIB, "kb": KIB, "kib": KIB, "ko": KIB,
    "m": MIB, "mb": MIB, "mib": MIB, "mbytes": MIB, "mo": MIB,
    "g": GIB, "gb": GIB, "gib": GIB, "gbytes": GIB, "go": GIB,
    "t": TIB, "tb": TIB, "tib": TIB, "to": TIB,
    "pb": PIB, "pib": PIB,
}  # fmt: skip
"""How many bytes a unit has, by its name in small letters."""
NAMES = {1: "bytes", KIB: "KiB", MIB: "MiB", GIB: "GiB", TIB: "TiB", PIB: "PiB"}
_TOKEN = re.compile(
    r"[(\[（]?\s*(?:in\s+)?(?:\b|(?<=[^\x00-\x7f]))(bytes|[kmgtp]i?b)\b(?!\s*/\s*s)\s*[)\]）]?|[(\[]\s*([kmgt]o)\s*[)\]]"
)


def without_unit(name: str) -> tuple[str, str]:
    """Return the plain name of a column with `*` in the place of its unit, and that unit; empty where it has none."""
    found = _TOKEN.search(name)
    if not found:
        return name, ""
    return " ".join(f"{name[: found.start()]} * {name[found.end() :]}".split()), found[1] or found[2]


def said(token: str, size: int) -> str:
    """Return in which unit a column was read, where its header may call it otherwise."""
    read = NAMES[size]
    if not token:
        return f"{read}; the header names none"
    if BYTES[token] != size:
        return f"{read}; the header says {token.upper()}"
    return read if token == read.casefold() else f"{read}; the header says {token.upper()}"
