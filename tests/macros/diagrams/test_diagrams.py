"""The drawings: whole, named for those who do not see them, and nothing runs out of its box."""

import dataclasses
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from macros.data.loader import Data
from macros.diagrams import flow_diagram, gantt, network_picture

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
def drawings(data: Data) -> dict[str, Element]:
    """Every drawing of the guide."""
    made = {flow.id: flow_diagram(flow) for flow in data.catalog.flows}
    made["plan"] = gantt(data.plan)
    made |= {plan.id: network_picture(plan) for plan in data.network.plans}
    return {name: ElementTree.fromstring(html) for name, html in made.items()}


def svg_of(figure: Element) -> Element:
    found = figure.find(f"{SVG}svg")
    assert found is not None
    return found


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
        for span in text.iter(f"{SVG}tspan"):
            words = span.text or ""
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
        if path.get("class") == "hb-arrowhead":
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


def test_every_drawing_is_named_and_described(drawings):
    for name, figure in drawings.items():
        svg = svg_of(figure)
        assert figure.tag == "figure", name
        assert svg.get("role") == "img", name
        title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}", name
        assert title.text == figure.get("aria-label")
        assert description.text


def test_no_id_stands_twice_on_a_page(drawings):
    ids = [element.get("id") for figure in drawings.values() for element in figure.iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))


def test_every_arrow_has_its_head(drawings):
    for name, figure in drawings.items():
        heads = {marker.get("id") for marker in figure.iter(f"{SVG}marker")}
        for path in figure.iter(f"{SVG}path"):
            head = path.get("marker-end")
            assert head is None or head[5:-1] in heads, name


def test_no_text_runs_out_of_its_box(drawings):
    for name, figure in drawings.items():
        svg = svg_of(figure)
        rects = list(boxes(svg))
        for line in lines(svg):
            x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
            around = [box for box in rects if box.holds(Area(x, y, x, y))]
            if around:
                nearest = min(around, key=lambda box: (box.right - box.left) * (box.bottom - box.top))
                assert nearest.holds(line), f"{name}: '{line.name}' runs out of its box"
            for box in rects:
                assert box.holds(line) or not box.meets(line), f"{name}: '{line.name}' runs into a box"


def test_no_text_covers_other_text(drawings):
    for name, figure in drawings.items():
        for first, second in itertools.combinations(lines(svg_of(figure)), 2):
            assert not first.meets(second), f"{name}: '{first.name}' covers '{second.name}'"


def test_every_drawing_holds_all_of_it(drawings):
    for name, figure in drawings.items():
        svg = svg_of(figure)
        left, top, width, height = (float(number) for number in svg.get("viewBox", "").split())
        assert (left, top) == (0, 0)
        assert (svg.get("width"), svg.get("height")) == (f"{width:g}", f"{height:g}")
        whole = Area(0, 0, width, height)
        for area in (*boxes(svg), *lines(svg), *(Area(x, y, x, y) for x, y in points(svg))):
            assert whole.holds(area), f"{name}: {area}"


def test_the_decision_names_every_question_answer_and_outcome(data, drawings):
    for flow in data.flows:
        shown = words_of(svg_of(drawings[flow.id]))
        for question in flow.questions:
            assert question.short in shown
            for option in question.options:
                assert option.label in shown
        for outcome in flow.outcomes:
            assert outcome.label in shown or outcome.mark in shown
        for follow_up in flow.follow_ups:
            assert follow_up.short in shown


def test_the_decision_draws_every_finding_and_what_each_follow_up_can_raise(data, drawings):
    for flow in data.catalog.flows:
        findings = [
            finding for question in flow.questions for option in question.options for finding in option.findings
        ]
        marks = [
            {finding.outcome for item in follow_up.items for finding in item.findings} for follow_up in flow.follow_ups
        ]
        drawn = [box for box in boxes(svg_of(drawings[flow.id])) if "hb-outcome" in box.name]
        assert len(drawn) == len(findings) + sum(map(len, marks)) + 1  # and the mildest outcome, which nothing raises


def test_the_decision_draws_every_way_on(data, drawings):
    for flow in data.flows:
        ways = {(item.id, option.next) for item in flow.questions for option in item.options if option.next}
        ways |= {(item.id, name) for item in flow.questions for option in item.options for name in option.opens}
        ways |= {(asked.id, name) for asked in flow.follow_ups for item in asked.items for name in item.opens}
        paths = [path for path in drawings[flow.id].iter(f"{SVG}path") if path.get("marker-end")]
        assert len(paths) == len(ways)


def test_the_plan_names_every_phase_and_milestone(data, drawings):
    shown = words_of(svg_of(drawings["plan"]))
    for record in (*data.plan.phases, *data.plan.milestones):
        assert record.name in shown


def test_the_plan_draws_a_bar_for_every_phase_from_its_beginning_to_its_end(data, drawings):
    svg = svg_of(drawings["plan"])
    columns = [float(line.get("x1", "")) for line in svg.iter(f"{SVG}line") if line.get("class") == "hb-lane"]
    assert columns == sorted(columns)
    place = dict(zip((milestone.id for milestone in data.plan.milestones), columns, strict=True))
    bars = [box for box in boxes(svg) if box.name == "hb-bar"]
    assert len(bars) == len(data.plan.phases)
    for bar, phase in zip(bars, data.plan.phases, strict=True):
        assert bar.left == pytest.approx(place[phase.begins], abs=5)
        assert bar.right == pytest.approx(place[phase.ends], abs=5)


def test_the_plan_draws_every_dependency(data, drawings):
    arrows = [path for path in drawings["plan"].iter(f"{SVG}path") if path.get("marker-end")]
    assert len(arrows) == sum(len(phase.after) for phase in data.plan.phases)


def test_a_network_names_both_sides_and_what_passes(data, drawings):
    for plan in data.network.plans:
        svg = svg_of(drawings[plan.id])
        shown = words_of(svg)
        for mapping in plan.mapping:
            for words in (mapping.application, mapping.production, mapping.takeover):
                assert words in shown
        verdicts = [line.name for line in lines(svg) if line.name in ("ALLOW", "DENY")]
        takeovers = {mapping.takeover for mapping in plan.mapping}
        rules = [rule for rule in plan.rules if rule.takeover in takeovers]
        expected = [word.upper() for rule in rules for word in (rule.to_takeover, rule.to_production)]
        assert sorted(verdicts) == sorted(expected)


def test_words_of_the_data_are_escaped(data):
    plan = data.network.plans[0]
    mapping = dataclasses.replace(plan.mapping[0], application="<b>&")
    odd = dataclasses.replace(plan, name='"<i>', mapping=(mapping,))
    figure = ElementTree.fromstring(network_picture(odd))
    assert figure.get("aria-label") == '"<i>'
    assert "<b>&" in words_of(figure)
