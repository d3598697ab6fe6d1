/**
 * What shows that a step is done: addresses and other texts, pasted output, pictures. Pictures are made smaller and kept
 * in this browser; they go out with the file of the project.
 *
 * @typedef {import("./progress.mjs").Evidence} Evidence
 * @typedef {import("./task.mjs").Task} Task
 */

import { create, newButton, today } from "../page/elements.mjs";
import { newId } from "../project/edits.mjs";
import { keep, read } from "../project/pictures.mjs";

const MOST_OUTPUT = 20_000;
const ADDRESS = /^https?:\/\/\S+$/;

export class EvidenceList {
  box = create("div", { className: "hb-evidence", role: "group", ariaLabel: "Evidence" });
  #task;
  #list = create("ul", {});
  #told = create("p", { className: "hb-quiet", role: "status" });
  #shown = "";

  /** @param {Task} task */
  constructor(task) {
    this.#task = task;
    const text = create("textarea", { rows: 2, maxLength: MOST_OUTPUT, ariaLabel: "Evidence: an address, a figure, or pasted output" });
    text.placeholder = "An address, a figure, or pasted output";
    const add = newButton("Add", () => {
      const words = text.value.trim();
      if (!words) return text.focus();
      const kind = ADDRESS.test(words) ? "address" : words.includes("\n") ? "output" : "text";
      this.#add({ kind, text: words });
      text.value = "";
    });
    const chooser = create("input", { type: "file", accept: "image/*", multiple: true, ariaLabel: "Pictures as evidence" });
    chooser.addEventListener("change", () => void this.#pictures(chooser));
    const file = create("label", { className: "hb-button hb-picture-button", textContent: "Add a picture" });
    file.append(chooser);
    const ways = create("div", { className: "hb-evidence-ways" });
    ways.append(add, file);
    this.box.append(create("p", { className: "hb-part", textContent: "Evidence" }), this.#list, text, ways, this.#told);
  }

  /** @param {Record<string, Evidence>} evidence */
  show(evidence) {
    const shown = JSON.stringify(evidence);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.hidden = !Object.keys(evidence).length;
    this.#list.replaceChildren(...Object.entries(evidence).map(([id, item]) => this.#item(id, item)));
  }

  /**
   * @param {string} id
   * @param {Evidence} item
   */
  #item(id, item) {
    const line = create("li", {});
    const { kind, text = "", name = "", when = "" } = item;
    if (kind === "picture") line.append(this.#picture(item));
    else if (kind === "address" && ADDRESS.test(text)) line.append(create("a", { href: text, textContent: text, rel: "noopener", target: "_blank" }));
    else if (kind === "text") line.append(create("span", { textContent: text }));
    else line.append(create("pre", { textContent: text, tabIndex: 0 }));
    const remove = newButton("Remove", () => this.#task.enter({ evidence: { [id]: null } }, `Evidence of step ${this.#task.step.number} is removed.`), {
      ariaLabel: `Remove: ${name || text.slice(0, 60)}`,
    });
    line.append(create("span", { className: "hb-quiet", textContent: ` ${when} ` }), remove);
    return line;
  }

  /** @param {Evidence} item */
  #picture({ picture = "", name = "" }) {
    const shown = create("span", { className: "hb-picture", textContent: name || "Picture" });
    void read(picture).then((data) => {
      if (data) shown.prepend(create("img", { src: data, alt: name, loading: "lazy" }));
      else shown.append(" (not in this browser: it was added in another one, or could not be kept)");
    });
    return shown;
  }

  /** @param {Evidence} item */
  #add(item) {
    this.#task.enter({ evidence: { [newId()]: { ...item, when: today() } } }, "");
  }

  /** @param {HTMLInputElement} chooser */
  async #pictures(chooser) {
    const files = [...(chooser.files ?? [])];
    chooser.value = "";
    const words = [];
    for (const file of files) {
      try {
        const { id, letters, isKept } = await keep(file);
        this.#add({ kind: "picture", name: file.name.slice(0, 120), picture: id });
        words.push(`${file.name}: ${Math.ceil(letters / 1_000)} kB.${isKept ? "" : " This browser did not keep it: save the file of the project before you leave this page."}`);
      } catch {
        words.push(`${file.name} is no picture that this browser can read.`);
      }
    }
    this.#told.textContent = words.join(" ");
  }
}
