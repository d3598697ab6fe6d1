/**
 * `<hb-inventory>`: the page of inventories. It came with a sample; this puts the customer's files in its place. Python
 * reads and judges them in the worker, first how they begin, then all of them. Nothing leaves the browser.
 *
 * @typedef {import("./intake.mjs").Taken} Taken
 * @typedef {{name: string, title: string, problem: string | null, tool: string | null}} FileFacts
 * @typedef {{hosts: number, questions: string[], files: FileFacts[], rejected: number, merged: number, passwords: number}} Facts
 */

import { drawCharts, swap } from "../calculator/answer.mjs";
import { size } from "../calculator/texts.mjs";
import { create, defineElement, megabytes, newButton, part } from "../page/elements.mjs";
import { Asker, Inventory, StoppedError } from "./asking.mjs";
import { shown, valueOf } from "./columns.mjs";
import { Comparing } from "./comparing.mjs";
import { Decisions } from "./decisions.mjs";
import { Drawer } from "./drawer.mjs";
import { FillProject } from "./filling.mjs";
import { Hosts } from "./hosts.mjs";
import { LETTERS, listen, nameFor, taken } from "./intake.mjs";
import { Outgoing } from "./outgoing.mjs";
import { sampleFiles } from "./sample.mjs";

/** Smaller ones are read as a whole before a reader can see that something is missing. */
const SMALL = 500_000;
/**
 * Where each tool stands that takes a file which is no inventory.
 *
 * @type {Record<string, {page: string, label: string}>}
 */
const TOOLS = { trace_replay: { page: "replay/#calculator", label: "Open the replay of change traces" } };

class Page {
  #element;
  #asker;
  #summary;
  #said;
  #progress;
  #drawer;
  #hosts;
  #outgoing;
  #filling;
  #comparing;
  #decisions;
  /** @type {Taken[]} */
  #files = [];
  /** @type {Record<string, string>} answers to questions, by their keys */
  #answers = {};
  /** @type {Inventory | undefined} */
  #inventory;
  #turn = 0;
  #isSample = false;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    this.#asker = new Asker(element);
    this.#summary = part(element, ".hb-inventory-summary");
    this.#said = part(element, ".hb-inventory-said");
    this.#progress = part(element, ".hb-inventory-progress");
    this.#drawer = new Drawer(element);
    this.#hosts = new Hosts(part(element, ".hb-hosts"), (index) => this.#open(index));
    const ask = (/** @type {string[]} */ wanted, /** @type {Record<string, any> | undefined} */ more) => this.#asked(wanted, more);
    this.#outgoing = new Outgoing(part(element, ".hb-inventory-outgoing"), ask);
    this.#filling = new FillProject(part(element, ".hb-inventory-project"), ask, () => this.#decisions.keep());
    this.#comparing = part(element, ".hb-inventory-compare");
    new Comparing(this.#comparing, this.#asker, () => this.#inventory);
    this.#decisions = new Decisions(() => void this.#decided());
    this.#begin();
    void drawCharts(this.#summary);
  }

  /** Puts what a reader can do first in the place of what the page says without scripts. */
  #begin() {
    const chooser = create("input", { type: "file", multiple: true, hidden: true, ariaLabel: "Files of an inventory" });
    const ways = part(this.#element, ".hb-inventory-ways");
    const area = create("textarea", { rows: 4, ariaLabel: "Paste a list of hosts" });
    const take = newButton("Take the pasted list", () => {
      if (area.value.trim()) void this.#add([new File([area.value], "Pasted list")]);
      area.value = "";
    });
    const paste = create("details", { className: "hb-inventory-paste" });
    paste.append(create("summary", { textContent: "Paste a list instead" }), area, take);
    ways.replaceChildren(
      create("p", { textContent: "Drop the exports here, several at once if there are several: .xlsx, .csv or text." }),
      newButton("Choose files", () => chooser.click(), { className: "hb-button hb-primary" }),
      newButton("Try the sample", () => void this.#sample()),
      paste,
      chooser,
    );
    this.#chooser = chooser;
  }

  #chooser = create("input");

  /** @param {AbortSignal} signal */
  listen(signal) {
    const take = {
      files: (/** @type {File[]} */ files) => void this.#add(files),
      text: (/** @type {string} */ text) => void this.#add([new File([text], "Pasted list")]),
    };
    listen(this.#chooser, part(this.#element, ".hb-inventory-ways"), take, signal);
    this.#summary.addEventListener("click", (event) => this.#choose(event), { signal });
    this.#asker.runtime.addEventListener("change", () => this.#starting(), { signal });
  }

  async #sample() {
    try {
      const files = await sampleFiles();
      this.#forget();
      this.#isSample = true;
      await this.#add(files);
    } catch {
      this.#say("The sample did not arrive. Try again when there is a network connection.");
    }
  }

  #forget() {
    this.#turn++;
    this.#files = [];
    this.#answers = {};
    this.#isSample = false;
  }

  /**
   * Takes files beside those that are here, and reads all of them.
   *
   * @param {File[]} files
   */
  async #add(files) {
    if (this.#isSample && this.#files.length) this.#forget();
    const turn = ++this.#turn;
    const refused = [];
    for (const [place, file] of files.entries()) {
      const name = nameFor(file.name, this.#files.map((known) => known.name));
      this.#work(`Reading ${name} (${size(file.size)}) …`, place, files.length + 2);
      const found = await taken(file, name, this.#asker.runtime);
      if (turn !== this.#turn) return;
      if (!found) return this.#rest("Stopped. Nothing was read.");
      if ("reason" in found) refused.push(`${name} ${found.reason}`);
      else {
        this.#files.push(found);
        refused.push(...(found.left ?? []));
      }
    }
    if (this.#files.reduce((sum, { text }) => sum + text.size, 0) > LETTERS) {
      const { name } = /** @type {Taken} */ (this.#files.pop());
      refused.push(`${name} is too much together with the others: all files may have ${megabytes(LETTERS)} MB.`);
    }
    if (this.#files.length) await this.#read(refused);
    else this.#rest(refused.join(" "));
  }

  /**
   * @param {string[]} [refused] what to say of files that are not taken
   */
  async #read(refused = []) {
    const turn = ++this.#turn;
    const whole = new Blob(this.#files.map(({ text }) => text));
    await this.#decisions.load();
    const inventory = new Inventory(this.#asker, whole, this.#kept());
    try {
      if (whole.size > SMALL) {
        this.#work("Reading how the files begin …", 1, 4);
        const beginning = new Blob(this.#files.map((file) => file.beginning));
        const said = await new Inventory(this.#asker, beginning, this.#kept()).ask(["facts", "columns"]);
        if (turn !== this.#turn) return;
        this.#list(said);
      }
      this.#work(`Reading all ${size(whole.size)} and judging each host …`, 2, 4);
      const said = await inventory.ask(["summary", "facts"]);
      if (turn !== this.#turn) return;
      this.#inventory = inventory;
      this.#show(said);
      this.#work("Listing the hosts …", 3, 4);
      const list = await inventory.ask(["facts", "columns"]);
      if (turn !== this.#turn) return;
      this.#list(list);
      this.#rest([this.#isSample ? "This is the sample: its hosts were invented." : "", ...refused].join(" ").trim());
      this.#offer(said.facts);
      this.#comparing.hidden = !said.facts.hosts;
      await this.#filling.preview();
    } catch (error) {
      if (turn !== this.#turn) return;
      const again = newButton("Try again", () => {
        if (this.#asker.runtime.state === "failed") this.#asker.runtime.retryAnew();
        void this.#read();
      });
      this.#rest(error instanceof StoppedError ? "Stopped." : `Not read: ${error instanceof Error ? error.message : ""}`, again);
    }
  }

  /** @param {import("./asking.mjs").Said} said */
  #show({ summary, facts }) {
    this.#element.classList.add("hb-live-inventory");
    swap(this.#summary, summary);
    void drawCharts(this.#summary);
    this.#outgoing.show(facts.hosts > 0, this.#isSample);
  }

  /** @param {import("./asking.mjs").Said} said */
  #list({ columns, facts }) {
    this.#columns = columns;
    part(this.#element, ".hb-hosts").hidden = !facts.hosts;
    if (facts.hosts) this.#hosts.show(columns, facts.hosts);
  }

  /** @type {import("./columns.mjs").Column[]} */
  #columns = [];

  /** Offers what takes a file that is no inventory. @param {Facts} facts */
  #offer({ files }) {
    const base = this.#element.getAttribute("base") ?? "";
    for (const { name, tool } of files) {
      const known = tool ? TOOLS[tool] : undefined;
      if (!known) continue;
      this.#said.append(" ", create("a", { href: base + known.page, textContent: `${known.label} for ${name}` }), ".");
    }
    const start = newButton("Start over", () => {
      this.#forget();
      location.reload();
    });
    this.#said.append(" ", start);
  }

  /** Takes the answer to a question. @param {MouseEvent} event */
  #choose(event) {
    const button = /** @type {Element} */ (event.target).closest(".hb-set");
    if (!(button instanceof HTMLElement) || !button.dataset.field || button.dataset.value === undefined) return;
    this.#answers[button.dataset.field] = button.dataset.value;
    void this.#read();
  }

  /** @param {number} index */
  #open(index) {
    const name = this.#columns[0] ? shown(this.#columns[0], index) : "";
    const html = this.#asked(["host"], { at: index }).then(({ host }) => host);
    const identifier = this.#columns.find(({ id }) => id === "identifier");
    const uuid = identifier ? String(valueOf(identifier, index) ?? "") : "";
    void this.#drawer.show(name, html, this.#decisions.form(name, uuid));
  }

  /** Brings everything in line with what the reader has decided. */
  async #decided() {
    this.#drawer.close();
    this.#inventory?.keep(this.#kept());
    const said = await this.#asked(["summary", "facts", "columns"]).catch(() => null);
    if (!said) return this.#say("Python stopped. Drop the files again.");
    this.#show(said);
    this.#list(said);
    await this.#filling.preview();
  }

  /** Returns what is kept of the inventory, as calculators/inventory/kept.py has it. */
  #kept() {
    return { answers: this.#answers, hosts: this.#decisions.hosts };
  }

  /**
   * @param {string[]} wanted
   * @param {Record<string, any>} [more]
   */
  async #asked(wanted, more) {
    if (!this.#inventory) throw new Error("The files are still being read.");
    const { grouping, ...rest } = more ?? {};
    return this.#inventory.ask(wanted, grouping ? { ...rest, kept: { ...this.#kept(), grouping } } : rest);
  }

  /**
   * @param {string} words
   * @param {number} step
   * @param {number} steps
   */
  #work(words, step, steps) {
    this.#say("");
    if (this.#progress.hidden) {
      this.#progress.hidden = false;
      const stop = newButton("Stop", () => {
        this.#turn++;
        this.#asker.runtime.stop();
        this.#rest("Stopped. What was read so far stays in sight.");
      });
      const bar = create("progress", { ariaLabel: "Reading the files" });
      this.#progress.replaceChildren(create("span", { role: "status" }), bar, stop);
    }
    const bar = /** @type {HTMLProgressElement} */ (part(this.#progress, "progress"));
    bar.max = steps;
    bar.value = step;
    part(this.#progress, "span").textContent = words;
    this.#words = words;
    this.#starting();
  }

  #words = "";

  #starting() {
    const { state, loaded, total } = this.#asker.runtime;
    if (this.#progress.hidden) return;
    const bytes = total ? `, ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
    part(this.#progress, "span").textContent = state === "loading" ? `${this.#words} Starting Python${bytes}.` : this.#words;
  }

  /**
   * @param {string} words
   * @param {HTMLElement[]} more
   */
  #rest(words, ...more) {
    this.#progress.hidden = true;
    this.#say(words, ...more);
  }

  /**
   * @param {string} words
   * @param {HTMLElement[]} more
   */
  #say(words, ...more) {
    this.#said.replaceChildren(words, ...more.flatMap((one) => [" ", one]));
  }
}

defineElement("hb-inventory", Page);
