/**
 * The search as readers see it: a field and what was found below it, in a dialog over the page. The field stays where one types;
 * arrows choose among what was found, Enter goes there, Esc leaves. What is typed leaves the page nowhere.
 *
 * @typedef {import("./engine.mjs").Hit} Hit
 * @typedef {import("./engine.mjs").Found} Found
 * @typedef {import("./engine.mjs").Piece} Piece
 * @typedef {{index: string, root: string}} Places addresses of the index and of the site's root
 */

import { create } from "../page/elements.mjs";
import { Searching } from "./searching.mjs";

const GROUPS = /** @type {Record<string, string>} */ ({
  tool: "Calculators and tools",
  guide: "Guide",
  record: "Platforms, systems, kernels",
  checklist: "Checklists",
  about: "About this guide",
});
const TEXTS = {
  name: "Search",
  hint: "A question, a kernel, a port, a patch …",
  loading: "Getting the search ready …",
  failed: "The search did not load. Check the network and type again; the lists below work without it.",
  keys: "↑ ↓ choose · Enter opens · Esc closes",
  start: "Or look it up in",
  none: "Try fewer words, or the name that the product uses. These lists can be filtered:",
  answer: "Answer",
  close: "Close",
};
const LIST = "hb-search-list";

/** @type {Box | undefined} */
let box;

/**
 * Opens the search, with words in it where somebody gives them.
 *
 * @param {Places} places
 * @param {string} [words]
 */
export async function openSearch(places, words) {
  box ??= new Box(places);
  await box.open(words);
}

class Box {
  #dialog = create("dialog", { className: "hb-search" });
  #field = create("input", { type: "search", placeholder: TEXTS.hint, enterKeyHint: "go", spellcheck: false, autocomplete: "off" });
  #status = create("p", { className: "hb-search-status" });
  #list = create("div", { className: "hb-search-list", id: LIST });
  #searching;
  #root;
  /** @type {Promise<unknown>} */
  #styled;
  /** The number of what is chosen among the options. */
  #chosen = 0;

  /** @param {Places} places */
  constructor({ index, root }) {
    this.#root = root;
    this.#searching = new Searching(index);
    const sheet = create("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href });
    this.#styled = new Promise((resolve) => ["load", "error"].forEach((name) => sheet.addEventListener(name, resolve)));
    document.head.append(sheet);
    this.#build();
    this.#listen();
  }

  /** @param {string} [words] */
  async open(words) {
    await this.#styled;
    if (!this.#dialog.open) this.#dialog.showModal();
    if (words) this.#field.value = words;
    this.#field.select();
    await this.#show();
  }

  #build() {
    this.#dialog.setAttribute("aria-label", TEXTS.name);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-label": TEXTS.name, "aria-expanded": "false", "aria-controls": LIST, "aria-autocomplete": "list",
      autocapitalize: "off",
    })) this.#field.setAttribute(name, value);
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", TEXTS.name);
    this.#status.setAttribute("role", "status");
    const close = create("button", { type: "button", className: "hb-button", textContent: TEXTS.close });
    close.addEventListener("click", () => this.#dialog.close());
    const head = create("div", { className: "hb-search-head" });
    head.append(this.#field, close);
    this.#dialog.append(head, this.#status, this.#list, create("p", { className: "hb-search-keys", textContent: TEXTS.keys }));
    document.body.append(this.#dialog);
  }

  #listen() {
    this.#field.addEventListener("input", () => void this.#show());
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#dialog.addEventListener("click", (event) => {
      const { target } = event;
      // Outside of the dialog, or on a link: one on this page changes nothing but the place.
      if (target === this.#dialog || (target instanceof Element && target.closest("a"))) this.#dialog.close();
    });
  }

  async #show() {
    const asked = this.#field.value.trim();
    if (!this.#searching.isReady) this.#say(TEXTS.loading);
    const found = await this.#searching.find(asked);
    // Somebody has typed on, and what was asked then comes.
    if (!found || asked !== this.#field.value.trim()) return;
    const { hits, answer, places, failed } = found;
    const groups = [...(answer ? [this.#group(TEXTS.answer, [this.#option(answer)])] : []), ...this.#groups(hits)];
    if (!groups.length) groups.push(this.#group("", places.map((place) => this.#option(place))));
    this.#list.replaceChildren(...groups);
    if (failed) this.#say(TEXTS.failed);
    else if (!asked) this.#say(places.length ? TEXTS.start : "");
    else if (hits.length || answer) this.#say(counted(hits.length, answer));
    else this.#say(`Nothing found for “${asked}”. ${TEXTS.none}`);
    this.#field.setAttribute("aria-expanded", String(this.#options.length > 0));
    this.#choose(asked && (hits.length || answer) ? 0 : -1);
    this.#list.scrollTop = 0;
  }

  /** @param {string} text */
  #say(text) {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  /**
   * The pages by what they are for, in the order of the best of each.
   *
   * @param {Hit[]} hits
   */
  #groups(hits) {
    const kinds = [...new Set(hits.map(({ kind }) => kind))];
    return kinds.map((kind) =>
      this.#group(
        GROUPS[kind] ?? "",
        hits.filter((hit) => hit.kind === kind).flatMap((hit) => [
          this.#option({ address: hit.address, title: hit.title, text: hit.parts.length ? [] : hit.about }),
          ...hit.parts.map((part) => this.#option(part, true)),
        ]),
      ),
    );
  }

  /**
   * @param {string} name
   * @param {HTMLElement[]} options
   */
  #group(name, options) {
    const group = create("div", { className: "hb-search-group" });
    if (name) {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", name);
      const head = create("p", { className: "hb-search-kind", textContent: name });
      head.setAttribute("aria-hidden", "true");
      group.append(head);
    }
    group.append(...options);
    return group;
  }

  /**
   * @param {Found} found
   * @param {boolean} [isPart] of the page above it
   */
  #option({ address, title, text }, isPart = false) {
    const link = create("a", { href: new URL(address, this.#root).href, className: isPart ? "hb-search-part" : "hb-search-page", tabIndex: -1 });
    link.setAttribute("role", "option");
    link.append(create("b", { textContent: title }));
    if (text.length) {
      const words = create("span", {});
      words.append(...text.map((piece) => (piece.found ? create("mark", { textContent: piece.text }) : piece.text)));
      link.append(" ", words);
    }
    return link;
  }

  /** @returns {HTMLAnchorElement[]} */
  get #options() {
    return [...this.#list.querySelectorAll("a")];
  }

  /** @param {number} number one of the options; before the first and after the last there is none */
  #choose(number) {
    const options = this.#options;
    this.#chosen = number;
    options.forEach((option, at) => {
      option.id = `hb-search-${at}`;
      option.setAttribute("aria-selected", String(at === number));
    });
    const chosen = options[number];
    if (chosen) this.#field.setAttribute("aria-activedescendant", chosen.id);
    else this.#field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, isComposing } = event;
    if (isComposing) return;
    const last = this.#options.length - 1;
    const steps = /** @type {Record<string, () => void>} */ ({
      ArrowDown: () => this.#choose(this.#chosen < last ? this.#chosen + 1 : 0),
      ArrowUp: () => this.#choose(this.#chosen > 0 ? this.#chosen - 1 : last),
      Enter: () => this.#options[Math.max(this.#chosen, 0)]?.click(),
      Escape: () => this.#dialog.close(),
    });
    if (!steps[key]) return;
    event.preventDefault();
    steps[key]();
  }
}

/**
 * @param {number} count
 * @param {Found | null} answer
 */
function counted(count, answer) {
  const pages = count === 1 ? "1 page" : `${count} pages`;
  if (!answer) return pages;
  return count ? `An answer and ${pages}` : "An answer";
}
