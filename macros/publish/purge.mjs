// Writes a style sheet without what nothing uses. Reads {sheet, used, variables} as JSON; see theme.py, which calls it.
import { text } from "node:stream/consumers";
import { PurgeCSS } from "purgecss";

const { sheet, used, variables } = JSON.parse(await text(process.stdin));
const [{ css }] = await new PurgeCSS().purge({
  content: [{ raw: "", extension: "html" }],
  css: [{ raw: sheet }],
  extractors: [{ extensions: ["html"], extractor: () => used }],
  keyframes: true,
  variables: true,
  safelist: { variables, standard: ["html", "body"] },
});
process.stdout.write(css);
