/** A text that is longer than a field can lay out, and what is said of its size; and the way to read files. */

/** What has more letters is held beside its field. */
export const LONG = 100_000;
const SHOWN_LINES = 20;
const SHOWN_LETTERS = 5_000;

let lastId = 0;

/** A text that is too long for its field. */
export class LongText {
  /** Tells it from every other one. */
  #id = ++lastId;

  /**
   * @param {Blob} blob the text as UTF-8: Python's worker reads it, and handing it over copies nothing
   * @param {string} text at least how it begins
   */
  constructor(blob, text) {
    this.blob = blob;
    const lines = text.slice(0, SHOWN_LETTERS).split("\n", SHOWN_LINES);
    this.beginning = `${lines.join("\n")}\n\u2026`;
  }

  /** Returns what stands for it where inputs are compared. */
  toJSON() {
    return { id: this.#id };
  }
}

/**
 * @typedef {object} Limit
 * @property {number} letters how many a field takes
 * @property {string} [shorten] what makes a longer text shorter, a sentence
 * @property {boolean} [archives] whether archives are taken as workbooks are
 * @property {string} [binary] what to say of a file that is neither text nor workbook, as the end of a sentence
 */

/**
 * Returns why a text is not taken, as the end of a sentence.
 *
 * @param {Limit} limit
 */
export function tooLarge({ letters, shorten }) {
  const most = letters.toLocaleString("en-US").replaceAll(",", "\u202f");
  return `is too large: the field takes ${most} characters.${shorten ? ` ${shorten}` : ""}`;
}

/**
 * Resolves to what contents.mjs says of a file. That comes with the first one: few readers have any.
 *
 * @param {File} file
 * @param {Limit} most
 * @returns {ReturnType<typeof import("./contents.mjs").textOf>}
 */
export async function contentsOf(file, most) {
  try {
    const { textOf } = await import("./contents.mjs");
    return await textOf(file, most);
  } catch {
    if (!navigator.onLine) return { reason: "could not be read: there is no network connection." };
    return { reason: "could not be read: a part of this guide did not come. Load the page again." };
  }
}

/**
 * Returns how large a text is, in words.
 *
 * @param {number} bytes
 */
export function size(bytes) {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
