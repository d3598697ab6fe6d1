"""`python -m calculators list | describe | run | project | inventory | proof`: the guide on the command line."""

import argparse
import difflib
import io
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from calculators.answers import render
from calculators.answers.inputs import InputError, fields, smallest
from calculators.answers.report import Report
from calculators.catalog import DATASET, Catalog, DatasetMissingError, load
from calculators.inventory import replies as inventories
from calculators.inventory.files import texts_of
from calculators.project import Project, ProjectError, open_text, page
from calculators.proofs import NoProofError, judged, to_text
from calculators.records.form import Form
from calculators.registry import CALCULATORS, run

INPUT_HELP = "JSON file with inputs by name, or the text of a calculator that takes one; - is standard input"

FILES_HELP = "CSV, text or .zip; - is standard input"

PACKAGE = Path(__file__).resolve().parent
"""Where the calculators and their dataset lie."""

# What a file of a program for tables starts with, packed or as before 2007.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UsageError(Exception):
    """Raised with one line a problem."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was asked for; return 0, or 2 with one line a problem on standard error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Answers hold a narrow no-break space, which a file or pipe on Windows does not take in its own encoding.
        sys.stdout.reconfigure(encoding="utf-8")
    options = _parser().parse_args(argv)
    try:
        catalog = load()
        if options.command == "list":
            for calculator in CALCULATORS.values():
                form = calculator.form(catalog)
                print(f"{form.id}\t{form.title}. {form.summary}")
        elif options.command == "project":
            print(_project(options.file, options.format, catalog), end="")
        elif options.command == "inventory":
            print(_inventory(options.files, options.format, catalog), end="")
        elif options.command == "proof":
            print(_proof(options.name, options.file, options.project, catalog), end="")
        elif options.command == "describe":
            print(json.dumps(describe(_form(options.name, catalog), catalog), ensure_ascii=False, indent=2))
        else:
            form = _form(options.name, catalog)
            report = run(options.name, _given(options.input, options.set, form), catalog)
            print(_written(report, options.format, catalog), end="")
    except (UsageError, InputError, ProjectError, NoProofError, DatasetMissingError) as error:
        print(error, file=sys.stderr)
        _warn_of_newer_data()
        return 2
    except (LookupError, AttributeError, StopIteration):
        # A calculator asks the data for what only the newer one has.
        if not _warn_of_newer_data():
            raise
        return 2
    _warn_of_newer_data()
    return 0


def _written(report: Report, name: str, catalog: Catalog) -> str:
    try:
        return render.write(report, name, catalog)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _warn_of_newer_data() -> bool:
    """Tell on standard error when data/ was changed after the dataset was built, and return whether it was."""
    newer = newer_data(PACKAGE)
    if newer:
        print(f"calculators/{DATASET} is older than {newer}: run `make check`, then try again.", file=sys.stderr)
    return bool(newer)


def newer_data(package: Path) -> str:
    """Return a file of data/ beside a package that is newer than its dataset; nothing where none is."""
    root, built = package.parent, package / DATASET
    if not built.is_file() or not (root / "data" / "calculators").is_dir():
        return ""
    time = built.stat().st_mtime
    files = sorted((root / "data").rglob("*.yaml"))
    return next((str(file.relative_to(root)) for file in files if file.stat().st_mtime > time), "")


def describe(form: Form, catalog: Catalog) -> dict[str, Any]:
    """Return a calculator's inputs with unit, default, bounds, choices and help as plain values."""
    return {
        "name": form.id,
        "title": form.title,
        "summary": form.summary,
        "inputs": [
            {
                "name": field.id,
                "label": field.label,
                "group": group.title,
                "unit": field.unit,
                "default": field.default,
                "optional": field.optional,
                "minimum": smallest(field, catalog),
                "maximum": field.maximum,
                "lines": field.lines,
                "letters": field.letters,
                "choices": {choice.id: choice.label for choice in field.choices},
                "several": field.several,
                "help": field.help,
                "assumed": field.assumed,
            }
            for group in form.groups
            for field in group.fields
        ],
    }


def _project(file: str, format_: str, catalog: Catalog) -> str:
    """Return the page of the project in a file; what could not be taken of it goes to standard error."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}. Give the file of a project, as the guide's page saves it.") from None
    opened = open_text(text, catalog)
    for slip in opened.slips:
        print(f"{slip.place}: {slip.message}", file=sys.stderr)
    return render.FORMATS[format_](page(opened.project, catalog), catalog)


def _proof(name: str, file: str, project: str | None, catalog: Catalog) -> str:
    """Return what the output of a command in a file proves."""
    told = Project(id="") if project is None else open_text(_text(project), catalog).project
    return to_text(judged("" if name == "any" else name, _text(file), told, catalog))


def _text(file: str) -> str:
    """Return the text of a file. PowerShell writes UTF-16, and old consoles write no UTF-8: a sign or two are lost."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error}. Give the file that holds the output.") from None
    return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")


def _inventory(files: Sequence[str], format_: str, catalog: Catalog) -> str:
    """Return what the hosts in files come to; what could not be read of the files goes to standard error."""
    contents = []
    for file in files:
        try:
            contents.append((Path(file).name, sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()))
        except OSError as error:
            raise UsageError(f"{file}: {error}. Give an export of hosts, such as a CSV of RVTools.") from None
    found = texts_of(contents)
    held = inventories.read(found.texts, catalog)
    unread = [(file.name, file.problem) for file in held.inventory.files if file.problem is not None]
    for name, problem in (*found.problems.items(), *unread):
        print(f"{name}: {problem}", file=sys.stderr)
    for question in held.inventory.questions:
        offered = "; ".join(choice.label for choice in question.choices)
        print(f"{question.file}: {question.text} The guide's page takes the answer: {offered}.", file=sys.stderr)
    if not held.inventory.hosts:
        raise UsageError("None of the files lists a host that could be read.")
    return inventories.written(held, catalog, format_)


def _form(name: str, catalog: Catalog) -> Form:
    if name not in CALCULATORS:
        close = difflib.get_close_matches(name, CALCULATORS, n=1)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        raise UsageError(f"{name}: there is no such calculator.{hint} Allowed: {', '.join(CALCULATORS)}.")
    form: Form = CALCULATORS[name].form(catalog)
    return form


def _given(file: str | None, pairs: Sequence[str], form: Form) -> dict[str, object]:
    given: dict[str, object] = {} if file is None else _read(file, form)
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(f"--set {pair}: write it as field=value.")
        given[name] = value
    return given


def _read(file: str, form: Form) -> dict[str, object]:
    """Return the inputs in a file; a text that is no JSON object is the input of a calculator that must have one."""
    text_field = next((field.id for field in fields(form) if field.lines is not None and not field.optional), None)
    wanted = "Give a JSON file of inputs by name" + (", or a text in UTF-8." if text_field else ".")
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        if text_field and not text.lstrip().startswith("{"):
            return {text_field: text}
        loaded = json.loads(text)
    except UnicodeDecodeError as error:
        if error.object.startswith(WORKBOOKS):
            raise UsageError(
                f"--input {file}: this is a workbook, which only the guide's page reads. {wanted}"
            ) from None
        raise UsageError(f"--input {file}: {error}. {wanted}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"--input {file}: {error}. {wanted}") from None
    if not isinstance(loaded, dict):
        raise UsageError(f'--input {file}: must hold inputs by name, such as {{"link_mbps": 100}}.')
    return loaded


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m calculators", description="The guide's calculators.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="name every calculator")
    commands.add_parser("describe", help="show a calculator's inputs as JSON").add_argument("name")
    runner = commands.add_parser("run", help="calculate an answer")
    runner.add_argument("name")
    runner.add_argument("--input", metavar="FILE", help=INPUT_HELP)
    runner.add_argument("--set", metavar="FIELD=VALUE", action="append", default=[], help="one input; may be repeated")
    runner.add_argument("--format", choices=(*render.FORMATS, *render.DATED), default="text")
    project = commands.add_parser(
        "project", help="print what a project comes to: verdicts and the page for the customer"
    )
    project.add_argument("file", metavar="FILE", help="JSON file of a project; - is standard input")
    project.add_argument("--format", choices=render.FORMATS, default="text")
    inventory = commands.add_parser("inventory", help="judge the hosts in exports of inventories")
    inventory.add_argument("files", metavar="FILE", nargs="+", help=FILES_HELP)
    inventory.add_argument("--format", choices=inventories.FORMATS, default="text")
    proof = commands.add_parser("proof", help="judge the output of a command: what it proves")
    proof.add_argument("name", metavar="ID", help="id of the proof, as data/proofs.yaml names it; or any")
    proof.add_argument("file", metavar="FILE", help="text of the output; - is standard input")
    proof.add_argument("--project", metavar="FILE", help="JSON file of the project that the output is held against")
    return parser


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        # Who reads the output may stop early, as `head` does: then this ends as other programs do, without a word.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    raise SystemExit(main())
