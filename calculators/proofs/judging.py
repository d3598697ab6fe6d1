"""Which proof a text is for, and what it proves."""

from calculators.answers.inputs import RefusedError
from calculators.catalog import Catalog
from calculators.project import Project
from calculators.proofs.model import Judgement
from calculators.proofs.readers import READERS
from calculators.proofs.texts import MOST_LETTERS, cleaned, went_wrong
from calculators.proofs.wanted import Wanted
from calculators.records.proofs import Proof


class NoProofError(RefusedError, LookupError):
    """Raised for the id of a proof that this release does not have."""


def judged(name: str, text: str, project: Project, catalog: Catalog) -> Judgement:
    """Return what a text proves of a proof; with no name, of the proof whose command printed it.

    Raises NoProofError for a name that is none.
    """
    proof = _named(name, catalog) if name else None
    if len(text) > MOST_LETTERS:
        return _none(proof, f"This has {len(text)} letters; {MOST_LETTERS} are read. Paste the output of one command.")
    text = cleaned(text)
    if not text.strip():
        return _none(proof, "Nothing was pasted. Run the command, and paste all that it prints.")
    claims = {reader: module.recognise(text) for reader, module in READERS.items()}
    sure = [reader for reader, claim in claims.items() if claim == "sure"]
    if proof is None:
        return _any(sure or [reader for reader, claim in claims.items() if claim == "likely"], text, project, catalog)
    others = set(sure) - set(getattr(READERS[proof.reader], "ALSO", ()))
    if claims[proof.reader] == "no" or (claims[proof.reader] == "likely" and others):
        return _other(proof, sure, text)
    return READERS[proof.reader].judge(text, Wanted(proof=proof, project=project, catalog=catalog))


def _named(name: str, catalog: Catalog) -> Proof:
    for proof in catalog.proofs:
        if proof.id == name:
            return proof
    raise NoProofError(
        f"this release has no proof '{name}'. There are: {', '.join(item.id for item in catalog.proofs)}"
    )


def _none(proof: Proof | None, sentence: str) -> Judgement:
    return Judgement(proof=proof.id if proof else "", verdict="cannot tell", sentence=sentence)


def _other(proof: Proof, sure: list[str], text: str) -> Judgement:
    """Return why a text is not output of the command that is wanted."""
    wanted = READERS[proof.reader].TITLE
    if sure:
        titles = " and ".join(READERS[reader].TITLE for reader in sure)
        output = "" if titles.startswith("a ") else "the output of "
        sentence = f"This is {output}{titles}. Wanted is {wanted}."
        return Judgement(proof=proof.id, verdict="another command", sentence=sentence)
    reason = went_wrong(text) or (
        f"This is not read as output of {wanted}: it is cut, of another command, or in a language not known here."
    )
    return _none(proof, reason)


def _any(readers: list[str], text: str, project: Project, catalog: Catalog) -> Judgement:
    """Return what a text proves of the first proof of its command that it is about."""
    if not readers:
        commands = ", ".join(sorted({module.TITLE for module in READERS.values()}))
        return _none(None, went_wrong(text) or f"No command is known that prints this. Known are: {commands}.")
    covered = {other for reader in readers for other in getattr(READERS[reader], "ALSO", ())}
    if covered & set(readers):
        readers = [reader for reader in readers if reader in covered]
    if len(readers) > 1:
        titles = " and ".join(READERS[reader].TITLE for reader in readers)
        return _none(None, f"This text has output of several commands: {titles}. Paste one at a time.")
    found = [
        READERS[proof.reader].judge(text, Wanted(proof=proof, project=project, catalog=catalog))
        for proof in catalog.proofs
        if proof.reader == readers[0]
    ]
    # The strictest proof of a command says most, and stands first in the data.
    return next((item for item in found if item.verdict != "another command"), found[0])
