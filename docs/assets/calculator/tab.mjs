/**
 * Inputs that are too long for the address. They stay in this tab: a reload and the way back find them again. What the
 * browser cannot keep, such as a text of many megabytes, it asks the reader about before the page is left.
 *
 * @typedef {import("./address.mjs").Address} Address
 * @typedef {import("./fields.mjs").Fields} Fields
 * @typedef {import("./longtext.mjs").LongText} LongText
 */

import { fitsAddress } from "./address.mjs";

/** Browsers give a site some five million letters for a tab. */
const MOST_LETTERS = 2_000_000;
/** A longer file has more letters than that, whatever they are. */
const MOST_BYTES = 4 * MOST_LETTERS;

export class Tab {
  #fields;
  #address;
  #name;
  /** @type {WeakMap<LongText, string>} what is held beside a field, once it is read */
  #read = new WeakMap();
  #ask = (/** @type {BeforeUnloadEvent} */ event) => this.#write() || event.preventDefault();

  /**
   * @param {Fields} fields
   * @param {Address} address where the other inputs are
   * @param {string} calculator
   */
  constructor(fields, address, calculator) {
    this.#fields = fields;
    this.#address = address;
    this.#name = `hyperbdr-guide ${location.pathname} ${calculator}`;
  }

  /** Puts into the form what was there before this page was loaded anew, or left and come back to. */
  restore() {
    const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (visit?.type !== "reload" && visit?.type !== "back_forward") return;
    const { inputs, texts } = this.#stored();
    if (inputs !== this.#address.inputs) return;
    for (const [name, text] of Object.entries(texts)) {
      if (name in this.#fields.defaults) this.#fields.set(name, [String(text)], "tab");
    }
  }

  /**
   * Keeps what the form holds when the page is left.
   *
   * @param {AbortSignal} signal
   */
  listen(signal) {
    window.addEventListener("pagehide", () => this.#write(), { signal });
    window.addEventListener("visibilitychange", () => document.hidden && this.#write(), { signal });
    signal.addEventListener("abort", () => window.removeEventListener("beforeunload", this.#ask));
  }

  /** Reads what will have to be kept: when the page is left there is no time for that. */
  async prepare() {
    const texts = Object.values(this.#long());
    // Browsers go back at once only to pages that do not listen to this.
    if (texts.length) window.addEventListener("beforeunload", this.#ask);
    else window.removeEventListener("beforeunload", this.#ask);
    for (const text of texts) {
      if (typeof text === "string" || this.#read.has(text) || text.blob.size > MOST_BYTES) continue;
      const content = await text.blob.text().catch(() => null); // the file has changed or is gone
      if (content !== null) this.#read.set(text, content);
    }
  }

  /** Returns the inputs that are too long for the address. */
  #long() {
    return Object.fromEntries(Object.entries(this.#fields.current()).filter(([, value]) => !fitsAddress(value)));
  }

  /** @returns {{inputs?: string, texts: Record<string, unknown>}} */
  #stored() {
    try {
      return { texts: {}, ...JSON.parse(sessionStorage.getItem(this.#name) ?? "{}") };
    } catch {
      return { texts: {} }; // a browser may refuse storage to a page
    }
  }

  /** Returns whether all is kept that the address does not hold. */
  #write() {
    const long = Object.entries(this.#long());
    const texts = long.map(([name, text]) => [name, typeof text === "string" ? text : this.#read.get(text)]);
    const letters = texts.reduce((sum, [, text]) => sum + (text?.length ?? Infinity), 0);
    try {
      if (!texts.length || letters > MOST_LETTERS) sessionStorage.removeItem(this.#name);
      else {
        const kept = { inputs: this.#address.inputs, texts: Object.fromEntries(texts) };
        sessionStorage.setItem(this.#name, JSON.stringify(kept));
      }
      return letters <= MOST_LETTERS;
    } catch {
      return !texts.length;
    }
  }
}
