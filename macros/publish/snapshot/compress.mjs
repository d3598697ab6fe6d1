/**
 * Writes compressed forms beside files: .gz, which every browser can unpack by script, and .br for hosts that send it.
 *
 *   node compress.mjs CACHE FILE...
 *
 * The best brotli takes a minute. So what comes from Pyodide is kept in the folder CACHE by what it holds, and what
 * is made anew with the calculators gets a faster one that is a tenth larger.
 */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const FAST = 9;
const BEST = 11;
const [cache, ...files] = process.argv.slice(2);
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

await Promise.all(files.map(compress));

/** @param {string} file */
async function compress(file) {
  const content = readFileSync(file);
  writeFileSync(`${file}.gz`, await gzip(content, { level: 9 }));
  if (!path.basename(file).startsWith("pyodide")) writeFileSync(`${file}.br`, await packed(content, FAST));
  else copyFileSync(await kept(content), `${file}.br`);
}

/**
 * Returns the file that holds the best form of a content, made only if it is not there yet.
 *
 * @param {Buffer} content
 */
async function kept(content) {
  const file = path.join(cache, `${createHash("sha256").update(content).digest("hex")}.br`);
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    // Another build may read the file at the same time: it must never see a part of it.
    const part = `${file}.${process.pid}`;
    writeFileSync(part, await packed(content, BEST));
    renameSync(part, file);
  }
  return file;
}

/**
 * @param {Buffer} content
 * @param {number} quality
 */
function packed(content, quality) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: quality,
    [BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
    [BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return brotli(content, { params });
}
