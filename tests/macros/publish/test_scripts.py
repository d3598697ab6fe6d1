"""Only the theme's scripts stand in pages, whatever the pages hold."""

import re

import pytest

from macros.publish import scripts

KNOWN = (
    "<script>var target=document.getElementById(location.hash.slice(1));"
    'target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))</script>'
)


def scope(way: str) -> str:
    """Return the theme's script that holds the way to the site's root."""
    (pattern,) = (found.pattern for found in scripts._patterns() if "__md_scope=" in found.pattern)
    start, end = (re.sub(r"\\(.)", r"\1", part) for part in pattern.split(scripts.WAY))
    return f"<script>{start}{way}{end}</script>"


@pytest.mark.parametrize("page", [KNOWN, *map(scope, (".", "../..", "/", "/dr/guide-2/"))])
def test_a_script_of_the_theme_has_a_hash(page):
    scripts.check_scripts([("index.html", page)])
    assert len(scripts.script_hashes([("index.html", page)])) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<SCRIPT >alert(1)</ScRiPt >",
        "<script data-src=x>alert(1)</script>",
        '<script type="application/json">alert(1)</script>',
        KNOWN.replace("</script>", ";alert(1)</script>"),
        scope('.");alert(1);("'),
    ],
)
def test_any_other_fails_with_its_page_and_has_no_hash(page):
    pages = [("index.html", KNOWN), ("targets/vmware/index.html", page)]
    with pytest.raises(scripts.ScriptError, match=r"^targets/vmware/index\.html: a script stands in the page: "):
        scripts.check_scripts(pages)
    assert scripts.script_hashes(pages) == scripts.script_hashes(pages[:1])


@pytest.mark.parametrize("address", ["https://evil.test/x.js", "//evil.test/x.js", "data:text/javascript,alert(1)"])
def test_a_script_of_another_site_fails(address):
    with pytest.raises(scripts.ScriptError, match=f"index.html: a script is loaded from {re.escape(address)}"):
        scripts.check_scripts([("index.html", f'<script type="module" src="{address}"></script>')])


def test_scripts_of_the_site_itself_are_let_in():
    scripts.check_scripts([("index.html", '<script src="../assets/finder.mjs" type="module"></script>')])
