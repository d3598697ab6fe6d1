/**
 * Files that were given to the wrong page of the guide: which page takes them, and the way there with the files. They
 * stay in this browser, and only until the other page has taken them.
 *
 * @typedef {"inventory" | "replay" | "project"} Place
 * @typedef {import("../python/runtime.mjs").Runtime} Runtime
 */

import { create, newButton } from "../page/elements.mjs";
import * as database from "./database.mjs";

const KEY = "handed";
/** How much of a file tells what it is. */
const BEGINNING = 65_536;
const PROJECT = /"format":\s*"hyperbdr-guide-project"/;
/** @type {Record<Place, {page: string, is: string, opens: string}>} */
const PLACES = {
  inventory: { page: "inventory/", is: "a list of hosts", opens: "Open it in the inventory assessment" },
  replay: { page: "replay/#calculator", is: "a record of what was written when", opens: "Open it in the replay of change traces" },
  project: { page: "project/", is: "a project of this guide", opens: "Open it as a project" },
};

/**
 * Whether a file is a project that this guide wrote.
 *
 * @param {Blob} file
 */
export async function isProject(file) {
  const start = await file.slice(0, BEGINNING).text().catch(() => "");
  return start.trimStart().startsWith("{") && PROJECT.test(start);
}

/**
 * Resolves to the page that takes a file, as far as how it begins makes that sure; else to null.
 *
 * @param {File} file
 * @param {Runtime} runtime
 * @param {string} [beginning] of its text, where that was read already, such as out of a workbook
 * @returns {Promise<Place | null>}
 */
export async function placeOf(file, runtime, beginning) {
  if (beginning === undefined && (await isProject(file))) return "project";
  const start = (beginning ?? (await file.slice(0, BEGINNING).text().catch(() => ""))).slice(0, BEGINNING);
  // A line that was cut is none.
  const text = start.slice(0, start.lastIndexOf("\n") + 1) || start;
  if (!text.trim() || text.includes("\0") || !(await runtime.running())) return null;
  const files = new Blob([`==> ${file.name.replace(/[\r\n]/g, " ")} <==\n`, text, "\n"]);
  const inventory = { key: "whose", wanted: ["facts"], kept: {} };
  const reply = await runtime.ask(/** @type {any} */ ({ inventory, inputs: { files }, base: "" }));
  const { facts } = /** @type {any} */ (reply?.result) ?? {};
  if (!facts) return null;
  if (facts.files.some((/** @type {any} */ { tool }) => tool === "trace_replay")) return "replay";
  return facts.files.some((/** @type {any} */ { problem }) => !problem) ? "inventory" : null;
}

/**
 * Returns what a file is, as a sentence, and what opens it on the page that takes it.
 *
 * @param {File[]} files
 * @param {Place} place
 * @param {string} base from this page to the first one
 * @param {{apart?: boolean, sure?: boolean}} [options] whether in a tab of its own, because this page has something to
 *   lose; whether it is sure what the files are
 */
export function offered(files, place, base, { apart = false, sure = true } = {}) {
  const { page, is, opens } = PLACES[place];
  const box = create("span", { className: "hb-handover" });
  const name = files.length === 1 ? files[0].name : `These ${files.length} files`;
  const words = sure ? `${name} ${files.length === 1 ? "is" : "are"} ${is}. ` : "";
  const go = newButton(opens, async () => {
    const address = new URL(base + page, document.baseURI).href;
    try {
      await handOver(files, address, apart);
    } catch {
      // Such as a private window that keeps nothing.
      const link = create("a", { href: address, textContent: "Open the page" });
      box.replaceChildren(`${words}This browser hands no file over. `, link, " and drop it there.");
    }
  });
  box.append(words, go);
  return box;
}

/**
 * @param {File[]} files
 * @param {string} address
 * @param {boolean} apart
 */
async function handOver(files, address, apart) {
  const id = String(Math.random());
  await database.setState(KEY, { id, files });
  sessionStorage.setItem(KEY, id);
  if (!apart) return location.assign(address);
  // The new tab begins with what this one has of the session.
  const opened = window.open(address);
  sessionStorage.removeItem(KEY);
  if (!opened) throw new Error("The browser opened no tab.");
}

/**
 * Resolves to the files that came with the way to this page, once.
 *
 * @returns {Promise<File[]>}
 */
export async function handed() {
  try {
    const id = sessionStorage.getItem(KEY);
    if (!id) return [];
    sessionStorage.removeItem(KEY);
    const found = await database.state(KEY);
    await database.setState(KEY, null);
    return found?.id === id ? found.files : [];
  } catch {
    return [];
  }
}
