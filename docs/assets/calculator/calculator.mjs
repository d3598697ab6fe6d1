/**
 * `<hb-calculator>`: a form and its answer, which stand in the page already. This keeps the answer up to date with
 * the form by asking Python in a worker, and keeps the inputs in the address.
 *
 * @typedef {Record<string, string | LongText>} Inputs by field name
 * @typedef {{calculator: string, inputs: Record<string, string | Blob>, base: string, format?: string}} Question
 * @typedef {{extra: string, asked: object, content: ArrayBuffer}} Errand for an extra of Python, see macros/publish/extras/
 * @typedef {{field: string, message: string}} Problem
 * @typedef {{html: string, markdown: string, text?: string}} Result `text` alone where the question named a format
 * @typedef {{id: number, result?: Result, problems?: Problem[], error?: string}} Reply
 * @typedef {{id: number, result?: any, error?: string, missing?: boolean}} Done by an extra; `missing` if it did not come
 * @typedef {import("../python/worker.mjs").Path} Path
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 */

import { give, LongText, longTexts, offerFiles } from "./texts.mjs";

const SILENCE_MS = 60_000;
/** A snapshot must come steadily; without it the start takes longer, but it still works. */
const STALL_MS = 15_000;
/** A million minutes of a trace take a phone more than one; who cannot wait has Stop. */
const WORK_MS = 600_000;
const REST_MS = 300_000;
const LONG_MS = 1_000;
const ADDRESS_MS = 200;
/** Hosts and messengers cut longer addresses. */
const ADDRESS_LETTERS = 2_000;
const FEEDBACK_MS = 2_000;
const PAUSE_MS = 1_000;
/** What the answer can be downloaded as: label, format of calculators.bridge, ending and type of the file. */
const FILES = [
  ["Markdown", "markdown", "md", "text/markdown"],
  ["CSV", "csv", "csv", "text/csv"],
  ["JSON", "json", "json", "application/json"],
];
const NEAR = "400px";
const FOCUSABLE = "a, summary, [tabindex]";
/** Between several choices of one input; as in calculators/qualification/flows.py. */
const SEPARATOR = ",";

/** Python in a worker, one for all calculators of a tab. It fires `change` whenever one of its fields changes. */
class Runtime extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "resting" | "failed"} `resting`: stopped until somebody needs it */
  state = "idle";
  /** Bytes of Python that have come, and that will come; 0 while not known. */
  loaded = 0;
  total = 0;
  /** Why it failed. */
  reason = "";
  /** Whether it ever got as far as to answer. */
  hasRun = false;

  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, {question: Question | Errand, resolve: (reply: any) => void}>} */
  #waiting = new Map();
  #lastId = 0;
  #watch = 0;
  /** @type {Path} the way to start: the fast one, until it has failed */
  #path = "snapshot";
  /** The extra that the worker was started with, which takes all of Pyodide. */
  #extra = "";

  /**
   * @param {string} folder address of the runtime's folder
   * @param {string} script address of the worker
   */
  constructor(folder, script) {
    super();
    this.folder = folder;
    this.script = script;
  }

  /** Starts Python, unless it runs already or failed, but not before the page has painted. */
  start() {
    if (!this.#isDown()) return;
    if (hasPainted()) this.retry();
    else afterPaint(() => this.#isDown() && this.retry());
  }

  /** Starts Python in a new worker. */
  retry() {
    this.#launch();
  }

  /** Ends a calculation that takes too long, and whatever waits behind it. */
  stop() {
    this.#giveUp();
    this.retry();
  }

  /** @returns {Path} how the worker was started */
  #way() {
    return this.#extra ? "whole" : this.#path;
  }

  #isDown() {
    return this.state === "idle" || this.state === "resting";
  }

  #launch(extra = "") {
    this.#worker?.terminate();
    this.#extra = extra;
    this.#change({ state: "loading", loaded: 0, total: 0, reason: "" });
    try {
      this.#worker = new Worker(this.script, { type: "module", name: "Python" });
    } catch {
      this.#fail("this browser cannot start workers");
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#crash(event.message || `${lastPart(this.script)} did not arrive`);
    });
    this.#worker.postMessage({ runtime: this.folder, path: this.#way(), extra, packs: hostPacks() });
    for (const [id, { question }] of this.#waiting) this.#worker.postMessage({ id, ...question });
    this.#listen();
  }

  /**
   * Resolves to the answer, or to null when Python failed in the meantime.
   *
   * @param {Question} question
   * @returns {Promise<Reply | null>}
   */
  ask(question) {
    return new Promise((resolve) => this.#post(this.#wait(question, resolve), question));
  }

  /**
   * Resolves to what an extra makes of a file, or to null when it was stopped. Extras are compiled, and only all of
   * Pyodide can load them: so Python starts anew in it, and goes on from there. If the extra does not come, Python runs
   * on as it is; if it breaks, Python starts once more in its usual way.
   *
   * @param {Errand} errand
   * @returns {Promise<Done | null>}
   */
  async send(errand) {
    const lack = this.#extra === errand.extra ? "" : await this.#lack(errand.extra);
    if (lack) return { id: 0, error: lack, missing: true };
    return new Promise((resolve) => {
      const id = this.#wait(errand, resolve);
      if (this.#extra === errand.extra) this.#post(id, errand);
      else this.#launch(errand.extra);
    });
  }

  /**
   * Resolves to why an extra cannot be loaded; to nothing when it can. What is fetched here, the worker gets from the
   * browser's cache.
   *
   * @param {string} extra
   */
  async #lack(extra) {
    try {
      for (const url of [this.script, `${this.folder}${extra}.zip`]) {
        const response = await fetch(url);
        if (!response.ok) return `the site answered ${response.status} for ${lastPart(url)}`;
        await response.arrayBuffer();
      }
      return "";
    } catch {
      return navigator.onLine ? `${extra}.zip did not arrive` : "there is no network connection";
    }
  }

  /**
   * @param {Question | Errand} question
   * @param {(reply: any) => void} resolve
   */
  #wait(question, resolve) {
    const id = ++this.#lastId;
    this.#waiting.set(id, { question, resolve });
    return id;
  }

  /**
   * @param {number} id
   * @param {Question | Errand} question
   */
  #post(id, question) {
    this.#worker?.postMessage({ id, ...question });
    this.#listen();
  }

  /** Resolves when Python runs; starts it if need be. Resolves to false when it cannot start. */
  async running() {
    this.start();
    while (this.state === "loading") {
      await new Promise((resolve) => this.addEventListener("change", resolve, { once: true }));
    }
    return this.state === "ready";
  }

  /** @param {any} message */
  #receive(message) {
    if (message.progress) this.#change(message.progress);
    else if (message.ready) this.#begin();
    else if ("retreat" in message) this.#retreat(message.retreat);
    else if ("failed" in message) this.#fail(message.failed);
    else this.#settle(message);
    this.#listen();
  }

  #begin() {
    this.hasRun = true;
    this.#change({ state: "ready" });
  }

  /** @param {Reply | Done} reply */
  #settle(reply) {
    const asked = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    asked?.resolve(reply);
    // What broke an extra may have broken Python as well.
    if (reply.error && asked && "extra" in asked.question) this.retry();
  }

  /** Waits for the worker's next message, where one is due, but not for ever. Stops a worker that nobody asks. */
  #listen() {
    clearTimeout(this.#watch);
    const { state } = this;
    if (state === "ready" && !this.#waiting.size) {
      this.#watch = setTimeout(() => this.#rest(), REST_MS);
    } else if (state === "loading" || state === "ready") {
      const start = this.#way() === "snapshot" ? STALL_MS : SILENCE_MS;
      const patience = state === "loading" ? start : WORK_MS;
      const reason = `nothing came for ${patience / 1_000} seconds`;
      this.#watch = setTimeout(() => (state === "loading" ? this.#crash(reason) : this.#fail(reason)), patience);
    }
  }

  #rest() {
    this.#worker?.terminate();
    this.#extra = "";
    this.#change({ state: "resting" });
  }

  /**
   * Goes on without the snapshot; what was asked is asked again.
   *
   * @param {string} reason
   */
  #retreat(reason) {
    console.debug(`Python starts without the snapshot: ${reason}`);
    this.#path = "whole";
    this.#launch();
  }

  /**
   * Goes on after a worker that ended without a word.
   *
   * @param {string} reason
   */
  #crash(reason) {
    if (this.#way() === "snapshot") this.#retreat(reason);
    else this.#fail(reason);
  }

  /** @param {string} reason */
  #fail(reason) {
    clearTimeout(this.#watch);
    if (this.#extra) return this.#goOnWithout(reason);
    this.#worker?.terminate();
    this.#change({ state: "failed", reason });
    this.#giveUp();
  }

  /**
   * Tells who waits for the extra that there is none, and starts Python in its usual way.
   *
   * @param {string} reason
   */
  #goOnWithout(reason) {
    const missing = this.state === "loading";
    for (const [id, { question, resolve }] of this.#waiting) {
      if (!("extra" in question)) continue;
      this.#waiting.delete(id);
      resolve({ id, error: reason, missing });
    }
    this.retry();
  }

  #giveUp() {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { resolve } of waiting) resolve(null);
  }

  /** @param {Partial<Pick<Runtime, "state" | "loaded" | "total" | "reason">>} news */
  #change(news) {
    Object.assign(this, news);
    this.dispatchEvent(new Event("change"));
  }
}

/** Tells whether the reader pays for every byte, where the browser says so. */
function isThrifty() {
  return /** @type {any} */ (navigator).connection?.saveData === true;
}

/** Tells whether the host compressed this page, so that it is worth asking whether it compresses the rest as well. */
function hostPacks() {
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return !navigator.serviceWorker?.controller && page?.encodedBodySize < page?.decodedBodySize;
}

/** @param {string} url */
function lastPart(url) {
  return url.slice(url.lastIndexOf("/") + 1);
}

function hasPainted() {
  return performance.getEntriesByName("first-contentful-paint").length > 0;
}

/** @type {Map<string, Runtime>} */
const runtimes = new Map();

/**
 * @param {string} folder
 * @param {string} script
 */
function runtimeAt(folder, script) {
  const known = runtimes.get(folder) ?? new Runtime(folder, script);
  runtimes.set(folder, known);
  return known;
}

/** The inputs of a form, and their way into the address and back. */
class Fields {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    const untouched = /** @type {HTMLFormElement} */ (form.cloneNode(true));
    untouched.reset();
    /** @type {Inputs} */
    this.defaults = inputsOf(untouched);
    this.writing = 0;
    this.written = 0;
  }

  /** @returns {Inputs} */
  current() {
    return inputsOf(this.form);
  }

  /** Puts the inputs of the address into the form. What the form does not offer is left out, and said so. */
  restore() {
    const query = new URLSearchParams(location.search);
    for (const name of Object.keys(this.defaults)) {
      if (query.has(name)) this.#set(name, query.getAll(name));
    }
  }

  /**
   * @param {string} name
   * @param {string[]} values
   * @param {string} [origin] where they come from
   */
  #set(name, values, origin = "address") {
    const controls = controlsOf(this.form, name);
    const [first] = controls;
    if (first.type === "radio" || first.type === "checkbox") {
      const given = first.type === "radio" ? values.slice(0, 1) : values.flatMap((value) => value.split(SEPARATOR));
      const known = controls.filter((control) => given.includes(control.value));
      for (const control of known) /** @type {HTMLInputElement} */ (control).checked = true;
      const unknown = given.filter((value) => value && !known.some((control) => control.value === value));
      if (unknown.length) this.#leaveOut(first, unknown.join(", "), origin);
    } else if (!(first instanceof HTMLSelectElement) || [...first.options].some(({ value }) => value === values[0])) {
      give(first, values[0]);
      // What is drawn from it follows.
      first.dispatchEvent(new Event("change"));
    } else {
      this.#leaveOut(first, values[0], origin);
    }
  }

  /**
   * Puts the inputs of a saved file into the form; what the file does not name gets its default.
   *
   * @param {Inputs} inputs
   */
  load(inputs) {
    this.form.reset();
    for (const [name, value] of Object.entries(inputs)) {
      for (const control of controlsOf(this.form, name)) {
        if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = false;
      }
      if (typeof value === "string") this.#set(name, [value], "saved file");
      else give(controlsOf(this.form, name)[0], value);
    }
  }

  /**
   * Says at a field what the address or a file had for it and the form does not offer.
   *
   * @param {Control} control
   * @param {string} value
   * @param {string} origin
   */
  #leaveOut(control, value, origin) {
    const note = document.createElement("p");
    note.className = "hb-help hb-left-out";
    note.textContent = `Left out of the ${origin}: \u201c${value}\u201d is not offered here.`;
    control.closest(".hb-field")?.append(note);
  }

  /** Takes back what was said about the address: the reader has seen the form. */
  forgetLeftOut() {
    for (const note of this.form.querySelectorAll(".hb-left-out")) note.remove();
  }

  /** Returns the page's address with every input in it, or nothing when a text is too long for an address. */
  address() {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(this.current())) {
      if (!fitsAddress(value)) return null;
      this.#put(url, name, value);
    }
    return url.href;
  }

  /**
   * Puts an input into an address. Several choices stand in keys of their own; without any there is no key.
   *
   * @param {URL} url
   * @param {string} name
   * @param {string} value
   */
  #put(url, name, value) {
    url.searchParams.delete(name);
    const several = controlsOf(this.form, name)[0].type === "checkbox";
    const parts = several ? value.split(SEPARATOR).filter(Boolean) : [value];
    for (const part of parts) url.searchParams.append(name, part);
  }

  /** Puts what differs from the defaults into the address: at once, then at most every 200 ms, as browsers limit it. */
  store() {
    if (this.writing) return;
    const wait = Math.max(0, this.written + ADDRESS_MS - performance.now());
    if (wait > 0) this.writing = setTimeout(() => this.#write(), wait);
    else this.#write();
  }

  #write() {
    this.writing = 0;
    this.written = performance.now();
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(this.current())) {
      if (value === this.defaults[name] || !fitsAddress(value)) url.searchParams.delete(name);
      else this.#put(url, name, value);
    }
    // Material keeps the scroll position in the state.
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  /** Forgets a write that is due: the address belongs to another page now. */
  leave() {
    clearTimeout(this.writing);
    this.writing = 0;
  }

  /** Hides the questions of a flow that no chosen answer leads to, and the follow-ups that none opens. */
  hideUnasked() {
    const questions = new Map();
    for (const question of this.form.querySelectorAll(".hb-question:not(.hb-follow-up)")) {
      questions.set(question.getAttribute("data-field"), question);
    }
    const asked = new Set();
    let question = this.form.querySelector("[data-start]");
    while (question && !asked.has(question)) {
      asked.add(question);
      question = questions.get(question.querySelector(":checked")?.getAttribute("data-next"));
    }
    for (const item of questions.values()) item.hidden = !asked.has(item);
    const opened = new Set([...asked].flatMap(openedBy));
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll(".hb-follow-up"))) {
      item.hidden = !opened.has(item.dataset.field ?? "");
      if (!item.hidden) for (const name of openedBy(item)) opened.add(name);
    }
  }

  /**
   * Shows each problem at its field, and nothing at the others. Returns the problems that have no field.
   *
   * @param {Problem[]} problems
   */
  mark(problems) {
    this.#unmark();
    return problems.filter(({ field, message }) => {
      const controls = controlsOf(this.form, field);
      const line = controls[0]?.closest(".hb-field")?.querySelector(".hb-problem");
      if (!(line instanceof HTMLElement)) return true;
      for (const control of controls) control.setAttribute("aria-invalid", "true");
      line.textContent = [line.textContent, sentence(message)].filter(Boolean).join(" ");
      line.hidden = false;
      const folded = line.closest("details");
      if (folded) folded.open = true;
      return false;
    });
  }

  #unmark() {
    for (const control of this.form.elements) control.removeAttribute("aria-invalid");
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll(".hb-problem"))) {
      line.textContent = "";
      line.hidden = true;
    }
  }
}

/**
 * Returns the inputs of a form by name: several choices in one text, empty for none.
 *
 * @param {HTMLFormElement} form
 * @returns {Inputs}
 */
function inputsOf(form) {
  /** @type {Inputs} */
  const inputs = {};
  for (const [name, value] of new FormData(form)) {
    inputs[name] = name in inputs ? inputs[name] + SEPARATOR + value : String(value);
  }
  for (const { name } of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[type=checkbox]"))) {
    inputs[name] ??= "";
  }
  return Object.assign(inputs, longTexts(form));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {Control[]}
 */
function controlsOf(form, name) {
  return /** @type {Control[]} */ ([...form.elements].filter((item) => item.getAttribute("name") === name));
}

/**
 * Returns the names of the follow-ups that the answers to a question open.
 *
 * @param {Element} question
 */
function openedBy(question) {
  const answers = /** @type {NodeListOf<HTMLElement>} */ (question.querySelectorAll(":checked"));
  return [...answers].flatMap(({ dataset }) => dataset.opens?.split(" ") ?? []);
}

/**
 * @param {string | LongText} value
 * @returns {value is string}
 */
function fitsAddress(value) {
  return typeof value === "string" && value.length <= ADDRESS_LETTERS;
}

/** @param {string} message */
function sentence(message) {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** The line above the answer, and what a screen reader is told. */
class Status {
  #text = document.createElement("span");
  #progress = document.createElement("progress");
  #retry = newButton("Try again", "hb-button hb-retry");
  #stop = newButton("Stop", "hb-button hb-retry");
  #peek = newButton("", "hb-peek");
  #spoken = document.createElement("span");
  #speaking = 0;

  /**
   * @param {HTMLElement} box
   * @param {{retry: () => void, stop: () => void, peek: () => void}} actions
   */
  constructor(box, { retry, stop, peek }) {
    this.box = box;
    const line = document.createElement("div");
    line.className = "hb-status-line";
    line.ariaLive = "off"; // the bytes change too often to be read out; `say` has the words that matter
    this.#text.className = "hb-status-text";
    this.#progress.ariaLabel = "Starting Python";
    this.#peek.tabIndex = -1; // the next Tab goes to the answer anyway, and this goes away on the way there
    this.#spoken.className = "hb-spoken";
    line.append(this.#text, this.#progress, this.#retry, this.#stop, this.#peek);
    box.ariaAtomic = "false";
    box.replaceChildren(line, this.#spoken);
    box.hidden = false;
    this.#retry.addEventListener("click", retry);
    this.#stop.addEventListener("click", stop);
    this.#peek.addEventListener("click", peek);
    this.show("idle", "");
  }

  /**
   * @param {"idle" | "loading" | "busy" | "failed" | "error" | "stale" | "live"} state
   * @param {string} text
   */
  show(state, text) {
    this.box.dataset.state = state;
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.#progress.hidden = state !== "loading";
    this.#retry.hidden = state !== "failed";
    this.#stop.hidden = state !== "busy";
  }

  /** @param {Runtime} runtime */
  progress({ loaded, total }) {
    if (!total) return this.#progress.removeAttribute("value");
    this.#progress.max = total;
    this.#progress.value = loaded;
  }

  /**
   * Shows the verdict in the line, or not: it helps while the answer itself is below the window.
   *
   * @param {Element} answer
   * @param {boolean} shown
   */
  preview(answer, shown) {
    const level = answer.querySelector(".hb-verdict")?.className.match(/hb-(good|mixed|caution|bad)/)?.[0] ?? "";
    this.#peek.className = `hb-peek ${level}`;
    this.#peek.textContent = labelOf(answer);
    this.#peek.hidden = !shown;
  }

  /** @param {boolean} lifted whether the line floats above the form */
  lift(lifted) {
    this.box.classList.toggle("hb-away", lifted);
  }

  /**
   * Has a text read out once; a later one replaces one that waits.
   *
   * @param {string} text
   * @param {number} [pause] in ms
   */
  say(text, pause = 0) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      this.#spoken.textContent = text;
      this.#speaking = setTimeout(() => (this.#spoken.textContent = ""), 5 * PAUSE_MS);
    }, pause);
  }
}

/**
 * @param {string} label
 * @param {string} name
 */
function newButton(label, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = name;
  button.textContent = label;
  return button;
}

/** One calculator at work: it keeps the answer in line with the form. */
class Session {
  #element;
  #answer;
  #fields;
  #runtime;
  #status;
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
  /** Whether the answer takes so long that the reader may want to stop it. */
  #long = false;
  /** The inputs whose calculation the reader stopped. */
  #stopped = "";
  /** Whether the reader has turned to this calculator. */
  #wanted = false;
  /** Whether the form was changed before Python could follow. */
  #behind = false;
  #away = false;
  #chooser = document.createElement("input");
  #loaded = document.createElement("p");

  /**
   * @param {Calculator} element
   * @param {HTMLFormElement} form
   * @param {HTMLElement} status
   * @param {HTMLElement} answer
   */
  constructor(element, form, status, answer) {
    this.#element = element;
    this.#answer = answer;
    this.#fields = new Fields(form);
    this.#runtime = runtimeAt(this.#url("runtime"), this.#url("worker"));
    this.#runtimeState = this.#runtime.state;
    this.#given = { html: answer.innerHTML, key: JSON.stringify(this.#fields.defaults), markdown: null };
    this.#shown = this.#given;
    this.#status = new Status(status, {
      retry: () => this.#runtime.retry(),
      stop: () => this.#stop(),
      peek: () => answer.scrollIntoView(),
    });
    offerFiles(form, (content, asked) => this.#runtime.send({ extra: "workbooks", asked, content }));
    void drawDays(form);
    element.append(this.#actions());
  }

  /** Follows the form, from the address or from what was typed before this script was there. */
  begin() {
    const { form } = this.#fields;
    const { signal } = (this.#connection = new AbortController());
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("input", () => this.#changed(), { signal });
    this.#runtime.addEventListener("change", () => this.#runtimeChanged(), { signal });
    this.#fields.restore();
    this.#fields.hideUnasked();
    this.#watchPlace(signal);
    this.#takeFiles(signal);
    this.#refresh();
    void drawCharts(this.#answer);
  }

  /** Stops following: the page was left. Python goes on, for the next page. */
  end() {
    this.#connection.abort();
    this.#fields.leave();
  }

  /** @param {string} attribute */
  #url(attribute) {
    return new URL(this.#element.getAttribute(attribute) ?? "", document.baseURI).href;
  }

  /**
   * Starts Python when the reader comes near, and notes when the answer is below the window.
   *
   * @param {AbortSignal} signal
   */
  #watchPlace(signal) {
    const start = () => this.#runtime.start();
    const want = () => {
      this.#wanted = true;
      if (this.#behind) this.#refresh();
      start();
    };
    const near = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && afterPaint(start),
      { rootMargin: NEAR },
    );
    const answer = new IntersectionObserver(
      ([entry]) => {
        this.#away = !entry.isIntersecting && entry.boundingClientRect.top > 0;
        this.#render();
      },
      { rootMargin: "0px 0px -100px 0px" },
    );
    if (!isThrifty()) near.observe(this.#element);
    answer.observe(this.#answer);
    this.#element.addEventListener("pointerenter", want, { signal });
    this.#element.addEventListener("focusin", want, { signal });
    signal.addEventListener("abort", () => {
      near.disconnect();
      answer.disconnect();
    });
  }

  #changed() {
    this.#fields.forgetLeftOut();
    this.#followForm();
  }

  #followForm() {
    this.#wanted = true;
    this.#fields.hideUnasked();
    this.#refresh();
    // While Python works: an address takes the browser some time.
    this.#fields.store();
  }

  #runtimeChanged() {
    const { state } = this.#runtime;
    if (state === this.#runtimeState) return this.#render();
    this.#runtimeState = state;
    if (state === "resting") return this.#render();
    this.#refresh();
    if (state === "loading") this.#status.say(`Starting Python. ${this.#below()}`);
    if (state === "ready") this.#status.say("Live answers are on.");
    if (state === "failed") this.#status.say(this.#failure());
  }

  /** Brings the answer in line with the form. The defaults need no Python. */
  #refresh() {
    const key = this.#key();
    if (key === this.#given.key) this.#show(this.#given);
    else if (key === this.#shown.key) this.#accept();
    else if (key === this.#stopped) this.#fail(key, "you stopped it.");
    else this.#follow(key);
    this.#render();
  }

  /** @param {string} key */
  #follow(key) {
    this.#stopped = "";
    this.#behind ||= this.#runtime.state !== "ready";
    if (this.#runtime.state === "ready") this.#ask(key);
    else if (this.#wanted || !isThrifty()) this.#runtime.start();
  }

  #stop() {
    this.#stopped = this.#key();
    this.#runtime.stop();
  }

  #key() {
    return JSON.stringify(this.#fields.current());
  }

  /**
   * Asks Python, one question at a time. An answer that comes too late makes room for the newest question.
   *
   * @param {string} key
   */
  async #ask(key) {
    if (this.#asking) return;
    this.#asking = true;
    const patience = setTimeout(() => this.#tire(), LONG_MS);
    const reply = await this.#question();
    clearTimeout(patience);
    this.#asking = this.#long = false;
    if (!reply) return;
    if (key !== this.#key()) return this.#refresh();
    if (reply.result) this.#show({ ...reply.result, key });
    else if (reply.problems) this.#refuse(key, reply.problems);
    else this.#fail(key, reply.error ?? "no answer came");
    this.#render();
  }

  #tire() {
    this.#long = true;
    this.#status.say("This takes long. You can stop it.");
    this.#render();
  }

  /**
   * Asks about the form as it is.
   *
   * @param {string} [format] of a file; without it the answer is for the page
   */
  #question(format) {
    const base = this.#element.getAttribute("base") ?? "";
    const given = Object.entries(this.#fields.current());
    const inputs = Object.fromEntries(given.map(([name, text]) => [name, typeof text === "string" ? text : text.blob]));
    const question = { calculator: this.#name(), inputs, base };
    return this.#runtime.ask(format ? { ...question, format } : question);
  }

  #name() {
    return this.#element.getAttribute("name") ?? "";
  }

  /** @param {{html: string, key: string, markdown: string | null}} result */
  #show(result) {
    if (result.html !== this.#shown.html) {
      swap(this.#answer, result.html);
      void drawCharts(this.#answer);
      this.#status.say(`Answer: ${labelOf(this.#answer)}`, PAUSE_MS);
    }
    this.#shown = result;
    this.#accept();
  }

  #accept() {
    this.#behind = false;
    if (this.#refusal.key) this.#fields.mark([]);
    this.#refusal = { key: "", problems: 0, text: "" };
  }

  /**
   * @param {string} key
   * @param {Problem[]} problems
   */
  #refuse(key, problems) {
    const text = this.#fields.mark(problems).map(({ field, message }) => `${field}: ${message}`).join(" ");
    this.#behind = false;
    this.#refusal = { key, problems: problems.length, text };
    this.#status.say(`${this.#staleText()} ${problems[0]?.message ?? ""}`, PAUSE_MS);
  }

  /**
   * @param {string} key
   * @param {string} error
   */
  #fail(key, error) {
    this.#fields.mark([]);
    this.#behind = false;
    this.#refusal = { key, problems: 0, text: `This could not be worked out: ${error}` };
    this.#status.say(this.#refusal.text, PAUSE_MS);
  }

  #render() {
    const { state } = this.#runtime;
    const refused = this.#refusal.key !== "";
    const stale = refused || this.#behind || this.#long;
    this.#answer.classList.toggle("hb-stale", stale);
    this.#status.progress(this.#runtime);
    if (state === "loading" || (state === "ready" && this.#behind)) this.#status.show("loading", this.#starting());
    else if (state === "failed") this.#status.show("failed", this.#failure());
    else if (this.#long) this.#status.show("busy", "Still working.");
    else if (this.#refusal.problems) this.#status.show("stale", this.#staleText());
    else if (refused) this.#status.show("error", this.#refusal.text);
    else if (state === "ready" || (state === "resting" && !this.#behind)) this.#status.show("live", "Live");
    else if (this.#behind && !this.#wanted && isThrifty()) this.#status.show("stale", this.#untouched());
    else this.#status.show("idle", "");
    this.#status.lift(this.#away);
    this.#status.preview(this.#answer, this.#away && !stale);
  }

  #staleText() {
    return `This answer is for the last valid inputs. ${this.#refusal.text}`.trim();
  }

  #below() {
    if (this.#shown.key === this.#given.key) return "The answer below is for the values this page came with.";
    return "The answer below is for earlier inputs.";
  }

  #untouched() {
    return `${this.#below()} Touch the form for a live answer.`;
  }

  #failure() {
    const below = this.#below().replace("the values this page came with", "the default values");
    return `Live answers ${this.#runtime.hasRun ? "stopped" : "could not start"}: ${this.#runtime.reason}. ${below}`;
  }

  #starting() {
    const { loaded, total } = this.#runtime;
    const bytes = total ? `: ${megabytes(loaded)} of ${megabytes(total)} MB` : "";
    return `Starting Python${bytes}. ${this.#below()}`;
  }

  #actions() {
    const box = document.createElement("div");
    box.className = "hb-actions";
    const group = (/** @type {string} */ label) => {
      const part = document.createElement("div");
      const name = document.createElement("span");
      part.className = "hb-actions-group";
      part.role = "group";
      part.ariaLabel = name.textContent = label;
      part.append(name);
      box.append(part);
      return (/** @type {string} */ text, /** @type {(button: HTMLButtonElement) => void} */ act) => {
        const button = newButton(text, "hb-button");
        button.addEventListener("click", () => act(button));
        part.append(button);
        return button;
      };
    };
    const share = group("Share");
    share("Copy link", (button) => {
      const address = this.#fields.address();
      if (address) this.#copy(button, address);
      else this.#feedback(button, "Your text is too long for a link");
    });
    share("Copy as Markdown", (button) => this.#copyMarkdown(button));
    share("Print", (button) => this.#print(button));
    const download = group("Download");
    for (const [label, format, ending, type] of FILES) {
      const button = download(label, () => this.#download(button, format, ending, type));
      button.title = `Download the answer as ${label}`;
    }
    const inputs = group("Inputs");
    inputs("Save inputs", () => this.#saveInputs());
    inputs("Load a saved file", () => this.#chooser.click());
    inputs("Reset", (button) => {
      this.#fields.form.reset();
      this.#changed();
      this.#feedback(button, "Reset to the defaults");
    });
    this.#chooser.type = "file";
    this.#chooser.accept = ".json,application/json";
    this.#chooser.hidden = true;
    this.#loaded.className = "hb-loaded";
    this.#loaded.hidden = true;
    box.append(this.#chooser, this.#loaded);
    return box;
  }

  /**
   * Resolves to the answer to the form as it is, in a format for files; to null with a word at the button otherwise.
   *
   * @param {HTMLButtonElement} button
   * @param {string} format
   */
  async #written(button, format) {
    if (this.#runtime.state !== "ready") this.#feedback(button, "Starting Python …");
    const running = await this.#runtime.running();
    const reply = running ? await this.#question(format) : null;
    const text = reply?.result?.text;
    if (text === undefined) this.#feedback(button, running ? "Inputs need a correction" : "Python did not start");
    return text ?? null;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} format
   * @param {string} ending
   * @param {string} type
   */
  async #download(button, format, ending, type) {
    const text = await this.#written(button, format);
    if (text === null) return;
    offerFile(text, type, fileName(this.#name(), "answer", ending));
    this.#feedback(button, "Downloaded");
  }

  /**
   * Prints the answer as a page of its own: inputs, figures, charts, working and sources. Without Python the page
   * prints as it is.
   *
   * @param {HTMLButtonElement} button
   */
  async #print(button) {
    const text = await this.#written(button, "paper");
    if (text === null) return this.#refusal.key ? undefined : window.print();
    const sheet = document.createElement("article");
    sheet.className = "hb-paper md-typeset";
    sheet.inert = true;
    sheet.innerHTML = text;
    const line = document.createElement("p");
    line.className = "hb-quiet";
    line.textContent = `Printed on ${today()} from ${this.#fields.address() ?? location.href.split("?")[0]}`;
    sheet.append(line);
    document.body.append(sheet);
    document.documentElement.classList.add("hb-paper-only");
    const clean = () => {
      sheet.remove();
      document.documentElement.classList.remove("hb-paper-only");
    };
    window.addEventListener("afterprint", clean, { once: true });
    await (await charts(sheet))?.drawForPaper(sheet);
    window.print();
  }

  async #saveInputs() {
    const saved = await this.#savedFiles();
    if (!saved) return;
    const name = this.#fields.form.ariaLabel ?? this.#name();
    const about = { calculator: this.#name(), name, data: this.#element.getAttribute("data") ?? "", saved: today() };
    const given = Object.entries(this.#fields.current());
    const texts = given.map(async ([name, text]) => [name, typeof text === "string" ? text : await text.blob.text()]);
    const inputs = await Promise.all(texts).then(Object.fromEntries, () => null);
    if (!inputs) return this.#say("Not saved: the file has changed or is gone. Choose it again.");
    const file = saved.write(about, inputs);
    offerFile(file, "application/json", fileName(this.#name(), "inputs", "json"));
    this.#say("Saved. Load the file here again, or send it to a colleague.");
  }

  /** Resolves to what reads and writes saved files; to nothing, with a word to the reader, when it does not arrive. */
  async #savedFiles() {
    try {
      return await import("./saved.mjs");
    } catch {
      this.#say("A part of this page did not arrive. Try again when there is a network connection.");
      return null;
    }
  }

  /**
   * Takes a saved file from the chooser, or dropped on the calculator.
   *
   * @param {AbortSignal} signal
   */
  #takeFiles(signal) {
    const take = (/** @type {File | undefined} */ file) => file && this.#load(file);
    const carries = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    this.#chooser.addEventListener(
      "change",
      () => {
        take(this.#chooser.files?.[0]);
        this.#chooser.value = ""; // the same file may be chosen again
      },
      { signal },
    );
    this.#element.addEventListener(
      "dragover",
      (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        this.#element.classList.add("hb-drop");
      },
      { signal },
    );
    const leave = () => this.#element.classList.remove("hb-drop");
    this.#element.addEventListener("dragleave", leave, { signal });
    this.#element.addEventListener(
      "drop",
      (event) => {
        leave();
        if (!carries(event) || event.defaultPrevented) return;
        event.preventDefault();
        take(event.dataTransfer?.files[0]);
      },
      { signal },
    );
  }

  /** @param {File} file */
  async #load(file) {
    const saved = await this.#savedFiles();
    if (!saved) return;
    const found = await saved.read(file, this.#name(), Object.keys(this.#fields.defaults));
    if ("error" in found) return this.#say(`${found.error} Your inputs are as they were.`);
    const before = this.#fields.current();
    this.#put(found.inputs);
    const unknown = found.unknown.join(", ");
    const names = unknown && ` Left out, because this form has no such input: ${unknown}.`;
    const undo = newButton("Undo", "hb-button");
    undo.addEventListener("click", () => {
      this.#put(before);
      this.#say("Your inputs are as they were.");
    });
    this.#say(`Loaded ${found.about}.${names}`, undo);
  }

  /** @param {Inputs} inputs */
  #put(inputs) {
    this.#fields.forgetLeftOut();
    this.#fields.load(inputs);
    this.#followForm();
  }

  /**
   * Shows what became of a file below the buttons, and has it read out.
   *
   * @param {string} text
   * @param {HTMLElement[]} more
   */
  #say(text, ...more) {
    this.#loaded.hidden = false;
    this.#loaded.replaceChildren(`${text} `, ...more);
    this.#status.say(text);
  }

  /** @param {HTMLButtonElement} button */
  async #copyMarkdown(button) {
    const { key, markdown } = this.#shown;
    if (markdown !== null && key === this.#key()) return this.#copy(button, markdown);
    if (this.#runtime.state !== "ready") this.#feedback(button, "Starting Python …");
    const running = await this.#runtime.running();
    const reply = running ? await this.#question() : null;
    // Never the answer to earlier inputs, though it may be what is shown.
    const text = reply?.result?.markdown;
    if (text) return this.#copy(button, text);
    this.#feedback(button, running ? "Inputs need a correction" : "Python did not start");
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} text
   */
  async #copy(button, text) {
    this.#element.querySelector(".hb-copy")?.remove();
    try {
      await navigator.clipboard.writeText(text);
      this.#feedback(button, "Copied");
    } catch {
      this.#offer(text);
      this.#feedback(button, "Copy it below");
    }
  }

  /**
   * Shows a text to copy by hand, where the browser refuses the clipboard.
   *
   * @param {string} text
   */
  #offer(text) {
    const label = document.createElement("label");
    const area = document.createElement("textarea");
    label.className = "hb-copy";
    label.textContent = "The browser did not allow copying. Copy this text:";
    area.readOnly = true;
    area.rows = Math.min(12, text.split("\n").length + 1);
    area.value = text;
    label.append(area);
    this.#element.append(label);
    area.focus();
    area.select();
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} text
   */
  #feedback(button, text) {
    button.dataset.label ??= button.textContent ?? "";
    button.textContent = text;
    this.#status.say(text);
    const { label } = button.dataset;
    setTimeout(() => button.textContent === text && (button.textContent = label), FEEDBACK_MS);
  }
}

class Calculator extends HTMLElement {
  /** @type {Session | undefined} */
  #session;

  connectedCallback() {
    const [form, status, answer] = ["form", ".hb-status", ".hb-answer"].map((name) => this.querySelector(name));
    if (!(form instanceof HTMLFormElement && status instanceof HTMLElement && answer instanceof HTMLElement)) return;
    this.#session ??= new Session(this, form, status, answer);
    this.#session.begin();
  }

  disconnectedCallback() {
    this.#session?.end();
  }
}

/** @param {Element} answer */
function labelOf(answer) {
  return answer.querySelector(".hb-verdict-label")?.textContent ?? "";
}

/** @param {() => void} act */
function afterPaint(act) {
  requestAnimationFrame(() =>
    setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(act, { timeout: PAUSE_MS }) : act())),
  );
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/** @type {typeof import("../charts/charts.mjs") | undefined} what draws charts, once an answer has some */
let drawing;

/**
 * Resolves to what draws charts, if a part of the page has some and it arrives; the tables are there anyway.
 *
 * @param {ParentNode} part
 */
async function charts(part) {
  if (!part.querySelector(".hb-chart")) return undefined;
  try {
    return (drawing ??= await import("../charts/charts.mjs"));
  } catch {
    return undefined;
  }
}

/**
 * Draws the charts of an answer: at once when that was done before, so that a canvas never stands empty.
 *
 * @param {HTMLElement} answer
 */
async function drawCharts(answer) {
  if (drawing) drawing.show(answer);
  else (await charts(answer))?.show(answer);
}

/**
 * Offers a drawing at texts that hold the hours of a day, if the form has some and the module arrives.
 *
 * @param {HTMLFormElement} form
 */
async function drawDays(form) {
  if (!form.querySelector("textarea[data-hourly]")) return;
  try {
    (await import("./profile.mjs")).drawDays(form);
  } catch {
    // The text can be typed.
  }
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * @param {string} calculator
 * @param {string} what
 * @param {string} ending
 */
function fileName(calculator, what, ending) {
  return `${calculator.replaceAll("_", "-")}-${what}-${today()}.${ending}`;
}

/**
 * @param {string} text
 * @param {string} type
 * @param {string} name
 */
function offerFile(text, type, name) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), SILENCE_MS);
}

/**
 * Replaces what a box holds; what was unfolded, what had the focus and the canvases of charts stay.
 *
 * @param {HTMLElement} box
 * @param {string} html
 */
function swap(box, html) {
  const unfolded = new Set(numbered(box, "details").flatMap(([name, item]) => (item.matches("[open]") ? [name] : [])));
  const [focused] = numbered(box, FOCUSABLE).find(([, item]) => item === document.activeElement) ?? [];
  const plots = [...box.querySelectorAll(".hb-plot")].map((plot) => ({ plot, id: plot.parentElement?.id ?? "" }));
  box.innerHTML = html;
  for (const { plot, id } of plots) {
    box.querySelector(`#${CSS.escape(id)} > .hb-chart-summary`)?.after(plot);
  }
  for (const [name, item] of numbered(box, "details")) item.toggleAttribute("open", unfolded.has(name));
  if (!focused) return;
  for (const [name, item] of numbered(box, FOCUSABLE)) {
    if (name === focused && item instanceof HTMLElement) item.focus({ preventScroll: true });
  }
}

/**
 * Returns elements with a name that stays the same from one answer to the next: what they are, and the how manieth.
 *
 * @param {HTMLElement} box
 * @param {string} selector
 * @returns {[string, Element][]}
 */
function numbered(box, selector) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return [...box.querySelectorAll(selector)].map((item) => {
    const chart = item.closest(".hb-chart")?.id ?? "";
    const kind = `${item.tagName} ${item.className} ${item.parentElement?.className} ${chart}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return [`${kind} ${seen.get(kind)}`, item];
  });
}

customElements.define("hb-calculator", Calculator);
