/**
 * A project that is kept, and what changes of it are: values by name, so that changes from two tabs add up.
 *
 * @typedef {{value: string, origin: "measured" | "typed" | "derived" | "assumed", since?: string, source?: string}} Known
 * @typedef {{name: string, text: string, unit?: string, column?: string, trace_seconds?: string, left_out_files?: string,
 *   utc_offset_minutes?: string}} Recording of change; the first one of a project is the one in use
 * @typedef {Record<string, Record<string, Known & {instead?: Known}>>} Taken what each calculator takes, by its name and
 *   the input's, and what it would take `instead` of what was given to it only
 * @typedef {{id: string, name: string, project: Record<string, any>, taken: Taken | null, takenBy: string,
 *   changed: string, exported: string, revision: number}} Kept `project` as in its file; `taken` as the release
 *   `takenBy` worked it out, null where nobody has since the last change; the times in ISO form, `exported` empty
 *   where there is no file of it yet; `revision` counts its changes
 * @typedef {{values?: Record<string, Known | null>, inputs?: Record<string, Record<string, Known | null>>,
 *   decisions?: object[], traces?: object[], further?: Record<string, unknown>, work?: Patch,
 *   runbook?: import("./nights.mjs").RunbookChanges}} Changes null takes a value away; `further` are other parts of the file
 * @typedef {{[name: string]: Patch | string | null}} Patch changes of things in things, as deep as they are
 */

import { today } from "../page/elements.mjs";
import { changesTogether, withChanges } from "./nights.mjs";

const NAMELESS = "Project without a name";

/** @param {string} value @returns {Known} what the reader typed today */
export function typed(value) {
  return { value, origin: "typed", since: today() };
}

/**
 * Returns a project that is kept from now on.
 *
 * @param {Record<string, any>} project as in its file
 * @param {string} id
 * @returns {Kept}
 */
export function kept(project, id) {
  const own = { ...withSoundValues(project), id };
  return { id, name: nameOf(own), project: own, taken: null, takenBy: "", changed: now(), exported: "", revision: 1 };
}

/**
 * Returns a project in whose values every page can read. What somebody wrote there by hand in another form is kept in
 * the file as `unread`, by its place.
 *
 * @param {Record<string, any>} project as in its file
 */
function withSoundValues(project) {
  /** @type {Record<string, unknown>} */
  const unread = {};
  const sound = (/** @type {unknown} */ values, /** @type {string} */ place) => {
    const isSound = (/** @type {[string, unknown]} */ [name, known]) => {
      const is = isGroup(known) && typeof known.value === "string";
      if (!is) unread[`${place}.${name}`] = known;
      return is;
    };
    return Object.fromEntries(Object.entries(isGroup(values) ? values : {}).filter(isSound));
  };
  const values = sound(project.values, "values");
  const groups = Object.entries(isGroup(project.inputs) ? project.inputs : {});
  const inputs = Object.fromEntries(groups.map(([name, own]) => [name, sound(own, `inputs.${name}`)]));
  if (!Object.keys(unread).length) return project;
  return { ...project, values, inputs, unread: { ...project.unread, ...unread } };
}

/**
 * Returns a project with changes. It is another one: nothing of the given one changes.
 *
 * @param {Kept} before
 * @param {Changes} changes
 * @returns {Kept}
 */
export function edited(before, { values, inputs, runbook, further, work, ...lists }) {
  const project = { ...before.project };
  project.values = group(project.values, values);
  project.inputs = { ...project.inputs };
  for (const [calculator, own] of Object.entries(inputs ?? {})) {
    project.inputs[calculator] = group(project.inputs[calculator], own);
    if (!Object.keys(project.inputs[calculator]).length) delete project.inputs[calculator];
  }
  if (runbook) project.runbook = withChanges(project.runbook, runbook);
  for (const [key, list] of Object.entries(lists)) if (list) project[key] = list;
  if (work) project.work = patched(project.work, work);
  const whole = group(project, further);
  return { ...before, name: nameOf(whole), project: whole, taken: null, changed: now(), revision: before.revision + 1 };
}

/**
 * Returns changes as one: the later go before the earlier.
 *
 * @param {Changes} earlier
 * @param {Changes} later
 * @returns {Changes}
 */
export function together(earlier, later) {
  const inputs = { ...earlier.inputs };
  for (const [calculator, own] of Object.entries(later.inputs ?? {})) inputs[calculator] = { ...inputs[calculator], ...own };
  return {
    ...earlier,
    ...later,
    values: { ...earlier.values, ...later.values },
    inputs,
    ...(earlier.runbook || later.runbook ? { runbook: changesTogether(earlier.runbook, later.runbook) } : {}),
    further: { ...earlier.further, ...later.further },
    ...(earlier.work || later.work ? { work: joined(earlier.work ?? {}, later.work ?? {}) } : {}),
  };
}

/**
 * Returns things with changes, however deep: null takes one away, and a group that is left empty goes with it.
 *
 * @param {unknown} before
 * @param {Patch} changes
 * @returns {Record<string, any>}
 */
export function patched(before, changes) {
  /** @type {Record<string, any>} */
  const after = isGroup(before) ? { ...before } : {};
  for (const [name, change] of Object.entries(changes)) {
    const thing = isGroup(change) ? patched(after[name], change) : change;
    if (thing === null || (isGroup(thing) && !Object.keys(thing).length)) delete after[name];
    else after[name] = thing;
  }
  return after;
}

/**
 * Returns what takes changes back.
 *
 * @param {unknown} before what the changes are of
 * @param {Patch} changes
 * @returns {Patch}
 */
export function inverse(before, changes) {
  const things = isGroup(before) ? before : {};
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]) => [
      name,
      isGroup(change) && isGroup(things[name]) ? inverse(things[name], change) : things[name] ?? null,
    ]),
  );
}

/**
 * @param {Patch} earlier
 * @param {Patch} later
 * @returns {Patch}
 */
function joined(earlier, later) {
  const both = { ...earlier };
  for (const [name, change] of Object.entries(later)) {
    const first = both[name];
    both[name] = isGroup(first) && isGroup(change) ? joined(first, change) : change;
  }
  return both;
}

/**
 * @param {unknown} thing
 * @returns {thing is Record<string, any>}
 */
function isGroup(thing) {
  return typeof thing === "object" && thing !== null && !Array.isArray(thing);
}

/**
 * Returns a project without what is too long for a link: its recordings of change, what was entered in checklists, and
 * the logs of its nights.
 *
 * @param {Record<string, any>} project as in its file
 */
export function lightened(project) {
  const inputs = { ...project.inputs };
  if (inputs.replay) inputs.replay = group(inputs.replay, { trace: null });
  const { work, runbook, ...rest } = project;
  return { ...rest, traces: [], inputs, ...(runbook ? { runbook: { ...runbook, logs: [] } } : {}) };
}

/**
 * Returns what a project holds that may be too long for a link, in words; nothing where there is none.
 *
 * @param {Record<string, any>} project as in its file
 */
export function heavyParts(project) {
  const parts = [
    (project.traces?.length || project.inputs?.replay?.trace) && "recordings",
    project.work && "checklist entries",
    project.runbook?.logs?.length && "logs of nights",
  ].filter(Boolean);
  return [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter(Boolean).join(" and ");
}

/**
 * Tells whether a project is called as the sample is: then its name is ours, and other languages have words for it.
 *
 * @param {{id: string, name: string}} project
 */
export function isCalledSample({ id, name }) {
  return id === "sample" && name.startsWith("Sample: ");
}

/** Returns a name that no other project has. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Returns named things with changes, where null takes one away.
 *
 * @template Thing
 * @param {Record<string, Thing> | undefined} before
 * @param {Record<string, Thing | null> | undefined} changes
 * @returns {Record<string, Thing>}
 */
function group(before, changes) {
  const after = { ...before };
  for (const [name, thing] of Object.entries(changes ?? {})) {
    if (thing === null) delete after[name];
    else after[name] = thing;
  }
  return after;
}

/** @param {Record<string, any>} project */
function nameOf(project) {
  const name = project.values?.name?.value;
  return typeof name === "string" && name.trim() ? name.trim() : NAMELESS;
}

function now() {
  return new Date().toISOString();
}
