/**
 * What only this tab holds: the project that is open in it, the one that was removed last, and the changes that the
 * browser would not keep; what the last page followed, which pages show everything, and which night is shown. A tab may
 * be refused even that; then it lasts as long as the page. `initials` are those of who works through a checklist.
 *
 * @typedef {"open" | "removed" | "pending" | "asked" | "shown" | "told" | "followed" | "whole" | "decision" | "initials" |
 *   "night"} Key
 */

const PREFIX = "hyperbdr-guide project";

/** @type {Map<string, string>} what the browser does not take */
const held = new Map();

/**
 * Returns what the tab holds, or nothing.
 *
 * @param {Key} key
 * @returns {any}
 */
export function get(key) {
  const name = `${PREFIX} ${key}`;
  try {
    return JSON.parse(held.get(name) ?? sessionStorage.getItem(name) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Has the tab hold something; nothing is forgotten. Returns whether it outlives the page.
 *
 * @param {Key} key
 * @param {unknown} value
 */
export function set(key, value) {
  const name = `${PREFIX} ${key}`;
  const text = JSON.stringify(value);
  try {
    if (text === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
    held.delete(name);
    return true;
  } catch {
    held.set(name, text ?? "null");
    return text === undefined;
  }
}
