"""Whether runbooks can be worked through: known roles, a declaration and a way out, and words that are filled."""

import re
from pathlib import Path

from calculators.records.runbook import PLACES
from macros.data.checks.rule import Check, Found, advice
from macros.data.loader import Data

FILE = "runbooks.yaml"
NAMED = re.compile(r"(?<!\{)\{([\w -]+)\}(?!\})")
TEXTS = ("title", "trigger", "action", "proof", "fallback", "restored_when", "summary", "text", "does")


def _steps(data: Data, root: Path) -> Found:
    file, found = data.files[FILE], data.runbooks
    roles = {role.id for role in found.roles}
    for index, step in enumerate(found.steps):
        if step.owner not in roles:
            yield file, ("steps", index, "owner"), f"there is no role '{step.owner}'.{advice(step.owner, roles)}"
        if not step.id.startswith(f"{step.kind}-"):
            yield file, ("steps", index, "id"), f"it must begin with '{step.kind}-', the runbook that it belongs to."
        if step.takes is not None and step.minutes is not None:
            message = f"the engine knows the minutes of '{step.takes}'. Take one of `takes` and `minutes` away."
            yield file, ("steps", index, "minutes"), message
    owners = {step.owner for step in found.steps}
    for index, role in enumerate(found.roles):
        if role.id not in owners and role.id != "vendor":
            yield file, ("roles", index), f"no step belongs to the role '{role.id}'."
    for index, kind in enumerate(found.kinds):
        decisions = {step.decision for step in found.steps if step.kind == kind.id}
        wanted = {"declare"} if kind.id == "rollback" else {"declare", "abort"}
        for missing in sorted(wanted - decisions):
            yield file, ("kinds", index), f"no step of '{kind.id}' has the decision '{missing}'."


def _words(data: Data, root: Path) -> Found:
    file = data.files[FILE]
    for part in ("kinds", "steps", "messages"):
        for index, record in enumerate(getattr(data.runbooks, part)):
            for name in TEXTS:
                for word in NAMED.findall(getattr(record, name, None) or ""):
                    if word not in PLACES:
                        message = (
                            f"nothing fills '{{{word}}}'.{advice(word, set(PLACES))} Allowed: {', '.join(PLACES)}."
                        )
                        yield file, (part, index, name), message


CHECKS = (
    Check("steps of runbooks belong to a role and a runbook that can be declared and given up", _steps, "file"),
    Check("words in braces of runbooks are filled from the project", _words, "file"),
)
