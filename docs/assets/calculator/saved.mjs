/**
 * Files that hold the inputs of a calculator: written for the reader to keep, and read with care, because any file may
 * be chosen by mistake.
 *
 * @typedef {Record<string, string>} Inputs by field name
 * @typedef {{calculator: string, name: string, data: string, saved: string}} About id and title of the calculator,
 *   date of the data, date of today
 */

const FORMAT = "hyperbdr-guide-inputs";
const VERSION = 1;
/** More than the longest text that a form takes: 40 million letters, with each line break written as two. */
const MOST_BYTES = 100_000_000;
const MOST_NAMES = 5;

/**
 * Returns the text of a file with every input, long texts as well.
 *
 * @param {About} about
 * @param {Inputs} inputs
 */
export function write(about, inputs) {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...about, inputs }, null, 2)}\n`;
}

/**
 * Resolves to the inputs in a file, what they are about, and the names that the calculator does not know; or to what is
 * wrong with the file, in a reader's words. Values out of bounds are for the calculator to refuse, at their field.
 *
 * @param {File} file
 * @param {string} calculator
 * @param {Record<string, string>} names of the inputs, by each name that they have in files
 * @returns {Promise<{inputs: Inputs, about: string, unknown: string[]} | {error: string}>}
 */
export async function read(file, calculator, names) {
  const quoted = `\u201c${file.name}\u201d`;
  if (file.size > MOST_BYTES) {
    const size = (file.size / 1e6).toFixed(1);
    return { error: `${quoted} has ${size} MB. A file that was saved here has less than ${MOST_BYTES / 1e6} MB.` };
  }
  const wrong = { error: `${quoted} is not a file that was saved here with \u201cSave inputs\u201d.` };
  let saved;
  try {
    saved = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
  } catch {
    return wrong;
  }
  if (!isGroup(saved) || saved.format !== FORMAT || !isGroup(saved.inputs)) return wrong;
  if (saved.version !== VERSION) {
    return { error: `${quoted} was saved by another version of this guide, which this one cannot read.` };
  }
  if (saved.calculator !== calculator) {
    const other = [saved.name, saved.calculator].find((name) => typeof name === "string") ?? "another calculator";
    return { error: `${quoted} holds the inputs of another calculator: ${other.slice(0, 80)}.` };
  }
  /** @type {Inputs} */
  const inputs = {};
  const unknown = [];
  for (const [name, value] of Object.entries(saved.inputs)) {
    if (Object.hasOwn(names, name) && ["string", "number"].includes(typeof value)) inputs[names[name]] = String(value);
    else unknown.push(name.slice(0, 40));
  }
  if (unknown.length > MOST_NAMES) unknown.splice(MOST_NAMES, Infinity, `and ${unknown.length - MOST_NAMES} more`);
  return { inputs, about: aboutOf(quoted, saved), unknown };
}

/**
 * @param {string} file
 * @param {Record<string, unknown>} saved
 */
function aboutOf(file, { saved, data }) {
  const dated = [
    ["saved on", saved],
    ["with data of", data],
  ].flatMap(([word, date]) => (typeof date === "string" && /^\d{4}-\d\d-\d\d$/.test(date) ? [`${word} ${date}`] : []));
  return [file, ...dated].join(", ");
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isGroup(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
