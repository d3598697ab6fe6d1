/**
 * The nights of a project: each goes on, goes out as Markdown, as a workbook or as JSON, and gives its real minutes to
 * the project by a press.
 *
 * @typedef {import("../project/nights.mjs").Log} Log
 * @typedef {import("../project/nights.mjs").RunbookChanges} RunbookChanges
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {{kind: string, id: string, label: string, minutes: string, told: string, source: string, since: string}} Taken
 * @typedef {{ask: (wanted: string[], more: Record<string, string>) => Promise<import("./asking.mjs").Said>,
 *   change: (changes: RunbookChanges) => Promise<unknown>, resume: (log: Log) => void,
 *   save: (wanted: "markdown" | "xlsx", more: Record<string, string>, button: HTMLButtonElement) => Promise<void>}} Ways
 */

import { Told } from "../glance/told.mjs";
import { swap } from "../calculator/answer.mjs";
import { create, newButton, saveFile } from "../page/elements.mjs";
import { where } from "./log.mjs";

export class Nights {
  #box;
  #ways;
  #list = create("div", {});
  #told;
  /** @type {Kept | null} */
  #kept = null;
  #shown = "";

  /**
   * @param {HTMLElement} box
   * @param {Ways} ways
   */
  constructor(box, ways) {
    this.#box = box;
    this.#ways = ways;
    const status = create("div", { role: "status" });
    this.#told = new Told(status);
    box.append(status, this.#list);
  }

  /** @param {Kept | null} kept */
  show(kept) {
    this.#kept = kept;
    const logs = this.#logs();
    const shown = JSON.stringify([kept?.id, logs, kept?.project.runbook?.measured]);
    this.#box.hidden = !logs.length && !this.#shown;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(...[...logs].reverse().map((log) => this.#entry(log)));
  }

  /** @returns {Log[]} */
  #logs() {
    const found = this.#kept?.project.runbook?.logs;
    return Array.isArray(found) ? found : [];
  }

  /** @param {Log} log */
  #entry(log) {
    const at = where(log);
    const steps = log.planned?.length ?? 0;
    const state = (at.stopped === "declined" ? "not declared" : at.stopped) || (at.step ? `step ${at.number + 1} of ${steps}` : "worked through");
    const entry = create("article", { className: "hb-night-entry" });
    const buttons = create("div", { className: "hb-actions-group", role: "group", ariaLabel: `Log of ${log.started.slice(0, 16)}` });
    const result = create("div", { className: "hb-answer" });
    const pressed = (/** @type {string} */ label, /** @type {(button: HTMLButtonElement) => void} */ act) => {
      const made = newButton(label, () => act(made));
      return made;
    };
    buttons.append(
      newButton(at.step ? "Go on" : "Open", () => this.#ways.resume(log)),
      newButton("Show the log", () => void this.#open(log, result)),
      pressed("Download Markdown", (button) => void this.#ways.save("markdown", { part: "night", log: log.id }, button)),
      pressed("Download .xlsx", (button) => void this.#ways.save("xlsx", { part: "night", log: log.id }, button)),
      newButton("Download JSON", () => {
        const text = `${JSON.stringify(log, null, 1)}\n`;
        saveFile(new Blob([text], { type: "application/json" }), `night-${log.started.slice(0, 10)}.json`);
      }),
      newButton("Remove", () => void this.#remove(log)),
    );
    entry.append(create("h4", { textContent: `${log.kind}, ${log.started.slice(0, 16).replace("T", " ")}: ${state}` }), buttons, result);
    return entry;
  }

  /**
   * Shows a log with what it measured.
   *
   * @param {Log} log
   * @param {HTMLElement} box
   */
  async #open(log, box) {
    const { result, refused, error } = await this.#ways.ask(["night"], { log: log.id });
    if (!result) return this.#told.say(refused ?? error ?? "No answer came.", { refused: true });
    swap(box, result.night.html);
    const taken = /** @type {Taken[]} */ (result.night.taken);
    if (!taken.length) return;
    const words = taken.map(({ kind, label, told }) => `${kind === "group" ? "Real RTO of " : ""}${label}: ${told}`).join("; ");
    const offer = create("p", { className: "hb-night-taken", textContent: `${words}. ` });
    offer.append(newButton("Take the real minutes into the project", () => void this.#take(taken)));
    box.append(offer);
  }

  /** @param {Taken[]} taken */
  async #take(taken) {
    /** @type {import("../project/nights.mjs").System[]} */
    const known = this.#kept?.project.runbook?.systems ?? [];
    const before = Object.fromEntries(known.map((system) => [system.id, system]));
    const real = Object.fromEntries((this.#kept?.project.runbook?.measured ?? []).map((/** @type {any} */ item) => [item.group, item]));
    /** @type {Required<Pick<RunbookChanges, "systems" | "measured">>} */
    const changes = { systems: {}, measured: {} };
    /** @type {Required<Pick<RunbookChanges, "systems" | "measured">>} */
    const back = { systems: {}, measured: {} };
    for (const { kind, id, minutes, source, since } of taken) {
      if (kind === "group") {
        changes.measured[id] = { group: id, minutes, source, since };
        back.measured[id] = real[id] ?? null;
      } else if (before[id]) {
        changes.systems[id] = { ...before[id], minutes };
        back.systems[id] = before[id];
      }
    }
    await this.#ways.change(changes);
    const undo = () => void this.#ways.change(back).then(() => this.#told.say(""));
    this.#told.say("The real minutes are in the project: the takeover order counts with them, and they stand in its table Real RTO by group.", { ways: [["Undo", undo]] });
  }

  /** @param {Log} log */
  async #remove(log) {
    await this.#ways.change({ logs: { [log.id]: null } });
    const undo = () => void this.#ways.change({ logs: { [log.id]: log } }).then(() => this.#told.say(""));
    this.#told.say(`The log of ${log.started.slice(0, 16).replace("T", " ")} was removed.`, { ways: [["Undo", undo]] });
  }
}
