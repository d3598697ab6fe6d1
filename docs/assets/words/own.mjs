/** Names that the reader gave, which no language has other words for, as calculators/words/own.py has it. */

import { putIn } from "./forms.mjs";
import { MARK } from "./keys.mjs";

/** @typedef {(text: string) => import("./forms.mjs").Said} Spare tells a text in a language, names in it as they are */

const SIGNS = /[.*+?^${}()|[\]\\/]/g;
const CODE = /`[^`]+`/g;

/**
 * Returns what tells a text in a language and leaves these names, and `code`, in it as they are.
 *
 * @param {string[]} names
 * @param {import("./memory.mjs").Memory} memory
 * @returns {Spare}
 */
export function spared(names, memory) {
  return (text) => {
    const own = names.filter((name) => text.includes(name)).sort((one, other) => other.length - one.length);
    if ((!own.length && !text.includes("`")) || text.search(MARK) >= 0) return memory.text(text);
    const said = own.map((name) => name.replace(SIGNS, "\\$&")).join("|");
    const hidden = own.length ? new RegExp(`\`[^\`]+\`|(?<![\\p{L}\\p{N}_-])(?:${said})(?![\\p{L}\\p{N}_-])`, "gu") : CODE;
    const told = without(text, hidden, memory);
    if (told.isKnown || !own.length) return told;
    // It may be one of our own sentences that has the word.
    const whole = without(text, CODE, memory);
    return whole.isKnown ? whole : told;
  };
}

/**
 * @param {string} text
 * @param {RegExp} hidden
 * @param {import("./memory.mjs").Memory} memory
 */
function without(text, hidden, memory) {
  /** @type {string[]} */
  const held = [];
  const { text: said, isKnown } = memory.text(text.replace(hidden, (found) => `<${held.push(found)}/>`));
  /** @type {(mark: RegExpMatchArray) => [string, string]} */
  const put = (mark) => [held[Number(mark[2]) - 1], held[Number(mark[2]) - 1]];
  return { text: putIn(said, put), isKnown };
}
