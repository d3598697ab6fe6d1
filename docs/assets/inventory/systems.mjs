/**
 * Texts for operating systems that no rule can place, and what the reader said they mean: once for all hosts that have
 * the text, with a reason.
 *
 * @typedef {import("./kept.mjs").Kept} Kept
 * @typedef {{unplaced: {text: string, hosts: number, leaves_open: string}[],
 *   decided: {text: string, means: string, why: string, known: boolean, hosts: number}[], known: string[]}} Systems as
 *   calculators/inventory/replies.py says it
 */

import { create, newButton, today } from "../page/elements.mjs";
import { amount } from "./columns.mjs";
import { labelled, line } from "./decisions.mjs";

const NAMES = "inventory-systems";

export class Texts {
  #box;
  #kept;
  #changed;
  #list = create("ul", { className: "hb-texts" });
  #names = create("datalist", { id: NAMES });

  /**
   * @param {HTMLElement} box
   * @param {Kept} kept
   * @param {() => void} changed is called when the reader has decided something
   */
  constructor(box, kept, changed) {
    this.#box = box;
    this.#kept = kept;
    this.#changed = changed;
    const words = "Say once which system a text means: it holds for all hosts that have it, and for the next export.";
    box.append(
      create("h3", { textContent: "Names of systems that need a decision" }),
      create("p", { className: "hb-quiet", textContent: words }),
      this.#list,
      this.#names,
    );
  }

  /** @param {Systems | undefined} systems */
  show(systems) {
    const { unplaced = [], decided = [], known = [] } = systems ?? {};
    this.#box.hidden = !unplaced.length && !decided.length;
    this.#names.replaceChildren(...known.map((name) => new Option(name)));
    this.#list.replaceChildren(
      ...unplaced.map((item) => this.#open(item)),
      ...decided.map((item) => this.#closed(item)),
    );
  }

  /** @param {Systems["unplaced"][number]} item */
  #open({ text, hosts, leaves_open: open }) {
    const means = line("CentOS 7");
    means.setAttribute("list", NAMES);
    const why = line("The customer's list of 3 March");
    const said = create("span", { role: "status", className: "hb-quiet" });
    const form = create("form", { className: "hb-decision", ariaLabel: text });
    const decide = create("button", { className: "hb-button", textContent: hostsOf(hosts, "Decide for") });
    form.append(labelled("It means", means), labelled("Reason, which is kept", why), decide, said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!means.value.trim()) said.textContent = "Say which system it means.";
      else if (!why.value.trim()) said.textContent = "A decision needs a reason.";
      else void this.#decide(text, { means: means.value.trim(), why: why.value.trim() });
    });
    const about = `${hostsOf(hosts)}. ${open ? `It leaves open: ${open}.` : "No rule says which system it is."}`;
    return entry(text, about, form);
  }

  /** @param {Systems["decided"][number]} item */
  #closed({ text, means, why, known, hosts }) {
    const doubt = known ? "" : " This guide knows no system of that name, so the decision does not place it.";
    const back = newButton("Take it back", () => void this.#decide(text, null), { ariaLabel: `Take back what ${text} means` });
    return entry(text, `${hostsOf(hosts)}. You decided: ${means} (${why}).${doubt}`, back);
  }

  /**
   * @param {string} text
   * @param {{means: string, why: string} | null} decision
   */
  async #decide(text, decision) {
    const others = this.#kept.systems.filter((one) => one.text !== text);
    await this.#kept.change({ systems: decision ? [...others, { text, ...decision, since: today() }] : others });
    this.#changed();
  }
}

/**
 * @param {string} text
 * @param {string} about
 * @param {HTMLElement} more
 */
function entry(text, about, more) {
  const item = create("li");
  const words = create("p");
  words.append(create("b", { textContent: text }), ` ${about}`);
  item.append(words, more);
  return item;
}

/**
 * @param {number} hosts
 * @param {string} [before]
 */
function hostsOf(hosts, before = "") {
  return `${before ? `${before} ` : ""}${amount(hosts)} ${hosts === 1 ? "host" : "hosts"}`;
}
