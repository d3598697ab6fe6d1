"""Kernels with a prebuilt agent module: the lists, and what the sources say about all other kernels."""

import functools
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from calculators.kernel_list.names import DEBUGINFO, order, read
from calculators.records.kernel_lookup import Sentence
from calculators.records.kernels import KernelList, KernelRelease
from macros.data.addresses import kernel_page
from macros.data.loader import Data
from macros.pages.page import GeneratedPage
from macros.pages.view import Cell, View, bullets, joined, text

PAGE = """\
For engineers who look for an exact kernel. See also: [the kernel lookup](../kernels.md), which reads whole listings \
and names the neighbours of a kernel that is missing.

{{ kernel_releases(record) }}

{{ kernel_builds(record) }}
"""


def kernel_lists(view: View) -> Markup:
    """Return the distributions with the number of their kernels and a link to each list."""

    def cells(kernels: KernelList) -> tuple[Cell, ...]:
        return (
            view.link(f"kernels/{kernels.id}.md", kernels.name),
            float(len(kernels.releases)),
            *_counts(view, kernels.releases),
            view.cite(kernels.source),
        )

    columns = ("Distribution", "Releases", "Kernels", "With a cloud tag", "With `debuginfo-`", "Source")
    return view.records("Lists of kernels", columns, view.data.kernel_lists, cells, anchor="kernels")


def kernel_count(view: View) -> str:
    """Return how many kernels all lists hold together, as printed in the source."""
    return str(sum(len(release.builds) for kernels in view.data.kernel_lists for release in kernels.releases))


def kernel_date(view: View) -> Markup:
    """Return when the list was generated."""
    return text(", ".join(dict.fromkeys(kernels.generated for kernels in view.data.kernel_lists)))


def kernel_ranges(view: View) -> Markup:
    """Return the range of versions that is supported, as each page says."""
    rules = view.data.kernel_rules
    return view.records(
        "Range of supported kernels",
        ("Lowest", "Highest", "Source"),
        (rules.supported, rules.other),
        lambda item: (item.lowest, item.highest, view.cite(item.source)),
    ) + view.disagreements(rules.conflicts)


def kernel_rule(view: View, name: str) -> Markup:
    """Return a rule in words with its source: cloud, processor or upgrade."""
    rule: Sentence = getattr(view.data.kernel_rules, name)
    return (
        Markup("<p>") + joined(rule.text, view.cited(rule.source)) + Markup("</p>") + view.disagreements(rule.conflicts)
    )


def cloud_tags(view: View) -> Markup:
    """Return the parts of a name that tell a kernel of a cloud."""
    return view.records(
        "How a kernel of a cloud is told",
        ("Part of the name", "Made for", "How this is known"),
        view.data.kernel_rules.cloud_tags,
        lambda tag: (f"`{tag.id}`", tag.provider, tag.basis),
        anchor="tag",
    )


def maker_tags(view: View) -> Markup:
    """Return the parts of a name that tell another kernel that is none of a distribution's own."""
    return view.records(
        "How a kernel of another maker is told",
        ("Part of the name", "Whose kernel", "How this is known"),
        view.data.kernel_rules.maker_tags,
        lambda tag: (f"`{tag.id}`", tag.maker, tag.basis),
        anchor="maker",
    )


def dkms(view: View) -> Markup:
    """Return where and how the module is built on the host."""
    rules = view.data.kernel_rules.dkms
    systems = view.records(
        f"Systems that can build the module, for kernels {rules.lowest} to {rules.highest}",
        ("System", "HyperBDR", "Names of its kernels end with"),
        rules.systems,
        lambda item: (item.name, f"{item.hyperbdr} or later", ", ".join(f"`{name}`" for name in item.series)),
    )
    source = Markup('\n<p class="hb-cite">Source: ') + view.cite(rules.source) + Markup("</p>\n")
    how = Markup("<p>") + text(f"Install the agent with `{rules.flag}`. The host must have:") + Markup("</p>\n")
    return systems + source + how + bullets(rules.needs)


def kernel_releases(view: View, name: str) -> Markup:
    """Return the releases of a distribution with their numbers of kernels, and what to know about its list."""
    kernels = _list(view, name)

    def cells(release: KernelRelease) -> tuple[Cell, ...]:
        known = sorted((build for build in release.builds if not build.startswith(DEBUGINFO)), key=order)
        link = Markup('<a href="#') + text(release.id) + Markup('">') + text(release.name) + Markup("</a>")
        return (link, *_counts(view, [release]), f"`{known[0]}`", f"`{known[-1]}`")

    columns = ("Release", "Kernels", "With a cloud tag", "With `debuginfo-`", "Oldest", "Newest")
    ask = "Confirm with technical support before you promise such a host."
    remarks = [*([f"{kernels.confirm} {ask}"] if kernels.confirm else ()), *([kernels.note] if kernels.note else ())]
    source = Markup('<p class="hb-cite">Generated on ') + text(kernels.generated) + Markup(". Source: ")
    return (
        view.records(f"Releases of {kernels.name}", columns, kernels.releases, cells)
        + Markup("\n")
        + source
        + view.cite(kernels.source)
        + Markup("</p>\n")
        + Markup("").join(Markup("<p>") + text(remark) + Markup("</p>\n") for remark in remarks)
        + view.disagreements(kernels.conflicts)
    )


def kernel_builds(view: View, name: str) -> Markup:
    """Return every kernel of a distribution under the heading of its release."""
    return Markup("\n").join(
        Markup('<h2 id="')
        + text(release.id)
        + Markup('" class="hb-chapter">')
        + text(release.name)
        + Markup("</h2>\n")
        + _builds(release)
        for release in _list(view, name).releases
    )


def _builds(release: KernelRelease) -> Markup:
    # Without code elements: three thousand of them would weigh as much as the names.
    lines = Markup("\n").join(Markup("<li>") + text(build) + Markup("</li>") for build in release.builds)
    return Markup('<ul class="hb-builds">\n') + lines + Markup("\n</ul>")


def _counts(view: View, releases: Iterable[KernelRelease]) -> tuple[float, float, float]:
    """Return how many kernels there are, how many with a cloud tag, and how many entries for debugging symbols."""
    tags = {tag.id for tag in view.data.kernel_rules.cloud_tags}
    builds = [build for release in releases for build in release.builds]
    cloudy = sum(not tags.isdisjoint(_words(build)) for build in builds)
    return float(len(builds)), float(cloudy), float(sum(build.startswith(DEBUGINFO) for build in builds))


@functools.cache
def _words(build: str) -> frozenset[str]:
    # The list of distributions and the page of one ask for the same kernels.
    return read(build).words


def _list(view: View, name: str) -> KernelList:
    return next(item for item in view.data.kernel_lists if item.id == name)


def kernel_pages(data: Data) -> Iterator[GeneratedPage]:
    """Yield a page for each distribution, with every kernel of its list."""
    for kernels in data.kernel_lists:
        yield GeneratedPage(
            path=kernel_page(kernels),
            record=kernels.id,
            place=data.places[id(kernels)],
            title=f"Kernels of {kernels.name}",
            description=f"Every kernel of {kernels.name} with a prebuilt module of the Linux Agent, by release.",
            body=PAGE,
        )
