"""The browser's way in: JSON text in, a long text before it in pieces, JSON text out, no exception ever."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from calculators.answers import render
from calculators.answers.inputs import InputError, RefusedError
from calculators.answers.render.sheets import sheets_of
from calculators.answers.report import Report
from calculators.catalog import Catalog, load
from calculators.own_names import own_names
from calculators.registry import forget, run, run_in_parts, run_short
from calculators.words import Memory, in_words, lines_in_words, memory_of
from calculators.words.own import marked, spared

LINES = ("markdown", "summary", "text")
"""Formats of lines for people."""
PAPER = "paper"
"""The format that is HTML to print."""
SHEETS = "sheets"
"""The format that is the sheets of a workbook, which the page writes."""
PROGRAMS = "json"
"""The format that programs read, in English whatever the reader's language."""

ALONE = ("qualification", "rpo_bandwidth", "recovery_time", "components", "kernels")
"""Calculators that need neither readers of files nor a project: a page with one starts with a smaller memory."""

_kept: list[str] = []
"""The pieces of the long text that the next request is about."""

_words: Memory | None = None
"""The words of the reader's language, once the page has given them."""


def keep(piece: str) -> None:
    """Keep a piece, in whole lines, of the input that the next request names in `long`; an empty one begins anew.

    A hundred megabytes are slow to escape, and at once they would be in memory twice.
    """
    if piece:
        _kept.append(piece)
    else:
        _kept.clear()


def answer(request: str) -> str:
    """Return the answer to a request `{id, calculator, inputs, base}` as JSON text; `typed` names the reader's inputs.

    The input that `long` names is what was kept before.

    `{id, result: {html, markdown}}`, or `{id, problems: [{field, message}]}` for inputs that cannot
    be used, or `{id, error}` when the request or the calculator itself failed. A request with a `format`
    of `calculators.answers.render.FORMATS`, or `paper`, gets `{id, result: {text}}`: a keystroke makes no files. With
    the format `sheets` it gets `{id, result: {sheets}}`, those of a workbook.
    A request with `short` gets `{id, result: {short}}`, what the HTML begins with, where the rest takes longer. One
    with `part` does a piece of the work and gets `{id, result: {more: true}}` until it gets the answer, so that what is
    asked meanwhile need not wait for all of it. With `anew` what was worked out for the inputs before does not count.
    A request `{id, project, base}` is answered by `calculators.project.replied`, or `{id, refused}` where what it holds
    is no project; a request `{id, runbook, base}` likewise by `calculators.runbook.replied`, and a request
    `{id, inventory, inputs: {files}, base}` by `calculators.inventory.replies`.
    A request `{id, proof: {id, text, project}, base}` gets what the text proves: the verdict with its sentence, what
    was read, what the project can take, and HTML. Its `id` may be empty, and `project` be left out.
    A request `{id, words}` gives the words of the reader's language; one with `told` gets a text in them. One with
    `own` gets HTML in which the reader's own names are marked as what nobody translates, and the names themselves.
    """
    global _words  # noqa: PLW0603
    reply: dict[str, object] = {"id": None}
    try:
        asked = json.loads(request)
        reply["id"] = asked["id"]
        if "long" in asked:
            asked["inputs"][asked["long"]] = _kept_for(asked)
        if "words" in asked:
            _words = memory_of(asked["words"])
            reply["result"] = True
            return _sent(reply)
        catalog = load()
        reply["result"] = _result(asked, catalog)
        if asked.get("own"):
            names = own_names(asked, catalog)
            reply |= {"result": _marked(reply["result"], names), "own": sorted(names)}
    except InputError as error:
        reply["problems"] = render.problems(error)
    except RefusedError as error:
        reply["refused"] = str(error)
    except Exception as error:  # the page must show a sentence, never a traceback
        reply["error"] = f"{type(error).__name__}: {error}"
    return _sent(reply)


def _kept_for(asked: Mapping[str, Any]) -> str | list[str]:
    """Return what was kept for a request: inventories are read by the piece."""
    pieces = _kept.copy()
    _kept.clear()
    return pieces if "inventory" in asked else "".join(pieces)


def _result(asked: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    write = _writer(_words, own_names(asked, catalog)) if _words and asked.get("told") else render.write
    base = asked["base"]
    # What few pages need is imported for them: a page with one calculator fetches a memory without it.
    if "project" in asked:
        from calculators.project import replied as of_project

        return of_project(asked["project"], catalog, base, write)
    if "proof" in asked:
        return _proof(asked["proof"], catalog)
    if "runbook" in asked:
        from calculators.runbook import replied as of_runbook

        return of_runbook(asked["runbook"], catalog, base, write)
    if "inventory" in asked:
        from calculators.inventory.replies import replied as of_inventory

        return of_inventory(asked["inventory"], asked.get("inputs", {}).get("files", []), catalog, base, write)
    return _calculated(asked, catalog, write)


def _calculated(asked: Mapping[str, Any], catalog: Catalog, write: render.Write) -> dict[str, Any]:
    name, inputs, typed, base = asked["calculator"], asked["inputs"], asked.get("typed"), asked["base"]
    if asked.get("anew"):
        forget(name)
    if asked.get("short"):
        short = run_short(name, inputs, catalog, typed=typed)
        if short is not None:
            return {"short": render.to_short_html(short, base)}
    if asked.get("part"):
        return _part(asked, catalog)
    return _reported(run(name, inputs, catalog, typed=typed), catalog, base, asked.get("format"), write)


_begun: dict[str, Iterator[dict[str, Any] | None]] = {}
"""Answers that are asked for in parts, by what was asked, the one last asked for at the end."""
MOST_BEGUN = 4
"""More than one: pages that ask by turns would never get to the end of theirs."""


def _part(asked: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Do a piece of an answer for the page, and return it when it is whole."""
    key = json.dumps([asked.get(part) for part in ("calculator", "inputs", "typed", "base")])
    known = _begun.pop(key, None)
    pieces = _pieces(asked, catalog) if known is None or asked.get("anew") else known
    result = next(pieces)
    if result is not None:
        return result
    _begun[key] = pieces
    for oldest in list(_begun)[:-MOST_BEGUN]:
        del _begun[oldest]
    return {"more": True}


def forget_parts() -> None:
    """Forget the answers that were begun."""
    _begun.clear()


def _pieces(asked: Mapping[str, Any], catalog: Catalog) -> Iterator[dict[str, Any] | None]:
    """Yield None after each piece of an answer for the page, and it at the end."""
    for report in run_in_parts(asked["calculator"], asked["inputs"], catalog, typed=asked.get("typed")):
        if report is None:
            yield None
            continue
        written = []
        for line in render.html_lines(report, catalog, asked["base"]):
            written.append(line)
            yield None
        yield {"html": "\n".join(written), "markdown": render.to_summary(report, catalog)}


def _marked(value: Any, names: Collection[str]) -> Any:
    """Return a result whose HTML has the names marked."""
    if isinstance(value, str):
        return marked(value, names) if value.startswith("<") else value
    if isinstance(value, dict):
        return {key: _marked(item, names) for key, item in value.items()}
    return [_marked(item, names) for item in value] if isinstance(value, list | tuple) else value


def _proof(asked: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    from calculators.project import Project, open_text
    from calculators.proofs import judged, replied

    told = asked.get("project")
    project = open_text(told, catalog).project if told else Project(id="")
    return replied(judged(asked.get("id", ""), asked["text"], project, catalog), catalog, asked["text"])


def _sent(reply: Mapping[str, Any]) -> str:
    # Half of a letter in a name that came along must not keep the answer from being sent.
    return json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _writer(words: Memory, own: Collection[str]) -> render.Write:
    """Return what writes a report as a file in the reader's language, with the reader's own names as they are."""
    told = spared(own)

    def written(report: Report, wanted: str, catalog: Catalog) -> str:
        if wanted == PROGRAMS:
            return render.write(report, wanted, catalog)
        text = render.write(in_words(report, words, told), wanted, catalog)
        return lines_in_words(text, words, told) if wanted in LINES else text

    return written


def _reported(report: Report, catalog: Catalog, base: str, wanted: str | None, write: render.Write) -> dict[str, Any]:
    if wanted is None:
        return {"html": render.to_html(report, catalog, base), "markdown": render.to_summary(report, catalog)}
    if wanted == PAPER:
        return {"text": render.to_paper(report, catalog, base)}
    if wanted == SHEETS:
        return {"sheets": sheets_of(report)}
    return {"text": write(report, wanted, catalog)}
