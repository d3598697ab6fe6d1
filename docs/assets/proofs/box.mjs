/**
 * A box for pasted output: Python reads it and says what it proves; what it measured can be taken into the project.
 *
 * @typedef {{field: string, label: string, value: string, told: string, source: string}} Offer a value of the project
 * @typedef {{proof: string, title: string, verdict: string, sentence: string, html: string, offers: Offer[]}} Result
 * @typedef {{result?: Result, refused?: string, error?: string}} Said
 * @typedef {{words: string, judge: (text: string) => Promise<Said>, take: (offer: Offer) => Promise<string>,
 *   after?: (result: Result, text: string) => Node[]}} Ways `words` ask for the text; `take` resolves to why it could
 *   not be taken, or to nothing; `after` returns what else can be done with an answer
 */

import { create, newButton } from "../page/elements.mjs";

export class PasteBox {
  box = create("div", { className: "hb-paste" });
  #ways;
  #text = create("textarea", { rows: 5, spellcheck: false, autocomplete: "off" });
  #answer = create("div", { className: "hb-proof-answer", role: "status" });
  /** What is judged now: of two that were pasted one after the other only the last one is answered. */
  #last = 0;

  /** @param {Ways} ways */
  constructor(ways) {
    this.#ways = ways;
    const field = create("label", { className: "hb-paste-field" });
    field.append(create("span", { textContent: ways.words }), this.#text);
    const buttons = create("div", { className: "hb-paste-ways" });
    buttons.append(
      newButton("Judge", () => void this.#judge()),
      newButton("Clear", () => this.#clear()),
    );
    this.box.append(field, buttons, this.#answer);
  }

  #clear() {
    this.#last += 1;
    this.#text.value = "";
    this.#answer.replaceChildren();
    this.#text.focus();
  }

  async #judge() {
    const asked = ++this.#last;
    const text = this.#text.value;
    this.#answer.replaceChildren(create("p", { className: "hb-quiet", textContent: "Reading …" }));
    const { result, refused, error } = await this.#ways.judge(text);
    if (asked !== this.#last) return;
    if (!result) {
      this.#answer.replaceChildren(create("p", { className: "hb-problem", textContent: refused ?? error ?? "No answer came." }));
      return;
    }
    const about = result.title ? [create("p", { className: "hb-quiet", textContent: `Judged as: ${result.title}` })] : [];
    const said = create("div", { innerHTML: result.html });
    const offers = result.offers.map((offer) => this.#offer(offer));
    this.#answer.replaceChildren(...about, said, ...offers, ...(this.#ways.after?.(result, text) ?? []));
  }

  /** @param {Offer} offer */
  #offer(offer) {
    const line = create("p", { className: "hb-proof-offer" });
    const words = create("span", { textContent: `${offer.label}: ${offer.told}` });
    const button = newButton("Use as measured in the project", async () => {
      button.disabled = true;
      const problem = await this.#ways.take(offer);
      words.textContent = problem || `In your project, measured: ${offer.label}, ${offer.told}.`;
      if (problem) button.disabled = false;
      else button.remove();
    });
    line.append(words, button);
    return line;
  }
}
