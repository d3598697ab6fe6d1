/** Puts into the page's language what scripts add to it: their texts are English, and the page was made before. */

import { memoryAt } from "./files.mjs";
import { isBalanced } from "./keys.mjs";

/** @typedef {import("./memory.mjs").Memory} Memory */

/** Letters of English alone: a text without words in the page's language. */
const ENGLISH = /^[ -~\s\u2010-\u22ff]*$/;
const LETTER = /[A-Za-z]{2}|[0-9][ \u00a0\u202f]%|[\u3400-\u9fff][,:;] /;
/** What is read, and what a sheet shows before a cell of a card. */
const ATTRIBUTES = ["title", "aria-label", "placeholder", "data-label", "data-was"];
/** What holds names, code, or a text that is English for want of words. */
const KEPT = "script, style, pre, code, kbd, textarea, [translate=no], .hb-source, .hb-section, .hb-term, span[lang=en], [hreflang]";
const INLINE = new Set("A ABBR B BDI CODE EM I KBD SMALL SPAN STRONG TIME".split(" "));
const WATCHED = { attributes: true, attributeFilter: ATTRIBUTES, characterData: true, childList: true, subtree: true };

class Page {
  #memory;
  /** @type {WeakSet<Element>} what is marked as English here */
  #marked = new WeakSet();
  #observer = new MutationObserver((records) => this.#follow(records));

  /** @param {Memory} memory */
  constructor(memory) {
    this.#memory = memory;
    this.#element(document.body);
    this.#observer.observe(document.body, WATCHED);
  }

  /** @param {MutationRecord[]} records */
  #follow(records) {
    /** @type {Set<Node>} */
    const changed = new Set();
    for (const { type, target, attributeName, addedNodes } of records) {
      if (type === "attributes") this.#attribute(/** @type {Element} */ (target), attributeName ?? "");
      else if (type === "characterData") changed.add(target);
      else for (const node of addedNodes) changed.add(node);
    }
    for (const node of changed) {
      if (!node.isConnected) continue;
      if (node instanceof Element) this.#element(node);
      else if (node instanceof Text) this.#text(node);
    }
    // What was just written is no news.
    this.#observer.takeRecords();
  }

  /** @param {Element} root */
  #element(root) {
    if (root.closest(KEPT)) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      // What a reader writes stays, what the field is called does not.
      node instanceof Element && node.matches(KEPT) && !node.matches("textarea") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    /** @type {Text[]} */
    const texts = [];
    for (let node = /** @type {Node | null} */ (root); node; node = walker.nextNode()) {
      if (node instanceof Text) texts.push(node);
      else if (node instanceof Element) for (const name of ATTRIBUTES) this.#attribute(node, name);
    }
    for (const text of texts) this.#text(text);
  }

  /**
   * @param {Element} element
   * @param {string} name
   */
  #attribute(element, name) {
    const value = element.getAttribute(name);
    if (!value || !LETTER.test(value) || element.closest("[hreflang], [translate=no]")) return;
    const { text } = this.#memory.text(value);
    if (text !== value) element.setAttribute(name, text);
  }

  /** @param {Text} node */
  #text(node) {
    const { data, parentElement: parent } = node;
    // What stands between a label and what it says, each of which has an element of its own.
    if (data === ": " && parent && !parent.closest(KEPT)) node.data = this.#memory.colon;
    if (!LETTER.test(data) || !parent || parent.closest(KEPT)) return;
    if (parent.childNodes.length > 1 && this.#sentence(parent)) return;
    const { text, isKnown } = this.#memory.text(data);
    if (text !== data) node.data = text;
    if (parent.childNodes.length === 1) this.#mark(parent, !isKnown && ENGLISH.test(text));
  }

  /**
   * Has a screen reader speak English where a text is, and no longer where it was.
   *
   * @param {Element} element
   * @param {boolean} isEnglish
   */
  #mark(element, isEnglish) {
    if (isEnglish && !element.closest("[lang=en]")) {
      element.setAttribute("lang", "en");
      this.#marked.add(element);
    } else if (!isEnglish && this.#marked.delete(element)) element.removeAttribute("lang");
  }

  /**
   * Puts a text with links and the like in it into the language as a whole; its elements stay, perhaps in another order.
   * Returns whether there were words for it.
   *
   * @param {Element} parent
   */
  #sentence(parent) {
    const nodes = [...parent.childNodes];
    const elements = nodes.filter((node) => node instanceof Element);
    const isPlain = elements.every((element) => INLINE.has(element.tagName) && !element.children.length);
    if (!elements.length || !isPlain) return false;
    const parts = nodes.map((node) => {
      if (!(node instanceof Element)) return node.textContent ?? "";
      const number = elements.indexOf(node) + 1;
      return node.matches(KEPT) || !node.textContent ? `<${number}/>` : `<${number}>${node.textContent}</${number}>`;
    });
    const { text, isKnown } = this.#memory.text(parts.join(""));
    if (!isKnown || !isBalanced(text)) return false;
    const told = text.split(/(<[0-9]+\/>|<[0-9]+>[^<]*<\/[0-9]+>)/).map((part) => {
      const [, number, inside] = /^<([0-9]+)\/?>(?:([^<]*)<)?/.exec(part) ?? [];
      const element = number && elements[Number(number) - 1];
      if (!element) return part;
      if (inside !== undefined && element.textContent !== inside) element.textContent = inside;
      return element;
    });
    parent.replaceChildren(...told.map(close).filter((part) => part !== ""));
    return true;
  }
}

/**
 * Returns a piece of a sentence without the space beside a name that is written in the letters of the sentence.
 *
 * @param {string | Element} part
 * @param {number} place
 * @param {(string | Element)[]} all
 */
function close(part, place, all) {
  if (part instanceof Element) return part;
  const [before, after] = [all[place - 1], all[place + 1]].map((one) => (one instanceof Element ? (one.textContent ?? "") : ""));
  const begun = /[\u3400-\u9fff]$/.test(before) ? part.replace(/^ (?=[\u3400-\u9fff])/, "") : part;
  return /^[\u3400-\u9fff]/.test(after) ? begun.replace(/(?<=[\u3400-\u9fff]) $/, "") : begun;
}

const { vocabulary } = document.documentElement.dataset;
const held = vocabulary ? await memoryAt(new URL(vocabulary, document.baseURI).href) : null;
if (held) new Page(held.memory);
