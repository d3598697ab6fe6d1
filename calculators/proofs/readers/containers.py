"""Whether all containers run: `hmctl status`, `docker-compose ps`, `docker ps -a` and `podman ps -a`.

The documentation of the console names the words of the state: `Up` and `Up (healthy)` are well, `Exit` and `Restarting`
are not.
"""

import re
from dataclasses import dataclass

from calculators.proofs.model import Claim, Judgement
from calculators.proofs.tasks import named
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "hmctl status, docker-compose ps or docker ps"

_DOCKER_HEAD = re.compile(r"^CONTAINER ID +IMAGE +COMMAND +CREATED +STATUS", re.MULTILINE)
_COMPOSE_HEAD = re.compile(
    r"^ *(?:Name +Command +State|NAME +(?:IMAGE +)?COMMAND +(?:SERVICE|STATE|STATUS))", re.MULTILINE
)
# The second edition of compose leaves out what has stopped, as docker itself does.
_SECOND_HEAD = re.compile(r"^NAME +(?:IMAGE +)?COMMAND +SERVICE", re.MULTILINE)
_ERROR = re.compile(r"^(?:ERROR|Error)\b[^\n]*|^[^\n]*Cannot connect to the Docker daemon[^\n]*", re.MULTILINE)
_RULE = re.compile(r"^-{20,}$", re.MULTILINE)
_ALL = re.compile(r"\b(?:docker|podman)\b[^\n]* (?:ps|ls) [^\n]*(?:-a\b|--all\b|-\w*a)")
_STATE = re.compile(
    r"\s{2,}(?P<state>Up\b[^\n]*?(?=\s{2,}|\s*$)|"
    r"(?:Exit(?:ed)?(?: \(?-?\d+\)?)?|Restarting|Created|Paused|Dead|Removal In Progress)\b)"
)
_HEALTH = re.compile(r"\((healthy|unhealthy|health: \w+|Paused)\)")


@dataclass(frozen=True, slots=True)
class Container:
    """A container, as a line shows it."""

    name: str
    state: str
    well: bool | None
    """None while its health is not known yet."""
    line: str


def recognise(text: str) -> Claim:
    """Return how sure it is that a text lists containers."""
    if _DOCKER_HEAD.search(text) or _COMPOSE_HEAD.search(text):
        return "sure"
    if "Cannot connect to the Docker daemon" in text:
        return "sure"
    return "likely" if len(_containers(text)) > 1 and _RULE.search(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether all containers of a list run."""
    found = _containers(text)
    rows = (("Container", "State"), *((item.name, item.state) for item in found)) if found else ()
    error = _ERROR.search(text)
    if not found:
        if error:
            return wanted.judgement("not proved", f"No container was listed: `{shown(error[0])}`. Start Docker there.")
        return wanted.judgement("cannot tell", "No container is listed: the output is cut, or nothing runs here.")
    bad = [item for item in found if item.well is False]
    if bad:
        told = named([f"{item.name} ({item.state})" for item in bad])
        sentence = f"{len(bad)} of {len(found)} containers do not run well: {told}. Read their logs."
        return wanted.judgement("not proved", sentence, rows=rows, lines=tuple(shown(item.line) for item in bad))
    starting = [item.name for item in found if item.well is None]
    if starting:
        sentence = f"The health of {', '.join(starting)} is not known yet. Wait a minute, and run it again."
        return wanted.judgement("cannot tell", sentence, rows=rows)
    if error:
        told = f"The containers in the list run, but the text has an error, too: `{shown(error[0])}`."
        sentence = f"{told} Mend it first."
        return wanted.judgement("cannot tell", sentence, rows=rows)
    if (_DOCKER_HEAD.search(text) or _SECOND_HEAD.search(text)) and not _ALL.search(text):
        sentence = (
            f"All {len(found)} containers in the list run, but `docker ps` leaves out those that stopped. Run "
            "`hmctl status`, or paste `docker ps -a` or `docker compose ps -a` with the line of the command."
        )
        return wanted.judgement("cannot tell", sentence, rows=rows)
    if not (_DOCKER_HEAD.search(text) or _COMPOSE_HEAD.search(text)):
        sentence = "The head of the list is missing: the output is cut. Paste all of it."
        return wanted.judgement("cannot tell", sentence, rows=rows)
    missing = [name for name in wanted.proof.services if not any(_is(item.name, name) for item in found)]
    if missing:
        sentence = (
            f"All {len(found)} containers run, but there is no {named(missing)} among them: is this the right host?"
        )
        return wanted.judgement("cannot tell", sentence, rows=rows)
    return wanted.judgement("proved", f"All {len(found)} containers run.", rows=rows)


def _is(name: str, wanted: str) -> bool:
    """Return whether a container is of a service: compose puts the folder before its name, and a number behind it."""
    return wanted in re.split(r"[_\W]+|(?<=\D)-(?=\d)", name)


def _containers(text: str) -> list[Container]:
    found = []
    for line in text.split("\n"):
        state = _STATE.search(line)
        if state is None or not line.strip() or line.lstrip() != line:
            continue
        words = line.split()
        name = words[-1] if re.match(r"[0-9a-f]{12}\s", line) else words[0]
        told = state["state"].strip()
        health = _HEALTH.search(told)
        well: bool | None = told.startswith("Up") and (health is None or health[1] == "healthy")
        if told.startswith("Up") and health and health[1].startswith("health: "):
            well = None
        found.append(Container(name, told, well, line))
    return found
