"""A project at a glance: which open question moves the answers most, and what is no question."""

from calculators.answers.inputs import fields
from calculators.catalog import Catalog
from calculators.project import Known, Project, influences, lines, open_questions, sample


def typed(**values: str) -> Project:
    return Project(id="x", values={name: Known(value=value, origin="typed") for name, value in values.items()})


def test_a_question_looked_at_alone_weighs_what_it_weighs_among_all(catalog: Catalog) -> None:
    project = sample(catalog)
    found = influences(project, catalog)
    assert [item.weight for item in found] == sorted((item.weight for item in found), reverse=True)
    assert {item.field for item in found} == {item.field.id for item in open_questions(project, catalog)}
    for item in found[:3]:
        assert influences(project, catalog, [item.field]) == (item,)


def test_what_an_answer_would_say_is_what_it_says_then(catalog: Catalog) -> None:
    (share,) = influences(sample(catalog), catalog, ["share_percent"])
    half = "with Share for replication at 50 % of the link, RPO of 60 min is missed"
    assert share.told == (f"RPO and bandwidth: {half}", f"Replay a change trace: {half}")
    halved = sample(catalog).having(share_percent=Known(value="50", origin="typed"))
    labels = {line.title: line.report.verdict.label for line in lines(halved, catalog) if line.report}
    assert labels["RPO and bandwidth"] == labels["Replay a change trace"] == "RPO of 60 min is missed"


def test_many_values_with_one_answer_are_one_sentence(catalog: Catalog) -> None:
    (target,) = influences(typed(hosts="5", used="1", capacity_unit="TB"), catalog, ["target"])
    assert any(" others, " in sentence for sentence in target.told)
    (choices,) = (field.choices for field in fields(catalog.project) if field.id == "target")
    assert len(target.told) < len(choices)


def test_a_unit_is_a_question_only_where_something_is_in_it(catalog: Catalog) -> None:
    def asked(project: Project) -> bool:
        return any(item.field.id == "capacity_unit" for item in open_questions(project, catalog))

    assert not asked(typed(hosts="5"))
    assert asked(typed(used="5"))
    assert not asked(typed(used="5", capacity_unit="GB"))


def test_of_an_empty_project_what_nobody_can_assume_is_asked_first(catalog: Catalog) -> None:
    hosts, used, *rest = influences(typed(name="Plant move"), catalog)
    assert [hosts.field, used.field] == ["hosts", "used"]
    assert "Recovery time: an example so far" in hosts.told
    # What would change an example says nothing about the project.
    assert all(item.weight < used.weight for item in rest)
    assert not any(", with " in sentence for item in (hosts, used, *rest) for sentence in item.told)
    first, *_ = influences(typed(hosts="120"), catalog)
    assert first.field == "used"
