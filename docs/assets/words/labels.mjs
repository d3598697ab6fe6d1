/** Labels of pictures that are broken into lines, as macros/languages/markup.py has them. */

/** @typedef {import("./memory.mjs").Memory} Memory */
/** @typedef {import("./markup.mjs").Token} Token */

/** What no line breaks within: a word, or a sign with what may not begin a line. */
const UNIT = /[^\u2e80-\uffef\s]+\s*|[\u2e80-\uffef][\u3001\u3002\uff01-\uff1f\u201d]*\s*/g;
const WIDE = "\u2e80";

/**
 * Returns the texts of a label as one text broken anew, and where it ends; null where it is no such label, or its
 * lines are known each for itself: a task and its days do not run into one another.
 *
 * @param {Token[]} tokens
 * @param {number} at where it may begin
 * @param {Memory} memory
 * @param {(html: string) => string} unescaped
 * @returns {{texts: string[], end: number} | null}
 */
export function labelAt(tokens, at, memory, unescaped) {
  if (tokens[at].name !== "text" || tokens[at].ends) return null;
  const end = tokens.findIndex(({ name, ends }, place) => place > at && name === "text" && ends);
  const inner = tokens.slice(at + 1, end);
  const lines = inner.filter(({ name }) => !name).map(({ text }) => unescaped(text));
  const isBroken = inner.every(({ name }, place) => name === (place % 3 === 1 ? "" : "tspan"));
  if (lines.length < 2 || inner.length !== 3 * lines.length || !isBroken) return null;
  const whole = lines.join(" ");
  const told = memory.text(whole);
  if (!told.isKnown || (!memory.isExact(whole) && lines.every((line) => memory.text(line).isKnown))) return null;
  return { texts: broken(told.text, lines.length), end };
}

/**
 * Returns a text as so many lines of about one width; a sign of Chinese is as wide as two letters.
 *
 * @param {string} text
 * @param {number} lines
 */
function broken(text, lines) {
  const units = text.match(UNIT) ?? [];
  const widths = units.map((unit) => [...unit].reduce((sum, letter) => sum + (letter >= WIDE ? 2 : 1), 0));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const parts = Array(lines).fill("");
  let done = 0;
  units.forEach((unit, place) => {
    // Where its middle lies tells the line.
    parts[Math.min(Math.trunc(((done + widths[place] / 2) * lines) / whole), lines - 1)] += unit;
    done += widths[place];
  });
  return parts.map((part) => part.trim());
}
