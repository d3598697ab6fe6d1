/**
 * What a file holds: a short text, a long one, a workbook, or nothing that a field can take.
 *
 * @typedef {import("./longtext.mjs").Limit} Limit
 */

import { encodingOf, wideOf } from "./encodings.mjs";
import { LONG, LongText, tooLarge } from "./longtext.mjs";

const SAMPLE = 65_536;
/** How many bytes are decoded before the page gets to anything else. */
const SLICE = 1_048_576;
/** No sign takes more bytes, in UTF-8 or in UTF-16. */
const MOST_BYTES_A_LETTER = 4;
const MOST_WORKBOOK_BYTES = 50_000_000;
/** What stands in the names of a workbook's parts, or in its first one. */
const WORKBOOK_PARTS = ["xl/wor", "opendocument.spreadsheet"];
const ARCHIVE = "is an archive, not text, and no workbook. Unpack it first.";
const BINARY =
  "is a binary file, not text. Make text of it: of a file of sar with sadf -d FILE -- -d > trace.csv, of a log of Performance Monitor " +
  "with relog FILE -f csv -o trace.csv, of a recording of atop with atopsar -d -r FILE > trace.txt.";
/** Of the signs of a text hardly any is a control sign. */
const MOST_CONTROLS = 0.05;

/**
 * Resolves to the text of a file, the content of a workbook, or why there is neither, as the end of a sentence.
 *
 * @param {File} file
 * @param {Limit} most
 * @returns {Promise<{text: string | LongText} | {workbook: ArrayBuffer} | {reason: string}>}
 */
export async function textOf(file, most) {
  if (file.size > most.letters * MOST_BYTES_A_LETTER) return { reason: tooLarge(most) };
  try {
    const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    if (isContainer(start) || isZip(start)) return await workbookOf(file, most.archives);
    if (startsWith(start, 0x1f, 0x8b)) return { reason: ARCHIVE };
    const { parts, isUtf8 } = await decoded(file, start);
    if (isBinary(parts[0])) return { reason: most.binary ?? BINARY };
    const letters = parts.reduce((sum, part) => sum + part.length, 0);
    if (letters > most.letters) return { reason: tooLarge(most) };
    if (letters <= LONG) return { text: parts.join("") };
    return { text: new LongText(isUtf8 ? file : new Blob(parts), parts[0]) };
  } catch {
    return { reason: "could not be read." };
  }
}

/**
 * @param {File} file
 * @param {boolean} [archives]
 */
async function workbookOf(file, archives) {
  const content = await file.arrayBuffer();
  if (!archives && !isWorkbook(new Uint8Array(content))) return { reason: ARCHIVE };
  const most = MOST_WORKBOOK_BYTES / 1e6;
  const reason = `is too large: a workbook may have ${most} MB. Save the sheet as CSV.`;
  return file.size > MOST_WORKBOOK_BYTES ? { reason } : { workbook: content };
}

/**
 * Resolves to a file as text: UTF-16 where its mark or its empty bytes say so, else UTF-8, else what its words say.
 *
 * @param {File} file
 * @param {Uint8Array} start
 */
async function decoded(file, start) {
  if (startsWith(start, 0xff, 0xfe)) return { parts: await partsOf(file, new TextDecoder("utf-16le")), isUtf8: false };
  if (startsWith(start, 0xfe, 0xff)) return { parts: await partsOf(file, new TextDecoder("utf-16be")), isUtf8: false };
  const wide = wideOf(new Uint8Array(await file.slice(0, SAMPLE).arrayBuffer()));
  if (wide) return { parts: await partsOf(file, new TextDecoder(wide)), isUtf8: false };
  try {
    return { parts: await partsOf(file, new TextDecoder("utf-8", { fatal: true })), isUtf8: true };
  } catch {
    return { parts: await partsOf(file, new TextDecoder(await encodingOf(file))), isUtf8: false };
  }
}

/**
 * Resolves to a file as text in parts; between them the page gets to other things.
 *
 * @param {File} file
 * @param {TextDecoder} decoder
 */
async function partsOf(file, decoder) {
  const parts = [];
  for (let at = 0; at < file.size; at += SLICE) {
    parts.push(decoder.decode(await file.slice(at, at + SLICE).arrayBuffer(), { stream: true }));
  }
  return [...parts, decoder.decode()];
}

/**
 * Tells whether a file may be a workbook: a container as programs before 2007 wrote it, and others do for a password,
 * or an archive with the parts of one.
 *
 * @param {Uint8Array} bytes
 */
function isWorkbook(bytes) {
  if (isContainer(bytes)) return true;
  const text = new TextDecoder("windows-1252").decode(bytes);
  return WORKBOOK_PARTS.some((part) => text.includes(part));
}

/** @param {Uint8Array} bytes */
function isContainer(bytes) {
  return startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
}

/** @param {Uint8Array} bytes */
function isZip(bytes) {
  return startsWith(bytes, 0x50, 0x4b, 3, 4);
}

/**
 * @param {Uint8Array} bytes
 * @param {number[]} first
 */
function startsWith(bytes, ...first) {
  return first.every((byte, index) => bytes[index] === byte);
}

/** @param {string} text */
function isBinary(text) {
  const sample = text.slice(0, SAMPLE);
  const controls = sample.match(/[\0-\x08\x0e-\x1f\x7f\ufffd]/g) ?? [];
  return sample.includes("\0") || controls.length > MOST_CONTROLS * sample.length;
}
