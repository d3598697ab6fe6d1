"""A judgement as the page shows it."""

from collections.abc import Collection
from dataclasses import asdict
from html import escape
from typing import Any

from calculators.answers.render import code
from calculators.catalog import Catalog
from calculators.proofs.model import Judgement, Value


def replied(judgement: Judgement, catalog: Catalog, text: str = "") -> dict[str, Any]:
    """Return a judgement of a text as plain values, with its HTML."""
    found = asdict(judgement)
    title = next((proof.title for proof in catalog.proofs if proof.id == judgement.proof), "")
    return {**found, "title": title, "html": to_html(judgement, text)}


def to_html(judgement: Judgement, text: str = "") -> str:
    """Return a judgement as HTML without blank lines: the verdict with its sentence, what was read, and where.

    What stands like that in the text that was judged is marked as what nobody translates.
    """
    own = set(text.split())
    label = f"<strong>{judgement.verdict.capitalize()}.</strong>"
    kind = judgement.verdict.replace(" ", "-")
    parts = [f'<p class="hb-proof-verdict" data-verdict="{kind}">{label} {code(judgement.sentence)}</p>']
    if judgement.values:
        parts.append(_values(judgement.values, own))
    if judgement.rows:
        head, *rows = judgement.rows
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
        body = "".join("<tr>" + "".join(f"<td>{_cell(cell, own)}</td>" for cell in row) + "</tr>" for row in rows)
        parts.append(
            f'<div class="hb-proof-rows"><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'
        )
    if judgement.lines:
        lines = escape("\n".join(judgement.lines))
        parts.append(
            f'<details class="hb-proof-lines"><summary>Lines it was read from</summary><pre>{lines}</pre></details>'
        )
    return "\n".join(parts)


def to_text(judgement: Judgement) -> str:
    """Return a judgement as lines of text."""
    lines = [f"{judgement.verdict.capitalize()}. {judgement.sentence}"]
    for value in judgement.values:
        wanted = f", wanted: {value.wanted}" if value.wanted else ""
        lines.append(f"{value.label}: {value.value}{wanted}")
    lines += ["\t".join(row) for row in judgement.rows]
    lines += [f"For the project: {offer.label} {offer.told}, measured: {offer.source}" for offer in judgement.offers]
    return "\n".join(lines) + "\n"


def _cell(cell: str, own: Collection[str]) -> str:
    return f'<bdi translate="no">{escape(cell)}</bdi>' if cell in own else escape(cell)


def _values(values: tuple[Value, ...], own: Collection[str]) -> str:
    rows = []
    for value in values:
        held = f' data-holds="{"yes" if value.holds else "no"}"' if value.holds is not None else ""
        wanted = f' <span class="hb-proof-wanted">wanted: {escape(value.wanted)}</span>' if value.wanted else ""
        rows.append(f"<dt>{escape(value.label)}</dt><dd{held}>{_cell(value.value, own)}{wanted}</dd>")
    return f'<dl class="hb-proof-values">{"".join(rows)}</dl>'
