/** One table and its tools. */

import { isAside, isFirst, linked } from "../page/aside.mjs";
import { create, newButton, saveFile } from "../page/elements.mjs";
import { comparison, EMPTY, plain, words } from "./cells.mjs";
import { copy } from "./clipboard.mjs";
import { csv, fileName, html, recordsOf, tsv } from "./formats.mjs";
import { harmless } from "./spreadsheet.mjs";
import { addRowTools } from "./rows.mjs";
import { SAID_MS, tell } from "./spoken.mjs";

/** With more rows than this a table gets tools. */
const LONG = 8;
const AT_ONCE = 60;
const NARROW = matchMedia("(max-width: 44.984em)");
const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };

let tables = 0;

/** A table and what the reader does with it. */
export class Table {
  #box;
  #table;
  #name;
  /** @type {string[]} */
  #columns;
  /** @type {HTMLTableRowElement[]} In the order of the page's source. */
  #rows;
  /** @type {Map<HTMLTableRowElement, string[]>} Filled when first needed. */
  #cells = new Map();
  /** @type {Map<HTMLTableRowElement, string>} Filled when first needed. */
  #searched = new Map();
  /** @type {HTMLTableRowElement[]} Found, but not shown yet. */
  #appearing = [];
  #frame = 0;
  #width = 0;
  #labelled = false;
  /** @type {{head: HTMLTableCellElement | null, down: boolean}} */
  #sorted = { head: null, down: false };

  #filter = create("input", { type: "search", autocomplete: "off", spellcheck: false });
  #count = create("span", { className: "hb-tools-count" });
  #clear = newButton("Clear", () => this.#reset(), { hidden: true, ariaLabel: "Clear the filter" });
  #order = create("select", { className: "hb-tools-order" });
  #all = create("input", { type: "checkbox" });
  #allLabel = create("label", { className: "hb-tools-all", hidden: true });
  #said = create("span", { className: "hb-tools-said" });
  #one = /** @type {import("./columns.mjs").Columns | null} */ (null);

  /**
   * @param {HTMLElement} box
   * @param {HTMLTableElement} table
   * @param {typeof import("./columns.mjs").Columns | null} Columns of a matrix
   */
  constructor(box, table, Columns) {
    this.#box = box;
    this.#table = table;
    this.#name = table.caption?.textContent?.trim() ?? "";
    this.#columns = this.#heads.map(words);
    this.#rows = [...(table.tBodies[0]?.rows ?? [])];
    if (Columns) this.#one = new Columns(box, table, () => this.refresh());
    for (const row of this.#rows) if (addRowTools(row)) box.classList.add("hb-linked");
    if (this.#rows.length > LONG) {
      this.#addTools();
      this.#addSorting();
      box.classList.add("hb-long");
    }
    // It also tells of the size at first: each table is measured when all have their tools.
    const follow = new ResizeObserver(() => this.#fit());
    for (const element of [box, table]) follow.observe(element);
    box.addEventListener("toggle", () => this.#fit(true), true);
  }

  /** Keeps the row of the page's address in sight. */
  follow() {
    if (this.#filter.value) this.#apply();
  }

  /** Reads rows and columns anew: others may be set aside now, and words may have changed. */
  refresh() {
    this.#one?.keep();
    this.#cells.clear();
    this.#searched.clear();
    const columns = this.#heads.map(words);
    const isOther = columns.join("\n") !== this.#columns.join("\n");
    this.#columns = columns;
    if (isOther) {
      this.#hold(false);
      this.#offerOrders();
      this.#width = 0;
      this.#fit(true);
    }
    if (this.#filter.isConnected) this.#apply();
  }

  /** The heads of the columns that are not set aside. */
  get #heads() {
    return [...(this.#table.tHead?.rows[0]?.cells ?? [])].filter((head) => !isAside(head));
  }

  /* --- layout ------------------------------------------------------------------------------------- */

  /**
   * Chooses between a table whose head stays, one that scrolls, and cards.
   *
   * @param {boolean} [anew] even if the room is the same
   */
  #fit(anew = false) {
    const width = this.#box.offsetWidth; // with the border, which cards do not have
    const { classList } = this.#box;
    const fitted = this.#table.offsetWidth <= width;
    // Only a change of the room ends cards: to measure them as a table would move the page below the reader.
    const same = ["hb-cards", "hb-one"].some((way) => classList.contains(way)) || (!anew && fitted === classList.contains("hb-fits"));
    if (!width || (same && width === this.#width)) return;
    this.#width = width;
    classList.remove("hb-fits", "hb-cards", "hb-one");
    this.#hold(false);
    const fits = this.#table.offsetWidth <= width;
    const cards = NARROW.matches && !fits && !this.#one;
    if (cards) this.#label();
    this.#one?.fold(NARROW.matches && !fits);
    classList.toggle("hb-fits", fits);
    classList.toggle("hb-cards", cards);
    this.#order.hidden = !cards;
    this.#hold(Boolean(this.#filter.value));
    if (this.#one && this.#filter.isConnected) this.#apply();
  }

  /**
   * Holds the columns as wide as they are, so that they do not jump while rows come and go, nor have to be measured.
   *
   * @param {boolean} still
   */
  #hold(still) {
    const { style } = this.#table;
    if (still === Boolean(style.tableLayout)) return;
    const heads = this.#heads;
    const widths = still && !this.#box.classList.contains("hb-cards") ? heads.map((head) => head.offsetWidth) : [];
    heads.forEach((head, index) => {
      head.style.width = widths.length ? `${widths[index]}px` : "";
    });
    style.tableLayout = widths.length ? "fixed" : "";
  }

  /** Gives each cell the name of its column, and back the roles that cards take from a table. */
  #label() {
    if (this.#labelled) return;
    this.#labelled = true;
    const { tHead } = this.#table;
    const columns = [...(tHead?.rows[0]?.cells ?? [])].map(words);
    for (const part of [this.#table, ...(tHead ? [tHead] : []), ...this.#table.tBodies, ...this.#rows]) {
      part.role = ROLES[/** @type {"table"} */ (part.localName)];
    }
    for (const row of this.#rows) {
      [...row.cells].forEach((cell, index) => {
        cell.role = index ? "cell" : "rowheader";
        cell.dataset.label = words(cell) === EMPTY ? "" : columns[index] ?? "";
      });
    }
  }

  /* --- the tools above ---------------------------------------------------------------------------- */

  #addTools() {
    const number = ++tables;
    this.#filter.id = `hb-filter-${number}`;
    this.#filter.placeholder = "Filter rows";
    this.#filter.ariaLabel = `Filter the rows of ${this.#name}`;
    this.#said.ariaHidden = "true"; // `tell` says it
    this.#allLabel.append(this.#all, " all rows");
    this.#order.ariaLabel = "Sort by";
    this.#order.hidden = true;
    this.#offerOrders();
    const tools = create("div", { className: "hb-tools", role: "group", ariaLabel: `Tools for ${this.#name}` });
    const end = create("span", { id: `hb-after-${number}`, tabIndex: -1 });
    const skip = create("a", { className: "hb-tools-skip", href: `#${end.id}`, textContent: "Skip this table" });
    const hidden = this.#table.caption?.classList.contains("hb-titled") ?? false;
    const title = create("span", { className: "hb-tools-title", textContent: this.#name, hidden });
    title.ariaHidden = "true"; // the table's caption says it
    const save = create("span", { className: "hb-tools-save" });
    save.append(
      this.#allLabel,
      newButton("Copy", () => this.#copy(), { title: "Copy the rows for a spreadsheet" }),
      newButton("CSV", () => this.#download("csv"), { title: "Download the rows as CSV" }),
      newButton("JSON", () => this.#download("json"), { title: "Download the rows as JSON" }),
      newButton("Print", () => this.#print(), { title: "Print this table only" }),
      this.#said,
    );
    tools.append(skip, title, this.#filter, this.#clear, this.#count, ...(this.#one ? [this.#one.element] : []), this.#order, save);
    this.#filter.addEventListener("focus", () => this.#prepare());
    this.#filter.addEventListener("input", () => this.#apply());
    this.#filter.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#filter.value) return;
      event.preventDefault();
      this.#reset();
    });
    this.#order.addEventListener("change", () => {
      const [column, down] = this.#order.value.split(" ");
      this.#sort(this.#heads[Number(column)] ?? null, Boolean(down));
    });
    this.#box.before(tools);
    this.#box.after(end);
    this.#table.caption?.classList.add("hb-spoken");
    this.#apply();
  }

  /** Offers an order by each column that is seen. */
  #offerOrders() {
    const orders = this.#columns.flatMap((column, index) => [
      new Option(`Sort: ${column}`, `${index}`),
      new Option(`Sort: ${column}, downwards`, `${index} down`),
    ]);
    this.#order.replaceChildren(new Option("Sort: as listed", "-1"), ...orders);
    this.#showOrder();
  }

  #showOrder() {
    const { head, down } = this.#sorted;
    const index = head ? this.#heads.indexOf(head) : -1;
    this.#order.value = index < 0 ? "-1" : `${index}${down ? " down" : ""}`;
  }

  #reset() {
    this.#filter.value = "";
    this.#apply();
    this.#filter.focus();
  }

  /** Shows the rows that hold every word of the filter, and says how many those are. */
  #apply() {
    const wanted = plain(this.#filter.value).split(" ").filter(Boolean);
    const target = linked();
    /** @type {HTMLTableRowElement[]} */
    const appearing = [];
    let hits = 0;
    let kept = false;
    const rows = this.#seen;
    for (const row of rows) {
      const hit = !this.#one?.isSilent(row) && wanted.every((word) => this.#searchedOf(row).includes(word));
      if (hit) hits++;
      else if (row === target) kept = true;
      if (!hit && row !== target) row.hidden = true;
      else if (row.hidden) appearing.push(row);
    }
    this.#reveal(appearing);
    const all = rows.length;
    const more = kept ? " The linked row stays in sight." : "";
    this.#count.textContent = hits === all
      ? rowsIn(all)
      : hits
        ? `${hits} of ${rowsIn(all)}${more && `.${more}`}`
        : `No row contains “${this.#filter.value.trim()}”.${more}`;
    this.#count.classList.toggle("hb-none", wanted.length > 0 && !hits);
    this.#box.classList.toggle("hb-empty", !hits && !kept);
    this.#clear.hidden = this.#allLabel.hidden = !wanted.length;
  }

  /**
   * Shows rows that were hidden: the first at once, the others a few a frame, because the layout of many takes longer.
   *
   * @param {HTMLTableRowElement[]} rows in the order that is shown
   */
  #reveal(rows) {
    cancelAnimationFrame(this.#frame);
    this.#appearing = rows.slice(AT_ONCE);
    for (const row of rows.slice(0, AT_ONCE)) row.hidden = false;
    if (this.#appearing.length) this.#frame = requestAnimationFrame(() => this.#reveal(this.#appearing));
  }

  /** Shows at once what is still to come. */
  #finish() {
    cancelAnimationFrame(this.#frame);
    for (const row of this.#appearing.splice(0)) row.hidden = false;
  }

  /** Does what takes time before the first key is pressed. */
  #prepare() {
    this.#count.role = "status"; // it speaks while the reader filters, not while the page comes
    for (const row of this.#rows) this.#searchedOf(row);
    this.#hold(true);
  }

  /** @param {HTMLTableRowElement} row */
  #searchedOf(row) {
    let text = this.#searched.get(row);
    if (text === undefined) this.#searched.set(row, (text = plain(this.#textsOf(row).join(" \n "))));
    return text;
  }

  /** @param {HTMLTableRowElement} row */
  #textsOf(row) {
    let texts = this.#cells.get(row);
    if (!texts) this.#cells.set(row, (texts = [...row.cells].filter((cell) => !isAside(cell)).map(words)));
    return texts;
  }

  /* --- sorting ------------------------------------------------------------------------------------ */

  #addSorting() {
    for (const head of this.#table.tHead?.rows[0]?.cells ?? []) {
      const button = create("button", { type: "button", className: "hb-sort" });
      // A button may not hold a link: then it stands behind the words.
      if (head.querySelector("a")) button.ariaLabel = `Sort by ${words(head)}`;
      else button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const { head: last, down } = this.#sorted;
        // Upwards, downwards, and back to the order of the page.
        if (last !== head) this.#sort(head, false);
        else this.#sort(down ? null : head, !down);
      });
    }
  }

  /**
   * @param {HTMLTableCellElement | null} head of the column; null for the order of the page
   * @param {boolean} down
   */
  #sort(head, down) {
    this.#sorted = { head, down: Boolean(head) && down };
    const column = head ? this.#heads.indexOf(head) : -1;
    const rows = this.#listed;
    if (column >= 0) {
      const compare = comparison(
        this.#columns[column],
        rows.map((row) => this.#textsOf(row)[column] ?? ""),
      );
      const keys = new Map(rows.map((row) => [row, this.#textsOf(row)[column] ?? ""]));
      const of = (/** @type {HTMLTableRowElement} */ row) => /** @type {string} */ (keys.get(row));
      rows.sort((one, other) => compare(of(one), of(other), down));
    }
    this.#table.tBodies[0].append(...rows);
    for (const other of this.#table.tHead?.rows[0]?.cells ?? []) {
      if (other === head) other.setAttribute("aria-sort", down ? "descending" : "ascending");
      else other.removeAttribute("aria-sort");
    }
    this.#showOrder();
    tell(column < 0 ? "Sorted as listed" : `Sorted by ${this.#columns[column]}, ${down ? "downwards" : "upwards"}`);
  }

  /** The rows as they are listed: what is the reader's own before the rest, as the page has them. */
  get #listed() {
    return [...this.#rows.filter(isFirst), ...this.#rows.filter((row) => !isFirst(row))];
  }

  /* --- taking rows along -------------------------------------------------------------------------- */

  /** The rows that are not set aside, in the order that is shown. */
  get #seen() {
    return [...this.#table.tBodies[0].rows].filter((row) => !isAside(row));
  }

  /** The rows to take along, in the order that is shown. */
  get #taken() {
    this.#finish();
    const rows = this.#seen;
    return this.#all.checked ? rows : rows.filter((row) => !row.hidden);
  }

  #print() {
    this.#finish();
    printOnly(this.#box);
  }

  async #copy() {
    const rows = this.#taken;
    const cells = [this.#columns, ...rows.map((row) => this.#textsOf(row))].map((row) => row.map(harmless));
    const done = await copy(tsv(cells), html(cells));
    this.#say(done ? `Copied ${rowsIn(rows.length)}` : "The browser did not allow copying");
  }

  /** @param {"csv" | "json"} format */
  async #download(format) {
    const rows = this.#taken;
    const records = await recordsOf(this.#box.dataset.records, rows, format);
    const columns = records ? [...new Set(records.flatMap((record) => Object.keys(record)))] : this.#columns;
    const values =
      records ?? rows.map((row) => Object.fromEntries(this.#textsOf(row).map((text, index) => [columns[index], text])));
    const file =
      format === "json"
        ? new Blob([`${JSON.stringify(values, null, 1)}\n`], { type: "application/json" })
        : new Blob([csv([columns, ...values.map((record) => columns.map((name) => `${record[name] ?? ""}`))])], {
            type: "text/csv;charset=utf-8",
          });
    const part = rows.length < this.#rows.length ? "-part" : "";
    saveFile(file, `${fileName(this.#name)}${part}.${format}`);
    this.#say(`Saved ${rowsIn(rows.length)}`);
  }

  /** @param {string} text */
  #say(text) {
    this.#said.textContent = text;
    tell(text);
    setTimeout(() => {
      if (this.#said.textContent === text) this.#said.textContent = "";
    }, SAID_MS);
  }
}

/** @param {number} count */
function rowsIn(count) {
  return `${count} ${count === 1 ? "row" : "rows"}`;
}

/** @param {HTMLElement} box */
function printOnly(box) {
  const path = [document.documentElement];
  for (let part = box.parentElement; part && part !== path[0]; part = part.parentElement) path.push(part);
  // What is said of the rows that are set aside goes with it.
  const parts = [box, ...document.querySelectorAll(`.hb-chip[data-of="${box.dataset.chip ?? ""}"]`)];
  for (const part of path) part.classList.add("hb-print-path");
  for (const part of parts) part.classList.add("hb-print-this");
  const back = () => {
    for (const part of path) part.classList.remove("hb-print-path");
    for (const part of parts) part.classList.remove("hb-print-this");
  };
  window.addEventListener("afterprint", back, { once: true });
  window.print();
}
