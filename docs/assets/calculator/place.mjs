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
    (entries) => {
      const { isIntersecting, boundingClientRect } = entries[entries.length - 1];
      isAway(!isIntersecting && boundingClientRect.top > 0);
    },
    { rootMargin: "0px 0px -100px 0px" },
  );
  near.observe(element);
  below.observe(answer);
  // Beside the form the answer has no box of its own, so nothing is crossed when a narrower window gives it one.
  const again = () => {
    below.unobserve(answer);
    below.observe(answer);
  };
  addEventListener("resize", again, { signal });
  element.addEventListener("pointerenter", isTurnedTo, { signal });
  element.addEventListener("focusin", isTurnedTo, { signal });
  signal.addEventListener("abort", () => {
    near.disconnect();
    below.disconnect();
  });
}
