/** Two exports of one customer: an older one beside the one that is shown. */

import { create, newButton } from "../page/elements.mjs";
import { Inventory } from "./asking.mjs";
import { nameFor, taken } from "./intake.mjs";

const MOST_TRIES = 2;

export class Comparing {
  #asker;
  #current;
  #chooser = create("input", { type: "file", multiple: true, hidden: true, ariaLabel: "Files of the older export" });
  #days = create("input", { type: "number", min: "1", max: "3650", value: "30", id: "inventory-days" });
  #said = create("p", { className: "hb-inventory-said", role: "status" });
  #answer = create("div", { className: "hb-answer" });
  /** @type {Inventory | undefined} */
  #older;

  /**
   * @param {HTMLElement} box
   * @param {import("./asking.mjs").Asker} asker
   * @param {() => Inventory | undefined} current the inventory that is shown
   */
  constructor(box, asker, current) {
    this.#asker = asker;
    this.#current = current;
    this.#chooser.addEventListener("change", () => {
      const files = [...(this.#chooser.files ?? [])];
      this.#chooser.value = "";
      if (files.length) void this.#read(files);
    });
    this.#days.addEventListener("change", () => this.#older && void this.#compare());
    const line = create("p");
    line.append(
      newButton("Compare with an older export", () => this.#chooser.click()),
      " ",
      create("label", { htmlFor: this.#days.id, textContent: "Days between the two " }),
      this.#days,
    );
    box.replaceChildren(create("h3", { textContent: "Compare two exports" }), line, this.#chooser, this.#said, this.#answer);
  }

  /** @param {File[]} files */
  async #read(files) {
    this.#said.textContent = "Reading the older export …";
    const found = [];
    for (const file of files) {
      const one = await taken(file, nameFor(file.name, found.map(({ name }) => name)), this.#asker.runtime);
      if (!one) return void (this.#said.textContent = "Stopped.");
      if ("reason" in one) return void (this.#said.textContent = `${one.name} ${one.reason}`);
      found.push(one);
    }
    this.#older = new Inventory(this.#asker, new Blob(found.map(({ text }) => text)), {});
    await this.#compare();
  }

  async #compare() {
    const [older, current] = [this.#older, this.#current()];
    if (!older || !current) return;
    try {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        await older.ask(["facts"]);
        const { comparison } = await current.ask(["comparison"], { before: older.key, days: Number(this.#days.value) || null });
        if (!comparison) continue; // Python was started anew between the two
        this.#answer.innerHTML = comparison.html;
        this.#said.textContent = "";
        return;
      }
      this.#said.textContent = "Python has no room for both at once. Close other tabs and try again.";
    } catch (error) {
      this.#said.textContent = error instanceof Error && error.message ? error.message : "Stopped.";
    }
  }
}
