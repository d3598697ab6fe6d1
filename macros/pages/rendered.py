"""The pages as Markdown with the HTML of their macros, without MkDocs."""

from functools import partial
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from macros.data.loader import Data
from macros.pages import MACROS
from macros.pages.generated import generated_pages
from macros.pages.page import plain
from macros.pages.view import View

RUNTIME = "assets/runtime"


def rendered(data: Data, docs: Path) -> dict[str, str]:
    """Return every page below `docs` and every page made from records, by its path."""
    sources = {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in sorted(docs.rglob("[!.]*.md"))}
    generated = {page.path: page for page in generated_pages(data)}
    sources |= {path: page.body for path, page in generated.items()}
    environment = Environment(undefined=StrictUndefined)  # macros escape what they return
    pages = {}
    for path, source in sources.items():
        depth = path.count("/") + (Path(path).name != "index.md")
        view = View(data, "../" * depth, RUNTIME)
        macros = {macro.__name__: partial(macro, view) for macro in MACROS}
        page = generated.get(path)
        body = environment.from_string(source).render(macros, record=page and page.record)
        # Text from data joins the page after all templates.
        head = [f"{plain(words)}\n" for words in (page.title, page.description, page.heading) if words] if page else []
        pages[path] = "".join((*head, body))
    return pages
