"""The words of another language and the history of the data."""

from macros.data.changes import parsed
from tests.conftest import LANGUAGES, ROOT


def test_words_of_a_language_are_no_change_of_a_fact() -> None:
    names = [file.name for file in parsed(ROOT / "data")]
    assert "data/conflicts.yaml" in names and LANGUAGES
    assert not [name for name in names if name.split("/")[1] in LANGUAGES]
