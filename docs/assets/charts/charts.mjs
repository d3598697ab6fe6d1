/**
 * Draws the charts of an answer with uPlot, which comes when the first of them is near. Each stands in the page
 * already, as a summary and a table; without this module that is what a reader gets.
 *
 * @typedef {{name: string, kind: "line" | "area" | "step" | "bar", axis: "left" | "right",
 *   values: (number | null)[]}} Series
 * @typedef {{x: number[], xLabel: string, xKind: "number" | "weekday" | "date" | "category", xNames: string[], yLabel: string,
 *   y2Label: string, stacked: boolean, series: Series[], markers: {x: number, y: number | null, label: string}[],
 *   bands: {start: number, end: number, label: string, faint: boolean}[]}} Drawing what `data-chart` holds: calculators/answers/charts.py
 */

import { create } from "../page/elements.mjs";
import { Plot } from "./plot.mjs";

const NEAR = "400px";
const STYLES = ["uplot.css", "charts.css"].map((name) => new URL(name, import.meta.url).href);

/** @type {WeakMap<Element, Plot>} by the box that a plot lives in, which outlasts the figure around it */
const plots = new WeakMap();

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) plots.get(target)?.draw();
  },
  { rootMargin: NEAR },
);
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) plots.get(target)?.fit();
});

/**
 * Makes the charts in a part of the page ready; they are drawn when the reader comes near. A box that was kept from
 * the last answer takes the new numbers at once.
 *
 * @param {ParentNode} part
 */
export function show(part) {
  addStyles();
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(".hb-chart"))) {
    const box = /** @type {HTMLElement} */ (figure.querySelector(".hb-plot") ?? newBox(figure));
    const plot = plots.get(box) ?? newPlot(box, figure);
    plot.take(figure);
  }
}

/**
 * Draws the charts in a part of the page for paper: light, and as wide as a sheet.
 *
 * @param {ParentNode} part
 */
export async function drawForPaper(part) {
  show(part);
  const boxes = [...part.querySelectorAll(".hb-plot")];
  await Promise.all(boxes.map((box) => plots.get(box)?.draw(true)));
}

/** @param {HTMLElement} figure */
function newBox(figure) {
  const box = create("div", { className: "hb-plot" });
  figure.querySelector(".hb-chart-summary")?.after(box);
  return box;
}

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} figure
 */
function newPlot(box, figure) {
  const plot = new Plot(box, figure);
  plots.set(box, plot);
  near.observe(box);
  sizes.observe(box);
  return plot;
}

function addStyles() {
  for (const href of STYLES) {
    if ([...document.styleSheets].some((sheet) => sheet.href === href)) continue;
    if (document.head.querySelector(`link[href="${href}"]`)) continue;
    document.head.append(create("link", { rel: "stylesheet", href }));
  }
}

function redrawAll() {
  for (const box of document.querySelectorAll(".hb-plot")) plots.get(box)?.redraw();
}

/** @param {boolean} now */
function print(now) {
  if (Plot.printing === now) return;
  Plot.printing = now;
  redrawAll();
}

window.addEventListener("beforeprint", () => print(true));
window.addEventListener("afterprint", () => print(false));
matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);
new MutationObserver(redrawAll).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
