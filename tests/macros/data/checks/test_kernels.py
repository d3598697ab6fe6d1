"""What a maintainer is told of kernels."""

import pytest

from tests.macros.conftest import numberless

LOOKUP = "calculators/kernels.yaml"
DEBIAN = "kernels/debian.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("      - 6.1.0-40-amd64_amd64\n", "      - 6.1.0-40-amd64_amd64\n      - →6.1.0-9-amd64_amd64\n",
         "releases[4].builds[11]: '6.1.0-9-amd64_amd64' belongs before '6.1.0-13-amd64_amd64': "
         "the order is that of versions."),
        ("      - 6.1.0-40-amd64_amd64\n", "      - 6.1.0-40-amd64_amd64\n      - →6.1.0-40-amd64_amd64\n",
         "releases[4].builds[11]: '6.1.0-40-amd64_amd64' stands here twice."),
        ("      - 6.1.0-40-amd64_amd64\n", "      - →6.1.0-40-amd64\n",
         "releases[4].builds[10]: '6.1.0-40-amd64' is not the name of an x86-64 kernel, "
         "such as 3.10.0-957.el7.x86_64."),
        ("      - 6.1.0-40-amd64_amd64\n", "      - →6.1.0-40-amd46_amd64\n",
         "releases[4].builds[10]: '6.1.0-40-amd46_amd64' is not the name of an x86-64 kernel, "
         "such as 3.10.0-957.el7.x86_64."),
        ("      - 6.1.0-40-amd64_amd64\n", "      - →linux 6.1.0-40_amd64\n",
         "releases[4].builds[10]: 'linux 6.1.0-40_amd64' is not the name of an x86-64 kernel, "
         "such as 3.10.0-957.el7.x86_64."),
        ("      - 6.1.0-40-amd64_amd64\n", "      - →7.0.1-1-amd64_amd64\n",
         "releases[4].builds[10]: '7.0.1-1-amd64_amd64' is outside the supported range, 2.6.32 to 7.0.0."),
    ],
)  # fmt: skip
def test_a_kernel_where_it_does_not_belong(broken, old, new, problem):
    at, found = broken(DEBIAN, old, new)
    assert [numberless(told) for told in found] == [numberless(f"{at}: {problem}")]


def test_a_range_that_differs_from_the_limit_of_the_agent(broken):
    at, found = broken("kernel_rules.yaml", "  highest: '7.0.0'\n", "  →highest: '7.1.0'\n")
    assert found == [f"{at}: supported.highest: the limit 'kernel-max' in data/sources/linux-agent.yaml is '7.0.0'."]


def test_a_form_that_leaves_out_the_lists_of_kernels(broken):
    _, found = broken(LOOKUP, "        choices_from: kernel_lists\n", "")
    assert len(found) == 1
    assert "distribution: the calculator takes 'choices_from: kernel_lists'." in found[0]
