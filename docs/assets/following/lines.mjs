/**
 * What a list that follows the reader's project is made of, as the page has it.
 *
 * @typedef {{elements: HTMLElement[], holds: string, is: string}} Line a row of a table, a part of the page or a column:
 *   what is seen or set aside together, `holds` and `is` as in `data-for` and `data-is`; empty where it holds for all
 */

/**
 * Returns the rows of the table in a box, or the parts of the page that stand in it: each child, or where headings stand
 * among those, each heading with what follows it. A part whose `data-home` is the box belongs to it wherever it stands.
 *
 * @param {HTMLElement} box
 * @returns {Line[]}
 */
export function linesOf(box) {
  if (box.dataset.follow === "columns") return [];
  const body = box.querySelector(":scope > table > tbody, :scope .md-typeset__table > table > tbody");
  const inside = /** @type {HTMLElement[]} */ ([...(body ?? box).children]);
  const elsewhere = /** @type {HTMLElement[]} */ (box.id ? [...document.querySelectorAll(`[data-home="${box.id}"]`)] : []);
  const children = [...elsewhere.filter((part) => !inside.includes(part)), ...inside];
  /** @type {HTMLElement[][]} */
  const groups = [];
  const hasHeads = children.some(isHead);
  for (const child of children) {
    if (!hasHeads || isHead(child) || !groups.length) groups.push([]);
    groups[groups.length - 1].push(child);
  }
  return groups.map((elements) => ({ elements, holds: said(elements, "for"), is: said(elements, "is") }));
}

/**
 * Returns the columns of the table in a box that hold for some projects only, and how many there are in all.
 *
 * @param {HTMLElement} box
 * @returns {{columns: Line[], all: number}}
 */
export function columnsOf(box) {
  const table = box.querySelector("table");
  const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
  const rows = [...(table?.rows ?? [])];
  const columns = heads
    .filter((head) => head.dataset.for)
    .map((head) => ({ elements: rows.map((row) => row.cells[head.cellIndex]).filter(Boolean), holds: head.dataset.for ?? "", is: "" }));
  return { columns, all: heads.length };
}

/** @param {HTMLElement} element */
function isHead(element) {
  return /^h[2-6]$/.test(element.localName);
}

/**
 * @param {HTMLElement[]} elements
 * @param {"for" | "is"} name
 */
function said(elements, name) {
  return elements.find(({ dataset }) => dataset[name])?.dataset[name] ?? "";
}
