/**
 * What stands above and below the steps: how far the checklist is, the one step to do next, whose steps are shown, and
 * what a later release changed.
 *
 * @typedef {import("./progress.mjs").Progress} Progress
 * @typedef {import("./task.mjs").Task} Task
 */

import { create, newButton } from "../page/elements.mjs";
import { initials, setInitials } from "./keeping.mjs";
import { isThrough, WORDS } from "./progress.mjs";

const PARTIES = { "": "everybody's", partner: "the partner's", customer: "the customer's", vendor: "the vendor's" };
/** A managed service provider is the partner. */
const SAME = { MSP: "partner" };

export class Head {
  box = create("div", { className: "hb-work-head", role: "group", ariaLabel: "Progress" });
  next = create("p", { className: "hb-work-next" });
  #count = create("p", { className: "hb-work-count" });
  #bar = create("progress", { max: 1, value: 0, ariaLabel: "Steps that are through" });
  #news = create("div", { className: "hb-work-news" });
  #owner = create("select", { ariaLabel: "Whose steps are shown" });
  #hide = create("input", { type: "checkbox" });
  #seen;

  /**
   * @param {() => void} filter
   * @param {() => void} seen notes that new steps were seen
   */
  constructor(filter, seen) {
    this.#seen = seen;
    for (const [value, textContent] of Object.entries(PARTIES)) this.#owner.append(create("option", { value, textContent: `Show ${textContent} steps` }));
    this.#owner.addEventListener("change", filter);
    this.#hide.addEventListener("change", filter);
    const hide = create("label", { className: "hb-work-hide" });
    hide.append(this.#hide, " Hide what is done");
    const by = create("input", { type: "text", maxLength: 20, size: 6, value: initials(), autocomplete: "off" });
    by.addEventListener("change", () => setInitials(by.value.trim()));
    const mine = create("label", { className: "hb-work-initials" });
    mine.append("Your initials ", by);
    const ways = create("div", { className: "hb-work-ways" });
    ways.append(this.#owner, hide, mine);
    this.box.append(this.#count, this.#bar, ways, this.#news);
  }

  /**
   * @param {Progress} progress
   * @param {Task[]} tasks
   */
  show({ worked, counts, following }, tasks) {
    const total = worked.length;
    const through = counts.done + counts.skipped;
    const more = ["skipped", "begun", "waiting"].filter((status) => counts[status]).map((status) => `${counts[status]} ${WORDS[/** @type {keyof typeof WORDS} */ (status)].toLowerCase()}`);
    this.#count.textContent = [`${counts.done} of ${total} done`, ...more].join(" · ");
    this.#bar.max = total || 1;
    this.#bar.value = through;
    this.#next(following, tasks, total, through);
    for (const option of this.#owner.options) {
      const open = worked.filter(({ step, entry }) => !isThrough(entry) && isOf(entry.owner || step.owner, option.value)).length;
      option.textContent = `Show ${PARTIES[/** @type {keyof typeof PARTIES} */ (option.value)]} steps (${open} open)`;
    }
    const fresh = worked.filter(({ isNew }) => isNew);
    const changed = worked.filter(({ isChanged }) => isChanged);
    const words = [fresh.length && `${fresh.length} new`, changed.length && `${changed.length} with other words`].filter(Boolean);
    this.#news.replaceChildren();
    if (words.length) this.#news.append(create("p", { textContent: `Since the work on this checklist began, steps have changed: ${words.join(", ")}. What was entered stays.` }));
    if (fresh.length) this.#news.append(newButton("I have seen the new ones", this.#seen));
  }

  /**
   * @param {import("./progress.mjs").Worked | null} following
   * @param {Task[]} tasks
   * @param {number} total
   * @param {number} through
   */
  #next(following, tasks, total, through) {
    this.next.hidden = !total;
    this.next.classList.toggle("hb-work-end", !following);
    if (!following) {
      this.next.textContent = through === total ? "Nothing is left to do here." : "";
      return;
    }
    const { step, entry, waitsFor } = following;
    const task = tasks.find((one) => one.step.id === step.id);
    const owner = entry.owner || step.owner;
    const link = create("a", { href: `#step-${step.id}`, textContent: `Next: step ${step.number}` });
    const waits = entry.status === "waiting" ? `waits for ${entry.reason}` : waitsFor.length ? `waits for ${waitsFor.join(" and ")}` : "";
    const about = [owner, waits].filter(Boolean).join(", ");
    this.next.replaceChildren(link, create("b", { textContent: about }), create("span", { className: "hb-work-what", textContent: task?.words ?? "" }));
  }

  /**
   * Whether a step is shown.
   *
   * @param {Task} task
   * @param {string} owner
   */
  shows(task, owner) {
    if (this.#hide.checked && task.isThrough) return false;
    return isOf(owner, this.#owner.value);
  }
}

/**
 * Whether a step is one of a party's. One that names nobody is everybody's.
 *
 * @param {string} owner in words
 * @param {string} party nothing for all of them
 */
function isOf(owner, party) {
  return !party || !owner || owner.split(/\W+/).some((word) => (SAME[/** @type {keyof typeof SAME} */ (word)] ?? word) === party);
}
