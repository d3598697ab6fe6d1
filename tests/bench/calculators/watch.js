// Runs before the site's own scripts, and notes when what happens between a key or a file and the painted answer.
(() => {
  const marks = {};
  const gaps = { longest: 0, tasks: [] };
  window.marks = marks;
  window.gaps = gaps;

  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (!("id" in data)) return;
        marks.answered = performance.now();
        marks.python = data.milliseconds;
        marks.bytes = data.bytes;
      });
    }

    postMessage(message) {
      // The message is copied before this returns.
      super.postMessage(message);
      if ("id" in message) marks.asked = performance.now();
    }
  };

  // Resolves when the answer has been changed and painted.
  window.nextAnswer = () =>
    new Promise((resolve) => {
      const answer = document.querySelector(".hb-answer");
      const observer = new MutationObserver(() => {
        marks.swapped = performance.now();
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve({ ...marks, painted: performance.now() });
          port2.postMessage(0);
        });
      });
      observer.observe(answer, { childList: true, subtree: true, characterData: true });
    });

  document.addEventListener("keydown", ({ timeStamp }) => (marks.begun = timeStamp), { capture: true });

  // Notes how long the page does not get to anything else.
  new PerformanceObserver((list) => gaps.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
  });
  const { port1, port2 } = new MessageChannel();
  let last = 0;
  port1.onmessage = () => {
    const now = performance.now();
    if (last) gaps.longest = Math.max(gaps.longest, now - last);
    last = now;
    if (gaps.watched) setTimeout(() => port2.postMessage(0), 5);
  };
  window.watchGaps = (watched) => {
    Object.assign(gaps, { watched, longest: watched ? 0 : gaps.longest, tasks: watched ? [] : gaps.tasks });
    last = 0;
    if (watched) port2.postMessage(0);
  };
})();
