"""The browser's way in: JSON text in, JSON text out, no exception ever."""

import json

from calculators import render
from calculators.catalog import load
from calculators.inputs import InputError
from calculators.registry import run


def answer(request: str) -> str:
    """Return the answer to a request `{id, calculator, inputs, base}` as JSON text.

    `{id, result: {html, markdown}}`, or `{id, problems: [{field, message}]}` for inputs that cannot
    be used, or `{id, error}` when the request or the calculator itself failed.
    """
    reply: dict[str, object] = {"id": None}
    try:
        asked = json.loads(request)
        reply["id"] = asked["id"]
        catalog = load()
        report = run(asked["calculator"], asked["inputs"], catalog)
        reply["result"] = {
            "html": render.to_html(report, catalog, asked["base"]),
            "markdown": render.to_markdown(report, catalog),
        }
    except InputError as error:
        reply["problems"] = render.problems(error)
    except Exception as error:  # the page must show a sentence, never a traceback
        reply["error"] = f"{type(error).__name__}: {error}"
    return json.dumps(reply, ensure_ascii=False)
