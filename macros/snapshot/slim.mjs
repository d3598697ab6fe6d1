/**
 * A small form of Pyodide's module and of the script that joins it to the page.
 *
 * A function that the calculators never call keeps its place, but not its body: calling it ends the program with a
 * trap, never with a wrong result, and the worker starts again with the whole module. What only compiled extensions
 * would look for is not exported, because joining each of thousands of names takes longer than starting Python.
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
const ASSIGNING = "function assignWasmExports(wasmExports){";
const ASSIGNMENT = /(_\w+)=Module\["\1"\]=wasmExports\["(\w+)"\](?:\.value>>>0)?(?:;|$)/g;
/** Pyodide assigns some six thousand exports. */
const MANY = 1_000;

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
 * Tells apart what a marked module exports: the positions of the functions that were called, and what it exported
 * before.
 *
 * @param {WebAssembly.Exports} exports
 */
export function readMarks(exports) {
  const called = new Set();
  const others = {};
  for (const [name, value] of Object.entries(exports)) {
    if (!name.startsWith(MARK)) others[name] = value;
    else if (value.value) called.add(Number(name.slice(MARK.length)));
  }
  return { called, others };
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

/**
 * Returns the names of the exports that Pyodide's scripts or the module's own imports use.
 *
 * @param {Uint8Array} module
 * @param {string} glue the script that joins the module to the page
 * @param {string} others other scripts
 * @returns {Set<string>}
 */
export function usedExports(module, glue, others) {
  const { before, after } = parted(glue);
  const words = new Set(`${before} ${after} ${others}`.match(/[\w$]+/g));
  const imported = new Set(WebAssembly.Module.imports(new WebAssembly.Module(module)).map(({ name }) => name));
  const isUsed = (/** @type {string} */ name) => words.has(name) || words.has(`_${name}`) || imported.has(name);
  return new Set(exportsOf(module).map(({ name }) => name).filter(isUsed));
}

/**
 * Returns the script without what it does about other exports than those.
 *
 * @param {string} glue
 * @param {Set<string>} names of exports
 */
export function slimmedGlue(glue, names) {
  const { before, declared, assignments, after } = parted(glue);
  const dropped = new Set(assignments.filter(({ exported }) => !names.has(exported)).map(({ variable }) => variable));
  const kept = assignments.filter(({ exported }) => names.has(exported));
  const variables = declared.filter((variable) => !dropped.has(variable));
  return `${before}var ${variables};${ASSIGNING}${kept.map(({ text }) => text).join("")}${after}`;
}

/**
 * Takes the script apart around the list of its exports. Throws if it is not built as this expects.
 *
 * @param {string} glue
 */
function parted(glue) {
  const at = glue.indexOf(ASSIGNING);
  const declaration = glue.lastIndexOf("var ", at);
  const declared = glue.slice(declaration + 4, at);
  const list = glue.slice(at + ASSIGNING.length, glue.indexOf("}", at));
  const assignments = [...list.matchAll(ASSIGNMENT)].map(([text, variable, exported]) => ({ text, variable, exported }));
  if (at < 0 || !/^[\w$,]+;$/.test(declared) || assignments.length < MANY) {
    throw new Error("Pyodide's script does not list its exports in the way that slim.mjs knows");
  }
  const rest = list.replace(ASSIGNMENT, "") + glue.slice(at + ASSIGNING.length + list.length);
  return { before: glue.slice(0, declaration), declared: declared.slice(0, -1).split(","), assignments, after: rest };
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
