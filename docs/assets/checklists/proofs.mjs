/**
 * The box for the output that proves a step: what was judged becomes evidence of the step.
 *
 * @typedef {import("../proofs/box.mjs").Offer} Offer
 * @typedef {import("../proofs/box.mjs").Said} Said
 * @typedef {{read: (proof: {id: string, text: string}) => Promise<Said>, take: (offer: Offer) => Promise<string>}} Judge
 */

import { newButton, today } from "../page/elements.mjs";
import { newId } from "../project/edits.mjs";
import { PasteBox } from "../proofs/box.mjs";
import { initials } from "./keeping.mjs";

const MOST_KEPT = 4_000;
const PROVED = "proved";

/**
 * Returns a box for the output of a proof.
 *
 * @param {string} proof its id
 * @param {import("./task.mjs").Task} task
 * @param {Judge} judge
 */
export function proofBox(proof, task, judge) {
  return new PasteBox({
    words: "Paste what the command printed",
    judge: (text) => judge.read({ id: proof, text }),
    take: judge.take,
    after: ({ verdict, sentence }, text) => {
      const keep = newButton(verdict === PROVED ? "Done, with this as evidence" : "Keep it as evidence", () => {
        const isLong = text.length > MOST_KEPT;
        const cut = isLong ? `${text.slice(0, MOST_KEPT)}\n… ${text.length - MOST_KEPT} more letters were not kept.` : text;
        const item = { kind: "proof", text: `${verdict}: ${sentence}\n${cut}`, when: today() };
        /** @type {import("../project/edits.mjs").Patch} */
        const done = verdict === PROVED ? { status: "done", reason: null, when: today(), by: initials() || null } : {};
        task.enter({ ...done, evidence: { [newId()]: item } }, `Step ${task.step.number}: ${verdict}.`);
        keep.disabled = true;
      });
      return [keep];
    },
  }).box;
}
