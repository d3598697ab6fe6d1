/**
 * `<hb-glance>`: the page of projects. It came with the sample; this puts the reader's project in its place, follows
 * what is typed, and asks Python for what each calculator says of it.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 */

import { swap } from "../calculator/answer.mjs";
import { defineElement, fragmentOf, megabytes, part } from "../page/elements.mjs";
import { Asker } from "./asker.mjs";
import { Decisions } from "./decisions.mjs";
import { Incoming } from "./incoming.mjs";
import { Lines } from "./lines.mjs";
import { Outgoing } from "./outgoing.mjs";
import { Projects } from "./projects.mjs";
import { Questions } from "./questions.mjs";
import * as store from "../project/store.mjs";
import { Told } from "./told.mjs";

/** How long nothing must be typed before Python has time for what takes long. */
const PAUSE_MS = 1_200;

class Page {
  #element;
  #asker;
  #told;
  #lines;
  #questions;
  #decisions;
  #incoming;
  #projects;
  #customer;
  #given;
  /** @type {Kept | null} */
  #kept = null;
  #working = false;
  #stale = false;
  /** @type {(() => void) | undefined} */
  #hurry;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    this.#asker = new Asker(element);
    this.#told = new Told(part(element, ".hb-told"));
    this.#questions = new Questions(/** @type {HTMLFormElement} */ (part(document, ".hb-questions")), (values) =>
      this.#edit({ values }),
    );
    this.#decisions = new Decisions(part(document, ".hb-decisions"), (decisions) => this.#edit({ decisions }));
    this.#lines = new Lines(part(element, ".hb-glance"), this.#questions);
    this.#incoming = new Incoming(this.#asker, this.#told);
    this.#projects = new Projects(part(element, ".hb-start"), this.#told, {
      begin: () => void this.#begin(),
      open: () => this.#incoming.chooser.click(),
      paste: (link) => void this.#incoming.follow(link),
      sample: () => void this.#showSample(),
    });
    this.#customer = part(document, ".hb-customer");
    this.#given = this.#customer.innerHTML;
    element.append(this.#incoming.chooser);
    for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hb-noscript"))) note.hidden = true;
    new Outgoing(part(document, ".hb-outgoing"), this.#asker, this.#told, () => ({
      project: this.#kept?.project ?? this.#parsed("data-sample"),
      name: this.#kept?.name ?? "Sample",
      kept: this.#kept,
    }));
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.#questions.listen(signal);
    this.#incoming.listen(signal);
    this.#asker.runtime.addEventListener("change", () => this.#progress(), { signal });
    addEventListener("hashchange", () => void this.#follow(), { signal });
    signal.addEventListener("abort", store.subscribe((kept) => this.#show(kept)));
    void store.current().then((kept) => {
      this.#show(kept);
      return this.#follow();
    });
  }

  /** Follows an address that holds a project, or asks for one. */
  async #follow() {
    const hash = fragmentOf(location.hash);
    const isAsked = ["#new", "#open", "#sample"].includes(hash);
    if (!isAsked && !hash.startsWith("#project=")) return;
    // It was followed: a reload must not open the project once more.
    history.replaceState(history.state, "", location.pathname + location.search);
    if (hash === "#new") await this.#begin();
    else if (hash === "#sample") await this.#showSample();
    else if (hash === "#open") this.#told.say("Choose the file of a project, or drop it here.", { ways: [this.#choosing()] });
    else await this.#incoming.follow(hash);
  }

  /** @returns {[string, () => void]} */
  #choosing() {
    return ["Choose a file", () => this.#incoming.chooser.click()];
  }

  async #begin() {
    this.#told.say("");
    await store.add(this.#parsed("data-empty"));
    this.#questions.turnTo("name");
  }

  async #showSample() {
    this.#told.say("");
    const sample = this.#parsed("data-sample");
    const all = await store.list();
    if (all.some(({ id }) => id === sample.id)) await store.choose(sample.id);
    else await store.add(sample);
  }

  /** @param {import("../project/edits.mjs").Changes} changes */
  async #edit(changes) {
    try {
      const { id } = this.#kept ?? (await store.add(this.#parsed("data-empty")));
      await store.edit(id, changes);
    } catch (error) {
      this.#told.say(error instanceof Error ? error.message : "This was not kept.", { refused: true });
    }
  }

  /** @param {Kept | null} kept */
  #show(kept) {
    const isOther = kept?.id !== this.#kept?.id;
    const isSame = !isOther && kept?.revision === this.#kept?.revision;
    this.#kept = kept;
    this.#questions.show(kept);
    this.#decisions.show(kept);
    void this.#projects.show(kept);
    if (isSame) return;
    if (isOther) this.#reset();
    if (kept) void this.#refresh();
  }

  /** Shows what the page came with. */
  #reset() {
    this.#lines.reset();
    this.#questions.mark(new Map());
    this.#customer.innerHTML = this.#given;
  }

  /** Brings the answers in line with the project. Of several changes only the newest is asked about. */
  async #refresh() {
    this.#stale = true;
    this.#hurry?.();
    if (this.#working) return;
    this.#working = true;
    const dim = (/** @type {boolean} */ is) => part(this.#element, ".hb-glance").classList.toggle("hb-stale", is);
    while (this.#stale) {
      this.#stale = false;
      const kept = this.#kept;
      if (!kept) break;
      const given = { text: JSON.stringify(kept.project) };
      dim(true);
      const first = await this.#asker.ask(given, ["lines", "open", "slips"]);
      if (this.#stale) continue;
      if (!first.result) {
        this.#fail(first.refused ?? first.error ?? "No answer came.");
        continue;
      }
      this.#answer(first.result);
      dim(false);
      const page = await this.#asker.ask(given, ["page"]);
      if (!this.#stale && page.result) swap(this.#customer, page.result.page);
      if (await this.#pause()) continue;
      await this.#weigh(given, first.result.open);
    }
    dim(false);
    this.#working = false;
  }

  /**
   * Finds out which questions move the answers most, one after the other: what is typed meanwhile goes before.
   *
   * @param {import("./asker.mjs").Given} given
   * @param {import("./lines.mjs").Open[]} open
   */
  async #weigh(given, open) {
    const found = [];
    for (const { field } of open) {
      const { result } = await this.#asker.ask(given, ["influences"], { fields: [field] });
      if (this.#stale || !result) return;
      found.push(...result.influences);
    }
    this.#lines.ask(open, found.sort((one, other) => other.weight - one.weight));
  }

  /** @param {any} result */
  #answer({ lines, open, slips }) {
    this.#lines.show(lines, slips);
    this.#lines.ask(open, []);
    /** @type {Map<string, string>} */
    const messages = new Map();
    for (const line of lines.lines) for (const { field, message } of line.problems ?? []) messages.set(field, message);
    for (const { place, message } of slips) messages.set(place.replace(/^values\./, ""), message);
    this.#questions.mark(messages);
  }

  /** Resolves to whether something was changed within a pause. */
  #pause() {
    return new Promise((/** @type {(isStale: boolean) => void} */ resolve) => {
      const wait = setTimeout(() => resolve(this.#stale), PAUSE_MS);
      this.#hurry = () => {
        clearTimeout(wait);
        resolve(true);
      };
      if (this.#stale) this.#hurry();
    });
  }

  /** @param {string} why */
  #fail(why) {
    const again = () => {
      this.#told.say("");
      if (this.#asker.runtime.state === "failed") this.#asker.runtime.retryAnew();
      void this.#refresh();
    };
    this.#told.say(`The answers are not those of your project: ${why}`, { refused: true, ways: [["Try again", again]] });
  }

  #progress() {
    const { state, loaded, total } = this.#asker.runtime;
    const status = part(this.#element, ".hb-starting");
    const bytes = total ? `, ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
    status.textContent = state === "loading" && this.#working ? `Getting the calculators ready${bytes}. The answers follow.` : "";
  }

  /** @param {string} attribute @returns {Record<string, any>} a project that the page came with */
  #parsed(attribute) {
    return JSON.parse(this.#element.getAttribute(attribute) ?? "{}");
  }
}

defineElement("hb-glance", Page);
