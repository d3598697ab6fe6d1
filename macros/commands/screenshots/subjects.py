"""What is pictured: a page of every type, in every way that a reader may meet it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

Act = Callable[["Page"], None]


@dataclass(frozen=True, kw_only=True)
class View:
    """One way to meet a page."""

    name: str
    width: int
    """Of the window, in pixels."""
    height: int
    dark: bool = False
    paper: bool = False
    language: str = ""
    """Folder of the pages in another language; empty for English."""
    touch: bool = False
    cells: int = 8
    """How many columns the fingerprint of a picture has."""


VIEWS = (
    View(name="light", width=1280, height=900),
    View(name="dark", width=1280, height=900, dark=True),
    View(name="phone", width=390, height=844, touch=True, cells=4),
    # A sheet of A4 within the margins that a browser leaves.
    View(name="paper", width=718, height=1047, paper=True),
    View(name="zh", width=1280, height=900, language="zh"),
    View(name="zh-phone", width=390, height=844, language="zh", touch=True, cells=4),
)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A page that stands for all of its type."""

    name: str
    path: str
    project: bool = False
    """Whether the reader has the sample project, which the page then answers for."""
    act: Act | None = None
    """What the reader does there first."""
    shows: str = ""
    """Selector of what has to be there before the picture is taken, where scripts bring it."""

    whole: bool = True
    """Whether all of it is pictured, not only what a window shows."""

    def is_met(self, view: View) -> bool:
        """Whether it is pictured in a view: in another language only the main pages, whose words differ in kind."""
        return not view.language or self.name in TRANSLATED


def _begin_the_night(page: "Page") -> None:
    page.get_by_role("button", name=re.compile("Start the clock|开始计时")).click()


def _search(page: "Page") -> None:
    page.locator("#look-up").fill("port 3260")
    page.locator("#look-up").press("Enter")


TRANSLATED = {
    "home", "qualify", "rpo-rto", "replay", "components", "objectives", "investigate", "inventory", "plan", "ports",
    "deploy", "runbook", "matrix", "source-type", "target", "checklist", "disagreements", "glossary", "project-page",
    "project-rpo",
}  # fmt: skip
LIVE = ".hb-status[data-state=live], .hb-status[data-state=stale]"
CHECKLIST = "checklists/dr-huawei-vmware-block-vpn/"
CALCULATORS = ("qualify", "rpo-rto", "replay", "recovery-time", "components")
PLAIN = (
    "objectives", "investigate", "inventory", "costs", "plan", "network", "ports", "deploy", "runbook", "accept",
    "operate", "targets", "kernels", "steps", "disagreements", "glossary", "examples", "sources", "data-changes", "api",
    "offline", "walk", "project", "contribute",
)  # fmt: skip
SUBJECTS = (
    Subject(name="home", path=""),
    *(Subject(name=name, path=f"{name}/") for name in (*CALCULATORS, *PLAIN)),
    Subject(name="compatibility", path="compatibility/"),
    Subject(name="matrix", path="compatibility/matrix/"),
    Subject(name="systems", path="compatibility/operating-systems/"),
    Subject(name="source-type", path="compatibility/vmware-agentless/"),
    Subject(name="target", path="targets/huawei/"),
    Subject(name="release", path="kernels/ubuntu/"),
    Subject(name="checklist", path=CHECKLIST),
    Subject(name="failback", path="checklists/fb-huawei-vmware-block/"),
    Subject(name="not-found", path="404.html"),
    Subject(name="search", path="", act=_search, shows=".hb-search-page", whole=False),
    Subject(name="night", path="runbook/", act=_begin_the_night, shows=".hb-night", whole=False),
    Subject(name="project-home", path="", project=True),
    Subject(name="project-page", path="project/", project=True, shows=".hb-customer"),
    Subject(name="project-rpo", path="rpo-rto/", project=True, shows=LIVE),
    Subject(name="project-ports", path="ports/", project=True),
    Subject(name="project-plan", path="plan/", project=True, shows=LIVE),
    Subject(name="project-checklist", path=CHECKLIST, project=True),
)
