/**
 * Writes what makes Python start fast into a runtime folder that holds Pyodide, the wheel and its lock file already:
 *
 *   node build.mjs FOLDER python_stdlib.zip
 *
 * - stdlib.zip: the standard library as bytecode
 * - start.zip: the part of it that the calculators use
 * - slim.wasm, slim.mjs: what of Pyodide's module and script is needed for that; see slim.mjs beside this file
 * - snapshot.bin: the memory of a Python in the slim module that has run every calculator
 *
 * Prints as JSON what the worker needs to know about the snapshot.
 */

import "./frozen.mjs";

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";

import { pack } from "./image.mjs";
import { marked, readMarks, slimmed, slimmedGlue, usedExports } from "./slim.mjs";

const [folder, sources] = process.argv.slice(2).map((argument) => path.resolve(argument));
const at = (/** @type {string} */ name) => path.join(folder, name);
const url = (/** @type {string} */ name) => pathToFileURL(at(name)).href;
const PACKAGE = "hyperbdr-calculators";
const LIBRARY = "/lib/python314.zip";
const SITE_PACKAGES = "/lib/python3.14/site-packages";
// What Python could otherwise learn from the machine that builds.
const MACHINE = {
  _sysExecutable: "python",
  env: { HOME: "/home/pyodide", LANG: "en_US.UTF-8", PYTHONHASHSEED: "0", TZ: "UTC" },
};

const { loadPyodide } = await import(url("pyodide.mjs"));
const { default: createWhole } = await import(url("pyodide.asm.mjs"));
const whole = readFileSync(at("pyodide.asm.wasm"));

try {
  await compileLibrary();
  await selectUsed();
  await makeSlim();
  console.log(JSON.stringify(await takeSnapshot()));
} catch (error) {
  // Node would print the line that threw: all of Pyodide.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function compileLibrary() {
  const python = await loadPyodide({ ...MACHINE, indexURL: folder, stdLibURL: sources });
  runFile(python, "library.py");
  python.FS.writeFile("/tmp/sources.zip", readFileSync(sources));
  python.globals.get("compile_library")("/tmp/sources.zip", "/tmp/library.zip");
  writeFileSync(at("stdlib.zip"), python.FS.readFile("/tmp/library.zip"));
}

/** Sees what Python imports when it starts without a snapshot. */
async function selectUsed() {
  const python = await startPlainly("stdlib.zip");
  runFile(python, "warm.py");
  python.globals.get("exercise")();
  runFile(python, "library.py");
  python.FS.writeFile("/tmp/library.zip", readFileSync(at("stdlib.zip")));
  python.globals.get("select_used")("/tmp/library.zip", "/tmp/start.zip");
  writeFileSync(at("start.zip"), python.FS.readFile("/tmp/start.zip"));
}

/**
 * Starts Python as the worker does without a snapshot.
 *
 * @param {string} library
 * @param {object} [more] options
 */
async function startPlainly(library, more) {
  const python = await loadPyodide({ ...MACHINE, ...more, indexURL: folder, stdLibURL: at(library) });
  await python.loadPackage(PACKAGE, { messageCallback: () => {} });
  return python;
}

async function makeSlim() {
  const glue = readFileSync(at("pyodide.asm.mjs"), "utf-8");
  const names = usedExports(whole, glue, readFileSync(at("pyodide.mjs"), "utf-8"));
  writeFileSync(at("slim.wasm"), slimmed(whole, await calledFunctions(), names));
  writeFileSync(at("slim.mjs"), slimmedGlue(glue, names));
}

async function takeSnapshot() {
  const { default: createSlim } = await import(url("slim.mjs"));
  const module = readFileSync(at("slim.wasm"));
  return withModule(new WebAssembly.Module(module), async () => {
    const python = await start({ _makeSnapshot: true, createPyodideModule: createSlim });
    runFile(python, "warm.py");
    python.runPython("exercise(); tidy()");
    clearUnused(python._module);
    const snapshot = python.makeMemorySnapshot();
    let fresh = new Uint8Array();
    await restore(snapshot, createSlim, (memory) => (fresh = memory.slice()));
    const id = buildId();
    const file = pack(snapshot, fresh, module, id);
    writeFileSync(at("snapshot.bin"), file);
    return { id, bytes: file.length, info: options().lockFileContents.info };
  });
}

/** What Pyodide is started with, here as in the worker. */
function options() {
  const { info } = JSON.parse(readFileSync(at("pyodide-lock.json"), "utf-8"));
  const lockFileContents = { info, packages: {} };
  return { ...MACHINE, indexURL: folder, stdLibURL: at("stdlib.zip"), lockFileContents, packageBaseUrl: "./" };
}

/**
 * Starts Python from its library, with the calculators as real files.
 *
 * @param {object} more options
 */
async function start(more) {
  const python = await loadPyodide({ ...options(), ...more });
  python.unpackArchive(wheel(), "wheel", { extractDir: SITE_PACKAGES });
  // Python notices a new file by the time of its folder, and time stands still here.
  python.runPython("import importlib; importlib.invalidate_caches()");
  return python;
}

/**
 * Starts Python from a snapshot.
 *
 * @param {Uint8Array} snapshot
 * @param {(settings: object) => Promise<any>} create
 * @param {(memory: Uint8Array) => void} [look] gets the memory before the snapshot goes into it
 */
function restore(snapshot, create, look = () => {}) {
  const createPyodideModule = async (/** @type {object} */ settings) => {
    const module = await create(settings);
    look(module.HEAPU8);
    if (snapshot.length > module.HEAPU8.length) module.growMemory(snapshot.length);
    return module;
  };
  return loadPyodide({ ...options(), _loadSnapshot: snapshot, createPyodideModule });
}

/**
 * Returns the positions of the functions that Python calls when it starts, runs the calculators, and does what
 * Python code does in general: from its library, from a snapshot, and as it is done without one.
 */
async function calledFunctions() {
  const module = new WebAssembly.Module(marked(whole));
  const imports = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
  /** @type {Uint8Array} */
  let snapshot;
  /** @type {Set<number>[]} */
  const seen = [];
  const run = async (/** @type {() => Promise<any>} */ begin, /** @type {(python: any) => void} */ then) => {
    /** @type {WebAssembly.Exports} */
    let exports = {};
    const split = (/** @type {WebAssembly.Instance} */ instance) => {
      exports = instance.exports;
      return { exports: readMarks(exports).others };
    };
    await withModule(module, async () => then(await begin()), split);
    seen.push(readMarks(exports).called);
  };
  const work = (/** @type {any} */ python) => {
    python.pyimport("random").seed();
    // The whole library comes only after the start, as in the worker.
    python.FS.writeFile(LIBRARY, readFileSync(at("stdlib.zip")));
    python.pyimport("importlib").invalidate_caches();
    runFile(python, "breadth.py");
    python.runPython("exercise(); breadth(); tidy()");
    for (const code of ["import nowhere", "[1, 'a', {'b': 2.5}, None]", "1 / 0", "x = = 1"]) {
      try {
        const value = python.runPython(code);
        String(value);
        value.toJs().destroy?.();
      } catch {
        // An error on its way from Python to JavaScript calls functions, too.
      }
    }
    seen.push(slotsOfTypes(python, imports));
  };
  await run(() => start({ _makeSnapshot: true }), (python) => {
    runFile(python, "warm.py");
    python.runPython("exercise(); tidy()");
    clearUnused(python._module);
    snapshot = python.makeMemorySnapshot();
    work(python);
  });
  await run(() => restore(snapshot, createWhole), work);
  // A browser knows no program, and Python then looks for one in another way.
  await run(() => startPlainly("start.zip", { _sysExecutable: "./this.program" }), (python) => {
    runFile(python, "warm.py");
    python.runPython("exercise()");
    work(python);
  });
  return new Set(seen.flatMap((positions) => [...positions]));
}

/**
 * Returns the positions of the functions that types name, to free or compare their objects and so on. When these
 * are called is a matter of chance: the garbage collector comes by now and then.
 *
 * @param {any} python
 * @param {number} imports how many functions come before those of the module
 */
function slotsOfTypes(python, imports) {
  const { HEAPU32, wasmTable } = python._module;
  const places = JSON.parse(python.runPython("import json; json.dumps(places_of_types())"));
  const words = places.flatMap(([at, size]) => [...HEAPU32.subarray(at / 4, (at + size) / 4)]);
  const indices = new Set(words.filter((word) => word > 0 && word < wasmTable.length));
  // The name of a function of a module is its number.
  return new Set([...indices].map((index) => Number(wasmTable.get(index)?.name) - imports));
}

/**
 * Has Pyodide use another form of its module.
 *
 * @template T
 * @param {WebAssembly.Module} module
 * @param {() => Promise<T>} act
 * @param {(instance: WebAssembly.Instance) => {exports: WebAssembly.Exports}} [shown] what Pyodide sees of an instance
 */
async function withModule(module, act, shown = (instance) => instance) {
  const own = WebAssembly.instantiate;
  // Pyodide also instantiates small modules of its own, which are left alone.
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any} */ source, /** @type {any} */ imports) =>
      source.byteLength === whole.byteLength
        ? { module, instance: shown(await own(module, imports)) }
        : own(source, imports)
  );
  try {
    return await act();
  } finally {
    WebAssembly.instantiate = own;
  }
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
    if (name !== "snapshot.bin") hash.update(name).update(readFileSync(at(name)));
  }
  return hash.digest().readUInt32LE();
}

function wheel() {
  const [name] = readdirSync(folder).filter((file) => file.endsWith(".whl"));
  return new Uint8Array(readFileSync(at(name)));
}

/**
 * @param {any} python
 * @param {string} name of a file beside this one
 */
function runFile(python, name) {
  python.runPython(readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf-8"), { filename: name });
}
