/**
 * The customer's files: chosen, dropped or pasted. They become one text for Python, each file behind a line with its
 * name. Nothing of them is sent anywhere, and nothing is kept beyond the page.
 *
 * @typedef {{name: string, text: Blob, beginning: string, left?: string[]}} Taken a file as text in UTF-8, which may hold
 *   several tables; how it begins, in whole lines; what of an archive was not read, a sentence each
 * @typedef {{name: string, reason: string}} Refused why a file is not taken, as the end of a sentence
 * @typedef {import("../python/runtime.mjs").Runtime} Runtime
 */

import { contentsOf } from "../calculator/longtext.mjs";
import { failure } from "../calculator/texts.mjs";

/** The most that a file may have: more is no list of hosts, and no browser holds it twice. */
export const LETTERS = 200_000_000;
/** How much of a file is read first, so that the first hosts are there at once. */
const BEGINNING = 65_536;
const NAME_LETTERS = 150;
const BINARY = "is a binary file, not a list of hosts. Export the list as .csv or .xlsx.";

/**
 * Resolves to a file as text, or to why there is none; to null when it was stopped.
 *
 * @param {File} file
 * @param {string} name that no other file has
 * @param {Runtime} runtime reads workbooks
 * @returns {Promise<Taken | Refused | null>}
 */
export async function taken(file, name, runtime) {
  const read = await contentsOf(file, { letters: LETTERS, archives: true, binary: BINARY });
  if ("reason" in read) return { name, reason: read.reason };
  if ("workbook" in read) return sheetsOf(read.workbook, name, runtime);
  const blob = typeof read.text === "string" ? new Blob([read.text]) : read.text.blob;
  return withHead(name, blob);
}

/**
 * Resolves to all sheets of a workbook, or to all files of an archive.
 *
 * @param {ArrayBuffer} content
 * @param {string} name
 * @param {Runtime} runtime
 * @returns {Promise<Taken | Refused | null>}
 */
async function sheetsOf(content, name, runtime) {
  const asked = { sheet: null, file: name, letters: LETTERS };
  const done = await runtime.send({ extra: "workbooks", asked, content });
  if (!done) return null;
  const { text, problem, left } = done.result ?? {};
  if (text === undefined) return { name, reason: problem ?? failure(done) };
  const parts = text.split(/^(?===> )/m);
  const beginning = parts.map((/** @type {string} */ part) => wholeLines(part.slice(0, BEGINNING))).join("");
  return { name, text: new Blob([text]), beginning, left };
}

/**
 * @param {string} name
 * @param {Blob} blob
 * @returns {Promise<Taken>}
 */
async function withHead(name, blob) {
  const head = `==> ${name} <==\n`;
  const start = await blob.slice(0, BEGINNING).text();
  const beginning = head + (blob.size > BEGINNING ? wholeLines(start) : `${start}\n`);
  return { name, text: new Blob([head, blob, "\n"]), beginning };
}

/** @param {string} text */
function wholeLines(text) {
  return text.slice(0, text.lastIndexOf("\n") + 1) || `${text}\n`;
}

/**
 * Returns a name for a file that none of the others has, on one line.
 *
 * @param {string} wanted
 * @param {Iterable<string>} others
 */
export function nameFor(wanted, others) {
  const plain = wanted.replace(/[\p{C}\p{Z}]+/gu, " ").replaceAll(" / ", " ").trim().slice(-NAME_LETTERS).trim() || "file";
  const known = new Set(others);
  let name = plain;
  for (let number = 2; known.has(name); number++) name = `${plain} (${number})`;
  return name;
}

/**
 * Has an element take files that are chosen, dropped on the page, or pasted as text.
 *
 * @param {HTMLInputElement} chooser
 * @param {HTMLElement} area that shows that a file may be dropped
 * @param {{files: (files: File[]) => void, text: (text: string) => void}} take
 * @param {AbortSignal} signal
 */
export function listen(chooser, area, take, signal) {
  const carries = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  const mark = (/** @type {boolean} */ is) => area.classList.toggle("hb-drop", is);
  chooser.addEventListener(
    "change",
    () => {
      const files = [...(chooser.files ?? [])];
      chooser.value = ""; // the same file may be chosen again
      if (files.length) take.files(files);
    },
    { signal },
  );
  addEventListener(
    "dragover",
    (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      mark(true);
    },
    { signal },
  );
  addEventListener("dragleave", (event) => event.relatedTarget || mark(false), { signal });
  addEventListener(
    "drop",
    (event) => {
      mark(false);
      if (!carries(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) take.files(files);
    },
    { signal },
  );
  addEventListener(
    "paste",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      if (target.closest?.("input, textarea, select")) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!files.length && !text.includes("\n")) return;
      event.preventDefault();
      if (files.length) take.files(files);
      else take.text(text);
    },
    { signal },
  );
}
