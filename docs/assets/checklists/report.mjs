/**
 * What goes out of a checklist: its report as Markdown, as a workbook and on paper, all written by Python, and the file
 * of the project with everything in it.
 *
 * @typedef {{id: string, project: Record<string, any>, kept: import("../project/edits.mjs").Kept | null}} Shown
 */

import { feedback } from "../glance/told.mjs";
import { workbookOf } from "../project/sheets.mjs";
import { create, newButton, saveFile, today } from "../page/elements.mjs";
import { printSheet } from "../page/paper.mjs";
import { fileName, saveProject } from "../project/files.mjs";
import * as store from "../project/store.mjs";

export class Report {
  box = create("div", { className: "hb-work-out", role: "group", ariaLabel: "Report" });
  #asker;
  #told;
  #shown;

  /**
   * @param {import("../glance/asker.mjs").Asker} asker
   * @param {import("../glance/told.mjs").Told} told
   * @param {() => Shown} shown
   */
  constructor(asker, told, shown) {
    this.#asker = asker;
    this.#told = told;
    this.#shown = shown;
    this.box.append(
      this.#button("Print report", () => this.#print()),
      this.#button("Copy as Markdown", async () => this.#copy(await this.#asked("checklist", "markdown"))),
      this.#button("Download Markdown", async () => this.#save(new Blob([await this.#asked("checklist", "markdown")], { type: "text/markdown;charset=utf-8" }), "md")),
      this.#button("Download .xlsx", async () => this.#save(await workbookOf(await this.#asked("checklist_sheets")), "xlsx")),
      this.#button("Save project file", () => this.#saveProject()),
    );
  }

  /**
   * @param {string} wanted
   * @param {string} [format]
   */
  async #asked(wanted, format) {
    const { id, project } = this.#shown();
    const { result, refused, error } = await this.#asker.ask({ text: JSON.stringify(project) }, [wanted], { checklist: id, ...(format ? { format } : {}) });
    if (!result) throw new Error(refused ?? error ?? "No answer came.");
    return result[wanted];
  }

  async #print() {
    const paper = create("article", { className: "hb-paper hb-report md-typeset", innerHTML: await this.#asked("checklist", "paper") });
    paper.querySelector("h1")?.after(create("p", { className: "hb-quiet", textContent: `As of ${today()}` }));
    for (const caption of paper.querySelectorAll("caption")) if (caption.textContent === "Sign-off") caption.closest(".hb-table")?.classList.add("hb-signing-table");
    await printSheet(paper);
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      this.#told.offer("The browser did not allow copying. Copy this text:", text);
    }
  }

  /**
   * @param {Blob} content
   * @param {string} ending
   */
  #save(content, ending) {
    saveFile(content, fileName(`checklist ${this.#shown().id}`, ending));
  }

  async #saveProject() {
    const { project, kept } = this.#shown();
    const lacks = await saveProject(project, kept?.name ?? "project");
    if (kept) await store.markExported(kept.id);
    if (lacks) this.#told.say(lacks);
  }

  /**
   * @param {string} label
   * @param {() => Promise<void>} act
   */
  #button(label, act) {
    const made = newButton(label, async () => {
      feedback(made, "Working …");
      try {
        await act();
        feedback(made, "Done");
      } catch (error) {
        feedback(made, label);
        this.#told.say(error instanceof Error ? error.message : "It did not work.", { refused: true });
      }
    });
    return made;
  }
}
