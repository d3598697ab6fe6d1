/**
 * Tables of a page: a filter, sorting, copies and downloads for long ones, and in every row a link to it and to its
 * data, which items of lists have too. Without this module the tables are complete, and scroll sideways where they must.
 *
 * `data-at` of a row or an item is its place in data/, a table's `data-records` names lists of the site API that hold
 * its records.
 */

import { linked, onAside } from "../page/aside.mjs";
import { create, newButton } from "../page/elements.mjs";
import { copy } from "./clipboard.mjs";
import { offerEdit, ownedByAnElement } from "./rows.mjs";
import { beginToTell, SAID_MS, tell } from "./spoken.mjs";
import { Table } from "./table.mjs";

/** @type {Table[]} */
const shown = [];

/** Makes the tables of the page ready. What a custom element shows is its own. */
function begin() {
  const boxes = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hb-table"))];
  for (const box of boxes) {
    const table = box.querySelector("table");
    if (table && !ownedByAnElement(box)) onceSeen(box, () => void show(box, table));
  }
  for (const program of document.querySelectorAll(".hb-program")) offerCopy(program);
  beginToTell();
  // After the next picture: by then tables have found their form.
  if (boxes.length) requestAnimationFrame(() => setTimeout(returnToTarget));
}

/**
 * Makes a table ready. Only one that compares needs the module that chooses its columns.
 *
 * @param {HTMLElement} box
 * @param {HTMLTableElement} table
 */
async function show(box, table) {
  const Columns = box.closest(".hb-matrix, .hb-choosable") ? (await import("./columns.mjs")).Columns : null;
  shown.push(new Table(box, table, Columns));
}

/**
 * Does something once an element is not folded away any more.
 *
 * @param {Element} element
 * @param {() => void} act
 */
function onceSeen(element, act) {
  const fold = element.closest("details:not([open])");
  if (fold) fold.addEventListener("toggle", () => onceSeen(element, act), { once: true });
  else act();
}

/** Goes once more to where the address leads, because tools and cards have moved it. */
function returnToTarget() {
  const [visit] = performance.getEntriesByType("navigation");
  if (/** @type {PerformanceNavigationTiming} */ (visit)?.type !== "navigate") return; // the reader has been here
  const target = linked();
  target?.scrollIntoView({ block: target.localName === "tr" ? "center" : "start" });
}

/**
 * Adds a button to a program of the site API's page.
 *
 * @param {Element} program
 */
function offerCopy(program) {
  const copyIt = async () => {
    button.textContent = (await copy(program.textContent?.trimEnd() ?? "")) ? "Copied" : "Not allowed";
    tell(button.textContent);
    setTimeout(() => (button.textContent = "Copy"), SAID_MS);
  };
  const button = newButton("Copy", copyIt, { title: `Copy: ${program.ariaLabel}` });
  program.after(button);
}

document.addEventListener("pointerover", offerEdit);
document.addEventListener("focusin", offerEdit);
window.addEventListener("hashchange", () => shown.forEach((table) => table.follow()));
onAside(() => shown.forEach((table) => table.refresh()));
begin();
