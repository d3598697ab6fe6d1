/**
 * Python from all of Pyodide, for what a snapshot cannot do: where it fails, and for extras.
 *
 * @typedef {import("./worker.mjs").Start} Start
 * @typedef {import("./worker.mjs").Python} Python
 * @typedef {import("./worker.mjs").Question} Question
 * @typedef {import("./worker.mjs").Errand} Errand
 * @typedef {import("./worker.mjs").Files} Files
 */

const PACKAGE = "hyperbdr-calculators";
const ENTRY = "calculators.bridge";
const LIBRARY = "stdlib.zip";
const PACKAGES = "/lib/python3.14/site-packages";

/**
 * Resolves to Python's way in.
 *
 * @param {Files} files
 * @param {Start} start
 * @returns {Promise<Python>}
 */
export async function load(files, start) {
  const extra = start.extra ? files.bytes(`${start.extra}.zip`) : null;
  const module = files.module("pyodide.asm.wasm");
  const library = files.bytes(LIBRARY);
  const scripts = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => files.script(start.runtime + name)));
  const run = async () => {
    const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
    const settings = { createPyodideModule, indexURL: start.runtime, stdLibURL: start.runtime + LIBRARY };
    const bodies = { "pyodide.asm.wasm": null, [LIBRARY]: library };
    const python = await withFetch(files, bodies, () => withModule(module, () => loadPyodide(settings)));
    await withFetch(files, {}, () => python.loadPackage(PACKAGE, { messageCallback: () => {} }));
    if (extra) python.unpackArchive(await extra, "zip", { extractDir: PACKAGES });
    const bridge = python.pyimport(ENTRY);
    return {
      answer: (/** @type {Question | Errand} */ request) =>
        "extra" in request ? errand(python, request) : JSON.parse(bridge.answer(JSON.stringify(request))),
      keep: (/** @type {Uint8Array} */ piece) => bridge.keep(new TextDecoder().decode(piece)),
    };
  };
  // Pyodide itself would wait for ever for a file that does not arrive.
  const [ready] = await Promise.all([run(), files.facts, module, library, scripts, extra]);
  return ready;
}

/**
 * @param {any} python
 * @param {Errand} errand
 */
function errand(python, { id, extra, asked, content }) {
  const bytes = python.toPy(new Uint8Array(content));
  try {
    return { id, result: JSON.parse(python.pyimport(`${extra}.answer`)(JSON.stringify(asked), bytes)) };
  } finally {
    bytes.destroy();
  }
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
 * @param {Files} files
 * @param {Record<string, Promise<ArrayBuffer> | null>} bodies what Pyodide gets for a file that is on its way already
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
async function withFetch(files, bodies, act) {
  const own = self.fetch;
  try {
    return await new Promise((resolve, reject) => {
      self.fetch = async (request) => {
        const name = files.nameOf(request);
        try {
          return new Response(await (name in bodies ? bodies[name] : files.bytes(name)));
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
