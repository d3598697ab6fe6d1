/** Prints a sheet of its own in the place of the page. */

/** @param {HTMLElement} sheet it goes away once it is printed */
export function printSheet(sheet) {
  sheet.inert = true;
  document.body.append(sheet);
  document.documentElement.classList.add("hb-paper-only");
  const clean = () => {
    sheet.remove();
    document.documentElement.classList.remove("hb-paper-only");
  };
  addEventListener("afterprint", clean, { once: true });
  print();
}
