/**
 * The search as the page asks it: in the background, the newest question only.
 *
 * @typedef {import("./engine.mjs").Results} Results
 * @typedef {Results & {places: import("./engine.mjs").Found[], failed: boolean}} Answer places: where to look instead
 */

/** @type {Results} */
const NOTHING = { hits: [], answer: null };

export class Searching {
  /** Whether it answers at once. */
  isReady = false;
  #index;
  /** @type {Worker | undefined} */
  #worker;
  /** @type {import("./engine.mjs").Found[]} */
  #places = [];
  /** @type {Promise<boolean> | undefined} */
  #beginning;
  #last = 0;
  /** @type {{asked: string, resolve: (results: Results) => void} | undefined} what is being looked for */
  #running;
  /** @type {{asked: string, resolve: (results: Results) => void} | undefined} what comes next: the newest of what was asked meanwhile */
  #next;

  /** @param {string} index address of the index */
  constructor(index) {
    this.#index = index;
  }

  /**
   * Resolves to what was found, or to nothing when something else was asked in the meantime.
   *
   * @param {string} asked
   * @returns {Promise<Answer | null>}
   */
  async find(asked) {
    const id = ++this.#last;
    this.#beginning ??= this.#begin();
    const works = await this.#beginning;
    if (id !== this.#last) return null;
    if (!works) this.#beginning = undefined; // the next letter tries again
    const results = works && asked ? await this.#ask(asked) : NOTHING;
    return id === this.#last ? { ...results, places: this.#places, failed: !works } : null;
  }

  /**
   * @param {string} asked
   * @returns {Promise<Results>}
   */
  #ask(asked) {
    return new Promise((resolve) => {
      this.#next?.resolve(NOTHING); // nobody waits for it any more
      this.#next = { asked, resolve };
      if (!this.#running) this.#goOn();
    });
  }

  #goOn() {
    this.#running = this.#next;
    this.#next = undefined;
    if (this.#running) this.#worker?.postMessage({ asked: this.#running.asked });
  }

  /** @returns {Promise<boolean>} */
  #begin() {
    const worker = new Worker(new URL("background.mjs", import.meta.url), { type: "module" });
    this.#worker = worker;
    return new Promise((resolve) => {
      const fail = () => {
        worker.terminate();
        resolve(false);
      };
      worker.addEventListener("error", fail);
      worker.addEventListener("message", ({ data }) => {
        if (data.failed) fail();
        else if (data.ready) {
          this.#places = data.ready;
          this.isReady = true;
          resolve(true);
        } else {
          this.#running?.resolve(data);
          this.#goOn();
        }
      });
      worker.postMessage({ index: this.#index });
    });
  }
}
