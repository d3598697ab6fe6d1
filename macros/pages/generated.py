"""Pages that are made from records: one template, a page for each record."""

from collections.abc import Iterator

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
