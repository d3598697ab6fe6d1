/**
 * What a project says stands in commands and steps: the `data-value` of each `.hb-value` names a value of
 * data/project.yaml, and its text is what stands there until the project says it.
 *
 * @typedef {import("./choices.mjs").Choices} Choices
 */

/** What may stand in a command that is copied: a project may come from somebody else. */
const HOST = /^[\p{L}\p{N}[][\p{L}\p{N}._:%[\]-]*$/u;

/** @type {WeakMap<Element, {placeholder: string, title: string}>} */
const own = new WeakMap();

/**
 * Puts the values of a project into the page; without one, what stands in their place.
 *
 * @param {Choices | null} choices
 */
export function fillValues(choices) {
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hb-value[data-value]"))) {
    const before = own.get(mark) ?? { placeholder: mark.textContent ?? "", title: mark.title };
    own.set(mark, before);
    const value = choices?.values[mark.dataset.value ?? ""] ?? "";
    const isWrong = Boolean(value && mark.closest("code") && !HOST.test(value));
    const isSaid = Boolean(value) && !isWrong;
    mark.classList.toggle("hb-filled", isSaid);
    // A number is in the unit of its field; a reader may have typed another one behind it.
    const unit = mark.dataset.unit && !/[^\d.,\s]/.test(value) ? `\u00a0${mark.dataset.unit}` : "";
    mark.textContent = isSaid ? value + unit : before.placeholder;
    mark.title = isSaid ? "From your project" : isWrong ? "Your project says no host name or IP address here" : before.title;
  }
}
