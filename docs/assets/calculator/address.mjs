/**
 * The inputs of a form in the address of the page: a copied address restores them. They stand behind the #, which no
 * browser sends: what a reader types reaches no host, not by a reload and not by a link. Older links have them behind
 * the ?, and are read as well.
 *
 * @typedef {import("./fields.mjs").Fields} Fields
 * @typedef {import("./longtext.mjs").LongText} LongText
 */

import { fragmentOf } from "../page/elements.mjs";

const PAUSE_MS = 200;
/** The answer to a key is there by then: an address takes the browser some time, and the processor too. */
const ANSWERED_MS = 30;
/** Hosts and messengers cut longer addresses. */
const MOST_LETTERS = 2_000;

/** A reload takes no longer until the page is left. */
const LATELY_MS = 10_000;

/** What a page keeps in this tab of an address that it had no time to write. */
const DUE = `hyperbdr-guide address ${location.pathname}`;

export class Address {
  #fields;
  /** A write that is due. */
  #writing = 0;
  #written = 0;
  /** @type {{at: number, href: string}[]} addresses that another one was written over */
  #before = [];

  /** @param {Fields} fields */
  constructor(fields) {
    this.#fields = fields;
  }

  /** Whether inputs stand behind the #, and not the name of a place on the page. */
  get holdsInputs() {
    return fragmentOf(location.hash).includes("=");
  }

  /** What stands in the address besides the page and a place on it. */
  get inputs() {
    return location.search + (this.holdsInputs ? location.hash : "");
  }

  /**
   * Keeps what is still to be written when the page is left, or was written lately: a reload asks for the address that
   * there was when it began.
   *
   * @param {AbortSignal} signal
   */
  listen(signal) {
    const keep = () => {
      if (this.#writing) {
        this.leave();
        this.#write();
      }
      try {
        sessionStorage.setItem(DUE, JSON.stringify([this.#lately().map(({ href }) => href), location.href]));
      } catch {
        // a browser may refuse storage to a page
      }
    };
    addEventListener("pagehide", keep, { signal });
  }

  /** Returns the addresses that another one was written over lately. */
  #lately() {
    return this.#before.filter(({ at }) => performance.now() - at < LATELY_MS);
  }

  /** Goes on with the address that the page had no time to write before it was loaded anew. */
  #takeDue() {
    try {
      const [before, due] = JSON.parse(sessionStorage.getItem(DUE) ?? "[]");
      sessionStorage.removeItem(DUE);
      const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
      if (before?.includes(location.href) && visit?.type !== "navigate") history.replaceState(history.state, "", due);
    } catch {
      // a browser may refuse storage to a page
    }
  }

  /** Puts the inputs of the address into the form. */
  restore() {
    this.#takeDue();
    const query = new URLSearchParams(location.search);
    const typed = new URLSearchParams(this.holdsInputs ? fragmentOf(location.hash).slice(1) : "");
    // Most readers come without any, and to look for each takes long.
    const names = query.size + typed.size ? Object.keys(this.#fields.defaults) : [];
    for (const name of names) {
      for (const called of this.#fields.namesOf(name)) {
        const holder = [typed, query].find((found) => found.has(called));
        if (!holder) continue;
        this.#fields.set(name, holder.getAll(called));
        break;
      }
    }
    this.#clean();
  }

  /** Leaves nothing behind the ?, so that a reload sends no input, not even one that only an older form had. */
  #clean() {
    if (location.search) this.#write();
  }

  /** Returns the page's address with every input in it, or nothing when a text is too long for an address. */
  whole() {
    const inputs = Object.entries(this.#fields.current());
    return inputs.every(([, value]) => fitsAddress(value)) ? this.#with(inputs).href : null;
  }

  /**
   * Returns the page's address with these inputs, and no others of this form. Several choices stand in keys of their
   * own; without any there is no key. Without an input a place on the page stays.
   *
   * @param {[string, string | LongText][]} inputs
   */
  #with(inputs) {
    const url = new URL(location.href);
    url.search = "";
    const typed = new URLSearchParams();
    for (const [name, value] of inputs) {
      if (!fitsAddress(value)) continue;
      for (const part of this.#fields.parts(name, value)) typed.append(name, part);
    }
    if (typed.size || this.holdsInputs) url.hash = typed.toString();
    return url;
  }

  /** Puts what the reader gave into the address: soon, and at most every 200 ms, as browsers limit it. */
  store() {
    const wait = Math.max(ANSWERED_MS, this.#written + PAUSE_MS - performance.now());
    this.#writing ||= setTimeout(() => this.#write(), wait);
  }

  #write() {
    this.#writing = 0;
    this.#written = performance.now();
    const { own } = this.#fields;
    const url = this.#with(Object.entries(this.#fields.current()).filter(([name]) => own.includes(name)));
    // Material keeps the scroll position in the state.
    if (url.href === location.href) return;
    this.#before = [...this.#lately(), { at: this.#written, href: location.href }];
    history.replaceState(history.state, "", url);
  }

  /** Forgets a write that is due: the address belongs to another page now. */
  leave() {
    clearTimeout(this.#writing);
    this.#writing = 0;
  }
}

/**
 * Tells whether a value can stand in an address.
 *
 * @param {string | LongText} value
 * @returns {value is string}
 */
export function fitsAddress(value) {
  return typeof value === "string" && value.length <= MOST_LETTERS;
}
