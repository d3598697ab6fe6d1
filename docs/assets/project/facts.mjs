/**
 * What is known of a project, in a line.
 *
 * @typedef {import("./edits.mjs").Kept} Kept
 * @typedef {Record<string, {unit: string, choices: Record<string, string>}>} Words by the ids of data/project.yaml
 */

/** @type {Promise<Words> | undefined} */
let words;

/**
 * Resolves to the main facts of a project that are known, such as "14 TB \u00b7 200 Mbit/s". What is only assumed is no fact.
 *
 * @param {Kept} kept
 * @param {URL} site the root of the site
 */
export async function facts(kept, site) {
  const known = await wordsOf(site);
  const told = (/** @type {string} */ id, unit = known[id]?.unit ?? "") => {
    const { value = "", origin = "assumed" } = kept.project.values?.[id] ?? {};
    if (!value.trim() || origin === "assumed" || value === "none") return "";
    const label = known[id]?.choices[value];
    if (label) return label;
    return unit && !/[a-z%]/i.test(value) ? `${value} ${unit}` : value;
  };
  const change = told("change_percent", "%");
  return [
    [told("source"), told("target")].filter(Boolean).join(" \u2192 "),
    told("storage"),
    told("hosts"),
    told("used", kept.project.values?.capacity_unit?.value),
    change && `${change} a day`,
    told("link_mbps"),
    named("RPO", inHours(told("rpo_minutes", ""))),
    named("RTO", inHours(told("rto_minutes", ""))),
  ]
    .filter(Boolean)
    .join(" \u00b7 ");
}

/**
 * Resolves to the words of the values; to none where they did not arrive.
 *
 * @param {URL} site the root of the site
 */
export async function wordsOf(site) {
  words ??= fetch(new URL("assets/project/words.json", site)).then((response) => response.json());
  words.catch(() => (words = undefined));
  return words.catch(() => /** @type {Words} */ ({}));
}

/**
 * @param {string} name
 * @param {string} value
 */
function named(name, value) {
  return value && `${name}\u00a0${value}`;
}

/** @param {string} minutes as typed */
function inHours(minutes) {
  const hours = Number(minutes) / 60;
  if (!minutes || Number.isNaN(hours)) return minutes;
  return Number.isInteger(hours) ? `${hours}\u00a0h` : `${minutes}\u00a0min`;
}
