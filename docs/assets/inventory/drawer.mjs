/** All that is known of one host, at the side of the page until it is closed. */

import { create, newButton } from "../page/elements.mjs";

export class Drawer {
  #dialog = create("dialog", { className: "hb-drawer md-typeset" });
  #title = create("h2", { className: "hb-drawer-title", tabIndex: -1 });
  #content = create("div", { className: "hb-answer" });
  #more = create("div", { className: "hb-drawer-more" });
  #turn = 0;

  /** @param {HTMLElement} box */
  constructor(box) {
    const close = newButton("Close", () => this.#dialog.close());
    const head = create("div", { className: "hb-drawer-head" });
    head.append(this.#title, close);
    this.#dialog.append(head, this.#more, this.#content);
    this.#dialog.setAttribute("aria-label", "Host");
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    box.append(this.#dialog);
  }

  /**
   * @param {string} name of the host
   * @param {Promise<string>} html what Python says of it
   * @param {HTMLElement | null} more what the reader can do about it
   */
  async show(name, html, more) {
    const turn = ++this.#turn;
    this.#title.textContent = name;
    this.#content.textContent = "…";
    this.#more.replaceChildren(...(more ? [more] : []));
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#title.focus();
    this.#dialog.scrollTop = 0;
    let told;
    try {
      told = await html;
    } catch (error) {
      told = "";
      this.#content.textContent = error instanceof Error && error.message ? error.message : "It was stopped.";
    }
    if (turn === this.#turn && told) this.#content.innerHTML = told;
  }

  close() {
    this.#dialog.close();
  }
}
