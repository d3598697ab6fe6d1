/**
 * What was decided in a project, and why: a list that the reader adds to, corrects and takes from.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {{what: string, why: string, who: string, since: string}} Decision
 */

import { create, newButton } from "../page/elements.mjs";
import * as tab from "../project/tab.mjs";
import { about } from "./named.mjs";
import { Told } from "./told.mjs";

/** @type {[keyof Decision, string, number][]} name, label, and how many letters it may have */
const PARTS = [
  ["what", "What was decided", 500],
  ["why", "Why", 2_000],
  ["who", "Who decided", 200],
  ["since", "Date", 10],
];
const NOTHING = { what: "", why: "", who: "", since: "" };

export class Decisions {
  #change;
  #list = create("ol", {});
  #told;
  #adding;
  /** @type {Decision[]} */
  #decisions = [];
  #project = "";
  /** Number of the one that is being corrected; none is while it is negative. */
  #open = -1;

  /**
   * @param {HTMLElement} box
   * @param {(decisions: Decision[]) => Promise<unknown>} change keeps decisions
   */
  constructor(box, change) {
    this.#change = change;
    const status = create("div", { className: "hb-decision-told", role: "status" });
    this.#told = new Told(status);
    this.#adding = this.#form("Add decision", tab.get("decision") ?? NOTHING, (given) => this.#add(given));
    // What is half written survives a reload.
    this.#adding.addEventListener("input", () => tab.set("decision", read(this.#adding)));
    box.replaceChildren(this.#list, status, this.#adding);
  }

  /** @param {Kept | null} kept */
  show(kept) {
    const isOther = (kept?.id ?? "") !== this.#project;
    const found = Array.isArray(kept?.project.decisions) ? kept.project.decisions : [];
    const isSame = JSON.stringify(found) === JSON.stringify(this.#decisions);
    if (isOther) this.#told.say("");
    if (!isOther && isSame) return;
    this.#project = kept?.id ?? "";
    const open = this.#decisions[this.#open];
    this.#decisions = found;
    // One that is being corrected stays under the reader's hands, unless it was changed elsewhere.
    if (!isOther && open && JSON.stringify(open) === JSON.stringify(found[this.#open])) return this.#fill(this.#list.children[this.#open]);
    this.#open = -1;
    this.#fill();
  }

  /** @param {Element} [staying] an entry that is left as it is */
  #fill(staying) {
    const entries = this.#decisions.map((decision, number) =>
      staying && number === this.#open ? staying : this.#entry(decision, number),
    );
    this.#list.hidden = !entries.length;
    this.#list.replaceChildren(...entries);
  }

  /**
   * @param {Decision} decision
   * @param {number} number
   */
  #entry(decision, number) {
    const item = create("li", {});
    const { what, why, who, since } = decision;
    const ways = create("span", { className: "hb-decision-ways" });
    const title = create("b", { textContent: what, translate: false });
    ways.append(
      about(newButton("Edit", () => this.#edit(number)), title),
      about(newButton("Remove", () => void this.#remove(number)), title),
    );
    item.append(title);
    if (why) item.append(create("p", { textContent: why }));
    const known = [who && `Decided by ${who}`, since].filter(Boolean).join(", ");
    if (known) item.append(create("p", { className: "hb-quiet", textContent: known }));
    item.append(ways);
    return item;
  }

  /** @param {Decision} given */
  async #add(given) {
    this.#told.say("");
    await this.#change([...this.#decisions, given]);
    tab.set("decision", undefined);
    fill(this.#adding, NOTHING);
    control(this.#adding, "what").focus();
  }

  /** @param {number} number */
  #edit(number) {
    this.#open = number;
    const item = create("li", {});
    const end = () => {
      this.#open = -1;
      this.#fill();
      this.#turnTo(number);
    };
    const form = this.#form("Save decision", { ...NOTHING, ...this.#decisions[number] }, async (given) => {
      // Parts that this release does not know stay.
      const changed = this.#with(number, 1, { ...this.#decisions[number], ...given });
      this.#open = -1;
      await this.#change(changed);
      end();
    });
    form.querySelector(".hb-decision-ways")?.append(newButton("Cancel", end));
    form.addEventListener("keydown", ({ key }) => key === "Escape" && end());
    item.append(form);
    this.#fill(item);
    control(form, "what").focus();
  }

  /** @param {number} number */
  async #remove(number) {
    const removed = this.#decisions[number];
    await this.#change(this.#with(number, 1));
    const undo = async () => {
      this.#told.say("");
      await this.#change(this.#with(number, 0, removed));
      this.#turnTo(number);
    };
    this.#told.say(`Removed: ${removed.what}`, { ways: [["Undo", () => void undo()]] });
  }

  /**
   * Returns the decisions with others in the place of some.
   *
   * @param {number} number of the first one
   * @param {number} count
   * @param {Decision[]} others
   */
  #with(number, count, ...others) {
    const changed = [...this.#decisions];
    changed.splice(number, count, ...others);
    return changed;
  }

  /** Moves the focus to an entry, which the reader has just been at. @param {number} number */
  #turnTo(number) {
    /** @type {HTMLElement | null | undefined} */ (this.#list.children[number]?.querySelector("button"))?.focus();
  }

  /**
   * @param {string} label of the button
   * @param {Decision} given
   * @param {(given: Decision) => Promise<void>} keep
   */
  #form(label, given, keep) {
    const form = create("form", { className: "hb-decision-form", noValidate: true, ariaLabel: label });
    for (const [name, words, maxLength] of PARTS) {
      const line = create("label", { className: `hb-decision-${name}` });
      const tag = name === "why" ? "textarea" : "input";
      const field = create(tag, { name, maxLength, ...(tag === "input" ? { type: name === "since" ? "date" : "text" } : { rows: 2 }) });
      field.autocomplete = "off";
      line.append(create("span", { textContent: words }), field);
      form.append(line);
    }
    const ways = create("div", { className: "hb-decision-ways" });
    const problem = create("p", { className: "hb-problem", role: "alert", hidden: true });
    ways.append(create("button", { type: "submit", className: "hb-button", textContent: label }));
    form.append(problem, ways);
    fill(form, given);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const written = read(form);
      problem.hidden = Boolean(written.what);
      problem.textContent = written.what ? "" : "Write what was decided; the rest may stay empty.";
      if (written.what) void keep(written);
      else control(form, "what").focus();
    });
    return form;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function control(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** @param {HTMLFormElement} form @param {Record<string, unknown>} given */
function fill(form, given) {
  for (const [name] of PARTS) control(form, name).value = String(given[name] ?? "");
}

/** @param {HTMLFormElement} form @returns {Decision} */
function read(form) {
  const [what, why, who, since] = PARTS.map(([name]) => control(form, name).value.trim());
  return { what, why, who, since };
}
