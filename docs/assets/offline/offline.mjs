/**
 * Keeps the site on this device, by the service worker sw.js: registers it when the page is idle, and says when a new
 * version is there.
 *
 * @typedef {Record<string, [string, number, string?]>} Files hash and size in bytes by path
 * @typedef {{release: string, data: string, headers: string, files: Files, languages: Record<string, Files>}} Manifest
 *   with what only readers of a language need by the folder of its pages, and more that only sw.js needs
 * @typedef {{release: string, loaded: number, total: number}} Progress in bytes
 */

import { create, newButton } from "../page/elements.mjs";
import { presence } from "../page/presence.mjs";

// Empty while the site is served by `make dev`, which keeps nothing.
export const RELEASE = "@RELEASE@";
const SITE = new URL("../..", import.meta.url);
const KEPT = `hyperbdr-guide ${SITE.pathname}`;
const ASKED = new URL("?asked", SITE).href;
/** Folder of the pages in this language; none for English. */
const LANGUAGE = document.documentElement.dataset.folder ?? "";
const BUSY_MS = 1_000;

/** What is kept of the site. It fires `change` whenever something about that changes. */
export class Offline extends EventTarget {
  /** @type {Progress | null} Of a download that runs. */
  progress = null;
  /** Why the last download failed: the name of an error. */
  failure = "";
  /** @type {ServiceWorker | null} A newer release that is complete. */
  waiting = null;
  /** Whether another tab has moved to a newer release; this one stays as it is until the reader says so. */
  overtaken = false;
  /** Whether the reader has the browser refuse all storage. */
  refused = false;

  #container = navigator.serviceWorker;
  /** @type {BroadcastChannel | undefined} */
  #news;
  /** Whether the reader asked this tab to move. */
  #moving = false;

  /** Whether this browser, at this address, can keep the site. */
  get possible() {
    return Boolean(RELEASE && this.#container && window.isSecureContext && "caches" in window && !this.refused);
  }

  /** Resolves to whether the site can be kept, after asking the browser whether the reader allows it. */
  async allowed() {
    if (!this.possible) return false;
    try {
      await caches.has(KEPT);
      await this.#container.getRegistration(SITE);
    } catch {
      this.refused = true;
    }
    return !this.refused;
  }

  /** Whether the reader wants nothing to be downloaded unasked. */
  get thrifty() {
    return Boolean(/** @type {any} */ (navigator).connection?.saveData);
  }

  /** Starts to follow the service worker; registers it where the reader has not said no. */
  async begin() {
    if (!(await this.allowed())) return;
    this.#listen();
    // A page that is told something while it waits in the browser's memory is thrown away there, and Back loads it anew.
    addEventListener("pagehide", () => this.#news?.close());
    addEventListener("pageshow", ({ persisted }) => persisted && void this.#resume());
    this.#container.addEventListener("controllerchange", () => this.#controllerChanged());
    await idle();
    const registration = await this.#container.getRegistration(SITE);
    if (registration?.active) {
      this.#follow(registration);
      if (LANGUAGE && !this.thrifty) registration.active.postMessage({ act: "include", language: LANGUAGE });
    } else if (!this.thrifty && !cleared()) await this.#register().catch(() => this.#change({ failure: "NetworkError" }));
  }

  #listen() {
    try {
      this.#news = new BroadcastChannel(KEPT);
    } catch {
      return; // a browser that refuses storage to a page refuses this, too
    }
    this.#news.addEventListener("message", ({ data }) => this.#hear(data));
  }

  /** Hears of what goes on again, and looks at what has come about meanwhile. */
  async #resume() {
    this.#listen();
    const registration = await this.#container.getRegistration(SITE);
    if (registration) this.#look(registration);
    this.#controllerChanged();
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

  /** Moves this tab to the newer release. Others ask their readers: what is typed there may be nowhere else. */
  update() {
    const { waiting } = this;
    // In another tab it may have been told to take over already.
    if (waiting?.state !== "installed") return location.reload();
    this.#moving = true;
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
      const manifest = await (await fetch(new URL("offline.json", SITE), { cache: "no-cache" })).json();
      Object.assign(manifest.files, manifest.languages[LANGUAGE]);
      return manifest;
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
    // A page that was loaded past the service worker hears of no change of controllers.
    waiting?.addEventListener("statechange", () => waiting.state === "activated" && this.#overtake(waiting));
    // Without an active one, what waits is about to be the first.
    this.#change({ waiting: active ? waiting : null });
    if (active && !this.#container.controller) active.postMessage({ act: "adopt", release: RELEASE });
    active?.addEventListener("statechange", () => {
      if (active.state === "activated") active.postMessage({ act: "adopt", release: RELEASE });
    });
  }

  #controllerChanged() {
    const { controller } = this.#container;
    if (controller) void this.#overtake(controller);
  }

  /**
   * Follows a service worker that took over, if it is of another release.
   *
   * @param {ServiceWorker} worker
   */
  async #overtake(worker) {
    if ((await nameOf(worker)) === RELEASE) return;
    if (this.#moving) location.reload();
    else this.#change({ overtaken: true });
    this.#moving = false; // the browser may ask whether to leave, and the reader stay
  }

  /** @param {{progress?: Progress, failed?: string, installed?: string}} message */
  #hear({ progress, failed, installed }) {
    if (progress) this.#change({ progress, failure: "" });
    if (failed !== undefined) this.#change({ progress: null, failure: failed });
    if (installed) this.#change({ progress: null, failure: "" });
  }

  /** @param {Partial<Pick<Offline, "progress" | "failure" | "waiting" | "overtaken">>} news */
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

/** Resolves when the page is loaded, has nothing to do and does not wait for Python, which comes first where it is for. */
async function idle() {
  if (document.querySelector(".hb-status")) await presence;
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
  #bar = create("div", { className: "hb-update md-typeset", role: "status" });

  /** @param {Offline} offline */
  constructor(offline) {
    const text = create("span", { textContent: "A new version is available." });
    this.#bar.append(text, newButton("Reload", () => offline.update()));
    offline.addEventListener("change", () => {
      if (offline.waiting || offline.overtaken) document.body.append(this.#bar);
      else this.#bar.remove();
    });
  }
}

export const offline = new Offline();
new UpdateBar(offline);
offline.begin();
