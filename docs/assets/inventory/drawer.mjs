/** All that is known of one host, at the side of the page until it is closed. */

import { create, newButton } from "../page/elements.mjs";

export class Drawer {
  #dialog = create("dialog", { className: "hb-drawer md-typeset" });
  #title = create("h2", { className: "hb-drawer-title", tabIndex: -1 });
  #content = create("div", { className: "hb-answer" });
  #more = create("div", { className: "hb-drawer-more" });
  #ways = create("div", { className: "hb-drawer-ways" });
  #turn = 0;

  /**
   * @param {HTMLElement} box
   * @param {(step: number) => void} go shows the host before or after this one
   */
  constructor(box, go) {
    this.#ways.append(
      newButton("↑", () => go(-1), { ariaLabel: "Host before it", title: "Host before it" }),
      newButton("↓", () => go(1), { ariaLabel: "Host after it", title: "Host after it" }),
    );
    const head = create("div", { className: "hb-drawer-head" });
    head.append(this.#title, this.#ways, newButton("Close", () => this.#dialog.close()));
    this.#dialog.append(head, this.#content, this.#more);
    this.#dialog.setAttribute("aria-label", "Host");
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    box.append(this.#dialog);
  }

  /**
   * @param {string} name of the host
   * @param {Promise<string>} html what Python says of it
   * @param {HTMLElement} more what the reader can do about it: below the verdict and its reasons
   * @param {{walks?: boolean}} [options] whether there are hosts before and after it
   */
  async show(name, html, more, { walks = true } = {}) {
    const turn = ++this.#turn;
    this.#ways.hidden = !walks;
    this.#title.textContent = name;
    this.#title.translate = !walks; // one host has a name of its own
    this.#content.textContent = "…";
    this.#more.replaceChildren(create("h3", { textContent: "Your decision" }), more);
    this.#dialog.append(this.#more);
    const isOpen = this.#dialog.open;
    if (!isOpen) this.#dialog.showModal();
    // Who goes from host to host stays at the button.
    if (!isOpen || !this.#ways.contains(document.activeElement)) this.#title.focus();
    this.#dialog.scrollTop = 0;
    let told;
    try {
      told = await html;
    } catch (error) {
      told = "";
      this.#content.textContent = error instanceof Error && error.message ? error.message : "It was stopped.";
    }
    if (turn !== this.#turn || !told) return;
    this.#content.innerHTML = told;
    // What is being typed stays where it is.
    if (!this.#more.contains(document.activeElement)) this.#content.querySelector(".hb-short")?.after(this.#more);
  }

  close() {
    this.#dialog.close();
  }
}
