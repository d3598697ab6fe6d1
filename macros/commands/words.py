"""`python -m macros.commands.words zh`: write what has no words in a language yet, ready to be filled in."""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import ascii_lowercase

from calculators.words import Memory
from calculators.words.keys import LETTERS, MARK
from macros.languages.files import Entry, Words, languages
from macros.languages.markup import Translator
from macros.languages.pages import INDEX, english_pages

MOST = 300
"""How many entries a file has at most."""
FEW = 5
"""What is shown at least this often comes first."""
COMMENT = re.compile(r"/\*.*?\*/|(?:^|\s)//[^\n]*", re.DOTALL)
SAID = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
FILLED = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")
PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|[A-Z][a-z]+(?: [^<>#=]*)?[ .…:!?]?")
NO_PROSE = re.compile(r"[<>=\[\]$]|^\.|--|\.mjs|hb-|aria-|data-|function|=>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
LONG_ENOUGH = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files and tell what is in them; return 1 where there is no such language or no site."""
    parser = argparse.ArgumentParser(prog="python -m macros.commands.words", description="List what has no words yet.")
    parser.add_argument("language", help="folder of the language below data/")
    wanted = parser.parse_args(arguments).language
    root, site = Path.cwd(), Path.cwd() / "site"
    words = next((one for one in languages(root) if one.language.id == wanted), None)
    if words is None:
        print(f"There is no data/{wanted}/language.yaml.", file=sys.stderr)
        return 1
    if not (site / INDEX).is_file():
        print("There is no built site. Run `make site` first.", file=sys.stderr)
        return 1
    memory = words.memory()
    shown, where = _on_pages(site, memory, languages(root))
    for text, file in _of_scripts(root / "docs" / "assets"):
        for key in memory.missing(text):
            shown[key] += 1
            where.setdefault(key, file)
    folder = root / "build" / "words" / wanted
    _write(folder, shown, where)
    for entry in _unused(root, words.entries, memory.used):
        print(f"{entry.file}:{entry.line}: nothing says this any more: {entry.english}")
    print(f"{len(shown)} texts have no words: {folder.relative_to(root)}/*.yaml.")
    return 0


def _on_pages(site: Path, memory: Memory, words: Sequence[Words]) -> tuple[Counter[str], dict[str, str]]:
    """Return how often pages show each text without words, and the page that does so first."""
    translator = Translator(memory)
    shown: Counter[str] = Counter()
    where: dict[str, str] = {}
    for page, html in english_pages(site, words).items():
        _, count = translator.page(html)
        for key, times in count.open.items():
            shown[key] += times
            where.setdefault(key, page.removesuffix(f"/{INDEX}"))
    return shown, where


def _of_scripts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what scripts say, as far as texts in them look like it, with a hole for what they put in."""
    for file in sorted(folder.rglob("*.mjs")):
        for found in SAID.finditer(COMMENT.sub("", file.read_text("utf-8"))):
            text = ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), found[1] if found[1] is not None else found[2])
            text = _holed(text.replace("\\n", " "))
            bare = LETTERS.sub("", text)
            if PROSE.search(bare) and PROSE.match(bare.lstrip()) and not NO_PROSE.search(bare):
                yield text.strip(), file.relative_to(folder).as_posix()


def _holed(text: str) -> str:
    """Return a text of a script with `{a}`, `{b}` … for what it puts in."""
    first, *others = FILLED.split(text)
    return first + "".join(f"{{{letter}}}{part}" for letter, part in zip(ascii_lowercase, others, strict=False))


def _write(folder: Path, shown: Counter[str], where: dict[str, str]) -> None:
    """Write the entries, what is shown often first and the rest page by page."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yaml"):
        old.unlink()
    often = [key for key, times in shown.most_common() if times >= FEW]
    rest = sorted((key for key, times in shown.items() if times < FEW), key=lambda key: where[key])
    keys = [*often, *rest]
    for number, start in enumerate(range(0, len(keys), MOST), 1):
        lines, last = [], ""
        for key in keys[start : start + MOST]:
            place = f"# {where[key]}" if shown[key] < FEW else f"# {shown[key]} times, as on {where[key]}"
            lines += [place] if place != last else []
            lines.append(f'{json.dumps(key, ensure_ascii=False)}: ""')
            last = place
        (folder / f"{number:02}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _unused(root: Path, entries: Sequence[Entry], used: set[str]) -> Iterator[Entry]:
    """Yield the entries that no page shows and whose words stand in no file that could say them."""
    files = (file for top in ("calculators", "data", "docs", "macros") for file in (root / top).rglob("*.*"))
    kinds = (".py", ".yaml", ".md", ".mjs", ".html")
    own = {entry.file for entry in entries}
    texts = (
        file.read_text("utf-8")
        for file in files
        if file.suffix in kinds and file.relative_to(root).as_posix() not in own
    )
    known = _spelled(" ".join(texts))
    for entry in entries:
        pieces = re.split(r"\{[a-z]?\}|</?[0-9]+/?>", entry.english)
        longest = _spelled(max(pieces, key=len))
        if entry.english not in used and len(longest) >= LONG_ENOUGH and longest not in known:
            yield entry


def _spelled(text: str) -> str:
    """Return the words of a text, however it is broken into lines, escaped and put together."""
    return " ".join(re.findall(r"[a-z]+", MARK.sub(" ", text).lower()))


if __name__ == "__main__":
    sys.exit(main())
