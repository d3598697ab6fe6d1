"""Reads the YAML of cases, which may hold what data/ may not: the bytes of a program."""

import re
from typing import Any, ClassVar

import yaml


class _Loader(yaml.CSafeLoader):  # type: ignore[misc]  # it comes without types
    """What a plain scalar means by YAML 1.2, with libyaml: it takes a tenth of the time of a parser in Python."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _forms, _first in (
    ("merge", "<<", ["<"]),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", "[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_forms})$"), _first)


def read_yaml(text: str) -> Any:
    """Return what stands in a YAML 1.2 text. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_Loader)  # a safe one
