/**
 * The part of a project that is about its runbook, and what changes of it are: things by their names, so that two tabs
 * on one night make one log.
 *
 * @typedef {{id: string, name: string} & Record<string, string>} System
 * @typedef {{role: string} & Record<string, string>} Contact
 * @typedef {{id: string, title: string} & Record<string, string>} Planned
 * @typedef {{id: string, press: string, at: string, by?: string, outcome: string, note?: string}} Press
 * @typedef {{id: string, kind: string, started: string, wanted?: string, planned?: Planned[], steps?: Press[]}} Log
 * @typedef {{group: string, minutes: string, source?: string, since?: string}} Real
 * @typedef {{systems?: System[], contacts?: Contact[], logs?: Log[], measured?: Real[]}} Runbook
 * `unread`, in the file alone, is what the release that wrote it could not take.
 * @typedef {{systems?: Record<string, System | null>, contacts?: Record<string, Contact | null>,
 *   logs?: Record<string, Log | null>, presses?: Record<string, Record<string, Press | null>>,
 *   measured?: Record<string, Real | null>}} RunbookChanges null takes a thing away; `presses` by the id of the log
 */

/** What each list is named by. */
const NAMED = /** @type {const} */ ({ systems: "id", contacts: "role", logs: "id", measured: "group" });

/**
 * Returns the runbook of a project with changes; nothing of the given one changes.
 *
 * @param {Runbook | undefined} before
 * @param {RunbookChanges} changes
 * @returns {Runbook}
 */
export function withChanges(before, changes) {
  /** @type {any} */
  const after = { ...before };
  for (const [list, key] of Object.entries(NAMED)) {
    const own = /** @type {any} */ (changes)[list];
    if (own) after[list] = listed(after[list], own, key);
  }
  for (const [id, presses] of Object.entries(changes.presses ?? {})) {
    after.logs = (after.logs ?? []).map((/** @type {Log} */ log) =>
      log.id === id ? { ...log, steps: listed(log.steps, presses, "press") } : log,
    );
  }
  return after;
}

/**
 * Returns changes as one: the later go before the earlier.
 *
 * @param {RunbookChanges | undefined} earlier
 * @param {RunbookChanges | undefined} later
 * @returns {RunbookChanges}
 */
export function changesTogether(earlier = {}, later = {}) {
  /** @type {any} */
  const both = {};
  for (const list of Object.keys(NAMED)) {
    const own = { .../** @type {any} */ (earlier)[list], .../** @type {any} */ (later)[list] };
    if (Object.keys(own).length) both[list] = own;
  }
  const presses = { ...earlier.presses };
  for (const [id, own] of Object.entries(later.presses ?? {})) presses[id] = { ...presses[id], ...own };
  if (Object.keys(presses).length) both.presses = presses;
  return both;
}

/**
 * @param {any[] | undefined} before
 * @param {Record<string, any>} changes
 * @param {string} key
 */
function listed(before, changes, key) {
  const known = Array.isArray(before) ? before : [];
  const names = new Set(known.map((item) => item[key]));
  const kept = known.map((item) => (item[key] in changes ? changes[item[key]] : item));
  const added = Object.entries(changes).filter(([name]) => !names.has(name));
  return [...kept, ...added.map(([, item]) => item)].filter((item) => item !== null);
}
