/**
 * A form and its answer, which stand in the page already. This keeps the answer up to date with the form by asking Python
 * in a worker, and keeps the inputs in the address.
 *
 * @typedef {import("./fields.mjs").Inputs} Inputs
 * @typedef {import("../python/runtime.mjs").Problem} Problem
 * @typedef {import("../python/runtime.mjs").Runtime} Runtime
 * @typedef {import("../python/runtime.mjs").Reply} Reply
 * @typedef {import("../python/runtime.mjs").Question} Question
 */

import { presence } from "../page/presence.mjs";
import { Filling } from "../project/filling.mjs";
import { isThrifty, runtimeAt } from "../python/runtime.mjs";
import { Actions } from "./actions.mjs";
import { Address } from "./address.mjs";
import { labelOf, offerChanges, readCharts, swap, swapShort, turnTo } from "./answer.mjs";
import { Changes } from "./changes.mjs";
import { offerFilesOf, takeHanded } from "./elsewhere.mjs";
import { drawDays, Fields } from "./fields.mjs";
import { Kept } from "./kept.mjs";
import { offerRecordings } from "./offers.mjs";
import { watchPlace } from "./place.mjs";
import { Rest } from "./rest.mjs";
import * as said from "./sentences.mjs";
import { Status } from "./status.mjs";
import { Tab } from "./tab.mjs";
import { Warming } from "./warming.mjs";

const LONG_MS = 1_000;
/** What is read out waits until the reader pauses. */
const PAUSE_MS = 1_000;

/** One calculator at work: it keeps the answer in line with the form. */
export class Session {
  #answer;
  #actions;
  #changes;
  #tab;
  #connection = new AbortController();
  /** What the page came with: the answer for the defaults. */
  #given;
  /** @type {{html: string, key: string, markdown: string | null}} The answer that is shown, and for which inputs. */
  #shown;
  /** Why there is no answer for the inputs as they are now; nothing is wrong while `key` is empty. */
  #refusal = { key: "", problems: 0, text: "" };
  /** @type {Runtime["state"]} */
  #runtimeState;
  #asking = false;
  #rest;
  #warming;
  /** Whether the answer takes so long that the reader may want to stop it. */
  #long = false;
  /** The inputs whose calculation the reader stopped. */
  #stopped = "";
  /** Whether the reader has turned to this calculator. */
  #wanted = false;
  /** Whether the form was changed before Python could follow. */
  #behind = false;
  #away = false;
  /** Whether Python has answered: what comes first changed nothing that a reader had asked for. */
  #answered = false;

  /**
   * @param {HTMLElement} element
   * @param {HTMLFormElement} form
   * @param {HTMLElement} status
   * @param {HTMLElement} answer
   */
  constructor(element, form, status, answer) {
    this.element = element;
    this.#answer = answer;
    this.fields = new Fields(form);
    this.address = new Address(this.fields);
    this.#tab = new Tab(this.fields, this.address, this.name);
    this.runtime = runtimeAt(this.#url("runtime"), this.#url("worker"));
    this.#runtimeState = this.runtime.state;
    this.#given = { html: answer.innerHTML, key: JSON.stringify([this.fields.defaults, []]), markdown: null };
    this.#shown = this.#given;
    this.status = new Status(status, {
      retry: () => this.runtime.retryAnew(),
      stop: () => this.#stop(),
      peek: () => turnTo(answer),
    });
    offerFilesOf(this);
    void drawDays(form);
    this.filling = new Filling(this);
    this.#changes = new Changes(answer);
    this.kept = new Kept(this, answer);
    this.#actions = new Actions(this);
    this.#rest = new Rest(answer, (key) => this.#askRest(key), (key, reply) => this.#complete(key, reply));
    this.#warming = new Warming((wanted) => this.question(wanted), () => this.#isFree);
  }

  /** Follows the form, from the address or from what was typed before this script was there. */
  begin() {
    const { form } = this.fields;
    const { signal } = (this.#connection = new AbortController());
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("input", (event) => this.changed(event), { signal });
    offerChanges(this.#answer, form, signal);
    this.runtime.addEventListener("change", () => this.#runtimeChanged(), { signal });
    addEventListener("hashchange", () => this.#followAddress(), { signal });
    this.address.restore();
    this.address.listen(signal);
    this.#tab.restore();
    this.#tab.listen(signal);
    void this.#tab.prepare();
    this.filling.begin(signal);
    void offerRecordings(this, signal);
    this.fields.hideUnasked();
    this.#watchPlace(signal);
    this.#actions.listen(signal);
    this.#refresh();
    this.kept.place();
    void readCharts(this.#answer);
    void takeHanded(this);
  }

  /** Stops following: the page was left. Python goes on, for the next page. */
  end() {
    this.#rest.hold();
    this.#warming.end();
    this.#connection.abort();
    this.address.leave();
  }

  /** @param {string} attribute */
  #url(attribute) {
    return new URL(this.element.getAttribute(attribute) ?? "", document.baseURI).href;
  }

  /** Starts Python when a reader is there and near, and notes when the answer is below the window. @param {AbortSignal} signal */
  #watchPlace(signal) {
    const start = () => this.filling.startPython();
    const isNear = () => isThrifty() || void presence.then(() => signal.aborted || start());
    const isTurnedTo = () => {
      this.#wanted = true;
      if (this.#behind) this.#refresh();
      start();
    };
    const isAway = (/** @type {boolean} */ away) => {
      this.#away = away;
      this.#render();
      this.status.appear();
    };
    watchPlace(this.element, this.#answer, { isNear, isTurnedTo, isAway }, signal);
  }

  /** Follows what the reader changed in the form. @param {Event} [event] */
  changed(event) {
    const name = this.fields.touch(event);
    this.fields.forgetLeftOut();
    if (name) this.filling.gave([name]);
    this.#followForm();
  }

  /** Gives every field its default again, or what the open project says. */
  reset() {
    this.fields.forgetLeftOut();
    this.fields.reset();
    this.filling.reset();
    this.#followForm();
  }

  /** Follows what the project put into the form. */
  followProject() {
    this.fields.hideUnasked();
    this.#refresh();
    this.address.store();
  }

  #followForm() {
    this.#wanted = true;
    this.fields.hideUnasked();
    this.#refresh();
    this.address.store();
    void this.#tab.prepare();
  }

  /** Takes the inputs of another address of this page, or puts them back where a link led to a place on the page. */
  #followAddress() {
    if (!this.address.holdsInputs) return this.address.store();
    this.fields.forgetLeftOut();
    this.fields.reset();
    this.address.restore();
    this.filling.reset();
    this.#followForm();
  }

  /**
   * Puts inputs into the form, such as those of a saved file.
   *
   * @param {Inputs} inputs
   * @param {string[]} [typed] which of them the reader gave, even where they equal the default
   */
  put(inputs, typed = []) {
    this.fields.forgetLeftOut();
    this.fields.load(inputs, typed);
    this.filling.gave(Object.keys(inputs).filter((name) => inputs[name] !== this.fields.defaults[name]));
    this.#followForm();
  }

  /** Returns the answer as Markdown if it is there and is the one to the form as it is; else null. */
  shownMarkdown() {
    const { key, markdown } = this.#shown;
    return key === this.#key() ? markdown : null;
  }

  /** Whether there is no answer for the form as it is, because something is wrong with it. */
  get isRefused() {
    return this.#refusal.key !== "";
  }

  /** Whether verdict and figures are those of the form as it is. */
  get isCurrent() {
    const key = this.#key();
    return !this.isRefused && (key === this.#shown.key || key === this.#rest.key);
  }

  #runtimeChanged() {
    const { state, outdated } = this.runtime;
    if (outdated) this.status.say(said.outdated(this.#shownFor()));
    if (state === this.#runtimeState) return this.#render();
    this.#runtimeState = state;
    if (state === "resting") return this.#render();
    this.#refresh();
    if (state === "ready") void this.#warming.go();
    if (state === "loading") this.status.say(`Getting the calculator ready. ${this.#shownFor()}`);
    if (state === "ready") this.status.say("Live answers are on.");
    if (state === "failed") this.status.say(said.failure(this.runtime, this.#shownFor()));
  }

  /** Brings the answer in line with the form. The defaults need no Python. */
  #refresh() {
    const key = this.#key();
    if (key === this.#given.key) this.#answerWith(this.#given);
    else if (key === this.#shown.key) this.#answerWith(this.#shown);
    else if (key === this.#stopped) this.#fail(key, "you stopped it.");
    else this.#follow(key);
    this.#render();
  }

  /** @param {string} key */
  #follow(key) {
    this.#stopped = "";
    this.#behind ||= this.runtime.state !== "ready";
    if (this.runtime.state === "ready") this.#ask(key);
    else if (this.#wanted || !isThrifty()) this.filling.startPython();
  }

  #stop() {
    this.#stopped = this.#key();
    this.runtime.stop();
  }

  #key() {
    return JSON.stringify([this.fields.current(), this.fields.typed]);
  }

  /**
   * Asks Python, one question at a time. An answer that comes too late makes room for the newest question.
   *
   * @param {string} key
   */
  async #ask(key) {
    if (this.#asking) return;
    this.#asking = true;
    this.#rest.hold();
    const patience = setTimeout(() => {
      this.#long = true;
      this.status.say("This takes long. You can stop it.");
      this.#render();
    }, LONG_MS);
    // What a file holds is asked about once: to send it takes longer than the rest of the answer.
    const reply = await this.question({ short: this.fields.isShort });
    clearTimeout(patience);
    this.#asking = this.#long = false;
    if (!reply) return;
    if (key !== this.#key()) return this.#refresh();
    if (reply.result?.short !== undefined) this.#begun(key, reply.result.short);
    else if (reply.result) this.#answerWith({ ...reply.result, key });
    else if (reply.problems) this.#refuse(key, reply.problems);
    else this.#fail(key, reply.error ?? "no answer came");
    this.#render();
  }

  /** Whether nobody waits for Python, and what is shown is of the form as it is, which can be asked about once more. */
  get #isFree() {
    const isShown = this.#shown.key === this.#key() && !this.isRefused && !this.#rest.key;
    return isShown && !this.#asking && this.runtime.state === "ready" && this.fields.isShort && !document.hidden;
  }

  /**
   * Shows verdict and figures, and asks for the rest once the reader pauses.
   *
   * @param {string} key
   * @param {string} html
   */
  #begun(key, html) {
    this.#accept();
    const isShown = this.#replace(() => swapShort(this.#answer, html));
    this.#answered = true;
    this.#rest.begin(key, !isShown);
  }

  /** Asks for a piece of an answer that is begun, unless the reader waits for another one. @param {string} key */
  async #askRest(key) {
    if (this.#asking) return null;
    const [inputs, typed] = JSON.parse(key);
    return this.#asked({ inputs, typed, part: true });
  }

  /**
   * @param {string} key
   * @param {Reply} reply
   */
  #complete(key, reply) {
    if (reply.result) this.#show({ ...reply.result, key });
    else if (key === this.#key()) this.#fail(key, reply.error ?? "no answer came");
    this.#render();
  }

  /**
   * Asks about the form as it is.
   *
   * @param {{format?: string, short?: boolean, part?: boolean, anew?: boolean}} [wanted] the format of a file; or see
   *   calculators/bridge.py
   */
  question(wanted = {}) {
    return this.#asked({ inputs: this.fields.sent(), typed: this.fields.typed, ...wanted });
  }

  /** @param {Omit<Question, "calculator" | "base">} question */
  #asked(question) {
    return this.runtime.ask({ calculator: this.name, base: this.element.getAttribute("base") ?? "", ...question });
  }

  /** Which calculator it is, as calculators.bridge knows it. */
  get name() {
    return this.element.getAttribute("name") ?? "";
  }

  /** @param {{html: string, key: string, markdown: string | null}} result for the form as it is */
  #answerWith(result) {
    this.#show(result);
    this.#accept();
  }

  /** @param {{html: string, key: string, markdown: string | null}} result */
  #show(result) {
    if (this.#rest.key || result.html !== this.#shown.html) {
      this.#replace(() => swap(this.#answer, result.html));
      void readCharts(this.#answer);
      this.status.say(`Answer: ${labelOf(this.#answer)}`, PAUSE_MS);
    }
    this.#answered ||= result !== this.#given;
    this.#shown = result;
    this.#rest.end();
    void this.#warming.go();
  }

  /**
   * Puts another answer into the page, beside those that were kept, and marks what it changed.
   *
   * @template Done
   * @param {() => Done} change
   */
  #replace(change) {
    const focused = this.kept.focused;
    const done = this.#changes.during(change, this.#answered);
    this.kept.follow(focused);
    return done;
  }

  #accept() {
    this.#behind = false;
    if (this.#refusal.key) this.fields.mark([]);
    this.#refusal = { key: "", problems: 0, text: "" };
  }

  /**
   * @param {string} key
   * @param {Problem[]} problems
   */
  #refuse(key, problems) {
    void this.#rest.go();
    const text = this.fields.mark(problems).map(({ field, message }) => `${field}: ${message}`).join(" ");
    this.#behind = false;
    this.#refusal = { key, problems: problems.length, text };
    this.status.say(`${said.stale(text)} ${problems[0]?.message ?? ""}`, PAUSE_MS);
  }

  /** @param {string} key @param {string} error */
  #fail(key, error) {
    if (key !== this.#rest.key) void this.#rest.go();
    this.fields.mark([]);
    this.#behind = false;
    this.#refusal = { key, problems: 0, text: `This could not be worked out: ${error}` };
    this.status.say(this.#refusal.text, PAUSE_MS);
  }

  #shownFor() {
    return said.shownFor(this.#shown.key === this.#given.key);
  }

  #render() {
    const refused = this.isRefused;
    const stale = refused || this.#behind || this.#long;
    this.#answer.classList.toggle("hb-stale", stale);
    this.status.progress(this.runtime);
    const { problems, text } = this.#refusal;
    const bytes = this.#long ? this.fields.longBytes : 0;
    const now = { long: this.#long, behind: this.#behind, wanted: this.#wanted, refused, problems, text, bytes };
    this.status.show(...said.line({ ...now, runtime: this.runtime, shown: this.#shownFor() }));
    this.status.lift(this.#away);
    this.status.preview(this.#answer, this.#away && !stale);
  }
}
