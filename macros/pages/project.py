"""The page of a project: what each calculator says of it, its questions, and the page for the customer.

The build shows the sample. docs/assets/glance/page.mjs puts the reader's project in its place.
"""

import json
from html import escape
from typing import Any

from markupsafe import Markup

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.project import Project, open_questions, replied, sample, write
from calculators.records.form import Field, Group
from macros.pages.view import View, text

PAGES = {
    "qualification": "qualify.md",
    "rpo_bandwidth": "rpo-rto.md#calculator",
    "replay": "replay.md#calculator",
    "recovery_time": "recovery-time.md#calculator",
    "components": "components.md",
    "kernels": "kernels.md",
    "plan": "plan.md#calculator",
}
"""Where each calculator stands."""
ABOUT = ("name", "customer", "notes")
"""Values that nobody is without."""


def project_glance(view: View) -> Markup:
    """Return what each calculator says of the sample, a line each, and the ways to a project of the reader's own."""
    catalog = view.data.catalog
    said = _replied(catalog, "lines", view.base)
    empty = write(Project(id=""), catalog)
    verdict = said["verdict"]
    lines = "\n".join(_line(view, line) for line in said["lines"])
    return Markup(
        f'<div class="hb-live">\n<hb-glance runtime="{view.base}{view.runtime}/" base="{view.base}" '
        f'worker="{view.base}assets/python/worker.mjs" data-empty="{_packed(empty)}" '
        f'data-sample="{_packed(write(sample(catalog), catalog))}">\n'
        '<p class="hb-noscript">A project of your own needs JavaScript, which is off or did not arrive. '
        "What stands here is a sample: it was invented.</p>\n"
        '<div class="hb-start" id="new"></div>\n<div class="hb-told" role="status"></div>\n'
        '<p class="hb-starting hb-quiet" id="open"></p>\n'
        '<section class="hb-glance" id="sample" aria-label="The project at a glance">\n'
        f'<p class="hb-glance-title">{escape(said["title"])}</p>\n'
        f'<div class="hb-verdict hb-{verdict["level"]}">'
        f'<h3 class="hb-verdict-label">{escape(verdict["label"])}</h3>'
        f"<p>{escape(verdict['text'])}</p></div>\n"
        f'<ul class="hb-lines">\n{lines}\n</ul>\n<div class="hb-wrong"></div>\n<div class="hb-ask-next"></div>\n'
        "</section>\n</hb-glance>\n</div>"
    )


def _replied(catalog: Catalog, wanted: str, base: str) -> Any:
    return replied({"text": write(sample(catalog), catalog), "wanted": [wanted]}, catalog, base)[wanted]


def _packed(project: str) -> str:
    return escape(json.dumps(json.loads(project), ensure_ascii=False, separators=(",", ":")))


def _line(view: View, line: dict[str, Any]) -> str:
    """Return what a calculator says, as docs/assets/glance/lines.mjs writes it too."""
    level, label = ("example", "Not answered yet") if line["example"] else (line["level"], line["label"])
    figures = "" if line["example"] else "".join(_figure(**figure) for figure in line["figures"])
    assumed = "" if line["example"] else f"{line['assumed']} of {line['given']} assumed"
    return (
        f'<li class="hb-said" data-calculator="{line["calculator"]}">'
        f'<a href="{escape(view.url(PAGES[line["calculator"]]))}">{escape(line["title"])}</a>'
        f'<span class="hb-badge hb-{level}">{escape(label)}</span>'
        f'<span class="hb-line-figures">{figures}</span><span class="hb-quiet">{assumed}</span></li>'
    )


def _figure(label: str, value: str) -> str:
    return f"<span>{escape(label)} <b>{escape(value)}</b></span>"


def project_questions(view: View) -> Markup:
    """Return everything that a project says once as a form, with why it is asked and what counts until it is known."""
    catalog = view.data.catalog
    assumed = {item.field.id: item.taken for item in open_questions(Project(id=""), catalog)}
    units = {field.unit_from for field in fields(catalog.project) if field.unit_from}
    groups = "\n".join(_group(catalog, group, units, assumed) for group in catalog.project.groups)
    return Markup(
        f'<form class="hb-form hb-questions" novalidate hidden aria-label="{escape(catalog.project.title)}">\n'
        f"{groups}\n</form>\n"
        '<p class="hb-noscript">The questions need JavaScript.</p>'
    )


def _group(catalog: Catalog, group: Group, units: set[str], assumed: dict[str, str]) -> str:
    known = {field.id: field for field in fields(catalog.project)}
    first: dict[str, str] = {}
    for field in fields(catalog.project):
        first.setdefault(field.unit_from or "", field.id)

    def shown(field: Field) -> str:
        unit = known[field.unit_from] if field.unit_from and first[field.unit_from] == field.id else None
        return _question(field, unit, assumed.get(field.id, ""))

    asked = [field for field in group.fields if field.id not in units]
    # What moves answers says why it is asked; the rest is for those who know it.
    front = [field for field in asked if field.why or field.id in ABOUT]
    behind = [field for field in asked if field not in front]
    parts = [f'<div class="hb-fields">\n{"\n".join(map(shown, front))}\n</div>'] if front else []
    if behind:
        names = ", ".join(field.label for field in behind)
        parts.append(
            f'<details class="hb-group"><summary>More: {escape(names)}</summary>\n'
            f'<div class="hb-fields">\n{"\n".join(map(shown, behind))}\n</div></details>'
        )
    return f'<fieldset class="hb-group"><legend>{escape(group.title)}</legend>\n{"\n".join(parts)}</fieldset>'


def _question(field: Field, unit: Field | None, assumed: str) -> str:
    ident = f"project-{field.id}"
    wide = " hb-wide" if field.lines is not None and field.lines > 1 and field.id not in ABOUT else ""
    then = assumed or (field.assumed or "Nothing is assumed: it stays open.")
    label = escape(field.label)
    doubt = (
        ""
        if field.id in ABOUT
        else (
            f'<button type="button" class="hb-unknown" aria-pressed="false" aria-label="Don\'t know: {label}">'
            "Don't know</button>"
            f'<label class="hb-measured" hidden><input type="checkbox" name="{field.id}-measured" '
            f'aria-label="Measured: {label}"> measured</label><span class="hb-origin"></span>'
        )
    )
    why = f"<p><b>Why we ask.</b> {text(field.why)}</p>" if field.why else ""
    asks = "Why we ask" if field.why else "Help"
    return (
        f'<div class="hb-field{wide}" data-value="{field.id}">\n<label for="{ident}">{label}</label>\n'
        f'<div class="hb-input">{_control(ident, field, unit)}</div>\n'
        f'<div class="hb-known">{doubt}<details class="hb-why"><summary aria-label="{asks}: {label}">{asks}</summary>'
        f"{why}<p>{text(field.help)}</p></details></div>\n"
        f'<p class="hb-then" id="{ident}-then" hidden>Until somebody knows: {text(then)}</p>\n'
        f'<p class="hb-problem" id="{ident}-problem" hidden></p>\n</div>'
    )


def _control(ident: str, field: Field, unit: Field | None) -> str:
    """Return what takes a value. It starts empty: what is not said must not look said."""
    told = "" if unit else field.unit or ("in the same unit" if field.unit_from else "")
    measured = f"{ident}-unit " if told and field.lines is None and not field.choices else ""
    named = f'id="{ident}" name="{field.id}" aria-describedby="{measured}{ident}-then {ident}-problem"'
    typed = 'autocomplete="off" autocapitalize="off" spellcheck="false"'
    if field.choices:
        return f'<select {named}><option value="">Not said yet</option>{_options(field, "")}</select>'
    if field.lines is not None and field.lines > 1:
        return f'<textarea {named} rows="3" {typed}></textarea>'
    if field.lines is not None:
        return f'<input {named} type="text" {typed}>'
    shared = f' data-unit="{field.unit_from}"' if field.unit_from else ""
    control = f'<input {named}{shared} type="text" inputmode="decimal" {typed}>'
    if unit:
        chosen = _options(unit, str(unit.default))
        return f'{control}<select name="{unit.id}" aria-label="{escape(unit.label)}">{chosen}</select>'
    return f'{control}<span class="hb-unit" id="{ident}-unit">{escape(told)}</span>' if told else control


def _options(field: Field, chosen: str) -> str:
    return "".join(
        f'<option value="{escape(choice.id)}"{" selected" if choice.id == chosen else ""}>'
        f"{escape(choice.label)}</option>"
        for choice in field.choices
    )


def project_decisions(view: View) -> Markup:
    """Return the place of what was decided, which docs/assets/glance/decisions.mjs fills."""
    return Markup(
        '<section class="hb-decisions" aria-label="Decisions"></section>\n'
        '<p class="hb-noscript">Decisions need JavaScript.</p>'
    )


def project_page(view: View) -> Markup:
    """Return the page for the customer of the sample, and where the ways to take it along stand."""
    page = _replied(view.data.catalog, "page", view.base)
    return Markup(
        '<div class="hb-actions hb-outgoing"></div>\n'
        f'<section class="hb-answer hb-customer" aria-label="The page for the customer">\n{page}\n</section>'
    )
