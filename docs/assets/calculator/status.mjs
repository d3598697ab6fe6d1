import { create, newButton } from "../page/elements.mjs";
import { figuresOf, labelOf } from "./answer.mjs";

/** How long a text that is read out stays, for browsers that look late. */
const SPOKEN_MS = 5_000;

/** The line above the answer, and what a screen reader is told. */
export class Status {
  #text = create("span", { className: "hb-status-text" });
  #progress = create("progress", { ariaLabel: "Getting the calculator ready" });
  #retry;
  #reload = newButton("Reload the page", () => location.reload(), { className: "hb-button hb-retry" });
  #stop;
  #peek;
  #spoken = create("span", { className: "hb-spoken" });
  #speaking = 0;

  /**
   * @param {HTMLElement} box
   * @param {{retry: () => void, stop: () => void, peek: () => void}} actions
   */
  constructor(box, { retry, stop, peek }) {
    this.box = box;
    // The bytes change too often to be read out; `say` has the words that matter.
    const line = create("div", { className: "hb-status-line", ariaLive: "off" });
    this.#retry = newButton("Try again", retry, { className: "hb-button hb-retry" });
    this.#stop = newButton("Stop", stop, { className: "hb-button hb-retry" });
    this.#peek = newButton("", peek, { className: "hb-peek" });
    line.append(this.#text, this.#progress, this.#retry, this.#reload, this.#stop, this.#peek);
    box.ariaAtomic = "false";
    box.replaceChildren(line, this.#spoken);
    this.show("idle", "");
  }

  /** Shows the line, once it is known where the answer stands: before that its place is kept. */
  appear() {
    hide(this.box, false);
  }

  /**
   * @param {"idle" | "loading" | "busy" | "failed" | "outdated" | "error" | "stale" | "live"} state
   * @param {string} text
   */
  show(state, text) {
    if (this.box.dataset.state !== state) this.box.dataset.state = state;
    if (this.#text.textContent !== text) this.#text.textContent = text;
    hide(this.#progress, state !== "loading");
    hide(this.#retry, state !== "failed");
    hide(this.#reload, state !== "outdated");
    hide(this.#stop, state !== "busy");
  }

  /** @param {import("../python/runtime.mjs").Runtime} runtime */
  progress({ loaded, total, state }) {
    if (!total) return this.#progress.removeAttribute("value");
    if (state !== "loading") return;
    this.#progress.max = total;
    this.#progress.value = loaded;
  }

  /**
   * Shows the verdict and the first figure in the line, or not: it helps while the answer itself is below the window.
   *
   * @param {Element} answer
   * @param {boolean} shown
   */
  preview(answer, shown) {
    hide(this.#peek, !shown);
    if (!shown) return;
    const level = answer.querySelector(".hb-verdict")?.className.match(/hb-(good|mixed|caution|bad)/)?.[0] ?? "";
    this.#peek.className = `hb-peek ${level}`;
    const [first] = figuresOf(answer);
    this.#peek.textContent = labelOf(answer);
    if (first) this.#peek.append(create("small", { textContent: `${first.label}: ${first.value}` }));
  }

  /** @param {boolean} lifted whether the line floats above the form */
  lift(lifted) {
    this.box.classList.toggle("hb-away", lifted);
  }

  /**
   * Has a text read out once; a later one replaces one that waits.
   *
   * @param {string} text
   * @param {number} [pause] in ms
   */
  say(text, pause = 0) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      this.#spoken.textContent = text;
      this.#speaking = setTimeout(() => (this.#spoken.textContent = ""), SPOKEN_MS);
    }, pause);
  }
}

/**
 * Hides an element or shows it, if it is not so already: a browser works out its style even then.
 *
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}
