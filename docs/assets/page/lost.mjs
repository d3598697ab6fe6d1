/** The page of unknown addresses: the pages whose names are nearest to the one that was asked for. */

import { create } from "./elements.mjs";

const MOST = 4;
/** So much of two names is alike at least. */
const NEAR = 0.5;

const box = /** @type {HTMLElement | null} */ (document.querySelector(".hb-lost"));
if (box) lead(box);

/** @param {HTMLElement} place */
function lead(place) {
  const { pathname, search, hash } = location;
  const lower = pathname.toLowerCase();
  // Hosts tell capitals apart, people do not; a page without a name in small letters says so itself.
  if (lower !== pathname) return location.replace(lower + search + hash);
  const pages = (place.dataset.pages ?? "").split("\n").map((line) => {
    const [url, ...title] = line.trim().split(" ");
    return { url, title: title.join(" "), path: new URL(url, document.baseURI).pathname };
  });
  const asked = pathname.replace(/index\.html$|\.html$/, "");
  const near = pages
    .map((page) => ({ page, alike: alike(asked, page.path) }))
    .filter(({ alike }) => alike >= NEAR)
    .sort((one, other) => other.alike - one.alike)
    .slice(0, MOST);
  if (!near.length) return undefined;
  const list = create("ul", {});
  for (const { page } of near) {
    const item = create("li", {});
    item.append(create("a", { href: page.url, textContent: page.title }));
    list.append(item);
  }
  const question = create("p", {});
  question.append("There is no page ", create("code", { textContent: pathname }), ". Did you mean:");
  place.prepend(question, list);
  return undefined;
}

/**
 * Returns how much two paths are alike, from 0 to 1: by their pairs of letters, and by the first folder.
 *
 * @param {string} asked
 * @param {string} path
 */
function alike(asked, path) {
  const [folder] = asked.split("/").filter(Boolean);
  const isInside = folder && path.split("/").filter(Boolean)[0] === folder;
  const [one, other] = [pairs(asked), pairs(path)];
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return Math.max((2 * shared) / (one.size + other.size || 1), isInside ? NEAR : 0);
}

/** @param {string} path */
function pairs(path) {
  const letters = path.replace(/[^a-z0-9]/g, "");
  return new Set(Array.from({ length: Math.max(letters.length - 1, 0) }, (_, at) => letters.slice(at, at + 2)));
}
