"""A fact stands once: what names it follows, and what repeats it is told."""

import pytest

from calculators.answers.wording import exact
from macros.data.checks.repeats import Stated, repeats, stated
from macros.data.datafile import DataError, parse_text
from macros.data.examined import read
from macros.data.loader import Data
from macros.data.references import facts, references, resolved
from macros.pages.rendered import rendered
from tests.macros.conftest import Project

FIGURES = """
- {id: gap, label: A gap, value: 20, unit: Mbit/s, source: {document: guide, section: Network > Gap}}
- {id: constant, label: A constant, value: 1.25, unit: ''}
- {id: disks, label: Disks, value: 2048, unit: disks}
"""
LIMITS = "limits:\n- {id: gap, what: A limit, value: 30, unit: Mbit/s}\n- {id: newest, value: '8.10', unit: version}\n"
KERNELS = "{id: debian, generated: '2026-06-11 10:10', releases: [{builds: [3.1.0-amd64, 3.2.0-aws_amd64]}]}"
FILES = {
    "figures.yaml": FIGURES,
    "sources/agent.yaml": LIMITS,
    "kernels/debian.yaml": KERNELS,
    "kernel_rules.yaml": "cloud_tags: [{id: aws}]",
    "project.yaml": "groups: [{fields: [{id: console, placeholder: HOST}, {id: name}]}]",
}


def known():
    return facts({name: parse_text(text, f"data/{name}") for name, text in FILES.items()})


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("a: at least ${gap} for it", "at least 20 Mbit/s for it"),
        ("a: ${gap.value}", 20),
        ("a: ${constant.value}", 1.25),
        ("a: ${constant}", "1.25"),
        ("a: ${gap.value} to ${disks}", "20 to 2\u202f048 disks"),
        ("a: ${agent/gap}", "30 Mbit/s"),
        ("a: ${agent/newest}", "8.10"),
        ("a: ${kernels} of ${kernels-of-debian}, ${kernels-with-cloud-tag} tagged", "2 of 2, 1 tagged"),
        ("a: ${newest-kernel-without-cloud-tag}", "3.1.0-amd64"),
        ("a: ${kernel-lists-date}", "2026-06-11"),
        ("a: echo $${HOME}", "echo ${HOME}"),
        ("a: ping ${project/console}", "ping \u27e8HOST\u27e9"),
        ("a: '{{ gap }} {gap} $gap'", "{{ gap }} {gap} $gap"),
        ("link_mbps: ${gap.value}", 20),
        ("{value: '${gap.value}', unit: Mbit/s}", 20),
    ],
)
def test_a_reference_stands_for_its_fact(written: str, read_as: object):
    file = parse_text(written, "data/x.yaml")
    assert next(iter(resolved(file, known()).root.value.values())) == read_as


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a: ${gab}", "1:1: a: there is no figure 'gab' in data/figures.yaml. Did you mean 'gap'?"),
        ("a: ${agent/gab}", "1:1: a: there is no figure 'agent/gab' in data/figures.yaml. Did you mean 'agent/gap'?"),
        (
            "a: ${project/konsole}",
            "1:1: a: no value of data/project.yaml with a 'placeholder' is named 'project/konsole'. "
            "Did you mean 'project/console'?",
        ),
        ("a: ${gap", "1:1: a: a reference is written '${name}' or '${name.value}'. For the characters, write '$${'."),
        ("a: ${newest-kernel.value}", "1:1: a: 'newest-kernel' is no number. Write '${newest-kernel}'."),
        ("latency_ms: ${gap.value}", "1:1: latency_ms: 'gap' is in Mbit/s, and this is in ms."),
        ("[{value: '${gap.value}', unit: GB}]", "1:3: [0].value: 'gap' is in Mbit/s, and this is in GB."),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_its_place(written: str, told: str):
    with pytest.raises(DataError) as caught:
        resolved(parse_text(written, "data/x.yaml"), known())
    assert [str(problem) for problem in caught.value.problems] == [f"data/x.yaml:{told}"]


def test_problems_of_references_stand_beside_all_others(project: Project):
    at = project.edit("conflicts.yaml", "${kernels} kernels", "${kernals} kernels")  # codespell:ignore kernals
    project.edit("glossary.yaml", "  term: AK/SK\n", "  trem: AK/SK\n")
    told = project.problems()
    assert any(line.startswith(at.rpartition(":")[0]) and "Did you mean 'kernels'?" in line for line in told)
    assert any("'trem' is not a key here." in line for line in told)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("{says: 'At 20 Mbit/s.', source: {document: guide, section: Network}}", "${gap} for"),
        ("{link_mbps: 20, source: {document: guide, section: Network > Gap > Table}}", "${gap.value}"),
        ("{value: 20, unit: Mbit/s, source: {document: guide, section: Network}}", "${gap.value}"),
        ("{says: 'At ${gap}.', source: {document: guide, section: Network}}", None),
        ("{says: 'At 120 Mbit/s or 20 Mbit/section.', source: {document: guide, section: Network}}", None),
        ("{says: 'At 20 Mbit/s.', source: {document: guide, section: Other}}", None),
        ("{says: 'At 20 Mbit/s.', source: {document: other, section: Network}}", None),
        ("{id: gap, value: 20, unit: Mbit/s, source: {document: guide, section: Network}}", None),
        ("{hosts: 20, source: {document: guide, section: Network}}", None),
    ],
)
def test_what_repeats_a_figure_of_the_same_place_is_told(record: str, told: str | None):
    gap = Stated("gap", 20, "Mbit/s", "guide", "Network > Gap")
    found = [message for _, _, message in repeats([parse_text(record, "data/x.yaml")], [gap])]
    assert ["this repeats 'gap'." in message and told in message for message in found] == [True] * bool(told)


def test_every_figure_follows_when_it_changes(data: Data, project: Project):
    """All figures get values of their own at once: every text that names one shows it, and none shows an old one."""
    path = project.root / "data/figures.yaml"
    lines = path.read_text("utf-8").splitlines()
    new = {}
    for place, figure in enumerate(data.figures):
        line = data.files["figures.yaml"].mark((place, "value"))[0] - 1
        # A bound that rose would refuse what forms and examples begin with: that is no valid change of data.
        percent = -(place + 1) if "minimum" in figure.id else place + 1
        new[figure.id] = float(f"{figure.value * (100 + percent) / 100:.3g}")
        lines[line] = f"  value: {new[figure.id]}"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    changed = read(project.root / "data")
    assert [str(told) for _, _, told in repeats(changed.files.values(), stated(data))] == []
    for file in changed.files.values():
        for reference in references(file):
            if reference.name in new:
                value = _at(resolved(file, facts(changed.files)).root.value, reference.location)
                assert exact(new[reference.name]) in str(value) or new[reference.name] == value, (file.name, reference)
    docs = project.root / "docs"
    whole = "".join(rendered(changed, docs).values())
    named = {reference.name for file in changed.files.values() for reference in references(file)}
    for name in named & set(new):
        assert exact(new[name]) in whole, name


def _at(value, location):
    for part in location:
        value = value[part]
    return value


def test_the_lists_of_kernels_are_counted_where_they_are_named(project: Project):
    before = {name: fact() for name, fact in facts(read(project.root / "data").files).items() if "kernel" in name}
    project.edit(
        "kernels/debian.yaml",
        "      - 6.1.0-40-amd64_amd64\n",
        "      - 6.1.0-40-amd64_amd64\n      - 6.1.0-41-amd64_amd64\n",
    )
    changed = read(project.root / "data")
    count = f"{before['kernels'].value + 1:.0f} kernels"
    assert project.problems() == []
    (conflict,) = (conflict for conflict in changed.conflicts if conflict.id == "cloud-kernels")
    assert any(count in side.says for side in conflict.statements)
    (agent,) = (source for source in changed.sources if source.id == "linux-agent")
    assert any(count in (item.note or "") for item in agent.versions)
