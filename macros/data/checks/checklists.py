"""Whether steps, checklists and practices belong together."""

from itertools import pairwise
from pathlib import Path

from calculators.checklist.steps import applies
from macros.data.checks.rule import Check, Found, advice
from macros.data.loader import Data


def _steps(data: Data, root: Path) -> Found:
    file = data.files["checklists.yaml"]
    phases = {phase.id: phase for phase in data.checklists.phases}
    for index, step in enumerate(data.checklists.steps):
        if step.phase not in phases:
            message = f"there is no phase '{step.phase}'.{advice(step.phase, phases)}"
            yield file, ("steps", index, "phase"), message
        elif phases[step.phase].direction != step.direction:
            message = f"the phase '{step.phase}' belongs to the other direction."
            yield file, ("steps", index, "phase"), message
        if not any(form.direction == step.direction and applies(step, form) for form in data.checklists.forms):
            yield file, ("steps", index), f"no checklist uses the step '{step.id}'."
    used = {step.phase for step in data.checklists.steps}
    for index, phase in enumerate(data.checklists.phases):
        if phase.id not in used:
            yield file, ("phases", index), f"no step belongs to the phase '{phase.id}'."

    order = [phase.id for phase in data.checklists.phases]
    for index, phase in enumerate(data.checklists.phases):
        for place, name in enumerate(phase.after):
            at = ("phases", index, "after", place)
            if name not in phases:
                yield file, at, f"there is no phase '{name}'.{advice(name, phases)}"
            elif order.index(name) >= index or phases[name].direction != phase.direction:
                yield file, at, f"the phase '{name}' does not stand before this one, so nobody could wait for it."
    places = [order.index(step.phase) if step.phase in order else len(order) for step in data.checklists.steps]
    for index, (before, place) in enumerate(pairwise(places), 1):
        if place < before < len(order):
            message = "the step stands behind steps of later phases, so its number would not follow."
            yield file, ("steps", index), message


def _combinations(data: Data, root: Path) -> Found:
    file = data.files["checklists.yaml"]
    found = data.checklists
    platforms = {platform.id for platform in found.platforms}
    documents = {document.id for document in data.documents}
    seen: dict[tuple[str, ...], str] = {}
    for index, form in enumerate(found.forms):
        if form.platform not in platforms:
            message = f"there is no platform '{form.platform}'.{advice(form.platform, platforms)}"
            yield file, ("forms", index, "platform"), message
        key = (form.direction, form.platform, form.site, form.storage, form.network)
        if key in seen:
            yield file, ("forms", index), f"the checklist '{seen[key]}' is for the same combination."
        seen[key] = form.id
    for index, platform in enumerate(found.platforms):
        if platform.id not in {form.platform for form in found.forms}:
            yield file, ("platforms", index), f"no checklist is for the platform '{platform.id}'."
        for place, name in enumerate(platform.documents):
            if name not in documents:
                message = f"there is no document '{name}' in data/documents.yaml.{advice(name, documents)}"
                yield file, ("platforms", index, "documents", place), message


def _topics(data: Data, root: Path) -> Found:
    file = data.files["operations.yaml"]
    topics = {topic.id for topic in data.operations.topics}
    for index, practice in enumerate(data.operations.practices):
        if practice.topic not in topics:
            message = f"there is no topic '{practice.topic}'.{advice(practice.topic, topics)}"
            yield file, ("practices", index, "topic"), message
    used = {practice.topic for practice in data.operations.practices}
    for index, topic in enumerate(data.operations.topics):
        if topic.id not in used:
            yield file, ("topics", index), f"no practice belongs to the topic '{topic.id}'."


CHECKS = (
    Check("steps belong to a phase and a checklist", _steps, "file"),
    Check("every checklist is for a combination of its own", _combinations, "file"),
    Check("practices belong to a topic", _topics, "file"),
)
