/**
 * The legend of a chart: what each line and hatch is, and the values at the place that the reader is at.
 *
 * @typedef {import("./charts.mjs").Drawing} Drawing
 * @typedef {import("./paint.mjs").Theme} Theme
 */

import { create } from "../page/elements.mjs";
import { placeName, valueText } from "./axes.mjs";
import { bandFill, fillSwatch, swatch } from "./paint.mjs";

export class Legend {
  element = create("ul", { className: "hb-legend" });
  /** @type {HTMLElement[]} what shows the place, then a value for each series */
  #readings = [];

  /**
   * Shows what a drawing is made of.
   *
   * @param {Drawing} drawing
   * @param {Theme} theme
   */
  fill({ series, bands, xLabel, stacked }, theme) {
    const entries = series.map((item, place) =>
      newEntry(
        (ctx) => swatch(ctx, theme, item, place, stacked),
        item.axis === "right" ? `${item.name}, right axis` : item.name,
      ),
    );
    const place = newEntry(null, xLabel);
    place.className = "hb-legend-place";
    this.#readings = [place, ...entries].map((entry) => /** @type {HTMLElement} */ (entry.querySelector("b")));
    const labels = new Map(bands.map(({ label, faint }) => [label, faint]));
    const shaded = [...labels].map(([label, faint]) => {
      const fill = bandFill(theme, bands, { label, faint });
      const entry = newEntry((ctx) => fillSwatch(ctx, fill, theme.muted), label);
      entry.querySelector("b")?.remove();
      return entry;
    });
    this.element.replaceChildren(...entries, ...shaded, place);
  }

  /**
   * Shows the values at a place, or none.
   *
   * @param {Drawing} drawing
   * @param {number | null | undefined} index
   */
  read(drawing, index) {
    if (!this.#readings.length) return;
    const [place, ...values] = this.#readings;
    const here = typeof index === "number" && index < drawing.x.length;
    // It keeps its room: what is below must not jump.
    place.parentElement?.classList.toggle("hb-legend-idle", !here);
    place.textContent = here ? placeName(drawing, /** @type {number} */ (index)) : "";
    values.forEach((value, at) => {
      value.textContent = here ? valueText(drawing.series[at], /** @type {number} */ (index)) : "";
    });
  }
}

/**
 * @param {((ctx: CanvasRenderingContext2D) => void) | null} paint
 * @param {string} name
 */
function newEntry(paint, name) {
  const entry = document.createElement("li");
  if (paint) {
    const size = { width: 28 * devicePixelRatio, height: 12 * devicePixelRatio };
    const canvas = create("canvas", { ...size, className: "hb-swatch", ariaHidden: "true" });
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    ctx.scale(devicePixelRatio, devicePixelRatio);
    paint(ctx);
    entry.append(canvas);
  }
  entry.append(`${name} `, document.createElement("b"));
  return entry;
}
