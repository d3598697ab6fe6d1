/** What each row and item offers: its address, and the way to its data. */

import { create } from "../page/elements.mjs";
import { words } from "./cells.mjs";
import { copy } from "./clipboard.mjs";
import { SAID_MS, tell } from "./spoken.mjs";

/**
 * Adds to a row the link to it. Returns whether a row has anything to offer.
 *
 * @param {HTMLTableRowElement} row
 */
export function addRowTools(row) {
  const head = row.cells[0];
  if (!head || (!row.id && !row.dataset.at)) return false;
  const tools = create("span", { className: "hb-row-tools" });
  if (row.id) {
    const link = create("a", { className: "hb-row-link", href: `#${row.id}`, textContent: "#" });
    link.title = "Copy the address of this row";
    link.ariaLabel = `Link to this row: ${words(head).slice(0, 80)}`;
    link.addEventListener("click", async () => {
      const address = `${location.origin}${location.pathname}#${row.id}`;
      bubble(tools, (await copy(address)) ? "Address copied" : "The address is in the address bar");
    });
    tools.append(link);
  }
  // In the last cell: in the first it would be a part of the name that a screen reader says before each cell of the row.
  // A matrix shows one column at a time where it is narrow, which need not be the last one.
  if (row.closest(".hb-matrix")) head.append(tools);
  else row.cells[row.cells.length - 1].append(tools);
  return true;
}

/**
 * Adds the way to the data of a row or an item once the reader is at it, so that a long table stays short.
 *
 * @param {Event} event
 */
export function offerEdit({ target }) {
  const at = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-at]")) : null;
  const place = at?.dataset.at;
  if (!at || !place || at.querySelector(".hb-edit") || ownedByAnElement(at)) return;
  const tools = at.querySelector(".hb-row-tools") ?? create("span", { className: "hb-row-tools" });
  if (!tools.isConnected) at.append(tools);
  const address = editAddress(place);
  const edit = address
    ? create("a", { className: "hb-edit", href: address, rel: "noopener", textContent: "✎" })
    : create("button", { type: "button", className: "hb-edit", textContent: "✎" });
  edit.title = address ? `Edit this data: ${place}` : `This data stands in ${place}: copy the place`;
  edit.ariaLabel = edit.title;
  if (!address) {
    edit.addEventListener("click", async () => bubble(tools, (await copy(place)) ? `Copied: ${place}` : place));
  }
  tools.append(edit);
  const report = reportAddress(place);
  if (!report) return;
  const text = `Report a mistake: ${place}`;
  const link = create("a", { className: "hb-report", href: report, rel: "noopener", textContent: "!", title: text });
  link.ariaLabel = text;
  tools.append(link);
}

/**
 * Returns where a mistake at a place is reported, or nothing when the site does not know its repository.
 *
 * @param {string} place
 */
function reportAddress(place) {
  const pattern = document.querySelector("meta[name=hb-report]")?.getAttribute("content") ?? "";
  if (!/^https?:\/\//.test(pattern)) return "";
  const page = location.origin + location.pathname;
  const body = `Page: ${page}\nFrom: ${place}\n\nWhat is wrong:\n\nWhat is right, and where that can be read:\n`;
  return pattern.replace("{title}", encodeURIComponent(`${place}: `)).replace("{body}", encodeURIComponent(body));
}

/**
 * Returns where a place can be edited, or nothing when the site does not know its repository.
 *
 * @param {string} place
 */
function editAddress(place) {
  const pattern = document.querySelector("meta[name=hb-edit]")?.getAttribute("content") ?? "";
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? [];
  const address = pattern.replaceAll("{file}", encodeURI(file ?? "")).replaceAll("{line}", line ?? "");
  return file && /^https?:\/\//.test(address) ? address : "";
}

/**
 * @param {Element} tools
 * @param {string} text
 */
function bubble(tools, text) {
  tools.querySelector(".hb-bubble")?.remove();
  const note = create("span", { className: "hb-bubble", textContent: text, ariaHidden: "true" });
  tools.append(note);
  tell(text);
  setTimeout(() => note.remove(), SAID_MS);
}

/**
 * Tells whether a part of the page belongs to a custom element, which sees to it.
 *
 * @param {Element} box
 */
export function ownedByAnElement(box) {
  for (let part = box.parentElement; part; part = part.parentElement) if (part.localName.includes("-")) return true;
  return false;
}
