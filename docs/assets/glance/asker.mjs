/**
 * What Python says of a project, on the page of projects.
 *
 * @typedef {{text: string} | {letters: string}} Given a project as the text of its file, or as the letters of a link
 * @typedef {{result?: any, refused?: string, error?: string}} Said `refused` says why there is no project
 */

import { runtimeAt } from "../python/runtime.mjs";

export class Asker {
  /** From this page to the first one. */
  base;

  /** @param {HTMLElement} element that names runtime, worker and base */
  constructor(element) {
    const address = (/** @type {string} */ name) => new URL(element.getAttribute(name) ?? "", document.baseURI).href;
    this.base = element.getAttribute("base") ?? "";
    this.runtime = runtimeAt(address("runtime"), address("worker"));
  }

  /**
   * Resolves to what is asked about a project, by the names of calculators/project/replies.py.
   *
   * @param {Given} given
   * @param {string[]} wanted
   * @param {{format?: string, fields?: string[], checklist?: string}} [more] the format of the page for the customer, or of
   *   the report of a checklist; the ids of those open questions that are looked at
   * @returns {Promise<Said>}
   */
  async ask(given, wanted, more = {}) {
    return this.about({ project: { ...given, ...more, wanted } });
  }

  /**
   * Resolves to what Python says to a request.
   *
   * @param {Record<string, unknown>} request
   * @returns {Promise<Said>}
   */
  async about(request) {
    if (!(await this.runtime.running())) return { error: `The calculators did not start: ${this.runtime.reason}.` };
    const reply = await this.runtime.ask(/** @type {any} */ ({ ...request, base: this.base }));
    return reply ?? { error: "The calculators stopped." };
  }
}
