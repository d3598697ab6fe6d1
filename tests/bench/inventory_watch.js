// Runs before the scripts of the page of inventories, and notes when what of an inventory stands there.
(() => {
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
  });
  const painted = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      }),
    );

  // Resolves to the marks when the last part of the answer is there.
  window.watchInventory = () => {
    const element = document.querySelector("hb-inventory");
    const marks = { begun: performance.now(), first: 0, table: 0, hosts: 0 };
    tasks.length = 0;
    return new Promise((resolve) => {
      const look = async () => {
        const box = element.querySelector(".hb-hosts");
        const row = !box.hidden && box.querySelector("tbody .hb-host");
        if (row && !marks.first) {
          marks.first = -1;
          marks.first = await painted();
        }
        const listed = Number(box.querySelector("table")?.getAttribute("aria-rowcount") ?? 1) - 1;
        if (listed > marks.hosts) {
          marks.hosts = listed;
          marks.table = await painted();
        }
        const put = element.querySelector(".hb-inventory-project:not([hidden])");
        if (put && marks.first > 0 && !marks.all) {
          observer.disconnect();
          marks.all = await painted();
          setTimeout(() => resolve({ ...marks, bytes: window.marks?.bytes, tasks: [...tasks] }), 200);
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(element, { childList: true, subtree: true, attributes: true });
    });
  };
})();
