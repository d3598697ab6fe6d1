/**
 * Which columns of a table that compares are seen: those that the reader chose, and where not all of them fit one at a time. The
 * project's own come first, as others are set aside then. A row that says nothing in the columns that are seen is left
 * out while not all of them are.
 */

import { isAside, setAside } from "../page/aside.mjs";
import { create, newButton } from "../page/elements.mjs";
import { EMPTY, words } from "./cells.mjs";

const FOLDED = "hb-folded";
/** Fewer columns than this are all seen. */
const SOME = 3;

export class Columns {
  element = create("span", { className: "hb-tools-columns" });
  #one = create("select", { className: "hb-tools-order", ariaLabel: "Column", hidden: true });
  #list = create("fieldset", { hidden: true });
  #opener = newButton("", () => this.#open(Boolean(this.#list.hidden)), { ariaExpanded: "false", hidden: true });
  #box;
  #table;
  #changed;
  /** @type {Set<number> | null} what the reader chose, none for all; null while the page says what is seen */
  #chosen = null;
  /** Which columns the page sets aside, and which are set aside with what the reader chose. */
  #given;
  #left;

  /**
   * @param {HTMLElement} box
   * @param {HTMLTableElement} table
   * @param {() => void} changed called when other columns are chosen
   */
  constructor(box, table, changed) {
    this.#box = box;
    this.#table = table;
    this.#changed = changed;
    this.#given = this.#left = this.#asides;
    this.element.append(this.#one, this.#opener, this.#list);
    this.#one.addEventListener("change", () => {
      this.#show();
      changed();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#list.hidden) return;
      event.preventDefault();
      this.#open(false);
      this.#opener.focus();
    });
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.element.contains(relatedTarget)) this.#open(false);
    });
    this.#name();
  }

  /**
   * Folds all columns but the names of the rows and one, or unfolds them.
   *
   * @param {boolean} only
   */
  fold(only) {
    this.#box.classList.toggle("hb-one", only);
    this.#one.hidden = !only;
    this.#opener.hidden = only || this.#given.length <= SOME;
    if (!only) return;
    this.#open(false);
    const before = this.#one.value;
    const offered = this.#heads.map((head, index) => ({ head, index })).filter(({ head, index }) => index && !isAside(head));
    this.#one.replaceChildren(...offered.map(({ head, index }) => new Option(words(head), `${index}`)));
    if (offered.some(({ index }) => `${index}` === before)) this.#one.value = before;
    this.#show();
  }

  /** Keeps what the reader chose where the page set columns aside anew; lets it go where the page sets others aside. */
  keep() {
    const now = this.#asides;
    if (`${now}` === `${this.#left}`) return;
    if (`${now}` !== `${this.#given}`) this.#chosen = null;
    this.#given = now;
    this.#choose();
    if (!this.#list.hidden) this.#offer();
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

  get #heads() {
    return [...(this.#table.tHead?.rows[0]?.cells ?? [])];
  }

  get #asides() {
    return this.#heads.map(isAside);
  }

  /** The columns that are ticked: none where all are seen. */
  get #ticked() {
    if (this.#chosen) return this.#chosen;
    const seen = this.#given.flatMap((aside, index) => (index && !aside ? [index] : []));
    return new Set(this.#given.includes(true) ? seen : []);
  }

  /** @param {boolean} open */
  #open(open) {
    this.#list.hidden = !open;
    this.#opener.ariaExpanded = String(open);
    if (open) this.#offer();
  }

  #offer() {
    const ticked = this.#ticked;
    const lines = this.#heads.slice(1).map((head, place) => {
      const tick = create("input", { type: "checkbox", checked: ticked.has(place + 1) });
      tick.addEventListener("change", () => {
        this.#chosen = new Set(this.#ticked);
        if (tick.checked) this.#chosen.add(place + 1);
        else this.#chosen.delete(place + 1);
        this.#choose();
        this.#changed();
      });
      const line = create("label");
      line.append(tick, ` ${words(head)}`);
      return line;
    });
    this.#list.replaceChildren(create("legend", { textContent: "Show only" }), ...lines);
  }

  /** Says at the way to the columns how many are seen. */
  #name() {
    const { size } = this.#ticked;
    const all = this.#given.length - 1;
    this.#opener.textContent = size && size < all ? `Columns: ${size} of ${all}` : "Columns: all";
  }

  /** Sets aside what the reader did not choose. */
  #choose() {
    const chosen = this.#chosen;
    for (const row of this.#table.rows) {
      [...row.cells].forEach((cell, index) => {
        const isChosen = !index || !chosen?.size || chosen.has(index);
        setAside(cell, chosen ? !isChosen : this.#given[index]);
      });
    }
    this.#left = this.#asides;
    this.#name();
  }

  #show() {
    const chosen = Number(this.#one.value);
    for (const row of this.#table.rows) {
      [...row.cells].forEach((cell, index) => cell.classList.toggle(FOLDED, index > 0 && index !== chosen));
    }
  }
}
