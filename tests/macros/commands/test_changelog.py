"""The changelog of the data follows the history, and what is missing in it is noticed."""

import datetime
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.commands import changelog, check
from macros.data import examined
from macros.pages.changes import data_changes
from macros.pages.view import View
from macros.publish.api import fill_links, pages_of
from tests.conftest import ROOT
from tests.macros.conftest import Project

FIGURE = "  label: Smallest RPO\n  value: 5\n"
FIRST, SECOND = "2026-01-02", "2026-03-04"


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test keeps the repository that each of them begins with."""
    return tmp_path_factory.mktemp("beginning")


@pytest.fixture
def begun(project: Project, monkeypatch: pytest.MonkeyPatch, beginning: Path) -> Project:
    """A project with a git repository, whose one commit has an entry."""
    (project.root / "calculators").mkdir()
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    if not any(beginning.iterdir()):
        project.write("changes.yaml", changelog.HEAD + "[]\n")
        git(project, "init", "-q", "-b", "main")
        commit(project, FIRST)
        assert changelog.main() == 0
        commit(project, FIRST)
        shutil.copyfile("data/changes.yaml", beginning / "changes.yaml")
        shutil.copytree(".git", beginning / ".git")
    else:
        shutil.copyfile(beginning / "changes.yaml", "data/changes.yaml")
        shutil.copytree(beginning / ".git", ".git")
    return project


def git(project: Project, *arguments: str, day: str = FIRST) -> None:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in names.items()}
    environment = os.environ | names | {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(["git", *arguments], cwd=project.root, check=True, env=environment)


def commit(project: Project, day: str) -> None:
    git(project, "add", "data")
    git(project, "commit", "-qm", "Change", day=day)


def changed(project: Project, value: str, before: str = "5") -> None:
    project.edit("figures.yaml", FIGURE.replace("5", before), FIGURE.replace("5", value))


def written(project: Project) -> list[tuple[str, list[tuple[str, str, tuple[tuple[str | None, str | None], ...]]]]]:
    return [
        (
            version.date.isoformat(),
            [
                (item.record, item.change, tuple((field.old, field.new) for field in item.fields))
                for item in version.records
            ],
        )
        for version in examined.read(project.root / "data").changes
    ]


def warnings(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert check.main() == 0
    return [line for line in capsys.readouterr().err.splitlines() if "data/changes.yaml" in line]


FIGURE_AT = "data/figures.yaml: [rpo-minimum]"


def test_the_first_version_names_every_file_with_its_records(begun: Project):
    ((day, records),) = written(begun)
    assert day == FIRST
    assert ("data/figures.yaml", "added", ()) in records
    assert {change for _, change, _ in records} == {"added"}
    assert not any("changes.yaml" in name for name, _, _ in records)


def test_each_commit_has_a_version_with_its_day(begun: Project, capsys):
    changed(begun, "4")
    commit(begun, SECOND)
    changed(begun, "3", "4")
    assert changelog.main() == 0
    assert capsys.readouterr().out.endswith("data/changes.yaml: 2 versions written, 1 version kept.\n")
    today = datetime.date.today().isoformat()
    assert written(begun)[:2] == [
        (today, [(FIGURE_AT, "changed", (("4", "3"),))]),
        (SECOND, [(FIGURE_AT, "changed", (("5", "4"),))]),
    ]


def test_to_run_it_again_changes_nothing(begun: Project):
    changed(begun, "4")
    changelog.main()
    once = (begun.root / "data/changes.yaml").read_text("utf-8")
    changelog.main()
    assert (begun.root / "data/changes.yaml").read_text("utf-8") == once


def test_a_value_that_went_back_has_both_versions(begun: Project):
    changed(begun, "4")
    commit(begun, SECOND)
    changelog.main()
    changed(begun, "5", "4")
    commit(begun, SECOND)
    changelog.main()
    assert [records for _, records in written(begun)][:2] == [
        [(FIGURE_AT, "changed", (("4", "5"),))],
        [(FIGURE_AT, "changed", (("5", "4"),))],
    ]


def test_a_version_that_was_never_committed_is_replaced(begun: Project):
    changed(begun, "4")
    changelog.main()
    changed(begun, "3", "4")
    changelog.main()
    assert [records for _, records in written(begun)][:1] == [[(FIGURE_AT, "changed", (("5", "3"),))]]
    assert len(written(begun)) == 2


def test_the_versions_of_two_branches_become_those_of_the_history(begun: Project):
    git(begun, "switch", "-qc", "branch")
    changed(begun, "4")
    changelog.main()
    commit(begun, SECOND)
    git(begun, "switch", "-q", "main")
    begun.edit("operating_systems.yaml", "- id: rhel\n", "- id: red-hat\n")
    commit(begun, SECOND)
    git(begun, "-c", "merge.ff=no", "merge", "-q", "branch", "-m", "Merge", day=SECOND)
    changelog.main()
    assert [records for _, records in written(begun)][:2] == [
        [(FIGURE_AT, "changed", (("5", "4"),))],
        [
            ("data/operating_systems.yaml: [red-hat]", "added", ()),
            ("data/operating_systems.yaml: [rhel]", "removed", ()),
        ],
    ]


def test_what_moved_or_is_written_otherwise_is_no_change(begun: Project, capsys):
    begun.edit("figures.yaml", FIGURE, "\n  # A remark.\n  label: 'Smallest RPO'\n  value: 5\n")
    assert warnings(capsys) == []
    changelog.main()
    assert len(written(begun)) == 1


def test_the_check_warns_of_a_change_that_is_missing(begun: Project, capsys):
    assert warnings(capsys) == []
    changed(begun, "4")
    assert warnings(capsys) == [
        "data/changes.yaml:3:3: warning: [0]: data/ has changed since the newest version here. Before the site is "
        "published, run `make changelog`, which adds the changes."
    ]
    changelog.main()
    assert warnings(capsys) == []


def test_a_history_that_is_too_short(begun: Project, capsys):
    path = begun.root / "data/changes.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    before = "".join("- version: v000000000000\n" if line.startswith("- version") else line for line in lines)
    path.write_text(before, "utf-8")
    capsys.readouterr()
    assert changelog.main() == 1
    shown = capsys.readouterr().err
    assert shown == "No commit here holds a version that data/changes.yaml names. Fetch the whole history first.\n"
    assert path.read_text("utf-8") == before


def test_a_changelog_that_cannot_be_read(begun: Project, capsys):
    at = begun.edit("changes.yaml", "- version: ", "- →verison: ")  # codespell:ignore verison
    capsys.readouterr()
    assert changelog.main() == 1
    assert f"{at}: [0].verison: 'verison' is not a key here." in capsys.readouterr().err  # codespell:ignore verison


def test_texts_come_back_as_they_were(begun: Project):
    words = 'Say "yes": <b>`x` {{ y }}</b> # é\\n\n'
    begun.edit("figures.yaml", FIGURE, f"  label: {changelog._quoted(words)}\n  value: 5\n")
    changelog.main()
    assert written(begun)[0][1] == [(FIGURE_AT, "changed", (("Smallest RPO", words),))]


def test_the_page_leads_to_what_the_site_shows(begun: Project):
    changed(begun, "4")
    changelog.main()
    data = examined.read(begun.root / "data")
    html = data_changes(View(data, "../", "assets/runtime/0"))
    figure = next(figure for figure in data.figures if figure.id == "rpo-minimum")
    place = View(data, "../", "").place(figure)
    hrefs = {place: "sources/#figure-rpo-minimum"}
    filled = fill_links(html, pages_of(hrefs) | hrefs, "../")
    assert 'Smallest RPO <a href="../sources/#figure-rpo-minimum"><code>' + FIGURE_AT in filled
    assert '<a href="../sources/"><code>data/figures.yaml</code></a> with ' in filled
    # What no page shows is no link.
    assert "<code>data/ports.yaml</code> with " in filled
    assert "data-leads-to" not in filled


def test_days_are_folded_and_say_how_much_changed(begun: Project):
    changed(begun, "4")
    changelog.main()
    html = data_changes(View(examined.read(begun.root / "data"), "../", "assets/runtime/0"))
    newest, older = (part.partition("</h2>")[0] for part in html.split("<h2")[1:3])
    assert newest.endswith('<small class="hb-quiet">1 record changed.</small>')
    assert ' class="hb-chapter"' in newest
    assert ' class="hb-chapter"' in older


def test_what_is_committed_fits_the_command():
    text = (ROOT / "data/changes.yaml").read_text("utf-8")
    assert text.startswith(changelog.HEAD)
