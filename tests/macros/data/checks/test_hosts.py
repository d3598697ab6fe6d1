"""What a maintainer is told of the rules for hosts and the names of systems."""

import pytest

from tests.macros.conftest import Project, numberless

RULES = "host_rules.yaml"
NAMES = "os_names.yaml"
SECURE_BOOT = "conditions: [{outcome: conditional, condition: linux-secure-boot}]"
EDITS = [
    (
        "a system that is not there",
        NAMES,
        "  system: uos\n  versions: [1050 u2a]\n",
        "  →system: uoss\n  versions: [1050 u2a]\n",
        "[N].system: there is no system 'uoss' in data/operating_systems.yaml. Did you mean 'uos'?",
    ),
    (
        "a version that the record does not have",
        NAMES,
        "  versions: [1050 u2a]\n",
        "  versions: [→1050 u2b]\n",
        "[N].versions[N]: 'uos' has no version '1050 u2b'. Did you mean '1050 u2e'?",
    ),
    (
        "a text that means two systems",
        NAMES,
        "  texts: [uos 1050 u2e, uos 1050e,",
        "  texts: [uos 1050 u2e, →uos 1050a,",
        "[N].texts[N]: 'uos 1050a' means 'uos-a' already.",
    ),
    (
        "a text in capitals",
        NAMES,
        "  texts: [uos 1050 u2e, uos 1050e,",
        "  texts: [uos 1050 u2e, →UOS 1050e,",
        "[N].texts[N]: write it in small letters, with one blank between words.",
    ),
    (
        "a placeholder that nobody knows",
        NAMES,
        "  texts: [uos 1050 u2e, uos 1050e,",
        "  texts: [uos 1050 u2e, →'uos {version}',",
        "[N].texts[N]: only `{release}` and a range such as `{1-5}` may stand in braces, beside letters.",
    ),
    (
        "a rule of a condition that is not there",
        RULES,
        SECURE_BOOT,
        "conditions: [{outcome: conditional, →condition: linux-secure-boots}]",
        "rules[N].conditions[N].condition: there is no condition 'linux-secure-boots'. Did you mean "
        "'linux-secure-boot'?",
    ),
    (
        "a rule that says another thing than the flow",
        RULES,
        SECURE_BOOT,
        "conditions: [{→outcome: unsupported, condition: linux-secure-boot}]",
        "rules[N].conditions[N].outcome: the flow makes 'conditional' of 'linux-secure-boot', and this rule "
        "'unsupported'.",
    ),
    (
        "what is not supported without a remedy",
        RULES,
        "condition: win-vss-bad, remedy: 'Free space on the volume.'}",
        "condition: win-vss-bad}",
        "rules[N].conditions[N].outcome: what is not supported becomes so by a remedy. Name it.",
    ),
    (
        "a sign that passes where no file says it",
        RULES,
        "    sign: raw\n    values: [unknown]\n",
        "    sign: raw\n    values: ['no']\n",
        "rules[N].sign: no rule says what holds for 'vmware-agentless' where no file says 'raw'. Add one with the "
        "value 'unknown', or say in 'silences' why it may be missing.",
    ),
    (
        "a finding for a source type that is not there",
        RULES,
        "        holds_for: [vmware-agentless, agent]\n",
        "        holds_for: [vmware-agentless, agent, →hyper-v-agent]\n",
        "rules[N].findings[N].holds_for[N]: there is no source type 'hyper-v-agent'.",
    ),
    (
        "a way that is not there",
        RULES,
        "  - hcs-online-agentless\n  - agent\n",
        "  - hcs-online-agentless\n  - →agents\n",
        "preference[N]: there is no way 'agents'. Did you mean 'agent'?",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_an_edit_that_went_wrong(project: Project, file: str, old: str, new: str, message: str) -> None:
    at = project.edit(file, old, new)
    found = [numberless(told) for told in project.problems()]
    if "→" in new:
        assert found == [numberless(f"{at}: {message}")]
    else:
        assert {told.split(": ", 1)[1] for told in found} == {message}
