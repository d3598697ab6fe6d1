/**
 * Asks a search what people type, as its worker does. Arguments: the folder of its modules, that of MiniSearch, its index. In:
 * queries as JSON. Out, as JSON: for each of them the answer's address, and the pages with the parts that were shown of each.
 */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [modules, library, index] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(resolve(path)).href);
const { Engine } = await load(`${modules}/engine.mjs`);
const { default: MiniSearch } = await load(library);
const engine = new Engine(MiniSearch, JSON.parse(await readFile(index, "utf-8")));
const answers = JSON.parse(await text(process.stdin)).map((query) => {
  const { hits, answer } = engine.find(query);
  const pages = hits.map(({ address, parts }) => [address, ...parts.map((part) => part.address.split("#")[1])]);
  return { answer: answer?.address ?? null, pages };
});
process.stdout.write(JSON.stringify(answers));
