/**
 * The list of hosts: looked through, sorted, grouped, its columns chosen. Only the rows in sight are in the page, so
 * that ten thousand stay fluid; who reads with ears hears which of how many each is.
 *
 * @typedef {import("./columns.mjs").Column} Column
 * @typedef {import("./columns.mjs").Item} Item
 * @typedef {import("./columns.mjs").Order} Order
 */

import { create } from "../page/elements.mjs";
import { amount, listed, MISSING, shown, sum } from "./columns.mjs";
import { HostTools, unordered } from "./hosttools.mjs";

/** Rows beyond the edges that are there already, so that scrolling shows no gap. */
const BEYOND = 6;
/** What is taken for the heights of a row and of the list until the browser has laid them out: see hosts.css. */
const USUAL_REM = { row: 1.7, view: 32 };
const USUAL_SHARE = 0.75;
const FIRST = ["name", "verdict", "reason", "system", "state", "vcpus", "memory", "disks", "disk", "in_use", "cluster"];
/** Columns that hold what the customer calls things, which no language has other words for. */
const NAMED = new Set(["system", "cluster", "folder", "datacenter", "hypervisor", "server", "dns_name", "identifier"]);
/** Columns with a width of their own. */
const WIDE = ["name", "reason", "state"];
const PICK = "hb-host-pick";

export class Hosts {
  #box;
  #told;
  /** @type {Column[]} */
  #columns = [];
  #count = 0;
  /** Columns that are shown. */
  #chosen = new Set(FIRST);
  /** Hosts that the reader chose. */
  #picked = new Set();
  /** @type {Item[]} */
  #items = [];
  /** Which item the keys stand on, and where the last choice was made. */
  #active = 0;
  #anchor = -1;
  #tools = new HostTools(this.#chosen, () => this.#arrange());
  #said = create("p", { className: "hb-hosts-said hb-quiet", role: "status" });
  #scroller = create("div", { className: "hb-hosts-scroller", tabIndex: -1 });
  #table = create("table", { className: "hb-hosts-table" });
  #widths = create("colgroup");
  #head = create("thead");
  #body = create("tbody");
  /** In pixels, as they were when the browser laid them out last: to ask in between would have it do so once more. */
  #height = USUAL_REM.row * rem();
  #view = Math.min(USUAL_REM.view * rem(), USUAL_SHARE * innerHeight);
  #top = 0;
  #drawn = "";
  #above = gap();
  #below = gap();

  /**
   * @param {HTMLElement} box
   * @param {HTMLElement} chosen what can be done with hosts that were chosen
   * @param {{open: (index: number) => void, pick: (hosts: number[]) => void}} told shows all that is known of a host;
   *   takes the hosts that are chosen now
   */
  constructor(box, chosen, told) {
    this.#box = box;
    this.#told = told;
    this.#bar = chosen;
    const caption = create("caption", { className: "hb-spoken", textContent: "Hosts" });
    this.#table.append(caption, this.#widths, this.#head, this.#body);
    this.#scroller.append(this.#table);
    this.#scroller.addEventListener("scroll", () => requestAnimationFrame(() => this.#scrolled()), { passive: true });
    this.#body.addEventListener("keydown", (event) => this.#key(event));
    this.#body.addEventListener("click", (event) => this.#click(event));
    new ResizeObserver(() => this.#laidOut()).observe(this.#scroller);
  }

  #bar;

  /**
   * @param {Column[]} columns
   * @param {number} count of hosts
   */
  show(columns, count) {
    const isNew = columns.map(({ id }) => id).join() !== this.#columns.map(({ id }) => id).join();
    // Other files have other hosts at the places that were chosen.
    if (isNew || count !== this.#count) this.pick([]);
    this.#columns = columns;
    this.#count = count;
    if (!this.#scroller.isConnected) {
      this.#box.replaceChildren(...this.#tools.elements, this.#said, this.#bar, this.#scroller);
    }
    if (isNew) this.#tools.order = unordered();
    this.#tools.show(columns);
    this.#arrange();
  }

  /** Shows the hosts of one verdict alone. @param {string} verdict */
  limit(verdict) {
    this.#tools.limit(verdict);
    this.#box.scrollIntoView();
  }

  /** Opens the host before or after the one that was opened last. @param {number} step */
  go(step) {
    let place = this.#active + step;
    while (this.#items[place] && "group" in this.#items[place]) place += step;
    const item = this.#items[place];
    if (!item || !("index" in item)) return;
    this.#active = place;
    this.#reveal();
    this.#draw();
    this.#told.open(item.index);
  }

  /** Puts the keys where the list is looked through. */
  focus() {
    this.#box.scrollIntoView();
    this.#box.querySelector("input")?.focus({ preventScroll: true });
  }

  /** Has these hosts be the chosen ones. @param {number[]} hosts */
  pick(hosts) {
    this.#picked = new Set(hosts);
    this.#anchor = -1;
    this.#pickedAnew();
  }

  #pickedAnew() {
    this.#told.pick([...this.#picked].sort((one, other) => one - other));
    const all = this.#head.querySelector("input");
    const found = this.#picked.size ? this.#found : [];
    const picked = found.filter((index) => this.#picked.has(index)).length;
    if (all) Object.assign(all, { checked: picked > 0 && picked === found.length, indeterminate: picked > 0 && picked < found.length });
    this.#drawn = "";
    this.#draw();
  }

  /** @returns {number[]} hosts that are looked for */
  get #found() {
    return this.#items.flatMap((item) => ("index" in item ? [item.index] : []));
  }

  /** @returns {Column[]} those that are shown */
  get #shown() {
    return this.#columns.filter(({ id }, place) => !place || this.#chosen.has(id));
  }

  #arrange() {
    const { items, hosts } = listed(this.#columns, this.#count, this.#tools.order);
    this.#items = items;
    this.#active = Math.min(this.#active, Math.max(0, items.length - 1));
    const every = `${amount(this.#count)} ${this.#count === 1 ? "host" : "hosts"}`;
    this.#said.textContent = hosts === this.#count ? every : `${amount(hosts)} of ${every}`;
    this.#table.setAttribute("aria-rowcount", String(items.length + 1));
    const widths = this.#shown.map(({ id, kind }) => `hb-col-${WIDE.includes(id) ? id : kind}`);
    this.#widths.replaceChildren(...widths.map((className) => create("col", { className })));
    this.#drawHead();
    if (this.#top) this.#scroller.scrollTop = this.#top = 0;
    this.#pickedAnew();
  }

  #drawHead() {
    const row = create("tr");
    row.setAttribute("aria-rowindex", "1");
    this.#shown.forEach(({ id, label }, at) => {
      const cell = create("th", { scope: "col" });
      const { order } = this.#tools;
      const isSorted = order.sort === id;
      cell.setAttribute("aria-sort", isSorted ? (order.down ? "descending" : "ascending") : "none");
      const button = create("button", { type: "button", className: "hb-sort", textContent: label });
      button.addEventListener("click", () => {
        order.down = order.sort === id ? !order.down : false;
        order.sort = id;
        this.#arrange();
        const place = this.#shown.findIndex((one) => one.id === id);
        this.#head.querySelectorAll("button")[place]?.focus();
      });
      if (!at) cell.append(this.#pickAll());
      cell.append(button);
      row.append(cell);
    });
    this.#head.replaceChildren(row);
  }

  #pickAll() {
    const label = "Choose all hosts that the list shows";
    const box = create("input", { type: "checkbox", className: PICK, ariaLabel: label, title: label });
    box.addEventListener("change", () => {
      for (const index of this.#found) this.#picked[box.checked ? "add" : "delete"](index);
      this.#pickedAnew();
    });
    return box;
  }

  #scrolled() {
    this.#top = this.#scroller.scrollTop;
    this.#draw();
  }

  /** Takes the sizes that rows and list have. */
  #laidOut() {
    this.#view = this.#scroller.clientHeight || this.#view;
    this.#top = this.#scroller.scrollTop;
    this.#height = this.#body.querySelector(".hb-host")?.getBoundingClientRect().height || this.#height;
    this.#draw();
  }

  /** Puts the rows in sight into the page. */
  #draw() {
    if (!this.#scroller.isConnected) return;
    const height = this.#height;
    const from = Math.max(0, Math.floor(this.#top / height) - BEYOND);
    const to = Math.min(this.#items.length, Math.ceil((this.#top + this.#view) / height) + BEYOND);
    high(this.#above, from * height);
    high(this.#below, (this.#items.length - to) * height);
    const drawn = `${from}-${to}-${this.#active}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused = this.#body.contains(document.activeElement);
    const picking = document.activeElement?.classList.contains(PICK);
    const rows = this.#items.slice(from, to).map((item, place) => this.#row(item, from + place));
    this.#body.replaceChildren(this.#above, ...rows, this.#below);
    if (focused) this.#focus(picking);
  }

  /**
   * @param {Item} item
   * @param {number} place
   */
  #row(item, place) {
    const row = create("tr");
    row.setAttribute("aria-rowindex", String(place + 2));
    row.dataset.place = String(place);
    const tabIndex = place === this.#active ? 0 : -1;
    if ("group" in item) {
      row.className = "hb-host hb-host-group";
      const cell = create("th", { scope: "rowgroup", colSpan: this.#shown.length });
      const total = create("span", { tabIndex });
      total.append(create("bdi", { textContent: item.group, translate: item.group === MISSING || !NAMED.has(this.#tools.order.group) }), this.#total(item.hosts));
      cell.append(total);
      row.append(cell);
      return row;
    }
    row.className = "hb-host";
    this.#shown.forEach((column, at) => {
      const words = shown(column, item.index);
      const cell = create(at ? "td" : "th", at ? { title: words } : { scope: "row", title: words });
      if (!at) cell.append(...this.#name(words, item.index, tabIndex));
      else if (column.kind === "badge" && words) cell.append(badge(words));
      else if (words) cell.textContent = words;
      else cell.append(create("span", { className: "hb-quiet", textContent: "–", ariaLabel: "missing" }));
      if (NAMED.has(column.id)) cell.translate = false;
      if (column.kind === "count" || column.kind === "bytes") cell.classList.add("hb-host-number");
      row.append(cell);
    });
    return row;
  }

  /**
   * @param {string} words
   * @param {number} index
   * @param {number} tabIndex
   */
  #name(words, index, tabIndex) {
    const checked = this.#picked.has(index);
    return [
      create("input", { type: "checkbox", className: PICK, tabIndex, checked, ariaLabel: `Choose ${words}` }),
      create("button", { type: "button", className: "hb-host-open", tabIndex, textContent: words, translate: false }),
    ];
  }

  /** @param {number[]} hosts */
  #total(hosts) {
    const column = this.#columns.find(({ id }) => id === "disk");
    const size = column && sum(column, hosts);
    const known = size && size.of < hosts.length ? ` (known of ${amount(size.of)})` : "";
    const capacity = size?.of ? `, ${amount(size.gib)}\u00a0GiB of disks${known}` : "";
    return `: ${amount(hosts.length)} ${hosts.length === 1 ? "host" : "hosts"}${capacity}`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / this.#height) - 2);
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const picking = /** @type {Element} */ (event.target).classList.contains(PICK);
    this.#active = Math.min(Math.max(0, this.#active + step), this.#items.length - 1);
    this.#reveal();
    this.#draw();
    this.#focus(picking);
  }

  /** Scrolls until the row that the keys stand on is in sight, below the heads. */
  #reveal() {
    const head = this.#head.getBoundingClientRect().height;
    const { scrollTop, clientHeight } = this.#scroller;
    const top = this.#active * this.#height;
    const bottom = top + this.#height + head;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.#scroller.scrollTop = bottom - clientHeight;
    this.#top = this.#scroller.scrollTop;
  }

  /** @param {boolean} [picking] whether the box of the row is meant, not its name */
  #focus(picking = false) {
    const row = this.#body.querySelector(`tr[data-place="${this.#active}"]`);
    const target = (picking && row?.querySelector(`.${PICK}`)) || row?.querySelector('[tabindex="0"]:not(input)');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const place = Number(target.closest("tr")?.dataset.place ?? NaN);
    const item = this.#items[place];
    if (!item || "group" in item) return;
    this.#active = place;
    if (target instanceof HTMLInputElement) return this.#pickAt(place, target.checked, event.shiftKey);
    this.#draw();
    this.#focus();
    this.#told.open(item.index);
  }

  /**
   * Chooses a host, or all from the one that was chosen before.
   *
   * @param {number} place
   * @param {boolean} isPicked
   * @param {boolean} isRange
   */
  #pickAt(place, isPicked, isRange) {
    const from = isRange && this.#anchor >= 0 ? this.#anchor : place;
    for (const item of this.#items.slice(Math.min(from, place), Math.max(from, place) + 1)) {
      if ("index" in item) this.#picked[isPicked ? "add" : "delete"](item.index);
    }
    this.#anchor = place;
    this.#pickedAnew();
    this.#focus(true);
  }
}

/** @param {string} words for a state */
function badge(words) {
  return create("span", { className: `hb-badge hb-host-${words.replaceAll(" ", "-")}`, textContent: words });
}

/** Returns how many pixels a rem has. */
function rem() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** Returns a row that stands for those that are out of sight. */
function gap() {
  const row = create("tr", { ariaHidden: "true", className: "hb-host-gap" });
  row.append(create("td"));
  return row;
}

/**
 * @param {HTMLTableRowElement} row
 * @param {number} height in pixels
 */
function high(row, height) {
  const words = `${height}px`;
  if (row.style.height === words) return;
  row.style.height = row.cells[0].style.height = words;
}
