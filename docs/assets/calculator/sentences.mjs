/**
 * What a calculator says of Python and of the answer that is shown meanwhile, which `below` tells.
 *
 * @typedef {Pick<import("../python/runtime.mjs").Runtime, "loaded" | "total" | "hasRun" | "reason">} State of Python
 */

import { megabytes } from "../page/elements.mjs";

/** @param {string} below */
export function untouched(below) {
  return `${below} Touch the form for a live answer.`;
}

/** @param {string} below */
export function outdated(below) {
  return `The site has a new release: reload the page for live answers. ${below}`;
}

/**
 * @param {State} state
 * @param {string} below
 */
export function failure({ hasRun, reason }, below) {
  const plain = below.replace("the values this page came with", "the default values");
  return `Live answers ${hasRun ? "stopped" : "could not start"}: ${reason}. ${plain}`;
}

/**
 * @param {State} state
 * @param {string} below
 */
export function starting({ loaded, total }, below) {
  const bytes = total ? `: ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
  return `Starting Python${bytes}. ${below}`;
}
