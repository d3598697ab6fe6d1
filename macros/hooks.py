"""What MkDocs does besides rendering pages: fresh code while serving, files from outside docs/, terms, the release."""

import logging
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemBytecodeCache
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.rebuild import Rebuild

_rebuild: Rebuild | None = None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this is `make dev`. MkDocs tells the hooks apart from plugins by this one: they stay loaded."""
    global _rebuild  # noqa: PLW0603
    _rebuild = Rebuild() if command == "serve" else None
    # What takes long says so, in MkDocs' own way.
    logging.getLogger("macros").parent = logging.getLogger("mkdocs")


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget the project's modules when one was edited, so that the edit shows up at the next build of `make dev`."""
    root = Path(config.config_file_path).parent
    if _rebuild is None or _rebuild.code_changed(root):
        for name in [name for name in sys.modules if name.split(".")[0] in ("macros", "calculators")]:
            if name not in (__name__, Rebuild.__module__):
                del sys.modules[name]
    # What `make dev` shows is made when it is asked for.
    config.extra["rebuild"] = _rebuild
    from macros.data.schemas import recall  # noqa: PLC0415
    from macros.pages.blocks import Blocks  # noqa: PLC0415  # after old modules are dropped
    from macros.publish.repository import RepositoryError, repository  # noqa: PLC0415

    recall(root)
    config.extra["blocks"] = Blocks()
    given = config.extra
    try:
        given["ways"] = repository(given["repository"], given["repository_kind"], given["edit_link"])
    except RepositoryError as error:
        raise PluginError(str(error)) from None
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from records, images/, the browser's Python and libraries of npm to the site."""
    from macros.data.datafile import DataError  # noqa: PLC0415
    from macros.pages.checklists import short_title  # noqa: PLC0415
    from macros.pages.following import ENTRIES_FILE, entries  # noqa: PLC0415
    from macros.pages.generated import generated_pages  # noqa: PLC0415
    from macros.pages.way import navigation, parent_of  # noqa: PLC0415
    from macros.publish.bundle import BundleError  # noqa: PLC0415  # after on_config has dropped old modules
    from macros.publish.library import libraries  # noqa: PLC0415
    from macros.publish.licences import LICENCES_FILE, licences  # noqa: PLC0415
    from macros.publish.theme import FRAME, UNUSED, frame  # noqa: PLC0415
    from macros.publish.typeface import typeface  # noqa: PLC0415
    from macros.publish.words import WORDS_FILE, words  # noqa: PLC0415
    from macros.site import prepare  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    try:
        site = prepare(root, quick=_rebuild is not None)
        scripts = libraries(root)
        face = typeface(root)
        about = licences(root)
        sheet = frame(root, face.names)
    except (DataError, BundleError) as error:
        raise PluginError(str(error)) from None
    mark = (root / config.theme["logo"]).read_text("utf-8").strip()
    config.extra |= {"site": site, "typeface": face, "mark": mark, "previews": {}}
    for file in [file for file in files if UNUSED.match(file.src_uri)]:
        files.remove(file)
    made = {page.path: page for page in generated_pages(site.data)}
    config.extra["generated"] = made
    config.nav = navigation(site.data.way, tuple(made.values()))
    for page in made.values():
        files.append(File.generated(config, page.path, content=page.body))
    for file in files.documentation_pages(inclusion=InclusionLevel.is_included):
        if parent_of(site.data.way, file.src_uri):
            file.inclusion = InclusionLevel.NOT_IN_NAV
    for name, text in scripts.items():
        files.append(File.generated(config, f"assets/{name}", content=text))
    for name, content in face.content.items():
        files.append(File.generated(config, f"assets/{name}", content=content))
    files.append(File.generated(config, FRAME, content=sheet))
    files.append(File.generated(config, LICENCES_FILE, content=about))
    files.append(File.generated(config, WORDS_FILE, content=words(site.data.catalog)))
    titles = {form.id: short_title(site.data, form) for form in site.data.checklists.forms}
    files.append(File.generated(config, ENTRIES_FILE, content=entries(site.data, titles)))
    # Hidden files are an editor's or the system's.
    for path in sorted((root / "images").glob("[!.]*")):
        _add(files, config, f"images/{path.name}", path)
    for path in site.runtime:
        _add(files, config, f"{site.runtime_url}/{path.name}", path)
    if _rebuild:
        _rebuild.read_all(files)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give pages that stand in no menu the page above them, and the next one of the way."""
    from macros.pages.way import settle  # noqa: PLC0415  # after on_config has dropped old modules

    settle(config.extra["site"].data.way, {file.src_uri: file.page for file in files.documentation_pages()})
    return nav


@event_priority(100)
def _name_record(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell the macros of a page that is made from a record which one it is."""
    made = config.extra["generated"].get(page.file.src_uri)
    if made:
        page.meta["record"] = made.record


@event_priority(-100)
def _fill_head(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Give a page its title and description as HTML, and its name in the menu: all of them are written as they are.

    Those that come from data come last of all, because the macros render a title as a template.
    """
    from macros.pages.page import plain  # noqa: PLC0415  # after on_config has dropped old modules
    from macros.pages.way import titles  # noqa: PLC0415

    made = config.extra["generated"].get(page.file.src_uri)
    head = page.meta if made is None else {"title": made.title, "description": made.description}
    page.meta.update({key: plain(head[key]) for key in ("title", "description")})
    page.title = plain(titles(config.extra["site"].data.way).get(page.file.src_uri, head["title"]))


on_page_markdown = CombinedEvent(_name_record, _fill_head)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the HTML of macros into the page that Markdown is done with, and what its marks open at its end.

    Then the words of the page lead to the glossary.
    """
    from macros.pages.chapters import chaptered  # noqa: PLC0415  # after on_config has dropped old modules
    from macros.pages.following import marked  # noqa: PLC0415
    from macros.pages.page import boxed, plain  # noqa: PLC0415
    from macros.pages.terms import GLOSSARY  # noqa: PLC0415
    from macros.pages.titles import named_alone, said_once  # noqa: PLC0415
    from macros.pages.view import View, way_to_root  # noqa: PLC0415
    from macros.pages.way import onward_line  # noqa: PLC0415

    made = config.extra["generated"].get(page.file.src_uri)
    if made:
        html = f"<h1>{plain(made.heading or made.title)}</h1>\n{html}"
    content, anchors = config.extra["blocks"].put_back(html)
    # MkDocs looks for the targets of links in Markdown.
    page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
    site = config.extra["site"]
    base = way_to_root(page.url)
    content = str(onward_line(site.data.way, page.file.src_uri, base)) + boxed(str(content))
    # As plain text: Markup would escape the page that it is added to.
    content = named_alone(chaptered(said_once(content)))
    whole = marked(content + str(View(site.data, base, site.runtime_url).sides(content)), site.data.project)
    # The glossary itself needs no links to it.
    if page.file.src_uri == GLOSSARY:
        return whole
    if _rebuild:
        return _rebuild.kept((whole, base, site.data.terms), lambda: site.glossary.link(whole, base))
    linked: str = site.glossary.link(whole, base)
    return linked


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add what names the pages and so comes after all: site API, Markdown, search, links to records.

    And keep the theme's templates compiled: a quarter of a small site's build.
    """
    from macros.data.schemas import keep  # noqa: PLC0415
    from macros.languages.files import languages  # noqa: PLC0415
    from macros.languages.found import found_pages, twins_of  # noqa: PLC0415
    from macros.pages.blocks import outside_elements  # noqa: PLC0415
    from macros.pages.view import way_to_root  # noqa: PLC0415
    from macros.publish import api  # noqa: PLC0415  # after on_config, as above
    from macros.publish.bundle import build_runtime  # noqa: PLC0415
    from macros.publish.llms import FULL, TWIN, full_text, llms_text  # noqa: PLC0415
    from macros.publish.search.index import FOLDER, FoundPage, index_files  # noqa: PLC0415
    from macros.publish.twins import twin  # noqa: PLC0415
    from macros.site import RUNTIME_URL  # noqa: PLC0415

    data = config.extra["site"].data
    pages = [file.page for file in files.documentation_pages() if file.page]
    hrefs = api.hrefs_of((page.url, page.content or "") for page in pages)
    shown = api.pages_of(hrefs) | hrefs
    for page in pages:
        page.content = api.fill_links(page.content or "", shown, way_to_root(page.url))
    root = Path(config.config_file_path).parent

    def programs_files() -> Iterable[tuple[str, str]]:
        return api.api_files(data, hrefs)

    def twins() -> Iterable[tuple[str, str]]:
        made = {page.url.removeprefix("./"): twin(page.content or "") for page in pages}
        full = full_text(config, pages, made)
        yield from ((f"{url}{TWIN}", text) for url, text in made.items())
        yield from ((FULL, full), ("llms.txt", llms_text(config, pages, full)))

    def found() -> tuple[FoundPage, ...]:
        return tuple(
            FoundPage(
                path=page.file.src_uri,
                url=page.url.removeprefix("./"),
                title=Markup(page.title).unescape(),
                about=Markup(page.meta["description"]).unescape(),
                content=page.content or "",
                made=page.file.src_uri in config.extra["generated"],
            )
            for page in pages
        )

    def search_files() -> Iterable[tuple[str, str]]:
        return index_files(found(), data.search, data.terms)

    def other_languages() -> Iterable[tuple[str, str]]:
        others = tuple(found_pages(Path(config.site_dir), languages(root), found()))
        return (*twins_of(others), *index_files(others, data.search, data.terms))

    def writing(made: Callable[[], Iterable[tuple[str, str]]]) -> Callable[[], None]:
        def write() -> None:
            for path, text in made():
                target = Path(config.site_dir, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")

        return write

    def write_runtime() -> None:
        runtime = build_runtime(root, quick=True)
        shutil.copytree(runtime.folder, Path(config.site_dir, RUNTIME_URL, runtime.name), dirs_exist_ok=True)

    if _rebuild:
        _rebuild.skip_unchanged(pages)
        _rebuild.make_later(
            {f"{api.FOLDER}/": writing(programs_files), "llms": writing(twins)}
            | {f"{page.url.removeprefix('./')}{TWIN}": writing(twins) for page in pages}
            | {f"{FOLDER}/": writing(search_files), f"{RUNTIME_URL}/": write_runtime}
        )
    else:
        for path, text in (*programs_files(), *search_files()):
            files.append(File.generated(config, path, content=text))
        # What ends with .md would be a page, so it is written once the pages are.
        config.extra["twins"] = writing(twins)
        config.extra["other_languages"] = writing(other_languages)
    keep(root)
    folder = root / "build" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    env.filters["outside_elements"] = outside_elements
    return env


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave out of the site map when pages were changed: MkDocs gives the day of the build for all of them."""
    return re.sub(r"\s*<lastmod>[^<]*</lastmod>", "", output) if template_name == "sitemap.xml" else output


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """Give the template the ways to where the page is edited and to a report of a mistake on it, and its picture."""
    # Who shows a link asks for a whole address.
    if config.site_url and not _rebuild:
        from macros.pages.way import stage_title  # noqa: PLC0415  # after on_config, as above
        from macros.publish.previews import Preview, name_of  # noqa: PLC0415

        path = page.file.src_uri
        stage = stage_title(config.extra["site"].data.way, path)
        name = config.site_name if page.is_homepage else page.title
        title, about = (Markup(text).unescape() for text in (name, page.meta["description"]))
        context["preview"] = f"{config.site_url.rstrip('/')}/{name_of(path)}"
        config.extra["previews"][path] = Preview(config.site_name, stage, title, about)
    ways = config.extra["ways"]
    if ways:
        made = config.extra["generated"].get(page.file.src_uri)
        file, line = made.place if made else (f"docs/{page.file.src_uri}", 1)
        address = page.canonical_url or page.url
        # The head of the page is HTML by now.
        title = Markup(page.title).unescape()
        context["edit_address"] = ways.edit_address(file, line)
        context["report_address"] = ways.report_address(f"{title}: ", address, f"{file}:{line}")
    return context


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Make a release of the finished site, or complete what `make dev` serves and keep browsers from keeping it."""
    from macros.languages.files import languages  # noqa: PLC0415  # after on_config, as below
    from macros.languages.pages import keep_counts, write_languages  # noqa: PLC0415
    from macros.publish.bundle import BundleError  # noqa: PLC0415  # after on_config, as above
    from macros.publish.folders import Spoken, write_leading_pages  # noqa: PLC0415
    from macros.publish.offline import finish_release, keep_nothing, same_everywhere  # noqa: PLC0415
    from macros.publish.scripts import ScriptError  # noqa: PLC0415
    from macros.publish.smaller import make_smaller  # noqa: PLC0415
    from macros.publish.theme import make_frame_smaller  # noqa: PLC0415
    from macros.publish.together import put_together  # noqa: PLC0415

    folder = Path(config.site_dir)
    try:
        if _rebuild:
            _rebuild.finish(config)
            keep_nothing(folder)
        else:
            root = Path(config.config_file_path).parent
            make_frame_smaller(folder, root, config.extra["typeface"].names)
            told = write_languages(folder, languages(root), config.extra["site"].data.terms, config.site_url)
            for one in told:
                logging.getLogger("macros").info("%s", one)
            keep_counts(root, told)
            _write_previews(folder, root, config)
            config.extra["twins"]()
            config.extra["other_languages"]()
            put_together(folder)
            make_smaller(folder, root)
            finish_release(folder, config.extra["site"].data.catalog.date)
    except (BundleError, ScriptError, ValueError) as error:
        raise PluginError(str(error)) from None
    # No page of a release: without a network a reader gets the page of unknown addresses there.
    others = () if _rebuild else languages(Path(config.config_file_path).parent)
    spoken = tuple(Spoken(one.language.id, one.language.html, one.memory()) for one in others)
    write_leading_pages(folder, config.site_url, config.extra["site"].data.way.formerly, spoken)
    same_everywhere(folder)


def _write_previews(folder: Path, root: Path, config: MkDocsConfig) -> None:
    """Draw the picture of each page that names one."""
    if not config.extra["previews"]:
        return
    from macros.publish.previews import Painter, name_of  # noqa: PLC0415  # after on_config, as above
    from macros.publish.typeface import original  # noqa: PLC0415

    painter = Painter(root, original(root))
    for path, preview in config.extra["previews"].items():
        file = folder / name_of(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(painter.png(preview))


def _add(files: Files, config: Any, uri: str, path: Path) -> None:
    files.append(File.generated(config, uri, abs_src_path=str(path)))
