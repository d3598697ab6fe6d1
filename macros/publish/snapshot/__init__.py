"""What makes the browser's Python start fast: `build.mjs` runs in Node, the Python files run in Pyodide there."""
