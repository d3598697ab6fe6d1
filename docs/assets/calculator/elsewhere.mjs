/**
 * Files that were given to a calculator and are for another page of the guide.
 *
 * @typedef {import("./session.mjs").Session} Session
 */

import { handed, offered, placeOf } from "../project/handover.mjs";
import { figuresOf } from "./answer.mjs";
import { offerFiles, takeFiles } from "./texts.mjs";

/** The page that takes what each calculator takes. @type {Record<string, import("../project/handover.mjs").Place>} */
const OWN = { replay: "replay" };
const LOOK_MS = 100;

/** Offers files at the fields of a calculator. @param {Session} session */
export function offerFilesOf(session) {
  const { runtime, fields } = session;
  offerFiles(
    fields.form,
    (content, asked) => runtime.send({ extra: "workbooks", asked, content }),
    (files, beginning) => elsewhere(session, files, beginning),
  );
}

/**
 * Resolves to what opens files on the page that takes them; to nothing where this one does, or nobody is sure.
 *
 * @param {Session} session
 * @param {File[]} files
 * @param {string} [beginning] of the text, where the file itself is none
 */
async function elsewhere(session, files, beginning) {
  const place = await placeOf(files[0], session.runtime, beginning);
  if (!place || place === OWN[session.name]) return null;
  while (session.shownMarkdown() === null && !session.isRefused && session.runtime.state === "ready") {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  // A list of hosts may have what a calculator looks for, such as kernels.
  const answer = session.element.querySelector(".hb-answer");
  const isOfUse = !session.isRefused && answer && figuresOf(answer).length > 0;
  return isOfUse ? null : offered(files, place, session.element.getAttribute("base") ?? "");
}

/**
 * Resolves to what became of a file that holds no inputs: it is in the field that takes it, or another page does.
 *
 * @param {Session} session
 * @param {File} file
 * @returns {Promise<HTMLElement | "taken" | null>}
 */
export async function otherwise(session, file) {
  const place = await placeOf(file, session.runtime);
  if (!place) return null;
  if (place === OWN[session.name]) return takeFiles(session.fields.form, [file]) ? "taken" : null;
  return offered([file], place, session.element.getAttribute("base") ?? "");
}

/** Takes the files that came with the way to this page. @param {Session} session */
export async function takeHanded(session) {
  const files = await handed();
  if (files.length) takeFiles(session.fields.form, files);
}
