/** The answer of a calculator as it stands in the page. */

const FOCUSABLE = "a, summary, button, [tabindex]";

/**
 * Returns the words of the verdict, or nothing where there is none.
 *
 * @param {Element} answer
 */
export function labelOf(answer) {
  return answer.querySelector(".hb-verdict-label")?.textContent ?? "";
}

/**
 * Returns the figures that matter, in their order.
 *
 * @param {Element} answer
 * @returns {{id: string, label: string, value: string, element: HTMLElement}[]}
 */
export function figuresOf(answer) {
  const tiles = /** @type {NodeListOf<HTMLElement>} */ (answer.querySelectorAll(".hb-short > .hb-answers > [data-answer]"));
  return [...tiles].map((element) => ({
    id: element.dataset.answer ?? "",
    label: element.querySelector("dt")?.textContent ?? "",
    value: element.querySelector("dd > strong")?.textContent ?? "",
    element,
  }));
}

/**
 * Brings the answer into the window, and whoever reads with keys or ears to it.
 *
 * @param {HTMLElement} answer
 */
export function turnTo(answer) {
  answer.scrollIntoView();
  const short = answer.querySelector(".hb-short");
  if (!(short instanceof HTMLElement)) return;
  short.tabIndex = -1;
  short.focus({ preventScroll: true });
}

/**
 * Lets the charts of an answer be read by keys and pointer, if it has some; they are drawn already.
 *
 * @param {HTMLElement} answer
 */
export async function readCharts(answer) {
  if (!answer.querySelector(".hb-chart")) return;
  try {
    (await import("../charts/charts.mjs")).show(answer);
  } catch {
    // The tables are there anyway.
  }
}

/**
 * The parts of the answer that each box holds: as they came, and where they stand. The page itself adds to them.
 *
 * @type {WeakMap<HTMLElement, {frames: string, parts: {html: string, element: Element}[]}>}
 */
const made = new WeakMap();

/**
 * Replaces what a box holds, as far as it is another; what was unfolded and what had the focus stays so.
 *
 * @param {HTMLElement} box
 * @param {string} html
 */
export function swap(box, html) {
  const unfolded = new Set(numbered(box, "details").flatMap(([name, item]) => (item.matches("[open]") ? [name] : [])));
  const [focused] = numbered(box, FOCUSABLE).find(([, item]) => item === document.activeElement) ?? [];
  const pressed = focused ? document.activeElement : null;
  const label = pressed && labelBeside(pressed);
  replaceParts(box, html);
  for (const [name, item] of numbered(box, "details")) item.toggleAttribute("open", unfolded.has(name));
  if (!focused) return;
  const again = numbered(box, FOCUSABLE).find(([name]) => name === focused)?.[1] ?? (pressed && besides(box, pressed, label));
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} box
 * @param {string} html
 */
function replaceParts(box, html) {
  const came = document.createElement("template");
  came.innerHTML = html;
  const now = partsOf(came.content);
  const before = made.get(box);
  made.set(box, now);
  const isAlike = before?.frames === now.frames && before.parts.every(({ element }) => box.contains(element));
  if (!before || !isAlike) return box.replaceChildren(came.content);
  before.parts.forEach(({ html: former, element }, place) => {
    const part = now.parts[place];
    if (former === part.html) part.element = element;
    else element.replaceWith(part.element);
  });
}

/** @param {ParentNode} root */
function partsOf(root) {
  /** @type {{html: string, element: Element}[]} */
  const parts = [];
  const frames = [...root.children].map((child) => {
    // The parts of these are compared each for itself.
    const frame = child.matches(".hb-more") ? child : child.querySelector(":scope > .hb-short");
    const held = frame ? [...frame.children] : [child];
    parts.push(...held.map((element) => ({ html: element.outerHTML, element })));
    return `${child.tagName}.${child.className} ${held.length}`;
  });
  return { frames: frames.join(), parts };
}

/**
 * Returns the button to go on with where the one that was pressed is gone: in its line, or what takes the press back.
 *
 * @param {HTMLElement} box
 * @param {Element} pressed
 * @param {string | undefined | null} label of its line
 */
function besides(box, pressed, label) {
  const field = pressed.getAttribute("data-field");
  if (!field) return undefined;
  const buttons = [...box.querySelectorAll(`dd > [data-field="${CSS.escape(field)}"]`)];
  const inLine = buttons.find((button) => labelBeside(button) === label);
  return inLine ?? buttons.find((button) => button.hasAttribute("data-undo")) ?? buttons[0];
}

/** @param {Element} button */
function labelBeside(button) {
  return button.closest("div")?.querySelector("dt")?.textContent;
}

const READ = ".hb-read";
const SHORT = [".hb-verdict", ".hb-answers"];

/**
 * Replaces what an answer begins with: the verdict and the figures that matter. Returns whether that could be done: the
 * answer that is shown must begin alike, and with the same of what was read, in which a reader may be at work.
 *
 * @param {HTMLElement} box
 * @param {string} html
 */
export function swapShort(box, html) {
  const begin = document.createElement("template");
  begin.innerHTML = html;
  if (box.querySelector(READ)?.outerHTML !== begin.content.querySelector(READ)?.outerHTML) return false;
  const pairs = SHORT.map((name) => [box.querySelector(name), begin.content.querySelector(name)]);
  if (pairs.some(([before, now]) => !before !== !now)) return false;
  for (const [before, now] of pairs) {
    // What is the same stays, with what the reader has selected or turned to in it.
    if (!before || !now) continue;
    const known = made.get(box)?.parts.find(({ element }) => element === before);
    const html = now.outerHTML;
    if ((known?.html ?? before.outerHTML) === html) continue;
    become(before, now);
    if (known) known.html = html;
  }
  return true;
}

/** What the page itself adds to an answer. */
const OWN = ["data-was"];

/**
 * Makes an element what another one is, and touches only what differs: what stays has its style and its place already.
 *
 * @param {Element} element
 * @param {Element} other of the same kind; it may be left without what it holds
 */
function become(element, other) {
  for (const { name } of [...element.attributes]) {
    if (!other.hasAttribute(name) && !OWN.includes(name)) element.removeAttribute(name);
  }
  for (const { name, value } of other.attributes) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  const [held, wanted] = [[...element.childNodes], [...other.childNodes]];
  const isAlike = held.length === wanted.length && held.every((node, place) => node.nodeName === wanted[place].nodeName);
  if (!isAlike) return element.replaceChildren(...wanted);
  held.forEach((node, place) => {
    const now = wanted[place];
    if (node instanceof Element && now instanceof Element) become(node, now);
    else if (node.nodeValue !== now.nodeValue) node.nodeValue = now.nodeValue;
  });
}

/**
 * Lets the buttons of an answer change the form: each puts its value into an input, or leads to one without a value.
 *
 * @param {HTMLElement} answer
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
export function offerChanges(answer, form, signal) {
  const follow = (/** @type {Event} */ event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-field]") : null;
    if (!(button instanceof HTMLElement)) return;
    const control = form.elements.namedItem(button.dataset.field ?? "");
    if (!(control instanceof HTMLElement && "value" in control)) return;
    if (button.dataset.value !== undefined) {
      control.value = button.dataset.value;
      control.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { undone: "undo" in button.dataset } }));
      return;
    }
    const folded = control.closest("details");
    if (folded) folded.open = true;
    control.focus();
  };
  answer.addEventListener("click", follow, { signal });
}

/**
 * Returns elements with a name that stays the same from one answer to the next: what they are, and the how manieth.
 *
 * @param {HTMLElement} box
 * @param {string} selector
 * @returns {[string, Element][]}
 */
function numbered(box, selector) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return [...box.querySelectorAll(selector)].map((item) => {
    const chart = item.closest(".hb-chart")?.id ?? "";
    const part = item.closest("[data-part]")?.getAttribute("data-part") ?? item.getAttribute("data-field") ?? "";
    // What a button puts into the form is what it is, wherever it stands.
    const value = item.getAttribute("data-value") ?? "";
    const classes = [...item.classList].filter((name) => name !== "focus-visible").join(" ");
    const kind = `${item.tagName} ${classes} ${item.parentElement?.className} ${chart} ${part} ${value}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return [`${kind} ${seen.get(kind)}`, item];
  });
}
