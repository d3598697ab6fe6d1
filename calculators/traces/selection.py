"""A set of columns or devices as a person types it, and as the guide writes it: one form, read back as the same set."""

from collections.abc import Callable, Iterable, Sequence

EVERY = "*"
"""What stands for all that count when nothing is chosen, or for all that a question offers."""
AND, BUT = " + ", " - "
LONGEST = 2_000
"""Letters of the longest text that a choice is written in: an address holds no more."""
LEAST_QUOTED = 3
"""A name in quotes has one sign at least."""


def selected(text: str, names: Sequence[str], every: Sequence[str]) -> list[str] | None:
    """Return the names that a text chooses, each once; None where it chooses none, or one that is not there.

    `a`, `a + b`, `*` for `every`, `* - a - b` for every one but some. A name may stand in quotes, in which a quote is
    doubled; a name as a whole comes first. Capitals do not matter where no other name differs by them only.
    """
    text = text.strip()
    find = _finder(names)
    if text == EVERY:
        return list(every)
    if one := find(text):
        return [one]
    longest = max((max(name.count(AND), name.count(BUT)) for name in names), default=0) + 1
    if text.startswith(EVERY + BUT):
        out = _parted(text[len(EVERY + BUT) :], BUT, find, longest)
        without = set(every if out is None else out)
        return [name for name in every if name not in without] or None
    return _parted(text, AND, find, longest)


def written(chosen: Iterable[str], names: Sequence[str], every: Sequence[str]) -> str | None:
    """Return the shortest text that chooses these of the names, empty for `every`; None where no text does."""
    wanted = set(chosen)
    if wanted == set(every):
        return ""
    if not wanted or not wanted <= set(names):
        return None
    order = [name for name in dict.fromkeys(names) if name in wanted]
    forms = []
    for spelled in (str, _quoted):
        forms.append(AND.join(map(spelled, order)))
        if wanted < set(every):
            forms.append(EVERY + "".join(BUT + spelled(name) for name in every if name not in wanted))
    for form in sorted((form for form in forms if len(form) <= LONGEST), key=len):
        back = selected(form, names, every)
        if back is not None and set(back) == wanted:
            return form
    return None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _finder(names: Sequence[str]) -> Callable[[str], str | None]:
    """Return what finds the name that a text is: the very one, in quotes, or but for capitals and spaces."""
    exact = dict.fromkeys(names)
    folded: dict[str, str] = {}
    for name in exact:
        folded.setdefault(_folded(name), name)

    def find(text: str) -> str | None:
        text = text.strip()
        if text in exact:
            return text
        if len(text) >= LEAST_QUOTED and text[0] == text[-1] == '"':
            inner = text[1:-1].replace('""', '"')
            if inner in exact:
                return inner
        return folded.get(_folded(text))

    return find


def _parted(text: str, mark: str, find: Callable[[str], str | None], longest: int) -> list[str] | None:
    """Return the names that a text holds with marks between them, which a name may hold as well; None for another."""
    parts = text.split(mark)
    # Where a name begins, which one it is and where the next one begins; the longest one counts.
    found: dict[int, tuple[str, int]] = {}
    ends = {len(parts)}
    for begin in reversed(range(len(parts))):
        for end in range(min(len(parts), begin + longest), begin, -1):
            if end in ends and (name := find(mark.join(parts[begin:end]))):
                found[begin] = name, end
                ends.add(begin)
                break
    names: dict[str, None] = {}
    at = 0
    while at < len(parts):
        if at not in found:
            return None
        name, at = found[at]
        names[name] = None
    return list(names)
