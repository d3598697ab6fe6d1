/**
 * The page of unknown addresses: it goes on to the page that an address means, or shows those whose names are nearest to it, in
 * the language that the address asks for.
 *
 * @typedef {{url: string, title: string, path: string}} Page path: from the site's root
 */

import { create, newButton } from "../page/elements.mjs";

const MOST = 4;
/** So much of two names is alike at least. */
const NEAR = 0.5;
/** What stands behind an address in a sentence, and programs take for a part of it. */
const BEHIND = /[\s.,;:!)\]}>'"»”’。，、；：！）】》]+$/u;
const FILE = /(?:\/index)?\.(?:html?|md)$|\/index$/;
const LANGUAGE = /^\/([a-z]{2})(?=\/|$)/;

const box = /** @type {HTMLElement | null} */ (document.querySelector(".hb-lost"));
if (box) void lead(box);

/** @param {HTMLElement} place */
async function lead(place) {
  const root = new URL(place.dataset.root ?? "/", document.baseURI).pathname;
  const { pathname, search, hash } = location;
  const { path, rest } = parts(pathname.slice(root.length - 1));
  const [start = "", folder = ""] = LANGUAGE.exec(path) ?? [];
  const isSpoken = Boolean(folder) && (await speak(`${root}assets/words/${folder}-interface.json`, folder, root));
  const asked = path.slice(start.length) || "/";
  const known = (place.dataset.pages ?? "").split("\n").map((line) => {
    const [url, ...title] = line.split(" ");
    const path = new URL(url, document.baseURI).pathname.slice(root.length - 1);
    return { url: isSpoken ? spoken(url, root, folder) : url, title: title.join(" "), path };
  });
  const meant = known.find((page) => page.path === asked || page.path === `${asked}/`);
  if (meant) {
    const url = new URL(meant.url, document.baseURI);
    // A host that has the page, and yet no answer for its address, gives none the second time.
    if (url.pathname !== pathname) return location.replace(url.pathname + (rest || search + hash));
  }
  // Hosts tell capitals apart, people do not; a file without a name in small letters says so itself.
  if (pathname.toLowerCase() !== pathname) return location.replace(pathname.toLowerCase() + search + hash);
  show(place, nearest(asked, known), asked);
  return undefined;
}

/**
 * Returns the path that somebody meant, and the inputs or the part of the page behind it: a # or a ? that a program has written as
 * %23 or %3F is one.
 *
 * @param {string} pathname
 */
function parts(pathname) {
  const [, before, sign = "", after = ""] = /^(.*?)(?:(%23|%3f)(.*))?$/is.exec(pathname) ?? [];
  const path = readable(before).toLowerCase().replace(BEHIND, "").replace(FILE, "/");
  const rest = sign && `${sign === "%23" ? "#" : "?"}${/[=&]/.test(after) ? after : readable(after)}`;
  return { path: path || "/", rest };
}

/** @param {string} text */
function readable(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Resolves to whether the guide has a language, and if so puts this page into it.
 *
 * @param {string} vocabulary
 * @param {string} folder
 * @param {string} root
 */
async function speak(vocabulary, folder, root) {
  const response = await fetch(vocabulary).catch(() => null);
  if (!response?.ok) return false;
  const page = document.documentElement;
  page.lang = (await response.json()).language.html;
  Object.assign(page.dataset, { vocabulary, folder });
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(`a[href^="${root}"]`))) {
    link.href = spoken(link.getAttribute("href") ?? "", root, folder);
  }
  const search = /** @type {HTMLElement | null} */ (document.querySelector("[data-index]"));
  if (search) Object.assign(search.dataset, { index: `${root}search/${folder}.json`, root: `${root}${folder}/` });
  await import("./page.mjs");
  return true;
}

/**
 * Returns where a page is in a language.
 *
 * @param {string} url
 * @param {string} root
 * @param {string} folder
 */
function spoken(url, root, folder) {
  return `${root}${folder}/${url.slice(root.length).replace(/^\.$/, "")}`;
}

/**
 * @param {string} asked
 * @param {Page[]} pages
 */
function nearest(asked, pages) {
  const near = pages.map((page) => ({ page, alike: alike(asked, page) })).filter(({ alike: much }) => much >= NEAR);
  return near.sort((one, other) => other.alike - one.alike).slice(0, MOST).map(({ page }) => page);
}

/**
 * @param {HTMLElement} place
 * @param {Page[]} near
 * @param {string} asked
 */
function show(place, near, asked) {
  const question = create("p", {});
  question.append("There is no page ", create("code", { textContent: readable(location.pathname) }), near.length ? ". Did you mean:" : ".");
  const list = create("ul", {});
  for (const { url, title } of near) {
    const item = create("li", {});
    item.append(create("a", { href: url, textContent: title }));
    list.append(item);
  }
  const words = asked.split(/[^\p{L}\p{N}.]+/u).filter(Boolean).join(" ");
  const search = newButton("Search for it", () => undefined);
  search.dataset.search = words;
  place.prepend(question, ...(near.length ? [list] : []), ...(words ? [search] : []));
}

/**
 * Returns how much a page is like what was asked for, from 0 to 1: by the pairs of letters of path, of its last part, or of its
 * title, and by the first folder.
 *
 * @param {string} asked
 * @param {Page} page
 */
function alike(asked, { path, title }) {
  const [own, other] = [asked, path].map((one) => one.split("/").filter(Boolean));
  const last = own.at(-1) ?? "";
  const isInside = own.length > 1 && other.length === 1 && other[0] === own[0];
  return Math.max(
    shared(pairs(asked), pairs(path)),
    shared(pairs(last), pairs(other.at(-1) ?? "")) * 0.95,
    shared(pairs(last), pairs(title.toLowerCase())) * 0.95,
    title.toLowerCase().split(/[^\p{L}\p{N}]+/u).includes(last) ? 0.75 : 0,
    isInside ? NEAR : 0,
  );
}

/**
 * @param {Set<string>} one
 * @param {Set<string>} other
 */
function shared(one, other) {
  return (2 * [...one].filter((pair) => other.has(pair)).length) / (one.size + other.size || 1);
}

/** @param {string} path */
function pairs(path) {
  const letters = path.replace(/[^a-z0-9]/g, "");
  return new Set(Array.from({ length: Math.max(letters.length - 1, 0) }, (_, at) => letters.slice(at, at + 2)));
}
