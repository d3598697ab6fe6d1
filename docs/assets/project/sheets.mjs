/**
 * Workbooks of what Python says in sheets.
 *
 * @typedef {{name: string, columns: string[], rows: (string | number | null)[][], dates?: string[]}} Sheet `dates` are
 *   headings of columns that hold days, as yyyy-mm-dd
 */

const DAY = /^\d{4}-\d\d-\d\d$/;
/** Widths of columns in letters: no wider than is comfortable, no narrower than a heading. */
const NARROW = 8;
const WIDE = 60;
const WIDE_SIGN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/g;
/** What a tab may not hold, and how much it may. */
const NO_TAB = /[[\]:*?/\\]/g;
const MOST_IN_A_TAB = 31;

/**
 * Returns how many letters wide a text is: a sign of Chinese takes the room of two.
 *
 * @param {string} text
 */
function widthOf(text) {
  return text.length + (text.match(WIDE_SIGN)?.length ?? 0);
}

/**
 * Returns a sheet as write-excel-file takes it: texts as texts, whatever they look like, and days as days where the sheet
 * says so.
 *
 * @param {Sheet} given
 */
function sheet({ name, columns, rows, dates = [] }) {
  const heading = columns.map((value) => ({ value, type: String, fontWeight: "bold" }));
  const cell = (/** @type {string | number | null} */ value, /** @type {number} */ index) => {
    if (value === null) return null;
    // A day is that of its midnight in UTC, which is how a workbook counts days.
    if (dates.includes(columns[index]) && DAY.test(String(value)))
      return { value: new Date(String(value)), type: Date, format: "yyyy-mm-dd", alignVertical: "top" };
    const said = typeof value === "string" ? value.replaceAll("`", "") : value;
    return { value: said, type: typeof said === "number" ? Number : String, alignVertical: "top", wrap: true };
  };
  const widths = columns.map((title, index) => {
    const letters = rows.reduce((most, row) => Math.max(most, widthOf(String(row[index] ?? ""))), widthOf(title));
    return { width: Math.min(Math.max(letters + 1, NARROW), WIDE) };
  });
  const tab = name.replace(NO_TAB, " ").slice(0, MOST_IN_A_TAB).trim();
  return { sheet: tab, data: [heading, ...rows.map((row) => row.map(cell))], columns: widths, stickyRowsCount: 1 };
}

/**
 * Resolves to a workbook. Rejects where what writes it does not arrive.
 *
 * @param {Sheet[]} sheets
 * @returns {Promise<Blob>}
 */
export async function workbookOf(sheets) {
  const { default: write } = await import(/** @type {any} */ (new URL("../glance/workbook.mjs", import.meta.url).href));
  return write(sheets.map(sheet)).toBlob();
}
