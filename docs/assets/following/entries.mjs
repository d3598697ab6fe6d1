/**
 * What there is of each kind for a project: its checklist, ports, target and source, with the ways there.
 *
 * @typedef {import("./choices.mjs").Kind} Kind
 * @typedef {import("./choices.mjs").Said} Said
 * @typedef {{for: string, title: string, url: string}} Entry the address from the root of the site
 * @typedef {{label: string, entries: Entry[], differs: Kind[]}} Found `differs` where these are only the nearest
 */

import { differing, kindsOf, weight } from "./choices.mjs";

/** More than these are no answer. */
const MOST = 3;
const LABELS = { checklist: "Your checklist", ports: "Your ports", target: "Your target", source: "Your source" };

/** @type {Promise<Record<string, Entry[]>> | undefined} */
let asked;

/**
 * Resolves to what there is for a project; nothing where the file did not arrive.
 *
 * @param {Said} said
 * @param {URL} site the root of the site
 * @returns {Promise<Found[]>}
 */
export async function entriesFor(said, site) {
  asked ??= fetch(new URL("assets/following/entries.json", site)).then((response) => response.json());
  asked.catch(() => (asked = undefined));
  const known = await asked.catch(() => /** @type {Record<string, Entry[]>} */ ({}));
  return Object.entries(LABELS).flatMap(([name, label]) => {
    const entries = known[name] ?? [];
    // What everything hangs on must be said, and anything at all.
    if (!entries.length || !kindsOf(entries[0].for).some((kind) => said[kind])) return [];
    const least = entries.reduce((best, entry) => Math.min(best, weight(differing(entry.for, said))), Infinity);
    const found = entries.filter((entry) => weight(differing(entry.for, said)) === least);
    const differs = least ? [...new Set(found.flatMap((entry) => differing(entry.for, said)))] : [];
    return found.length > MOST ? [] : [{ label, entries: found, differs }];
  });
}
