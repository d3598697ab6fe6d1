/**
 * Opens the search: by its button, by what else says `data-search` (with words in it, or a form whose first field has them), and
 * by the keys / and s, Ctrl K and ⌘ K. All else is loaded then.
 */

const button = /** @type {HTMLElement | null} */ (document.querySelector(".hb-search-open"));

if (button) {
  document.addEventListener("click", (event) => {
    const asked = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-search]:not(form)"));
    if (!asked || event.defaultPrevented) return;
    event.preventDefault();
    void open(asked.dataset.search);
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.search === undefined) return;
    event.preventDefault();
    void open(/** @type {HTMLInputElement | null} */ (form.querySelector("input"))?.value);
  });
  document.addEventListener("keydown", (event) => {
    if (!isAsking(event)) return;
    event.preventDefault();
    void open();
  });
}

/** @param {KeyboardEvent} event */
function isAsking({ key, ctrlKey, metaKey, altKey, target, defaultPrevented }) {
  if (defaultPrevented || document.querySelector("dialog[open]")) return false;
  if ((ctrlKey || metaKey) && !altKey) return key.toLowerCase() === "k";
  const isTyping = target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
  return !ctrlKey && !metaKey && !altKey && !isTyping && (key === "/" || key === "s");
}

/** @param {string} [words] */
async function open(words) {
  const { openSearch } = await import("./box.mjs");
  const { index = "", root = "" } = /** @type {HTMLElement} */ (button).dataset;
  await openSearch({ index: new URL(index, location.href).href, root: new URL(root, location.href).href }, words);
}
