/**
 * The ways to a project, and the projects that this browser keeps: open, rename, copy, delete.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {import("./told.mjs").Told} Told
 * @typedef {{id: string, name: string, changed: string}} Entry
 */

import { create, newButton, today } from "../page/elements.mjs";
import { isCalledSample } from "../project/edits.mjs";
import * as store from "../project/store.mjs";
import { about } from "./named.mjs";

export class Projects {
  #told;
  #ways;
  #buttons = create("div", { className: "hb-ways", role: "group", ariaLabel: "Project" });
  #list = create("ul", {});
  #kept = create("details", { className: "hb-projects", hidden: true });
  #summary = create("summary", {});
  /** Of several listings only the newest counts. */
  #turn = 0;

  /**
   * @param {HTMLElement} box
   * @param {Told} told
   * @param {{begin: () => void, open: () => void, paste: (link: string) => void, sample: () => void}} ways
   */
  constructor(box, told, ways) {
    this.#told = told;
    this.#ways = ways;
    this.#kept.append(this.#summary, this.#list);
    const { begin, open, sample } = ways;
    this.#buttons.append(
      newButton("New project", begin),
      newButton("Open a file", open),
      this.#pasting(),
      newButton("See the sample", sample),
    );
    box.replaceChildren(this.#buttons, this.#kept);
  }

  #pasting() {
    const place = create("form", { className: "hb-pasting", hidden: true });
    const link = create("input", { type: "text", ariaLabel: "Link to a project", placeholder: "Paste the link" });
    place.append(link, create("button", { type: "submit", className: "hb-button", textContent: "Open" }));
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ways.paste(link.value);
      link.value = "";
    });
    const button = newButton("Open a shared link", () => {
      place.hidden = !place.hidden;
      button.ariaExpanded = String(!place.hidden);
      if (!place.hidden) link.focus();
    });
    button.ariaExpanded = "false";
    const both = create("span", { className: "hb-pasted" });
    both.append(button, place);
    return both;
  }

  /** @param {Kept | null} current */
  async show(current) {
    const turn = ++this.#turn;
    const all = await store.list();
    if (turn !== this.#turn || this.#list.querySelector("input")) return;
    this.#kept.hidden = !all.length;
    if (!current && all.length) this.#kept.open = true;
    this.#summary.textContent = all.length === 1 ? "1 project in this browser" : `${all.length} projects in this browser`;
    this.#list.replaceChildren(...all.map((entry) => this.#entry(entry, entry.id === current?.id)));
  }

  /**
   * @param {Entry} entry
   * @param {boolean} isOpen
   */
  #entry(entry, isOpen) {
    const { id, name, changed } = entry;
    const item = create("li", {});
    const title = newButton(name, () => void store.choose(id), { className: "hb-turn", translate: isCalledSample(entry) });
    if (isOpen) title.setAttribute("aria-current", "true");
    const when = create("span", { className: "hb-quiet", textContent: `changed ${moment(changed)}` });
    item.append(
      title,
      when,
      about(newButton("Rename", () => this.#rename(item, entry)), title),
      about(newButton("Copy", () => void this.#copy(entry)), title),
      about(newButton("Delete", () => void this.#remove(entry)), title),
    );
    return item;
  }

  /**
   * @param {HTMLElement} item
   * @param {Entry} entry
   */
  #rename(item, { id, name }) {
    const field = create("input", { type: "text", value: name, ariaLabel: `New name of ${name}`, maxLength: 80 });
    let isOver = false;
    const end = (/** @type {boolean} */ isWanted) => {
      // What is taken away loses the focus, too.
      if (isOver) return;
      isOver = true;
      const value = field.value;
      field.remove();
      if (!isWanted || !value.trim() || value === name) return void store.current().then((kept) => this.show(kept));
      void store.edit(id, { values: { name: { value, origin: "typed", since: today() } } });
    };
    field.addEventListener("keydown", ({ key }) => (key === "Enter" || key === "Escape") && end(key === "Enter"));
    field.addEventListener("blur", () => end(true));
    item.replaceChildren(field);
    field.select();
  }

  /** @param {Entry} entry */
  async #copy({ id, name }) {
    await store.choose(id);
    const kept = await store.current();
    if (kept?.id !== id) return;
    const named = { value: `${name} (copy)`.slice(-80), origin: "typed", since: today() };
    await store.add({ ...kept.project, id: "", values: { ...kept.project.values, name: named } });
  }

  /** @param {Entry} entry */
  async #remove({ id, name }) {
    await store.remove(id);
    const undo = async () => {
      await store.restore();
      this.#told.say("");
    };
    this.#told.say(`Deleted: ${name}.`, { ways: [["Undo", undo]] });
  }
}

/**
 * Returns a moment as the reader's clock shows it.
 *
 * @param {string} iso
 */
function moment(iso) {
  const at = new Date(iso); // Swedish has the year first, and 24 hours
  return `${at.toLocaleDateString("sv-SE")} ${at.toLocaleTimeString("sv-SE", { timeStyle: "short" })}`;
}
