/**
 * How texts are taken apart and put together again in another language, as calculators/words/forms.py has it.
 *
 * @typedef {{units: Record<string, string>, days: string[], dates: Record<string, string>, about: string,
 *   ends: Record<string, string>, between: string, also: string, either: string, colon: string, semicolon: string, brackets: string, times?: string, names: string[]}} Language
 * @typedef {{parts: string[], holes: string[], words: string}} Pattern
 * @typedef {{text: string, isKnown: boolean}} Said `isKnown`: nothing of it is English still
 */

import { HOLE, isBalanced, MARK, small, SPACES } from "./keys.mjs";

/** Signs between things that stand side by side, in every language. */
const BESIDE = [" \u00b7 ", " \u2192 "];
const WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef";
/** A mark around words is no letter: a space before or behind it stands between theirs. */
const BETWEEN_WIDE = new RegExp(`([${WIDE}](?:</?[0-9]+>)*) +(?=(?:</?[0-9]+>)*[${WIDE}])`, "g");
export const TIGHT = /(?<=[\u3000-\u303f\uff00-\uffef\u2018-\u201d]) +| +(?=[\u3001\u3002\uff01-\uff1f])/g;
const QUOTE_ENDS = /'(?![A-Za-z])/;
/** A space beside a full-width sign that an element ends or begins with; the groups are what is around it. */
export const LOOSE =
  /([\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f](?:<\/(?:a|b|em|small|span|strong)>)+) +(?=[^ \n])|(?<=[^ \n]) +((?:<(?:a|b|em|small|span|strong)(?: [^<>]*)?>)*(?=[\u3001\u3002\uff08\uff0c\uff1a\uff1b]))/g;
const TWO_OF_HAN = /^[\u3400-\u9fff]{2}$/;
const MEETING = /^(?:[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u3400-\u9fff])$/;

/**
 * Returns the ways to take a text apart, each with what joins its parts again, @ in their places.
 *
 * @param {string} key
 * @param {Language} language
 * @returns {[string[], string][]}
 */
export function partsOf(key, { ends, semicolon, colon, brackets }) {
  const end = key.slice(-1) in ends ? key.slice(-1) : "";
  const bare = key.slice(0, key.length - end.length);
  const closing = ends[end] ?? "";
  /** @type {[string[], string][]} */
  const ways = [];
  if (bare.includes("; ")) {
    const parts = bare.split("; ");
    ways.push([parts, parts.map(() => "@").join(semicolon) + closing]);
  }
  const label = bare.indexOf(": ");
  if (label >= 0) ways.push([[bare.slice(0, label), bare.slice(label + 2)], `@${colon}@${closing}`]);
  const inside = bare.indexOf(" (");
  if (bare.endsWith(")") && inside >= 0) {
    ways.push([[bare.slice(0, inside), bare.slice(inside + 2, -1)], `@${brackets.replace(HOLE, "@")}${closing}`]);
  }
  for (const sign of BESIDE) {
    const parts = bare.split(sign);
    if (parts.length > 1) ways.push([parts, parts.map(() => "@").join(sign) + closing]);
  }
  const isWhole = (/** @type {string} */ part) => isBalanced(part) && isClosed(part);
  return ways.filter(([parts]) => parts.every((part) => part && isWhole(part)));
}

/**
 * Returns parts one after the other, with a space where a Chinese letter meets a Latin one.
 *
 * @param {string[]} parts
 */
export function sideBySide(...parts) {
  return parts.reduce((whole, part) => {
    const [last, first] = [whole, part].map((side) => side.replace(MARK, (_, closing, number, single) => (single ? "X" : "")));
    return whole + (MEETING.test(last.slice(-1) + first.slice(0, 1)) ? " " : "") + part;
  });
}

/**
 * Returns two texts one after the other: a space where a Chinese letter meets a Latin one, none between Chinese ones.
 *
 * @param {string} left
 * @param {string} right
 */
export function touching(left, right) {
  const bare = left.replace(/ +$/, "");
  const rest = right.replace(/^ +/, "");
  const edge = seen(bare).slice(-1) + seen(rest).slice(0, 1);
  if (MEETING.test(edge)) return `${bare} ${rest}`;
  return TWO_OF_HAN.test(edge) ? bare + rest : left + right;
}

/**
 * Returns a text without the marks around its words; what a mark stands for as a whole is a letter of no script.
 *
 * @param {string} text
 */
function seen(text) {
  return text.replace(MARK, (_, closing, number, single) => (single ? "<" : ""));
}

/**
 * Returns a text with what marks stand for, and with `said` of the rest.
 *
 * @param {string} text
 * @param {(mark: RegExpMatchArray) => [string, string]} held what a mark stands for, and the name that it shows, if any:
 *   the letters of a name tell its spaces
 * @param {(text: string) => string} said
 */
export function putIn(text, held, said = String) {
  let [out, before, at] = ["", "", 0];
  for (const mark of text.matchAll(MARK)) {
    const [put, name] = held(mark);
    out += between(before, said(text.slice(at, mark.index)), name) + put;
    before = name;
    at = mark.index + mark[0].length;
  }
  return out + between(before, said(text.slice(at)), "");
}

/**
 * Returns what stands between two names, with the spaces beside them.
 *
 * @param {string} before
 * @param {string} text
 * @param {string} after
 */
function between(before, text, after) {
  const begun = before ? touching(before, text).slice(before.length) : text;
  return after ? touching(begun, after).slice(0, -after.length) : begun;
}

/**
 * Tells whether each bracket in a text is opened and closed in it.
 *
 * @param {string} text
 */
function isClosed(text) {
  let depth = 0;
  for (const sign of text.match(/[()]/g) ?? []) {
    depth += sign === "(" ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/**
 * @param {Said[]} said
 * @returns {Said}
 */
export function together(said) {
  return { text: said.map(({ text }) => text).join(""), isKnown: said.every(({ isKnown }) => isKnown) };
}

/**
 * @param {string} form
 * @param {string[]} parts
 */
export function joined(form, parts) {
  let place = 0;
  return form.replaceAll("@", () => parts[place++]);
}

/**
 * Returns where the holes of a pattern stand in a key, nothing where it does not fit.
 *
 * @param {Pattern} pattern
 * @param {string} key
 */
export function match({ parts }, key) {
  const [first, ...others] = parts;
  if (!key.startsWith(first) && !(first && small(key).startsWith(first))) return undefined;
  /** @type {[number, number][]} */
  const held = [];
  let at = first.length;
  for (const [place, part] of others.entries()) {
    const end = place === others.length - 1 ? key.length - part.length : key.indexOf(part, at + 1);
    if (end <= at || !key.startsWith(part, end) || !isBalanced(key.slice(at, end))) return undefined;
    if (isQuoted(parts, place) && QUOTE_ENDS.test(key.slice(at, end))) return undefined;
    held.push([at, end]);
    at = end + part.length;
  }
  return held;
}

/**
 * Tells whether a hole stands in quotes: then it holds a name, such as that of a column of the reader's file.
 *
 * @param {string[]} parts of a pattern
 * @param {number} place
 */
export function isQuoted(parts, place) {
  return parts[place].endsWith("'") && parts[place + 1].startsWith("'");
}

/**
 * Returns the figures that stand outside the holes of words.
 *
 * @param {string} key
 * @param {[number, number][]} held
 * @param {string[]} figures
 */
export function ownFigures(key, held, figures) {
  const own = [];
  let place = 0;
  for (let at = key.indexOf(HOLE); at >= 0; at = key.indexOf(HOLE, at + HOLE.length)) {
    if (!held.some(([start, end]) => start <= at && at < end)) own.push(figures[place]);
    place += 1;
  }
  return own;
}

/**
 * Returns the mark around all of a text, and what it is around; nothing where there is none.
 *
 * @param {string} key
 * @returns {[string, string, string] | undefined}
 */
export function unwrapped(key) {
  const opening = /^<([0-9]+)(\/?)>/.exec(key);
  if (!opening) return undefined;
  const rest = key.slice(opening[0].length);
  if (opening[2]) {
    const bare = rest.replace(/^ +/, "");
    return bare ? [opening[0] + rest.slice(0, rest.length - bare.length), bare, ""] : undefined;
  }
  const closing = `</${opening[1]}>`;
  if (!rest.endsWith(closing)) return undefined;
  const inside = rest.slice(0, -closing.length);
  return isBalanced(inside) && inside.trim() ? [opening[0], inside, closing] : undefined;
}

/**
 * @param {string} text
 * @param {Map<string, string>} before
 */
export function withMarks(text, before) {
  return text.replace(MARK, (_, closing, number, single) => `<${closing}${before.get(number) ?? number}${single}>`);
}

/**
 * Returns a text with the space between it and the one before, which a full-width sign beside it brings itself.
 *
 * @param {string} before
 * @param {string} text
 * @param {string} [space]
 */
export function spaced(before, text, space = " ") {
  const [last, first] = [before, text].map((side) => side.replace(MARK, (_, closing, number, single) => (single ? "X" : "")));
  const [end] = [...last].slice(-1);
  const [begin] = first;
  return `${end ?? ""}${space}${begin ?? ""}`.replace(TIGHT, "").slice((end ?? "").length).slice(0, begin ? -begin.length : undefined) + text;
}

/** @param {string} text */
export function tidy(text) {
  return text.replace(SPACES, " ").replace(BETWEEN_WIDE, "$1").replace(TIGHT, "");
}
