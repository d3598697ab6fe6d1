/**
 * The questions of a project as a form. What is typed goes into the project at once, with how it is known and since
 * when; what the project says comes back into the form, also from another tab.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {import("../project/edits.mjs").Known} Known
 * @typedef {Record<string, Known | null>} Values
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 */

import { part, today } from "../page/elements.mjs";

const MEASURED = "-measured";
/** A number with a unit behind it, such as a table has it. */
const SIZE = /^(.*\d)\s*([a-z]+)\s*$/i;

export class Questions {
  #form;
  #change;
  /** What was typed, and has to be kept. */
  #pending = /** @type {Values} */ ({});
  /** What is being kept. */
  #due = /** @type {Values} */ ({});
  #busy = false;
  /** @type {Record<string, Known>} */
  #values = {};

  /**
   * @param {HTMLFormElement} form
   * @param {(values: Values) => Promise<unknown>} change keeps values
   */
  constructor(form, change) {
    this.#form = form;
    this.#change = change;
    form.hidden = false;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const form = this.#form;
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("input", (event) => this.#typed(event), { signal });
    form.addEventListener("change", (event) => this.#settled(event.target), { signal });
    form.addEventListener("click", ({ target }) => this.#clicked(target), { signal });
  }

  /**
   * Shows what a project says; what the reader is typing stays.
   *
   * @param {Kept | null} kept
   */
  show(kept) {
    this.#values = kept?.project.values ?? {};
    for (const field of this.#fields()) this.#fill(field);
  }

  /**
   * Says at each question what is wrong with its value.
   *
   * @param {Map<string, string>} messages by id
   */
  mark(messages) {
    for (const field of this.#fields()) {
      const problem = part(field, ".hb-problem");
      const message = messages.get(field.dataset.value ?? "") ?? "";
      if (problem.textContent !== message) problem.textContent = message;
      problem.hidden = !message;
      const control = controlOf(field);
      if (message) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  /**
   * Turns the reader to a question; returns whether there is one.
   *
   * @param {string} id
   */
  turnTo(id) {
    const control = this.#form.elements.namedItem(id);
    if (!isControl(control)) return false;
    const behind = control.closest("details");
    if (behind) behind.open = true;
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center" });
    return true;
  }

  /** @param {string} id */
  has(id) {
    return isControl(this.#form.elements.namedItem(id));
  }

  /** Whether a question stands behind others. @param {string} id */
  isFolded(id) {
    const control = this.#form.elements.namedItem(id);
    return isControl(control) && control.closest("details") !== null;
  }

  /** @param {string} id */
  labelOf(id) {
    const control = this.#form.elements.namedItem(id);
    return isControl(control) ? (control.labels?.[0]?.textContent ?? control.ariaLabel ?? id) : id;
  }

  #fields() {
    return /** @type {NodeListOf<HTMLElement>} */ (this.#form.querySelectorAll(".hb-field"));
  }

  /** @param {HTMLElement} field */
  #fill(field) {
    const control = controlOf(field);
    const unit = /** @type {HTMLSelectElement | null} */ (field.querySelector(".hb-input > input + select"));
    const known = this.#known(field.dataset.value ?? "");
    if (!this.#isTyped(control.name)) set(control, known?.value ?? "");
    if (unit && !this.#isTyped(unit.name)) {
      const chosen = this.#known(unit.name)?.value;
      set(unit, chosen || (unit.querySelector("option[selected]")?.getAttribute("value") ?? ""));
    }
    const unknown = field.querySelector(".hb-unknown");
    if (!unknown) return;
    const isSaid = Boolean(known?.value.trim());
    unknown.ariaPressed = String(Boolean(known) && !isSaid);
    part(field, ".hb-then").hidden = isSaid || !known;
    part(field, ".hb-measured").hidden = !isSaid;
    /** @type {HTMLInputElement} */ (field.querySelector(".hb-measured input")).checked = known?.origin === "measured";
    part(field, ".hb-origin").textContent = isSaid && known ? howKnown(known) : "";
  }

  /**
   * Returns a value as it is, or will be once it is kept.
   *
   * @param {string} name
   */
  #known(name) {
    if (name in this.#pending) return this.#pending[name];
    return name in this.#due ? this.#due[name] : this.#values[name];
  }

  /** @param {string} name */
  #isTyped(name) {
    return name in this.#pending || name in this.#due;
  }

  /** @param {Event} event */
  #typed(event) {
    const { target } = event;
    if (!isControl(target)) return;
    if (target.name.endsWith(MEASURED)) return this.#measure(/** @type {HTMLInputElement} */ (target));
    if (event instanceof InputEvent && event.inputType === "insertFromPaste") this.#followUnit(target);
    this.#keep(this.#given(target));
  }

  /**
   * What was typed is complete.
   *
   * @param {EventTarget | null} target
   */
  #settled(target) {
    if (isControl(target) && this.#followUnit(target)) this.#keep(this.#given(target));
  }

  /** @param {Control} control */
  #given(control) {
    const { name, value } = control;
    /** @type {Values} */
    const values = { [name]: value.trim() ? { value, origin: this.#originOf(name), since: today() } : null };
    const unit = control.nextElementSibling;
    // The unit that stands beside a number was read with it.
    if (unit instanceof HTMLSelectElement && value.trim() && this.#known(unit.name)?.value !== unit.value) {
      values[unit.name] = { value: unit.value, origin: "typed", since: today() };
    }
    return values;
  }

  /** @param {string} name */
  #originOf(name) {
    return this.#known(name)?.origin === "measured" ? "measured" : "typed";
  }

  /**
   * Takes the unit of "14 TB" into the choice beside it, unless another value is in that unit already: Python then
   * reads the number in its own. Returns whether it did.
   *
   * @param {Control} control
   */
  #followUnit(control) {
    const unit = control.nextElementSibling;
    const [, number, named] = SIZE.exec(control.value) ?? [];
    if (!(unit instanceof HTMLSelectElement) || !named) return false;
    const option = [...unit.options].find(({ value }) => value.toLowerCase() === named.toLowerCase());
    const others = [...this.#form.querySelectorAll(`[data-unit="${unit.name}"]`)].filter((other) => other !== control);
    const isShared = others.some((other) => isControl(other) && other.value.trim());
    if (!option || (isShared && option.value !== unit.value)) return false;
    unit.value = option.value;
    control.value = number.trim();
    return true;
  }

  /** @param {HTMLInputElement} box */
  #measure(box) {
    const name = box.name.slice(0, -MEASURED.length);
    const known = this.#known(name);
    if (known) this.#keep({ [name]: { ...known, origin: box.checked ? "measured" : "typed", since: today(), source: undefined } });
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    const button = target instanceof Element ? target.closest(".hb-unknown") : null;
    const name = button?.closest(".hb-field")?.getAttribute("data-value");
    if (!button || !name) return;
    const isPressed = button.ariaPressed === "true";
    this.#keep({ [name]: isPressed ? null : { value: "", origin: "assumed", since: today() } });
    const field = /** @type {HTMLElement} */ (button.closest(".hb-field"));
    set(controlOf(field), "");
  }

  /** @param {Values} values */
  #keep(values) {
    Object.assign(this.#pending, values);
    for (const field of this.#fields()) if (this.#isTyped(field.dataset.value ?? "")) this.#fill(field);
    void this.#flush();
  }

  async #flush() {
    if (this.#busy) return;
    this.#busy = true;
    while (Object.keys(this.#pending).length) {
      this.#due = this.#pending;
      this.#pending = {};
      await this.#change(this.#due);
      this.#due = {};
    }
    this.#busy = false;
  }
}

/** @param {unknown} target @returns {target is Control} */
function isControl(target) {
  return (
    (target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) &&
    target.name !== ""
  );
}

/** @param {HTMLElement} field */
function controlOf(field) {
  return /** @type {Control} */ (field.querySelector(".hb-input > :first-child"));
}

/**
 * @param {Control} control
 * @param {string} value
 */
function set(control, value) {
  if (control.value !== value) control.value = value;
}

/**
 * Returns how a value is known, and since when, beside the box that says whether it was measured.
 *
 * @param {import("../project/edits.mjs").Known} known
 */
function howKnown({ origin, since, source }) {
  const words = [origin === "measured" ? "" : origin, since ? `since ${since}` : ""].filter(Boolean).join(" ");
  return [words, source].filter(Boolean).join(": ");
}
