"""Whether services run: `systemctl status`, `systemctl is-active`, `sc query` and `Get-Service`."""

import re
from collections.abc import Iterator

from calculators.proofs.model import Claim, Judgement, Value
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "systemctl, sc query or Get-Service"
NOT_INSTALLED = "not installed"

_UNIT = re.compile(r"^\W{0,3}\s*([\w@.:-]+\.service)\b")
_UNIT_LINE = re.compile(r"^\W{0,3}\s*[\w@.:-]+\.service - ", re.MULTILINE)
_ACTIVE = re.compile(r"^\s*Active: (\w+)(?: \(([\w-]+)\))?")
_NOT_FOUND = re.compile(r"^Unit (\S+?)(?:\.service)? could not be found")
_ASKED = re.compile(r"systemctl is-active ([^\n;&|]+)$")
_LISTED = re.compile(r"^\W{0,3}\s*([\w@.:-]+\.service) +(loaded|not-found|masked|error|bad-setting) +(\w+) +([\w-]+)")
_OLDER = re.compile(r"^\s*([\w@.-]+)(?: \(pid[^)]*\))? (?:is )?(running|stopped|dead)\b")
_STATE = re.compile(r"^(active|inactive|failed|activating|deactivating|unknown)\s*$")
# The names of the fields follow the display language, the words of the state do not.
_SC_NAME = re.compile(
    r"^\s*(?:\[SC\] )?(?:SERVICE_NAME|DIENSTNAME|NOM_SERVICE|NOMBRE_SERVICIO|NOME_DO_SERVIÇO|服务名): ?(\S+)"
)
_SC_STATE = re.compile(r"^\s*[^\W\d_]+\s*:\s*([1-7])\s+(STOPPED|\w+_PENDING|RUNNING|PAUSED)\b")
_SC_NONE = re.compile(r"\bFAILED 1060\b|OpenService.*1060")
_GET_HEAD = re.compile(r"^Status +Name +DisplayName", re.MULTILINE)
_GET = re.compile(r"^(Running|Stopped|StartPending|StopPending|Paused) +(\S+)")
_GET_FIELD = re.compile(r"^(Name|Status) +: +(\S+)")


def recognise(text: str) -> Claim:
    """Return how sure it is that a text tells which services run."""
    if any(True for _ in _services(text)):
        return "sure"
    states = [line for line in text.strip().split("\n") if _STATE.match(line.strip())]
    if states and len(states) == len([line for line in text.strip().split("\n") if line.strip()]):
        return "likely"
    return "likely" if _UNIT_LINE.search(text) or _SC_NONE.search(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether all wanted services run."""
    found = list(_services(text))
    names = wanted.proof.services
    values = tuple(
        Value(
            label=name,
            value=state,
            wanted="running" if _is(name, names) else "",
            holds=runs if _is(name, names) else None,
        )
        for name, state, runs, _ in found
    )
    lines = tuple(shown(line) for *_, line in found)
    if not found:
        if _SC_NONE.search(text):
            return wanted.judgement("not proved", "There is no such service on this host. Install the agent first.")
        sentence = f"The text does not say which service it is about, or is cut. Wanted is {', '.join(names)}."
        return wanted.judgement("cannot tell", f"{sentence} Paste it with the line of the command.")
    own = [item for item in found if _is(item[0], names)]
    if not own:
        others = ", ".join(dict.fromkeys(name for name, *_ in found))
        sentence = f"The text is for the service {others}. Wanted is {', '.join(names)}."
        return wanted.judgement("another command", sentence, values=values, lines=lines)
    bad = [f"{name} is {state}" for name, state, runs, _ in own if not runs]
    if bad:
        absent = all(state == NOT_INSTALLED for _, state, runs, _ in own if not runs)
        way = "Install it first" if absent else "Start it, and read its log"
        told = f"The service {bad[0]}" if len(bad) == 1 else f"Not all services run: {'; '.join(bad)}"
        sentence = f"{told}. {way}."
        return wanted.judgement("not proved", sentence, values=values, lines=lines)
    missing = [name for name in names if not any(_is(item[0], (name,)) for item in own)]
    if missing:
        sentence = f"Nothing is said of {', '.join(missing)}. Paste its status, too."
        return wanted.judgement("cannot tell", sentence, values=values, lines=lines)
    sentence = f"The service {names[0]} runs." if len(names) == 1 else f"The services {', '.join(names)} run."
    return wanted.judgement("proved", sentence, values=values, lines=lines)


def _is(name: str, names: tuple[str, ...]) -> bool:
    plain = name.casefold().removesuffix(".service")
    return any(plain == wanted.casefold().removesuffix(".service") for wanted in names)


def _services(text: str) -> Iterator[tuple[str, str, bool, str]]:
    """Yield name, state, whether it runs, and the line."""
    lines = text.split("\n")
    yield from _systemctl(lines)
    yield from _windows(lines)
    yield from _powershell(lines)


def _systemctl(lines: list[str]) -> Iterator[tuple[str, str, bool, str]]:
    unit = ""
    for index, line in enumerate(lines):
        named = _UNIT.match(line)
        unit = named[1] if named else unit
        state = _ACTIVE.match(line)
        if state and unit:
            runs = state[1] == "active" and state[2] in ("running", None)
            yield unit, f"{state[1]} ({state[2]})" if state[2] else state[1], runs, line.strip()
            unit = ""
        listed = _LISTED.match(line)
        if listed:
            yield listed[1], f"{listed[3]} ({listed[4]})", (listed[3], listed[4]) == ("active", "running"), line.strip()
        older = _OLDER.match(line)
        if older:
            yield older[1], older[2], older[2] == "running", line.strip()
        missing = _NOT_FOUND.match(line.strip())
        if missing:
            yield missing[1], NOT_INSTALLED, False, line
        asked = _ASKED.search(line.strip())
        if asked:
            for name, answer in zip(asked[1].split(), lines[index + 1 :], strict=False):
                if _STATE.match(answer.strip()):
                    yield name, answer.strip(), answer.strip() == "active", answer


def _windows(lines: list[str]) -> Iterator[tuple[str, str, bool, str]]:
    name = ""
    for line in lines:
        named = _SC_NAME.match(line)
        name = named[1] if named else name
        state = _SC_STATE.match(line)
        if state and name:
            yield name, state[2].lower(), state[1] == "4" and state[2] == "RUNNING", line
            name = ""


def _powershell(lines: list[str]) -> Iterator[tuple[str, str, bool, str]]:
    in_table, told = False, {}
    for line in lines:
        in_table = in_table or _GET_HEAD.match(line) is not None
        found = _GET.match(line)
        if in_table and found:
            yield found[2], found[1].lower(), found[1] == "Running", line
        field = _GET_FIELD.match(line)
        if field:
            told[field[1]] = field[2]
            if len(told) > 1:
                yield told["Name"], told["Status"].lower(), told["Status"] == "Running", line
                told = {}
