/**
 * What Python says of an inventory. It keeps what it has read under a key; where it was started anew meanwhile, it gets
 * the files once more.
 *
 * @typedef {{gone?: boolean} & Record<string, any>} Said by the names of calculators/inventory/replies.py
 */

import { runtimeAt } from "../python/runtime.mjs";

/** How many columns of the list come at once: all of them would hold the page up, and be in memory several times. */
const COLUMNS = 8;

export class StoppedError extends Error {}

let lastKey = 0;

export class Inventory {
  #asker;
  #text;
  #kept;
  /** What Python keeps it under. */
  key = `inventory-${++lastKey}`;
  #isSent = false;

  /**
   * @param {Asker} asker
   * @param {Blob} text of all files
   * @param {import("./kept.mjs").Said} kept what was answered and decided
   */
  constructor(asker, text, kept) {
    this.#asker = asker;
    this.#text = text;
    this.#kept = kept;
  }

  /** Has something else that was decided hold from now on. @param {import("./kept.mjs").Said} kept */
  keep(kept) {
    this.#kept = kept;
  }

  /**
   * Resolves to what is asked. Rejects with StoppedError when it was stopped, and with a sentence when Python failed.
   *
   * @param {string[]} wanted
   * @param {Record<string, any>} [more]
   * @returns {Promise<Said>}
   */
  async ask(wanted, more = {}) {
    const asked = { key: this.key, wanted, kept: this.#kept, ...more };
    let said = this.#isSent ? await this.#asker.ask(asked) : { gone: true };
    if (said.gone) said = await this.#asker.ask(asked, this.#text);
    this.#isSent = true;
    return said;
  }

  /**
   * Resolves to all columns of the list of hosts, and to what else is asked. Rejects as `ask` does.
   *
   * @param {string[]} wanted
   * @returns {Promise<Said>}
   */
  async list(...wanted) {
    const said = await this.ask(wanted);
    const columns = [];
    for (let more = true; more; ) {
      const between = [columns.length, columns.length + COLUMNS];
      const { columns: next } = await this.ask(["columns"], { between });
      columns.push(...next);
      more = next.length === COLUMNS;
    }
    return { ...said, columns };
  }
}

export class Asker {
  #base;

  /** @param {HTMLElement} element that names runtime, worker and base */
  constructor(element) {
    const address = (/** @type {string} */ name) => new URL(element.getAttribute(name) ?? "", document.baseURI).href;
    this.#base = element.getAttribute("base") ?? "";
    this.runtime = runtimeAt(address("runtime"), address("worker"));
  }

  /**
   * @param {Record<string, any>} inventory
   * @param {Blob} [files]
   * @returns {Promise<Said>}
   */
  async ask(inventory, files) {
    if (!(await this.runtime.running())) throw new Error(`the calculators did not start: ${this.runtime.reason}.`);
    const inputs = files ? { files } : {};
    const reply = await this.runtime.ask(/** @type {any} */ ({ inventory, inputs, base: this.#base }));
    if (!reply) throw new StoppedError();
    if (reply.error) throw new Error(`The guide ran into a fault: ${reply.error}`);
    return /** @type {any} */ (reply.result);
  }
}
