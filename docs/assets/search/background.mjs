/**
 * Searches away from the page: the index takes a moment to be made ready, which no reader should feel. In: the address of the
 * index once, then what is asked. Out: `{ready}` with where to look instead or `{failed}`, then
 * what was found, in order.
 *
 * @typedef {{index: string} | {asked: string}} Request
 */

import { Engine } from "./engine.mjs";

/** @type {Engine} */
let engine;

self.addEventListener("message", ({ data }) => {
  if ("index" in data) void begin(data.index);
  else self.postMessage(engine.find(data.asked));
});

/** @param {string} address */
async function begin(address) {
  try {
    const [{ default: MiniSearch }, response] = await Promise.all([
      import(new URL("minisearch.mjs", import.meta.url).href),
      fetch(address),
    ]);
    if (!response.ok) throw new Error(`the index came as ${response.status}`);
    engine = new Engine(MiniSearch, await response.json());
    self.postMessage({ ready: engine.places });
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
}
