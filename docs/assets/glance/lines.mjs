/**
 * A project at a glance: what each calculator says, what is wrong, and what to ask next.
 *
 * @typedef {{calculator: string, title: string, level?: string, label?: string, example?: boolean, assumed?: number,
 *   given?: number, figures?: {label: string, value: string}[], problems?: Problem[]}} Line
 * @typedef {{field: string, message: string}} Problem
 * @typedef {{place: string, message: string}} Slip
 * @typedef {{field: string, label: string, asked: boolean, taken: string, calculators: string[]}} Open
 * @typedef {{field: string, weight: number, told: string[]}} Influence
 * @typedef {{title: string, verdict: {level: string, label: string, text: string}, lines: Line[]}} Said
 */

import { create, newButton } from "../page/elements.mjs";

/** How many questions are proposed; the others stand below them. */
const MOST_NEXT = 3;

export class Lines {
  #section;
  #questions;
  #given;

  /**
   * @param {HTMLElement} section
   * @param {import("./questions.mjs").Questions} questions
   */
  constructor(section, questions) {
    this.#section = section;
    this.#questions = questions;
    this.#given = [...section.childNodes].map((node) => node.cloneNode(true));
  }

  /** Shows what the page came with. */
  reset() {
    this.#section.replaceChildren(...this.#given.map((node) => node.cloneNode(true)));
  }

  /**
   * @param {Said} said
   * @param {Slip[]} slips
   */
  show({ title, verdict, lines }, slips) {
    this.#part(".hb-glance-title").textContent = title;
    const box = this.#part(".hb-verdict");
    box.className = `hb-verdict hb-${verdict.level}`;
    box.replaceChildren(
      create("p", { className: "hb-verdict-label", textContent: verdict.label }),
      create("p", { textContent: verdict.text }),
    );
    for (const line of lines) {
      const row = this.#part(`[data-calculator="${line.calculator}"]`);
      row.replaceChildren(/** @type {Node} */ (row.querySelector("a")), ...this.#cells(line));
    }
    this.#wrong(slips);
  }

  /**
   * @param {Open[]} open
   * @param {Influence[]} influences none as long as nobody knows them
   */
  ask(open, influences) {
    const box = this.#part(".hb-ask-next");
    const known = new Map(open.map((item) => [item.field, item]));
    const moving = influences.filter(({ field, weight }) => weight > 0 && known.has(field));
    // What stands folded away in the form is for those who know it: it comes after what anybody can ask.
    const [rest, front] = [true, false].map((is) => moving.filter(({ field }) => this.#questions.isFolded(field) === is));
    const first = [...front, ...rest].slice(0, MOST_NEXT);
    const parts = [];
    if (first.length) {
      const list = create("ol", {});
      list.append(...first.map(({ field, told }) => this.#proposed(/** @type {Open} */ (known.get(field)), told)));
      parts.push(create("p", { className: "hb-part", textContent: "Ask next: it moves the answers most" }), list);
    }
    if (open.length) {
      const was = box.querySelector("details")?.open ?? false;
      const rest = create("details", { className: "hb-open-questions", open: was });
      const list = create("ul", {});
      for (const { field, label, taken } of open) {
        const item = create("li", {});
        item.append(this.#link(field, label), ": ", create("span", { textContent: taken || "nothing is assumed" }));
        list.append(item);
      }
      const count = open.length === 1 ? "1 question is open" : `${open.length} questions are open`;
      rest.append(create("summary", { textContent: `${count}, and assumed until somebody knows` }), list);
      parts.push(rest);
    }
    box.replaceChildren(...parts);
  }

  /**
   * @param {Open} item
   * @param {string[]} told
   */
  #proposed(item, told) {
    const entry = create("li", {});
    entry.append(this.#link(item.field, item.label), ` Assumed: ${item.taken || "nothing."}`);
    const list = create("ul", {});
    list.append(...told.map((textContent) => create("li", { textContent })));
    if (told.length) entry.append(list);
    return entry;
  }

  /**
   * Returns the cells of a line after its link, as macros/pages/project.py writes them too.
   *
   * @param {Line} line
   */
  #cells(line) {
    const figures = create("span", { className: "hb-line-figures" });
    const note = create("span", { className: "hb-quiet" });
    if (line.problems) {
      for (const { field, message } of line.problems) figures.append(this.#problem(field, this.#questions.labelOf(field), message));
      return [badge("caution", "No answer yet"), figures, note];
    }
    if (line.example) return [badge("example", "Not answered yet"), figures, note];
    for (const { label, value } of line.figures ?? []) {
      const figure = create("span", { textContent: `${label} ` });
      figure.append(create("b", { textContent: value }));
      figures.append(figure);
    }
    note.textContent = `${line.assumed} of ${line.given} assumed`;
    return [badge(line.level ?? "mixed", line.label ?? ""), figures, note];
  }

  /** @param {Slip[]} slips */
  #wrong(slips) {
    const box = this.#part(".hb-wrong");
    if (!slips.length) return box.replaceChildren();
    const list = create("ul", {});
    for (const { place, message } of slips) {
      const field = place.startsWith("values.") ? place.slice("values.".length) : "";
      const item = create("li", {});
      item.append(this.#problem(field, field ? this.#questions.labelOf(field) : place, message));
      list.append(item);
    }
    const words = "These values could not be used. They are kept as they are";
    box.replaceChildren(create("p", { className: "hb-part", textContent: words }), list);
  }

  /**
   * @param {string} field
   * @param {string} label
   * @param {string} message
   */
  #problem(field, label, message) {
    const told = create("span", {});
    told.append(this.#link(field, label), `: ${message}`);
    return told;
  }

  /**
   * Returns a way to a question; its words alone where there is none.
   *
   * @param {string} field
   * @param {string} label
   */
  #link(field, label) {
    if (!this.#questions.has(field)) return create("span", { textContent: label });
    return newButton(label, () => this.#questions.turnTo(field), { className: "hb-turn" });
  }

  /** @param {string} selector */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.#section.querySelector(selector));
  }
}

/**
 * @param {string} level
 * @param {string} textContent
 */
function badge(level, textContent) {
  return create("span", { className: `hb-badge hb-${level}`, textContent });
}
