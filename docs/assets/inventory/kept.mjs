/**
 * What the reader said and decided about an inventory. It is kept with the project that is open, by the identifiers of
 * hosts, and holds for the next export of the same customer too; the hosts themselves are not kept.
 *
 * @typedef {{name: string, uuid: string}} Whose the host that something is about; `uuid` is empty where no file has one
 * @typedef {Whose & {verdict: string | null, system: string | null, excluded: boolean, why: string, since: string}} Decision
 * @typedef {{text: string, means: string, why: string, since: string}} Placed which system a text means
 * @typedef {Whose & {group: string}} InGroup
 * @typedef {{group: string, needs?: string, wave?: number}} Wish about the wave of a group
 * @typedef {{by: string, tag?: string, patterns?: string, hand?: InGroup[], waves?: Wish[], wave_hosts?: number | null}} Grouping
 * @typedef {{answers?: Record<string, string>, hosts?: Decision[], systems?: Placed[], grouping?: Grouping, way?: string}} Said
 *   as calculators/inventory/kept.py has it
 */

import * as store from "../project/store.mjs";

export class Kept {
  /** @type {Said} with what other releases keep there */
  said = {};
  /** The project that it is of; empty where none was open. */
  #project = "";

  /** Takes what the project that is open holds, where it is another one than before. */
  async load() {
    const kept = await store.current();
    if (!kept || kept.id === this.#project) return;
    const found = kept.project.inventory;
    // What was said before a project was open goes on to hold; what another project keeps does not.
    if (isGroup(found) || this.#project) this.said = isGroup(found) ? { ...found } : {};
    const way = kept.project.values?.source?.value;
    if (typeof way === "string") this.said = { ...this.said, way };
    this.#project = kept.id;
  }

  /** Puts it into the project that is open, such as one that was begun only now. */
  async keep() {
    const kept = await store.current();
    if (!kept || (!Object.keys(this.said).length && !kept.project.inventory)) return;
    this.#project = kept.id;
    await store.edit(kept.id, { further: { inventory: this.said } }).catch(() => {});
  }

  /** Takes back all that was said, where no project keeps it. */
  forget() {
    if (!this.#project) this.said = {};
  }

  /** @param {Said} news */
  async change(news) {
    this.said = { ...this.said, ...news };
    await this.keep();
  }

  /**
   * @param {string} question its key
   * @param {string} answer
   */
  answer(question, answer) {
    return this.change({ answers: { ...this.said.answers, [question]: answer } });
  }

  /** @returns {Decision[]} about hosts */
  get hosts() {
    return listOf(this.said.hosts);
  }

  /** @returns {Placed[]} about texts for systems */
  get systems() {
    return listOf(this.said.systems);
  }

  /** @returns {Grouping} */
  get grouping() {
    return isGroup(this.said.grouping) ? this.said.grouping : { by: "folder" };
  }

  /** @returns {InGroup[]} hosts that the reader put into groups */
  get hand() {
    return listOf(this.grouping.hand);
  }

  /** @returns {Wish[]} what the reader said of the waves of groups */
  get waves() {
    return listOf(this.grouping.waves);
  }
}

/**
 * Returns what is about none of some hosts.
 *
 * @template {Whose} Item
 * @param {Item[]} items
 * @param {Whose[]} hosts
 */
export function without(items, hosts) {
  const ids = new Set(hosts.map(({ uuid }) => uuid).filter(Boolean));
  const names = new Set(hosts.filter(({ uuid }) => !uuid).map(({ name }) => name));
  return items.filter(({ uuid, name }) => (uuid ? !ids.has(uuid) : !names.has(name)));
}

/**
 * Returns what is about a host.
 *
 * @template {Whose} Item
 * @param {Item[]} items
 * @param {Whose} host
 */
export function about(items, host) {
  const found = items.filter((one) => (host.uuid && one.uuid ? one.uuid === host.uuid : one.name === host.name));
  return found[found.length - 1];
}

/**
 * Anybody may have written the file of a project.
 *
 * @template Item
 * @param {Item[] | undefined} found
 */
function listOf(found) {
  return Array.isArray(found) ? found.filter((one) => typeof one === "object" && one !== null) : [];
}

/**
 * @param {unknown} found
 * @returns {found is Record<string, any>}
 */
function isGroup(found) {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}
