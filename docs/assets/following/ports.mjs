/**
 * `<hb-port-choice>`: a form that chooses the list of ports of one scenario. That list then stands open below the form,
 * the others folded where the page has them. What there is stands in the element's `data-known`. The list stands in the
 * address, so that it can be sent on, and one that the address names is the choice.
 *
 * @typedef {{id: string, whole: boolean, modes: string[], storage: string | null, console: string, title: string}} Known
 *   a list, in the order of the page; `whole` marks the list of a scenario
 * @typedef {{mode: string, storage: string, console: string}} Scenario
 * @typedef {import("./choices.mjs").Choices} Choices
 */

import { isAside, linked, onAside, setAside } from "../page/aside.mjs";
import { create, part } from "../page/elements.mjs";

const ON_PAPER = matchMedia("print");

class PortChoice extends HTMLElement {
  /** @type {Known[]} */
  #lists = [];
  /** @type {Record<string, string[]>} What a project calls the sources that are read in each way. */
  #sources = {};
  /** Whether the reader or the address made the choice. */
  #isOwn = false;
  #isFollowing = false;
  /** @type {Set<HTMLElement>} Chosen, though the page sets them aside for the reader's project. */
  #lifted = new Set();

  connectedCallback() {
    if (this.#lists.length) return;
    const known = JSON.parse(this.dataset.known ?? "");
    this.#lists = known.lists;
    this.#sources = known.sources;
    part(this, "form").addEventListener("change", () => this.#changed());
    part(this, "form").addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => this.#lead());
    onAside(() => {
      this.#lifted.clear();
      this.#lift();
    });
    for (const fold of document.querySelectorAll("details.hb-fold")) mark(fold);
    document.addEventListener("toggle", ({ target }) => mark(target), true);
    const [visit] = performance.getEntriesByType("navigation");
    this.#lead(/** @type {PerformanceNavigationTiming} */ (visit)?.type === "navigate");
  }

  /**
   * Takes the choices of the reader's project, where the address and the reader have made none, and gives them back.
   *
   * @param {Choices | null} project
   */
  follow(project) {
    if (this.#isOwn || (!project && !this.#isFollowing)) return;
    const { source, storage } = project?.said ?? {};
    const known = this.#lists.filter(({ whole }) => whole);
    const mode = Object.keys(this.#sources).find((one) => source && this.#sources[one].includes(source));
    this.#isFollowing = Boolean(project && (mode || storage));
    const fitting = known.filter(({ modes }) => !mode || modes.includes(mode));
    const list = fitting.find((one) => !storage || one.storage === storage) ?? fitting[0] ?? known[0];
    this.#scenario = {
      mode: mode ?? list.modes[0],
      storage: storage ?? list.storage ?? "",
      console: list.console,
    };
    const open = [...(mode ? [] : ["source"]), ...(storage ? [] : ["storage"]), "console"];
    this.#show(
      this.#isFollowing
        ? `Chosen as in your project. What it does not say is an example: ${new Intl.ListFormat("en-GB").format(open)}.`
        : "An example choice, the first of all: choose your own above.",
    );
  }

  /** @returns {Scenario} */
  get #scenario() {
    return /** @type {any} */ (Object.fromEntries(this.#selects.map(({ name, value }) => [name, value])));
  }

  set #scenario(scenario) {
    for (const select of this.#selects) select.value = scenario[/** @type {keyof Scenario} */ (select.name)];
  }

  get #selects() {
    return [...this.querySelectorAll("select")];
  }

  #changed() {
    this.#isOwn = true;
    const [list] = this.#show("");
    history.replaceState(history.state, "", list ? `#list-${list.id}` : location.pathname);
  }

  /**
   * Shows what the address leads to: the list of a scenario as the choice, any other where it stands.
   *
   * @param {boolean} [goes] whether the reader is to be brought there
   */
  #lead(goes = true) {
    const target = linked();
    const box = /** @type {HTMLDetailsElement | null | undefined} */ (target?.closest("details.hb-fold"));
    if (!box) return;
    const list = this.#lists.find(({ id }) => boxOf(id) === box);
    if (list?.whole) {
      this.#isOwn = true;
      const { mode } = this.#scenario;
      const { modes, storage, console } = list;
      this.#scenario = { mode: modes.includes(mode) ? mode : modes[0], storage: storage ?? "", console };
      this.#show("");
    }
    box.open = true;
    if (goes) target?.scrollIntoView({ block: target.localName === "tr" ? "center" : "start" });
  }

  /**
   * Puts the list of the scenario below the form; where none is published, what pages name of it.
   *
   * @param {string} words what to say of the choice
   * @returns {Known[]}
   */
  #show(words) {
    const scenario = this.#scenario;
    const { mode, storage, console } = scenario;
    const ofMode = this.#lists.filter(({ modes }) => modes.includes(mode));
    const whole = ofMode.filter((list) => list.whole && list.storage === storage && list.console === console);
    const found = whole.length ? whole : ofMode.filter((list) => !list.whole && (list.storage ?? storage) === storage);
    const boxes = found.map(({ id }) => boxOf(id));
    const place = part(document, ".hb-port-chosen");
    for (const box of /** @type {HTMLDetailsElement[]} */ ([...place.children])) if (!boxes.includes(box)) this.#putBack(box);
    place.append(...boxes);
    boxes.forEach((box, index) => {
      box.open = !index;
      mark(box);
    });
    this.#lift();
    const said = part(this, ".hb-port-said");
    said.replaceChildren(words, ...(whole.length ? [] : this.#missing(scenario, found.length > 0)));
    said.hidden = !said.hasChildNodes();
    return found;
  }

  /**
   * @param {Scenario} scenario
   * @param {boolean} isPart whether something of it is named
   */
  #missing({ mode }, isPart) {
    const [way, ...rest] = this.#selects.map(({ selectedOptions: [option] }) => option.textContent ?? "");
    const none = create("b", { textContent: `No list is published for ${way}, ${rest.join(", ").toLowerCase()}.` });
    const more = isPart ? " What stands below is named by other pages: some connections only." : "";
    const others = this.#lists.filter(({ whole, modes }) => whole && modes.includes(mode));
    const links = others.flatMap(({ id, title }, index) => [
      index ? "; " : " Published: ",
      create("a", { href: `#list-${id}`, textContent: title }),
    ]);
    return [" ", none, more, ...links];
  }

  /** Shows what was chosen although the page sets it aside. */
  #lift() {
    const chosen = /** @type {HTMLElement[]} */ ([...part(document, ".hb-port-chosen").children]);
    for (const box of chosen.filter(isAside)) {
      this.#lifted.add(box);
      setAside(box, false);
    }
  }

  /** @param {HTMLDetailsElement} box */
  #putBack(box) {
    box.open = false;
    if (this.#lifted.delete(box)) setAside(box, true);
    const home = document.getElementById(box.dataset.home ?? "");
    const after = this.#lists.map(({ id }) => boxOf(id)).slice(this.#lists.findIndex(({ id }) => boxOf(id) === box) + 1);
    home?.insertBefore(box, after.find((other) => other.parentElement === home) ?? null);
  }
}

/**
 * @param {string} id of a list
 * @returns {HTMLDetailsElement}
 */
function boxOf(id) {
  return /** @type {HTMLDetailsElement} */ (document.getElementById(`list-${id}`)?.closest("details"));
}

/**
 * Notes whether something is unfolded, and whether anything of a group is: on paper everything is, as the theme has it.
 *
 * @param {EventTarget | null} fold
 */
function mark(fold) {
  if (!(fold instanceof HTMLDetailsElement) || ON_PAPER.matches) return;
  fold.toggleAttribute("data-shown", fold.open);
  for (const group of document.querySelectorAll(".hb-port-lists")) {
    group.toggleAttribute("data-shown", group.querySelector(":scope > [data-shown]") !== null);
  }
}

customElements.define("hb-port-choice", PortChoice);
