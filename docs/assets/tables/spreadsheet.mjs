/**
 * Texts of strangers in files that a spreadsheet opens. The same rule as `spreadsheet_cell` in
 * calculators/answers/escaping.py; a test compares the two.
 *
 * @module
 */

const NUMBER = /^[-+]?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?%?$/i;
const FORMULA = /^([\t\r\n]|[ \u00a0\u3000\ufeff]*[=+@\uff1d\uff0b\uff0d\uff20-])/;

/**
 * Returns a text that no spreadsheet takes for a formula, with an apostrophe in front where one would.
 *
 * @param {string} text
 */
export function harmless(text) {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
