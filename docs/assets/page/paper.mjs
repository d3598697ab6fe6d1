/** Prints a sheet of its own in the place of the page. */

/**
 * @param {HTMLElement} sheet it goes away once it is printed
 * @param {() => unknown} [prepare] what has to be done while it stands in the page
 */
export async function printSheet(sheet, prepare) {
  sheet.inert = true;
  document.body.append(sheet);
  document.documentElement.classList.add("hb-paper-only");
  const clean = () => {
    sheet.remove();
    document.documentElement.classList.remove("hb-paper-only");
  };
  addEventListener("afterprint", clean, { once: true });
  await prepare?.();
  print();
}
