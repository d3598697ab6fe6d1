"""Pages that are made from records: one template, a page for each record."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from macros.data.loader import Data
from macros.pages import checklists, compatibility, kernels, target_page
from macros.pages.page import GeneratedPage, PageMaker

# Each yields the pages of one kind of record.
PAGE_MAKERS: tuple[PageMaker, ...] = (
    compatibility.source_pages,
    kernels.kernel_pages,
    target_page.target_pages,
    checklists.checklist_pages,
)


def generated_pages(data: Data) -> Iterator[GeneratedPage]:
    """Yield every page that is made from records."""
    for maker in PAGE_MAKERS:
        yield from maker(data)


def navigation(entries: Any, pages: Iterable[GeneratedPage]) -> Any:
    """Return `nav` of mkdocs.yml with the generated pages that a pattern, such as `compatibility/*.md`, means.

    They stand in the order in which they are made, and without titles: a title in `nav` is rendered as a template, and
    theirs hold text from data. The pages bring them along.
    """
    if isinstance(entries, dict):
        return {title: navigation(entry, pages) for title, entry in entries.items()}
    if not isinstance(entries, list):
        return entries
    found: list[Any] = []
    for entry in entries:
        if isinstance(entry, str) and "*" in entry:
            found.extend(page.path for page in pages if fnmatchcase(page.path, entry))
        else:
            found.append(navigation(entry, pages))
    return found
