"""What could be said: what stands in a source, and what answers and scripts make of pieces of it."""

from pathlib import Path

import pytest

from macros.languages.sources import Sources

CODE = """
def told(steps, hosts, each):
    yield f"{count(steps, 'step')} {verb(steps)} skipped, {each}with its reason below."
    yield f"{count(hosts, 'host')} chosen"
"""
SCRIPT = 'say(`${counted(hosts, "disk")} of ${all} for your project${linked}.`);'


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """Sources of some lines, and the words of a language beside them."""
    for name, text in {
        "calculators/told.py": CODE,
        "docs/assets/say.mjs": SCRIPT,
        "data/zh/answers.yaml": '"Nobody says this": "没有"\n',
        "data/verbs.yaml": "- {id: many, is: are}\n- {id: each, is: each}\n",
        "docs/page.md": "A sentence of a page.\n",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Sources(tmp_path, "zh")


@pytest.mark.parametrize(
    "english",
    [
        "A sentence of a page",
        "{} hosts chosen",
        "{} host chosen",
        "{} of {} disks for your project",
        "with its reason below.",
        "{} step skipped, with its reason below.",
    ],
)
def test_what_is_put_together_of_pieces_could_be_said(english: str, sources: Sources) -> None:
    assert sources.could_say(english)


@pytest.mark.parametrize("english", ["Nobody says this", "{} hosts left", "A reason of a page", "for your customer"])
def test_what_stands_in_no_source_could_not(english: str, sources: Sources) -> None:
    assert not sources.could_say(english)
