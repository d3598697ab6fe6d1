"""Why a file is not read is said in the words of each language, whatever is wrong with it."""

import io
import json
import zipfile

import pytest

from calculators.words import Memory
from macros.languages.files import languages
from macros.publish.extras import workbooks
from tests.conftest import ROOT
from tests.macros.publish.test_workbooks import archive, workbook

HOSTS = b"VM,CPUs\nx,1\n"
NAME = "hosts of ACME.xlsx"


def protected() -> bytes:
    return workbooks.CONTAINER + b"\0" * 40 + workbooks.ENCRYPTED


def with_macros() -> bytes:
    content = io.BytesIO(workbook(["VM", "CPUs"], ["x", "1"]))
    with zipfile.ZipFile(content, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    return content.getvalue()


def nested() -> bytes:
    return archive(hosts_csv=HOSTS, more_zip=archive(hosts_csv=HOSTS), bad_xlsx=b"PK\x03\x04broken")


def many() -> bytes:
    return archive(**{f"host{number}_csv": HOSTS for number in range(500)})


BAD = {
    "cut short": lambda: workbook(["VM"], ["x"])[:900],
    "an old one": lambda: workbooks.CONTAINER + b"\0" * 400,
    "protected": protected,
    "empty": lambda: workbook([]),
    "with macros": with_macros,
    "an archive of pictures": lambda: archive(picture_png=b"x"),
    "an archive of many": many,
    "an archive in an archive": nested,
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("sheet", [True, False], ids=["sheet", "all sheets"])
def test_why_a_workbook_is_not_read_has_words(kind: str, sheet: bool) -> None:
    asked = {"sheet": None, "letters": 5_000} | ({} if sheet else {"file": NAME})
    found = json.loads(workbooks.answer(json.dumps(asked), BAD[kind]()))
    said = [f"{NAME} {found['problem']}"] if "problem" in found else found.get("left", [])
    assert said or (sheet and "text" in found)
    for words in languages(ROOT):
        memory = words.memory(in_browsers=True)
        for text in said:
            assert _english(text, memory) == []


def _english(text: str, memory: Memory) -> list[str]:
    """Return the sentences of a text without words, its files' names aside."""
    return memory.missing(text.replace(NAME, "hosts.xlsx"))
