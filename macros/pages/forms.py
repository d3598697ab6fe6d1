"""Calculators on a page: the form, the default answer, and the decision as a walk without JavaScript."""

import re
from html import escape

from markupsafe import Markup

from calculators.answers import render
from calculators.answers.inputs import fields
from calculators.bridge import ALONE
from calculators.qualification import NAME as QUALIFICATION
from calculators.qualification import flows
from calculators.records.flow import Finding, Flow, FollowUp, Item, Option, Question
from calculators.records.form import Field, Form
from calculators.registry import CALCULATORS, run
from macros.pages.view import View, text

WALK = "walk.md"
"""The page of the decision as a walk."""
TEXT_ROWS, SHORT_ROWS = 8, 3
"""How many lines of a text the form shows before it scrolls: one that may come from a file, and a shorter one."""
SHORT_CHOICE = 30
"""How many characters of a choice are seen in a list that stands beside its label."""
FILE_LETTERS = 100_000
"""From how many characters on a text may come from a file."""


def calculator(view: View, name: str) -> Markup:
    """Return a calculator with its default answer; docs/assets/calculator/calculator.mjs brings it to life."""
    catalog = view.data.catalog
    form: Form = CALCULATORS[name].form(catalog)
    if name == QUALIFICATION:
        flow = catalog.flow(name)
        inputs = _questions(flow)
        instead = f"Without JavaScript, {view.link(WALK, 'decide step by step', f'walk-{flow.start}')}."
    else:
        inputs = _groups(form)
        instead = "Without JavaScript the answer is for the values shown in the form."
    answer = render.to_html(run(name, {}, catalog), catalog, view.base)
    alone = " alone" if name in ALONE else ""
    return Markup(
        # Markdown takes an unknown element for words and puts it into a paragraph, which would empty it.
        f'<div class="hb-live">\n<hb-calculator name="{name}" runtime="{view.base}{view.runtime}/" base="{view.base}" '
        f'worker="{view.base}assets/python/worker.mjs" data="{catalog.date.isoformat()}"{alone}>\n'
        f'<p class="hb-noscript">{instead}</p>\n'
        f'<form class="hb-form" novalidate aria-label="{escape(form.title)}">\n{inputs}\n</form>\n'
        '<div class="hb-rail"><div class="hb-status" role="status" hidden></div></div>\n'
        f'<section class="hb-answer" aria-label="Answer">\n{answer}\n</section>\n'
        f'</hb-calculator>\n<p class="hb-on-paper" hidden>{render.ELSEWHERE}</p>\n</div>'
    )


def _groups(form: Form) -> str:
    # The first of several that share a unit has the choice of it.
    first: dict[str, str] = {}
    for field in fields(form):
        if field.unit_from:
            first.setdefault(field.unit_from, field.id)
    choosers = {field.id: field for field in fields(form)}

    def chooser_of(field: Field) -> Field | None:
        unit = field.unit_from or ""
        return choosers[unit] if first.get(unit) == field.id else None

    parts = []
    for group in form.groups:
        tag, title = ("details", "summary") if group.folded else ("fieldset", "legend")
        body = "\n".join(_field(form.id, field, chooser_of(field)) for field in group.fields if field.id not in first)
        parts.append(
            f'<{tag} class="hb-group"><{title}>{escape(group.title)}</{title}>\n'
            f'<div class="hb-fields">\n{body}\n</div></{tag}>'
        )
    return "\n".join(parts)


def _field(form: str, field: Field, unit: Field | None) -> str:
    ident = f"{form}-{field.id}"
    measured = unit is None and field.lines is None and bool(field.unit or field.unit_from)
    unit_id = f"{ident}-unit " if measured else ""
    described = f'aria-describedby="{unit_id}{ident}-help {ident}-problem"'
    control = _control(ident, field, described)
    if unit is not None:
        label = f'aria-label="{escape(unit.label)}"'
        control += f'<select name="{unit.id}" {label}{_kinship(unit)}>{_choices(unit)}</select>'
    elif measured:
        control += f'<span class="hb-unit" id="{ident}-unit">{escape(field.unit) or "in the same unit"}</span>'
    helped = field.help + (f" Empty means: {field.empty_means}." if field.empty_means else "")
    words, first = str(text(helped)), ""
    if field.lines is not None:
        # How a text has to look stands there at once, and is seen once.
        told = _first_sentence(field.help)
        first = f'<p class="hb-help hb-first">{text(told)}</p>\n'
        words = f'<span class="hb-spoken">{text(told)}</span>{text(helped.removeprefix(told))}'
    kind = "hb-field" if _fits_beside_label(field) else "hb-field hb-wide"
    return (
        f'<div class="{kind}" data-field="{field.id}"{_kinship(field)}>\n'
        f'<label for="{ident}">{escape(field.label)}</label>\n{first}'
        f'<p class="hb-problem" id="{ident}-problem" hidden></p>\n'
        f'<div class="hb-input">{control}</div>\n'
        # What a field says about itself is there on demand.
        f'<details class="hb-hint"><summary title="About: {escape(field.label)}"></summary>'
        f'<p class="hb-help" id="{ident}-help">{words}</p></details>\n</div>'
    )


def _control(ident: str, field: Field, described: str) -> str:
    if field.choices:
        return f'<select id="{ident}" name="{field.id}" {described}>{_choices(field)}</select>'
    if field.lines not in (None, 1):
        return _textarea(ident, field, described)
    # On paper an empty input would show nothing but its unit.
    hint = f' placeholder="{escape(field.empty_means.partition(",")[0])}"' if field.empty_means else ""
    keys = 'inputmode="decimal"' if field.lines is None else 'autocapitalize="off" spellcheck="false"'
    value = "" if field.default is None else _plain(field.default)
    return (
        f'<input id="{ident}" name="{field.id}" type="text" {keys} autocomplete="off" '
        f'value="{escape(value)}"{hint} {described}>'
    )


def _fits_beside_label(field: Field) -> bool:
    if field.lines is not None:
        return False
    return all(len(choice.label) <= SHORT_CHOICE for choice in field.choices)


def _first_sentence(words: str) -> str:
    # What stands between backticks may hold anything.
    found = re.match(r"(?:`[^`]*`|[^`])*?[.](?=\s|$)", words)
    return found[0] if found else words


def _kinship(field: Field) -> str:
    """Return the project's value that a field takes, and what it was called before."""
    named = (("project", field.project), ("formerly", field.formerly))
    return "".join(f' data-{key}="{value}"' for key, value in named if value)


def _textarea(ident: str, field: Field, described: str) -> str:
    # A browser drops the first line break of a text, and Markdown takes a blank line for the end of this block.
    default = "" if field.default is None else escape(str(field.default)).replace("\n", "&#10;")
    letters = field.letters or 0
    takes_files = f'data-letters="{letters}" ' if letters >= FILE_LETTERS else ""
    takes_files += "data-joined " if field.joined else ""
    takes_files += f'data-shorten="{escape(field.shorten)}" ' if field.shorten else ""
    hourly = f'data-hourly="{field.hourly}" data-unit="{escape(field.unit)}" ' if field.hourly else ""
    rows = TEXT_ROWS if takes_files else SHORT_ROWS
    return (
        f'<textarea id="{ident}" name="{field.id}" rows="{rows}" {takes_files}{hourly}'
        # By this blank a style sheet tells an empty text: paper leaves it out.
        f'spellcheck="false" autocomplete="off" autocapitalize="off" placeholder=" " {described}>{default}</textarea>'
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
    opened = {follow_up.id for follow_up, _ in flows.opened(flow, {})}
    return "\n".join(
        (
            *(_question(flow, question, hidden=question.id not in asked) for question in flow.questions),
            *(_follow_up(flow, follow_up, hidden=follow_up.id not in opened) for follow_up in flow.follow_ups),
        )
    )


def _question(flow: Flow, question: Question, *, hidden: bool) -> str:
    start = " data-start" if question.id == flow.start else ""
    options = "\n".join(_option(question, option) for option in question.options)
    return _fieldset(flow, question, "hb-question", start + (" hidden" if hidden else ""), options)


def _follow_up(flow: Flow, follow_up: FollowUp, *, hidden: bool) -> str:
    control = f'type="checkbox" name="{follow_up.id}"'
    items = "\n".join(_label(follow_up, item, _opening(control, item)) for item in follow_up.items)
    return _fieldset(flow, follow_up, "hb-question hb-follow-up", " hidden" if hidden else "", items)


def _fieldset(flow: Flow, asked: Question | FollowUp, kind: str, attributes: str, answers: str) -> str:
    ident = f"{flow.id}-{asked.id}"
    return (
        f'<fieldset class="{kind} hb-field" data-field="{asked.id}"{attributes} '
        f'aria-describedby="{ident}-help {ident}-problem"><legend>{escape(asked.text)}</legend>\n'
        f'<p class="hb-help" id="{ident}-help">{text(asked.why)}</p>\n'
        f'<p class="hb-problem" id="{ident}-problem" hidden></p>\n{answers}\n</fieldset>'
    )


def _option(question: Question, option: Option) -> str:
    checked = " checked" if option is question.options[0] else ""
    return _label(
        question,
        option,
        _opening(f'type="radio" name="{question.id}"', option) + f'{checked} data-next="{option.next or ""}"',
    )


def _opening(control: str, answer: Option | Item) -> str:
    opens = f' data-opens="{" ".join(answer.opens)}"' if answer.opens else ""
    return f'{control} value="{answer.id}"{opens}'


def _label(asked: Question | FollowUp, answer: Option | Item, control: str) -> str:
    label = escape(answer.label)
    if not answer.hint:
        return f'<label class="hb-option"><input {control}> <span>{label}</span></label>'
    # Read out the hint is no part of the name.
    ident = f"hint-{asked.id}-{answer.id}"
    return (
        f'<label class="hb-option"><input {control} aria-label="{label}" aria-describedby="{ident}"> '
        f'<span>{label}</span> <small id="{ident}">{text(answer.hint)}</small></label>'
    )


def walk_ways(view: View, name: str) -> Markup:
    """Return the ways into a walk, by question; each has the anchor of its question, for addresses from before."""
    flow = view.data.catalog.flow(name)
    asked = [(item.id, item.short) for item in flow.questions] + [(item.id, item.short) for item in flow.follow_ups]
    ways = "\n".join(
        f'<li id="walk-{place}">{view.link(WALK, words[0].upper() + words[1:], f"walk-{place}")}</li>'
        for place, words in [*asked, ("end", "the verdict")]
    )
    return Markup(f'<ul class="hb-names">\n{ways}\n</ul>')


def walk(view: View, name: str) -> Markup:
    """Return a flow as questions that lead to each other by links, with what each answer raises."""
    flow = view.data.catalog.flow(name)
    outcomes = {outcome.id: outcome for outcome in flow.outcomes}
    questions = "\n".join(
        (
            *(_walk_question(view, flow, question) for question in flow.questions),
            *(_walk_follow_up(view, flow, follow_up) for follow_up in flow.follow_ups),
        )
    )
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
    options = []
    for option in question.options:
        to = f"#walk-{option.next}" if option.next else "#walk-end"
        words = flows.question(flow, option.next).short if option.next else "the verdict"
        options.append(f'{_walk_answer(view, flow, option)}<br><a href="{to}">Go on to: {escape(words)}</a></li>')
    return _walk_asked(view, question, options)


def _walk_follow_up(view: View, flow: Flow, follow_up: FollowUp) -> str:
    openers = [other for other in flow.follow_ups if any(follow_up.id in item.opens for item in other.items)]
    ways = [f'<a href="#walk-{other.id}">Go back to: {escape(other.short)}</a>' for other in openers]
    ways.append('<a href="#walk-end">Go on to: the verdict</a>')
    items = [f"{_walk_answer(view, flow, item)}</li>" for item in follow_up.items]
    return _walk_asked(view, follow_up, [*items, f"<li>{'<br>'.join(ways)}</li>"], is_closed=True)


def _walk_asked(view: View, asked: Question | FollowUp, answers: list[str], *, is_closed: bool = False) -> str:
    """Return a question with its answers, which are in sight only once a link has led there where it `is_closed`."""
    lines = "\n".join(answers)
    source = f' <span class="hb-cite">Source: {view.cite(asked.source)}</span>' if asked.source else ""
    words = f"<p><b>{escape(asked.text)}</b> {text(asked.why)}{source}</p>"
    kind = ' class="hb-walk-closed"' if is_closed else ""
    way = f'<p class="hb-walk-open"><a href="#walk-{asked.id}">Show the answers</a></p>\n' if is_closed else ""
    return f'<li id="walk-{asked.id}"{kind}>{words}\n{way}<ul>\n{lines}\n</ul></li>'


def _walk_answer(view: View, flow: Flow, answer: Option | Item) -> str:
    """Return the start of a list item: an answer with everything that it raises and opens."""
    hint = f" {text(answer.hint)}" if answer.hint else ""
    raised = "".join(f"<br>{_walk_finding(view, flow, finding)}" for finding in answer.findings)
    short = {follow_up.id: follow_up.short for follow_up in flow.follow_ups}
    opens = "".join(f'<br><a href="#walk-{name}">Look at: {escape(short[name])}</a>' for name in answer.opens)
    return f"<li><b>{escape(answer.label)}</b>{hint}{raised}{opens}"


def _walk_finding(view: View, flow: Flow, finding: Finding) -> str:
    outcome = next(outcome for outcome in flow.outcomes if outcome.id == finding.outcome)
    disagree = "".join(
        f"{view.link(f'disagreements.md#{name}', 'Sources disagree about this')}. " for name in finding.conflicts
    )
    return (
        f'<span class="hb-badge hb-{outcome.level}">{escape(outcome.mark)}</span> '
        f"{text(finding.reason)} {text(finding.remedy or '')} "
        f'<span class="hb-cite">{view.link(finding.page, finding.page_label)}. {disagree}'
        f"Source: {view.cite(finding.source)}</span>"
    )
