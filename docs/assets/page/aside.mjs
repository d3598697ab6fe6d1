/**
 * What is set aside on a page: it stays in the document and is not seen, and whoever counts, filters, copies or prints
 * leaves it out. Whoever sets something aside tells it once it is done. What the address leads to is never set aside.
 * And what is put before the rest, in whatever order that stands.
 */

const CHANGED = "hb-aside";

/**
 * Whether an element is set aside itself.
 *
 * @param {HTMLElement} element
 */
export function isAside(element) {
  return element.dataset.aside !== undefined;
}

/**
 * Sets an element aside, or shows it again.
 *
 * @param {HTMLElement} element
 * @param {boolean} aside
 */
export function setAside(element, aside) {
  if (aside) element.dataset.aside = "";
  else delete element.dataset.aside;
}

/**
 * Whether an element is put before the rest of its list.
 *
 * @param {HTMLElement} element
 */
export function isFirst(element) {
  return element.dataset.first !== undefined;
}

/**
 * Puts an element before the rest of its list, or back among it.
 *
 * @param {HTMLElement} element
 * @param {boolean} first
 */
export function setFirst(element, first) {
  if (first) element.dataset.first = "";
  else delete element.dataset.first;
}

/** Tells that other things may be set aside now, and that words may have changed. */
export function tellAside() {
  document.dispatchEvent(new Event(CHANGED));
}

/**
 * Calls a listener whenever that is told.
 *
 * @param {() => void} listener
 */
export function onAside(listener) {
  document.addEventListener(CHANGED, listener);
}

/** Returns what the page's address leads to, or null. */
export function linked() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // not an address that this page made
  }
}
