/**
 * Files for long text fields: chosen, dropped or pasted. Nothing is sent anywhere. A short text goes into
 * the field. A long one is held beside it, and the field shows how it begins: a browser takes seconds to lay out the
 * lines of a large text, and nobody edits them there.
 *
 * @typedef {{sheet: string | null, letters: number}} Asked which sheet of a workbook, null for the first that holds
 *   something; how many characters its text may have
 * @typedef {{text?: string, problem?: string, sheet: string | null, sheets: string[]}} Sheet as macros/publish/extras/workbooks.py
 *   says it
 * @typedef {{result?: Sheet, error?: string, missing?: boolean} | null} Done null when it was stopped; `missing` when
 *   what reads workbooks did not come
 * @typedef {import("./fields.mjs").Control} Control
 * @typedef {(content: ArrayBuffer, asked: Asked) => Promise<Done>} ReadWorkbook
 * @typedef {{file: File, content: ArrayBuffer, former: string | LongText}} Workbook with the text that it takes the place of
 * @typedef {(files: File[], beginning?: string) => Promise<HTMLElement | null>} Elsewhere says which other page takes files
 */

import { newButton } from "../page/elements.mjs";
import { contentsOf, LONG, LongText, size, tooLarge } from "./longtext.mjs";

/** @type {WeakMap<Element, LongText>} by the field that each is beside */
const held = new WeakMap();
/** @type {WeakMap<Element, Taker>} */
const takers = new WeakMap();

/**
 * Offers files at every long text field of a form.
 *
 * @param {HTMLFormElement} form
 * @param {ReadWorkbook} readWorkbook
 * @param {Elsewhere} elsewhere
 */
export function offerFiles(form, readWorkbook, elsewhere) {
  for (const area of longFields(form)) takers.set(area, new Taker(area, readWorkbook, elsewhere));
}

/**
 * Puts files into the first field that takes some. Returns whether there is one.
 *
 * @param {HTMLFormElement} form
 * @param {File[]} files
 */
export function takeFiles(form, files) {
  const [area] = longFields(form);
  const taker = area && takers.get(area);
  void taker?.take(files);
  return Boolean(taker);
}

/**
 * Returns the texts of a form that are held beside their fields, by the fields' names.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, LongText>}
 */
export function longTexts(form) {
  /** @type {Record<string, LongText>} */
  const found = {};
  for (const area of longFields(form)) {
    const text = held.get(area);
    if (text) found[area.name] = text;
  }
  return found;
}

/**
 * Gives a field its text, such as from a saved file.
 *
 * @param {Control} control
 * @param {string | LongText} text
 */
export function give(control, text) {
  const taker = takers.get(control);
  if (taker) taker.give(text);
  else control.value = String(text);
}

/** @param {HTMLFormElement} form */
function longFields(form) {
  return /** @type {NodeListOf<HTMLTextAreaElement>} */ (form.querySelectorAll("textarea[data-letters]"));
}

/** A text field that takes files. */
class Taker {
  #area;
  #readWorkbook;
  #elsewhere;
  #note = document.createElement("p");
  #sheets = document.createElement("div");
  /** The file that was given last: one that takes longer to read must not come after it. */
  #last = 0;
  #setting = false;

  /**
   * @param {HTMLTextAreaElement} area
   * @param {ReadWorkbook} readWorkbook
   * @param {Elsewhere} elsewhere
   */
  constructor(area, readWorkbook, elsewhere) {
    this.#area = area;
    this.#readWorkbook = readWorkbook;
    this.#elsewhere = elsewhere;
    const field = /** @type {HTMLElement} */ (area.closest(".hb-field"));
    this.#note.className = "hb-help hb-taken";
    this.#note.setAttribute("role", "status");
    const several = area.dataset.joined !== undefined;
    const label = several ? "Choose files, or drop them here" : "Choose a file, or drop one here";
    const choose = newButton(label, () => this.#choose());
    choose.classList.add("hb-choose");
    this.#sheets.className = "hb-sheets";
    this.#sheets.hidden = true;
    area.closest(".hb-input")?.after(choose, this.#sheets, this.#note);
    field.addEventListener("dragover", (event) => this.#over(event, field));
    field.addEventListener("dragleave", () => field.classList.remove("hb-drop"));
    field.addEventListener("drop", (event) => this.#drop(event, field));
    area.addEventListener("input", () => this.#setting || this.#forget());
    area.addEventListener("paste", (event) => this.#paste(event));
    area.form?.addEventListener("reset", () => {
      this.#forget();
      this.#release();
    });
  }

  /**
   * Gives the field a text that no file of its own came with.
   *
   * @param {string | LongText} text
   */
  give(text) {
    this.#forget();
    this.#fill(text);
    this.#tell("The text");
  }

  /**
   * Keeps a long text that takes the place of the whole one from being laid out.
   *
   * @param {ClipboardEvent} event
   */
  #paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const { selectionStart, selectionEnd, value, readOnly } = this.#area;
    if (text.length <= LONG || (!readOnly && selectionEnd - selectionStart < value.length)) return;
    event.preventDefault();
    this.#forget();
    const former = this.#text();
    if (text.length > this.#limit().letters) this.#refuse(`The pasted text ${tooLarge(this.#limit())}`);
    else this.#put("The pasted text", text, former);
  }

  #choose() {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = this.#area.dataset.joined !== undefined;
    input.addEventListener("change", () => this.take([...(input.files ?? [])]));
    input.click();
  }

  /**
   * @param {DragEvent} event
   * @param {HTMLElement} field
   */
  #over(event, field) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    field.classList.add("hb-drop");
  }

  /**
   * @param {DragEvent} event
   * @param {HTMLElement} field
   */
  #drop(event, field) {
    field.classList.remove("hb-drop");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.take([...event.dataTransfer.files]);
  }

  /** @param {File[]} files */
  async take(files) {
    if (!files.length) return;
    const turn = this.#forget();
    if (files.length > 1) return this.#takeSeveral(files, turn);
    const [file] = files;
    this.#say(`Reading ${named(file)} …`);
    const read = await contentsOf(file, this.#limit());
    if (turn !== this.#last) return;
    const former = this.#text();
    if ("reason" in read) this.#refuse(`${file.name} ${read.reason}`);
    else if ("workbook" in read) this.#takeSheet({ file, content: read.workbook, former }, null);
    else {
      this.#put(named(file), read.text, former);
      await this.#offerElsewhere([file], turn);
    }
  }

  /**
   * Says below the field which other page takes files, where one does and this one does not.
   *
   * @param {File[]} files
   * @param {number} turn
   * @param {string} [beginning] of the text, where the file itself is none
   */
  async #offerElsewhere(files, turn, beginning) {
    const offered = await this.#elsewhere(files, beginning);
    if (offered && turn === this.#last) this.#note.append(" ", offered);
  }

  /**
   * Puts several files one behind the other, each with its name before it.
   *
   * @param {File[]} files
   * @param {number} turn
   */
  async #takeSeveral(files, turn) {
    if (this.#area.dataset.joined === undefined) return this.#refuse("Give one file at a time.");
    const parts = [];
    for (const file of files) {
      this.#say(`Reading ${named(file)} \u2026`);
      const read = await contentsOf(file, this.#limit());
      if (turn !== this.#last) return;
      if ("reason" in read) return this.#refuse(`${file.name} ${read.reason}`);
      if ("workbook" in read) {
        return this.#refuse(`${file.name} is a workbook. Give it alone, or save its sheet as CSV.`);
      }
      parts.push(`==> ${file.name} <==\n`, read.text instanceof LongText ? read.text.blob : read.text, "\n");
    }
    const whole = new Blob(parts);
    const former = this.#text();
    const text = await whole.text();
    if (turn !== this.#last) return;
    const total = `${files.length} files (${size(whole.size)})`;
    if (text.length > this.#limit().letters) this.#refuse(`${total}: the text ${tooLarge(this.#limit())}`);
    else {
      this.#put(total, text.length > LONG ? new LongText(whole, text) : text, former);
      await this.#offerElsewhere(files, turn);
    }
  }

  /**
   * @param {Workbook} workbook
   * @param {string | null} wanted
   */
  async #takeSheet(workbook, wanted) {
    const { file, content, former } = workbook;
    const turn = ++this.#last;
    this.#say(`Reading ${file.name} …`);
    const done = await this.#readWorkbook(content, { sheet: wanted, letters: this.#limit().letters });
    if (turn !== this.#last) return;
    if (!done?.result) return this.#refuse(`${file.name} ${failure(done)}`);
    const { text, problem, sheet, sheets } = done.result;
    if (sheet && sheets.length > 1) this.#offer(workbook, sheet, sheets);
    if (text === undefined) this.#refuse(`${file.name} ${problem}`);
    else {
      this.#put(`${named(file)}${sheets.length > 1 ? `, sheet ${sheet},` : ""}`, text, former);
      await this.#offerElsewhere([file], turn, text);
    }
  }

  /**
   * Lets the reader choose another sheet.
   *
   * @param {Workbook} workbook
   * @param {string} sheet
   * @param {string[]} sheets
   */
  #offer(workbook, sheet, sheets) {
    if (!this.#sheets.hidden) return; // the reader has just chosen in it
    const label = document.createElement("label");
    const box = document.createElement("div");
    const choice = document.createElement("select");
    label.textContent = "Sheet";
    label.htmlFor = choice.id = `${this.#area.id}-sheet`;
    box.className = "hb-input";
    choice.append(...sheets.map((name) => new Option(name, name, false, name === sheet)));
    choice.addEventListener("change", () => this.#takeSheet(workbook, choice.value));
    // It is no input of the calculator.
    choice.addEventListener("input", (event) => event.stopPropagation());
    box.append(choice);
    this.#sheets.replaceChildren(label, box);
    this.#sheets.hidden = false;
  }

  /** Returns the turn of what comes next: what is being read now comes too late. */
  #forget() {
    this.#say("");
    this.#sheets.hidden = true;
    return ++this.#last;
  }

  #limit() {
    return { letters: Number(this.#area.dataset.letters), shorten: this.#area.dataset.shorten };
  }

  /** Returns the whole text, also where the field shows its beginning. */
  #text() {
    return held.get(this.#area) ?? this.#area.value;
  }

  /**
   * @param {string} name of the text
   * @param {string | LongText} text
   * @param {string | LongText} former text
   */
  #put(name, text, former) {
    this.#set(text);
    this.#say(`${name} ${name.includes(" files (") ? "are" : "is"} in the field.`);
    this.#tell(name);
    if (!former || former === this.#area.value) return;
    this.#offerText("Put the former text back", former);
  }

  /**
   * Says which text is held beside the field.
   *
   * @param {string} name
   */
  #tell(name) {
    if (!held.has(this.#area)) return;
    this.#say(`${name} is used as a whole. The field shows how it begins.`);
    this.#offerText("Remove it", "");
  }

  /**
   * Offers another text in the line below the field.
   *
   * @param {string} label
   * @param {string | LongText} text
   */
  #offerText(label, text) {
    const button = newButton(label, () => {
      this.#set(text);
      this.#forget();
      this.#tell("The former text");
      this.#area.focus();
    });
    this.#note.append(" ", button);
  }

  /**
   * Gives the field a text as if the reader had typed it.
   *
   * @param {string | LongText} text
   */
  #set(text) {
    this.#setting = true;
    this.#fill(text);
    this.#area.dispatchEvent(new Event("input", { bubbles: true }));
    this.#setting = false;
  }

  /** @param {string | LongText} text */
  #fill(text) {
    this.#release();
    const long = typeof text === "string" && text.length > LONG ? new LongText(new Blob([text]), text) : text;
    if (long instanceof LongText) {
      held.set(this.#area, long);
      this.#area.readOnly = true;
    }
    this.#area.value = long instanceof LongText ? long.beginning : long;
  }

  #release() {
    held.delete(this.#area);
    this.#area.readOnly = false;
  }

  /** @param {string} reason */
  #refuse(reason) {
    this.#say(`${reason} The field stays as it was.`);
    this.#note.classList.add("hb-refused");
    if (held.has(this.#area)) this.#offerText("Remove its text", "");
  }

  /** @param {string} text */
  #say(text) {
    this.#note.classList.remove("hb-refused");
    this.#note.textContent = text;
  }
}

/** @param {File} file */
function named(file) {
  return `${file.name} (${size(file.size)})`;
}

/**
 * Why a workbook was not read, as the end of a sentence.
 *
 * @param {Done} done
 */
export function failure(done) {
  if (!done) return "was not read, because it was stopped.";
  const why = done.missing ? "the part of this guide that reads workbooks is missing" : "reading it ended";
  return `cannot be read: ${why} (${done.error}). Save the sheet as CSV.`;
}
