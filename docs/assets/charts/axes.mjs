/**
 * The axes of a chart: how far they reach, and what stands at them.
 *
 * @typedef {import("./charts.mjs").Drawing} Drawing
 * @typedef {import("./charts.mjs").Series} Series
 */

export const HEIGHT = 280;
/** How high a line of a marker's text is. */
export const ROW = 16;
/** What the axis below and its label take of the height. */
const AXIS = 60;
export const NUMBER = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
/** Values are read out as the table shows them: with three digits, and from a thousand on with every whole one. */
const VALUE = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const THOUSAND = 1_000;
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

/**
 * Returns the axis below: numbers, a clock on the wall, or names.
 *
 * @param {Drawing} drawing
 * @param {number} width of the chart
 */
export function bottomAxis({ xKind, xLabel, xNames, x }, width) {
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
  const room = width / Math.max(x.length, 1);
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
 * @param {Drawing} drawing
 * @param {number} low
 * @param {number} high
 */
export function reach({ x, xKind, series, markers, bands }, low, high) {
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
 * @param {Drawing["markers"]} markers those that belong to the axis
 * @param {number | null} low
 * @param {number | null} high
 */
export function rise(markers, low, high) {
  const marks = markers.flatMap(({ y }) => (y === null ? [] : [y]));
  const from = Math.min(0, low ?? 0, ...marks);
  const to = Math.max(high ?? 0, 0, ...marks);
  // The labels of the marks stand above what is drawn.
  const rows = markers.length;
  const room = 0.06 + (rows * ROW) / (HEIGHT - AXIS - rows * ROW);
  return to === from ? [from, from + 1] : [from < 0 ? from * 1.06 : 0, to + (to - from) * room];
}

/**
 * Returns what a place on the axis below is called.
 *
 * @param {Drawing} drawing
 * @param {number} index
 */
export function placeName({ x, xKind, xNames }, index) {
  if (xKind === "weekday" || xKind === "date") {
    const at = x[index] * 1_000;
    const week = xKind === "weekday" ? Math.floor((x[index] - x[0]) / (7 * DAY_S)) : 0;
    return `${WALL[xKind].format(at)}, ${WALL.time.format(at)}${week ? ` of week ${week + 1}` : ""}`;
  }
  return (xKind === "category" && xNames[x[index]]) || shown(x[index]);
}

/**
 * Returns the value of a series at a place, in words.
 *
 * @param {Series} series
 * @param {number} index
 */
export function valueText({ values }, index) {
  const value = values[index];
  return value === null || value === undefined ? "no value" : shown(value);
}

/** @param {number} value */
function shown(value) {
  return (Math.abs(value) < THOUSAND ? VALUE : WHOLE).format(value);
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

/**
 * Returns the least distance of two neighbours; 1 without any.
 *
 * @param {number[]} x
 */
export function smallestStep(x) {
  let least = Infinity;
  for (let index = 1; index < x.length; index++) least = Math.min(least, x[index] - x[index - 1]);
  return Number.isFinite(least) && least > 0 ? least : 1;
}
