"""Tags and notes of the rows of a table, without what looks like a password."""

from calculators.inventory.numbers import EMPTY
from calculators.inventory.secrets import looks_like_password, names_password
from calculators.inventory.taken import Cache, Taken


def secrets_in(taken: Taken) -> tuple[list[bool], list[tuple[tuple[str, str], ...]]]:
    """Return for each row whether its notes look like a password, and its tags without those that do."""
    count = len(taken)
    flags = [False] * count
    flag = Cache(looks_like_password).__getitem__
    for cells in taken.notes:
        flags = [before or bool(cell and flag(cell)) for before, cell in zip(flags, cells, strict=True)]
    pairs: list[list[tuple[str, str]]] = [[] for _ in range(count)]
    for name, cells in taken.attributes.items():
        secret = names_password(name)
        pooled: dict[str, tuple[str, str]] = {}
        for row, cell in enumerate(cells):
            text = cell.strip()
            if not text or text.casefold() in EMPTY:
                continue
            if secret or flag(text):
                flags[row] = True
            else:
                pairs[row].append(pooled.setdefault(text, (name, text)))
    shared: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}
    return flags, [shared.setdefault(own := tuple(pair), own) for pair in pairs]
