/**
 * Recordings of change that belong to the open project, at the form that takes them: one that was dropped is kept under a
 * name, those that are kept are offered by name, one is in use, and what it measures is offered to the project.
 *
 * @typedef {import("./edits.mjs").Changes} Changes
 * @typedef {import("./edits.mjs").Kept} Kept
 * @typedef {import("./edits.mjs").Recording} Recording
 * @typedef {import("./filling.mjs").Session & {filling: import("./filling.mjs").Filling}} Session
 * @typedef {{field: string, label: string, value: string, told: string, source: string}} Measured as
 *   calculators/project/measured.py says it
 */

import { create, newButton, today } from "../page/elements.mjs";
import { MOST_LETTERS } from "./filling.mjs";
import * as store from "./store.mjs";

const TEXT = "trace";
/** Inputs that say how a recording is read, as calculators/project/taken.py has them. */
const READING = /** @type {const} */ (["unit", "column", "trace_seconds", "left_out_files", "utc_offset_minutes"]);
/** All recordings of a project together: with each answer the whole project is read. */
const MOST_TOGETHER = 3 * MOST_LETTERS;
/** How long a project rests before it is asked what its recording measures. */
const REST_MS = 1_500;

export class Recordings {
  #session;
  #box = create("div", { className: "hb-recordings", hidden: true });
  #name = create("input", { type: "text", maxLength: 80, ariaLabel: "Name of the recording in the project" });
  #keep = create("div", { className: "hb-recording-keep", hidden: true });
  #list = create("ul", { ariaLabel: "Recordings in the project" });
  #measured = create("div", {});
  #status = create("div", { role: "status" });
  /** @type {Kept | null} */
  #kept = null;
  #asking = 0;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
    this.#keep.append(
      create("span", { textContent: "Keep in the project as" }),
      this.#name,
      newButton("Keep", () => void this.#keepIt()),
    );
    this.#name.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      void this.#keepIt();
    });
    // What is typed here is no input of the form around it.
    this.#box.addEventListener("input", (event) => event.stopPropagation());
    this.#box.append(this.#keep, this.#list, this.#measured, this.#status);
  }

  /**
   * Follows the project that is open, and the form.
   *
   * @param {AbortSignal} signal
   */
  begin(signal) {
    const { form } = this.#session.fields;
    form.querySelector(`[data-field="${TEXT}"]`)?.append(this.#box);
    form.addEventListener("input", () => this.#showKeep(), { signal });
    signal.addEventListener("abort", store.subscribe((kept) => this.#show(kept)));
    void store.current().then((kept) => signal.aborted || this.#show(kept));
  }

  /** @returns {Recording[]} */
  get #recordings() {
    return this.#kept?.project.traces ?? [];
  }

  /** @param {Kept | null} kept */
  #show(kept) {
    const isOther = kept?.id !== this.#kept?.id;
    const before = JSON.stringify(this.#recordings.map(({ name }) => name));
    const isSame = !isOther && kept?.revision === this.#kept?.revision;
    this.#kept = kept;
    this.#box.hidden = !kept;
    if (isOther) this.#say("");
    this.#showKeep();
    if (isOther || before !== JSON.stringify(this.#recordings.map(({ name }) => name))) this.#fill();
    if (isSame) return;
    clearTimeout(this.#asking);
    if (!this.#recordings.length) return this.#measured.replaceChildren();
    this.#asking = setTimeout(() => void this.#measure(), REST_MS);
  }

  /** Offers to keep what the form holds, unless it is kept. */
  #showKeep() {
    const own = this.#kept?.project.inputs?.[this.#session.name]?.[TEXT];
    const isGiven = this.#session.fields.touched.has(TEXT) || Boolean(own);
    this.#keep.hidden = !isGiven || !this.#session.fields.current()[TEXT];
    if (!this.#keep.hidden && !this.#name.value) this.#name.value = `Recording of ${today()}`;
  }

  #fill() {
    this.#list.hidden = !this.#recordings.length;
    this.#list.replaceChildren(
      ...this.#recordings.map(({ name }, number) => {
        const item = create("li", {});
        item.append(create("span", { className: "hb-recording-name", textContent: name }));
        if (number) item.append(newButton("Use", () => void this.#use(number), { ariaLabel: `Use ${name}` }));
        else item.append(create("span", { className: "hb-quiet", textContent: "in use" }));
        item.append(newButton("Remove", () => void this.#remove(number), { ariaLabel: `Remove ${name} from the project` }));
        return item;
      }),
    );
  }

  async #keepIt() {
    const { fields, filling, name: calculator } = this.#session;
    if (!this.#kept) return;
    const given = fields.current();
    const text = typeof given[TEXT] === "string" ? given[TEXT] : await given[TEXT].blob.text().catch(() => null);
    if (text === null) return this.#say("The file has changed or is gone. Choose it again.");
    const others = this.#recordings;
    const tooMuch = refusal(text.length, others.reduce((sum, recording) => sum + recording.text.length, text.length));
    if (tooMuch) return this.#say(tooMuch);
    const name = unlike(this.#name.value.trim() || `Recording of ${today()}`, others.map((recording) => recording.name));
    /** @type {Recording} */
    const recording = { name, text };
    for (const part of READING) if (given[part] !== fields.defaults[part]) recording[part] = given[part];
    // What was typed a moment ago would be kept for the page once more.
    await filling.letGo([TEXT, ...READING]);
    const undo = this.#undo();
    this.#name.value = "";
    await this.#edit({ traces: [recording, ...others], inputs: { [calculator]: nothing() } });
    this.#say(`Kept in your project and in use: ${name}.`, undo);
  }

  /** @param {number} number */
  async #use(number) {
    await this.#session.filling.letGo([TEXT, ...READING]);
    const recording = this.#recordings[number];
    const undo = this.#undo();
    const others = this.#recordings.filter((_, other) => other !== number);
    await this.#edit({ traces: [recording, ...others], inputs: { [this.#session.name]: nothing() } });
    this.#say(`In use: ${recording.name}.`, undo);
  }

  /** @param {number} number */
  async #remove(number) {
    const { name } = this.#recordings[number];
    const undo = this.#undo();
    const traces = this.#recordings.filter((_, other) => other !== number);
    await this.#edit({ traces });
    const next = number || !traces.length ? "" : ` In use now: ${traces[0].name}.`;
    this.#say(`Removed from your project: ${name}.${next}`, undo);
  }

  /** Returns what brings back what the project has of recordings now. */
  #undo() {
    const own = this.#kept?.project.inputs?.[this.#session.name] ?? {};
    const inputs = Object.fromEntries([TEXT, ...READING].map((part) => [part, own[part] ?? null]));
    const traces = this.#recordings;
    return async () => {
      await this.#edit({ traces, inputs: { [this.#session.name]: inputs } });
      this.#say("");
    };
  }

  /** @param {Changes} changes */
  async #edit(changes) {
    if (!this.#kept) return;
    await store.edit(this.#kept.id, changes).catch((error) => this.#say(error.message));
  }

  /** Asks what the recording in use measures, and offers what the project does not say yet. */
  async #measure() {
    const kept = this.#kept;
    if (!kept || document.hidden || !(await this.#session.runtime.running())) return;
    const project = { text: JSON.stringify(kept.project), wanted: ["measured"] };
    const reply = await this.#session.runtime.ask({ project, base: "" });
    if (!reply?.result || kept.revision !== this.#kept?.revision || kept.id !== this.#kept.id) return;
    /** @type {Measured[]} */
    const found = reply.result.measured;
    const isNew = (/** @type {Measured} */ { field, value, source }) => {
      const said = kept.project.values?.[field];
      return said?.value !== value || said?.source !== source;
    };
    const offered = found.filter(isNew);
    const lines = offered.map((item) => {
      const line = create("div", { className: "hb-recording-line" });
      line.append(
        create("span", { textContent: `${item.label}: ${item.told}` }),
        newButton("Take into the project", () => void this.#take(item), { ariaLabel: `Take ${item.label} into the project` }),
      );
      return line;
    });
    const words = offered.length ? `Measured in its busiest 24 hours (${offered[0].source})` : "";
    const about = words ? [create("p", { textContent: words })] : [];
    this.#measured.replaceChildren(...about, ...lines);
  }

  /** @param {Measured} item */
  async #take({ field, label, value, told, source }) {
    const before = this.#kept?.project.values?.[field] ?? null;
    await this.#edit({ values: { [field]: { value, origin: "measured", since: today(), source } } });
    this.#say(`In your project, measured: ${label}, ${told}.`, async () => {
      await this.#edit({ values: { [field]: before } });
      this.#say("");
    });
  }

  /**
   * @param {string} words
   * @param {() => Promise<void>} [undo]
   */
  #say(words, undo) {
    this.#status.replaceChildren();
    if (!words) return;
    this.#status.append(create("span", { textContent: words }));
    if (undo) this.#status.append(newButton("Undo", () => void undo()));
  }
}

/** @returns {Record<string, null>} what the calculator had for itself is taken away */
function nothing() {
  return Object.fromEntries([TEXT, ...READING].map((part) => [part, null]));
}

/**
 * Returns why a recording is too much to be kept; nothing where it is not.
 *
 * @param {number} letters of it
 * @param {number} together of all recordings with it
 */
function refusal(letters, together) {
  if (letters > MOST_LETTERS) {
    const told = `it has ${count(letters)} letters, and a project keeps ${count(MOST_LETTERS)} of one recording`;
    return `Not kept: ${told}. Average it over longer intervals first; it stays on this page.`;
  }
  if (together <= MOST_TOGETHER) return "";
  const told = `with it the recordings have ${count(together)} letters, and a project keeps ${count(MOST_TOGETHER)}`;
  return `Not kept: ${told}. Remove one first.`;
}

/** @param {number} letters */
function count(letters) {
  return letters.toLocaleString("en").replaceAll(",", "\u202f");
}

/**
 * Returns a name that none of some others has.
 *
 * @param {string} name
 * @param {string[]} others
 */
function unlike(name, others) {
  let found = name;
  for (let number = 2; others.includes(found); number++) found = `${name} (${number})`;
  return found;
}
