/**
 * A list of a page that follows the reader's project: the rows of a table, or parts below each other. `data-follow` says
 * how: `each` shows what holds for the project, `nearest` what is nearest to it where nothing does; `first` shows
 * everything, the project's own before the rest.
 *
 * @typedef {import("./choices.mjs").Kind} Kind
 * @typedef {import("./choices.mjs").Said} Said
 * @typedef {{held: number, all: number, linked: boolean, nearest: number, differs: Kind[]}} Told how many of all lines
 *   hold; whether one more is seen, as a link leads to it; how many are nearest, and in what those differ
 */

import { create } from "../page/elements.mjs";
import { setAside } from "../page/aside.mjs";
import { differing, isOwn, kindsOf, weight } from "./choices.mjs";

let named = 0;

export class List {
  /** What one of its lines is called when there are several. */
  noun;
  /** @type {Set<Kind>} Choices that it depends on. */
  kinds;
  #box;
  /** @type {HTMLElement[]} In the order of the page. */
  #items;
  /** @type {HTMLElement[]} */
  #first = [];

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
    const body = box.querySelector(":scope > table > tbody, :scope .md-typeset__table > table > tbody");
    this.#items = /** @type {HTMLElement[]} */ ([...(body ?? box).children]);
    this.noun = box.dataset.each ?? "lines";
    const holdings = this.#items.flatMap(({ dataset }) => [dataset.for ?? "", dataset.is ?? ""]).filter(Boolean);
    this.kinds = new Set(holdings.flatMap(kindsOf));
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
    const differences = new Map(this.#items.map((item) => [item, item.dataset.for && said ? differing(item.dataset.for, said) : []]));
    const of = (/** @type {HTMLElement} */ item) => differences.get(item) ?? [];
    const held = this.#items.filter((item) => !of(item).length).length;
    const least = Math.min(...this.#items.map((item) => weight(of(item))));
    const isNearest = !held && this.#box.dataset.follow === "nearest";
    let linked = false;
    const near = [];
    for (const item of this.#items) {
      const isNear = isNearest && weight(of(item)) === least;
      if (isNear) near.push(item);
      const aside = of(item).length > 0 && !isNear;
      const wanted = aside && Boolean(target && item.contains(target));
      linked ||= wanted;
      setAside(item, aside && !wanted);
    }
    setAside(this.#box, this.#items.length > 0 && !held && !near.length && !linked);
    this.#put(said ? this.#items.filter((item) => item.dataset.is && isOwn(item.dataset.is, said)) : [], mark);
    const differs = [...new Set(near.flatMap(of))];
    return { held, all: this.#items.length, linked, nearest: near.length, differs };
  }

  /**
   * Returns how many lines hold for a project.
   *
   * @param {Said} said
   */
  count(said) {
    return this.#items.filter(({ dataset }) => !dataset.for || !differing(dataset.for, said).length).length;
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
   * Puts lines first and marks them, and those that were first before where they stand on the page.
   *
   * @param {HTMLElement[]} first
   * @param {string} mark
   */
  #put(first, mark) {
    for (const item of this.#first.filter((item) => !first.includes(item)).reverse()) {
      item.querySelector(".hb-yours")?.remove();
      const next = this.#items[this.#items.indexOf(item) + 1] ?? null;
      item.parentElement?.insertBefore(item, next);
    }
    const fresh = first.filter((item) => !this.#first.includes(item));
    if (fresh.length) fresh[0].parentElement?.prepend(...first);
    for (const item of first) {
      const shown = item.querySelector(".hb-yours") ?? create("span", { className: "hb-yours hb-badge hb-yes" });
      shown.textContent = mark;
      if (!shown.parentElement) (item.firstElementChild ?? item).append(" ", shown);
    }
    this.#first = first;
  }
}
