/** What is typed is kept once it rests for a moment, once its field is left, and before the page goes. */

const REST_MS = 1_000;

/** @type {Map<Element, () => void>} what keeps the fields whose text was not kept yet */
const due = new Map();

/**
 * Calls a function when the text of a field is to be kept.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {() => void} keep
 */
export function whenTyped(field, keep) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const settle = () => {
    clearTimeout(resting);
    if (due.delete(field)) keep();
  };
  field.addEventListener("input", () => {
    due.set(field, settle);
    clearTimeout(resting);
    resting = setTimeout(settle, REST_MS);
  });
  field.addEventListener("change", settle);
}

function settleAll() {
  for (const settle of [...due.values()]) settle();
}

addEventListener("pagehide", settleAll);
document.addEventListener("visibilitychange", () => document.hidden && settleAll());
