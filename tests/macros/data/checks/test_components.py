"""What a maintainer is told of sizes and measurements."""

import pytest


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
        ("components.yaml", "    values: [31]\n", "    →values: [1, 16]\n", "values: 'at most' needs 1 value."),
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


def test_a_choice_that_the_calculator_knows_by_name(broken):
    _, found = broken("project.yaml", "- {id: none, label: Not", "- {id: nothing, label: Not")
    assert any(line.endswith("target: the calculator needs the choice 'none'.") for line in found)
