/**
 * The form of a calculator and the project that is open: fields take what the project knows, what a reader gives where
 * it knows nothing is kept in it at once, and where a field says something else, that stays in sight with the ways out.
 *
 * @typedef {import("./edits.mjs").Changes} Changes
 * @typedef {import("./edits.mjs").Kept} Kept
 * @typedef {import("./edits.mjs").Known} Known
 * @typedef {string | {blob: Blob}} Value of a field; a long text is held beside it
 * @typedef {{
 *   form: HTMLFormElement,
 *   defaults: Record<string, any>,
 *   touched: Set<string>,
 *   current: () => Record<string, any>,
 *   fill: (name: string, value: string) => boolean,
 *   clear: (name: string) => void,
 *   isTicked: (name: string) => boolean,
 *   said: Map<string, {value: any, text: string, origin: string}>,
 * }} Fields see ../calculator/fields.mjs
 * @typedef {import("../python/runtime.mjs").Runtime} Runtime
 * @typedef {{name: string, element: HTMLElement, fields: Fields, runtime: Runtime, followProject: () => void}} Session a calculator's
 */

import { typed } from "./edits.mjs";
import { Marks } from "./marks.mjs";
import * as store from "./store.mjs";

/** How long typing rests before it is kept. */
const PAUSE_MS = 300;
/** How long a project rests before what calculators take from it is worked out. */
const REST_MS = 700;
/** A longer text stays on the page that it was given to. */
export const MOST_LETTERS = 2_000_000;

export class Filling {
  #session;
  #marks;
  /** @type {Kept | null} */
  #kept = null;
  /** @type {Record<string, Known & {instead?: Known}>} what this calculator takes, as last worked out */
  #taken = {};
  /** Inputs that the project did not know when this page was opened: what is typed there is kept at once. */
  #adopted = new Set();
  /** Whether the project has come into the form. */
  #isFilled = false;
  /** What was typed before that. */
  #early = new Set();
  /** Inputs that are due to be kept. */
  #due = new Set();
  #keeping = 0;
  #working = 0;
  /** The project that was worked out last, as text. */
  #workedOut = "";
  /** Texts that are too long to be kept. */
  #tooLong = new Map();

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
    this.#marks = new Marks(session.fields.form, {
      forProject: (name) => void this.#forProject(name),
      onlyHere: (name) => void this.#keepOwn(name),
      back: (name) => void this.#back(name),
    });
  }

  /**
   * Follows the project that is open in this tab.
   *
   * @param {AbortSignal} signal
   */
  begin(signal) {
    const end = store.subscribe((kept) => this.#follow(kept));
    void store.current().then((kept) => signal.aborted || this.#follow(kept));
    signal.addEventListener("abort", end);
    window.addEventListener("pagehide", () => void this.#keepDue(), { signal });
    window.addEventListener("visibilitychange", () => void (document.hidden ? this.#keepDue() : this.#work()), { signal });
  }

  /**
   * Takes note of what the reader gave.
   *
   * @param {Iterable<string>} names of inputs
   */
  gave(names) {
    if (!this.#kept) return;
    for (const name of names) {
      if (!this.#isFilled) this.#early.add(name);
      else if (this.#isKeptAtOnce(name)) this.#due.add(name);
      else if (this.#equals(name)) this.#session.fields.touched.delete(name);
    }
    clearTimeout(this.#keeping);
    if (this.#due.size) this.#keeping = setTimeout(() => void this.#keepDue(), PAUSE_MS);
    this.#mark();
  }

  /** Gives every field what the project says, or its default. */
  reset() {
    this.#due.clear();
    this.#tooLong.clear();
    this.#session.fields.said.clear();
    if (this.#kept) this.#fill();
  }

  /**
   * Lets go of what was given for some inputs, because it is kept elsewhere. Resolves when the others are kept.
   *
   * @param {string[]} names
   */
  async letGo(names) {
    await this.#keepDue();
    for (const name of names) {
      for (const given of [this.#early, this.#due, this.#session.fields.touched]) given.delete(name);
    }
  }

  /** Starts Python: with the smaller memory where that is enough for the calculator, and no project is asked about. */
  startPython() {
    this.#session.runtime.start(!this.#kept && this.#session.element.hasAttribute("alone"));
  }

  /** Whether a project is open. */
  get isOn() {
    return this.#kept !== null;
  }

  /** @param {Kept | null} kept */
  #follow(kept) {
    if (kept?.id !== this.#kept?.id) {
      void this.#keepDue();
      this.#due.clear();
      this.#isFilled = false;
      this.#forget();
    }
    this.#kept = kept;
    if (!kept) return this.#mark();
    // Until Python has said what is taken of it now, what it was is shown.
    if (this.#isWorkedOut(kept)) {
      this.#taken = kept.taken?.[this.#session.name] ?? {};
      this.#fill();
    } else {
      clearTimeout(this.#working);
      this.#working = setTimeout(() => void this.#work(), this.#session.fields.said.size ? REST_MS : 0);
      this.#mark();
    }
  }

  /** Name of the Python that works out what is taken. */
  get #release() {
    return this.#session.runtime.folder.replace(/\/$/, "").replace(/.*\//, "");
  }

  /** @param {Kept} kept */
  #isWorkedOut({ taken, takenBy }) {
    return taken !== null && takenBy === this.#release;
  }

  /** Works out what every calculator takes, and keeps it for the other pages. */
  async #work() {
    const kept = this.#kept;
    // A tab that nobody looks at leaves it to the one where the project is changed.
    if (!kept || document.hidden || this.#isWorkedOut(kept) || !(await this.#session.runtime.running())) return;
    if (kept.revision !== this.#kept?.revision || kept.id !== this.#kept.id) return;
    const text = JSON.stringify(kept.project);
    // A browser that keeps nothing does not keep this either.
    if (text === this.#workedOut) return;
    const reply = await this.#session.runtime.ask({ project: { text, wanted: ["taken"] }, base: "" });
    if (!reply?.result || kept.id !== this.#kept?.id) return;
    this.#workedOut = text;
    if (kept.revision === this.#kept.revision) {
      this.#taken = reply.result.taken[this.#session.name] ?? {};
      this.#fill();
    }
    await store.keepTaken(kept.id, kept.revision, reply.result.taken, this.#release);
  }

  #fill() {
    const { fields } = this.#session;
    const before = JSON.stringify([fields.current(), [...fields.said]]);
    for (const name of Object.keys(fields.defaults)) {
      const known = this.#taken[name];
      const wasFilled = fields.said.get(name);
      if (fields.touched.has(name) || this.#due.has(name)) {
        this.#say(name, known);
        if (this.#equals(name)) fields.touched.delete(name);
      } else if (known && known.value !== wasFilled?.text) {
        if (fields.fill(name, known.value)) this.#say(name, known, fields.current()[name]);
      } else if (known) this.#say(name, known, wasFilled?.value);
      else if (wasFilled) {
        fields.said.delete(name);
        fields.clear(name);
      }
    }
    if (!this.#isFilled) this.#adopted = new Set(Object.keys(fields.defaults).filter((name) => !this.#base(name)));
    this.#isFilled = true;
    this.#mark();
    this.gave([...this.#early]);
    this.#early.clear();
    if (JSON.stringify([fields.current(), [...fields.said]]) !== before) this.#session.followProject();
  }

  /**
   * Notes what the project says about an input.
   *
   * @param {string} name
   * @param {Known | undefined} known
   * @param {any} [value] how it stands in the field
   */
  #say(name, known, value = known?.value) {
    const { said } = this.#session.fields;
    if (known) said.set(name, { value, text: known.value, origin: known.origin });
    else said.delete(name);
  }

  /** Gives the fields back what they had without a project. */
  #forget() {
    const { fields } = this.#session;
    const filled = [...fields.said.keys()].filter((name) => !fields.touched.has(name));
    fields.said.clear();
    this.#taken = {};
    for (const name of filled) fields.clear(name);
    if (filled.length) this.#session.followProject();
  }

  /**
   * Returns the id of the project's value that an input takes, or nothing.
   *
   * @param {string} name
   */
  #idOf(name) {
    const control = this.#session.fields.form.elements.namedItem(name);
    if (!(control instanceof HTMLElement)) return "";
    const field = control.closest(".hb-field");
    const own = control.dataset.project;
    return own ?? (field?.getAttribute("data-field") === name ? (field.getAttribute("data-project") ?? "") : "");
  }

  /**
   * Returns what was given to this calculator only, or nothing.
   *
   * @param {string} name
   * @returns {Known | undefined}
   */
  #own(name) {
    return this.#kept?.project.inputs?.[this.#session.name]?.[name];
  }

  /**
   * Returns what the project says about an input apart from what was given to this calculator only, or nothing.
   *
   * @param {string} name
   * @returns {Known | undefined}
   */
  #base(name) {
    const said = this.#kept?.project.values?.[this.#idOf(name)];
    if (said?.value.trim()) return said;
    return this.#own(name) ? this.#taken[name]?.instead : this.#taken[name];
  }

  /**
   * Whether what is typed into a field needs no question: the project knew nothing, or the field has gone its own way.
   *
   * @param {string} name
   */
  #isKeptAtOnce(name) {
    if (this.#adopted.has(name) || this.#own(name) || !this.#idOf(name)) return true;
    // The project says something that this calculator does not take.
    return !this.#taken[name];
  }

  /**
   * Whether a field holds what the project says.
   *
   * @param {string} name
   */
  #equals(name) {
    const said = this.#session.fields.said.get(name);
    return said !== undefined && this.#session.fields.current()[name] === said.value;
  }

  /** Keeps what is due in the project. */
  async #keepDue() {
    clearTimeout(this.#keeping);
    const kept = this.#kept;
    const names = [...this.#due];
    if (!kept || !names.length) return;
    /** @type {Required<Pick<Changes, "values" | "inputs">>} */
    const changes = { values: {}, inputs: { [this.#session.name]: {} } };
    const { fields } = this.#session;
    const given = fields.current();
    const texts = new Map();
    for (const name of names) {
      const text = typeof given[name] === "string" ? given[name] : await textOf(given[name]);
      if (text === null) {
        this.#tooLong.set(name, true);
        this.#due.delete(name);
        continue;
      }
      this.#tooLong.delete(name);
      texts.set(name, text);
      const id = this.#idOf(name);
      const base = this.#base(name);
      // To tick nothing is an answer too, where the project ticks something.
      const known = text.trim() || (base && this.#session.fields.isTicked(name)) ? typed(text) : null;
      const isOwn = !id || this.#own(name) || (base && !this.#adopted.has(name));
      if (isOwn && base && !known) {
        // An emptied field would be filled again under the reader's hands.
        this.#due.delete(name);
        texts.delete(name);
        fields.touched.add(name);
      } else if (isOwn) changes.inputs[this.#session.name][name] = known;
      else changes.values[id] = known;
    }
    if (texts.size) await this.#edit(kept.id, changes, texts);
    this.#mark();
  }

  /**
   * Has the store keep values, which are then the project's.
   *
   * @param {string} id
   * @param {Changes} changes
   * @param {Map<string, string>} texts what stands in the fields that they are of
   */
  async #edit(id, changes, texts) {
    const { fields } = this.#session;
    const bases = new Map([...texts.keys()].map((name) => [name, this.#base(name)]));
    try {
      const kept = await store.edit(id, changes);
      if (this.#kept?.id !== id) return;
      this.#kept = kept;
    } catch {
      return; // it was removed meanwhile: what was typed stays in the form and its address
    }
    const given = fields.current();
    for (const [name, text] of texts) {
      // What was typed while this was being kept is due still.
      const isNewer = typeof given[name] === "string" && given[name] !== text;
      const own = changes.inputs?.[this.#session.name]?.[name];
      const known = own ?? changes.values?.[this.#idOf(name)];
      if (known) {
        this.#taken[name] = own ? { ...own, instead: bases.get(name) } : known;
        this.#say(name, known, isNewer ? text : given[name]);
      } else {
        delete this.#taken[name];
        fields.said.delete(name);
      }
      if (isNewer) continue;
      this.#due.delete(name);
      fields.touched.delete(name);
    }
    this.#mark();
    this.#session.followProject();
  }

  /** @param {string} name */
  async #forProject(name) {
    const text = String(this.#session.fields.current()[name]);
    if (!this.#kept) return;
    const inputs = { [this.#session.name]: { [name]: null } };
    this.#adopted.add(name);
    const known = text.trim() ? typed(text) : null;
    await this.#edit(this.#kept.id, { values: { [this.#idOf(name)]: known }, inputs }, new Map([[name, text]]));
  }

  /** @param {string} name */
  async #keepOwn(name) {
    const text = String(this.#session.fields.current()[name]);
    if (!this.#kept) return;
    const inputs = { [this.#session.name]: { [name]: typed(text) } };
    await this.#edit(this.#kept.id, { inputs }, new Map([[name, text]]));
  }

  /** @param {string} name */
  async #back(name) {
    const { fields } = this.#session;
    const base = this.#base(name);
    if (!this.#kept || !base) return;
    fields.touched.delete(name);
    this.#due.delete(name);
    fields.fill(name, base.value);
    this.#say(name, base, fields.current()[name]);
    if (this.#own(name)) {
      this.#taken[name] = base;
      await store.edit(this.#kept.id, { inputs: { [this.#session.name]: { [name]: null } } });
    }
    this.#mark();
    this.#session.followProject();
  }

  /** Shows at each field what it has to do with the project. */
  #mark() {
    if (!this.#kept) return this.#marks.clear();
    const { fields } = this.#session;
    const given = fields.current();
    for (const name of Object.keys(fields.defaults)) {
      const base = this.#base(name);
      const own = this.#own(name);
      const said = fields.said.get(name);
      const isTouched = fields.touched.has(name) && !this.#equals(name);
      if (this.#tooLong.has(name)) this.#marks.tooLong(name);
      else if (own && base && this.#taken[name]) {
        if (given[name] === base.value) this.#marks.from(name, base, false);
        else this.#marks.differs(name, base, this.#idOf(name) ? "settled" : "own");
      } else if (isTouched && base && !this.#isKeptAtOnce(name)) this.#marks.differs(name, base, given[name] === "" ? "empty" : "open");
      else if (said && this.#taken[name]) this.#marks.from(name, this.#taken[name], Boolean(own) || this.#adopted.has(name));
      else this.#marks.none(name);
    }
  }
}

/**
 * Resolves to a text that is held beside its field; to null where it is too long to be kept, or gone.
 *
 * @param {{blob: Blob}} text
 */
async function textOf({ blob }) {
  if (blob.size > 4 * MOST_LETTERS) return null;
  const content = await blob.text().catch(() => null);
  return content !== null && content.length <= MOST_LETTERS ? content : null;
}
