"""The way through the guide: what header, menu, footer, the line "Next" and the home page show of it."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from html import escape
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from calculators.answers.render import page_url
from calculators.records.way import Shelf, Stage, Stop, Way
from macros.pages.page import GeneratedPage, plain
from macros.pages.view import View


def navigation(way: Way, pages: Iterable[GeneratedPage]) -> list[Any]:
    """Return `nav` as MkDocs takes it, with the generated pages that a pattern, such as `compatibility/*.md`, means.

    They stand in the order in which they are made. No page has its title here: one in `nav` is rendered as a template,
    and these come from data. See `titles`.
    """
    made = [page.path for page in pages]
    entries: list[Any] = [stop.page for stop in way.before]
    entries += [{plain(stage.title): [stop.page for stop in stage.stops]} for stage in way.stages]
    for shelf in way.shelves:
        if not shelf.within:
            parts = [{plain(part.title): _listed(part, made)} for part in way.shelves if part.within == shelf.id]
            entries.append({plain(shelf.title): [*_listed(shelf, made), *parts]})
    return entries


def _listed(shelf: Shelf, made: Iterable[str]) -> list[str]:
    found: list[str] = []
    for item in shelf.holds:
        found += [path for path in made if fnmatchcase(path, item.pages)] if "*" in item.pages else [item.pages]
    return found


def titles(way: Way) -> dict[str, str]:
    """Return the names in the menu of pages that have one there, by path below docs/, in plain text."""
    stops = (*way.before, *(stop for stage in way.stages for stop in stage.stops))
    listed = {item.pages: item.title for shelf in way.shelves for item in shelf.holds if item.title}
    return {stop.page: stop.title for stop in stops} | listed


def parent_of(way: Way, path: str) -> str | None:
    """Return the page above one that stands in no menu, as a path below docs/."""
    return next((item.page for item in way.parents if path != item.page and fnmatchcase(path, item.pages)), None)


def stage_title(way: Way, path: str) -> str:
    """Return the name of the stage or list that a page below docs/ stands in; empty for one before the way."""
    here = parent_of(way, path) or path
    stages = (stage.title for stage in way.stages if any(stop.page == here for stop in stage.stops))
    lists = (shelf.title for shelf in way.shelves if any(fnmatchcase(here, item.pages) for item in shelf.holds))
    return next(stages, next(lists, ""))


def settle(way: Way, pages: Mapping[str, Any]) -> None:
    """Give MkDocs' pages that stand in no menu, by path below docs/, their parent, and the next stop of the way."""
    for path, page in pages.items():
        above = pages.get(parent_of(way, path) or "")
        if above is not None:
            page.parent = above
            after = onward(way, path)
            if after:
                page.next_page = pages[after[1].page]


def onward(way: Way, path: str) -> tuple[Stage | None, Stop] | None:
    """Return the stop after a page of the way, with its stage where another begins; nothing beside the way.

    A page in no menu goes on where the page above it does.
    """
    stops = [(None, stop) for stop in way.before] + [(stage, stop) for stage in way.stages for stop in stage.stops]
    here = parent_of(way, path) or path
    for (stage, stop), (next_stage, after) in pairwise(stops):
        if stop.page == here:
            return (next_stage if next_stage is not stage else None), after
    return None


def onward_line(way: Way, path: str, base: str) -> Markup:
    """Return what stands above the title of a page: which page comes next; nothing beside the way or at its end."""
    found = onward(way, path)
    # The home page shows the whole way.
    if found is None or path == way.before[0].page:
        return Markup("")
    stage, stop = found
    into = f" stage, {escape(stage.title)}" if stage else ""
    address = escape(page_url(stop.page, base))
    return Markup(f'<p class="hb-onward">Next{into}: <a href="{address}">{escape(stop.title)}</a></p>')


def stages(view: View) -> Markup:
    """Return the way as a list of stages with their pages; a reader's project marks how far it is."""
    items = "".join(_stage(view, stage) for stage in view.data.way.stages)
    return Markup(f'<ol class="hb-stages" data-stages>{items}</ol>')


def _tool(stop: Stop) -> str:
    return f' data-tool="{escape(stop.tool)}"' if stop.tool else ""


def _stage(view: View, stage: Stage) -> str:
    stops = "".join(
        f"<li{_tool(stop)}>{view.link(stop.page, stop.title)}"
        f'<span class="hb-gives">{escape(stop.gives or "")}</span></li>'
        for stop in stage.stops
    )
    return f"<li><h3>{escape(stage.title)}</h3><p>{escape(stage.question)}</p><ul>{stops}</ul></li>"


def shelves(view: View) -> Markup:
    """Return the lists beside the way, each with its pages that have a name here."""
    parts = []
    for shelf in view.data.way.shelves:
        if not shelf.within:
            links = "".join(f"<li>{view.link(item.pages, item.title)}</li>" for item in shelf.holds if item.title)
            parts.append(f"<dt>{escape(shelf.title)}</dt><dd><ul>{links}</ul></dd>")
    return Markup(f'<dl class="hb-shelves">{"".join(parts)}</dl>')
