/**
 * Rows in the forms that spreadsheets and programs take.
 *
 * @typedef {Record<string, unknown>} Values a record of the site API
 */

import { create } from "../page/elements.mjs";
import { harmless } from "./spreadsheet.mjs";

const API = new URL("../../api/v1/", import.meta.url);

/**
 * Returns CSV by RFC 4180, with the mark by which spreadsheets know UTF-8.
 *
 * @param {string[][]} rows
 */
export function csv(rows) {
  const field = (/** @type {string} */ text) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\ufeff${rows.map((row) => `${row.map((text) => field(harmless(text))).join(",")}\r\n`).join("")}`;
}

/**
 * Returns lines of cells with tabs in between.
 *
 * @param {string[][]} rows
 */
export function tsv(rows) {
  return rows.map((row) => row.map((text) => text.replace(/\s+/g, " ")).join("\t")).join("\n");
}

/**
 * Returns a table whose first row is its head.
 *
 * @param {string[][]} rows
 */
export function html(rows) {
  const table = document.createElement("table");
  rows.forEach((row, index) => {
    const line = table.insertRow();
    for (const text of row) line.append(create(index ? "td" : "th", { textContent: text }));
  });
  return table.outerHTML;
}

/**
 * Returns the rows of a CSV file as records.
 *
 * @param {string} text
 * @returns {Values[]}
 */
function readCsv(text) {
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ",") rows.push([]);
  }
  const [columns, ...lines] = rows;
  return lines.map((line) => Object.fromEntries(columns.map((name, index) => [name, line[index] ?? ""])));
}

/**
 * Resolves to the records of rows from the site API, or to nothing where it does not have all of them.
 *
 * @param {string | undefined} names
 * @param {HTMLTableRowElement[]} rows
 * @param {"csv" | "json"} format
 * @returns {Promise<Values[] | null>}
 */
export async function recordsOf(names, rows, format) {
  if (!names) return null;
  try {
    /** @type {Values[][]} */
    const found = await Promise.all(
      names.split(" ").map(async (name) => {
        const response = await fetch(new URL(`${name}.${format}`, API));
        if (!response.ok) throw new Error(response.statusText);
        return format === "json" ? (await response.json()).records : readCsv(await response.text());
      }),
    );
    const byPlace = new Map(found.flat().map((record) => [record.data_at, record]));
    const records = rows.map((row) => byPlace.get(row.dataset.at)).filter((record) => record !== undefined);
    return records.length === rows.length ? records : null;
  } catch {
    return null; // without a network the rows are taken as they are shown
  }
}

/**
 * Returns what the file of a table is called, without its ending.
 *
 * @param {string} name of the table
 */
export function fileName(name) {
  return (
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "table"
  );
}
