"""The reference of the site API."""

import io
from html import escape

import pandas as pd
from markupsafe import Markup

from macros.pages.view import View, table, text
from macros.publish.api import FOLDER, Resource, csv_text, fields, json_rows, resources

EXAMPLE = "sources-conditions"


def api_resources(view: View) -> Markup:
    """Return every resource with its files and the number of its records."""
    return table(
        "Resources of the site API",
        ("Resource", "What a record is", "Records", "Files"),
        (
            (
                Markup(f'<a href="#api-{resource.name}"><code>{resource.name}</code></a>'),
                resource.about,
                str(len(resource.rows)),
                Markup(", ").join(_file(view, path, words) for path, words in _files(resource)),
            )
            for resource in resources(view.data)
        ),
    )


def api_fields(view: View) -> Markup:
    """Return for each resource the keys of its records and how to fetch it, folded."""
    return Markup("\n").join(_reference(view, resource) for resource in resources(view.data))


def api_address(view: View) -> Markup:
    """Return the address of the list of resources, as a link."""
    return Markup(f'<a href="{escape(view.base)}{FOLDER}/index.json"><code>{FOLDER}/index.json</code></a>')


def api_size(view: View) -> str:
    """Return how many resources there are."""
    return str(len(resources(view.data)))


def api_example(view: View) -> Markup:
    """Return a small program that reads a resource, and what it prints."""
    resource = next(item for item in resources(view.data) if item.name == EXAMPLE)
    written = csv_text(resource, tuple(json_rows(view.data, resource, {})))
    rows = pd.read_csv(io.StringIO(written), usecols=["of", "verdict"])
    return (
        _code("Counting verdicts with pandas", example_program(view.address))
        + Markup("\n<p>It prints:</p>\n")
        + _code("What the program prints", str(verdicts(rows)), "hb-printed")
    )


def example_program(address: str) -> str:
    """Return the program of the example, for a site at an address."""
    return (
        "import pandas as pd\n\n"
        f'conditions = pd.read_csv("{address}{FOLDER}/{EXAMPLE}.csv")\n'
        'print(pd.crosstab(conditions["of"], conditions["verdict"]))'
    )


def verdicts(conditions: pd.DataFrame) -> pd.DataFrame:
    """Return what the program of the example prints."""
    return pd.crosstab(conditions["of"], conditions["verdict"])


def _reference(view: View, resource: Resource) -> Markup:
    address = f"{view.address}{FOLDER}/{resource.name}"
    return (
        Markup(f'<details class="hb-resource" id="api-{resource.name}">\n<summary><code>{resource.name}</code> ')
        + text(resource.about)
        + Markup("</summary>\n")
        + _code(f"{resource.name} with curl", f"curl -fsS {address}.json")
        + Markup("\n")
        + _code(
            f"{resource.name} with pandas",
            f'import pandas as pd\n\n{resource.name.replace("-", "_")} = pd.read_csv("{address}.csv")',
        )
        + Markup("\n")
        + table(f"Keys of {resource.name}", ("Key", "Type", "Meaning"), map(_field, fields(resource)))
        + Markup("\n</details>")
    )


def _field(field: tuple[str, str, str]) -> tuple[Markup, Markup, str]:
    name, kind, meaning = field
    return Markup(f"<code>{name}</code>"), text(kind), meaning


def _files(resource: Resource) -> tuple[tuple[str, str], ...]:
    name = resource.name
    return ((f"{name}.json", "JSON"), (f"{name}.csv", "CSV"), (f"schemas/{name}.json", "schema"))


def _file(view: View, path: str, words: str) -> Markup:
    return Markup(f'<a href="{escape(view.base)}{FOLDER}/{path}">{words}</a>')


def _code(name: str, content: str, kind: str = "hb-program") -> Markup:
    """Return a program, which tables.mjs lets a reader copy, or what one prints."""
    # The theme's own button would stand in a landmark without a name.
    start = f'<pre class="{kind} no-copy" tabindex="0" aria-label="{escape(name)}"><code>'
    return Markup(f"{start}{escape(content)}\n</code></pre>")
