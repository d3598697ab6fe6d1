/** Puts the page as Markdown, which lies beside it, into the clipboard. */

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
    await navigator.clipboard.writeText(await response.text());
    return "Copied.";
  } catch {
    return navigator.onLine ? "The browser did not allow it. Open the Markdown and copy it there." : "It needs a network.";
  }
}
