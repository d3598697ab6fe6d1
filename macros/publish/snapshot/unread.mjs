/**
 * Data of Pyodide's module that nobody reads in the page: bytecode of the modules that Python starts with, and tables
 * of encodings, whose modules cannot be imported there. unread.py beside this file says where to look.
 */

/** @typedef {{at: number, length: number}} Range in bytes */

/** How many first bytes of two an encoding may have. */
const FIRST_BYTES = 256;

/**
 * Returns where bytecode lies in the static data. Throws where some of it does not.
 *
 * @param {Uint8Array} data
 * @param {string[]} contents in hexadecimal digits
 * @returns {Range[]}
 */
export function placesOf(data, contents) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return contents.map((digits) => {
    const content = Buffer.from(digits, "hex");
    const at = bytes.indexOf(content);
    if (at < 0) throw new Error("Python keeps the modules that it starts with in another place than unread.mjs knows");
    return { at, length: content.length };
  });
}

/**
 * Returns where the tables of encodings lie. As CPython's Modules/cjkcodecs/cjkcodecs.h has it, a capsule points to a
 * name and to one list or two, by first byte, of where a table begins and of the least and the greatest second byte in it.
 *
 * @param {Uint32Array} words of the memory
 * @param {number[]} capsules
 * @returns {Range[]}
 */
export function tablesOf(words, capsules) {
  const word = (/** @type {number} */ at) => words[at / 4];
  const found = new Map();
  for (const capsule of capsules) {
    const [, ...lists] = [0, 4, 8].map((offset) => word(word(capsule + 8) + offset));
    for (const list of lists.filter(Boolean)) {
      for (let first = 0; first < FIRST_BYTES; first++) {
        const [at, bounds] = [word(list + 8 * first), word(list + 8 * first + 4)];
        const [least, greatest] = [bounds & 0xff, (bounds >> 8) & 0xff];
        if (at) found.set(at, Math.max(found.get(at) ?? 0, 2 * (greatest - least + 1)));
      }
    }
  }
  return [...found].map(([at, length]) => ({ at, length }));
}
