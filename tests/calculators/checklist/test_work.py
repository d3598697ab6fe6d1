"""What was entered for a checklist is counted as it stands, and none of it is lost over another release's steps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.answers import render
from calculators.catalog import Catalog, load
from calculators.checklist.progress import progress
from calculators.checklist.report import report, responsibility_key
from calculators.checklist.work import STATES, Begun, CriterionWork, Evidence, Signature, StepWork, Work, plain, read
from calculators.checklist.worklist import combination, edition, obstacle, published, worklist
from calculators.records.delivery import Combination

CATALOG = load()
FORMS = st.sampled_from([form.id for form in CATALOG.checklists.forms])
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
DAYS = st.dates().map(lambda day: day.isoformat()) | st.just("")
EVIDENCE = st.builds(
    Evidence,
    kind=st.sampled_from(("text", "address", "output", "picture", "proof")),
    text=WORDS,
    name=WORDS,
    picture=WORDS,
    when=DAYS,
)
STEPS = st.builds(
    StepWork,
    status=st.sampled_from(("", *STATES)),
    reason=WORDS,
    owner=WORDS,
    note=WORDS,
    value=WORDS,
    when=DAYS,
    by=WORDS,
    edition=WORDS,
    action=WORDS,
    evidence=st.dictionaries(WORDS, EVIDENCE, max_size=2),
)
WORKS = st.builds(
    Work,
    steps=st.dictionaries(WORDS, STEPS, max_size=3),
    criteria=st.dictionaries(
        WORDS, st.builds(CriterionWork, status=st.sampled_from(("", "met", "not met")), note=WORDS), max_size=2
    ),
    signoff=st.dictionaries(WORDS, st.builds(Signature, name=WORDS, when=DAYS), max_size=2),
    checklists=st.dictionaries(WORDS, st.builds(Begun, steps=WORDS, data=DAYS), max_size=2),
)


def entered(name: str, states: dict[str, StepWork]) -> Work:
    return Work(steps={f"{name}/{step}": work for step, work in states.items()})


@given(WORKS)
def test_what_was_worked_through_is_the_same_when_it_is_read_again(work: Work) -> None:
    assert read(plain(work, {})) == (work, {}, [])


@given(FORMS, st.data())
def test_the_report_counts_what_was_entered(name: str, data: st.DataObject) -> None:
    found = worklist(CATALOG, name)
    assert found
    states = data.draw(st.dictionaries(st.sampled_from([item.id for item in found.items]), STEPS))
    given_report = report(found, entered(name, states), CATALOG, {})
    counted = {answer.id: answer.amount for answer in given_report.answers}
    wanted = {state: sum(1 for work in states.values() if work.status == state) for state in STATES}
    assert counted == {"open": len(found.items) - sum(wanted.values()), **wanted}
    *phases, whole = given_report.tables[0].rows
    assert [sum(int(row[place]) for row in phases) for place in range(1, 7)] == [int(cell) for cell in whole[1:]]
    # Each step stands in the table of its phase, and once.
    rows = [row for table in given_report.tables[1 : len(found.phases) + 1] for row in table.rows]
    assert [row[0].partition(".")[0] for row in rows] == [str(number) for number in range(1, len(found.items) + 1)]


@given(FORMS, st.data())
def test_nothing_that_was_entered_is_lost_over_other_steps(name: str, data: st.DataObject) -> None:
    found = worklist(CATALOG, name)
    assert found
    ids = st.lists(st.sampled_from([item.id for item in found.items]), unique=True, max_size=6)
    removed, added, worked = data.draw(ids), data.draw(ids), data.draw(ids)
    work = entered(name, {step: StepWork(status="done", note=f"note of {step}") for step in worked})
    begun = Begun(steps=" ".join(item.id for item in found.items if item.id not in added))
    later = replace(found, items=tuple(item for item in found.items if item.id not in removed))
    reached = progress(later, replace(work, checklists={name: begun}))
    told = {step.item.id: step.work.note for step in reached.worked if step.work.note}
    told |= {step: gone.note for step, gone in reached.gone.items()}
    assert told == {step: f"note of {step}" for step in worked}
    assert set(reached.gone) == set(worked) & set(removed)
    assert {step.item.id for step in reached.worked if step.is_new} == set(added) - set(removed)
    text = render.to_markdown(report(later, replace(work, checklists={name: begun}), CATALOG, {}), CATALOG)
    assert all(text.count(f"note of {step}") >= 1 for step in worked)


def test_a_step_with_other_words_is_told_with_those_that_it_had(catalog: Catalog) -> None:
    found = worklist(catalog, "dr-huawei-vmware-block-vpn")
    assert found
    first, second, *_ = found.items
    same = StepWork(status="done", edition=first.edition, action=first.action)
    other = StepWork(status="done", edition=edition("Ask nicely.", ""), action="Ask nicely.")
    work = entered(found.id, {first.id: same, second.id: other})
    reached = progress(found, work)
    assert [step.item.id for step in reached.worked if step.is_changed] == [second.id]
    assert "entered for: Ask nicely." in render.to_markdown(report(found, work, catalog, {}), catalog)


def test_the_next_step_is_the_first_that_waits_for_nothing(catalog: Catalog) -> None:
    found = worklist(catalog, "dr-huawei-vmware-block-vpn")
    assert found
    first, second, *_ = found.items
    opening = [item for item in found.items if item.phase == first.phase]
    place, then = len(opening), found.items[len(opening)]
    start = progress(found, Work())
    assert start.following and start.following.item == first
    assert len(start.worked[place].waits_for) == 1
    waiting = entered(found.id, {first.id: StepWork(status="waiting", reason="the customer")})
    following = progress(found, waiting).following
    assert following and following.item == second
    skipped = {item.id: StepWork(status="skipped", reason="done before") for item in opening[1:]}
    through = progress(found, entered(found.id, {first.id: StepWork(status="done"), **skipped}))
    assert through.following and through.following.item == then
    assert through.worked[place].waits_for == ()
    done = {item.id: StepWork(status="done") for item in found.items}
    assert progress(found, entered(found.id, done)).following is None
    assert report(found, entered(found.id, done), catalog, {}).verdict.level == "good"


def test_what_a_release_does_not_take_is_told_and_kept() -> None:
    good = {"status": "done", "by": "AB"}
    bad = {"status": "perhaps"}
    later = {"status": "done", "mood": "fine"}
    given_work = {
        "steps": {"a/b": good, "a/c": bad, "a/d": later, "a/e": 3, "a/f": {"evidence": {"x": {"text": "1"}}}},
        "weather": [1],
    }
    work, rest, told = read(given_work)
    assert set(work.steps) == {"a/b"}
    refused = {f"work.steps.a/{step}" for step in "cdef"}
    assert {place for place, _ in told} == {*refused, "work.weather"}
    assert plain(work, rest) == given_work
    assert read(["done"])[2]


def test_every_combination_is_published_composed_or_has_a_reason(catalog: Catalog) -> None:
    for cloud in catalog.preparations:
        for direction, site in (
            ("dr", "vmware"),
            ("dr", "agent"),
            ("dr", "aws"),
            ("failback", "host"),
            ("failback", "vmware"),
        ):
            for storage in ("block", "object"):
                for network in ("vpn", "public"):
                    form = combination(".".join((direction, cloud.id, site, storage, network)))
                    assert form
                    found = worklist(catalog, form.id)
                    reasons = (published(catalog, form), obstacle(catalog, form))
                    assert bool(found) != any(reasons), form.id
                    if found:
                        settings = {f"set-{item.id}" for item in cloud.settings} if direction == "dr" else set()
                        assert settings <= {item.id for item in found.items}
                        assert len({item.id for item in found.items}) == len(found.items)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("dr.azure.vmware.object.vpn", "Microsoft Azure is listed with block storage only."),
        ("dr.moon.vmware.object.vpn", "There is no target platform 'moon'."),
        ("failback.azure.vmware.block.public", "Every published failback runs over a VPN or a dedicated line."),
        ("dr.azure.host.block.vpn", "No steps are published for this source."),
    ],
)
def test_a_combination_that_nobody_can_compose_says_why(name: str, why: str, catalog: Catalog) -> None:
    form = combination(name)
    assert isinstance(form, Combination) and obstacle(catalog, form) == why
    assert worklist(catalog, name) is None


def test_no_other_name_is_a_combination() -> None:
    for name in ("", "dr.azure", "dr.azure.vmware.block.carrier-pigeon", "dr-huawei-vmware-block-vpn", "a.b.c.d.e"):
        assert combination(name) is None


def test_criteria_agreements_and_signatures_stand_in_the_report(catalog: Catalog) -> None:
    found = worklist(catalog, "fb-huawei-host-block")
    assert found
    criterion = next(item for item in catalog.criteria if item.direction == "failback")
    person = catalog.checklists.responsibilities[0]
    work = Work(
        criteria={
            criterion.id: CriterionWork(status="met", note="seen by all", by="AB"),
            responsibility_key(person.area, person.item): CriterionWork(status="met", owner="Night shift"),
        },
        signoff={f"{found.id}/vendor": Signature(name="A. Vendor", when="2026-11-29")},
    )
    tables = {table.title: table.rows for table in report(found, work, catalog, {}).tables}
    assert [row for row in tables["Success criteria"] if row[1] == "met"] == [
        (criterion.criterion, "met", "seen by all", "", "AB")
    ]
    assert [row[3] for row in tables["Who does what"]].count("agreed") == 1
    assert ("The vendor", "A. Vendor", "2026-11-29", "") in tables["Sign-off"]
    # Nobody is bothered with an agreement that nobody began.
    assert "Scope of the proof of concept" not in tables
