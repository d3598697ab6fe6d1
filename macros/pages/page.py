"""What a page that is made from records holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from macros.data.loader import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedPage:
    """A page that no file in docs/ holds."""

    path: str
    """Path as if it were a file below docs/, such as `checklists/huawei.md`."""

    title: str
    """Title of the page, in plain text."""

    description: str
    """One sentence for search engines, in plain text."""

    body: str
    """Markdown that calls macros. Text from data reaches the page through macros only."""

    @property
    def markdown(self) -> str:
        """Return the page as MkDocs reads it. A page from data is nobody's to edit in docs/."""
        head = f"---\ntitle: {_quoted(self.title)}\ndescription: {_quoted(self.description)}\n---\n\n"
        return head + self.body


type PageMaker = Callable[[Data], Iterator[GeneratedPage]]


def _quoted(text: str) -> str:
    """Return a text as YAML in single quotes, on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
