/**
 * Resolves to whether a text, with its form as HTML, is in the clipboard.
 *
 * @param {string} text
 * @param {string} [markup]
 */
export async function copy(text, markup) {
  try {
    if (!markup) await navigator.clipboard.writeText(text);
    else {
      const parts = { "text/plain": text, "text/html": markup };
      const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    }
    return true;
  } catch {
    return copyTheOldWay(text, markup);
  }
}

/**
 * Copies where there is no `navigator.clipboard`, such as on a host without TLS.
 *
 * @param {string} text
 * @param {string} [markup]
 */
function copyTheOldWay(text, markup) {
  let done = false;
  const fill = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
    if (markup) event.clipboardData?.setData("text/html", markup);
    done = Boolean(event.clipboardData);
  };
  document.addEventListener("copy", fill, { once: true });
  const allowed = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return allowed && done;
}
