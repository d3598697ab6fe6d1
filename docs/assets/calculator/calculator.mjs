/** `<hb-calculator>`: brings a form and its answer to life while it stands in a page. */

import { Session } from "./session.mjs";

class Calculator extends HTMLElement {
  /** @type {Session | undefined} */
  #session;

  connectedCallback() {
    const [form, status, answer] = ["form", ".hb-status", ".hb-answer"].map((name) => this.querySelector(name));
    if (!(form instanceof HTMLFormElement && status instanceof HTMLElement && answer instanceof HTMLElement)) return;
    this.#session ??= new Session(this, form, status, answer);
    this.#session.begin();
  }

  disconnectedCallback() {
    this.#session?.end();
  }
}

customElements.define("hb-calculator", Calculator);
