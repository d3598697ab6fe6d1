/**
 * How far a night is, from its log alone. Of two presses that end a step, from two tabs, the first one counts, as in
 * calculators/runbook/night.py.
 *
 * @typedef {import("../project/nights.mjs").Log} Log
 * @typedef {import("../project/nights.mjs").Press} Press
 * @typedef {import("../project/nights.mjs").Planned} Planned
 * @typedef {{number: number, step: Planned | null, since: number, failed: boolean, stopped: string, ended: number | null,
 *   expected: number, unknown: number}} Where `number` of the step from 0, null where nothing follows; `since` when it
 *   began, `ended` when the night did; `expected` minutes up to the end of the step, and how many steps name none
 */

const ENDING = ["done", "skipped"];
const STOPPING = ["declined", "given up"];
const MINUTE_MS = 60_000;

/**
 * Returns how far a night is.
 *
 * @param {Log} log
 * @returns {Where}
 */
export function where(log) {
  let since = Date.parse(log.started);
  let expected = 0;
  let unknown = 0;
  const planned = log.planned ?? [];
  for (const [number, step] of planned.entries()) {
    const own = pressesOf(log, step.id);
    if (step.minutes) expected += Number(step.minutes);
    else unknown += 1;
    const ending = own.find(({ outcome }) => [...ENDING, ...STOPPING].includes(outcome));
    if (!ending) {
      const failed = own.some(({ outcome }) => outcome === "failed");
      return { number, step, since, failed, stopped: "", ended: null, expected, unknown };
    }
    since = Date.parse(ending.at);
    if (STOPPING.includes(ending.outcome)) {
      return { number, step: null, since, failed: false, stopped: ending.outcome, ended: since, expected, unknown };
    }
  }
  return { number: planned.length, step: null, since, failed: false, stopped: "", ended: since, expected, unknown };
}

/**
 * Returns what was noted of a step, in its order.
 *
 * @param {Log} log
 * @param {string} id
 */
export function pressesOf(log, id) {
  return inOrder(log).filter((press) => press.id === id);
}

/**
 * Returns the last press of a night, or nothing.
 *
 * @param {Log} log
 */
export function lastPress(log) {
  return inOrder(log).at(-1);
}

/** @param {Log} log */
function inOrder(log) {
  return [...(log.steps ?? [])].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/**
 * Returns a time as hours, minutes and seconds: 0:04:09, 12:00:00.
 *
 * @param {number} ms
 */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  return [Math.floor(seconds / 3600), ...parts].join(":");
}

/**
 * Returns a time in minutes, or in hours and minutes: 9 min, 3 h 12 min.
 *
 * @param {number} ms
 */
export function minutes(ms) {
  const whole = Math.floor(ms / MINUTE_MS);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60 || !hours ? `${whole % 60} min` : "";
  return [hours && `${hours} h`, rest].filter(Boolean).join(" ");
}

/**
 * Returns when the wanted time of a night begins, as calculators/runbook/night.py has it: with the failure in a takeover,
 * else with the declaration, null until there is one.
 *
 * @param {Log} log
 */
export function begun(log) {
  const declaring = (log.planned ?? []).find(({ decision }) => decision === "declare");
  if (log.kind === "takeover" || !declaring) return Date.parse(log.started);
  const ending = pressesOf(log, declaring.id).find(({ outcome }) => [...ENDING, ...STOPPING].includes(outcome));
  return ending?.outcome === "done" ? Date.parse(ending.at) : null;
}

/**
 * Returns what is left of a wanted time, in words; empty where none is wanted.
 *
 * @param {Log} log
 * @param {number} now
 */
export function left(log, now) {
  const began = begun(log);
  if (!log.wanted || began === null) return "";
  const rest = began + Number(log.wanted) * MINUTE_MS - now;
  // The last begun minute is still there.
  return rest >= 0 ? `${minutes(rest + MINUTE_MS - 1)} left of the wanted RTO` : `${minutes(-rest)} over the wanted RTO`;
}

/**
 * Returns how the step stands against its expected minutes, in words.
 *
 * @param {Where} at
 * @param {number} now
 */
export function against(at, now) {
  const spent = Math.max(0, now - at.since);
  if (!at.step?.minutes) return `${minutes(spent)} in this step; nobody knows how long it takes`;
  const over = spent - Number(at.step.minutes) * MINUTE_MS;
  const expected = minutes(Number(at.step.minutes) * MINUTE_MS);
  return over > 0 ? `${minutes(spent)} in this step, ${minutes(over)} over its ${expected}` : `${minutes(spent)} of ${expected} in this step`;
}

/** Returns this moment, in ISO form with the offset of the reader's clock. */
export function stamp(now = new Date()) {
  const offset = -now.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) => String(part).padStart(2, "0"));
  const local = new Date(now.getTime() + offset * MINUTE_MS).toISOString().slice(0, 23);
  return `${local}${sign}${hours}:${rest}`;
}
