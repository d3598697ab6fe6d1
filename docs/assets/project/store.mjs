/**
 * The reader's projects, kept in this browser and nowhere else. Each tab has one open, or none; a new tab begins with
 * the one that was chosen last. Every change is an edit of some values, so that two tabs on one project add up. What
 * the browser does not keep stays in the tab, and `problem` says so.
 *
 * @typedef {import("./edits.mjs").Changes} Changes
 * @typedef {import("./edits.mjs").Kept} Kept
 * @typedef {import("./edits.mjs").Known} Known
 * @typedef {import("./edits.mjs").Taken} Taken
 * @typedef {{whole?: Kept, changes: Changes}} Pending changes that the browser has not kept yet, and the project with
 *   them where the browser does not have it
 */

import * as database from "./database.mjs";
import { edited, kept as newlyKept, newId, together } from "./edits.mjs";
import * as tab from "./tab.mjs";

const CHANNEL = "hyperbdr-guide project";
const CHOSEN = "chosen";

/** @type {Set<(kept: Kept | null) => void>} */
const listeners = new Set();
/** @type {BroadcastChannel | undefined} */
let channel;
/** Why the browser does not keep projects; empty while it does. */
let trouble = "";
/** Whether not even the tab can hold beyond the page what the browser does not keep. */
let fleeting = false;
/** @type {Record<string, Pending>} by id */
const pending = tab.get("pending") ?? {};
/** @type {Map<string, Kept>} as the browser last showed them, should it stop to */
const seen = new Map();
/** @type {Promise<void> | undefined} */
let caughtUp;
/** Ends when everything is kept that was asked for so far. */
let queue = Promise.resolve(/** @type {unknown} */ (undefined));

/** Tells whether what is kept nowhere is gone with the page; `problem` says then what to do. */
export function isFleeting() {
  return trouble !== "" && fleeting;
}

/** Returns why projects are not kept beyond this tab, as a sentence for the reader; empty while they are. */
export function problem() {
  return isFleeting() ? `${trouble} It is gone when you leave this page: save the file now.` : trouble;
}

/**
 * Resolves to all projects, the one that was changed last before the others.
 *
 * @returns {Promise<{id: string, name: string, changed: string}[]>}
 */
export async function list() {
  const stored = (await tried(() => database.all())) ?? [];
  const projects = new Map(stored.map((kept) => [kept.id, kept]));
  for (const id of Object.keys(pending)) {
    const kept = withPending(id, projects.get(id));
    if (kept) projects.set(id, kept);
  }
  return [...projects.values()]
    .map(({ id, name, changed }) => ({ id, name, changed }))
    .sort((one, other) => (one.changed < other.changed ? 1 : -1));
}

/**
 * Resolves to what every project holds, as in their files.
 *
 * @returns {Promise<Record<string, any>[]>}
 */
export async function projects() {
  const kept = await Promise.all((await list()).map(({ id }) => read(id)));
  return [...kept, tab.get("removed")].flatMap((one) => (one ? [one.project] : []));
}

/**
 * Resolves to the project that is open in this tab, or to null. From then on the tab stays with it, whatever is chosen
 * in others.
 *
 * @returns {Promise<Kept | null>}
 */
export async function current() {
  caughtUp ??= catchUp();
  await caughtUp;
  const id = tab.get("open") ?? (await tried(() => database.state(CHOSEN)));
  if (typeof id !== "string" || !id) return null;
  const kept = (await read(id)) ?? null;
  if (kept) tab.set("open", id);
  return kept;
}

/**
 * Opens a project in this tab and in new ones, or none.
 *
 * @param {string | null} id
 */
export async function choose(id) {
  tab.set("open", id ?? "");
  await tried(() => database.setState(CHOSEN, id));
  await tell(id ?? "");
}

/**
 * Keeps a project and opens it. It gets a name of its own where another project has its `id`, or where it has none.
 *
 * @param {Record<string, any>} project as in its file
 * @returns {Promise<Kept>}
 */
export async function add(project) {
  const wanted = typeof project.id === "string" && project.id ? project.id : newId();
  const id = (await read(wanted)) ? newId() : wanted;
  const kept = await keep(id, { whole: newlyKept(project, id), changes: {} });
  await choose(id);
  return kept;
}

/**
 * Resolves to a project that says the same as another one, whatever their ids and releases, or to null.
 *
 * @param {Record<string, any>} project as in its file
 * @returns {Promise<Kept | null>}
 */
export async function same(project) {
  const said = (/** @type {Record<string, any>} */ one) => JSON.stringify({ ...one, id: "", data: "" });
  const wanted = said(project);
  for (const { id } of await list()) {
    const kept = await read(id);
    if (kept && said(kept.project) === wanted) return kept;
  }
  return null;
}

/**
 * Removes a project; until the tab is closed `restore` brings it back.
 *
 * @param {string} id
 */
export async function remove(id) {
  const kept = await read(id);
  if (!kept) return;
  tab.set("removed", kept);
  delete pending[id];
  seen.delete(id);
  tab.set("pending", pending);
  await tried(() => database.remove(id));
  if (tab.get("open") === id) await choose(null);
  else await tell(id);
}

/**
 * Returns the project that was removed last in this tab, or null.
 *
 * @returns {{id: string, name: string} | null}
 */
export function removed() {
  const kept = tab.get("removed");
  return kept ? { id: kept.id, name: kept.name } : null;
}

/**
 * Brings the project back that was removed last, and opens it; resolves to it, or to null.
 *
 * @returns {Promise<Kept | null>}
 */
export async function restore() {
  const kept = tab.get("removed");
  if (!kept) return null;
  tab.set("removed", undefined);
  const back = await keep(kept.id, { whole: kept, changes: {} });
  await choose(kept.id);
  return back;
}

/**
 * Changes some values of a project; others stay as they are by then, whoever changed them. Rejects where the project
 * was removed.
 *
 * @param {string} id
 * @param {Changes} changes
 * @returns {Promise<Kept>}
 */
export async function edit(id, changes) {
  const kept = await keep(id, { changes });
  if (changes.values || changes.inputs || changes.work || changes.runbook) askToStay();
  await tell(id);
  return kept;
}

/**
 * Keeps what the calculators take from a project, unless the project has changed since.
 *
 * @param {string} id
 * @param {number} revision of the project that it was worked out from
 * @param {Taken} taken
 * @param {string} by name of the runtime that worked it out
 */
export async function keepTaken(id, revision, taken, by) {
  await note(id, (kept) => (kept.revision === revision ? { ...kept, taken, takenBy: by } : undefined));
}

/**
 * Notes that the reader has a file of the project as it is.
 *
 * @param {string} id
 */
export async function markExported(id) {
  await note(id, (kept) => ({ ...kept, exported: new Date().toISOString() }));
  askToStay();
}

/**
 * Calls a listener with the project that is open in this tab, whenever it may be another or has changed, in this tab or
 * another one. Returns what ends that.
 *
 * @param {(kept: Kept | null) => void} listener
 * @returns {() => void}
 */
export function subscribe(listener) {
  listeners.add(listener);
  listen();
  return () => listeners.delete(listener);
}

/** Whether this browser wipes what a page keeps when its site was not visited for seven days. */
export function isWiped() {
  return navigator.vendor.startsWith("Apple");
}

/**
 * @param {string} id
 * @returns {Promise<Kept | undefined>}
 */
async function read(id) {
  const stored = await tried(() => database.get(id));
  if (stored) seen.set(id, stored);
  return withPending(id, stored);
}

/**
 * @param {string} id
 * @param {Kept | undefined} stored
 */
function withPending(id, stored) {
  const known = stored ?? (trouble ? seen.get(id) : undefined);
  return id in pending ? applied(known, pending[id]) : known;
}

/**
 * @param {Kept | undefined} stored
 * @param {Pending} step
 * @returns {Kept | undefined}
 */
function applied(stored, { whole, changes }) {
  if (!stored) return whole;
  return Object.keys(changes).length ? edited(stored, changes) : stored;
}

/**
 * Keeps a project, or changes of one, after what is being kept already. Rejects where there is no such project.
 *
 * @param {string} id
 * @param {Pending} step
 * @returns {Promise<Kept>}
 */
function keep(id, step) {
  // The tab holds it at once: the page may be left before the database answers.
  const before = pending[id];
  pending[id] = {
    whole: before?.whole ? applied(before.whole, step) : step.whole,
    changes: before ? together(before.changes, step.changes) : step.changes,
  };
  fleeting = !tab.set("pending", pending);
  const done = queue.then(() => flush(id));
  queue = done.catch(() => {});
  return done;
}

/**
 * Has the browser keep what it has not kept yet of a project; resolves to the project as it is then.
 *
 * @param {string} id
 * @returns {Promise<Kept>}
 */
async function flush(id) {
  const due = pending[id];
  const stored = due ? await tried(() => database.apply(id, (found) => applied(found, due))) : await read(id);
  if (stored) seen.set(id, stored);
  if (stored && pending[id] === due) delete pending[id];
  const kept = withPending(id, stored);
  if (!kept) delete pending[id];
  // The next page may not find what the changes are of.
  else if (trouble && id in pending) pending[id].whole = kept;
  tab.set("pending", pending);
  if (!kept) throw new Error("This project was removed.");
  return kept;
}

/**
 * Notes something about a project that is no change of it.
 *
 * @param {string} id
 * @param {(kept: Kept) => Kept | undefined} change
 */
async function note(id, change) {
  await queue;
  const step = pending[id];
  if (step?.whole) step.whole = change(step.whole) ?? step.whole;
  else await tried(() => database.apply(id, (found) => found && change(found)));
  await tell(id);
}

/** Has the browser keep what it refused on an earlier page, or what was typed just before that was left. */
async function catchUp() {
  for (const id of Object.keys(pending)) await keep(id, { changes: {} }).catch(() => {});
}

/**
 * Resolves to what a step of the database does, or to nothing where the browser refuses it.
 *
 * @template Result
 * @param {() => Promise<Result>} step
 * @returns {Promise<Result | undefined>}
 */
async function tried(step) {
  try {
    const result = await step();
    if (!Object.keys(pending).length) trouble = "";
    return result;
  } catch (error) {
    trouble = sentence(error instanceof Error ? error.name : "");
    return undefined;
  }
}

/** @param {string} name of an error */
function sentence(name) {
  if (name === "QuotaExceededError") return "The storage of this browser is full: the project is kept in this tab only.";
  if (name === "VersionError") return "A newer release of this guide runs in another tab: reload this page.";
  return "This browser keeps nothing for this site, as in private windows: the project is kept in this tab only.";
}

/** Asks the browser once, after the reader gave something, to keep it when it clears up. */
function askToStay() {
  if (tab.get("asked")) return;
  tab.set("asked", true);
  void navigator.storage?.persist?.().catch(() => {});
}

/**
 * Tells this tab and the others that a project has changed, or another was chosen.
 *
 * @param {string} id
 */
async function tell(id) {
  listen();
  channel?.postMessage({ id });
  await notify();
}

async function notify() {
  const kept = await current();
  for (const listener of listeners) listener(kept);
}

/** Begins to hear of what other tabs do. */
function listen() {
  if (channel) return;
  try {
    channel = new BroadcastChannel(CHANNEL);
  } catch {
    return; // a browser that refuses storage to a page refuses this, too
  }
  channel.addEventListener("message", () => void notify());
}

addEventListener("pagehide", () => {
  channel?.close();
  channel = undefined;
  database.close();
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || !listeners.size) return;
  listen();
  void notify();
});
