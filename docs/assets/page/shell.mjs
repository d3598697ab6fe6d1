/**
 * What stands around a page: light or dark, the menu on a narrow screen, which heading a reader is at, the way back to
 * the top; and what is folded opens for paper, and where an address leads into it.
 */

const SCHEME = "hyperbdr-guide scheme";
/** Below the header, in pixels, a heading counts as reached. */
const REACHED = 24;
/** So long a pointer rests on a link that is likely to be opened. */
const POINTED_MS = 60;
/** So far down, in pixels, the way back to the top is worth a button. */
const FAR = 600;

const header = /** @type {HTMLElement | null} */ (document.querySelector(".md-header"));
const drawer = /** @type {HTMLInputElement | null} */ (document.querySelector("#__drawer"));

/* --- light and dark ------------------------------------------------------------------------------- */

const scheme = document.querySelector(".hb-scheme");
const dark = matchMedia("(prefers-color-scheme: dark)");

scheme?.addEventListener("click", () => choose(document.body.dataset.mdColorScheme === "slate" ? "default" : "slate"));
dark.addEventListener("change", () => chosen() || dress(dark.matches ? "slate" : "default"));
dress(document.body.dataset.mdColorScheme ?? "default");

/** Returns the scheme that the reader has chosen here, if any. */
function chosen() {
  try {
    return localStorage.getItem(SCHEME);
  } catch {
    return null;
  }
}

/** @param {string} name */
function choose(name) {
  dress(name);
  try {
    localStorage.setItem(SCHEME, name);
  } catch {
    // Then it holds for this page.
  }
}

/** @param {string} name */
function dress(name) {
  document.body.dataset.mdColorScheme = name;
  scheme?.setAttribute("aria-pressed", String(name === "slate"));
  // With the next picture, when the styles are worked out anyway.
  requestAnimationFrame(() => {
    const there = document.head.querySelector("meta[name=theme-color]") ?? document.createElement("meta");
    there.setAttribute("name", "theme-color");
    there.setAttribute("content", header ? getComputedStyle(header).backgroundColor : "");
    document.head.append(there);
  });
}

/* --- menu ----------------------------------------------------------------------------------------- */

// Labels that open a part of the menu are no buttons, and yet stops of the keyboard.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof HTMLLabelElement)) return;
  event.preventDefault();
  event.target.click();
});
const menu = document.querySelector("button.hb-menu");
menu?.addEventListener("click", () => showMenu(!drawer?.checked));
drawer?.addEventListener("change", tellMenu);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer?.checked) showMenu(false);
});

/**
 * Opens the menu and goes into it, or closes it and goes back to its button.
 *
 * @param {boolean} isOpen
 */
function showMenu(isOpen) {
  if (!drawer) return;
  drawer.checked = isOpen;
  tellMenu();
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".md-nav--primary a.md-nav__link")]).filter((link) => link.offsetHeight);
  const here = links.find((link) => link.classList.contains("md-nav__link--active")) ?? links[0];
  /** @type {HTMLElement | null | undefined} */ (isOpen ? here : menu)?.focus({ preventScroll: true });
}

function tellMenu() {
  menu?.setAttribute("aria-expanded", String(drawer?.checked));
}

// A page that comes back from the browser's memory, or a place on this one, is not hidden behind the menu.
document.addEventListener("click", ({ target }) => {
  if (!drawer || !(target instanceof Element) || !target.closest("a[href]")) return;
  drawer.checked = false;
  tellMenu();
});

// The entry of this page is in sight.
requestAnimationFrame(() => {
  const here = /** @type {HTMLElement | null} */ (document.querySelector(".md-nav--primary a.md-nav__link--active"));
  const pane = here?.closest(".md-sidebar__scrollwrap");
  if (!here?.offsetHeight || !pane || pane.scrollHeight <= pane.clientHeight) return;
  pane.scrollTop += here.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
});

/* --- where one is --------------------------------------------------------------------------------- */

const top = /** @type {HTMLElement | null} */ (document.querySelector(".md-top"));
const title = document.querySelector(".md-content h1");
const titleBar = document.querySelector("[data-md-component=header-title]");
const entries = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".md-nav--secondary a.md-nav__link")]).flatMap((link) => {
  const heading = placeOf(link.hash);
  return heading ? [{ link, heading }] : [];
});
let isDue = false;
let before = scrollY;

addEventListener("scroll", follow, { passive: true });
addEventListener("resize", follow, { passive: true });
follow();
top?.addEventListener("click", () => scrollTo({ top: 0 }));

function follow() {
  if (!isDue) requestAnimationFrame(look);
  isDue = true;
}

function look() {
  isDue = false;
  const edge = (header?.offsetHeight ?? 0) + REACHED;
  // All is measured before anything is changed, so that the page is laid out once.
  const isPast = title ? title.getBoundingClientRect().bottom < edge - REACHED : false;
  const passed = entries.filter(({ heading }) => heading.getBoundingClientRect().top < edge).length;
  titleBar?.classList.toggle("md-header__title--active", isPast);
  for (const [place, { link }] of entries.entries()) {
    link.classList.toggle("md-nav__link--passed", place < passed);
    link.classList.toggle("md-nav__link--active", place === passed - 1);
  }
  if (top && scrollY !== before) top.hidden = scrollY > before || scrollY < FAR;
  before = scrollY;
}

/* --- what is folded ------------------------------------------------------------------------------- */

/** @type {HTMLDetailsElement[]} */
let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(/** @type {"details"} */ ("article details:not([open])"))];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});
addEventListener("hashchange", unfold);
unfold();

const all = /** @type {HTMLElement | null} */ (document.querySelector("[data-chapters]"));
const chapters = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.hb-chapter")]);
all?.addEventListener("click", () => {
  const isShown = chapters.every(({ open }) => open);
  for (const chapter of chapters) chapter.open = !isShown;
});
for (const chapter of all ? chapters : []) chapter.addEventListener("toggle", tellChapters);

function tellChapters() {
  const isShown = chapters.every(({ open }) => open);
  all?.setAttribute("aria-expanded", String(isShown));
  if (all) all.textContent = isShown ? "Hide all parts" : "Show all parts";
}

/** Opens what the place lies in that the address names. */
function unfold() {
  const place = placeOf(location.hash);
  if (!place) return;
  let isOpened = false;
  for (let fold = place.closest("details:not([open])"); fold; fold = fold.closest("details:not([open])")) {
    /** @type {HTMLDetailsElement} */ (fold).open = isOpened = true;
  }
  if (isOpened) place.scrollIntoView();
}

/* --- the page that comes next --------------------------------------------------------------------- */

// What the rules in the head of a page say, for browsers that do not know such rules.
if (!HTMLScriptElement.supports?.("speculationrules") && !(/** @type {any} */ (navigator).connection?.saveData)) {
  let wait = 0;
  document.addEventListener("pointerover", ({ target }) => {
    clearTimeout(wait);
    wait = setTimeout(() => fetchAhead(target), POINTED_MS);
  });
  document.addEventListener("touchstart", ({ target }) => fetchAhead(target), { passive: true });
}

/**
 * Fetches the page that a link leads to; never an address with a query, which holds what somebody typed.
 *
 * @param {EventTarget | null} target
 */
function fetchAhead(target) {
  const link = target instanceof Element ? /** @type {HTMLAnchorElement | null} */ (target.closest("a[href]")) : null;
  if (link?.origin !== location.origin || link.search || !link.pathname.endsWith("/") || link.pathname === location.pathname) return;
  const href = link.origin + link.pathname;
  if (document.head.querySelector(`link[rel=prefetch][href="${CSS.escape(href)}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href }));
}

/**
 * The element that an address leads to; null where there is none, as in /#%ff, which is no encoding of any text.
 *
 * @param {string} hash
 */
function placeOf(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}
