/**
 * The mode for the night itself: one step at a time over the whole window, dark, by keys or by thumb. Everything that is
 * pressed is in the project at once, so that a reload, a locked phone or a second tab lose nothing.
 *
 * @typedef {import("../project/nights.mjs").Log} Log
 * @typedef {import("../project/nights.mjs").Press} Press
 * @typedef {{press: (log: string, presses: Record<string, Press | null>) => Promise<void>, problem: () => string,
 *   leave: () => void, rollback: () => void}} Ways
 */

import { create, newButton } from "../page/elements.mjs";
import * as tab from "../project/tab.mjs";
import { against, begun, clock, lastPress, left, minutes, pressesOf, stamp, where } from "./log.mjs";
import { canStayOn, letGo, stayOn } from "./wake.mjs";

/** A second press within this time is a slip of the thumb; what has a reason is none. */
const SLIP_MS = 300;
const PARTS = /** @type {const} */ ([
  ["trigger", "Begins when"],
  ["action", "Do"],
  ["command", "Type"],
  ["proof", "Done when"],
  ["restored_when", "Restored when"],
  ["takes", "Expected"],
]);
/** @type {Record<string, [string, string]>} what the keys do: the words of the button, and the outcome */
const USUAL = { d: ["Done", "done"], f: ["Failed", "failed"], s: ["Skip", "skipped"] };
/** @type {Record<string, Record<string, [string, string]>>} */
const KEYS = {
  declare: { d: ["Declared", "done"], n: ["Not declared", "declined"] },
  abort: { d: ["Go on", "done"], g: ["Give up", "given up"] },
};
/** @type {Record<string, string>} outcomes as they are said where that is in other words */
const SAID = { declined: "not declared" };
const REASONED = ["skipped", "declined", "given up"];

export class Night {
  #ways;
  #dialog = create("dialog", { className: "hb-night", ariaLabel: "The night" });
  #head = create("header", { role: "none" }); // in a dialog it would be a second banner of the page
  #times = create("div", { className: "hb-night-times" });
  #body = create("div", { className: "hb-night-step", tabIndex: -1 });
  #asked = create("form", { className: "hb-night-reason", hidden: true });
  #actions = create("div", { className: "hb-night-actions" });
  #said = create("p", { className: "hb-night-said", role: "status" });
  #by = create("input", { name: "by", maxLength: 80, autocomplete: "off" });
  #note = create("input", { name: "note", maxLength: 500, autocomplete: "off" });
  #letters = create("input", { type: "checkbox", checked: true });
  #entries = create("ol", { className: "hb-night-log" });
  /** @type {Log | null} */
  #log = null;
  #shown = "";
  #pressed = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  /** @param {Ways} ways */
  constructor(ways) {
    this.#ways = ways;
    this.#by.value = tab.get("night")?.by ?? "";
    this.#by.addEventListener("input", () => tab.set("night", { ...tab.get("night"), by: this.#by.value }));
    const noting = create("form", { className: "hb-night-noting" });
    noting.append(labelled("Note", this.#note), newSubmit("Add note"));
    noting.addEventListener("submit", (event) => {
      event.preventDefault();
      const note = this.#note.value.trim();
      if (note) void this.#press("note", note).then(() => (this.#note.value = ""));
    });
    const keys = create("label", { className: "hb-night-letters" });
    keys.append(this.#letters, " Letter keys: D done, F failed, S skip, N not declared, G give up, U undo");
    const log = create("details", {});
    log.append(create("summary", { textContent: "What was noted" }), this.#entries);
    const more = create("details", { className: "hb-night-more", open: matchMedia("(min-width: 600px)").matches });
    const within = create("div", {});
    within.append(labelled("Who", this.#by), noting, keys, log);
    more.append(create("summary", { textContent: "Who, notes, log" }), within);
    this.#dialog.append(this.#head, this.#times, this.#body, this.#asked, more, this.#said, this.#actions);
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (this.#asked.hidden) this.close();
      else this.#unask();
    });
  }

  /** The night that is shown, by its id; empty where none is. */
  get open() {
    return this.#dialog.open ? (this.#log?.id ?? "") : "";
  }

  /**
   * Shows a night over the whole window.
   *
   * @param {Log} log
   */
  show(log) {
    this.#log = log;
    this.#shown = "";
    tab.set("night", { ...tab.get("night"), log: log.id });
    if (!this.#dialog.isConnected) document.body.append(this.#dialog);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#ticking ??= setInterval(() => this.#tick(), 1000);
    this.#said.textContent = "";
    void this.#awake();
    this.update(log);
    this.#body.focus();
  }

  /**
   * Brings what is shown in line with the log, which another tab may have changed.
   *
   * @param {Log} log
   */
  update(log) {
    this.#log = log;
    const at = where(log);
    const shown = JSON.stringify([at.number, at.failed, at.stopped, log.id]);
    if (shown !== this.#shown) {
      const isOther = this.#shown && JSON.parse(this.#shown)[0] !== at.number;
      this.#shown = shown;
      this.#unask();
      this.#fill();
      if (isOther) this.#body.focus();
    }
    this.#list();
    this.#tick();
    const problem = this.#ways.problem();
    if (problem) this.#said.textContent = problem;
  }

  /** Goes back to the page; the clock goes on. */
  close() {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    tab.set("night", { ...tab.get("night"), log: "" });
    void letGo();
    this.#dialog.close();
    this.#ways.leave();
  }

  async #awake() {
    const isOn = canStayOn() && (await stayOn());
    if (!isOn && this.#dialog.open && !this.#said.textContent) {
      this.#said.textContent = "This browser cannot keep the screen on: set the device so that it does not lock. Nothing is lost if it does.";
    }
  }

  #fill() {
    const log = /** @type {Log} */ (this.#log);
    const { number, step, failed, stopped } = where(log);
    const planned = log.planned ?? [];
    const scheme = newButton("Light", () => this.#turnLight(scheme), { ariaPressed: String(this.#dialog.classList.contains("hb-light")) });
    this.#head.replaceChildren(
      create("b", { textContent: step ? `Step ${number + 1} of ${planned.length}` : "The night is over" }),
      scheme,
      newButton("Leave", () => this.close(), { ariaLabel: "Leave: back to the page, the clock goes on" }),
    );
    this.#body.replaceChildren();
    if (!step) {
      const done = (log.steps ?? []).filter(({ outcome }) => outcome === "done").length;
      const words = stopped ? `Stopped: ${SAID[stopped] ?? stopped}.` : "Every step was worked through.";
      this.#body.append(
        create("h2", { textContent: stopped ? "Stood down" : log.kind === "drill" ? "The drill has ended" : "Restored" }),
        create("p", { textContent: `${words} ${done} of ${planned.length} steps done. Leave to export the log and to take the real times into the project.` }),
      );
    } else {
      this.#body.append(create("h2", { textContent: step.title }), create("p", { className: "hb-night-owner", textContent: step.owner ?? "" }));
      if (failed) {
        const box = create("div", { className: "hb-night-fallback", role: "alert" });
        box.append(create("b", { textContent: "It failed. Now: " }), step.fallback ?? "decide who is called.");
        this.#body.append(box);
      }
      const list = create("dl", {});
      for (const [name, words] of PARTS) {
        if (!step[name]) continue;
        const text = create(name === "command" ? "code" : "span", { textContent: step[name] });
        const about = create("dd", {});
        about.append(text);
        list.append(create("dt", { textContent: words }), about);
      }
      this.#body.append(list);
      if (!failed && step.fallback) {
        const folded = create("details", {});
        folded.append(create("summary", { textContent: "If it fails" }), create("p", { textContent: step.fallback }));
        this.#body.append(folded);
      }
    }
    this.#fillActions();
  }

  #fillActions() {
    const log = /** @type {Log} */ (this.#log);
    const { step, stopped } = where(log);
    const buttons = Object.entries(step ? this.#keys() : {}).map(([key, [words, outcome]]) =>
      newButton(words, () => void this.#choose(outcome), { className: `hb-button hb-night-${outcome.replace(" ", "-")}`, ariaKeyShortcuts: key }),
    );
    if (stopped === "given up" && log.kind !== "rollback") buttons.push(newButton("Start the rollback", () => this.#ways.rollback()));
    if (log.steps?.length) buttons.push(newButton("Undo", () => void this.#undo(), { ariaKeyShortcuts: "u", className: "hb-button hb-night-undo" }));
    this.#actions.replaceChildren(...buttons);
  }

  /** @returns {Record<string, [string, string]>} what the keys do in this step */
  #keys() {
    const { step, failed } = where(/** @type {Log} */ (this.#log));
    if (!step) return {};
    if (step.decision) return KEYS[step.decision] ?? USUAL;
    return failed ? { d: ["The fallback worked", "done"], f: ["Failed again", "failed"], s: ["Skip", "skipped"] } : USUAL;
  }

  /** @param {string} outcome */
  async #choose(outcome) {
    if (REASONED.includes(outcome)) this.#ask(outcome);
    else await this.#press(outcome, "");
  }

  /**
   * Asks for the reason, without which nobody knows in the morning why.
   *
   * @param {string} outcome
   */
  #ask(outcome) {
    const reason = create("input", { name: "reason", required: true, maxLength: 500, autocomplete: "off" });
    const label = labelled(`Why is it ${SAID[outcome] ?? outcome}?`, reason);
    const problem = create("p", { className: "hb-problem", role: "alert" });
    this.#asked.replaceChildren(label, problem, newSubmit("Note it"), newButton("Cancel", () => this.#unask()));
    this.#asked.noValidate = true;
    this.#asked.onsubmit = (event) => {
      event.preventDefault();
      const note = reason.value.trim();
      if (note) void this.#press(outcome, note);
      else problem.textContent = "Write a reason: a few words are enough.";
    };
    this.#asked.hidden = false;
    reason.focus();
  }

  #unask() {
    if (this.#asked.hidden) return;
    this.#asked.hidden = true;
    this.#asked.replaceChildren();
    this.#body.focus();
  }

  /**
   * @param {string} outcome
   * @param {string} note
   */
  async #press(outcome, note) {
    const log = this.#log;
    const { step } = log ? where(log) : { step: null };
    const now = Date.now();
    const id = step?.id ?? log?.planned?.at(-1)?.id;
    if (!log || !id || (outcome !== "note" && (!step || (!note && now - this.#pressed < SLIP_MS)))) return;
    this.#pressed = now;
    const press = crypto.getRandomValues(new Uint32Array(2)).join("-");
    await this.#ways.press(log.id, { [press]: { id, press, at: stamp(), by: this.#by.value.trim(), outcome, note } });
    const time = stamp().slice(11, 16);
    const noted = outcome === "note" ? `Noted at ${time}.` : `Noted as ${SAID[outcome] ?? outcome} at ${time}.`;
    this.#said.textContent = this.#ways.problem() || noted;
  }

  async #undo() {
    const last = this.#log && lastPress(this.#log);
    if (!this.#log || !last) return;
    await this.#ways.press(this.#log.id, { [last.press]: null });
    this.#said.textContent = `Taken back: ${SAID[last.outcome] ?? last.outcome}.`;
    this.#body.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const isTyping = target instanceof HTMLInputElement && target.type !== "checkbox";
    if (isTyping || ctrlKey || metaKey || altKey || !this.#letters.checked || event.repeat) return;
    const chosen = this.#keys()[key.toLowerCase()];
    if (chosen) void this.#choose(chosen[1]);
    else if (key.toLowerCase() === "u") void this.#undo();
    else return;
    event.preventDefault();
  }

  #tick() {
    const log = this.#log;
    if (!log || !this.#dialog.open) return;
    const at = where(log);
    const now = at.ended ?? Date.now();
    const began = begun(log);
    const isLate = Boolean(log.wanted) && began !== null && now - began > Number(log.wanted) * 60_000;
    const unknown = at.unknown ? `, and ${at.unknown} without a known time` : "";
    this.#times.classList.toggle("hb-late", isLate);
    const lines = [
      create("span", { className: "hb-night-clock", textContent: clock(now - (began ?? Date.parse(log.started))), role: "timer", ariaLabel: "Elapsed" }),
      create("span", { textContent: left(log, now) }),
      create("span", { textContent: at.step ? against(at, now) : "" }),
      create("span", { textContent: `Expected up to here: ${minutes(at.expected * 60_000)}${unknown}` }),
    ];
    this.#times.replaceChildren(...lines.filter(({ textContent }) => textContent));
  }

  #list() {
    const log = /** @type {Log} */ (this.#log);
    const lines = (log.planned ?? []).flatMap((step) =>
      pressesOf(log, step.id).map(({ at, by, outcome, note }) =>
        create("li", { textContent: [`${at.slice(11, 19)} ${step.title}: ${SAID[outcome] ?? outcome}`, by, note].filter(Boolean).join(", ") }),
      ),
    );
    this.#entries.replaceChildren(...lines);
    // There is something to take back, or no longer.
    if (Boolean(log.steps?.length) !== Boolean(this.#actions.querySelector(".hb-night-undo"))) this.#fillActions();
  }

  /** @param {HTMLButtonElement} button */
  #turnLight(button) {
    button.ariaPressed = String(this.#dialog.classList.toggle("hb-light"));
  }
}

/**
 * @param {string} words
 * @param {HTMLElement} control
 */
function labelled(words, control) {
  const label = create("label", {});
  label.append(create("span", { textContent: words }), control);
  return label;
}

/** @param {string} textContent */
function newSubmit(textContent) {
  return create("button", { type: "submit", className: "hb-button", textContent });
}
