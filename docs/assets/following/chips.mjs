/**
 * What a page says about the reader's project: once at its top, and at each list of which only a part is seen.
 *
 * @typedef {import("./choices.mjs").Choices} Choices
 * @typedef {import("./choices.mjs").Kind} Kind
 * @typedef {import("./entries.mjs").Found} Found
 * @typedef {import("./list.mjs").List} List
 * @typedef {import("./list.mjs").Told} Told
 */

import { create, newButton } from "../page/elements.mjs";
import { isCalledSample } from "../project/edits.mjs";

/** How each choice is called, and what is seen while nobody has made it. */
const NAMES = {
  source: ["source", "all of them are shown"],
  target: ["target", "all of them are shown"],
  storage: ["storage", "both are shown"],
  network: ["way of the data", "both are shown"],
};

/** A sentence with a button that leaves the view, or comes back to it. */
class Chip {
  box = create("div", { className: "hb-chip", role: "group" });
  words = create("span");
  count = create("span", {});
  #toggle;

  /**
   * @param {string} label
   * @param {() => void} toggle
   */
  constructor(label, toggle) {
    this.box.ariaLabel = label;
    this.#toggle = newButton("", toggle, { className: "hb-chip-toggle" });
    // It speaks once the reader turns to it: a page has many, and all of them say something when a project comes.
    this.#toggle.addEventListener("focus", () => (this.count.role = "status"), { once: true });
    const line = create("p");
    line.append(this.words, this.count, " ", this.#toggle);
    this.box.append(line);
  }

  /** Puts the reader at its button. */
  focus() {
    this.#toggle.focus();
  }

  /** @param {string} label none takes the button away */
  offer(label) {
    this.#toggle.textContent = label;
    this.#toggle.hidden = !label;
  }
}

export class PageChip extends Chip {
  #open = create("p", { className: "hb-chip-open" });
  #about = create("p", { className: "hb-chip-other" });
  #yours = create("p", { className: "hb-chip-yours" });
  #site;

  /**
   * @param {() => void} toggle
   * @param {URL} site
   */
  constructor(toggle, site) {
    super("Your project on this page", toggle);
    this.#site = site;
    this.box.classList.add("hb-chip-page");
    this.box.append(this.#about, this.#open, this.#yours);
  }

  /**
   * @param {Choices} choices
   * @param {{held: number, all: number, noun: string, whole: boolean, kinds: Kind[], about: Kind[] | null}} page how many
   *   lines hold, of all; whether all are seen; what they depend on; in what the project differs from what the page is
   *   about, null where it is about nothing
   */
  say(choices, { held, all, noun, whole, kinds, about }) {
    const said = (/** @type {Kind} */ kind) => choices.values[kind];
    const ends = [said("source"), said("target")].filter(Boolean).join(" \u2192 ");
    const facts = [ends, said("storage"), said("network")].filter(Boolean).join(" \u00b7 ");
    const name = create("b", { textContent: choices.name, translate: isCalledSample(choices) });
    this.words.replaceChildren("For ", name, facts ? `: ${facts}` : "");
    const isPart = held < all;
    this.count.textContent = all ? ` \u00b7 ${isPart && !whole ? `${held} of` : "all"} ${all} ${noun}` : "";
    this.offer(isPart ? (whole ? "Only for your project" : "Show all") : "");
    this.#about.textContent = about?.length
      ? `This page is about another ${about.map((kind) => NAMES[kind][0]).join(" and another ")} than that of your project.`
      : "";
    const open = kinds.filter((kind) => !said(kind)).map((kind) => `${NAMES[kind][0]} not said: ${NAMES[kind][1]}`);
    this.#open.replaceChildren(...(open.length ? [`${open.join("; ")}. `, this.#link("project/", "Say it in your project")] : []));
    for (const part of [this.#about, this.#open]) part.hidden = !part.hasChildNodes();
    this.#yours.hidden = !this.#yours.hasChildNodes();
  }

  /** @param {Found[]} found */
  lead(found) {
    const here = location.pathname;
    const parts = found.flatMap(({ label, entries, differs }) => {
      const links = entries.filter(({ url }) => new URL(url, this.#site).pathname !== here || url.includes("#"));
      if (!links.length) return [];
      const part = create("span", { textContent: differs.length ? `${label}: none is published; nearest, with another ${listed(differs)}: ` : `${label}: ` });
      links.forEach(({ url, title }, index) => part.append(index ? " or " : "", this.#link(url, title)));
      return [part];
    });
    this.#yours.replaceChildren(...parts);
    this.#yours.hidden = !parts.length;
  }

  /**
   * @param {string} url
   * @param {string} textContent
   */
  #link(url, textContent) {
    return create("a", { href: new URL(url, this.#site).href, textContent });
  }
}

export class ListChip extends Chip {
  /**
   * @param {List} list
   * @param {Told} told
   */
  say({ noun }, { lines, columns, linked, nearest, differs }) {
    const counted = [lines.held < lines.all ? { ...lines, noun } : null, columns.held < columns.all ? { ...columns, noun: "columns" } : null];
    const shown = counted.flatMap((part) => (part?.held ? [`${part.held} of ${part.all} ${part.noun}`] : [])).join(" and ");
    const none = lines.all > 1 ? `None of the ${lines.all} ${noun} is for your project` : "What stands here is not for your project";
    const near = nearest ? `. Nearest, with another ${listed(differs)}: ${nearest}` : "";
    const more = linked ? ", and the linked one" : "";
    const isNone = lines.all > 0 && !lines.held;
    this.box.classList.toggle("hb-chip-none", isNone || linked);
    const held = linked && !isNone ? `${shown} for your project, and the linked one.` : `${shown} for your project.`;
    this.count.textContent = [isNone ? `${none}${near}${more}.` : "", shown ? held : ""].join(" ").trim();
    this.offer("Show all");
  }
}

/** @param {Kind[]} kinds */
function listed(kinds) {
  return kinds.map((kind) => NAMES[kind][0]).join(" or ");
}
