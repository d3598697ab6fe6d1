"""Links from a page to its file and to a report of a mistake."""

from urllib.parse import parse_qs, urlsplit

import pytest

from macros.publish.repository import RepositoryError, repository


@pytest.mark.parametrize(
    ("address", "kind", "edit"),
    [
        ("https://github.com/team/guide", "", "https://github.com/team/guide/edit/main/data/a%20b.yaml#L7"),
        ("https://github.com/team/guide.git", "", "https://github.com/team/guide/edit/main/data/a%20b.yaml#L7"),
        ("https://gitlab.example/team/guide/", "", "https://gitlab.example/team/guide/-/edit/main/data/a%20b.yaml#L7"),
        ("https://codeberg.org/team/guide", "", "https://codeberg.org/team/guide/_edit/main/data/a%20b.yaml#L7"),
        ("https://code.example/guide", "gitlab", "https://code.example/guide/-/edit/main/data/a%20b.yaml#L7"),
        ("https://code.example/guide", "gitea", "https://code.example/guide/_edit/main/data/a%20b.yaml#L7"),
    ],
)
def test_where_a_file_is_edited(address: str, kind: str, edit: str):
    found = repository(address, kind)
    assert found is not None
    assert found.edit_address("data/a b.yaml", 7) == edit


@pytest.mark.parametrize(
    ("address", "title", "text"),
    [
        ("https://github.com/team/guide", "title", "body"),
        ("https://gitlab.com/team/guide", "issue[title]", "issue[description]"),
        ("https://forgejo.example/team/guide", "title", "body"),
    ],
)
def test_a_report_knows_the_page_and_the_place(address: str, title: str, text: str):
    found = repository(address)
    assert found is not None
    link = found.report_address("RPO & RTO: #1", "https://guide.example/rpo-rto/", "docs/rpo-rto.md:1")
    filled = parse_qs(urlsplit(link).query)
    assert filled[title] == ["RPO & RTO: #1"]
    assert "https://guide.example/rpo-rto/" in filled[text][0]
    assert "docs/rpo-rto.md:1" in filled[text][0]


def test_another_way_to_files():
    found = repository("https://code.example/guide", "", "{repository}/blob/main/{file}?line={line}")
    assert found is not None
    assert found.edit_address("data/a.yaml", 3) == "https://code.example/guide/blob/main/data/a.yaml?line=3"


def test_no_repository():
    assert repository("") is None


@pytest.mark.parametrize(("address", "kind"), [("javascript:alert(1)", ""), ("code", ""), ("https://a.example", "svn")])
def test_settings_that_cannot_be_used(address: str, kind: str):
    with pytest.raises(RepositoryError, match="REPOSITORY_"):
        repository(address, kind)
