/**
 * `<hb-inventory>`: the page of inventories. It came with a sample; this puts the customer's files in its place. Python
 * reads and judges them in the worker, first how they begin, then all of them. Nothing leaves the browser.
 *
 * @typedef {import("./intake.mjs").Taken} Taken
 * @typedef {{name: string, title: string, problem: string | null, tool: string | null}} FileFacts
 * @typedef {{hosts: number, questions: string[], files: FileFacts[], rejected: number, merged: number, passwords: number,
 *   ways: import("./filling.mjs").Way[]}} Facts
 */

import { readCharts, swap } from "../calculator/answer.mjs";
import { size } from "../calculator/longtext.mjs";
import { create, defineElement, megabytes, newButton, part } from "../page/elements.mjs";
import { presence } from "../page/presence.mjs";
import { handed, isProject, offered } from "../project/handover.mjs";
import { isThrifty } from "../python/runtime.mjs";
import { Asker, Inventory, StoppedError } from "./asking.mjs";
import { Choosing } from "./choosing.mjs";
import { shown, valueOf } from "./columns.mjs";
import { Comparing } from "./comparing.mjs";
import { Decisions } from "./decisions.mjs";
import { Drawer } from "./drawer.mjs";
import { FillProject } from "./filling.mjs";
import { Hosts } from "./hosts.mjs";
import { LETTERS, listen, nameFor, taken } from "./intake.mjs";
import { Kept } from "./kept.mjs";
import { Outgoing } from "./outgoing.mjs";
import { sampleFiles } from "./sample.mjs";
import { Texts } from "./systems.mjs";

const MOST_NAMES = 12;
/** Smaller ones are read as a whole before a reader can see that something is missing. */
const SMALL = 500_000;
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
  #choosing;
  #texts;
  #kept = new Kept();
  /** @type {Taken[]} */
  #files = [];
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
    this.#drawer = new Drawer(element, (step) => this.#hosts.go(step));
    this.#decisions = new Decisions(this.#kept, () => void this.#decided());
    this.#choosing = new Choosing(this.#kept, {
      whose: (index) => this.#whose(index),
      decide: (hosts) => this.#decide(hosts),
      clear: () => this.#hosts.pick([]),
      changed: (words) => void this.#grouped(words),
    });
    this.#hosts = new Hosts(part(element, ".hb-hosts"), this.#choosing.element, {
      open: (index) => this.#open(index),
      pick: (hosts) => this.#choosing.show(hosts),
    });
    this.#texts = new Texts(part(element, ".hb-inventory-systems"), this.#kept, () => void this.#decided());
    const ask = (/** @type {string[]} */ wanted, /** @type {Record<string, any> | undefined} */ more) => this.#asked(wanted, more);
    this.#outgoing = new Outgoing(part(element, ".hb-inventory-outgoing"), ask);
    this.#filling = new FillProject(part(element, ".hb-inventory-project"), ask, this.#kept);
    this.#comparing = part(element, ".hb-inventory-compare");
    new Comparing(this.#comparing, this.#asker, this.#kept, () => this.#inventory);
    this.#begin();
    void readCharts(this.#summary);
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
    const ways = part(this.#element, ".hb-inventory-ways");
    listen(this.#chooser, ways, take, signal);
    // Python takes as long to start as a thousand hosts to be read: it starts while the reader looks for the file.
    const { runtime } = this.#asker;
    if (!isThrifty()) void presence.then(() => signal.aborted || runtime.start());
    for (const come of ["pointerenter", "focusin"]) ways.addEventListener(come, () => runtime.start(), { signal });
    addEventListener("dragenter", () => runtime.start(), { signal });
    this.#summary.addEventListener("click", (event) => this.#choose(event), { signal });
    runtime.addEventListener("change", () => this.#starting(), { signal });
    void handed().then((files) => void (files.length && this.#add(files)));
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
    this.#kept.forget();
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
    const projects = [];
    for (const [place, file] of files.entries()) {
      const name = nameFor(file.name, this.#files.map((known) => known.name));
      this.#work(`Reading ${name} (${size(file.size)}) …`, place, files.length + 2);
      this.#given.set(name, file);
      if (await isProject(file)) {
        projects.push(file);
        continue;
      }
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
    if (this.#files.length && projects.length < files.length) await this.#read(refused);
    else this.#rest(refused.join(" "));
    for (const file of projects) this.#lead(file, "project");
  }

  /**
   * @param {string[]} [refused] what to say of files that are not taken
   */
  async #read(refused = []) {
    const turn = ++this.#turn;
    const whole = new Blob(this.#files.map(({ text }) => text));
    await this.#kept.load();
    const inventory = new Inventory(this.#asker, whole, this.#kept.said);
    try {
      if (whole.size > SMALL) {
        this.#work("Reading how the files begin …", 1, 4);
        const beginning = new Blob(this.#files.map((file) => file.beginning));
        const said = await new Inventory(this.#asker, beginning, this.#kept.said).list("facts");
        if (turn !== this.#turn) return;
        await this.#list(said);
      }
      this.#work(`Reading all ${size(whole.size)} and judging each host …`, 2, 4);
      const said = await inventory.ask(["summary", "facts"]);
      if (turn !== this.#turn) return;
      this.#inventory = inventory;
      this.#show(said);
      this.#work("Listing the hosts …", 3, 4);
      const list = await inventory.list("facts");
      if (turn !== this.#turn) return;
      await this.#list(list);
      this.#rest([this.#isSample ? "This is the sample: its hosts were invented." : "", ...refused].join(" ").trim());
      this.#offer(said.facts);
      this.#comparing.hidden = !said.facts.hosts;
      await this.#follow(said.facts);
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
    void readCharts(this.#summary);
    this.#outgoing.show(facts.hosts > 0, this.#isSample);
  }

  /** @param {import("./asking.mjs").Said} said */
  async #list({ columns, facts }) {
    const turn = this.#turn;
    await rest();
    if (turn !== this.#turn) return;
    this.#columns = columns;
    part(this.#element, ".hb-hosts").hidden = !facts.hosts;
    if (facts.hosts) this.#hosts.show(columns, facts.hosts);
  }

  /** @type {import("./columns.mjs").Column[]} */
  #columns = [];

  /** @type {Map<string, File>} the files by the names that they have here */
  #given = new Map();

  /**
   * Offers the page that takes a file which is no inventory: in a tab of its own where hosts would be lost.
   *
   * @param {File} file
   * @param {import("../project/handover.mjs").Place} place
   */
  #lead(file, place) {
    const apart = this.#columns.length > 0;
    this.#said.append(" ", offered([file], place, this.#element.getAttribute("base") ?? "", { apart }));
  }

  /** Offers what takes a file that is no inventory. @param {Facts} facts */
  #offer({ files, hosts }) {
    for (const { name, tool } of files) {
      const file = this.#given.get(name);
      if (file && tool === "trace_replay") this.#lead(file, "replay");
    }
    const start = newButton("Start over", () => {
      this.#forget();
      location.reload();
    });
    const list = newButton("Go to the list of hosts", () => this.#hosts.focus());
    this.#said.append(" ", ...(hosts ? [list, " "] : []), start);
  }

  /** Takes the answer to a question. @param {MouseEvent} event */
  #choose(event) {
    const button = /** @type {Element} */ (event.target).closest(".hb-set");
    if (!(button instanceof HTMLElement) || !button.dataset.field || button.dataset.value === undefined) return;
    void this.#kept.answer(button.dataset.field, button.dataset.value).then(() => this.#read());
  }

  /** Shows what can be decided, and what the project would take. @param {Facts} facts */
  async #follow({ ways }) {
    const { systems } = await this.#asked(["systems"]).catch(() => ({ systems: undefined }));
    this.#texts.show(systems);
    this.#filling.offer(ways);
    await this.#filling.preview();
  }

  /** @param {number} index */
  #whose(index) {
    const [name, uuid] = ["name", "identifier"].map((wanted) => {
      const column = this.#columns.find(({ id }) => id === wanted);
      return column ? String(valueOf(column, index) ?? "") : "";
    });
    return { name, uuid };
  }

  /** @param {number} index */
  #open(index) {
    const name = this.#columns[0] ? shown(this.#columns[0], index) : "";
    const html = this.#asked(["host"], { at: index }).then(({ host }) => host);
    void this.#drawer.show(name, html, this.#decisions.form([this.#whose(index)]));
  }

  /** @param {import("./kept.mjs").Whose[]} hosts */
  #decide(hosts) {
    const names = hosts.slice(0, MOST_NAMES).map(({ name }) => name).join(", ");
    const more = hosts.length > MOST_NAMES ? ` and ${hosts.length - MOST_NAMES} more` : "";
    const words = create("p", { textContent: `${names}${more}.` });
    const title = hosts.length === 1 ? "1 host" : `${hosts.length} hosts`;
    void this.#drawer.show(title, Promise.resolve(words.outerHTML), this.#decisions.form(hosts), { walks: false });
  }

  /** Brings everything in line with what the reader has decided. */
  async #decided() {
    this.#drawer.close();
    this.#hosts.pick([]);
    this.#inventory?.keep(this.#kept.said);
    const said = await this.#inventory?.list("summary", "facts").catch(() => null);
    if (!said) return this.#say("The calculators stopped. Drop the files again.");
    this.#show(said);
    await this.#list(said);
    await this.#follow(said.facts);
  }

  /** Shows what came of hosts that were put into groups. @param {string} words */
  async #grouped(words) {
    this.#say(words);
    await this.#filling.preview();
  }

  /**
   * @param {string[]} wanted
   * @param {Record<string, any>} [more]
   */
  async #asked(wanted, more) {
    if (!this.#inventory) throw new Error("The files are still being read.");
    this.#inventory.keep(this.#kept.said);
    return this.#inventory.ask(wanted, more);
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
    part(this.#progress, "span").textContent = state === "loading" ? `${this.#words} Getting the reader ready${bytes}.` : this.#words;
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

/** Resolves when what was changed before is painted: together they would keep the page from anything else. */
function rest() {
  return new Promise((resolve) => (document.hidden ? resolve(null) : requestAnimationFrame(() => setTimeout(resolve))));
}

defineElement("hb-inventory", Page);
