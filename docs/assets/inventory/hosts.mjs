/**
 * The list of hosts: looked through, sorted, grouped, its columns chosen. Only the rows in sight are in the page, so
 * that ten thousand stay fluid; who reads with ears hears which of how many each is.
 *
 * @typedef {import("./columns.mjs").Column} Column
 * @typedef {import("./columns.mjs").Item} Item
 * @typedef {import("./columns.mjs").Order} Order
 */

import { create } from "../page/elements.mjs";
import { amount, listed, shown, sum, wordsOf } from "./columns.mjs";

/** Rows beyond the edges that are there already, so that scrolling shows no gap. */
const BEYOND = 12;
const FIRST = ["name", "verdict", "reason", "system", "state", "vcpus", "memory", "disks", "disk", "in_use", "cluster"];
const GROUPS = ["verdict", "cluster", "folder", "system", "state", "datacenter", "way"];
const LIMITS = ["verdict", "state", "cluster"];
const MOST_WORDS = 200;
/** Columns with a width of their own. */
const WIDE = ["name", "reason", "state"];

export class Hosts {
  #box;
  #open;
  /** @type {Column[]} */
  #columns = [];
  #count = 0;
  /** @type {Order} */
  #order = { search: "", only: {}, sort: "", down: false, group: "" };
  /** @type {Set<string>} */
  #chosen = new Set(FIRST);
  /** @type {Item[]} */
  #items = [];
  /** Which item the keys stand on. */
  #active = 0;
  #tools = create("div", { className: "hb-tools hb-hosts-tools", role: "group", ariaLabel: "The list of hosts" });
  #said = create("p", { className: "hb-hosts-said hb-quiet", role: "status" });
  #scroller = create("div", { className: "hb-hosts-scroller", tabIndex: -1 });
  #table = create("table", { className: "hb-hosts-table" });
  #widths = create("colgroup");
  #head = create("thead");
  #body = create("tbody");
  #height = 0;
  #drawn = "";

  /**
   * @param {HTMLElement} box
   * @param {(index: number) => void} open shows all that is known of a host
   */
  constructor(box, open) {
    this.#box = box;
    this.#open = open;
    const caption = create("caption", { className: "hb-spoken", textContent: "Hosts" });
    this.#table.append(caption, this.#widths, this.#head, this.#body);
    this.#scroller.append(this.#table);
    this.#scroller.addEventListener("scroll", () => requestAnimationFrame(() => this.#draw()), { passive: true });
    this.#body.addEventListener("keydown", (event) => this.#key(event));
    this.#body.addEventListener("click", (event) => this.#click(event));
    new ResizeObserver(() => this.#draw()).observe(this.#scroller);
  }

  /**
   * @param {Column[]} columns
   * @param {number} count of hosts
   */
  show(columns, count) {
    const isNew = columns.map(({ id }) => id).join() !== this.#columns.map(({ id }) => id).join();
    this.#columns = columns;
    this.#count = count;
    if (!this.#scroller.isConnected) this.#box.replaceChildren(this.#tools, this.#said, this.#scroller);
    if (isNew) this.#order = { search: "", only: {}, sort: "", down: false, group: "" };
    this.#offer();
    this.#arrange();
  }

  /** Brings the tools in line with the columns. */
  #offer() {
    const label = "Search the hosts";
    const search = create("input", { type: "search", value: this.#order.search, placeholder: label, ariaLabel: label });
    search.addEventListener("input", () => {
      this.#order.search = search.value;
      this.#arrange();
    });
    const parts = /** @type {HTMLElement[]} */ ([search]);
    for (const id of LIMITS) {
      const column = this.#columns.find((one) => one.id === id);
      const words = column ? wordsOf(column) : [];
      if (!column || words.length < 2 || words.length > MOST_WORDS) continue;
      const options = [new Option(`${column.label}: any`, ""), ...words.map((word) => new Option(word, word))];
      parts.push(this.#choice(column.label, options, this.#order.only[id] ?? "", (word) => (this.#order.only[id] = word)));
    }
    const groups = this.#columns.filter(({ id }) => GROUPS.includes(id));
    const options = groups.map(({ id, label }) => new Option(`By ${label.toLowerCase()}`, id));
    options.unshift(new Option("Not grouped", ""));
    parts.push(this.#choice("Group", options, this.#order.group, (id) => (this.#order.group = id)));
    this.#tools.replaceChildren(...parts, this.#columnChoice());
  }

  /**
   * @param {string} label
   * @param {HTMLOptionElement[]} options
   * @param {string} value
   * @param {(value: string) => void} set
   */
  #choice(label, options, value, set) {
    const select = create("select", { ariaLabel: label });
    select.append(...options);
    select.value = value;
    select.addEventListener("change", () => {
      set(select.value);
      this.#arrange();
    });
    return select;
  }

  #columnChoice() {
    const details = create("details", { className: "hb-hosts-columns" });
    const list = create("div");
    for (const { id, label } of this.#columns.slice(1)) {
      const line = create("label");
      const box = create("input", { type: "checkbox", checked: this.#chosen.has(id) });
      box.addEventListener("change", () => {
        if (box.checked) this.#chosen.add(id);
        else this.#chosen.delete(id);
        this.#arrange();
      });
      line.append(box, ` ${label}`);
      list.append(line);
    }
    details.append(create("summary", { textContent: "Columns" }), list);
    return details;
  }

  /** @returns {Column[]} those that are shown */
  get #shown() {
    return this.#columns.filter(({ id }, place) => !place || this.#chosen.has(id));
  }

  #arrange() {
    const { items, hosts } = listed(this.#columns, this.#count, this.#order);
    this.#items = items;
    this.#active = Math.min(this.#active, Math.max(0, items.length - 1));
    const every = `${amount(this.#count)} ${this.#count === 1 ? "host" : "hosts"}`;
    this.#said.textContent = hosts === this.#count ? every : `${amount(hosts)} of ${every}`;
    this.#table.setAttribute("aria-rowcount", String(items.length + 1));
    const widths = this.#shown.map(({ id, kind }) => `hb-col-${WIDE.includes(id) ? id : kind}`);
    this.#widths.replaceChildren(...widths.map((className) => create("col", { className })));
    this.#drawHead();
    this.#drawn = "";
    this.#scroller.scrollTop = 0;
    this.#draw();
  }

  #drawHead() {
    const row = create("tr");
    row.setAttribute("aria-rowindex", "1");
    for (const { id, label } of this.#shown) {
      const cell = create("th", { scope: "col" });
      const isSorted = this.#order.sort === id;
      cell.setAttribute("aria-sort", isSorted ? (this.#order.down ? "descending" : "ascending") : "none");
      const button = create("button", { type: "button", className: "hb-sort", textContent: label });
      button.addEventListener("click", () => {
        this.#order.down = this.#order.sort === id ? !this.#order.down : false;
        this.#order.sort = id;
        this.#arrange();
        const place = this.#shown.findIndex((one) => one.id === id);
        this.#head.querySelectorAll("button")[place]?.focus();
      });
      cell.append(button);
      row.append(cell);
    }
    this.#head.replaceChildren(row);
  }

  /** Puts the rows in sight into the page. */
  #draw() {
    if (!this.#scroller.isConnected) return;
    this.#height ||= this.#measured();
    const { scrollTop, clientHeight } = this.#scroller;
    const from = Math.max(0, Math.floor(scrollTop / this.#height) - BEYOND);
    const to = Math.min(this.#items.length, Math.ceil((scrollTop + clientHeight) / this.#height) + BEYOND);
    const drawn = `${from}-${to}-${this.#active}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused = this.#body.contains(document.activeElement);
    const rows = this.#items.slice(from, to).map((item, place) => this.#row(item, from + place));
    this.#body.replaceChildren(gap(from * this.#height), ...rows, gap((this.#items.length - to) * this.#height));
    if (focused) this.#focus();
  }

  #measured() {
    const row = create("tr", { className: "hb-host" });
    row.append(create("td", { textContent: "\u00a0" }));
    this.#body.replaceChildren(row);
    return row.getBoundingClientRect().height || 1;
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
      cell.append(create("span", { tabIndex, textContent: this.#total(item.group, item.hosts) }));
      row.append(cell);
      return row;
    }
    row.className = "hb-host";
    this.#shown.forEach((column, at) => {
      const words = shown(column, item.index);
      const cell = create(at ? "td" : "th", at ? { title: words } : { scope: "row", title: words });
      if (!at) cell.append(create("button", { type: "button", className: "hb-host-open", tabIndex, textContent: words }));
      else if (column.kind === "badge" && words) cell.append(badge(words));
      else if (words) cell.textContent = words;
      else cell.append(create("span", { className: "hb-quiet", textContent: "–", ariaLabel: "missing" }));
      if (column.kind === "count" || column.kind === "bytes") cell.classList.add("hb-host-number");
      row.append(cell);
    });
    return row;
  }

  /**
   * @param {string} group
   * @param {number[]} hosts
   */
  #total(group, hosts) {
    const column = this.#columns.find(({ id }) => id === "disk");
    const size = column && sum(column, hosts);
    const known = size && size.of < hosts.length ? ` (known of ${amount(size.of)})` : "";
    const capacity = size?.of ? `, ${amount(size.gib)}\u00a0GiB of disks${known}` : "";
    return `${group}: ${amount(hosts.length)} ${hosts.length === 1 ? "host" : "hosts"}${capacity}`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / this.#height) - 2);
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#active = Math.min(Math.max(0, this.#active + step), this.#items.length - 1);
    this.#reveal();
    this.#draw();
    this.#focus();
  }

  /** Scrolls until the row that the keys stand on is in sight, below the heads. */
  #reveal() {
    const head = this.#head.getBoundingClientRect().height;
    const { scrollTop, clientHeight } = this.#scroller;
    const top = this.#active * this.#height;
    const bottom = top + this.#height + head;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (bottom > scrollTop + clientHeight) this.#scroller.scrollTop = bottom - clientHeight;
  }

  #focus() {
    const target = this.#body.querySelector(`tr[data-place="${this.#active}"] [tabindex="0"]`);
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const row = /** @type {Element} */ (event.target).closest("tr");
    const place = Number(row?.dataset.place ?? NaN);
    const item = this.#items[place];
    if (!item || "group" in item) return;
    this.#active = place;
    this.#draw();
    this.#focus();
    this.#open(item.index);
  }
}

/** @param {string} words for a state */
function badge(words) {
  return create("span", { className: `hb-badge hb-host-${words.replaceAll(" ", "-")}`, textContent: words });
}

/** @param {number} height in pixels */
function gap(height) {
  const row = create("tr", { ariaHidden: "true", className: "hb-host-gap" });
  const cell = create("td");
  row.style.height = cell.style.height = `${height}px`;
  row.append(cell);
  return row;
}
