/**
 * Files for long text fields: chosen, dropped or pasted, and read here. Nothing is sent anywhere. A short text goes into
 * the field. A long one is held beside it, and the field shows how it begins: a browser takes seconds to lay out the
 * lines of a large text, and nobody edits them there.
 *
 * @typedef {{sheet: string | null, letters: number}} Asked which sheet of a workbook, null for the first that holds
 *   something; how many characters its text may have
 * @typedef {{text?: string, problem?: string, sheet: string | null, sheets: string[]}} Sheet as macros/publish/extras/workbooks.py
 *   says it
 * @typedef {{result?: Sheet, error?: string, missing?: boolean} | null} Done null when it was stopped; `missing` when
 *   what reads workbooks did not come
 * @typedef {import("./calculator.mjs").Control} Control
 * @typedef {(content: ArrayBuffer, asked: Asked) => Promise<Done>} ReadWorkbook
 * @typedef {{file: File, content: ArrayBuffer, former: string | LongText}} Workbook with the text that it takes the place of
 */

const SAMPLE = 65_536;
/** What has more letters is held beside its field. */
const LONG = 100_000;
const SHOWN_LINES = 20;
const SHOWN_LETTERS = 5_000;
/** How many bytes are decoded before the page gets to anything else. */
const SLICE = 1_048_576;
/** No sign takes more bytes, in UTF-8 or in UTF-16. */
const MOST_BYTES_A_LETTER = 4;
const MOST_WORKBOOK_BYTES = 50_000_000;
/** What stands in the names of a workbook's parts, or in its first one. */
const WORKBOOK_PARTS = ["xl/wor", "opendocument.spreadsheet"];
const ARCHIVE = "is an archive, not text, and no workbook. Unpack it first.";
/** Of the signs of a text hardly any is a control sign. */
const MOST_CONTROLS = 0.05;

let lastId = 0;

/** A text that is too long for its field. */
export class LongText {
  /** Tells it from every other one. */
  #id = ++lastId;

  /**
   * @param {Blob} blob the text as UTF-8: Python's worker reads it, and handing it over copies nothing
   * @param {string} text at least how it begins
   */
  constructor(blob, text) {
    this.blob = blob;
    const lines = text.slice(0, SHOWN_LETTERS).split("\n", SHOWN_LINES);
    this.beginning = `${lines.join("\n")}\n\u2026`;
  }

  /** Returns what stands for it where inputs are compared. */
  toJSON() {
    return { id: this.#id };
  }
}

/** @type {WeakMap<Element, LongText>} by the field that each is beside */
const held = new WeakMap();
/** @type {WeakMap<Element, Taker>} */
const takers = new WeakMap();

/**
 * Offers files at every long text field of a form.
 *
 * @param {HTMLFormElement} form
 * @param {ReadWorkbook} readWorkbook
 */
export function offerFiles(form, readWorkbook) {
  for (const area of longFields(form)) takers.set(area, new Taker(area, readWorkbook));
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
  #note = document.createElement("p");
  #sheets = document.createElement("div");
  /** The file that was given last: one that takes longer to read must not come after it. */
  #last = 0;
  #setting = false;

  /**
   * @param {HTMLTextAreaElement} area
   * @param {ReadWorkbook} readWorkbook
   */
  constructor(area, readWorkbook) {
    this.#area = area;
    this.#readWorkbook = readWorkbook;
    const field = /** @type {HTMLElement} */ (area.closest(".hb-field"));
    this.#note.className = "hb-help hb-taken";
    this.#note.setAttribute("role", "status");
    const choose = newButton("Choose a file, or drop one here", () => this.#choose());
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
    if (text.length > this.#letters()) this.#refuse(`The pasted text ${tooLarge(this.#letters())}`);
    else this.#put("The pasted text", text, former);
  }

  #choose() {
    const input = document.createElement("input");
    input.type = "file";
    input.addEventListener("change", () => this.#take([...(input.files ?? [])]));
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
    this.#take([...event.dataTransfer.files]);
  }

  /** @param {File[]} files */
  async #take(files) {
    if (!files.length) return;
    const turn = this.#forget();
    if (files.length > 1) return this.#refuse("Give one file at a time.");
    const [file] = files;
    this.#say(`Reading ${file.name} …`);
    const read = await textOf(file, this.#letters());
    if (turn !== this.#last) return;
    const former = this.#text();
    if ("reason" in read) this.#refuse(`${file.name} ${read.reason}`);
    else if ("workbook" in read) this.#takeSheet({ file, content: read.workbook, former }, null);
    else this.#put(named(file), read.text, former);
  }

  /**
   * @param {Workbook} workbook
   * @param {string | null} wanted
   */
  async #takeSheet(workbook, wanted) {
    const { file, content, former } = workbook;
    const turn = ++this.#last;
    this.#say(`Reading ${file.name} …`);
    const done = await this.#readWorkbook(content, { sheet: wanted, letters: this.#letters() });
    if (turn !== this.#last) return;
    if (!done?.result) return this.#refuse(`${file.name} ${failure(done)}`);
    const { text, problem, sheet, sheets } = done.result;
    if (sheet && sheets.length > 1) this.#offer(workbook, sheet, sheets);
    if (text === undefined) this.#refuse(`${file.name} ${problem}`);
    else this.#put(`${named(file)}${sheets.length > 1 ? `, sheet ${sheet},` : ""}`, text, former);
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

  #letters() {
    return Number(this.#area.dataset.letters);
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
    this.#say(`${name} is in the field.`);
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

/**
 * @param {string} label
 * @param {() => void} act
 */
function newButton(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hb-button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

/** @param {File} file */
function named(file) {
  return `${file.name} (${size(file.size)})`;
}

/**
 * Resolves to the text of a file, the content of a workbook, or why there is neither, as the end of a sentence.
 *
 * @param {File} file
 * @param {number} most letters
 * @returns {Promise<{text: string | LongText} | {workbook: ArrayBuffer} | {reason: string}>}
 */
async function textOf(file, most) {
  if (file.size > most * MOST_BYTES_A_LETTER) return { reason: tooLarge(most) };
  try {
    const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    if (isContainer(start) || isZip(start)) return await workbookOf(file);
    if (startsWith(start, 0x1f, 0x8b)) return { reason: ARCHIVE };
    const { parts, isUtf8 } = await decoded(file, start);
    if (isBinary(parts[0])) return { reason: "is a binary file, not text. Save it as CSV or text first." };
    const letters = parts.reduce((sum, part) => sum + part.length, 0);
    if (letters > most) return { reason: tooLarge(most) };
    if (letters <= LONG) return { text: parts.join("") };
    return { text: new LongText(isUtf8 ? file : new Blob(parts), parts[0]) };
  } catch {
    return { reason: "could not be read." };
  }
}

/** @param {number} letters */
function tooLarge(letters) {
  return `is too large: the field takes ${letters.toLocaleString("en-US").replaceAll(",", "\u202f")} characters.`;
}

/** @param {File} file */
async function workbookOf(file) {
  const content = await file.arrayBuffer();
  if (!isWorkbook(new Uint8Array(content))) return { reason: ARCHIVE };
  const most = MOST_WORKBOOK_BYTES / 1e6;
  const reason = `is too large: a workbook may have ${most} MB. Save the sheet as CSV.`;
  return file.size > MOST_WORKBOOK_BYTES ? { reason } : { workbook: content };
}

/**
 * Resolves to a file as text: UTF-16 where its mark says so, as Windows writes it, else UTF-8, else Western European.
 *
 * @param {File} file
 * @param {Uint8Array} start
 */
async function decoded(file, start) {
  if (startsWith(start, 0xff, 0xfe)) return { parts: await partsOf(file, new TextDecoder("utf-16le")), isUtf8: false };
  if (startsWith(start, 0xfe, 0xff)) return { parts: await partsOf(file, new TextDecoder("utf-16be")), isUtf8: false };
  try {
    return { parts: await partsOf(file, new TextDecoder("utf-8", { fatal: true })), isUtf8: true };
  } catch {
    return { parts: await partsOf(file, new TextDecoder("windows-1252")), isUtf8: false };
  }
}

/**
 * Resolves to a file as text in parts; between them the page gets to other things.
 *
 * @param {File} file
 * @param {TextDecoder} decoder
 */
async function partsOf(file, decoder) {
  const parts = [];
  for (let at = 0; at < file.size; at += SLICE) {
    parts.push(decoder.decode(await file.slice(at, at + SLICE).arrayBuffer(), { stream: true }));
  }
  return [...parts, decoder.decode()];
}

/**
 * Tells whether a file may be a workbook: a container as programs before 2007 wrote it, and others do for a password,
 * or an archive with the parts of one.
 *
 * @param {Uint8Array} bytes
 */
function isWorkbook(bytes) {
  if (isContainer(bytes)) return true;
  const text = new TextDecoder("windows-1252").decode(bytes);
  return WORKBOOK_PARTS.some((part) => text.includes(part));
}

/** @param {Uint8Array} bytes */
function isContainer(bytes) {
  return startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
}

/** @param {Uint8Array} bytes */
function isZip(bytes) {
  return startsWith(bytes, 0x50, 0x4b, 3, 4);
}

/**
 * @param {Uint8Array} bytes
 * @param {number[]} first
 */
function startsWith(bytes, ...first) {
  return first.every((byte, index) => bytes[index] === byte);
}

/**
 * Why a workbook was not read, as the end of a sentence.
 *
 * @param {Done} done
 */
function failure(done) {
  if (!done) return "was not read, because it was stopped.";
  const why = done.missing ? "the part of this guide that reads workbooks is missing" : "reading it ended";
  return `cannot be read: ${why} (${done.error}). Save the sheet as CSV.`;
}

/** @param {string} text */
function isBinary(text) {
  const sample = text.slice(0, SAMPLE);
  const controls = sample.match(/[\0-\x08\x0e-\x1f\x7f\ufffd]/g) ?? [];
  return sample.includes("\0") || controls.length > MOST_CONTROLS * sample.length;
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
