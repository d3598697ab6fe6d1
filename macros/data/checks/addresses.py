"""Addresses that lead out of the guide: a browser opens what they say, so they say a page of another site."""

from pathlib import Path
from urllib.parse import urlsplit

from calculators.records.delivery import Checklist
from macros.data.checks.rule import Check, Found
from macros.data.letters import named
from macros.data.loader import Data

SCHEMES = ("https", "http")
# What cannot stand in an address as it is, or ends it in HTML and Markdown.
NOT_ALLOWED = frozenset(" \t\n\"'<>\\^`{|}")


def address_problem(address: str) -> str:
    """Return what is wrong with an address, in a sentence; nothing for a page of another site."""
    if sign := next((sign for sign in address if sign in NOT_ALLOWED or not sign.isprintable()), None):
        return f"an address holds no {named(sign)}."
    try:
        parts = urlsplit(address)
        host, user = parts.hostname, parts.username
    except ValueError:
        return f"'{address}' is not an address."
    if not parts.scheme:
        return f"'{address}' does not say https:// or http://."
    if parts.scheme not in SCHEMES:
        return f"an address begins with https:// or http://, but this one with '{parts.scheme}:'."
    if not host:
        return f"'{address}' names no host."
    return "an address names no user: what stands before @ looks like the host." if user is not None else ""


def _addresses(data: Data, root: Path) -> Found:
    for file, location, record in data.walk():
        for key in ("url", "form") if isinstance(record, Checklist) else ("url",):
            address = getattr(record, key, None)
            if isinstance(address, str) and (wrong := address_problem(address)):
                message = f"{wrong} Write the whole address, as a browser shows it: https://host/page."
                yield file, (*location, key), message


CHECKS = (Check("addresses lead to other sites", _addresses),)
