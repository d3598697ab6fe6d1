"""What the search finds, and that nothing of it is loaded or shown before it is asked for."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculators.records.search import SearchWords, Synonyms
from macros.publish.search.index import FoundPage, index_files
from tests.conftest import ROOT

HERE = Path(__file__).parent
# Of all queries so many find their page at once.
RIGHT = 0.95


def ask(site: Path, queries: list[str], language: str = "en") -> list[dict[str, Any]]:
    """Return what the site's own search answers to each query."""
    modules = site / "assets/search"
    return searched(queries, modules, modules / "minisearch.mjs", site / f"search/{language}.json")


def searched(queries: list[str], *parts: Path) -> list[dict[str, Any]]:
    """Return what a search answers to each query: the folder of its modules, that of MiniSearch, and its index."""
    command = ["node", str(HERE / "search.mjs"), *map(str, parts)]
    done = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@cache
def cases(language: str = "en") -> list[dict[str, str]]:
    name = "search.yaml" if language == "en" else f"search_{language}.yaml"
    found: list[dict[str, str]] = yaml.safe_load((HERE / name).read_text("utf-8"))
    return found


def wrong(case: dict[str, str], found: dict[str, Any]) -> str | None:
    """Return what is wrong with the first thing that was found, or None."""
    pages = [page[0] for page in found["pages"]]
    if "answer" in case:
        return None if found["answer"] == case["answer"] else f"{found['answer'] or pages[:1]}, not {case['answer']}"
    if found["answer"] or pages[:1] != [case["page"]]:
        return f"{found['answer'] or pages[:4]}, not {case['page']}"
    return None if case.get("part") in (None, *found["pages"][0][1:2]) else f"{found['pages'][0]}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_people_type_finds_the_right_page_first(language: str, site: Path):
    asked = [case for case in cases(language) if "finds" not in case]
    found = ask(site, [case["query"] for case in asked], language)
    misses = {case["query"]: fault for case, one in zip(asked, found, strict=True) if (fault := wrong(case, one))}
    print(f"{len(found) - len(misses)} of {len(found)} found", *misses.items(), sep="\n")
    assert len(found) >= 40
    assert len(misses) <= (1 - RIGHT) * len(found), misses


def test_what_stands_in_a_list_is_found(site: Path):
    asked = [case for case in cases() if "finds" in case]
    for case, one in zip(asked, ask(site, [case["query"] for case in asked]), strict=True):
        assert case["finds"] in [page[0] for page in one["pages"]], case["query"]


def test_words_of_no_page_find_nothing_and_no_words_neither(site: Path):
    nothing = {"answer": None, "pages": []}
    assert ask(site, ["zzzzzz", "", " · ?", "\U0001f600"]) == [nothing] * 4


def test_chinese_is_found_by_its_words_in_an_index_of_its_own(tmp_path: Path):
    pages = [
        FoundPage(path=path, url=url, title=title, about="", content=f"<h1>{title}</h1>{content}", made=False)
        for path, url, title, content in (
            ("deploy.md", "deploy/", "Deploy", "<p>Choose the checklist.</p>"),
            (
                "zh/deploy.md",
                "zh/deploy/",
                "部署",
                '<h2 id="list">选择检查清单</h2><p>先完成预设置，再安装源端同步代理。</p>',
            ),
            ("zh/network.md", "zh/network/", "容灾网络", "<p>带宽与时延，单位 Mbit/s。</p>"),
        )
    ]
    words = SearchWords(synonyms=(Synonyms(id="latency", words=("时延", "延迟")),), pages=())
    files = dict(index_files(pages, words, ()))
    assert set(files) == {"search/en.json", "search/zh.json"}
    index = tmp_path / "zh.json"
    index.write_text(files["search/zh.json"], "utf-8")
    library = ROOT / "node_modules/minisearch/dist/es/index.js"
    found = searched(
        ["检查清单", "源端同步代理", "延迟", "mbit", "checklist"], ROOT / "docs/assets/search", library, index
    )
    assert [one["pages"][:1] for one in found] == [
        [["deploy/", "list"]], [["deploy/", "list"]], [["network/"]], [["network/"]], [],
    ]  # fmt: skip
