/**
 * The strip below the header: which project the pages are about, what is known of it in a line, and what can be done
 * with it. Without a project it says that pages show an example.
 *
 * @typedef {import("./edits.mjs").Kept} Kept
 */

import { create, newButton, pagesOf } from "../page/elements.mjs";
import { heavyParts, isCalledSample, lightened } from "./edits.mjs";
import { facts } from "./facts.mjs";
import { saveProject } from "./files.mjs";
import * as store from "./store.mjs";
import * as tab from "./tab.mjs";

const SITE = new URL("../..", import.meta.url);
const PAGE = new URL("project/", pagesOf(SITE));
const FEEDBACK_MS = 2_000;
const NONE = "none";
const WIPED = "This browser deletes what a site keeps after seven days without a visit.";

class Bar {
  #box;
  #line = create("div", { className: "hb-project-line md-grid" });
  #spoken = create("span", { className: "hb-spoken", role: "status" });
  /** Whether the line is unfolded, where it is too narrow for all of it. */
  #open = false;
  /** What stands there, so that it is not made anew under the reader's hands. */
  #shown = "";

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
    box.classList.add("hb-on");
    box.replaceChildren(this.#line, this.#spoken);
  }

  begin() {
    // At once what the last page showed; the database answers later.
    const last = tab.get("shown");
    if (last) this.#line.replaceChildren(...this.#heading(last, last.facts));
    store.subscribe((kept) => void this.#show(kept));
    void store.current().then((kept) => this.#show(kept));
  }

  /** @param {Kept | null} kept */
  async #show(kept) {
    const [others, told] = await Promise.all([store.list(), kept ? facts(kept, SITE) : ""]);
    const state = JSON.stringify([kept?.id, kept?.name, told, others.map(({ id, name }) => [id, name]), store.problem()]);
    if (state !== this.#shown) {
      this.#shown = state;
      tab.set("shown", kept ? { id: kept.id, name: kept.name, facts: told } : undefined);
      const { activeElement } = document;
      const focused = this.#line.contains(activeElement) ? activeElement?.textContent : null;
      const rest = kept ? this.#actions(kept) : ways();
      rest.append(...this.#chooser(kept, others));
      this.#line.replaceChildren(...this.#heading(kept, told), this.#toggle(), rest);
      const same = [...this.#line.querySelectorAll("a, button")].find(({ textContent }) => textContent === focused);
      if (focused && same instanceof HTMLElement) same.focus();
    }
    this.#remind(kept);
  }

  /**
   * @param {{id: string, name: string} | null} project
   * @param {string} told
   */
  #heading(project, told) {
    const words = project ? "Project: " : "No project: pages show an example";
    const title = create("span", { className: "hb-project-name", textContent: words });
    if (!project) return [title];
    const { name } = project;
    title.append(create("b", { textContent: name, title: name, translate: isCalledSample(project) }));
    return [title, create("span", { className: "hb-project-facts", textContent: told, title: told })];
  }

  #toggle() {
    const label = () => (this.#open ? "Less" : "More");
    const toggle = newButton(label(), () => {
      this.#open = !this.#open;
      toggle.textContent = label();
      toggle.ariaExpanded = String(this.#open);
      toggle.ariaLabel = `${label()} about the project`;
      this.#box.classList.toggle("hb-unfolded", this.#open);
    });
    toggle.className = "hb-project-toggle";
    toggle.ariaExpanded = String(this.#open);
    toggle.ariaLabel = `${label()} about the project`;
    return toggle;
  }

  /** @param {Kept} kept */
  #actions(kept) {
    const rest = create("span", { className: "hb-project-ways" });
    const page = create("a", { href: PAGE.href, textContent: "Open project page" });
    const copy = action("Copy link", (button) => this.#copy(button, kept.id));
    copy.ariaLabel = "Copy link to the project"; // an answer has such a button, too
    rest.append(page, action("Save file", () => this.#save()), copy);
    return rest;
  }

  /**
   * @param {Kept | null} kept
   * @param {{id: string, name: string}[]} projects
   */
  #chooser(kept, projects) {
    const others = projects.filter(({ id }) => id !== kept?.id);
    if (!kept && !others.length) return [];
    const chooser = create("select", { ariaLabel: "Other projects" });
    chooser.append(create("option", { value: "", textContent: kept ? "Other projects" : "Your projects" }));
    for (const { id, name } of others) chooser.append(create("option", { value: id, textContent: name, translate: isCalledSample({ id, name }) }));
    if (kept) chooser.append(create("option", { value: NONE, textContent: "No project: show examples" }));
    chooser.addEventListener("change", () => void store.choose(chooser.value === NONE ? null : chooser.value));
    return [chooser];
  }

  async #save() {
    const kept = await store.current();
    if (!kept) return;
    const lacks = await saveProject(kept.project, kept.name);
    await store.markExported(kept.id);
    if (lacks) this.#note(lacks);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} id
   * @param {boolean} [isShorter] whether what is long is left out
   */
  async #copy(button, id, isShorter = false) {
    this.#feedback(button, "Packing …");
    const { letters, refused, heavy } = await this.#packed(id, isShorter);
    if (!letters) {
      const note = this.#offer(button, refused);
      if (heavy) note.append(action(`Copy a link without ${heavy}`, () => this.#copy(button, id, true)));
      return;
    }
    if (isShorter) this.#box.querySelector(".hb-project-note")?.remove();
    const address = `${PAGE.href}#project=${letters}`;
    try {
      await navigator.clipboard.writeText(address);
      this.#feedback(button, "Copied");
    } catch {
      this.#offer(button, "The browser did not allow copying. Copy this:", address);
    }
  }

  /**
   * Resolves to a project as letters of a link, or to why there are none.
   *
   * @param {string} id
   * @param {boolean} isShorter
   * @returns {Promise<{letters: string, refused: string, heavy: string}>} `heavy` names what may be why
   */
  async #packed(id, isShorter) {
    const failed = { letters: "", refused: "The calculators did not start. Save the file instead.", heavy: "" };
    try {
      const { runtimeAt } = await import("../python/runtime.mjs");
      const folder = new URL(this.#box.dataset.runtime ?? "", document.baseURI).href;
      const runtime = runtimeAt(folder, new URL("../python/worker.mjs", import.meta.url).href);
      const kept = await store.current();
      if (kept?.id !== id || !(await runtime.running())) return failed;
      const text = JSON.stringify(isShorter ? lightened(kept.project) : kept.project);
      const reply = await runtime.ask({ project: { text, wanted: ["link"] }, base: "" });
      if (reply?.refused) return { letters: "", refused: reply.refused, heavy: isShorter ? "" : heavyParts(kept.project) };
      return reply?.result ? { letters: reply.result.link, refused: "", heavy: "" } : failed;
    } catch {
      return failed;
    }
  }

  /**
   * Says below the line what a button could not do.
   *
   * @param {HTMLButtonElement} button
   * @param {string} words
   * @param {string} [text] to copy by hand
   */
  #offer(button, words, text) {
    this.#feedback(button, button.dataset.label ?? "");
    const note = this.#note(words);
    if (!text) return note;
    const field = create("input", { type: "text", readOnly: true, value: text, ariaLabel: "Link to the project" });
    note.firstElementChild?.after(field);
    field.select();
    return note;
  }

  /**
   * Says once per tab that the browser keeps nothing, and once per project that it will not keep it for long.
   *
   * @param {Kept | null} kept
   */
  #remind(kept) {
    if (!kept) return;
    const words = store.problem() || (store.isWiped() && !kept.exported ? WIPED : "");
    const said = `${kept.id} ${words}`;
    if (!words || tab.get("told") === said) return;
    tab.set("told", said);
    const advice = store.isFleeting() ? "" : " Save the file to have the project for sure.";
    this.#note(words + advice).append(action("Save file", () => this.#save()));
  }

  /** @param {string} words */
  #note(words) {
    this.#box.querySelector(".hb-project-note")?.remove();
    const note = create("div", { className: "hb-project-note md-grid" });
    note.append(create("span", { textContent: words }), action("Dismiss", () => note.remove()));
    this.#line.after(note);
    this.#spoken.textContent = words;
    return note;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} text
   */
  #feedback(button, text) {
    button.dataset.label ??= button.textContent ?? "";
    button.textContent = this.#spoken.textContent = text;
    setTimeout(() => button.textContent === text && (button.textContent = button.dataset.label ?? text), FEEDBACK_MS);
  }
}

/** Returns the ways to a project. */
function ways() {
  const rest = create("span", { className: "hb-project-ways" });
  const links = [
    ["New project", "#new"],
    ["Open file", "#open"],
    ["Sample", "#sample"],
  ];
  for (const [textContent, place] of links) rest.append(create("a", { href: PAGE.href + place, textContent }));
  return rest;
}

/**
 * @param {string} label
 * @param {(button: HTMLButtonElement) => void} act
 */
function action(label, act) {
  const button = newButton(label, () => act(button), { className: "hb-project-action" });
  return button;
}

const box = document.querySelector(".hb-project");
if (box instanceof HTMLElement) new Bar(box).begin();
