// Stands before the site's worker: says in each answer how long it took here.
{
  const post = self.postMessage.bind(self);
  let arrived = 0;
  self.postMessage = (message) =>
    post("id" in message ? { ...message, milliseconds: performance.now() - arrived } : message);
  self.addEventListener("message", () => (arrived = performance.now()));
}
