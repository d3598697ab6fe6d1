/** Puts the page as Markdown, which lies beside it, into the clipboard; where it is pasted its links lead here. */

const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button[data-twin]"));

button?.addEventListener("click", async () => {
  const status = button.parentElement?.querySelector("[role=status]");
  const told = await taken(button.dataset.twin ?? "");
  if (status) status.textContent = told;
});

/** @param {string} address */
async function taken(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) return "It is not on this host.";
    const text = await response.text();
    await navigator.clipboard.writeText(text.replace(/\]\(<([^>]*)>\)/g, (_, link) => `](<${new URL(link, response.url).href}>)`));
    return "Copied.";
  } catch {
    return navigator.onLine ? "The browser did not allow it. Open the Markdown and copy it there." : "It needs a network.";
  }
}
