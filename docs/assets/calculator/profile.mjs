/**
 * A day that is drawn: 24 bars beside a text field of 24 numbers. The text is what counts, and what there is without
 * this module; each stroke writes it, and whatever is typed moves the bars.
 */

import { bringSheet, create, newButton } from "../page/elements.mjs";

const HOURS = 24;
const BUTTON = "hb-button hb-day-button";
const STYLE = new URL("profile.css", import.meta.url).href;
/** Between the highest value and the top of the scale. */
const HEADROOM = 1.2;
const EMPTY_TOP = 10;
/** Into how many steps the scale is divided. */
const STEPS = 100;
const MOST_STROKES = 100;
const NUMBER = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Thousands, perhaps: the calculator asks. */
const UNCLEAR = /^[1-9]\d{0,2}(,\d{3}|\.\d\d0)$/;
const SHOWN = new Intl.NumberFormat("en", { maximumSignificantDigits: 4, useGrouping: false });

/**
 * Offers a drawing at every text field of a form that holds the hours of a day.
 *
 * @param {HTMLFormElement} form
 */
export function drawDays(form) {
  bringSheet(STYLE);
  const areas = /** @type {NodeListOf<HTMLTextAreaElement>} */ (form.querySelectorAll("textarea[data-hourly]"));
  for (const area of areas) new Day(area);
}

/** One day: the bars, a slider for each hour, and the way back. */
class Day {
  #area;
  #box = create("div", { className: "hb-day" });
  #bars = create("div", { className: "hb-day-bars" });
  #top = create("span", { className: "hb-day-top" });
  #reading = create("p", { className: "hb-help hb-day-reading" });
  #undo = newButton("Undo", () => this.#takeBack(), { className: BUTTON });
  #empty = newButton("Start from an empty day", () => this.#startEmpty(), { className: BUTTON });
  /** @type {HTMLInputElement[]} */
  #sliders = [];
  /** @type {string[]} the numbers as they stand in the text; empty while they are not 24 */
  #words = [];
  #scale = EMPTY_TOP;
  /** @type {string[]} texts before each stroke */
  #strokes = [];
  /** @type {{hour: number, value: number} | null} where the pointer was last while it draws */
  #pen = null;

  /** @param {HTMLTextAreaElement} area */
  constructor(area) {
    this.#area = area;
    this.#bars.role = "toolbar";
    this.#bars.ariaLabel = `${area.labels?.[0]?.textContent ?? "Day"}, to be drawn`;
    this.#bars.append(...Array.from({ length: HOURS }, (_, hour) => this.#hour(hour)));
    const plot = create("div", { className: "hb-day-plot" });
    plot.append(this.#top, this.#bars, clock());
    const way = create("p", { className: "hb-help" });
    way.textContent = "Or draw it: drag across the bars. With keys: left and right choose an hour, up and down change it.";
    this.#box.append(way, plot, this.#reading, this.#undo, this.#empty);
    area.closest(".hb-input")?.after(this.#box);
    this.#listen();
    this.#read(true);
  }

  #listen() {
    const { form } = this.#area;
    const unit = this.#unitField();
    this.#area.addEventListener("input", () => this.#typed());
    this.#area.addEventListener("change", () => this.#typed());
    unit?.addEventListener("change", () => this.#show());
    // The fields have their first values again only after the event.
    form?.addEventListener("reset", () => setTimeout(() => this.#typed()));
    this.#bars.addEventListener("pointerdown", (event) => this.#press(event));
    this.#bars.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) this.#bars.addEventListener(name, () => this.#lift());
    this.#bars.addEventListener("pointerleave", () => this.#say());
    this.#bars.addEventListener("keydown", (event) => this.#key(event));
    this.#bars.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.#pen && !this.#bars.contains(/** @type {Node | null} */ (relatedTarget))) this.#read(true);
    });
  }

  #startEmpty() {
    this.#remember();
    this.#write(Array(HOURS).fill("0"));
    this.#sliders[0].focus();
  }

  /** @param {number} hour */
  #hour(hour) {
    const column = create("div", { className: "hb-day-hour" });
    const slider = create("input", { type: "range", min: "0" });
    slider.tabIndex = hour ? -1 : 0;
    slider.ariaLabel = `${onTheHour(hour)} to ${onTheHour(hour + 1)}`;
    slider.setAttribute("aria-orientation", "vertical");
    slider.addEventListener("input", (event) => {
      // The text field tells the form.
      event.stopPropagation();
      this.#slide(hour, Number(slider.value));
    });
    slider.addEventListener("change", (event) => event.stopPropagation());
    slider.addEventListener("focus", () => {
      this.#choose(hour);
      this.#say(hour);
    });
    this.#sliders.push(slider);
    column.append(slider);
    return column;
  }

  /** Takes what was typed, loaded or put back. */
  #typed() {
    if (this.#pen || this.#area.value === this.#words.join(" ")) return;
    this.#strokes = [];
    this.#read(true);
  }

  /** @param {boolean} fit whether the scale may become smaller */
  #read(fit) {
    const words = numbersIn(this.#area.value);
    this.#words = words.length === HOURS && words.every((word) => NUMBER.test(word)) ? words : [];
    const top = scaleFor(this.#values());
    this.#scale = fit ? top : Math.max(this.#scale, top);
    this.#show();
  }

  #values() {
    return this.#words.map(Number);
  }

  #show() {
    const values = this.#values();
    const drawable = values.length === HOURS;
    const unit = this.#unit();
    this.#sliders.forEach((slider, hour) => {
      slider.disabled = !drawable;
      slider.max = String(this.#scale);
      slider.step = String(this.#scale / STEPS);
      slider.value = String(values[hour] ?? 0);
      slider.setAttribute("aria-valuetext", `${SHOWN.format(values[hour] ?? 0)} ${unit}`);
      slider.parentElement?.style.setProperty("--hb-part", String(Math.min(1, (values[hour] ?? 0) / this.#scale)));
    });
    this.#top.textContent = `${SHOWN.format(this.#scale)} ${unit}`;
    this.#empty.hidden = drawable;
    this.#undo.hidden = !this.#strokes.length;
    this.#say(this.#pen?.hour);
  }

  /**
   * Writes below the bars what an hour holds, or the whole day. Sliders have it read out themselves.
   *
   * @param {number} [hour]
   */
  #say(hour) {
    const values = this.#values();
    const unit = this.#unit();
    if (!values.length) {
      this.#reading.textContent = "The text is not 24 numbers, one for each hour, so there is nothing to draw on yet.";
    } else if (hour === undefined) {
      const mean = values.reduce((sum, value) => sum + value, 0) / HOURS;
      this.#reading.textContent = `Mean ${SHOWN.format(mean)}, at most ${SHOWN.format(Math.max(...values))} ${unit}.`;
    } else {
      this.#reading.textContent = `${this.#sliders[hour].ariaLabel}: ${SHOWN.format(values[hour])} ${unit}`;
    }
  }

  #unitField() {
    const field = this.#area.form?.elements.namedItem(this.#area.dataset.hourly ?? "");
    return field instanceof HTMLSelectElement ? field : null;
  }

  /** Returns the unit that was chosen; the first choice leaves it to the field. */
  #unit() {
    const field = this.#unitField();
    const chosen = field?.selectedIndex ? field.selectedOptions[0].text : "";
    return chosen || (this.#area.dataset.unit ?? "");
  }

  /** @param {string[]} words */
  #write(words) {
    this.#words = words;
    this.#area.value = words.join(" ");
    this.#show();
    this.#area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #remember() {
    this.#strokes.push(this.#area.value);
    if (this.#strokes.length > MOST_STROKES) this.#strokes.shift();
  }

  #takeBack() {
    const before = this.#strokes.pop();
    if (before === undefined) return;
    this.#area.value = before;
    this.#read(true);
    this.#area.dispatchEvent(new Event("input", { bubbles: true }));
    if (!this.#strokes.length) this.#sliders[this.#chosen()].focus();
  }

  /**
   * @param {number} hour
   * @param {number} value
   */
  #slide(hour, value) {
    this.#remember();
    this.#write(this.#words.map((word, at) => (at === hour ? this.#word(value) : word)));
    // At the top of the scale there must be a way on.
    if (value >= this.#scale) this.#read(false);
    this.#say(hour);
  }

  /** @param {number} value */
  #word(value) {
    const step = this.#scale / STEPS;
    return String(Number((Math.round(value / step) * step).toPrecision(6)));
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (!this.#words.length || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    this.#bars.setPointerCapture(event.pointerId);
    this.#remember();
    this.#pen = this.#under(event);
    this.#sliders[this.#pen.hour].focus({ preventScroll: true });
    this.#stroke(this.#pen);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#words.length) return;
    const here = this.#under(event);
    if (this.#pen) this.#stroke(here);
    else if (event.pointerType === "mouse") this.#say(here.hour);
  }

  /**
   * Draws from where the pointer was to where it is; a fast one skips hours.
   *
   * @param {{hour: number, value: number}} to
   */
  #stroke(to) {
    const from = this.#pen ?? to;
    this.#pen = to;
    const words = [...this.#words];
    const far = to.hour - from.hour;
    for (let step = 0; step <= Math.abs(far); step++) {
      const part = far ? step / Math.abs(far) : 1;
      words[from.hour + Math.sign(far) * step] = this.#word(from.value + (to.value - from.value) * part);
    }
    this.#choose(to.hour);
    this.#write(words);
  }

  #lift() {
    if (!this.#pen) return;
    const { hour } = this.#pen;
    this.#pen = null;
    this.#read(true);
    this.#sliders[hour].focus({ preventScroll: true });
    this.#say(hour);
  }

  /** @param {PointerEvent} event */
  #under(event) {
    const { left, top, width, height } = this.#bars.getBoundingClientRect();
    const hour = Math.floor(((event.clientX - left) / width) * HOURS);
    const part = 1 - (event.clientY - top) / height;
    return {
      hour: Math.min(HOURS - 1, Math.max(0, hour)),
      value: Math.min(1, Math.max(0, part)) * this.#scale,
    };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#sliders[Math.min(HOURS - 1, Math.max(0, this.#chosen() + step))].focus();
  }

  #chosen() {
    return this.#sliders.findIndex(({ tabIndex }) => tabIndex === 0);
  }

  /** @param {number} hour the one that Tab leads to */
  #choose(hour) {
    this.#sliders.forEach((slider, at) => (slider.tabIndex = at === hour ? 0 : -1));
  }
}

/**
 * Returns the numbers of a text, with points as decimal marks. What a comma is, is decided as in
 * calculators/replication/hours.py.
 *
 * @param {string} text
 */
function numbersIn(text) {
  const words = text.split(/[\s;|]+/).map((word) => word.replace(/^,+|,+$/g, "")).filter(Boolean);
  const commas = words.length === 1 || words.some((word) => /,.*,/.test(word) || (word.includes(",") && word.includes(".")));
  const parts = commas ? words.flatMap((word) => word.split(",")) : words;
  return parts.map((word) => (UNCLEAR.test(word) ? "" : word.replace(",", ".")));
}

/**
 * Returns the top of a scale: 1, 2 or 5 with zeros, above all values.
 *
 * @param {number[]} values
 */
function scaleFor(values) {
  const wanted = Math.max(0, ...values) * HEADROOM;
  if (!wanted) return EMPTY_TOP;
  const base = 10 ** Math.floor(Math.log10(wanted));
  return Number(([1, 2, 5, 10].find((step) => step * base >= wanted) ?? 10) * base);
}

/** @param {number} hour */
function onTheHour(hour) {
  return `${String(hour).padStart(2, "0")}:00`;
}

function clock() {
  const line = create("div", { className: "hb-day-clock" });
  line.ariaHidden = "true";
  line.append(
    ...[0, 6, 12, 18, HOURS].map((hour) => create("span", { textContent: onTheHour(hour) })),
  );
  return line;
}
