"""Forms, default answers and the walk, as they stand on a page before any JavaScript runs."""

import re
from html import unescape

import pytest

from calculators.answers import render
from calculators.answers.inputs import fields, read
from calculators.bridge import ALONE
from calculators.qualification import NAME as QUALIFICATION
from calculators.qualification import flows
from calculators.records.form import Field
from calculators.registry import CALCULATORS, run
from macros.pages import forms
from macros.pages.view import View
from tests.site.page import Page, read_page, squeezed


@pytest.fixture(scope="module", params=list(CALCULATORS))
def name(request: pytest.FixtureRequest) -> str:
    """Each calculator in turn."""
    calculator: str = request.param
    return calculator


@pytest.fixture(scope="module")
def page(name: str, view: View) -> Page:
    """A calculator as it stands on a page."""
    return read_page(forms.calculator(view, name))


def test_a_calculator_closes_every_tag_and_has_no_blank_line(page: Page):
    assert page.open_tags == []
    assert "\n\n" not in page.html


def test_no_id_stands_twice(page: Page):
    assert sorted(page.ids) == sorted(set(page.ids))


def test_the_element_knows_where_everything_lies(name, page: Page, view: View):
    (element,) = page.all("hb-calculator")
    assert element.attributes == {
        "name": name,
        "base": "../",
        "runtime": f"../{view.runtime}/",
        "worker": "../assets/python/worker.mjs",
        "data": view.data.catalog.date.isoformat(),
        **({"alone": ""} if name in ALONE else {}),
    }


def test_the_answer_is_the_one_of_the_defaults(name, page: Page, view: View):
    catalog = view.data.catalog
    assert render.to_html(run(name, {}, catalog), catalog, view.base) in page.html


def test_every_input_says_which_value_of_the_project_it_takes_and_what_it_was_called(name, page: Page, view: View):
    form = CALCULATORS[name].form(view.data.catalog)
    named = {item.id: (item.project or None, item.formerly or None) for item in fields(form)}
    # A unit stands in the field of the first value that has it, and says so at its own control.
    holders = {tag.attributes["data-field"]: tag for tag in page.all("div") if "data-field" in tag.attributes}
    holders |= {tag.attributes["name"]: tag for tag in page.all("select") if tag.attributes["name"] not in holders}
    if name != QUALIFICATION:
        assert {
            key: (tag.attributes.get("data-project"), tag.attributes.get("data-formerly"))
            for key, tag in holders.items()
        } == named


def test_every_input_has_its_control_once(name, page: Page, view: View):
    form = CALCULATORS[name].form(view.data.catalog)
    controls = [*page.all("input"), *page.all("select"), *page.all("textarea")]
    names = [control.attributes["name"] for control in controls]
    assert set(names) == {field.id for field in fields(form)}
    for field in fields(form):
        radios = page.all("input", type="checkbox" if field.several else "radio", name=field.id)
        assert names.count(field.id) == (len(radios) or 1)


def test_every_control_has_a_label_of_its_own(name, page: Page, view: View):
    form = CALCULATORS[name].form(view.data.catalog)
    labels = {element.attributes.get("for") for element in page.all("label")}
    for field in fields(form):
        assert squeezed(field.label.replace("`", "")) in page.words or f'aria-label="{field.label}"' in page.html
        for control in (control for tag in ("input", "select", "textarea") for control in page.all(tag, name=field.id)):
            if control.attributes.get("type") not in ("radio", "checkbox"):
                assert control.attributes.get("id") in labels or control.attributes["aria-label"] == field.label


def test_every_field_is_described_by_its_help_and_its_problem(name, page: Page, view: View):
    form = CALCULATORS[name].form(view.data.catalog)
    units = {field.unit_from for field in fields(form)}
    # The first of those that share a unit has the choice of it.
    choosers = {next(field.id for field in fields(form) if field.unit_from == unit) for unit in units if unit}
    hinted = [
        element.attributes["aria-describedby"]
        for element in page.elements
        # A picture in the answer is described, too.
        if "aria-describedby" in element.attributes and element.tag != "svg"
    ]
    hints = [words for words in hinted if words.startswith("hint-")]
    assert {words: [item.tag for item in page.elements if item.attributes.get("id") == words] for words in hints} == {
        words: ["small"] for words in hints
    }
    described = [words for words in hinted if words not in hints]
    expected = [
        f"{name}-{field.id}-unit " * (measured(field) and field.id not in choosers)
        + f"{name}-{field.id}-help {name}-{field.id}-problem"
        for field in fields(form)
        if field.id not in units
    ]
    assert described == expected
    for words in expected:
        for ident in words.split():
            (element,) = [element for element in page.elements if element.attributes.get("id") == ident]
            assert ("hidden" in element.attributes) == ident.endswith("-problem")
    for field in fields(form):
        assert field.id in units or squeezed(field.help.replace("`", "")) in page.words


def measured(field: Field) -> bool:
    """Whether a field is a number with a unit."""
    return bool(field.unit or field.unit_from) and field.lines is None


def test_what_a_field_says_is_on_demand_and_stands_behind_what_is_wrong_with_it(name, page: Page, view: View):
    form = CALCULATORS[name].form(view.data.catalog)
    titles = [summary.attributes["title"] for summary in page.all("summary") if "title" in summary.attributes]
    units = {field.unit_from for field in fields(form)}
    helped = [
        field
        for field in fields(form)
        if field.id not in units and not page.all("fieldset", **{"data-field": field.id})
    ]
    assert titles == [f"About: {field.label}" for field in helped]
    for field in helped:
        start = page.html.index(f'data-field="{field.id}"')
        control = page.html.index(f'name="{field.id}"', start)
        assert start < page.html.index(f'id="{name}-{field.id}-problem"') < control
        assert control < page.html.index(f'id="{name}-{field.id}-help"')


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("One. Two.", "One."),
        ("Such as `a. b`: c. Then", "Such as `a. b`: c."),
        ("A size of 1.5 GB, and no end", "A size of 1.5 GB, and no end"),
    ],
)
def test_the_first_sentence_ends_at_a_full_stop_outside_code(words: str, first: str):
    assert forms._first_sentence(words) == first


def test_the_page_starts_with_the_defaults(name, page: Page, view: View):
    form = CALCULATORS[name].form(view.data.catalog)
    for field in fields(form):
        if field.several:
            assert not any("checked" in box.attributes for box in page.all("input", name=field.id))
        elif field.choices:
            options = [option for option in page.elements if option.tag in ("option", "input")]
            known = {choice.id for choice in field.choices}
            chosen = {
                option.attributes["value"]
                for option in options
                if option.attributes.get("value") in known and {"selected", "checked"} & set(option.attributes)
            }
            assert field.default in chosen
        elif field.lines not in (None, 1):
            (content,) = re.findall(rf'<textarea [^>]*name="{field.id}"[^>]*>([^<]*)</textarea>', page.html)
            assert unescape(content) == (field.default or "")
        else:
            (control,) = page.all("input", name=field.id)
            assert read(form, {field.id: control.attributes["value"]}, view.data.catalog)[field.id] == field.default


@pytest.mark.parametrize("number", [5.0, 0.1, 1234567.0, 100000000.0, 4.17, 12345.678])
def test_a_default_is_written_so_that_the_form_reads_the_same_number(number, view: View):
    form = CALCULATORS["rpo_bandwidth"].form(view.data.catalog)
    written = forms._plain(number)
    assert read(form, {"used": written}, view.data.catalog)["used"] == number


def test_units_stand_behind_their_inputs(view: View):
    form = CALCULATORS["rpo_bandwidth"].form(view.data.catalog)
    page = read_page(forms.calculator(view, "rpo_bandwidth"))
    for field in fields(form):
        assert squeezed(field.unit) in page.words


def test_a_question_names_the_one_that_follows_each_answer(view: View):
    flow = view.data.catalog.flow(QUALIFICATION)
    page = read_page(forms.calculator(view, QUALIFICATION))
    for question in flow.questions:
        radios = page.all("input", name=question.id)
        assert [radio.attributes["value"] for radio in radios] == [option.id for option in question.options]
        assert [radio.attributes["data-next"] for radio in radios] == [option.next or "" for option in question.options]
    starts = [element for element in page.elements if "data-start" in element.attributes]
    assert [start.attributes["data-field"] for start in starts] == [flow.start]


def test_a_follow_up_has_a_box_for_each_item_and_names_what_it_opens(view: View):
    flow = view.data.catalog.flow(QUALIFICATION)
    page = read_page(forms.calculator(view, QUALIFICATION))
    for follow_up in flow.follow_ups:
        boxes = page.all("input", type="checkbox", name=follow_up.id)
        assert [box.attributes["value"] for box in boxes] == [item.id for item in follow_up.items]
        assert [box.attributes.get("data-opens", "") for box in boxes] == [
            " ".join(item.opens) for item in follow_up.items
        ]


def test_the_form_starts_with_the_questions_and_follow_ups_that_are_asked(view: View):
    page = read_page(forms.calculator(view, QUALIFICATION))
    shown = [item.attributes["data-field"] for item in page.all("fieldset") if "hidden" not in item.attributes]
    flow = view.data.catalog.flow(QUALIFICATION)
    asked = [item.id for item, _ in (*flows.route(flow, {}), *flows.opened(flow, {}))]
    assert shown == asked
    assert {item.id for item in (*flow.questions, *flow.follow_ups)} > set(asked)


# --- the walk ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def walk(view: View) -> Page:
    """The decision as a walk."""
    return read_page(forms.walk(view, QUALIFICATION))


def test_the_walk_closes_every_tag(walk: Page):
    assert walk.open_tags == []
    assert "\n\n" not in walk.html


def test_the_walk_leads_from_every_answer_to_an_existing_place(walk: Page, view: View):
    flow = view.data.catalog.flow(QUALIFICATION)
    ways = [link.attributes["href"] for link in walk.all("a") if link.attributes["href"].startswith("#")]
    expected = []
    for question in flow.questions:
        for option in question.options:
            expected += [*option.opens, option.next or "end"]
    for follow_up in flow.follow_ups:
        expected.append(follow_up.id)  # the way to its answers, which are out of sight until then
        expected += [name for item in follow_up.items for name in item.opens]
        expected += [other.id for other in flow.follow_ups if any(follow_up.id in item.opens for item in other.items)]
        expected.append("end")
    assert ways == [f"#walk-{name}" for name in expected]
    assert {way[1:] for way in ways} | {f"walk-{flow.start}"} == set(walk.ids)


def test_an_address_from_before_leads_to_the_walk(walk: Page, view: View):
    ways = read_page(forms.walk_ways(view, QUALIFICATION))
    assert ways.ids == walk.ids
    assert [link.attributes["href"] for link in ways.all("a")] == [f"../walk/#{name}" for name in walk.ids]
    # Without JavaScript the form leads there.
    assert f'../walk/#{walk.ids[0]}">decide step by step</a>' in forms.calculator(view, QUALIFICATION)


def test_the_walk_says_everything_that_the_flow_says(walk: Page, view: View):
    flow = view.data.catalog.flow(QUALIFICATION)
    said = [text for question in flow.questions for text in (question.text, question.why)]
    said += [option.label for question in flow.questions for option in question.options]
    said += [text for outcome in flow.outcomes for text in (outcome.label, outcome.summary, outcome.next_label)]
    answers = [option for question in flow.questions for option in question.options]
    items = [item for follow_up in flow.follow_ups for item in follow_up.items]
    said += [text for asked in flow.follow_ups for text in (asked.text, asked.why)]
    said += [item.label for item in items]
    said += [
        text
        for answer in (*answers, *items)
        for finding in answer.findings
        for text in (finding.reason, finding.remedy or "", finding.page_label, finding.source.section)
    ]
    for text in said:
        assert squeezed(text.replace("`", "")) in walk.words


def test_the_walk_lists_the_verdicts_from_the_strictest(walk: Page, view: View):
    end = walk.words[walk.words.index("Takethestrictestverdict") :]
    places = [
        end.index(squeezed(outcome.label) + squeezed(outcome.summary))
        for outcome in reversed(view.data.catalog.flow(QUALIFICATION).outcomes)
    ]
    assert places == sorted(places)
