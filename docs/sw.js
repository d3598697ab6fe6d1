"use strict";
/**
 * The service worker: keeps a release of the site whole, and answers from it.
 *
 * Every file is kept under its path and hash, so releases share what did not change and cannot mix. A release counts
 * as kept from the moment its manifest is in the cache: that is written last. The browser sees a new release by a
 * changed RELEASE here; the new service worker waits until a page tells it to take over.
 *
 * @typedef {{release: string, data: string, headers: string, packed: string[],
 *   files: Files, languages: Record<string, Files>, included?: string[]}} Manifest
 *   packed: files beside which a .gz lies; languages: files that only readers of a language need, by the folder of its
 *   pages; included: the languages whose files are among `files`, once they are kept; see macros/publish/offline.py
 * @typedef {Record<string, [string, number, string?]>} Files hash and size in bytes by path, and for a .gz file the
 *   hash of its content
 */

const RELEASE = "@RELEASE@";
const AT_ONCE = 4;
const REPORT_MS = 100;

/** @type {any} The types of a page and of a service worker exclude each other. */
const worker = self;
const KEPT = `hyperbdr-guide ${new URL(worker.registration.scope).pathname}`;
const MARK = address(`offline.json?${RELEASE}`);
const ASKED = address("?asked");
const news = new BroadcastChannel(KEPT);

/** @type {Manifest | undefined} The release, once it is known to be whole. */
let kept;
let stopping = new AbortController();

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) {
    event.respondWith(answer(request, event.clientId));
  }
});
worker.addEventListener("message", (/** @type {any} */ event) => {
  const { act, release, language } = event.data;
  if (act === "name") event.ports[0].postMessage(RELEASE);
  if (act === "take over") worker.skipWaiting();
  // Only a page of this very release may be answered from it before it is loaded anew.
  if (act === "adopt" && release === RELEASE) worker.clients.claim();
  if (act === "install") event.waitUntil(install().catch(() => {})); // the pages are told by `news`
  if (act === "include") event.waitUntil(include(language));
  if (act === "forget") {
    kept = undefined;
    stopping.abort();
  }
});

/* --- answering ------------------------------------------------------------------------------------ */

/**
 * @param {Request} request
 * @param {string} clientId of the page that asks
 */
async function answer(request, clientId) {
  const release = await wholeRelease();
  if (!release) return fetch(request);
  const url = new URL(request.url);
  const path = pathOf(url);
  if (`${path}/index.html` in release.files) return Response.redirect(`${url.origin}${url.pathname}/${url.search}`, 301);
  const stored = path in release.files ? await caches.match(key(release, path), { cacheName: KEPT }) : undefined;
  const foreign = request.mode !== "navigate" && (await isOfAnotherRelease(release, clientId));
  if (stored && !foreign) return stored;
  try {
    return await fetch(request);
  } catch (error) {
    if (stored) return stored;
    if (request.mode === "navigate") return inEnglish(release, path) ?? notFound(release);
    throw error;
  }
}

/**
 * Tells whether a page is none of this release: it came from the network, so all that it loads must do so, too.
 *
 * @param {Manifest} release
 * @param {string} clientId
 */
async function isOfAnotherRelease(release, clientId) {
  const client = await worker.clients.get(clientId);
  return client?.type === "window" && !(pathOf(new URL(client.url)) in release.files);
}

/** @param {Manifest} release */
async function notFound(release) {
  const page = await caches.match(key(release, "404.html"), { cacheName: KEPT });
  return page ? new Response(page.body, { status: 404, headers: page.headers }) : Response.error();
}

/**
 * Leads from a page in a language that is not kept to the English one; returns nothing where there is none.
 *
 * @param {Manifest} release
 * @param {string} path
 */
function inEnglish({ files, languages }, path) {
  const [folder, ...rest] = path.split("/");
  const english = rest.join("/");
  if (!(folder in languages) || !(english in files)) return undefined;
  return Response.redirect(address(english.replace(/(^|\/)index\.html$/, "$1")));
}

async function wholeRelease() {
  // Asked for by name, because opening a cache would make one where it was cleared.
  return (kept ??= await (await caches.match(MARK, { cacheName: KEPT }))?.json());
}

/* --- installing ----------------------------------------------------------------------------------- */

/** Fetches what is not there yet. Rejects when that fails; then what has come stays, for the next time. */
async function install() {
  /** @type {string[]} */
  const added = [];
  stopping = new AbortController();
  try {
    const { release, packs } = await manifest();
    const cache = await caches.open(KEPT);
    release.included = await languages(release, cache);
    for (const language of release.included) Object.assign(release.files, release.languages[language]);
    const there = new Set((await cache.keys()).map(({ url }) => url));
    const missing = Object.keys(release.files).filter((path) => !there.has(key(release, path)));
    await refuse(release, missing, there.has(ASKED));
    const count = progress(release, missing);
    await together(missing, async (path) => {
      const file = await download(release, path, packs, count);
      stopping.signal.throwIfAborted();
      added.push(key(release, path));
      await cache.put(key(release, path), file);
    });
    stopping.signal.throwIfAborted();
    await cache.put(MARK, Response.json(release));
    kept = undefined;
    await cache.delete(ASKED);
    news.postMessage({ installed: RELEASE });
  } catch (error) {
    await failed(error, added);
    throw error;
  }
}

/**
 * Resolves to the languages to keep: those of a release that is kept, and those of the pages that are open.
 *
 * @param {Manifest} release
 * @param {Cache} cache
 */
async function languages(release, cache) {
  const marks = (await cache.keys()).filter(({ url }) => url.startsWith(address("offline.json?")));
  const before = await Promise.all(marks.map(async (mark) => (await (await cache.match(mark))?.json())?.included ?? []));
  const pages = await worker.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const wanted = [...before.flat(), ...pages.map((/** @type {{url: string}} */ { url }) => pathOf(new URL(url)).split("/", 1)[0])];
  return Object.keys(release.languages).filter((language) => wanted.includes(language));
}

/**
 * Keeps the pages of a language as well, which a page of it asks for.
 *
 * @param {string} language
 */
async function include(language) {
  const release = await wholeRelease();
  const isNew = release && language in release.languages && !release.included?.includes(language);
  if (isNew) await install().catch(() => {}); // the pages are told by `news`
}

/** Resolves to the manifest on the site, which must be that of this service worker, and to whether the host compresses. */
async function manifest() {
  const response = await fetch(address("offline.json"), { cache: "no-store", signal: stopping.signal });
  /** @type {Manifest} */
  const release = await response.json();
  if (release.release !== RELEASE) throw new Error("the site has changed in the meantime");
  return { release, packs: response.headers.has("Content-Encoding") };
}

/**
 * Rejects when the download is not wanted or cannot fit.
 *
 * @param {Manifest} release
 * @param {string[]} missing
 * @param {boolean} asked
 */
async function refuse(release, missing, asked) {
  const { connection } = /** @type {any} */ (navigator);
  if (missing.length && connection?.saveData && !asked) throw new DOMException("data saver", "NotAllowedError");
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage < bytes(release, missing)) throw new DOMException("no room", "QuotaExceededError");
}

/**
 * Resolves to a file of the release: from the browser's own cache, or anew where that held another version.
 *
 * @param {Manifest} release
 * @param {string} path
 * @param {boolean} packs whether the host compresses
 * @param {(bytes: number) => void} count
 */
async function download(release, path, packs, count) {
  // A browser that cannot unpack gets the plain file, which lies beside.
  const isPacked = !packs && "DecompressionStream" in self && release.packed.includes(path);
  for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
    // A host may lead from …/index.html elsewhere; the folder is where readers find the page.
    const url = address(path.replace(/(^|\/)index\.html$/, "$1")) + (isPacked ? ".gz" : "");
    const response = await fetch(url, { cache, signal: stopping.signal });
    // The browser has unpacked it already where the host took .gz for the encoding of its answer.
    const isOpen = !isPacked || response.headers.has("Content-Encoding");
    const content = await read(isOpen ? response.body : unpacked(response), count);
    const headers = plain(response);
    if (isPacked) headers.set("Content-Type", path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream");
    const [packedHash, , contentHash] = release.files[path];
    if ([packedHash, contentHash].includes(await digest(content))) return new Response(content, { headers });
    count(-content.byteLength);
  }
  throw new Error(`${path} is not the file of this release`);
}

/** @param {Response} response */
function unpacked({ body }) {
  return body?.pipeThrough(/** @type {any} */ (new DecompressionStream("gzip")));
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined} body
 * @param {(bytes: number) => void} count
 */
async function read(body, count) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value);
    count(part.value.byteLength);
  }
  return new Blob(chunks).arrayBuffer();
}

/**
 * The headers of a response without those that describe how it travelled.
 *
 * @param {Response} response
 */
function plain({ headers }) {
  const left = new Headers(headers);
  for (const name of ["Content-Encoding", "Content-Length", "Transfer-Encoding", "Vary"]) left.delete(name);
  return left;
}

/** @param {ArrayBuffer} content */
async function digest(content) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...hash.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Runs an action for each item, a few at once. Stops all of them at the first that fails.
 *
 * @param {string[]} items
 * @param {(item: string) => Promise<void>} act
 */
async function together(items, act) {
  const queue = items.values();
  const run = async () => {
    for (const item of queue) await act(item);
  };
  const runs = Array.from({ length: AT_ONCE }, run);
  try {
    await Promise.all(runs);
  } catch (error) {
    stopping.abort();
    await Promise.allSettled(runs);
    throw error;
  }
}

/**
 * Returns a counter that tells the pages now and then how much is there.
 *
 * @param {Manifest} release
 * @param {string[]} missing
 */
function progress(release, missing) {
  const total = bytes(release, Object.keys(release.files));
  let loaded = total - bytes(release, missing);
  let told = 0;
  return (/** @type {number} */ count) => {
    loaded += count;
    if (performance.now() < told + REPORT_MS) return;
    told = performance.now();
    news.postMessage({ progress: { release: RELEASE, loaded, total } });
  };
}

/**
 * Says why an installation failed. Where there was no room, gives back what it took.
 *
 * @param {unknown} error
 * @param {string[]} added
 */
async function failed(error, added) {
  const name = error instanceof Error ? error.name : "";
  if (name === "QuotaExceededError") {
    const cache = await caches.open(KEPT);
    await Promise.all(added.map((url) => cache.delete(url)));
  }
  // Aborted is only what the reader cleared away, maybe before the last file of it came.
  if (name === "AbortError") await caches.delete(KEPT);
  else news.postMessage({ failed: name });
}

/** Removes what only older releases used. */
async function tidy() {
  const { installing, waiting } = worker.registration;
  if (installing || waiting) return; // one more release is on its way, and tidies up when it takes over
  const release = await wholeRelease();
  if (!release) return;
  const used = new Set([MARK, ASKED, ...Object.keys(release.files).map((path) => key(release, path))]);
  const cache = await caches.open(KEPT);
  const old = (await cache.keys()).filter(({ url }) => !used.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/* --- names ---------------------------------------------------------------------------------------- */

/** @param {string} path from the site's root */
function address(path) {
  return new URL(path, worker.registration.scope).href;
}

/**
 * The file that an address leads to. Queries belong to the page's script.
 *
 * @param {URL} url
 */
function pathOf({ origin, pathname }) {
  const path = decoded(`${origin}${pathname}`.slice(worker.registration.scope.length));
  return path.endsWith("/") || !path ? `${path}index.html` : path;
}

/**
 * The path as files have it; as it stands where it is no encoding of any text, such as /%ff, and so of no file.
 *
 * @param {string} path
 */
function decoded(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/**
 * The name of a file in the cache. Below assets/runtime/ the path says what the file holds.
 *
 * @param {Manifest} release
 * @param {string} path
 */
function key({ files, headers }, path) {
  return address(path.startsWith("assets/runtime/") ? path : `${path}?${files[path][0]}.${headers}`);
}

/**
 * @param {Manifest} release
 * @param {string[]} paths
 */
function bytes({ files }, paths) {
  return paths.reduce((sum, path) => sum + files[path][1], 0);
}
