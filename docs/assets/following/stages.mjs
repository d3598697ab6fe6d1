/**
 * The stages on the home page: which of their tools answer for the reader's project already, and where to go on.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 */

import { create } from "../page/elements.mjs";
import * as store from "../project/store.mjs";

const WORDS = { known: "Answers for your project", next: "Go on here" };

/**
 * Returns whether a tool has something of a project to go on: what it takes of it, or its own inputs.
 *
 * @param {Kept} kept
 * @param {string} tool
 */
function isBegun(kept, tool) {
  const own = [kept.taken?.[tool], kept.project.inputs?.[tool]];
  return own.some((values) => values && Object.values(values).some(({ origin }) => origin !== "assumed"));
}

/** @param {Kept | null} kept */
function show(kept) {
  let isNext = true;
  for (const stop of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-stages] [data-tool]"))) {
    stop.querySelector(".hb-state")?.remove();
    if (!kept) continue;
    const isKnown = isBegun(kept, stop.dataset.tool ?? "");
    if (!isKnown && !isNext) continue;
    const className = `hb-state ${isKnown ? "hb-good" : "hb-next"}`;
    stop.append(create("span", { className, textContent: isKnown ? WORDS.known : WORDS.next }));
    if (!isKnown) isNext = false;
  }
}

store.subscribe(show);
void store.current().then(show);
