"""The page for a reviewer: what changed first, side by side with what was accepted, then everything."""

from collections.abc import Mapping, Sequence
from html import escape

from macros.commands.screenshots.fingerprints import Change
from macros.commands.screenshots.shooting import Picture

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 1rem 2rem; }
.views { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; }
figure { margin: 0; }
img { display: block; border: 1px solid #8888; max-width: 100%; }
section .views img { height: 22rem; object-fit: cover; object-position: top; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-bottom: 2rem; }
"""


def sheet(
    taken: Sequence[Picture], changed: Mapping[str, Change], former: Mapping[str, str], browser: str, before: str
) -> str:
    """Return the page: `changed` by name of a picture, `former` the addresses of accepted pictures that are at hand."""
    by_name = {picture.name: picture for picture in taken}
    pairs = "".join(_pair(by_name[name], change, former.get(name)) for name, change in changed.items())
    subjects = dict.fromkeys(picture.subject.name for picture in taken)
    rest = "".join(_subject(name, [one for one in taken if one.subject.name == name]) for name in subjects)
    other = f" The accepted ones were taken with {escape(before)}." if before and before != browser else ""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{STYLE}</style>\n'
        f"<h1>{len(changed)} of {len(taken)} pictures differ from the accepted ones</h1>\n"
        f"<p>Taken with {escape(browser)}.{other} What is right is accepted by "
        "<code>make screenshots ACCEPT=1</code>.</p>\n"
        f"{pairs}<h2>All pictures</h2>\n{rest}</html>\n"
    )


def _pair(picture: Picture, change: Change, former: str | None) -> str:
    now = f"<figure><figcaption>Now</figcaption>{_image(picture)}</figure>"
    old = "No picture of it is at hand, only its fingerprint: accept on the branch before, then come back."
    if former:
        old = f'<img src="{escape(former)}" alt="{escape(picture.name)}, as accepted" loading="lazy">'
    elif change.words == "new":
        old = "There was none."
    accepted = f"<figure><figcaption>Accepted</figcaption>{old}</figure>"
    return f'<h2>{escape(picture.name)}: {escape(change.words)}</h2>\n<div class="pair">{accepted}{now}</div>\n'


def _subject(name: str, taken: Sequence[Picture]) -> str:
    figures = "".join(f"<figure><figcaption>{_caption(one)}</figcaption>{_image(one)}</figure>" for one in taken)
    return f'<section id="{escape(name)}"><h3>{escape(name)}</h3><div class="views">{figures}</div></section>\n'


def _caption(picture: Picture) -> str:
    words = escape(f"{picture.view.name}, {picture.mark.height:,} px")
    if not picture.mark.sheets:
        return words
    sheets = f"{picture.mark.sheets} sheet{'s' * (picture.mark.sheets != 1)}"
    return f'{words}, <a href="{picture.subject.name}/{picture.view.name}.pdf">{sheets}</a>'


def _image(picture: Picture) -> str:
    address = f"{picture.subject.name}/{picture.view.name}.jpg"
    return f'<a href="{address}"><img src="{address}" alt="{escape(picture.name)}" loading="lazy"></a>'
