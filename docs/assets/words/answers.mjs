/**
 * Answers of the calculators in the page's language. HTML and the cells of sheets get their words here, which takes a
 * script a few milliseconds; a file to hand on is put together by Python, of the texts of the answer in the language.
 */

import { memoryAt } from "./files.mjs";
import { inWords } from "./markup.mjs";
import { spared } from "./own.mjs";

/** @typedef {Awaited<ReturnType<typeof answersIn>>} Answers */

/** Lists of rows, whose cells are texts or numbers. */
const SHEETS = new Set(["sheets", "checklist_sheets"]);
/** Columns of sheets that hold what documents and the reader's files call things. */
const TITLES = new Set(["Document", "Section", "Source", "Address", "File", "Sheet", "Column", "Found", "System as written"]);

/**
 * Resolves to what puts answers into a language, to nothing where its words did not come.
 *
 * @param {string | undefined} url
 * @param {typeof fetch} get
 */
export async function answersIn(url, get) {
  const held = url ? await memoryAt(url, get) : null;
  if (!held) return null;
  const { memory, text } = held;
  let isGiven = false;

  /**
   * @param {any} value
   * @param {import("./own.mjs").Spare | null} spare what tells the texts of a sheet, where it is part of one
   * @param {import("./own.mjs").Spare} cells
   * @returns {any}
   */
  function told(value, spare, cells) {
    if (typeof value === "string") {
      if (value.startsWith("<") && value.trimEnd().endsWith(">")) return inWords(value, memory);
      return spare ? spare(value).text : value;
    }
    if (Array.isArray(value)) return value.map((item) => told(item, spare, cells));
    if (!value || typeof value !== "object") return value;
    const entries = Object.entries(value).map(([key, item]) => [key, told(item, spare ?? (SHEETS.has(key) ? cells : null), cells)]);
    if (spare && value.columns && value.rows) {
      const kept = value.columns.map((/** @type {string} */ column) => TITLES.has(column));
      const rows = value.rows.map((/** @type {any[]} */ row) => row.map((cell, at) => (kept[at] ? cell : told(cell, spare, cells))));
      entries.push(["rows", rows]);
    }
    // A tab has a number before its words.
    const [, number, words] = (spare && /^([0-9]+ )(.+)$/.exec(value.name)) || [];
    return Object.fromEntries(spare && number ? [...entries, ["name", number + spare(words).text]] : entries);
  }

  return {
    /**
     * @param {any} request
     * @param {(request: any) => any} answer
     */
    answer(request, answer) {
      const format = request.format ?? request.project?.format ?? request.inventory?.format ?? request.runbook?.format;
      const isFile = format && format !== "paper" && format !== "html";
      if (isFile && !isGiven) isGiven = answer({ id: 0, words: JSON.parse(text) }).result === true;
      const reply = answer({ ...request, ...(isFile ? { told: isGiven } : {}), own: true });
      return reply.result ? { ...reply, result: told(reply.result, null, spared(reply.own ?? [], memory)) } : reply;
    },
  };
}
