/**
 * `<hb-proof>`: a box for pasted output on its own. `proof` is the id of what is to be proved; without one the output
 * itself tells. What is pasted stays on the page; only values that the reader takes go into the project.
 */

import { today } from "../page/elements.mjs";
import * as store from "../project/store.mjs";
import { PasteBox } from "./box.mjs";

const NO_PROJECT = "No project is open. Begin one at the top of the page, then press again.";

class Proof extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(".hb-paste")) return;
    const address = (/** @type {string} */ name) => new URL(this.getAttribute(name) ?? "", document.baseURI).href;
    const box = new PasteBox({
      words: this.dataset.words ?? "Paste the output",
      judge: async (text) => {
        // Few readers of a page paste something.
        const { runtimeAt } = await import("../python/runtime.mjs");
        const runtime = runtimeAt(address("runtime"), address("worker"));
        if (!(await runtime.running())) return { error: `The calculators did not start: ${runtime.reason}.` };
        const kept = await store.current();
        const asked = { id: this.getAttribute("proof") ?? "", text, ...(kept ? { project: JSON.stringify(kept.project) } : {}) };
        const reply = await runtime.ask(/** @type {any} */ ({ proof: asked, base: "" }));
        return /** @type {any} */ (reply) ?? { error: "The calculators stopped." };
      },
      take: async ({ field, value, source }) => {
        const kept = await store.current();
        if (!kept) return NO_PROJECT;
        const measured = { value, origin: /** @type {const} */ ("measured"), since: today(), source };
        return store.edit(kept.id, { values: { [field]: measured } }).then(
          () => "",
          (error) => String(error.message),
        );
      },
    });
    // What stands here without JavaScript says that it needs it.
    this.replaceChildren(box.box);
  }
}

customElements.define("hb-proof", Proof);
