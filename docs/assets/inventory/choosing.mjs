/** What can be done with hosts that were chosen in the list: they go into a group, or are decided about together. */

import { create, newButton } from "../page/elements.mjs";
import { amount } from "./columns.mjs";
import { labelled } from "./decisions.mjs";
import { without } from "./kept.mjs";

const LETTERS = 60;
const GROUPS = "inventory-hand-groups";

/** @typedef {import("./kept.mjs").Whose} Whose */

export class Choosing {
  #kept;
  #told;
  /** @type {number[]} */
  #hosts = [];
  /** What stands above the list while hosts are chosen. */
  element = create("div", { className: "hb-hosts-chosen", role: "group", ariaLabel: "Chosen hosts", hidden: true });
  #count = create("b", { role: "status" });
  #group = create("input", { type: "text", maxLength: LETTERS, placeholder: "ERP" });
  #known = create("datalist", { id: GROUPS });

  /**
   * @param {import("./kept.mjs").Kept} kept
   * @param {{whose: (index: number) => Whose, decide: (hosts: Whose[]) => void, clear: () => void,
   *   changed: (words: string) => void}} told
   */
  constructor(kept, told) {
    this.#kept = kept;
    this.#told = told;
    this.#group.setAttribute("list", GROUPS);
    const form = create("form", {});
    const put = create("button", { className: "hb-button", textContent: "Put into the group" });
    form.append(labelled("Group", this.#group), put);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#group.value.trim()) void this.#put(this.#group.value.trim());
      else this.#group.focus();
    });
    this.element.append(
      this.#count,
      form,
      this.#known,
      newButton("Take out of groups by hand", () => void this.#put("")),
      newButton("Decide about them", () => told.decide(this.#whose())),
      newButton("Choose none", () => told.clear()),
    );
  }

  /** @param {number[]} hosts */
  show(hosts) {
    this.#hosts = hosts;
    this.element.hidden = !hosts.length;
    this.#count.textContent = hosts.length ? `${amount(hosts.length)} ${hosts.length === 1 ? "host" : "hosts"} chosen` : "";
    if (!hosts.length) return;
    const groups = new Set(this.#kept.hand.map(({ group }) => group));
    this.#known.replaceChildren(...[...groups].sort().map((name) => new Option(name)));
  }

  #whose() {
    return this.#hosts.map((index) => this.#told.whose(index));
  }

  /** @param {string} group empty where hosts are in none any more */
  async #put(group) {
    const { grouping, hand } = this.#kept;
    const hosts = this.#whose();
    const own = group ? hosts.map((host) => ({ ...host, group })) : [];
    await this.#kept.change({ grouping: { ...grouping, hand: [...without(hand, hosts), ...own] } });
    const many = `${amount(hosts.length)} ${hosts.length === 1 ? "host" : "hosts"}`;
    this.#group.value = "";
    this.#told.clear();
    this.#told.changed(group ? `${many} put into the group ${group}. See Fill the project.` : `${many} taken out of groups by hand.`);
  }
}
