/**
 * How texts and queries fall into words that can be compared. Names with signs within, such as 14.04 or 5.14.0-362.el9,
 * stay whole, and their parts are words too where they have letters. Chinese has no gaps: each two signs in a row are a word,
 * on every browser the same ones.
 */

const HAN = /\p{Script=Han}/u;
const PIECES = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:[.\-_/:+&](?:(?!\p{Script=Han})[\p{L}\p{N}])+)*/gu;
const PARTS = /[.\-_/:+&]/;
const LETTERS = /\p{L}{2}/u;
const DIGITS = /\d/;
/** In small letters; they tell nothing about what is looked for. */
const EMPTY = new Set(
  ("a an and any are as at be between by can could do does for from had has have how i if in into is it its many me much my need needed needs of on or our possible " +
    "should so than that the their them then there these they this to use using was we what when where which who why will with you your").split(" "),
);

/**
 * Returns the words of a text in order.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  /** @type {string[]} */
  const words = [];
  for (const [piece] of text.normalize("NFKC").matchAll(PIECES)) {
    if (HAN.test(piece)) words.push(...pairs(piece));
    else words.push(piece, ...parts(piece));
  }
  return words;
}

/**
 * Returns the words of a query in order: a name with signs within is one word, as it is looked for.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function askedWords(text) {
  return [...text.normalize("NFKC").matchAll(PIECES)].flatMap(([piece]) => {
    if (HAN.test(piece)) return pairs(piece);
    // People write "block-mode" and "block mode", "TCP/443" and "TCP 443".
    const found = parts(piece);
    return found.length === piece.split(PARTS).length ? found : [piece];
  });
}

/**
 * Returns a word as it is compared: in small letters and singular. Nothing where it tells nothing.
 *
 * @param {string} word
 */
export function compared(word) {
  const small = word.toLowerCase();
  if (EMPTY.has(small)) return null;
  if (DIGITS.test(small) || small.length < 4) return small;
  if (small.endsWith("ies")) return `${small.slice(0, -3)}y`;
  return /(?:[^sui]s|xes|ches|shes)$/.test(small) ? small.replace(/(?<=x|ch|sh)es$|s$/, "") : small;
}

/**
 * Tells whether two words are the same but for one letter: another one, one more, one less, or two that changed places.
 *
 * @param {string} one
 * @param {string} other
 */
export function isSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  const rests = [[a.slice(1), b.slice(1)], [a, b.slice(1)], [a.slice(1), b]];
  const isTurned = a[0] === b[1] && a[1] === b[0];
  return rests.some(([x, y]) => x === y) || (isTurned && a.slice(2) === b.slice(2));
}

/** @param {string} piece */
function parts(piece) {
  if (!PARTS.test(piece)) return [];
  return piece.split(PARTS).filter((part) => LETTERS.test(part) || part.length > 2);
}

/** @param {string} piece */
function pairs(piece) {
  const signs = [...piece];
  return signs.length === 1 ? signs : signs.slice(1).map((sign, at) => signs[at] + sign);
}
