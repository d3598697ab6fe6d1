/**
 * What goes out of an inventory: hosts as a workbook and as CSV, the answer as Markdown, JSON and on paper.
 *
 * @typedef {(wanted: string[], more?: Record<string, any>) => Promise<import("./asking.mjs").Said>} Ask
 */

import { feedback } from "../glance/told.mjs";
import { create, newButton, saveFile, today } from "../page/elements.mjs";
import { printSheet } from "../page/paper.mjs";
import { saveSample } from "./sample.mjs";
import { workbookOf } from "../project/sheets.mjs";

const CSV = "text/csv;charset=utf-8";
const MARKDOWN = "text/markdown;charset=utf-8";
/** The name that the product's own tool looks for. */
const INSTALL = "hosts_to_install.csv";

export class Outgoing {
  #box;
  #ask;
  #told = create("div", { className: "hb-quiet", role: "status" });

  /**
   * @param {HTMLElement} box
   * @param {Ask} ask
   */
  constructor(box, ask) {
    this.#box = box;
    this.#ask = ask;
  }

  /**
   * @param {boolean} hasHosts
   * @param {boolean} isSample
   */
  show(hasHosts, isSample) {
    const buttons = [
      this.#button("Download .xlsx", async () => save(await this.#workbook(), "assessment", "xlsx")),
      this.#button("Download .csv", async () => save(await this.#file("csv", CSV), "hosts", "csv")),
      this.#button("Download Markdown", async () => save(await this.#file("markdown", MARKDOWN), "assessment", "md")),
      this.#button("Download JSON", async () => save(await this.#file("json", "application/json"), "assessment", "json")),
      this.#button(INSTALL, () => this.#install()),
      this.#button("Anonymise", () => this.#anonymise()),
      this.#button("Print", () => this.#print()),
    ];
    if (isSample) buttons.push(this.#button("Download the sample as .xlsx", saveSample));
    const group = create("div", { className: "hb-actions-group", role: "group", ariaLabel: "Take it along" });
    group.append(create("span", { textContent: "Take it along" }), ...buttons);
    this.#told.replaceChildren();
    this.#box.replaceChildren(...(hasHosts ? [group, this.#told] : []));
  }

  /** Saves the list of hosts to install agents on, and says which hosts are not in it. */
  async #install() {
    const { install } = await this.#ask(["install"]);
    saveFile(new Blob([install.text], { type: CSV }), INSTALL);
    this.#told.innerHTML = install.told;
  }

  async #workbook() {
    const { sheets } = await this.#ask(["sheets"]);
    return workbookOf(sheets);
  }

  /** Saves a workbook without names, and the map back, which is for the reader alone. */
  async #anonymise() {
    const { anonymous } = await this.#ask(["anonymous"]);
    save(await workbookOf(anonymous.sheets), "anonymous", "xlsx");
    const map = JSON.stringify(anonymous.map, null, 1);
    save(new Blob([map], { type: "application/json" }), "names-keep-this-to-yourself", "json");
  }

  /**
   * @param {string} format
   * @param {string} type
   */
  async #file(format, type) {
    const { file } = await this.#ask(["file"], { format });
    return new Blob([file], { type });
  }

  async #print() {
    const said = await this.#ask(["paper"]);
    const paper = create("article", { className: "hb-paper md-typeset", innerHTML: said.paper });
    paper.querySelector("h1")?.after(create("p", { className: "hb-quiet", textContent: `As of ${today()}` }));
    printSheet(paper);
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
      } catch {
        feedback(made, "It did not work");
      }
    });
    return made;
  }
}

/**
 * @param {Blob} content
 * @param {string} what
 * @param {string} ending
 */
function save(content, what, ending) {
  saveFile(content, `inventory-${what}-${today()}.${ending}`);
}
