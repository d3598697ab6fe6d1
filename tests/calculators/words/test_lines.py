"""Files of lines in another language: the signs between texts are its own; figures and names stay."""

import pytest

from calculators.words import lines_in_words
from tests.calculators.words.test_memory import MEMORY


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("**主机.** 请等待。 Nobody", "**主机。** 请等待。Nobody"),
        ("- **主机:** 磁盘 (分钟: 5; 主机: 2)", "- **主机：** 磁盘（分钟：5；主机：2）"),
        ("- 请等待。 (Source: A1 (limits), B1)", "- 请等待。（来源：A1 (limits), B1）"),
        ("| 请等待。 | 5 GB (4 GiB) |", "| 请等待。 | 5 GB（4 GiB） |"),
        ("- [Nobody (a)](https://example.org/a:b), 2026-08-07", "- [Nobody (a)](https://example.org/a:b), 2026-08-07"),
        ("Host", "主机"),
    ],
)
def test_signs_between_texts_are_those_of_the_language(line: str, said: str) -> None:
    assert lines_in_words(line, MEMORY) == said
