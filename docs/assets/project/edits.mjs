/**
 * A project that is kept, and what changes of it are: values by name, so that changes from two tabs add up.
 *
 * @typedef {{value: string, origin: "measured" | "typed" | "derived" | "assumed", since?: string, source?: string}} Known
 * @typedef {{name: string, text: string, unit?: string, column?: string, trace_seconds?: string, left_out_files?: string,
 *   utc_offset_minutes?: string}} Recording of change; the first one of a project is the one in use
 * @typedef {Record<string, Record<string, Known>>} Taken what each calculator takes, by its name and the input's
 * @typedef {{id: string, name: string, project: Record<string, any>, taken: Taken | null, takenBy: string,
 *   changed: string, exported: string, revision: number}} Kept `project` as in its file; `taken` as the release
 *   `takenBy` worked it out, null where nobody has since the last change; the times in ISO form, `exported` empty
 *   where there is no file of it yet; `revision` counts its changes
 * @typedef {{values?: Record<string, Known | null>, inputs?: Record<string, Record<string, Known | null>>,
 *   decisions?: object[], traces?: object[], further?: Record<string, unknown>}} Changes null takes a value away;
 *   `further` are other parts of the file
 */

const NAMELESS = "Project without a name";

/**
 * Returns a project that is kept from now on.
 *
 * @param {Record<string, any>} project as in its file
 * @param {string} id
 * @returns {Kept}
 */
export function kept(project, id) {
  const own = { ...project, id };
  return { id, name: nameOf(own), project: own, taken: null, takenBy: "", changed: now(), exported: "", revision: 1 };
}

/**
 * Returns a project with changes. It is another one: nothing of the given one changes.
 *
 * @param {Kept} before
 * @param {Changes} changes
 * @returns {Kept}
 */
export function edited(before, { values, inputs, further, ...lists }) {
  const project = { ...before.project };
  project.values = group(project.values, values);
  project.inputs = { ...project.inputs };
  for (const [calculator, own] of Object.entries(inputs ?? {})) {
    project.inputs[calculator] = group(project.inputs[calculator], own);
    if (!Object.keys(project.inputs[calculator]).length) delete project.inputs[calculator];
  }
  for (const [key, list] of Object.entries(lists)) if (list) project[key] = list;
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
    further: { ...earlier.further, ...later.further },
  };
}

/**
 * Returns a project without its recordings of change, which are too long for a link.
 *
 * @param {Record<string, any>} project as in its file
 */
export function withoutRecordings(project) {
  const inputs = { ...project.inputs };
  if (inputs.replay) inputs.replay = group(inputs.replay, { trace: null });
  return { ...project, traces: [], inputs };
}

/**
 * Whether a project holds recordings of change.
 *
 * @param {Record<string, any>} project as in its file
 */
export function hasRecordings(project) {
  return Boolean(project.traces?.length || project.inputs?.replay?.trace);
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
