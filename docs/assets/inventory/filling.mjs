/**
 * What an inventory puts into the reader's project: totals and groups as measured values. What they take the place of
 * is one click back.
 *
 * @typedef {(wanted: string[], more?: Record<string, any>) => Promise<import("./asking.mjs").Said>} Ask
 * @typedef {import("../project/edits.mjs").Known} Known
 * @typedef {{html: string, values: Record<string, {value: string, origin: "measured" | "derived"}>}} Filling the preview,
 *   and the values by the ids of data/project.yaml
 */

import { create, newButton, today } from "../page/elements.mjs";
import * as store from "../project/store.mjs";

/** @type {[string, string][]} */
const WAYS = [
  ["folder", "By folder"],
  ["cluster", "By cluster"],
  ["tag", "By tag or attribute"],
  ["name", "By the beginning of the name"],
  ["patterns", "By patterns of names"],
  ["none", "One group"],
];

export class FillProject {
  #box;
  #ask;
  #filled;
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
  #put = newButton("Put into the project", () => void this.#fill(), { className: "hb-button hb-primary" });
  /** @type {Filling | undefined} */
  #filling;
  #turn = 0;

  /**
   * @param {HTMLElement} box
   * @param {Ask} ask
   * @param {() => Promise<void>} filled is called when a project has got its values
   */
  constructor(box, ask, filled) {
    this.#box = box;
    this.#ask = ask;
    this.#filled = filled;
    this.#by.append(...WAYS.map(([id, label]) => new Option(label, id)));
    this.#by.addEventListener("change", () => this.#change());
    for (const field of [this.#tag, this.#patterns]) field.addEventListener("change", () => void this.preview());
    const line = create("p", { className: "hb-inventory-grouping" });
    line.append(create("label", { htmlFor: this.#by.id, textContent: "Groups of hosts" }), this.#by, this.#tag, this.#patterns);
    const title = create("h3", { textContent: "Fill the project" });
    box.replaceChildren(title, line, this.#preview, this.#put, this.#said);
  }

  #change() {
    this.#tag.hidden = this.#by.value !== "tag";
    this.#patterns.hidden = this.#by.value !== "patterns";
    void this.preview();
  }

  /** Shows what would be put into the project. */
  async preview() {
    const turn = ++this.#turn;
    this.#said.replaceChildren();
    const { filling } = await this.#ask(["filling"], {
      grouping: { by: this.#by.value, tag: this.#tag.value, patterns: this.#patterns.value },
    }).catch(() => ({ filling: undefined }));
    if (turn !== this.#turn) return;
    this.#filling = filling;
    this.#box.hidden = !filling;
    if (!filling) return;
    this.#preview.innerHTML = filling.html;
    const kept = await store.current();
    this.#put.textContent = kept ? `Put into ${kept.name}` : "Put into a new project";
  }

  async #fill() {
    if (!this.#filling) return;
    /** @type {Record<string, Known | null>} */
    const values = {};
    for (const [id, known] of Object.entries(this.#filling.values)) values[id] = { ...known, since: today() };
    const before = await store.current();
    const kept = before ?? (await store.add(this.#empty()));
    /** @type {Record<string, Known | null>} */
    const former = {};
    for (const id of Object.keys(values)) former[id] = before?.project.values?.[id] ?? null;
    try {
      await store.edit(kept.id, { values });
    } catch (error) {
      this.#said.textContent = error instanceof Error ? error.message : "This was not kept.";
      return;
    }
    // What is said to be kept is kept, also for who loads the page anew at once.
    await this.#filled();
    const undo = newButton("Undo", () => void this.#undo(kept.id, before ? former : null));
    const base = /** @type {HTMLElement} */ (this.#box.closest("hb-inventory")).getAttribute("base") ?? "";
    const link = create("a", { href: `${base}project/`, textContent: before ? kept.name : "A new project" });
    this.#said.replaceChildren(link, ` has ${Object.keys(values).length} values from this inventory. `, undo);
    this.#put.textContent = `Put into ${kept.name}`;
  }

  /**
   * @param {string} id
   * @param {Record<string, Known | null> | null} former nothing where the project itself was new
   */
  async #undo(id, former) {
    if (former) await store.edit(id, { values: former });
    else await store.remove(id);
    await this.preview();
    this.#said.textContent = former ? "The project is as it was." : "The new project is gone.";
  }

  /** @returns {Record<string, any>} */
  #empty() {
    const element = /** @type {HTMLElement} */ (this.#box.closest("hb-inventory"));
    return JSON.parse(element.dataset.empty ?? "{}");
  }
}
