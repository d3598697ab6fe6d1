// Stands before the site's worker: says in each answer how long it took here, and how much memory Python has by then.
{
  const post = self.postMessage.bind(self);
  let arrived = 0;
  let memory;
  WebAssembly.Instance = class extends WebAssembly.Instance {
    constructor(...given) {
      super(...given);
      memory ??= this.exports.memory;
    }
  };
  self.postMessage = (message) =>
    post(
      "id" in message
        ? { ...message, milliseconds: performance.now() - arrived, bytes: memory?.buffer.byteLength }
        : message,
    );
  self.addEventListener("message", () => (arrived = performance.now()));
}
