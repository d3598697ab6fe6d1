/**
 * What a calculator says of Python and of the answer that is shown meanwhile, which `shown` tells.
 *
 * @typedef {Pick<import("../python/runtime.mjs").Runtime, "loaded" | "total" | "hasRun" | "reason">} State of Python
 */

import { megabytes } from "../page/elements.mjs";
import { isThrifty } from "../python/runtime.mjs";
import { size } from "./longtext.mjs";

/**
 * Returns the state of a calculator and the line that says it.
 *
 * @param {{runtime: import("../python/runtime.mjs").Runtime, shown: string, long: boolean, behind: boolean,
 *   wanted: boolean, refused: boolean, problems: number, text: string, bytes: number}} now whether the answer takes long,
 *   whether the form is ahead of it, whether the reader has turned to it; whether the form gives none, for how many
 *   problems of inputs, and why; bytes of the text that is read
 * @returns {["idle" | "loading" | "busy" | "failed" | "outdated" | "error" | "stale" | "live", string]}
 */
export function line({ runtime, shown, long, behind, wanted, refused, problems, text, bytes }) {
  const { state } = runtime;
  if (state === "loading" || (state === "ready" && behind)) return ["loading", starting(runtime, shown)];
  if (runtime.outdated) return ["outdated", outdated(shown)];
  if (state === "failed") return ["failed", failure(runtime, shown)];
  if (long) return ["busy", bytes ? `Reading ${size(bytes)} of text and working it out.` : "Still working."];
  if (problems) return ["stale", stale(text)];
  if (refused) return ["error", text];
  if (state === "ready" || (state === "resting" && !behind)) return ["live", "Up to date"];
  if (behind && !wanted && isThrifty()) return ["stale", `${shown} Touch the form for a live answer.`];
  return ["idle", ""];
}

/** @param {string} why */
export function stale(why) {
  return `This answer is for the last valid inputs. ${why}`.trim();
}

/** @param {string} shown */
export function outdated(shown) {
  return `The site has a new release: reload the page for live answers. ${shown}`;
}

/**
 * @param {State} state
 * @param {string} shown
 */
export function failure({ hasRun, reason }, shown) {
  return `Live answers ${hasRun ? "stopped" : "could not start"}: ${reason}. ${shown}`;
}

/**
 * @param {State} state
 * @param {string} shown
 */
function starting({ loaded, total }, shown) {
  const bytes = total ? `: ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
  return `Getting the calculator ready${bytes}. ${shown}`;
}

/**
 * Says which inputs the answer is for that is shown while there is none for the form.
 *
 * @param {boolean} isGiven whether it is the one that the page came with
 */
export function shownFor(isGiven) {
  return isGiven ? "The answer shown is the example." : "The answer shown is for earlier inputs.";
}
