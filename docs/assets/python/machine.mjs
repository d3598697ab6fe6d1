/**
 * Python as it was when the site was built: a WebAssembly module that gets back the memory which another one had
 * after it had run every calculator, and goes on from there. None of Pyodide's scripts is needed for that, for the
 * calculators ask nothing of the browser: no file, no clock, no network. What asks all the same ends in an error.
 *
 * @typedef {{id: number, bytes: number[], stack: number, answer: number, keep: number, seed: number,
 *   trampoline: {at: number, code: string}}} Snapshot the build that it belongs to; lengths of its files; where the stack ends;
 *   addresses of the Python functions `calculators.bridge.answer`, `calculators.bridge.keep` and `random.seed`; where
 *   Python looks for the way to call functions with fewer arguments than it passes, and a small module that does so, as
 *   base64
 * @typedef {Record<string, number>} Header
 */

/** What this uses of the module; macros/publish/snapshot/slim.mjs drops every other export. */
export const EXPORTS = [
  "memory",
  "__indirect_function_table",
  "__stack_pointer",
  "malloc",
  "free",
  "PyUnicode_FromStringAndSize",
  "PyUnicode_AsUTF8AndSize",
  "PyObject_CallNoArgs",
  "PyObject_CallOneArg",
  "Py_DecRef",
];
// As in macros/publish/snapshot/image.mjs.
const PAGE = 4096;
const MAGIC = 0x48425002;
const HEADER = ["magic", "check", "id", "runs", "heap", "data", "kept"];
/** WebAssembly counts memory in these. */
const MEMORY_PAGE = 65_536;
/** The most that a browser gives out at once. */
const RANDOM_BYTES = 65_536;
const NUMBER_BYTES = 4;

export class Machine {
  /**
   * @param {WebAssembly.Module} module
   * @param {Uint8Array[]} files the memory, and what it becomes where more is asked, as
   *   macros/publish/snapshot/image.mjs packs them
   * @param {Snapshot} snapshot
   */
  constructor(module, [file, ...changes], snapshot) {
    /** @type {any} */
    this.exports = new WebAssembly.Instance(module, this.#imports(module)).exports;
    this.#restore(file, snapshot);
    for (const [place, change] of changes.entries()) this.#change(change, snapshot.id, snapshot.bytes[place + 1]);
    this.#joinTrampoline(snapshot.trampoline);
    this.entry = snapshot.answer;
    this.keeper = snapshot.keep;
    // Otherwise every reader would draw the same numbers.
    this.#release(this.#checked(this.exports.PyObject_CallNoArgs(snapshot.seed)));
  }

  /**
   * Returns what `calculators.bridge.answer` returns.
   *
   * @param {string} text
   * @returns {string}
   */
  answer(text) {
    const { exports } = this;
    const question = this.#text(new TextEncoder().encode(text));
    const answer = this.#checked(exports.PyObject_CallOneArg(this.entry, question));
    this.#release(question);
    const place = this.#checked(exports.malloc(NUMBER_BYTES));
    const start = this.#checked(exports.PyUnicode_AsUTF8AndSize(answer, place));
    const [length] = new Uint32Array(exports.memory.buffer.slice(place, place + NUMBER_BYTES));
    const result = new TextDecoder().decode(this.#bytes().subarray(start, start + length));
    exports.free(place);
    this.#release(answer);
    return result;
  }

  /**
   * Does what `calculators.bridge.keep` does.
   *
   * @param {Uint8Array} piece of a text, in UTF-8
   */
  keep(piece) {
    const text = this.#text(piece);
    this.#release(this.#checked(this.exports.PyObject_CallOneArg(this.keeper, text)));
    this.#release(text);
  }

  /**
   * Returns a text of Python.
   *
   * @param {Uint8Array} bytes in UTF-8
   */
  #text(bytes) {
    const { exports } = this;
    const place = this.#checked(exports.malloc(bytes.length || 1));
    this.#bytes().set(bytes, place);
    const text = this.#checked(exports.PyUnicode_FromStringAndSize(place, bytes.length));
    exports.free(place);
    return text;
  }

  #bytes() {
    return new Uint8Array(this.exports.memory.buffer);
  }

  /**
   * Returns an address as a positive number. Python gives null where it has raised an error; `answer` catches its own.
   *
   * @param {number} address
   */
  #checked(address) {
    if (!address) throw new Error("the calculators ran into an error");
    return address >>> 0;
  }

  /** @param {number} object */
  #release(object) {
    this.exports.Py_DecRef(object);
  }

  /** @param {WebAssembly.Module} module */
  #imports(module) {
    /** @type {Record<string, Function>} */
    const known = {
      _PyEM_TrampolineCall_JS: (/** @type {number} */ position, /** @type {any[]} */ ...given) =>
        this.exports.__indirect_function_table.get(position)(...given),
      // Nobody sends this Python signals.
      _Py_CheckEmscriptenSignals_Helper: () => 0,
      emscripten_resize_heap: (/** @type {number} */ size) => Number(this.#grow(size >>> 0)),
      random_get: (/** @type {number} */ at, /** @type {number} */ length) => this.#draw(at >>> 0, length >>> 0),
    };
    /** @type {Record<string, any>} */
    const imports = {};
    for (const { module: group, name, kind } of WebAssembly.Module.imports(module)) {
      const missing = () => {
        throw new Error(`the calculators ask for ${name}`);
      };
      imports[group] ??= {};
      imports[group][name] =
        kind === "global" ? new WebAssembly.Global({ value: "i32", mutable: true }) : (known[name] ?? missing);
    }
    return imports;
  }

  /** @param {number} size in bytes */
  #grow(size) {
    const { memory } = this.exports;
    const more = size - memory.buffer.byteLength;
    try {
      if (more > 0) memory.grow(Math.ceil(more / MEMORY_PAGE));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * @param {number} at
   * @param {number} length
   */
  #draw(at, length) {
    for (let from = 0; from < length; from += RANDOM_BYTES) {
      crypto.getRandomValues(this.#bytes().subarray(at + from, at + Math.min(from + RANDOM_BYTES, length)));
    }
    return 0;
  }

  /**
   * Puts the memory in place, after proof that it is whole and was made for this very module.
   *
   * @param {Uint8Array} file
   * @param {Snapshot} expected
   */
  #restore(file, expected) {
    const { header, runs } = this.#opened(file, expected.id, expected.bytes[0]);
    if (this.#keptPages(runs, header.data) !== header.kept) throw new Error("the snapshot is of another module");
    const memory = this.#bytes();
    let from = (HEADER.length + runs.length) * NUMBER_BYTES;
    for (let index = 0; index < runs.length; index += 2) {
      const length = runs[index + 1] * PAGE;
      memory.set(file.subarray(from, from + length), runs[index] * PAGE);
      from += length;
    }
    this.exports.__stack_pointer.value = expected.stack;
  }

  /**
   * Has the memory become what it was when more had been asked: bits that the file has change.
   *
   * @param {Uint8Array} file
   * @param {number} id
   * @param {number} bytes
   */
  #change(file, id, bytes) {
    const { words, runs } = this.#opened(file, id, bytes);
    const memory = new Uint32Array(this.exports.memory.buffer);
    let from = HEADER.length + runs.length;
    for (let index = 0; index < runs.length; index += 2) {
      const end = from + (runs[index + 1] * PAGE) / NUMBER_BYTES;
      for (let at = (runs[index] * PAGE) / NUMBER_BYTES; from < end; at++, from++) memory[at] ^= words[from];
    }
  }

  /**
   * Returns a file's numbers, its header and its runs of pages, after proof that it is whole and of this build, and makes
   * room for it.
   *
   * @param {Uint8Array} file
   * @param {number} id
   * @param {number} bytes
   */
  #opened(file, id, bytes) {
    const words = new Uint32Array(file.buffer, file.byteOffset, file.byteLength >> 2);
    /** @type {Header} */
    const header = Object.fromEntries(HEADER.map((name, index) => [name, words[index]]));
    if (header.magic !== MAGIC || header.id !== id) throw new Error("the snapshot is of another build");
    if (file.length !== bytes || checksum(words, HEADER.length, words.length) !== header.check) {
      throw new Error("the snapshot is damaged");
    }
    if (!this.#grow(header.heap)) throw new Error("there is no memory left");
    return { words, header, runs: words.subarray(HEADER.length, HEADER.length + 2 * header.runs) };
  }

  /**
   * Returns the checksum of the static data that a snapshot leaves to the module.
   *
   * @param {Uint32Array} runs
   * @param {number} end of the static data
   */
  #keptPages(runs, end) {
    const words = new Uint32Array(this.exports.memory.buffer);
    let sum = 0;
    let from = 0;
    for (let index = 0; index < runs.length && from < end; index += 2) {
      const start = Math.min(runs[index] * PAGE, end);
      sum = checksum(words, from / 4, start / 4, sum);
      from = (runs[index] + runs[index + 1]) * PAGE;
    }
    return checksum(words, from / 4, end / 4, sum);
  }

  /**
   * Joins a small module that calls functions within WebAssembly, where the browser can have it. Elsewhere each call
   * goes through a script, which takes longer. On phones Safari runs out of stack there, and an iPad claims to be a Mac.
   *
   * @param {Snapshot["trampoline"]} trampoline
   */
  #joinTrampoline({ at, code }) {
    const { memory, __indirect_function_table: table } = this.exports;
    if (/AppleWebKit(?!.*Chrom)/.test(globalThis.navigator?.userAgent ?? "")) return;
    try {
      const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
      const env = { memory, __indirect_function_table: table };
      const { trampoline_call: call } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env }).exports;
      const position = table.grow(1);
      table.set(position, call);
      new Uint32Array(memory.buffer)[at / NUMBER_BYTES] = position;
    } catch (error) {
      if (!(error instanceof WebAssembly.CompileError)) throw error;
    }
  }
}

/**
 * @param {Uint32Array} words
 * @param {number} from
 * @param {number} to
 * @param {number} [sum] what came before
 */
function checksum(words, from, to, sum = 0) {
  for (let index = from; index < to; index++) sum = (Math.imul(sum, 31) + words[index]) | 0;
  return sum >>> 0;
}
