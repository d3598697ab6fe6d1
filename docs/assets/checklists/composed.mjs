/**
 * The page of composed checklists: it has every step and every setting of a cloud, and shows those of the combination
 * that the address names. Where there is none, it leads to the finder; to the published form where there is one.
 *
 * @typedef {import("./combination.mjs").Choices} Choices
 * @typedef {import("./combination.mjs").Known} Known
 */

import { create } from "../page/elements.mjs";
import { choicesOf, matching, obstacles } from "./combination.mjs";

export class Composed {
  #element;
  #known;
  #take;
  #box = create("div", { className: "hb-composed", role: "status" });
  #id = "";

  /**
   * @param {HTMLElement} element that holds the steps
   * @param {Known} known
   * @param {(choices: Choices | null, id: string) => void} take
   */
  constructor(element, known, take) {
    this.#element = element;
    this.#known = known;
    this.#take = take;
    element.before(this.#box);
  }

  begin() {
    addEventListener("hashchange", () => this.#follow());
    this.#follow();
  }

  #follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    // A step of the checklist that is shown already.
    if (this.#id && id.startsWith("step-")) return;
    const choices = choicesOf(this.#known, id);
    const published = choices ? matching(this.#known, choices)[0] : undefined;
    const why = choices && !published ? obstacles(this.#known, choices) : [];
    const isShown = Boolean(choices && !published && !why.length);
    this.#id = isShown ? id : "";
    this.#element.hidden = !isShown;
    if (!isShown) {
      this.#box.replaceChildren(...this.#instead(published, why));
      return this.#take(null, "");
    }
    this.#say(/** @type {Choices} */ (choices));
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.#element.querySelectorAll(".hb-work-step"))) {
      item.hidden = !holds(item, /** @type {Choices} */ (choices));
    }
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (this.#element.querySelectorAll(".hb-phase"))) {
      section.hidden = !section.querySelector(".hb-work-step:not([hidden])");
    }
    this.#take(choices, id);
  }

  /** @param {Choices} choices */
  #say(choices) {
    const words = this.#known.questions.map(({ id, options }) => options[choices[id] ?? ""]).filter(Boolean);
    const { settings = 0 } = this.#known.clouds[choices.platform ?? ""] ?? {};
    const cloud = words[1];
    const link = create("a", { href: `${this.#known.targets}${choices.platform}/`, textContent: `the page of ${cloud}` });
    const parts = create("p", { textContent: "Composed of the steps that hold for this source, storage and network, and of " });
    if (choices.direction === "dr" && settings) parts.append(`${settings} ${settings === 1 ? "setting" : "settings"} that `, link, " names.");
    else parts.append("nothing of the target itself: no page names its settings. See ", link, ".");
    this.#box.replaceChildren(create("p", { className: "hb-composed-title", textContent: words.join(", ") }), parts);
  }

  /**
   * @param {import("./combination.mjs").Checklist | undefined} published
   * @param {{why: string}[]} why
   */
  #instead(published, why) {
    const finder = create("a", { href: new URL("../../deploy/#finder", location.href).href, textContent: "Choose a combination at the finder" });
    const lines = [];
    if (published) {
      const line = create("p", { textContent: "A form is published for this combination: " });
      line.append(create("a", { href: published.url, textContent: published.title }));
      lines.push(line);
    }
    for (const { why: textContent } of why) lines.push(create("p", { textContent }));
    const last = create("p", {});
    last.append(finder, ".");
    return [...lines, last];
  }
}

/**
 * Whether a step or a setting belongs to a combination.
 *
 * @param {HTMLElement} item
 * @param {Choices} choices
 */
function holds({ dataset }, { direction = "", platform = "", site = "", storage = "", network = "" }) {
  if (dataset.direction !== direction) return false;
  if (dataset.platforms !== undefined) return dataset.platforms.split(" ").includes(platform);
  /** @type {string[][][]} */
  const rules = JSON.parse(dataset.applies ?? "[]");
  const wanted = [site, storage, network];
  return !rules.length || rules.some((parts) => parts.every((allowed, index) => !allowed.length || allowed.includes(wanted[index])));
}
