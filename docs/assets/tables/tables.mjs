/**
 * Tables of a page: a filter, sorting, copies and downloads for long ones, and in every row a link to it and to its
 * data, which items of lists have too. Without this module the tables are complete, and scroll sideways where they must.
 *
 * `data-at` of a row or an item is its place in data/, a table's `data-records` names lists of the site API that hold
 * its records.
 *
 * @typedef {Record<string, unknown>} Values a record of the site API
 */

import { harmless } from "./spreadsheet.mjs";

const LONG = 8;
const AT_ONCE = 60;
const SAID_MS = 4_000;
const API = new URL("../../api/v1/", import.meta.url);
const STYLE = new URL("tables.css", import.meta.url).href;
const NARROW = matchMedia("(max-width: 44.984em)");
const EMPTY = "–";
const ORDER = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };

/** Factors to the smallest unit of a kind. */
const UNITS = new Map(
  Object.entries({
    ...{ b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, pb: 1e15 },
    ...{ kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3, tib: 1024 ** 4, pib: 1024 ** 5 },
    ...{ "bit/s": 1, "kbit/s": 1e3, "mbit/s": 1e6, "gbit/s": 1e9, "mbps": 1e6, "gbps": 1e9 },
    ...{ "kb/s": 8e3, "mb/s": 8e6, "gb/s": 8e9, "mib/s": 8 * 1024 ** 2, "gib/s": 8 * 1024 ** 3 },
    ...{ ms: 1e-3, s: 1, second: 1, seconds: 1, min: 60, minute: 60, minutes: 60, h: 3600, hour: 3600, hours: 3600 },
    ...{ day: 86400, days: 86400, week: 604800, weeks: 604800, month: 2629800, months: 2629800 },
    ...{ year: 31557600, years: 31557600 },
  }),
);
const QUANTITY =
  /^(?:up to|at least|at most|over|under|below|above|about|from|[≤≥<>~≈])?\s*([-−+]?\d[\d ]*(?:\.\d+)?)(?:\s?(?:to|–|-)\s?\d[\d ]*(?:\.\d+)?)?\s*([a-zµ%°][a-z/%]*(?: [a-z]+)?)?$/i;

/** Every table is made ready once; the page may change under this module. */
const ready = new WeakSet();
const news = document.createElement("p");
let tables = 0;

/** A table and what the reader does with it. */
class Table {
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
  #sorted = { column: -1, down: false };

  #filter = create("input", { type: "search", autocomplete: "off", spellcheck: false });
  #count = create("span", { className: "hb-tools-count" });
  #clear = create("button", { type: "button", className: "hb-button", textContent: "Clear", hidden: true });
  #order = create("select", { className: "hb-tools-order" });
  #all = create("input", { type: "checkbox" });
  #allLabel = create("label", { className: "hb-tools-all", hidden: true });
  #said = create("span", { className: "hb-tools-said" });

  /**
   * @param {HTMLElement} box
   * @param {HTMLTableElement} table
   */
  constructor(box, table) {
    this.#box = box;
    this.#table = table;
    this.#name = table.caption?.textContent?.trim() ?? "";
    this.#columns = [...(table.tHead?.rows[0]?.cells ?? [])].map(words);
    this.#rows = [...(table.tBodies[0]?.rows ?? [])];
    for (const row of this.#rows) if (addRowTools(row)) box.classList.add("hb-linked");
    if (this.#rows.length > LONG) {
      this.#addTools();
      this.#addSorting();
      box.classList.add("hb-long");
    }
    const follow = new ResizeObserver(() => this.#fit());
    follow.observe(box);
    follow.observe(table);
    box.addEventListener("toggle", () => this.#fit(true), true);
    this.#fit();
  }

  /** Keeps the row of the page's address in sight. */
  follow() {
    if (this.#filter.value) this.#apply();
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
    const same = classList.contains("hb-cards") || (!anew && fitted === classList.contains("hb-fits"));
    if (!width || (same && width === this.#width)) return;
    this.#width = width;
    classList.remove("hb-fits", "hb-cards");
    this.#hold(false);
    const fits = this.#table.offsetWidth <= width;
    const cards = NARROW.matches && !fits;
    if (cards) this.#label();
    classList.toggle("hb-fits", fits);
    classList.toggle("hb-cards", cards);
    this.#order.hidden = !cards;
    this.#hold(Boolean(this.#filter.value));
  }

  /**
   * Holds the columns as wide as they are, so that they do not jump while rows come and go, nor have to be measured.
   *
   * @param {boolean} still
   */
  #hold(still) {
    const { style } = this.#table;
    if (still === Boolean(style.tableLayout)) return;
    const heads = [...(this.#table.tHead?.rows[0]?.cells ?? [])];
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
    for (const part of [this.#table, ...(tHead ? [tHead] : []), ...this.#table.tBodies, ...this.#rows]) {
      part.role = ROLES[/** @type {"table"} */ (part.localName)];
    }
    for (const row of this.#rows) {
      [...row.cells].forEach((cell, index) => {
        cell.role = index ? "cell" : "rowheader";
        cell.dataset.label = this.#columns[index] ?? "";
        if (cell.textContent === EMPTY) cell.dataset.label = "";
      });
    }
  }

  /* --- the tools above ---------------------------------------------------------------------------- */

  #addTools() {
    const number = ++tables;
    this.#filter.id = `hb-filter-${number}`;
    this.#filter.placeholder = "Filter rows";
    this.#filter.ariaLabel = `Filter the rows of ${this.#name}`;
    this.#count.role = "status";
    this.#said.ariaHidden = "true"; // `tell` says it
    this.#clear.ariaLabel = "Clear the filter";
    this.#allLabel.append(this.#all, " all rows");
    this.#order.ariaLabel = "Sort by";
    this.#order.hidden = true;
    this.#order.append(new Option("Sort: as listed", "-1"));
    this.#columns.forEach((column, index) => {
      this.#order.append(new Option(`Sort: ${column}`, `${index}`), new Option(`Sort: ${column}, downwards`, `${index} down`));
    });
    const tools = create("div", { className: "hb-tools", role: "group", ariaLabel: `Tools for ${this.#name}` });
    const end = create("span", { id: `hb-after-${number}`, tabIndex: -1 });
    const skip = create("a", { className: "hb-tools-skip", href: `#${end.id}`, textContent: "Skip this table" });
    const title = create("span", { className: "hb-tools-title", textContent: this.#name });
    title.ariaHidden = "true"; // the table's caption says it
    const save = create("span", { className: "hb-tools-save" });
    save.append(
      this.#allLabel,
      newButton("Copy", "Copy the rows for a spreadsheet", () => this.#copy()),
      newButton("CSV", "Download the rows as CSV", () => this.#download("csv")),
      newButton("JSON", "Download the rows as JSON", () => this.#download("json")),
      newButton("Print", "Print this table only", () => {
        this.#finish();
        printOnly(this.#box);
      }),
      this.#said,
    );
    tools.append(skip, title, this.#filter, this.#clear, this.#count, this.#order, save);
    this.#filter.addEventListener("focus", () => this.#prepare());
    this.#filter.addEventListener("input", () => this.#apply());
    this.#filter.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#filter.value) return;
      event.preventDefault();
      this.#reset();
    });
    this.#clear.addEventListener("click", () => this.#reset());
    this.#order.addEventListener("change", () => {
      const [column, down] = this.#order.value.split(" ");
      this.#sort(Number(column), Boolean(down));
    });
    this.#box.before(tools);
    this.#box.after(end);
    this.#table.caption?.classList.add("hb-spoken");
    this.#apply();
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
    for (const row of this.#table.tBodies[0].rows) {
      const hit = wanted.length === 0 || wanted.every((word) => this.#searchedOf(row).includes(word));
      if (hit) hits++;
      else if (row === target) kept = true;
      if (!hit && row !== target) row.hidden = true;
      else if (row.hidden) appearing.push(row);
    }
    this.#reveal(appearing);
    const all = this.#rows.length;
    const more = kept ? " The linked row stays in sight." : "";
    this.#count.textContent = !wanted.length
      ? `${all} rows`
      : hits
        ? `${hits} of ${all} rows${more && `.${more}`}`
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
    if (!texts) this.#cells.set(row, (texts = [...row.cells].map(words)));
    return texts;
  }

  /* --- sorting ------------------------------------------------------------------------------------ */

  #addSorting() {
    [...(this.#table.tHead?.rows[0]?.cells ?? [])].forEach((head, index) => {
      const button = create("button", { type: "button", className: "hb-sort" });
      // A button may not hold a link: then it stands behind the words.
      if (head.querySelector("a")) button.ariaLabel = `Sort by ${words(head)}`;
      else button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const { column, down } = this.#sorted;
        // Upwards, downwards, and back to the order of the page.
        if (column !== index) this.#sort(index, false);
        else this.#sort(down ? -1 : index, !down);
      });
    });
  }

  /**
   * @param {number} column -1 for the order of the page
   * @param {boolean} down
   */
  #sort(column, down) {
    this.#sorted = { column, down: column >= 0 && down };
    const rows = [...this.#rows];
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
    [...(this.#table.tHead?.rows[0]?.cells ?? [])].forEach((head, index) => {
      if (index === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.#order.value = column < 0 ? "-1" : `${column}${down ? " down" : ""}`;
    const name = this.#columns[column];
    tell(column < 0 ? "Sorted as listed" : `Sorted by ${name}, ${down ? "downwards" : "upwards"}`);
  }

  /* --- taking rows along -------------------------------------------------------------------------- */

  /** The rows to take along, in the order that is shown. */
  get #taken() {
    this.#finish();
    const rows = [...this.#table.tBodies[0].rows];
    return this.#all.checked ? rows : rows.filter((row) => !row.hidden);
  }

  async #copy() {
    const rows = this.#taken;
    const cells = [this.#columns, ...rows.map((row) => this.#textsOf(row))].map((row) => row.map(harmless));
    const done = await copy(tsv(cells), html(cells));
    this.#say(done ? `Copied ${rows.length} rows` : "The browser did not allow copying");
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
    save(file, `${fileName(this.#name)}${part}.${format}`);
    this.#say(`Saved ${rows.length} rows`);
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

/* --- rows ----------------------------------------------------------------------------------------- */

/**
 * Returns whether a row has anything to offer.
 *
 * @param {HTMLTableRowElement} row
 */
function addRowTools(row) {
  const head = row.cells[0];
  if (!head || (!row.id && !row.dataset.at)) return false;
  const tools = create("span", { className: "hb-row-tools" });
  if (row.id) {
    const link = create("a", { className: "hb-row-link", href: `#${row.id}`, textContent: "#" });
    link.title = "Copy the address of this row";
    link.ariaLabel = `Link to this row: ${words(head).slice(0, 80)}`;
    link.addEventListener("click", async () => {
      const address = `${location.origin}${location.pathname}#${row.id}`;
      bubble(tools, (await copy(address)) ? "Address copied" : "The address is in the address bar");
    });
    tools.append(link);
  }
  head.prepend(tools);
  return true;
}

/**
 * Adds the way to the data of a row or an item once the reader is at it, so that a long table stays short.
 *
 * @param {Event} event
 */
function offerEdit({ target }) {
  const at = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-at]")) : null;
  const place = at?.dataset.at;
  if (!at || !place || at.querySelector(".hb-edit") || ownedByAnElement(at)) return;
  const tools = at.querySelector(".hb-row-tools") ?? create("span", { className: "hb-row-tools" });
  if (!tools.isConnected) at.append(tools);
  const address = editAddress(place);
  const edit = address
    ? create("a", { className: "hb-edit", href: address, rel: "noopener", textContent: "✎" })
    : create("button", { type: "button", className: "hb-edit", textContent: "✎" });
  edit.title = address ? `Edit this data: ${place}` : `This data stands in ${place}: copy the place`;
  edit.ariaLabel = edit.title;
  if (!address) {
    edit.addEventListener("click", async () => bubble(tools, (await copy(place)) ? `Copied: ${place}` : place));
  }
  tools.append(edit);
}

/**
 * Returns where a place can be edited, or nothing when the site does not know its repository.
 *
 * @param {string} place
 */
function editAddress(place) {
  const pattern = document.querySelector("meta[name=hb-edit]")?.getAttribute("content") ?? "";
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? [];
  const address = pattern.replaceAll("{file}", encodeURI(file ?? "")).replaceAll("{line}", line ?? "");
  return file && /^https?:\/\//.test(address) ? address : "";
}

/**
 * @param {Element} tools
 * @param {string} text
 */
function bubble(tools, text) {
  tools.querySelector(".hb-bubble")?.remove();
  const note = create("span", { className: "hb-bubble", textContent: text, ariaHidden: "true" });
  tools.append(note);
  tell(text);
  setTimeout(() => note.remove(), SAID_MS);
}

/** What the page's address leads to. */
function linked() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // not an address that this page made
  }
}

/* --- texts ---------------------------------------------------------------------------------------- */

/**
 * Returns what a cell says, without what stands folded in it; items of a list are joined.
 *
 * @param {Element} cell
 */
function words(cell) {
  let from = cell;
  if (cell.childElementCount) {
    from = /** @type {Element} */ (cell.cloneNode(true));
    for (const part of from.querySelectorAll(".hb-row-tools, .hb-conflict > div")) part.remove();
    for (const item of from.querySelectorAll("li + li")) item.before("; ");
    for (const part of from.querySelectorAll("br, p + p, summary")) part.before(" ");
  }
  // Thousands are set apart by narrow spaces, which no spreadsheet takes for a number.
  const text = (from.textContent ?? "").replace(/(\d)[\u202f\u00a0](?=\d)/g, "$1");
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Returns a text as it is compared with the filter.
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .normalize("NFKC")
    .replace(/(\d)[\u202f\u00a0](?=\d)/g, "$1")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * Returns how to compare two cells of a column; empty ones stand last either way.
 *
 * @param {string} column
 * @param {string[]} texts
 * @returns {(one: string, other: string, down: boolean) => number}
 */
function comparison(column, texts) {
  const filled = texts.filter((text) => text && text !== EMPTY);
  const versions = /version|release|kernel/i.test(column) || filled.some((text) => /^\d+\.(\d+\.|x\b)/.test(text));
  const numbers = new Map(versions ? [] : filled.map((text) => [text, quantity(text)]));
  const numeric = filled.length > 0 && filled.filter((text) => numbers.get(text) != null).length >= 0.8 * filled.length;
  return (one, other, down) => {
    const [first, second] = [one, other].map((text) => (!text || text === EMPTY ? 1 : 0));
    if (first || second) return first - second;
    const way = down ? -1 : 1;
    const [a, b] = [numbers.get(one), numbers.get(other)];
    if (!numeric || (a == null && b == null)) return way * ORDER.compare(one, other);
    return a == null ? 1 : b == null ? -1 : way * (a - b);
  };
}

/**
 * Returns the number that a text such as `5 to 10 minutes` begins with, in the smallest unit of its kind.
 *
 * @param {string} text
 */
function quantity(text) {
  const found = QUANTITY.exec(text.replace(/(\d),(?=\d{3}\b)/g, "$1"));
  if (!found) return null;
  const number = Number(found[1].replace("−", "-").replaceAll(" ", ""));
  const unit = (found[2] ?? "").toLowerCase();
  return Number.isNaN(number) ? null : number * (UNITS.get(unit) ?? UNITS.get(unit.split(" ")[0]) ?? 1);
}

/* --- formats -------------------------------------------------------------------------------------- */

/**
 * Returns CSV by RFC 4180, with the mark by which spreadsheets know UTF-8.
 *
 * @param {string[][]} rows
 */
function csv(rows) {
  const field = (/** @type {string} */ text) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\ufeff${rows.map((row) => `${row.map((text) => field(harmless(text))).join(",")}\r\n`).join("")}`;
}

/** @param {string[][]} rows */
function tsv(rows) {
  return rows.map((row) => row.map((text) => text.replace(/\s+/g, " ")).join("\t")).join("\n");
}

/** @param {string[][]} rows */
function html(rows) {
  const table = document.createElement("table");
  rows.forEach((row, index) => {
    const line = table.insertRow();
    for (const text of row) line.append(create(index ? "td" : "th", { textContent: text }));
  });
  return table.outerHTML;
}

/**
 * Returns the rows of a CSV file as records.
 *
 * @param {string} text
 * @returns {Values[]}
 */
function readCsv(text) {
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ",") rows.push([]);
  }
  const [columns, ...lines] = rows;
  return lines.map((line) => Object.fromEntries(columns.map((name, index) => [name, line[index] ?? ""])));
}

/**
 * Resolves to the records of rows from the site API, or to nothing where it does not have all of them.
 *
 * @param {string | undefined} names
 * @param {HTMLTableRowElement[]} rows
 * @param {"csv" | "json"} format
 * @returns {Promise<Values[] | null>}
 */
async function recordsOf(names, rows, format) {
  if (!names) return null;
  try {
    /** @type {Values[][]} */
    const found = await Promise.all(
      names.split(" ").map(async (name) => {
        const response = await fetch(new URL(`${name}.${format}`, API));
        if (!response.ok) throw new Error(response.statusText);
        return format === "json" ? (await response.json()).records : readCsv(await response.text());
      }),
    );
    const byPlace = new Map(found.flat().map((record) => [record.data_at, record]));
    const records = rows.map((row) => byPlace.get(row.dataset.at)).filter((record) => record !== undefined);
    return records.length === rows.length ? records : null;
  } catch {
    return null; // without a network the rows are taken as they are shown
  }
}

/* --- the browser ---------------------------------------------------------------------------------- */

/**
 * Resolves to whether a text, with its form as HTML, is in the clipboard.
 *
 * @param {string} text
 * @param {string} [markup]
 */
async function copy(text, markup) {
  try {
    if (!markup) await navigator.clipboard.writeText(text);
    else {
      const parts = { "text/plain": text, "text/html": markup };
      const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    }
    return true;
  } catch {
    return copyTheOldWay(text, markup);
  }
}

/**
 * Copies where there is no `navigator.clipboard`, such as on a host without TLS.
 *
 * @param {string} text
 * @param {string} [markup]
 */
function copyTheOldWay(text, markup) {
  let done = false;
  const fill = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
    if (markup) event.clipboardData?.setData("text/html", markup);
    done = Boolean(event.clipboardData);
  };
  document.addEventListener("copy", fill, { once: true });
  const allowed = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return allowed && done;
}

/**
 * @param {Blob} file
 * @param {string} name
 */
function save(file, name) {
  const url = URL.createObjectURL(file);
  create("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), SAID_MS);
}

/** @param {string} name */
function fileName(name) {
  return (
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "table"
  );
}

/** @param {HTMLElement} box */
function printOnly(box) {
  const path = [document.documentElement];
  for (let part = box.parentElement; part && part !== path[0]; part = part.parentElement) path.push(part);
  for (const part of path) part.classList.add("hb-print-path");
  box.classList.add("hb-print-this");
  const back = () => {
    for (const part of path) part.classList.remove("hb-print-path");
    box.classList.remove("hb-print-this");
  };
  window.addEventListener("afterprint", back, { once: true });
  window.print();
}

/** @param {string} text */
function tell(text) {
  news.textContent = text;
}

/**
 * @param {string} label
 * @param {string} title
 * @param {() => void} act
 */
function newButton(label, title, act) {
  const button = create("button", { type: "button", className: "hb-button", textContent: label, title });
  button.addEventListener("click", act);
  return button;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} properties
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function create(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

/* --- the page ------------------------------------------------------------------------------------- */

/** @type {Table[]} */
let shown = [];

/** Makes the tables of the page ready. What a custom element shows is its own. */
function begin() {
  const boxes = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hb-table"))];
  shown = shown.filter(() => boxes.some((box) => ready.has(box)));
  for (const box of boxes) {
    const table = box.querySelector("table");
    if (!table || ready.has(box) || ownedByAnElement(box)) continue;
    ready.add(box);
    shown.push(new Table(box, table));
  }
  for (const program of document.querySelectorAll(".hb-program")) if (!ready.has(program)) offerCopy(program);
  document.body.append(news);
  if (shown.length) requestAnimationFrame(returnToTarget);
}

/** Goes once more to where the address leads, because tools and cards have moved it. */
function returnToTarget() {
  const [visit] = performance.getEntriesByType("navigation");
  if (/** @type {PerformanceNavigationTiming} */ (visit)?.type !== "navigate") return; // the reader has been here
  const target = linked();
  target?.scrollIntoView({ block: target.localName === "tr" ? "center" : "start" });
}

/**
 * Adds a button to a program of the site API's page.
 *
 * @param {Element} program
 */
function offerCopy(program) {
  ready.add(program);
  const button = newButton("Copy", `Copy: ${program.ariaLabel}`, async () => {
    button.textContent = (await copy(program.textContent?.trimEnd() ?? "")) ? "Copied" : "Not allowed";
    tell(button.textContent);
    setTimeout(() => (button.textContent = "Copy"), SAID_MS);
  });
  program.after(button);
}

/** @param {Element} box */
function ownedByAnElement(box) {
  for (let part = box.parentElement; part; part = part.parentElement) if (part.localName.includes("-")) return true;
  return false;
}

news.className = "hb-spoken";
news.role = "status";
if (![...document.styleSheets].some((sheet) => sheet.href === STYLE)) {
  document.head.append(create("link", { rel: "stylesheet", href: STYLE }));
}
document.addEventListener("pointerover", offerEdit);
document.addEventListener("focusin", offerEdit);
window.addEventListener("hashchange", () => shown.forEach((table) => table.follow()));
// Material's stream of pages; its first one is this page.
const { document$ } = /** @type {any} */ (window);
if (document$) document$.subscribe(begin);
else begin();
