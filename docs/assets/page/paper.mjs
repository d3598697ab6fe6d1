/** Prints a sheet of its own in the place of the page, with the project that it is about. */

import { create } from "./elements.mjs";

/** @param {HTMLElement} sheet it goes away once it is printed */
export function printSheet(sheet) {
  sheet.inert = true;
  const project = document.querySelector(".hb-project-name > b");
  const title = sheet.querySelector("h1");
  if (project && title && !title.textContent?.includes(project.textContent ?? "")) {
    const line = create("p", { className: "hb-paper-of" });
    line.append(project.cloneNode(true));
    title.after(line);
  }
  document.body.append(sheet);
  document.documentElement.classList.add("hb-paper-only");
  const clean = () => {
    sheet.remove();
    document.documentElement.classList.remove("hb-paper-only");
  };
  addEventListener("afterprint", clean, { once: true });
  print();
}
