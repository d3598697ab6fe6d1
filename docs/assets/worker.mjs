/**
 * Runs the calculators in Python, away from the page's main thread. In: a `Start` once, then requests. Out:
 * `{progress}`, then `{ready, path}` or `{failed}`, then an answer for each request, in order; `{kept}` once the
 * snapshot lies in the browser's cache. `{retreat, path}` at any time: start a new worker in this other way.
 *
 * @typedef {"snapshot" | "plain" | "whole"} Path from a snapshot; from bytecode; from bytecode in the whole module,
 *   where the others have a slim one
 * @typedef {{runtime: string, path?: Path, packs?: boolean, thrifty?: boolean}} Start address of the runtime's folder;
 *   the way to start; whether the host is known to compress; whether to fetch nothing that nobody asked for
 * @typedef {{id: number, calculator: string, inputs: Record<string, string>, base: string}} Request
 * @typedef {(request: string) => string} Answer calculators.bridge.answer: JSON text in, JSON text out
 * @typedef {{files: Record<string, number>, start: Record<Path, string[]>, snapshot: Snapshot}} Facts
 * @typedef {{id: number, bytes: number, info: object}} Snapshot build, length, and Pyodide's words about itself
 * @typedef {Record<string, number>} Header
 */

const PACKAGE = "hyperbdr-calculators";
const ENTRY = "calculators.bridge.answer";
const ARCHIVE = "/lib/python314.zip";
const QUIET_MS = 2_000;
// As in macros/snapshot/image.mjs.
const PAGE = 4096;
const MAGIC = 0x48425001;
const HEADER = ["magic", "check", "id", "head", "runs", "heap", "data", "kept"];
/** Room for Pyodide's own head of a snapshot, which takes a few hundred bytes. */
const HEAD_ROOM = 65_536;
/** A zip file without entries. */
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...Array(18).fill(0));

/** @type {Start & {path: Path}} */
let options;
/** @type {Files} */
let files;
/** @type {Promise<Answer>} */
let starting;
/** @type {any} Pyodide, once it runs */
let python;
/** @type {Promise<void> | undefined} set once the whole standard library is on its way */
let library;
/** @type {Promise<void>} */
let queue = Promise.resolve();
let quiet = 0;

self.addEventListener("message", ({ data }) => {
  clearTimeout(quiet);
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
  starting.then(
    () => self.postMessage({ ready: true, path: options.path }),
    (error) => {
      if (options.path === "snapshot") retreat("plain", error);
      else if (options.path === "plain" && !(error instanceof MissingError)) retreat("whole", error);
      else self.postMessage({ failed: reason(error) });
    },
  );
}

/**
 * @param {Path} path
 * @param {unknown} error
 */
function retreat(path, error) {
  self.postMessage({ retreat: reason(error), path });
}

/** @param {Request} request */
async function serve(request) {
  const answer = await starting.catch(() => null);
  if (!answer) return;
  let result = reply(answer, request);
  if (result.error?.startsWith("ModuleNotFoundError")) {
    await completeLibrary().catch(() => {});
    result = reply(answer, request);
  }
  // The slim module may lack what this answer needs. If the whole one fails as well, the reader gets to know why.
  if (result.error && options.path !== "whole") retreat("whole", result.error);
  else self.postMessage(result);
  clearTimeout(quiet);
  if (!library && !options.thrifty) quiet = setTimeout(fetchRest, QUIET_MS);
}

/**
 * @param {Answer} answer
 * @param {Request} request
 */
function reply(answer, request) {
  try {
    return JSON.parse(answer(JSON.stringify(request)));
  } catch (error) {
    return { id: request.id, error: reason(error) };
  }
}

/** Fetches what later answers and the next visit may need. If something does not come, nobody misses it now. */
async function fetchRest() {
  try {
    await completeLibrary();
    if (options.path === "snapshot") return;
    await (await files.unpacked("snapshot.bin")).pipeTo(new WritableStream());
    self.postMessage({ kept: true });
  } catch (error) {
    console.debug(`Python: ${reason(error)}`);
  }
}

/** Gives Python the whole standard library in place of the part that it started with. */
function completeLibrary() {
  library ??= files.plain("stdlib.zip").then(async (stream) => {
    python.FS.writeFile(ARCHIVE, await bytesOf(stream));
    python.pyimport("importlib").invalidate_caches();
  });
  library.catch(() => (library = undefined));
  return library;
}

/** A file that did not arrive, in a reader's words. */
class MissingError extends Error {}

/**
 * Resolves to Python's way in. Rejects at the first file that does not arrive: Pyodide itself would wait for ever.
 *
 * @returns {Promise<Answer>}
 */
async function startPython() {
  refuseWithoutWebAssembly();
  return options.path === "snapshot" ? restore() : load();
}

/** Starts Python from its sources' bytecode. */
async function load() {
  const start = files.plain("start.zip");
  await boot({}, { "start.zip": () => start }, [start]);
  await withFetch({}, () => python.loadPackage(PACKAGE, { messageCallback: () => {} }));
  return python.pyimport(ENTRY);
}

/** Starts Python from the memory that another one had when it was built. */
async function restore() {
  const file = files.unpacked("snapshot.bin").then(bytesOf);
  // Pyodide wants the snapshot's head before the module is there. It is filled in when the file has come.
  const head = new Uint8Array(HEAD_ROOM);
  const place = async (/** @type {any} */ module) => {
    const { snapshot } = await files.facts;
    placeSnapshot(module, await file, snapshot, head);
  };
  const lock = files.facts.then(({ snapshot: { info } }) => ({ info, packages: {} }));
  const more = { _loadSnapshot: head, lockFileContents: lock, packageBaseUrl: "./", place };
  await boot(more, { "start.zip": () => EMPTY_ZIP }, [file]);
  // Otherwise every reader would draw the same numbers.
  python.pyimport("random").seed();
  return python.pyimport(ENTRY);
}

/**
 * Starts Pyodide. Everything is asked for at once, and the module is compiled while it comes.
 *
 * @param {any} more options for Pyodide; `place` gets the module before Python starts in it
 * @param {Record<string, () => any>} bodies what Pyodide gets for a file instead of what the host has
 * @param {Promise<any>[]} others files that are on their way; the start ends when one of them fails
 */
async function boot({ place = () => {}, ...more }, bodies, others) {
  const name = options.path === "whole" ? "pyodide.asm" : "slim";
  const compiled = files.unpacked(`${name}.wasm`).then(compile);
  const scripts = Promise.all([files.module("pyodide.mjs"), files.module(`${name}.mjs`)]);
  const createPyodideModule = async (/** @type {any} */ settings) => {
    const module = await (await scripts)[1].default(settings);
    await place(module);
    return module;
  };
  const run = async () => {
    const [{ loadPyodide }] = await scripts;
    const known = { createPyodideModule, indexURL: options.runtime, stdLibURL: `${options.runtime}start.zip` };
    const parts = { "pyodide.asm.wasm": () => null, ...bodies };
    python = await withFetch(parts, () => withModule(compiled, () => loadPyodide({ ...known, ...more })));
  };
  await Promise.all([files.facts, compiled, scripts, ...others, run()]);
}

/** @param {ReadableStream<Uint8Array>} stream */
function compile(stream) {
  return WebAssembly.compileStreaming(new Response(stream, { headers: { "Content-Type": "application/wasm" } }));
}

/**
 * Has Pyodide use a module that is compiled already.
 *
 * @template T
 * @param {Promise<WebAssembly.Module>} compiled
 * @param {() => Promise<T>} act
 */
async function withModule(compiled, act) {
  const own = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  try {
    return await act();
  } finally {
    WebAssembly.instantiateStreaming = own;
  }
}

/**
 * Has Pyodide get its files from here: counted, and with a failure that ends the start.
 *
 * @template T
 * @param {Record<string, () => any>} bodies
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
async function withFetch(bodies, act) {
  const own = self.fetch;
  try {
    return await new Promise((resolve, reject) => {
      self.fetch = async (request, init) => {
        try {
          const name = fileName(request);
          if (name in bodies) return new Response(await bodies[name]());
          return new Response(files.count(await arrived(own(request, init), name), name, reject));
        } catch (error) {
          reject(error);
          throw error;
        }
      };
      act().then(resolve, reject);
    });
  } finally {
    self.fetch = own;
  }
}

/**
 * Puts a snapshot into the memory of a module, after proof that it is whole and was made for this very module.
 *
 * @param {any} module
 * @param {Uint8Array} file
 * @param {Snapshot} expected
 * @param {Uint8Array} head gets Pyodide's part
 */
function placeSnapshot(module, file, expected, head) {
  const words = new Uint32Array(file.buffer, 0, file.byteLength >> 2);
  /** @type {Header} */
  const header = Object.fromEntries(HEADER.map((name, index) => [name, words[index]]));
  const rest = HEADER.length;
  if (header.magic !== MAGIC || header.id !== expected.id) throw new Error("the snapshot is of another build");
  if (file.length !== expected.bytes || checksum(words, rest, words.length) !== header.check) {
    throw new Error("the snapshot is damaged");
  }
  if (header.head > head.length) throw new Error("the snapshot's head is too long");
  if (header.heap > module.HEAPU8.length && !module.growMemory(header.heap)) throw new Error("there is no memory left");
  const table = rest + header.head / 4;
  const runs = words.subarray(table, table + 2 * header.runs);
  if (keptPages(module, runs, header.data) !== header.kept) throw new Error("the snapshot is of another module");
  head.set(file.subarray(rest * 4, rest * 4 + header.head));
  // This tells Pyodide that no memory follows its head: it is put in place here.
  new Uint32Array(head.buffer)[1] = head.length;
  const memory = module.HEAPU8;
  memory.fill(0, header.data, module._sbrk(0));
  let from = (table + runs.length) * 4;
  for (let index = 0; index < runs.length; index += 2) {
    const length = runs[index + 1] * PAGE;
    memory.set(file.subarray(from, from + length), runs[index] * PAGE);
    from += length;
  }
}

/**
 * Returns the checksum of the static data that a snapshot leaves to the module.
 *
 * @param {any} module
 * @param {Uint32Array} runs
 * @param {number} end of the static data
 */
function keptPages(module, runs, end) {
  const words = new Uint32Array(module.HEAPU8.buffer);
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
 * @param {Uint32Array} words
 * @param {number} from
 * @param {number} to
 * @param {number} [sum] what came before
 */
function checksum(words, from, to, sum = 0) {
  for (let index = from; index < to; index++) sum = (Math.imul(sum, 31) + words[index]) | 0;
  return sum >>> 0;
}

/** The runtime's folder: its files, and how much of them has come. */
class Files {
  /** @type {Map<string, number>} bytes that have come, by file */
  #loaded = new Map();
  /** @type {Map<string, number>} bytes of files that come in another form than the one expected */
  #sizes = new Map();
  /** @type {Facts | undefined} */
  #known;

  /** @param {Start & {path: Path}} options */
  constructor({ runtime, path, packs }) {
    this.runtime = runtime;
    this.path = path;
    this.packs = packs;
    /** @type {Promise<Facts>} */
    this.facts = this.#get("runtime.json").then(async (response) => (this.#known = await response.json()));
  }

  /**
   * Resolves to a file as it is.
   *
   * @param {string} name
   */
  async plain(name) {
    return this.count(await this.#get(name), name);
  }

  /**
   * Resolves to a file that also lies there compressed. A host that compresses by itself knows the better ways.
   *
   * @param {string} name
   */
  async unpacked(name) {
    if (this.packs) {
      const response = await this.#get(name);
      if (response.headers.has("Content-Encoding")) return this.count(response, name);
      response.body?.cancel();
    }
    const response = await this.#get(`${name}.gz`);
    const stream = this.count(response, `${name}.gz`);
    // A host that takes .gz for the encoding of an answer has the browser unpack it.
    return response.headers.has("Content-Encoding") ? stream : stream.pipeThrough(gunzip());
  }

  /**
   * Resolves to a script's exports. How much of a script has come shows only at its end.
   *
   * @param {string} name
   */
  async module(name) {
    const module = await arrived(import(this.runtime + name), name);
    const { files } = await this.facts;
    this.#add(name, (this.packs && files[`${name}.gz`]) || files[name]);
    return module;
  }

  /**
   * Returns what a response holds, and counts it while it is read.
   *
   * @param {Response} response
   * @param {string} name
   * @param {(error: unknown) => void} [fail]
   * @returns {ReadableStream<Uint8Array>}
   */
  count(response, name, fail = () => {}) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    // Of a response that the browser unpacks, the length on the line is in a header, or not known.
    const length = Number(response.headers.get("Content-Length"));
    const encoded = response.headers.has("Content-Encoding");
    const pull = async (/** @type {ReadableStreamDefaultController<Uint8Array>} */ controller) => {
      try {
        const { done, value } = await arrived(reader.read(), name);
        if (done) return controller.close();
        const share = encoded && length ? length / ((await this.facts).files[name] ?? length) : 1;
        this.#add(name, value.byteLength * share, encoded ? length : 0);
        controller.enqueue(value);
      } catch (error) {
        fail(error);
        controller.error(error);
      }
    };
    return new ReadableStream({ pull, cancel: (why) => reader.cancel(why) });
  }

  /**
   * @param {string} name
   * @param {number} bytes
   * @param {number} [size] of the whole file, where it is not the one that runtime.json names
   */
  #add(name, bytes, size = 0) {
    this.#loaded.set(name, (this.#loaded.get(name) ?? 0) + bytes);
    if (size) this.#sizes.set(name, size);
    if (!this.#known || library) return;
    const { files, start } = this.#known;
    const total = start[this.path].reduce((sum, file) => sum + this.#size(file, files), 0);
    const loaded = [...this.#loaded.values()].reduce((sum, count) => sum + count, 0);
    self.postMessage({ progress: { loaded: Math.min(Math.round(loaded), total), total } });
  }

  /**
   * @param {string} name
   * @param {Facts["files"]} files
   */
  #size(name, files) {
    const other = this.#sizes.get(name.replace(/\.gz$/, ""));
    if (other) return other;
    return (this.packs && name.endsWith(".mjs") && files[`${name}.gz`]) || files[name];
  }

  /** @param {string} name */
  #get(name) {
    return arrived(fetch(this.runtime + name), name);
  }
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function bytesOf(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** TypeScript takes it for something that could also give out shared memory. */
function gunzip() {
  return /** @type {ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array>} */ (
    /** @type {unknown} */ (new DecompressionStream("gzip"))
  );
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
 */
async function arrived(pending, name) {
  let result;
  try {
    result = await pending;
  } catch {
    throw new MissingError(navigator.onLine ? `${name} did not arrive` : "there is no network connection");
  }
  if (result instanceof Response && !result.ok) throw new MissingError(`the site answered ${result.status} for ${name}`);
  return result;
}

/** @param {RequestInfo | URL} request */
function fileName(request) {
  const address = request instanceof Request ? request.url : String(request);
  return address.slice(address.lastIndexOf("/") + 1);
}

/** @param {unknown} error */
function reason(error) {
  const lines = String(error instanceof Error ? error.message : error).trim().split("\n");
  return lines[lines.length - 1].slice(0, 160);
}
