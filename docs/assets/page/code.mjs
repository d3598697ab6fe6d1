/** A button at each block of code that copies it; what is wider than the page scrolls by the keyboard, too. */

import { create } from "./elements.mjs";

const SAID_MS = 2_000;
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    /** @type {HTMLElement} */ (target).tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  }
});

for (const code of document.querySelectorAll("article pre > code")) {
  const button = create("button", { type: "button", className: "md-code__button", title: "Copy to clipboard" });
  button.dataset.mdType = "copy";
  button.addEventListener("click", () => void copied(code));
  const corner = create("div", { className: "md-code__nav" });
  corner.append(button);
  code.before(corner);
  wide.observe(code);
}

/** @param {Element} code */
async function copied(code) {
  let told = "Copied to clipboard";
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
  } catch {
    told = "The browser did not allow copying";
    getSelection()?.selectAllChildren(code);
  }
  const said = document.querySelector("[data-md-component=dialog]");
  if (!said?.firstElementChild) return;
  said.firstElementChild.textContent = told;
  said.classList.add("md-dialog--active");
  setTimeout(() => said.classList.remove("md-dialog--active"), SAID_MS);
}
