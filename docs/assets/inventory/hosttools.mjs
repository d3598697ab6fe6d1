/**
 * What the list of hosts is looked through with: words, verdicts with how many hosts have each, other limits, groups, and
 * which columns there are.
 *
 * @typedef {import("./columns.mjs").Column} Column
 * @typedef {import("./columns.mjs").Order} Order
 */

import { create, newButton } from "../page/elements.mjs";
import { amount, counted, wordsOf } from "./columns.mjs";

const GROUPS = ["verdict", "cluster", "folder", "system", "state", "datacenter", "way", "reason"];
const LIMITS = ["state", "cluster"];
const MOST_WORDS = 200;
const CHIPS = "verdict";

/** Returns how a list is ordered where nobody has said anything yet. @returns {Order} */
export function unordered() {
  return { search: "", only: {}, sort: "", down: false, group: "" };
}

export class HostTools {
  /** @type {Order} */
  order = unordered();
  /** @type {Column[]} */
  #columns = [];
  #chosen;
  #changed;
  #verdicts = create("div", { className: "hb-hosts-verdicts", role: "group", ariaLabel: "Verdict" });
  #bar = create("div", { className: "hb-tools hb-hosts-tools", role: "group", ariaLabel: "The list of hosts" });
  /** What stands above the list. */
  elements = [this.#verdicts, this.#bar];

  /**
   * @param {Set<string>} chosen ids of the columns that are shown
   * @param {() => void} changed is called when the list is to be another
   */
  constructor(chosen, changed) {
    this.#chosen = chosen;
    this.#changed = changed;
  }

  /** Brings the tools in line with the columns. @param {Column[]} columns */
  show(columns) {
    this.#columns = columns;
    this.#offerVerdicts();
    const label = "Search the hosts";
    const search = create("input", { type: "search", value: this.order.search, placeholder: label, ariaLabel: label });
    search.addEventListener("input", () => {
      this.order.search = search.value;
      this.#changed();
    });
    const parts = /** @type {HTMLElement[]} */ ([search]);
    for (const id of LIMITS) {
      const column = columns.find((one) => one.id === id);
      const words = column ? wordsOf(column) : [];
      if (!column || words.length < 2 || words.length > MOST_WORDS) continue;
      const options = [new Option(`${column.label}: any`, ""), ...words.map((word) => new Option(word, word))];
      parts.push(this.#choice(column.label, options, this.order.only[id] ?? "", (word) => (this.order.only[id] = word)));
    }
    const groups = columns.filter(({ id }) => GROUPS.includes(id));
    const options = groups.map(({ id, label }) => new Option(`By ${label.toLowerCase()}`, id));
    options.unshift(new Option("Not grouped", ""));
    parts.push(this.#choice("Group", options, this.order.group, (id) => (this.order.group = id)));
    this.#bar.replaceChildren(...parts, this.#columnChoice());
  }

  /** Shows the hosts of one verdict alone, or of all. @param {string} verdict empty for all */
  limit(verdict) {
    this.order.only[CHIPS] = verdict;
    this.#offerVerdicts();
    this.#changed();
  }

  #offerVerdicts() {
    const column = this.#columns.find(({ id }) => id === CHIPS);
    const words = column ? wordsOf(column) : [];
    const counts = column ? counted(column) : new Map();
    const only = this.order.only[CHIPS] ?? "";
    const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const chip = (/** @type {string} */ word, /** @type {number} */ hosts) => {
      const className = `hb-button hb-hosts-verdict ${word ? `hb-host-${word.replaceAll(" ", "-")}` : ""}`;
      const made = newButton("", () => this.#press(word), { className, ariaPressed: String(only === word) });
      made.append(word || "all", " ", create("b", { textContent: amount(hosts) }));
      return made;
    };
    this.#verdicts.hidden = words.length < 2;
    this.#verdicts.replaceChildren(chip("", all), ...words.map((word) => chip(word, counts.get(word) ?? 0)));
  }

  /** @param {string} word */
  #press(word) {
    this.limit(word);
    const pressed = this.#verdicts.querySelector('[aria-pressed="true"]');
    if (pressed instanceof HTMLElement) pressed.focus();
  }

  /**
   * @param {string} label
   * @param {HTMLOptionElement[]} options
   * @param {string} value
   * @param {(value: string) => void} set
   */
  #choice(label, options, value, set) {
    const select = create("select", { ariaLabel: label });
    select.append(...options);
    select.value = value;
    select.addEventListener("change", () => {
      set(select.value);
      this.#changed();
    });
    return select;
  }

  #columnChoice() {
    const details = create("details", { className: "hb-hosts-columns" });
    const list = create("div");
    const summary = create("summary", { textContent: "Columns" });
    details.append(summary, list);
    // Most readers never open it. A fold tells that it is open only later, when the next key may have gone past it.
    summary.addEventListener("click", () => this.#offerColumns(list), { once: true });
    details.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      details.open = false;
      summary.focus();
    });
    details.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !details.contains(relatedTarget)) details.open = false;
    });
    return details;
  }

  /** @param {HTMLElement} list */
  #offerColumns(list) {
    for (const { id, label } of this.#columns.slice(1)) {
      const line = create("label");
      const box = create("input", { type: "checkbox", checked: this.#chosen.has(id) });
      box.addEventListener("change", () => {
        if (box.checked) this.#chosen.add(id);
        else this.#chosen.delete(id);
        this.#changed();
      });
      line.append(box, ` ${label}`);
      list.append(line);
    }
  }
}
