/**
 * What an inventory puts into the reader's project: totals and groups as measured values. What they take the place of
 * is one click back.
 *
 * @typedef {(wanted: string[], more?: Record<string, any>) => Promise<import("./asking.mjs").Said>} Ask
 * @typedef {import("./kept.mjs").Kept} Said
 * @typedef {{id: string, name: string, hosts: number, verdicts: Record<string, number>}} Way to read hosts
 * @typedef {import("../project/edits.mjs").Known} Known
 * @typedef {{html: string, values: Record<string, {value: string, origin: "measured" | "derived"}>,
 *   waves: import("./waves.mjs").Proposed}} Filling the preview, the values by the ids of data/project.yaml, and the waves
 */

import { create, newButton, today } from "../page/elements.mjs";
import { newId } from "../project/edits.mjs";
import * as store from "../project/store.mjs";
import { amount } from "./columns.mjs";
import { orderOf, Waves } from "./waves.mjs";

/** @type {[string, string][]} */
const GROUPS = [
  ["folder", "By folder"],
  ["cluster", "By cluster"],
  ["tag", "By tag or attribute"],
  ["name", "By the beginning of the name"],
  ["patterns", "By patterns of names"],
  ["hand", "By hand alone"],
  ["none", "One group"],
];

export class FillProject {
  #box;
  #ask;
  #kept;
  #preview = create("div", { className: "hb-answer" });
  #said = create("p", { className: "hb-inventory-said", role: "status" });
  #by = create("select", { id: "inventory-groups" });
  #tag = create("input", {
    type: "text",
    ariaLabel: "Name of the tag or attribute",
    placeholder: "Service level",
    hidden: true,
  });
  #patterns = create("textarea", {
    rows: 3,
    ariaLabel: "A group a line: its name, and how the names of its hosts look",
    placeholder: "ERP: erp-*\nShop: web-*, shop-*",
    hidden: true,
  });
  #way = create("select", { id: "inventory-way" });
  #waves;
  #put = newButton("Put into the project", () => void this.#fill(), { className: "hb-button hb-primary" });
  /** The values that were put into the project last, as JSON. */
  #held = "";
  #turn = 0;

  /**
   * @param {HTMLElement} box
   * @param {Ask} ask
   * @param {Said} kept
   */
  constructor(box, ask, kept) {
    this.#box = box;
    this.#ask = ask;
    this.#kept = kept;
    this.#by.append(...GROUPS.map(([id, label]) => new Option(label, id)));
    for (const field of [this.#by, this.#tag, this.#patterns]) field.addEventListener("change", () => void this.#group());
    this.#way.addEventListener("change", () => void this.#choose());
    const way = create("p", { className: "hb-inventory-grouping" });
    way.append(create("label", { htmlFor: this.#way.id, textContent: "How hosts are read" }), this.#way);
    const line = create("p", { className: "hb-inventory-grouping" });
    line.append(create("label", { htmlFor: this.#by.id, textContent: "Groups of hosts" }), this.#by, this.#tag, this.#patterns);
    this.#waves = new Waves(kept, () => void this.preview());
    const title = create("h3", { textContent: "Fill the project" });
    box.replaceChildren(title, way, line, this.#preview, this.#waves.element, this.#put, this.#said);
  }

  /** Offers the ways that read hosts of this inventory, the project's own chosen. @param {Way[]} ways */
  offer(ways) {
    const options = ways.map(({ id, name, hosts, verdicts }) => {
      const able = (verdicts.supported ?? 0) + (verdicts.conditional ?? 0);
      return new Option(`${name}: ${amount(able)} of ${amount(hosts)} supported or conditional`, id);
    });
    this.#way.replaceChildren(new Option("The best way for each host", ""), ...options);
    const { way = "" } = this.#kept.said;
    this.#way.value = ways.some(({ id }) => id === way) ? way : "";
    this.#showGrouping();
  }

  #showGrouping() {
    const { by, tag, patterns } = this.#kept.grouping;
    this.#by.value = GROUPS.some(([id]) => id === by) ? by : "folder";
    this.#tag.value = tag ?? "";
    this.#patterns.value = patterns ?? "";
    this.#tag.hidden = by !== "tag";
    this.#patterns.hidden = by !== "patterns";
  }

  async #group() {
    const [by, tag, patterns] = [this.#by.value, this.#tag.value, this.#patterns.value];
    await this.#kept.change({ grouping: { ...this.#kept.grouping, by, tag, patterns } });
    this.#showGrouping();
    await this.preview();
  }

  async #choose() {
    await this.#kept.change({ way: this.#way.value });
    await this.preview();
  }

  /** @returns {Promise<Filling | undefined>} what would be put into the project, by all that was decided so far */
  async #asked() {
    const kept = await store.current();
    // What systems of its takeover order need holds for the waves of their groups.
    /** @type {import("../project/nights.mjs").System[]} */
    const known = kept?.project.runbook?.systems ?? [];
    const systems = known.map(({ name, group, needs }) => ({ name, group, needs }));
    const { filling } = await this.#ask(["filling"], { systems }).catch(() => ({ filling: undefined }));
    return filling;
  }

  /** Shows what would be put into the project. */
  async preview() {
    const turn = ++this.#turn;
    const filling = await this.#asked();
    if (turn !== this.#turn) return;
    this.#box.hidden = !filling;
    // What was put into the project is said, and can be undone, for as long as it is what would be put now.
    if (JSON.stringify(filling?.values) !== this.#held) this.#said.replaceChildren();
    if (!filling) return;
    this.#preview.innerHTML = filling.html;
    this.#waves.show(filling.waves);
    const kept = await store.current();
    this.#put.textContent = kept ? `Put into ${kept.name}` : "Put into a new project";
  }

  async #fill() {
    // Asked anew: what was decided a moment ago counts, though its preview may still be on its way.
    const filling = await this.#asked();
    if (!filling) return;
    /** @type {Record<string, Known | null>} */
    const values = {};
    for (const [id, known] of Object.entries(filling.values)) values[id] = { ...known, since: today() };
    const before = await store.current();
    const kept = before ?? (await store.add(this.#empty()));
    /** @type {Record<string, Known | null>} */
    const former = {};
    for (const id of Object.keys(values)) former[id] = before?.project.values?.[id] ?? null;
    /** @type {import("../project/nights.mjs").System[]} */
    const known = kept.project.runbook?.systems ?? [];
    const systems = orderOf(filling.waves.rows, known, newId);
    const formerly = Object.fromEntries(Object.keys(systems).map((id) => [id, known.find((one) => one.id === id) ?? null]));
    try {
      await store.edit(kept.id, { values, runbook: { systems } });
    } catch (error) {
      this.#said.textContent = error instanceof Error ? error.message : "This was not kept.";
      return;
    }
    this.#held = JSON.stringify(filling.values);
    // What is said to be kept is kept, also for who loads the page anew at once.
    await this.#kept.keep();
    const undo = newButton("Undo", () => void this.#undo(kept.id, before ? { values: former, runbook: { systems: formerly } } : null));
    const base = /** @type {HTMLElement} */ (this.#box.closest("hb-inventory")).getAttribute("base") ?? "";
    const link = create("a", { href: `${base}project/`, textContent: before ? kept.name : "A new project" });
    const order = create("a", { href: `${base}runbook/`, textContent: "What groups need stands in its takeover order." });
    const more = Object.keys(systems).length ? [order, " "] : [];
    this.#said.replaceChildren(link, ` has ${Object.keys(values).length} values from this inventory. `, ...more, undo);
    this.#put.textContent = `Put into ${kept.name}`;
  }

  /**
   * @param {string} id
   * @param {import("../project/edits.mjs").Changes | null} former nothing where the project itself was new
   */
  async #undo(id, former) {
    if (former) await store.edit(id, former);
    else await store.remove(id);
    this.#held = "";
    await this.preview();
    this.#said.textContent = former ? "The project is as it was." : "The new project is gone.";
  }

  /** @returns {Record<string, any>} */
  #empty() {
    const element = /** @type {HTMLElement} */ (this.#box.closest("hb-inventory"));
    return JSON.parse(element.dataset.empty ?? "{}");
  }
}
