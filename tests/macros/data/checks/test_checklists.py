"""What a maintainer is told of checklists and practices."""

from calculators.checklist.steps import applies
from tests.macros.conftest import Project


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


def test_a_step_behind_a_later_phase(broken, data):
    place = [step.id for step in data.checklists.steps].index("drill-report")
    _, found = broken(
        "checklists.yaml",
        "  - id: drill-report\n    direction: dr\n    phase: drill\n",
        "  - id: drill-report\n    direction: dr\n    phase: investigation\n",
    )
    assert [line.partition(": ")[2] for line in found] == [
        f"steps[{place}]: the step stands behind steps of later phases, so its number would not follow."
    ]


def test_a_platform_with_an_unknown_document(broken):
    at, found = broken("checklists.yaml", "documents: [tmcae-pre-settings, ", "documents: [→tmcae-presettings, ")
    assert found == [
        f"{at}: platforms[1].documents[0]: there is no document 'tmcae-presettings' in data/documents.yaml. "
        "Did you mean 'tmcae-pre-settings'?"
    ]


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
