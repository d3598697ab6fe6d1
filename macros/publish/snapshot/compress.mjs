/**
 * Writes compressed forms beside files: .gz, which every browser can unpack by script, and .br for hosts that send it.
 *
 *   node compress.mjs CACHE FILE...
 *
 * All get the best brotli: a site is built once and read often. What comes from Pyodide is kept in the folder CACHE, see
 * best.mjs.
 */

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

import { BEST, best, brotli } from "./best.mjs";

const [cache, ...files] = process.argv.slice(2);
const gzip = promisify(zlib.gzip);

await Promise.all(files.map(compress));

/** @param {string} file */
async function compress(file) {
  const content = readFileSync(file);
  writeFileSync(`${file}.gz`, await gzip(content, { level: 9 }));
  if (!path.basename(file).startsWith("pyodide")) writeFileSync(`${file}.br`, await brotli(content, BEST));
  else copyFileSync(await best(cache, content), `${file}.br`);
}
