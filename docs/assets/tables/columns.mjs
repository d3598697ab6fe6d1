/**
 * One column of a matrix at a time, where all of them do not fit: the first is the project's own, as others are set
 * aside then. A row that says nothing in the columns that are seen is left out while not all of them are.
 */

import { isAside } from "../page/aside.mjs";
import { create } from "../page/elements.mjs";
import { EMPTY, words } from "./cells.mjs";

const FOLDED = "hb-folded";

export class Columns {
  element = create("select", { className: "hb-tools-order", ariaLabel: "Column", hidden: true });
  #box;
  #table;

  /**
   * @param {HTMLElement} box
   * @param {HTMLTableElement} table
   * @param {() => void} changed called when another column is chosen
   */
  constructor(box, table, changed) {
    this.#box = box;
    this.#table = table;
    this.element.addEventListener("change", () => {
      this.#show();
      changed();
    });
  }

  /**
   * Folds all columns but the names of the rows and one, or unfolds them.
   *
   * @param {boolean} only
   */
  fold(only) {
    this.#box.classList.toggle("hb-one", only);
    this.element.hidden = !only;
    if (!only) return;
    const before = this.element.value;
    const heads = [...(this.#table.tHead?.rows[0]?.cells ?? [])].map((head, index) => ({ head, index })).slice(1);
    const offered = heads.filter(({ head }) => !isAside(head));
    this.element.replaceChildren(...offered.map(({ head, index }) => new Option(words(head), `${index}`)));
    if (offered.some(({ index }) => `${index}` === before)) this.element.value = before;
    this.#show();
  }

  /**
   * Whether a row says nothing in the columns that are seen, while there are others.
   *
   * @param {HTMLTableRowElement} row
   */
  isSilent(row) {
    const [, ...cells] = row.cells;
    const isOne = this.#box.classList.contains("hb-one");
    const seen = cells.filter((cell) => !isAside(cell) && !(isOne && cell.classList.contains(FOLDED)));
    return seen.length < cells.length && seen.every((cell) => cell.textContent?.trim() === EMPTY);
  }

  #show() {
    const chosen = Number(this.element.value);
    for (const row of this.#table.rows) {
      [...row.cells].forEach((cell, index) => cell.classList.toggle(FOLDED, index > 0 && index !== chosen));
    }
  }
}
