/**
 * What a project chose, and whether something holds for it. Which choices something holds for stands in its `data-for`,
 * such as `source=agent storage=block|network=vpn`: any of the combinations, each with all of its parts. It was decided
 * when the page was made.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {"source" | "target" | "storage" | "network"} Kind
 * @typedef {Partial<Record<Kind, string>>} Said
 * @typedef {{id: string, name: string, said: Said, values: Record<string, string>}} Choices `said` by the ids of
 *   data/project.yaml, `values` in the reader's words; what nobody said, or only assumed, is in neither
 */

import { wordsOf } from "../project/facts.mjs";

/** In the order in which they are told. How much it counts that one differs: what is nearest differs least. */
const WEIGHTS = { source: 8, target: 1, storage: 4, network: 2 };
export const KINDS = /** @type {Kind[]} */ (Object.keys(WEIGHTS));
/** A target that is not chosen yet. */
const NONE = "none";

/** @type {Map<string, Partial<Record<Kind, Set<string>>>[]>} */
const combinations = new Map();

/**
 * Resolves to what a project chose.
 *
 * @param {Kept} kept
 * @param {URL} site the root of the site
 * @returns {Promise<Choices>}
 */
export async function choicesOf(kept, site) {
  const words = await wordsOf(site);
  /** @type {Said} */
  const said = {};
  /** @type {Record<string, string>} */
  const values = {};
  for (const [id, known] of Object.entries(kept.project.values ?? {})) {
    const value = typeof known?.value === "string" ? known.value.trim() : "";
    const { choices = {} } = words[id] ?? {};
    const isChoice = Object.keys(choices).length > 0;
    // A choice that this release does not know says nothing here.
    if (!value || value === NONE || known.origin === "assumed" || (isChoice && !Object.hasOwn(choices, value))) continue;
    values[id] = isChoice ? choices[value] : value;
    if (KINDS.includes(/** @type {Kind} */ (id))) said[/** @type {Kind} */ (id)] = value;
  }
  return { id: kept.id, name: kept.name, said, values };
}

/**
 * Returns in which of its choices a project differs from the combination that is nearest to it; none where that holds.
 *
 * @param {string} holding as in `data-for`
 * @param {Said} said
 */
export function differing(holding, said) {
  const found = parsed(holding).map((parts) => KINDS.filter((kind) => said[kind] && !(parts[kind]?.has(said[kind] ?? "") ?? true)));
  return found.reduce((best, kinds) => (weight(kinds) < weight(best) ? kinds : best));
}

/**
 * Whether something is about a project by name: a combination names nothing but what the project chose.
 *
 * @param {string} holding as in `data-is`
 * @param {Said} said
 */
export function isOwn(holding, said) {
  return parsed(holding).some((parts) => KINDS.every((kind) => !parts[kind] || parts[kind].has(said[kind] ?? "")));
}

/**
 * Returns which choices it depends on whether something holds.
 *
 * @param {string} holding
 */
export function kindsOf(holding) {
  return KINDS.filter((kind) => parsed(holding).some((parts) => parts[kind]));
}

/** @param {Kind[]} kinds */
export function weight(kinds) {
  return kinds.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
}

/** @param {string} holding */
function parsed(holding) {
  let found = combinations.get(holding);
  if (!found) {
    found = holding.split("|").map((combination) =>
      Object.fromEntries(
        combination.split(" ").map((part) => {
          const [kind, ids] = part.split("=");
          return [kind, new Set(ids.split(","))];
        }),
      ),
    );
    combinations.set(holding, found);
  }
  return found;
}
