/** What the cells of a table say, and how they compare. */

/** What stands in a cell that has nothing to say. */
export const EMPTY = "–";
const ORDER = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Factors to the smallest unit of a kind. */
const UNITS = new Map(
  Object.entries({
    ...{ b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, pb: 1e15 },
    ...{ kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3, tib: 1024 ** 4, pib: 1024 ** 5 },
    ...{ "bit/s": 1, "kbit/s": 1e3, "mbit/s": 1e6, "gbit/s": 1e9, "mbps": 1e6, "gbps": 1e9 },
    ...{ "kb/s": 8e3, "mb/s": 8e6, "gb/s": 8e9, "mib/s": 8 * 1024 ** 2, "gib/s": 8 * 1024 ** 3 },
    ...{ ms: 1e-3, s: 1, second: 1, seconds: 1, min: 60, minute: 60, minutes: 60, h: 3600, hour: 3600, hours: 3600 },
    ...{ day: 86400, days: 86400, week: 604800, weeks: 604800, month: 2629800, months: 2629800 },
    ...{ year: 31557600, years: 31557600 },
  }),
);
const QUANTITY =
  /^(?:up to|at least|at most|over|under|below|above|about|from|[≤≥<>~≈])?\s*([-−+]?\d[\d ]*(?:\.\d+)?)(?:\s?(?:to|–|-)\s?\d[\d ]*(?:\.\d+)?)?\s*([a-zµ%°][a-z/%]*(?: [a-z]+)?)?$/i;

/**
 * Returns what a cell says, without what stands folded in it or is set aside; items of a list are joined.
 *
 * @param {Element} cell
 */
export function words(cell) {
  let from = cell;
  if (cell.childElementCount) {
    from = /** @type {Element} */ (cell.cloneNode(true));
    for (const part of from.querySelectorAll(".hb-row-tools, .hb-yours, .hb-conflict > div, .hb-unfold > summary, [data-aside]")) part.remove();
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (from.querySelectorAll("[data-says]"))) part.textContent = part.dataset.says ?? "";
    for (const item of from.querySelectorAll("li + li")) item.before("; ");
    for (const part of from.querySelectorAll("br, p + p, summary")) part.before(" ");
  }
  // Thousands are set apart by narrow spaces, which no spreadsheet takes for a number.
  const text = (from.textContent ?? "").replace(/(\d)[\u202f\u00a0](?=\d)/g, "$1");
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Returns a text as it is compared with the filter.
 *
 * @param {string} text
 */
export function plain(text) {
  return text
    .normalize("NFKC")
    .replace(/(\d)[\u202f\u00a0](?=\d)/g, "$1")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * Returns how to compare two cells of a column; empty ones stand last either way.
 *
 * @param {string} column
 * @param {string[]} texts
 * @returns {(one: string, other: string, down: boolean) => number}
 */
export function comparison(column, texts) {
  const filled = texts.filter((text) => text && text !== EMPTY);
  const versions = /version|release|kernel/i.test(column) || filled.some((text) => /^\d+\.(\d+\.|x\b)/.test(text));
  const numbers = new Map(versions ? [] : filled.map((text) => [text, quantity(text)]));
  const numeric = filled.length > 0 && filled.filter((text) => numbers.get(text) != null).length >= 0.8 * filled.length;
  return (one, other, down) => {
    const [first, second] = [one, other].map((text) => (!text || text === EMPTY ? 1 : 0));
    if (first || second) return first - second;
    const way = down ? -1 : 1;
    const [a, b] = [numbers.get(one), numbers.get(other)];
    if (!numeric || (a == null && b == null)) return way * ORDER.compare(one, other);
    return a == null ? 1 : b == null ? -1 : way * (a - b);
  };
}

/**
 * Returns the number that a text such as `5 to 10 minutes` begins with, in the smallest unit of its kind.
 *
 * @param {string} text
 */
function quantity(text) {
  const found = QUANTITY.exec(text.replace(/(\d),(?=\d{3}\b)/g, "$1"));
  if (!found) return null;
  const number = Number(found[1].replace("−", "-").replaceAll(" ", ""));
  const unit = (found[2] ?? "").toLowerCase();
  return Number.isNaN(number) ? null : number * (UNITS.get(unit) ?? UNITS.get(unit.split(" ")[0]) ?? 1);
}
