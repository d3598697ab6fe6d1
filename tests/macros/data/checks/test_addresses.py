"""Addresses in data/ that would say something else to a browser than to a reader."""

import pytest

from macros.data.checks.addresses import address_problem
from tests.macros.conftest import Project

WHOLE = " Write the whole address, as a browser shows it: https://host/page."
PLACES = {
    "documents.yaml": ("url: https://github.com/HyperBDR/docs/", "[0].url"),
    "links.yaml": ("url: https://github.com/HyperBDR/docs/", "[0].url"),
    "checklists.yaml": ("form: https://docs.google.com/", "forms[0].form"),
}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("javascript:alert(1)", "an address begins with https:// or http://, but this one with 'javascript:'."),
        ("JaVaScRiPt:alert(2)", "an address begins with https:// or http://, but this one with 'javascript:'."),
        ("data:text/html,x", "an address begins with https:// or http://, but this one with 'data:'."),
        ("ftp://host/x", "an address begins with https:// or http://, but this one with 'ftp:'."),
        ("mailto:a@b.c", "an address begins with https:// or http://, but this one with 'mailto:'."),
        ("//evil.test/x", "'//evil.test/x' does not say https:// or http://."),
        ("evil.test/x", "'evil.test/x' does not say https:// or http://."),
        ("/index.md", "'/index.md' does not say https:// or http://."),
        ("https:evil.test", "'https:evil.test' names no host."),
        ("https:///x", "'https:///x' names no host."),
        ("https://good.test@evil.test/", "an address names no user: what stands before @ looks like the host."),
        ("https://[evil/", "'https://[evil/' is not an address."),
        ("https://host/a b", "an address holds no U+0020 (space)."),
        ('https://host/"x', "an address holds no U+0022 (quotation mark)."),
        ("https://host/\\x", "an address holds no U+005C (reverse solidus)."),
        ("https://host/\u202ex", "an address holds no U+202E (right-to-left override)."),
    ],
)  # fmt: skip
def test_an_address_that_is_none(address, told):
    assert address_problem(address) == told


@pytest.mark.parametrize(
    "address", ["https://host", "http://host:8080/a?b=c&d=%20#e", "https://host/a_(b)/~c", "https://host/数据"]
)
def test_an_address_of_another_site(address):
    assert address_problem(address) == ""


def test_an_address_is_told_where_it_stands(project: Project):
    expected = []
    for file, (old, key) in PLACES.items():
        path = project.root / "data" / file
        before, _, after = path.read_text("utf-8").partition(old)
        path.write_text(f"{before}{old.partition(' ')[0]} //evil.test{after[after.index('\n') :]}", "utf-8")
        at = f"data/{file}:{before.count('\n') + 1}:{len(before) - before.rfind('\n')}"
        expected.append(f"{at}: {key}: '//evil.test' does not say https:// or http://.{WHOLE}")
    assert sorted(project.problems()) == sorted(expected)
