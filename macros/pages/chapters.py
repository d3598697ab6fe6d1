"""Parts of a page that only some readers come for: they wait folded under their headings."""

import re

CHAPTER = re.compile(
    r'<h2(?P<before>[^>]*?) class="hb-chapter"(?P<after>[^>]*)>(?P<title>.*?)(?:<a class="headerlink".*?</a>)?</h2>'
    r"(?P<body>.*?)(?=<h2\b|\Z)",
    re.DOTALL,
)


def chaptered(page: str) -> str:
    """Return a page, as HTML, where each heading that Markdown gives the class `hb-chapter` folds what is below it.

    An address that leads to the heading, or into its part, unfolds it; paper has all of it.
    """
    return CHAPTER.sub(
        r'<details class="hb-chapter">\n<summary><h2\g<before>\g<after>>\g<title></h2></summary>\g<body></details>\n',
        page,
    )
