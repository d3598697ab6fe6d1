/**
 * The buttons below a calculator: share the answer, download it, keep the inputs.
 *
 * @typedef {import("./session.mjs").Session} Session
 */

import { create, newButton, saveFile, today } from "../page/elements.mjs";
import { printSheet } from "../page/paper.mjs";
import { fileName, InputFiles } from "./inputfiles.mjs";

/** What the answer can be downloaded as: label, format of calculators.bridge, ending and type of the file. */
const FILES = [
  ["Markdown", "markdown", "md", "text/markdown"],
  ["CSV", "csv", "csv", "text/csv"],
  ["JSON", "json", "json", "application/json"],
];
/** What one with dates can be downloaded as, too. */
const DATED = [
  ["Calendar", "ics", "ics", "text/calendar"],
  ["Microsoft Project", "msproject", "xml", "application/xml"],
  ["Mermaid", "mermaid", "mmd", "text/plain"],
];
const FEEDBACK_MS = 2_000;
/** So many letters of an address take two lines of paper. */
const PRINTED_LETTERS = 250;

export class Actions {
  #session;
  #inputFiles;
  #box = create("div", { className: "hb-actions" });
  #share = create("div", { className: "hb-actions hb-share" });

  /** @param {Session} session the calculator that the buttons belong to */
  constructor(session) {
    this.#session = session;
    this.#inputFiles = new InputFiles(session);
    const share = this.#group("Share", this.#share);
    share("Keep this answer", (button) => this.#feedback(button, session.kept.keep()));
    share("Copy link", (button) => {
      const address = session.address.whole();
      if (address) this.#copy(button, address);
      else this.#feedback(button, "Your text is too long for a link");
    });
    share("Copy as Markdown", (button) => this.#copyMarkdown(button));
    share("Print", (button) => this.#print(button));
    const download = this.#group("Download");
    const files = session.element.querySelector(".hb-gantt") ? [...FILES, ...DATED] : FILES;
    for (const [label, format, ending, type] of files) {
      const button = download(label, () => this.#download(button, format, ending, type));
      button.title = `Download the answer as ${label}`;
    }
    if (files !== FILES) download(".xlsx", (button) => void this.#downloadWorkbook(button)).title = "Download the answer as .xlsx";
    const inputs = this.#group("Inputs");
    inputs("Save inputs", () => this.#inputFiles.save());
    inputs("Load a saved file", () => this.#inputFiles.choose());
    inputs("Reset", () => this.#inputFiles.reset());
    this.#box.append(...this.#inputFiles.elements);
    const rail = create("div", { className: "hb-rail" });
    rail.append(this.#share);
    session.element.append(rail, this.#box);
  }

  /**
   * Takes files that are dropped on the calculator.
   *
   * @param {AbortSignal} signal
   */
  listen(signal) {
    this.#inputFiles.listen(signal);
  }

  /**
   * Returns what adds a button to a new group of them.
   *
   * @param {string} label
   * @param {HTMLElement} [box] that it goes into
   */
  #group(label, box = this.#box) {
    const part = create("div", { className: "hb-actions-group", role: "group", ariaLabel: label });
    part.append(create("span", { textContent: label }));
    box.append(part);
    return (/** @type {string} */ text, /** @type {(button: HTMLButtonElement) => void} */ act) => {
      const button = newButton(text, () => act(button));
      part.append(button);
      return button;
    };
  }

  /**
   * Resolves to the answer to the form as it is, in a format for files; to null with a word at the button otherwise.
   *
   * @param {HTMLButtonElement} button
   * @param {string} format
   */
  async #written(button, format) {
    const { result, running } = await this.#answered(button, format);
    if (result?.text === undefined) this.#feedback(button, running ? "Inputs need a correction" : "The calculators did not start");
    return result?.text ?? null;
  }

  /**
   * Resolves to the answer to the form as it is, as far as there is one, and to whether Python runs.
   *
   * @param {HTMLButtonElement} button
   * @param {string} [format]
   */
  async #answered(button, format) {
    const { runtime } = this.#session;
    if (runtime.state !== "ready") this.#feedback(button, "Getting the calculator ready …");
    const running = await runtime.running();
    const reply = running ? await this.#session.question({ format }) : null;
    return { result: reply?.result, running };
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} format
   * @param {string} ending
   * @param {string} type
   */
  async #download(button, format, ending, type) {
    const text = await this.#written(button, format);
    if (text === null) return;
    saveFile(new Blob([text], { type: `${type};charset=utf-8` }), fileName(this.#session.name, "answer", ending));
    this.#feedback(button, "Downloaded");
  }

  /** @param {HTMLButtonElement} button */
  async #downloadWorkbook(button) {
    const { result, running } = await this.#answered(button, "sheets");
    if (!result?.sheets) return this.#feedback(button, running ? "Inputs need a correction" : "The calculators did not start");
    try {
      const { workbookOf } = await import("../project/sheets.mjs");
      saveFile(await workbookOf(result.sheets), fileName(this.#session.name, "answer", "xlsx"));
      this.#feedback(button, "Downloaded");
    } catch {
      this.#feedback(button, "Not written");
    }
  }

  /**
   * Prints the answer as a page of its own: inputs, figures, charts, working and sources. Without Python the page
   * prints as it is.
   *
   * @param {HTMLButtonElement} button
   */
  async #print(button) {
    const text = await this.#written(button, "paper");
    if (text === null) return this.#session.isRefused ? undefined : window.print();
    const sheet = create("article", { className: "hb-paper md-typeset", innerHTML: text });
    const whole = this.#session.address.whole();
    const origin = whole && whole.length <= PRINTED_LETTERS ? whole : location.href.split(/[?#]/)[0];
    sheet.append(create("p", { className: "hb-quiet", textContent: `Printed on ${today()} from ${origin}` }));
    printSheet(sheet);
  }

  /** @param {HTMLButtonElement} button */
  async #copyMarkdown(button) {
    const shown = this.#session.shownMarkdown();
    if (shown !== null) return this.#copy(button, shown);
    // Never the answer to earlier inputs, though it may be what is shown.
    const { result, running } = await this.#answered(button);
    if (result?.markdown) return this.#copy(button, result.markdown);
    this.#feedback(button, running ? "Inputs need a correction" : "The calculators did not start");
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} text
   */
  async #copy(button, text) {
    this.#session.element.querySelector(".hb-copy")?.remove();
    try {
      await navigator.clipboard.writeText(text);
      this.#feedback(button, "Copied");
    } catch {
      this.#offer(text);
      this.#feedback(button, "Copy it below");
    }
  }

  /**
   * Shows a text to copy by hand, where the browser refuses the clipboard.
   *
   * @param {string} text
   */
  #offer(text) {
    const words = "The browser did not allow copying. Copy this text:";
    const label = create("label", { className: "hb-copy", textContent: words });
    const rows = Math.min(12, text.split("\n").length + 1);
    const area = create("textarea", { readOnly: true, rows, value: text });
    label.append(area);
    this.#session.element.append(label);
    area.focus();
    area.select();
  }

  /**
   * Shows at a button for a moment what became of it, and has it read out.
   *
   * @param {HTMLButtonElement} button
   * @param {string} text
   */
  #feedback(button, text) {
    button.dataset.label ??= button.textContent ?? "";
    button.textContent = text;
    // What stands at the button may be in another language by then.
    button.dataset.said = text;
    this.#session.status.say(text);
    const { label } = button.dataset;
    setTimeout(() => button.dataset.said === text && (button.textContent = label ?? ""), FEEDBACK_MS);
  }
}
