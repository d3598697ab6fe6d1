/** Projects as files of the reader's. */

import { saveFile, today } from "../page/elements.mjs";
import { gathered, MOST_LETTERS } from "./pictures.mjs";

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
 * Has the browser save a project with its pictures; resolves to what the file lacks, as a sentence, or to nothing.
 *
 * @param {Record<string, any>} project as in its file
 * @param {string} name
 */
export async function saveProject(project, name) {
  const { pictures, left, lost } = await gathered(project);
  const whole = Object.keys(pictures).length ? { ...project, pictures } : project;
  const text = `${JSON.stringify(whole, null, 1)}\n`;
  saveFile(new Blob([text], { type: "application/json" }), fileName(name, "json"));
  const limit = (MOST_LETTERS / 1e6).toFixed(0);
  return [
    left && `The file has no room for ${left} of the pictures: it takes ${limit} MB of them. They stay in this browser.`,
    lost && `This browser does not have ${lost} of the pictures: they were added in another one, or could not be kept.`,
  ]
    .filter(Boolean)
    .join(" ");
}
