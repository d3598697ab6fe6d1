/**
 * Inputs in files that the reader keeps: saved, chosen, dropped on the calculator.
 *
 * @typedef {import("./session.mjs").Session} Session
 */

import { create, newButton, saveFile, today } from "../page/elements.mjs";
import { otherwise } from "./elsewhere.mjs";

const JSON_TYPE = "application/json";

export class InputFiles {
  #session;
  #chooser = create("input", { type: "file", accept: `.json,${JSON_TYPE}`, hidden: true });
  #note = create("p", { className: "hb-loaded", hidden: true });

  /** @param {Session} session the calculator that the inputs belong to */
  constructor(session) {
    this.#session = session;
  }

  /** What stands in the page for it. */
  get elements() {
    return [this.#chooser, this.#note];
  }

  choose() {
    this.#chooser.click();
  }

  async save() {
    const { element, fields, name: calculator } = this.#session;
    const saved = await this.#format();
    if (!saved) return;
    const name = fields.form.ariaLabel ?? calculator;
    const about = { calculator, name, data: element.getAttribute("data") ?? "", saved: today() };
    const given = Object.entries(fields.current());
    const texts = given.map(async ([name, text]) => [name, typeof text === "string" ? text : await text.blob.text()]);
    const inputs = await Promise.all(texts).then(Object.fromEntries, () => null);
    if (!inputs) return this.#say("Not saved: the file has changed or is gone. Choose it again.");
    const file = new Blob([saved.write(about, inputs)], { type: `${JSON_TYPE};charset=utf-8` });
    saveFile(file, fileName(calculator, "inputs", "json"));
    this.#say("Saved. Load the file here again, or send it to a colleague.");
  }

  /** Resolves to what reads and writes saved files; to nothing, with a word to the reader, when it does not arrive. */
  async #format() {
    try {
      return await import("./saved.mjs");
    } catch {
      this.#say("A part of this page did not arrive. Try again when there is a network connection.");
      return null;
    }
  }

  /**
   * Takes a saved file from the chooser, or dropped on the calculator.
   *
   * @param {AbortSignal} signal
   */
  listen(signal) {
    const { element } = this.#session;
    const take = (/** @type {File | undefined} */ file) => file && this.#load(file);
    const carries = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    this.#chooser.addEventListener(
      "change",
      () => {
        take(this.#chooser.files?.[0]);
        this.#chooser.value = ""; // the same file may be chosen again
      },
      { signal },
    );
    element.addEventListener(
      "dragover",
      (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        element.classList.add("hb-drop");
      },
      { signal },
    );
    const leave = () => element.classList.remove("hb-drop");
    element.addEventListener("dragleave", leave, { signal });
    element.addEventListener(
      "drop",
      (event) => {
        leave();
        if (!carries(event) || event.defaultPrevented) return;
        event.preventDefault();
        take(event.dataTransfer?.files[0]);
      },
      { signal },
    );
  }

  /** @param {File} file */
  async #load(file) {
    const { fields, name } = this.#session;
    const saved = await this.#format();
    if (!saved) return;
    const names = Object.keys(fields.defaults).flatMap((own) => fields.namesOf(own).map((told) => [told, own]));
    const found = await saved.read(file, name, Object.fromEntries(names));
    if ("error" in found) return this.#refuse(found.error, file);
    const undo = this.#undo();
    this.#session.put(found.inputs);
    const unknown = found.unknown.join(", ");
    const left = unknown && ` Left out, because this form has no such input: ${unknown}.`;
    this.#say(`Loaded ${found.about}.${left}`, undo);
  }

  /** Gives every input its default again, or what the open project says, and a way back. */
  reset() {
    const undo = this.#undo();
    this.#session.reset();
    this.#say(this.#session.filling.isOn ? "Reset to your project." : "Back to the example that this page began with.", undo);
  }

  /** Returns a button that brings the inputs back as they are now. */
  #undo() {
    const { fields } = this.#session;
    const [before, typed] = [fields.current(), fields.typed];
    return newButton("Undo", () => {
      this.#session.put(before, typed);
      this.#say("Your inputs are as they were.");
    });
  }

  /**
   * @param {string} error
   * @param {File} file which may be for a field, or for another page
   */
  async #refuse(error, file) {
    const words = `${error} Your inputs are as they were.`;
    this.#say(words);
    const found = await otherwise(this.#session, file);
    if (found === "taken") this.#note.hidden = true;
    else if (found) this.#say(words, found);
  }

  /**
   * Shows what became of a file below the buttons, and has it read out.
   *
   * @param {string} text
   * @param {HTMLElement[]} more
   */
  #say(text, ...more) {
    this.#note.hidden = false;
    this.#note.replaceChildren(`${text} `, ...more);
    this.#session.status.say(text);
  }
}

/**
 * Returns the name of a file that the reader keeps.
 *
 * @param {string} calculator
 * @param {string} what it holds
 * @param {string} ending
 */
export function fileName(calculator, what, ending) {
  return `${calculator.replaceAll("_", "-")}-${what}-${today()}.${ending}`;
}
