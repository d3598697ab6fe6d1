"""Whether ports answer: `ssh -v`, `nc`, `ncat`, `telnet`, `Test-NetConnection`, `curl -v` and `nmap`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calculators.proofs.model import Claim, Judgement, Value, Verdict
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "ssh -v, nc, telnet, Test-NetConnection or curl -v"
OUTCOMES = {True: "answers", False: "does not answer", None: "not known, the text ends before"}

_SAID = (
    # One line says host, port and outcome.
    (re.compile(r"^Connection to (\S+) (?:\(\S+\) )?(?:port )?(\d+) (?:port )?\[\w+/[^\]]*\] succeeded!"), True),
    (re.compile(r"^nc: connect to (\S+) (?:\(\S+\) )?port (\d+) \(tcp\) failed:"), False),
    (re.compile(r"^nc: connectx? to (\S+) port (\d+)[^\n]* failed:"), False),
    (re.compile(r"^Ncat: Connected to ([^\s:]+|\[?[\da-f:]+\]?):(\d+)\.$"), True),
    (re.compile(r"^(\S+) \[[\d.]+\] (\d+) (?:\(\S+\) )?open"), True),
    (re.compile(r"^(\S+) \[[\d.]+\] (\d+) (?:\(\S+\) )?: Connection (?:refused|timed out)"), False),
    (re.compile(r"^\* (?:Connected|Established connection) to (\S+) \([^)]*\) port (\d+)"), True),
    (re.compile(r"^curl: \(\d+\) Failed to connect to (\S+) port (\d+)"), False),
    (re.compile(r"^(?:ssh: |debug1: )?connect to (?:host|address) (\S+) port (\d+):"), False),
    (re.compile(r"^(?:Connecting To|正在连接) ?(\S+?)\.\.\.[^\n]*(?:port|端口) ?(\d+)\s*[:：]", re.IGNORECASE), False),
    (re.compile(r"TCP connect to \(?(\S+) ?: ?(\d+)\) failed"), False),
)
_SSH_TRY = re.compile(r"^debug1: Connecting to (\S+) (?:\[([^\]]*)\] )?port (\d+)\.?$")
_SSH_DONE = re.compile(r"^debug1: Connection established\.?$")
_FIELD = re.compile(r"^(ComputerName|RemoteAddress|RemotePort|TcpTestSucceeded) *: *(\S*)")
_TELNET = re.compile(r"(?:^|[\s>])telnet(?:\.exe)? +(\S+) +(\d+)\s*$")
_TELNET_DONE = re.compile(r"^Connected to (\S+?)\.?$")
_TELNET_NOT = re.compile(r"^telnet: (?:Unable to connect|connect to address|could not resolve)")
_NMAP_HOST = re.compile(r"^Nmap scan report for (\S+)")
_NMAP = re.compile(r"^(\d+)/tcp +(open|closed|filtered|open\|filtered)\b")


@dataclass(frozen=True, slots=True)
class Tried:
    """A port that was tried."""

    host: str
    port: int | None
    """None where the text does not say which one."""
    answers: bool | None
    """None where the text ends before it is known."""
    line: str


def recognise(text: str) -> Claim:
    """Return how sure it is that a text says which ports answer."""
    return "sure" if _tried(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return what a text says of the wanted ports."""
    tried = _tried(text)
    values = tuple(
        Value(
            label=f"Port {item.port}" if item.port else "A port",
            value=f"{item.host}: {OUTCOMES[item.answers]}",
            holds=item.answers if item.port in wanted.proof.ports else None,
        )
        for item in tried
    )
    verdict, sentence = _verdict(tried, wanted)
    lines = tuple(dict.fromkeys(shown(item.line) for item in tried))
    return wanted.judgement(verdict, sentence, values=values, lines=lines)


def _verdict(tried: list[Tried], wanted: Wanted) -> tuple[Verdict, str]:
    ports = wanted.proof.ports
    own = [item for item in tried if item.port in ports]
    if not own:
        named = sorted({item.port for item in tried if item.port})
        if not named:
            return "cannot tell", "The text does not say which port was tried. Paste it with the line of the command."
        told = f"The text is about port {', '.join(map(str, named))}"
        return "another command", f"{told}. Wanted is {_ports(ports).lower()}."
    other = wanted.other_host({item.host for item in own})
    if other:
        return "another command", other
    shut = sorted({item.port for item in own if item.answers is False and item.port})
    if shut:
        answer = "does not answer" if len(shut) == 1 else "do not answer"
        return "not proved", f"{_ports(shut)} {answer}. Check firewall, security group and route."
    open_ports = {item.port for item in own if item.answers} - {item.port for item in own if item.answers is None}
    missing = [port for port in ports if port not in open_ports]
    if missing:
        also = "it" if len(missing) == 1 else "them"
        told = f"Nothing is said of {_ports(missing).lower()}. Try {also} too, and paste all outputs together."
        return "cannot tell", told
    if wanted.proof.host and wanted.apart({item.host for item in own}):
        sentence = f"The ports are of {', '.join(sorted({item.host for item in own}))}. Try all of them at one host."
        return "cannot tell", sentence
    return "proved", _answering(own, ports)


def _answering(own: list[Tried], ports: Sequence[int]) -> str:
    """Return which ports of which hosts answer: a host counts for the ports that were tried on it, for no other one."""
    hosts = list(dict.fromkeys(item.host for item in own))
    if any({item.port for item in own if item.host == host} < {*ports} for host in hosts):
        return f"All answer: {', '.join(f'{item.host}:{item.port}' for item in own)}."
    return f"{_ports(ports)} of {', '.join(hosts)} {'answers' if len(ports) == 1 else 'answer'}."


def _ports(ports: Sequence[int]) -> str:
    return f"{'Port' if len(ports) == 1 else 'Ports'} {' and '.join(map(str, ports))}"


def _tried(text: str) -> list[Tried]:
    lines = text.split("\n")
    found = [*_lines(lines), *_ssh(lines), *_powershell(lines), *_telnet(lines), *_nmap(lines)]
    # `ssh -v` says twice that it was refused.
    return list({(item.host, item.port, item.answers): item for item in found}.values())


def _lines(lines: list[str]) -> Iterator[Tried]:
    for line in lines:
        for pattern, answers in _SAID:
            found = pattern.search(line.strip())
            if found:
                yield Tried(found[1].strip("[]"), int(found[2]), answers, line)
                break


def _ssh(lines: list[str]) -> Iterator[Tried]:
    """Yield connections that `ssh -v` tried: the next line about one says how it went."""
    waiting: Tried | None = None
    for line in lines:
        found = _SSH_TRY.match(line.strip())
        if found:
            if waiting:
                yield waiting
            waiting = Tried(found[2] or found[1], int(found[3]), None, line)
        elif waiting and _SSH_DONE.match(line.strip()):
            yield Tried(waiting.host, waiting.port, True, f"{waiting.line} {line.strip()}")
            waiting = None
        elif waiting and re.search(r"connect to (?:host|address) ", line):
            waiting = None
    if waiting:
        yield waiting


def _powershell(lines: list[str]) -> Iterator[Tried]:
    told: dict[str, str] = {}
    for line in lines:
        found = _FIELD.match(line.strip())
        if found:
            told[found[1]] = found[2]
        if found and found[1] == "TcpTestSucceeded":
            port = told.get("RemotePort", "")
            answers = {"true": True, "false": False}.get(found[2].casefold())
            host = told.get("RemoteAddress") or told.get("ComputerName", "")
            yield Tried(host, int(port) if port.isdigit() else None, answers, line)
            told = {}


def _telnet(lines: list[str]) -> Iterator[Tried]:
    host, port = "", None
    for line in lines:
        asked = _TELNET.search(line)
        if asked:
            host, port = asked[1], int(asked[2])
        done = _TELNET_DONE.match(line.strip())
        if done and any(other.startswith("Escape character is") for other in lines):
            yield Tried(done[1], port, True, line)
            port = None
        elif _TELNET_NOT.match(line.strip()):
            yield Tried(host, port, False, line)
            port = None


def _nmap(lines: list[str]) -> Iterator[Tried]:
    host = ""
    for line in lines:
        named = _NMAP_HOST.match(line)
        host = named[1] if named else host
        found = _NMAP.match(line)
        if found and host:
            yield Tried(host, int(found[1]), found[2] == "open", line)
