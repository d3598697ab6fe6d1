/**
 * A list of a page that follows the reader's project: the rows of a table, or parts below each other. `data-follow` says
 * how: `each` shows what holds for the project, `nearest` what is nearest to it where nothing does; `first` shows
 * everything, the project's own before the rest; `columns` leaves the rows alone. Columns of a table whose head says for
 * whom they are show only what holds, in each of them.
 *
 * @typedef {import("./choices.mjs").Kind} Kind
 * @typedef {import("./choices.mjs").Said} Said
 * @typedef {import("./lines.mjs").Line} Line
 * @typedef {{held: number, all: number}} Count how many hold, of all
 * @typedef {{lines: Count, columns: Count, linked: boolean, nearest: number, differs: Kind[]}} Told `linked`: one more
 *   is seen, as a link leads to it; `nearest`: how many are nearest, and in what those differ
 */

import { create } from "../page/elements.mjs";
import { setAside, setFirst } from "../page/aside.mjs";
import { differing, isOwn, kindsOf, weight } from "./choices.mjs";
import { columnsOf, linesOf } from "./lines.mjs";

let named = 0;

export class List {
  /** What one of its lines is called when there are several. */
  noun;
  /** @type {Set<Kind>} Choices that it depends on. */
  kinds;
  #box;
  /** @type {Line[]} In the order of the page. */
  #lines;
  /** @type {Line[]} */
  #first = [];
  #columns;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
    this.#lines = linesOf(box);
    this.#columns = columnsOf(box);
    this.noun = box.dataset.each ?? "lines";
    const holdings = [...this.#lines, ...this.#columns.columns].flatMap(({ holds, is }) => [holds, is]).filter(Boolean);
    this.kinds = new Set(holdings.flatMap(kindsOf));
  }

  /** What is counted of it. */
  get nouns() {
    return [...(this.#lines.length ? [this.noun] : []), ...(this.#columns.columns.length ? ["columns"] : [])];
  }

  /** Where something about it is said. */
  get before() {
    const before = this.#box.previousElementSibling;
    return before?.classList.contains("hb-tools") ? before : this.#box;
  }

  /**
   * Shows what holds for a project, its own first; everything, in the order of the page, without one.
   *
   * @param {Said | null} said
   * @param {Element | null} target what the address leads to, which is seen in any case
   * @param {string} mark what its own lines are called
   * @returns {Told}
   */
  follow(said, target, mark) {
    const differences = new Map(this.#lines.map((line) => [line, line.holds && said ? differing(line.holds, said) : []]));
    const of = (/** @type {Line} */ line) => differences.get(line) ?? [];
    const held = this.#lines.filter((line) => !of(line).length).length;
    const least = Math.min(...this.#lines.map((line) => weight(of(line))));
    const isNearest = !held && this.#box.dataset.follow === "nearest";
    let linked = false;
    const near = [];
    for (const line of this.#lines) {
      const isNear = isNearest && weight(of(line)) === least;
      if (isNear) near.push(line);
      const aside = of(line).length > 0 && !isNear;
      const wanted = aside && Boolean(target && line.elements.some((element) => element.contains(target)));
      linked ||= wanted;
      for (const element of line.elements) setAside(element, aside && !wanted);
    }
    setAside(this.#box, this.#lines.length > 0 && !held && !near.length && !linked);
    this.#put(said ? this.#lines.filter((line) => line.is && isOwn(line.is, said)) : [], mark);
    const differs = [...new Set(near.flatMap(of))];
    const columns = this.#heldColumns(said);
    for (const column of this.#columns.columns) for (const cell of column.elements) setAside(cell, !columns.includes(column));
    return { lines: { held, all: this.#lines.length }, columns: this.#counted(columns), linked, nearest: near.length, differs };
  }

  /**
   * Returns how many lines hold for a project, and how many columns.
   *
   * @param {Said} said
   * @returns {{lines: Count, columns: Count}}
   */
  count(said) {
    const held = this.#lines.filter(({ holds }) => !holds || !differing(holds, said).length).length;
    return { lines: { held, all: this.#lines.length }, columns: this.#counted(this.#heldColumns(said)) };
  }

  /**
   * Names what is said about it, which goes with it on paper.
   *
   * @param {HTMLElement} chip
   */
  name(chip) {
    this.#box.dataset.chip = chip.dataset.of = `${++named}`;
  }

  /**
   * Returns the columns that are seen: all where none would be left of those that depend on the project.
   *
   * @param {Said | null} said
   */
  #heldColumns(said) {
    const { columns } = this.#columns;
    const held = said ? columns.filter(({ holds }) => !differing(holds, said).length) : columns;
    return held.length ? held : columns;
  }

  /**
   * @param {Line[]} held
   * @returns {Count} nothing of a table whose columns hold for every project
   */
  #counted(held) {
    const { columns, all } = this.#columns;
    return columns.length ? { held: all - columns.length + held.length, all } : { held: 0, all: 0 };
  }

  /**
   * Puts lines first and marks them, and those that were first before where they stand on the page.
   *
   * @param {Line[]} first
   * @param {string} mark
   */
  #put(first, mark) {
    for (const line of this.#first.filter((line) => !first.includes(line)).reverse()) {
      const [item] = line.elements;
      item.querySelector(".hb-yours")?.remove();
      setFirst(item, false);
      const next = this.#lines[this.#lines.indexOf(line) + 1]?.elements[0] ?? null;
      item.parentElement?.insertBefore(item, next);
    }
    const items = first.map(({ elements: [item] }) => item);
    if (first.some((line) => !this.#first.includes(line))) items[0].parentElement?.prepend(...items);
    for (const item of items) {
      setFirst(item, true);
      const shown = item.querySelector(".hb-yours") ?? create("span", { className: "hb-yours hb-badge hb-yes" });
      shown.textContent = mark;
      if (!shown.parentElement) (item.firstElementChild ?? item).append(" ", shown);
    }
    // What to plan with where nothing is the project's own is no advice beside what is.
    for (const advice of /** @type {NodeListOf<HTMLElement>} */ (this.#box.querySelectorAll(".hb-advised"))) {
      setAside(advice, items.length > 0 && !items.some((item) => item.contains(advice)));
    }
    this.#first = first;
  }
}
