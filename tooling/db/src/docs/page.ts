import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type DatabaseModel, type DocsModel, renderPage, writeWhole } from "@deepiri/docs";
import { readWorkspace } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";
import { openProgress } from "../output/progress.js";
import type { DocsOptions } from "./docs-options.js";
import { readDatabases } from "./read-databases.js";
import { readPlanned } from "./read-planned.js";

/** `db docs`: one page of all databases, or of a plan. */
export async function writeDocsPage(options: DocsOptions): Promise<void> {
  const out = resolve(options.out);
  if (!existsSync(dirname(out)))
    throw new CommandError(`there is no folder ${dirname(out)} to write the page in`);
  const workspace = readWorkspace();
  const progress = await openProgress();
  const activity = progress.begin("reading the catalogue");
  try {
    const databases =
      options.plan === undefined
        ? await readDatabases(workspace, options, progress)
        : [await readPlanned(workspace, options.plan, options)];
    writeWhole(out, renderPage({ databases } satisfies DocsModel));
    activity.end();
    console.log(describe(out, databases));
  } finally {
    activity.end();
  }
}

function describe(out: string, databases: readonly DatabaseModel[]): string {
  const what = databases.map(({ name, tables, place, plan }) => {
    const where = plan
      ? `, and what a plan makes of "${plan.database}"`
      : place
        ? ` (${place})`
        : "";
    return `${tables.length} tables of ${name}${where}`;
  });
  return `${relative(process.cwd(), out) || out}: ${what.join("; ")}.\nOpen it in a browser: ${pathToFileURL(out)}`;
}
