/**
 * A small form of Pyodide's module.
 *
 * A function that the calculators never call keeps its place, but not its body: calling it ends the program with a
 * trap, never with a wrong result, and the worker starts again with the whole module. What only Pyodide's scripts and
 * compiled extensions would look for is not exported.
 */

import { CODE, EXPORT, GLOBAL, Reader, contentOf, rebuilt, sized, unsigned, vector } from "./wasm.mjs";

/** No local variables, `unreachable`, `end`. */
const TRAP = Uint8Array.of(0, 0x00, 0x0b);
/** A variable number of 32 bits that starts as 0. */
const NUMBER = Uint8Array.of(0x7f, 1, 0x41, 0, 0x0b);
/** `i32.const 1`, `global.set` */
const SET = Uint8Array.of(0x41, 1, 0x24);
/** Kinds of exports. */
const FUNCTION = 0;
const GLOBAL_EXPORT = 3;
/** What the name of a mark begins with. */
const MARK = "called ";

/**
 * Returns the module with a mark on each of its functions, which is set when the function is called.
 *
 * @param {Uint8Array} module
 */
export function marked(module) {
  const functions = bodies(module);
  const globals = items(module, GLOBAL);
  const first = importsOf(module, "global") + globals.count;
  const exports = items(module, EXPORT);
  const marks = functions.map((_, index) => {
    const name = Buffer.from(`${MARK}${index}`);
    return Buffer.concat([sized(name), Uint8Array.of(GLOBAL_EXPORT), unsigned(first + index)]);
  });
  return rebuilt(module, {
    [GLOBAL]: extended(globals, functions.map(() => NUMBER)),
    [EXPORT]: extended(exports, marks),
    [CODE]: vector(functions.map((body, index) => sized(withMark(body, first + index)))),
  });
}

/**
 * Returns the positions of the functions that were called.
 *
 * @param {WebAssembly.Exports} exports of a marked module
 */
export function readMarks(exports) {
  return marksOf(exports).filter(([, mark]) => mark.value).map(([name]) => Number(name.slice(MARK.length)));
}

/**
 * Has no function count as called.
 *
 * @param {WebAssembly.Exports} exports of a marked module
 */
export function clearMarks(exports) {
  for (const [, mark] of marksOf(exports)) mark.value = 0;
}

/**
 * Returns what a marked module exported before.
 *
 * @param {WebAssembly.Exports} exports
 */
export function withoutMarks(exports) {
  return Object.fromEntries(Object.entries(exports).filter(([name]) => !name.startsWith(MARK)));
}

/**
 * @param {WebAssembly.Exports} exports
 * @returns {[string, WebAssembly.Global][]}
 */
function marksOf(exports) {
  return Object.entries(exports).filter(([name]) => name.startsWith(MARK));
}

/**
 * Returns the module with the bodies of those functions only and with those exports only.
 *
 * @param {Uint8Array} module
 * @param {Set<number>} called positions of functions
 * @param {Set<string>} names of exports
 */
export function slimmed(module, called, names) {
  const exports = exportsOf(module).filter(({ name }) => names.has(name));
  const imports = importsOf(module, "function");
  // What scripts may call stays, whether they did or not.
  const kept = new Set(exports.filter(({ kind }) => kind === FUNCTION).map(({ index }) => index - imports));
  const fewer = rebuilt(module, { [EXPORT]: vector(exports.map(({ content }) => content)) });
  return withoutBodies(fewer, (position) => !called.has(position) && !kept.has(position));
}

/**
 * Returns the module with a trap in the place of some functions.
 *
 * @param {Uint8Array} module
 * @param {(position: number) => boolean} isTrap
 */
export function withoutBodies(module, isTrap) {
  const functions = bodies(module).map((body, position) => sized(isTrap(position) ? TRAP : body));
  return rebuilt(module, { [CODE]: vector(functions) });
}

/** @param {Uint8Array} module */
function exportsOf(module) {
  const reader = contentOf(module, EXPORT);
  return Array.from({ length: reader.unsigned() }, () => {
    const start = reader.at;
    const name = Buffer.from(reader.take(reader.unsigned())).toString();
    const kind = reader.byte();
    const index = reader.unsigned();
    return { name, kind, index, content: reader.bytes.subarray(start, reader.at) };
  });
}

/** @param {Uint8Array} module */
function bodies(module) {
  const reader = contentOf(module, CODE);
  return Array.from({ length: reader.unsigned() }, () => reader.take(reader.unsigned()));
}

/**
 * Puts the mark behind the declarations of the local variables.
 *
 * @param {Uint8Array} body
 * @param {number} mark
 */
function withMark(body, mark) {
  const reader = new Reader(body);
  for (let left = reader.unsigned(); left > 0; left--) {
    reader.unsigned();
    reader.byte();
  }
  return Buffer.concat([body.subarray(0, reader.at), SET, unsigned(mark), body.subarray(reader.at)]);
}

/**
 * Returns how many items a section holds, and their bytes.
 *
 * @param {Uint8Array} module
 * @param {number} section
 */
function items(module, section) {
  const reader = contentOf(module, section);
  return { count: reader.unsigned(), content: reader.bytes.subarray(reader.at) };
}

/**
 * @param {{count: number, content: Uint8Array}} section
 * @param {Uint8Array[]} more
 */
function extended({ count, content }, more) {
  return Buffer.concat([unsigned(count + more.length), content, ...more]);
}

/**
 * Returns how many things of a kind a module imports. They come first when things of that kind are numbered.
 *
 * @param {Uint8Array} module
 * @param {"function" | "global"} wanted
 */
function importsOf(module, wanted) {
  return WebAssembly.Module.imports(new WebAssembly.Module(module)).filter(({ kind }) => kind === wanted).length;
}
