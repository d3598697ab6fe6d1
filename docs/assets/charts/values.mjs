/**
 * Places and values of a chart in words.
 *
 * @typedef {import("./charts.mjs").Read} Read
 */

/** Values are read out as the table shows them: with three digits, and from a thousand on with every whole one. */
const VALUE = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const THOUSAND = 1_000;
const WEEK_S = 7 * 86_400;
const HOUR_MS = 3_600_000;
/** A clock on the wall has no time zone: its seconds are shown as they are. */
const WALL = Object.fromEntries(
  [
    ["time", { hour: "2-digit", minute: "2-digit" }],
    ["weekday", { weekday: "short" }],
    ["date", { weekday: "short", day: "numeric", month: "short" }],
  ].map(([name, parts]) => [name, new Intl.DateTimeFormat("en-GB", { .../** @type {any} */ (parts), timeZone: "UTC" })]),
);

/**
 * Returns what a place on the axis below is called.
 *
 * @param {Read} read
 * @param {number} index
 */
export function placeName({ x, xKind }, index) {
  if (xKind === "weekday" || xKind === "date") {
    const at = x[index] * 1_000;
    const week = xKind === "weekday" ? Math.floor((x[index] - x[0]) / WEEK_S) : 0;
    return `${WALL[xKind].format(at)}, ${WALL.time.format(at)}${week ? ` of week ${week + 1}` : ""}`;
  }
  return xKind === "clock" ? WALL.time.format(x[index] * HOUR_MS) : shown(x[index]);
}

/**
 * Returns a value in words.
 *
 * @param {number | null | undefined} value
 */
export function valueText(value) {
  return value === null || value === undefined ? "no value" : shown(value);
}

/** @param {number} value */
function shown(value) {
  return (Math.abs(value) < THOUSAND ? VALUE : WHOLE).format(value);
}
