// The theme marks its own controls with ids that begin with "__"; the test leaves findings on those out.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Written so by the theme and by Python-Markdown, and the same to every browser.
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    // The answers to one question have one name, also where several may be chosen.
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
    // Answers follow every edit, search follows every letter: there is nothing to submit.
    "wcag/h32": "off",
    // A list may have a name, and a name is how a reader tells one list from the next.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
  },
};
