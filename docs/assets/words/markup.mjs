/** HTML as text in the words of another language, as macros/languages/markup.py has it: workers have no document. */

import { LOOSE, putIn, spaced } from "./forms.mjs";
import { isBalanced, MARK, SPACES } from "./keys.mjs";
import { labelAt } from "./labels.mjs";
import { spared } from "./own.mjs";

/** @typedef {import("./memory.mjs").Memory} Memory */
/** @typedef {import("./own.mjs").Spare} Spare */

const TAG = /<!--[^]*?-->|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/g;
const INLINE = new Set("a abbr b bdi cite data em i mark q s small span strong sub sup time u var".split(" "));
const WHOLE = new Set("code kbd samp".split(" "));
const SINGLE = new Set("img wbr".split(" "));
const KEPT = new Set("script style pre textarea".split(" "));
const WITHIN = /\bclass=["'](?:hb-value|hb-figure|hb-term|hb-day)/;
const APART = /\bclass=["'][^"']*\b(?:hb|md)-|\bclass="headerlink/;
const QUOTED = /\bclass=["'][^"']*\bhb-(?:source|section)\b|\btranslate=["']no/;
/** A name that the reader gave, which stands in a sentence as code does; in a picture it is a text of its own. */
const OWN = /^<bdi translate=["']no["']>/;
const OWN_NAME = /<(bdi|tspan) translate=["']no["']>([^]*?)<\/\1>/g;
const ATTRIBUTE = /( (?:title|aria-label|placeholder|alt|data-shorten|data-words|data-label|label)=)("[^"]*"|'[^']*')/g;
const CHART = /( data-chart=")([^"]*)(")/g;
const CHART_WORDS = /("(?:name|xLabel|yLabel|y2Label|label)":)("(?:[^"\\]|\\.)*")/g;
const CHART_NAMES = /("xNames":\[)((?:"(?:[^"\\]|\\.)*",?)*)\]/g;
const JSON_TEXT = /"(?:[^"\\]|\\.)*"/g;
const LETTER = /[A-Za-z]/;
/** What a language may write in another way: words, a share, a list of names in its own letters. */
const SAID = /[A-Za-z]|[0-9][ \u00a0\u202f]%|[\u3400-\u9fff][,:;] /;
/** What stands before a text that has no words. */
const ENGLISH = '<span lang="en">';
/** In a picture an element of HTML ends the picture. */
const ENGLISH_DRAWN = /<span lang="en">([^]*?)<\/span>/g;
const MARK_IN_TEXT = new RegExp(MARK.source);

/** @typedef {{text: string, name: string, ends: boolean}} Token `name` is empty for text */

/**
 * Returns HTML in the language of a memory; a text without words is marked as English.
 *
 * @param {string} html
 * @param {Memory} memory
 */
export function inWords(html, memory) {
  const own = [...html.matchAll(OWN_NAME)].map(([, , name]) => unescaped(name));
  const spare = own.length ? spared(own, memory) : (/** @type {string} */ text) => memory.text(text);
  /** @type {string[]} */
  const out = [];
  /** @type {Token[]} */
  let run = [];
  /** @type {Map<string, boolean[]>} of each inline element that is open whether it stands within a sentence */
  const opened = new Map();
  let pictures = 0;
  const flush = () => {
    const told = run.length ? translated(run, memory) : "";
    out.push(pictures ? told.replace(ENGLISH_DRAWN, '<tspan lang="en">$1</tspan>') : told);
    run = [];
  };
  const tokens = tokensOf(html);
  for (let place = 0; place < tokens.length; place++) {
    const token = tokens[place];
    const { text, name, ends } = token;
    const label = labelAt(tokens, place, memory, unescaped);
    if (label) {
      flush();
      const inner = tokens.slice(place, label.end + 1).map((one) => (one.name ? one.text : escaped(label.texts.shift() ?? "")));
      out.push(inner.join(""));
      place = label.end;
    } else if (!name) {
      if (text.startsWith("<!--")) flush(), out.push(text);
      else run.push(token);
    } else if (!ends && (WHOLE.has(name) || OWN.test(text) || (name === "svg" && isPicture(tokens, place)))) {
      const end = endOf(tokens, place);
      run.push({ text: textOf(tokens.slice(place, end + 1)), name: "code", ends: false });
      place = end;
    } else if (!ends && (KEPT.has(name) || ((INLINE.has(name) || name === "tspan") && QUOTED.test(text)))) {
      flush();
      const end = endOf(tokens, place);
      out.push(textOf(tokens.slice(place, end + 1)));
      place = end;
    } else if (SINGLE.has(name) || (INLINE.has(name) && isWithin(token, opened))) {
      run.push(ends ? token : { ...token, text: attributes(text, spare) });
    } else {
      flush();
      if (name === "svg") pictures += ends ? -1 : 1;
      out.push(ends ? text : attributes(text, spare));
    }
  }
  flush();
  return out.join("").replace(LOOSE, "$1$2");
}

/**
 * Tells whether an inline tag stands within a sentence; what ends an element stands where its beginning does.
 *
 * @param {Token} token
 * @param {Map<string, boolean[]>} opened
 */
function isWithin({ text, name, ends }, opened) {
  const before = opened.get(name) ?? [];
  opened.set(name, before);
  if (ends) return before.pop() ?? true;
  before.push(WITHIN.test(text) || !APART.test(text));
  return before[before.length - 1];
}

/**
 * @param {string} html
 * @returns {Token[]}
 */
function tokensOf(html) {
  /** @type {Token[]} */
  const tokens = [];
  let at = 0;
  for (const found of html.matchAll(TAG)) {
    if (found.index > at) tokens.push({ text: html.slice(at, found.index), name: "", ends: false });
    tokens.push({ text: found[0], name: found[2]?.toLowerCase() ?? "", ends: Boolean(found[1]) });
    at = found.index + found[0].length;
  }
  if (at < html.length) tokens.push({ text: html.slice(at), name: "", ends: false });
  return tokens;
}

/** @param {Token[]} tokens */
function textOf(tokens) {
  return tokens.map(({ text }) => text).join("");
}

/**
 * Returns where an element ends.
 *
 * @param {Token[]} tokens
 * @param {number} place
 */
function endOf(tokens, place) {
  const { name } = tokens[place];
  let depth = 0;
  for (let at = place; at < tokens.length; at++) {
    if (tokens[at].name === name) depth += tokens[at].ends ? -1 : 1;
    if (!depth) return at;
  }
  return tokens.length - 1;
}

/**
 * Tells whether an svg holds no words.
 *
 * @param {Token[]} tokens
 * @param {number} place
 */
function isPicture(tokens, place) {
  const inside = tokens.slice(place, endOf(tokens, place));
  return !inside.some(({ name }) => name === "text" || name === "title" || name === "desc");
}

/**
 * @param {Token[]} run
 * @param {Memory} memory
 * @returns {string}
 */
function translated(run, memory) {
  const raw = textOf(run);
  if (!run.some(({ text, name }) => !name && SAID.test(text))) return raw;
  const [key, tags] = marked(run);
  const bare = key.trim();
  if (!isBalanced(bare) || run.some(hasMark)) return inPieces(run, memory);
  const start = key.slice(0, key.length - key.trimStart().length);
  const end = key.slice(key.trimEnd().length);
  const told = memory.text(bare.replace(SPACES, " "));
  if (told.isKnown) return start + withTags(told.text, tags) + spaced(told.text, "", end);
  const pieces = bare.includes("<") ? inPieces(run, memory) : ENGLISH;
  // Each text between tags comes with its names, a sentence of its own as a whole.
  if (!pieces.includes(ENGLISH) && !run.every(isSaid)) return pieces;
  if (run.some(isOwn)) {
    // A sentence of ours may have a word that is also a name.
    const whole = translated(merged(run.map(bareToken)), memory);
    if (!whole.includes(ENGLISH)) return whole;
  }
  if (bare.includes("<") && (!pieces.includes(ENGLISH) || !LETTER.test(outside(bare)))) return pieces;
  return start + markedEnglish(told, (text) => withTags(text, tags)) + end;
}

/** @param {Token} token */
function isOwn({ text }) {
  return OWN.test(text);
}

/**
 * Tells whether a text itself has what would be taken for the place of a tag.
 *
 * @param {Token} token
 */
function hasMark({ text, name }) {
  return !name && MARK_IN_TEXT.test(unescaped(text));
}

/**
 * Returns the words for text with tags, each text between two of them for itself; code and names stand within a text.
 *
 * @param {Token[]} run
 * @param {Memory} memory
 */
function inPieces(run, memory) {
  let out = "";
  for (let at = 0; at < run.length; ) {
    const start = at;
    while (at < run.length && isSaid(run[at])) at += 1;
    if (at === start) at += 1;
    const tokens = run.slice(start, at);
    const isPart = tokens.length > 1 && tokens.length < run.length;
    out += isPart ? translated(tokens, memory) : tokens.map((token) => piece(token, memory)).join("");
  }
  return out;
}

/**
 * Tells whether a token is text, or stands in one as code does.
 *
 * @param {Token} token
 */
function isSaid({ name }) {
  return !name || name === "code";
}

/**
 * @param {Token} token
 * @param {Memory} memory
 */
function piece({ text, name }, memory) {
  if (name || !SAID.test(text)) return text;
  const plain = unescaped(text);
  const told = memory.text(plain.trim());
  const start = plain.slice(0, plain.length - plain.trimStart().length);
  return start + markedEnglish(told, escaped) + spaced(told.text, "", plain.slice(plain.trimEnd().length));
}

/**
 * Returns a name that a token holds as text.
 *
 * @param {Token} token
 * @returns {Token}
 */
function bareToken(token) {
  return isOwn(token) ? { text: token.text.replace(OWN_NAME, "$2"), name: "", ends: false } : token;
}

/**
 * Returns tokens with texts that are neighbours as one.
 *
 * @param {Token[]} tokens
 */
function merged(tokens) {
  /** @type {Token[]} */
  const found = [];
  for (const token of tokens) {
    const last = found[found.length - 1];
    if (last && !last.name && !token.name) found[found.length - 1] = { ...last, text: last.text + token.text };
    else found.push(token);
  }
  return found;
}

/**
 * Returns the text with marks in the place of tags, and the tags: what opens and what closes each.
 *
 * @param {Token[]} run
 * @returns {[string, [string, string][]]}
 */
function marked(run) {
  /** @type {[string, string][]} */
  const tags = [];
  /** @type {number[]} */
  const opened = [];
  const parts = run.map(({ text, name, ends }) => {
    if (!name) return unescaped(text);
    const before = ends ? opened.pop() : undefined;
    if (before) {
      tags[before - 1][1] = text;
      return `</${before}>`;
    }
    const number = tags.push([text, ""]);
    if (ends) return `</${number}>`;
    if (WHOLE.has(name) || SINGLE.has(name)) return `<${number}/>`;
    opened.push(number);
    return `<${number}>`;
  });
  return [parts.join(""), tags];
}

/**
 * @param {string} text
 * @param {[string, string][]} tags
 */
function withTags(text, tags) {
  return putIn(
    text,
    (mark) => {
      const put = tags[Number(mark[2]) - 1][mark[1] ? 1 : 0];
      return [put, OWN.test(put) ? put.replace(OWN_NAME, "$2") : ""];
    },
    escaped,
  );
}

/**
 * Returns a text as HTML in which what has no words is marked as English.
 *
 * @param {import("./memory.mjs").Told} told
 * @param {(text: string) => string} htmlOf
 */
function markedEnglish({ sentences }, htmlOf) {
  let out = "";
  for (let at = 0; at < sentences.length; ) {
    const { isKnown } = sentences[at];
    let text = "";
    for (; sentences[at]?.isKnown === isKnown; at++) text += sentences[at].text;
    const bare = text.replace(/^ +/, "");
    const space = text.slice(0, text.length - bare.length);
    out += isKnown ? htmlOf(text) : `${space}${ENGLISH}${htmlOf(bare)}</span>`;
  }
  return out;
}

/**
 * Returns what of a text stands between no two marks.
 *
 * @param {string} text
 */
function outside(text) {
  let at = 0;
  let depth = 0;
  let out = "";
  for (const mark of text.matchAll(MARK)) {
    if (!depth) out += text.slice(at, mark.index);
    if (!mark[3]) depth += mark[1] ? -1 : 1;
    at = mark.index + mark[0].length;
  }
  return out + text.slice(at);
}

/**
 * @param {string} tag
 * @param {Spare} spare
 */
function attributes(tag, spare) {
  if (!tag.includes("=")) return tag;
  const words = tag.replace(ATTRIBUTE, (_, name, value) => `${name}"${escaped(spare(unescaped(value.slice(1, -1))).text, true)}"`);
  if (!words.includes("data-chart=")) return words;
  return words.replace(CHART, (_, start, value, end) => start + escaped(drawn(unescaped(value), spare), true) + end);
}

/**
 * Returns the JSON of a chart with the words in it; its numbers stay as they are written.
 *
 * @param {string} drawing
 * @param {Spare} spare
 */
function drawn(drawing, spare) {
  const said = (/** @type {string} */ text) => JSON.stringify(spare(JSON.parse(text)).text);
  return drawing
    .replace(CHART_WORDS, (_, key, text) => key + said(text))
    .replace(CHART_NAMES, (_, start, names) => `${start}${names.replace(JSON_TEXT, said)}]`);
}

const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** @param {string} html */
function unescaped(html) {
  if (!html.includes("&")) return html;
  return html.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|([a-z]+));/g, (whole, decimal, hex, name) => {
    if (name) return SIGNS[/** @type {keyof typeof SIGNS} */ (name)] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

/**
 * @param {string} text
 * @param {boolean} [isValue] whether it stands in quotation marks
 */
function escaped(text, isValue) {
  const plain = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return isValue ? plain.replaceAll('"', "&quot;").replaceAll("'", "&#x27;") : plain;
}
