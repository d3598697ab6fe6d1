/**
 * What the reader decides about hosts that no rule can place. It is kept with the project that is open, by the host's
 * identifier, and holds for the next export of the same customer too.
 *
 * @typedef {{name: string, uuid: string, verdict: string | null, system: string | null, excluded: boolean, why: string,
 *   since: string}} Decision
 */

import { create, newButton, today } from "../page/elements.mjs";
import * as store from "../project/store.mjs";

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
  /** @type {Decision[]} */
  hosts = [];
  #changed;
  /** The project that they are of; empty where none was open. */
  #project = "";

  /** @param {() => void} changed is called when the reader has decided something */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Takes what the project that is open holds, where it is another one than before. */
  async load() {
    const kept = await store.current();
    if (!kept || kept.id === this.#project) return;
    const found = kept.project.inventory?.hosts;
    // Anybody may have written the file of a project.
    this.hosts = Array.isArray(found) ? found.filter((one) => typeof one?.name === "string") : [];
    this.#project = kept.id;
  }

  /** Puts what was decided into the project that is open, such as one that was begun only now. */
  async keep() {
    const kept = await store.current();
    if (!kept || (!this.hosts.length && !kept.project.inventory)) return;
    this.#project = kept.id;
    await store.edit(kept.id, { further: { inventory: { hosts: this.hosts } } }).catch(() => {});
  }

  /**
   * Returns what the reader can say about a host.
   *
   * @param {string} name
   * @param {string} uuid empty where no file has one
   */
  form(name, uuid) {
    const known = this.hosts.find((one) => (uuid ? one.uuid === uuid : one.name === name));
    const form = create("form", { className: "hb-decision" });
    const choice = create("select", { ariaLabel: "This host counts as" });
    choice.append(...VERDICTS.map(([id, label]) => new Option(label, id)));
    choice.value = known ? (known.excluded ? "excluded" : (known.verdict ?? "")) : "";
    const system = field("System that it has", "System, such as CentOS 7", known?.system);
    const why = field("Reason", "Reason, which is kept", known?.why);
    const said = create("span", { role: "status", className: "hb-quiet" });
    const decide = create("button", { className: "hb-button", textContent: "Decide" });
    form.append(create("b", { textContent: "Your decision" }), choice, system, why, decide);
    if (known) form.append(newButton("Take it back", () => void this.#decide(name, uuid, null)));
    form.append(said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!choice.value && !system.value.trim()) said.textContent = "Say what it counts as, or which system it has.";
      else if (!why.value.trim()) said.textContent = "A decision needs a reason.";
      else {
        const excluded = choice.value === "excluded";
        const verdict = excluded || !choice.value ? null : choice.value;
        const told = { system: system.value.trim() || null, why: why.value.trim(), since: today() };
        void this.#decide(name, uuid, { name, uuid, verdict, excluded, ...told });
      }
    });
    return form;
  }

  /**
   * @param {string} name
   * @param {string} uuid
   * @param {Decision | null} decision
   */
  async #decide(name, uuid, decision) {
    const others = this.hosts.filter((one) => (uuid ? one.uuid !== uuid : one.name !== name));
    this.hosts = decision ? [...others, decision] : others;
    await this.keep();
    this.#changed();
  }
}

/**
 * @param {string} ariaLabel
 * @param {string} placeholder
 * @param {string | null} [value]
 */
function field(ariaLabel, placeholder, value) {
  return create("input", { type: "text", maxLength: LETTERS, ariaLabel, placeholder, value: value ?? "" });
}
