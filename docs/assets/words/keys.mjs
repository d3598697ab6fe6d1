/**
 * What the words of a text are looked up by: its English with figures taken out, and its sentences. The same as
 * calculators/words/keys.py; tests/cases/words.json holds what both must come to.
 */

const UNITS = [
  ..."Mbit/s Gbit/s kbit/s bit/s MB/s GB/s MiB/s KiB/s KiB MiB GiB TiB PiB".split(" "),
  ..."KB kB MB GB TB PB IOPS vCPU ms minutes minute min seconds second s".split(" "),
  ..."hours hour h days day weeks week months month years year %".split(" "),
];
export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** How a month is written: whole, or with three letters. */
export const MONTHS = "January February March April May June July August September October November December"
  .split(" ")
  .map((month) => (month.length > 3 ? `${month.slice(0, 3)}(?:${month.slice(3)})?` : month));
const MONTH = MONTHS.join("|");
const FIGURE_TEXT =
  "(?<![A-Za-z0-9_.,/@#<:{-])" +
  `(?:(?<day>${DAYS.join("|")}) )?(?<about>about )?` +
  `(?<number>(?<date>[0-9]{1,2}) (?<month>${MONTH})(?: (?<year>[0-9]{4}))?|(?<only>${MONTH}) (?<of>[0-9]{4})` +
  "|[+\\u2212-]?[0-9]+(?:[.,:\\u202f/\\u2013-][0-9]+)*)" +
  `(?:(?<gap>[ \\u00a0\\u202f]?)(?<unit>${UNITS.join("|")})(?![A-Za-z0-9_])|(?![A-Za-z0-9_]|[.,:/-][A-Za-z0-9]))`;
const FIGURE = new RegExp(FIGURE_TEXT, "g");
export const WHOLE_FIGURE = new RegExp(`^${FIGURE_TEXT}$`);
export const HOLE = "{}";
/** The place of a tag in a text: `<1>words</1>`, or `<1/>` for what stands there whole. */
export const MARK = /<(\/?)([0-9]+)(\/?)>/g;
export const SPACES = /[ \t\n\r\f]+/g;
const END =
  /[.?!][\u201d")]*(?:<\/[0-9]+>)*(?:\))? (?=(?:<[0-9]+>)*[\u201c"(]?(?:<[0-9]+\/?>)*(?:[A-Z\u3400-\u9fff]|\{\}|<[0-9]+\/>))/g;
/** What ends with a stop and is no end of a sentence: a short word, or the number of a section. */
const SHORTENED = /(?:^|[ (])(?:e\.g|i\.e|vs|No|etc|approx|incl)\.[^A-Za-z]*$|, \{\}\. ?$/;
const WORD = /[A-Za-z][A-Za-z0-9_'\u2019+./@:\\-]*/g;
/** A name in quotes, as a text of the reader has it. */
export const QUOTED = /(?<![A-Za-z0-9])'[^']+'(?![A-Za-z])/g;
export const LETTERS = /\{([a-z])\}/g;
/** A path, a drive, the ending of a file or a release, which reads the same in every language. */
export const LIKE_CODE =
  /(?<![^ (])(?:(?:\/[A-Za-z0-9_.+-]+)+\/?|[A-Z]:|\.[a-z0-9]{2,5}|[0-9]+(?:\.[0-9]+)+-[A-Za-z0-9_.+~-]*[A-Za-z0-9])(?![^ ,;:.?!)])/g;
const WORDS_ONLY = /^[a-z'\u2019-]+(?:\/[a-z'\u2019-]+)*$/;
const WORD_END = /[.:'\u2019-]+$/;

/**
 * Returns a text with a hole for each of its figures, and the figures.
 *
 * @param {string} text
 * @returns {[string, string[]]}
 */
export function keyOf(text) {
  /** @type {string[]} */
  const figures = [];
  const bare = text.replace(SPACES, " ").replace(/^ +| +$/g, "");
  return [bare.replace(FIGURE, (figure) => (figures.push(figure), HOLE)), figures];
}

/**
 * Returns a text as it was before its figures were taken out.
 *
 * @param {string} key
 * @param {string[]} figures
 */
export function asItWas(key, figures) {
  return key.split(HOLE).reduce((text, part, place) => text + figures[place - 1] + part);
}

/**
 * Returns the sentences of a key; none ends within a pair of marks.
 *
 * @param {string} key
 */
export function sentences(key) {
  const found = [];
  let start = 0;
  const quoted = [...key.matchAll(QUOTED)].map((name) => [name.index, name.index + name[0].length - 1]);
  for (const end of key.matchAll(END)) {
    if (quoted.some(([first, last]) => first < end.index && end.index < last)) continue;
    const stop = end.index + end[0].length;
    const piece = key.slice(start, stop - 1);
    if (SHORTENED.test(piece) || !isBalanced(piece)) continue;
    found.push(piece);
    start = stop;
  }
  return [...found, key.slice(start)];
}

/**
 * Tells whether each mark in a text is opened and closed in it, one within the other.
 *
 * @param {string} text
 */
export function isBalanced(text) {
  const opened = [];
  for (const [, closing, number, single] of text.matchAll(MARK)) {
    if (single) continue;
    if (!closing) opened.push(number);
    else if (opened.pop() !== number) return false;
  }
  return !opened.length;
}

/**
 * Returns a text whose marks are counted from 1 in their order, and the earlier numbers by the new ones.
 *
 * @param {string} text
 * @returns {[string, Map<string, string>]}
 */
export function countedAnew(text) {
  /** @type {Map<string, string>} */
  const numbers = new Map();
  const counted = text.replace(MARK, (_, closing, number, single) => {
    if (!numbers.has(number)) numbers.set(number, String(numbers.size + 1));
    return `<${closing}${numbers.get(number)}${single}>`;
  });
  return [counted, new Map([...numbers].map(([before, now]) => [now, before]))];
}

/**
 * Returns the words of a key, without marks.
 *
 * @param {string} key
 */
export function wordsOf(key) {
  return key.replace(MARK, " ").match(WORD) ?? [];
}

/**
 * Returns a word without the signs at its end.
 *
 * @param {string} word
 */
export function bareWord(word) {
  return word.replace(WORD_END, "");
}

/**
 * Tells whether a word reads the same in every language: code, an address, a unit, a name with capitals inside.
 *
 * @param {string} word
 */
export function isName(word) {
  const bare = bareWord(word);
  return !WORDS_ONLY.test(small(bare));
}

/**
 * Returns a text with a small letter first.
 *
 * @param {string} text
 */
export function small(text) {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/**
 * Returns how many figures a key has.
 *
 * @param {string} key
 */
export function holesIn(key) {
  return key.split(HOLE).length - 1;
}
