// Puts modules of a site together into few files. Reads {folder, asked, groups} as JSON; see together.py, which calls it.
import { dirname, posix, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { rollup } from "rollup";

const { folder, asked, groups } = JSON.parse(await text(process.stdin));
const nameOf = (id) => relative(folder, id).replaceAll("\\", "/");

/** What a module finds beside itself it finds from the file that it comes to lie in, too. */
const places = {
  name: "places",
  resolveImportMeta(property, { moduleId, chunkId }) {
    const way = posix.relative(dirname(chunkId), nameOf(moduleId));
    return property === "url" && way !== posix.basename(chunkId) ? `new URL(${JSON.stringify(way)}, import.meta.url).href` : null;
  },
};
const built = await rollup({
  input: Object.fromEntries(asked.map((name) => [name.replace(/\.mjs$/, ""), resolve(folder, name)])),
  plugins: [places],
  // Nothing is left out: what a module does when it runs it goes on doing.
  treeshake: false,
  preserveEntrySignatures: "strict",
  onwarn: (warning) => {
    throw new Error(warning.message);
  },
});
const { output } = await built.write({
  dir: folder,
  format: "es",
  minifyInternalExports: false,
  hoistTransitiveImports: false,
  manualChunks: (id) => groups[nameOf(id)],
  entryFileNames: "[name].mjs",
  // What is asked for later keeps its address.
  chunkFileNames: ({ facadeModuleId, name }) => (facadeModuleId ? nameOf(facadeModuleId) : `together/${name}.mjs`),
});
const files = output.map(({ fileName, imports, moduleIds }) => [fileName, { imports, modules: moduleIds.map(nameOf) }]);
process.stdout.write(JSON.stringify(Object.fromEntries(files)));
