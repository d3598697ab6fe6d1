"""`python -m macros.commands.words zh`: write what has no words in a language yet, ready to be filled in.

With `--check FILE…` it tells what is wrong with filled files, with `--take FILE…` it also puts their words into data/.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from macros.languages.checks import entries_problems
from macros.languages.files import PAGES_ONLY, Entry, Words, entries_of, keep, languages
from macros.languages.missing import Missing, missing
from macros.languages.pages import INDEX
from macros.languages.sources import Sources

MOST = 300
"""How many entries a file has at most."""
FEW = 5
"""What is shown at least this often comes first."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked and tell of it; return 1 where that cannot be done or something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m macros.commands.words", description=__doc__)
    parser.add_argument("language", help="folder of the language below data/")
    parser.add_argument("--check", nargs="+", metavar="FILE", default=(), help="tell what is wrong with filled files")
    parser.add_argument("--take", nargs="+", metavar="FILE", default=(), help="put the words of files into data/")
    parser.add_argument("--answers", metavar="FILE", help="look at these answers of the calculators too, a JSON list")
    asked = parser.parse_args(arguments)
    root = Path.cwd()
    known = languages(root)
    words = next((one for one in known if one.language.id == asked.language), None)
    if words is None:
        print(f"There is no data/{asked.language}/language.yaml.", file=sys.stderr)
        return 1
    if asked.check or asked.take:
        is_good = _check([*asked.check, *asked.take], words)
        if is_good:
            _take(asked.take, words, root)
        return 0 if is_good else 1
    if not (root / "site" / INDEX).is_file():
        print("There is no built site. Run `make site` first.", file=sys.stderr)
        return 1
    answers = json.loads(Path(asked.answers).read_text("utf-8")) if asked.answers else ()
    found, memory = missing(root, known, words, answers)
    folder = root / "build" / "words" / asked.language
    _write(folder, found, memory.exact)
    keep(root, {asked.language: {"sentences": len(found)}})
    for entry in _unused(Sources(root, asked.language), words.entries, memory.used):
        print(f"{entry.file}:{entry.line}: nothing says this any more: {entry.english}")
    print(f"{len(found)} texts have no words: {folder.relative_to(root)}/*.yaml.")
    return 0


def _check(names: Sequence[str], words: Words) -> bool:
    """Print what is wrong with files; return whether it is nothing."""
    entries: list[Entry] = []
    found = []
    for name in names:
        own, broken = entries_of(Path(name), name)
        entries += own
        found += broken
    found += entries_problems(entries, words)
    for problem in found:
        print(problem)
    filled = sum(1 for entry in entries if entry.words)
    print(f"{filled} of {len(entries)} entries have words; {len(found)} problems.")
    return not found


def _take(names: Sequence[str], words: Words, root: Path) -> None:
    """Add the words of files to those of their group, which is the file's name without its number."""
    taken: set[str] = set()
    for name in names:
        target = root / "data" / words.language.id / f"{re.sub(r'-[0-9]+$', '', Path(name).stem)}.yaml"
        # What answers say has to stand where browsers fetch it.
        held = (entry for entry in words.entries if entry.words)
        known = {
            entry.english for entry in held if target.stem in (*PAGES_ONLY, entry.group) or words.is_fetched(entry)
        }
        entries = {entry.english: entry.words for entry in entries_of(Path(name), name)[0] if entry.words}
        new = {english: said for english, said in entries.items() if english not in known | taken}
        taken |= new.keys()
        with target.open("a", encoding="utf-8") as file:
            file.writelines(f"{_line(english, said)}\n" for english, said in new.items())
        print(f"{target.relative_to(root)}: {len(new)} more, {len(entries) - len(new)} there already.")


def _line(english: str, words: str) -> str:
    return f"{json.dumps(english, ensure_ascii=False)}: {json.dumps(words, ensure_ascii=False)}"


def _write(folder: Path, found: Mapping[str, Missing], known: Mapping[str, str]) -> None:
    """Write the entries by group, in each what is shown often first and the rest page by page.

    `known` are words that stand where no browser fetches them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yaml"):
        old.unlink()
    for group in sorted({item.group for item in found.values()}):
        own = {key: item for key, item in found.items() if item.group == group}
        keys = sorted(own, key=lambda key: (-own[key].times, "") if own[key].times >= FEW else (0, own[key].place))
        for number, start in enumerate(range(0, len(keys), MOST), 1):
            lines = list(_lines({key: own[key] for key in keys[start : start + MOST]}, known))
            (folder / f"{group}-{number:02}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _lines(found: Mapping[str, Missing], known: Mapping[str, str]) -> Iterator[str]:
    last = ""
    for key, item in found.items():
        place = item.place or "home"
        said = f"# {item.times} times, as on {place}" if item.times >= FEW else f"# {place}"
        if said != last:
            yield said
        yield _line(key, known.get(key, ""))
        last = said


def _unused(sources: Sources, entries: Sequence[Entry], used: set[str]) -> Iterator[Entry]:
    """Yield the entries that no page shows and that no source could say."""
    return (entry for entry in entries if entry.english not in used and not sources.could_say(entry.english))


if __name__ == "__main__":
    sys.exit(main())
