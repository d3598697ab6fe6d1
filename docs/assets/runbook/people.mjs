/**
 * Who is called, by role, and the drafts of messages.
 *
 * @typedef {{role: string, title: string, side: string, does: string} & Record<string, string>} Person
 * @typedef {{id: string, title: string, to: string, text: string}} Message
 */

import { create, newButton } from "../page/elements.mjs";
import { whenTyped } from "../page/typing.mjs";
import { feedback } from "../glance/told.mjs";

const FIELDS = /** @type {const} */ ([
  ["name", "Name"],
  ["reach", "Reached by"],
  ["deputy", "Deputy"],
]);

export class People {
  #box;
  #change;
  #roles = "";

  /**
   * @param {HTMLElement} box
   * @param {(contact: Record<string, string>) => void} change keeps a contact
   */
  constructor(box, change) {
    this.#box = box;
    this.#change = change;
    box.hidden = false;
  }

  /** @param {Person[]} people */
  show(people) {
    const roles = people.map(({ role }) => role).join(" ");
    if (roles !== this.#roles) {
      this.#roles = roles;
      this.#box.replaceChildren(...people.map((person) => this.#line(person)));
    }
    for (const person of people) {
      for (const [name] of FIELDS) {
        const field = this.#box.querySelector(`[data-role="${CSS.escape(person.role)}"] input[name="${name}"]`);
        if (field instanceof HTMLInputElement && field !== document.activeElement) field.value = person[name] ?? "";
      }
    }
  }

  /** @param {Person} person */
  #line(person) {
    const line = create("fieldset", { className: "hb-person" });
    line.dataset.role = person.role;
    line.append(create("legend", { textContent: `${person.title} (${person.side})` }), create("p", { className: "hb-quiet", textContent: person.does }));
    for (const [name, words] of FIELDS) {
      const label = create("label", {});
      const field = create("input", { name, maxLength: 120, autocomplete: "off" });
      whenTyped(field, () => this.#change(this.#read(line, person.role)));
      label.append(create("span", { textContent: words }), field);
      line.append(label);
    }
    return line;
  }

  /**
   * @param {HTMLElement} line
   * @param {string} role
   */
  #read(line, role) {
    /** @type {Record<string, string>} */
    const contact = { role };
    for (const field of line.querySelectorAll("input")) contact[field.name] = field.value.trim();
    return contact;
  }
}

/**
 * Shows drafts, each with a button that copies it.
 *
 * @param {HTMLElement} box
 * @param {Message[]} messages
 */
export function showMessages(box, messages) {
  box.hidden = false;
  box.replaceChildren(
    ...messages.map(({ title, to, text }) => {
      const draft = create("article", { className: "hb-draft" });
      const words = create("p", { className: "hb-draft-text", textContent: text });
      const copy = newButton("Copy", () => {
        void navigator.clipboard.writeText(text).then(
          () => feedback(copy, "Copied"),
          () => {
            feedback(copy, "Copy it by hand");
            getSelection()?.selectAllChildren(words);
          },
        );
      });
      draft.append(create("h4", { textContent: title }), create("p", { className: "hb-quiet", textContent: `To: ${to}` }), words, copy);
      return draft;
    }),
  );
}
