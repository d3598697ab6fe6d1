/**
 * `<hb-runbook>`: the takeover order, the runbooks and the nights of the reader's project. It came with the sample.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {import("../project/nights.mjs").RunbookChanges} RunbookChanges
 */

import { Told, feedback } from "../glance/told.mjs";
import { swap } from "../calculator/answer.mjs";
import { workbookOf } from "../project/sheets.mjs";
import { create, megabytes, newButton, saveFile, today } from "../page/elements.mjs";
import { printSheet } from "../page/paper.mjs";
import { newId } from "../project/edits.mjs";
import { fileName } from "../project/files.mjs";
import * as store from "../project/store.mjs";
import * as tab from "../project/tab.mjs";
import { Asker } from "./asking.mjs";
import { stamp } from "./log.mjs";
import { Night } from "./night.mjs";
import { Nights } from "./nights.mjs";
import { People, showMessages } from "./people.mjs";
import { Systems } from "./systems.mjs";

class Page {
  #element;
  #asker;
  #told;
  #systems;
  #people;
  #nights;
  #night;
  #kinds;
  #start;
  /** @type {Kept | null} */
  #kept = null;
  #kind = "takeover";
  /** What the page came with. */
  #came;
  /** @type {Promise<Kept> | undefined} the sample on its way to a project: two changes make one */
  #adding;
  #working = false;
  #stale = false;
  /** @type {{planned: import("../project/nights.mjs").Planned[], wanted: string} | null} */
  #steps = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    this.#asker = new Asker(element);
    this.#told = new Told(part(element, ".hb-told"));
    this.#systems = new Systems(part(element, ".hb-systems"), (systems) => this.#edit({ systems }));
    this.#people = new People(part(element, ".hb-people"), (contact) => void this.#edit({ contacts: { [contact.role]: /** @type {any} */ (contact) } }));
    this.#night = new Night({
      press: (log, presses) => this.#edit({ presses: { [log]: presses } }),
      problem: store.problem,
      leave: () => void this.#refresh(),
      rollback: () => void this.#rollback(),
    });
    this.#nights = new Nights(part(element, ".hb-nights"), {
      ask: (wanted, more) => this.#asker.ask(this.#project(), wanted, more),
      change: (changes) => this.#edit(changes),
      resume: (log) => this.#night.show(log),
      save: (wanted, more, button) => this.#save(wanted, more, button),
    });
    const html = (/** @type {string} */ selector) => part(element, selector).innerHTML;
    this.#came = { came: { order: html(".hb-order"), steps: html(".hb-runbook-steps") } };
    this.#kinds = part(element, ".hb-kinds");
    this.#start = part(element, ".hb-clock");
    this.#fillKinds();
    this.#fillStart();
    this.#fillAllSteps(part(element, ".hb-all-steps"), part(element, ".hb-runbook-steps"));
    this.#fillOutgoing(part(element, ".hb-order-outgoing"), "order", "order");
    this.#fillOutgoing(part(element, ".hb-runbook-outgoing"), "runbook", "runbook");
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    signal.addEventListener("abort", store.subscribe((kept) => this.#show(kept)));
    this.#asker.runtime.addEventListener("change", () => this.#progress(), { signal });
    void store.current().then((kept) => this.#show(kept));
  }

  /** @param {Kept | null} kept */
  #show(kept) {
    const isSame = kept?.id === this.#kept?.id && kept?.revision === this.#kept?.revision;
    const isFirst = !this.#steps && !this.#working;
    this.#kept = kept;
    const project = this.#project();
    this.#systems.show(kept?.id ?? "", project.runbook?.systems ?? []);
    this.#nights.show(kept);
    this.#resume();
    // Of the sample the page knows all that Python would say.
    if (!kept && this.#kind === "takeover") this.#answer({ ...this.#parsed("data-given"), ...this.#came });
    else if (!isSame || isFirst) void this.#refresh();
  }

  /** Brings the night in line that is shown, or was before a reload. */
  #resume() {
    const id = this.#night.open || tab.get("night")?.log;
    const log = id && this.#kept?.project.runbook?.logs?.find((/** @type {any} */ each) => each.id === id);
    if (!log && this.#night.open) {
      this.#night.close();
      this.#told.say("The log of this night was removed in another tab.", { refused: true });
    }
    if (!log) return;
    if (this.#night.open) this.#night.update(log);
    else this.#night.show(log);
  }

  /** @returns {Record<string, any>} the project, or the sample */
  #project() {
    return this.#kept?.project ?? this.#parsed("data-sample");
  }

  /** @param {RunbookChanges} changes */
  async #edit(changes) {
    try {
      // What is changed in the sample becomes a project that is called a sample.
      const { id } = this.#kept ?? (await this.#added());
      await store.edit(id, { runbook: changes });
      const problem = store.problem();
      if (problem) this.#told.say(problem, { refused: true });
    } catch (error) {
      this.#told.say(error instanceof Error ? error.message : "This was not kept.", { refused: true });
    }
  }

  #added() {
    return (this.#adding ??= store.add(this.#parsed("data-sample")).finally(() => (this.#adding = undefined)));
  }

  /** Brings the answers in line with the project. Of several changes only the newest is asked about. */
  async #refresh() {
    this.#stale = true;
    // The night has all that it needs in its log.
    if (this.#working || this.#night.open) return;
    this.#working = true;
    while (this.#stale) {
      this.#stale = false;
      const { result, refused, error } = await this.#asker.ask(this.#project(), ["order", "steps", "contacts", "messages"], { kind: this.#kind });
      if (this.#stale) continue;
      if (result) this.#answer(result);
      else this.#told.say(`The runbook is not that of your project: ${refused ?? error ?? "no answer came"}`, { refused: true, ways: [["Try again", () => void this.#refresh()]] });
    }
    this.#working = false;
    this.#progress();
  }

  /** @param {any} result */
  #answer({ order, steps, contacts, messages, came }) {
    const box = part(this.#element, ".hb-order");
    box.classList.toggle("hb-stale", order.html === "");
    if (came) swap(box, came.order);
    else if (order.html) swap(box, order.html);
    this.#systems.mark(order.problems);
    this.#systems.circles(order.circles);
    const wrong = [...order.refused.map((/** @type {any} */ item) => `Recovery time, ${item.field}: ${item.message}`)];
    if (order.problems.length) wrong.push("A system cannot be read: see its cell. The order below is that of before.");
    part(this.#element, ".hb-order-wrong").textContent = wrong.join(" ");
    part(this.#element, ".hb-order-sample").hidden = Boolean(this.#kept) && !order.is_sample;
    part(this.#element, ".hb-order-groups").hidden = !order.from_groups;
    swap(part(this.#element, ".hb-runbook-steps"), came?.steps ?? steps.html);
    this.#people.show(contacts);
    showMessages(part(this.#element, ".hb-drafts"), messages);
    this.#steps = steps;
    for (const button of this.#start.querySelectorAll("button")) button.disabled = false;
  }

  #fillKinds() {
    /** @type {Record<string, string>} */
    const kinds = JSON.parse(this.#element.dataset.kinds ?? "{}");
    for (const [kind, title] of Object.entries(kinds)) {
      const label = create("label", {});
      const radio = create("input", { type: "radio", name: "runbook", value: kind, checked: kind === this.#kind });
      radio.addEventListener("change", () => {
        this.#kind = kind;
        void this.#refresh();
      });
      label.append(radio, create("span", { textContent: title }));
      this.#kinds.append(label);
    }
    this.#kinds.hidden = false;
    part(this.#element, ".hb-runbook-others").hidden = true;
  }

  #fillStart() {
    const ago = create("input", { name: "ago", type: "number", min: "0", max: "10080", value: "0", inputMode: "numeric" });
    const label = create("label", {});
    label.append(create("span", { textContent: "The clock began, minutes ago" }), ago);
    const problem = create("p", { className: "hb-problem", role: "alert" });
    const begin = newButton("Start the clock", () => {
      const minutes = Number(ago.value || "0");
      problem.textContent = "";
      if (Number.isFinite(minutes) && minutes >= 0 && minutes <= 10_080) void this.#begin(this.#kind, minutes);
      else problem.textContent = "Enter 0 to 10080 minutes.";
    }, { disabled: true, className: "hb-button hb-start-clock" });
    this.#start.replaceChildren(label, begin, problem);
    this.#start.hidden = false;
  }

  /**
   * Fills the line with the button that unfolds all steps, or folds them.
   *
   * @param {HTMLElement} line
   * @param {HTMLElement} steps
   */
  #fillAllSteps(line, steps) {
    const all = () => /** @type {HTMLDetailsElement[]} */ ([...steps.querySelectorAll(".hb-instruction")]);
    const isShown = () => all().every(({ open }) => open);
    const button = newButton("Show all steps", () => {
      const open = !isShown();
      for (const step of all()) step.open = open;
    });
    const tell = () => {
      button.textContent = isShown() ? "Hide all steps" : "Show all steps";
      button.ariaExpanded = String(isShown());
    };
    steps.addEventListener("toggle", tell, { capture: true });
    tell();
    line.replaceChildren(button);
    line.hidden = false;
  }

  /**
   * @param {string} kind
   * @param {number} ago minutes
   */
  async #begin(kind, ago) {
    if (!this.#steps) return;
    const id = newId();
    const started = stamp(new Date(Date.now() - ago * 60_000));
    const { planned, wanted } = this.#steps;
    await this.#edit({ logs: { [id]: { id, kind, started, wanted, planned, steps: [] } } });
    const log = this.#kept?.project.runbook?.logs?.find((/** @type {any} */ each) => each.id === id);
    if (log) this.#night.show(log);
  }

  /** Begins the rollback of the night that was given up. */
  async #rollback() {
    const { result, error } = await this.#asker.ask(this.#project(), ["steps"], { kind: "rollback" });
    if (!result) return this.#told.say(error ?? "No answer came.", { refused: true });
    this.#steps = result.steps;
    await this.#begin("rollback", 0);
  }

  /**
   * @param {HTMLElement} box
   * @param {string} what
   * @param {string} name of files
   */
  #fillOutgoing(box, what, name) {
    const pressed = (/** @type {string} */ label, /** @type {(button: HTMLButtonElement) => void} */ act) => {
      const made = newButton(label, () => act(made));
      return made;
    };
    const group = create("div", { className: "hb-actions-group", role: "group", ariaLabel: `Take the ${name} along` });
    group.append(
      create("span", { textContent: "Take it along" }),
      pressed("Print", (button) => void this.#print(what, button)),
      pressed("Download Markdown", (button) => void this.#save("markdown", { part: what }, button)),
      pressed("Download .xlsx", (button) => void this.#save("xlsx", { part: what }, button)),
    );
    box.replaceChildren(group);
  }

  /**
   * @param {string} what
   * @param {HTMLButtonElement} button
   */
  async #print(what, button) {
    const file = await this.#asked(["file"], { part: what, format: "paper" }, button);
    if (!file) return;
    const paper = create("article", { className: "hb-paper md-typeset", innerHTML: file.file });
    paper.querySelector("h1")?.after(create("p", { className: "hb-quiet", textContent: `As of ${today()}` }));
    await printSheet(paper);
  }

  /**
   * @param {"markdown" | "xlsx"} wanted
   * @param {Record<string, string>} more
   * @param {HTMLButtonElement} button
   */
  async #save(wanted, more, button) {
    const name = `${this.#kept?.name ?? "Sample"} ${more.part === "runbook" ? this.#kind : (more.part ?? "")}`;
    const found = await this.#asked([wanted === "xlsx" ? "sheets" : "file"], { ...more, format: "markdown" }, button);
    if (!found) return;
    try {
      const text = wanted === "xlsx" ? await workbookOf(found.sheets) : new Blob([found.file], { type: "text/markdown;charset=utf-8" });
      saveFile(text, fileName(name, wanted === "xlsx" ? "xlsx" : "md"));
      feedback(button, "Downloaded");
    } catch {
      feedback(button, "Not written");
      this.#told.say("The workbook could not be written: a part of this page did not arrive.", { refused: true });
    }
  }

  /**
   * @param {string[]} wanted
   * @param {Record<string, string>} more
   * @param {HTMLButtonElement} button
   */
  async #asked(wanted, more, button) {
    if (this.#asker.runtime.state !== "ready") feedback(button, "Getting the calculators ready …");
    const { result, refused, error } = await this.#asker.ask(this.#project(), wanted, { kind: this.#kind, ...more });
    if (!result) this.#told.say(refused ?? error ?? "No answer came.", { refused: true });
    return result;
  }

  #progress() {
    const { state, loaded, total } = this.#asker.runtime;
    const bytes = total ? `, ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
    part(this.#element, ".hb-starting").textContent = state === "loading" && this.#working ? `Getting the calculators ready${bytes}. The answers follow.` : "";
  }

  /** @param {string} attribute @returns {Record<string, any>} a project that the page came with */
  #parsed(attribute) {
    return JSON.parse(this.#element.getAttribute(attribute) ?? "{}");
  }
}

/**
 * @param {ParentNode} box
 * @param {string} selector
 */
function part(box, selector) {
  return /** @type {HTMLElement} */ (box.querySelector(selector));
}

class Runbook extends HTMLElement {
  #connection = new AbortController();
  /** @type {Page | undefined} */
  #page;

  connectedCallback() {
    this.#page ??= new Page(this);
    this.#page.listen((this.#connection = new AbortController()).signal);
  }

  disconnectedCallback() {
    this.#connection.abort();
  }
}

customElements.define("hb-runbook", Runbook);
