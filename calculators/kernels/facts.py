"""Facts about hosts in JSON and YAML, as Ansible, Salt, Puppet, Kubernetes and others print them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from calculators.kernel_list.named import Named
from calculators.kernels.found import NO_KERNEL, Open, Said
from calculators.kernels.lines import read_line
from calculators.kernels.tables import HOST_KEYS, KERNEL_KEYS, PROCESSOR_KEYS, SYSTEM_KEYS, key, read_cells

DEEPEST = 20
"""How deep facts are looked into."""
_AROUND = frozenset(
    ("ansiblefacts", "facts", "values", "grains", "hosts", "data", "results", "result", "meta", "hostvars", "items",
     "nodes", "servers", "return", "ret", "stdout", "contacted", "inventory")
)  # fmt: skip
"""Keys that hold facts of hosts and name no host themselves."""
_ASIDE = frozenset(("vars",))
"""Keys of an inventory that stand beside hosts."""

_BLANKS = re.compile(r"\s*")

type Told = tuple[str, Said]


def parse(text: str) -> Any | None:
    """Return what JSON says: one value, or a list of values one behind the other; None where the text is no JSON."""
    found: list[Any] = []
    decoder, at = json.JSONDecoder(), _end_of_blanks(text, 0)
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            at = _end_of_blanks(text, at)
            found.append(value)
    except (ValueError, RecursionError):
        return None
    return found[0] if len(found) == 1 else found or None


def _end_of_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def names_kernels(value: Any, depth: int = 0) -> bool:
    """Return whether parsed facts hold a record with a kernel by name, below the first level."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and depth and any(key(name) in KERNEL_KEYS for name in value):
        return True
    return depth < DEEPEST and any(names_kernels(item, depth + 1) for item in inner)


def read_facts(value: Any, host: str = "", depth: int = 0) -> Iterator[Told]:
    """Yield each host of parsed facts with what they say about its kernel. `host` is whose facts they are."""
    if depth > DEEPEST:
        yield host, Open(why="facts that lie too deep")
    elif isinstance(value, list):
        for item in value:
            yield from read_facts(item, host, depth + 1)
        if not value and host:
            yield host, Open(why=NO_KERNEL)
    elif isinstance(value, dict) and isinstance(value.get("metadata"), dict) and "kind" in value:
        yield from _of_cluster(value)
    elif isinstance(value, dict):
        yield from _of_dict(value, host, depth)
    elif isinstance(value, str):
        _, said = read_line(" ".join(value.split()))
        yield host, said if isinstance(said, Named) else read_cells([" ".join(value.split())], [])
    else:
        yield host, Open(why=NO_KERNEL)


def _of_cluster(value: Mapping[str, Any]) -> Iterator[Told]:
    """Yield the nodes of a Kubernetes cluster. A list holds them, or it is one."""
    items = value.get("items")
    for item in items if isinstance(items, list) else [value]:
        node = item if isinstance(item, dict) else {}
        metadata, status = node.get("metadata"), node.get("status")
        name = metadata.get("name") if isinstance(metadata, dict) else None
        info = status.get("nodeInfo") if isinstance(status, dict) else None
        said: Said = Open(why=NO_KERNEL)
        if isinstance(info, dict):
            kernel, system, family, processor = (
                [text] if isinstance(text := info.get(field), str) else []
                for field in ("kernelVersion", "osImage", "operatingSystem", "architecture")
            )
            said = read_cells(kernel, [*system, *family], processor)
        elif node.get("kind") not in (None, "Node"):
            said = Open(why=f"a {str(node['kind'])[:40]} of a cluster and no node")
        yield name if isinstance(name, str) else "", said


def _of_dict(value: Mapping[str, Any], host: str, depth: int) -> Iterator[Told]:
    words = {key(name): item for name, item in value.items() if isinstance(item, str)}
    own = host or next((words[name] for name in HOST_KEYS if words.get(name)), "")
    kernels = [words[name] for name in (*KERNEL_KEYS, "stdout", "msg") if name in words]
    systems = [words[name] for name in SYSTEM_KEYS if name in words]
    inner = {name: item for name, item in value.items() if isinstance(item, dict | list)}
    processors = [words[name] for name in PROCESSOR_KEYS if name in words]
    said = read_cells(kernels, systems, processors) if kernels or systems else None
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
            if key(name) not in _ASIDE:
                yield from read_facts(item, name, depth + 1)
