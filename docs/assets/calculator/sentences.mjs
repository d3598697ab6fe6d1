/**
 * What a calculator says of Python and of the answer that is shown meanwhile, which `shown` tells.
 *
 * @typedef {Pick<import("../python/runtime.mjs").Runtime, "loaded" | "total" | "hasRun" | "reason">} State of Python
 */

import { megabytes } from "../page/elements.mjs";

/** @param {string} shown */
export function untouched(shown) {
  return `${shown} Touch the form for a live answer.`;
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
  const plain = shown.replace("the values this page came with", "the default values");
  return `Live answers ${hasRun ? "stopped" : "could not start"}: ${reason}. ${plain}`;
}

/**
 * @param {State} state
 * @param {string} shown
 */
export function starting({ loaded, total }, shown) {
  const bytes = total ? `: ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
  return `Starting Python${bytes}. ${shown}`;
}
