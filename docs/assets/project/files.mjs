/** Projects as files of the reader's. */

import { saveFile, today } from "../page/elements.mjs";

/** How many letters of a project's name stand in that of a file. */
const LETTERS = 60;

/**
 * Returns the name of a file of a project.
 *
 * @param {string} name of the project
 * @param {string} ending
 */
export function fileName(name, ending) {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, LETTERS);
  return `${plain || "project"}-${today()}.${ending}`;
}

/**
 * Has the browser save a project.
 *
 * @param {Record<string, any>} project as in its file
 * @param {string} name
 */
export function saveProject(project, name) {
  const text = `${JSON.stringify(project, null, 1)}\n`;
  saveFile(new Blob([text], { type: "application/json" }), fileName(name, "json"));
}
