"""Kinds of broken YAML that a person can leave behind: each is told with its exact place and what to do about it."""

import dataclasses
import datetime

import pytest

from macros.data.checks import dated, unused
from macros.data.loader import Data
from tests.macros.conftest import Project, numberless

SOURCE = "sources/linux-agent.yaml"
SYSTEM_KEYS = (
    "architecture, conditional, conflicts, decided_by, guest_list, id, kernels, kind, name, note, other_listings, "
    "patches, source, versions."
)
SYSTEMS = "operating_systems.yaml"
FIGURES = "figures.yaml"
SERIES = "series.yaml"
FLOW = "flows/qualification.yaml"
MODE = "mode: agent\n"
NAME = "  name: CentOS\n"
RHEL = "- id: rhel\n"
LABEL = "  label: Smallest RPO\n"
VALUE = LABEL + "  value: 5\n"
STEPS = "  values: [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]\n"
TITLE = "  title: Driver adaption\n"
ADDRESS = "src/product-overview/limitations/driver-adaption.md\n"
DOCUMENT = "document: limitations-linux-agent, section: Supported Operating Systems}\n- id: rhel\n"
NEXT = (
    "        hint: A cluster database on shared storage. A single-instance Oracle database on a host is no obstacle.\n"
    "        next: architecture\n"
)

# The kind, the file, what stands there, what takes its place with an arrow where the problem is, and what is told.
EDITS = [
    ("a wrong type", SYSTEMS, NAME, "  →name: [CentOS]\n", "[0].name: must be text, but a list is not."),
    (
        "an unknown key",
        SYSTEMS,
        NAME,
        NAME + "  →nname: CentOS\n",
        "[0].nname: 'nname' is not a key here. Did you mean 'name'? Allowed: " + SYSTEM_KEYS,
    ),
    (
        "a typo in a value",
        SOURCE,
        MODE,
        "→mode: agnt\n",
        "mode: 'agnt' is not allowed. Did you mean 'agent'? Allowed: agent, agentless.",
    ),
    (
        "a missing key",
        SYSTEMS,
        "- id: centos\n" + NAME,
        "- →id: centos\n",
        "[0]: 'name' is missing. It takes text: name as printed.",
    ),
    ("a key twice", SOURCE, MODE, MODE + "→" + MODE, "mode: this key stands here twice, first in line 6. Delete one."),
    (
        "an id twice in a file",
        "links.yaml",
        "- id: limits-windows-agent\n",
        "- →id: limits-linux-agent\n",
        "[1].id: the id 'limits-linux-agent' stands in line 4 already. Give one of them another.",
    ),
    (
        "an id twice in two files",
        "sources/windows-agent.yaml",
        "  - id: win-user-admin\n",
        "  - →id: linux-fs-ext\n",
        "conditions[0].id: the id 'linux-fs-ext' stands in data/sources/linux-agent.yaml already. Give one "
        "of them another.",
    ),
    (
        "a date that does not exist",
        "documents.yaml",
        ADDRESS + "  read: 2026-08-07\n",
        ADDRESS + "  →read: 2026-02-30\n",
        "[0].read: must be a date such as 2026-08-07, but '2026-02-30' is not.",
    ),
    (
        "a date in words",
        "documents.yaml",
        ADDRESS + "  read: 2026-08-07\n",
        ADDRESS + "  →read: 7 August 2026\n",
        "[0].read: must be a date such as 2026-08-07, but '7 August 2026' is not.",
    ),
    (
        "a wrong indent",
        SYSTEMS,
        NAME,
        "   name→: CentOS\n",
        "not valid YAML: a colon makes a key here. Put a text with ': ' in quotes, or mend the indentation.",
    ),
    (
        "an indent that ends a list",
        SYSTEMS,
        NAME,
        " →name: CentOS\n",
        "not valid YAML: this does not line up with the list above. Mend the indentation, or start it with '- '.",
    ),
    ("a tab", SYSTEMS, NAME, "→\tname: CentOS\n", "not valid YAML: a tab stands here. Indent with spaces."),
    (
        "a list for a group of keys",
        SYSTEMS,
        RHEL,
        "- →- id: x\n" + RHEL,
        "[1]: must be a group of keys, but a list is not.",
    ),
    (
        "a group of keys for a list",
        FIGURES,
        LABEL,
        LABEL + "  →conflicts: {a: b}\n",
        "[0].conflicts: must be a list, but a group of keys is not.",
    ),
    ("a text for a list", SERIES, STEPS, "  →values: 10, 20\n", "[0].values: must be a list, but '10, 20' is not."),
    (
        "an anchor that holds itself",
        SYSTEMS,
        NAME,
        "  →name: &loop [CentOS]\n",
        "[0].name: anchors and aliases are not used here: write it out.",
    ),
    (
        "a reference to no document",
        SYSTEMS,
        DOCUMENT,
        "→" + DOCUMENT.replace("limitations-linux", "limitation-linux"),
        "[0].source.document: there is no document 'limitation-linux-agent' in data/documents.yaml. Did you "
        "mean 'limitations-linux-agent'?",
    ),
    (
        "a reference to no disagreement",
        FIGURES,
        LABEL,
        LABEL + "  conflicts: [→rto-blok]\n",
        "[0].conflicts[0]: there is no disagreement 'rto-blok' in data/conflicts.yaml. Did you mean 'rto-block'?",
    ),
    (
        "a reference to no page",
        FLOW,
        "    next_page: rpo-rto.md\n",
        "    →next_page: rpo_rto.md\n",
        "outcomes[2].next_page: there is no page 'rpo_rto.md' in docs/. Did you mean 'rpo-rto.md'?",
    ),
    (
        "a reference to no question",
        FLOW,
        NEXT,
        NEXT.replace("next: architecture", "→next: architektur"),
        "questions[1].options[0].next: there is no question 'architektur'. Did you mean 'architecture'?",
    ),
    (
        "a flow that goes in a circle",
        FLOW,
        NEXT,
        NEXT.replace("next: architecture", "→next: beside"),
        "questions[1].options[0].next: the question 'beside' stands before this one, so the flow could go "
        "round in a circle. A question leads only to later ones.",
    ),
    (
        "a quote that is not closed",
        "documents.yaml",
        TITLE,
        TITLE.replace("Driver adaption", "→'Driver adaption"),
        "not valid YAML: the quote that opens here is not closed. Close it.",
    ),
    (
        "a colon in a text",
        SYSTEMS,
        NAME,
        "  name: CentOS→: Linux\n",
        "not valid YAML: a colon makes a key here. Put a text with ': ' in quotes, or mend the indentation.",
    ),
    (
        "a text that starts with a sign",
        SYSTEMS,
        NAME,
        "  name: →@CentOS\n",
        "not valid YAML: a text cannot start with '@'. Put it in quotes.",
    ),
    (
        "a list that is not closed",
        SERIES,
        STEPS + "  unit: Mbit/s\n",
        "  values: [10, 20\n  unit→: Mbit/s\n",
        "not valid YAML: a comma or ']' is missing before this, in the list that opens at 5:11.",
    ),
    (
        "a comma too many",
        SERIES,
        STEPS,
        "  values: [10,→, 20]\n",
        "not valid YAML: a value is missing before this. Write it, or delete the sign.",
    ),
    ("a key without a value", SYSTEMS, NAME, "  →name:\n", "[0].name: must be text, but an empty value is not."),
    ("a key without its colon", SYSTEMS, NAME, "  →name\n", "not valid YAML: a ':' is missing after this key."),
    (
        "a key without a space after its colon",
        SYSTEMS,
        NAME,
        "  →name:CentOS\n",
        "not valid YAML: a ':' is missing after this key.",
    ),
    ("a NUL byte", SYSTEMS, NAME, "  name: Cent→\0OS\n", "the character U+0000 cannot stand in data. Delete it."),
    (
        "a version without quotes",
        SYSTEMS,
        NAME,
        "  →name: 8.10\n",
        "[0].name: must be text, but 8.10 is not: put it in quotes.",
    ),
    (
        "a truth value for a text",
        SYSTEMS,
        NAME,
        "  →name: true\n",
        "[0].name: must be text, but true is not: put it in quotes.",
    ),
    (
        "a word for a truth value",
        "calculators/kernels.yaml",
        "    fields:\n",
        "    →folded: yes\n    fields:\n",
        "groups[0].folded: must be true or false, but 'yes' is not.",
    ),
    (
        "two documents in a file",
        SYSTEMS,
        RHEL,
        "→---\n" + RHEL,
        "a second document starts here. A file holds one: delete the '---'.",
    ),
    (
        "a merge key",
        SYSTEMS,
        NAME,
        NAME + "  →<<: {name: x}\n",
        "[0].<<: '<<' is not a key here. Allowed: " + SYSTEM_KEYS,
    ),
    ("a tag", SYSTEMS, NAME, "  →name: !text CentOS\n", "[0].name: the tag '!text' is not used here. Delete it."),
    (
        "a number that is none",
        FIGURES,
        VALUE,
        LABEL + "  →value: .nan\n",
        "[0].value: '.nan' is not a plain number. Write it in digits.",
    ),
    (
        "a number without end",
        FIGURES,
        VALUE,
        LABEL + "  →value: -.inf\n",
        "[0].value: '-.inf' is not a plain number. Write it in digits.",
    ),
    (
        "a huge number",
        FIGURES,
        VALUE,
        LABEL + "  →value: 1000000000000000000000\n",
        "[0].value: 1000000000000000000000 is too large: at most 9007199254740992. Use a larger unit.",
    ),
    (
        "a number of thousands of digits",
        FIGURES,
        VALUE,
        LABEL + "  →value: " + "9" * 5000 + "\n",
        "[0].value: 999999999999999999999999999999… is too large: at most 9007199254740992. Use a larger unit.",
    ),
    (
        "a number with its unit",
        FIGURES,
        VALUE,
        LABEL + "  →value: 5 minutes\n",
        "[0].value: must be a number, but '5 minutes' is not. Write the number alone: the name of the key or "
        "the key 'unit' says the unit.",
    ),
    (
        "a number with a comma",
        FIGURES,
        VALUE,
        LABEL + "  →value: 1,5\n",
        "[0].value: must be a number, but '1,5' is not. Write a point for the comma.",
    ),
    (
        "a number in quotes",
        FIGURES,
        VALUE,
        LABEL + "  →value: '5'\n",
        "[0].value: must be a number, but '5' is not. Write it without quotes.",
    ),
    (
        "a text of spaces",
        SYSTEMS,
        NAME,
        "  →name: ' '\n",
        "[0].name: this is empty. Write a text, or leave the key out.",
    ),
    (
        "an id with a space",
        "links.yaml",
        "- id: limits-windows-agent\n",
        "- →id: limits windows\n",
        "[1].id: the id 'limits windows' must be made of letters, digits, - and _, with a letter first.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_an_edit_that_went_wrong(project: Project, file: str, old: str, new: str, message: str):
    at = project.edit(file, old, new)
    assert [numberless(told) for told in project.problems()] == [numberless(f"{at}: {message}")]


def test_a_question_that_nobody_reaches(project: Project):
    at = project.edit(FLOW, "  - id: beside\n", "  - →id: besides\n")
    told = project.problems()
    assert f"{at}: questions[N]: no answer leads to the question 'besides'." in map(numberless, told)
    assert len(told) == 2


BOMB = "- &a [x, x]\n- &b [*a, *a]\n- &c [*b, *b]\n"
ALIASES = ("1:3: [0]", "2:3: [1]", "2:7: [1][0]", "2:11: [1][1]", "3:3: [2]", "3:7: [2][0]", "3:11: [2][1]")
EMPTY = "1:1: the file is empty. Write records, or delete the file."
# The kind, what the whole file holds, and what is told.
FILES = [
    ("nothing", b"", [EMPTY]),
    ("only comments", b"# to do\n\n# later\n", [EMPTY]),
    ("Latin-1", "- id: \u00fc\n".encode("latin-1"), ["1:7: byte 6 is not UTF-8. Save the file as UTF-8."]),
    ("UTF-16", "- id: a\n".encode("utf-16"), ["1:1: the file is UTF-16. Save the file as UTF-8."]),
    ("a mapping for a list", b"id: a\n", ["1:1: must be a list, but a group of keys is not."]),
    ("10 MB", b"# " + b"x" * 10_000_000, ["1:1: the file has 10 MB, more than 8. Split it."]),
    ("deep nesting", b"[" * 100_000, ["1:32: more than 30 levels deep. Data here is never so deep."]),
    (
        "an alias bomb",
        BOMB.encode(),
        [f"{place}: anchors and aliases are not used here: write it out." for place in ALIASES],
    ),
]


@pytest.mark.parametrize(("content", "told"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_a_file_that_went_wrong(project: Project, content: bytes, told: list[str]):
    project.write("glossary.yaml", content)
    assert project.problems() == [f"data/glossary.yaml:{line}" for line in told]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("sources/agent.yml", "nothing reads this file. Call it 'agent.yaml'. Allowed: "),
        ("sources/agent.YML", "nothing reads this file. Call it 'agent.yaml'. Allowed: "),
        ("sources/notes.txt", "nothing reads this file. Allowed: "),
        ("agents/agent.yaml", "nothing reads this file. Allowed: "),
        ("glossery.yaml", "nothing reads this file. Allowed: "),
    ],
)
def test_a_file_in_the_wrong_place(project: Project, file: str, told: str):
    (project.root / "data" / file).parent.mkdir(exist_ok=True)
    project.write(file, "a: 1\n")
    (problem,) = project.problems()
    assert problem.startswith(f"data/{file}:1:1: {told}")


@pytest.mark.parametrize(
    "value", ["[5, 10,]", "[ 5 , 10 ]", "\n    - 5\n    - 10", "[5, 10]\r", "[+5, 1e1]", "[5.0, 10.]  # steps"]
)
def test_what_is_fine_in_yaml_is_fine_here(project: Project, value: str):
    project.edit(SERIES, STEPS, f"  values: {value}\n")
    assert project.problems() == []


@pytest.mark.parametrize("word", ["no", "on", "y", "1:30", "2026-08-07", "1_000", "010x", "=", "08h"])
def test_words_that_older_yaml_took_for_something_else_are_text(project: Project, word: str):
    project.edit(SYSTEMS, NAME, f"  name: {word}\n")
    assert project.problems() == []


def test_every_problem_is_told_in_one_run(project: Project):
    places = [
        project.edit(FIGURES, LABEL, "  →labell: Smallest RPO\n"),
        project.edit(SYSTEMS, NAME, "→\tname: CentOS\n"),
        project.edit(SOURCE, MODE, "→mode: agnt\n"),
    ]
    told = project.problems()
    assert all(any(line.startswith(f"{place}: ") for line in told) for place in places)


def test_a_record_that_nothing_uses_is_worth_a_warning(project: Project, data: Data):
    conflict = dataclasses.replace(data.conflicts[0], id="of-nobody")
    figure = dataclasses.replace(data.figures[0], id="for-nobody")
    more = dataclasses.replace(data, conflicts=(conflict, *data.conflicts), figures=(figure, *data.figures))
    told = {problem.message: problem.level for problem in unused(more, project.root)}
    assert told["no record names the disagreement 'of-nobody'. Name it in the record that it is about."] == "warning"
    assert told["no calculator, no page and no record uses the figure 'for-nobody'. Use it, or delete it."] == "warning"
    assert not any(f"'{used}'" in message for message in told for used in ("rto-block", "rpo-minimum"))


DAY = datetime.timedelta(days=1)


def test_a_document_from_the_future_is_wrong_and_an_old_one_is_worth_a_warning(data: Data):
    newest = max(document.read for document in data.documents)
    assert list(dated(data, newest, 365 * DAY)) == []
    future = [problem for problem in dated(data, newest - DAY, 365 * DAY) if problem.level == "error"]
    assert future
    assert all("lies in the future" in problem.message and problem.path.endswith(".read") for problem in future)
    old = list(dated(data, newest + 366 * DAY, 365 * DAY))
    assert len(old) == len(data.documents)
    assert {problem.level for problem in old} == {"warning"}
    assert old[0].annotation().startswith("::warning file=data/documents.yaml,line=")
