"""Facts about hosts in JSON, as Ansible, Salt, Puppet and others print them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from calculators.kernels.found import NO_KERNEL, Named, Open, Said
from calculators.kernels.lines import read_line
from calculators.kernels.tables import HOST_KEYS, KERNEL_KEYS, SYSTEM_KEYS, key, read_cells

DEEPEST = 20
"""How deep facts are looked into."""
_AROUND = frozenset(
    ("ansiblefacts", "facts", "values", "grains", "hosts", "data", "results", "result", "meta", "hostvars", "items",
     "nodes", "servers", "return", "ret", "stdout", "contacted", "inventory")
)  # fmt: skip
"""Keys that hold facts of hosts and name no host themselves."""

type Told = tuple[str, Said]


def parse(text: str) -> Any | None:
    """Return what JSON says: one value, or a list of values a line each; None where the text is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):  # noqa: PLR2004
        return None
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None


def read_facts(value: Any, host: str = "", depth: int = 0) -> Iterator[Told]:
    """Yield each host of parsed facts with what they say about its kernel. `host` is whose facts they are."""
    if depth > DEEPEST:
        yield host, Open(why="facts that lie too deep")
    elif isinstance(value, list):
        for item in value:
            yield from read_facts(item, host, depth + 1)
        if not value and host:
            yield host, Open(why=NO_KERNEL)
    elif isinstance(value, dict):
        yield from _of_dict(value, host, depth)
    elif isinstance(value, str):
        _, said = read_line(" ".join(value.split()))
        yield host, said if isinstance(said, Named) else read_cells([" ".join(value.split())], [])
    else:
        yield host, Open(why=NO_KERNEL)


def _of_dict(value: Mapping[str, Any], host: str, depth: int) -> Iterator[Told]:
    words = {key(name): item for name, item in value.items() if isinstance(item, str)}
    own = host or next((words[name] for name in HOST_KEYS if words.get(name)), "")
    kernels = [words[name] for name in (*KERNEL_KEYS, "stdout", "msg") if name in words]
    systems = [words[name] for name in SYSTEM_KEYS if name in words]
    inner = {name: item for name, item in value.items() if isinstance(item, dict | list)}
    said = read_cells(kernels, systems) if kernels or systems else None
    around = {name: item for name, item in inner.items() if key(name) in _AROUND}
    if isinstance(said, Named) or (said is not None and not around):
        yield own, said
    elif around:
        for item in around.values():
            yield from read_facts(item, own, depth + 1)
    elif host and not inner and value:
        told = [said for _, said in map(read_line, words.values()) if isinstance(said, Named)]
        yield own, told[0] if len(told) == 1 else Open(why=NO_KERNEL)
    elif any(name in words for name in HOST_KEYS) or "changed" in value or (host and not value):
        yield own, Open(why=NO_KERNEL)
    else:
        for name, item in value.items():
            yield from read_facts(item, name, depth + 1)
