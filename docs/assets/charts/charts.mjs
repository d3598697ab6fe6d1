/**
 * Reads charts of lines out, by arrow keys and by a pointer. They stand in the page already, drawn by
 * calculators/answers/drawing.py, with a summary and a table; without this module that is what a reader gets.
 *
 * @typedef {{x: number[], xLabel: string, xKind: "number" | "weekday" | "date" | "clock", from: number, to: number,
 *   series: {name: string, values: (number | null)[]}[],
 *   markers: {x: number, label: string}[]}} Read what `data-chart` holds: calculators/answers/charts.py
 */

import { bringSheet, create } from "../page/elements.mjs";
import { placeName, valueText } from "./values.mjs";

const STYLE = new URL("charts.css", import.meta.url).href;
const SAY_MS = 250;
/** With more places than this an arrow key moves by several. */
const STEPS = 200;

/** @type {WeakSet<Element>} */
const ready = new WeakSet();

/**
 * Makes the charts in a part of the page ready to be read.
 *
 * @param {ParentNode} part
 */
export function show(part) {
  bringSheet(STYLE);
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(".hb-chart[data-chart]"))) {
    const plot = /** @type {HTMLElement | null} */ (figure.querySelector(".hb-plot"));
    if (!plot || ready.has(plot)) continue;
    ready.add(plot);
    new Reader(figure, plot);
  }
}

/** What a reader is told of one chart. */
class Reader {
  #figure;
  #plot;
  /** @type {Read | undefined} What is read, once somebody reads. */
  #known;
  #cursor = create("i", { className: "hb-cursor", hidden: true });
  #shown = create("p", { className: "hb-reading", ariaHidden: "true" });
  #spoken = create("p", { className: "hb-spoken", ariaLive: "polite" });
  #index = -1;
  #speaking = 0;

  /**
   * @param {HTMLElement} figure
   * @param {HTMLElement} plot
   */
  constructor(figure, plot) {
    this.#figure = figure;
    this.#plot = plot;
    const title = figure.querySelector("figcaption")?.textContent ?? "";
    Object.assign(plot, { tabIndex: 0, role: "group", ariaLabel: `${title}. The arrow keys read the values.` });
    plot.ariaRoleDescription = "chart";
    const field = /** @type {HTMLElement} */ (plot.querySelector(".hb-stage"));
    field.append(this.#cursor);
    plot.append(this.#shown, this.#spoken);
    plot.addEventListener("keydown", (event) => this.#key(event));
    plot.addEventListener("blur", () => this.#leave());
    field.addEventListener("pointermove", (event) => {
      const { left, width } = field.getBoundingClientRect();
      const { from, to } = this.#read;
      this.#turnTo(this.#nearest(from + ((event.clientX - left) / width) * (to - from)));
    });
    field.addEventListener("pointerleave", () => this.#leave());
  }

  /** @returns {Read} */
  get #read() {
    return (this.#known ??= JSON.parse(this.#figure.dataset.chart ?? "{}"));
  }

  /** @param {number} at */
  #nearest(at) {
    const { x } = this.#read;
    const next = x.findIndex((place) => place >= at);
    if (next <= 0) return next < 0 ? x.length - 1 : 0;
    return at - x[next - 1] < x[next] - at ? next - 1 : next;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { x } = this.#read;
    const step = Math.max(1, Math.ceil(x.length / STEPS));
    /** @type {Record<string, number>} */
    const moves = { ArrowRight: step, ArrowLeft: -step, PageDown: 10 * step, PageUp: -10 * step };
    let index;
    if (event.key === "Home") index = 0;
    else if (event.key === "End") index = x.length - 1;
    else if (event.key in moves) index = this.#index < 0 ? 0 : this.#index + moves[event.key];
    else return;
    event.preventDefault();
    this.#turnTo(Math.min(x.length - 1, Math.max(0, index)));
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => (this.#spoken.textContent = this.#shown.textContent), SAY_MS);
  }

  /** @param {number} index */
  #turnTo(index) {
    const { x, xLabel, series, markers, from, to } = this.#read;
    this.#index = index;
    this.#cursor.hidden = false;
    this.#cursor.style.left = `${((x[index] - from) / (to - from)) * 100}%`;
    const values = series.map((one) => `${one.name}: ${valueText(one.values[index])}`);
    const marks = markers.filter((marker) => marker.x === x[index]).map(({ label }) => label);
    this.#shown.textContent = [`${xLabel}: ${placeName(this.#read, index)}`, ...values, ...marks].join(". ");
  }

  #leave() {
    this.#index = -1;
    this.#cursor.hidden = true;
    this.#shown.textContent = "";
  }
}
