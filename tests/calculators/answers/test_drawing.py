"""What is drawn of a chart: exact steps, ticks at round figures, and no name over another."""

import itertools
import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.answers import drawing, ticks
from calculators.answers.report import Chart, Lane, Marker, Series, Span

NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(drawing.to_html(chart, "a"))


def of_class(root: ET.Element, *names: str) -> list[ET.Element]:
    """Return the elements of the last class, each within those of the classes before it."""
    *outer, name = names
    if outer:
        return [found for part in of_class(root, *outer) for found in of_class(part, name)]
    return [element for element in root.iter() if name in element.get("class", "").split()]


def placed(element: ET.Element, attribute: str) -> float:
    return float(element.get(attribute, "").removesuffix("%"))


@given(
    low=NUMBERS,
    width=st.floats(1e-3, 1e6),
    label=st.sampled_from(["Minutes", "Hours from the disaster", "Days", "GB"]),
    whole=st.booleans(),
)
def test_ticks_reach_over_all_values_in_even_round_steps(low: float, width: float, label: str, whole: bool) -> None:
    assume(not whole or width > 1)
    high = low + width
    places = [at for at, _ in ticks.plain(low, high, label, whole=whole)]
    step = places[1] - places[0]
    assert places[0] <= low + step * 1e-6 and places[-1] >= high - step * 1e-6
    assert 2 <= len(places) <= ticks.MOST_BESIDE + 1
    assert [other - one for one, other in itertools.pairwise(places)] == pytest.approx(
        [step] * (len(places) - 1), rel=1e-6
    )
    assert not whole or all(at == pytest.approx(round(at), abs=1e-6) for at in places)
    unit = next((unit for unit in ticks.ROUND if unit in label.casefold()), "")
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert any(step == pytest.approx(known) for known in ticks.ROUND.get(unit, ())) or any(
        mantissa == pytest.approx(digit, rel=1e-6) for digit in (1, 2, 5, 10)
    )


@given(start=st.integers(0, 2_000_000_000), hours=st.floats(0.5, 24 * 4000), dated=st.booleans())
def test_moments_stand_at_full_hours_days_weeks_or_months(start: int, hours: float, dated: bool) -> None:
    found = ticks.moments(start, start + hours * 3600, dated=dated)
    assert len(found) <= ticks.MOST_BELOW + 1
    for at, label in found:
        assert start <= at <= start + hours * 3600
        assert label.startswith("Week ") or at % 900 == 0
    assert len({label for _, label in found}) == len(found) or not dated


@given(st.lists(st.integers(0, 40), min_size=2, max_size=30))
def test_steps_are_drawn_as_steps_with_their_edges_where_the_values_change(values: list[int]) -> None:
    places = tuple(float(place) for place in range(len(values)))
    steps = Series(name="Gateways", values=tuple(map(float, values)), kind="step")
    chart = Chart(id="a", title="a", summary="a", x=places, x_label="disks", y_label="gateways", series=(steps,))
    (path,) = of_class(drawn(chart), "hb-chart-lines")[0]
    d = path.get("d", "")
    assert set(re.findall("[A-Za-z]", d)) <= {"M", "H", "V"}
    turns = [float(at) for at in re.findall(r"H([\d.]+)V", d)]
    changes = [place for place in range(1, len(values)) if values[place] != values[place - 1]]
    assert turns == pytest.approx([place / (len(values) - 1) * 1000 for place in changes], abs=0.06)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=6))
def test_the_name_of_a_line_stands_at_its_end_and_over_no_other(ends: list[float]) -> None:
    series = tuple(Series(name=f"Line {place} (Mbit/s)", values=(0.0, end)) for place, end in enumerate(ends))
    chart = Chart(id="a", title="a", summary="a", x=(0.0, 1.0), x_label="x", y_label="Mbit/s", series=series)
    labels = of_class(drawn(chart), "hb-label")
    assert sorted("".join(label.itertext()) for label in labels) == [f"Line {place}" for place in range(len(ends))]
    tops = [placed(label, "y") for label in labels]
    assert all(other - one >= drawing.LABEL_LINE - 1 for one, other in itertools.pairwise(tops))
    assert min(tops) > -drawing.LABEL_LINE and max(tops) <= drawing.HEIGHT


def test_a_gap_lifts_the_pen_and_one_point_alone_is_seen() -> None:
    series = Series(name="a", values=(1.0, 2.0, None, 3.0, float("inf"), 1.0, 1.0))
    chart = Chart(
        id="a", title="a", summary="a", x=tuple(map(float, range(7))), x_label="x", y_label="y", series=(series,)
    )
    path = next(element for element in drawn(chart).iter("path")).get("d", "")
    assert path.count("M") == 3 and "h3" in path


def test_lanes_lie_along_the_axis_with_the_wanted_time_across_them() -> None:
    lanes = (
        Lane(name="Decide", spans=(Span(start=0, end=1, says="1 h"),)),
        Lane(name="Recover", spans=(Span(start=1, end=4, says="3 h"),)),
    )
    chart = Chart(
        id="a", title="a", summary="a", x=(0.0,), x_label="Hours", y_label="Part", lanes=lanes,
        markers=(Marker(x=2.0, y=None, label="Wanted: 2 h"),),
    )  # fmt: skip
    root = drawn(chart)
    assert [(placed(span, "x"), placed(span, "width")) for span in of_class(root, "hb-track", "hb-span")] == [
        (0, 25),
        (25, 75),
    ]
    assert [placed(mark, "x1") for mark in of_class(root, "hb-mark")] == [50, 50, 50]  # above, and in each lane
    assert not [element for element in root.iter() if element.get("style")]  # which no page allows
    assert "Wanted: 2 h" in "".join(root.itertext())


def test_bars_by_name_become_lanes_whose_parts_follow_each_other() -> None:
    chart = Chart(
        id="a", title="a", summary="a", x=(0.0, 1.0), x_label="Way", x_kind="category", x_names=("Agent", "None"),
        y_label="Hosts", stacked=True,
        series=(Series(name="Yes", values=(3.0, 0.0), kind="bar"), Series(name="No", values=(1.0, 4.0), kind="bar")),
    )  # fmt: skip
    root = drawn(chart)
    assert [(placed(span, "x"), placed(span, "width")) for span in of_class(root, "hb-track", "hb-span")] == [
        (0, 75), (75, 25), (0, 100),
    ]  # fmt: skip
    assert [lane.text for lane in root.iter("b") if lane.text in ("Agent", "None")] == ["Agent", "None"]
    (key,) = of_class(root, "hb-key-of-chart")
    assert ["".join(item.itertext()) for item in key] == ["Yes", "No"]
