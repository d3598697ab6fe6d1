/**
 * The systems of the takeover order as a table to type into: a row each, pasted rows too. What cannot be read is told at
 * its cell and stays as it was typed. On a phone each is a line that opens its fields.
 *
 * @typedef {import("../project/nights.mjs").System} System
 * @typedef {{id: string, field: string, message: string}} Problem
 */

import { create, newButton, sentence } from "../page/elements.mjs";
import { newId } from "../project/edits.mjs";

/** Columns in their order: name in the project, heading, how many letters, help. */
const COLUMNS = /** @type {const} */ ([
  ["name", "System", 80, "What everybody calls it"],
  ["needs", "Needs", 400, "Names with commas"],
  ["group", "Group", 80, "Has one RTO together"],
  ["tier", "Tier", 12, "0 is the first"],
  ["hosts", "Hosts", 10, "One if empty"],
  ["minutes", "Minutes", 14, "Measured; empty: worked out"],
  ["rto", "Wanted RTO", 14, "Such as 4 h; empty: the project's"],
  ["restored_when", "Restored when", 200, "What its owner checks"],
]);
const PAUSE_MS = 500;

export class Systems {
  #box;
  #change;
  #body = create("tbody", {});
  #told = create("div", { className: "hb-systems-told", role: "status" });
  /** @type {System[]} */
  #systems = [];
  #project = "";
  /** @type {Set<string>} those whose fields a phone shows */
  #open = new Set();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #waiting = new Map();

  /**
   * @param {HTMLElement} box
   * @param {(systems: Record<string, System | null>) => Promise<unknown>} change keeps systems
   */
  constructor(box, change) {
    this.#box = box;
    this.#change = change;
    const table = create("table", {});
    const head = create("tr", {});
    for (const [, label, , help] of COLUMNS) {
      const cell = create("th", { scope: "col" });
      cell.append(label, create("small", { textContent: help }));
      head.append(cell);
    }
    head.append(create("td", {}));
    const top = create("thead", {});
    top.append(head);
    table.append(create("caption", { textContent: "Systems of the takeover order" }), top, this.#body);
    const held = create("div", { className: "hb-systems-table" });
    held.append(table);
    box.replaceChildren(held, this.#told, newButton("Add a system", () => void this.#add()));
    box.hidden = false;
  }

  /**
   * @param {string} project its id
   * @param {System[]} systems
   */
  show(project, systems) {
    const isOther = project !== this.#project;
    this.#project = project;
    const before = JSON.stringify(this.#systems.map(({ id }) => id));
    this.#systems = systems;
    if (isOther || before !== JSON.stringify(systems.map(({ id }) => id))) {
      const place = this.#focused();
      this.#body.replaceChildren(...systems.map((system) => this.#row(system)));
      if (place) this.#control(...place)?.focus();
    } else this.#refill();
  }

  /** @param {Problem[]} problems */
  mark(problems) {
    for (const field of this.#body.querySelectorAll("input")) {
      const own = problems.filter(({ id, field: name }) => field.dataset.system === id && field.name === name);
      const told = /** @type {HTMLElement} */ (field.nextElementSibling);
      const message = own.map((problem) => sentence(problem.message)).join(" ");
      if (told.textContent !== message) told.textContent = message;
      told.hidden = !message;
      field.ariaInvalid = String(Boolean(message));
    }
    for (const { id } of problems) this.#open.add(id);
    this.#systems.forEach((system) => this.#fold(system));
  }

  /**
   * Shows which systems wait in a circle, with a way to cut each edge: which one is the reader's choice.
   *
   * @param {{one: string, other: string, names: string[]}[][]} circles
   */
  circles(circles) {
    this.#told.replaceChildren();
    for (const edges of circles) {
      const box = create("div", { className: "hb-circle", role: "group", ariaLabel: "Circle" });
      box.append(create("p", { textContent: "These wait for each other. Choose which one can start without the other:" }));
      for (const { one, other, names } of edges) {
        box.append(newButton(`${names[0]} does not need ${names[1]}`, () => void this.#cut(one, other, names[1])));
      }
      this.#told.append(box);
    }
  }

  /**
   * @param {string} one
   * @param {string} other
   * @param {string} name of the other
   */
  async #cut(one, other, name) {
    const system = this.#systems.find(({ id }) => id === one);
    if (!system) return;
    const same = (/** @type {string} */ text) => text.trim().toLowerCase().replace(/\s+/g, " ") === name.trim().toLowerCase().replace(/\s+/g, " ");
    const needs = (system.needs ?? "").split(/[,;\n\uff0c\uff1b\u3001]/).filter((part) => part.trim() && !same(part));
    await this.#change({ [one]: { ...system, needs: needs.map((part) => part.trim()).join(", ") } });
  }

  async #add() {
    const id = newId();
    this.#open.add(id);
    await this.#change({ [id]: { id, name: "" } });
    this.#control(id, "name")?.focus();
  }

  /** @param {System} system */
  #row(system) {
    const row = create("tr", {});
    row.dataset.system = system.id;
    for (const [name, label, letters] of COLUMNS) {
      const cell = create(name === "name" ? "th" : "td", name === "name" ? { scope: "row" } : {});
      cell.dataset.label = label;
      const problem = create("p", { className: "hb-problem", hidden: true, id: `${system.id}-${name}-problem` });
      const field = create("input", { name, value: system[name] ?? "", maxLength: letters, autocomplete: "off", ariaLabel: label });
      field.spellcheck = false;
      field.dataset.system = system.id;
      field.setAttribute("aria-describedby", problem.id);
      field.addEventListener("input", () => this.#typed(system.id, name, field.value, PAUSE_MS));
      field.addEventListener("change", () => this.#typed(system.id, name, field.value, 0));
      if (name === "name") field.addEventListener("paste", (event) => this.#paste(event));
      if (name === "name") cell.append(this.#line(system));
      cell.append(field, problem);
      row.append(cell);
    }
    const last = create("td", {});
    last.append(newButton("✕", () => void this.#remove(system.id), { ariaLabel: `Remove ${system.name || "this system"}` }));
    row.append(last);
    this.#fold(system, row);
    return row;
  }

  /** Returns what a phone shows of a system until it is opened. @param {System} system */
  #line({ id }) {
    const line = newButton("", () => {
      if (!this.#open.delete(id)) this.#open.add(id);
      const shown = this.#systems.find((each) => each.id === id);
      if (shown) this.#fold(shown);
    }, { className: "hb-system" });
    line.append(create("bdi", {}), create("span", {}));
    return line;
  }

  /**
   * Opens or closes the fields of a system, and says in its line what they hold.
   *
   * @param {System} system
   * @param {Element | null | undefined} [row]
   */
  #fold({ id, name, group, hosts, rto }, row = this.#control(id, "name")?.closest("tr")) {
    const line = row?.querySelector(".hb-system");
    if (!row || !line) return;
    const isOpen = this.#open.has(id);
    row.classList.toggle("hb-open", isOpen);
    line.ariaExpanded = String(isOpen);
    const [named, told] = line.children;
    named.replaceWith(name ? create("bdi", { textContent: name, translate: false }) : create("bdi", { textContent: "A system without a name" }));
    const count = hosts?.trim() || "1";
    told.replaceChildren(`${count} ${count === "1" ? "host" : "hosts"}`);
    if (rto) told.append(` · RTO ${rto}`);
    if (group) told.append(" · ", create("bdi", { textContent: group, translate: false }));
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {string} value
   * @param {number} pause
   */
  #typed(id, name, value, pause) {
    const key = `${id} ${name}`;
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        const system = this.#systems.find((each) => each.id === id);
        if (!system || (system[name] ?? "") === value) return;
        const after = { ...system, [name]: value };
        // What is typed into another cell before the browser has kept this one must not take it back.
        this.#systems = this.#systems.map((each) => (each.id === id ? after : each));
        this.#fold(after);
        void this.#change({ [id]: after });
      }, pause),
    );
  }

  /** @param {string} id */
  async #remove(id) {
    const at = this.#systems.findIndex((system) => system.id === id);
    const removed = this.#systems[at];
    await this.#change({ [id]: null });
    const back = newButton("Undo", () => {
      back.parentElement?.remove();
      void this.#change({ [id]: removed });
    });
    const name = create("bdi", removed.name ? { textContent: removed.name, translate: false } : { textContent: "a system without a name" });
    const said = create("p");
    said.append("Removed: ", name, ". ", back);
    this.#told.replaceChildren(said);
    back.focus();
  }

  /**
   * Takes rows as a spreadsheet copies them, in the order of the columns.
   *
   * @param {ClipboardEvent} event
   */
  #paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (event.target);
    const first = field.dataset.system ?? "";
    /** @type {Record<string, System>} */
    const systems = {};
    const lines = text.split(/\r?\n/).filter((line) => line.trim());
    for (const [number, line] of lines.entries()) {
      const cells = line.split("\t");
      const id = number || field.value.trim() ? newId() : first;
      systems[id] = /** @type {System} */ ({ id });
      for (const [place, [name]] of COLUMNS.entries()) systems[id][name] = (cells[place] ?? "").trim();
    }
    void this.#change(systems);
  }

  /** Fills the fields in which nobody is typing. */
  #refill() {
    for (const system of this.#systems) {
      this.#fold(system);
      for (const [name] of COLUMNS) {
        const field = this.#control(system.id, name);
        const isWaiting = this.#waiting.has(`${system.id} ${name}`);
        if (field && field !== document.activeElement && !isWaiting) field.value = system[name] ?? "";
      }
    }
  }

  /** @returns {[string, string] | null} */
  #focused() {
    const field = document.activeElement;
    if (!(field instanceof HTMLInputElement) || !this.#box.contains(field)) return null;
    return [field.dataset.system ?? "", field.name];
  }

  /**
   * @param {string} id
   * @param {string} name
   */
  #control(id, name) {
    return /** @type {HTMLInputElement | null} */ (this.#body.querySelector(`[data-system="${CSS.escape(id)}"] input[name="${name}"]`));
  }
}
