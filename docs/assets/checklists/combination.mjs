/**
 * What checklists are for: the choices of the finder, and whether one can be composed for them. The same rules stand in
 * calculators/checklist/worklist.py, which makes the report.
 *
 * @typedef {"direction" | "platform" | "site" | "storage" | "network"} Name
 * @typedef {{id: Name, label: string, options: Record<string, string>}} Question
 * @typedef {Record<Name, string> & {title: string, steps: number, url: string}} Checklist
 * @typedef {{site: string, storage: string, title: string, url: string}} PortList for disaster recovery
 * @typedef {{listed: boolean, storages: string[], settings: number}} Cloud `settings` counts what its pages name
 * @typedef {{questions: Question[], checklists: Checklist[], lists: PortList[], sites: Record<string, string>,
 *   clouds: Record<string, Cloud>, composed: string, targets: string}} Known `sites` by how a project reads its hosts
 * @typedef {Partial<Record<Name, string>>} Choices without those that are open
 */

export const NAMES = /** @type {Name[]} */ (["direction", "platform", "site", "storage", "network"]);

/**
 * Returns the published checklists that choices leave.
 *
 * @param {Known} known
 * @param {Choices} choices
 */
export function matching(known, choices) {
  return known.checklists.filter((item) => NAMES.every((name) => !choices[name] || item[name] === choices[name]));
}

/**
 * Returns why no checklist can be composed for choices, a sentence a reason; none where one can be. What is open is no
 * reason.
 *
 * @param {Known} known
 * @param {Choices} choices
 * @returns {{name: Name, why: string}[]}
 */
export function obstacles(known, { direction, platform, site, storage, network }) {
  const label = (/** @type {Name} */ name, /** @type {string} */ value) =>
    known.questions.find(({ id }) => id === name)?.options[value] ?? value;
  const cloud = platform ? known.clouds[platform] : undefined;
  const forms = known.checklists.filter((item) => !direction || item.direction === direction);
  /** @type {{name: Name, why: string}[]} */
  const found = [];
  if (platform && cloud && !cloud.listed) {
    found.push({ name: "platform", why: `The documentation does not name ${label("platform", platform)} as a target of disaster recovery.` });
  }
  if (platform && cloud && storage && !cloud.storages.includes(storage)) {
    const listed = cloud.storages.join(" and ");
    found.push({ name: "storage", why: `${label("platform", platform)} is listed with ${listed} storage only.` });
  }
  if (site && !forms.some((item) => item.site === site)) {
    const words = label("site", site);
    found.push({
      name: "site",
      why: direction === "failback" ? `No steps are published for a failback to this site: ${words}.` : `No steps are published for this source: ${words}.`,
    });
  }
  if (network && !forms.some((item) => item.network === network)) {
    found.push({ name: "network", why: "Every published failback runs over a VPN or a dedicated line." });
  }
  return found;
}

/**
 * Returns the name of the checklist that is composed for a whole combination.
 *
 * @param {Choices} choices
 */
export function idOf(choices) {
  return NAMES.map((name) => choices[name]).join(".");
}

/**
 * Returns the choices that such a name holds, or null for any other.
 *
 * @param {Known} known
 * @param {string} id
 * @returns {Required<Choices> | null}
 */
export function choicesOf(known, id) {
  const parts = id.split(".");
  const isKnown = known.questions.every(({ id: name, options }) => Object.hasOwn(options, parts[NAMES.indexOf(name)] ?? ""));
  if (parts.length !== NAMES.length || !isKnown) return null;
  return /** @type {Required<Choices>} */ (Object.fromEntries(NAMES.map((name, index) => [name, parts[index]])));
}
