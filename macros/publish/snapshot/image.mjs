/**
 * The memory of a started Python as a file: only the pages that differ from what the module itself sets up.
 *
 * The file, all numbers 32 bits, little end first: the numbers of `HEADER`, pairs of (first page, number of pages), the
 * pages. docs/assets/python/machine.mjs reads it.
 */

import { DATA, contentOf } from "./wasm.mjs";

const PAGE = 4096;
/** "HBP" and the version of this layout. */
const MAGIC = 0x48425002;
const HEADER = ["magic", "check", "id", "runs", "heap", "data", "kept"];

/**
 * Returns the file. A page may stay out in two cases only: it is static data of the module that neither the start
 * nor Python changed, or it lies above the static data and is zero.
 *
 * @param {Uint8Array} memory the whole of it
 * @param {Uint8Array} fresh the memory of a module that has just been instantiated
 * @param {Uint8Array} module the .wasm file
 * @param {number} id the build that the file belongs to
 */
export function pack(memory, fresh, module, id) {
  const { image, end } = staticData(module, memory.length);
  const data = Math.ceil(end / PAGE) * PAGE;
  const same = (/** @type {number} */ at) =>
    at < data
      ? [memory, fresh].every((other) => isEqual(page(other, at), page(image, at)))
      : isEqual(page(memory, at), page(image, at));
  /** @type {Run[]} */
  const runs = [];
  const kept = [];
  for (let at = 0; at < memory.length; at += PAGE) {
    if (!same(at)) extend(runs, at);
    else if (at < data) kept.push(page(memory, at));
  }
  return asFile(memory, runs, { id, data, kept: kept.reduce((sum, item) => checksum(words(item), sum), 0) });
}

/**
 * Returns what a memory has become, as a file of the same kind whose pages hold what differs, bit by bit: a count of
 * references that went up is nearly nothing.
 *
 * @param {Uint8Array} before
 * @param {Uint8Array} after at least as long
 * @param {number} id the build that the file belongs to
 */
export function packChange(before, after, id) {
  const change = after.slice();
  for (let at = 0; at < before.length; at++) change[at] ^= before[at];
  /** @type {Run[]} */
  const runs = [];
  for (let at = 0; at < change.length; at += PAGE) {
    if (page(change, at).some(Boolean)) extend(runs, at);
  }
  return asFile(change, runs, { id, data: 0, kept: 0 });
}

/** @typedef {{at: number, length: number}} Run pages that follow each other, in bytes */

/**
 * @param {Run[]} runs
 * @param {number} at where the next page is
 */
function extend(runs, at) {
  const last = runs.at(-1);
  if (last && last.at + last.length === at) last.length += PAGE;
  else runs.push({ at, length: PAGE });
}

/**
 * @param {Uint8Array} memory
 * @param {Run[]} runs
 * @param {{id: number, data: number, kept: number}} facts
 */
function asFile(memory, runs, facts) {
  const rest = Buffer.concat([
    asBytes(runs.flatMap(({ at, length }) => [at / PAGE, length / PAGE])),
    ...runs.map(({ at, length }) => memory.subarray(at, at + length)),
  ]);
  const numbers = { magic: MAGIC, check: checksum(words(rest)), runs: runs.length, heap: memory.length, ...facts };
  return Buffer.concat([asBytes(HEADER.map((name) => numbers[name])), rest]);
}

/**
 * Returns a number that changes with any of the words. docs/assets/python/machine.mjs works it out in the same way.
 *
 * @param {Uint32Array} numbers
 * @param {number} [sum] what came before
 */
function checksum(numbers, sum = 0) {
  for (let index = 0; index < numbers.length; index++) sum = (Math.imul(sum, 31) + numbers[index]) | 0;
  return sum >>> 0;
}

/**
 * Returns the static data of a module as it lies in memory, and where it ends.
 *
 * @param {Uint8Array} module
 * @param {number} [length] of the memory, if it is to have more
 */
export function staticData(module, length = 0) {
  const found = [...segments(module)];
  const end = Math.max(...found.map(({ at, content }) => at + content.length));
  const image = new Uint8Array(Math.max(length, end));
  for (const { at, content } of found) image.set(content, at);
  return { image, end };
}

/**
 * Returns a module with zeros in the place of some of its data.
 *
 * @param {Uint8Array} module
 * @param {import("./unread.mjs").Range[]} ranges of the memory
 */
export function blanked(module, ranges) {
  const copy = Uint8Array.from(module);
  for (const segment of segments(copy)) {
    for (const { at, length } of ranges) {
      // What begins before a segment or ends behind it is cut to what the segment holds.
      const [from, to] = [Math.max(at - segment.at, 0), at + length - segment.at];
      if (to > 0) segment.content.fill(0, from, to);
    }
  }
  return copy;
}

/**
 * Yields the data segments: https://webassembly.github.io/spec/core/binary/modules.html#data-section
 *
 * @param {Uint8Array} module
 */
function* segments(module) {
  const reader = contentOf(module, DATA);
  for (let left = reader.unsigned(); left > 0; left--) {
    const [active, i32Const] = [reader.unsigned(), reader.byte()];
    const at = reader.signed();
    if (active !== 0 || i32Const !== 0x41 || reader.byte() !== 0x0b) throw new Error("an unknown data segment");
    yield { at, content: reader.take(reader.unsigned()) };
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function page(bytes, at) {
  return bytes.subarray(at, at + PAGE);
}

/**
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
function isEqual(one, other) {
  return Buffer.compare(one, other) === 0;
}

/** @param {Uint8Array} bytes */
function words(bytes) {
  return new Uint32Array(bytes.slice().buffer);
}

/** @param {number[]} numbers */
function asBytes(numbers) {
  return new Uint8Array(Uint32Array.from(numbers).buffer);
}
