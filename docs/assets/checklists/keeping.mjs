/**
 * Where what is entered goes: the project that is open. Without one the first entry begins one, so that there is one
 * way to keep, undo, save and open again, whoever enters something. Every entry can be taken back while the page is open.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {import("../project/edits.mjs").Patch} Patch
 */

import { inverse, patched } from "../project/edits.mjs";
import { today } from "../page/elements.mjs";
import * as store from "../project/store.mjs";
import * as tab from "../project/tab.mjs";

const INITIALS = "hyperbdr-guide initials";

export class Keeping {
  #begun;
  #told;
  /** @type {{words: string, id: string, patch: Patch}[]} */
  #undone = [];
  /** @type {Kept | null} */
  kept = null;
  /** Ends when everything that was entered so far is kept: entries never pass each other. */
  #queue = Promise.resolve();
  /** @type {Patch[]} entries that are being kept */
  #coming = [];

  /**
   * @param {() => {empty: Record<string, any>, values: Record<string, string>}} begun what a project begins with
   * @param {import("../glance/told.mjs").Told} told
   */
  constructor(begun, told) {
    this.#begun = begun;
    this.#told = told;
  }

  /**
   * What was worked through so far, with entries that the browser is still keeping: what was just ticked stays ticked.
   *
   * @returns {Record<string, any> | undefined}
   */
  get work() {
    return this.#coming.reduce((work, patch) => patched(work, patch), this.kept?.project.work);
  }

  /**
   * Keeps an entry.
   *
   * @param {Patch} patch of the project's work
   * @param {string} words what was done, to say with the way back; nothing is said without
   */
  edit(patch, words) {
    this.#coming.push(patch);
    this.#queue = this.#queue.then(() => this.#edit(patch, words));
    return this.#queue;
  }

  /**
   * @param {Patch} patch
   * @param {string} words
   */
  async #edit(patch, words) {
    try {
      const kept = this.kept ?? (await this.#begin());
      const back = inverse(kept.project.work, patch);
      this.kept = await store.edit(kept.id, { work: patch });
      this.#came(patch);
      if (!words) return;
      this.#undone.push({ words, id: kept.id, patch: back });
      this.#say(words);
    } catch (error) {
      this.#came(patch);
      this.#told.say(error instanceof Error ? error.message : "This was not kept.", { refused: true });
    }
  }

  /**
   * Puts a value into the project that was measured; resolves to why it could not, or to nothing.
   *
   * @param {{field: string, value: string, source: string}} measured
   */
  take({ field, value, source }) {
    const known = { value, origin: /** @type {const} */ ("measured"), since: today(), source };
    const done = this.#queue.then(async () => {
      const { id } = this.kept ?? (await this.#begin());
      this.kept = await store.edit(id, { values: { [field]: known } });
    });
    this.#queue = done.catch(() => {});
    return done.then(
      () => "",
      (error) => String(error.message),
    );
  }

  /** @param {Patch} patch */
  #came(patch) {
    this.#coming = this.#coming.filter((one) => one !== patch);
  }

  /** @param {string} words */
  #say(words) {
    const problem = store.problem();
    this.#told.say(problem ? `${words} ${problem}` : words, { ways: [["Undo", () => void this.undo()]], refused: Boolean(problem) });
  }

  /** Takes the last entry back. */
  async undo() {
    const last = this.#undone.pop();
    if (!last) return;
    try {
      await store.edit(last.id, { work: last.patch });
    } catch (error) {
      this.#undone = [];
      return this.#told.say(error instanceof Error ? error.message : "This was not taken back.", { refused: true });
    }
    const before = this.#undone[this.#undone.length - 1];
    const ways = before ? [/** @type {[string, () => void]} */ (["Undo one more", () => void this.undo()])] : [];
    this.#told.say(`Taken back: ${last.words}`, { ways });
  }

  async #begin() {
    const { empty, values } = this.#begun();
    const typed = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value, origin: "typed", since: today() }]),
    );
    return store.add({ ...empty, values: { ...empty.values, ...typed } });
  }
}

/** Returns whose initials stand at an entry: those of this tab, or else those given last here; empty until somebody says. */
export function initials() {
  return String(tab.get("initials") ?? lastInitials());
}

/** @param {string} letters */
export function setInitials(letters) {
  tab.set("initials", letters);
  try {
    localStorage.setItem(INITIALS, letters);
  } catch {
    // The tab has them.
  }
}

function lastInitials() {
  try {
    return localStorage.getItem(INITIALS) ?? "";
  } catch {
    return "";
  }
}
