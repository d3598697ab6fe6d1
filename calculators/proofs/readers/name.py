"""What a name resolves to: `nslookup`, `dig`, `host`, `getent hosts`, and the first line of `ping`."""

import ipaddress
import re
from collections.abc import Sequence

from calculators.proofs.model import Claim, Judgement, Value
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted

TITLE = "nslookup, dig, host or ping"
ALSO = ("ping",)
"""Readers whose output this one reads, too."""

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
type Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_ADDRESS = r"(\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]*:[\da-fA-F:]+)"
_NSLOOKUP_NAME = re.compile(r"^(?:Name|名称|Nom(?:e|bre)?|名前):[ \t]+(\S+)", re.MULTILINE)
_NSLOOKUP = re.compile(rf"^(?:Address(?:es)?|\s+)(?::[ \t]+|\s+){_ADDRESS}\s*$", re.MULTILINE)
_DIG = re.compile(rf"^(\S+?)\.?\s+\d+\s+IN\s+(?:A|AAAA)\s+{_ADDRESS}\s*$", re.MULTILINE)
_HOST = re.compile(rf"^(\S+) has (?:IPv6 )?address {_ADDRESS}\s*$", re.MULTILINE)
_GETENT = re.compile(rf"^{_ADDRESS}\s{{2,}}(\S+)\s*(?:\S+\s*)*$", re.MULTILINE)
_PING = re.compile(rf"^PING (\S+) \({_ADDRESS}\)+", re.MULTILINE)
_PING_WINDOWS = re.compile(rf"^[^\n]*?([\w-]+(?:\.[\w-]+)+) \[{_ADDRESS}\][^\n]* \d+ [^\n]*:$", re.MULTILINE)
_REFUSED = re.compile(r"^\*\* server can't find", re.MULTILINE)
# What ends a look-up; a server that is slow at first is asked again.
_FAILED = re.compile(
    r"^[^\n]*(?:NXDOMAIN|can't find|找不到|Non-existent domain|SERVFAIL|no servers could be reached|timed-out)[^\n]*",
    re.MULTILINE,
)
_NONE = re.compile(
    r"NXDOMAIN|can't find|DNS request timed out|找不到|Non-existent domain|SERVFAIL|"
    r"no servers could be reached|Name or service not known"
)


def recognise(text: str) -> Claim:
    """Return how sure it is that a text says what a name resolves to."""
    if any(pattern.search(text) for pattern in (_NSLOOKUP_NAME, _DIG, _HOST, _REFUSED)):
        return "sure"
    return "likely" if _found(text) or _NONE.search(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether every address of the name lies in the wanted network."""
    found = _found(text)
    networks = [ipaddress.ip_network(network) for network in wanted.proof.networks]
    if not found:
        if _NONE.search(text):
            return wanted.judgement("not proved", "The name does not resolve. Check the DNS server, and the forwarder.")
        return wanted.judgement("cannot tell", "No address of a name was read: the output is cut. Paste all of it.")
    values = tuple(
        Value(label=name, value=str(address), wanted=" or ".join(map(str, networks)), holds=_within(address, networks))
        for name, address in found
    )
    outside = [f"{name} is {address}" for name, address in found if not _within(address, networks)]
    lines = tuple(shown(f"{name} {address}") for name, address in found)
    if outside:
        sentence = f"{'; '.join(outside)}, which is not in {' or '.join(map(str, networks))}. Check the DNS forwarder."
        return wanted.judgement("not proved", sentence, values=values, lines=lines)
    failed = _FAILED.search(text)
    if failed:
        sentence = f"A name resolves, and another look-up failed: `{shown(failed[0])}`. Paste one at a time."
        return wanted.judgement("cannot tell", sentence, values=values, lines=lines)
    return wanted.judgement(
        "proved", f"{found[0][0]} resolves to {found[0][1]}, internally.", values=values, lines=lines
    )


def _within(address: Address, networks: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _found(text: str) -> list[tuple[str, Address]]:
    """Return names with an address that each resolves to."""
    pairs: list[tuple[str, str]] = []
    named = _NSLOOKUP_NAME.search(text)
    if named:
        pairs += [(named[1], address) for address in _NSLOOKUP.findall(text[named.end() :])]
    pairs += _DIG.findall(text) + _HOST.findall(text) + _PING.findall(text) + _PING_WINDOWS.findall(text)
    pairs += [(name, address) for address, name in _GETENT.findall(text)]
    found: list[tuple[str, Address]] = []
    for name, address in pairs:
        try:
            found.append((name.rstrip("."), ipaddress.ip_address(address)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
