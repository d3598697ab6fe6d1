"""Parts of a page that only some readers come for: they wait folded under their headings."""

import re

CHAPTER = re.compile(
    r'<h2(?P<before>[^>]*?) class="hb-chapter"(?P<after>[^>]*)>(?P<title>.*?)(?:<a class="headerlink".*?</a>)?</h2>'
    r"(?P<body>.*?)(?=<h2\b|\Z)",
    re.DOTALL,
)
ENOUGH = 3
"""From so many folded parts on a page offers to show them all."""
SHOW_ALL = (
    '<p class="hb-chapters"><button type="button" class="hb-button" data-chapters aria-expanded="false">'
    "Show all parts</button></p>\n"
)


def chaptered(page: str) -> str:
    """Return a page, as HTML, where each heading that Markdown gives the class `hb-chapter` folds what is below it.

    An address that leads to the heading, or into its part, unfolds it; paper has all of it.
    """
    summary = r"<summary><h2\g<before>\g<after>>\g<title></h2></summary>"
    folded, count = CHAPTER.subn(rf'<details class="hb-chapter">\n{summary}\g<body></details>\n', page)
    opening = '<details class="hb-chapter">'
    return folded if count < ENOUGH else folded.replace(opening, SHOW_ALL + opening, 1)
