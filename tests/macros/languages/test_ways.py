"""What a page says of itself in other languages, to readers and to programs."""

from macros.languages.files import languages
from macros.languages.ways import PLACE, Ways
from tests.conftest import ROOT

SITE = "https://guide.example.org/dr"
HEAD = (
    f'<link rel="canonical" href="{SITE}/rpo-rto/">\n<meta property="og:url" content="{SITE}/rpo-rto/">\n'
    f'<meta property="og:image" content="{SITE}/assets/previews/rpo-rto.png">\n</head>\n{PLACE}'
)


def joined(site_url: str | None, path: str, folder: str) -> str:
    return Ways(languages(ROOT), site_url).joined(HEAD, path, folder)


def test_a_page_in_another_language_names_itself_and_a_chat_shows_the_same_picture() -> None:
    html = joined(SITE, "zh/rpo-rto/index.html", "zh")
    assert f'<link rel="canonical" href="{SITE}/zh/rpo-rto/">' in html
    assert f'<meta property="og:url" content="{SITE}/zh/rpo-rto/">' in html
    assert f'content="{SITE}/assets/previews/rpo-rto.png"' in html


def test_each_page_names_all_its_languages_the_same() -> None:
    english, other = joined(f"{SITE}/", "rpo-rto/index.html", ""), joined(SITE, "zh/rpo-rto/index.html", "zh")
    for tag, place in (("en", "rpo-rto/"), ("zh-Hans", "zh/rpo-rto/"), ("x-default", "rpo-rto/")):
        link = f'<link rel="alternate" hreflang="{tag}" href="{SITE}/{place}">'
        assert link in english and link in other, tag
    assert f'hreflang="zh-Hans" href="{SITE}/zh/">' in joined(SITE, "index.html", "")


def test_without_an_address_of_the_site_there_are_only_links() -> None:
    html = joined(None, "rpo-rto/index.html", "")
    assert '<link rel="alternate"' not in html
    assert '<a class="hb-language" href="../zh/rpo-rto/" rel="alternate" hreflang="zh-Hans"' in html


def test_the_page_of_unknown_addresses_is_no_page_of_a_language() -> None:
    assert '<link rel="alternate"' not in joined(SITE, "404.html", "")
