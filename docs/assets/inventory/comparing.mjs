/** Two exports of one customer: an older one beside the one that is shown. */

import { create, newButton, today } from "../page/elements.mjs";
import * as store from "../project/store.mjs";
import { Inventory } from "./asking.mjs";
import { nameFor, taken } from "./intake.mjs";

const MOST_TRIES = 2;

/**
 * @typedef {{calculator: string, field: string, value: string, origin: "measured" | "derived", since: string, source: string}} Offer
 *   the growth of a year as a calculator takes it
 */

export class Comparing {
  #asker;
  #kept;
  #current;
  #chooser = create("input", { type: "file", multiple: true, hidden: true, ariaLabel: "Files of the older export" });
  /** Empty where the files themselves say when they were made. */
  #days = create("input", { type: "number", min: "1", max: "3650", id: "inventory-days", placeholder: "as files say" });
  #offered = create("p", { className: "hb-inventory-said", role: "status" });
  #said = create("p", { className: "hb-inventory-said", role: "status" });
  #answer = create("div", { className: "hb-answer" });
  /** @type {Inventory | undefined} */
  #older;

  /**
   * @param {HTMLElement} box
   * @param {import("./asking.mjs").Asker} asker
   * @param {import("./kept.mjs").Kept} kept
   * @param {() => Inventory | undefined} current the inventory that is shown
   */
  constructor(box, asker, kept, current) {
    this.#asker = asker;
    this.#kept = kept;
    this.#current = current;
    this.#chooser.addEventListener("change", () => {
      const files = [...(this.#chooser.files ?? [])];
      this.#chooser.value = "";
      if (files.length) void this.#read(files);
    });
    this.#days.addEventListener("change", () => this.#older && void this.#compare());
    const line = create("p", { className: "hb-inventory-grouping" });
    line.append(
      newButton("Compare with an older export", () => this.#chooser.click()),
      " ",
      create("label", { htmlFor: this.#days.id, textContent: "Days between the two " }),
      this.#days,
    );
    const title = create("h3", { textContent: "Compare two exports" });
    const words = "What came, what went and how much data grew since an older export of the same customer.";
    const about = create("p", { className: "hb-quiet", textContent: words });
    box.replaceChildren(title, about, line, this.#chooser, this.#said, this.#answer, this.#offered);
    this.#answer.addEventListener("click", (event) => this.#choose(event));
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
    this.#text = new Blob(found.map(({ text }) => text));
    await this.#begin();
  }

  #text = new Blob([]);

  async #begin() {
    this.#older = new Inventory(this.#asker, this.#text, this.#kept.said);
    await this.#compare();
  }

  /** Takes the answer to a question about the older export. @param {MouseEvent} event */
  #choose(event) {
    const button = /** @type {Element} */ (event.target).closest(".hb-set");
    if (!(button instanceof HTMLElement) || !button.dataset.field || button.dataset.value === undefined) return;
    void this.#kept.answer(button.dataset.field, button.dataset.value).then(() => this.#begin());
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
        if (!this.#days.value) this.#days.placeholder = comparison.days ? String(comparison.days) : "type them";
        await this.#offer(comparison.offer);
        return;
      }
      this.#said.textContent = "There is no memory for both at once. Close other tabs and try again.";
    } catch (error) {
      this.#said.textContent = error instanceof Error && error.message ? error.message : "Stopped.";
    }
  }

  /** Offers the growth to the project. @param {Offer | null} offer */
  async #offer(offer) {
    this.#offered.replaceChildren();
    const kept = offer && (await store.current());
    if (!offer) return;
    if (!kept) return void (this.#offered.textContent = "Put the inventory into a project, and its growth can go there, too.");
    const words = `Growth of ${offer.value} % a year, ${offer.origin}: ${offer.source}.`;
    const take = newButton(`Take it into ${kept.name}`, () => void this.#take(offer, kept));
    this.#offered.append(words, " ", take);
  }

  /**
   * @param {Offer} offer
   * @param {import("../project/edits.mjs").Kept} kept
   */
  async #take({ calculator, field, value, origin, since, source }, kept) {
    const before = kept.project.inputs?.[calculator]?.[field] ?? null;
    const put = (/** @type {any} */ known) => store.edit(kept.id, { inputs: { [calculator]: { [field]: known } } });
    try {
      await put({ value, origin, since: since || today(), source });
    } catch (error) {
      this.#offered.textContent = error instanceof Error ? error.message : "This was not kept.";
      return;
    }
    const undo = newButton("Undo", async () => {
      await put(before).catch(() => {});
      this.#offered.textContent = "The project is as it was.";
    });
    this.#offered.replaceChildren(`${kept.name} goes on ${value} % a year. `, undo);
  }
}
