"""What proves a step: commands, what they print, and a box that judges what is pasted."""

from html import escape

from markupsafe import Markup

from calculators.records.proofs import Proof
from macros.pages.view import View, joined, text


def proof_box(view: View, name: str = "", words: str = "Paste the output") -> Markup:
    """Return a box for pasted output: of one proof, or with no name of whatever printed it."""
    if name:
        _named(view, name)
    return Markup(
        f'<hb-proof proof="{escape(name)}" data-words="{escape(words)}" runtime="{view.base}{view.runtime}/" '
        f'worker="{view.base}assets/python/worker.mjs"><p class="hb-quiet">Judging a pasted output needs '
        "JavaScript, which is off or did not arrive.</p></hb-proof>"
    )


def proof_list(view: View, *names: str) -> Markup:
    """Return proofs with what is read of their output, an entry each."""
    return view.entries(
        (_named(view, name) for name in names),
        lambda proof: joined(
            Markup("<b>") + text(proof.title) + Markup(".</b>"), proof.reads, view.cited(proof.source)
        ),
        "What can be judged",
    )


def _named(view: View, name: str) -> Proof:
    return next(proof for proof in view.data.proofs if proof.id == name)
