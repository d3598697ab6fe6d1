/**
 * Marks on the picture of a decision what the reader answered in the form of the page, and the verdict that the answer
 * gives. What nobody answered stays unmarked: the form's first choices are no answers.
 */

/** @type {WeakMap<Element, string>} what stands in a line of the picture until the reader ticks something */
const own = new WeakMap();

class Marks {
  #form;
  #answer;
  #note;
  #unanswered;
  /** @type {Set<string>} questions that the reader turned to */
  #touched = new Set();

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} answer
   * @param {HTMLElement} note says how much is marked
   */
  constructor(form, answer, note) {
    this.#form = form;
    this.#answer = answer;
    this.#note = note;
    this.#unanswered = note.textContent ?? "";
  }

  begin() {
    this.#form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement) this.#touched.add(target.name);
      this.#mark();
    });
    this.#form.addEventListener("reset", () => {
      this.#touched.clear();
      // The form has its first choices again once everybody has heard of it.
      setTimeout(() => this.#mark());
    });
    addEventListener("hashchange", () => this.#takeAddress());
    // An address, a project or another tab fills the form without a word, but not without an answer.
    new MutationObserver(() => this.#mark()).observe(this.#answer, { childList: true, subtree: true });
    this.#takeAddress();
    this.#mark();
  }

  /** Counts as given what the address says, even where it is the first choice. Later the address follows the form. */
  #takeAddress() {
    for (const said of [location.search, location.hash]) {
      for (const name of new URLSearchParams(said.slice(1)).keys()) this.#touched.add(name);
    }
  }

  #mark() {
    const controls = /** @type {HTMLInputElement[]} */ (
      [...this.#form.querySelectorAll("fieldset[data-field]:not([hidden]) input")]
    );
    const isGiven = (/** @type {HTMLInputElement} */ { name, type }) =>
      type === "checkbox" ||
      this.#touched.has(name) ||
      controls.some((other) => other.name === name && other.checked !== other.defaultChecked);
    const given = controls.filter((control) => control.checked && isGiven(control));
    for (const group of each("data-answer")) {
      toggle(group, given.some(({ name, value }) => `${name}=${value}` === group.getAttribute("data-answer")));
    }
    for (const group of each("data-any")) {
      const name = group.getAttribute("data-any");
      const ticked = given.filter((control) => control.name === name).length;
      toggle(group, ticked > 0);
      const all = controls.filter((control) => control.name === name).length;
      tell(group, ticked ? `${ticked} of ${all} ticked` : "");
    }
    for (const group of each("data-asked")) {
      const field = this.#form.querySelector(`fieldset[data-field="${group.getAttribute("data-asked")}"]`);
      group.classList.toggle("hb-skipped", given.length > 0 && field instanceof HTMLElement && field.hidden !== false);
    }
    // With a question open, the answer is no verdict yet and says so.
    const said = this.#answer.querySelector(".hb-verdict-label")?.textContent ?? "";
    let verdict = "";
    for (const group of each("data-outcome")) {
      const isReached = given.length > 0 && group.getAttribute("data-label") === said;
      toggle(group, isReached);
      if (isReached) verdict = said;
    }
    const marked = given.length === 1 ? "Your answer is ticked here" : `Your ${given.length} answers are ticked here`;
    this.#note.textContent = given.length
      ? `${marked}. ${verdict ? `Verdict so far: ${verdict}.` : "The verdict is ticked once every question is answered."}`
      : this.#unanswered;
  }
}

/** @param {string} attribute */
function each(attribute) {
  return document.querySelectorAll(`.hb-diagram g[${attribute}]`);
}

/**
 * @param {Element} group
 * @param {boolean} isChosen
 */
function toggle(group, isChosen) {
  group.classList.toggle("hb-chosen", isChosen);
}

/**
 * Writes into the first box of a group; nothing brings its own words back.
 *
 * @param {Element} group
 * @param {string} words
 */
function tell(group, words) {
  for (const [index, line] of [...(group.querySelector("text")?.children ?? [])].entries()) {
    if (!own.has(line)) own.set(line, line.textContent ?? "");
    line.textContent = words ? (index ? "" : words) : (own.get(line) ?? "");
  }
}

const [form, answer, note] = ["hb-calculator form", ".hb-answer", ".hb-marked"].map((name) => document.querySelector(name));
if (form instanceof HTMLFormElement && answer instanceof HTMLElement && note instanceof HTMLElement) {
  new Marks(form, answer, note).begin();
}
