"""What a maintainer is told when records do not fit each other, the pages or the calculators."""

import dataclasses

import pytest

from calculators.checklists import applies
from calculators.records.evidence import Source
from calculators.records.flow import Finding, Flow, Option, Outcome, Question
from calculators.records.planning import Milestone, Phase, Plan
from macros.checks import CHECKS, flow_problems, plan_problems
from tests.macros.conftest import Project

SOURCE = Source(document="guide", section="Limits")


def test_every_check_has_a_name_of_its_own():
    names = [check.name for check in CHECKS]
    assert all(names)
    assert len(set(names)) == len(names)


# --- documents and disagreements -----------------------------------------------------------------


def test_a_source_that_names_no_document(broken):
    at, found = broken(
        "glossary.yaml",
        "- id: agent-mode\n  term: Agent mode\n",
        "- id: new\n  term: New\n  definition: A word.\n  source: {→document: fag, section: Words}\n"
        "- id: agent-mode\n  term: Agent mode\n",
    )
    assert found == [
        f"{at}: [0].source.document: there is no document 'fag' in data/documents.yaml. Did you mean 'faq'?"
    ]


def test_a_document_that_no_record_names(broken):
    at, found = broken(
        "documents.yaml",
        "- id: driver-adaption\n",
        "- →id: unread\n  title: Unread\n  url: https://example.org/\n  read: 2026-08-07\n- id: driver-adaption\n",
    )
    assert found == [f"{at}: [0]: no record names the document 'unread'. Delete it, or cite it."]


def test_a_record_that_names_no_disagreement(broken):
    at, found = broken(
        "network.yaml", "conflicts: [min-bandwidth]\n  - id: object\n", "conflicts: [→min-bandwith]\n  - id: object\n"
    )
    assert found == [
        f"{at}: minimums[0].conflicts[0]: there is no disagreement 'min-bandwith' in data/conflicts.yaml. "
        "Did you mean 'min-bandwidth'?"
    ]


def test_the_worked_example_that_names_no_disagreement(project: Project):
    project.edit("network.yaml", "subnets_conflicts: [", "subnets_conflicts: [→zzz, ")
    (found,) = project.problems()
    assert found.endswith("subnets_conflicts[0]: there is no disagreement 'zzz' in data/conflicts.yaml.")


def test_a_disagreement_with_one_side(broken):
    at, found = broken(
        "conflicts.yaml",
        "- id: rto-block\n",
        "- id: lonely\n  topic: Nothing\n  →statements:\n    - says: One thing.\n"
        "      source: {document: faq, section: Words}\n  used: It.\n  why: It is alone.\n- id: rto-block\n",
    )
    assert found == [f"{at}: [0].statements: a disagreement has at least two statements."]


# --- ids, pages, versions ------------------------------------------------------------------------


def test_an_id_that_stands_twice_in_a_list(project: Project):
    first = project.edit("series.yaml", "- id: link-steps\n", "- →id: link-steps\n").split(":")[1]
    text = (project.root / "data/series.yaml").read_text("utf-8")
    record = text[text.index("- id: link-steps") :]
    project.write("series.yaml", text + record)
    line = text.count("\n") + 1
    assert project.problems() == [
        f"data/series.yaml:{line}:3: [1].id: the id 'link-steps' stands in line {first} already."
    ]


def test_a_condition_id_that_stands_in_two_files(broken):
    at, found = broken(
        "sources/vmware-agentless.yaml",
        "conditions:\n",
        "conditions:\n  - →id: linux-fs-ext\n    area: New\n    condition: New\n    verdict: supported\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [f"{at}: conditions[0].id: the id 'linux-fs-ext' stands in data/sources/linux-agent.yaml already."]


@pytest.mark.parametrize("name", ['a"b', "two words", "<b>", "über", "-first", "3d", "''"])
def test_an_id_that_cannot_stand_in_an_address(broken, name):
    at, found = broken(
        "plan.yaml",
        "\nmilestones:\n",
        f"\nmilestones:\n  - →id: {name}\n    name: New\n    event: It happens.\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [
        f"{at}: milestones[0].id: the id '{name.strip(chr(39))}' must be made of letters, digits, - and _, "
        "with a letter first."
    ]


def test_a_text_that_is_empty(broken):
    at, found = broken("plan.yaml", "    name: PO & payment ready\n", "    →name: ' '\n")
    assert found == [f"{at}: phases[0].name: this is empty. Write a text, or leave the key out."]


def test_a_page_that_does_not_exist(broken):
    at, found = broken(
        "glossary.yaml",
        "- id: agent-mode\n  term: Agent mode\n",
        "- id: new\n  term: New\n  definition: A word.\n  source: {document: faq, section: Words}\n"
        "  →page: compatibilidy/index.md\n- id: agent-mode\n  term: Agent mode\n",
    )
    assert found == [
        f"{at}: [0].page: there is no page 'compatibilidy/index.md' in docs/. Did you mean 'compatibility/index.md'?"
    ]


def test_an_outcome_whose_next_page_does_not_exist(broken):
    at, found = broken("flows/qualification.yaml", "    next_page: investigate.md\n", "    →next_page: zzz\n")
    assert found == [f"{at}: outcomes[0].next_page: there is no page 'zzz' in docs/."]


def test_a_source_type_without_a_page(project: Project):
    text = (project.root / "data/sources/linux-agent.yaml").read_text("utf-8")
    renamed = text.replace("id: linux-agent\n", "id: solaris-agent\n", 1)
    project.write("sources/solaris-agent.yaml", renamed[: renamed.index("\nconditions:")] + "\nconditions: []\n")
    line = renamed[: renamed.index("id: solaris-agent")].count("\n") + 1
    assert project.problems() == [
        f"data/sources/solaris-agent.yaml:{line}:1: id: the source type 'solaris-agent' needs a page "
        "docs/compatibility/solaris-agent.md."
    ]


def test_a_version_that_is_a_number(broken):
    at, found = broken(
        "sources/linux-agent.yaml",
        "\nlimits:\n",
        "\nlimits:\n  - id: new\n    what: New\n    →value: 8.10\n    unit: version\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [f"{at}: limits[0].value: a version must be text, or 8.10 becomes 8.1: put it in quotes."]


# --- figures -------------------------------------------------------------------------------------

FIRST_FIGURE = "- id: rpo-minimum\n"


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        ("basis: stated\n", "a number that is stated needs a source."),
        ("basis: measured\n", "a number that is measured needs a source."),
        ("basis: assumed\n", "a number that is assumed needs a why."),
        ("basis: derived\n", "a number that is derived needs a why."),
    ],
)
def test_a_figure_without_evidence(broken, rest, problem):
    at, found = broken(
        "figures.yaml",
        FIRST_FIGURE,
        f"- →id: new\n  label: New\n  value: 1\n  unit: ms\n  {rest}{FIRST_FIGURE}",
    )
    assert found == [f"{at}: [0]: {problem}"]


def test_a_figure_that_is_assumed_but_has_a_source(broken):
    at, found = broken(
        "figures.yaml",
        FIRST_FIGURE,
        "- id: new\n  label: New\n  value: 1\n  unit: ms\n  basis: assumed\n  why: It is usual.\n"
        f"  →source: {{document: faq, section: Words}}\n{FIRST_FIGURE}",
    )
    assert found == [f"{at}: [0].source: an assumed number has no source: say 'stated', or leave it out."]


def test_a_figure_that_a_calculator_and_its_form_miss(broken):
    _, found = broken("figures.yaml", FIRST_FIGURE, "- id: rpo-minimums\n")
    assert any(
        line.endswith(
            ": groups[1].fields[0].minimum_is: there is no figure 'rpo-minimum' in data/figures.yaml. "
            "Did you mean 'rpo-minimums'?"
        )
        for line in found
    )
    assert any(line.endswith(": the calculator rpo_bandwidth needs a figure 'rpo-minimum'.") for line in found)


def test_a_series_that_does_not_rise(broken):
    at, found = broken("series.yaml", "  values: [10, 20, ", "  →values: [20, 10, ")
    assert found == [f"{at}: [0].values: the values must rise."]


def test_a_series_that_a_calculator_misses(broken):
    _, found = broken("series.yaml", "id: link-steps", "id: steps")
    assert [line.split(": ", 1)[1] for line in found] == ["the calculator rpo_bandwidth needs a series 'link-steps'."]


# --- flows ---------------------------------------------------------------------------------------


def option(name: str, to: str | None, *outcomes: str) -> Option:
    findings = tuple(
        Finding(outcome=outcome, reason="", remedy="", source=SOURCE, page="", page_label="") for outcome in outcomes
    )
    return Option(id=name, label=name, next=to, findings=findings)


def question(name: str, *options: Option) -> Question:
    return Question(id=name, text=name, short=name, why="", options=options)


def flow(*questions: Question, start: str = "first", outcomes: tuple[str, ...] = ("good", "bad")) -> Flow:
    return Flow(
        id="flow",
        title="Flow",
        start=start,
        questions=questions,
        outcomes=tuple(
            Outcome(id=name, label=name, summary="", level="good", next_page="", next_label="") for name in outcomes
        ),
    )


GOOD_FLOW = flow(
    question("first", option("yes", "second"), option("no", None, "bad")),
    question("second", option("yes", None)),
)


def test_a_flow_that_ends_has_no_problem():
    assert list(flow_problems(GOOD_FLOW)) == []


@pytest.mark.parametrize(
    ("broken_flow", "problems"),
    [
        (
            flow(question("first", option("yes", None)), outcomes=()),
            [(("outcomes",), "a flow needs outcomes.")],
        ),
        (
            dataclasses.replace(GOOD_FLOW, start="firzt"),
            [(("start",), "there is no question 'firzt'. Did you mean 'first'?"),
             (("questions", 0), "no answer leads to the question 'first'.")],
        ),
        (
            flow(question("first", option("yes", "other", "bad"))),
            [(("questions", 0, "options", 0, "next"), "there is no question 'other'.")],
        ),
        (
            flow(question("first", option("yes", None, "bda"), option("no", None, "bad"))),
            [(("questions", 0, "options", 0, "findings", 0, "outcome"),
              "there is no outcome 'bda'. Did you mean 'bad'?")],
        ),
        (
            flow(question("first", option("yes", "first"), option("no", None, "bad"))),
            [(("questions", 0, "options", 0, "next"),
              "the question 'first' stands before this one, so the flow could go round in a circle. "
              "A question leads only to later ones.")],
        ),
        (
            flow(question("first", option("yes", "second", "bad")), question("second", option("back", "first"))),
            [(("questions", 1, "options", 0, "next"),
              "the question 'first' stands before this one, so the flow could go round in a circle. "
              "A question leads only to later ones.")],
        ),
        (
            flow(question("first", option("yes", None, "bad")), question("lost", option("yes", None))),
            [(("questions", 1), "no answer leads to the question 'lost'.")],
        ),
        (
            flow(question("first", option("yes", None))),
            [(("outcomes", 1), "no answer leads to the outcome 'bad'.")],
        ),
        (
            flow(question("first"), outcomes=("good",)),
            [(("questions", 0, "options"), "a question needs options.")],
        ),
    ],
    ids=["no outcomes", "start", "next", "outcome", "itself", "cycle", "unreachable", "unused outcome", "no options"],
)  # fmt: skip
def test_a_flow_that_is_broken(broken_flow, problems):
    assert list(flow_problems(broken_flow)) == problems


def test_a_broken_flow_is_told_with_its_place(broken):
    at, found = broken(
        "flows/qualification.yaml",
        "        hint: Intel or AMD.\n        next: system\n",
        "        hint: Intel or AMD.\n        →next: applications\n",
    )
    assert found == [
        f"{at}: questions[2].options[0].next: the question 'applications' stands before this one, so the flow could "
        "go round in a circle. A question leads only to later ones."
    ]


def test_a_missing_flow(project: Project):
    (project.root / "data/flows/qualification.yaml").unlink()
    assert any(
        line.endswith("the calculator qualification needs data/flows/qualification.yaml.")
        for line in project.problems()
    )


# --- forms ---------------------------------------------------------------------------------------

FORM = "calculators/rpo_bandwidth.yaml"


def test_a_form_of_no_calculator(project: Project):
    text = (project.root / "data" / FORM).read_text("utf-8")
    project.write("calculators/rpo_bandwith.yaml", text.replace("id: rpo_bandwidth\n", "id: rpo_bandwith\n", 1))
    line = text[: text.index("id: rpo_bandwidth\n")].count("\n") + 1
    assert project.problems() == [
        f"data/calculators/rpo_bandwith.yaml:{line}:1: id: there is no calculator 'rpo_bandwith'. "
        "Did you mean 'rpo_bandwidth'?"
    ]


def test_a_calculator_without_a_form(project: Project):
    (project.root / "data" / FORM).unlink()
    assert [line.split(": ", 1)[1] for line in project.problems() if "no record names" not in line] == [
        "the calculator rpo_bandwidth needs data/calculators/rpo_bandwidth.yaml."
    ]


def test_a_field_that_the_calculator_does_not_have(broken):
    at, found = broken(FORM, "      - id: outage_hours\n", "      - →id: outage_hour\n")
    assert len(found) == 2
    assert found[0].endswith(": groups: the calculator needs an input 'outage_hours'.")
    assert found[1] == (
        f"{at}: groups[1].fields[3].id: the calculator has no input 'outage_hour'. Did you mean 'outage_hours'?"
    )


def test_a_field_that_stands_twice(broken):
    _, found = broken(
        FORM,
        "groups:\n",
        "groups:\n  - title: New\n    fields:\n      - {id: outage_hours, label: Outage, help: Hours., default: 8}\n",
    )
    assert [line.split(": ", 1)[1] for line in found] == [
        "groups[0].fields[0].id: the input 'outage_hours' stands here twice.",
        "groups[2].fields[3].id: the input 'outage_hours' stands here twice.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("        default: 10\n        minimum: 4.16\n", "        default: 4\n        minimum: 4.16\n",
         "groups[0].fields[4]: busiest_hour_percent", "the default 4 is outside its own bounds."),
        ("        default: 10\n        minimum: 4.16\n", "        default: 101\n        minimum: 4.16\n",
         "groups[0].fields[4]: busiest_hour_percent", "the default 101 is outside its own bounds."),
        ("        default: 60\n", "        default: 4\n",
         "groups[1].fields[0]: rpo_minutes", "the default 4 is outside its own bounds."),
        ("        default: 60\n", "        default: an hour\n",
         "groups[1].fields[0]: rpo_minutes", "the default 'an hour' is not a number, and there are no choices."),
        ("        default: 60\n", "        default: null\n",
         "groups[1].fields[0]: rpo_minutes", "only an optional input may start empty."),
        ("        minimum_is: rpo-minimum\n", "        minimum_is: rpo-minimum\n        minimum: 5\n",
         "groups[1].fields[0]: rpo_minutes", "either 'minimum' or 'minimum_is', not both."),
        ("        default: block\n", "        default: blokk\n",
         "groups[0].fields[0]: storage", "the default 'blokk' is not one of its choices."),
        ("        empty_means: not measured, so the answer leaves it out\n", "",
         "groups[1].fields[2]: snapshot_minutes", "an optional input needs 'empty_means'."),
    ],
)  # fmt: skip
def test_a_field_that_contradicts_itself(broken, old, new, field, problem):
    _, found = broken(FORM, old, new)
    assert [line.split(": ", 1)[1] for line in found] == [f"{field}: {problem}"]


def test_a_unit_that_no_input_holds(broken):
    at, found = broken(FORM, "        unit_from: used_unit\n", "        →unit_from: used_units\n")
    assert found == [
        f"{at}: groups[0].fields[1].unit_from: there is no input 'used_units' with choices. Did you mean 'used_unit'?"
    ]


# --- the plan ------------------------------------------------------------------------------------


def phase(name: str, begins: str, ends: str, *after: str) -> Phase:
    return Phase(
        id=name, name=name, kind="delivery", after=after, begins=begins, ends=ends,
        work="", result="", page="", source=SOURCE,
    )  # fmt: skip


def plan(*phases: Phase) -> Plan:
    milestones = tuple(Milestone(id=name, name=name, event="", source=SOURCE) for name in ("m1", "m2", "m3"))
    return Plan(milestones=milestones, phases=phases, schedules=(), durations=())


def test_a_plan_in_order_has_no_problem():
    assert list(plan_problems(plan(phase("a", "m1", "m2"), phase("b", "m2", "m3", "a")))) == []


@pytest.mark.parametrize(
    ("broken_plan", "problems"),
    [
        (plan(phase("a", "m0", "m2")),
         [(("phases", 0, "begins"), "there is no milestone 'm0'.")]),
        (plan(phase("a", "m2", "m2")),
         [(("phases", 0, "ends"), "a phase must end at a later milestone than it begins.")]),
        (plan(phase("a", "m3", "m1")),
         [(("phases", 0, "ends"), "a phase must end at a later milestone than it begins.")]),
        (plan(phase("a", "m1", "m2", "before")),
         [(("phases", 0, "after", 0), "there is no phase 'before'.")]),
        (plan(phase("a", "m1", "m3"), phase("b", "m2", "m3", "a")),
         [(("phases", 1, "after", 0), "'b' begins before 'a' ends, but must come after it.")]),
        (plan(phase("a", "m1", "m2", "b"), phase("b", "m2", "m3", "a")),
         [(("phases", 0, "after", 0), "'a' begins before 'b' ends, but must come after it.")]),
    ],
    ids=["milestone", "no length", "backwards", "phase", "overlap", "cycle"],
)  # fmt: skip
def test_a_plan_that_is_broken(broken_plan, problems):
    assert list(plan_problems(broken_plan)) == problems


def test_a_broken_plan_is_told_with_its_place(broken):
    at, found = broken("plan.yaml", "    after: [drill, install]\n", "    after: [→dril, install]\n")
    assert found == [f"{at}: phases[7].after[0]: there is no phase 'dril'. Did you mean 'drill'?"]


# --- checklists and operations -------------------------------------------------------------------

FIRST_STEP = "steps:\n  - id: inv-vmware\n"
STEP = (
    "steps:\n  - →id: new\n    direction: dr\n    phase: investigation\n    action: Do it.\n    proof: It is done.\n"
    "    owner: customer\n    owner_basis: inferred\n    sources: [{document: faq, section: Words}]\n"
)


def test_a_step_in_no_phase(broken):
    step = STEP.replace("→", "").replace("    phase: investigation", "    →phase: investigatoin")
    at, found = broken("checklists.yaml", FIRST_STEP, step + FIRST_STEP.removeprefix("steps:\n"))
    assert found == [f"{at}: steps[0].phase: there is no phase 'investigatoin'. Did you mean 'investigation'?"]


def test_a_step_in_a_phase_of_the_other_direction(broken):
    step = STEP.replace("→", "").replace("    phase: ", "    →phase: ").replace(": dr\n", ": failback\n")
    at, found = broken("checklists.yaml", FIRST_STEP, step + FIRST_STEP.removeprefix("steps:\n"))
    assert found == [f"{at}: steps[0].phase: the phase 'investigation' belongs to the other direction."]


def test_a_step_that_no_checklist_uses(broken):
    step = STEP + "    applies: [{site: [host]}]\n"
    at, found = broken("checklists.yaml", FIRST_STEP, step + FIRST_STEP.removeprefix("steps:\n"))
    assert found == [f"{at}: steps[0]: no checklist uses the step 'new'."]


def test_a_phase_without_steps(broken):
    at, found = broken("checklists.yaml", "\nphases:\n", "\nphases:\n  - →id: new\n    direction: dr\n    name: New\n")
    assert found == [f"{at}: phases[0]: no step belongs to the phase 'new'."]


def test_for_which_checklists_a_step_holds(data):
    forms = [form for form in data.checklists.forms if form.direction == "dr"]
    for step in data.checklists.steps:
        for form in forms:
            held = not step.applies or any(
                all(
                    not getattr(rule, name) or getattr(form, name) in getattr(rule, name)
                    for name in ("site", "storage", "network")
                )
                for rule in step.applies
            )
            assert applies(step, form) == held


def test_a_practice_of_no_topic(broken):
    at, found = broken(
        "operations.yaml",
        "\npractices:\n",
        "\npractices:\n  - id: new\n    →topic: first-snyc\n    text: Do it.\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [f"{at}: practices[0].topic: there is no topic 'first-snyc'. Did you mean 'first-sync'?"]


def test_a_topic_without_practices(broken):
    at, found = broken("operations.yaml", "\ntopics:\n", "\ntopics:\n  - →id: new\n    title: New\n")
    assert found == [f"{at}: topics[0]: no practice belongs to the topic 'new'."]


# --- all at once ---------------------------------------------------------------------------------


def test_problems_of_several_files_come_at_once_and_sorted(project: Project):
    topic = project.edit("operations.yaml", "\ntopics:\n", "\ntopics:\n  - →id: new\n    title: New\n")
    phase = project.edit(
        "checklists.yaml", "\nphases:\n", "\nphases:\n  - →id: new\n    direction: dr\n    name: New\n"
    )
    series = project.edit("series.yaml", "  values: [10, 20, ", "  →values: [20, 10, ")
    assert project.problems() == [
        f"{phase}: phases[0]: no step belongs to the phase 'new'.",
        f"{topic}: topics[0]: no practice belongs to the topic 'new'.",
        f"{series}: [0].values: the values must rise.",
    ]
