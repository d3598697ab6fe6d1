/**
 * What charts are painted with: colours, dashes, hatches, bands and markers.
 *
 * @typedef {import("./charts.mjs").Drawing} Drawing
 * @typedef {import("./charts.mjs").Series} Series
 * @typedef {{ink: string, muted: string, grid: string, paper: string, font: string, colours: string[]}} Theme
 */

import { create } from "../page/elements.mjs";
import { ROW } from "./axes.mjs";

export const COLOURS = 6;
/** Dashes and hatches, so that no series is told from another by its colour alone. */
export const DASHES = [[], [9, 4], [2, 3], [11, 4, 2, 4], [5, 2], [14, 3, 2, 3, 2, 3]];
const HATCHES = ["none", "up", "dots", "down", "cross", "level"];
const BANDS = ["down", "cross", "dots", "level", "up"];

/**
 * Paints the bands behind the lines.
 *
 * @param {any} chart
 * @param {Drawing["bands"]} bands
 * @param {Theme} theme
 */
export function drawBands(chart, bands, theme) {
  const { ctx, bbox } = chart;
  ctx.save();
  for (const band of bands) {
    const left = chart.valToPos(band.start, "x", true);
    const right = chart.valToPos(band.end, "x", true);
    ctx.fillStyle = bandFill(theme, bands, band);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

/**
 * Returns the fill of a band; those of one name look alike.
 *
 * @param {Theme} theme
 * @param {Drawing["bands"]} bands all of the chart
 * @param {{label: string, faint: boolean}} band
 */
export function bandFill(theme, bands, { label, faint }) {
  const labels = [...new Set(bands.filter((band) => !band.faint).map((band) => band.label))];
  return bandPattern(theme, faint ? null : labels.indexOf(label));
}

/**
 * Paints the markers with their texts, each in a line of its own.
 *
 * @param {any} chart
 * @param {Drawing["markers"]} markers
 * @param {Theme} theme
 */
export function drawMarkers(chart, markers, { ink, paper, font }) {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = scaled(font, ratio);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  markers.forEach(({ x, y, label }, index) => {
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

/**
 * Returns the colours that a box has by its style sheet.
 *
 * @param {HTMLElement} box
 * @param {boolean} paper whether it is for a sheet of paper
 * @returns {Theme}
 */
export function themeOf(box, paper) {
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
 * Returns a colour that lets the ground through.
 *
 * @param {string} colour as #rrggbb
 * @param {number} alpha
 */
export function withAlpha(colour, alpha) {
  return `${colour}${Math.round(alpha * 255).toString(16).padStart(2, "0")}`;
}

/**
 * Returns the fill of bars: a light colour on the page's ground, and a hatch of its own.
 *
 * @param {Theme} theme
 * @param {number} place
 */
export function hatch({ paper, colours }, place) {
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
  const tile = create("canvas", { width: size, height: size });
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
export function swatch(ctx, theme, { kind }, place, stacked) {
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
 * Paints a sample of a fill for the legend.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {CanvasPattern} fill
 * @param {string} edge
 */
export function fillSwatch(ctx, fill, edge) {
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
