/** Files for long text fields: chosen or dropped, read here and put into the field. Nothing is sent anywhere. */

const SAMPLE = 65_536;
/** No sign takes more bytes, in UTF-8 or in UTF-16. */
const MOST_BYTES_A_LETTER = 4;
/** Of the signs of a text hardly any is a control sign. */
const MOST_CONTROLS = 0.05;

/**
 * Offers files at every long text field of a form.
 *
 * @param {HTMLFormElement} form
 */
export function offerFiles(form) {
  const areas = /** @type {NodeListOf<HTMLTextAreaElement>} */ (form.querySelectorAll("textarea[data-letters]"));
  for (const area of areas) new Taker(area);
}

/** A text field that takes files. */
class Taker {
  #area;
  #note = document.createElement("p");
  /** The file that was given last: one that takes longer to read must not come after it. */
  #last = 0;

  /** @param {HTMLTextAreaElement} area */
  constructor(area) {
    this.#area = area;
    const field = /** @type {HTMLElement} */ (area.closest(".hb-field"));
    this.#note.className = "hb-help hb-taken";
    this.#note.setAttribute("role", "status");
    const choose = document.createElement("button");
    choose.type = "button";
    choose.className = "hb-button hb-choose";
    choose.textContent = "Choose a file, or drop one here";
    choose.addEventListener("click", () => this.#choose());
    area.closest(".hb-input")?.after(choose, this.#note);
    field.addEventListener("dragover", (event) => this.#over(event, field));
    field.addEventListener("dragleave", () => field.classList.remove("hb-drop"));
    field.addEventListener("drop", (event) => this.#drop(event, field));
    area.addEventListener("input", () => this.#say(""));
    area.form?.addEventListener("reset", () => this.#say(""));
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
    const turn = ++this.#last;
    if (files.length > 1) return this.#refuse("Give one file at a time.");
    const [file] = files;
    this.#say(`Reading ${file.name} …`);
    const read = await textOf(file, Number(this.#area.dataset.letters));
    if (turn !== this.#last) return;
    if ("reason" in read) this.#refuse(`${file.name} ${read.reason}`);
    else this.#put(file, read.text);
  }

  /**
   * @param {File} file
   * @param {string} text
   */
  #put(file, text) {
    const former = this.#area.value;
    this.#set(text);
    this.#say(`${file.name} (${size(file.size)}) is in the field.`);
    if (!former || former === this.#area.value) return;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "hb-button";
    back.textContent = "Put the former text back";
    back.addEventListener("click", () => {
      this.#set(former);
      this.#area.focus();
    });
    this.#note.append(" ", back);
  }

  /** @param {string} text */
  #set(text) {
    this.#area.value = text;
    this.#area.dispatchEvent(new Event("input", { bubbles: true }));
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
 * Returns the text of a file, or why there is none, as the end of a sentence.
 *
 * @param {File} file
 * @param {number} letters at most
 * @returns {Promise<{text: string} | {reason: string}>}
 */
async function textOf(file, letters) {
  const most = letters.toLocaleString("en-US").replaceAll(",", "\u202f");
  const large = { reason: `is too large: the field takes ${most} characters.` };
  if (file.size > letters * MOST_BYTES_A_LETTER) return large;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isArchive(bytes)) return { reason: "is a workbook or an archive, not text. Save it as CSV first." };
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

/** @param {Uint8Array} bytes */
function isArchive(bytes) {
  const [first, second, third, fourth] = bytes;
  return (first === 0x50 && second === 0x4b && third === 3 && fourth === 4) || (first === 0x1f && second === 0x8b);
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
