/**
 * Workbooks of what an inventory comes to.
 *
 * @typedef {import("../glance/outgoing.mjs").Sheet} Sheet
 */

import { sheet } from "../glance/outgoing.mjs";

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
