/**
 * What Python says of the runbook of a project.
 *
 * @typedef {{result?: any, refused?: string, error?: string}} Said by the names of calculators/runbook/replies.py
 */

import { runtimeAt } from "../python/runtime.mjs";

export class Asker {
  #base;

  /** @param {HTMLElement} element that names runtime, worker and base */
  constructor(element) {
    const address = (/** @type {string} */ name) => new URL(element.getAttribute(name) ?? "", document.baseURI).href;
    this.#base = element.getAttribute("base") ?? "";
    this.runtime = runtimeAt(address("runtime"), address("worker"));
  }

  /**
   * Resolves to what is asked, or to why there is no answer.
   *
   * @param {Record<string, any>} project as in its file
   * @param {string[]} wanted
   * @param {{kind?: string, log?: string, part?: string, format?: string}} [more]
   * @returns {Promise<Said>}
   */
  async ask(project, wanted, more = {}) {
    if (!(await this.runtime.running())) return { error: `The calculators did not start: ${this.runtime.reason}.` };
    const runbook = { text: JSON.stringify(project), ...more, wanted };
    const reply = await this.runtime.ask(/** @type {any} */ ({ runbook, base: this.#base }));
    return /** @type {Said} */ (reply) ?? { error: "The calculators stopped." };
  }
}
