// Runs an expression of the benchmark in a Python of its own: the site's has no way in but the calculators.
import { loadPyodide } from "./pyodide/pyodide.mjs";

self.onmessage = async ({ data: { wheel, source } }) => {
  const python = await loadPyodide();
  await python.loadPackage(new URL(wheel, self.location.href).href);
  self.postMessage(python.runPython(source));
};
