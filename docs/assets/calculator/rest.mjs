/**
 * The rest of an answer of which verdict and figures are shown. Python works it out piece by piece once the reader
 * pauses, so that a key need not wait for it.
 *
 * @typedef {import("../python/runtime.mjs").Reply} Reply
 */

import { create } from "../page/elements.mjs";

/** The rest waits for so long whether the reader types on: who types figures takes less from key to key. */
const PAUSE_MS = 150;
/** What has not followed by then looks as if it were of other inputs. */
const PATIENCE_MS = 300;

export class Rest {
  /** The inputs for which verdict and figures are shown, and the rest is still that of others. */
  key = "";
  #box;
  #ask;
  #answered;
  #pause = 0;
  #patience = 0;
  /** Tells the newest run from those before. */
  #run = {};
  /** On paper in the place of what would be of other inputs. */
  #awaited = create("p", { className: "hb-on-paper hb-awaited", hidden: true, textContent: "The rest was still being worked out." });

  /**
   * @param {HTMLElement} box of the answer
   * @param {(key: string) => Promise<Reply | null>} ask for the next piece; null where it must not be asked for now
   * @param {(key: string, reply: Reply) => void} answered
   */
  constructor(box, ask, answered) {
    this.#box = box;
    this.#ask = ask;
    this.#answered = answered;
  }

  /**
   * Verdict and figures are shown for other inputs.
   *
   * @param {string} key
   * @param {boolean} isDue whether the rest must not wait, because what is shown does not begin like it
   */
  begin(key, isDue) {
    this.hold();
    this.key = key;
    this.#box.classList.add("hb-begun");
    this.#box.after(this.#awaited);
    this.#patience ||= setTimeout(() => this.#box.classList.add("hb-behind"), PATIENCE_MS);
    if (isDue) void this.go();
    else this.#pause = setTimeout(() => void this.go(), PAUSE_MS);
  }

  /** All of it is shown, or something else. */
  end() {
    this.hold();
    clearTimeout(this.#patience);
    this.key = "";
    this.#patience = 0;
    this.#box.classList.remove("hb-begun", "hb-behind");
    this.#awaited.remove();
  }

  /** Leaves Python to a question of the reader. */
  hold() {
    clearTimeout(this.#pause);
    this.#run = {};
  }

  /** Asks for the rest, even where the form has gone on to what gives no answer. */
  async go() {
    const { key } = this;
    if (!key) return;
    const run = (this.#run = {});
    let reply;
    do reply = await this.#ask(key);
    while (reply?.result?.more && this.#run === run);
    if (reply && !reply.result?.more && this.key === key && this.#run === run) this.#answered(key, reply);
  }
}
