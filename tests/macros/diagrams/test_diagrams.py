"""The pictures: whole, told in words for those who do not see them, and nothing runs out of its box."""

import dataclasses
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from calculators.recovery_time.model import PARTS
from macros.data.loader import Data
from macros.diagrams import (
    Leaf,
    Value,
    checklist_tree,
    flow_diagram,
    gantt,
    inquiries,
    network_picture,
    objectives_timeline,
    storage_paths,
)

SVG = "{http://www.w3.org/2000/svg}"
# Sizes of the style sheet's text in drawings.
FONT, SMALL_FONT = 14, 12
# Share of the font size that a letter is wide, a little more than in Arial, and in bold a little more again.
NARROW, CAPITAL, WIDE, USUAL, BOLD = 0.36, 0.75, 0.97, 0.58, 1.07


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    name: str = ""

    def holds(self, other: "Area") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def meets(self, other: "Area") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@pytest.fixture(scope="module")
def figures(data: Data) -> dict[str, Element]:
    """Every picture of the guide."""
    values = [Value(id=name, label=name, unit="minutes") for name in ("rpo", "rto", "interval", "snapshot")]
    leaves = {
        form.id: Leaf(href=f"{form.id}/", title=form.id, cloud=form.platform.upper()) for form in data.checklists.forms
    }
    made = {flow.id: flow_diagram(flow) for flow in data.catalog.flows}
    made |= {plan.id: network_picture(plan, data.network) for plan in data.network.plans}
    made |= {
        "plan": gantt(data.plan),
        "inquiries": inquiries(data.investigation),
        "storage": storage_paths(data.recovery.paths),
        "objectives": objectives_timeline(tuple(PARTS.values()), values),
        "checklists": checklist_tree(data.checklists.forms, leaves, ("Nowhere",)),
    }
    # What a picture says below it stands beside its figure.
    return {name: ElementTree.fromstring(f"<div>{html}</div>") for name, html in made.items()}


@pytest.fixture(scope="module")
def sheets(figures) -> dict[str, Element]:
    """Both drawings of every picture."""
    return {
        f"{name}, {svg.get('class', '').removeprefix('hb-')}": svg
        for name, figure in figures.items()
        for svg in figure.iter(f"{SVG}svg")
    }


def both(sheets: dict[str, Element], name: str) -> list[Element]:
    """Return the wide and the narrow drawing of a picture."""
    return [sheets[f"{name}, {kind}"] for kind in ("wide", "narrow")]


def text_width(words: str, classes: str) -> float:
    """Return the width of a line, rather too wide than too narrow."""
    size = SMALL_FONT if "hb-small" in classes else FONT
    total = 0.0
    for letter in words:
        if letter in " .,:;'!|()[]/ijltfr-":
            total += NARROW
        elif letter in "mwMW@%—":
            total += WIDE
        else:
            total += CAPITAL if letter.isupper() else USUAL
    return total * size * (BOLD if "hb-strong" in classes else 1)


def lines(svg: Element) -> Iterator[Area]:
    """Yield the area of every line of text."""
    for text in svg.iter(f"{SVG}text"):
        for span in text.findall(f"{SVG}tspan"):
            words = "".join(span.itertext())
            width = text_width(words, text.get("class", ""))
            share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
            left, middle = float(span.get("x", "")) - width * share, float(span.get("y", ""))
            yield Area(left, middle - 7, left + width, middle + 7, words)


def boxes(svg: Element) -> Iterator[Area]:
    """Yield the area of every rectangle."""
    for rect in svg.iter(f"{SVG}rect"):
        left, top, width, height = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
        yield Area(left, top, left + width, top + height, rect.get("class", ""))


def points(svg: Element) -> Iterator[tuple[float, float]]:
    """Yield every point of lines and paths; all of them are absolute."""
    for line in svg.iter(f"{SVG}line"):
        for end in ("1", "2"):
            yield float(line.get(f"x{end}", "")), float(line.get(f"y{end}", ""))
    for path in svg.iter(f"{SVG}path"):
        if "hb-head" in path.get("class", "") or not path.get("class"):
            continue
        x = y = 0.0
        for command, numbers in re.findall(r"([A-Z])([^A-Z]*)", path.get("d", "")):
            values = [float(number) for number in numbers.split()]
            assert command in "MLCQHV", f"{command} is not measured here"
            if command == "H":
                pairs = [(values[0], y)]
            elif command == "V":
                pairs = [(x, values[0])]
            else:
                pairs = list(itertools.batched(values, 2))
            yield from pairs
            x, y = pairs[-1]


def words_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def drawn_words(svg: Element) -> str:
    """Return the words that are drawn, those of a text on one line."""
    return "\n".join(words_of(text) for text in svg.iter(f"{SVG}text"))


def told_words(svg: Element) -> str:
    """Return the words for those who do not see it."""
    return svg.findtext(f"{SVG}desc") or ""


def heads(svg: Element) -> list[Element]:
    return [path for path in svg.iter(f"{SVG}path") if "hb-head" in path.get("class", "")]


def test_every_picture_is_named_and_told_in_words(figures):
    for name, figure in figures.items():
        assert figure.find("figure") is not None, name
        for svg in figure.iter(f"{SVG}svg"):
            title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
            assert title is not None
            assert description is not None
            assert (svg.get("aria-labelledby"), svg.get("aria-describedby")) == (title.get("id"), description.get("id"))
            assert title.text
            assert description.text
            # A picture with links is read link by link; any other is one thing with a description.
            assert svg.get("role") == ("group" if svg.find(f".//{SVG}a") is not None else "img")


def test_no_id_stands_twice_on_a_page(figures):
    ids = [element.get("id") for figure in figures.values() for element in figure.iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))


def test_a_narrow_sheet_needs_no_more_than_a_phone_and_a_wide_one_no_more_than_paper(sheets):
    for name, svg in sheets.items():
        assert float(svg.get("width", "")) <= (330 if "narrow" in name else 760), name


def test_no_text_runs_out_of_its_box(sheets):
    for name, svg in sheets.items():
        rects = [box for box in boxes(svg) if "hb-bar" not in box.name]
        for line in lines(svg):
            x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
            around = [box for box in rects if box.holds(Area(x, y, x, y))]
            if around:
                nearest = min(around, key=lambda box: (box.right - box.left) * (box.bottom - box.top))
                assert nearest.holds(line), f"{name}: '{line.name}' runs out of its box"
            for box in rects:
                assert box.holds(line) or not box.meets(line), f"{name}: '{line.name}' runs into a box"


def test_no_text_covers_other_text(sheets):
    for name, svg in sheets.items():
        for first, second in itertools.combinations(lines(svg), 2):
            assert not first.meets(second), f"{name}: '{first.name}' covers '{second.name}'"


def test_every_sheet_holds_all_of_it(sheets):
    for name, svg in sheets.items():
        left, top, width, height = (float(number) for number in svg.get("viewBox", "").split())
        assert (left, top) == (0, 0)
        assert (svg.get("width"), svg.get("height")) == (f"{width:g}", f"{height:g}")
        whole = Area(0, 0, width, height)
        for area in (*boxes(svg), *lines(svg), *(Area(x, y, x, y) for x, y in points(svg))):
            assert whole.holds(area), f"{name}: {area}"


def test_the_decision_names_every_question_answer_and_outcome(data, sheets):
    for flow in data.catalog.flows:
        for svg in both(sheets, flow.id):
            shown, told = drawn_words(svg), told_words(svg)
            for asked in (*flow.questions, *flow.follow_ups):
                assert asked.short in shown
                assert asked.short in told
            for option in (option for question in flow.questions for option in question.options):
                assert option.label in shown
                assert option.label in told
            for outcome in flow.outcomes:
                assert outcome.label in shown
                assert outcome.label in told


def test_the_decision_draws_what_each_answer_raises_where_answers_are_marked(data, sheets):
    for flow in data.catalog.flows:
        levels = {outcome.id: f"hb-outcome hb-{outcome.level}" for outcome in flow.outcomes}
        for svg in both(sheets, flow.id):
            groups = {found.get("data-answer"): found for found in svg.iter(f"{SVG}g") if found.get("data-answer")}
            for question in flow.questions:
                for option in question.options:
                    found = [
                        box.name for box in boxes(groups.pop(f"{question.id}={option.id}")) if "hb-outcome" in box.name
                    ]
                    raised = dict.fromkeys(finding.outcome for finding in option.findings)
                    assert found == [levels[name] for name in raised]
            assert not groups
            several = {found.get("data-any"): found for found in svg.iter(f"{SVG}g") if found.get("data-any")}
            for follow_up in flow.follow_ups:
                raised = dict.fromkeys(finding.outcome for item in follow_up.items for finding in item.findings)
                found = [box.name for box in boxes(several[follow_up.id]) if "hb-outcome" in box.name]
                assert sorted(found) == sorted(levels[name] for name in raised)


def test_the_decision_draws_every_way_on(data, sheets):
    for flow in data.flows:
        ways = {(item.id, option.next) for item in flow.questions for option in item.options if option.next}
        ways |= {(item.id, name) for item in flow.questions for option in item.options for name in option.opens}
        ways |= {(asked.id, name) for asked in flow.follow_ups for item in asked.items for name in item.opens}
        for svg in both(sheets, flow.id):
            assert len(heads(svg)) == len(ways)


def test_the_plan_names_every_phase_and_milestone_and_who_works(data, sheets):
    for svg in both(sheets, "plan"):
        shown, told = drawn_words(svg), told_words(svg)
        for record in (*data.plan.phases, *data.plan.milestones):
            assert record.name in shown
            assert record.name in told
        for task in data.plan.tasks:
            assert not task.track or task.track in shown


def bars(data: Data, svg: Element) -> dict[str, Area]:
    found = {rect.get("data-phase", ""): rect for rect in svg.iter(f"{SVG}rect") if rect.get("data-phase")}
    assert found.keys() == {phase.id for phase in data.plan.phases}
    return {
        name: Area(
            x := float(rect.get("x", "")), y := float(rect.get("y", "")), x + float(rect.get("width", "")), y + 24
        )
        for name, rect in found.items()
    }


def test_the_plan_draws_a_bar_for_every_phase_from_its_beginning_to_its_end(data, sheets):
    for svg in both(sheets, "plan"):
        columns = [float(line.get("x1", "")) for line in svg.iter(f"{SVG}line") if line.get("class") == "hb-lane"]
        assert columns == sorted(columns)
        place = dict(zip((milestone.id for milestone in data.plan.milestones), columns, strict=True))
        for phase in data.plan.phases:
            bar = bars(data, svg)[phase.id]
            assert bar.left == pytest.approx(place[phase.begins], abs=8)
            assert bar.right == pytest.approx(place[phase.ends], abs=8)


def test_the_plan_draws_every_dependency_and_none_of_them_through_a_bar(data, sheets):
    for svg in both(sheets, "plan"):
        assert len(heads(svg)) == sum(len(phase.after) for phase in data.plan.phases)
        for path in svg.iter(f"{SVG}path"):
            if "hb-edge" not in path.get("class", ""):
                continue
            way = re.fullmatch(r"M(\S+) (\S+) H(\S+) V(\S+) H\S+", path.get("d", ""))
            assert way
            _, start, x, stop = map(float, way.groups())
            down = Area(x, min(start, stop), x, max(start, stop))
            assert not [name for name, bar in bars(data, svg).items() if bar.meets(down)]


def test_the_inquiries_lead_to_every_conclusion_of_their_facts(data, sheets):
    found = data.investigation
    for svg in both(sheets, "inquiries"):
        shown, told = drawn_words(svg), told_words(svg)
        for record in found.conclusions:
            assert record.name in shown
            names = [area.title for area in found.areas if {fact.id for fact in area.facts} & set(record.facts)]
            verb = "decides" if names == ["Network"] else "decide"
            assert f"{' and '.join(names)} {verb}: {record.name}." in told
        for words in found.result:
            assert words in shown
            assert words in told


def test_objectives_are_told_in_the_order_of_time_with_a_place_for_what_a_project_says(figures, sheets):
    for svg in both(sheets, "objectives"):
        shown, told = drawn_words(svg), told_words(svg)
        for words in ("Last recovery point", "RPO", "Disaster", *PARTS.values(), "RTO", "Service restored"):
            assert words in shown
        order = [told.index(words) for words in ("Last recovery point", "RPO", "Disaster", "RTO", "Service restored")]
        assert order == sorted(order)
        places = [span.get("data-value") for span in svg.iter(f"{SVG}tspan") if span.get("class") == "hb-value"]
        assert sorted(filter(None, places)) == ["interval", "rpo", "rto", "snapshot"]


def test_storage_paths_name_every_station_and_what_waits_for_a_recovery_is_dashed(data, sheets):
    for svg in both(sheets, "storage"):
        shown = drawn_words(svg)
        stations = [station for path in data.recovery.paths for station in path.stations]
        for station in stations:
            assert station.name in shown
            assert station.note in shown
            assert f"{station.name}, {station.note}" in told_words(svg)
        later = [path for path in svg.iter(f"{SVG}path") if path.get("class") == "hb-edge hb-way hb-later"]
        assert len(later) == sum(station.reached == "recovery" for station in stations)


def test_the_tree_leads_to_every_checklist_from_its_own_branch(data, sheets):
    for svg in both(sheets, "checklists"):
        links = {link.get("href"): link for link in svg.iter(f"{SVG}a")}
        assert links.keys() == {f"{form.id}/" for form in data.checklists.forms}
        for form in data.checklists.forms:
            link = links[f"{form.id}/"]
            seen = f"{form.number} {form.platform.upper()}"
            assert words_of(link) == seen
            assert link.get("aria-label") == f"{seen}, checklist: {form.id}"
        assert "Nowhere" in drawn_words(svg)


def test_a_network_names_both_sides_and_what_passes(data, sheets):
    for plan in data.network.plans:
        for svg in both(sheets, plan.id):
            shown, told = drawn_words(svg), told_words(svg)
            for mapping in plan.mapping:
                for words in (mapping.application, mapping.production, mapping.takeover):
                    assert words in shown
                    assert words in told
            assert "Users" in shown
            for words in (plan.users, plan.switched):
                assert words[1:] in shown
                assert words in told
            takeovers = {mapping.takeover for mapping in plan.mapping}
            rules = [rule for rule in plan.rules if rule.takeover in takeovers]
            expected = sorted(word.upper() for rule in rules for word in (rule.to_takeover, rule.to_production))
            assert sorted(line.name for line in lines(svg) if line.name in ("ALLOW", "DENY")) == expected
            # What is allowed arrives; what is denied ends in a cross, in its own colour.
            kinds = [path.get("class", "").split()[-1] for path in heads(svg)]
            assert [kind for kind in kinds if kind != "hb-way"] == ["hb-allow"] * expected.count("ALLOW")
            crosses = [path for path in svg.iter(f"{SVG}path") if "hb-cross" in path.get("class", "")]
            assert len(crosses) == expected.count("DENY")


def test_words_of_the_data_are_escaped(data):
    plan = data.network.plans[0]
    mapping = dataclasses.replace(plan.mapping[0], application="<b>&")
    odd = dataclasses.replace(plan, name='"<i>', mapping=(mapping,))
    figure = ElementTree.fromstring(network_picture(odd, data.network))
    assert [title.text for title in figure.iter(f"{SVG}title")] == ['"<i>'] * 2
    assert "<b>&" in words_of(figure)
