"""Text that says something else than it seems to: comments, letters that nobody sees, quotes, merges."""

import pytest

from macros.data.datafile import DataError, parse_text

DOCUMENT = "- id: guide\n  title: Guide\n"


def told(text: str) -> list[str]:
    try:
        parse_text(text, "data/x.yaml")
    except DataError as error:
        return [str(problem).removeprefix("data/x.yaml:") for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("line", "column", "cut"),
    [
        ("title: Port #22 is open", 15, "#22 is open"),
        ("title: Ports of it # 22 is open", 22, "# 22 is open"),
        ("title: Ports of it  #22", 23, "#22"),
        ("title: #22 is open", 10, "#22 is open"),
        ("title: [Port #22", 16, "#22"),
    ],
)
def test_a_text_that_a_comment_cuts_short_is_asked_about(line: str, column: int, cut: str):
    end = "\n    ]" if "[" in line else ""
    (problem,) = told(f"- id: guide\n  {line}{end}\n")
    assert problem.startswith(f"2:{column}: [0].title")
    assert f"' #' starts a comment: '{cut}' is lost. Put the whole text in quotes." in problem


@pytest.mark.parametrize(
    "line",
    [
        "title: 'Port #22 is open'",
        "title: Port#22 is open",
        "title: 'Port 22'  # as printed",
        "title: guide # the short one",
        "title: 22 #as printed",
        "title: true  #yes",
        "title:  # to fill in",
        "title: >-\n    Port #22 is\n    open",
        "# title: Port #22 is open",
    ],
)
def test_a_comment_that_cuts_nothing_is_fine(line: str):
    assert told(f"- id: guide\n  {line}\n") == []


@pytest.mark.parametrize(
    ("letter", "name", "remedy"),
    [
        ("\0", "U+0000", "Delete it."),
        ("\x1b", "U+001B", "Delete it."),
        ("\x9b", "U+009B", "Delete it."),
        ("\u200b", "U+200B (zero width space)", "Delete it."),
        ("\u202e", "U+202E (right-to-left override)", "Delete it."),
        ("\u2066", "U+2066 (left-to-right isolate)", "Delete it."),
        ("\ufeff", "U+FEFF (zero width no-break space)", "Delete it."),
        ("\ue000", "U+E000", "Delete it."),
        ("\U000e0041", "U+E0041 (tag latin capital letter a)", "Delete it."),
        ("\u00a0", "U+00A0 (no-break space)", "Type an ordinary space."),
        ("\u2028", "U+2028 (line separator)", "Delete it."),
    ],
)
def test_a_letter_that_nobody_sees_is_named(letter: str, name: str, remedy: str):
    (problem,) = told(f"- id: guide\n  title: Gui{letter}de\n")
    assert problem.startswith(f"2:13: the character {name} ")
    assert problem.endswith(remedy)


@pytest.mark.parametrize("escape", [r"\0", r"\u202e", r"\ue000", r"\e", r"\_", r"\N"])
def test_such_a_letter_is_found_behind_an_escape_too(escape: str):
    (problem,) = told(f'- id: guide\n  title: "Gui{escape}de"\n')
    assert problem.startswith("2:10: [0].title: the character U+")


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\x85"])
def test_what_only_some_take_for_the_end_of_a_line_does_not_shift_the_lines_below(letter: str):
    first, second = told(f"- id: guide\n  title: Gui{letter}de\n  title: New\n")
    assert first.startswith("2:13: ")
    assert second.startswith("3:3: [0].title: this key stands here twice, first in line 2.")


def test_a_no_break_space_as_indentation_is_named_and_reading_goes_on():
    first, second = told("- id: guide\n\u00a0 title: Guide\n  title: New\n")
    assert first == "2:1: the character U+00A0 (no-break space) stands here. Type an ordinary space."
    assert second.startswith("3:3: [0].title: this key stands here twice")


@pytest.mark.parametrize(
    ("word", "column", "name", "plain"),
    [
        ("v\u043cware", 11, "U+043C (cyrillic small letter em)", None),
        ("vmw\u0430re", 13, "U+0430 (cyrillic small letter a)", "vmware"),
        ("\u0410\u0415", 10, "U+0410 (cyrillic capital letter a)", "AE"),
        ("\u039fracle", 10, "U+039F (greek capital letter omicron)", "Oracle"),
    ],
)
def test_a_letter_that_looks_like_another_is_named_with_the_right_one(word, column, name, plain):
    found = told(f"- id: guide\n  title: {word}\n")
    if plain is None:
        assert found == []
    else:
        (problem,) = found
        assert problem.startswith(f"2:{column}: the letter {name} only looks like '")
        assert problem.endswith(f"Type '{plain}'.")


@pytest.mark.parametrize("word", ["5 µs", "kΩ", "Москва", "数据", "für", "a × b ≤ c …"])
def test_letters_that_belong_are_fine(word: str):
    assert told(f"- id: guide\n  title: {word}\n") == []


@pytest.mark.parametrize("value", ["“Guide”", "‘Guide’", "„Guide“"])
def test_curly_quotes_around_a_text_would_be_a_part_of_it(value: str):
    assert told(f"- id: guide\n  title: {value}\n") == [
        "2:10: [0].title: the curly quotes are a part of this text. Type straight ones, or none."
    ]
    assert told(f"- id: guide\n  title: See {value}\n") == []


@pytest.mark.parametrize("written", ["010", "-05", "00"])
def test_a_number_that_starts_with_a_zero_is_asked_about(written: str):
    assert told(f"- id: guide\n  size: {written}\n") == [
        f"2:3: [0].size: '{written}' starts with a zero. Leave it out, or put a text in quotes."
    ]


@pytest.mark.parametrize("written", ["0", "0.5", "-0.5", "10", "'010'", "010x"])
def test_another_zero_is_fine(written: str):
    assert told(f"- id: guide\n  size: {written}\n") == []


def test_a_merge_that_was_not_finished_is_told_once_for_each_place():
    sides = "<<<<<<< HEAD\n  title: Guide\n=======\n  title: New\n>>>>>>> other\n"
    first, second = told(f"- id: guide\n{sides}- id: other\n{sides}")
    assert first.startswith("2:1: a merge left both sides here.")
    assert second.startswith("8:1: a merge left both sides here.")


def test_every_error_of_the_syntax_is_told_at_once():
    found = told(
        "- id: a\n   title: A\n- id: b\n  title: @B\n- id: c\n  title: C\n- id: d\n  title: 'D\n- id: e\n  title: [E\n"
    )
    assert [problem.partition(":")[0] for problem in found] == ["2", "4", "8", "11"]


def test_the_problems_before_an_error_of_the_syntax_are_told_too():
    first, second = told("- id: a\n  id: b\n- id: c\n   title: C\n")
    assert "this key stands here twice" in first
    assert second.startswith("4:9: not valid YAML")


def test_a_sign_of_another_keyboard_is_named():
    (problem,) = told("- id: guide\n  title：Guide\n")
    assert problem.endswith("In this line stands U+FF1A (fullwidth colon): type ': '.")
