/**
 * Runs the calculators in Python, away from the page's main thread. In: a `Start` once, then requests. Out:
 * `{progress}`, then `{ready, path}` or `{failed}`, then an answer for each request, in order. `{retreat, path}` at any
 * time: start a new worker in that other way.
 *
 * @typedef {"alone" | "snapshot" | "whole"} Path from the memory that Python had when the site was built and it had run
 *   what pages ask alone; from that of when it had run everything; from all of Pyodide
 * @typedef {{runtime: string, path?: Path, extra?: string, packs?: boolean, anew?: boolean, words?: string}} Start
 *   address of the runtime's folder; the way to start; the extra to load, which only the whole way can; whether the host
 *   is known to compress; whether to ask the host for every file, because what the browser keeps of it may be what
 *   failed; where the words of the page's language are, if it is not English
 * @typedef {{id: number, calculator: string, inputs: Record<string, string | Blob>, base: string,
 *   long?: string}} Question for a calculator; a long text comes as a blob
 * @typedef {{id: number, extra: string, asked: object, content: ArrayBuffer}} Errand for an extra, see macros/publish/extras/
 * @typedef {{answer: (request: Question | Errand) => object, keep: (piece: Uint8Array) => void}} Python `keep` takes the
 *   pieces of the input that the request's `long` names, in UTF-8, before the request: see calculators/bridge.py
 * @typedef {{files: Record<string, number>, start: Record<Path, string[]>,
 *   snapshot: import("./machine.mjs").Snapshot}} Facts sizes in bytes; what each way to start loads
 */

/** Pyodide is given another one, which asks here. */
const ownFetch = self.fetch.bind(self);

/** A key may come meanwhile. */
const MOMENT_MS = 4;
/** How many bytes of a text are handed over at once: all of them would be in memory twice. */
const PIECE = 4_000_000;
const LINE_FEED = 10;
/** What a file in UTF-8 may begin with. */
const MARK = [0xef, 0xbb, 0xbf];

/** @type {Start & {path: Path}} */
let options;
/** @type {Files} */
let files;
/** @type {Promise<Python>} */
let starting;
/** @type {Promise<import("../words/answers.mjs").Answers | null>} what puts answers into the page's language */
let telling = Promise.resolve(null);
/** @type {Promise<void>} */
let queue = Promise.resolve();

self.addEventListener("message", ({ data }) => {
  if ("runtime" in data) begin(data);
  else queue = queue.then(() => serve(data));
});

// What ends a start also rejects promises within Pyodide that nobody waits for.
self.addEventListener("unhandledrejection", (event) => event.preventDefault());

/** @param {Start} start */
function begin(start) {
  options = { path: "snapshot", ...start };
  files = new Files(options);
  starting = startPython();
  // Without words an answer stays English.
  if (start.words) telling = import("../words/answers.mjs").then(({ answersIn }) => answersIn(start.words, ownFetch)).catch(() => null);
  starting.then(
    () => self.postMessage({ ready: true, path: options.path }),
    (error) => (options.path === "whole" ? self.postMessage({ failed: reason(error) }) : retreat(error, "whole")),
  );
}

/**
 * @param {unknown} error
 * @param {Path} path the way to go on
 */
function retreat(error, path) {
  self.postMessage({ retreat: reason(error), path });
}

/** @param {Question | Errand} request */
async function serve(request) {
  const python = await starting.catch(() => null);
  if (!python) return;
  if ("inputs" in request && !(await readTexts(request, python))) {
    return self.postMessage({ id: request.id, error: "the file has changed or is gone. Choose it again." });
  }
  try {
    const told = await telling;
    const ask = (/** @type {any} */ asked) => inParts(python, asked);
    const reply = told ? told.answer(request, ask) : ask(request);
    self.postMessage(reply, { transfer: packed(reply) });
  } catch (error) {
    // What a machine lacks a larger one may have. If all of Pyodide fails as well, the reader gets to know why.
    if (options.path === "whole") self.postMessage({ id: request.id, error: reason(error) });
    else retreat(error, options.path === "alone" ? "snapshot" : "whole");
  }
}

/**
 * Returns Python's answer; to a question in parts as far as it comes in a moment, so that a key that comes meanwhile
 * need not wait longer.
 *
 * @param {Python} python
 * @param {any} request
 */
function inParts(python, request) {
  const end = performance.now() + MOMENT_MS;
  let reply = /** @type {any} */ (python.answer(request));
  while (reply.result?.more && performance.now() < end) reply = python.answer({ ...request, anew: false });
  return reply;
}

/**
 * Puts typed arrays in the place of the numbers of long columns, NaN for one that is missing, and returns what is handed
 * over rather than copied: the page must not be held up by taking them apart.
 *
 * @param {any} reply
 * @returns {Transferable[]}
 */
function packed(reply) {
  const columns = reply?.result?.columns ?? [];
  for (const column of columns) {
    if (column.at) column.at = Uint32Array.from(column.at);
    if (column.values) column.values = Float64Array.from(column.values, (value) => value ?? NaN);
  }
  return columns.map((/** @type {any} */ { at, values }) => (at ?? values).buffer);
}

/**
 * Reads the texts of blobs: the longest one by the piece, the others into their place. Resolves to whether all could be
 * read: a file may change meanwhile.
 *
 * @param {Question} question
 * @param {Python} python
 */
async function readTexts(question, python) {
  const { inputs } = question;
  const blobs = /** @type {[string, Blob][]} */ (Object.entries(inputs).filter(([, value]) => value instanceof Blob));
  const [longest, ...others] = blobs.sort(([, one], [, other]) => other.size - one.size);
  try {
    for (const [name, blob] of others) inputs[name] = await blob.text();
    if (!longest) return true;
    const [name, blob] = longest;
    inputs[(question.long = name)] = "";
    python.keep(new Uint8Array());
    for await (const piece of piecesOf(blob)) python.keep(piece);
    return true;
  } catch {
    return false;
  }
}

/**
 * Yields the text of a blob in pieces of whole lines.
 *
 * @param {Blob} blob
 */
async function* piecesOf(blob) {
  for (let at = 0, length = PIECE; at < blob.size; ) {
    const bytes = new Uint8Array(await blob.slice(at, at + length).arrayBuffer());
    const end = at + length < blob.size ? bytes.lastIndexOf(LINE_FEED) + 1 : bytes.length;
    if (!end) {
      length *= 2;
      continue;
    }
    const isMarked = !at && MARK.every((byte, place) => bytes[place] === byte);
    at += end;
    length = PIECE;
    const piece = bytes.subarray(isMarked ? MARK.length : 0, end);
    if (piece.length) yield piece;
    // Nobody looks for what is unused while Python works: this way its memory is free at once.
    /** @type {any} */ (bytes.buffer).transfer?.(0);
  }
}

/**
 * Resolves to Python's way in.
 *
 * @returns {Promise<Python>}
 */
async function startPython() {
  refuseWithoutWebAssembly();
  if (options.path !== "whole") return restore();
  const { load } = await files.script("./whole.mjs");
  return load(files, options);
}

/** @returns {Promise<Python>} */
async function restore() {
  // All of it is asked for at once.
  const memories = options.path === "alone" ? ["snapshot.bin"] : ["snapshot.bin", "rest.bin"];
  const [{ Machine }, module, { snapshot }, ...contents] = await Promise.all([
    files.script("./machine.mjs"),
    files.module("slim.wasm"),
    files.facts,
    ...memories.map((name) => files.unpacked(name)),
  ]);
  const machine = new Machine(module, contents.map((content) => new Uint8Array(content)), snapshot);
  return {
    answer: (request) => JSON.parse(machine.answer(JSON.stringify(request))),
    keep: (piece) => machine.keep(piece),
  };
}

/** A file that did not arrive, in a reader's words. */
class MissingError extends Error {}

/** The runtime's folder: its files, and how much of them has come over the line. */
export class Files {
  /** @type {Map<string, {loaded: number, total: number}>} bytes by the file's plain name */
  #parts = new Map();
  /** @type {Facts | undefined} */
  #known;

  /** @param {Start & {path: Path}} options */
  constructor({ runtime, path, extra, packs, anew }) {
    this.runtime = runtime;
    this.path = path;
    this.extras = extra ? [`${extra}.zip`] : [];
    this.packs = packs;
    this.anew = anew;
    /** @type {Promise<Facts>} */
    this.facts = this.#read("runtime.json").then((facts) => (this.#known = facts));
  }

  /**
   * Resolves to a file as it is.
   *
   * @param {string} name
   * @returns {Promise<ArrayBuffer>}
   */
  async bytes(name) {
    return /** @type {Promise<ArrayBuffer>} */ (this.#load(name, name, () => true));
  }

  /**
   * Resolves to a file that also lies there compressed. A host that compresses by itself knows the better ways.
   *
   * @param {string} name
   * @returns {Promise<ArrayBuffer>}
   */
  async unpacked(name) {
    const kept = await this.#kept(name);
    if (kept) return kept.arrayBuffer();
    const content = this.packs && (await this.#load(name, name, isEncoded));
    if (content) return content;
    if (!("DecompressionStream" in self)) return this.bytes(name);
    const packed = /** @type {ArrayBuffer} */ (await this.#load(`${name}.gz`, name, () => true));
    // A host that takes .gz for the encoding of an answer has the browser unpack it, and so the service worker keeps it.
    return isGzip(packed) ? gunzip(packed) : packed;
  }

  /**
   * Resolves to a compiled module.
   *
   * @param {string} name
   */
  async module(name) {
    const kept = await this.#kept(name);
    return kept ? WebAssembly.compileStreaming(kept) : WebAssembly.compile(await this.unpacked(name));
  }

  /**
   * Resolves to a script's exports.
   *
   * @param {string} address
   */
  async script(address) {
    const name = this.nameOf(address);
    if (this.anew) await arrived(ownFetch(new URL(address, import.meta.url), { cache: "reload" }), name);
    return arrived(import(address), name);
  }

  /**
   * Returns the name of a file that is asked for.
   *
   * @param {RequestInfo | URL} request
   */
  nameOf(request) {
    const address = request instanceof Request ? request.url : String(request);
    return address.slice(address.lastIndexOf("/") + 1);
  }

  /**
   * What the service worker keeps of this folder is there unpacked, and nobody need wake it for that. The way without
   * a snapshot has to ask it.
   *
   * @param {string} name
   */
  async #kept(name) {
    try {
      return await caches.match(this.runtime + name);
    } catch {
      // There are no caches where the connection is not secure.
    }
  }

  /**
   * Resolves to the facts about the folder. A proxy may answer with a page of its own, or a line may drop.
   *
   * @param {string} name
   */
  async #read(name) {
    const text = new TextDecoder().decode(await this.bytes(name));
    try {
      const facts = JSON.parse(text);
      if (facts.files && facts.snapshot && facts.start.snapshot && facts.start.whole) return facts;
    } catch {
      // It is no JSON, or not of that kind.
    }
    throw new MissingError(`the site sent something else for ${name}`);
  }

  /**
   * Resolves to what a file holds, or to nothing when its headers are not those that are wanted. Asks in the old way:
   * the new one tells how much has come only to who carries each piece through a script, which takes longer than
   * starting Python.
   *
   * @param {string} name
   * @param {string} plain its name without an ending for its form
   * @param {(request: XMLHttpRequest) => boolean} isWanted
   * @returns {Promise<ArrayBuffer | undefined>}
   */
  async #load(name, plain, isWanted) {
    // What comes takes the place of what the browser keeps; the request below gets it from there.
    if (this.anew) await arrived(ownFetch(this.runtime + name, { cache: "reload" }).then(whole), name);
    const request = new XMLHttpRequest();
    request.responseType = "arraybuffer";
    const coming = new Promise((resolve, reject) => {
      request.onreadystatechange = () => {
        if (request.readyState !== request.HEADERS_RECEIVED || isWanted(request)) return;
        resolve(undefined);
        request.abort();
      };
      request.onprogress = ({ loaded }) => this.#count(request, name, plain, loaded);
      request.onload = () => resolve(request.response);
      request.onerror = reject;
    });
    request.open("GET", this.runtime + name);
    request.send();
    return arrived(coming, name, request);
  }

  /**
   * @param {XMLHttpRequest} request
   * @param {string} name
   * @param {string} plain
   * @param {number} loaded bytes after unpacking by the browser
   */
  #count(request, name, plain, loaded) {
    if (!this.#known) return;
    const { files, start } = this.#known;
    const length = Number(request.getResponseHeader("Content-Length"));
    const total = (isEncoded(request) && (length || files[`${name}.br`])) || files[name];
    this.#parts.set(plain, { loaded: (total * loaded) / files[isEncoded(request) ? plain : name], total });
    const parts = [...start[this.path], ...this.extras].map((file) => {
      const known = file.replace(/\.gz$/, "");
      return this.#parts.get(known) ?? { loaded: 0, total: files[`${known}.gz`] ?? files[known] };
    });
    const sum = (/** @type {"loaded" | "total"} */ key) => parts.reduce((sofar, part) => sofar + part[key], 0);
    self.postMessage({ progress: { loaded: Math.min(Math.round(sum("loaded")), sum("total")), total: sum("total") } });
  }
}

/** Resolves when all of an answer has come. @param {Response} response */
function whole(response) {
  return response.arrayBuffer();
}

/** @param {XMLHttpRequest} request */
function isEncoded(request) {
  return Boolean(request.getResponseHeader("Content-Encoding"));
}

/** @param {ArrayBuffer} content */
function isGzip(content) {
  const [first, second] = new Uint8Array(content, 0, Math.min(2, content.byteLength));
  return first === 0x1f && second === 0x8b;
}

/** @param {ArrayBuffer} packed */
function gunzip(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Without this a policy that forbids WebAssembly leaves Pyodide waiting: the empty module shows it at once. */
function refuseWithoutWebAssembly() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch {
    throw new Error("this browser or this site does not allow WebAssembly");
  }
}

/**
 * Rejects in a reader's words when something did not arrive.
 *
 * @template T
 * @param {Promise<T>} pending
 * @param {string} name
 * @param {XMLHttpRequest} [request]
 */
async function arrived(pending, name, request) {
  let result;
  try {
    result = await pending;
  } catch {
    throw new MissingError(navigator.onLine ? `${name} did not arrive` : "there is no network connection");
  }
  if (request && request.status >= 400) throw new MissingError(`the site answered ${request.status} for ${name}`);
  return result;
}

/** @param {unknown} error */
function reason(error) {
  const lines = String(error instanceof Error ? error.message : error).trim().split("\n");
  return lines[lines.length - 1].slice(0, 160);
}
