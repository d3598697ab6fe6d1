/** What every part of the page makes elements and files with. */

/** How long a file that was handed to the reader stays in memory: some browsers ask where to put it. */
const SAVING_MS = 60_000;

/**
 * Returns a new element with its properties.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function create(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

/**
 * Returns a new button that does something.
 *
 * @param {string} label
 * @param {() => void} act
 * @param {Record<string, unknown>} [properties]
 */
export function newButton(label, act, properties) {
  const button = create("button", { type: "button", className: "hb-button", textContent: label, ...properties });
  button.addEventListener("click", act);
  return button;
}

/**
 * Returns the part of an element that must be there.
 *
 * @param {ParentNode} box
 * @param {string} selector
 */
export function part(box, selector) {
  return /** @type {HTMLElement} */ (box.querySelector(selector));
}

/**
 * Defines an element that is made once and listens while it stands in the page.
 *
 * @param {string} name
 * @param {new (element: HTMLElement) => {listen(signal: AbortSignal): void}} Made what it does
 */
export function defineElement(name, Made) {
  class Defined extends HTMLElement {
    #connection = new AbortController();
    /** @type {InstanceType<typeof Made> | undefined} */
    #made;

    connectedCallback() {
      this.#made ??= new Made(this);
      this.#made.listen((this.#connection = new AbortController()).signal);
    }

    disconnectedCallback() {
      this.#connection.abort();
    }
  }
  customElements.define(name, Defined);
}

/**
 * Has the browser save a file.
 *
 * @param {Blob} content
 * @param {string} name
 */
export function saveFile(content, name) {
  const url = URL.createObjectURL(content);
  create("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), SAVING_MS);
}

/**
 * Returns a number of bytes in megabytes.
 *
 * @param {number} bytes
 */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/** Returns a message as a sentence. @param {string} message */
export function sentence(message) {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** Returns the date of today where the reader is, as yyyy-mm-dd. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * Returns the root of the pages in the language of this one, from the root of the site.
 *
 * @param {URL} site
 */
export function pagesOf(site) {
  const { folder } = document.documentElement.dataset;
  return folder ? new URL(`${folder}/`, site) : site;
}

/**
 * Brings a style sheet to a page that had none when it came: neither by itself nor as a part of another.
 *
 * @param {string} address
 */
export function bringSheet(address) {
  const name = address.split("/").slice(-2).join("/");
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.head.querySelectorAll("link[rel=stylesheet]"));
  if ([...links].some(({ href, dataset }) => href === address || dataset.holds?.split(" ").includes(name))) return;
  document.head.append(create("link", { rel: "stylesheet", href: address }));
}

/**
 * Returns what stands behind the # of an address. Some messengers and mail programs encode its signs on the way, so that
 * no name in it has a value any more.
 *
 * @param {string} hash with the #
 */
export function fragmentOf(hash) {
  if (hash.includes("=") || !/%3d/i.test(hash)) return hash;
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
