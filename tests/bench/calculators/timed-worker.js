// Stands before the site's worker: says in each answer how long it took here, and runs what the benchmark wants to be run.
{
  const post = self.postMessage.bind(self);
  let arrived = 0;
  self.postMessage = (message) =>
    post("id" in message ? { ...message, milliseconds: performance.now() - arrived } : message);
  self.addEventListener("message", async (event) => {
    arrived = performance.now();
    if (!("measure" in event.data)) return;
    event.stopImmediatePropagation();
    await starting;
    await completeLibrary();
    post({ measured: python.runPython(event.data.measure) });
  });
}
