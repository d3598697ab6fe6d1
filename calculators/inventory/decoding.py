"""Text from the bytes of a file."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_MANY = 0.3
_BEGINNING = 1_000_000
_LOOKED_AT = 262_144
_WORDS = (
    ("gb18030", re.compile("主机|名称|系统|内存|磁盘|硬盘|地址")),
    ("big5", re.compile("主機|名稱|系統|記憶體|磁碟|位址")),
    ("shift_jis", re.compile("ホスト|サーバ|メモリ|ディスク|容量|名前")),
    ("euc-kr", re.compile("서버|이름|메모리|디스크|용량|운영")),
    ("cp1251", re.compile("сервер|память|диск|имя", re.IGNORECASE)),
)
"""Words of lists of hosts, in the encodings that systems of their languages wrote before UTF-8."""


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or another encoding that its words show.

    It is the code page of Western Windows where nothing shows.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    sample = content[:_SAMPLE]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > _MANY * len(sample):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_shown_by_words(content[:_LOOKED_AT]), "replace")


def _shown_by_words(sample: bytes) -> str:
    best, most = "cp1252", 0
    for name, words in _WORDS:
        try:
            # The sample may end within a letter.
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        if (found := len(words.findall(text))) > most:
            best, most = name, found
    return best


def mended(text: str) -> str:
    """Return a text without the mark of its encoding, with a line feed at the end of each line.

    One in UTF-16 that was taken for another encoding has a zero at every second place: those go.
    """
    if text[:_SAMPLE].count("\0") > _MANY * len(text[:_SAMPLE]):
        text = text.replace("\0", "").lstrip("\ufffd\u00ff\u00fe")
    text = text.removeprefix("\ufeff")
    # Whoever ends lines otherwise does so from the first one on.
    if text.count("\r", 0, _BEGINNING) != text.count("\r\n", 0, _BEGINNING + 1):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
