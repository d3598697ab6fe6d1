/** The words of a language as they come over the line. */

import { Memory } from "./memory.mjs";

/**
 * Resolves to the memory of the words at an address, to null where they did not come: then English stays.
 *
 * @param {string} url
 * @param {typeof fetch} [get] what fetches it: while Pyodide starts, a worker's `fetch` is not its own
 * @returns {Promise<{memory: Memory, text: string} | null>}
 */
export async function memoryAt(url, get = fetch) {
  try {
    const response = await get(url);
    if (!response.ok) return null;
    const text = await response.text();
    return { memory: new Memory(JSON.parse(text)), text };
  } catch {
    return null;
  }
}
