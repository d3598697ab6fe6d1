/** The links to a page in another language: they lead to the same place of it, and the reader's choice is remembered. */

import { create } from "../page/elements.mjs";

const CHOSEN = "hyperbdr-guide language";

const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.hb-language"));

for (const link of links) {
  link.addEventListener("click", () => {
    remember(link.hreflang);
    lead(link);
  });
  // Also for who opens it in another tab.
  link.addEventListener("pointerdown", () => lead(link));
  link.addEventListener("focus", () => lead(link));
}

const wanted = chosen() ?? preferred();
const offered = [...links].find(({ hreflang }) => hreflang === wanted);
if (offered && wanted !== document.documentElement.lang) offer(offered);

/**
 * Leads to the same place with the same inputs.
 *
 * @param {HTMLAnchorElement} link
 */
function lead(link) {
  const url = new URL(link.href);
  url.search = location.search;
  url.hash = location.hash;
  link.href = url.href;
}

/**
 * Says in the other language that the page is there in it; nobody is led there unasked.
 *
 * @param {HTMLAnchorElement} link
 */
function offer(link) {
  const line = create("div", { className: "hb-update hb-offer md-typeset", lang: link.lang, role: "region", ariaLabel: link.textContent });
  line.setAttribute("translate", "no");
  const go = create("a", { href: link.href, hreflang: link.hreflang, textContent: link.textContent ?? "" });
  go.addEventListener("click", () => {
    remember(link.hreflang);
    lead(go);
  });
  const close = create("button", { type: "button", textContent: "×", ariaLabel: "Close" });
  close.addEventListener("click", () => {
    remember(document.documentElement.lang);
    line.remove();
  });
  line.append(link.dataset.offer ?? "", go, close);
  document.body.append(line);
}

/** Returns the language that the reader has chosen here before, if any. */
function chosen() {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}

/** @param {string} language */
function remember(language) {
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    // Then it is offered again.
  }
}

/** Returns the first of the reader's languages that the guide has. */
function preferred() {
  const known = [document.documentElement.lang, ...[...links].map(({ hreflang }) => hreflang)];
  const family = (/** @type {string} */ language) => language.split("-")[0].toLowerCase();
  for (const language of navigator.languages ?? []) {
    const found = known.find((one) => family(one) === family(language));
    if (found) return found;
  }
  return undefined;
}
