/**
 * A step of a checklist as it is worked through: a box to tick, its state in words, and behind "More" everything that
 * can be entered for it.
 *
 * @typedef {import("../project/edits.mjs").Patch} Patch
 * @typedef {import("./progress.mjs").Entry} Entry
 * @typedef {import("./progress.mjs").Step} Step
 * @typedef {import("./progress.mjs").Worked} Worked
 * @typedef {(step: Step, patch: Patch, words: string) => void} Enter keeps an entry for a step
 */

import { create, newButton, today } from "../page/elements.mjs";
import { Details } from "./details.mjs";
import { initials } from "./keeping.mjs";
import { isThrough, stateOf } from "./progress.mjs";
import { proofBox } from "./proofs.mjs";

const LEVELS = { begun: "hb-mixed", waiting: "hb-caution", done: "hb-quiet-state", skipped: "hb-quiet-state" };

export class Task {
  /** @type {Step} */
  step;
  box;
  #enter;
  #tick = create("input", { type: "checkbox" });
  #state = create("p", { className: "hb-work-step-state" });
  #news = create("p", { className: "hb-work-step-news", hidden: true });
  #number;
  #more = create("details", { className: "hb-work-step-more" });
  #summary = create("summary", {});
  /** @type {Details | null} */
  #details = null;
  /** @type {Worked | null} */
  #worked = null;

  /**
   * @param {HTMLElement} box
   * @param {string} phase
   * @param {Enter} enter
   * @param {import("./proofs.mjs").Judge} judge
   */
  constructor(box, phase, enter, judge) {
    this.box = box;
    this.#enter = enter;
    const { step: id = "", owner = "", edition = "" } = box.dataset;
    this.step = { id, phase, owner, edition, number: 0 };
    this.#number = box.querySelector(".hb-work-step-no");
    const words = /** @type {HTMLElement} */ (box.querySelector(".hb-work-step-words"));
    words.id = `words-${id}`;
    this.#tick.setAttribute("aria-labelledby", words.id);
    this.#tick.addEventListener("change", () => this.#ticked());
    const cell = create("label", { className: "hb-work-step-box" });
    cell.append(this.#tick);
    box.prepend(cell);
    box.querySelector(".hb-work-step-do")?.after(this.#state, this.#news);
    this.#more.append(this.#summary);
    this.#more.addEventListener("toggle", () => this.#toggled());
    box.append(this.#more);
    for (const output of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(".hb-work-step-output"))) {
      output.append(proofBox(output.dataset.proof ?? "", this, judge));
    }
  }

  /** What the step asks for, as it reads on this page. */
  get words() {
    return (this.box.querySelector(".hb-work-step-words")?.textContent ?? "").trim();
  }

  /** @param {number} number */
  count(number) {
    this.step.number = number;
    if (this.#number) this.#number.textContent = String(number);
  }

  /** @param {Worked} worked */
  show(worked) {
    this.#worked = worked;
    const { entry, isNew, isChanged, waitsFor } = worked;
    const { status = "" } = entry;
    const waits = !status && waitsFor.length > 0;
    this.box.dataset.status = waits ? "cannot" : status;
    this.#tick.checked = status === "done";
    this.#tick.indeterminate = status === "skipped" || status === "begun";
    this.#state.className = `hb-work-step-state ${LEVELS[/** @type {keyof typeof LEVELS} */ (status)] ?? (waits ? "hb-cannot" : "hb-todo-state")}`;
    const owner = entry.owner || this.step.owner;
    const came = [entry.value, entry.note].filter(Boolean).join(" · ");
    this.#state.replaceChildren(
      create("span", { className: "hb-badge", textContent: stateOf(worked) }),
      create("span", { className: "hb-work-step-owner", textContent: owner ? ` ${owner}` : "" }),
      create("span", { className: "hb-work-step-came", textContent: came ? ` ${came}` : "", translate: false }),
    );
    this.#news.hidden = !isNew && !isChanged;
    this.#news.replaceChildren(...(isNew ? ["New since the work on this checklist began. "] : []), ...(isChanged ? this.#changed(entry) : []));
    const count = Object.keys(entry.evidence ?? {}).length;
    this.#summary.textContent = count > 1 ? `More: ${count} pieces of evidence` : count ? "More: 1 piece of evidence" : "More: owner, note, evidence";
    this.#summary.ariaLabel = `${this.#summary.textContent}, step ${this.step.number}`;
    this.#details?.show(entry);
  }

  /** @param {Entry} entry */
  #changed(entry) {
    const seen = newButton("Seen", () => this.enter({}, ""), { className: "hb-button hb-small" });
    return [`Its words have changed. Entered for: ${entry.action || "other words"} `, seen];
  }

  #ticked() {
    const done = this.#tick.checked;
    const number = `Step ${this.step.number}`;
    // Nothing but the state goes with the tick: notes and evidence stay.
    if (done) this.enter({ status: "done", reason: null, when: today(), by: initials() || null }, `${number} is done.`);
    else this.enter({ status: null, reason: null, when: null, by: null }, `${number} is to do again.`);
  }

  /**
   * Keeps an entry, with the words that the step has now.
   *
   * @param {Patch} patch
   * @param {string} words
   */
  enter(patch, words) {
    const own = { edition: this.step.edition, action: this.words };
    this.#enter(this.step, { ...patch, ...own }, words);
  }

  #toggled() {
    if (!this.#more.open || this.#details) return;
    this.#details = new Details(this);
    this.#more.append(this.#details.box);
    if (this.#worked) this.#details.show(this.#worked.entry);
  }

  get isThrough() {
    return isThrough(this.#worked?.entry);
  }
}
