"""One order of pages: menu, "next" and the way back follow from it."""

from typing import Any

from macros.data.loader import Data
from macros.pages.generated import generated_pages
from macros.pages.way import navigation, onward, onward_line, parent_of


def flat(entries: Any) -> list[str]:
    if isinstance(entries, str):
        return [entries]
    parts = entries.values() if isinstance(entries, dict) else entries
    return [path for part in parts for path in flat(part)]


def test_next_leads_through_every_stop_and_ends(data: Data):
    way = data.way
    path, walked = way.before[0].page, []
    while found := onward(way, path):
        path = found[1].page
        walked.append(path)
    assert walked == [stop.page for stop in (*way.before[1:], *(stop for stage in way.stages for stop in stage.stops))]


def test_the_menu_holds_every_page_once_or_the_page_above_it(data: Data):
    made = [*generated_pages(data)]
    menu = flat(navigation(data.way, made))
    assert len(menu) == len(set(menu))
    for page in made:
        assert (page.path in menu) != (parent_of(data.way, page.path) in menu), page.path


def test_where_another_stage_begins_is_said(data: Data):
    for one, other in zip(data.way.stages, data.way.stages[1:], strict=False):
        assert f"Next stage, {other.title}: <a" in onward_line(data.way, one.stops[-1].page, "../")
        for stop in one.stops[:-1]:
            assert "Next: <a" in onward_line(data.way, stop.page, "../")


def test_a_list_and_the_end_of_the_way_lead_nowhere(data: Data):
    assert not onward_line(data.way, data.way.stages[-1].stops[-1].page, "../")
    assert not onward_line(data.way, "glossary.md", "../")


def test_a_page_of_a_record_goes_on_where_the_page_above_it_does(data: Data):
    form = data.checklists.forms[0]
    assert onward(data.way, f"checklists/{form.id}.md") == onward(data.way, "deploy.md") is not None
