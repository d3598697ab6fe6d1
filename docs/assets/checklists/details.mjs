/**
 * Everything that can be entered for a step: status with its reason, owner, value, note, evidence, date and initials.
 *
 * @typedef {import("./progress.mjs").Entry} Entry
 * @typedef {import("./task.mjs").Task} Task
 */

import { create, today } from "../page/elements.mjs";
import { whenTyped } from "../page/typing.mjs";
import { EvidenceList } from "./evidence.mjs";
import { initials } from "./keeping.mjs";
import { WORDS } from "./progress.mjs";

const PARTIES = ["partner", "customer", "vendor"];
const REASONS = { waiting: "What it waits for", skipped: "Why it is skipped" };

export class Details {
  box = create("div", { className: "hb-work-step-details" });
  #task;
  #status;
  #reason;
  #reasonLabel;
  #problem = create("p", { className: "hb-problem", role: "alert", hidden: true });
  #owner;
  #value;
  #note;
  #when;
  #by;
  #evidence;
  /** @type {Entry} */
  #entry = {};
  #fields = 0;

  /** @param {Task} task */
  constructor(task) {
    this.#task = task;
    const options = Object.entries(WORDS).map(([value, textContent]) => create("option", { value, textContent }));
    this.#status = create("select", {});
    this.#status.append(...options);
    this.#reason = create("input", { type: "text", maxLength: 300, autocomplete: "off" });
    this.#reasonLabel = this.#field("Reason", this.#reason);
    this.#owner = create("select", {});
    const stated = task.step.owner ? `As stated: ${task.step.owner}` : "Not stated";
    this.#owner.append(create("option", { value: "", textContent: stated }));
    for (const party of PARTIES) this.#owner.append(create("option", { value: party, textContent: party }));
    this.#value = create("input", { type: "text", maxLength: 300, autocomplete: "off" });
    this.#note = create("textarea", { rows: 2, maxLength: 4_000 });
    this.#when = create("input", { type: "date" });
    this.#by = create("input", { type: "text", maxLength: 20, autocomplete: "off" });
    this.#evidence = new EvidenceList(task);
    const fields = create("div", { className: "hb-work-step-fields" });
    fields.append(
      this.#field("State", this.#status),
      this.#reasonLabel,
      this.#field("Owner", this.#owner),
      this.#field("What came of it: an address, a quota, a ping time", this.#value),
      this.#field("Note", this.#note),
      this.#field("Date", this.#when),
      this.#field("Initials", this.#by),
    );
    this.box.append(fields, this.#problem, this.#evidence.box);
    this.#status.addEventListener("change", () => {
      // What a step waits for is no reason to skip it.
      this.#reason.value = "";
      this.#chosen();
    });
    this.#reason.addEventListener("change", () => this.#chosen());
    this.#owner.addEventListener("change", () => task.enter({ owner: this.#owner.value || null }, ""));
    for (const [name, control] of this.#texts()) {
      whenTyped(control, () => task.enter({ [name]: control.value.trim() || null }, ""));
    }
  }

  /** @returns {[keyof Entry, HTMLInputElement | HTMLTextAreaElement][]} */
  #texts() {
    return [
      ["value", this.#value],
      ["note", this.#note],
      ["when", this.#when],
      ["by", this.#by],
    ];
  }

  /** @param {Entry} entry */
  show(entry) {
    this.#entry = entry;
    const { activeElement } = document;
    // What the reader is at stays under their hands.
    if (activeElement !== this.#status && activeElement !== this.#reason) {
      this.#status.value = entry.status ?? "";
      this.#reason.value = entry.reason ?? "";
      this.#reasons();
    }
    if (activeElement !== this.#owner) this.#other(entry.owner ?? "");
    for (const [name, control] of this.#texts()) if (activeElement !== control) control.value = String(entry[name] ?? "");
    this.#evidence.show(entry.evidence ?? {});
  }

  /** Takes in an owner that is none of the three, from a file. @param {string} owner */
  #other(owner) {
    const isKnown = [...this.#owner.options].some(({ value }) => value === owner);
    if (!isKnown) this.#owner.append(create("option", { value: owner, textContent: owner }));
    this.#owner.value = owner;
  }

  #reasons() {
    const words = REASONS[/** @type {keyof typeof REASONS} */ (this.#status.value)];
    this.#reasonLabel.hidden = !words;
    const label = this.#reasonLabel.querySelector("label");
    if (label && words) label.textContent = words;
    if (!words) this.#problem.hidden = true;
    return Boolean(words);
  }

  #chosen() {
    const status = this.#status.value;
    const reason = this.#reason.value.trim();
    const wanted = this.#reasons();
    this.#problem.hidden = !wanted || Boolean(reason);
    if (wanted && !reason) {
      this.#problem.textContent = status === "skipped" ? "Say why it is skipped; until then it stays as it was." : "Say what it waits for; until then it stays as it was.";
      this.#reason.focus();
      return;
    }
    if (status === (this.#entry.status ?? "") && reason === (this.#entry.reason ?? "")) return;
    const words = WORDS[/** @type {keyof typeof WORDS} */ (status)].toLowerCase();
    const by = initials() || this.#entry.by || null;
    this.#task.enter(
      { status: status || null, reason: wanted ? reason : null, when: status ? today() : null, by: status ? by : null },
      `Step ${this.#task.step.number}: ${words}.`,
    );
  }

  /**
   * @param {string} words
   * @param {HTMLElement} control
   */
  #field(words, control) {
    const line = create("div", { className: "hb-work-step-field" });
    control.id = `entry-${this.#task.step.id}-${++this.#fields}`;
    line.append(create("label", { htmlFor: control.id, textContent: words }), control);
    return line;
  }
}
