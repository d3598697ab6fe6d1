/**
 * Python in a worker, as the page sees it: started when it is needed, asked, stopped, and started again.
 *
 * @typedef {{calculator: string, inputs: Record<string, string | Blob>, typed: string[], base: string,
 *   format?: string, short?: boolean, part?: boolean, anew?: boolean}} Question see calculators/bridge.py
 * @typedef {{project: {text: string, wanted: string[], format?: string}, base: string}} ProjectQuestion what is asked
 *   about a project, by the names of calculators/project/replies.py
 * @typedef {{id: number, result?: any, refused?: string, error?: string}} ProjectReply `refused` says why there is no
 *   project
 * @typedef {{extra: string, asked: object, content: ArrayBuffer}} Errand for an extra of Python, see macros/publish/extras/
 * @typedef {{field: string, message: string}} Problem
 * @typedef {{html: string, markdown: string, text?: string, short?: string, more?: boolean,
 *   sheets?: import("../project/sheets.mjs").Sheet[]}} Result `text` alone where the question named a format, `sheets`
 *   alone where that was `sheets`, `short` alone where it asked for that and the rest takes longer, `more` while one in parts
 *   is not whole
 * @typedef {{id: number, result?: Result, problems?: Problem[], error?: string}} Reply
 * @typedef {{id: number, result?: any, error?: string, missing?: boolean}} Done by an extra; `missing` if it did not come
 * @typedef {import("./worker.mjs").Path} Path
 */

const SILENCE_MS = 60_000;
/** A snapshot must come steadily; without it the start takes longer, but it still works. */
const STALL_MS = 15_000;
/** A million minutes of a trace take a phone more than one; who cannot wait has Stop. */
const WORK_MS = 600_000;
const REST_MS = 300_000;
const PAUSE_MS = 1_000;

/** Python in a worker, one for all calculators of a tab. It fires `change` whenever one of its fields changes. */
export class Runtime extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "resting" | "failed"} `resting`: stopped until somebody needs it */
  state = "idle";
  /** Bytes of Python that have come, and that will come; 0 while not known. */
  loaded = 0;
  total = 0;
  /** Why it failed. */
  reason = "";
  /** Whether it failed because the site has a new release, with another Python, and this page is of an older one. */
  outdated = false;
  /** Whether it ever got as far as to answer. */
  hasRun = false;

  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, {question: Question | ProjectQuestion | Errand, resolve: (reply: any) => void}>} */
  #waiting = new Map();
  #lastId = 0;
  #watch = 0;
  /** @type {Path} the way to start: a fast one, until it has failed */
  #path = "snapshot";
  /** Whether it starts once the page has painted. */
  #isDue = false;
  /** Whether to ask the site for every file until Python runs. */
  #anew = false;
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

  /**
   * Starts Python, unless it runs already or failed, but not before the page has painted.
   *
   * @param {boolean} [isAlone] whether only calculators are asked that need little: theirs is the smaller memory
   */
  start(isAlone = false) {
    if (!this.#isDown() || this.#isDue) return;
    if (this.#path !== "whole") this.#path = isAlone ? "alone" : "snapshot";
    if (hasPainted()) return this.retry();
    this.#isDue = true;
    afterPaint(() => {
      this.#isDue = false;
      if (this.#isDown()) this.retry();
    });
  }

  /** Starts Python in a new worker. */
  retry() {
    this.#launch();
  }

  /** Starts Python once more after it failed, with files that the site sends now: what the browser keeps may be bad. */
  retryAnew() {
    this.#anew = true;
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
    this.#change({ state: "loading", loaded: 0, total: 0, reason: "", outdated: false });
    try {
      this.#worker = new Worker(this.script, { type: "module", name: "Python" });
    } catch {
      this.#fail("this browser cannot start workers");
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#crash(event.message || (navigator.onLine ? `${lastPart(this.script)} did not arrive` : "there is no network connection"));
    });
    const start = { runtime: this.folder, path: this.#way(), extra, packs: hostPacks(), anew: this.#anew };
    this.#worker.postMessage({ ...start, words: wordsOfPage() });
    for (const [id, { question }] of this.#waiting) this.#worker.postMessage({ id, ...question });
    this.#listen();
  }

  /**
   * Resolves to the answer, or to null when Python failed in the meantime.
   *
   * @template {Question | ProjectQuestion} Asked
   * @param {Asked} question
   * @returns {Promise<(Asked extends Question ? Reply : ProjectReply) | null>}
   */
  ask(question) {
    return new Promise((resolve) => {
      const id = this.#wait(question, resolve);
      if (this.#path === "alone" && !("calculator" in question)) this.#widen();
      else this.#post(id, question);
    });
  }

  /** Goes on with the larger memory; what waits is asked again. */
  #widen() {
    this.#path = "snapshot";
    if (this.#worker && !this.#isDown()) this.#launch();
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
      const whole = new URL("whole.mjs", this.script).href;
      for (const url of [this.script, whole, `${this.folder}${extra}.zip`]) {
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
   * @param {Question | ProjectQuestion | Errand} question
   * @param {(reply: any) => void} resolve
   */
  #wait(question, resolve) {
    const id = ++this.#lastId;
    this.#waiting.set(id, { question, resolve });
    return id;
  }

  /**
   * @param {number} id
   * @param {Question | ProjectQuestion | Errand} question
   */
  #post(id, question) {
    this.#worker?.postMessage({ id, ...question });
    this.#listen();
  }

  /** Resolves when Python runs; starts it if need be. Resolves to false when it cannot start. */
  async running() {
    this.start();
    while (this.#isDue || this.state === "loading") {
      await new Promise((resolve) => this.addEventListener("change", resolve, { once: true }));
    }
    return this.state === "ready";
  }

  /** @param {any} message */
  #receive(message) {
    if (message.progress) this.#change(message.progress);
    else if (message.ready) this.#begin();
    else if ("retreat" in message) this.#retreat(message.retreat, message.path);
    else if ("failed" in message) this.#fail(message.failed);
    else this.#settle(message);
    this.#listen();
  }

  #begin() {
    this.hasRun = true;
    this.#anew = false;
    this.#change({ state: "ready" });
  }

  /** @param {Reply | ProjectReply | Done} reply */
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
      const start = this.#way() === "whole" ? SILENCE_MS : STALL_MS;
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
   * Goes on in another way; what was asked is asked again.
   *
   * @param {string} reason
   * @param {Path} path
   */
  #retreat(reason, path) {
    console.debug(`Python starts ${path === "whole" ? "without the snapshot" : "with the whole snapshot"}: ${reason}`);
    this.#path = path;
    this.#launch();
  }

  /**
   * Goes on after a worker that ended without a word.
   *
   * @param {string} reason
   */
  #crash(reason) {
    if (this.#way() !== "whole") this.#retreat(reason, "whole");
    else this.#fail(reason);
  }

  /** @param {string} reason */
  #fail(reason) {
    clearTimeout(this.#watch);
    if (this.#extra) return this.#goOnWithout(reason);
    this.#worker?.terminate();
    this.#change({ state: "failed", reason });
    this.#giveUp();
    void this.#lookForRelease();
  }

  /** Finds out whether the site has another Python by now, which this page will never start. */
  async #lookForRelease() {
    const worker = this.#worker;
    const name = lastPart(this.folder.replace(/\/$/, ""));
    try {
      // The address without what the reader typed.
      const page = await (await fetch(location.pathname, { cache: "no-cache" })).text();
      const [, published] = /<hb-(?:calculator|glance|inventory)[^>]* runtime="[^"]*?([^"/]+)\/?"/.exec(page) ?? [];
      if (!published || published === name || this.#worker !== worker || this.state !== "failed") return;
      this.#change({ outdated: true });
    } catch {
      // Without a network nobody knows.
    }
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

  /** @param {Partial<Pick<Runtime, "state" | "loaded" | "total" | "reason" | "outdated">>} news */
  #change(news) {
    Object.assign(this, news);
    this.dispatchEvent(new Event("change"));
  }
}

/** Tells whether the reader pays for every byte, where the browser says so. */
export function isThrifty() {
  return /** @type {any} */ (navigator).connection?.saveData === true;
}

/** Tells whether the host compressed this page, so that it is worth asking whether it compresses the rest as well. */
function hostPacks() {
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return !navigator.serviceWorker?.controller && page?.encodedBodySize < page?.decodedBodySize;
}

/** Returns the address of the words of the page's language; nothing on an English page. */
function wordsOfPage() {
  const { vocabulary } = document.documentElement.dataset;
  return vocabulary && new URL(vocabulary, document.baseURI).href;
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
export function runtimeAt(folder, script) {
  const known = runtimes.get(folder) ?? new Runtime(folder, script);
  runtimes.set(folder, known);
  return known;
}

/**
 * Does something once the page has painted and has nothing else to do.
 *
 * @param {() => void} act
 */
function afterPaint(act) {
  requestAnimationFrame(() =>
    setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(act, { timeout: PAUSE_MS }) : act())),
  );
}
