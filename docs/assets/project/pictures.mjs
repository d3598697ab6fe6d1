/**
 * Pictures that are evidence in a project. The browser keeps them beside the projects, as a project is written whole at
 * every change; in its file they stand among `pictures`, by the names that its work has for them. Whoever cannot keep
 * one says so: then it lasts as long as the page.
 *
 * @typedef {Record<string, string>} Pictures as addresses of their own, by name
 */

import * as database from "./database.mjs";
import { newId } from "./edits.mjs";

/** More letters than these are too many for a project's file. */
export const MOST_LETTERS = 25_000_000;
const LONGEST_SIDE = 1_600;
const QUALITY = 0.8;
/** Undo, in any tab, may want a picture back that no project names. */
const SPARE_MS = 2 * 24 * 3_600_000;
/** Only these are pictures that a page shows without asking anybody. */
const ADDRESS = /^data:image\/(?:webp|jpeg|png);base64,[\w+/=]+$/;

/** @type {Map<string, string>} what the browser would not keep */
const held = new Map();

/**
 * Keeps a picture, smaller than it came; resolves to its name and to whether the browser keeps it beyond this page.
 * Rejects where the file is no picture.
 *
 * @param {Blob} file
 */
export async function keep(file) {
  const id = newId();
  const data = await shrunk(file);
  return { id, letters: data.length, isKept: await put(id, data) };
}

/**
 * Resolves to a picture as an address of its own, or to nothing.
 *
 * @param {string} id
 */
export async function read(id) {
  return held.get(id) ?? (await database.picture(id).catch(() => undefined))?.data;
}

/**
 * Resolves to the pictures of a project, as many as a file may have; `left` says how many more there are, and `lost`
 * how many this browser does not have.
 *
 * @param {Record<string, any>} project as in its file
 * @returns {Promise<{pictures: Pictures, left: number, lost: number}>}
 */
export async function gathered(project) {
  /** @type {Pictures} */
  const pictures = {};
  let [letters, left, lost] = [0, 0, 0];
  for (const id of namesIn(project)) {
    const data = await read(id);
    if (!data) lost += 1;
    else if (letters + data.length > MOST_LETTERS) left += 1;
    else {
      pictures[id] = data;
      letters += data.length;
    }
  }
  return { pictures, left, lost };
}

/**
 * Keeps the pictures in the text of a project's file; resolves to the text without them, as it is where there are none.
 *
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function taken(text) {
  if (!text.includes('"pictures"')) return text;
  let project;
  try {
    project = JSON.parse(text);
  } catch {
    return text; // whoever reads it says what is wrong
  }
  const { pictures, ...rest } = project ?? {};
  if (typeof pictures !== "object" || pictures === null) return text;
  for (const [id, data] of Object.entries(pictures)) {
    if (typeof data === "string" && ADDRESS.test(data) && data.length <= MOST_LETTERS) await put(id, data);
  }
  return JSON.stringify(rest);
}

/**
 * Removes pictures that no project names any more.
 *
 * @param {Record<string, any>[]} projects all of them, as in their files
 */
export async function sweep(projects) {
  const names = new Set(projects.flatMap((project) => [...namesIn(project)]));
  const before = new Date(Date.now() - SPARE_MS).toISOString();
  await database.sweepPictures(({ id, added }) => names.has(id) || added > before).catch(() => {});
}

/**
 * @param {string} id
 * @param {string} data
 */
async function put(id, data) {
  try {
    await database.setPicture({ id, data, added: new Date().toISOString() });
    return true;
  } catch {
    held.set(id, data);
    return false;
  }
}

/** @param {Record<string, any>} project */
function namesIn(project) {
  const names = new Set();
  for (const step of Object.values(project.work?.steps ?? {})) {
    for (const item of Object.values(/** @type {any} */ (step)?.evidence ?? {})) {
      const { picture } = /** @type {any} */ (item) ?? {};
      if (typeof picture === "string" && picture) names.add(picture);
    }
  }
  return names;
}

/**
 * Resolves to a picture with no side longer than a screen, as an address of its own.
 *
 * @param {Blob} file
 */
async function shrunk(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const drawing = canvas.getContext("2d");
  if (!drawing) throw new Error("This browser draws no pictures.");
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  // A browser that writes no WebP gives PNG in its place, which is larger.
  const webp = canvas.toDataURL("image/webp", QUALITY);
  return webp.startsWith("data:image/webp") ? webp : canvas.toDataURL("image/jpeg", QUALITY);
}
