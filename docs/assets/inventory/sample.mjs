/** The sample inventory, which the site has as the files that RVTools would write. Its hosts were invented. */

import { saveFile } from "../page/elements.mjs";
import { workbookOf } from "../project/sheets.mjs";

const TABS = ["vInfo", "vDisk", "vPartition", "vSnapshot", "vTools"];

/** Resolves to the files. Rejects where they do not arrive. */
export function sampleFiles() {
  return Promise.all(
    TABS.map(async (tab) => {
      const response = await fetch(new URL(`sample/RVTools_tab${tab}.csv`, import.meta.url));
      if (!response.ok) throw new Error(`The site answered ${response.status}.`);
      return new File([await response.blob()], `RVTools_tab${tab}.csv`);
    }),
  );
}

/** Has the browser save the sample as a workbook. Rejects where a part of it does not arrive. */
export async function saveSample() {
  const sheets = await Promise.all(
    (await sampleFiles()).map(async (file, place) => {
      const [columns, ...rows] = fields(await file.text());
      return { name: TABS[place], columns, rows };
    }),
  );
  saveFile(await workbookOf(sheets), "RVTools_sample.xlsx");
}

/**
 * Returns the fields of the rows of a CSV, as the sample has them: quoted where they hold quotes or commas.
 *
 * @param {string} text
 */
function fields(text) {
  return text
    .trim()
    .split("\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain),
    );
}
