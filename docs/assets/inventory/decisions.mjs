/**
 * What the reader decides about hosts that no rule can place, one host or several at once, each time with a reason.
 *
 * @typedef {import("./kept.mjs").Kept} Kept
 * @typedef {import("./kept.mjs").Decision} Decision
 * @typedef {import("./kept.mjs").Whose} Whose
 */

import { create, newButton, today } from "../page/elements.mjs";
import { about, without } from "./kept.mjs";

/** @type {[string, string][]} */
const VERDICTS = [
  ["", "As judged"],
  ["supported", "Supported"],
  ["conditional", "Conditional"],
  ["decision", "Needs a decision"],
  ["missing", "Missing data"],
  ["unsupported", "Unsupported"],
  ["excluded", "Left out of the project"],
];
const LETTERS = 500;

export class Decisions {
  #kept;
  #changed;

  /**
   * @param {Kept} kept
   * @param {() => void} changed is called when the reader has decided something
   */
  constructor(kept, changed) {
    this.#kept = kept;
    this.#changed = changed;
  }

  /**
   * Returns what the reader can say about hosts.
   *
   * @param {Whose[]} hosts
   */
  form(hosts) {
    const found = hosts.map((host) => about(this.#kept.hosts, host));
    const known = hosts.length === 1 ? found[0] : undefined;
    const form = create("form", { className: "hb-decision" });
    const counts = hosts.length === 1 ? "This host counts as" : `These ${hosts.length} hosts count as`;
    const choice = create("select", {});
    choice.append(...VERDICTS.map(([id, label]) => new Option(label, id)));
    choice.value = known ? (known.excluded ? "excluded" : (known.verdict ?? "")) : "";
    const system = line("CentOS 7", known?.system);
    const why = line("Tested on 3 March", known?.why);
    const said = create("span", { role: "status", className: "hb-quiet" });
    const decide = create("button", { className: "hb-button hb-primary", textContent: "Decide" });
    form.append(labelled(counts, choice), labelled("System that it has", system), labelled("Reason, which is kept", why), decide);
    if (found.some(Boolean)) form.append(newButton("Take it back", () => void this.#decide(hosts, null)));
    form.append(said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!choice.value && !system.value.trim()) said.textContent = "Say what it counts as, or which system it has.";
      else if (!why.value.trim()) said.textContent = "A decision needs a reason.";
      else {
        const excluded = choice.value === "excluded";
        const verdict = excluded || !choice.value ? null : choice.value;
        const told = { system: system.value.trim() || null, why: why.value.trim(), since: today() };
        void this.#decide(hosts, { verdict, excluded, ...told });
      }
    });
    return form;
  }

  /**
   * @param {Whose[]} hosts
   * @param {Omit<Decision, "name" | "uuid"> | null} decision
   */
  async #decide(hosts, decision) {
    const others = without(this.#kept.hosts, hosts);
    const own = decision ? hosts.map(({ name, uuid }) => ({ name, uuid, ...decision })) : [];
    await this.#kept.change({ hosts: [...others, ...own] });
    this.#changed();
  }
}

/**
 * @param {string} example
 * @param {string | null} [value]
 */
export function line(example, value) {
  return create("input", { type: "text", maxLength: LETTERS, placeholder: example, value: value ?? "" });
}

/**
 * @param {string} words
 * @param {HTMLElement} control
 */
export function labelled(words, control) {
  const label = create("label", {});
  label.append(create("span", { textContent: words }), control);
  return label;
}
