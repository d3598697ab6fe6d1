/**
 * The form of a calculator: what stands in its fields, and what is said at them.
 *
 * @typedef {import("./longtext.mjs").LongText} LongText
 * @typedef {Record<string, string | LongText>} Inputs by field name
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 * @typedef {import("../python/runtime.mjs").Problem} Problem
 */

import { sentence } from "../page/elements.mjs";
import { give, longTexts } from "./texts.mjs";

/** Between several choices of one input; as in calculators/qualification/flows.py. */
const SEPARATOR = ",";

/** The inputs of a form. */
export class Fields {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.defaults = inputsOf(form, defaultOf);
    /** What the reader gave, even where it equals the default: it is not assumed. */
    this.touched = new Set();
    /** @type {Map<string, {value: string | LongText, text: string, origin: string}>} what the open project says */
    this.said = new Map();
  }

  /** Gives every input its default again, which nobody has given. */
  reset() {
    this.form.reset();
    this.touched.clear();
  }

  /** Returns the names of the inputs that the reader gave. */
  get typed() {
    const current = Object.entries(this.current());
    return current.filter(([name, value]) => this.#isGiven(name, value)).map(([name]) => name);
  }

  /** Returns the names of the inputs that the reader gave and the open project does not say. */
  get own() {
    const current = this.current();
    return this.typed.filter((name) => current[name] !== this.said.get(name)?.value);
  }

  /**
   * @param {string} name
   * @param {string | LongText} value
   */
  #isGiven(name, value) {
    if (this.touched.has(name)) return true;
    const said = this.said.get(name);
    return said?.value === value ? said.origin !== "assumed" : value !== this.defaults[name];
  }

  /** Whether no input is a text that is held beside its field because it is long. */
  get isShort() {
    return Object.keys(longTexts(this.form)).length === 0;
  }

  /** The bytes of the texts that are held beside their fields. */
  get longBytes() {
    return Object.values(longTexts(this.form)).reduce((sum, { blob }) => sum + blob.size, 0);
  }

  /** @returns {Inputs} */
  current() {
    return Object.assign(inputsOf(this.form, now), longTexts(this.form));
  }

  /** Returns the inputs as they are sent to Python, a text that is held beside its field as its bytes. */
  sent() {
    const given = Object.entries(this.current());
    return Object.fromEntries(given.map(([name, text]) => [name, typeof text === "string" ? text : text.blob]));
  }

  /**
   * Notes that the reader gave an input, or took it back; returns its name.
   *
   * @param {Event} [event] what tells so
   */
  touch(event) {
    const name = event?.target instanceof Element ? event.target.getAttribute("name") : null;
    if (!name) return null;
    // What is taken back was not given: it leaves the address, too.
    if (event instanceof CustomEvent && event.detail?.undone) this.touched.delete(name);
    else this.touched.add(name);
    return name;
  }

  /**
   * Gives an input its value, or several. What the form does not offer is left out, and said so.
   *
   * @param {string} name
   * @param {string[]} values
   * @param {string} [origin] where they come from
   */
  set(name, values, origin = "address") {
    this.touched.add(name);
    this.#put(name, values, origin);
  }

  /**
   * Gives an input what the project says, which nobody gave here. Returns whether the form takes it.
   *
   * @param {string} name
   * @param {string} value
   */
  fill(name, value) {
    this.#uncheck(name);
    return this.#put(name, [value], "project");
  }

  /**
   * Gives an input its default again.
   *
   * @param {string} name
   */
  clear(name) {
    this.#uncheck(name);
    this.#put(name, [String(this.defaults[name])], "project");
  }

  /** @param {string} name */
  #uncheck(name) {
    for (const control of controlsOf(this.form, name)) {
      if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = false;
    }
  }

  /**
   * @param {string} name
   * @param {string[]} values
   * @param {string} origin
   */
  #put(name, values, origin) {
    const controls = controlsOf(this.form, name);
    const [first] = controls;
    if (first.type === "radio" || first.type === "checkbox") {
      const given = first.type === "radio" ? values.slice(0, 1) : values.flatMap((value) => value.split(SEPARATOR));
      const known = controls.filter((control) => given.includes(control.value));
      for (const control of known) /** @type {HTMLInputElement} */ (control).checked = true;
      const unknown = given.filter((value) => value && !known.some((control) => control.value === value));
      if (unknown.length) this.#leaveOut(first, unknown.join(", "), origin);
      return !unknown.length;
    }
    if (!(first instanceof HTMLSelectElement) || [...first.options].some(({ value }) => value === values[0])) {
      give(first, values[0]);
      // What is drawn from it follows.
      first.dispatchEvent(new Event("change"));
      return true;
    }
    this.#leaveOut(first, values[0], origin);
    return false;
  }

  /**
   * Puts the inputs of a saved file into the form; what the file does not name gets its default.
   *
   * @param {Inputs} inputs
   * @param {string[]} typed which of them the reader gave, even where they equal the default
   */
  load(inputs, typed) {
    this.reset();
    for (const [name, value] of Object.entries(inputs)) {
      // A file holds every input; what equals the default may never have been given.
      if (value === this.defaults[name]) continue;
      this.#uncheck(name);
      if (typeof value === "string") this.set(name, [value], "saved file");
      else give(controlsOf(this.form, name)[0], value);
    }
    // What a file has as its default was given as well, where the project says otherwise.
    for (const name of Object.keys(inputs)) if (this.said.has(name)) this.touched.add(name);
    for (const name of typed) this.touched.add(name);
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

  /**
   * Tells whether any number of choices may be ticked for an input.
   *
   * @param {string} name
   */
  isTicked(name) {
    return controlsOf(this.form, name)[0]?.type === "checkbox";
  }

  /** Takes back what was said about the address: the reader has seen the form. */
  forgetLeftOut() {
    for (const note of this.form.querySelectorAll(".hb-left-out")) note.remove();
  }

  /**
   * Returns the names of an input in addresses and files: its own, and the one that it had in older ones.
   *
   * @param {string} name
   */
  namesOf(name) {
    const [control] = controlsOf(this.form, name);
    const field = /** @type {HTMLElement | null | undefined} */ (control?.closest(".hb-field"));
    const former = control?.dataset.formerly ?? (field?.dataset.field === name ? field.dataset.formerly : undefined);
    return former && !(former in this.defaults) ? [name, former] : [name];
  }

  /**
   * Returns an input as the parts that stand for it in an address: each choice, where several can be made.
   *
   * @param {string} name
   * @param {string} value
   */
  parts(name, value) {
    const several = controlsOf(this.form, name)[0].type === "checkbox";
    return several ? value.split(SEPARATOR).filter(Boolean) : [value];
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
 * Offers a drawing at texts that hold the hours of a day, if the form has some and the module arrives.
 *
 * @param {HTMLFormElement} form
 */
export async function drawDays(form) {
  if (!form.querySelector("textarea[data-hourly]")) return;
  try {
    (await import("./profile.mjs")).drawDays(form);
  } catch {
    // The text can be typed.
  }
}

/** Kinds of controls that hold no input. */
const WITHOUT_VALUE = ["fieldset", "button", "submit", "reset", "image", "file", "object", "output"];

/**
 * Returns the inputs of a form by name: several choices in one text, empty for none. A key asks for them a dozen times,
 * and the browser's own list of them takes longer than all the rest.
 *
 * @param {HTMLFormElement} form
 * @param {(control: Control) => {value: string, isChosen: boolean}} stateOf
 * @returns {Inputs}
 */
function inputsOf(form, stateOf) {
  /** @type {Inputs} */
  const inputs = {};
  for (const control of /** @type {Iterable<Control>} */ (form.elements)) {
    const { name, type } = control;
    if (!name || WITHOUT_VALUE.includes(type) || control.matches(":disabled")) continue;
    const { value, isChosen } = stateOf(control);
    if (type === "checkbox") inputs[name] = [inputs[name], isChosen && value].filter(Boolean).join(SEPARATOR);
    else if (type !== "radio" || isChosen) inputs[name] = value;
  }
  return inputs;
}

/** @param {Control} control */
function now(control) {
  return { value: control.value, isChosen: !(control instanceof HTMLInputElement) || control.checked };
}

/**
 * Returns what a control holds before anybody has touched it.
 *
 * @param {Control} control
 */
function defaultOf(control) {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    return { value: (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? "", isChosen: true };
  }
  const isBox = control.type === "checkbox" || control.type === "radio";
  const isChosen = !(control instanceof HTMLInputElement) || control.defaultChecked;
  return { value: isBox ? control.value : control.defaultValue, isChosen };
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

