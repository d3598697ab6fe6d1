"""What proves a step: commands, what they print, and a box that judges what is pasted."""

from markupsafe import Markup, escape

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


def proof_table(view: View) -> Markup:
    """Return every proof with its commands and what they print then, what is read of it, and where it was read."""
    return view.records(
        "Outputs that are judged",
        ("Proves", "Command, and what it prints then", "What is read", "Source"),
        view.data.proofs,
        lambda proof: (proof.title, outputs(proof), proof.reads, view.cite(proof.source)),
    )


def outputs(proof: Proof) -> Markup:
    """Return the commands whose output proves something, each with what it prints then."""
    return Markup("").join(
        Markup("<p>") + text(item.system) + Markup(": <code>") + escape(item.command) + Markup("</code></p>")
        + Markup('<pre tabindex="0">') + escape(item.expected) + Markup("</pre>")
        for item in proof.commands
    )  # fmt: skip


def _named(view: View, name: str) -> Proof:
    return next(proof for proof in view.data.proofs if proof.id == name)
