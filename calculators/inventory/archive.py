"""The files of a .zip, as Azure Migrate and Live Optics hand them out, with limits on what a small one may hold."""

import io
import zipfile
import zlib
from collections.abc import Iterator

MOST_UNPACKED = 400_000_000
"""How many bytes the files of an archive may have together."""
MOST_FILES = 200
MOST_RATIO = 200
"""How many times its packed size a file may have; a list of hosts is some ten times as large."""
PIECE = 1 << 20
SMALL = 10_000_000
"""What is no larger may be packed as it likes."""
READ = (".csv", ".txt", ".tsv", ".json", ".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of files that may hold a list of hosts."""
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_STORED, _DEFLATED = 0, 8
_OF_WORKBOOKS = ("[Content_Types].xml", "content.xml", "xl/workbook.xml", "docProps/app.xml")
_BEGINNING = 4_096
_DAMAGED = "is damaged, or no archive. Unpack it where it was made, and choose its files."


class ArchiveError(Exception):
    """Why an archive is not unpacked, as the end of a sentence that starts with its name."""


def is_workbook(content: bytes) -> bool:
    """Return whether a packed file is a workbook, or the beginning of one that was cut off."""
    try:
        names = {entry.filename for entry in _entries(content)}
    except ArchiveError:
        return any(name.encode() in content[:_BEGINNING] for name in _OF_WORKBOOKS)
    return not names.isdisjoint(_OF_WORKBOOKS)


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    """Return what an archive says that it holds. Raises ArchiveError where it is damaged, or none."""
    try:
        return zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ArchiveError(_DAMAGED) from None


def unpacked(content: bytes) -> list[tuple[str, bytes]]:
    """Return the files of an archive that may hold a list of hosts, by name.

    Raises ArchiveError for what is none, is damaged, has a password, or would hold more than the limits.
    """
    wanted = [entry for entry in _entries(content) if entry.filename.casefold().endswith(READ)]
    if not wanted:
        raise ArchiveError(f"holds no file that ends in {', '.join(READ)}.")
    if len(wanted) > MOST_FILES:
        raise ArchiveError(f"holds {len(wanted)} files. Choose those of the inventory, {MOST_FILES} at most.")
    found = []
    room = MOST_UNPACKED
    for entry in wanted:
        if entry.flag_bits & _ENCRYPTED:
            raise ArchiveError("is protected with a password. Unpack it, and choose its files.")
        text = _file(content, entry, room)
        room -= len(text)
        found.append((entry.filename.rpartition("/")[2], text))
    return found


def _file(content: bytes, entry: zipfile.ZipInfo, room: int) -> bytes:
    """Return one file of an archive. What its head says of its size is not believed: it may hold more."""
    most = min(room, max(SMALL, MOST_RATIO * entry.compress_size))
    if entry.compress_type == _STORED:
        most = room
    pieces, size = [], 0
    for piece in unpacking(content, entry):
        pieces.append(piece)
        size += len(piece)
        if size > room:
            limit = MOST_UNPACKED // 1_000_000
            raise ArchiveError(f"holds more than {limit} MB. Choose the files of the inventory alone.")
        if size > most:
            much = f"'{entry.filename[:60]}' alone unpacks to over {most // 1_000_000} MB"
            raise ArchiveError(f"holds more than an inventory can: {much}.")
    return b"".join(pieces)


def unpacking(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield one file of an archive in pieces of `PIECE` at most, to its end, where its checksum is compared.

    Raises ArchiveError for what is damaged, or packed in another way than archives are.
    """
    start = entry.header_offset + _LOCAL_HEADER
    head = content[entry.header_offset : start]
    start += int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = content[start : start + entry.compress_size]
    checksum = 0
    if entry.compress_type not in {_STORED, _DEFLATED}:
        raise ArchiveError("is packed in a way that is not read here. Pack it anew as .zip, or choose its files.")
    pieces = _stored(packed) if entry.compress_type == _STORED else _inflated(packed)
    for piece in pieces:
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if checksum != entry.CRC:
        raise ArchiveError(_DAMAGED)


def _stored(packed: bytes) -> Iterator[bytes]:
    for start in range(0, len(packed), PIECE):
        yield packed[start : start + PIECE]


def _inflated(packed: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, PIECE)
            packed = unpacker.unconsumed_tail
        while rest := unpacker.decompress(b"", PIECE):
            yield rest
    except zlib.error:
        raise ArchiveError(_DAMAGED) from None
