/** Takes time and chance out of this process, so that the same inputs give the same snapshot. Import it first. */

import crypto from "node:crypto";

/** 1 January 2024, as in the wheel. */
const NOW = 1_704_067_200_000;

Date.now = () => NOW;
performance.now = () => 0;
Math.random = () => 0.5;
const fill = (/** @type {Uint8Array} */ bytes) => bytes.fill(1);
crypto.randomFillSync = fill;
crypto.webcrypto.getRandomValues = fill;
