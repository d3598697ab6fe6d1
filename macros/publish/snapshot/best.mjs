/**
 * Keeps the best brotli of contents, which takes a minute for Pyodide, in a folder by what they hold:
 *
 *   node best.mjs CACHE FILE...
 *
 * `make` runs this while the Python packages are still on their way; what is not kept by then is made when it is needed.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";

export const BEST = 11;
const compressed = promisify(zlib.brotliCompress);

if (path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [cache, ...files] = process.argv.slice(2);
  await Promise.all(files.map((file) => best(cache, readFileSync(file))));
}

/**
 * Resolves to the file in CACHE that holds the best form of a content, made only if it is not there yet.
 *
 * @param {string} cache
 * @param {Buffer} content
 */
export async function best(cache, content) {
  const file = path.join(cache, `${createHash("sha256").update(content).digest("hex")}.br`);
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    // Another build may read the file at the same time: it must never see a part of it.
    const part = `${file}.${process.pid}`;
    writeFileSync(part, await brotli(content, BEST));
    renameSync(part, file);
  }
  return file;
}

/**
 * Resolves to a content in brotli's form.
 *
 * @param {Buffer} content
 * @param {number} quality
 */
export function brotli(content, quality) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: quality,
    [BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
    [BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return compressed(content, { params });
}
