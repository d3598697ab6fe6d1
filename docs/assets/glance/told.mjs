/** Words about what became of an action, where it happened, with what can be done about it. */

import { create, newButton } from "../page/elements.mjs";

const FEEDBACK_MS = 2_000;

export class Told {
  #box;

  /** @param {HTMLElement} box with the role of a status */
  constructor(box) {
    this.#box = box;
  }

  /**
   * @param {string} words nothing takes away what stands there
   * @param {{list?: string[], ways?: [string, () => void][], refused?: boolean, more?: HTMLElement}} [about]
   *   sentences, and buttons
   */
  say(words, { list = [], ways = [], refused = false, more } = {}) {
    this.#box.replaceChildren();
    this.#box.classList.toggle("hb-refused", refused);
    if (!words) return;
    this.#box.append(create("p", { textContent: words }));
    if (list.length) {
      const lines = create("ul", {});
      lines.append(...list.map((textContent) => create("li", { textContent })));
      this.#box.append(lines);
    }
    if (more) this.#box.append(more);
    const buttons = create("div", { className: "hb-told-ways" });
    for (const [label, act] of ways) buttons.append(newButton(label, act));
    buttons.append(newButton("Dismiss", () => this.say("")));
    this.#box.append(buttons);
  }

  /** Shows a text to copy by hand. @param {string} words @param {string} text */
  offer(words, text) {
    this.say(words);
    const area = create("textarea", { readOnly: true, rows: 4, value: text, ariaLabel: words });
    this.#box.querySelector("p")?.after(area);
    area.focus();
    area.select();
  }
}

/**
 * Says at a button for a moment what became of it.
 *
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
export function feedback(button, text) {
  button.dataset.label ??= button.textContent ?? "";
  button.textContent = text;
  // What stands at the button may be in another language by then.
  button.dataset.said = text;
  const { label } = button.dataset;
  setTimeout(() => button.dataset.said === text && (button.textContent = label ?? ""), FEEDBACK_MS);
}
