/**
 * Answers that the reader keeps beside the next one: what was given differently, and what came of it.
 *
 * @typedef {import("./session.mjs").Session} Session
 * @typedef {import("./fields.mjs").Inputs} Inputs
 * @typedef {{label: string, value: string}} Said
 * @typedef {Record<string, Said>} Column by the name of an input or figure
 * @typedef {{inputs: Inputs, typed: string[], given: Column, said: Column}} Answer
 */

import { create, newButton } from "../page/elements.mjs";
import { copy } from "../tables/clipboard.mjs";
import { figuresOf, labelOf } from "./answer.mjs";

/** More columns are not compared at a glance. */
const MOST = 3;
/** A tab has room for some million letters, and each calculator wants some. */
const MOST_LETTERS = 200_000;
const MOST_SHOWN = 60;
const FEEDBACK_MS = 2_000;
const COPY = "Copy the comparison";

export class Kept {
  #session;
  #answer;
  /** @type {Answer[]} */
  #answers;
  /** @type {Answer | undefined} the one that is shown, which stays while the form is refused */
  #present;
  #copying = newButton(COPY, () => void this.#copy());
  #box = create("div", { className: "hb-kept", role: "group", ariaLabel: "Kept answers" });

  /**
   * @param {Session} session
   * @param {HTMLElement} answer
   */
  constructor(session, answer) {
    this.#session = session;
    this.#answer = answer;
    this.#answers = this.#stored();
    this.#copying.dataset.act = "copy";
  }

  /** Keeps the answer that is shown. Returns what became of it. */
  keep() {
    if (!this.#session.isCurrent) return "Inputs need a correction";
    const now = this.#now();
    if (this.#answers.some((kept) => isSame(kept, now))) return "Kept already";
    if (this.#answers.length === MOST) return `${MOST} are kept: remove one`;
    this.#answers.push(now);
    this.#store();
    this.follow();
    return "Kept";
  }

  /** Which button in the comparison has the focus; a new answer takes the comparison out of the page for a moment. */
  get focused() {
    const button = this.#box.querySelector(":focus");
    return button instanceof HTMLElement ? button.dataset.act : undefined;
  }

  /**
   * Compares with another answer from now on.
   *
   * @param {string} [focused] as for `place`
   */
  follow(focused) {
    this.#present = this.#answers.length ? this.#now() : undefined;
    this.place(focused);
  }

  /**
   * Puts the comparison into the answer: below the figures.
   *
   * @param {string} [focused] which of its buttons has the focus
   */
  place(focused = this.focused) {
    this.#answer.classList.toggle("hb-compared", this.#answers.length > 0);
    if (!this.#answers.length) return this.#box.remove();
    const places = [".hb-short > .hb-answers", ".hb-short > .hb-verdict"].map((name) => this.#answer.querySelector(name));
    this.#draw();
    places.find((place) => place)?.after(this.#box);
    if (!focused) return;
    const button = this.#box.querySelector(`[data-act="${focused}"]`);
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  }

  /** @returns {Answer} */
  #now() {
    const { fields } = this.#session;
    const inputs = fields.current();
    const figures = figuresOf(this.#answer).map(({ id, label, value }) => [id, { label, value }]);
    const verdict = { label: "Verdict", value: labelOf(this.#answer) };
    const given = Object.entries(inputs).map(([name, value]) => [name, said(fields.form, name, value)]);
    return {
      inputs,
      typed: fields.typed,
      given: Object.fromEntries(given),
      said: Object.fromEntries([[" verdict", verdict], ...figures]),
    };
  }

  /** @returns {Answer[]} */
  #columns() {
    return [...this.#answers, (this.#present ??= this.#now())];
  }

  #draw() {
    const columns = this.#columns();
    const table = create("table");
    const head = create("tr");
    head.append(create("td"), ...this.#answers.map((_, index) => this.#head(index)));
    head.append(create("th", { scope: "col", textContent: "Now" }));
    const body = create("tbody");
    for (const { label, values, isInput } of rowsOf(columns)) {
      const row = create("tr", { className: isInput ? "hb-kept-input" : "" });
      row.append(create("th", { scope: "row", textContent: label }));
      for (const value of values) {
        const differs = value !== values.at(-1);
        const cell = create("td", { className: differs ? "hb-other" : "" });
        cell.append(create(differs ? "b" : "span", { textContent: value }));
        row.append(cell);
      }
      body.append(row);
    }
    const top = create("thead");
    top.append(head);
    table.append(create("caption", { textContent: "Kept answers beside this one" }), top, body);
    const frame = create("div", { className: "hb-table", role: "group", tabIndex: 0, ariaLabel: "Kept answers beside this one" });
    frame.append(table);
    this.#box.replaceChildren(frame, this.#copying);
  }

  /** @param {number} index */
  #head(index) {
    const name = `Kept ${index + 1}`;
    const cell = create("th", { scope: "col", textContent: name });
    const back = newButton("Restore", () => this.#back(index), { title: "Back to these inputs" });
    back.dataset.act = `back-${index}`;
    const remove = newButton("Remove", () => this.#remove(index));
    remove.dataset.act = `remove-${index}`;
    for (const button of [back, remove]) button.append(create("span", { className: "hb-spoken", textContent: name }));
    cell.append(back, remove);
    return cell;
  }

  /** @param {number} index */
  #back(index) {
    const { inputs, typed } = this.#answers[index];
    this.#session.put(inputs, typed);
  }

  /** @param {number} index */
  #remove(index) {
    this.#answers.splice(index, 1);
    this.#session.status.say("Removed");
    this.#store();
    this.place(this.#answers.length ? "copy" : undefined);
  }

  async #copy() {
    const rows = rowsOf(this.#columns());
    const names = [...this.#answers.map((_, index) => `Kept ${index + 1}`), "Now"];
    const lines = [["", ...names], names.concat("").map(() => "---"), ...rows.map(({ label, values }) => [label, ...values])];
    const text = lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
    const done = (await copy(`${text}\n`)) ? "Copied" : "The browser did not allow copying";
    this.#copying.textContent = done;
    this.#session.status.say(done);
    setTimeout(() => (this.#copying.textContent = COPY), FEEDBACK_MS);
  }

  /** Where the tab keeps them; the answers of another release of the data are not compared with these. */
  get #name() {
    const { element, name } = this.#session;
    return `hyperbdr-guide kept ${location.pathname} ${name} ${element.getAttribute("data")}`;
  }

  /** @returns {Answer[]} */
  #stored() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#name) ?? "[]");
    } catch {
      return []; // a browser may refuse storage to a page
    }
  }

  /** Keeps in the tab what fits; a text that is held beside its field stays in memory. */
  #store() {
    const short = this.#answers.filter(({ inputs }) => Object.values(inputs).every((value) => typeof value === "string"));
    const text = JSON.stringify(short);
    try {
      if (short.length && text.length <= MOST_LETTERS) sessionStorage.setItem(this.#name, text);
      else sessionStorage.removeItem(this.#name);
    } catch {
      // They stay in memory.
    }
  }
}

/**
 * Returns the inputs in which the columns differ, then the verdict and every figure.
 *
 * @param {Answer[]} columns
 */
function rowsOf(columns) {
  return [...rows(columns.map(({ given }) => given), true).filter(differ), ...rows(columns.map(({ said }) => said), false)];
}

/** @param {{values: string[]}} row */
function differ({ values }) {
  return values.some((value) => value !== values[0]);
}

/**
 * @param {Column[]} columns
 * @param {boolean} isInput
 */
function rows(columns, isInput) {
  const names = new Set(columns.flatMap((column) => Object.keys(column)));
  return [...names].map((name) => ({
    label: columns.map((column) => column[name]?.label).find((label) => label) ?? name,
    values: columns.map((column) => column[name]?.value || "\u2013"),
    isInput,
  }));
}

/**
 * @param {Answer} one
 * @param {Answer} other
 */
function isSame(one, other) {
  const names = Object.keys(one.inputs);
  return names.every((name) => one.inputs[name] === other.inputs[name]);
}

/**
 * Returns an input in the words of its form.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {import("./fields.mjs").Inputs[string]} value
 * @returns {Said}
 */
function said(form, name, value) {
  const control = /** @type {HTMLElement | null} */ (form.querySelector(`[name="${CSS.escape(name)}"]`));
  const field = control?.closest(".hb-field");
  const title = field?.querySelector("label:not(.hb-option), legend");
  // Without what is said there about the project.
  const words = title && [...title.childNodes].filter((node) => !(node instanceof Element && node.matches(".hb-from")));
  const label = control?.ariaLabel ?? words?.map(({ textContent }) => textContent).join("") ?? name;
  if (typeof value !== "string") return { label, value: "a long text" };
  if (control instanceof HTMLSelectElement) {
    return { label, value: [...control.options].find((option) => option.value === value)?.textContent ?? value };
  }
  if (control?.matches("[type=radio], [type=checkbox]")) {
    const chosen = field?.querySelectorAll(".hb-option:has(:checked) > span") ?? [];
    return { label, value: value && [...chosen].map(({ textContent }) => textContent).join(", ") };
  }
  const unit = field?.querySelector(".hb-unit")?.textContent ?? "";
  const line = value.trim().split("\n", 1)[0];
  const isCut = line.length > MOST_SHOWN || line.length < value.trim().length;
  const shown = isCut ? `${line.slice(0, MOST_SHOWN)} \u2026` : line;
  return { label, value: shown && `${shown} ${unit}`.trim() };
}
