/**
 * `<hb-finder>`: a form that leads to the checklist of a combination: the published one, or one that is composed from
 * the data. What there is stands in the element's `data-known`; the choices stand in the address, so that they can be
 * sent on.
 *
 * @typedef {import("./combination.mjs").Checklist} Checklist
 * @typedef {import("./combination.mjs").Choices} Choices
 * @typedef {import("./combination.mjs").Known} Known
 * @typedef {import("./combination.mjs").Name} Name
 * @typedef {import("./combination.mjs").Question} Question
 */

import { idOf, matching, NAMES, obstacles } from "./combination.mjs";

// How much a difference counts when a combination has no checklist: the steps differ most by direction and source.
/** @type {Record<Name, number>} */
const WEIGHTS = { direction: 16, site: 8, storage: 4, network: 2, platform: 1 };
const LISTED = 6;

class Finder extends HTMLElement {
  /** @type {Known} */
  #known = { questions: [], checklists: [], lists: [], sites: {}, clouds: {}, composed: "", targets: "" };
  /** Whether the choices are those of the reader's project. */
  #isFollowing = false;
  #note = document.createElement("p");
  /** @type {Map<Name, HTMLSelectElement>} */
  #selects = new Map();
  #answer = document.createElement("div");

  connectedCallback() {
    if (this.#selects.size) return;
    this.#known = JSON.parse(this.dataset.known ?? "");
    const form = document.createElement("form");
    form.className = "hb-form hb-finder";
    form.ariaLabel = "Checklist finder";
    const fields = document.createElement("div");
    fields.className = "hb-fields";
    fields.append(...this.#known.questions.map((question) => this.#field(question)));
    const again = document.createElement("button");
    again.type = "reset";
    again.className = "hb-button";
    again.textContent = "Start over";
    const actions = document.createElement("div");
    actions.className = "hb-actions";
    actions.append(again);
    form.append(fields, actions);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => this.#changed());
    // The fields are empty only after the event.
    form.addEventListener("reset", () => setTimeout(() => this.#changed()));
    this.#answer.className = "hb-finder-answer";
    this.#answer.role = "status";
    this.#note.className = "hb-finder-note";
    this.#note.hidden = true;
    this.replaceChildren(form, this.#note, this.#answer);
    this.#restore();
    this.#render();
  }

  /** @param {Question} question */
  #field({ id, label, options }) {
    const field = document.createElement("div");
    const name = document.createElement("label");
    const box = document.createElement("div");
    const select = document.createElement("select");
    field.className = "hb-field";
    box.className = "hb-input";
    select.id = name.htmlFor = `finder-${id}`;
    select.name = id;
    name.textContent = label;
    select.append(new Option("Any", ""), ...Object.entries(options).map(([value, text]) => new Option(text, value)));
    this.#selects.set(id, select);
    box.append(select);
    field.append(name, box);
    return field;
  }

  /** Takes the choices from the address; what it names and nobody knows is left out. */
  #restore() {
    const chosen = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    const query = new URLSearchParams(location.search); // where older links have them
    for (const { id, options } of this.#known.questions) {
      const value = chosen.get(id) ?? query.get(id) ?? "";
      const select = this.#selects.get(id);
      if (select && Object.hasOwn(options, value)) select.value = value;
    }
    if (location.search) this.#store();
  }

  /**
   * Takes the choices of the reader's project, where the address and the reader have made none, and gives them back.
   *
   * @param {{name: string, said: Record<string, string>} | null} project
   */
  follow(project) {
    if (!this.#isFollowing && (!project || names(this.#choices).length)) return;
    const { sites, questions } = this.#known;
    const said = project?.said ?? {};
    /** @type {Record<string, string | undefined>} */
    const wanted = { platform: said.target, site: said.source, storage: said.storage, network: said.network };
    this.#isFollowing = Object.values(wanted).some(Boolean);
    if (this.#isFollowing) wanted.direction = "dr";
    const unlisted = [];
    for (const { id, label, options } of questions) {
      const value = (id === "site" ? sites[said.source] : wanted[id]) ?? "";
      const isListed = Object.hasOwn(options, value);
      if (wanted[id] && !isListed) unlisted.push(label.toLowerCase());
      const select = this.#selects.get(id);
      if (select) select.value = isListed ? value : "";
    }
    const none = unlisted.length ? ` No checklist is published for its ${unlisted.join(" and ")}: any is shown.` : "";
    this.#note.hidden = !this.#isFollowing;
    this.#note.textContent = `Chosen as in your project.${none}`;
    this.#render();
  }

  #changed() {
    this.#isFollowing = false;
    this.#note.hidden = true;
    this.#store();
    this.#render();
  }

  /** Puts the choices behind the # of the address, which no browser sends. */
  #store() {
    const address = new URL(location.href);
    const chosen = new URLSearchParams(this.#choices);
    address.search = "";
    // The name of a place on the page stays until there are choices.
    if (chosen.size || address.hash.includes("=")) address.hash = chosen.toString();
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /** @returns {Choices} */
  get #choices() {
    return Object.fromEntries([...this.#selects].flatMap(([id, { value }]) => (value ? [[id, value]] : [])));
  }

  #render() {
    const choices = this.#choices;
    for (const { id, options } of this.#known.questions) {
      for (const option of this.#selects.get(id)?.options ?? []) {
        if (!option.value) continue;
        const there = { ...choices, [id]: option.value };
        const words = options[option.value];
        if (option.selected || matching(this.#known, there).length) option.textContent = words;
        else option.textContent = `${words} – ${obstacles(this.#known, there).length ? "not supported" : "composed"}`;
      }
    }
    const found = matching(this.#known, choices);
    if (found.length === 1) this.#show(found[0], choices);
    else if (found.length) this.#narrow(found, choices);
    else this.#compose(choices);
  }

  /**
   * Offers the checklist that the data composes, or says what is still to choose for it, or why there is none.
   *
   * @param {Choices} choices
   */
  #compose(choices) {
    if (obstacles(this.#known, choices).length) return this.#miss(choices);
    const open = this.#known.questions.filter(({ id }) => !choices[id]).map(({ label }) => label.toLowerCase());
    if (open.length) return this.#say([`No form is published for this combination; one can be composed. Choose ${open.join(", ")}.`], [], "hb-mixed");
    const words = this.#known.questions.map(({ id, options }) => options[choices[id] ?? ""]);
    const { settings = 0 } = this.#known.clouds[choices.platform ?? ""] ?? {};
    const isComposedOf = choices.direction === "dr" && settings ? `, and ${settings} settings of ${words[1]}` : `; no page names settings of ${words[1]}`;
    const ways = [{ title: `Composed checklist: ${words.join(", ")}`, url: `${this.#known.composed}#${idOf(choices)}` }];
    this.#say(["Composed from the data, not a published form.", ` It has the steps that hold for this source, storage and network${isComposedOf}.`], ways, "hb-mixed");
  }

  /**
   * @param {Checklist} item
   * @param {Choices} choices
   */
  #show(item, choices) {
    const open = this.#known.questions.filter(({ id }) => !choices[id]);
    const only = open.map(({ id, label, options }) => `${label}: ${options[item[id]]}`);
    this.#say(
      [`The checklist for this combination has ${item.steps} steps.`, only.length ? ` Only one: ${only.join("; ")}.` : ""],
      [item],
      "hb-good",
    );
  }

  /**
   * @param {Checklist[]} found
   * @param {Choices} choices
   */
  #narrow(found, choices) {
    const open = this.#known.questions.filter(({ id }) => !choices[id]).map(({ label }) => label.toLowerCase());
    this.#say([`${found.length} checklists match. Choose ${open.join(", ")}.`], found.length > LISTED ? [] : found, "hb-mixed");
  }

  /** @param {Choices} choices */
  #miss(choices) {
    const { questions, checklists, lists } = this.#known;
    /** @param {Checklist} item */
    const differing = (item) => questions.filter(({ id }) => choices[id] && item[id] !== choices[id]);
    /** @param {Checklist} item */
    const distance = (item) => differing(item).reduce((sum, { id }) => sum + WEIGHTS[id], 0);
    const nearest = checklists.reduce((best, item) => (distance(item) < distance(best) ? item : best));
    const change = differing(nearest).map(({ id, label, options }) => {
      return `${label.toLowerCase()}: ${options[nearest[id]]} instead of ${options[choices[id] ?? ""]}`;
    });
    const ports = choices.direction === "failback" ? [] : lists.filter(({ site, storage }) => {
      return site === choices.site && (!choices.storage || storage === choices.storage);
    });
    const why = obstacles(this.#known, choices);
    this.#say(
      ["Not supported. ", why.map((reason) => reason.why).join(" "), ` The nearest published checklist differs in ${change.join("; ")}.`],
      [nearest, ...this.#near(choices, why[0]?.name)],
      "hb-caution",
    );
    if (ports.length) this.#answer.append(paragraph("The port list for this source is published:"), links(ports));
  }

  /**
   * Returns the checklists that another choice in one question leads to, where the rest stays.
   *
   * @param {Choices} choices
   * @param {Name | undefined} name of the question
   * @returns {{title: string, url: string}[]}
   */
  #near(choices, name) {
    const question = this.#known.questions.find(({ id }) => id === name);
    if (!name || !question || NAMES.some((one) => !choices[one])) return [];
    const others = Object.keys(question.options).map((value) => ({ ...choices, [name]: value }));
    const fitting = others.filter((other) => !obstacles(this.#known, other).length).slice(0, LISTED);
    return fitting.map((other) => {
      const [published] = matching(this.#known, other);
      const words = NAMES.map((one) => this.#known.questions.find(({ id }) => id === one)?.options[other[one] ?? ""]);
      return published ?? { title: `Composed: ${words.join(", ")}`, url: `${this.#known.composed}#${idOf(other)}` };
    });
  }

  /**
   * @param {string[]} words
   * @param {{title: string, url: string}[]} found
   * @param {string} level
   */
  #say(words, found, level) {
    const box = document.createElement("div");
    box.className = `hb-verdict ${level}`;
    box.append(paragraph(words.join("")));
    if (found.length) box.append(links(found));
    this.#answer.replaceChildren(box);
  }
}

/** @param {Choices} choices */
function names(choices) {
  return /** @type {Name[]} */ (Object.keys(choices));
}

/** @param {string} words */
function paragraph(words) {
  const element = document.createElement("p");
  element.textContent = words;
  return element;
}

/** @param {{title: string, url: string}[]} targets */
function links(targets) {
  const list = document.createElement("ul");
  list.append(
    ...targets.map(({ title, url }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = url;
      link.textContent = title;
      item.append(link);
      return item;
    }),
  );
  return list;
}

customElements.define("hb-finder", Finder);
