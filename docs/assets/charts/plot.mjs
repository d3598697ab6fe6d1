/**
 * One chart, drawn by uPlot.
 *
 * @typedef {import("./charts.mjs").Drawing} Drawing
 * @typedef {import("./charts.mjs").Series} Series
 */

import { create } from "../page/elements.mjs";
import { bottomAxis, HEIGHT, NUMBER, placeName, reach, rise, smallestStep, valueText } from "./axes.mjs";
import { Legend } from "./legend.mjs";
import { COLOURS, DASHES, drawBands, drawMarkers, hatch, themeOf, withAlpha } from "./paint.mjs";

const PAPER_WIDTH = 660;
const SAY_MS = 250;
/** With more places than this an arrow key moves by several. */
const STEPS = 200;
/** Steps between ticks that are whole: 1, 2, 5, 10 and so on. */
const WHOLE_STEPS = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

/** @type {Promise<any> | undefined} */
let library;
/** @type {any} uPlot, once it is there */
let uPlot;

/** One chart: the canvas, its legend, and what is read out. */
export class Plot {
  /** Whether the page is on its way to a printer, where dark colours would not be seen. */
  static printing = false;

  #box;
  #stage = create("div", { className: "hb-stage", tabIndex: 0, role: "group", ariaRoleDescription: "chart" });
  #legend = new Legend();
  #spoken = create("p", { className: "hb-spoken", ariaLive: "polite" });
  #figure;
  #drawing;
  /** @type {any} */
  #chart;
  /** What can only change by a new uPlot. */
  #shape = "";
  #raw = "";
  #wanted = false;
  #paper = false;
  #speaking = 0;
  #theme;

  /**
   * @param {HTMLElement} box
   * @param {HTMLElement} figure
   */
  constructor(box, figure) {
    this.#box = box;
    this.#figure = figure;
    this.#drawing = drawingOf(figure);
    this.#theme = themeOf(box, false);
    box.append(this.#stage, this.#legend.element, this.#spoken);
    this.#stage.addEventListener("keydown", (event) => this.#key(event));
    this.#stage.addEventListener("blur", () => this.#chart?.setCursor({ left: -10, top: -10 }));
  }

  /**
   * Takes what a figure shows now.
   *
   * @param {HTMLElement} figure
   */
  take(figure) {
    this.#figure = figure;
    const raw = figure.dataset.chart ?? "";
    if (raw === this.#raw) return;
    this.#raw = raw;
    this.#drawing = drawingOf(figure);
    const title = figure.querySelector("figcaption")?.textContent ?? "";
    this.#stage.ariaLabel = `${title}. The arrow keys read the values.`;
    if (this.#chart) this.#update();
  }

  /** @param {boolean} [paper] whether to draw for a sheet of paper */
  async draw(paper = false) {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#paper = paper;
    try {
      await load();
      this.redraw();
    } catch {
      // The numbers are all there; without uPlot they are what there is to see.
      this.#wanted = false;
      this.#box.classList.add("hb-plot-failed");
      this.#figure.querySelector("details")?.setAttribute("open", "");
    }
  }

  /** Draws anew, such as in another theme. */
  redraw() {
    if (!this.#wanted || !uPlot) return;
    this.#chart?.destroy();
    this.#theme = themeOf(this.#box, this.#paper || Plot.printing);
    this.#shape = shapeOf(this.#drawing);
    this.#chart = new uPlot(this.#options(), this.#data(), this.#stage);
    // What the canvas shows is in the summary, the table and what is read out.
    this.#stage.querySelector(".uplot")?.setAttribute("aria-hidden", "true");
    this.#showLegend();
    this.#figure.dataset.drawn = "";
  }

  fit() {
    const size = this.#size();
    if (this.#chart && size.width > 0 && size.width !== this.#chart.width) this.#chart.setSize(size);
  }

  #showLegend() {
    this.#legend.fill(this.#drawing, this.#theme);
    this.#legend.read(this.#drawing, this.#chart.cursor.idx);
  }

  #update() {
    if (shapeOf(this.#drawing) !== this.#shape) return this.redraw();
    this.#chart.setData(this.#data());
    this.#showLegend();
    this.#figure.dataset.drawn = "";
  }

  #size() {
    const onPaper = this.#paper || Plot.printing;
    return { width: onPaper ? PAPER_WIDTH : Math.floor(this.#stage.clientWidth), height: HEIGHT };
  }

  /** Returns the numbers as uPlot takes them; stacked ones stand on each other, the highest at the back. */
  #data() {
    const { x, series, stacked } = this.#drawing;
    if (!stacked) return [x, ...series.map(({ values }) => values)];
    const sums = x.map(() => 0);
    const layers = series.map(({ values, axis, kind }) =>
      axis === "right" || kind === "line" || kind === "step"
        ? values
        : values.map((value, index) => (value === null ? null : (sums[index] += value))),
    );
    return [x, ...layers.reverse()];
  }

  /** Returns which series stands at which place of uPlot's. */
  #order() {
    const places = this.#drawing.series.map((_, index) => index);
    return this.#drawing.stacked ? places.reverse() : places;
  }

  #options() {
    const { series, y2Label, yLabel } = this.#drawing;
    const { muted, grid, font } = this.#theme;
    /** @param {(low: number, high: number) => number[]} ends */
    const ranged = (ends) => {
      return (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => ends(low, high);
    };
    const axis = { stroke: muted, font, labelFont: font, labelGap: 2, grid: { stroke: grid, width: 1 } };
    const ticks = { stroke: grid, width: 1, size: 5 };
    const values = (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((at) => NUMBER.format(at));
    const size = (/** @type {any} */ chart, /** @type {string[] | null} */ texts) => this.#axisWidth(chart, texts);
    const side = { ...axis, ticks, labelSize: 18, values, size };
    return {
      ...this.#size(),
      legend: { show: false },
      padding: [8, y2Label ? 0 : 12, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { size: 8 }, y: false },
      scales: {
        x: { time: false, range: ranged((low, high) => reach(this.#drawing, low, high)) },
        y: { range: ranged((low, high) => rise(this.#drawing.markers, low, high)) },
        y2: { range: ranged((low, high) => rise([], low, high)) },
      },
      axes: [
        { ...axis, ticks, ...bottomAxis(this.#drawing, this.#size().width) },
        { ...side, label: yLabel, incrs: steps(series, "left") },
        ...(y2Label
          ? [{ ...side, grid: { show: false }, scale: "y2", side: 1, label: y2Label, incrs: steps(series, "right") }]
          : []),
      ],
      series: [{}, ...this.#order().map((place) => this.#line(series[place], place))],
      hooks: {
        drawClear: [(/** @type {any} */ chart) => drawBands(chart, this.#drawing.bands, this.#theme)],
        draw: [(/** @type {any} */ chart) => drawMarkers(chart, this.#drawing.markers, this.#theme)],
        setCursor: [(/** @type {any} */ chart) => this.#legend.read(this.#drawing, chart.cursor.idx)],
      },
    };
  }

  /**
   * @param {any} chart
   * @param {string[] | null} texts
   */
  #axisWidth(chart, texts) {
    if (!texts) return 40;
    chart.ctx.font = this.#theme.font;
    return Math.ceil(Math.max(...texts.map((text) => chart.ctx.measureText(text ?? "").width)) + 14);
  }

  /**
   * @param {Series} series
   * @param {number} place
   */
  #line(series, place) {
    const stroke = this.#theme.colours[place % COLOURS];
    const dash = DASHES[place % DASHES.length];
    const shown = { label: series.name, scale: series.axis === "right" ? "y2" : "y", stroke, spanGaps: false };
    if (series.kind === "bar" || (series.kind === "area" && this.#drawing.stacked)) {
      const fill = () => hatch(this.#theme, place);
      if (series.kind === "area") return { ...shown, fill, width: 1.5, points: { show: false } };
      const paths = (/** @type {any} */ chart, /** @type {number} */ index) => this.#bars(chart, index);
      return { ...shown, fill, width: 1, points: { show: false }, paths };
    }
    const paths = series.kind === "step" ? uPlot.paths.stepped({ align: 1 }) : undefined;
    const fill = series.kind === "area" ? withAlpha(stroke, 0.18) : undefined;
    return { ...shown, width: 2, dash, fill, paths, points: { size: 4, space: 30 } };
  }

  /**
   * Returns the bars of a series: side by side with those of the others, or all as wide where they are stacked.
   *
   * @param {any} chart
   * @param {number} index
   */
  #bars(chart, index) {
    const { x, series, stacked } = this.#drawing;
    const bars = this.#order().filter((place) => series[place].kind === "bar");
    const group = stacked ? 1 : bars.length;
    const at = stacked ? 0 : bars.indexOf(this.#order()[index - 1]);
    const scale = chart.series[index].scale;
    const slot = Math.abs(chart.valToPos(smallestStep(x), "x", true) - chart.valToPos(0, "x", true));
    const width = Math.max(1, Math.min(slot * 0.78, 90 * devicePixelRatio) / group);
    const zero = chart.valToPos(0, scale, true);
    // Where several bars fall on one pixel, the one that reaches furthest is what can be seen.
    /** @type {Map<number, number>} */
    const tops = new Map();
    chart.data[index].forEach((/** @type {number | null} */ value, /** @type {number} */ place) => {
      if (value === null) return;
      const left = Math.round(chart.valToPos(x[place], "x", true) + (at - group / 2) * width);
      const top = chart.valToPos(value, scale, true);
      const known = tops.get(left) ?? zero;
      tops.set(left, Math.abs(top - zero) >= Math.abs(known - zero) ? top : known);
    });
    const path = new Path2D();
    for (const [left, top] of tops) path.rect(left, Math.min(top, zero), Math.max(1, width - 1), Math.abs(zero - top));
    // Outlines of bars that are as thin as a line take long and would hide the bars.
    return { stroke: width > 3 ? path : null, fill: path, clip: null, band: null, gaps: null, flags: 3 };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#chart || event.altKey || event.ctrlKey || event.metaKey) return;
    const { x } = this.#drawing;
    const now = this.#chart.cursor.idx;
    const step = Math.max(1, Math.ceil(x.length / STEPS));
    /** @type {Record<string, number>} */
    const moves = { ArrowRight: step, ArrowLeft: -step, PageDown: 10 * step, PageUp: -10 * step };
    let index;
    if (event.key === "Home") index = 0;
    else if (event.key === "End") index = x.length - 1;
    else if (event.key in moves) index = typeof now === "number" ? now + moves[event.key] : 0;
    else return;
    event.preventDefault();
    index = Math.min(x.length - 1, Math.max(0, index));
    this.#chart.setCursor({ left: this.#chart.valToPos(x[index], "x"), top: this.#chart.over.clientHeight / 2 });
    this.#say(index);
  }

  /** @param {number} index */
  #say(index) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      const { x, xLabel, series, markers } = this.#drawing;
      const values = series.map((one) => `${one.name}: ${valueText(one, index)}`);
      const marks = markers.filter((marker) => marker.x === x[index]).map(({ label }) => label);
      this.#spoken.textContent = [`${xLabel}: ${placeName(this.#drawing, index)}`, ...values, ...marks].join(". ");
    }, SAY_MS);
  }
}

/** Resolves to uPlot. When it does not arrive, the next chart asks again. */
function load() {
  library ??= import(new URL("uplot.mjs", import.meta.url).href).then((module) => (uPlot = module.default));
  library.catch(() => (library = undefined));
  return library;
}

/**
 * @param {HTMLElement} figure
 * @returns {Drawing}
 */
function drawingOf(figure) {
  return JSON.parse(figure.dataset.chart ?? "{}");
}

/**
 * Returns what a chart is made of besides its numbers.
 *
 * @param {Drawing} drawing
 */
function shapeOf({ series, xKind, xLabel, xNames, yLabel, y2Label, stacked }) {
  const names = series.map(({ name, kind, axis }) => [name, kind, axis]);
  const whole = [steps(series, "left"), steps(series, "right")].map(Boolean);
  return JSON.stringify([names, xKind, xLabel, xNames, yLabel, y2Label, stacked, whole]);
}

/**
 * Returns the steps between the ticks of an axis where all of its values are whole, as machines are: half of one is
 * none. Undefined leaves the choice to uPlot.
 *
 * @param {Series[]} series
 * @param {"left" | "right"} side
 * @returns {number[] | undefined}
 */
function steps(series, side) {
  const values = series.filter(({ axis }) => axis === side).flatMap((one) => one.values);
  return values.every((value) => value === null || Number.isInteger(value)) ? WHOLE_STEPS : undefined;
}
