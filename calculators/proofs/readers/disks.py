"""Disks and file systems of a Linux host: `lsblk`, also with `-b`, `-f`, `-J` or columns of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculators.answers.wording import count, data
from calculators.proofs.devices import Device, Listing, is_listing, read
from calculators.proofs.model import Claim, Judgement, Offer, Value, Verdict
from calculators.proofs.tasks import named
from calculators.proofs.texts import shown
from calculators.proofs.wanted import Wanted
from calculators.records.proofs import ProofSign

TITLE = "lsblk"

ROOT = "/"
SIDES = 2
BOOT_AREA = 8 * 1024 * 1024
"""A partition up to so many bytes that nothing is on is where a boot loader lies, or the shell of others."""
SKIPPED = ("rom", "loop")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a device shows."""

    device: Device
    sign: ProofSign | None
    """None for what the data has no word of."""
    word: str


def recognise(text: str) -> Claim:
    """Return how sure it is that a text is output of `lsblk`."""
    return "sure" if is_listing(text) else "no"


def judge(text: str, wanted: Wanted) -> Judgement:
    """Return whether all disks are listed, or are of a kind that is protected, or are equal on two hosts."""
    try:
        found = read(text)
    except ValueError as error:
        return wanted.judgement("cannot tell", str(error))
    if not any(listing.devices for listing in found):
        return wanted.judgement("cannot tell", "No disk is listed: the output is cut. Paste all of it.")
    if wanted.proof.kind == "pair":
        return _pair(found, wanted)
    if len(found) > 1:
        return wanted.judgement("cannot tell", f"There are {len(found)} lists of disks in this text. Paste one host.")
    (listing,) = found
    if not any(ROOT in item.mounts for item in listing.devices):
        sentence = "No disk holds `/`: the output is cut, or of one disk. Paste all of `lsblk`."
        return wanted.judgement("cannot tell", sentence, rows=_rows(listing))
    return _kinds(listing, wanted) if wanted.proof.signs else _list(listing, wanted)


def _list(listing: Listing, wanted: Wanted) -> Judgement:
    disks = listing.disks
    if not disks:
        sentence = "The sizes are missing, or the type: this view leaves them out. Paste what `lsblk` alone prints."
        return wanted.judgement("cannot tell", sentence, rows=_rows(listing))
    total = data(sum(disk.size or 0.0 for disk in disks))
    values = (Value(label="Disks", value=str(len(disks))), Value(label="Size of all", value=total))
    sentence = f"All of it is listed: {count(len(disks), 'disk')}, {total}."
    return wanted.judgement("proved", sentence, values=values, rows=_rows(listing), offers=_offers(disks, wanted))


def _offers(disks: tuple[Device, ...], wanted: Wanted) -> tuple[Offer, ...]:
    """Return the disks of the largest host, where this one has more than the project says."""
    said = wanted.number("largest_disks")
    if said is not None and said >= len(disks):
        return ()
    return wanted.offer("largest_disks", len(disks), f"lsblk, {count(len(disks), 'disk')}")


def _kinds(listing: Listing, wanted: Wanted) -> Judgement:
    if "FSTYPE" not in listing.columns:
        sentence = (
            "This view leaves out file systems. Paste what `lsblk -o NAME,SIZE,RO,TYPE,FSTYPE,MOUNTPOINT` prints."
        )
        return wanted.judgement("cannot tell", sentence, rows=_rows(listing))
    seen = list(_signs(listing, wanted))
    rows = (
        ("Device", "Holds", "Said of it"),
        *(
            (item.device.name, item.word, (item.sign.said or "") if item.sign else "nothing is published")
            for item in seen
        ),
    )
    lines = tuple(dict.fromkeys(shown(item.device.line) for item in seen))
    bad = [item for item in seen if item.sign and item.sign.verdict == "unsupported"]
    open_ = [item for item in seen if item.sign is None or (item.sign.verdict == "conditional" and item.sign.weighs)]
    verdict: Verdict = "not proved" if bad else "cannot tell" if open_ else "proved"
    told = bad or open_
    if told:
        sentence = " ".join(dict.fromkeys(_told(item, told) for item in told))
        return wanted.judgement(verdict, sentence, rows=rows, lines=lines)
    aside = [item for item in seen if item.sign and item.sign.verdict == "conditional"]
    sentence = f"Everything on {count(len(seen) - len(aside), 'device')} is of a kind that is supported."
    sentences = [sentence, *dict.fromkeys(_told(item, aside) for item in aside)]
    return wanted.judgement(verdict, " ".join(sentences), rows=rows, lines=lines)


def _told(item: Seen, among: list[Seen]) -> str:
    if item.sign is None:
        return f"Nothing is published of {item.word}, on {_devices(item, among)}. Ask technical support."
    remedy = item.sign.remedy or (
        "Leave it out, or ask technical support." if item.sign.verdict == "unsupported" else ""
    )
    return f"{item.sign.said} Here: {_devices(item, among)}. {remedy}".strip()


def _devices(item: Seen, among: list[Seen]) -> str:
    """Return the devices of which the same is said."""
    alike = [other for other in among if other.sign == item.sign and (item.sign or other.word == item.word)]
    return named(list(dict.fromkeys(other.device.name for other in alike)))


def _signs(listing: Listing, wanted: Wanted) -> Iterator[Seen]:
    signs = {word.casefold(): sign for sign in wanted.proof.signs for word in sign.words}
    for item in listing.devices:
        if (
            item.kind in SKIPPED
            or item.name.startswith(("zram", "loop", "sr"))
            or (item.kind == "disk" and not item.size and "SIZE" in listing.columns)
        ):
            continue
        words = [item.system, item.kind, "read-only" if item.read_only else "", *(_thin(item.name))]
        held = [word for word in words if word.casefold() in signs]
        yield from (Seen(item, signs[word.casefold()], word) for word in held)
        if item.parent:
            continue
        if not item.mounts and item.system != "swap":
            small = item.size is not None and item.size <= BOOT_AREA and not item.system
            if not small and not any(signs[word.casefold()].verdict == "unsupported" for word in held):
                yield Seen(item, signs.get("not mounted"), "not mounted")
        elif not held:
            yield Seen(item, None, item.system or "no file system that is named")


def _thin(name: str) -> Iterator[str]:
    if name.endswith(("_tmeta", "_tdata", "-tpool")):
        yield "thin pool"


def _pair(found: tuple[Listing, ...], wanted: Wanted) -> Judgement:
    if len(found) != SIDES:
        verb = "is" if len(found) == 1 else "are"
        sentence = (
            f"There {verb} {count(len(found), 'list')} of disks in this text. Paste those of both hosts together."
        )
        return wanted.judgement("cannot tell", sentence)
    one, other = (sorted(listing.disks, key=lambda disk: disk.size or 0.0, reverse=True) for listing in found)
    if not one or not other:
        return wanted.judgement("cannot tell", "The sizes are missing: paste what `lsblk -b` prints on both hosts.")
    width = max(len(one), len(other))
    cells = [[disk.shown for disk in side] + ["none"] * (width - len(side)) for side in (one, other)]
    rows = (("First host", "Second host"), *zip(*cells, strict=True))
    if len(one) != len(other):
        sentence = f"The first host has {count(len(one), 'disk')}, the second {len(other)}. Give it as many."
        return wanted.judgement("not proved", sentence, rows=rows)
    if [disk.size for disk in one] != [disk.size for disk in other]:
        return wanted.judgement(
            "not proved", "The sizes differ. Give each disk the size of the other host's.", rows=rows
        )
    if not all(disk.exact for disk in (*one, *other)):
        sentence = (
            "As far as the sizes are printed they are equal, but these are rounded. Paste `lsblk -b` of both hosts."
        )
        return wanted.judgement("cannot tell", sentence, rows=rows)
    return wanted.judgement("proved", f"Both hosts have {count(len(one), 'disk')} of equal sizes.", rows=rows)


def _rows(listing: Listing) -> tuple[tuple[str, ...], ...]:
    return (("Disk", "Capacity"), *((disk.name, disk.shown) for disk in listing.disks)) if listing.disks else ()
