/**
 * The waves in which groups are synchronised first and taken over: proposed with reasons, and changed by the reader, who
 * says what a group needs and where it goes.
 *
 * @typedef {import("./kept.mjs").Kept} Kept
 * @typedef {import("../project/nights.mjs").System} System
 * @typedef {{group: string, hosts: number, used: string, wave: number, typed: boolean, needs: string, known: string[], why: string}} Row
 * @typedef {{rows: Row[], told: string[], most: number}} Proposed as calculators/inventory/filling.py says it
 */

import { create } from "../page/elements.mjs";
import { amount } from "./columns.mjs";

const GROUPS = "inventory-wave-groups";
const HEADS = ["Wave", "Group", "Hosts", "Used GB", "Needs", "Why"];
const MOST = 999;
const MOST_HOSTS = 1_000_000;
const LETTERS = 400;

/**
 * Returns the systems that a takeover order gets of what groups were said to need: one for each group that has none. What
 * stands there already stays.
 *
 * @param {Row[]} rows
 * @param {System[]} before the systems of the order
 * @param {() => string} newId
 * @returns {Record<string, System>} by their ids
 */
export function orderOf(rows, before, newId) {
  const plain = (/** @type {string | undefined} */ name) => (name ?? "").trim().replace(/\s+/g, " ").toLowerCase();
  /** @type {Record<string, System>} */
  const found = {};
  /** Returns the system that stands for a group; nothing where it has others, of which any may be meant. */
  const systemOf = (/** @type {string} */ group) => {
    const own = [...Object.values(found), ...before].find(({ name }) => plain(name) === plain(group));
    if (own || before.some((one) => plain(one.group) === plain(group))) return own;
    const id = newId();
    return (found[id] = /** @type {System} */ ({ id, name: group, group }));
  };
  for (const { group, needs, known } of rows) {
    if (!needs || !known.length) continue;
    const own = systemOf(group);
    if (own && !plain(own.needs)) found[own.id] = { ...own, needs: known.filter(systemOf).join(", ") };
  }
  return found;
}

export class Waves {
  element = create("details", { className: "hb-waves" });
  #kept;
  #changed;
  #most = create("input", { type: "number", id: "inventory-wave-hosts", min: "1", max: String(MOST_HOSTS), step: "1" });
  #names = create("datalist", { id: GROUPS });
  #summary = create("summary", {});
  #body = create("tbody", {});
  #told = create("ul", { className: "hb-waves-told", role: "status" });

  /**
   * @param {Kept} kept
   * @param {() => void} changed is called when the reader has said something of the waves
   */
  constructor(kept, changed) {
    this.#kept = kept;
    this.#changed = changed;
    const table = create("table", {});
    const head = create("tr", {});
    head.append(...HEADS.map((textContent) => create("th", { scope: "col", textContent })));
    const top = create("thead", {});
    top.append(head);
    table.append(create("caption", { className: "hb-spoken", textContent: "Waves" }), top, this.#body);
    const held = create("div", { className: "hb-waves-table", tabIndex: 0, role: "region", ariaLabel: "Waves" });
    held.append(table);
    const line = create("p", { className: "hb-inventory-grouping" });
    line.append(create("label", { htmlFor: this.#most.id, textContent: "Hosts in a wave, at most" }), this.#most);
    this.#most.addEventListener("change", () => this.#limit());
    this.element.append(this.#summary, line, held, this.#told, this.#names);
  }

  /** @param {Proposed | undefined} proposed */
  show(proposed) {
    const { rows = [], told = [], most = 0 } = proposed ?? {};
    const waves = new Set(rows.map(({ wave }) => wave)).size;
    this.element.hidden = !rows.length;
    this.#summary.textContent =
      rows.length === 1 ? "1 group is 1 wave" : `${amount(rows.length)} groups in ${amount(waves)} ${waves === 1 ? "wave" : "waves"}`;
    this.#most.placeholder = String(most);
    this.#most.value = String(this.#kept.grouping.wave_hosts ?? "");
    this.#names.replaceChildren(...rows.map(({ group }) => new Option(group)));
    // The keys stay with the group, wherever its row goes.
    const said = this.#body.contains(document.activeElement) ? document.activeElement?.getAttribute("aria-label") : null;
    this.#body.replaceChildren(...rows.map((row) => this.#row(row)));
    const same = [...this.#body.querySelectorAll("input")].find((one) => one.ariaLabel === said);
    if (said) same?.focus();
    this.#told.replaceChildren(...told.map((textContent) => create("li", { textContent })));
    if (told.length) this.element.open = true;
  }

  /** @param {Row} row */
  #row({ group, hosts, used, wave, typed, needs, known, why }) {
    const number = create("input", {
      type: "number",
      min: "1",
      max: String(MOST),
      step: "1",
      placeholder: String(wave),
      value: typed ? String(wave) : "",
      ariaLabel: `Wave of ${group}`,
    });
    const needed = create("input", {
      type: "text",
      maxLength: LETTERS,
      placeholder: known.join(", ") || "nothing",
      value: needs,
      ariaLabel: `What ${group} needs`,
      title: "Names of groups with commas",
    });
    needed.setAttribute("list", GROUPS);
    number.addEventListener("change", () => number.reportValidity() && this.#wish(group, { wave: Number(number.value) || null }));
    needed.addEventListener("change", () => this.#wish(group, { needs: needed.value.trim() }));
    const cells = [number, group, amount(hosts), used, needed, why].map((content, at) => {
      const cell = create(at === 1 ? "th" : "td", at === 1 ? { scope: "row", translate: false } : {});
      cell.append(content);
      return cell;
    });
    const line = create("tr", {});
    line.append(...cells);
    return line;
  }

  /**
   * @param {string} group
   * @param {{wave?: number | null, needs?: string}} news
   */
  #wish(group, news) {
    const waves = this.#kept.waves;
    const own = { group, ...waves.find((one) => one.group === group), ...news };
    const others = waves.filter((one) => one.group !== group);
    const rest = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== ""));
    void this.#change({ waves: Object.keys(rest).length > 1 ? [...others, rest] : others });
  }

  #limit() {
    if (this.#most.reportValidity()) void this.#change({ wave_hosts: Number(this.#most.value) || null });
  }

  /** @param {Record<string, unknown>} news */
  async #change(news) {
    await this.#kept.change({ grouping: { ...this.#kept.grouping, ...news } });
    this.#changed();
  }
}
