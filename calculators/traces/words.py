"""Words of files in the languages that administrators have: written, read, both, and what is no data."""

import re

# Display languages of Windows and of storage consoles, by the stem that all forms of the word share.
_WRITTEN = (
    r"writ|wrtn|schreib|schrieb|[eé]cri[tv]|escri[tb]|scritt|grava[cçd]|schrijf|geschreven|skriv|kirjoit|zapis|z[aá]pis"
    r"|[ií]r[aá]si|[ií]rott|scriere|yaz[ml]|запис|εγγραφ|写|寫|書き?込|쓰기|tulis"
)
_READ = (
    r"read|\brd\b|\blese|gelesen|lectur|leitur|letti|letture?\b|lees|gelezen|l[aä]sn|l[aä]sta|\bl[aæe]s[et]|luku|luet"
    r"|odczyt|čten|čítan|olvas|citire|okuma|чтен|читан|ανάγν|读|讀|読|읽기|baca|received|^r[km]b|_r\b"
)
_BOTH = (
    r"\btotal|\ball\b|both|through|traffic|usage|durchsatz|d[eé]bit\b|rendimiento|doorvoer|throughp|пропускн|обмен|吞吐|总"
    r"|合計|r\+w|\bkbs/s|\bblks/s|\bkbps|\bbps\b|transfer|utili[sz]ation|bandwidth"
)
_NO_DATA = (
    r"iops|latency|latenz|%|\bms\b|\bµs\b|\bus\b|millisec|queue|await|\butil|\bcount|\breq|requests|transfers|\bops\b|\bops?/s|tps"
    r"|number|interval|svctm|commands|(?:reads?|writes?)/s|temperature|\bcpu\b|\bid\b|\bindex\b|^#$|^no\.?$|areq|aqu-|wrqm"
    r"|^w/s|^d/s|dkb|sec/|response|service time|wait|duration|\btime\b|\berror|\bage\b|percent|cache hit"
    r"|blocks?\b(?!.*/)|延迟|延時|次数|次數|регистр|операц|avgrq|network|\bnet[/\b]|\bnic\b|packet|iface|\brx|\btx"
)
# Bytes of one operation are no bytes of an interval.
_SIZE = r"\bsize\b|/write|/op\b|per (?:write|i/?o|op|request)|request size|block ?size|areq-sz"
_STATISTIC = r"(?:(?<!/)\b|_)(?:max|maximum|peak|min|minimum|p9\d|9\dth|99th|stddev|höchst|maximal|最大|最小)(?:\b|_|$)"

WRITTEN = re.compile(rf"{_WRITTEN}|^w[km]b|\bw[km]b_|bytes_w\b|wr_sec|wsec|wr/s", re.IGNORECASE)
"""A name says that it is written."""
CHANGED = re.compile(r"\bchanged?\b|\bchurn\b", re.IGNORECASE)
"""The same, where a unit of data stands beside it and no percent."""
READ = re.compile(_READ, re.IGNORECASE)
BOTH = re.compile(_BOTH, re.IGNORECASE)
"""A name may mean reads and writes together."""
NO_DATA = re.compile(_NO_DATA, re.IGNORECASE)
SIZE = re.compile(_SIZE, re.IGNORECASE)
STATISTIC = re.compile(_STATISTIC, re.IGNORECASE)
"""A name is another figure than the mean of an interval."""
NETWORK = re.compile(
    r"network|\bnet[/ _]|\bnic\b|packet|iface|\btcp|\bhttp|сет[ьи]|网络|網路|ネットワーク", re.IGNORECASE
)
"""A name is about a line, not a disk."""
LEAST = re.compile(r"(?:(?<!/)\b|_)(?:min|minimum|stddev|最小)(?:\b|_|$)", re.IGNORECASE)
"""Of those, what no bound can be taken from."""

DATA_WORD = re.compile(
    r"bytes?|byte|octets?|bajt|bájt|bayt|байт|字节|位元組|バイト|바이트|byt[eů]|tavu|\b[kmgt]i?b(?:ps|/s)?\b",
    re.IGNORECASE,
)
"""A name counts bytes, in a language of Windows."""
PER_SECOND = re.compile(
    r"/ ?s\b|/ ?sec|/ ?seg|/ ?sek|/ ?sn\b|/ ?秒|/ ?초|/ ?с\b|/ ?сек|/ ?δευτ"
    r"|per second|pro Sekunde|per seconde|par seconde|в секунду|octets/s|bps\b",
    re.IGNORECASE,
)
"""A name counts a second."""

TOTALS = frozenset({"_total", "total", "_всего", "all", "sum", "gesamt"})
"""Names of a sum over the devices beside it."""
SUMMARIES = re.compile(
    r"(?:sums?|totals?|averages?|avg|mean|max(?:imum)?|min(?:imum)?|summen?|gesamt|mittelwerte?|durchschn\w*|moyennes?"
    r"|media|promedio|średni\w*|среднее|итого|总计|平均\w*|合計)\b",
    re.IGNORECASE,
)
"""What a line below the data begins with that sums it up."""


def says_written(name: str) -> bool:
    """Return whether a column's name says, in a language that is known, that it is the data written."""
    if SIZE.search(name) or LEAST.search(name) or NETWORK.search(name):
        return False
    if READ.search(name) and WRITTEN.search(name) and not re.search(r"\((?:write|written)\)", name, re.IGNORECASE):
        # "read+write" is both; "disk_write_bytes (thread 1)" is not.
        plain = WRITTEN.sub("", READ.sub("", name))
        if re.search(r"[+&/]|\band\b|\bund\b|\bet\b|\by\b", plain):
            return False
    return WRITTEN.search(name) is not None
