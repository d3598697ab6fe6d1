"""The memory of words of one language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculators.words.forms import (
    Language,
    Pattern,
    is_quoted,
    joined,
    match,
    own_figures,
    parts_of,
    side_by_side,
    spaced,
    tidy,
    together,
    touching,
    unwrapped,
    with_marks,
)
from calculators.words.keys import (
    DAYS,
    FIGURE,
    HOLE,
    LETTERS,
    LIKE_CODE,
    MARK,
    MONTHS,
    QUOTED,
    WORD,
    as_it_was,
    balanced,
    counted_anew,
    is_name,
    key_of,
    sentences,
)

FILL = re.compile(r"\{([0-9]*|[a-z])\}")
HAN = re.compile("[\u3400-\u9fff]")
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SIGNS = ",;:.)"
TIMES = " x "
DEEPEST = 3
LONGEST_LIST = 40


@dataclass(frozen=True, slots=True)
class Told:
    """A text in the language, as far as its words are known."""

    text: str
    known: bool
    """Whether nothing of it is English still."""
    sentences: tuple[tuple[str, bool], ...] = ()
    """Its sentences, each with the space before it and whether its words are known."""


class Memory:
    """The words of a language, by the English that they stand for."""

    def __init__(self, language: Language, entries: Iterable[tuple[str, str]]) -> None:
        """Take the entries: English with holes, and the words for it."""
        self.language = language
        self.exact: dict[str, str] = {}
        self._patterns: dict[str, list[Pattern]] = {}
        self._told: dict[str, Told] = {}
        self.used: set[str] = set()
        for english, words in entries:
            self.exact[english] = words
            if LETTERS.search(english):
                self._add(english, words)

    def _add(self, english: str, words: str) -> None:
        parts = tuple(LETTERS.split(english))
        holes = tuple(hole[1] for hole in LETTERS.findall(english))
        anchors = [word for part in parts for word in WORD.findall(MARK.sub(" ", part))]
        if anchors:
            self._patterns.setdefault(max(anchors, key=len), []).append(Pattern(english, parts, holes, words))

    def text(self, text: str) -> Told:
        """Return a text in the language; marks and figures stay, spaces at its ends too."""
        # What has a hole itself is nothing that words could be put into.
        if HOLE in text or LETTERS.search(text):
            return Told(text, False, ((text, False),))
        told = self._told.get(text)
        if told is None:
            key, figures = key_of(text)
            found = self._each_sentence(key, figures, 0)
            start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            whole, known = together(found)
            told = Told(f"{start}{whole}{end}", known, tuple(found)) if key else Told(text, True, ((text, True),))
            self._told[text] = told
        return told

    def missing(self, text: str) -> list[str]:
        """Return the keys of the sentences in a text that no words are known for, as an entry would have them."""
        key, figures = key_of(text)
        return self._open(key, figures, 0)

    def _open(self, key: str, figures: tuple[str, ...], depth: int) -> list[str]:
        found: list[str] = []
        for piece in sentences(key):
            number = piece.count(HOLE)
            own, figures = figures[:number], figures[number:]
            told = self._as_one(piece, own, depth)
            if told is not None and told[1]:
                continue
            bare = counted_anew(piece)[0]
            while inner := unwrapped(bare):
                bare = counted_anew(inner[1])[0]
            parts = next(
                (parts for parts, _ in parts_of(bare, self.language) if any(self._is_known(part) for part in parts)),
                None,
            )
            if parts and depth <= DEEPEST:
                for part in parts:
                    found += self._open(part, ("0",) * part.count(HOLE), depth + 1)
                continue
            held = self._held(bare) if told is not None and depth <= DEEPEST else None
            if held is None:
                found.append(bare)
                continue
            for start, end in held:
                before, inside = bare[:start].count(HOLE), bare[start:end].count(HOLE)
                found += self._open(bare[start:end], own[before : before + inside], depth + 1)
        return found

    def _is_known(self, key: str) -> bool:
        found = self._as_one(key, ("0",) * key.count(HOLE), DEEPEST)
        return found is not None and found[1] and not self.is_plain(key)

    def _held(self, key: str) -> list[tuple[int, int]] | None:
        """Return where a pattern that fits has holes for words; None where none fits."""
        for pattern in self._candidates(key):
            held = match(pattern, key)
            if held:
                return [span for place, span in enumerate(held) if not is_quoted(pattern, place)]
        return None

    def is_plain(self, key: str) -> bool:
        """Tell whether a key has no word to translate."""
        bare = LIKE_CODE.sub(" ", LETTERS.sub(" ", MARK.sub(" ", QUOTED.sub(" ", key.replace(HOLE, " ")))))
        return all(
            len(word) == 1 or is_name(word) or word.rstrip(".:'’-") in self.language.names
            for word in WORD.findall(bare)
        )

    def _is_list(self, key: str) -> bool:
        """Tell whether a text without words lists quoted names, figures, or names with words of their own."""
        items = key.split(", ")
        return len(items) > 1 and (
            ", '" in key
            or not WORD.search(MARK.sub(" ", key))
            or HAN.search(key) is not None
            or any(map(self.exact.get, items))
        )

    def _each_sentence(self, key: str, figures: tuple[str, ...], depth: int) -> list[tuple[str, bool]]:
        """Return the words for the sentences of a key, and whether they are known, with the space before each."""
        found = self._as_one(key, figures, depth)
        pieces = sentences(key)
        if found is not None and (len(pieces) == 1 or self._exactly(counted_anew(key)[0]) is not None):
            return [found]
        told: list[tuple[str, bool]] = []
        for piece in pieces:
            number = piece.count(HOLE)
            one = self._as_one(piece, figures[:number], depth)
            text, known = one or (self._filled(piece, figures[:number]), False)
            figures = figures[number:]
            told.append((spaced(told[-1][0], text) if told else text, known))
        # A pattern that begins in one sentence and ends in another says less than the words for each.
        return told if found is None or all(known for _, known in told) else [found]

    def _as_one(self, key: str, figures: tuple[str, ...], depth: int) -> tuple[str, bool] | None:
        """Return the words for a key that is one text, None where nothing is known of it."""
        if HOLE not in key and "<" not in key:
            exact = self._exactly(key)
            if exact is not None:
                return exact, True
        counted, before = counted_anew(key)
        inner = unwrapped(counted)
        # What a sign follows is a part of the sentence, and no picture before it.
        is_part = inner is not None and inner[1][0] in SIGNS
        if inner is not None and not is_part:
            found = self._within(inner, figures, depth)
            if found is not None or inner[2]:
                return found and (with_marks(found[0], before), found[1])
        exact = self._exactly(counted)
        if exact is not None:
            return with_marks(self._fill(exact, figures, {}), before), True
        ended = self._ended(counted, figures, depth)
        if ended is not None:
            return with_marks(ended, before), True
        if self.is_plain(counted):
            parted = self._is_list(key) and self._as_list(key, figures, depth)
            is_parted = self._has_words(figures) or HAN.search(key) or not WORD.search(MARK.sub(" ", counted))
            parted = parted or (is_parted and self._in_parts(counted, figures, depth))
            return (with_marks(parted[0], before), True) if parted else (self._filled(key, figures), True)
        found = (
            self._by_pattern(counted, figures, depth)
            or self._in_parts(counted, figures, depth)
            or self._as_list(counted, figures, depth)
        )
        if inner is not None and is_part and not (found and found[1]):
            found = self._within(inner, figures, depth) or found
        return None if found is None else (with_marks(found[0], before), found[1])

    def _within(self, inner: tuple[str, str, str], figures: tuple[str, ...], depth: int) -> tuple[str, bool] | None:
        """Return what is around a text again, with the words for the text."""
        opening, bare, closing = inner
        found = self._as_one(bare, figures, depth)
        return None if found is None else (f"{opening}{found[0]}{closing}", found[1])

    def _has_words(self, figures: tuple[str, ...]) -> bool:
        return any(self.figure(figure) != figure for figure in figures)

    def _has_unit(self, figure: str) -> bool:
        """Tell whether a figure is more than a number, which with a stop behind it counts an item of a list."""
        found = FIGURE.fullmatch(figure)
        return self.figure(figure) != figure or (found is not None and found["unit"] is not None)

    def _ended(self, key: str, figures: tuple[str, ...], depth: int) -> str | None:
        """Return the words for marked words, a figure with a unit or Chinese that a sign of its own ends, or None."""
        end = self.language.ends.get(key[-1:])
        bare = key[:-1]
        is_one = unwrapped(bare) or HAN.match(bare[-1:]) or (bare == HOLE and self._has_unit(figures[0]))
        if end is None or not is_one:
            return None
        found = self._as_one(bare, figures, depth)
        return f"{found[0]}{end}" if found is not None and found[1] else None

    def _exactly(self, key: str) -> str | None:
        """Return the words for a key, whether or not it begins with a capital and ends as a sentence."""
        for english, end in ((key, ""), (key[:-1], key[-1:])):
            if end and end not in self.language.ends:
                continue
            for spelled in (english, f"{english[:1].lower()}{english[1:]}", f"{english[:1].upper()}{english[1:]}"):
                words = self.exact.get(spelled)
                # Linux is a name, whatever an id of the same letters is called.
                if words is not None and (spelled == english or not self.is_plain(english)):
                    self.used.add(spelled)
                    return words + self.language.ends.get(end, "")
        for english in (f"{key}.", f"{key[:1].upper()}{key[1:]}."):
            sentence = self.exact.get(english)
            if sentence is not None:
                self.used.add(english)
                return sentence.removesuffix(self.language.ends.get(".", "."))
        return None

    def _by_pattern(self, key: str, figures: tuple[str, ...], depth: int) -> tuple[str, bool] | None:
        if depth > DEEPEST:
            return None
        best: tuple[str, bool] | None = None
        for pattern in self._candidates(key):
            held = match(pattern, key)
            if held is None:
                continue
            words, open_ = dict[str, str](), 0
            for place, (hole, (start, end)) in enumerate(zip(pattern.holes, held, strict=True)):
                before, inside = key[:start].count(HOLE), key[start:end].count(HOLE)
                own = figures[before : before + inside]
                if is_quoted(pattern, place):
                    words[hole] = as_it_was(key[start:end], own)
                    continue
                words[hole], known = together(self._each_sentence(key[start:end], own, depth + 1))
                # What is written in the language already needs no words.
                open_ += 0 if known or HAN.search(key[start:end]) else end - start
            own = own_figures(key, held, figures)
            found = self._fill(pattern.words, own, words), not open_
            if not open_:
                self.used.add(pattern.english)
                return found
            # A name that nobody knows may stand in a sentence, but "to" makes no sentence of two that nobody knows.
            if best is None and open_ < sum(map(len, pattern.parts)):
                best = found
        return best

    def _candidates(self, key: str) -> list[Pattern]:
        """Return the patterns that a word of a key leads to, those that say most of it first."""
        found = {
            id(pattern): pattern
            for word in WORD.findall(MARK.sub(" ", key))
            for spelled in (word, word.rstrip(".:'’"), word[:1].lower() + word[1:])
            for pattern in self._patterns.get(spelled, ())
        }
        return sorted(found.values(), key=lambda one: -sum(map(len, one.parts)))

    def _in_parts(self, key: str, figures: tuple[str, ...], depth: int) -> tuple[str, bool] | None:
        """Return a text that is put together by a semicolon, a colon or brackets, where all its parts are known."""
        if depth > DEEPEST:
            return None
        for parts, form in parts_of(key, self.language):
            told, left = [], figures
            for part in parts:
                number = part.count(HOLE)
                found = self._as_one(part, left[:number], depth + 1)
                left = left[number:]
                if found is None or not found[1]:
                    break
                told.append(found[0])
            else:
                return tidy(joined(form, told)), True
        return None

    def _as_list(self, key: str, figures: tuple[str, ...], depth: int) -> tuple[str, bool] | None:
        """Return a list whose items are all known."""
        if depth > DEEPEST or len(key) > LONGEST_LIST * LONGEST_LIST:
            return None
        for parting, word in ((" and ", self.language.also), (" or ", self.language.either), ("", "")):
            head, _, last = key.rpartition(parting) if parting else (key, "", "")
            if parting and not head:
                continue
            items = [*head.rstrip(",").split(", "), *([last] if parting else [])]
            if len(items) == 1 or not all(map(balanced, items)):
                continue
            told = []
            left = figures
            for item in items:
                number = item.count(HOLE)
                found = self._as_one(item, left[:number], depth + 1)
                if found is None or not found[1]:
                    break
                left = left[number:]
                told.append(found[0])
            else:
                first = self.language.between.join(told[:-1] if parting else told)
                return tidy(side_by_side(first, word, told[-1]) if parting else first), True
        return None

    def _fill(self, words: str, figures: tuple[str, ...], held: Mapping[str, str]) -> str:
        if "{" not in words:
            return words
        following = iter(figures)
        whole, *rest = FILL.split(words)
        for name, text in zip(rest[::2], rest[1::2], strict=True):
            if name.isalpha():
                whole = touching(touching(whole, held.get(name, f"{{{name}}}")), text)
                continue
            is_known = name and int(name) <= len(figures)
            figure = figures[int(name) - 1] if is_known else next(following, f"{{{name}}}")
            whole += self.figure(figure) + text
        return tidy(whole)

    def _filled(self, key: str, figures: tuple[str, ...]) -> str:
        parts = key.split(HOLE)
        if TIMES in key and max(map(len, WORD.findall(MARK.sub(" ", key))), default=0) == 1:
            parts = [part.replace(TIMES, f" {self.language.times} ") for part in parts]
        return "".join(
            part + (self.figure(figures[place]) if place < len(figures) else "") if place < len(parts) - 1 else part
            for place, part in enumerate(parts)
        )

    def figure(self, figure: str) -> str:
        """Return a figure with its unit, weekday and `about` in the language."""
        found = FIGURE.fullmatch(figure)
        if found is None:
            return figure
        number, gap, unit, day = found["number"], found["gap"] or "", found["unit"] or "", found["day"]
        if unit in self.language.units:
            word = self.language.units[unit]
            gap, unit = ("", word[1:]) if word.startswith("~") else (" ", word)
        text = self._date(found) or f"{number}{gap}{unit}"
        if day:
            name = self.language.days[DAYS.index(day)] if self.language.days else day
            form = self.language.dates.get("weekday") if ISO.fullmatch(number) or found["date"] else None
            text = form.format(date=text, weekday=name) if form else f"{name} {text}"
        return self.language.about.replace(HOLE, text) if found["about"] else text

    def _date(self, found: re.Match[str]) -> str | None:
        """Return a date with a month's name as the language writes it; None for any other figure."""
        name = found["month"] or found["only"]
        if not name:
            return None
        month = next(place for place, known in enumerate(MONTHS, 1) if re.fullmatch(known, name))
        form = self.language.dates.get("month" if found["only"] else "year" if found["year"] else "day")
        return form and form.format(year=found["year"] or found["of"], month=month, day=found["date"])
