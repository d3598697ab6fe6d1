/** When a reader is there: what is large and not needed to read a page waits for that. */

/** No scrolling by itself, which scripts do, too. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown", "focusin"];
/** A page that is open for so long, in milliseconds, is being read. */
const READ_MS = 3_000;

/** Resolves at the first sign of a reader, or a while after the page is loaded. @type {Promise<void>} */
export const presence = new Promise((resolve) => {
  const signs = new AbortController();
  const come = () => {
    signs.abort();
    resolve();
  };
  // A browser says where the pointer rests when a page comes up under it: only who moves it is there.
  const isMoved = (/** @type {any} */ { type, movementX, movementY }) => type !== "pointermove" || movementX || movementY;
  const see = (/** @type {Event} */ event) => void (isMoved(event) && come());
  for (const sign of SIGNS) addEventListener(sign, see, { signal: signs.signal, capture: true, passive: true });
  const wait = () => setTimeout(come, READ_MS);
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
});
