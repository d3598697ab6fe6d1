"""What a maintainer is told when records do not fit each other, the pages or the calculators."""

import dataclasses
import shutil

import pytest

from calculators.checklist.steps import applies
from calculators.records.evidence import Source
from calculators.records.flow import Finding, Flow, Option, Outcome, Question
from calculators.records.planning import Milestone, Phase, Plan
from macros.data.checks import CHECKS, flow_problems, head_problems, plan_problems
from macros.pages.generated import generated_pages
from tests.conftest import ROOT
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
        f"data/series.yaml:{line}:3: [1].id: the id 'link-steps' stands in line {first} already. "
        "Give one of them another."
    ]


def test_a_condition_id_that_stands_in_two_files(broken):
    at, found = broken(
        "sources/vmware-agentless.yaml",
        "conditions:\n",
        "conditions:\n  - →id: linux-fs-ext\n    area: Boot\n    condition: New\n    verdict: supported\n"
        "    source: {document: faq, section: Words}\n",
    )
    assert found == [
        f"{at}: conditions[0].id: the id 'linux-fs-ext' stands in data/sources/linux-agent.yaml already. "
        "Give one of them another."
    ]


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


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("---\ntitle: Ports\ndescription: Ports: which to open\n---\n\n# Ports\n",
         "docs/new.md:3:19: not valid YAML: a colon makes a key here. Put a text with ': ' in quotes, or mend the "
         "indentation."),
        ("---\ntitle: Ports\n---\n\n# Ports\n", "docs/new.md:2:1: a page needs a text 'description'."),
        ("---\ntitle: 8.10\ndescription: Words\n---\n", "docs/new.md:2:1: title: a page needs a text 'title'."),
        ("---\n- title\n---\n", "docs/new.md:2:1: a page needs a text 'title'."),
        ("# Ports\n", "docs/new.md:1:1: a page begins with '---', `title`, `description` and '---'."),
        ("---\ntitle: Ports\n", "docs/new.md:1:1: a page begins with '---', `title`, `description` and '---'."),
        ("", "docs/new.md:1:1: a page begins with '---', `title`, `description` and '---'."),
    ],
)  # fmt: skip
def test_a_page_whose_head_would_get_lost(tmp_path, head, problem):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs/new.md"
    page.write_text(head, "utf-8")
    assert str(next(head_problems(page, tmp_path))) == problem


def test_the_check_looks_at_the_heads_of_pages(project: Project):
    (project.root / "docs").unlink()
    shutil.copytree(ROOT / "docs", project.root / "docs")
    page = project.root / "docs/ports.md"
    page.write_text(page.read_text("utf-8").replace("description: ", "description: Note: "), "utf-8")
    (found,) = project.problems()
    assert found.startswith("docs/ports.md:3:18: not valid YAML: a colon makes a key here.")


# --- checklists and ports ------------------------------------------------------------------------


def test_a_checklist_for_an_unknown_platform(broken):
    at, found = broken(
        "checklists.yaml",
        "    number: 28\n    direction: failback\n    platform: tm-cae\n",
        "    number: 28\n    direction: failback\n    →platform: tmcae\n",
    )
    assert found == [f"{at}: forms[27].platform: there is no platform 'tmcae'. Did you mean 'tm-cae'?"]


def test_two_checklists_for_one_combination(project: Project):
    old = "number: 2\n    direction: dr\n    platform: huawei\n    site: vmware\n    storage: block\n    network: "
    project.edit("checklists.yaml", f"{old}public", f"{old}vpn")
    (found,) = project.problems()
    assert found.endswith("forms[1]: the checklist 'dr-huawei-vmware-block-vpn' is for the same combination.")


def test_an_owner_that_nobody_knows(project: Project):
    at = project.edit(
        "checklists.yaml",
        "    proof: Every host has a supported method.\n    owner: MSP\n",
        "    proof: Every host has a supported method.\n    →owner: the vendor\n",
    )
    (found,) = project.problems()
    assert found.startswith(f"{at.rpartition(':')[0]}:")
    assert "'the vendor' is not allowed" in found
    assert "customer; vendor may assist" in found


def test_a_step_behind_a_later_phase(broken):
    _, found = broken(
        "checklists.yaml",
        "  - id: drill-report\n    direction: dr\n    phase: drill\n",
        "  - id: drill-report\n    direction: dr\n    phase: investigation\n",
    )
    assert [line.partition(": ")[2] for line in found] == [
        "steps[53]: the step stands behind steps of later phases, so its number would not follow."
    ]


def test_a_platform_with_an_unknown_document(broken):
    at, found = broken("checklists.yaml", "documents: [tmcae-pre-settings, ", "documents: [→tmcae-presettings, ")
    assert found == [
        f"{at}: platforms[1].documents[0]: there is no document 'tmcae-presettings' in data/documents.yaml. "
        "Did you mean 'tmcae-pre-settings'?"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    storage: object\n    modes: [agent]\n    console: self-hosted\n",
            "    storage: object\n    modes: [→agents]\n    console: self-hosted\n",
            "tables[0].modes[0]: there is no mode 'agents'. Did you mean 'agent'?",
        ),
        (
            "        ports: [5985]\n",
            "        ports: [→65536]\n",
            "tables[32].connections[0].ports[0]: 65536 is no port: they go from 1 to 65535.",
        ),
        (
            "      - id: dr-object-agent-2\n",
            "      - →id: two\n",
            "tables[0].connections[1].id: the id must begin with 'dr-object-agent-'.",
        ),
        (
            "    variant: network with NAT\n",
            "",
            "tables[11]: the list 'failback-block' is for the same scenario. Tell them apart by 'variant'.",
        ),
        (
            "    title: Production site on Huawei Cloud\n    extent: part\n",
            "    title: Production site on Huawei Cloud\n    →extent: whole\n",
            "tables[28].extent: the list of a scenario needs a direction, a storage and modes, or nothing leads to it.",
        ),
        (
            "  - id: port-902\n    port: 902\n",
            "  - id: port-903\n    →port: 903\n",
            "uses[8].port: no list opens the port 903.",
        ),
        (
            "  - id: port-902\n    port: 902\n",
            "  - →id: esxi\n    port: 902\n",
            "uses[8].id: the id must be 'port-902'.",
        ),
        (
            "  - id: peering\n",
            "  - id: unused\n    text: Nothing.\n  - id: peering\n",
            "remarks[1]: no connection names the remark 'unused'.",
        ),
        (
            "  - id: hcs\n",
            "  - id: unused\n    name: None\n    direction: dr\n  - id: hcs\n",
            "modes[7]: no list names the mode 'unused'.",
        ),
    ],
)
def test_lists_of_ports_that_do_not_fit(project: Project, old: str, new: str, message: str):
    at = project.edit("ports.yaml", old, new)
    (found,) = project.problems()
    assert found.endswith(f": {message}")
    if "→" in new:
        assert found == f"{at}: {message}"


def test_a_connection_with_an_unknown_remark(project: Project):
    text = (project.root / "data/ports.yaml").read_text("utf-8")
    project.write("ports.yaml", text.replace("remarks: [peering]", "remarks: [pearing]", 1))
    (found,) = project.problems()
    assert found.endswith("remarks[0]: there is no remark 'pearing'. Did you mean 'peering'?")


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
    at, found = broken(
        "flows/qualification.yaml", "    next_page: compatibility/linux-agent.md\n", "    →next_page: zzz\n"
    )
    assert found == [f"{at}: outcomes[3].next_page: there is no page 'zzz' in docs/."]


def test_a_general_condition_whose_id_stands_at_a_source_type(broken):
    _, found = broken("general_conditions.yaml", "- id: gen-nics\n", "- id: linux-fs-ext\n")
    assert [line.split(": ", 1)[1] for line in found] == [
        "[4].id: the id 'linux-fs-ext' stands in data/sources/linux-agent.yaml already. Give one of them another."
    ]


def test_a_disagreement_of_a_limitations_page_that_no_source_type_names(broken):
    _, found = broken("sources/openstack-ceph-agentless.yaml", "    conflicts: [ceph-osd]\n", "")
    assert [line.split(": ", 1)[1] for line in found] == [
        "[23].id: no source type and no system names 'ceph-osd', which is about a limitations page."
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("decided_by: [win-legacy]", "decided_by: [→win-legcy]",
         "[15].decided_by[0]: there is no condition 'win-legcy'. Did you mean 'win-legacy'?"),
        ("conditional: ['26.04.x']", "conditional: [→'26.4']", "[5].conditional[0]: there is no version '26.4'."),
        ("    - kylin-os-v10\n", "    - →kylin-os-v11\n",
         "[7].kernels[0]: there is no release 'kylin-os-v11'. Did you mean 'kylin-os-v10'?"),
    ],
)  # fmt: skip
def test_a_system_that_names_what_does_not_exist(broken, old, new, problem):
    at, found = broken("operating_systems.yaml", old, new)
    assert any(line.startswith(f"{at}: {problem}") for line in found)


def test_a_release_that_no_system_names(broken):
    _, found = broken("operating_systems.yaml", "  kernels:\n    - kylin-os-v10\n", "")
    assert [line.split(": ", 1)[1] for line in found] == [
        "releases[0]: no operating system names the release 'kylin-os-v10'."
    ]


def test_a_system_under_a_condition_that_says_no_reason(broken):
    _, found = broken("operating_systems.yaml", "  decided_by: [win-legacy]\n", "")
    assert [line.split(": ", 1)[1] for line in found] == [
        "[15].conditional: say why: name conditions in 'decided_by', or disagreements."
    ]


def test_a_system_whose_list_of_guests_is_no_link(project: Project):
    text = (project.root / "data/operating_systems.yaml").read_text("utf-8")
    project.write("operating_systems.yaml", text.replace("guest_list: os-matrix-agentless", "guest_list: os-matrix", 1))
    (found,) = project.problems()
    assert "[0].guest_list: there is no link 'os-matrix' in data/links.yaml. Did you mean" in found


def test_every_source_type_has_a_page_of_its_own(data):
    pages = [page.path for page in generated_pages(data)]
    assert len(set(pages)) == len(pages)
    assert set(pages) >= {f"compatibility/{source.id}.md" for source in data.sources}


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
    assert [line.split(": ", 1)[1] for line in found] == [
        "the calculator replay needs a series 'link-steps'.",
        "the calculator rpo_bandwidth needs a series 'link-steps'.",
    ]


def test_a_word_that_two_terms_claim(broken):
    at, found = broken("glossary.yaml", "  also: [cycle, interval]\n", "  also: [cycle, →agentless]\n")
    (line,) = found
    assert line.startswith(at)
    assert line.endswith(".also[1]: 'agentless' is a word for the term 'agentless' already.")


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
            Outcome(id=name, label=name, mark=name, summary="", level="good", next_page="", next_label="")
            for name in outcomes
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


def test_a_condition_that_no_source_type_has(broken):
    at, found = broken("flows/qualification.yaml", "condition: linux-fs-btrfs}", "→condition: linux-fs-btrsf}")
    assert found == [
        f"{at}: follow_ups[1].items[1].conditions[0].condition: there is no condition 'linux-fs-btrsf' in "
        "data/sources/. Did you mean 'linux-fs-btrfs'?"
    ]


def test_a_remedy_beside_the_one_of_the_condition(broken):
    at, found = broken(
        "flows/qualification.yaml",
        "condition: linux-secure-boot}",
        "condition: linux-secure-boot, →remedy: Ask somebody.}",
    )
    assert found == [
        f"{at}: follow_ups[1].items[8].conditions[0].remedy: the condition names a remedy itself. Leave this one out."
    ]


def test_a_follow_up_that_no_answer_opens_is_told_with_its_place(broken):
    at, found = broken("flows/qualification.yaml", "        opens: [target]\n", "        opens: [→targets]\n")
    assert found == [
        f"{at}: follow_ups[0].items[5].opens[0]: there is no follow-up 'targets'. Did you mean 'target'?",
        next(line for line in found if line.endswith("no answer opens the follow-up 'target'.")),
    ]


def test_a_finding_that_leads_to_no_condition(broken):
    at, found = broken(
        "flows/qualification.yaml",
        "            page: compatibility/linux-agent.md#condition-linux-nfs\n",
        "            →page: compatibility/linux-agent.md#condition-linux-nsf\n",
    )
    assert found == [
        f"{at}: follow_ups[5].items[5].findings[0].page: there is no page "
        "'compatibility/linux-agent.md#condition-linux-nsf' in docs/. Did you mean "
        "'compatibility/linux-agent.md#condition-linux-nfs'?"
    ]


def test_an_input_with_several_choices_outside_a_flow(broken):
    at, found = broken(
        "calculators/rpo_bandwidth.yaml", "      - id: storage\n", "      - →several: true\n        id: storage\n"
    )
    assert found == [f"{at}: groups[0].fields[0]: storage: only a flow's follow-up may have several choices."]


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
    found = [line for line in project.problems() if "no record names" not in line and "/examples.yaml:" not in line]
    assert [line.split(": ", 1)[1] for line in found] == [
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


LOOKUP = "calculators/kernels.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("        lines: 20000\n", "        lines: 3\n", "the default is longer than it may be."),
        ("        letters: 1000000\n", "        letters: 9\n", "the default is longer than it may be."),
        ("        letters: 1000000\n", "", "a text needs both 'lines' and 'letters'."),
        ("        lines: 20000\n", "", "a text needs both 'lines' and 'letters'."),
    ],
)
def test_a_text_that_contradicts_itself(broken, old, new, problem):
    _, found = broken(LOOKUP, old, new)
    assert [line.split(": ", 1)[1] for line in found] == [f"groups[0].fields[0]: kernels: {problem}"]


# --- kernels -------------------------------------------------------------------------------------

DEBIAN = "kernels/debian.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("      - 6.1.0-42-amd64_amd64\n", "      - 6.1.0-42-amd64_amd64\n      - →6.1.0-9-amd64_amd64\n",
         "releases[4].builds[12]: '6.1.0-9-amd64_amd64' belongs before '6.1.0-13-amd64_amd64': "
         "the order is that of versions."),
        ("      - 6.1.0-42-amd64_amd64\n", "      - 6.1.0-42-amd64_amd64\n      - →6.1.0-42-amd64_amd64\n",
         "releases[4].builds[12]: '6.1.0-42-amd64_amd64' stands here twice."),
        ("      - 6.1.0-42-amd64_amd64\n", "      - →6.1.0-42-amd64\n",
         "releases[4].builds[11]: '6.1.0-42-amd64' is not the name of an x86-64 kernel, "
         "such as 3.10.0-957.el7.x86_64."),
        ("      - 6.1.0-42-amd64_amd64\n", "      - →linux 6.1.0-42_amd64\n",
         "releases[4].builds[11]: 'linux 6.1.0-42_amd64' is not the name of an x86-64 kernel, "
         "such as 3.10.0-957.el7.x86_64."),
        ("      - 6.1.0-42-amd64_amd64\n", "      - →7.0.1-1-amd64_amd64\n",
         "releases[4].builds[11]: '7.0.1-1-amd64_amd64' is outside the supported range, 2.6.32 to 7.0.0."),
    ],
)  # fmt: skip
def test_a_kernel_where_it_does_not_belong(broken, old, new, problem):
    at, found = broken(DEBIAN, old, new)
    assert found == [f"{at}: {problem}"]


def test_a_range_that_differs_from_the_limit_of_the_agent(broken):
    at, found = broken("kernel_rules.yaml", "  highest: '7.0.0'\n", "  →highest: '7.1.0'\n")
    assert found == [f"{at}: supported.highest: the limit 'kernel-max' in data/sources/linux-agent.yaml is '7.0.0'."]


def test_a_list_of_kernels_that_the_form_does_not_offer(broken):
    _, found = broken(LOOKUP, "          - {id: uos, label: UOS}\n", "")
    assert len(found) == 1
    assert "the choices must be the lists in data/kernels/: all, centos-rhel-rocky-alma, debian," in found[0]


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


# --- sizes, measurements -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "components.yaml",
            "    plan_with: installation\n",
            "    →plan_with: instalation\n",  # codespell:ignore
            "components[0].plan_with: there is no size 'instalation'. Did you mean 'installation'?",
        ),
        (
            "components.yaml",
            "        carries: 100\n        carries_unit: hosts\n",
            "        carries: 100\n",
            "components[1].sizes[3]: 'carries' and 'carries_unit' belong together.",
        ),
        (
            "components.yaml",
            "      from_tb: 30\n",
            "      →from_tb: 31\n",
            "console_memory.steps[2].from_tb: a step must begin where the one before it ends.",
        ),
        ("components.yaml", "    values: [1, 129]\n", "    →values: [1]\n", "values: 'range' needs 2 values."),
        ("components.yaml", "    values: [1, 129]\n", "    →values: [129, 1]\n", "values: the values must rise."),
        ("components.yaml", "    values: [4096]\n", "    →values: [1, 4096]\n", "values: 'at most' needs 1 value."),
        ("components.yaml", "    values: [23, 59]\n", "    →values: []\n", "values: 'one of' needs 1 value."),
        (
            "components.yaml",
            "      - {resource: disks, unit: '', per_source: 2, per_gateway: 1}\n",
            "",
            "terms: one term for each of instances, vcpu, memory, disks, capacity is needed.",
        ),
        (
            "components.yaml",
            "        for_targets: [google]\n",
            "        for_targets: [→goggle]\n",
            "for_targets[0]: there is no platform 'goggle' in data/targets/. Did you mean 'google'?",
        ),
        (
            "components.yaml",
            "    for_sources: [oracle-cloud-agentless]\n",
            "    for_sources: [→oracle-cloud]\n",
            "there is no source type 'oracle-cloud' in data/sources/. Did you mean 'oracle-cloud-agentless'?",
        ),
        (
            "components.yaml",
            "    values: [5, 59]\n    unit: minutes\n",
            "    values: [5, 59]\n    unit: minutes\n    →plan: used\n",
            "plan: only disks or hosts of a gateway or a proxy tell how many machines there are.",
        ),
        (
            "components.yaml",
            "    for_targets: [openstack]\n    source: {document: openstack-pre-settings, section: Compare Rem",
            "    source: {document: openstack-pre-settings, section: Compare Rem",
            "'for_targets' must name exactly the platforms with a quota in data/targets/: see 'openstack'.",
        ),
        (
            "calculators/components.yaml",
            "          - {id: zstack, label: ZStack}\n",
            "",
            "choices: the choices must be those of data/targets/; different: zstack.",
        ),
        (
            "components.yaml",
            "  - id: transition-host\n",
            "  - id: transit-host\n",
            "components: the components calculator counts 'transition-host', which is not there. Did you mean "
            "'transit-host'?",
        ),
        ("costs.yaml", "    value: 35\n", "", "licences[1]: a number needs a unit, and a unit a number."),
        (
            "recovery.yaml",
            "      disk_type: Ultra-high I/O (SSD)\n      minutes: 45\n",
            "      disk_type: Ultra-high I/O (SSD)\n      minutes: null\n",
            "object.rows[12]: a row has either a time, or 'missing' with how the table leaves it out.",
        ),
        (
            "recovery.yaml",
            "    rto_minutes_max: 1440\n",
            "    →rto_minutes_max: 144\n",
            "tiers[3].rto_minutes_max: the longest RTO is shorter than the shortest.",
        ),
        (
            "network.yaml",
            "{id: to-50-ms, from_ms: 10,",
            "{id: to-50-ms, →from_ms: 11,",
            "latency.rows[1].from_ms: a step must begin where the one before it ends.",
        ),
    ],
)
def test_a_number_that_nobody_could_size_with(broken, file, old, new, problem):
    at, found = broken(file, old, new)
    assert len(found) == 1
    assert found[0].endswith(problem)
    assert "→" not in new or found[0].startswith(f"{at}: ")


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
