"""What a maintainer is told about a data file that cannot be read: `file:line:column: path: message`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.data.datafile import DataError, Problem, parse
from macros.data.examined import read
from macros.data.loader import SUBJECTS
from macros.data.validation import validate
from tests.conftest import ROOT
from tests.macros.conftest import Project

DOCUMENTS = """\
- id: guide
  title: Guide
  url: https://example.org/guide
  read: 2026-08-07
"""
SERIES = """\
- id: steps
  label: Steps
  values: [10, 20]
  unit: Mbit/s
  basis: assumed
  why: Common steps.
"""
LIMIT = """\
id: agent
name: Agent
mode: agent
applies_to: Hosts
increment_capture: A driver
consistency: Crash-consistent
source: {document: guide, section: Limits}
versions: []
requirements: []
conditions: []
limits:
  - id: kernel
    what: Newest kernel
    value: '5.4'
    unit: version
    source: {document: guide, section: Limits}
"""


def problems(tmp_path: Path, content: str | bytes, file: str = "documents.yaml") -> list[str]:
    """Return what is wrong with `content` as the data file `file`."""
    (subject,) = (subject for subject in SUBJECTS if Path(file).match(subject.pattern))
    path = tmp_path / "broken.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        validate(parse(path, f"data/{file}"), subject.holds)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


# --- first of all: the data is valid, and the validator refuses nonsense -------------------------


def test_the_data_is_valid(project: Project):
    assert project.problems() == []


def test_the_examples_of_this_file_are_valid(tmp_path):
    assert problems(tmp_path, DOCUMENTS) == []
    assert problems(tmp_path, SERIES, "series.yaml") == []
    assert problems(tmp_path, LIMIT, "sources/agent.yaml") == []


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.attribute)
@pytest.mark.parametrize("nonsense", ["nonsense", "5", "true", "null", "[[]]", "[1]", "{a: 1}", "[{a: 1}]"])
def test_no_file_accepts_nonsense(tmp_path, subject, nonsense):
    assert problems(tmp_path, nonsense, subject.pattern.replace("*", "x"))


# --- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("[Guide]", "must be text, but a list is not."),
        ("{the: Guide}", "must be text, but a group of keys is not."),
        ("", "must be text, but an empty value is not."),
        ("8.0", "must be text, but 8.0 is not: put it in quotes."),
        ("8.10", "must be text, but 8.10 is not: put it in quotes."),
        ("8", "must be text, but 8 is not: put it in quotes."),
        ("1e3", "must be text, but 1e3 is not: put it in quotes."),
        ("true", "must be text, but true is not: put it in quotes."),
    ],
)
def test_text_must_be_text(tmp_path, value, message):
    broken = swapped(DOCUMENTS, "title: Guide", f"title: {value}")
    assert problems(tmp_path, broken) == [f"data/documents.yaml:2:3: [0].title: {message}"]


@pytest.mark.parametrize("value", ["'8.0'", "yes", "2026-08-07", "12:30", "010x", "1_000 hosts", "Überblick 交付"])
def test_text_may_look_like_something_else(tmp_path, value):
    assert problems(tmp_path, swapped(DOCUMENTS, "title: Guide", f"title: {value}")) == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("ten", "must be a number, but 'ten' is not."),
        ("'10'", "must be a number, but '10' is not. Write it without quotes."),
        ("4,17", "must be a number, but '4,17' is not. Write a point for the comma."),
        ("true", "must be a number, but true is not."),
        ("[10]", "must be a number, but a list is not."),
        ("null", "must be a number, but an empty value is not."),
        (".nan", "'.nan' is not a plain number. Write it in digits."),
        ("-.inf", "'-.inf' is not a plain number. Write it in digits."),
        ("1e999", "1e999 is too large: at most 9007199254740992. Use a larger unit."),
        ("0x1F", "'0x1F' is not a plain number. Write it in digits."),
    ],
)
def test_a_number_must_be_a_number(tmp_path, value, message):
    broken = swapped(SERIES, "[10, 20]", f"\n    - {value}\n    - 20")
    assert problems(tmp_path, broken, "series.yaml") == [f"data/series.yaml:4:7: [0].values[0]: {message}"]


@pytest.mark.parametrize("value", ["10", "-10", "+10", "10.5", ".5", "1e3"])
def test_a_number_may_be_written_in_the_usual_ways(tmp_path, value):
    assert problems(tmp_path, swapped(SERIES, "[10,", f"[{value},"), "series.yaml") == []


@pytest.mark.parametrize(
    ("value", "shown"), [("true", "true"), ("[5.4]", "a list"), ("", "an empty value"), ("{a: 1}", "a group of keys")]
)
def test_a_value_of_two_kinds_is_one_problem(tmp_path, value, shown):
    broken = swapped(LIMIT, "value: '5.4'", f"value: {value}")
    assert problems(tmp_path, broken, "sources/agent.yaml") == [
        f"data/sources/agent.yaml:14:5: limits[0].value: must be a number or text, but {shown} is not."
    ]


def test_a_list_must_be_a_list(tmp_path):
    broken = swapped(SERIES, "[10, 20]", "ten")
    assert problems(tmp_path, broken, "series.yaml") == [
        "data/series.yaml:3:3: [0].values: must be a list, but 'ten' is not."
    ]


def test_a_record_must_be_a_group_of_keys(tmp_path):
    assert problems(tmp_path, DOCUMENTS + "- guide\n") == [
        "data/documents.yaml:5:3: [1]: must be a group of keys, but 'guide' is not."
    ]


@pytest.mark.parametrize("value", ["soon", "2026-13-07", "2026-8-7", "'20260807'", "2026-08-07T10:00:00Z"])
def test_a_date_must_be_a_date(tmp_path, value):
    broken = swapped(DOCUMENTS, "2026-08-07", value)
    shown = value.strip("'")
    assert problems(tmp_path, broken) == [
        f"data/documents.yaml:4:3: [0].read: must be a date such as 2026-08-07, but '{shown}' is not."
    ]


def test_a_date_must_not_be_a_number(tmp_path):
    assert problems(tmp_path, swapped(DOCUMENTS, "2026-08-07", "20260807")) == [
        "data/documents.yaml:4:3: [0].read: must be a date such as 2026-08-07, but 20260807 is not."
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("enn", "'enn' is not allowed. Did you mean 'en'? Allowed: en, zh."),
        ("German", "'German' is not allowed. Allowed: en, zh."),
        ("5", "5 is not allowed. Allowed: en, zh."),
        ("", "an empty value is not allowed. Allowed: en, zh."),
        ("{a: 1}", "a group of keys is not allowed. Allowed: en, zh."),
        ("|\n    en", "'en\\n' is not allowed. Did you mean 'en'? Allowed: en, zh."),
    ],
)
def test_a_word_must_be_one_of_the_allowed(tmp_path, value, message):
    broken = f"{DOCUMENTS}  language: {value}\n"
    assert problems(tmp_path, broken) == [f"data/documents.yaml:5:3: [0].language: {message}"]


# --- keys ----------------------------------------------------------------------------------------


def test_an_unknown_key(tmp_path):
    assert problems(tmp_path, DOCUMENTS + "  lang: en\n") == [
        "data/documents.yaml:5:3: [0].lang: 'lang' is not a key here. Did you mean 'language'? "
        "Allowed: id, language, read, title, url."
    ]


def test_an_unknown_key_deep_in_a_file(tmp_path):
    broken = swapped(LIMIT, "    what: Newest kernel\n", "    what: Newest kernel\n    notes: none\n")
    assert problems(tmp_path, broken, "sources/agent.yaml") == [
        "data/sources/agent.yaml:14:5: limits[0].notes: 'notes' is not a key here. Did you mean 'note'? "
        "Allowed: conflicts, id, note, source, unit, value, what."
    ]


def test_a_missing_key(tmp_path):
    assert problems(tmp_path, swapped(DOCUMENTS, "  title: Guide\n", "")) == [
        "data/documents.yaml:1:3: [0]: 'title' is missing. It takes text: title as a reader would look for it."
    ]


def test_a_key_that_stands_twice(tmp_path):
    assert problems(tmp_path, DOCUMENTS + "  title: Other\n") == [
        "data/documents.yaml:5:3: [0].title: this key stands here twice, first in line 2. Delete one."
    ]


def test_a_key_that_is_a_list(tmp_path):
    assert problems(tmp_path, swapped(DOCUMENTS, "title: Guide", "? [title]\n  : Guide")) == [
        "data/documents.yaml:2:5: [0]: a key must be a word."
    ]


# --- the file itself -----------------------------------------------------------------------------


COLON = "a colon makes a key here. Put a text with ': ' in quotes, or mend the indentation."


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  title", "   title", f"2:9: not valid YAML: {COLON}"),
        (
            "  title",
            " title",
            "2:2: not valid YAML: this does not line up with the list above. "
            "Mend the indentation, or start it with '- '.",
        ),
        ("  title", "\ttitle", "2:1: not valid YAML: a tab stands here. Indent with spaces."),
        ("Guide", "Guide: new", f"2:15: not valid YAML: {COLON}"),
        ("Guide", "`Guide`", "2:10: not valid YAML: a text cannot start with '`'. Put it in quotes."),
        ("Guide", "'Guide", "2:10: not valid YAML: the quote that opens here is not closed. Close it."),
        ("Guide", "*guide", "2:3: [0].title: anchors and aliases are not used here: write it out."),
        ("Guide", "Gu\0ide", "2:12: the character U+0000 cannot stand in data. Delete it."),
        ("Guide", "Gu\x07ide", "2:12: the character U+0007 cannot stand in data. Delete it."),
    ],
)
def test_yaml_that_cannot_be_read(tmp_path, old, new, problem):
    assert problems(tmp_path, swapped(DOCUMENTS, old, new)) == [f"data/documents.yaml:{problem}"]


def test_two_documents_in_a_file(tmp_path):
    assert problems(tmp_path, f"{DOCUMENTS}---\n{DOCUMENTS}") == [
        "data/documents.yaml:5:1: a second document starts here. A file holds one: delete the '---'."
    ]


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing yet\n"])
def test_a_file_with_nothing_in_it(tmp_path, content):
    assert problems(tmp_path, content) == [
        "data/documents.yaml:1:1: the file is empty. Write records, or delete the file."
    ]


def test_a_file_with_an_empty_document(tmp_path):
    assert problems(tmp_path, "---\n") == ["data/documents.yaml:2:1: must be a list, but an empty value is not."]


def test_a_file_in_another_encoding(tmp_path):
    latin = swapped(DOCUMENTS, "Guide", "Übersicht").encode("latin-1")
    assert problems(tmp_path, latin) == ["data/documents.yaml:2:10: byte 21 is not UTF-8. Save the file as UTF-8."]
    assert problems(tmp_path, DOCUMENTS.encode("utf-16")) == [
        "data/documents.yaml:1:1: the file is UTF-16. Save the file as UTF-8."
    ]


def test_line_ends_of_windows_and_a_byte_order_mark_are_fine(project: Project):
    for file in ("documents.yaml", "calculators/rpo_bandwidth.yaml"):
        content = (project.root / "data" / file).read_bytes()
        project.write(file, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    assert project.problems() == []


def test_the_place_is_right_with_line_ends_of_windows_and_a_byte_order_mark(tmp_path):
    broken = "\ufeff" + (DOCUMENTS + "  lang: en\n").replace("\n", "\r\n")
    (found,) = problems(tmp_path, broken)
    assert found.startswith("data/documents.yaml:5:3: [0].lang:")


# --- what YAML can do and data does not need -------------------------------------------------------

ANCHORS = "anchors and aliases are not used here: write it out."


def test_an_anchor_and_its_alias(tmp_path):
    broken = swapped(DOCUMENTS, "Guide", "&words Guide").replace("https://example.org/guide", "*words")
    assert problems(tmp_path, broken) == [
        f"data/documents.yaml:2:3: [0].title: {ANCHORS}",
        f"data/documents.yaml:3:3: [0].url: {ANCHORS}",
    ]


def test_an_anchor_that_holds_itself(tmp_path):
    assert problems(tmp_path, "- &all\n  title: *all\n") == [
        f"data/documents.yaml:1:3: [0]: {ANCHORS}",
        f"data/documents.yaml:2:3: [0].title: {ANCHORS}",
    ]


def test_a_merge_key(tmp_path):
    assert problems(tmp_path, DOCUMENTS + "  <<: {language: zh}\n") == [
        "data/documents.yaml:5:3: [0].<<: '<<' is not a key here. Allowed: id, language, read, title, url."
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Guide", "!words Guide", "2:3: [0].title: the tag '!words' is not used here. Delete it."),
        (
            "Guide",
            "!!python/object/apply:os.system [ls]",
            "2:3: [0].title: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not used here. Delete it.",
        ),
        ("- id: guide\n", "- !record\n  id: guide\n", "1:3: [0]: the tag '!record' is not used here. Delete it."),
        ("Guide", "!!bool maybe", "2:3: [0].title: the tag 'tag:yaml.org,2002:bool' is not used here. Delete it."),
    ],
)  # fmt: skip
def test_an_explicit_tag(tmp_path, old, new, problem):
    assert problems(tmp_path, swapped(DOCUMENTS, old, new)) == [f"data/documents.yaml:{problem}"]


def test_yaml_1_1_does_not_turn_words_into_truth_values(tmp_path):
    assert problems(tmp_path, "%YAML 1.1\n---\n" + swapped(DOCUMENTS, "Guide", "yes")) == []


def test_lists_in_lists_in_lists(tmp_path):
    assert problems(tmp_path, "[" * 800 + "]" * 800) == [
        "data/documents.yaml:1:32: more than 30 levels deep. Data here is never so deep."
    ]


# --- the folder ----------------------------------------------------------------------------------


def test_a_missing_file(project: Project):
    (project.root / "data" / "glossary.yaml").unlink()
    assert project.problems() == ["data/glossary.yaml:1:1: the file is missing."]


def test_a_file_that_nothing_reads(project: Project):
    patterns = ", ".join(subject.pattern for subject in SUBJECTS)
    for file in ("sources/agent.yml", "glossery.yaml"):
        project.write(file, LIMIT)
    assert project.problems() == [
        f"data/{file}:1:1: nothing reads this file. {advice}Allowed: {patterns}."
        for file, advice in (("glossery.yaml", ""), ("sources/agent.yml", "Call it 'agent.yaml'. "))
    ]


def test_an_empty_folder(tmp_path):
    (tmp_path / "data").mkdir()
    with pytest.raises(DataError) as caught:
        read(tmp_path / "data")
    single = sorted(subject.pattern for subject in SUBJECTS if not subject.many_files)
    assert [str(problem) for problem in caught.value.problems] == [
        f"data/{pattern}:1:1: the file is missing." for pattern in single
    ]


def test_an_id_that_differs_from_the_file_name(broken):
    at, found = broken("sources/linux-agent.yaml", "id: linux-agent\n", "→id: linus-agent\n")
    assert found == [
        f"{at}: id: the id is 'linus-agent', but the file is called 'linux-agent.yaml'. "
        "Rename the file to 'linus-agent.yaml', or give the record the new id."
    ]


# --- all at once ---------------------------------------------------------------------------------


@pytest.fixture
def broken_in_three_places(project: Project) -> Project:
    project.edit("documents.yaml", "  title: Driver adaption\n", "  title: 8.0\n  language: 100%\n")
    project.write("series.yaml", "")
    return project


PROBLEMS_IN_THREE_PLACES = [
    "data/documents.yaml:5:3: [0].title: must be text, but 8.0 is not: put it in quotes.",
    "data/documents.yaml:6:3: [0].language: '100%' is not allowed. Allowed: en, zh.",
    "data/series.yaml:1:1: the file is empty. Write records, or delete the file.",
]


def test_every_problem_comes_at_once_sorted_by_place(broken_in_three_places: Project):
    assert broken_in_three_places.problems() == PROBLEMS_IN_THREE_PLACES


def test_problems_are_sorted_by_number_and_told_once():
    first, second = (Problem("data/x.yaml", line, 1, "", "is wrong.") for line in (9, 10))
    assert DataError([second, first, second]).problems == (first, second)


def test_the_annotation_form():
    assert Problem("data/x.yaml", 3, 5, "[0].title", "is 100%0A wrong.").annotation() == (
        "::error file=data/x.yaml,line=3,col=5::[0].title: is 100%250A wrong."
    )
    assert Problem("data/x.yaml", 1, 1, "", "the file is empty. Write records, or delete the file.").annotation() == (
        "::error file=data/x.yaml,line=1,col=1::the file is empty. Write records, or delete the file."
    )


def run_check(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(
        [sys.executable, "-m", "macros.commands.check"],
        cwd=folder,
        env=known | {"PYTHONPATH": str(ROOT)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_lists_the_problems_and_their_count(broken_in_three_places: Project):
    done = run_check(broken_in_three_places.root)
    *told, waiting = done.stderr.splitlines()
    assert told == [*PROBLEMS_IN_THREE_PLACES, "3 problems in data/."]
    assert waiting.endswith(" checks wait until these are mended.")
    assert (done.returncode, done.stdout) == (1, "")


def test_the_command_annotates_a_pull_request(broken_in_three_places: Project):
    done = run_check(broken_in_three_places.root, GITHUB_ACTIONS="true")
    assert done.stderr.splitlines()[:-1] == [
        "::error file=data/documents.yaml,line=5,col=3::[0].title: must be text, but 8.0 is not: put it in quotes.",
        "::error file=data/documents.yaml,line=6,col=3::[0].language: '100%25' is not allowed. Allowed: en, zh.",
        "::error file=data/series.yaml,line=1,col=1::the file is empty. Write records, or delete the file.",
        "3 problems in data/.",
    ]
    assert done.returncode == 1


def test_the_command_writes_the_dataset_of_valid_data(project: Project, data):
    (project.root / "calculators").mkdir()
    done = run_check(project.root)
    records = sum(1 for _ in data.walk())
    assert done.stdout.startswith(f"data/ is valid: {len(data.files)} files, {records} records.\n")
    assert done.returncode == 0
    assert all(": warning: " in line for line in done.stderr.splitlines())
    assert (project.root / "calculators" / "dataset.json").stat().st_size > 1000
