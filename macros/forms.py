"""Calculators on a page: the form, the default answer, and the decision as a walk without JavaScript."""

from html import escape

from markupsafe import Markup

from calculators import flows, render
from calculators.inputs import fields
from calculators.qualification import NAME as QUALIFICATION
from calculators.records.flow import Flow, Option, Question
from calculators.records.form import Field, Form
from calculators.registry import CALCULATORS, run
from macros.view import View, text


def calculator(view: View, name: str) -> Markup:
    """Return a calculator with its default answer; docs/assets/calculator.mjs brings it to life."""
    catalog = view.data.catalog
    form: Form = CALCULATORS[name].form(catalog)
    if name == QUALIFICATION:
        flow = catalog.flow(name)
        inputs = _questions(flow)
        instead = f'Without JavaScript, <a href="#walk-{flow.start}">decide step by step</a>.'
    else:
        inputs = _groups(form)
        instead = "Without JavaScript the answer below is for the values shown in the form."
    answer = render.to_html(run(name, {}, catalog), catalog, view.base)
    return Markup(
        # Markdown takes an unknown element for words and puts it into a paragraph, which would empty it.
        f'<div class="hb-live">\n<hb-calculator name="{name}" runtime="{view.base}{view.runtime}/" base="{view.base}" '
        f'worker="{view.base}assets/worker.mjs">\n'
        f'<form class="hb-form" novalidate aria-label="{escape(form.title)}">\n{inputs}\n</form>\n'
        f'<p class="hb-noscript">{instead}</p>\n'
        '<div class="hb-status" role="status" hidden></div>\n'
        f'<section class="hb-answer" aria-label="Answer">\n{answer}\n</section>\n</hb-calculator>\n</div>'
    )


def _groups(form: Form) -> str:
    units = {field.unit_from: field for field in fields(form) if field.unit_from}
    choosers = {field.id: field for field in fields(form)}
    parts = []
    for group in form.groups:
        tag, title = ("details", "summary") if group.folded else ("fieldset", "legend")
        body = "\n".join(
            _field(form.id, field, choosers.get(field.unit_from or ""))
            for field in group.fields
            if field.id not in units
        )
        parts.append(
            f'<{tag} class="hb-group"><{title}>{escape(group.title)}</{title}>\n'
            f'<div class="hb-fields">\n{body}\n</div></{tag}>'
        )
    return "\n".join(parts)


def _field(form: str, field: Field, unit: Field | None) -> str:
    ident = f"{form}-{field.id}"
    described = f'aria-describedby="{ident}-help {ident}-problem"'
    if field.choices:
        control = f'<select id="{ident}" name="{field.id}" {described}>{_choices(field)}</select>'
    else:
        value = "" if field.default is None else _plain(field.default)
        # On paper an empty input would show nothing but its unit.
        hint = f' placeholder="{escape(field.empty_means.partition(",")[0])}"' if field.empty_means else ""
        control = (
            f'<input id="{ident}" name="{field.id}" type="text" inputmode="decimal" autocomplete="off" '
            f'value="{escape(value)}"{hint} {described}>'
        )
    if unit is not None:
        label = f'aria-label="{escape(unit.label)}"'
        control += f'<select name="{unit.id}" {label}>{_choices(unit)}</select>'
    elif field.unit:
        control += f'<span class="hb-unit">{escape(field.unit)}</span>'
    helped = field.help + (f" Empty means: {field.empty_means}." if field.empty_means else "")
    return (
        f'<div class="hb-field" data-field="{field.id}">\n<label for="{ident}">{escape(field.label)}</label>\n'
        f'<div class="hb-input">{control}</div>\n'
        f'<p class="hb-help" id="{ident}-help">{text(helped)}</p>\n'
        f'<p class="hb-problem" id="{ident}-problem" hidden></p>\n</div>'
    )


def _choices(field: Field) -> str:
    return "".join(
        f'<option value="{escape(choice.id)}"{" selected" if choice.id == field.default else ""}>'
        f"{escape(choice.label)}</option>"
        for choice in field.choices
    )


def _plain(default: float | str) -> str:
    # A reader edits this text, so it has no grouping that the form would refuse.
    return f"{default!r}".removesuffix(".0") if isinstance(default, float) else default


def _questions(flow: Flow) -> str:
    # The form starts as the script leaves it: with the questions that its answers lead to.
    asked = {question.id for question, _ in flows.route(flow, {})}
    return "\n".join(_question(flow, question, hidden=question.id not in asked) for question in flow.questions)


def _question(flow: Flow, question: Question, *, hidden: bool) -> str:
    ident = f"{flow.id}-{question.id}"
    start = " data-start" if question.id == flow.start else ""
    shown = " hidden" if hidden else ""
    options = "\n".join(_option(question, option) for option in question.options)
    return (
        f'<fieldset class="hb-question hb-field" data-field="{question.id}"{start}{shown} '
        f'aria-describedby="{ident}-help {ident}-problem"><legend>{escape(question.text)}</legend>\n'
        f'<p class="hb-help" id="{ident}-help">{text(question.why)}</p>\n{options}\n'
        f'<p class="hb-problem" id="{ident}-problem" hidden></p>\n</fieldset>'
    )


def _option(question: Question, option: Option) -> str:
    checked = " checked" if option is question.options[0] else ""
    hint = f" <small>{text(option.hint)}</small>" if option.hint else ""
    return (
        f'<label class="hb-option"><input type="radio" name="{question.id}" value="{option.id}"{checked} '
        f'data-next="{option.next or ""}"> <span>{escape(option.label)}</span>{hint}</label>'
    )


def walk(view: View, name: str) -> Markup:
    """Return a flow as questions that lead to each other by links, with what each answer raises."""
    flow = view.data.catalog.flow(name)
    outcomes = {outcome.id: outcome for outcome in flow.outcomes}
    questions = "\n".join(_walk_question(view, flow, question) for question in flow.questions)
    ends = "\n".join(
        f'<li><span class="hb-badge hb-{outcome.level}">{escape(outcome.label)}</span> {text(outcome.summary)} '
        f"{view.link(outcome.next_page, outcome.next_label)}.</li>"
        for outcome in reversed(flow.outcomes)
    )
    return Markup(
        f'<ol class="hb-walk">\n{questions}\n</ol>\n'
        f'<div class="hb-walk-end" id="walk-end"><p>Take the strictest verdict that you met: the first in this list. '
        f"When you met none, it is: {escape(outcomes[flow.outcomes[0].id].label)}.</p>\n<ul>\n{ends}\n</ul></div>"
    )


def _walk_question(view: View, flow: Flow, question: Question) -> str:
    outcomes = {outcome.id: outcome for outcome in flow.outcomes}
    options = []
    for option in question.options:
        to = f"#walk-{option.next}" if option.next else "#walk-end"
        words = flows.question(flow, option.next).short if option.next else "the verdict"
        raised = "".join(
            f'<br><span class="hb-badge hb-{outcomes[finding.outcome].level}">'
            f"{escape(outcomes[finding.outcome].label)}</span> {text(finding.reason)} {text(finding.remedy)} "
            f'<span class="hb-cite">{view.link(finding.page, finding.page_label)}. Source: {view.cite(finding.source)}'
            "</span>"
            for finding in option.findings
        )
        options.append(
            f'<li><b>{escape(option.label)}</b>{raised}<br><a href="{to}">Go on to: {escape(words)}</a></li>'
        )
    lines = "\n".join(options)
    asked = f"<p><b>{escape(question.text)}</b> {text(question.why)}</p>"
    return f'<li id="walk-{question.id}">{asked}\n<ul>\n{lines}\n</ul></li>'
