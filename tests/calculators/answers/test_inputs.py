"""What a reader may type, and the message where it cannot be used."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import kernels, rpo_bandwidth
from calculators.answers.inputs import InputError, InputProblem, fields, read, smallest
from calculators.answers.wording import GROUP, exact, number
from calculators.catalog import Catalog
from calculators.records.form import Field, Form
from calculators.registry import CALCULATORS
from calculators.replication.units import to_bytes

LINK = "Enter a number from 0.001 up to 1000000 Mbit/s."
RPO = "Enter a number from 5 up to 43200 minutes."


@pytest.fixture(scope="module")
def form(catalog: Catalog) -> Form:
    return rpo_bandwidth.form(catalog)


def problems(form: Form, raw: dict[str, object], catalog: Catalog) -> tuple[InputProblem, ...]:
    with pytest.raises(InputError) as caught:
        read(form, raw, catalog)
    return caught.value.problems


def test_nothing_given_means_the_defaults(form: Form, catalog: Catalog) -> None:
    assert read(form, {}, catalog) == {field.id: field.default for field in fields(form)}


@pytest.mark.parametrize("name", CALCULATORS)
def test_the_defaults_come_back_from_a_copied_address(name: str, catalog: Catalog) -> None:
    form = CALCULATORS[name].form(catalog)
    typed = {field.id: "" if field.default is None else str(field.default) for field in fields(form)}
    assert read(form, typed, catalog) == read(form, {}, catalog)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5", 5),
        (" 5 ", 5),
        ("\t5\n", 5),
        ("\u00a05\u3000", 5),
        ("+5", 5),
        ("5.", 5),
        ("5,", 5),
        ("~60", 60),
        ("ca. 60 min", 60),
        ("about 2 h", 120),
        ("½ h", 30),
        ("1½ h", 90),
        ("5min.", 5),
        ("007.50", 7.5),
        ("5e1", 50),
        (5, 5),
        (5.5, 5.5),
        ("\uff15\uff10", 50),  # full-width digits, as an East Asian keyboard writes them
        ("５．５", 5.5),
        ("\ufeff60", 60),
        ("60\u200b", 60),
        ("6\u200b0", 60),
        ("60 min", 60),
        ("60min", 60),
        ("33.86 min", 33.86),
        ("1 h", 60),
        ("4h", 240),
        ("1.5 hours", 90),
        ("1,5 h", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1:30", 90),
        ("1:30 h", 90),
        ("01:30:00", 90),
        ("1 h (60 min)", 60),
        ("8小时", 480),
        ("1 天 12 小时", 2160),
        ("0.5 months", 0.5 * 365.25 / 12 * 1440),
        ("2 days", 2880),
        ("600 s", 10),
        ("12,5", 12.5),
        ("3 355", 3355),
        ("3\u202f355", 3355),
        ("3\u202f355.5 min", 3355.5),
        ("3'355", 3355),
        ("1.024,5", 1024.5),
        ("1,024.5", 1024.5),
    ],
)
def test_one_number_in_many_ways(typed: object, value: float, form: Form, catalog: Catalog) -> None:
    assert read(form, {"rpo_minutes": typed}, catalog)["rpo_minutes"] == value


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", f"this is empty. {RPO}"),
        ("   ", f"this is empty. {RPO}"),
        (None, f"this is empty. {RPO}"),
        ("an hour", f"'an hour' is not a number. {RPO}"),
        ("-60", f"-60 is out of range. {RPO}"),
        (-60, f"-60 is out of range. {RPO}"),
        ("4.99", f"4.99 is out of range. {RPO}"),
        ("0", f"0 is out of range. {RPO}"),
        ("43200.1", f"43200.1 is out of range. {RPO}"),
        ("1e30", f"1e30 is out of range. {RPO}"),
        (1e30, f"1e+30 is out of range. {RPO}"),
        ("1e999", f"1e999 is out of range. {RPO}"),
        ("-1e999", f"-1e999 is out of range. {RPO}"),
        ("nan", f"'nan' is not a number. {RPO}"),
        ("inf", f"'inf' is not a number. {RPO}"),
        ("-Infinity", f"'-Infinity' is not a number. {RPO}"),
        (float("nan"), f"'nan' is not a number. {RPO}"),
        (float("inf"), f"'inf' is not a number. {RPO}"),
        ("60 GB", f"'60 GB' is an amount of data. {RPO}"),
        ("60 %", f"'60 %' is a share. {RPO}"),
        ("60 apples", f"'apples' in '60 apples' is not a unit that is known here. {RPO}"),
        ("-5", f"-5 is out of range. {RPO}"),
        ("\u22125", f"-5 is out of range. {RPO}"),
        ("TBD", f"'TBD' is not a number. {RPO}"),
        ("?", f"'?' is not a number. {RPO}"),
        ("n/a", f"'n/a' is not a number. {RPO}"),
        ("1.2.3", f"'1.2.3' is not a number. {RPO}"),
        ("<60", f"'<60' is a bound. Write one number, the one to plan with. {RPO}"),
        ("60+", f"'60+' is a bound. Write one number, the one to plan with. {RPO}"),
        *(
            (text, f"'{text}' is a range. Write one number, the one to plan with. {RPO}")
            for text in ("50-60", "50–60 min", "50..60", "50 to 60", "1 h - 2 h", "50~60")
        ),
        ("100M", f"'M' in '100M' is not a unit that is known here. {RPO}"),
        ("4 h 8 h", f"'4 h 8 h' is not a number. {RPO}"),
        ("2 h (60 min)", f"'2 h (60 min)' is two different amounts. {RPO}"),
        ("1_000", f"'_' in '1_000' is not a unit that is known here. {RPO}"),
        ("0x40", f"'x' in '0x40' is not a unit that is known here. {RPO}"),
        ("12 34", f"'12 34' is not a number. {RPO}"),
        ("7 min 5", f"'7 min 5' is not a number. {RPO}"),
        ("1 2 h", f"'1 2 h' is not a number. {RPO}"),
        ("--5", f"'--5' is not a number. {RPO}"),
        (True, f"'True' is not a number. {RPO}"),
        ([60], f"'[60]' is not a number. {RPO}"),
        ({"value": 60}, f"'{{'value': 60}}' is not a number. {RPO}"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_bad_number_is_answered_with_what_is_allowed(
    typed: object, message: str, form: Form, catalog: Catalog
) -> None:
    raw = {"rpo_minutes": typed, "link_mbps": "200", "gateway_mbps": ""}
    assert problems(form, raw, catalog) == (InputProblem("rpo_minutes", message),)


@pytest.mark.parametrize(
    ("name", "letter", "message"),
    [
        ("rpo_minutes", "x", f"...' is not a number. {RPO}"),
        ("rpo_minutes", "9", f"...' is not a number. {RPO}"),
        ("rpo_minutes", "9,", f"...' is not a number. {RPO}"),
        ("storage", "x", "...' is not allowed. Choose one of: 'block', 'object'."),
    ],
)
def test_a_very_long_text_is_cut_short(name: str, letter: str, message: str, form: Form, catalog: Catalog) -> None:
    (problem,) = problems(form, {name: letter * 10_000}, catalog)
    assert problem.field == name
    assert message in problem.message
    assert len(problem.message) < 250


def test_a_link_of_nothing(form: Form, catalog: Catalog) -> None:
    assert problems(form, {"link_mbps": "0"}, catalog) == (InputProblem("link_mbps", f"0 is out of range. {LINK}"),)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("link_mbps", "30 Mbit/s", 30),
        ("link_mbps", "30 Mbps", 30),
        ("link_mbps", "30 mbit", 30),
        ("link_mbps", "30 MB/s", 240),
        ("link_mbps", "1 Gbit/s", 1000),
        ("link_mbps", "10\u202f000 Mbit/s", 10_000),
        ("share_percent", "100 %", 100),
        ("share_percent", "62,5%", 62.5),
        ("change_percent", "5 % of used data", 5),
        ("outage_hours", "2 days", 48),
        ("outage_hours", "90 min", 1.5),
        ("growth_months", "2 years", 24),
        ("rtt_ms", "0.1 s", 100),
    ],
)
def test_an_amount_with_the_unit_that_people_write(
    name: str, typed: str, value: float, form: Form, catalog: Catalog
) -> None:
    assert read(form, {name: typed}, catalog)[name] == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("link_mbps", "1,024", "'1,024' may mean 1024 or 1.024. Write one of the two."),
        ("link_mbps", "1,500", "'1,500' may mean 1500 or 1.5. Write one of the two."),
        ("link_mbps", "1.500", "'1.500' may mean 1500 or 1.5. Write one of the two."),
        ("link_mbps", "1.500 Mbit/s", "'1.500' may mean 1500 or 1.5. Write one of the two."),
        ("link_mbps", "100M", "'M' alone may mean Mbit/s or MB/s. Write one of the two."),
        ("link_mbps", "30 mb/s", "'mb/s' may mean bits or bytes. Write Mbit/s or MB/s."),
        ("used", "500 Gb", "'Gb' is bits. Are bytes meant? Then write GB."),
        ("used", "14 T", "'T' alone may mean TB or TiB. Write one of the two."),
    ],
)
def test_what_may_mean_two_things_is_asked(name: str, typed: str, message: str, form: Form, catalog: Catalog) -> None:
    assert problems(form, {name: typed}, catalog) == (InputProblem(name, message),)


@pytest.mark.parametrize(
    ("raw", "size"),
    [
        ({"used": "14 TB"}, 14e12),
        ({"used": "14 TB", "capacity_unit": "GB"}, 14e12),
        ({"used": "2 tib", "capacity_unit": "TB"}, 2 * 2.0**40),
        ({"used": "0,5 PB", "capacity_unit": "TB"}, 5e14),
        ({"used": "14,5", "capacity_unit": "gb"}, 14.5e9),
    ],
)
def test_data_in_a_unit_of_its_own_keeps_its_size(
    raw: dict[str, object], size: float, form: Form, catalog: Catalog
) -> None:
    values = read(form, raw, catalog)
    used, unit = values["used"], values["capacity_unit"]
    assert isinstance(used, float)
    assert isinstance(unit, str)
    assert to_bytes(used, unit) == pytest.approx(size, rel=1e-12)


def test_a_wrong_unit_beside_data_with_a_unit_is_one_problem(form: Form, catalog: Catalog) -> None:
    (problem,) = problems(form, {"used": "14 TB", "capacity_unit": "parsecs"}, catalog)
    assert problem.field == "capacity_unit"


@given(value=st.floats(0.001, 9e5), written=st.sampled_from(["{}", "{} Mbit/s", "\ufeff{}", " {} mbps\u200b"]))
def test_what_an_answer_shows_can_be_typed_back(value: float, written: str, form: Form, catalog: Catalog) -> None:
    for shown in (number(value), exact(value)):
        found = read(form, {"link_mbps": written.format(shown)}, catalog)["link_mbps"]
        assert found == pytest.approx(float(shown.replace(GROUP, "")), rel=1e-12)


@pytest.mark.parametrize("name", CALCULATORS)
def test_what_comes_whole_is_never_cut(name: str, catalog: Catalog) -> None:
    for field in fields(CALCULATORS[name].form(catalog)):
        if field.whole:
            (problem,) = problems(CALCULATORS[name].form(catalog), {field.id: "2.5"}, catalog)
            assert problem.message.startswith("2.5 is not a whole number. Enter a whole number from")


@pytest.mark.parametrize("typed", ["Block", " BLOCK ", "Block storage", "block\u200b"])
def test_a_choice_in_other_letters_or_by_its_words(typed: str, form: Form, catalog: Catalog) -> None:
    assert read(form, {"storage": typed}, catalog)["storage"] == "block"


def test_an_optional_input_may_stay_empty_but_not_be_nonsense(form: Form, catalog: Catalog) -> None:
    assert read(form, {"gateway_mbps": " "}, catalog)["gateway_mbps"] is None
    assert read(form, {"gateway_mbps": None}, catalog)["gateway_mbps"] is None
    (problem,) = problems(form, {"gateway_mbps": "none"}, catalog)
    assert problem.message == f"'none' is not a number. {LINK[:-1]}, or leave it empty."


def test_an_unknown_input_with_a_suggestion(form: Form, catalog: Catalog) -> None:
    (problem,) = problems(form, {"link_mbp": "100"}, catalog)
    assert problem.field == "link_mbp"
    assert problem.message.startswith("there is no such input. Did you mean 'link_mbps'? Allowed: 'storage', 'used',")
    assert str(problem).startswith("link_mbp: there is no such input.")


def test_an_unknown_input_like_no_other(form: Form, catalog: Catalog) -> None:
    (problem,) = problems(form, {"x" * 10_000: "100"}, catalog)
    assert problem.message.startswith("there is no such input. Allowed: 'storage',")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("blockz", "'blockz' is not allowed. Did you mean 'block'? Choose one of: 'block', 'object'."),
        ("tape", "'tape' is not allowed. Choose one of: 'block', 'object'."),
        ("", "'' is not allowed. Choose one of: 'block', 'object'."),
        (None, "'' is not allowed. Choose one of: 'block', 'object'."),
        (True, "'True' is not allowed. Choose one of: 'block', 'object'."),
    ],
)
def test_an_unknown_choice(typed: object, message: str, form: Form, catalog: Catalog) -> None:
    assert problems(form, {"storage": typed}, catalog) == (InputProblem("storage", message),)


PASTE = "Paste at most 20000 lines with 1000000 characters."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", f"this is empty. {PASTE}"),
        (" \n\t\r\n", f"this is empty. {PASTE}"),
        (None, f"this is empty. {PASTE}"),
        (5, f"'5' is not a text. {PASTE}"),
        (["3.10.0-957.el7"], f"'['3.10.0-957.el7']' is not a text. {PASTE}"),
        (True, f"'True' is not a text. {PASTE}"),
        ("x" * 1_000_001, f"this has 1000001 characters. {PASTE}"),
        ("x\r\n" * 20_001, f"this has 20001 lines. {PASTE}"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_bad_text_is_answered_with_what_is_allowed(typed: object, message: str, catalog: Catalog) -> None:
    assert problems(kernels.form(catalog), {"kernels": typed}, catalog) == (InputProblem("kernels", message),)


def test_a_text_comes_as_it_was_typed(catalog: Catalog) -> None:
    for text in (" a\r\n\n b ", "x" * 1_000_000, "x\n" * 20_000):
        assert read(kernels.form(catalog), {"kernels": text}, catalog)["kernels"] == text


def test_every_problem_is_told_at_once(form: Form, catalog: Catalog) -> None:
    raw: dict[str, object] = {"link_mbps": "", "rpo": 5, "used": "-1", "storage": "tape", "streams": 4}
    assert [problem.field for problem in problems(form, raw, catalog)] == ["rpo", "storage", "used", "link_mbps"]


def field_of(form: Form, name: str) -> Field:
    return next(field for field in fields(form) if field.id == name)


@pytest.mark.parametrize("name", ["used", "rpo_minutes", "loss_percent", "share_percent", "streams"])
def test_the_bounds_themselves(name: str, form: Form, catalog: Catalog) -> None:
    field = field_of(form, name)
    low, high = smallest(field, catalog), field.maximum
    assert high is not None and read(form, {name: high}, catalog)[name] == high
    assert problems(form, {name: high * 1.001}, catalog)[0].field == name
    if low is not None:
        assert read(form, {name: low}, catalog)[name] == low
        assert problems(form, {name: low - 0.001}, catalog)[0].field == name


def test_the_smallest_rpo_is_the_figure_of_the_product(form: Form, catalog: Catalog) -> None:
    assert smallest(field_of(form, "rpo_minutes"), catalog) == catalog.value("rpo-minimum") == 5


ANYTHING: Any = st.one_of(
    st.text(),
    st.text(alphabet="0123456789.,+-eE '\n\u00a0\u202f\uff11\u0661"),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.lists(st.integers(), max_size=3),
)


def test_a_problem_takes_one_line_whatever_was_typed(form: Form, catalog: Catalog) -> None:
    for name in ("rpo_minutes", "storage"):
        (problem,) = problems(form, {name: "5\n6\r7\u20288"}, catalog)
        assert len(str(problem).splitlines()) == 1


FIELDS = st.sampled_from(["storage", "used", "rpo_minutes", "gateway_mbps", "x\ny"])


@given(given_values=st.dictionaries(FIELDS, ANYTHING))
def test_whatever_is_given_is_read_within_its_bounds_or_refused_in_one_line(
    given_values: dict[str, object], catalog: Catalog
) -> None:
    form = rpo_bandwidth.form(catalog)
    try:
        values = read(form, given_values, catalog)
    except InputError as error:
        assert {problem.field for problem in error.problems} <= given_values.keys()
        assert len(str(error).splitlines()) == len(error.problems)
    else:
        assert values.keys() == {field.id for field in fields(form)}
        assert isinstance(values["rpo_minutes"], float | int) and 5 <= values["rpo_minutes"] <= 43200
        assert isinstance(values["used"], float | int) and 0 < values["used"] <= 100_000_000
        assert values["storage"] in ("block", "object")
