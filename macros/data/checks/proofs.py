"""Whether steps name proofs that there are, and limits are one thing each."""

from collections.abc import Iterator
from pathlib import Path

from calculators.answers.inputs import fields
from calculators.records.proofs import Proof, ProofLimit
from macros.data.checks.rule import Check, Found, advice
from macros.data.datafile import Location
from macros.data.findings import known_conditions
from macros.data.loader import Data


def _outputs(data: Data, root: Path) -> Found:
    known = {proof.id for proof in data.proofs}
    for name, key, outputs in (
        ("checklists.yaml", "steps", [step.outputs for step in data.checklists.steps]),
        ("operations.yaml", "criteria", [criterion.outputs for criterion in data.operations.criteria]),
    ):
        for index, named in enumerate(outputs):
            for place, output in enumerate(named):
                if output not in known:
                    message = f"there is no proof '{output}' in data/proofs.yaml.{advice(output, known)}"
                    yield data.files[name], (key, index, "outputs", place), message


def _limits(data: Data, root: Path) -> Found:
    file = data.files["proofs.yaml"]
    figures = {figure.id for figure in data.figures}
    said = {field.id for field in fields(data.project)}
    for index, proof in enumerate(data.proofs):
        for location, message in proof_problems(proof, figures, said):
            yield file, (index, *location), message


def proof_problems(proof: Proof, figures: set[str], said: set[str]) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the limits of a proof and with the values of the project that it names."""
    if proof.host is not None and proof.host not in said:
        yield ("host",), f"a project has no value '{proof.host}'.{advice(proof.host, said)}"
    for place, limit in enumerate(proof.limits):
        at = ("limits", place)
        if sum(item is not None for item in (limit.figure, limit.value, limit.project)) != 1:
            yield at, "a limit is either a 'figure', a 'value' with its unit and source, or a value of the 'project'."
        if limit.value is not None and limit.source is None:
            yield at, "a limit with a value of its own needs its 'source'."
        yield from _named(limit, at, figures, said)


def _named(limit: ProofLimit, at: Location, figures: set[str], said: set[str]) -> Iterator[tuple[Location, str]]:
    if limit.figure is not None and limit.figure not in figures:
        yield (*at, "figure"), f"there is no figure '{limit.figure}'.{advice(limit.figure, figures)}"
    if limit.project is not None and limit.project not in said:
        yield (*at, "project"), f"a project has no value '{limit.project}'.{advice(limit.project, said)}"


def _signs(data: Data, root: Path) -> Found:
    file, known = data.files["proofs.yaml"], known_conditions(data.sources, data.general_conditions)
    for index, proof in enumerate(data.proofs):
        for place, sign in enumerate(proof.signs):
            at = (index, "signs", place)
            if sign.condition not in known:
                yield (
                    file,
                    (*at, "condition"),
                    f"there is no condition '{sign.condition}'.{advice(sign.condition, known)}",
                )
            if sign.verdict is not None or sign.said or sign.remedy:
                yield file, at, "what a condition says is taken from there. Leave out 'verdict', 'said' and 'remedy'."


CHECKS = (
    Check("steps and criteria name proofs that there are", _outputs, frozenset({"proofs"})),
    Check("limits of proofs are one thing each", _limits, "file"),
    Check("signs of proofs name conditions that there are", _signs, frozenset({"proofs"})),
)
