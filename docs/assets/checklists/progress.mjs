/**
 * How far a checklist is: each step, each phase, what waits for what, and what a later release changed. The report says
 * the same: calculators/checklist/progress.py.
 *
 * @typedef {{kind: string, text?: string, name?: string, picture?: string, when?: string}} Evidence
 * @typedef {{status?: string, reason?: string, owner?: string, note?: string, value?: string, when?: string, by?: string,
 *   edition?: string, action?: string, evidence?: Record<string, Evidence>}} Entry what was entered for a step
 * @typedef {{id: string, phase: string, owner: string, edition: string, number: number}} Step
 * @typedef {{id: string, name: string, after: string[]}} Phase
 * @typedef {{step: Step, entry: Entry, waitsFor: string[], isNew: boolean, isChanged: boolean}} Worked
 * @typedef {{worked: Worked[], gone: Record<string, Entry>, counts: Record<string, number>, following: Worked | null}} Progress
 */

/** What each status is called. */
export const WORDS = { "": "To do", begun: "Begun", waiting: "Waits", done: "Done", skipped: "Skipped" };
const THROUGH = ["done", "skipped"];

/**
 * @param {string} checklist its id
 * @param {Step[]} steps in order
 * @param {Phase[]} phases
 * @param {Record<string, any> | undefined} work of the project
 * @returns {Progress}
 */
export function progressOf(checklist, steps, phases, work) {
  /** @type {Record<string, Entry>} */
  const entered = {};
  for (const [key, entry] of Object.entries(work?.steps ?? {})) {
    const end = key.lastIndexOf("/");
    if (key.slice(0, end) === checklist && typeof entry === "object") entered[key.slice(end + 1)] = /** @type {Entry} */ (entry);
  }
  const seen = seenIn(work, checklist);
  const open = new Set(steps.filter(({ id }) => !isThrough(entered[id])).map(({ phase }) => phase));
  const waits = new Map(
    phases.map(({ id, after }) => [id, phases.filter((other) => after.includes(other.id) && open.has(other.id)).map(({ name }) => name)]),
  );
  const worked = steps.map((step) => {
    const entry = entered[step.id] ?? {};
    delete entered[step.id];
    return {
      step,
      entry,
      waitsFor: entry.status ? [] : (waits.get(step.phase) ?? []),
      isNew: Boolean(seen && !seen.includes(step.id)),
      isChanged: Boolean(entry.edition) && entry.edition !== step.edition,
    };
  });
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(Object.keys(WORDS).map((status) => [status, 0]));
  for (const { entry } of worked) counts[entry.status ?? ""] = (counts[entry.status ?? ""] ?? 0) + 1;
  const still = worked.filter(({ entry }) => !isThrough(entry));
  const free = still.find(({ entry, waitsFor }) => !waitsFor.length && entry.status !== "waiting");
  return { worked, gone: entered, counts, following: free ?? still[0] ?? null };
}

/** @param {Entry | undefined} entry */
export function isThrough(entry) {
  return THROUGH.includes(entry?.status ?? "");
}

/**
 * Returns the ids of the steps that a checklist had when its work began; null before that.
 *
 * @param {Record<string, any> | undefined} work
 * @param {string} checklist
 * @returns {string[] | null}
 */
export function seenIn(work, checklist) {
  const begun = work?.checklists?.[checklist]?.steps;
  return typeof begun === "string" ? begun.split(" ") : null;
}

/**
 * Returns how a status stands, in a sentence's beginning.
 *
 * @param {Worked} worked
 */
export function stateOf({ entry, waitsFor }) {
  const { status = "", reason = "", when = "", by = "" } = entry;
  const about = [when, by].filter(Boolean).join(", ");
  if (status === "waiting") return `Waits for ${reason || "somebody"}`;
  if (status === "skipped") return `Skipped: ${reason}${about ? ` (${about})` : ""}`;
  if (!status && waitsFor.length) return `Cannot start yet: waits for ${waitsFor.join(" and ")}`;
  const words = WORDS[/** @type {keyof typeof WORDS} */ (status)] ?? status;
  return about ? `${words} ${about}` : words;
}
