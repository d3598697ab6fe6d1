"""A project is the same as a file, as a link and as it was, and what cannot be taken is told and kept."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.answers.inputs import fields, seen
from calculators.catalog import Catalog, load
from calculators.inventory.kept import read_kept, write_kept
from calculators.project import (
    Decision,
    Known,
    Project,
    ProjectError,
    Recording,
    open_text,
    pack,
    sample,
    unpack,
    write,
)
from calculators.project.file import MOST_IN_A_LINK
from calculators.records.form import Field
from calculators.registry import CALCULATORS
from tests.calculators.checklist.test_work import WORKS
from tests.calculators.inventory.test_kept import KEPT
from tests.calculators.runbook.test_runbook import RUNBOOKS

CATALOG = load()
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
DAYS = st.dates().map(lambda day: day.isoformat()) | st.just("")


def known(field: Field) -> st.SearchStrategy[Known]:
    """Return values that a field takes, or none."""
    low = CATALOG.value(field.minimum_is) if field.minimum_is else field.minimum or 0.0
    if field.several:
        texts = st.lists(st.sampled_from([choice.id for choice in field.choices])).map(",".join)
    elif field.id == "groups":
        texts = st.integers(1, 999).map(lambda hosts: f"name;hosts;used TB\nERP;{hosts};2.5")
    elif field.choices:
        texts = st.sampled_from([choice.id for choice in field.choices])
    elif field.lines is not None:
        # Half of a letter is none, a file may end its lines otherwise, and signs that nobody sees are told to be none.
        texts = WORDS.map(lambda text: text[: field.letters]).filter(
            lambda text: len(text.splitlines()) <= (field.lines or 0) and bool(seen(text))
        )
    elif field.whole:
        texts = st.integers(int(low), int(field.maximum or 0)).map(str)
    else:
        texts = st.floats(low, field.maximum).map(repr).filter(lambda text: "e" not in text)
    origins = st.sampled_from(("measured", "typed", "derived", "assumed"))
    return st.builds(Known, value=texts | st.just(""), origin=origins, since=DAYS, source=WORDS)


def some(group: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Known]]:
    return st.fixed_dictionaries({}, optional={field.id: known(field) for field in group})


def without_nothing(inputs: dict[str, dict[str, Known]]) -> dict[str, dict[str, Known]]:
    return {name: values for name, values in inputs.items() if values}


PROJECTS = st.builds(
    Project,
    id=st.from_regex(r"[0-9a-z-]{1,40}", fullmatch=True),
    values=some(fields(CATALOG.project)),
    inputs=st.fixed_dictionaries(
        {}, optional={name: some(fields(tool.form(CATALOG))[:6]) for name, tool in CALCULATORS.items()}
    ).map(without_nothing),
    traces=st.lists(st.builds(Recording, name=WORDS, text=WORDS, column=WORDS, unit=WORDS), max_size=2).map(tuple),
    decisions=st.lists(st.builds(Decision, what=WORDS, why=WORDS, who=WORDS, since=DAYS), max_size=2).map(tuple),
    work=WORKS,
    inventory=KEPT,
    runbook=RUNBOOKS,
    further=st.dictionaries(st.sampled_from(("plan", "checklist", "network")), st.dictionaries(WORDS, WORDS)),
)


def named_by_identifier(project: Project) -> Project:
    return replace(project, inventory=read_kept(write_kept(project.inventory, named=False)))


@given(PROJECTS)
def test_a_file_and_a_link_hold_the_project_to_the_last_digit(project: Project) -> None:
    opened = open_text(write(project, CATALOG), CATALOG)
    assert opened.slips == ()
    assert opened.project == project
    try:
        letters = pack(project, CATALOG)
    except ProjectError as refused:
        assert str(MOST_IN_A_LINK) in str(refused)
        return
    assert write(unpack(letters, CATALOG).project, CATALOG) == write(named_by_identifier(project), CATALOG)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "This is empty."),
        ('{"name": "cut', "This is no JSON that can be read: Unterminated string starting at line 1, column 10."),
        ("PK\x03\x04", "This is no JSON that can be read"),
        ("[1, 2]", "This is JSON, but no project"),
        ('{"hosts": 3}', "it names no format"),
        ('{"format": "rvtools"}', "its format is 'rvtools'"),
        ('{"format": "hyperbdr-guide-project", "version": 2}', "Reload the page for the newest release."),
        ('{"format": "hyperbdr-guide-project", "version": "x"}', "version 'x'"),
        ("[" * 100_000, "too deep"),
    ],
)
def test_what_is_no_project_is_refused_with_the_reason(text: str, told: str, catalog: Catalog) -> None:
    with pytest.raises(ProjectError, match=told.replace("(", r"\(")):
        open_text(text, catalog)


def test_a_file_that_was_cut_says_where(catalog: Catalog) -> None:
    text = write(sample(catalog), catalog)
    for end in range(60, len(text) - 3, 97):
        with pytest.raises(ProjectError, match=r"it is cut off in or behind line"):
            open_text(text[:end], catalog)


def test_a_link_that_was_cut_or_changed_is_refused(catalog: Catalog) -> None:
    letters = pack(sample(catalog), catalog)
    assert unpack(letters, catalog).project == sample(catalog)
    for wrong in (letters[:-1], letters[:-20], letters[1:], letters + "AAAA", "%%", "", "A" * 50):
        with pytest.raises(ProjectError, match=r"The link is cut|no project"):
            unpack(wrong, catalog)


def test_a_long_text_is_too_much_for_a_link_and_the_reason_names_it(catalog: Catalog) -> None:
    text = "".join(f"{index * 7919 % 104_729:x}" for index in range(20_000))
    project = replace(sample(catalog), traces=(Recording(name="week.csv", text=text),))
    with pytest.raises(ProjectError, match=r"the trace 'week.csv'.* Send the file instead"):
        pack(project, catalog)


def test_what_a_release_does_not_know_or_take_is_told_and_kept(catalog: Catalog) -> None:
    text = write(sample(catalog), catalog)
    given = json.loads(text)
    given["values"]["target"]["value"] = "moon"
    given["values"]["hosts"] = 120
    given["values"]["orbit"] = {"value": "low", "origin": "typed", "since": ""}
    given["inputs"]["tarot"] = {"card": {"value": "1", "origin": "typed", "since": ""}}
    given["plan"] = {"begins": "2027-01-04"}
    given["inventory"] = {"hosts": [{"name": "a", "verdict": "fine", "why": "?"}], "way": "agent", "map": {"a": 1}}
    given["work"] = {"steps": {"a/b": {"status": "done"}, "a/c": {"status": "perhaps"}}}
    opened = open_text(json.dumps(given), catalog)
    assert {slip.place for slip in opened.slips} == {
        "values.target", "values.hosts", "values.orbit", "inputs.tarot", "inventory.hosts[0]", "work.steps.a/c",
    }  # fmt: skip
    assert "'moon' is not allowed" in next(slip.message for slip in opened.slips if slip.place == "values.target")
    assert opened.project.value("link_mbps") == "200"
    again = json.loads(write(opened.project, catalog))
    for part in ("values", "inputs", "plan", "inventory", "work"):
        assert again[part] == given[part]


def test_saved_inputs_of_a_calculator_open_as_a_project(catalog: Catalog) -> None:
    saved = {
        "format": "hyperbdr-guide-inputs", "version": 1, "calculator": "rpo_bandwidth", "saved": "2026-11-28",
        "inputs": {"link_mbps": "250", "outage_hours": "4"},
    }  # fmt: skip
    opened = open_text(json.dumps(saved), catalog)
    assert opened.project.values == {"link_mbps": Known(value="250", origin="typed", since="2026-11-28")}
    assert opened.project.inputs["rpo_bandwidth"]["outage_hours"].value == "4"


def test_saved_inputs_under_former_names_open_too(catalog: Catalog) -> None:
    saved = {
        "format": "hyperbdr-guide-inputs", "version": 1, "calculator": "recovery_time",
        "inputs": {"platform": "huawei", "wave_hosts": "7", "disks": "3", "memory_gb": "8"},
    }  # fmt: skip
    opened = open_text(json.dumps(saved), catalog)
    assert opened.slips == ()
    assert {name: known.value for name, known in opened.project.values.items()} == {
        "target": "huawei", "recovered_hosts": "7", "largest_disks": "3",
    }  # fmt: skip
    assert opened.project.inputs["recovery_time"]["recovery_memory_gb"].value == "8"
