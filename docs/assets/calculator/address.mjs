/**
 * The inputs of a form in the address of the page: a copied address restores them.
 *
 * @typedef {import("./fields.mjs").Fields} Fields
 * @typedef {import("./contents.mjs").LongText} LongText
 */

const PAUSE_MS = 200;
/** Hosts and messengers cut longer addresses. */
const MOST_LETTERS = 2_000;

export class Address {
  #fields;
  /** A write that is due. */
  #writing = 0;
  #written = 0;

  /** @param {Fields} fields */
  constructor(fields) {
    this.#fields = fields;
  }

  /** Puts the inputs of the address into the form. */
  restore() {
    const query = new URLSearchParams(location.search);
    for (const name of Object.keys(this.#fields.defaults)) {
      if (query.has(name)) this.#fields.set(name, query.getAll(name));
    }
  }

  /** Returns the page's address with every input in it, or nothing when a text is too long for an address. */
  whole() {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(this.#fields.current())) {
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
    for (const part of this.#fields.parts(name, value)) url.searchParams.append(name, part);
  }

  /** Puts what differs from the defaults into the address: at once, then at most every 200 ms, as browsers limit it. */
  store() {
    if (this.#writing) return;
    const wait = Math.max(0, this.#written + PAUSE_MS - performance.now());
    if (wait > 0) this.#writing = setTimeout(() => this.#write(), wait);
    else this.#write();
  }

  #write() {
    this.#writing = 0;
    this.#written = performance.now();
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(this.#fields.current())) {
      if (value === this.#fields.defaults[name] || !fitsAddress(value)) url.searchParams.delete(name);
      else this.#put(url, name, value);
    }
    // Material keeps the scroll position in the state.
    if (url.href !== location.href) history.replaceState(history.state, "", url);
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
