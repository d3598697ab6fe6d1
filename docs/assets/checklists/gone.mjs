/** What was entered for steps that this release no longer has: listed with every word, and kept. */

import { create } from "../page/elements.mjs";
import { WORDS } from "./progress.mjs";

export class Gone {
  box = create("section", { className: "hb-work-gone", hidden: true });
  #list = create("ul", {});

  constructor() {
    this.box.append(
      create("h3", { textContent: "Entered for steps that this release no longer has" }),
      create("p", { textContent: "The words of these steps are those that they had. They stay in the project and stand in the report." }),
      this.#list,
    );
  }

  /** @param {Record<string, import("./progress.mjs").Entry>} gone */
  show(gone) {
    const entries = Object.entries(gone);
    this.box.hidden = !entries.length;
    this.#list.replaceChildren(
      ...entries.map(([id, { action, status = "", reason, owner, value, note, when, by, evidence = {} }]) => {
        const line = create("li", {});
        const words = WORDS[/** @type {keyof typeof WORDS} */ (status)] ?? status;
        const shown = Object.values(evidence).map(({ text, name }) => text || name);
        const about = [words, reason, owner, value, note, ...shown, when, by].filter(Boolean).join(" · ");
        line.append(create("b", { textContent: action || id }), ` ${about}`);
        return line;
      }),
    );
  }
}
