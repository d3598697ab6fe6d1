"""Where the pages of records stand: an address follows from a record alone, so checks know it without the page."""

from collections.abc import Iterator

from calculators.records.delivery import Checklist
from calculators.records.kernels import KernelList
from calculators.records.targets import Target
from macros.data.findings import source_page
from macros.data.loader import Data


def checklist_page(form: Checklist) -> str:
    """Return the page of a checklist, as a path below docs/."""
    return f"checklists/{form.id}.md"


def kernel_page(kernels: KernelList) -> str:
    """Return the page of a distribution's kernels, as a path below docs/."""
    return f"kernels/{kernels.id}.md"


def target_page(target: Target) -> str:
    """Return the page of a platform, as a path below docs/."""
    return f"targets/{target.id}.md"


def record_pages(data: Data) -> Iterator[str]:
    """Yield the page of every record that has one of its own."""
    yield from map(source_page, data.sources)
    yield from map(kernel_page, data.kernel_lists)
    yield from map(target_page, data.targets)
    yield from map(checklist_page, data.checklists.forms)
