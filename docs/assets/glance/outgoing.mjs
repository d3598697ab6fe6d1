/**
 * What goes out of a project: its file, its link, and the page for the customer on paper, as Markdown, as a workbook.
 *
 * @typedef {import("./asker.mjs").Asker} Asker
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {import("./told.mjs").Told} Told
 */

import { create, newButton, saveFile, today } from "../page/elements.mjs";
import { printSheet } from "../page/paper.mjs";
import { heavyParts, lightened } from "../project/edits.mjs";
import { fileName, saveProject } from "../project/files.mjs";
import { workbookOf } from "../project/sheets.mjs";
import { feedback } from "./told.mjs";
import * as store from "../project/store.mjs";

export class Outgoing {
  #asker;
  #told;
  #shown;

  /**
   * @param {HTMLElement} box for the buttons of the page for the customer
   * @param {Asker} asker
   * @param {Told} told
   * @param {() => {project: Record<string, any>, name: string, kept: Kept | null}} shown what the page shows
   */
  constructor(box, asker, told, shown) {
    this.#asker = asker;
    this.#told = told;
    this.#shown = shown;
    const page = group("Take it along");
    page.append(
      button("Print", (pressed) => this.#print(pressed)),
      button("Copy as Markdown", (pressed) => this.#copyPage(pressed)),
      button("Download Markdown", (pressed) => this.#savePage(pressed)),
      button("Download .xlsx", (pressed) => this.#saveSheets(pressed)),
    );
    const project = group("The project itself");
    project.append(
      newButton("Save file", () => void this.#save()),
      button("Copy link", (pressed) => this.#copyLink(pressed)),
    );
    box.replaceChildren(page, project);
  }

  async #save() {
    const { project, name, kept } = this.#shown();
    const lacks = await saveProject(project, name);
    if (lacks) this.#told.say(lacks);
    if (kept) await store.markExported(kept.id);
  }

  /** @param {HTMLButtonElement} button */
  async #copyLink(button) {
    const { project } = this.#shown();
    /** @type {[string, () => void]} */
    const shorter = [`Copy a link without ${heavyParts(project)}`, () => void this.#copyLetters(button, lightened(project))];
    await this.#copyLetters(button, project, heavyParts(project) ? [shorter] : []);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {Record<string, any>} project
   * @param {[string, () => void][]} [instead] what is offered where it is too long
   */
  async #copyLetters(button, project, instead) {
    const result = await this.#asked(button, ["link"], undefined, project, instead);
    if (!result) return;
    if (!instead) this.#told.say("");
    const address = new URL(location.href);
    address.search = "";
    address.hash = `project=${result.link}`;
    await this.#copy(button, address.href, "The browser did not allow copying. Copy this link:");
  }

  /** @param {HTMLButtonElement} button */
  async #copyPage(button) {
    const result = await this.#asked(button, ["page"], "markdown");
    if (result) await this.#copy(button, result.page, "The browser did not allow copying. Copy this text:");
  }

  /** @param {HTMLButtonElement} button */
  async #savePage(button) {
    const { name } = this.#shown();
    const result = await this.#asked(button, ["page"], "markdown");
    if (!result) return;
    saveFile(new Blob([result.page], { type: "text/markdown;charset=utf-8" }), fileName(name, "md"));
    feedback(button, "Downloaded");
  }

  /** @param {HTMLButtonElement} button */
  async #saveSheets(button) {
    const { name } = this.#shown();
    const result = await this.#asked(button, ["sheets"]);
    if (!result) return;
    try {
      saveFile(await workbookOf(result.sheets), fileName(name, "xlsx"));
      feedback(button, "Downloaded");
    } catch {
      feedback(button, "Not written");
      this.#told.say("The workbook could not be written: a part of this page did not arrive.", { refused: true });
    }
  }

  /**
   * Prints the page for the customer on sheets of its own.
   *
   * @param {HTMLButtonElement} button
   */
  async #print(button) {
    const result = await this.#asked(button, ["page"], "paper");
    if (!result) return;
    feedback(button, "Print");
    const paper = create("article", { className: "hb-paper hb-sheets-of-project md-typeset", innerHTML: result.page });
    paper.querySelector("h1")?.after(create("p", { className: "hb-quiet", textContent: `As of ${today()}` }));
    await printSheet(paper);
  }

  /**
   * Resolves to what is asked about the project as it is shown; to nothing, with a word to the reader, otherwise.
   *
   * @param {HTMLButtonElement} button
   * @param {string[]} wanted
   * @param {string} [format]
   * @param {Record<string, any>} [project]
   * @param {[string, () => void][]} [ways] what is offered where it is refused
   */
  async #asked(button, wanted, format, project = this.#shown().project, ways = []) {
    if (this.#asker.runtime.state !== "ready") feedback(button, "Getting the calculators ready …");
    const text = JSON.stringify(project);
    const { result, refused, error } = await this.#asker.ask({ text }, wanted, format ? { format } : {});
    if (result) return result;
    feedback(button, button.dataset.label ?? button.textContent ?? "");
    this.#told.say(refused ?? error ?? "No answer came.", { refused: true, ways: refused ? ways : [] });
    return null;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} text
   * @param {string} instead
   */
  async #copy(button, text, instead) {
    try {
      await navigator.clipboard.writeText(text);
      feedback(button, "Copied");
    } catch {
      feedback(button, "Copy it by hand");
      this.#told.offer(instead, text);
    }
  }
}

/** @param {string} label */
function group(label) {
  const box = create("div", { className: "hb-actions-group", role: "group", ariaLabel: label });
  box.append(create("span", { textContent: label }));
  return box;
}

/**
 * @param {string} label
 * @param {(pressed: HTMLButtonElement) => Promise<void>} act
 */
function button(label, act) {
  const made = newButton(label, () => void act(made));
  return made;
}
