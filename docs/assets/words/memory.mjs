/**
 * The memory of words of one language, as calculators/words/memory.py has it.
 *
 * @typedef {import("./forms.mjs").Language} Language
 * @typedef {import("./forms.mjs").Pattern} Pattern
 * @typedef {import("./forms.mjs").Said} Said
 * @typedef {{language: Language, entries: Record<string, string>}} Words
 * @typedef {Said & {sentences: Said[]}} Told each sentence with the space before it
 */

import { isQuoted, joined, match, ownFigures, partsOf, sideBySide, spaced, tidy, together, touching, unwrapped, withMarks } from "./forms.mjs";
import {
  asItWas,
  bareWord,
  countedAnew,
  DAYS,
  HOLE,
  holesIn,
  isBalanced,
  isName,
  keyOf,
  LETTERS,
  LIKE_CODE,
  MARK,
  MONTHS,
  QUOTED,
  sentences,
  small,
  SPACES,
  WHOLE_FIGURE,
  wordsOf,
} from "./keys.mjs";

const FILL = /\{([0-9]*|[a-z])\}/g;
const ISO = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const SIGNS = ",;:.)";
const DEEPEST = 3;
const LONGEST_LIST = 1600;

const TIMES = " x ";
const HAN = /[\u3400-\u9fff]/;

export class Memory {
  #language;
  #names;
  /** @type {Map<string, string>} */
  #exact;
  /** @type {Map<string, Pattern[]>} by the longest of their words */
  #patterns = new Map();
  /** @type {Map<string, Told>} */
  #told = new Map();

  /** @param {Words} words */
  constructor({ language, entries }) {
    this.#language = language;
    this.#names = new Set(language.names);
    this.#exact = new Map(Object.entries(entries));
    for (const [english, words] of this.#exact) if (/\{[a-z]\}/.test(english)) this.#add(english, words);
  }

  /**
   * Tells whether a text has words as it is, not put together of others.
   *
   * @param {string} text
   */
  isExact(text) {
    return this.#exact.has(keyOf(text)[0]);
  }

  /** What stands between a label and what it says. */
  get colon() {
    return this.#language.colon;
  }

  /**
   * @param {string} english
   * @param {string} words
   */
  #add(english, words) {
    const parts = english.split(/\{[a-z]\}/);
    const holes = [...english.matchAll(LETTERS)].map(([, hole]) => hole);
    const anchors = parts.flatMap((part) => wordsOf(part));
    if (!anchors.length) return;
    const anchor = anchors.reduce((longest, word) => (word.length > longest.length ? word : longest));
    this.#patterns.set(anchor, [...(this.#patterns.get(anchor) ?? []), { parts, holes, words }]);
  }

  /**
   * Returns a text in the language; marks and figures stay, spaces at its ends too.
   *
   * @param {string} text
   * @returns {Told}
   */
  text(text) {
    // What has a hole itself is nothing that words could be put into.
    if (/\{[a-z]?\}/.test(text)) return { text, isKnown: false, sentences: [{ text, isKnown: false }] };
    const before = this.#told.get(text);
    if (before) return before;
    const [key, figures] = keyOf(text);
    const sentences = key ? this.#eachSentence(key, figures, 0) : [{ text, isKnown: true }];
    const found = together(sentences);
    const start = text.slice(0, text.length - text.trimStart().length);
    const told = { ...found, sentences, text: key ? start + found.text + text.slice(text.trimEnd().length) : text };
    this.#told.set(text, told);
    return told;
  }

  /** @param {string} key */
  #isPlain(key) {
    const bare = key.replaceAll(HOLE, " ").replace(QUOTED, " ").replace(MARK, " ").replace(LETTERS, " ").replace(LIKE_CODE, " ");
    return wordsOf(bare).every((word) => word.length === 1 || isName(word) || this.#names.has(bareWord(word)));
  }

  /**
   * Tells whether a text without words is a list of quoted names, of figures, or of names with words of their own.
   *
   * @param {string} key
   */
  #isList(key) {
    const items = key.split(", ");
    if (items.length === 1) return false;
    return key.includes(", '") || !wordsOf(key).length || HAN.test(key) || items.some((item) => this.#exact.has(item));
  }

  /**
   * Returns the words for the sentences of a key, with the space before each.
   *
   * @param {string} key
   * @param {string[]} figures
   * @param {number} depth
   * @returns {Said[]}
   */
  #eachSentence(key, figures, depth) {
    const found = this.#asOne(key, figures, depth);
    const pieces = sentences(key);
    if (found && (pieces.length === 1 || this.#exactly(countedAnew(key)[0]) !== undefined)) return [found];
    let left = figures;
    let last = "";
    const told = pieces.map((piece, place) => {
      const own = left.slice(0, holesIn(piece));
      left = left.slice(holesIn(piece));
      const { text, isKnown } = this.#asOne(piece, own, depth) ?? { text: this.#filled(piece, own), isKnown: false };
      const whole = place ? spaced(last, text) : text;
      last = text;
      return { text: whole, isKnown };
    });
    // A pattern that begins in one sentence and ends in another says less than the words for each.
    return !found || told.every(({ isKnown }) => isKnown) ? told : [found];
  }

  /**
   * Returns the words for a key that is one text, nothing where nothing is known of it.
   *
   * @param {string} key
   * @param {string[]} figures
   * @param {number} depth
   * @returns {Said | undefined}
   */
  #asOne(key, figures, depth) {
    if (!key.includes(HOLE) && !key.includes("<")) {
      const exact = this.#exactly(key);
      if (exact !== undefined) return { text: exact, isKnown: true };
    }
    const [counted, before] = countedAnew(key);
    const inner = unwrapped(counted);
    // What a sign follows is a part of the sentence, and no picture before it.
    const isPart = inner && SIGNS.includes(inner[1][0]);
    if (inner && !isPart) {
      const found = this.#within(inner, figures, depth);
      if (found || inner[2]) return found && { text: withMarks(found.text, before), isKnown: found.isKnown };
    }
    const exact = this.#exactly(counted);
    if (exact !== undefined) return { text: withMarks(this.#fill(exact, figures, {}), before), isKnown: true };
    const ended = this.#ended(counted, figures, depth);
    if (ended) return { text: withMarks(ended, before), isKnown: true };
    if (this.#isPlain(counted)) {
      const listed = this.#isList(key) ? this.#asList(key, figures, depth) : undefined;
      const isParted = this.#hasWords(figures) || HAN.test(key) || !wordsOf(counted).length;
      const parted = listed ?? (isParted ? this.#inParts(counted, figures, depth) : undefined);
      return { text: parted ? withMarks(parted.text, before) : this.#filled(key, figures), isKnown: true };
    }
    let found =
      this.#byPattern(counted, figures, depth) ??
      this.#inParts(counted, figures, depth) ??
      this.#asList(counted, figures, depth);
    if (inner && isPart && !found?.isKnown) found = this.#within(inner, figures, depth) ?? found;
    return found && { text: withMarks(found.text, before), isKnown: found.isKnown };
  }

  /**
   * Returns what is around a text again, with the words for the text.
   *
   * @param {string[]} inner
   * @param {string[]} figures
   * @param {number} depth
   */
  #within([opening, bare, closing], figures, depth) {
    const found = this.#asOne(bare, figures, depth);
    return found && { text: opening + found.text + closing, isKnown: found.isKnown };
  }

  /** @param {string[]} figures */
  #hasWords(figures) {
    return figures.some((figure) => this.#figure(figure) !== figure);
  }

  /**
   * Tells whether a figure is more than a number, which with a stop behind it counts an item of a list.
   *
   * @param {string} figure
   */
  #hasUnit(figure) {
    return this.#figure(figure) !== figure || Boolean(WHOLE_FIGURE.exec(figure)?.groups?.unit);
  }

  /**
   * Returns the words for marked words or a figure with a unit that a sign of its own ends; nothing for all else.
   *
   * @param {string} key
   * @param {string[]} figures
   * @param {number} depth
   */
  #ended(key, figures, depth) {
    const end = this.#language.ends[key.slice(-1)];
    const bare = key.slice(0, -1);
    const isOne = unwrapped(bare) || HAN.test(bare.slice(-1)) || (bare === HOLE && this.#hasUnit(figures[0]));
    if (!end || !isOne) return undefined;
    const found = this.#asOne(bare, figures, depth);
    return found?.isKnown ? found.text + end : undefined;
  }

  /** @param {string} key */
  #exactly(key) {
    const { ends } = this.#language;
    for (const [english, end] of [[key, ""], [key.slice(0, -1), key.slice(-1)]]) {
      if (end && !(end in ends)) continue;
      for (const spelled of [english, small(english), english.slice(0, 1).toUpperCase() + english.slice(1)]) {
        const words = this.#exact.get(spelled);
        // Linux is a name, whatever an id of the same letters is called.
        if (words !== undefined && (spelled === english || !this.#isPlain(english))) return words + (ends[end] ?? "");
      }
    }
    const upper = key.slice(0, 1).toUpperCase() + key.slice(1);
    const sentence = this.#exact.get(`${key}.`) ?? this.#exact.get(`${upper}.`);
    const stop = ends["."] ?? ".";
    return sentence?.endsWith(stop) ? sentence.slice(0, -stop.length) : sentence;
  }

  /** @param {string} key */
  #candidates(key) {
    /** @type {Set<Pattern>} */
    const found = new Set();
    for (const word of wordsOf(key)) {
      for (const spelled of [word, word.replace(/[.:'\u2019]+$/, ""), small(word)]) {
        for (const pattern of this.#patterns.get(spelled) ?? []) found.add(pattern);
      }
    }
    const length = (/** @type {Pattern} */ { parts }) => parts.reduce((sum, part) => sum + part.length, 0);
    return [...found].sort((one, other) => length(other) - length(one));
  }

  /**
   * @param {string} key
   * @param {string[]} figures
   * @param {number} depth
   * @returns {Said | undefined}
   */
  #byPattern(key, figures, depth) {
    if (depth > DEEPEST) return undefined;
    /** @type {Said | undefined} */
    let best;
    for (const pattern of this.#candidates(key)) {
      const held = match(pattern, key);
      if (!held) continue;
      /** @type {Record<string, string>} */
      const words = {};
      let open = 0;
      pattern.holes.forEach((hole, place) => {
        const [start, end] = held[place];
        const before = holesIn(key.slice(0, start));
        const part = key.slice(start, end);
        const own = figures.slice(before, before + holesIn(part));
        if (isQuoted(pattern.parts, place)) {
          words[hole] = asItWas(part, own);
          return;
        }
        const told = together(this.#eachSentence(part, own, depth + 1));
        words[hole] = told.text;
        // What is written in the language already needs no words.
        open += told.isKnown || HAN.test(part) ? 0 : end - start;
      });
      const found = { text: this.#fill(pattern.words, ownFigures(key, held, figures), words), isKnown: !open };
      if (!open) return found;
      // A name that nobody knows may stand in a sentence, but "to" makes no sentence of two that nobody knows.
      if (open < pattern.parts.join("").length) best ??= found;
    }
    return best;
  }

  /**
   * @param {string} key
   * @param {string[]} figures
   * @param {number} depth
   * @returns {Said | undefined}
   */
  #inParts(key, figures, depth) {
    if (depth > DEEPEST) return undefined;
    for (const [parts, form] of partsOf(key, this.#language)) {
      const told = this.#each(parts, figures, depth);
      if (told) return { text: tidy(joined(form, told)), isKnown: true };
    }
    return undefined;
  }

  /**
   * @param {string} key
   * @param {string[]} figures
   * @param {number} depth
   * @returns {Said | undefined}
   */
  #asList(key, figures, depth) {
    if (depth > DEEPEST || key.length > LONGEST_LIST) return undefined;
    const { also, either, between } = this.#language;
    for (const [parting, word] of [[" and ", also], [" or ", either], ["", ""]]) {
      const at = parting ? key.lastIndexOf(parting) : key.length;
      if (at < 1) continue;
      const items = [...key.slice(0, at).replace(/,+$/, "").split(", "), ...(parting ? [key.slice(at + parting.length)] : [])];
      if (items.length === 1 || !items.every(isBalanced)) continue;
      const told = this.#each(items, figures, depth);
      if (!told) continue;
      const first = (parting ? told.slice(0, -1) : told).join(between);
      return { text: tidy(parting ? sideBySide(first, word, told[told.length - 1]) : first), isKnown: true };
    }
    return undefined;
  }

  /**
   * Returns the words for all parts of a text, or nothing where one of them has none.
   *
   * @param {string[]} parts
   * @param {string[]} figures
   * @param {number} depth
   */
  #each(parts, figures, depth) {
    const told = [];
    let left = figures;
    for (const part of parts) {
      const found = this.#asOne(part, left.slice(0, holesIn(part)), depth + 1);
      if (!found?.isKnown) return undefined;
      left = left.slice(holesIn(part));
      told.push(found.text);
    }
    return told;
  }

  /**
   * @param {string} words
   * @param {string[]} figures
   * @param {Record<string, string>} held
   */
  #fill(words, figures, held) {
    if (!words.includes("{")) return words;
    let following = 0;
    let [whole, ...rest] = words.split(FILL);
    for (let place = 0; place < rest.length; place += 2) {
      const [name, text] = rest.slice(place, place + 2);
      if (/[a-z]/.test(name)) {
        whole = touching(touching(whole, held[name] ?? `{${name}}`), text);
        continue;
      }
      const figure = name && Number(name) <= figures.length ? figures[Number(name) - 1] : figures[following++];
      whole += (figure === undefined ? `{${name}}` : this.#figure(figure)) + text;
    }
    return tidy(whole);
  }

  /**
   * @param {string} key
   * @param {string[]} figures
   */
  #filled(key, figures) {
    const isSum = key.includes(TIMES) && wordsOf(key).every((word) => word.length === 1);
    const parts = (isSum ? key.replaceAll(TIMES, ` ${this.#language.times ?? "x"} `) : key).split(HOLE);
    return parts.map((part, place) => part + (place < parts.length - 1 && place < figures.length ? this.#figure(figures[place]) : "")).join("");
  }

  /** @param {string} figure */
  #figure(figure) {
    const { units, days, dates, about } = this.#language;
    const found = WHOLE_FIGURE.exec(figure)?.groups;
    if (!found) return figure;
    let { gap = "", unit = "" } = found;
    if (unit in units) {
      gap = units[unit].startsWith("~") ? "" : " ";
      unit = units[unit].replace("~", "");
    }
    const day = found.day && days.length ? days[DAYS.indexOf(found.day)] : found.day;
    const bare = dated(found, dates) ?? `${found.number}${gap}${unit}`;
    const form = found.date || ISO.test(found.number) ? dates.weekday : undefined;
    const text = !day ? bare : form ? form.replace("{date}", bare).replace("{weekday}", day) : `${day} ${bare}`;
    return found.about ? about.replace(HOLE, text) : text;
  }
}


/**
 * Returns a date with a month's name as a language writes it; nothing for any other figure.
 *
 * @param {Record<string, string>} found
 * @param {Record<string, string>} dates
 */
function dated({ month, only, date, year, of }, dates) {
  const name = month ?? only;
  if (!name) return undefined;
  const number = MONTHS.findIndex((known) => new RegExp(`^(?:${known})$`).test(name)) + 1;
  const form = dates[only ? "month" : year ? "year" : "day"];
  return form?.replace("{year}", year ?? of).replace("{month}", String(number)).replace("{day}", date);
}
