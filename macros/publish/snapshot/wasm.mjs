/** The parts of a .wasm file: https://webassembly.github.io/spec/core/binary/modules.html */

const PREAMBLE = 8;
/** Numbers of sections. */
export const GLOBAL = 6;
export const EXPORT = 7;
export const CODE = 10;
export const DATA = 11;

/**
 * Returns the content of a section, at its beginning.
 *
 * @param {Uint8Array} module
 * @param {number} wanted
 */
export function contentOf(module, wanted) {
  for (const { id, content } of sections(module)) if (id === wanted) return new Reader(content);
  throw new Error(`the module has no section ${wanted}`);
}

/**
 * Returns the module with other contents in some of its sections.
 *
 * @param {Uint8Array} module
 * @param {Record<number, Uint8Array>} contents by the numbers of their sections
 */
export function rebuilt(module, contents) {
  const parts = [module.subarray(0, PREAMBLE)];
  for (const { id, content } of sections(module)) {
    const now = contents[id] ?? content;
    parts.push(Uint8Array.of(id), unsigned(now.length), now);
  }
  return Buffer.concat(parts);
}

/**
 * Returns a list as it stands in a section: how many items, then the items.
 *
 * @param {Uint8Array[]} items
 */
export function vector(items) {
  return Buffer.concat([unsigned(items.length), ...items]);
}

/**
 * Returns a content behind its length.
 *
 * @param {Uint8Array} content
 */
export function sized(content) {
  return Buffer.concat([unsigned(content.length), content]);
}

/** @param {number} value */
export function unsigned(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, value);
}

/** @param {Uint8Array} module */
function* sections(module) {
  const reader = new Reader(module);
  reader.at = PREAMBLE;
  while (reader.at < module.length) yield { id: reader.byte(), content: reader.take(reader.unsigned()) };
}

/** Reads the numbers of a .wasm file. */
export class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** @param {number} length */
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  unsigned() {
    return this.#number().value >>> 0;
  }

  signed() {
    const { value, bits, negative } = this.#number();
    return negative && bits < 32 ? value | (~0 << bits) : value;
  }

  /** LEB128: seven bits a byte, the lowest first. */
  #number() {
    let [value, bits, byte] = [0, 0, 0];
    do {
      byte = this.byte();
      value |= (byte & 0x7f) << bits;
      bits += 7;
    } while (byte & 0x80);
    return { value, bits, negative: Boolean(byte & 0x40) };
  }
}
