/** The words of a language as they come over the line. */

import { Memory } from "./memory.mjs";

/**
 * Resolves to the memory of the words at an address, to null where they did not come: then English stays.
 *
 * @param {string} url
 * @returns {Promise<{memory: Memory, text: string} | null>}
 */
export async function memoryAt(url) {
  try {
    const response = await fetch(url);
    if (!response.ok) return null;
    const text = await response.text();
    return { memory: new Memory(JSON.parse(text)), text };
  } catch {
    return null;
  }
}
