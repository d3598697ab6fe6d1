/**
 * Projects from elsewhere: a file that is chosen or dropped, a link that is opened or pasted. Each becomes a project of
 * its own beside those that are here, and the one before is one click back.
 *
 * @typedef {import("./asker.mjs").Asker} Asker
 * @typedef {import("./asker.mjs").Given} Given
 * @typedef {import("./told.mjs").Told} Told
 */

import { create, fragmentOf, megabytes } from "../page/elements.mjs";
import { taken } from "../project/pictures.mjs";
import { handed, isProject, offered, placeOf } from "../project/handover.mjs";
import * as store from "../project/store.mjs";

const MOST_BYTES = 60_000_000;
const LINK = /#project=([\w-]+)/;

export class Incoming {
  #asker;
  #told;
  chooser = create("input", { type: "file", accept: ".json,application/json", hidden: true, ariaLabel: "File of a project" });

  /**
   * @param {Asker} asker
   * @param {Told} told
   */
  constructor(asker, told) {
    this.#asker = asker;
    this.#told = told;
  }

  /**
   * Takes files from the chooser, and those that are dropped on the page.
   *
   * @param {AbortSignal} signal
   */
  listen(signal) {
    this.chooser.addEventListener("change", () => this.#chosen(), { signal });
    const carries = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => carries(event) && event.preventDefault(), { signal });
    addEventListener(
      "drop",
      (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file) void this.open(file);
      },
      { signal },
    );
    void handed().then(([file]) => file && this.open(file));
  }

  #chosen() {
    const file = this.chooser.files?.[0];
    this.chooser.value = "";
    if (file) void this.open(file);
  }

  /** @param {File} file */
  async open(file) {
    if (!(await isProject(file)) && (await this.#leadOn(file))) return;
    if (file.size > MOST_BYTES) {
      const limit = megabytes(MOST_BYTES);
      return this.#refuse(file.name, `It has ${megabytes(file.size)} MB, and a project has less than ${limit}.`);
    }
    let text;
    try {
      text = await file.text();
    } catch {
      return this.#refuse(file.name, "It cannot be read any more: it was changed, moved or removed. Choose it again.");
    }
    await this.#take({ text: await taken(text) }, file.name, `Opened from ${file.name}`);
  }

  /**
   * Resolves to whether a file is for another page, and says so.
   *
   * @param {File} file
   */
  async #leadOn(file) {
    this.#told.say("Looking at what the file is \u2026");
    // A workbook or an archive is no project, and what tells more of it is on that page.
    const isZip = (await file.slice(0, 2).text().catch(() => "")) === "PK";
    const place = isZip ? "inventory" : await placeOf(file, this.#asker.runtime);
    if (!place || place === "project") return false;
    this.#told.say("", {});
    const base = this.#asker.base;
    if (isZip) this.#refuse(file.name, "It is a workbook or an archive, and no project.", offered([file], place, base, { sure: false }));
    else this.#refuse(file.name, "It is no project.", offered([file], place, base));
    return true;
  }

  /**
   * Opens the project that an address holds behind its #.
   *
   * @param {string} address a link, or what a messenger left of it
   */
  async follow(address) {
    // A mail wraps long lines, and a browser encodes what that leaves in the middle.
    const whole = address.replace(/#.*$/s, fragmentOf).replace(/\s|%20|%0[ad]/gi, "");
    const [, letters] = LINK.exec(whole) ?? /^([\w-]{20,})$/.exec(whole) ?? [];
    if (!letters) {
      return this.#refuse("The shared link", "It holds no project: a link to one has #project= in it. Paste all of it.");
    }
    await this.#take({ letters }, "The shared link", "Shared with you");
  }

  /**
   * @param {Given} given
   * @param {string} from
   * @param {string} how
   */
  async #take(given, from, how) {
    this.#told.say("Opening …");
    const { result, refused, error } = await this.#asker.ask(given, ["values", "slips"]);
    if (!result) return this.#refuse(from, refused ?? error ?? "No answer came.");
    const before = await store.current();
    const known = await store.same(result.values);
    if (known) await store.choose(known.id);
    const kept = known ?? (await store.add({ ...result.values, id: "" }));
    const list = result.slips.map((/** @type {import("./lines.mjs").Slip} */ slip) => `${slip.place}: ${slip.message}`);
    const words = list.length ? " Not everything in it could be used; it is kept as it is:" : "";
    const isOther = before && before.id !== kept.id;
    const back = isOther && /** @type {[string, () => void]} */ ([`Back to ${before.name}`, () => this.#back(before.id)]);
    const where = known ? "It was here already." : "It is a project of its own here.";
    this.#told.say(`${how}: ${kept.name}. ${where}${words}`, { list, ways: back ? [back] : [] });
  }

  /** @param {string} id */
  #back(id) {
    void store.choose(id);
    this.#told.say("");
  }

  /**
   * @param {string} from
   * @param {string} why
   * @param {HTMLElement} [more] what can be done about it
   */
  #refuse(from, why, more) {
    this.#told.say(`${from}: ${why} Your projects are as they were.`, { refused: true, more });
  }
}
