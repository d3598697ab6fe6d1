import { figuresOf, labelOf } from "./answer.mjs";

/** How long a reader sees what a figure was. */
const SHOWN_MS = 4_000;

/**
 * Marks for a moment what another answer changed, with what it was before. Styles show it; nothing of it is text of the
 * page, for what is read out says the verdict already.
 */
export class Changes {
  #answer;
  /** @type {Map<string, string> | null} what stood there before the first of several changes in a row */
  #first = null;
  #timer = 0;

  /** @param {HTMLElement} answer */
  constructor(answer) {
    this.#answer = answer;
  }

  /**
   * Puts another answer in, and marks what it changed where the reader has asked for it.
   *
   * @template Done
   * @param {() => Done} change
   * @param {boolean} isAsked
   */
  during(change, isAsked) {
    const before = this.#note();
    const done = change();
    if (isAsked) this.#mark(before);
    return done;
  }

  /** Returns what the answer says. */
  #note() {
    return new Map(this.#marked().map(({ id, value }) => [id, value]));
  }

  /**
   * Marks where the answer says something else now.
   *
   * @param {Map<string, string>} before what it said
   */
  #mark(before) {
    this.#first ??= before;
    for (const { id, value, element } of this.#marked()) {
      const was = this.#first.get(id);
      if (was && was !== value) element.dataset.was = `was ${was}`;
      else delete element.dataset.was;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#forget(), SHOWN_MS);
  }

  #forget() {
    this.#first = null;
    for (const { element } of this.#marked()) delete element.dataset.was;
  }

  /** @returns {{id: string, value: string, element: HTMLElement}[]} */
  #marked() {
    const verdict = this.#answer.querySelector(".hb-verdict");
    const figures = figuresOf(this.#answer);
    if (!(verdict instanceof HTMLElement)) return figures;
    return [{ id: " verdict", value: labelOf(this.#answer), element: verdict }, ...figures];
  }
}
