/**
 * Writes what makes Python start fast into a runtime folder that holds Pyodide, the wheel and its lock file already:
 *
 *   node build.mjs FOLDER python_stdlib.zip
 *
 * - stdlib.zip: the standard library as bytecode
 * - start.zip: the part of it that the calculators use
 * - snapshot.bin: the memory of a Python that has run every calculator
 *
 * Prints as JSON what the worker needs to know about the snapshot.
 */

import "./frozen.mjs";

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";

import { pack } from "./image.mjs";

const [folder, sources] = process.argv.slice(2).map((argument) => path.resolve(argument));
const at = (/** @type {string} */ name) => path.join(folder, name);
const url = (/** @type {string} */ name) => pathToFileURL(at(name)).href;
const PACKAGE = "hyperbdr-calculators";
const SITE_PACKAGES = "/lib/python3.14/site-packages";
// What Python could otherwise learn from the machine that builds.
const MACHINE = {
  _sysExecutable: "python",
  env: { HOME: "/home/pyodide", LANG: "en_US.UTF-8", PYTHONHASHSEED: "0", TZ: "UTC" },
};

const { loadPyodide } = await import(url("pyodide.mjs"));
const { default: createModule } = await import(url("pyodide.asm.mjs"));

try {
  await compileLibrary();
  await selectUsed();
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

/** Starts Python as the worker does without a snapshot, to see what it imports. */
async function selectUsed() {
  const python = await loadPyodide({ ...MACHINE, indexURL: folder, stdLibURL: at("stdlib.zip") });
  await python.loadPackage(PACKAGE, { messageCallback: () => {} });
  runFile(python, "warm.py");
  python.globals.get("exercise")();
  runFile(python, "library.py");
  python.FS.writeFile("/tmp/library.zip", readFileSync(at("stdlib.zip")));
  python.globals.get("select_used")("/tmp/library.zip", "/tmp/start.zip");
  writeFileSync(at("start.zip"), python.FS.readFile("/tmp/start.zip"));
}

async function takeSnapshot() {
  const { info } = JSON.parse(readFileSync(at("pyodide-lock.json"), "utf-8"));
  const options = {
    ...MACHINE,
    indexURL: folder,
    stdLibURL: at("stdlib.zip"),
    lockFileContents: { info, packages: {} },
    packageBaseUrl: "./",
  };
  const python = await loadPyodide({ ...options, _makeSnapshot: true });
  python.unpackArchive(wheel(), "wheel", { extractDir: SITE_PACKAGES });
  // Python notices a new file by the time of its folder, and time stands still here.
  python.runPython("import importlib; importlib.invalidate_caches()");
  runFile(python, "warm.py");
  python.runPython("exercise(); tidy()");
  clearUnused(python._module);
  const snapshot = python.makeMemorySnapshot();
  const fresh = await freshMemory(options, snapshot);
  const module = readFileSync(at("pyodide.asm.wasm"));
  const id = buildId();
  const file = pack(snapshot, fresh, module, id);
  writeFileSync(at("snapshot.bin"), file);
  return { id, bytes: file.length, info };
}

/**
 * Returns the memory that a module has before a snapshot goes into it.
 *
 * @param {object} options
 * @param {Uint8Array} snapshot
 */
async function freshMemory(options, snapshot) {
  let memory = new Uint8Array();
  const createPyodideModule = async (/** @type {object} */ settings) => {
    const module = await createModule(settings);
    memory = module.HEAPU8.slice();
    if (snapshot.length > memory.length) module.growMemory(snapshot.length);
    return module;
  };
  await loadPyodide({ ...options, _loadSnapshot: snapshot, createPyodideModule });
  return memory;
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
