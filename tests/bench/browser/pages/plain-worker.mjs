// Nothing here is tuned: loadPyodide, the wheel, the call.
import { loadPyodide } from "./pyodide/pyodide.mjs";

self.onmessage = async ({ data: { wheel, request } }) => {
  const python = await loadPyodide();
  await python.loadPackage(new URL(wheel, self.location.href).href);
  const answer = python.pyimport("calculators.bridge.answer");
  self.postMessage(JSON.parse(answer(JSON.stringify(request))).result.html);
};
