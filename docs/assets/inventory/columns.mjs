/**
 * The hosts of an inventory, column by column, as calculators/inventory/listing.py packs them.
 *
 * @typedef {"words" | "count" | "bytes" | "badge"} Kind
 * @typedef {{id: string, label: string, kind: Kind, values?: Float64Array, words?: (string | null)[], at?: Uint32Array}} Column
 *   either the values themselves, NaN where one is missing, or words and which of them each host has: as
 *   docs/assets/python/worker.mjs sends them
 * @typedef {{index: number} | {group: string, hosts: number[]}} Item of a list: a host, or what those below have in common
 * @typedef {{search: string, only: Record<string, string>, sort: string, down: boolean, group: string}} Order
 */

const GIB = 1024 ** 3;
export const MISSING = "missing";
/** States from the mildest to the strictest; other words go by the alphabet. */
const STATES = ["supported", "conditional", "needs a decision", "missing data", "unsupported"];
const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * @param {Column} column
 * @param {number} index of the host
 * @returns {string | number | null}
 */
export function valueOf(column, index) {
  if (column.at) return column.words?.[column.at[index]] ?? null;
  const value = column.values?.[index] ?? NaN;
  return Number.isNaN(value) ? null : value;
}

/**
 * Returns a value as the list shows it; empty where no file says it.
 *
 * @param {Column} column
 * @param {number} index
 */
export function shown(column, index) {
  const value = valueOf(column, index);
  if (value === null) return "";
  if (column.kind === "bytes") return `${amount(Number(value) / GIB)}\u00a0GiB`;
  return typeof value === "number" ? amount(value) : value;
}

/** @param {number} value */
export function amount(value) {
  return numbers.format(value).replaceAll(",", "\u202f");
}

/**
 * Returns the different words of a column, with what stands for a missing one at the end.
 *
 * @param {Column} column
 */
export function wordsOf(column) {
  const words = (column.words ?? []).filter((word) => word !== null);
  const sorted = /** @type {string[]} */ (words).sort(compared);
  return column.words?.includes(null) ? [...sorted, MISSING] : sorted;
}

/**
 * Returns how many hosts have each word of a column.
 *
 * @param {Column} column
 */
export function counted({ words = [], at = new Uint32Array() }) {
  const hosts = new Uint32Array(words.length);
  for (const place of at) hosts[place]++;
  return new Map(words.map((word, place) => [word ?? MISSING, hosts[place]]));
}

/**
 * Returns the hosts that are looked for, in order, below the names of their groups.
 *
 * @param {Column[]} columns
 * @param {number} count of hosts
 * @param {Order} order
 * @returns {{items: Item[], hosts: number}}
 */
export function listed(columns, count, order) {
  const found = searched(columns, count, order);
  const by = columns.find(({ id }) => id === order.sort);
  if (by) sort(found, by, order.down);
  const group = columns.find(({ id }) => id === order.group);
  return { items: group ? grouped(found, group) : found.map((index) => ({ index })), hosts: found.length };
}

/**
 * @param {Column[]} columns
 * @param {number} count
 * @param {Order} order
 */
function searched(columns, count, { search, only }) {
  const wanted = search.trim().toLowerCase();
  // Each word is looked at once, however many hosts have it.
  const marks = (wanted ? columns : [])
    .filter(({ at }) => at)
    .map(({ words, at }) => ({ at, hits: words?.map((word) => Boolean(word?.toLowerCase().includes(wanted))) }));
  const limits = Object.entries(only).flatMap(([id, word]) => {
    const column = columns.find((one) => one.id === id);
    return column && word ? [{ column, word: word === MISSING ? null : word }] : [];
  });
  const found = [];
  for (let index = 0; index < count; index++) {
    if (wanted && !marks.some(({ at, hits }) => at && hits?.[at[index]])) continue;
    if (limits.every(({ column, word }) => valueOf(column, index) === word)) found.push(index);
  }
  return found;
}

/**
 * @param {number[]} hosts
 * @param {Column} column
 * @param {boolean} down
 */
function sort(hosts, column, down) {
  const rank = column.words && rankOf(column.words);
  const place = (/** @type {number} */ index) =>
    rank && column.at ? rank[column.at[index]] : /** @type {number | null} */ (valueOf(column, index));
  hosts.sort((one, other) => {
    const [first, second] = [place(one), place(other)];
    if (first === null || second === null) return Number(first === null) - Number(second === null); // missing ones last
    return (first - second) * (down ? -1 : 1) || one - other;
  });
}

/**
 * @param {string} one
 * @param {string} other
 */
function compared(one, other) {
  return STATES.indexOf(one) - STATES.indexOf(other) || collator.compare(one, other);
}

/** @param {(string | null)[]} words */
function rankOf(words) {
  const order = words.map((_, at) => at).sort((one, other) => compared(words[one] ?? "", words[other] ?? ""));
  /** @type {(number | null)[]} */
  const rank = [];
  order.forEach((at, place) => (rank[at] = words[at] === null ? null : place));
  return rank;
}

/**
 * @param {number[]} hosts
 * @param {Column} column
 * @returns {Item[]}
 */
function grouped(hosts, column) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const index of hosts) {
    const name = shown(column, index) || MISSING;
    const own = groups.get(name);
    if (own) own.push(index);
    else groups.set(name, [index]);
  }
  const isMissing = (/** @type {string} */ name) => Number(name === MISSING);
  const names = [...groups.keys()].sort((one, other) => isMissing(one) - isMissing(other) || compared(one, other));
  return names.flatMap((group) => {
    const own = groups.get(group) ?? [];
    return [{ group, hosts: own }, ...own.map((index) => ({ index }))];
  });
}

/**
 * Returns the sum of a column over hosts in GiB, and of how many it is.
 *
 * @param {Column} column
 * @param {number[]} hosts
 */
export function sum(column, hosts) {
  const known = hosts.map((index) => valueOf(column, index)).filter((value) => typeof value === "number");
  return { gib: known.reduce((total, value) => total + value, 0) / GIB, of: known.length };
}
