/**
 * Writes what makes Python start fast into a runtime folder that holds Pyodide, the wheel and its lock file already:
 *
 *   node build.mjs FOLDER python_stdlib.zip PACKAGE
 *
 * - stdlib.zip: the standard library as bytecode
 * - slim.wasm: what of Pyodide's module the calculators need; see slim.mjs beside this file
 * - snapshot.bin: the memory of a Python that has run the calculators which pages ask alone, for
 *   docs/assets/python/machine.mjs
 * - rest.bin: what it becomes once Python has run everything else
 *
 * PACKAGE is a folder with the calculators as the wheel holds them. Prints as JSON what the page needs to know about
 * the snapshot.
 */

import "./frozen.mjs";

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";

import { EXPORTS, Machine } from "../../../docs/assets/python/machine.mjs";
import { blanked, pack, packChange, staticData } from "./image.mjs";
import { clearMarks, marked, readMarks, slimmed, withoutMarks } from "./slim.mjs";
import { placesOf, tablesOf } from "./unread.mjs";

const [folder, sources, source] = process.argv.slice(2).map((argument) => path.resolve(argument));
const at = (/** @type {string} */ name) => path.join(folder, name);
const url = (/** @type {string} */ name) => pathToFileURL(at(name)).href;
const SITE_PACKAGES = "/lib/python3.14/site-packages";
// As all paths that begin so here, of the file system that Pyodide has in its memory.
const COMPILED = "/tmp/compiled";
const VALUE = "/tmp/value.json";
// What Python could otherwise learn from the machine that builds. It leaves out docstrings, and columns of tracebacks.
const MACHINE = {
  _sysExecutable: "python",
  env: {
    HOME: "/home/pyodide",
    LANG: "en_US.UTF-8",
    PYTHONHASHSEED: "0",
    PYTHONNODEBUGRANGES: "1",
    PYTHONOPTIMIZE: "2",
    TZ: "UTC",
  },
};
/** The module that Pyodide brings for calls with fewer arguments, in a form that Node.js of any age can read. */
const TRAMPOLINE = /hexStringToUTF8Array\("([0-9a-f]+)"\)/;

/** @typedef {{exports: any, module: any, run: (code: string) => void}} Python */

const { loadPyodide } = await import(url("pyodide.mjs"));
const { default: createWhole } = await import(url("pyodide.asm.mjs"));
const glue = readFileSync(at("pyodide.asm.mjs"), "utf-8");
const whole = readFileSync(at("pyodide.asm.wasm"));

/** @type {[string, Uint8Array][]} files of the calculators by their path, as bytecode */
let calculators = [];
/** @type {import("./unread.mjs").Range[]} data of the module that nobody reads in the page */
let unread = [];

try {
  await compileAll();
  unread = await unreadData();
  writeFileSync(at("slim.wasm"), blanked(slimmed(whole, await calledFunctions(), new Set(EXPORTS)), unread));
  const { files, facts, requests } = await takeSnapshot(readFileSync(at("slim.wasm")));
  writeFileSync(at("snapshot.bin"), files[0]);
  writeFileSync(at("rest.bin"), files[1]);
  prove(files, facts, requests);
  console.log(JSON.stringify(facts));
} catch (error) {
  // Node would print the line that threw: all of Pyodide.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function compileAll() {
  const python = await loadPyodide({ ...MACHINE, indexURL: folder, stdLibURL: sources });
  python.runPython(scriptText("library.py"));
  python.FS.writeFile("/tmp/sources.zip", readFileSync(sources));
  python.globals.get("compile_library")("/tmp/sources.zip", "/tmp/library.zip");
  writeFileSync(at("stdlib.zip"), python.FS.readFile("/tmp/library.zip"));
  copy(python.FS, source, SITE_PACKAGES);
  calculators = python.globals.get("compile_package")(SITE_PACKAGES, COMPILED).toJs();
  calculators = calculators.map((name) => [name, python.FS.readFile(`${COMPILED}/${name}`)]);
}

/** Returns where the data lies that nobody reads in the page. */
async function unreadData() {
  const python = await start(new WebAssembly.Module(whole));
  python.run(scriptText("unread.py"));
  const { end } = staticData(whole);
  const { HEAPU8, HEAPU32 } = python.module;
  const { frozen, tables } = valueOf(python, "{'frozen': frozen(), 'tables': tables()}");
  const found = [...placesOf(HEAPU8.subarray(0, end), frozen), ...tablesOf(HEAPU32, tables)];
  if (found.some(({ at, length }) => at + length > end)) throw new Error("what nobody reads is no static data");
  return found;
}

/**
 * Returns the positions of the functions that Python calls when it runs the calculators and does what Python code does
 * in general, both here and in a machine that goes on from the snapshot.
 */
async function calledFunctions() {
  const marks = marked(whole);
  const module = new WebAssembly.Module(marks);
  const python = await start(module);
  python.run(scriptText("warm.py"));
  python.run(scriptText("breadth.py"));
  python.run("every = requests()");
  // Nobody starts Python in the page, or imports there.
  clearMarks(python.exports);
  python.run("exercise(every); breadth(); tidy()");
  const { files, facts, requests } = await takeSnapshot(marks);
  const machine = new Machine(module, files, facts);
  askAll(machine, requests.flat());
  return new Set([...readMarks(python.exports), ...readMarks(machine.exports), ...slotsOfTypes(python)]);
}

/**
 * Starts Python without what Pyodide adds to it, and with the calculators as files.
 *
 * @param {WebAssembly.Module} wasm
 * @returns {Promise<Python>}
 */
async function start(wasm) {
  const enough = new Error("Pyodide would go on to set up its own parts");
  const own = WebAssembly.instantiate;
  /** @type {any} */
  let [module, exports] = [];
  // Pyodide also instantiates small modules of its own, which are left alone.
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any} */ bytes, /** @type {any} */ imports) => {
      if (bytes.byteLength !== whole.byteLength) return own(bytes, imports);
      const instance = await own(wasm, imports);
      exports = instance.exports;
      // Joining a mark for each function to a script would take minutes.
      return { module: wasm, instance: { exports: withoutMarks(exports) } };
    }
  );
  const createPyodideModule = async (/** @type {object} */ settings) => {
    module = await createWhole(settings);
    throw enough;
  };
  const library = { indexURL: folder, stdLibURL: at("stdlib.zip"), packageBaseUrl: "./" };
  try {
    await loadPyodide({ ...MACHINE, ...library, lockFileContents: lock(), createPyodideModule });
  } catch (error) {
    if (error !== enough) throw error;
  } finally {
    WebAssembly.instantiate = own;
  }
  for (const [name, content] of calculators) {
    const place = `${SITE_PACKAGES}/${name}`;
    module.FS.mkdirTree(path.posix.dirname(place));
    module.FS.writeFile(place, content);
  }
  const run = (/** @type {string} */ code) => {
    const text = new TextEncoder().encode(`${code}\0`);
    const place = module._malloc(text.length);
    module.HEAPU8.set(text, place);
    const failed = module._PyRun_SimpleString(place);
    module._free(place);
    if (failed) throw new Error("Python ran into an error, see above");
  };
  // Python notices a new file by the time of its folder, and time stands still here.
  run("import sys; sys.path_importer_cache.clear()");
  run(scriptText("lean.py"));
  return { exports, module, run };
}

/** Pyodide's lock file without any package. */
function lock() {
  const { info } = JSON.parse(readFileSync(at("pyodide-lock.json"), "utf-8"));
  return { info, packages: {} };
}

/**
 * Copies a folder into a module's file system.
 *
 * @param {any} files
 * @param {string} from
 * @param {string} to
 */
function copy(files, from, to) {
  files.mkdirTree(to);
  for (const name of readdirSync(from).sort()) {
    const [here, there] = [path.join(from, name), `${to}/${name}`];
    if (statSync(here).isDirectory()) copy(files, here, there);
    else files.writeFile(there, readFileSync(here));
  }
}

/**
 * Returns the memory of a Python that has run the calculators which pages ask alone, and what it becomes once Python has
 * run everything else, as files; what the page must know about both; and what each has run.
 *
 * @param {Uint8Array} wasm the module that it is for
 */
async function takeSnapshot(wasm) {
  const python = await start(new WebAssembly.Module(whole));
  const { exports, module } = python;
  python.run(scriptText("warm.py"));
  const settled = (/** @type {string} */ requests) => {
    python.run(`exercise(${requests}); tidy()`);
    clearUnused(module);
    // Only a newer Node.js has one. The page puts its own in this place.
    module.HEAPU32[trampoline.at / 4] = 0;
    const memory = module.HEAPU8.slice();
    for (const { at, length } of unread) memory.fill(0, at, at + length);
    return memory;
  };
  const trampoline = {
    at: exports._PyRuntime.value + module.HEAPU32[exports._PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value / 4],
    code: Buffer.from(found(TRAMPOLINE, glue), "hex").toString("base64"),
  };
  const [alone, all] = [settled("alone()"), settled("rest()")];
  const { addresses, requests } = valueOf(python, "{'addresses': addresses(), 'requests': [alone(), rest()]}");
  const id = buildId();
  const files = [pack(alone, freshMemory(wasm, alone.length), wasm, id), packChange(alone, all, id)];
  const bytes = files.map(({ length }) => length);
  return { files, facts: { id, bytes, stack: exports.__stack_pointer.value, ...addresses, trampoline }, requests };
}

/**
 * Has the slim module answer every question from the memories that are for it. Throws where it cannot.
 *
 * @param {Uint8Array[]} files
 * @param {import("../../../docs/assets/python/machine.mjs").Snapshot} facts
 * @param {[string, string][][]} requests
 */
function prove(files, facts, requests) {
  const module = new WebAssembly.Module(readFileSync(at("slim.wasm")));
  askAll(new Machine(module, files.slice(0, 1), facts), requests[0]);
  askAll(new Machine(module, files, facts), requests.flat());
}

/**
 * @param {Machine} machine
 * @param {[string, string][]} requests each with the long text that it is about
 */
function askAll(machine, requests) {
  for (const [request, text] of requests) {
    for (const piece of ["", text]) machine.keep(new TextEncoder().encode(piece));
    machine.answer(request);
  }
}

/**
 * Returns the memory of a module in which nothing has run yet.
 *
 * @param {Uint8Array} wasm
 * @param {number} size
 */
function freshMemory(wasm, size) {
  const module = new WebAssembly.Module(wasm);
  /** @type {Record<string, any>} */
  const imports = {};
  for (const { module: group, name, kind } of WebAssembly.Module.imports(module)) {
    imports[group] ??= {};
    imports[group][name] = kind === "global" ? new WebAssembly.Global({ value: "i32", mutable: true }) : () => {};
  }
  const memory = new Uint8Array(size);
  const { exports } = /** @type {any} */ (new WebAssembly.Instance(module, imports));
  memory.set(new Uint8Array(exports.memory.buffer));
  return memory;
}

/**
 * Returns the positions of the functions that types name, to free or compare their objects and so on. When these
 * are called is a matter of chance: the garbage collector comes by now and then.
 *
 * @param {Python} python
 */
function slotsOfTypes(python) {
  const { HEAPU32, wasmTable } = python.module;
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(whole)).filter(({ kind }) => kind === "function");
  /** @type {[number, number][]} */
  const places = valueOf(python, "places_of_types()");
  const words = places.flatMap(([place, size]) => [...HEAPU32.subarray(place / 4, (place + size) / 4)]);
  const indices = new Set(words.filter((word) => word > 0 && word < wasmTable.length));
  // The name of a function of a module is its number. What lies behind the module's own functions has none.
  return [...indices].map((index) => Number(wasmTable.get(index)?.name) - imports.length).filter((it) => it >= 0);
}

/**
 * Returns what a Python expression gives, by way of a file.
 *
 * @param {Python} python
 * @param {string} expression
 */
function valueOf({ module, run }, expression) {
  run(`import json\nwith open("${VALUE}", "w") as file: file.write(json.dumps(${expression}))`);
  return JSON.parse(module.FS.readFile(VALUE, { encoding: "utf8" }));
}

/**
 * Fills the memory that Python does not use with zeros: free blocks of the heap, large ones first, and the stack
 * below its top. Without this a third more would have to be sent.
 *
 * @param {any} module
 */
function clearUnused(module) {
  const blocks = [];
  for (const size of blockSizes()) {
    for (;;) {
      const end = module._sbrk(0);
      const block = module._malloc(size);
      // A block that made the heap grow was not a free one.
      const grown = module._sbrk(0) > end;
      if (grown) module._free(block);
      if (grown || !block) break;
      module.HEAPU8.fill(0, block, block + size);
      blocks.push(block);
    }
  }
  for (const block of blocks) module._free(block);
  const [bottom, top] = [module._emscripten_stack_get_end(), module._emscripten_stack_get_current()];
  module.HEAPU8.fill(0, bottom + 64, top - 1024);
}

function* blockSizes() {
  for (let size = 1 << 20; size > 64; size >>= 1) yield size;
  for (let size = 64; size >= 24; size -= 8) yield size;
}

/** Returns a number that stands for everything a snapshot is bound to. */
function buildId() {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".bin")) hash.update(name).update(readFileSync(at(name)));
  }
  return hash.digest().readUInt32LE();
}

/**
 * @param {RegExp} pattern
 * @param {string} text
 */
function found(pattern, text) {
  const match = pattern.exec(text);
  if (!match) throw new Error("Pyodide's script is not built in the way that build.mjs knows");
  return match[1];
}

/** @param {string} name of a file beside this one */
function scriptText(name) {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf-8");
}
