/** Where a calculator and its answer stand in the window. */

const NEAR = "400px";

/**
 * Tells when the reader comes near a calculator, turns to it, and when its answer is below the window.
 *
 * @param {HTMLElement} element the calculator
 * @param {HTMLElement} answer
 * @param {{isNear: () => void, isTurnedTo: () => void, isAway: (away: boolean) => void}} told
 * @param {AbortSignal} signal ends it
 */
export function watchPlace(element, answer, { isNear, isTurnedTo, isAway }, signal) {
  const near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && isNear(), {
    rootMargin: NEAR,
  });
  const below = new IntersectionObserver(
    ([entry]) => isAway(!entry.isIntersecting && entry.boundingClientRect.top > 0),
    { rootMargin: "0px 0px -100px 0px" },
  );
  near.observe(element);
  below.observe(answer);
  element.addEventListener("pointerenter", isTurnedTo, { signal });
  element.addEventListener("focusin", isTurnedTo, { signal });
  signal.addEventListener("abort", () => {
    near.disconnect();
    below.disconnect();
  });
}
