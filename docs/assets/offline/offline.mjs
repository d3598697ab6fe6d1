/**
 * Keeps the site on this device, by the service worker sw.js: registers it when the page is idle, says when a new
 * version is there, and shows on the page about offline use (`<hb-offline>`) what is kept.
 *
 * @typedef {{release: string, data: string, headers: string, files: Record<string, [string, number, string?]>}} Manifest
 *   files: hash and size in bytes by path, and more that only sw.js needs
 * @typedef {{release: string, loaded: number, total: number}} Progress in bytes
 */

// Empty while the site is served by `make dev`, which keeps nothing.
const RELEASE = "@RELEASE@";
const SITE = new URL("../..", import.meta.url);
const KEPT = `hyperbdr-guide ${SITE.pathname}`;
const ASKED = new URL("?asked", SITE).href;
const BUSY_MS = 1_000;

/** What is kept of the site. It fires `change` whenever something about that changes. */
class Offline extends EventTarget {
  /** @type {Progress | null} Of a download that runs. */
  progress = null;
  /** Why the last download failed: the name of an error. */
  failure = "";
  /** @type {ServiceWorker | null} A newer release that is complete. */
  waiting = null;

  #container = navigator.serviceWorker;
  #moving = false;

  /** Whether this browser, at this address, can keep the site. */
  get possible() {
    return Boolean(RELEASE && this.#container && window.isSecureContext && "caches" in window);
  }

  /** Whether the reader wants nothing to be downloaded unasked. */
  get thrifty() {
    return Boolean(/** @type {any} */ (navigator).connection?.saveData);
  }

  /** Starts to follow the service worker; registers it where the reader has not said no. */
  async begin() {
    if (!this.possible) return;
    new BroadcastChannel(KEPT).addEventListener("message", ({ data }) => this.#hear(data));
    this.#container.addEventListener("controllerchange", () => this.#controllerChanged());
    await idle();
    const registration = await this.#container.getRegistration(SITE);
    if (registration?.active) this.#follow(registration);
    else if (!this.thrifty && !cleared()) await this.#register().catch(() => this.#change({ failure: "NetworkError" }));
  }

  /** Looks for a new release, so that a page which shows what becomes of it misses nothing. */
  async check() {
    const registration = await this.#container.getRegistration(SITE);
    if (registration?.active && !this.thrifty) await registration.update().catch(() => {}); // the service worker says why
  }

  /** Makes the site available, as the reader asked for it. */
  async keep() {
    this.#change({ failure: "", progress: { release: "", loaded: 0, total: 0 } });
    setCleared(false);
    try {
      const cache = await caches.open(KEPT);
      await cache.put(ASKED, new Response());
      const registration = await this.#register();
      // One that was cleared while pages were open is still there, and would not install again by itself.
      if (registration.active) {
        if (!(await this.manifest())) registration.active.postMessage({ act: "install" });
        else if (!(await registration.update()).installing) await this.#nothingNew(cache);
      }
    } catch (error) {
      this.#change({ progress: null, failure: error instanceof Error ? error.name : "NetworkError" });
    }
  }

  /** @param {Cache} cache */
  async #nothingNew(cache) {
    await cache.delete(ASKED);
    this.#change({ progress: null });
  }

  /** Removes all that is kept, and keeps nothing again until asked. */
  async clear() {
    setCleared(true);
    const registration = await this.#container.getRegistration(SITE);
    const workers = [registration?.installing, registration?.waiting, registration?.active];
    for (const worker of workers) worker?.postMessage({ act: "forget" });
    await registration?.unregister();
    await navigator.locks.request(KEPT, () => caches.delete(KEPT));
    this.#change({ progress: null, failure: "", waiting: null });
  }

  /** Moves all tabs to the release that waits. */
  update() {
    const { waiting } = this;
    if (!waiting) return;
    // A page that was loaded past the service worker hears of no change of controllers.
    waiting.addEventListener("statechange", () => waiting.state === "activated" && this.#move());
    waiting.postMessage({ act: "take over" });
  }

  /**
   * Resolves to the manifest of what is kept whole: this page's release, or else another; null for none.
   *
   * @returns {Promise<Manifest | null>}
   */
  async manifest() {
    const marks = (await this.#keys()).filter((url) => url.startsWith(new URL("offline.json?", SITE).href));
    const mark = marks.find((url) => url.endsWith(`?${RELEASE}`)) ?? marks[0];
    const found = mark && (await caches.match(mark, { cacheName: KEPT }));
    return found ? found.json() : null;
  }

  /**
   * Resolves to the manifest on the site; null without a network.
   *
   * @returns {Promise<Manifest | null>}
   */
  async published() {
    try {
      return await (await fetch(new URL("offline.json", SITE), { cache: "no-cache" })).json();
    } catch {
      return null;
    }
  }

  /** Resolves to how many bytes of a manifest's files are kept. @param {Manifest} manifest */
  async stored({ files, headers }) {
    const there = new Set(await this.#keys());
    const kept = Object.entries(files).filter(([path, [hash]]) => {
      return there.has(new URL(path, SITE).href) || there.has(new URL(`${path}?${hash}.${headers}`, SITE).href);
    });
    return kept.reduce((sum, [, [, bytes]]) => sum + bytes, 0);
  }

  /** @returns {Promise<string[]>} */
  #keys() {
    // Locked, because opening a cache that has just been cleared would make it anew.
    return navigator.locks.request(KEPT, async () => {
      if (!(await caches.has(KEPT))) return [];
      return (await (await caches.open(KEPT)).keys()).map(({ url }) => url);
    });
  }

  async #register() {
    const registration = await this.#container.register(new URL("sw.js", SITE), { updateViaCache: "none" });
    this.#follow(registration);
    return registration;
  }

  /** @param {ServiceWorkerRegistration} registration */
  #follow(registration) {
    const watch = () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => this.#look(registration));
      this.#look(registration);
    };
    registration.onupdatefound = watch;
    watch();
  }

  /** @param {ServiceWorkerRegistration} registration */
  #look({ waiting, active }) {
    // Without an active one, what waits is about to be the first.
    this.#change({ waiting: active ? waiting : null });
    if (active && !this.#container.controller) active.postMessage({ act: "adopt", release: RELEASE });
    active?.addEventListener("statechange", () => {
      if (active.state === "activated") active.postMessage({ act: "adopt", release: RELEASE });
    });
  }

  async #controllerChanged() {
    const { controller } = this.#container;
    if (controller && (await nameOf(controller)) !== RELEASE) this.#move();
  }

  #move() {
    if (this.#moving) return;
    this.#moving = true;
    location.reload();
  }

  /** @param {{progress?: Progress, failed?: string, installed?: string}} message */
  #hear({ progress, failed, installed }) {
    if (progress) this.#change({ progress, failure: "" });
    if (failed !== undefined) this.#change({ progress: null, failure: failed });
    if (installed) this.#change({ progress: null, failure: "" });
  }

  /** @param {Partial<Pick<Offline, "progress" | "failure" | "waiting">>} news */
  #change(news) {
    Object.assign(this, news);
    this.dispatchEvent(new Event("change"));
  }
}

/** Resolves to the release that a service worker belongs to. @param {ServiceWorker} worker */
function nameOf(worker) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ act: "name" }, [port2]);
  });
}

/** Resolves when the page is loaded, has nothing to do and does not wait for Python. */
async function idle() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  do {
    await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
    await new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(resolve) : resolve(null)));
  } while (document.querySelector(".hb-status[data-state=loading]"));
}

// A browser may refuse storage to a page; then the reader's choice lasts as long as the page.
function cleared() {
  try {
    return localStorage.getItem(KEPT) === "cleared";
  } catch {
    return false;
  }
}

/** @param {boolean} value */
function setCleared(value) {
  try {
    if (value) localStorage.setItem(KEPT, "cleared");
    else localStorage.removeItem(KEPT);
  } catch {
    // See above.
  }
}

/** The bar that says that a new version is there. */
class UpdateBar {
  #bar = document.createElement("div");

  /** @param {Offline} offline */
  constructor(offline) {
    const text = document.createElement("span");
    text.textContent = "A new version is available.";
    this.#bar.className = "hb-update md-typeset";
    this.#bar.role = "status";
    this.#bar.append(text, newButton("Reload", () => offline.update()));
    offline.addEventListener("change", () => {
      if (offline.waiting) document.body.append(this.#bar);
      else this.#bar.remove();
    });
  }
}

/** `<hb-offline>`: what is kept on this device, and the reader's say in it. */
class OfflinePanel extends HTMLElement {
  #state = document.createElement("p");
  #progress = document.createElement("progress");
  #facts = document.createElement("dl");
  #keep = newButton("Make available offline", () => offline.keep());
  #clear = newButton("Clear", () => offline.clear());
  #follow = () => this.#render();
  /** @type {Manifest | null} */
  #published = null;
  #rendering = 0;

  async connectedCallback() {
    const buttons = document.createElement("div");
    buttons.className = "hb-actions";
    buttons.append(this.#keep, this.#clear);
    this.#state.role = "status";
    this.#state.className = "hb-offline-state";
    this.#progress.ariaLabel = "Download";
    this.#facts.className = "hb-offline-facts";
    this.replaceChildren(this.#state, this.#progress, this.#facts, buttons);
    offline.addEventListener("change", this.#follow);
    if (offline.possible) {
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
  return rows.flatMap(([term, value]) => {
    const [name, text] = [document.createElement("dt"), document.createElement("dd")];
    name.textContent = term;
    text.textContent = value;
    return [name, text];
  });
}

/** @param {Manifest | null} manifest */
function size(manifest) {
  return Object.values(manifest?.files ?? {}).reduce((sum, [, bytes]) => sum + bytes, 0);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/**
 * @param {string} label
 * @param {() => void} act
 */
function newButton(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hb-button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

const offline = new Offline();
new UpdateBar(offline);
customElements.define("hb-offline", OfflinePanel);
offline.begin();
