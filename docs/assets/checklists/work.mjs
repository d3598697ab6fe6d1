/**
 * `<hb-work>`: a checklist to work through. Its steps stand in the page; this gives each a box and what can be entered,
 * keeps that with the reader's project, and shows how far it is. What its `data-known` holds was decided when the page
 * was made: id, phases, and what a project begins with. The page of composed checklists has every step, and the
 * address says for which combination.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {import("./combination.mjs").Known} Finder
 * @typedef {import("./progress.mjs").Phase} Phase
 * @typedef {{id?: string, start?: Record<string, string>, data: string, phases: Phase[], empty: Record<string, any>,
 *   known?: Finder, sources?: Record<string, string>}} Known
 */

import { Asker } from "../glance/asker.mjs";
import { Told } from "../glance/told.mjs";
import { create, newButton, today } from "../page/elements.mjs";
import * as pictures from "../project/pictures.mjs";
import * as store from "../project/store.mjs";
import { Composed } from "./composed.mjs";
import { Gone } from "./gone.mjs";
import { Head } from "./head.mjs";
import { initials, Keeping } from "./keeping.mjs";
import { progressOf, seenIn } from "./progress.mjs";
import { Report } from "./report.mjs";
import { Signing } from "./signing.mjs";
import { Task } from "./task.mjs";

/** Letters of a project's name; data/project.yaml says so. */
const MOST_IN_A_NAME = 80;

class Work extends HTMLElement {
  /** @type {Known} */
  #known = { data: "", phases: [], empty: {} };
  #id = "";
  /** @type {Record<string, string>} */
  #start = {};
  /** @type {Task[]} every one of the page */
  #all = [];
  /** @type {Task[]} those of the checklist */
  #tasks = [];
  /** @type {Map<string, {section: HTMLElement, line: HTMLElement, mark: HTMLButtonElement}>} */
  #phases = new Map();
  /** @type {Keeping | undefined} */
  #keeping;
  #head = new Head(() => this.#filter(), () => this.#noteSeen());
  #gone = new Gone();
  #told = create("div", { className: "hb-work-told", role: "status" });
  #keptAt = create("p", { className: "hb-quiet hb-work-kept" });
  /** @type {Signing | undefined} */
  #signing;
  /** Whether the page shows what the project has. */
  #isShown = false;

  connectedCallback() {
    if (this.#all.length) return;
    this.#known = JSON.parse(this.dataset.known ?? "");
    const told = new Told(this.#told);
    const keeping = (this.#keeping = new Keeping(() => this.#begun(), told));
    const asker = new Asker(this);
    const judge = {
      read: (/** @type {{id: string, text: string}} */ proof) => {
        const { kept } = keeping;
        return asker.about({ proof: kept ? { ...proof, project: JSON.stringify(kept.project) } : proof });
      },
      take: (/** @type {import("./proofs.mjs").Offer} */ offer) => keeping.take(offer),
    };
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".hb-phase"))) {
      const phase = section.dataset.phase ?? "";
      const enter = /** @type {import("./task.mjs").Enter} */ ((step, patch, words) => void this.#enter({ [step.id]: patch }, words));
      for (const box of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(".hb-work-step"))) this.#all.push(new Task(box, phase, enter, judge));
      this.#phases.set(phase, this.#headOf(section, phase));
    }
    this.classList.add("hb-on");
    this.#signing = new Signing((patch, words) => void keeping.edit(this.#beginning(patch), words));
    const report = new Report(asker, told, () => ({ id: this.#id, project: keeping.kept?.project ?? this.#beginner(), kept: keeping.kept }));
    this.prepend(this.#head.box, this.#told);
    this.append(this.#gone.box, this.#signing.box, report.box, this.#keptAt, this.#head.next);
    if (this.#known.known) new Composed(this, this.#known.known, (choices, id) => this.#compose(choices, id)).begin();
    else this.#take(this.#known.id ?? "", this.#known.start ?? {}, this.#all);
    store.subscribe((kept) => this.#show(kept));
    void store.current().then((kept) => this.#show(kept));
    addEventListener("hashchange", () => this.#unfold());
    // Of a browser that tells of no project nobody knows which pictures are wanted.
    void store.projects().then((projects) => (projects.length && !store.problem() ? pictures.sweep(projects) : undefined));
  }

  /**
   * @param {string} id
   * @param {Record<string, string>} start values of the project that it belongs to
   * @param {Task[]} tasks
   */
  #take(id, start, tasks) {
    this.#id = id;
    this.#start = start;
    this.#tasks = tasks;
    tasks.forEach((task, index) => task.count(index + 1));
    this.#render();
    this.#unfold();
  }

  /**
   * @param {import("./combination.mjs").Choices | null} choices
   * @param {string} id
   */
  #compose(choices, id) {
    const source = choices?.direction === "dr" && choices.site ? this.#known.sources?.[choices.site] : "";
    const { platform: target = "", storage = "", network = "" } = choices ?? {};
    const shown = this.#all.filter(({ box }) => !box.hidden);
    const label = (/** @type {"platform" | "site"} */ name) =>
      this.#known.known?.questions.find((question) => question.id === name)?.options[choices?.[name] ?? ""] ?? "";
    const words = choices?.direction === "failback" ? `Failback from ${label("platform")}` : `${label("site")} to ${label("platform")}`;
    const name = words.slice(0, MOST_IN_A_NAME);
    this.#take(id, { name, target, storage, network, ...(source ? { source } : {}) }, choices ? shown : []);
  }

  #begun() {
    return { empty: this.#known.empty, values: this.#start };
  }

  #beginner() {
    return this.#known.empty;
  }

  /** @param {Kept | null} kept */
  #show(kept) {
    if (this.#keeping) this.#keeping.kept = kept;
    this.#render();
    this.#isShown = true;
  }

  #render() {
    const work = this.#keeping?.work;
    const phases = this.#known.phases.filter(({ id }) => this.#tasks.some(({ step }) => step.phase === id));
    const progress = progressOf(this.#id, this.#tasks.map(({ step }) => step), phases, work);
    progress.worked.forEach((worked, index) => this.#tasks[index].show(worked));
    for (const [id, { section, line, mark }] of this.#phases) {
      const own = progress.worked.filter(({ step }) => step.phase === id);
      const through = own.filter(({ entry }) => ["done", "skipped"].includes(entry.status ?? "")).length;
      const waits = own.find(({ waitsFor }) => waitsFor.length)?.waitsFor ?? [];
      line.textContent = [`${through} of ${own.length}`, waits.length ? `waits for ${waits.join(" and ")}` : ""].filter(Boolean).join(" · ");
      const isThrough = own.length > 0 && through === own.length;
      // What comes to its end under the reader's hands stays in sight; what was through before is folded.
      if (isThrough && this.#isShown && !section.classList.contains("hb-through")) this.#open(section, true);
      section.classList.toggle("hb-through", isThrough);
      mark.hidden = through === own.length;
    }
    this.#head.show(progress, this.#tasks);
    this.#gone.show(progress.gone);
    this.#signing?.show(this.#id, work?.signoff ?? {});
    const { kept } = this.#keeping ?? {};
    const problem = store.problem();
    const name = create("bdi", { textContent: kept?.name ?? "", translate: false });
    if (problem) this.#keptAt.textContent = problem;
    else if (kept) this.#keptAt.replaceChildren("Kept in this browser with the project ", name, ". Save its file to have it elsewhere.");
    else this.#keptAt.textContent = "Nothing is entered yet. The first entry begins a project in this browser and is kept with it.";
    this.#filter();
  }

  #filter() {
    const entries = this.#keeping?.work?.steps ?? {};
    for (const task of this.#tasks) {
      const owner = entries[`${this.#id}/${task.step.id}`]?.owner || task.step.owner;
      task.box.classList.toggle("hb-filtered", !this.#head.shows(task, owner));
    }
    for (const { section } of this.#phases.values()) {
      const own = this.#tasks.filter(({ box }) => section.contains(box));
      section.classList.toggle("hb-filtered", !own.length || own.every(({ box }) => box.classList.contains("hb-filtered")));
    }
  }

  /**
   * Keeps entries for steps; the first one notes which steps the checklist has by now.
   *
   * @param {Record<string, import("../project/edits.mjs").Patch>} steps by their ids
   * @param {string} words
   */
  #enter(steps, words) {
    const named = Object.fromEntries(Object.entries(steps).map(([id, patch]) => [`${this.#id}/${id}`, patch]));
    return this.#keeping?.edit(this.#beginning({ steps: named }), words);
  }

  /** @param {import("../project/edits.mjs").Patch} patch */
  #beginning(patch) {
    if (seenIn(this.#keeping?.work, this.#id)) return patch;
    return { ...patch, ...this.#asSeen() };
  }

  #asSeen() {
    const ids = new Set(seenIn(this.#keeping?.work, this.#id) ?? []);
    for (const { step } of this.#tasks) ids.add(step.id);
    return { checklists: { [this.#id]: { steps: [...ids].join(" "), data: this.#known.data } } };
  }

  #noteSeen() {
    void this.#keeping?.edit(this.#asSeen(), "New steps are seen.");
  }

  /**
   * @param {HTMLElement} section
   * @param {string} phase
   */
  #headOf(section, phase) {
    const line = create("span", { className: "hb-phase-count" });
    const title = section.querySelector("h3");
    const mark = newButton("Mark all done", () => this.#markAll(phase), { className: "hb-button hb-small", ariaLabel: `Mark all done: ${title?.firstChild?.textContent ?? ""}` });
    const fold = newButton("Show", () => this.#open(section, !section.classList.contains("hb-unfolded")), { className: "hb-button hb-small hb-fold", ariaExpanded: "false", ariaLabel: `Show the steps: ${title?.firstChild?.textContent ?? ""}` });
    const ways = create("p", { className: "hb-phase-ways" });
    ways.append(line, mark, fold);
    title?.after(ways);
    return { section, line, mark };
  }

  /**
   * Folds the steps of a phase that is through, or shows them.
   *
   * @param {HTMLElement} section
   * @param {boolean} isOpen
   */
  #open(section, isOpen) {
    section.classList.toggle("hb-unfolded", isOpen);
    const fold = section.querySelector(".hb-fold");
    if (!fold) return;
    fold.textContent = isOpen ? "Fold" : "Show";
    fold.ariaExpanded = String(isOpen);
  }

  /** Marks every step of a phase that is still to do. @param {string} phase */
  #markAll(phase) {
    const name = this.#known.phases.find(({ id }) => id === phase)?.name ?? phase;
    const open = this.#tasks.filter((task) => task.step.phase === phase && !task.isThrough);
    const about = { status: "done", reason: null, when: today(), by: initials() || null };
    const steps = Object.fromEntries(open.map((task) => [task.step.id, { ...about, edition: task.step.edition, action: task.words }]));
    void this.#enter(steps, `${open.length} ${open.length === 1 ? "step" : "steps"} of ${name} marked done.`);
  }

  /** Shows the step that the address leads to, in a phase that is folded as it is through. */
  #unfold() {
    const id = location.hash.slice(1);
    const box = id.startsWith("step-") ? document.getElementById(id) : null;
    if (!box || !this.contains(box)) return;
    const section = /** @type {HTMLElement | null} */ (box.closest(".hb-phase"));
    if (section) this.#open(section, true);
    box.scrollIntoView({ block: "center" });
  }
}

customElements.define("hb-work", Work);
