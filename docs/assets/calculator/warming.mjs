/** Python before the first key: what it does for the first times takes ten times as long as later. */

/** A browser compiles well only what has run some times. After so many, in Chromium, no answer takes long any more. */
const ROUNDS = 24;
/** One in so many rounds works out the rest of the answer as well. */
const WITH_REST = 12;
/** Before each question the page gets to paint, the browser to compile and the reader to a key. */
const PAUSE_MS = 25;
/** A machine that is not done by then is a slow one: its reader may come first. */
const MOST_MS = 1_000;

export class Warming {
  #ask;
  #isFree;
  #round = 0;
  #spent = 0;
  #isOn = false;

  /**
   * @param {(wanted: {short?: boolean, part?: boolean, anew?: boolean}) => Promise<{result?: {more?: boolean}} | null>} ask
   *   Python about what is shown; the answer is dropped
   * @param {() => boolean} isFree whether nobody waits for an answer
   */
  constructor(ask, isFree) {
    this.#ask = ask;
    this.#isFree = isFree;
  }

  /** Leaves Python to another page. */
  end() {
    this.#round = ROUNDS;
  }

  /** Asks while nobody waits, until Python is warm. A key ends it; it goes on after the answer to that. */
  async go() {
    if (this.#isOn) return;
    this.#isOn = true;
    while (this.#round < ROUNDS && this.#spent < MOST_MS) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (!this.#isFree()) break;
      const begun = performance.now();
      let reply = await this.#ask({ short: true, anew: true });
      if (this.#round % WITH_REST === 0) {
        do reply = await this.#ask({ part: true });
        while (reply?.result?.more && this.#isFree() && this.#round < ROUNDS);
      }
      this.#spent += performance.now() - begun;
      this.#round++;
      if (!reply?.result) break;
    }
    this.#isOn = false;
  }
}
