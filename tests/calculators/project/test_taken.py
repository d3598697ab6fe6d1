"""A value is said once: every calculator takes it, and none asks for it under another name."""

from collections import defaultdict

import pytest

from calculators import qualification
from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.project import Known, Project, Recording, lines, open_questions, sample, taken
from calculators.recovery_time import groups as recovery_groups
from calculators.registry import CALCULATORS


def typed(**values: str) -> Project:
    return Project(id="x", values={name: Known(value=value, origin="typed") for name, value in values.items()})


def test_no_two_inputs_mean_the_same_and_differ(catalog: Catalog) -> None:
    by_id, by_label = defaultdict(set), defaultdict(set)
    # The answers of a flow have names of their own.
    for name, tool in CALCULATORS.items() - {(qualification.NAME, qualification)}:
        for field in fields(tool.form(catalog)):
            by_id[field.id].add((name, field.project))
            by_label[field.label].add(field.id)
    twice = {ident: sorted(at for at, _ in found) for ident, found in by_id.items() if len(found) > 1}
    own = {ident: places for ident, places in twice.items() if any(shared is None for _, shared in by_id[ident])}
    assert set(own) <= {"groups"}, f"asked by several calculators, and not said once: {own}"
    assert {label: ids for label, ids in by_label.items() if len(ids) > 1} == {}


def test_the_same_thing_has_the_same_words_everywhere(catalog: Catalog) -> None:
    said = {field.id: field for field in fields(catalog.project)}
    for tool in CALCULATORS.values():
        for field in fields(tool.form(catalog)):
            if field.project:
                value = said[field.project]
                assert (field.id, field.label, field.unit, field.choices) == (
                    value.id, value.label, value.unit, value.choices,
                )  # fmt: skip
                assert field.help.startswith(value.help)


def test_without_a_project_every_page_begins_with_the_same_choice_and_says_why_an_amount_is_its_own(
    catalog: Catalog,
) -> None:
    """A page that begins with a platform or a storage of its own answers for another project than the next one."""
    said = {field.id: field for field in fields(catalog.project)}
    for name, tool in CALCULATORS.items():
        form = fields(tool.form(catalog))
        units = {field.unit_from: field for field in form if field.assumed and field.default is not None}
        for field in form:
            value = said.get(field.project or "")
            if value is None or field.default == value.default:
                continue
            if field.choices:
                # A unit is a part of the example's amount, which says where it is from.
                assert field.id in units, f"{name}: {field.id} begins with {field.default}, elsewhere {value.default}"
            else:
                assert field.assumed or field.empty_means, f"{name}: {field.id} begins with {field.default} unsaid"


def test_what_is_said_once_reaches_every_calculator_as_it_was_typed(catalog: Catalog) -> None:
    project = sample(catalog)
    given = taken(project, catalog)
    for name, tool in CALCULATORS.items():
        for field in fields(tool.form(catalog)):
            known = project.values.get(field.project or "")
            if known and not (field.id == "hosts" and name in ("rpo_bandwidth", "replay")):
                assert given[name][field.id] == known


def test_a_calculators_own_input_goes_before_what_is_said_once(catalog: Catalog) -> None:
    only_here = {"recovery_time": {"hosts": Known(value="7", origin="typed")}}
    project = Project(id="x", values=typed(hosts="120").values, inputs=only_here)
    given = taken(project, catalog)
    assert (given["recovery_time"]["hosts"].value, given["components"]["hosts"].value) == ("7", "120")


@pytest.mark.parametrize(("source", "counted"), [("agent", True), ("vmware-agentless", False)])
def test_streams_count_by_host_only_where_agents_send(source: str, counted: bool, catalog: Catalog) -> None:
    given = taken(typed(source=source, hosts="9"), catalog)
    assert {"hosts" in given[name] for name in ("rpo_bandwidth", "replay")} == {counted}


def test_a_replay_without_a_record_starts_from_the_change_of_a_day(catalog: Catalog) -> None:
    """14 TB of which 3 % change in a day are 420 GB, of which a tenth falls into one hour: 42 GB, 11.67 MB/s."""
    given = taken(typed(used="14", capacity_unit="TB", change_percent="3", busiest_hour_percent="10"), catalog)
    rates = [float(rate) for rate in given["replay"]["profile"].value.split()]
    assert len(rates) == 24
    assert sum(rates) * 3600 == pytest.approx(420_000)
    assert max(rates) == pytest.approx(42_000 / 3600)
    assert given["replay"]["profile"].origin == "derived"
    assert "profile" not in taken(typed(used="14"), catalog)["replay"]


def test_one_number_is_one_amount_in_every_calculator_though_nobody_chose_its_unit(catalog: Catalog) -> None:
    given = taken(typed(used="14", change_percent="3"), catalog)
    assert {given[name]["capacity_unit"].value for name in ("rpo_bandwidth", "components")} == {"TB"}
    chosen = taken(typed(used="14", capacity_unit="TiB"), catalog)
    assert {chosen[name]["capacity_unit"].value for name in ("rpo_bandwidth", "components")} == {"TiB"}


def test_a_record_of_change_goes_to_the_replay_whatever_else_is_known(catalog: Catalog) -> None:
    project = Project(id="x", traces=(Recording(name="week.csv", text="time,MB/s\n"),))
    assert taken(project, catalog)["replay"]["trace"] == Known(value="time,MB/s\n", origin="measured")


def test_what_nobody_knows_is_an_open_question_and_what_is_typed_is_none(catalog: Catalog) -> None:
    project = sample(catalog).having(link_mbps=Known(value="", origin="assumed"))
    questions = {item.field.id: item for item in open_questions(project, catalog)}
    assert questions["link_mbps"].asked
    assert questions["link_mbps"].taken.startswith("100 Mbit/s. A common line")
    assert "hosts" not in questions


def test_an_unusable_value_leaves_the_other_answers_alone(catalog: Catalog) -> None:
    said = {line.calculator: line for line in lines(typed(hosts="5", interval_minutes="0.1"), catalog)}
    assert said["rpo_bandwidth"].report is None
    assert said["rpo_bandwidth"].problems[0].field == "interval_minutes"
    assert said["components"].report is not None


def test_a_group_may_be_as_large_as_the_form_of_all_hosts_and_no_larger(catalog: Catalog) -> None:
    """The table of groups is read before a form is at hand."""
    known = {field.id: field for field in fields(catalog.form("recovery_time"))}
    assert (
        known["hosts"].maximum, known["largest_disks"].maximum, known["rto_minutes"].maximum,
    ) == (recovery_groups.MOST_HOSTS, recovery_groups.MOST_DISKS, recovery_groups.MOST_MINUTES)  # fmt: skip
    largest = known["largest_disk_gb"]
    assert (largest.minimum, largest.maximum) == (recovery_groups.LEAST_GB, recovery_groups.MOST_GB)
