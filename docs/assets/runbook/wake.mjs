/** Keeps the screen on while a night is shown, where the browser can. */

/** @type {any} */
let lock = null;
let isWanted = false;

/** Whether this browser can keep the screen on. */
export function canStayOn() {
  return "wakeLock" in navigator;
}

/**
 * Asks for the screen to stay on; resolves to whether it does. A phone that was locked asks again when it comes back.
 *
 * @returns {Promise<boolean>}
 */
export async function stayOn() {
  isWanted = true;
  try {
    lock = await /** @type {any} */ (navigator).wakeLock.request("screen");
    return true;
  } catch {
    return false;
  }
}

/** Lets the screen go off again. */
export async function letGo() {
  isWanted = false;
  await lock?.release?.().catch(() => {});
  lock = null;
}

document.addEventListener("visibilitychange", () => {
  if (isWanted && document.visibilityState === "visible") void stayOn();
});
