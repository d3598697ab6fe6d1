"""A project as a file, as text that fits into an address, and what may be wrong with either."""

import base64
import dataclasses
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from calculators.answers.columns import TITLES, rows
from calculators.answers.inputs import InputError, RefusedError, fields, read
from calculators.catalog import Catalog
from calculators.checklist import work as checklists
from calculators.inventory.kept import read_kept, write_kept
from calculators.project.model import ORIGINS, Decision, Known, Project, Recording
from calculators.project.runbook import KeptRunbook, plain_runbook, read_runbook
from calculators.records.form import Form, Group
from calculators.records.repeated import repeated
from calculators.registry import CALCULATORS
from calculators.takeover import TypedSystem

FORMAT = "hyperbdr-guide-project"
SAMPLE_ID = "sample"
"""What the sample is called among projects."""
VERSION = 1
INPUTS_FORMAT = "hyperbdr-guide-inputs"
"""What "Save inputs" of a calculator writes."""
MOST_LETTERS = 60_000_000
"""A project with records of change has some ten million letters; nothing that is written here has more than this."""
MOST_IN_A_LINK = 8_000
"""Letters of the packed text. Messengers and mail programs cut longer addresses, or take them for no link."""
GROUPS, INVENTORY, RUNBOOK = "groups", "inventory", "runbook"
MOST_UNPACKED = 4_000_000
MOST_TOLD = 20
MOST_IN_A_PLACE = 80
RECORDED, DECIDED = (tuple(item.name for item in dataclasses.fields(kind)) for kind in (Recording, Decision))
KEYS = ("format", "version", "id", "data", "values", "inputs", "traces", "decisions", "work", INVENTORY, RUNBOOK)

_ID = re.compile(r"[0-9a-z-]{1,40}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ProjectError(RefusedError, ValueError):
    """Raised for what holds no project, with a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A part that could not be taken as it stands. Nothing is lost: it stays in the project."""

    place: str
    """Where, such as `values.target`."""
    message: str
    """What is wrong with it, and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A project that was read."""

    project: Project
    """With what could be taken."""
    slips: tuple[Slip, ...]
    """What could not."""


def write(project: Project, catalog: Catalog) -> str:
    """Return the text of a project's file; `open_text` gives the same project again."""
    return json.dumps(_plain(project, catalog), ensure_ascii=False, indent=1) + "\n"


def pack(project: Project, catalog: Catalog) -> str:
    """Return a project as letters that can stand in an address.

    Hosts that have an identifier are named by it alone in what was decided about them. Raises ProjectError where the
    letters are too many, with what takes the room.
    """
    text = json.dumps(_plain(project, catalog, named=False), ensure_ascii=False, separators=(",", ":"))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    letters = base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
    if len(letters) > MOST_IN_A_LINK:
        place, size = max(_sizes(project), key=lambda item: item[1])
        raise ProjectError(
            f"The project has {len(letters)} letters when it is packed, and a link may have {MOST_IN_A_LINK}. Most of "
            f"it is {place} with {size} letters. Send the file instead."
        )
    return letters


def sample(catalog: Catalog) -> Project:
    """Return the project that anybody can open: invented, and named so."""
    values = {item.id: Known(value=str(item.value), origin="typed") for item in catalog.sample}
    systems = tuple(
        TypedSystem(id=f"sample-{number}", **{name: text for name, text in asdict(system).items() if text})
        for number, system in enumerate(catalog.runbooks.sample, 1)
    )
    return Project(id=SAMPLE_ID, values=values, runbook=KeptRunbook(systems=systems))


def unpack(letters: str, catalog: Catalog) -> Opened:
    """Return the project that `pack` made letters of. Raises ProjectError for other letters."""
    cut = "The link is cut or was changed on its way. Ask for it again, or for the file."
    try:
        packed = base64.b64decode(letters.encode() + b"=" * (-len(letters) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(-15)
        text = unpacker.decompress(packed, MOST_UNPACKED)
        if not unpacker.eof or unpacker.unused_data:
            raise ProjectError(cut)
        return open_text(text.decode(), catalog)
    except (ValueError, zlib.error) as error:
        if isinstance(error, ProjectError) and not str(error).startswith("This is no JSON"):
            raise
        raise ProjectError(cut) from None


def open_text(text: str, catalog: Catalog) -> Opened:
    """Return the project in the text of a file, with what could not be taken as it stands.

    Inputs that were saved on the page of a calculator are a project too. Raises ProjectError for anything else, and for
    a project of a later release.
    """
    if len(text) > MOST_LETTERS:
        raise ProjectError(f"This has {len(text)} letters. A project has less than {MOST_LETTERS}.")
    given = _parsed(text)
    if not isinstance(given, dict):
        raise ProjectError("This is JSON, but no project of this guide. Nothing was opened.")
    if given.get("format") == INPUTS_FORMAT:
        return _from_inputs(given, catalog)
    if given.get("format") != FORMAT:
        told = given.get("format")
        what = f"its format is '{repeated(str(told))}'" if told else "it names no format"
        raise ProjectError(f"This is no project of this guide: {what}, not '{FORMAT}'. Nothing was opened.")
    version = given.get("version")
    if version != VERSION:
        later = isinstance(version, int) and version > VERSION
        todo = "Reload the page for the newest release." if later else f"This release reads version {VERSION}."
        raise ProjectError(f"This project has version '{repeated(str(version))}'. {todo} Nothing was changed in it.")
    return _read(given, catalog)


def _parsed(text: str) -> Any:
    if not text.strip():
        raise ProjectError("This is empty. Nothing was opened.")
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        # A text that begins and has no end ends with the file.
        is_cut = error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()) - 1
        if FORMAT in text[:200] and is_cut:
            message = f"This is no JSON to its end: it is cut off in or behind {place}. Ask for the whole file."
        else:
            told = error.msg.removesuffix(" at")
            message = f"This is no JSON that can be read: {told} at {place}. Nothing was opened."
        raise ProjectError(message) from None
    except RecursionError:
        raise ProjectError("This is no JSON that can be read: it is too deep. Nothing was opened.") from None


class _Reader:
    """Takes what can be taken, and notes the rest."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.slips: list[Slip] = []

    def slip(self, place: str, message: str) -> None:
        self.slips.append(Slip(place=place, message=message))

    def values(self, given: object, form: Form, place: str) -> tuple[dict[str, Known], dict[str, object]]:
        """Return the values that a form takes, and those that it does not."""
        taken: dict[str, Known] = {}
        rest: dict[str, object] = {}
        if not isinstance(given, dict):
            if given is not None:
                self.slip(place, "this must be a group of values by name. It was left out.")
            return taken, rest
        known = {field.id: field for field in fields(form)}
        for name, item in given.items():
            at = f"{place}.{repeated(name)}"
            told = _known(item)
            if name not in known:
                self.slip(at, "this release does not know it. It is kept in the file.")
                rest[name] = item
            elif told is None:
                self.slip(at, 'this must be a value with its origin, such as {"value": "100", "origin": "typed"}.')
                rest[name] = item
            elif problem := _wrong(form, name, told.value, self.catalog):
                self.slip(at, problem)
                rest[name] = item
            else:
                taken[name] = told
        return taken, rest


def wrong(catalog: Catalog, name: str, value: str) -> str:
    """Return what is wrong with a value that the project says once, and what is allowed; or nothing."""
    return _wrong(catalog.project, name, value, catalog)


def _wrong(form: Form, name: str, value: str, catalog: Catalog) -> str:
    if not value.strip():
        return ""
    wanted = next(field for field in fields(form) if field.id == name)
    # A size may name its unit, which it then has in the unit that another value holds.
    needed = tuple(field for field in fields(form) if field.id in (name, wanted.unit_from))
    part = replace(form, groups=(Group(title="", fields=needed),))
    if name == GROUPS and form.id == catalog.project.id and rows(value) is None:
        return f"the first line must name the columns: {', '.join(TITLES)}. The name comes first."
    try:
        read(part, {name: value}, catalog)
    except InputError as error:
        return " ".join(problem.message for problem in error.problems)
    return ""


def _read(given: Mapping[str, Any], catalog: Catalog) -> Opened:
    reader = _Reader(catalog)
    further: dict[str, object] = {key: value for key, value in given.items() if key not in KEYS}
    values, rest = reader.values(given.get("values"), catalog.project, "values")
    if rest:
        further["values"] = rest
    inputs: dict[str, dict[str, Known]] = {}
    unused: dict[str, object] = {}
    groups = given.get("inputs")
    if not isinstance(groups, dict | None):
        reader.slip("inputs", "this must be a group of inputs by calculator. It was left out.")
    for name, group in (groups if isinstance(groups, dict) else {}).items():
        if name not in CALCULATORS:
            reader.slip(f"inputs.{repeated(name)}", "this release has no such calculator. It is kept in the file.")
            unused[name] = group
            continue
        taken, rest = reader.values(group, CALCULATORS[name].form(catalog), f"inputs.{name}")
        if taken:
            inputs[name] = taken
        if rest:
            unused[name] = rest
    if unused:
        further["inputs"] = unused
    work, rest, told = checklists.read(given.get("work"))
    for place, message in told:
        reader.slip(_short(place), message)
    if rest:
        further["work"] = rest
    runbook, rest, told = read_runbook(given.get(RUNBOOK))
    for place, message in told:
        reader.slip(_short(place), message)
    if rest:
        further[RUNBOOK] = rest
    ident = given.get("id")
    project = Project(
        id=ident if isinstance(ident, str) and _ID.fullmatch(ident) else "",
        values=values,
        inputs=inputs,
        traces=tuple(Recording(**item) for item in _listed(reader, given, "traces", RECORDED)),
        decisions=tuple(Decision(**item) for item in _listed(reader, given, "decisions", DECIDED)),
        work=work,
        inventory=read_kept(given.get(INVENTORY), lambda place, message: reader.slip(_inside(place), message)),
        runbook=runbook,
        further=further,
    )
    return Opened(project=project, slips=_few(reader.slips))


def _short(place: str) -> str:
    return place if len(place) <= MOST_IN_A_PLACE else f"{place[:MOST_IN_A_PLACE]}…"


def _inside(place: str) -> str:
    return f"{INVENTORY}.{place}" if place else INVENTORY


def _listed(reader: _Reader, given: Mapping[str, Any], key: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    items = given.get(key, [])
    if not isinstance(items, list):
        reader.slip(key, "this must be a list. It was left out.")
    found = []
    for number, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and all(isinstance(item.get(name, ""), str) for name in names) and names[0] in item:
            found.append({name: item.get(name, "") for name in names})
        else:
            reader.slip(f"{key}[{number}]", f"this must have the texts {', '.join(names)}. It was left out.")
    return found


def _few(slips: list[Slip]) -> tuple[Slip, ...]:
    if len(slips) <= MOST_TOLD:
        return tuple(slips)
    more = Slip(place="and more", message=f"{len(slips) - MOST_TOLD} more values could not be taken.")
    return (*slips[:MOST_TOLD], more)


def _known(item: object) -> Known | None:
    if not isinstance(item, dict) or item.get("origin") not in ORIGINS:
        return None
    value, since = item.get("value"), item.get("since", "")
    if not isinstance(value, str) or not isinstance(since, str) or (since and not _DAY.fullmatch(since)):
        return None
    source = item.get("source", "")
    return Known(value=value, origin=item["origin"], since=since, source=source if isinstance(source, str) else "")


def _from_inputs(given: Mapping[str, Any], catalog: Catalog) -> Opened:
    """Return saved inputs of a calculator as a project: what it says once, and the rest for the calculator only."""
    name = str(given.get("calculator"))
    if name not in CALCULATORS or not isinstance(given.get("inputs"), dict):
        raise ProjectError("This holds the inputs of a calculator that this release does not have. Nothing was opened.")
    form = CALCULATORS[name].form(catalog)
    shared = {field.id for field in fields(form) if field.project}
    since = given.get("saved")
    day = since if isinstance(since, str) and _DAY.fullmatch(since) else ""
    own = {name: field.id for field in fields(form) for name in (field.formerly, field.id) if name}
    told = {
        own.get(key, key): {"value": str(value), "origin": "typed", "since": day}
        for key, value in given["inputs"].items()
        if isinstance(value, str | int | float)
    }
    return _read(
        {
            "values": {key: item for key, item in told.items() if key in shared},
            "inputs": {name: {key: item for key, item in told.items() if key not in shared}},
        },
        catalog,
    )


def _plain(project: Project, catalog: Catalog, *, named: bool = True) -> dict[str, object]:
    """Return a project as plain values, in one order, so that equal projects are equal texts."""
    inventory = write_kept(project.inventory, named=named)
    further = dict(project.further)
    values = {**_group(project.values), **_rest(further.pop("values", None))}
    work = checklists.plain(project.work, _rest(further.pop("work", None)))
    runbook = plain_runbook(project.runbook, _rest(further.pop(RUNBOOK, None)))
    kept = further.pop("inputs", None)
    unused = kept if isinstance(kept, dict) else {}
    inputs = {
        name: {**_group(project.inputs.get(name, {})), **_rest(unused.get(name))}
        for name in sorted({*project.inputs, *unused})
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": project.id,
        "data": catalog.date.isoformat(),
        "values": values,
        "inputs": inputs,
        "traces": [_recorded(recording) for recording in project.traces],
        "decisions": [asdict(decision) for decision in project.decisions],
        **({"work": work} if work else {}),
        **({INVENTORY: inventory} if inventory else {}),
        **({RUNBOOK: runbook} if runbook else {}),
        **further,
    }


def _group(values: Mapping[str, Known]) -> dict[str, object]:
    return {name: _told(values[name]) for name in sorted(values)}


def _told(known: Known) -> dict[str, str]:
    told = asdict(known)
    return told if known.source else {name: text for name, text in told.items() if name != "source"}


def _recorded(recording: Recording) -> dict[str, str]:
    told = asdict(recording)
    return {name: text for name, text in told.items() if text or name in ("name", "text")}


def _rest(kept: object) -> dict[str, object]:
    return dict(kept) if isinstance(kept, dict) else {}


def _sizes(project: Project) -> list[tuple[str, int]]:
    parts = [(f"the value '{name}'", len(known.value)) for _, name, known in project.told()]
    parts += [(f"the trace '{repeated(trace.name)}'", len(trace.text)) for trace in project.traces]
    parts += [("the logs of its nights", len(str(plain_runbook(KeptRunbook(logs=project.runbook.logs), {}))))]
    parts += [("what was decided", sum(len(item.what) + len(item.why) + len(item.who) for item in project.decisions))]
    written = checklists.plain(project.work, {})
    parts += [("what was worked through of checklists", len(json.dumps(written, ensure_ascii=False)))]
    parts += [("what is kept of the inventory", len(json.dumps(write_kept(project.inventory, named=False))))]
    return parts
