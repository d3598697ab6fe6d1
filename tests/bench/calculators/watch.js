// Runs before the site's own scripts, and notes when what happens between a key or a file and the painted answer.
(() => {
  const marks = {};
  const gaps = { longest: 0, tasks: [] };
  window.marks = marks;
  window.gaps = gaps;

  // What is asked first after a key or a file is the question about it: the rest of the answer before is no answer to it.
  let awaited;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (!("id" in data) || data.id !== awaited) return;
        marks.answered = performance.now();
        marks.python = data.milliseconds;
        marks.bytes = data.bytes;
      });
    }

    postMessage(message) {
      // The message is copied before this returns.
      super.postMessage(message);
      if (!("id" in message) || awaited !== null) return;
      awaited = message.id;
      marks.asked = performance.now();
    }
  };

  const begin = (begun) => {
    for (const name of Object.keys(marks)) delete marks[name];
    marks.begun = begun;
    awaited = undefined;
  };
  const give = () => {
    marks.given = true;
    awaited = null;
  };

  // Resolves when the answer to what is done next has been put in place and painted.
  window.nextAnswer = () =>
    new Promise((resolve) => {
      begin();
      const answer = document.querySelector(".hb-answer");
      const observer = new MutationObserver(() => {
        const isKnown = marks.given && !marks.asked;
        if (!marks.answered && !isKnown) return;
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

  window.begin = (begun) => (begin(begun), give());
  document.addEventListener("keydown", ({ timeStamp }) => begin(timeStamp), { capture: true });
  document.addEventListener("input", give, { capture: true });

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
