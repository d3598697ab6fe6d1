"""The files of a .zip, as Azure Migrate and Live Optics hand them out, with limits on what a small one may hold."""

import io
import zipfile
import zlib

MOST_UNPACKED = 400_000_000
"""How many bytes the files of an archive may have together."""
MOST_FILES = 200
MOST_RATIO = 200
"""How many times its packed size a file may have; a list of hosts is some ten times as large."""
SMALL = 10_000_000
"""What is no larger may be packed as it likes."""
READ = (".csv", ".txt", ".tsv", ".json", ".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of files that may hold a list of hosts."""
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_STORED, _DEFLATED = 0, 8
_DAMAGED = "is damaged, or no archive. Unpack it where it was made, and choose its files."


class ArchiveError(Exception):
    """Why an archive is not unpacked, as the end of a sentence that starts with its name."""


def is_workbook(content: bytes) -> bool:
    """Return whether a packed file is a workbook."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return "[Content_Types].xml" in names or "content.xml" in names


def unpacked(content: bytes) -> list[tuple[str, bytes]]:
    """Return the files of an archive that may hold a list of hosts, by name.

    Raises ArchiveError for what is none, is damaged, has a password, or would hold more than the limits.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ArchiveError(_DAMAGED) from None
    wanted = [entry for entry in entries if entry.filename.casefold().endswith(READ)]
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
    start = entry.header_offset + _LOCAL_HEADER
    head = content[entry.header_offset : start]
    start += int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == _STORED:
        text = packed
    elif entry.compress_type == _DEFLATED:
        most = min(room, max(SMALL, MOST_RATIO * len(packed)))
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            text = unpacker.decompress(packed, most + 1)
        except zlib.error:
            raise ArchiveError(_DAMAGED) from None
        if len(text) > most:
            much = f"'{entry.filename[:60]}' alone unpacks to over {most // 1_000_000} MB"
            raise ArchiveError(f"holds more than an inventory can: {much}.")
    else:
        raise ArchiveError("is packed in a way that is not read here. Pack it anew as .zip, or choose its files.")
    if len(text) > room:
        raise ArchiveError(f"holds more than {MOST_UNPACKED // 1_000_000} MB. Choose the files of the inventory alone.")
    if zlib.crc32(text) != entry.CRC:
        raise ArchiveError(_DAMAGED)
    return text
