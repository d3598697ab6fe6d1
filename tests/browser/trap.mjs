/** Takes the body of one more function out of a slim module. */

import { contentOf, EXPORT } from "../../macros/publish/snapshot/wasm.mjs";
import { withoutBodies } from "../../macros/publish/snapshot/slim.mjs";

/**
 * @param {Uint8Array} slim
 * @param {Uint8Array} whole still exports every function by its name
 * @param {string} name
 */
export function withTrap(slim, whole, name) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(whole)).filter(({ kind }) => kind === "function");
  const reader = contentOf(whole, EXPORT);
  for (let left = reader.unsigned(); left > 0; left--) {
    const found = Buffer.from(reader.take(reader.unsigned())).toString();
    const kind = reader.byte();
    const index = reader.unsigned();
    if (kind === 0 && found === name) return withoutBodies(slim, (position) => position === index - imports.length);
  }
  throw new Error(`Pyodide's module has no function ${name}`);
}
