/** What screen readers are told about tables: one line for all of the page. */

import { create } from "../page/elements.mjs";

/** How long a word about what was done stays in sight. */
export const SAID_MS = 4_000;

const news = create("p", { className: "hb-spoken", role: "status" });

/** Puts the line into the page. */
export function beginToTell() {
  document.body.append(news);
}

/**
 * Has a text read out.
 *
 * @param {string} text
 */
export function tell(text) {
  news.textContent = text;
}
