/**
 * `<hb-offline>`: what is kept on this device, and the reader's say in it.
 *
 * @typedef {import("./offline.mjs").Manifest} Manifest
 */

import { create, megabytes, newButton } from "../page/elements.mjs";
import { offline, RELEASE } from "./offline.mjs";

class OfflinePanel extends HTMLElement {
  #state = create("p", { className: "hb-offline-state", role: "status" });
  #progress = create("progress", { ariaLabel: "Download", hidden: true });
  #facts = create("dl", { className: "hb-offline-facts" });
  #keep = newButton("Make available offline", () => offline.keep(), { hidden: true });
  #clear = newButton("Clear", () => offline.clear(), { hidden: true });
  #follow = () => this.#render();
  /** @type {Manifest | null} */
  #published = null;
  #rendering = 0;

  async connectedCallback() {
    const buttons = create("div", { className: "hb-actions" });
    buttons.append(this.#keep, this.#clear);
    this.replaceChildren(this.#state, this.#progress, this.#facts, buttons);
    offline.addEventListener("change", this.#follow);
    if (await offline.allowed()) {
      this.#published = await offline.published();
      offline.check();
    }
    this.#render();
  }

  disconnectedCallback() {
    offline.removeEventListener("change", this.#follow);
  }

  async #render() {
    const turn = ++this.#rendering;
    const kept = offline.possible ? await offline.manifest() : null;
    const shown = kept ?? this.#published;
    const stored = shown ? await offline.stored(shown) : 0;
    if (turn !== this.#rendering) return;
    const { progress } = offline;
    this.#say(this.#words(kept, shown, stored));
    this.#progress.hidden = !progress;
    if (progress?.total) Object.assign(this.#progress, { max: progress.total, value: progress.loaded });
    else this.#progress.removeAttribute("value");
    this.#keep.textContent = kept ? "Download the new version" : "Make available offline";
    this.#keep.hidden = !offline.possible || Boolean(progress) || (Boolean(kept) && !this.#outdated(kept));
    this.#clear.hidden = !offline.possible || (!kept && !stored && !progress);
    this.#facts.replaceChildren(...(shown ? facts(shown, stored) : []));
  }

  /** Whether the site has a newer release than the one that is kept. @param {Manifest | null} kept */
  #outdated(kept) {
    return Boolean(kept && this.#published && kept.release !== this.#published.release && !offline.waiting);
  }

  /**
   * @param {Manifest | null} kept
   * @param {Manifest | null} shown
   * @param {number} stored
   */
  #words(kept, shown, stored) {
    if (!RELEASE) return "This site is being edited: nothing is kept on this device.";
    if (offline.refused) {
      return "Nothing is kept: your browser is set to refuse cookies and site data here. Allow them for offline use.";
    }
    if (!offline.possible) return "This browser keeps nothing for offline use at this address.";
    const { progress, failure } = offline;
    if (progress) {
      const amount = progress.total ? `: ${megabytes(progress.loaded)} of ${megabytes(progress.total)} MB` : "";
      return `Downloading${amount}.`;
    }
    if (failure === "QuotaExceededError") {
      const rest = kept ? "The version that is kept still works offline." : "The site works while you are online.";
      return `There is not enough room on this device for ${megabytes(size(shown))} MB. ${rest}`;
    }
    if (kept) {
      const more = offline.waiting || this.#outdated(kept) ? " A new version is available." : "";
      return `Ready for offline use.${more}`;
    }
    if (stored || (failure && failure !== "NotAllowedError")) {
      return "The download was interrupted. It goes on at your next visit, or now if you ask for it.";
    }
    if (offline.thrifty) return "Not available offline: your data saver is on, so nothing is downloaded unasked.";
    return "Not available offline yet.";
  }

  /** @param {string} words */
  #say(words) {
    if (this.#state.textContent !== words) this.#state.textContent = words;
  }
}

/**
 * @param {Manifest} manifest
 * @param {number} stored in bytes
 */
function facts(manifest, stored) {
  const rows = [
    ["Release", manifest.release],
    ["Data of", manifest.data],
    ["Size of the site", `${megabytes(size(manifest))} MB`],
    ["Kept on this device", `${megabytes(stored)} MB`],
  ];
  return rows.flatMap(([term, value]) => [create("dt", { textContent: term }), create("dd", { textContent: value })]);
}

/** @param {Manifest | null} manifest */
function size(manifest) {
  return Object.values(manifest?.files ?? {}).reduce((sum, [, bytes]) => sum + bytes, 0);
}

customElements.define("hb-offline", OfflinePanel);
