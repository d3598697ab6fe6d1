/**
 * A page that follows the reader's project: its lists show what holds for it, commands and steps have its values, and
 * the page says so. Without a project it stays as it was made. What nobody said hides nothing.
 *
 * @typedef {import("../project/edits.mjs").Kept} Kept
 * @typedef {import("./choices.mjs").Choices} Choices
 * @typedef {import("./choices.mjs").Kind} Kind
 */

import { linked, tellAside } from "../page/aside.mjs";
import { pagesOf } from "../page/elements.mjs";
import * as store from "../project/store.mjs";
import * as tab from "../project/tab.mjs";
import { ListChip, PageChip } from "./chips.mjs";
import { choicesOf, differing, KINDS } from "./choices.mjs";
import { entriesFor } from "./entries.mjs";
import { List } from "./list.mjs";
import { fillValues } from "./values.mjs";

const SITE = new URL("../..", import.meta.url);
const MARK = "yours";
const LISTED = new Intl.ListFormat("en-GB");

class Following {
  #lists = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-follow]"))].map((box) => new List(box));
  /** @type {string} what the whole page is about; empty where it is about no platform */
  #about = /** @type {HTMLElement | null} */ (document.querySelector("[data-about]"))?.dataset.about ?? "";
  #page = new PageChip(() => this.#toggle(), pagesOf(SITE));
  /** @type {Map<List, ListChip>} */
  #chips = new Map();
  /** @type {Choices | null} */
  #choices = null;
  #shown = "";

  begin() {
    // At once what the last page showed; the database answers later.
    const last = tab.get("followed");
    if (last && last.choices.id === tab.get("open")) {
      this.#show(last.choices);
      this.#page.lead(last.found);
    }
    store.subscribe((kept) => void this.#follow(kept));
    void store.current().then((kept) => this.#follow(kept));
    addEventListener("hashchange", () => this.#lead());
  }

  /** @param {Kept | null} kept */
  async #follow(kept) {
    const choices = kept ? await choicesOf(kept, SITE) : null;
    if (!choices) tab.set("followed", undefined);
    this.#show(choices);
  }

  /** @param {Choices | null} choices */
  #show(choices) {
    const text = JSON.stringify(choices);
    if (text === this.#shown) return;
    const isFirst = !this.#shown;
    this.#shown = text;
    this.#choices = choices;
    // The page is as it was made.
    if (isFirst && !choices) return;
    this.#render();
    const [visit] = performance.getEntriesByType("navigation");
    // Elsewhere the reader has been here, and the browser goes back to the place.
    if (isFirst && /** @type {PerformanceNavigationTiming} */ (visit)?.type === "navigate") this.#scroll();
    void this.#yours(choices);
    for (const chooser of ["hb-finder", "hb-port-choice"]) {
      void customElements.whenDefined(chooser).then(() => /** @type {any} */ (document.querySelector(chooser))?.follow(choices));
    }
  }

  #render() {
    const choices = this.#choices;
    const whole = this.#isWhole;
    const target = linked();
    const about = choices && this.#about ? differing(this.#about, choices.said) : null;
    const page = { held: 0, all: 0 };
    for (const list of this.#lists) {
      const told = list.follow(choices && !whole ? choices.said : null, target, MARK);
      // What would hold is told of a page that shows all, too.
      const { lines, columns } = choices && whole ? list.count(choices.said) : told;
      for (const { held, all } of [lines, columns]) {
        page.held += held;
        page.all += all;
      }
      const isPart = [told.lines, told.columns].some(({ held, all }) => held < all);
      this.#sayAt(list, choices && !whole && isPart ? told : null);
    }
    // A page about another platform keeps its words: its steps are not those of the project.
    fillValues(choices && about?.length ? { ...choices, values: without(choices.values, KINDS) } : choices);
    this.#sayOfPage({ ...page, whole, about });
    tellAside();
  }

  /**
   * @param {List} list
   * @param {import("./list.mjs").Told | null} told
   */
  #sayAt(list, told) {
    let chip = this.#chips.get(list);
    if (!chip) {
      chip = new ListChip("Your project in this list", () => this.#toggle());
      list.name(chip.box);
      this.#chips.set(list, chip);
    }
    if (!told || !this.#choices) return chip.box.remove();
    chip.say(list, told);
    if (chip.box.nextElementSibling !== list.before) list.before.before(chip.box);
  }

  /** @param {{held: number, all: number, whole: boolean, about: Kind[] | null}} page */
  #sayOfPage(page) {
    const { box } = this.#page;
    if (!this.#choices || (!this.#lists.length && !this.#about)) return box.remove();
    const kinds = KINDS.filter((kind) => this.#lists.some((list) => list.kinds.has(kind)));
    const nouns = this.#lists.flatMap((list) => list.nouns);
    this.#page.say(this.#choices, { ...page, noun: LISTED.format(new Set(nouns)), kinds });
    if (box.isConnected) return;
    const title = document.querySelector(".md-content h1");
    const lead = title?.nextElementSibling;
    (lead?.localName === "p" ? lead : title)?.after(box);
  }

  /** @param {Choices | null} choices */
  async #yours(choices) {
    if (!choices) return;
    const found = await entriesFor(choices.said, SITE);
    if (choices !== this.#choices) return;
    this.#page.lead(found);
    tab.set("followed", { choices, found });
  }

  /** Leaves the view of this page for the visit, or comes back to it. */
  #toggle() {
    const pages = new Set(tab.get("whole") ?? []);
    if (!pages.delete(location.pathname)) pages.add(location.pathname);
    tab.set("whole", [...pages]);
    const { activeElement } = document;
    const chip = [...this.#chips.values()].find(({ box }) => box.contains(activeElement));
    this.#render();
    // The chip of a list is gone with the view; that of the page brings it back.
    if (chip && !chip.box.isConnected) this.#page.focus();
  }

  get #isWhole() {
    return (tab.get("whole") ?? []).includes(location.pathname);
  }

  /** Shows what the address leads to. */
  #lead() {
    if (!this.#choices) return;
    this.#render();
    this.#scroll();
  }

  #scroll() {
    linked()?.scrollIntoView({ block: linked()?.localName === "tr" ? "center" : "start" });
  }
}

/**
 * @param {Record<string, string>} values
 * @param {string[]} names
 */
function without(values, names) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

new Following().begin();
