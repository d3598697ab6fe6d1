/**
 * Resolves to the milliseconds until an answer stands in the page.
 *
 * @param {Element} box where the answer will stand
 * @param {(fail: (reason: unknown) => void) => void} start
 */
export function timed(box, start) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const observer = new MutationObserver(() => {
      const milliseconds = performance.now() - begun;
      const usable = box.querySelector("[data-answer=usable] strong")?.textContent;
      if (!usable) return;
      observer.disconnect();
      resolve({ milliseconds, usable, path: "", text: box.textContent });
    });
    observer.observe(box, { childList: true, subtree: true });
    start(reject);
  });
}
