"""What a reader pasted: each host and each kernel in it, and the lines that cannot be answered."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculators.kernel_list.named import Named
from calculators.kernel_list.names import X86
from calculators.kernels import outline
from calculators.kernels.facts import names_kernels, parse, read_facts
from calculators.kernels.found import NO_KERNEL, Open, Other, Passed, Said
from calculators.kernels.hosts import Heading, heading, host_of_prompt, is_host
from calculators.kernels.labelled import record
from calculators.kernels.lines import is_command, read_line, section, spoken
from calculators.kernels.tables import Columns, columns, is_heading, read_row

SHOWN_LETTERS = 80
"""How much of a line that cannot be answered is repeated."""
LINE_LETTERS = 500
"""How much of a line is read. What tells the kernel stands at its beginning."""
FACTS_LETTERS = 200_000
"""How much of the facts of one host is read."""
WARNINGS = ("[WARNING]:", "[DEPRECATION WARNING]:")
"""How Ansible begins a warning, which goes on in the lines below."""
WARNING_LINES = 6
"""How many lines a warning has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A host, or a kernel whose host is not named, once however often it stands there."""

    host: str
    """Name of the host; nothing where the text names none."""
    kernels: tuple[Named, ...] = ()
    """Its kernels: one, or all that are installed where nothing says which one runs."""
    system: str = ""
    """What it runs instead of Linux."""
    why: str = ""
    """Why nothing can be said about it."""
    text: str = ""
    """The line, fit to be shown."""
    line: int
    """Number of the first line, from 1."""
    times: int
    """How many lines say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was pasted."""

    rows: tuple[Row, ...]
    """Hosts and kernels, in the order in which they came."""
    beside: int
    """Lines of packages that belong to a kernel or stand beside one, such as headers."""
    removed: int
    """Lines of packages that are not installed."""
    not_running: int
    """Installed kernels of hosts that say which other one they run."""

    @property
    def named(self) -> tuple[Named, ...]:
        """Return the kernels of all rows, one after the other."""
        return tuple(named for row in self.rows for named in row.kernels)

    @property
    def unread(self) -> tuple[Row, ...]:
        """Return the rows that cannot be answered."""
        return tuple(row for row in self.rows if row.why)


@dataclass(slots=True)
class _Entry:
    """What one line says of one host."""

    host: str
    said: Said
    line: int
    text: str = ""


@dataclass(slots=True)
class _Block:
    """The lines below a heading that names hosts."""

    hosts: Sequence[str]
    line: int
    text: str
    answered: bool = False
    silent: bool = False
    """Whether it may end without an answer: a prompt asks nothing about the kernel by itself."""


@dataclass(slots=True)
class _State:
    """What the lines so far say about the next one."""

    block: _Block | None = None
    table: Columns | None = None
    absent: bool = False
    """Whether packages stand under a heading that says that they are on offer only."""
    entries: list[_Entry] = field(default_factory=list)

    def say(self, host: str, said: Said, line: int, text: str) -> None:
        """Take what a line says, for the hosts of the block where it names none itself."""
        hosts: Sequence[str] = (host,)
        if self.block is not None:
            hosts = hosts if host else self.block.hosts
            self.block.answered |= not isinstance(said, Passed) and any(name in self.block.hosts for name in hosts)
        if isinstance(said, Passed):
            hosts = hosts[:1]
        self.entries += [_Entry(name, said, line, text) for name in hosts]

    def open_block(self, block: _Block | None) -> None:
        """Begin with the lines of other hosts."""
        if self.block is not None and not self.block.answered and not self.block.silent:
            self.entries += [
                _Entry(host, Open(why=NO_KERNEL), self.block.line, self.block.text) for host in self.block.hosts
            ]
        self.block, self.absent = block, False


def lines(text: str) -> list[str]:
    """Return the lines of a pasted text."""
    return text.removeprefix("\ufeff").splitlines()


@functools.lru_cache(maxsize=1)
def read_text(text: str) -> Reading:
    """Return what a pasted text names. The text is checked and then judged: it is read once for both."""
    text = text.removeprefix("\ufeff")
    value = _parsed(text)
    return _fold(_of_facts(value, text) if value else _of_lines(lines(text)))


def _parsed(text: str) -> Any | None:
    """Return the facts that a text as a whole is, below the command that printed them; nothing where it is none."""
    first, newline, rest = text.partition("\n")
    text = rest if newline and is_command(first.strip()) else text
    if text.lstrip()[:1] in ("{", "["):
        value = parse(text)
        return value if isinstance(value, dict | list) else None
    value = outline.parse(text)
    return value if names_kernels(value) else None


def _of_facts(value: object, text: str) -> Iterator[_Entry]:
    """Yield what facts say, each at the line where the host's name stands next."""
    at, number, shown = 0, 1, lines(text)
    for host, said in read_facts(value):
        word = said.written if isinstance(said, Named) else host
        for name in (host, word):
            found = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])").search(text, at) if name else None
            if found:
                number = min(number + text.count("\n", at, found.start()), len(shown))
                at = found.start()
        yield _Entry(fit(host), said, number, shown[number - 1])


def _of_lines(all_lines: list[str]) -> Iterable[_Entry]:
    state = _State()
    paired = _is_paired(all_lines)
    at = 0
    while at < len(all_lines):
        at += _step(state, all_lines, at, paired=paired)
    state.open_block(None)
    # A host without an answer is known when the next one begins.
    return sorted(state.entries, key=lambda entry: entry.line)


def _step(state: _State, all_lines: list[str], at: int, *, paired: bool) -> int:
    """Read the line at a place, and return how many lines that took."""
    full = all_lines[at][:LINE_LETTERS]
    line, number = full.strip(), at + 1
    if not line:
        return 1
    remark = _remark(all_lines, at)
    if remark:
        return remark
    told = record(all_lines, at)
    if told is not None:
        state.table = None
        state.say(told.host, told.said, number, full)
        return told.lines
    found = None if state.table and state.table.holds(full) else heading(all_lines, at)
    if found is None and paired and _is_alone(line):
        found = Heading(hosts=(line,))
    if found is not None:
        state.table = None
        state.open_block(_Block(found.hosts, number, full))
        taken = found.lines - 1 + _rest(state, found, all_lines, at)
        if found.rest.strip():
            state.open_block(None)
        return taken
    prompted = host_of_prompt(line)
    if prompted and (state.block is None or state.block.hosts != (prompted,)):
        state.open_block(_Block((prompted,), number, fit(full), silent=True))
    head = columns(full, all_lines[at + 1][:LINE_LETTERS] if at + 1 < len(all_lines) else "")
    if head is not None:
        state.table = head
        return 1
    if state.table is not None and state.table.holds(full):
        if line.strip("-+=| "):
            state.say(*_row(full, state.table), number, full)
        return 1
    line = spoken(line)
    state.absent = section(full.strip(), before=state.absent)
    if not line or is_heading(line):
        return 1
    # Package managers break a line behind a long name.
    wrapped = at + 1 < len(all_lines) and len(line.split()) == 1 and all_lines[at + 1][:1] in (" ", "\t")
    if (
        wrapped
        and isinstance(read_line(line)[1], Open)
        and line.rpartition(".")[2] in (*X86, "noarch", "aarch64", "i686")
    ):
        joined = f"{line} {all_lines[at + 1][:LINE_LETTERS].strip()}"
        state.say(*read_line(joined, absent=state.absent), number, joined)
        return 2
    state.say(*read_line(line, absent=state.absent), number, full)
    return 1


def _row(line: str, head: Columns) -> tuple[str, Said]:
    host, said = read_row(line, head)
    return fit(host), said


def _rest(state: _State, found: Heading, all_lines: list[str], at: int) -> int:
    """Read what stands behind a heading in its line: facts that go on below, or an answer. Return the lines it took."""
    rest = found.rest.strip()
    if found.facts:
        return 1 + _indented(state, found, all_lines, at + 1)
    if not rest:
        return 1
    if not rest.startswith("{"):
        if spoken(rest):
            state.say(*read_line(rest), at + 1, all_lines[at])
        return 1
    taken, letters = [rest], 0
    depth = rest.count("{") - rest.count("}")
    end = at + 1
    while depth > 0 and end < len(all_lines) and letters < FACTS_LETTERS and heading(all_lines, end) is None:
        taken.append(all_lines[end])
        letters += len(all_lines[end])
        # A brace within quotes does not count; Ansible ends facts with one at the beginning of a line.
        depth = 0 if all_lines[end].rstrip() == "}" else max(depth, 1)
        end += 1
    value = parse("\n".join(taken))
    if not isinstance(value, dict):
        state.say("", Open(why="facts that cannot be read"), at + 1, all_lines[at])
        return end - at
    for _, said in read_facts(value, found.hosts[0]):
        state.say("", said, at + 1, all_lines[at])
    return end - at


def _indented(state: _State, found: Heading, all_lines: list[str], at: int) -> int:
    """Read facts in indented lines below the heading of a host. Return how many lines that took."""
    end = at
    while end < len(all_lines) and all_lines[end][:1] == " ":
        end += 1
    value = outline.parse("\n".join(all_lines[at:end]))
    if not isinstance(value, dict):
        return 0
    for _, said in read_facts(value, found.hosts[0]):
        state.say("", said, at, all_lines[at - 1])
    return end - at


def _remark(all_lines: list[str], at: int) -> int:
    """Return how many lines a warning of Ansible takes; none where there is no warning."""
    if not all_lines[at].startswith(WARNINGS):
        return 0
    end = at + 1
    while end < min(len(all_lines), at + WARNING_LINES) and not (
        not all_lines[end].strip() or heading(all_lines, end) or isinstance(read_line(all_lines[end])[1], Named)
    ):
        end += 1
    return end - at


def _is_alone(line: str) -> bool:
    return is_host(line) and isinstance(read_line(line)[1], Open)


def _is_paired(all_lines: list[str]) -> bool:
    """Return whether names of hosts and kernels take turns: each line with a kernel alone follows a name alone."""
    before, pairs = False, 0
    for full in all_lines:
        line = full[:LINE_LETTERS].strip()
        if not line:
            continue
        if len(line.split()) == 1 and isinstance(read_line(line)[1], Named):
            if not before:
                return False
            pairs += 1
        before = _is_alone(line)
    return pairs > 0


def fit(text: str) -> str:
    """Return a text as it can be shown in one line: cut short, without signs that cannot be seen."""
    letters = " ".join(text[: 2 * SHOWN_LETTERS].replace("`", "'").split())
    shown = letters if letters.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in letters)
    return shown if len(shown) <= SHOWN_LETTERS and len(text) <= LINE_LETTERS else f"{shown[:SHOWN_LETTERS]}..."


def _fold(entries: Iterable[_Entry]) -> Reading:
    """Return the rows of entries: what says the same of the same host counts once, with how often it stands there."""
    beside = removed = 0
    rows: dict[tuple[object, ...], tuple[_Entry, list[Named], int]] = {}
    running: set[str] = set()
    for entry in entries:
        said = entry.said
        if isinstance(said, Passed):
            beside += said is Passed.BESIDE
            removed += said is Passed.ABSENT
            continue
        if isinstance(said, Named) and not said.installed:
            running.add(entry.host)
        key = _key(entry)
        first, kernels, times = rows.get(key, (entry, [], 0))
        rows[key] = (first, kernels, times + 1)
        if isinstance(said, Named) and all(_same(said) != _same(other) for other in kernels):
            kernels.append(said)
    kept = {
        key: row for key, row in rows.items() if not (key[1] == "installed" and row[0].host and row[0].host in running)
    }
    dropped = [row for key, row in rows.items() if key not in kept]
    return Reading(
        rows=tuple(_as_row(*row) for row in kept.values()),
        beside=beside,
        removed=removed,
        not_running=sum(len(kernels) for _, kernels, _ in dropped),
    )


def _same(named: Named) -> tuple[object, ...]:
    processor = named.kernel.processor
    return named.kernel.plain, "" if processor in X86 else processor, named.debuginfo, named.doubt


def _key(entry: _Entry) -> tuple[object, ...]:
    said = entry.said
    if isinstance(said, Named):
        # Two hosts may have one name, such as localhost: what they run tells them apart.
        return (entry.host, "installed") if entry.host and said.installed else (entry.host, "kernel", *_same(said))
    if isinstance(said, Other):
        return (entry.host, "other", said.system) if entry.host else ("", "other", said.system)
    return (entry.host, "open", entry.line)


def _as_row(entry: _Entry, kernels: list[Named], times: int) -> Row:
    said = entry.said
    return Row(
        host=entry.host,
        kernels=tuple(kernels),
        system=said.system if isinstance(said, Other) else "",
        why=said.why if isinstance(said, Open) else "",
        text=fit(entry.text) if isinstance(said, Open) else "",
        line=entry.line,
        times=times,
    )
