import { relative } from "node:path";
import { writeMarkdown } from "@deepiri/docs";
import { checkMarkdown } from "@deepiri/docs/markdown";
import { findPackage, readWorkspace, type TablePackage, type Workspace } from "@deepiri/workspace";
import { openProgress } from "../output/progress.js";
import { chosenDatabases } from "../place/chosen-databases.js";
import type { DocsOptions } from "./docs-options.js";
import { withMigrationsServer } from "./migrations-server.js";

/** `db docs --markdown`: a DATABASE.md in each package. */
export async function writeDocsMarkdown(options: DocsOptions): Promise<void> {
  const workspace = readWorkspace();
  const chosen = chosenOf(workspace, options);
  const activity = (await openProgress()).begin("building the migrations");
  try {
    for (const database of workspace.databases) {
      const packages = chosen.filter((one) => one.database === database.name);
      if (packages.length === 0) continue;
      const written = await withMigrationsServer(database, (url) =>
        writeMarkdown(database, url, packages),
      );
      for (const { file, isChanged } of written)
        console.log(
          `${relative(workspace.root, file)} ${isChanged ? "was written" : "is current"}`,
        );
    }
  } finally {
    activity.end();
  }
}

/** `db docs --check`: whether each of them is as it would be written now. */
export function checkDocs(options: DocsOptions): void {
  const workspace = readWorkspace();
  const packages = chosenOf(workspace, options);
  const stale = checkMarkdown({ root: workspace.root, packages });
  const lines = stale.map(({ file, reason }) => `${file}: ${reason}`);
  console.log(stale.length > 0 ? lines.join("\n") : "Each DATABASE.md is current.");
  if (stale.length > 0) process.exitCode = 1;
}

/** The packages that were asked for, each of which has its page. */
function chosenOf(
  workspace: Workspace,
  { database, package: name }: DocsOptions,
): readonly TablePackage[] {
  if (name !== undefined) return [findPackage(workspace, name)];
  const names = chosenDatabases(workspace, database).map((one) => one.name);
  return workspace.packages.filter((one) => names.includes(one.database));
}
