/** Names of buttons of which a list has many. */

let named = 0;

/**
 * Names a button by what stands on it and by what it is about: in every language, whatever that is called.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} subject
 * @returns {HTMLButtonElement}
 */
export function about(button, subject) {
  for (const element of [button, subject]) element.id ||= `named-${++named}`;
  button.setAttribute("aria-labelledby", `${button.id} ${subject.id}`);
  return button;
}
