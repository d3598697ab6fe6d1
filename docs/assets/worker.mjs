/**
 * Runs the calculators in Python, away from the page's main thread. In: `{runtime}` once, then requests.
 * Out: `{progress}`, `{ready}` or `{failed}`, then an answer for each request, in order.
 *
 * @typedef {{id: number, calculator: string, inputs: Record<string, string>, base: string}} Request
 * @typedef {(request: string) => string} Answer calculators.bridge.answer: JSON text in, JSON text out
 */

const PACKAGE = "hyperbdr-calculators";
const ENTRY = "calculators.bridge.answer";

/** @type {Promise<Answer>} */
let starting;

self.addEventListener("message", async ({ data }) => {
  if ("runtime" in data) {
    starting = start(data.runtime);
    starting.then(
      () => self.postMessage({ ready: true }),
      (error) => self.postMessage({ failed: reason(error) }),
    );
    return;
  }
  const answer = await starting.catch(() => null);
  if (answer) self.postMessage(reply(answer, data));
});

/**
 * @param {Answer} answer
 * @param {Request} request
 */
function reply(answer, request) {
  try {
    return JSON.parse(answer(JSON.stringify(request)));
  } catch (error) {
    return { id: request.id, error: reason(error) };
  }
}

/**
 * Resolves to Python's way in. Rejects at the first file that does not arrive: Pyodide itself would wait for ever.
 *
 * @param {string} runtime address of the runtime's folder
 * @returns {Promise<Answer>}
 */
async function start(runtime) {
  refuseWithoutWebAssembly();
  const sizes = await (await arrived(fetch(`${runtime}runtime.json`), "runtime.json")).json();
  let loaded = 0;
  const count = (/** @type {number} */ bytes) => {
    loaded += bytes;
    self.postMessage({ progress: { loaded, total: sizes.total } });
  };
  const plainFetch = self.fetch;
  try {
    return await new Promise((resolve, reject) => {
      self.fetch = (...request) => counted(plainFetch(...request), fileName(request[0]), count, reject);
      load(runtime, sizes.files, count).then(resolve, reject);
    });
  } finally {
    self.fetch = plainFetch;
  }
}

/**
 * @param {string} runtime
 * @param {Record<string, number>} files
 * @param {(bytes: number) => void} count
 * @returns {Promise<Answer>}
 */
async function load(runtime, files, count) {
  const module = async (/** @type {string} */ name) => {
    const loaded = await arrived(import(runtime + name), name);
    count(files[name]);
    return loaded;
  };
  // Pyodide asks for the second module only after the first has run. Asked for here, both come at once.
  const [{ loadPyodide }] = await Promise.all([module("pyodide.mjs"), module("pyodide.asm.mjs")]);
  const python = await loadPyodide({ indexURL: runtime });
  await python.loadPackage(PACKAGE, { messageCallback: () => {} });
  return python.pyimport(ENTRY);
}

/** Without this a policy that forbids WebAssembly leaves Pyodide waiting: the empty module shows it at once. */
function refuseWithoutWebAssembly() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch {
    throw new Error("this browser or this site does not allow WebAssembly");
  }
}

/**
 * Returns a response that counts its bytes while they are read. Its headers stay, so that WebAssembly
 * still compiles while it streams.
 *
 * @param {Promise<Response>} pending
 * @param {string} name
 * @param {(bytes: number) => void} count
 * @param {(error: unknown) => void} fail
 */
async function counted(pending, name, count, fail) {
  try {
    const response = await arrived(pending, name);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const body = new ReadableStream({
      async pull(controller) {
        try {
          const { done, value } = await arrived(reader.read(), name);
          if (done) return controller.close();
          count(value.byteLength);
          controller.enqueue(value);
        } catch (error) {
          fail(error);
          controller.error(error);
        }
      },
    });
    return new Response(body, { status: response.status, headers: response.headers });
  } catch (error) {
    fail(error);
    throw error;
  }
}

/**
 * Rejects in a reader's words when something did not arrive.
 *
 * @template T
 * @param {Promise<T>} pending
 * @param {string} name
 */
async function arrived(pending, name) {
  let result;
  try {
    result = await pending;
  } catch {
    throw new Error(navigator.onLine ? `${name} did not arrive` : "there is no network connection");
  }
  if (result instanceof Response && !result.ok) throw new Error(`the site answered ${result.status} for ${name}`);
  return result;
}

/** @param {RequestInfo | URL} request */
function fileName(request) {
  const address = request instanceof Request ? request.url : String(request);
  return address.slice(address.lastIndexOf("/") + 1);
}

/** @param {unknown} error */
function reason(error) {
  const lines = String(error instanceof Error ? error.message : error).trim().split("\n");
  return lines[lines.length - 1].slice(0, 160);
}
