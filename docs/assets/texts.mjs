/**
 * Files for long text fields: chosen or dropped, read here and put into the field. Nothing is sent anywhere.
 *
 * @typedef {{sheet: string | null, letters: number}} Asked which sheet of a workbook, null for the first that holds
 *   something; how many characters its text may have
 * @typedef {{text?: string, problem?: string, sheet: string | null, sheets: string[]}} Sheet as macros/extras/workbooks.py
 *   says it
 * @typedef {{result?: Sheet, error?: string, missing?: boolean} | null} Done null when it was stopped; `missing` when
 *   what reads workbooks did not come
 * @typedef {(content: ArrayBuffer, asked: Asked) => Promise<Done>} ReadWorkbook
 * @typedef {{file: File, content: ArrayBuffer, former: string}} Workbook with the text that it takes the place of
 */

const SAMPLE = 65_536;
/** No sign takes more bytes, in UTF-8 or in UTF-16. */
const MOST_BYTES_A_LETTER = 4;
const MOST_WORKBOOK_BYTES = 50_000_000;
/** What stands in the names of a workbook's parts, or in its first one. */
const WORKBOOK_PARTS = ["xl/wor", "opendocument.spreadsheet"];
/** Of the signs of a text hardly any is a control sign. */
const MOST_CONTROLS = 0.05;

/**
 * Offers files at every long text field of a form.
 *
 * @param {HTMLFormElement} form
 * @param {ReadWorkbook} readWorkbook
 */
export function offerFiles(form, readWorkbook) {
  const areas = /** @type {NodeListOf<HTMLTextAreaElement>} */ (form.querySelectorAll("textarea[data-letters]"));
  for (const area of areas) new Taker(area, readWorkbook);
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
    const choose = document.createElement("button");
    choose.type = "button";
    choose.className = "hb-button hb-choose";
    choose.textContent = "Choose a file, or drop one here";
    choose.addEventListener("click", () => this.#choose());
    this.#sheets.className = "hb-sheets";
    this.#sheets.hidden = true;
    area.closest(".hb-input")?.after(choose, this.#sheets, this.#note);
    field.addEventListener("dragover", (event) => this.#over(event, field));
    field.addEventListener("dragleave", () => field.classList.remove("hb-drop"));
    field.addEventListener("drop", (event) => this.#drop(event, field));
    area.addEventListener("input", () => this.#setting || this.#forget());
    area.form?.addEventListener("reset", () => this.#forget());
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
    const former = this.#area.value;
    if ("reason" in read) this.#refuse(`${file.name} ${read.reason}`);
    else if ("workbook" in read) this.#takeSheet({ file, content: read.workbook, former }, null);
    else this.#put(file, read.text, former);
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
    else this.#put(file, text, former, sheets.length > 1 ? `, sheet ${sheet},` : "");
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

  /**
   * @param {File} file
   * @param {string} text
   * @param {string} former text
   * @param {string} [part] of the file
   */
  #put(file, text, former, part = "") {
    this.#set(text);
    this.#say(`${file.name} (${size(file.size)})${part} is in the field.`);
    if (!former || former === this.#area.value) return;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "hb-button";
    back.textContent = "Put the former text back";
    back.addEventListener("click", () => {
      this.#set(former);
      this.#forget();
      this.#area.focus();
    });
    this.#note.append(" ", back);
  }

  /** @param {string} text */
  #set(text) {
    this.#setting = true;
    this.#area.value = text;
    this.#area.dispatchEvent(new Event("input", { bubbles: true }));
    this.#setting = false;
  }

  /** @param {string} reason */
  #refuse(reason) {
    this.#say(`${reason} The field stays as it was.`);
    this.#note.classList.add("hb-refused");
  }

  /** @param {string} text */
  #say(text) {
    this.#note.classList.remove("hb-refused");
    this.#note.textContent = text;
  }
}

/**
 * Returns the text of a file, the content of a workbook, or why there is neither, as the end of a sentence.
 *
 * @param {File} file
 * @param {number} letters at most
 * @returns {Promise<{text: string} | {workbook: ArrayBuffer} | {reason: string}>}
 */
async function textOf(file, letters) {
  const most = letters.toLocaleString("en-US").replaceAll(",", "\u202f");
  const large = { reason: `is too large: the field takes ${most} characters.` };
  if (file.size > letters * MOST_BYTES_A_LETTER) return large;
  try {
    const content = await file.arrayBuffer();
    const bytes = new Uint8Array(content);
    if (isWorkbook(bytes)) {
      const most = MOST_WORKBOOK_BYTES / 1e6;
      const reason = `is too large: a workbook may have ${most} MB. Save the sheet as CSV.`;
      return file.size > MOST_WORKBOOK_BYTES ? { reason } : { workbook: content };
    }
    if (isZip(bytes) || startsWith(bytes, 0x1f, 0x8b)) {
      return { reason: "is an archive, not text, and no workbook. Unpack it first." };
    }
    const text = decoded(bytes);
    if (isBinary(text)) return { reason: "is a binary file, not text. Save it as CSV or text first." };
    return text.length > letters ? large : { text };
  } catch {
    return { reason: "could not be read." };
  }
}

/**
 * Returns bytes as text: UTF-16 where its mark says so, as Windows writes it, else UTF-8, else Western European.
 *
 * @param {Uint8Array} bytes
 */
function decoded(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * Tells whether a file may be a workbook: a container as programs before 2007 wrote it, and others do for a password,
 * or an archive with the parts of one.
 *
 * @param {Uint8Array} bytes
 */
function isWorkbook(bytes) {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return true;
  if (!isZip(bytes)) return false;
  const text = new TextDecoder("windows-1252").decode(bytes);
  return WORKBOOK_PARTS.some((part) => text.includes(part));
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
