/** Who signs a checklist for each party, and when: names here, signatures on paper. */

import { create } from "../page/elements.mjs";
import { whenTyped } from "../page/typing.mjs";

const PARTIES = ["partner", "customer", "vendor"];

export class Signing {
  box = create("section", { className: "hb-signing" });
  #checklist = "";
  /** @type {Map<string, {name: HTMLInputElement, when: HTMLInputElement}>} */
  #fields = new Map();

  /** @param {(patch: import("../project/edits.mjs").Patch, words: string) => void} edit */
  constructor(edit) {
    this.box.append(create("h3", { textContent: "Sign-off" }));
    for (const party of PARTIES) {
      const name = create("input", { type: "text", maxLength: 120, autocomplete: "off" });
      const when = create("input", { type: "date" });
      const line = create("div", { className: "hb-signing-line" });
      line.append(labelled(`For the ${party}`, name), labelled("Date", when), create("span", { className: "hb-signature", textContent: "Signature" }));
      whenTyped(name, () => this.#keep(edit, party, { name: name.value.trim() || null }));
      when.addEventListener("change", () => this.#keep(edit, party, { when: when.value || null }));
      this.#fields.set(party, { name, when });
      this.box.append(line);
    }
  }

  /**
   * @param {string} checklist
   * @param {Record<string, {name?: string, when?: string}>} signed
   */
  show(checklist, signed) {
    this.#checklist = checklist;
    for (const [party, { name, when }] of this.#fields) {
      const entry = signed[`${checklist}/${party}`] ?? {};
      if (document.activeElement !== name) name.value = entry.name ?? "";
      if (document.activeElement !== when) when.value = entry.when ?? "";
      when.toggleAttribute("data-empty", !entry.when);
    }
  }

  /**
   * @param {(patch: import("../project/edits.mjs").Patch, words: string) => void} edit
   * @param {string} party
   * @param {import("../project/edits.mjs").Patch} part
   */
  #keep(edit, party, part) {
    edit({ signoff: { [`${this.#checklist}/${party}`]: part } }, `Sign-off of the ${party} is noted.`);
  }
}

/**
 * @param {string} words
 * @param {HTMLElement} control
 */
function labelled(words, control) {
  const line = create("label", {});
  line.append(create("span", { textContent: words }), control);
  return line;
}
