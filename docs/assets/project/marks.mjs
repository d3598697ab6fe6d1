/**
 * What is said about the project at the fields of a form: where a value comes from, and that one differs, with the ways
 * out.
 *
 * @typedef {import("./edits.mjs").Known} Known
 * @typedef {{forProject: (name: string) => void, onlyHere: (name: string) => void, back: (name: string) => void}} Ways
 */

import { create, newButton } from "../page/elements.mjs";

const MOST_SHOWN = 30;
const ORIGINS = {
  measured: "measured at the customer's",
  typed: "typed",
  derived: "derived from other values of it",
  assumed: "assumed, as nobody knows it yet",
};

export class Marks {
  #form;
  #ways;

  /**
   * @param {HTMLFormElement} form
   * @param {Ways} ways
   */
  constructor(form, ways) {
    this.#form = form;
    this.#ways = ways;
  }

  /** Takes everything back. */
  clear() {
    for (const mark of this.#form.querySelectorAll(".hb-from, .hb-differs")) {
      const control = mark.id && this.#form.querySelector(`[aria-describedby~="${mark.id}"]`);
      if (control instanceof HTMLElement) describe(control, mark.id, false);
      mark.remove();
    }
  }

  /** @param {string} name */
  none(name) {
    this.#chip(name, "", "");
    this.#note(name, "", () => []);
  }

  /**
   * Says that a field has its value from the project.
   *
   * @param {string} name
   * @param {Known} known
   * @param {boolean} isKept whether it was given on this page
   */
  from(name, known, isKept) {
    const since = `${known.since ? ` since ${known.since}` : ""}${known.source ? `: ${known.source}` : ""}`;
    this.#chip(name, isKept ? "kept in your project" : "from your project", `${ORIGINS[known.origin]}${since}`);
    this.#note(name, "", () => []);
  }

  /**
   * Says that a field differs from the project.
   *
   * @param {string} name
   * @param {Known} base what the project says
   * @param {"open" | "empty" | "settled" | "own"} state `settled` where the reader has said that it is so on this page
   *   only, `own` where no other page asks for it; `empty` where the field holds nothing, which is nothing to keep for one
   *   page
   */
  differs(name, base, state) {
    const control = this.#control(name);
    if (!control) return;
    const [shown, unit] = told(control, base.value);
    this.#chip(name, "", "");
    const value = [shown, unit].filter(Boolean).join(" ");
    const words = {
      open: `Differs from the project (${value}):`,
      empty: `Empty here. The project says ${value}.`,
      settled: `Only here. The project says ${value}.`,
    };
    this.#note(name, words[state === "own" ? "settled" : state], () => [
      ...(state === "own" ? [] : [this.#button("For the project", name, this.#ways.forProject)]),
      ...(state === "open" ? [this.#button("Only here", name, this.#ways.onlyHere)] : []),
      this.#button(`Back to ${shown}`, name, this.#ways.back),
    ], state === "empty");
  }

  /** @param {string} name */
  tooLong(name) {
    this.#chip(name, "", "");
    this.#note(name, "Too long to be kept in your project: it is on this page only.", () => []);
  }

  /** @param {string} name */
  #control(name) {
    const found = this.#form.elements.namedItem(name);
    return found instanceof RadioNodeList ? /** @type {HTMLInputElement} */ (found[0]) : /** @type {any} */ (found);
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {string} title
   */
  #chip(name, text, title) {
    const field = this.#control(name)?.closest(".hb-field");
    // A unit stands in the field of its value, which has the chip.
    if (!field || field.getAttribute("data-field") !== name) return;
    const label = field.querySelector(":scope > :is(label, legend)");
    const chip = label?.querySelector(".hb-from");
    if (!text) return chip?.remove();
    if (chip?.textContent === text) return Object.assign(chip, { title });
    chip?.remove();
    label?.append(create("span", { className: "hb-from", textContent: text, title }));
  }

  /**
   * @param {string} name
   * @param {string} words none take the note away
   * @param {() => HTMLElement[]} ways
   * @param {boolean} [isEmpty] whether the field holds nothing
   */
  #note(name, words, ways, isEmpty = false) {
    const control = this.#control(name);
    const field = control?.closest(".hb-field");
    if (!field) return;
    const id = `${this.#form.ariaLabel ?? ""} ${name} differs`.replace(/\W+/g, "-");
    const note = document.getElementById(id);
    if (note?.dataset.words === words) return;
    if (!words) {
      if (note?.contains(document.activeElement)) control.focus();
      note?.remove();
      describe(control, id, false);
      return;
    }
    const focused = note?.contains(document.activeElement);
    const fresh = create("p", { className: `hb-differs${isEmpty ? " hb-emptied" : ""}`, id });
    fresh.dataset.words = words;
    fresh.append(create("span", { textContent: words }), ...ways());
    if (note) note.replaceWith(fresh);
    else field.append(fresh);
    describe(control, id, true);
    if (focused) control.focus();
  }

  /**
   * @param {string} label
   * @param {string} name
   * @param {(name: string) => void} act
   */
  #button(label, name, act) {
    return newButton(label, () => act(name), { className: "hb-way" });
  }
}

/**
 * Names a note in the description of a control, or no longer.
 *
 * @param {HTMLElement} control
 * @param {string} id
 * @param {boolean} isThere
 */
function describe(control, id, isThere) {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((name) => name && name !== id);
  control.setAttribute("aria-describedby", [...others, ...(isThere ? [id] : [])].join(" "));
}

/**
 * Returns a value as the form shows it, and its unit.
 *
 * @param {HTMLElement} control
 * @param {string} value
 */
function told(control, value) {
  const field = control.closest(".hb-field");
  if (control instanceof HTMLSelectElement) {
    return [[...control.options].find((option) => option.value === value)?.text ?? value, ""];
  }
  if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
    const words = value.split(",").map((one) => field?.querySelector(`[value="${CSS.escape(one)}"]`)?.nextElementSibling?.textContent ?? one);
    return [words.join(", "), ""];
  }
  const unit = field?.querySelector(".hb-unit")?.textContent ?? "";
  const line = value.trim().split("\n")[0];
  const shown = line.length > MOST_SHOWN || line !== value.trim() ? `${line.slice(0, MOST_SHOWN)} \u2026` : line;
  return [shown, /[a-z%]/i.test(line) ? "" : unit];
}
