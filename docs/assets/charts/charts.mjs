/**
 * Draws the charts of an answer with uPlot, which comes when the first of them is near. Each stands in the page
 * already, as a summary and a table; without this module that is what a reader gets.
 *
 * @typedef {{name: string, kind: "line" | "area" | "step" | "bar", axis: "left" | "right",
 *   values: (number | null)[]}} Series
 * @typedef {{x: number[], xLabel: string, xKind: "number" | "weekday" | "date" | "category", xNames: string[], yLabel: string,
 *   y2Label: string, stacked: boolean, series: Series[], markers: {x: number, y: number | null, label: string}[],
 *   bands: {start: number, end: number, label: string, faint: boolean}[]}} Drawing what `data-chart` holds: calculators/answers/charts.py
 * @typedef {{ink: string, muted: string, grid: string, paper: string, font: string, colours: string[]}} Theme
 */

const HEIGHT = 280;
const PAPER_WIDTH = 660;
const NEAR = "400px";
const SAY_MS = 250;
const ROW = 16;
/** What the axis below and its label take of the height. */
const AXIS = 60;
/** With more places than this an arrow key moves by several. */
const STEPS = 200;
const COLOURS = 6;
/** Dashes and hatches, so that no series is told from another by its colour alone. */
const DASHES = [[], [9, 4], [2, 3], [11, 4, 2, 4], [5, 2], [14, 3, 2, 3, 2, 3]];
const HATCHES = ["none", "up", "dots", "down", "cross", "level"];
const BANDS = ["down", "cross", "dots", "level", "up"];
const STYLES = ["uplot.css", "charts.css"].map((name) => new URL(name, import.meta.url).href);
const NUMBER = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const DAY_S = 86_400;
/** Steps of an axis that shows a clock on the wall: from a minute to ten years. */
const CLOCK_STEPS = [
  ...[60, 300, 900, 3_600, 10_800, 21_600, 43_200],
  ...[1, 2, 7, 28, 91, 364, 1_820, 3_640].map((days) => days * DAY_S),
];
const MONTHLY = 28 * DAY_S;
/** A clock on the wall has no time zone: its seconds are shown as they are. */
const WALL = Object.fromEntries(
  [
    ["time", { hour: "2-digit", minute: "2-digit" }],
    ["weekday", { weekday: "short" }],
    ["date", { weekday: "short", day: "numeric", month: "short" }],
    ["month", { month: "short", year: "numeric" }],
  ].map(([name, parts]) => [name, new Intl.DateTimeFormat("en-GB", { .../** @type {any} */ (parts), timeZone: "UTC" })]),
);

/** @type {WeakMap<Element, Plot>} by the box that a plot lives in, which outlasts the figure around it */
const plots = new WeakMap();
/** @type {Promise<any> | undefined} */
let library;
/** @type {any} uPlot, once it is there */
let uPlot;

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
    const box = figure.querySelector(".hb-plot") ?? newBox(figure);
    const plot = plots.get(box) ?? new Plot(/** @type {HTMLElement} */ (box), figure);
    plots.set(box, plot);
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
  const box = create("div", "hb-plot");
  figure.querySelector(".hb-chart-summary")?.after(box);
  return box;
}

/** Resolves to uPlot. When it does not arrive, the next chart asks again. */
function load() {
  library ??= import(new URL("uplot.mjs", import.meta.url).href).then((module) => (uPlot = module.default));
  library.catch(() => (library = undefined));
  return library;
}

function addStyles() {
  for (const href of STYLES) {
    if ([...document.styleSheets].some((sheet) => sheet.href === href)) continue;
    if (document.head.querySelector(`link[href="${href}"]`)) continue;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}

/** One chart: the canvas, its legend, and what is read out. */
class Plot {
  #box;
  #stage = create("div", "hb-stage");
  #legend = create("ul", "hb-legend");
  #spoken = create("p", "hb-spoken");
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
  /** @type {HTMLElement[]} */
  #readings = [];

  /**
   * @param {HTMLElement} box
   * @param {HTMLElement} figure
   */
  constructor(box, figure) {
    this.#box = box;
    this.#figure = figure;
    this.#drawing = drawingOf(figure);
    this.#theme = themeOf(box, false);
    this.#stage.tabIndex = 0;
    this.#stage.role = "group";
    this.#stage.ariaRoleDescription = "chart";
    this.#spoken.ariaLive = "polite";
    box.append(this.#stage, this.#legend, this.#spoken);
    this.#stage.addEventListener("keydown", (event) => this.#key(event));
    this.#stage.addEventListener("blur", () => this.#chart?.setCursor({ left: -10, top: -10 }));
    near.observe(box);
    sizes.observe(box);
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
    this.#theme = themeOf(this.#box, this.#paper || printing);
    this.#shape = shapeOf(this.#drawing);
    this.#chart = new uPlot(this.#options(), this.#data(), this.#stage);
    // What the canvas shows is in the summary, the table and what is read out.
    this.#stage.querySelector(".uplot")?.setAttribute("aria-hidden", "true");
    this.#fillLegend();
    this.#figure.dataset.drawn = "";
  }

  fit() {
    const size = this.#size();
    if (this.#chart && size.width > 0 && size.width !== this.#chart.width) this.#chart.setSize(size);
  }

  #update() {
    if (shapeOf(this.#drawing) !== this.#shape) return this.redraw();
    this.#chart.setData(this.#data());
    this.#fillLegend();
    this.#figure.dataset.drawn = "";
  }

  #size() {
    const onPaper = this.#paper || printing;
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
    const { series, y2Label, yLabel, xKind } = this.#drawing;
    const { muted, grid, font } = this.#theme;
    /** @param {(low: number, high: number) => number[]} reach */
    const ranged = (reach) => {
      return (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => reach(low, high);
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
        x: { time: false, range: ranged((low, high) => this.#reach(low, high)) },
        y: { range: ranged((low, high) => this.#height(low, high, true)) },
        y2: { range: ranged((low, high) => this.#height(low, high, false)) },
      },
      axes: [
        { ...axis, ticks, ...this.#bottom() },
        { ...side, label: yLabel },
        ...(y2Label ? [{ ...side, grid: { show: false }, scale: "y2", side: 1, label: y2Label }] : []),
      ],
      series: [{}, ...this.#order().map((place) => this.#line(series[place], place))],
      hooks: {
        drawClear: [(/** @type {any} */ chart) => this.#drawBands(chart)],
        draw: [(/** @type {any} */ chart) => this.#drawMarkers(chart)],
        setCursor: [(/** @type {any} */ chart) => this.#read(chart.cursor.idx)],
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

  /** Returns the axis below: numbers, a clock on the wall, or names. */
  #bottom() {
    const { xKind, xLabel, xNames, x } = this.#drawing;
    if (xKind === "weekday" || xKind === "date") {
      const values = (/** @type {any} */ _, /** @type {number[]} */ splits) =>
        clockLabels(splits, xKind, x[0]);
      return { label: xLabel, labelSize: 20, size: 44, values, incrs: CLOCK_STEPS, space: xKind === "date" ? 78 : 54 };
    }
    if (xKind === "number") {
      const values = (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((at) => NUMBER.format(at));
      return { label: xLabel, labelSize: 20, size: 30, values, space: 60 };
    }
    const longest = Math.max(...xNames.map((name) => name.length), 1);
    const room = this.#size().width / Math.max(x.length, 1);
    const turned = longest * 6.5 > room;
    const each = Math.max(1, Math.ceil((turned ? 18 : longest * 6.5) / room));
    const short = (/** @type {number} */ place) => {
      const name = xNames[place] ?? "";
      return name.length > 18 ? `${name.slice(0, 17)}\u2026` : name;
    };
    return {
      label: xLabel,
      labelSize: 20,
      rotate: turned ? 45 : 0,
      size: turned ? 24 + Math.min(longest, 18) * 4.7 : 28,
      splits: () => x.filter((_, index) => index % each === 0),
      values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map(short),
    };
  }

  /**
   * Returns how far the x axis reaches: all points and marks, and half a bar more where there are bars.
   *
   * @param {number} low
   * @param {number} high
   */
  #reach(low, high) {
    const { x, xKind, series, markers, bands } = this.#drawing;
    if (!x.length) return [0, 1];
    const ends = [...markers.map((marker) => marker.x), ...bands.flatMap(({ start, end }) => [start, end])];
    const from = Math.min(low, ...ends);
    const to = Math.max(high, ...ends);
    const wide = xKind === "category" || series.some(({ kind }) => kind === "bar");
    const pad = wide ? smallestStep(x) / 2 : from === to ? 1 : 0;
    return [from - pad, to + pad];
  }

  /**
   * Returns how far an axis at the side reaches: from zero, and a little beyond the highest value.
   *
   * @param {number | null} low
   * @param {number | null} high
   * @param {boolean} marked
   */
  #height(low, high, marked) {
    const marks = marked ? this.#drawing.markers.flatMap(({ y }) => (y === null ? [] : [y])) : [];
    const from = Math.min(0, low ?? 0, ...marks);
    const to = Math.max(high ?? 0, 0, ...marks);
    // The labels of the marks stand above what is drawn.
    const rows = marked ? this.#drawing.markers.length : 0;
    const room = 0.06 + (rows * ROW) / (HEIGHT - AXIS - rows * ROW);
    return to === from ? [from, from + 1] : [from < 0 ? from * 1.06 : 0, to + (to - from) * room];
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

  /** @param {any} chart */
  #drawBands(chart) {
    const { ctx, bbox } = chart;
    ctx.save();
    for (const { start, end, label, faint } of this.#drawing.bands) {
      const left = chart.valToPos(start, "x", true);
      const right = chart.valToPos(end, "x", true);
      ctx.fillStyle = bandPattern(this.#theme, faint ? null : this.#bandLabels().indexOf(label));
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
    ctx.restore();
  }

  /** Returns what bands that are not faint are called; those of one name look alike. */
  #bandLabels() {
    return [...new Set(this.#drawing.bands.filter(({ faint }) => !faint).map(({ label }) => label))];
  }

  /** @param {any} chart */
  #drawMarkers(chart) {
    const { ctx, bbox } = chart;
    const { ink, paper, font } = this.#theme;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = scaled(font, ratio);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    this.#drawing.markers.forEach(({ x, y, label }, index) => {
      const left = chart.valToPos(x, "x", true);
      const row = bbox.top + (index + 0.5) * ROW * ratio;
      ctx.strokeStyle = ctx.fillStyle = ink;
      ctx.lineWidth = 1.5 * ratio;
      ctx.setLineDash([3 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(left, row);
      ctx.lineTo(left, bbox.top + bbox.height);
      ctx.stroke();
      ctx.setLineDash([]);
      if (y !== null) diamond(ctx, left, chart.valToPos(y, "y", true), 6 * ratio, ink, paper);
      const text = fitted(ctx, label, bbox.width - 8 * ratio);
      const width = ctx.measureText(text).width + 8 * ratio;
      const start = Math.max(bbox.left, Math.min(left, bbox.left + bbox.width - width));
      ctx.fillStyle = paper;
      ctx.fillRect(start, row - (ROW / 2) * ratio, width, ROW * ratio);
      ctx.fillStyle = ink;
      ctx.fillText(text, start + 4 * ratio, row);
    });
    ctx.restore();
  }

  #fillLegend() {
    const { series, bands, xLabel } = this.#drawing;
    const entries = series.map((item, place) =>
      this.#entry(
        (ctx) => swatch(ctx, this.#theme, item, place, this.#drawing.stacked),
        item.axis === "right" ? `${item.name}, right axis` : item.name,
      ),
    );
    const place = this.#entry(null, xLabel);
    place.className = "hb-legend-place";
    this.#readings = [place, ...entries].map((entry) => /** @type {HTMLElement} */ (entry.querySelector("b")));
    const labels = new Map(bands.map(({ label, faint }) => [label, faint]));
    const shaded = [...labels].map(([label, faint]) => {
      const fill = bandPattern(this.#theme, faint ? null : this.#bandLabels().indexOf(label));
      const entry = this.#entry((ctx) => fillSwatch(ctx, fill, this.#theme.muted), label);
      entry.querySelector("b")?.remove();
      return entry;
    });
    this.#legend.replaceChildren(...entries, ...shaded, place);
    this.#read(this.#chart.cursor.idx);
  }

  /**
   * @param {((ctx: CanvasRenderingContext2D) => void) | null} paint
   * @param {string} name
   */
  #entry(paint, name) {
    const entry = document.createElement("li");
    if (paint) {
      const canvas = document.createElement("canvas");
      canvas.width = 28 * devicePixelRatio;
      canvas.height = 12 * devicePixelRatio;
      canvas.className = "hb-swatch";
      canvas.ariaHidden = "true";
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      ctx.scale(devicePixelRatio, devicePixelRatio);
      paint(ctx);
      entry.append(canvas);
    }
    entry.append(`${name} `, document.createElement("b"));
    return entry;
  }

  /**
   * Shows the values at a place in the legend.
   *
   * @param {number | null | undefined} index
   */
  #read(index) {
    if (!this.#readings.length) return;
    const [place, ...values] = this.#readings;
    const here = typeof index === "number" && index < this.#drawing.x.length;
    // It keeps its room: what is below must not jump.
    place.parentElement?.classList.toggle("hb-legend-idle", !here);
    place.textContent = here ? this.#place(/** @type {number} */ (index)) : "";
    values.forEach((value, at) => (value.textContent = here ? this.#value(at, /** @type {number} */ (index)) : ""));
  }

  /** @param {number} index */
  #place(index) {
    const { x, xKind, xNames } = this.#drawing;
    if (xKind === "weekday" || xKind === "date") {
      const at = x[index] * 1_000;
      const week = xKind === "weekday" ? Math.floor((x[index] - x[0]) / (7 * DAY_S)) : 0;
      return `${WALL[xKind].format(at)}, ${WALL.time.format(at)}${week ? ` of week ${week + 1}` : ""}`;
    }
    return (xKind === "category" && xNames[x[index]]) || NUMBER.format(x[index]);
  }

  /**
   * @param {number} at of the series
   * @param {number} index
   */
  #value(at, index) {
    const value = this.#drawing.series[at].values[index];
    return value === null || value === undefined ? "no value" : NUMBER.format(value);
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
      const values = this.#drawing.series.map(({ name }, at) => `${name}: ${this.#value(at, index)}`);
      const marks = this.#drawing.markers.filter(({ x }) => x === this.#drawing.x[index]).map(({ label }) => label);
      this.#spoken.textContent = [`${this.#drawing.xLabel}: ${this.#place(index)}`, ...values, ...marks].join(". ");
    }, SAY_MS);
  }
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
  return JSON.stringify([names, xKind, xLabel, xNames, yLabel, y2Label, stacked]);
}

/**
 * Returns labels of times: the day where one begins, and the hour elsewhere; far apart the week or the month.
 *
 * @param {number[]} splits
 * @param {"weekday" | "date"} kind
 * @param {number} start
 */
function clockLabels(splits, kind, start) {
  const step = splits.length > 1 ? splits[1] - splits[0] : 0;
  if (kind === "weekday" && step >= 7 * DAY_S) {
    return splits.map((split) => `Week ${Math.floor((split - start) / (7 * DAY_S)) + 1}`);
  }
  const days = step > MONTHLY ? WALL.month : WALL[kind];
  let before = "";
  return splits.map((split) => {
    const day = days.format(split * 1_000);
    const time = WALL.time.format(split * 1_000);
    const label = step >= DAY_S ? day : day === before ? time : `${time}\n${day}`;
    before = day;
    return label;
  });
}

/** @param {number[]} x */
function smallestStep(x) {
  let least = Infinity;
  for (let index = 1; index < x.length; index++) least = Math.min(least, x[index] - x[index - 1]);
  return Number.isFinite(least) && least > 0 ? least : 1;
}

/**
 * @param {HTMLElement} box
 * @param {boolean} paper
 * @returns {Theme}
 */
function themeOf(box, paper) {
  box.classList.toggle("hb-on-paper", paper);
  const style = getComputedStyle(box);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--hb-chart-${name}`).trim();
  return {
    ink: read("ink"),
    muted: read("muted"),
    grid: read("grid"),
    paper: read("paper"),
    font: `12px ${style.fontFamily}`,
    colours: Array.from({ length: COLOURS }, (_, index) => read(`${index + 1}`)),
  };
}

/**
 * @param {string} colour as #rrggbb
 * @param {number} alpha
 */
function withAlpha(colour, alpha) {
  return `${colour}${Math.round(alpha * 255).toString(16).padStart(2, "0")}`;
}

/**
 * Returns the fill of bars: a light colour on the page's ground, and a hatch of its own.
 *
 * @param {Theme} theme
 * @param {number} place
 */
function hatch({ paper, colours }, place) {
  const colour = colours[place % COLOURS];
  return pattern(paper, withAlpha(colour, 0.35), withAlpha(colour, 0.9), HATCHES[place % HATCHES.length]);
}

/**
 * @param {Theme} theme
 * @param {number | null} place of the band's name among the others; null for a faint one
 */
function bandPattern({ muted }, place) {
  const kind = place === null ? "none" : BANDS[place % BANDS.length];
  return pattern("", withAlpha(muted, 0.1), withAlpha(muted, 0.35), kind);
}

/**
 * @param {string} ground
 * @param {string} tint
 * @param {string} line
 * @param {string} kind of HATCHES
 */
function pattern(ground, tint, line, kind) {
  const size = 8;
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const ctx = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  for (const colour of [ground, tint]) {
    if (!colour) continue;
    ctx.fillStyle = colour;
    ctx.fillRect(0, 0, size, size);
  }
  ctx.strokeStyle = ctx.fillStyle = line;
  ctx.lineWidth = 1.2;
  const stroke = (/** @type {number[]} */ ...points) => {
    ctx.beginPath();
    ctx.moveTo(points[0], points[1]);
    ctx.lineTo(points[2], points[3]);
    ctx.stroke();
  };
  if (kind === "up" || kind === "cross") for (const by of [-size, 0, size]) stroke(by, size, by + size, 0);
  if (kind === "down" || kind === "cross") for (const by of [-size, 0, size]) stroke(by, 0, by + size, size);
  if (kind === "level") stroke(0, size / 2, size, size / 2);
  if (kind === "dots") ctx.fillRect(size / 2 - 1, size / 2 - 1, 2.5, 2.5);
  return /** @type {CanvasPattern} */ (ctx.createPattern(tile, "repeat"));
}

/**
 * Paints a sample of a series for the legend.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Theme} theme
 * @param {Series} series
 * @param {number} place
 * @param {boolean} stacked
 */
function swatch(ctx, theme, { kind }, place, stacked) {
  const colour = theme.colours[place % COLOURS];
  if (kind === "bar" || (kind === "area" && stacked)) return fillSwatch(ctx, hatch(theme, place), colour);
  if (kind === "area") {
    ctx.fillStyle = withAlpha(colour, 0.18);
    ctx.fillRect(0, 4, 28, 8);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.setLineDash(DASHES[place % DASHES.length]);
  ctx.beginPath();
  ctx.moveTo(0, kind === "area" ? 4 : 6);
  ctx.lineTo(28, kind === "area" ? 4 : 6);
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {CanvasPattern} fill
 * @param {string} edge
 */
function fillSwatch(ctx, fill, edge) {
  ctx.fillStyle = fill;
  ctx.strokeStyle = edge;
  ctx.fillRect(0.5, 0.5, 27, 11);
  ctx.strokeRect(0.5, 0.5, 27, 11);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {string} ink
 * @param {string} paper
 */
function diamond(ctx, x, y, size, ink, paper) {
  ctx.beginPath();
  ctx.moveTo(x, y - size);
  ctx.lineTo(x + size, y);
  ctx.lineTo(x, y + size);
  ctx.lineTo(x - size, y);
  ctx.closePath();
  ctx.fillStyle = ink;
  ctx.fill();
  ctx.strokeStyle = paper;
  ctx.stroke();
}

/**
 * Returns a font in pixels of the canvas.
 *
 * @param {string} font
 * @param {number} ratio
 */
function scaled(font, ratio) {
  return font.replace(/^(\d+)px/, (_, size) => `${Number(size) * ratio}px`);
}

/**
 * Returns as much of a text as fits.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {number} width
 */
function fitted(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}\u2026`).width > width) length--;
  return `${text.slice(0, length)}\u2026`;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} name
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function create(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

function redrawAll() {
  for (const box of document.querySelectorAll(".hb-plot")) plots.get(box)?.redraw();
}

/** Whether the page is on its way to a printer, where dark colours would not be seen. */
let printing = false;

/** @param {boolean} now */
function print(now) {
  if (printing === now) return;
  printing = now;
  redrawAll();
}

window.addEventListener("beforeprint", () => print(true));
window.addEventListener("afterprint", () => print(false));
matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawAll);
new MutationObserver(redrawAll).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
