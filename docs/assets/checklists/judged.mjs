/**
 * Boxes of criteria and agreements: in the place of a box to tick on paper stands a choice that is kept with the
 * reader's project. `data-judged` names what is judged, `data-kind` whether it is met or agreed on.
 */

import { Told } from "../glance/told.mjs";
import { create, today } from "../page/elements.mjs";
import { whenTyped } from "../page/typing.mjs";
import * as store from "../project/store.mjs";
import { initials, Keeping } from "./keeping.mjs";

const CHOICES = {
  met: [["", "Open"], ["met", "Met"], ["not met", "Not met"]],
  agreed: [["", "Open"], ["met", "Agreed"], ["not met", "Not agreed"]],
};
/** What a project has that nobody began on a page of its own. */
const EMPTY = { format: "hyperbdr-guide-project", version: 1, id: "", values: {}, inputs: {}, traces: [], decisions: [] };

class Judged {
  #key;
  #status;
  #note;
  #box;
  #about = create("span", { className: "hb-quiet" });

  /**
   * @param {HTMLElement} box
   * @param {Keeping} keeping
   */
  constructor(box, keeping) {
    this.#box = box;
    this.#key = box.dataset.judged ?? "";
    const words = box.dataset.words ?? "";
    const kind = box.dataset.kind === "met" ? "met" : "agreed";
    this.#status = create("select", { ariaLabel: `${kind === "met" ? "Met" : "Agreed"}: ${words}` });
    this.#status.append(...CHOICES[kind].map(([value, textContent]) => create("option", { value, textContent })));
    this.#note = create("input", { type: "text", maxLength: 1_000, autocomplete: "off", ariaLabel: `${kind === "met" ? "Evidence" : "Who, or a note"}: ${words}` });
    this.#note.placeholder = kind === "met" ? "What shows it" : "Who, or a note";
    const keep = (/** @type {import("../project/edits.mjs").Patch} */ patch, /** @type {string} */ told) => void keeping.edit({ criteria: { [this.#key]: patch } }, told);
    this.#status.addEventListener("change", () => {
      const status = this.#status.value || null;
      const words = this.#status.selectedOptions[0].textContent?.toLowerCase();
      keep({ status, when: status && today(), by: status && (initials() || null) }, `Noted: ${words}.`);
    });
    whenTyped(this.#note, () => keep({ note: this.#note.value.trim() || null }, ""));
    const tick = box.querySelector(".hb-tick");
    box.replaceChildren(...(tick ? [tick] : []), this.#status, this.#note, this.#about);
    box.classList.add("hb-on");
  }

  /** @param {Record<string, {status?: string, note?: string, when?: string, by?: string}>} criteria */
  show(criteria) {
    const { status = "", note = "", when = "", by = "" } = criteria[this.#key] ?? {};
    if (document.activeElement !== this.#status) this.#status.value = status;
    if (document.activeElement !== this.#note) this.#note.value = note;
    this.#status.dataset.status = status;
    // What a table that is copied says of it.
    this.#box.dataset.says = [this.#status.selectedOptions[0]?.textContent, note, when, by].filter(Boolean).join(", ");
    this.#about.textContent = [when, by].filter(Boolean).join(", ");
  }
}

const boxes = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-judged]"))];
if (boxes.length) {
  const status = create("div", { className: "hb-judged-told", role: "status" });
  const keeping = new Keeping(() => ({ empty: EMPTY, values: {} }), new Told(status));
  const judged = boxes.map((box) => new Judged(box, keeping));
  (boxes[0].closest(".hb-criteria, .hb-table") ?? boxes[0]).before(status);
  const show = (/** @type {import("../project/edits.mjs").Kept | null} */ kept) => {
    keeping.kept = kept;
    for (const one of judged) one.show(keeping.work?.criteria ?? {});
  };
  store.subscribe(show);
  void store.current().then(show);
}
